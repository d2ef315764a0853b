//! What is being typed → what autocomplete offers. Anything else that is typed is taken all the same.

use std::collections::HashSet;
use std::sync::Arc;

use crate::Result;
use crate::article::GuildId;
use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::discord::inbound::invocation::AutocompleteOption;
use crate::discord::policy::permission::may_manage;
use crate::messages::{Responder, choice};
use crate::passage::PassageId;
use crate::render::discord::{Choice, MAX_OPTIONS, OPTION_CHARS, plain};
use crate::render::section_name;
use crate::store::{GapChoice, VersionEntry};
use crate::text::fold;

/// Characters of a title before a heading: the heading is what tells sections apart.
const TITLE_CHARS: usize = 40;

/// Offers questions or articles.
pub(crate) async fn suggest(
    app: &Arc<App>,
    context: &CommandContext,
    option: AutocompleteOption,
    typed: String,
) -> Result<Reply> {
    let guild = context.guild();
    let choices = match option {
        AutocompleteOption::Questions => {
            app.blocking(move |app| Ok(Responder::new(&app.engine, guild).suggest(&typed)))
                .await?
        }
        AutocompleteOption::Unknown => Vec::new(),
        AutocompleteOption::Articles => {
            app.blocking(move |app| {
                let articles = app.engine.articles(guild);
                let titles = articles.iter().map(|article| {
                    let id = PassageId::new(&article.id, "", 1);
                    (article.title.as_str(), choice(&article.title, &id))
                });
                Ok(fitting(&typed, titles))
            })
            .await?
        }
        AutocompleteOption::Gaps => match may_manage(context) {
            Ok(guild) => {
                let most = u32::try_from(MAX_OPTIONS).unwrap_or(u32::MAX);
                let gaps = app.store.search_open_gaps(guild, &typed, most).await?;
                gaps.iter().map(gap_choice).collect()
            }
            Err(_) => Vec::new(),
        },
        AutocompleteOption::Sections => match may_manage(context) {
            Ok(_) => {
                app.blocking(move |app| Ok(sections(app, guild, &typed)))
                    .await?
            }
            Err(_) => Vec::new(),
        },
        AutocompleteOption::OwnArticles | AutocompleteOption::OwnHistory => {
            match may_manage(context) {
                Ok(guild) => {
                    let entries = if option == AutocompleteOption::OwnArticles {
                        app.store.article_list(guild).await?
                    } else {
                        app.store.newest_versions(guild).await?
                    };
                    fitting(&typed, entries.iter().map(own_choice))
                }
                Err(_) => Vec::new(),
            }
        }
    };
    Ok(Reply::Choices(each_once(choices)))
}

fn gap_choice(gap: &GapChoice) -> Choice {
    Choice {
        name: plain(&gap.question, OPTION_CHARS),
        value: gap.id.to_string(),
    }
}

/// Sections by heading or article: "Otters › What do otters eat?".
fn sections(app: &App, guild: Option<GuildId>, typed: &str) -> Vec<Choice> {
    let articles = app.engine.articles(guild);
    let named: Vec<(String, Choice)> = articles
        .iter()
        .flat_map(|article| {
            article
                .sections
                .iter()
                .map(move |section| (article, section))
        })
        .map(|(article, section)| {
            let name = section_name(&plain(&article.title, TITLE_CHARS), section.heading());
            let choice = choice(&name, &section.id);
            (name, choice)
        })
        .collect();
    fitting(
        typed,
        named
            .iter()
            .map(|(name, choice)| (name.as_str(), choice.clone())),
    )
}

fn own_choice(entry: &VersionEntry) -> (&str, Choice) {
    let choice = Choice {
        name: plain(&entry.title, OPTION_CHARS),
        value: entry.slug.as_str().to_owned(),
    };
    (entry.title.as_str(), choice)
}

/// The choices whose titles hold what is typed, those that begin with it first.
fn fitting<'a>(typed: &str, titles: impl Iterator<Item = (&'a str, Choice)>) -> Vec<Choice> {
    let typed = fold(typed);
    let mut found: Vec<(bool, Choice)> = titles
        .filter_map(|(title, choice)| {
            let at = fold(title).find(typed.trim())?;
            Some((at > 0, choice))
        })
        .collect();
    found.sort_by_key(|(later, _)| *later);
    found
        .into_iter()
        .map(|(_, choice)| choice)
        .take(MAX_OPTIONS)
        .collect()
}

/// Discord shows no two choices of one name well.
fn each_once(choices: Vec<Choice>) -> Vec<Choice> {
    let mut seen = HashSet::new();
    choices
        .into_iter()
        .filter(|choice| seen.insert(choice.name.clone()))
        .collect()
}
