//! The commands as Discord is told of them, on each start: for all, or in one guild. A failure is tried again.

mod manager_command;

use serde_json::{Value, json};
use serenity::all::{GuildId, Http};

use crate::discord::policy::timeouts::{Timeouts, millis};
use crate::discord::reply::retry::describe;
use crate::render::discord::names as words;

/// Longest question that `/ask` takes; Discord's own limit is 6,000.
const QUESTION_CHARS: u16 = 2_000;
const SLASH: u8 = 1;
const MESSAGE_MENU: u8 = 3;
const TEXT: u8 = 3;
const YES_OR_NO: u8 = 5;

/// Where the commands are registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scope {
    /// In this guild alone, not for all.
    pub(crate) guild: Option<u64>,
    /// Here the articles are managed.
    pub(crate) home_guild: Option<u64>,
}

/// Registers the commands; tries until it is done.
pub(crate) async fn register(http: &Http, scope: Scope, timeouts: Timeouts) {
    for (guild, commands) in sets(scope) {
        let mut backoff = timeouts.backoff();
        loop {
            let done = match guild {
                Some(guild) => {
                    http.create_guild_commands(GuildId::new(guild), &commands)
                        .await
                }
                None => http.create_global_commands(&commands).await,
            };
            match done {
                Ok(registered) => {
                    tracing::info!(
                        guild.id = guild,
                        commands = registered.len(),
                        "commands are registered"
                    );
                    break;
                }
                Err(error) => {
                    let wait = backoff.next().unwrap_or(timeouts.last_retry);
                    tracing::error!(
                        guild.id = guild,
                        error = describe(&error),
                        retry_ms = millis(wait),
                        "commands could not be registered"
                    );
                    tokio::time::sleep(wait).await;
                }
            }
        }
    }
}

/// The names of the commands, with the guild that they are registered in if it is not for all.
pub(crate) fn names(scope: Scope) -> Vec<(Option<u64>, Vec<String>)> {
    sets(scope)
        .into_iter()
        .map(|(guild, commands)| {
            let names = commands
                .iter()
                .filter_map(|command| command["name"].as_str())
                .map(str::to_owned);
            (guild, names.collect())
        })
        .collect()
}

/// Each set of commands with the guild it is for.
fn sets(scope: Scope) -> Vec<(Option<u64>, Vec<Value>)> {
    let mut sets = Vec::new();
    let (mut shared, mut managing) = (commands(), manager_command::commands());
    if let Some(guild) = scope.guild {
        shared.extend(managing);
        sets.push((Some(guild), shared));
    } else {
        for command in &mut shared {
            command["contexts"] = json!([0, 1, 2]);
            command["integration_types"] = json!([0, 1]);
        }
        for command in &mut managing {
            command["contexts"] = json!([0]);
            command["integration_types"] = json!([0]);
        }
        shared.extend(managing);
        sets.push((None, shared));
    }
    // An earlier version registered commands there; two of one name would stand side by side.
    if let Some(home) = scope.home_guild.filter(|home| scope.guild != Some(*home)) {
        sets.push((Some(home), Vec::new()));
    }
    sets
}

fn commands() -> Vec<Value> {
    vec![
        json!({
            "type": SLASH, "name": "ask", "description": words::ASK,
            "options": [
                {
                    "type": TEXT, "name": "question", "description": words::ASK_QUESTION, "required": true,
                    "autocomplete": true, "min_length": 1, "max_length": QUESTION_CHARS,
                },
                {"type": YES_OR_NO, "name": "private", "description": words::ASK_PRIVATE},
            ],
        }),
        json!({"type": MESSAGE_MENU, "name": words::FIND}),
        json!({
            "type": SLASH, "name": "articles", "description": words::ARTICLES,
            "options": [
                {"type": TEXT, "name": "article", "description": words::ARTICLES_TITLE, "autocomplete": true},
            ],
        }),
        json!({"type": SLASH, "name": "help", "description": words::HELP}),
        json!({"type": SLASH, "name": "privacy", "description": words::PRIVACY}),
        json!({"type": SLASH, "name": "about", "description": words::ABOUT}),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(guild: Option<u64>, home_guild: Option<u64>) -> Vec<(Option<u64>, usize)> {
        sets(Scope { guild, home_guild })
            .iter()
            .map(|(guild, commands)| (*guild, commands.len()))
            .collect()
    }

    #[test]
    fn commands_stand_once_whatever_the_home_guild() {
        assert_eq!(counts(None, None), [(None, 11)]);
        assert_eq!(counts(None, Some(1)), [(None, 11), (Some(1), 0)]);
        assert_eq!(counts(Some(1), Some(1)), [(Some(1), 11)]);
        assert_eq!(counts(Some(1), Some(2)), [(Some(1), 11), (Some(2), 0)]);
    }
}
