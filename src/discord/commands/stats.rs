//! `/stats`: how much was asked in a guild and how well it was answered, in figures and bars.

use std::sync::Arc;

use crate::Result;
use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::discord::policy::permission::may_manage;
use crate::engine::Articles;
use crate::render::discord::{denied, stats as say_stats};
use crate::render::section_name;
use crate::store::Stats;

/// `/stats`
pub(crate) async fn stats(app: &Arc<App>, context: &CommandContext, days: u16) -> Result<Reply> {
    let guild = match may_manage(context) {
        Ok(guild) => guild,
        Err(why) => return Ok(Reply::Say(denied(context.locale(), why))),
    };
    let locale = context.locale();
    let stats = app.store.stats(Some(guild), days).await?;
    app.blocking(move |app| {
        let sections = named_sections(&app.engine.articles(Some(guild)), &stats);
        Ok(Reply::Say(say_stats(locale, &stats, &sections)))
    })
    .await
}

/// The sections that answered most, by heading; those that are gone by their id.
fn named_sections(articles: &Articles, stats: &Stats) -> Vec<(String, u64)> {
    stats
        .sections
        .iter()
        .map(|(id, asked)| {
            let mut sections = articles.iter().flat_map(|article| {
                let heads = article.sections.iter();
                heads.map(move |section| (article, section))
            });
            let found = sections.find(|(_, section)| section.id.section() == id);
            let name = found.map_or_else(
                || id.clone(),
                |(article, section)| section_name(&article.title, section.heading()),
            );
            (name, *asked)
        })
        .collect()
}
