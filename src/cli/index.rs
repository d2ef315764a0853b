//! `engram index`: builds the index, tells how it stands to the articles, checks its files.

use clap::{Args, Subcommand};

use super::output::{Output, talk};
use super::progress::ProgressBar;
use super::{Exit, settings};
use crate::config::Config;
use crate::content;
use crate::index::{self, Embedder, Status};
use crate::render::talk as words;

/// Build the index, or look after it
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    subcommand: Subcommands,
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum Subcommands {
    /// Build the index from the articles; the one before serves until it is done
    Build,
    /// Tell whether the index fits the articles (exit code 1 if it does not)
    Status,
    /// Store the vectors of all texts beside the articles: building an index from them then takes seconds
    Vectors,
    /// Check every byte of the index against its checksum
    Verify,
}

pub(super) fn run(
    arguments: &Arguments,
    config: &Config,
    output: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    let folder = settings(config).library();
    match arguments.subcommand {
        Subcommands::Build => build(config, output),
        Subcommands::Status => {
            let corpus = content::load(&config.content)?;
            let status = index::status(&folder, &corpus.fingerprint, &Embedder::load()?);
            output.line(&words::status(&status))?;
            Ok(match status {
                Status::Fresh(_) => Exit::Done,
                _ => Exit::Nothing,
            })
        }
        Subcommands::Vectors => vectors(config, output),
        Subcommands::Verify => {
            let manifest = index::verify(&folder)?;
            output.line(&words::verified(&manifest))?;
            Ok(Exit::Done)
        }
    }
}

fn build(config: &Config, output: &mut Output<'_>) -> anyhow::Result<Exit> {
    let corpus = content::load(&config.content)?;
    for problem in &corpus.problems {
        talk(&words::problem(problem));
    }
    let bar = ProgressBar::new();
    let report = index::build(
        &settings(config).library(),
        None,
        &corpus,
        &Embedder::load()?,
        &|progress| bar.report(progress),
    )?;
    drop(bar);
    output.line(&words::built(&report))?;
    Ok(Exit::Done)
}

fn vectors(config: &Config, output: &mut Output<'_>) -> anyhow::Result<Exit> {
    let corpus = content::load(&config.content)?;
    let bar = ProgressBar::new();
    let report = index::store_vectors(&corpus, &Embedder::load()?, &|progress| {
        bar.report(progress);
    })?;
    drop(bar);
    output.line(&words::stored_vectors(&report))?;
    Ok(Exit::Done)
}
