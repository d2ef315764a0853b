//! Files → articles and a list of problems, in a stable order. Broken files never stop the rest.

pub mod check;
mod draft;
mod front_matter;
pub mod import;
mod markdown;
mod problem;
mod sidecar;
mod table;
mod upload;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub use check::{CheckReport, Counts, check, reading_grade};
pub use import::{DropReason, DroppedLine, Format, Imported, import, to_markdown};
pub use problem::{Problem, Severity};
pub use sidecar::{DomainWords, UncoveredGroup};
pub use upload::{MAX_UPLOAD_BYTES, Refusal, UPLOAD_EXTENSIONS, has_upload_ending, upload_text};
pub use walk::MAX_FILE_BYTES;

use crate::Result;
use crate::article::{Article, ArticleId, LinkKind, SectionLink, Source};
use front_matter::{FrontMatter, Head};
use problem::line_of;
use sidecar::References;
use walk::FileName;

/// Changes whenever the same files give other articles: part of the fingerprint, so that an index made of what an
/// older reader understood is stale.
const READER_VERSION: &[u8] = b"1";

const ARTICLE_EXTENSIONS: &[&str] = &["md", "txt", "html", "htm"];

/// Everything that a content folder holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Corpus {
    /// The folder it was read from.
    pub folder: PathBuf,
    /// The library's own fit of probabilities, as `engram eval --fit` wrote it (`calibration.toml`).
    pub calibration: Option<String>,
    /// The articles that can be used, sorted by id.
    pub articles: Vec<Article>,
    /// Questions near the topic that no article answers.
    pub not_covered: Vec<UncoveredGroup>,
    /// Words of the domain.
    pub words: DomainWords,
    /// What is wrong, sorted by file and line.
    pub problems: Vec<Problem>,
    /// Changes whenever a file that is used does, or the way of reading it: BLAKE3 over names and bytes, as hex.
    pub fingerprint: String,
}

/// Reads a content folder.
///
/// With a folder `articles` in it, the articles come from there; else from every `.md`, `.txt`, `.html` and `.htm`
/// file below it. The sidecars (`references.toml`, `wordings/<slug>.toml`, `not-covered.toml`, `words.toml`) stand
/// beside them, each optional. A folder without a usable article gives a corpus without articles; the problems say
/// why.
///
/// # Errors
/// Only if the folder itself cannot be read.
///
/// ```
/// let corpus = engram::content::load("tests/content/bakery".as_ref())?;
/// assert_eq!(corpus.articles[0].id.as_str(), "sourdough");
/// # Ok::<(), engram::Error>(())
/// ```
pub fn load(dir: &Path) -> Result<Corpus> {
    Ok(read_folder(dir)?.corpus)
}

/// A corpus with what checking it needs besides.
struct Folder {
    corpus: Corpus,
    files: Vec<ReadFile>,
    references: References,
    texts: BTreeMap<String, String>,
}

/// What stands behind one article.
struct ReadFile {
    id: ArticleId,
    front: Option<FrontMatter>,
    text: String,
    path: String,
    section_lines: Vec<usize>,
    wordings: Option<(String, sidecar::Wordings)>,
}

fn read_folder(dir: &Path) -> Result<Folder> {
    let mut problems = Vec::new();
    let mut hasher = blake3::Hasher::new();
    feed(&mut hasher, "reader", READER_VERSION);
    let mut texts = BTreeMap::new();
    let has_articles = dir.join("articles").is_dir();
    let below = if has_articles { "articles" } else { "" };
    let names = walk::files(dir, below, ARTICLE_EXTENSIONS, &mut problems)?;

    for name in sidecar_files(dir, &mut problems)? {
        let Some(bytes) = walk::read(&name, &mut problems) else {
            continue;
        };
        feed(&mut hasher, &name.relative, &bytes);
        match walk::decode(&bytes) {
            Ok(text) => {
                texts.insert(name.relative, text);
            }
            Err((line, what)) => problems.push(Problem::error(&name.relative, line, what)),
        }
    }
    let calibration = texts.get("calibration.toml").cloned();
    let sidecar_text = |name: &str| texts.get(name).map_or("", String::as_str);
    let references = sidecar::references(
        "references.toml",
        sidecar_text("references.toml"),
        &mut problems,
    );
    let not_covered = sidecar::not_covered(
        "not-covered.toml",
        sidecar_text("not-covered.toml"),
        &mut problems,
    );
    let words = sidecar::words("words.toml", sidecar_text("words.toml"), &mut problems);

    let mut read: Vec<(Article, ReadFile)> = Vec::new();
    let mut taken = BTreeSet::new();
    for name in names {
        let Some(bytes) = walk::read(&name, &mut problems) else {
            continue;
        };
        feed(&mut hasher, &name.relative, &bytes);
        let parsed = parse_file(&name.relative, &bytes, &references);
        problems.extend(parsed.problems);
        let Some((mut article, mut file)) = parsed.article else {
            continue;
        };
        if !taken.insert(article.id.clone()) {
            let unique = distinct_id(&article.id, &taken);
            problems.push(Problem::warning(
                &name.relative,
                line_of(&file.text, "slug"),
                format!(
                    "another article has the id `{}`; this one is `{unique}`",
                    article.id
                ),
            ));
            taken.insert(unique.clone());
            article.id = unique;
            file.id = article.id.clone();
        }
        read.push((article, file));
    }

    read.sort_by(|(one, _), (other, _)| one.id.cmp(&other.id));
    let (mut articles, mut files): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    add_wordings(&mut articles, &mut files, &texts, &mut problems);
    problems.sort();
    Ok(Folder {
        corpus: Corpus {
            folder: dir.to_path_buf(),
            calibration,
            articles,
            not_covered,
            words,
            problems,
            fingerprint: hasher.finalize().to_hex().to_string(),
        },
        files,
        references,
        texts,
    })
}

fn feed(hasher: &mut blake3::Hasher, name: &str, bytes: &[u8]) {
    for part in [name.as_bytes(), bytes] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
}

fn sidecar_files(dir: &Path, problems: &mut Vec<Problem>) -> Result<Vec<FileName>> {
    let mut found: Vec<FileName> = [
        "calibration.toml",
        "claims.toml",
        "not-covered.toml",
        "references.toml",
        "words.toml",
    ]
    .into_iter()
    .map(|name| FileName {
        relative: name.to_owned(),
        path: dir.join(name),
    })
    .filter(|file| file.path.is_file())
    .collect();
    if dir.join("wordings").is_dir() {
        found.extend(walk::files(dir, "wordings", &["toml"], problems)?);
    }
    Ok(found)
}

fn distinct_id(wished: &ArticleId, taken: &BTreeSet<ArticleId>) -> ArticleId {
    let mut number = 2;
    loop {
        let candidate = ArticleId::from_text(&format!("{wished}-{number}"));
        if !taken.contains(&candidate) {
            return candidate;
        }
        number += 1;
    }
}

fn add_wordings(
    articles: &mut [Article],
    files: &mut [ReadFile],
    texts: &BTreeMap<String, String>,
    problems: &mut Vec<Problem>,
) {
    for (path, text) in texts {
        let Some(slug) = path
            .strip_prefix("wordings/")
            .and_then(|name| name.strip_suffix(".toml"))
        else {
            continue;
        };
        let wordings = sidecar::wordings(path, text, problems);
        let Ok(place) = articles.binary_search_by(|article| article.id.as_str().cmp(slug)) else {
            problems.push(Problem::warning(
                path,
                None,
                format!("there is no article `{slug}`"),
            ));
            continue;
        };
        for (anchor, list) in &wordings {
            match articles[place]
                .sections
                .iter_mut()
                .find(|section| section.anchor == *anchor)
            {
                Some(section) => section.wordings.clone_from(list),
                None => problems.push(Problem::warning(
                    path,
                    line_of(text, anchor),
                    format!("`{slug}` has no section `{anchor}`"),
                )),
            }
        }
        files[place].wordings = Some((path.clone(), wordings));
    }
}

/// A guild's own article as it is kept: what an admin approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawArticle {
    /// Its name among the guild's articles.
    pub slug: String,
    /// Its text, with or without front matter.
    pub markdown: String,
}

/// Makes a corpus of a guild's own articles, without any folder. Their ids are those of [`ArticleId::own`]; the
/// problems name them by their slug. A link goes to the guild's own article of that slug, else to the shared one. The
/// same articles in any order give the same corpus.
pub fn corpus_of(raw: &[RawArticle]) -> Corpus {
    let mut raw: Vec<&RawArticle> = raw.iter().collect();
    raw.sort_by_key(|raw| &raw.slug);
    let mut hasher = blake3::Hasher::new();
    feed(&mut hasher, "reader", READER_VERSION);
    let mut corpus = Corpus::default();
    let mut taken = BTreeSet::new();
    for raw in raw {
        feed(&mut hasher, &raw.slug, raw.markdown.as_bytes());
        let path = format!("{}.md", raw.slug);
        let parsed = parse_file(&path, raw.markdown.as_bytes(), &References::new());
        corpus.problems.extend(parsed.problems);
        let Some((mut article, _)) = parsed.article else {
            continue;
        };
        article.id = ArticleId::own(&raw.slug);
        if taken.insert(article.id.clone()) {
            corpus.articles.push(article);
        } else {
            corpus.problems.push(Problem::error(
                &path,
                None,
                format!("another article has the slug `{}`", article.id.slug()),
            ));
        }
    }
    for link in corpus
        .articles
        .iter_mut()
        .flat_map(|article| &mut article.links)
    {
        let own = ArticleId::own(link.with_article.as_str());
        if taken.contains(&own) {
            link.with_article = own;
        }
    }
    corpus.articles.sort_by(|one, other| one.id.cmp(&other.id));
    corpus.problems.sort();
    corpus.fingerprint = hasher.finalize().to_hex().to_string();
    corpus
}

/// What one file that came from outside gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Raw {
    /// The article, if there is one in it.
    pub article: Option<Article>,
    /// Whether its author wrote it for this, with front matter; else the importer has cleaned it.
    pub written: bool,
    /// What the importer left out of a file without front matter.
    pub dropped: Vec<DroppedLine>,
    /// What is wrong with the file.
    pub problems: Vec<Problem>,
}

/// Makes an article of one file's bytes, without any I/O. The kind of file is told by the ending of its name, and
/// anything else is read as plain text. References are not looked up.
pub fn from_raw(name: &str, bytes: &[u8]) -> Raw {
    let parsed = parse_file(name, bytes, &References::new());
    Raw {
        written: parsed
            .article
            .as_ref()
            .is_some_and(|(_, file)| file.front.is_some()),
        article: parsed.article.map(|(article, _)| article),
        dropped: parsed.dropped,
        problems: parsed.problems,
    }
}

#[derive(Default)]
struct ParsedFile {
    article: Option<(Article, ReadFile)>,
    dropped: Vec<DroppedLine>,
    problems: Vec<Problem>,
}

impl ParsedFile {
    fn problem(problem: Problem) -> Self {
        Self {
            problems: vec![problem],
            ..Self::default()
        }
    }
}

fn parse_file(path: &str, bytes: &[u8], references: &References) -> ParsedFile {
    if bytes.len() > MAX_FILE_BYTES {
        return ParsedFile::problem(walk::too_large(path));
    }
    let text = match walk::decode(bytes) {
        Ok(text) => text,
        Err((line, what)) => return ParsedFile::problem(Problem::error(path, line, what)),
    };
    if text.trim().is_empty() {
        return ParsedFile::problem(Problem::error(path, None, "empty"));
    }
    match front_matter::split(&text) {
        Head::Unclosed => ParsedFile::problem(Problem::error(
            path,
            Some(1),
            "front matter is opened with `+++` and never closed; the file is not complete",
        )),
        Head::Found {
            toml,
            body,
            body_line,
        } => match front_matter::parse(toml) {
            Err((line, what)) => ParsedFile::problem(Problem::error(
                path,
                Some(line),
                format!("front matter: {what}"),
            )),
            Ok(front) => parse_written(path, &text, front, (body, body_line), references),
        },
        Head::None => parse_messy(path, text),
    }
}

/// A file without front matter: whatever a page may be.
fn parse_messy(path: &str, text: String) -> ParsedFile {
    let Imported { article, dropped } = import(path, &text, Format::of(path));
    if article.sections.is_empty() {
        return ParsedFile {
            dropped,
            ..ParsedFile::problem(Problem::error(path, None, "no text is left after cleaning"))
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
        problems: Vec::new(),
    }
}

/// A file with front matter: its author's word is taken as it stands.
fn parse_written(
    path: &str,
    text: &str,
    front: FrontMatter,
    (body, body_line): (&str, usize),
    references: &References,
) -> ParsedFile {
    let mut problems = Vec::new();
    let parsed = markdown::parse(body, body_line);
    for (line, what) in parsed.problems {
        problems.push(Problem::warning(path, Some(line), what));
    }
    let draft = draft::assemble(parsed.pieces);
    for (line, heading) in &draft.bare_headings {
        problems.push(Problem::warning(
            path,
            Some(*line),
            format!("there is no text under the heading `{heading}`; the file may not be complete"),
        ));
    }
    if draft.sections.is_empty() {
        problems.push(Problem::error(
            path,
            Some(body_line),
            "no text follows the front matter",
        ));
        return ParsedFile {
            problems,
            ..ParsedFile::default()
        };
    }
    let title = match front.title.trim() {
        "" => {
            problems.push(Problem::warning(path, Some(1), "front matter has no title"));
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
                format!("reference `{key}` is not in references.toml"),
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
                    format!(
                        "`with = \"{}\"` is not of the form `article#section`",
                        entry.with
                    ),
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

/// The file's name without folders and ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}
