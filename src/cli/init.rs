//! `engram init`: a content folder to start from.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::Args;

use super::Exit;
use super::output::{Output, talk};
use crate::Error;
use crate::render::talk as words;

/// Make a folder of articles to start from, on a subject of your own
///
/// It holds library.toml (what the bot says of itself), one article with wordings, questions that are not covered, and a
/// README. Nothing is written over.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The folder; made if it is not there, and refused if anything is in it
    dir: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  engram init my-library
  engram check --content my-library

Exit codes: 0 done, 2 error.";

/// The files of the folder, each with what is written into it.
const FILES: &[(&str, &str)] = &[
    ("README.md", include_str!("init/README.md")),
    ("library.toml", include_str!("init/library.toml")),
    (
        "articles/first-steps.md",
        include_str!("init/first-steps.md"),
    ),
    (
        "wordings/first-steps.toml",
        include_str!("init/first-steps.toml"),
    ),
    ("not-covered.toml", include_str!("init/not-covered.toml")),
];

pub(super) fn run(arguments: &Arguments, output: &mut Output<'_>) -> anyhow::Result<Exit> {
    let dir = &arguments.dir;
    if !is_free(dir)? {
        return Err(anyhow!(words::folder_is_taken(dir)));
    }
    for (name, text) in FILES {
        write(&dir.join(name), text)?;
        output.line(&dir.join(name).display().to_string())?;
    }
    talk(&words::library_made(dir));
    Ok(Exit::Done)
}

/// Whether there is no such folder, or nothing in it.
fn is_free(dir: &Path) -> Result<bool, Error> {
    match fs::read_dir(dir) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(Error::io("read", dir, error)),
    }
}

/// Writes a file that is not there yet, with the folders above it.
fn write(path: &Path, text: &str) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Error::io("create", folder, error))?;
    }
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| Error::io("write", path, error))
}
