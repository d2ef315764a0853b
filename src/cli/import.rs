//! `engram import`: pages of any kind → article drafts, and a list of what was left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::Args;

use super::Exit;
use super::output::{Output, talk};
use crate::article::{Article, ArticleId};
use crate::content::{self, Extent, MAX_FILE_BYTES, Raw, to_markdown};
use crate::render::talk::{self as words, ImportRow};
use crate::{Error, Result};

/// Make article drafts of pages and folders (text, Markdown, HTML, DOCX, PDF)
///
/// Menus, adverts, share buttons, comment forms and the like are left out. What was left out is printed, with its line:
/// read it, and put back what you miss, or take the whole page with --whole.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The pages, or folders of them
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Folder for the drafts; made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Write over drafts that are there already
    #[arg(long)]
    force: bool,
    /// Take all the text of a page, not its main part alone
    #[arg(long)]
    whole: bool,
    /// Print every line left out, short ones and links as well
    #[arg(long)]
    all: bool,
}

const EXAMPLES: &str = "\
Examples:
  engram import page.html --out drafts
  engram import pages/*.txt --out drafts --force
  engram import docs/ --out drafts       a whole site or vault, with a table of what became of each file
  engram import page.html --out drafts --whole

Exit codes: 0 all imported, 1 nothing could be made of a page, 2 error.";

/// File names that say nothing about the page: its draft is named by the title.
const NAMELESS: &[&str] = &["index", "_index", "readme", "default", "page", "home"];

/// A page that was read.
struct Page {
    /// The path as given or found.
    file: PathBuf,
    /// Its path below the folder that was named, with `/` between the parts.
    relative: String,
    raw: Raw,
}

pub(super) fn run(arguments: &Arguments, output: &mut Output<'_>) -> anyhow::Result<Exit> {
    fs::create_dir_all(&arguments.out)
        .map_err(|error| Error::io("create", &arguments.out, error))?;
    let mut rows = Vec::new();
    let mut exit = Exit::Done;
    let mut pages = Vec::new();
    for (file, relative) in find(&arguments.files)? {
        let extent = if arguments.whole {
            Extent::Whole
        } else {
            Extent::Main
        };
        let bytes = match read(&file) {
            Ok(bytes) => bytes,
            Err(error) => {
                talk(&words::failure(&error.to_string()));
                exit = Exit::Error;
                rows.push(refused(&file, 0, error.to_string()));
                continue;
            }
        };
        let raw = content::from_raw(&relative, &bytes, extent);
        pages.push(Page {
            file,
            relative,
            raw,
        });
    }
    name_drafts(&mut pages);
    link(&mut pages);
    for page in &pages {
        let row = report(page, arguments, output)?;
        match &row.outcome {
            Err(_) if page.raw.article.is_none() && exit == Exit::Done => exit = Exit::Nothing,
            Err(_) if page.raw.article.is_some() => exit = Exit::Error,
            _ => {}
        }
        rows.push(row);
    }
    if arguments.files.iter().any(|file| file.is_dir()) {
        output.line(&words::import_table(&rows))?;
    } else if pages.len() > 1 {
        for row in &rows {
            if let Err(why) = &row.outcome {
                talk(&words::not_imported(&row.file, why));
            }
        }
    }
    Ok(exit)
}

/// Prints what was left out of a page, and writes its draft.
fn report(
    page: &Page,
    arguments: &Arguments,
    output: &mut Output<'_>,
) -> anyhow::Result<ImportRow> {
    let dropped = &page.raw.dropped;
    let (shown, rest): (Vec<_>, Vec<_>) = dropped
        .iter()
        .partition(|line| arguments.all || line.is_notable());
    for line in &shown {
        output.line(&words::dropped(&page.file, line))?;
    }
    if !rest.is_empty() {
        talk(&words::dropped_besides(&page.file, rest.len()));
    }
    for problem in &page.raw.problems {
        talk(&words::problem(problem));
    }
    let left_out = dropped
        .iter()
        .map(|line| crate::text::count_words(&line.text))
        .sum();
    let Some(article) = &page.raw.article else {
        let why = page.raw.problems.last();
        let why = why.map_or_else(String::new, |problem| problem.kind.to_string());
        return Ok(refused(&page.file, left_out, why));
    };
    let outcome = match write(article, arguments) {
        Ok(draft) => {
            talk(&words::imported(&page.file, &draft, article, dropped.len()));
            Ok(draft)
        }
        Err(error) => {
            talk(&words::failure(&format!("{error:#}")));
            Err(error.to_string())
        }
    };
    Ok(ImportRow {
        file: page.file.clone(),
        words: crate::text::count_words(&article.text),
        left_out,
        outcome,
    })
}

fn refused(file: &Path, left_out: usize, why: String) -> ImportRow {
    ImportRow {
        file: file.to_owned(),
        words: 0,
        left_out,
        outcome: Err(why),
    }
}

/// The given files, and the files below the given folders, each with its path below that folder.
fn find(named: &[PathBuf]) -> Result<Vec<(PathBuf, String)>> {
    let mut found = Vec::new();
    for path in named {
        if path.is_dir() {
            let (pages, problems) = content::pages(path)?;
            for problem in &problems {
                talk(&words::problem(problem));
            }
            found.extend(pages.into_iter().map(|page| (page.path, page.relative)));
        } else {
            let parts: Vec<_> = path
                .components()
                .map(|part| part.as_os_str().to_string_lossy())
                .collect();
            found.push((path.clone(), parts.join("/")));
        }
    }
    Ok(found)
}

/// Reads a file up to one byte more than the limit.
fn read(file: &Path) -> Result<Vec<u8>> {
    let failed = |error| Error::io("read", file, error);
    let mut bytes = Vec::new();
    File::open(file)
        .map_err(failed)?
        .take(MAX_FILE_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(bytes)
}

/// Gives each draft a unique name: that of the file, or of its title if the file's name says nothing.
fn name_drafts(pages: &mut [Page]) {
    let mut taken: BTreeSet<ArticleId> = BTreeSet::new();
    for article in pages
        .iter_mut()
        .filter_map(|page| page.raw.article.as_mut())
    {
        if NAMELESS.contains(&article.id.as_str()) {
            article.id = ArticleId::from_text(&article.title);
        }
        let wished = article.id.clone();
        let mut number = 1;
        while !taken.insert(article.id.clone()) {
            number += 1;
            article.id = ArticleId::from_text(&format!("{wished}-{number}"));
        }
    }
}

/// Turns links between the pages into links between the articles.
fn link(pages: &mut [Page]) {
    let mut by_path: BTreeMap<String, ArticleId> = BTreeMap::new();
    let mut by_name: BTreeMap<String, ArticleId> = BTreeMap::new();
    for page in pages.iter() {
        if let Some(article) = &page.raw.article {
            let path = page.relative.to_lowercase();
            let bare = without_ending(&path).to_owned();
            let folder = bare.strip_suffix("/index").or(bare.strip_suffix("/readme"));
            if let Some(folder) = folder {
                by_path.insert(folder.to_owned(), article.id.clone());
            }
            let name = bare.rsplit('/').next().unwrap_or(&bare).to_owned();
            by_name.entry(name).or_insert_with(|| article.id.clone());
            by_path.insert(bare, article.id.clone());
            if let Some(url) = &article.source.url {
                by_path.insert(url.trim_end_matches('/').to_lowercase(), article.id.clone());
            }
        }
    }
    for page in pages.iter_mut() {
        let targets: Vec<ArticleId> = page
            .raw
            .links
            .iter()
            .filter_map(|target| {
                let target = resolve(&page.relative, target)?;
                by_path
                    .get(&target)
                    .or_else(|| by_name.get(target.rsplit('/').next()?))
                    .cloned()
            })
            .collect();
        if let Some(article) = &mut page.raw.article {
            let mut seen = BTreeSet::from([article.id.clone()]);
            article.related = targets
                .into_iter()
                .filter(|target| seen.insert(target.clone()))
                .collect();
        }
    }
}

fn without_ending(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, ending)) if content::ARTICLE_EXTENSIONS.contains(&ending) => stem,
        _ => path,
    }
}

/// The page that a link of a page leads to, as a path below the folder or a whole address, without ending. None for
/// places on the same page.
fn resolve(from: &str, target: &str) -> Option<String> {
    let target = target.split(['#', '?']).next()?.trim();
    let target = target.replace("%20", " ").to_lowercase();
    if target.is_empty() {
        return None;
    }
    if target.contains("://") {
        return Some(target.trim_end_matches('/').to_owned());
    }
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from
            .rsplit_once('/')
            .map_or(Vec::new(), |(folder, _)| folder.split('/').collect()),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(without_ending(&parts.join("/").to_lowercase()).to_owned())
}

fn write(article: &Article, arguments: &Arguments) -> anyhow::Result<PathBuf> {
    let draft = arguments.out.join(format!("{}.md", article.id));
    let mut options = OpenOptions::new();
    if arguments.force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let written = options
        .write(true)
        .open(&draft)
        .and_then(|mut file| file.write_all(to_markdown(article).as_bytes()));
    match written {
        Ok(()) => Ok(draft),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(anyhow!(words::draft_exists(&draft)))
        }
        Err(error) => Err(Error::io("write", draft, error).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_pages_as_a_browser_takes_them() {
        for (from, target, expected) in [
            ("a/b.md", "c.md", Some("a/c")),
            ("a/b.md", "../d/E.html#x", Some("d/e")),
            ("a/b.md", "/top.md", Some("top")),
            ("b.md", "../../x.md", Some("x")),
            ("b.md", "My%20Note", Some("my note")),
            ("b.md", "#part", None),
            (
                "b.md",
                "https://example.org/x/",
                Some("https://example.org/x"),
            ),
        ] {
            assert_eq!(resolve(from, target).as_deref(), expected, "{target}");
        }
    }
}
