//! `engram backup` and `engram restore`: the state, to and from one file.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::output::{Output, talk};
use super::{Exit, state};
use crate::Error;
use crate::config::Config;
use crate::render::talk as words;
use crate::store::Replace;

/// Write the whole state into one file, while the bot runs if need be
#[derive(Debug, Args)]
#[command(after_help = "\
The file restores into an SQLite file and into PostgreSQL alike. It holds questions that people asked: keep it safe.

Examples:
  engram backup engram-monday.backup
  DATABASE_URL=postgres://… engram backup engram-monday.backup")]
pub(super) struct BackupArguments {
    /// The file, which is replaced once the new one is whole
    file: PathBuf,
}

/// Bring the state back from a backup: all of it, or nothing if anything is wrong
#[derive(Debug, Args)]
#[command(after_help = "\
Stop the bot first, and start it when this is done.

Examples:
  engram restore engram-monday.backup
  DATABASE_URL=postgres://… engram restore engram-monday.backup")]
pub(super) struct RestoreArguments {
    /// The file
    file: PathBuf,
    /// Delete what is in the store now; without this, a store that is not empty is left alone
    #[arg(long)]
    replace: bool,
}

pub(super) fn backup(
    arguments: &BackupArguments,
    config: &Config,
    output: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    let report = state::with_existing(config, async |store| store.backup(&arguments.file).await)?;
    output.line(&words::backed_up(&arguments.file, report.rows))?;
    Ok(Exit::Done)
}

pub(super) fn restore(
    arguments: &RestoreArguments,
    config: &Config,
    output: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    let replace = if arguments.replace {
        Replace::Everything
    } else {
        Replace::Nothing
    };
    // A mistyped name leaves no empty state behind.
    fs::metadata(&arguments.file).map_err(|error| Error::io("read", &arguments.file, error))?;
    let (place, report) = state::with(config, async |store| {
        let report = store.restore(&arguments.file, replace).await?;
        Ok((store.location().to_owned(), report))
    })?;
    output.line(&words::restored(&place, report.rows, &report.at))?;
    talk(words::START_ANEW);
    Ok(Exit::Done)
}
