//! Files → articles and a list of problems, in a stable order. Broken files never stop the rest.

pub mod check;
mod decode;
mod document;
mod docx;
mod draft;
mod escape;
mod file;
mod fingerprint;
mod folder;
mod front_matter;
mod html;
pub mod import;
mod library;
mod markdown;
mod page_info;
mod pdf;
mod problem;
mod sidecar;
mod table;
mod upload;
mod walk;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub use check::{CheckReport, Counts, check, reading_grade};
pub use folder::{ARTICLE_EXTENSIONS, PageFile, pages};
pub use import::{DropReason, DroppedLine, Extent, Format, Imported, import};
pub use library::LibraryProfile;
pub use markdown::to_markdown;
pub use pdf::{
    MAX_PDF_MEMORY_BYTES, PDF_SUBCOMMAND, extract_pdf, read_pdf_within_limits, set_pdf_program,
};
pub(crate) use problem::line_at;
#[cfg(test)]
pub(crate) use problem::samples as problem_samples;
pub use problem::{Problem, ProblemKind, Severity};
pub use sidecar::{DomainWords, UncoveredGroup};
pub use upload::{
    FileKind, MAX_UPLOAD_BYTES, Refusal, UPLOAD_EXTENSIONS, UploadText, has_upload_ending,
    upload_text,
};
pub use walk::MAX_FILE_BYTES;

use crate::Result;
use crate::article::{Article, ArticleId};
use file::parse_file;
use fingerprint::Fingerprint;
use folder::read_folder;
use sidecar::References;

/// Everything that a content folder holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Corpus {
    /// The folder it was read from.
    pub folder: PathBuf,
    /// The library's own calibration, as `engram eval --fit` wrote it (`calibration.toml`).
    pub calibration: Option<String>,
    /// What the library is about, and what the bot says of itself (`library.toml`).
    pub profile: LibraryProfile,
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
/// With a folder `articles` in it, the articles come from there; else from every file below it whose name ends
/// in one of [`ARTICLE_EXTENSIONS`]. The sidecars (`library.toml`, `references.toml`, `wordings/<slug>.toml`,
/// `not-covered.toml`, `words.toml`) are beside them, each optional. A folder without a usable article gives a corpus
/// without articles; the problems say why.
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

/// A guild's own article as it is stored: what an admin approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawArticle {
    /// Its slug, unique within the guild.
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
    let mut fingerprint = Fingerprint::new();
    let mut corpus = Corpus::default();
    let mut taken = BTreeSet::new();
    for raw in raw {
        fingerprint.feed(&raw.slug, raw.markdown.as_bytes());
        let path = format!("{}.md", raw.slug);
        let parsed = parse_file(
            &path,
            raw.markdown.as_bytes(),
            &References::new(),
            Extent::Main,
        );
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
                ProblemKind::SameSlug {
                    slug: article.id.slug().to_owned(),
                },
            ));
        }
    }
    for target in corpus.articles.iter_mut().flat_map(|article| {
        let links = article.links.iter_mut().map(|link| &mut link.with_article);
        links.chain(&mut article.related)
    }) {
        let own = ArticleId::own(target.as_str());
        if taken.contains(&own) {
            *target = own;
        }
    }
    corpus.articles.sort_by(|one, other| one.id.cmp(&other.id));
    corpus.problems.sort();
    corpus.fingerprint = fingerprint.finish();
    corpus
}

/// The result of reading one file from outside.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Raw {
    /// The article, if there is one in it.
    pub article: Option<Article>,
    /// Whether it has our front matter; else the importer has cleaned it.
    pub written: bool,
    /// What the importer left out of a file without front matter.
    pub dropped: Vec<DroppedLine>,
    /// The targets of links of a file without front matter, as written.
    pub links: Vec<String>,
    /// What is wrong with the file.
    pub problems: Vec<Problem>,
}

/// Makes an article of one file's bytes. The extension of its name decides the kind of file; any other is read as plain
/// text. References are not looked up. Nothing is read or written but what a PDF needs
/// ([`set_pdf_program`]).
pub fn from_raw(name: &str, bytes: &[u8], extent: Extent) -> Raw {
    let parsed = parse_file(name, bytes, &References::new(), extent);
    Raw {
        written: parsed
            .article
            .as_ref()
            .is_some_and(|(_, file)| file.front.is_some()),
        article: parsed.article.map(|(article, _)| article),
        dropped: parsed.dropped,
        links: parsed.links,
        problems: parsed.problems,
    }
}
