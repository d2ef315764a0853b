//! One file → an article, or what is wrong with it. A file with our front matter is read as written, any other is cleaned.

use super::decode::{Decoded, decode};
use super::document::Document;
use super::front_matter::{self, FrontMatter, Head};
use super::import::{DroppedLine, Extent, Format, Imported, import};
use super::problem::{Problem, ProblemKind, line_of};
use super::sidecar::{self, References};
use super::walk::{self, MAX_FILE_BYTES, stem};
use super::{draft, markdown};
use crate::article::{Article, ArticleId, LinkKind, SectionLink, Source};

/// The file of one article.
pub(super) struct ReadFile {
    pub(super) id: ArticleId,
    pub(super) front: Option<FrontMatter>,
    pub(super) text: String,
    pub(super) path: String,
    pub(super) section_lines: Vec<usize>,
    pub(super) wordings: Option<(String, sidecar::Wordings)>,
}

#[derive(Default)]
pub(super) struct ParsedFile {
    pub(super) article: Option<(Article, ReadFile)>,
    pub(super) dropped: Vec<DroppedLine>,
    /// The targets of links of a page, as written.
    pub(super) links: Vec<String>,
    pub(super) problems: Vec<Problem>,
}

impl ParsedFile {
    fn problem(problem: Problem) -> Self {
        Self {
            problems: vec![problem],
            ..Self::default()
        }
    }
}

/// Reads a file. `extent` is for files without our front matter.
pub(super) fn parse_file(
    path: &str,
    bytes: &[u8],
    references: &References,
    extent: Extent,
) -> ParsedFile {
    if bytes.len() > MAX_FILE_BYTES {
        return ParsedFile::problem(walk::too_large(path));
    }
    let refused = |what: ProblemKind| ParsedFile::problem(Problem::error(path, None, what));
    let (text, note, format) = match Document::of(path) {
        Some(document) => match document.text(bytes) {
            Ok((text, ending)) => (text, None, Format::of(&format!("a.{ending}"))),
            Err(what) => return refused(what),
        },
        None => match decode(path, bytes) {
            Ok(Decoded { text, note }) => (text, note, Format::of(path)),
            Err((line, what)) => return ParsedFile::problem(Problem::error(path, line, what)),
        },
    };
    if text.trim().is_empty() {
        return refused(ProblemKind::Empty);
    }
    let mut parsed = parse_text(path, text, format, references, extent);
    if let Some(note) = note {
        // The last problem says why the file gives no article.
        parsed
            .problems
            .insert(0, Problem::warning(path, None, note));
    }
    parsed
}

fn parse_text(
    path: &str,
    text: String,
    format: Format,
    references: &References,
    extent: Extent,
) -> ParsedFile {
    match front_matter::split(&text) {
        Head::Unclosed => ParsedFile::problem(Problem::error(
            path,
            Some(1),
            ProblemKind::FrontMatterUnclosed,
        )),
        Head::Found {
            toml,
            body,
            body_line,
        } => match front_matter::parse(toml) {
            Err(_) if front_matter::is_foreign(toml) => parse_page(path, text, format, extent),
            Err((line, error)) => ParsedFile::problem(Problem::error(
                path,
                Some(line),
                ProblemKind::FrontMatter { error },
            )),
            Ok(front) => parse_written(path, &text, front, (body, body_line), references),
        },
        Head::None => parse_page(path, text, format, extent),
    }
}

/// A file without our front matter: a page of any kind.
fn parse_page(path: &str, text: String, format: Format, extent: Extent) -> ParsedFile {
    let Imported {
        article,
        dropped,
        links,
        problems,
    } = import(path, &text, format, extent);
    let mut problems: Vec<Problem> = problems
        .into_iter()
        .map(|(line, what)| Problem::warning(path, (line > 0).then_some(line), what))
        .collect();
    if article.sections.is_empty() {
        problems.push(Problem::error(path, None, ProblemKind::NothingLeft));
        return ParsedFile {
            dropped,
            links,
            problems,
            article: None,
        };
    }
    let file = ReadFile {
        id: article.id.clone(),
        front: None,
        text,
        path: path.to_owned(),
        section_lines: Vec::new(),
        wordings: None,
    };
    ParsedFile {
        article: Some((article, file)),
        dropped,
        links,
        problems,
    }
}

/// A file with our front matter, read as written.
fn parse_written(
    path: &str,
    text: &str,
    front: FrontMatter,
    (body, body_line): (&str, usize),
    references: &References,
) -> ParsedFile {
    let mut problems = Vec::new();
    let parsed = markdown::parse(&markdown::lines_of(body, body_line));
    for (line, what) in parsed.problems {
        problems.push(Problem::warning(path, Some(line), what));
    }
    let draft = draft::assemble(parsed.pieces);
    for (line, heading) in &draft.bare_headings {
        let heading = heading.clone();
        problems.push(Problem::warning(
            path,
            Some(*line),
            ProblemKind::BareHeading { heading },
        ));
    }
    if draft.sections.is_empty() {
        problems.push(Problem::error(path, Some(body_line), ProblemKind::NoText));
        return ParsedFile {
            problems,
            ..ParsedFile::default()
        };
    }
    let title = match front.title.trim() {
        "" => {
            problems.push(Problem::warning(path, Some(1), ProblemKind::NoTitle));
            let first = draft.sections.iter().find_map(|section| section.heading());
            first.unwrap_or("Untitled").to_owned()
        }
        title => title.to_owned(),
    };
    let id = ArticleId::from_text(front.slug.as_deref().unwrap_or_else(|| stem(path)));
    let mut cited = Vec::new();
    for key in &front.references {
        match references.get(key) {
            Some(entry) => cited.push(entry.reference(key)),
            None if references.is_empty() => {}
            None => problems.push(Problem::warning(
                path,
                line_of(text, key),
                ProblemKind::UnknownReference { key: key.clone() },
            )),
        }
    }
    let links = links(path, text, &front, &mut problems);
    let article = Article {
        id: id.clone(),
        source: Source {
            name: front.source.clone().unwrap_or_else(|| title.clone()),
            url: front.url.clone(),
            path: path.to_owned(),
            authors: front.authors.clone(),
            license: front.license.clone(),
        },
        title,
        summary: front.summary.clone(),
        updated: front.updated.as_ref().map(front_matter::Day::to_text),
        text: draft.text,
        sections: draft.sections,
        references: cited,
        claims: front.claims.clone(),
        links,
        related: front
            .related
            .iter()
            .map(|slug| ArticleId::from_text(slug))
            .collect(),
    };
    let file = ReadFile {
        id,
        front: Some(front),
        text: text.to_owned(),
        path: path.to_owned(),
        section_lines: draft.lines,
        wordings: None,
    };
    ParsedFile {
        article: Some((article, file)),
        dropped: Vec::new(),
        links: Vec::new(),
        problems,
    }
}

fn links(
    path: &str,
    text: &str,
    front: &FrontMatter,
    problems: &mut Vec<Problem>,
) -> Vec<SectionLink> {
    let contradicts = front
        .contradicts
        .iter()
        .map(|entry| (LinkKind::Contradicts, entry));
    let qualifies = front
        .qualifies
        .iter()
        .map(|entry| (LinkKind::Qualifies, entry));
    contradicts
        .chain(qualifies)
        .filter_map(|(kind, entry)| {
            let Some((article, section)) = entry.with.split_once('#') else {
                problems.push(Problem::warning(
                    path,
                    line_of(text, &entry.with),
                    ProblemKind::MalformedLink {
                        with: entry.with.clone(),
                    },
                ));
                return None;
            };
            Some(SectionLink {
                kind,
                section: entry.section.clone(),
                with_article: ArticleId::from_text(article),
                with_section: section.to_owned(),
                about: entry.about.clone(),
            })
        })
        .collect()
}
