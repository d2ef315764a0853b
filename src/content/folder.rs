//! A content folder → a corpus, with what checking it needs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Corpus;
use super::decode::{Decoded, decode};
use super::file::{ReadFile, parse_file};
use super::fingerprint::Fingerprint;
use super::import::{DroppedLine, Extent};
use super::library::LibraryProfile;
use super::problem::{Problem, ProblemKind, line_of};
use super::sidecar::{self, References};
use super::walk::{self, FileName};
use crate::article::{Article, ArticleId};
use crate::{Error, Result, text};

/// Extensions of files that hold an article.
pub const ARTICLE_EXTENSIONS: &[&str] =
    &["md", "markdown", "mdx", "txt", "html", "htm", "docx", "pdf"];
/// Extensions of other text files, which are not read.
const UNREAD_EXTENSIONS: &[&str] = &[
    "rst", "adoc", "asciidoc", "org", "tex", "doc", "odt", "rtf", "epub", "mdown", "mkd", "mkdn",
    "xhtml", "textile", "wiki", "ipynb", "pages",
];
/// Names of files that are about a folder.
const ABOUT_FOLDER: &[&str] = &["readme", "license", "licence", "changelog", "contributing"];
/// Most files that are named where several are not read.
const MAX_NAMED: usize = 3;
/// Most characters that are shown of a line that was left out.
const MAX_SHOWN_CHARS: usize = 80;

/// A corpus with what checking it needs.
pub(super) struct Folder {
    pub(super) corpus: Corpus,
    pub(super) files: Vec<ReadFile>,
    pub(super) references: References,
    pub(super) texts: BTreeMap<String, String>,
}

pub(super) fn read_folder(dir: &Path) -> Result<Folder> {
    let mut problems = Vec::new();
    let mut fingerprint = Fingerprint::new();
    let mut texts = BTreeMap::new();
    let has_articles = is_there(&dir.join("articles"))?;
    let below = if has_articles { "articles" } else { "" };
    let names = walk::files(dir, below, ARTICLE_EXTENSIONS, &mut problems)?;
    name_unread(dir, has_articles, &mut problems)?;

    for name in sidecar_files(dir, &mut problems)? {
        let Some(bytes) = walk::read(&name, &mut problems) else {
            continue;
        };
        fingerprint.feed(&name.relative, &bytes);
        match decode(&name.relative, &bytes) {
            Ok(Decoded { text, .. }) => {
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
    let profile = LibraryProfile::from_toml(sidecar_text(LibraryProfile::FILE), &mut problems);
    let words = sidecar::words("words.toml", sidecar_text("words.toml"), &mut problems);

    let mut read: Vec<(Article, ReadFile)> = Vec::new();
    let mut taken = BTreeSet::new();
    for name in names {
        let Some(bytes) = walk::read(&name, &mut problems) else {
            continue;
        };
        fingerprint.feed(&name.relative, &bytes);
        let parsed = parse_file(&name.relative, &bytes, &references, Extent::Main);
        problems.extend(parsed.problems);
        problems.extend(losses(&name.relative, dir, &parsed.dropped));
        let Some((mut article, mut file)) = parsed.article else {
            continue;
        };
        if !taken.insert(article.id.clone()) {
            let unique = distinct_id(&article.id, &taken);
            problems.push(Problem::warning(
                &name.relative,
                line_of(&file.text, "slug"),
                ProblemKind::SameId {
                    id: article.id.to_string(),
                    unique: unique.to_string(),
                },
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
            profile,
            articles,
            not_covered,
            words,
            problems,
            fingerprint: fingerprint.finish(),
        },
        files,
        references,
        texts,
    })
}

/// Problems for files that are not read and may hold articles: files beside the folder `articles`, and unsupported
/// formats.
fn name_unread(dir: &Path, has_articles: bool, problems: &mut Vec<Problem>) -> Result<()> {
    // Folders that cannot be listed were reported with the articles.
    let mut told = Vec::new();
    let below = if has_articles { "articles" } else { "" };
    let unread = walk::files(dir, below, UNREAD_EXTENSIONS, &mut told)?;
    for extension in UNREAD_EXTENSIONS {
        let named: Vec<&str> = unread
            .iter()
            .map(|file| file.relative.as_str())
            .filter(|name| walk::has_extension(name, &[extension]))
            .collect();
        if let Some(first) = named.first() {
            let kind = ProblemKind::UnreadFormat {
                count: named.len(),
                files: list(&named),
                ending: (*extension).to_owned(),
            };
            problems.push(Problem::warning(first, None, kind));
        }
    }
    if has_articles {
        let beside: Vec<FileName> = walk::files(dir, "", ARTICLE_EXTENSIONS, &mut told)?;
        let beside: Vec<&str> = beside
            .iter()
            .map(|file| file.relative.as_str())
            .filter(|name| !name.starts_with("articles/") && !is_about_folder(name))
            .collect();
        if let Some(first) = beside.first() {
            let kind = ProblemKind::UnreadBeside {
                count: beside.len(),
                files: list(&beside),
            };
            problems.push(Problem::warning(first, None, kind));
        }
    }
    Ok(())
}

/// `a.md, b.md`; the first ones of many.
fn list(names: &[&str]) -> String {
    let mut shown = names[..names.len().min(MAX_NAMED)].join(", ");
    if names.len() > MAX_NAMED {
        shown.push_str(", …");
    }
    shown
}

fn is_about_folder(name: &str) -> bool {
    let stem = walk::stem(name).to_ascii_lowercase();
    ABOUT_FOLDER.iter().any(|about| stem.starts_with(about))
}

/// A line that says how much was left out of a page without our front matter.
fn losses(path: &str, dir: &Path, dropped: &[DroppedLine]) -> Option<Problem> {
    let notable: Vec<&DroppedLine> = dropped.iter().filter(|line| line.is_notable()).collect();
    let first = notable.first()?;
    let kind = ProblemKind::LeftOut {
        count: notable.len(),
        reason: first.reason,
        first: text::cut_at_word(&first.text, MAX_SHOWN_CHARS).into_owned(),
        file: dir.join(path).display().to_string(),
    };
    let line = (first.line > 0).then_some(first.line);
    Some(Problem::warning(path, line, kind))
}

/// A page of a folder that is imported as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFile {
    /// Its path below the folder, with `/` between the parts.
    pub relative: String,
    /// Where it is.
    pub path: PathBuf,
}

/// The pages below a folder, sorted by path, and what could not be read or is not.
///
/// # Errors
/// Only if the folder itself cannot be read.
pub fn pages(dir: &Path) -> Result<(Vec<PageFile>, Vec<Problem>)> {
    let mut problems = Vec::new();
    let files = walk::files(dir, "", ARTICLE_EXTENSIONS, &mut problems)?;
    name_unread(dir, false, &mut problems)?;
    let pages = files
        .into_iter()
        .map(|FileName { relative, path }| PageFile { relative, path })
        .collect();
    Ok((pages, problems))
}

fn sidecar_files(dir: &Path, problems: &mut Vec<Problem>) -> Result<Vec<FileName>> {
    let mut found: Vec<FileName> = [
        "calibration.toml",
        "claims.toml",
        LibraryProfile::FILE,
        "not-covered.toml",
        "references.toml",
        "words.toml",
    ]
    .into_iter()
    .map(|name| FileName {
        relative: name.to_owned(),
        path: dir.join(name),
    })
    // A file without metadata is listed: reading it gives the reason.
    .filter(|file| is_there(&file.path).unwrap_or(true))
    .collect();
    found.retain(|file| {
        let leads_outside = walk::leads_outside(&file.path, dir);
        if leads_outside {
            problems.push(walk::outside(&file.relative));
        }
        !leads_outside
    });
    if is_there(&dir.join("wordings"))? {
        found.extend(walk::files(dir, "wordings", &["toml"], problems)?);
    }
    Ok(found)
}

/// Whether there is a file or folder of this name. A broken link counts.
fn is_there(path: &Path) -> Result<bool> {
    match std::fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(Error::ContentUnreadable {
            path: path.to_path_buf(),
            source,
        }),
    }
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
            let slug = slug.to_owned();
            let kind = ProblemKind::NoSuchArticle { slug };
            problems.push(Problem::warning(path, None, kind));
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
                    ProblemKind::NoSuchSection {
                        slug: slug.to_owned(),
                        anchor: anchor.clone(),
                    },
                )),
            }
        }
        files[place].wordings = Some((path.clone(), wordings));
    }
}
