//! `engram stats`: usage and outcomes, as `/stats` shows them.

use std::collections::HashMap;

use clap::Args;

use super::output::Output;
use super::{Exit, state};
use crate::article::GuildId;
use crate::config::Config;
use crate::content;
use crate::passage::PassageId;
use crate::render::figures::table;
use crate::render::section_name;
use crate::store::{MAX_STATS_DAYS, Stats};

/// Show how much was asked and how well it was answered
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  engram stats
  engram stats --days 7 --guild 123456789012345678")]
pub(super) struct Arguments {
    /// How many days to look back
    #[arg(long, default_value_t = 30, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=i64::from(MAX_STATS_DAYS)))]
    days: u16,
    /// One server alone; without it, all of them and direct messages
    #[arg(long, value_name = "ID", value_parser = super::id)]
    guild: Option<u64>,
}

pub(super) fn run(
    arguments: &Arguments,
    config: &Config,
    output: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    let guild = arguments.guild.map(GuildId);
    let stats = state::with_existing(config, async |store| {
        store.stats(guild, arguments.days).await
    })?;
    output.line(table(&stats, &named(config, &stats)).trim_end())?;
    let asked = stats
        .days
        .iter()
        .any(|day| day.answered + day.closest + day.nothing > 0);
    Ok(if asked { Exit::Done } else { Exit::Nothing })
}

/// The sections by heading; those of guilds' own articles, and removed ones, by their id.
fn named(config: &Config, stats: &Stats) -> Vec<(String, u64)> {
    let corpus = content::load(&config.content).unwrap_or_default();
    let mut names = HashMap::new();
    for article in &corpus.articles {
        for section in &article.sections {
            let id = PassageId::new(&article.id, &section.anchor, 1);
            let name = section_name(&article.title, section.heading());
            names.insert(id.section().to_owned(), name);
        }
    }
    stats
        .sections
        .iter()
        .map(|(id, asked)| (names.get(id).unwrap_or(id).clone(), *asked))
        .collect()
}
