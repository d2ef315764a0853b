//! `engram backup` and `engram restore`: the state, to and from one file.

use std::fs;
use std::path::{Path, PathBuf};

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
    /// The file, which is replaced once the new one is whole; - for standard output
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
    /// Restore although a bot or another command uses the store; restart it then
    #[arg(long, requires = "replace")]
    while_in_use: bool,
}

pub(super) fn backup(
    arguments: &BackupArguments,
    config: &Config,
    output: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    if arguments.file == Path::new("-") {
        let data = &mut *output.data;
        let report = state::with_existing(config, async |store| store.backup_to(data).await)?;
        talk(&words::backed_up(Path::new("standard output"), report.rows));
        return Ok(Exit::Done);
    }
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
    // Checked first, so that a mistyped name creates no empty store.
    fs::metadata(&arguments.file).map_err(|error| Error::io("read", &arguments.file, error))?;
    let (place, report) = state::with(config, async |store| {
        if !arguments.while_in_use && store.is_in_use_elsewhere().await? {
            return Err(Error::Backup {
                path: arguments.file.clone(),
                what: format!(
                    "another process uses the store ({})\nhint: stop the bots that run on it first, or name --while-in-use",
                    store.location()
                ),
            });
        }
        let report = store.restore(&arguments.file, replace).await?;
        Ok((store.location().to_owned(), report))
    })?;
    output.line(&words::restored(&place, report.rows, &report.at))?;
    talk(words::RESTART_THE_BOT);
    Ok(Exit::Done)
}
