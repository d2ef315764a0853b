//! `engram import`: messy pages → article drafts, and every line that was left out, so that a person can object.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::Args;

use super::Exit;
use super::output::{Output, talk};
use crate::article::Article;
use crate::content::{self, MAX_FILE_BYTES, to_markdown};
use crate::render::talk as words;
use crate::{Error, Result};

/// Make article drafts of messy pages (text, Markdown, HTML)
///
/// Menus, adverts, share buttons, comment forms and the like are left out. Every line left out is printed with what
/// it was taken for: read them, and put back what was wrongly dropped.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The pages
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Folder for the drafts; made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Write over drafts that are there already
    #[arg(long)]
    force: bool,
}

const EXAMPLES: &str = "\
Examples:
  engram import page.html --out drafts
  engram import pages/*.txt --out drafts --force

Exit codes: 0 all imported, 1 nothing could be made of a page, 2 error.";

pub(super) fn run(arguments: &Arguments, output: &mut Output<'_>) -> anyhow::Result<Exit> {
    fs::create_dir_all(&arguments.out)
        .map_err(|error| Error::io("create", &arguments.out, error))?;
    let mut exit = Exit::Done;
    for file in &arguments.files {
        let name = file
            .file_name()
            .map_or_else(|| file.to_string_lossy(), |name| name.to_string_lossy());
        let imported = content::from_raw(&name, &read(file)?);
        for dropped in &imported.dropped {
            output.line(&words::dropped(file, dropped))?;
        }
        for problem in &imported.problems {
            talk(&words::problem(problem));
        }
        let Some(article) = imported.article else {
            exit = Exit::Nothing;
            continue;
        };
        let draft = write(&article, arguments)?;
        talk(&words::imported(
            file,
            &draft,
            &article,
            imported.dropped.len(),
        ));
    }
    Ok(exit)
}

/// Reads no more of a file than what tells that it is too large.
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
