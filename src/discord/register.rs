//! Registers the commands with Discord: for all, or in one guild. What is registered already is left alone, and no
//! guild shows a command twice.

mod compare;
mod manager_command;

use std::time::Duration;

use serde_json::{Value, json};
use serenity::all::GuildId;

use crate::article::GuildId as OwnGuildId;
use crate::content::LibraryProfile;
use crate::discord::app::App;
use crate::discord::policy::timeouts::{Timeouts, millis};
use crate::discord::rest::{self, RestClient, RestError};
use crate::render::discord::CommandMentions;
use crate::render::discord::names::{self, Localized};
use crate::store::Store;

/// Longest question that `/ask` takes; Discord's own limit is 6,000.
const QUESTION_CHARS: u16 = 2_000;

// Command types: <https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-types>
const CHAT_INPUT: u8 = 1;
const MESSAGE: u8 = 3;

// Option types: <https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type>
const STRING: u8 = 3;
const BOOLEAN: u8 = 5;

/// Wait after a refusal that no new try mends by itself: somebody may invite the bot meanwhile.
const REFUSED_RETRY: Duration = Duration::from_mins(5);
/// Time between two guilds that are looked at for commands of an earlier registration.
const BETWEEN_GUILDS: Duration = Duration::from_millis(200);

/// Where the commands are registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scope {
    /// In this guild alone, not for all.
    pub(crate) guild: Option<u64>,
    /// Here the articles are managed.
    pub(crate) home_guild: Option<u64>,
}

/// Registers the commands; tries until it is done.
pub(crate) async fn register(
    rest: &RestClient,
    scope: Scope,
    profile: &LibraryProfile,
    timeouts: Timeouts,
    app: &App,
) {
    if let Some(guild) = scope.guild
        && let Err(error) = app.store.guild_commands_registered(OwnGuildId(guild)).await
    {
        tracing::warn!(
            guild.id = guild,
            %error,
            "a start without --guild will not know that commands are registered there"
        );
    }
    for set in sets(scope, profile) {
        let registered = set.register_until_done(rest, timeouts).await;
        if !registered.is_empty() {
            app.set_command_mentions(mentions(&registered));
        }
    }
    if scope.guild.is_none()
        && let Err(error) = remove_from_guilds(rest, &app.store).await
    {
        tracing::warn!(%error, "commands of an earlier start with --guild were not looked for");
    }
}

/// The slash commands among these, by their ids.
fn mentions(registered: &[Value]) -> CommandMentions {
    let slash = registered.iter().filter_map(|command| {
        let id = command["id"].as_str()?.parse().ok()?;
        let name = command["name"]
            .as_str()
            .filter(|_| command["type"] == CHAT_INPUT)?;
        Some((name.to_owned(), id))
    });
    CommandMentions::new(slash)
}

/// Removes the commands of earlier starts with `--guild`: beside those for all, they would be shown twice.
async fn remove_from_guilds(rest: &RestClient, store: &Store) -> crate::Result<()> {
    for guild in store.guilds_with_commands().await? {
        let removed = CommandSet::none_in(guild.0).register(rest).await;
        match removed {
            // Where the bot is not any more, its commands are gone too.
            Err(error) if error.is_transient() => {
                tracing::warn!(guild.id = guild.0, %error, "a guild's commands were not removed");
            }
            _ => store.guild_commands_removed(guild).await?,
        }
        tokio::time::sleep(BETWEEN_GUILDS).await;
    }
    Ok(())
}

/// The commands of one place.
#[derive(Debug)]
struct CommandSet {
    /// None for all guilds and direct messages.
    guild: Option<u64>,
    commands: Vec<Value>,
}

impl CommandSet {
    fn none_in(guild: u64) -> Self {
        Self {
            guild: Some(guild),
            commands: Vec::new(),
        }
    }

    /// The commands as they are registered then.
    async fn register_until_done(&self, rest: &RestClient, timeouts: Timeouts) -> Vec<Value> {
        let mut backoff = timeouts.backoff();
        let mut logged = None;
        loop {
            let error = match self.register(rest).await {
                Ok(registered) => return registered,
                // Where the bot is not, none of its commands are left either.
                Err(error)
                    if self.guild.is_some()
                        && self.commands.is_empty()
                        && !error.is_transient() =>
                {
                    tracing::warn!(guild.id = self.guild, %error, "a guild's commands were not removed");
                    return Vec::new();
                }
                Err(error) => error,
            };
            let wait = if error.is_transient() {
                backoff.next().unwrap_or(timeouts.last_retry)
            } else {
                REFUSED_RETRY
            };
            // The same refusal is told once, not at each try.
            if error.is_transient() || logged.as_ref() != Some(&error) {
                tracing::error!(
                    guild.id = self.guild,
                    %error,
                    members = self.wrong_members(&error),
                    hint = error.hint(),
                    retry_ms = millis(wait),
                    "commands could not be registered"
                );
            }
            logged = Some(error);
            tokio::time::sleep(wait).await;
        }
    }

    /// Registers the commands, unless they are registered already; gives them as they are registered.
    async fn register(&self, rest: &RestClient) -> rest::Result<Vec<Value>> {
        let guild = self.guild.map(GuildId::new);
        let registered = rest.commands(guild).await?;
        if compare::are_same(&self.commands, &registered) {
            return Ok(registered);
        }
        let now = rest.set_commands(guild, &self.commands).await?;
        tracing::info!(
            guild.id = self.guild,
            commands = self.commands.len(),
            before = registered.len(),
            "commands are registered"
        );
        Ok(now)
    }

    /// The members of commands that Discord refuses, by the names of the commands.
    fn wrong_members(&self, error: &RestError) -> Option<String> {
        let RestError::Refused(refusal) = error else {
            return None;
        };
        let named = refusal.fields.iter().map(|(path, what)| {
            let (index, rest) = path.split_once('.').unwrap_or((path, ""));
            let command = index
                .parse()
                .ok()
                .and_then(|index: usize| self.commands.get(index)?["name"].as_str());
            format!("{} {rest}: {what}", command.unwrap_or(index))
        });
        let named: Vec<String> = named.collect();
        (!named.is_empty()).then(|| named.join("; "))
    }
}

/// The guilds of these in which a command is shown twice: there and for all.
pub(crate) fn shown_twice(for_all: &[Value], in_guilds: &[(u64, Vec<Value>)]) -> Vec<u64> {
    let is_for_all = |command: &Value| {
        for_all
            .iter()
            .any(|other| compare::is_same_name(other, command))
    };
    let doubled = in_guilds
        .iter()
        .filter(|(_, commands)| commands.iter().any(is_for_all));
    doubled.map(|(guild, _)| *guild).collect()
}

/// The names of the commands that are to be registered, and the guild if it is not for all.
pub(crate) fn command_names(guild: Option<u64>) -> Vec<String> {
    let set = main_set(guild, &LibraryProfile::default());
    let names = set
        .commands
        .iter()
        .filter_map(|command| command["name"].as_str());
    names.map(str::to_owned).collect()
}

/// The commands, where they are to be.
fn main_set(guild: Option<u64>, profile: &LibraryProfile) -> CommandSet {
    let (mut shared, mut managing) = (commands(profile), manager_command::commands());
    if guild.is_none() {
        for command in &mut shared {
            command["contexts"] = json!([0, 1, 2]);
            command["integration_types"] = json!([0, 1]);
        }
        for command in &mut managing {
            command["contexts"] = json!([0]);
            command["integration_types"] = json!([0]);
        }
    }
    shared.extend(managing);
    CommandSet {
        guild,
        commands: shared,
    }
}

/// All that is registered: the commands, and none where an earlier start may have left some.
fn sets(scope: Scope, profile: &LibraryProfile) -> Vec<CommandSet> {
    let mut sets = vec![main_set(scope.guild, profile)];
    if scope.guild.is_some() {
        sets.push(CommandSet {
            guild: None,
            commands: Vec::new(),
        });
    }
    let home = scope.home_guild.filter(|home| scope.guild != Some(*home));
    sets.extend(home.map(CommandSet::none_in));
    sets
}

fn commands(profile: &LibraryProfile) -> Vec<Value> {
    let slash = |name: &str, key: &str, options: Value| {
        described(
            CHAT_INPUT,
            name,
            &Localized::of(key),
            json!({"options": options}),
        )
    };
    let question = json!({"required": true, "autocomplete": true, "min_length": 1, "max_length": QUESTION_CHARS});
    let ask = json!({"options": [
        option(STRING, "question", "command-ask-question", question),
        option(BOOLEAN, "private", "command-ask-private", json!({})),
    ]});
    let article = option(
        STRING,
        "article",
        "command-articles-article",
        json!({"autocomplete": true}),
    );
    vec![
        described(CHAT_INPUT, "ask", &names::ask(profile), ask),
        json!({"type": MESSAGE, "name": names::FIND}),
        slash("articles", "command-articles", json!([article])),
        slash("help", "command-help", json!([])),
        slash("privacy", "command-privacy", json!([])),
        slash("about", "command-about", json!([])),
    ]
}

/// An option with its description in every language, and its other members.
fn option(kind: u8, name: &str, key: &str, members: Value) -> Value {
    described(kind, name, &Localized::of(key), members)
}

/// A command or option with its description in every language, and its other members.
fn described(kind: u8, name: &str, description: &Localized, mut members: Value) -> Value {
    members["type"] = json!(kind);
    members["name"] = json!(name);
    members["description"] = json!(description.english);
    members["description_localizations"] = json!(description.others);
    members
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Locale;

    fn counts(guild: Option<u64>, home_guild: Option<u64>) -> Vec<(Option<u64>, usize)> {
        sets(Scope { guild, home_guild }, &LibraryProfile::default())
            .iter()
            .map(|set| (set.guild, set.commands.len()))
            .collect()
    }

    #[test]
    fn the_longest_subject_fits_into_a_description() {
        let profile = LibraryProfile {
            subject: Some("é".repeat(50)),
            ..LibraryProfile::default()
        };
        let ask = &commands(&profile)[0];
        let english = ask["description"].as_str().unwrap();
        assert!(english.contains(profile.subject.as_deref().unwrap()));
        assert!(english.chars().count() <= 100, "{english}");
        // The subject is in the library's language.
        let german = &ask["description_localizations"]["de"];
        assert_eq!(*german, Locale::German.message("command-ask"));
        let profile = LibraryProfile {
            language: "de".to_owned(),
            ..profile
        };
        let german = &commands(&profile)[0]["description_localizations"]["de"];
        let german = german.as_str().unwrap();
        assert!(german.contains(profile.subject.as_deref().unwrap()));
        assert!(german.chars().count() <= 100, "{german}");
    }

    /// The descriptions below a command, and the names of choices, that have no translations.
    fn untranslated(value: &Value, found: &mut Vec<String>) {
        let translations = |member: &str| {
            value[member]
                .as_object()
                .map_or_else(Vec::new, |texts| texts.keys().cloned().collect())
        };
        let all = ["de", "es-419", "es-ES", "fr", "it", "nl", "pl", "pt-BR"];
        if value.get("description").is_some() && translations("description_localizations") != all {
            found.push(value["name"].to_string());
        }
        if value.get("value").is_some() && translations("name_localizations") != all {
            found.push(value["name"].to_string());
        }
        for list in ["options", "choices"] {
            for part in value[list].as_array().into_iter().flatten() {
                untranslated(part, found);
            }
        }
    }

    #[test]
    fn every_description_is_there_in_every_language_and_names_are_english() {
        let set = main_set(None, &LibraryProfile::default());
        let mut found = Vec::new();
        for command in &set.commands {
            untranslated(command, &mut found);
            assert_eq!(command.get("name_localizations"), None);
        }
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn commands_stand_once_whatever_the_home_guild() {
        assert_eq!(counts(None, None), [(None, 11)]);
        assert_eq!(counts(None, Some(1)), [(None, 11), (Some(1), 0)]);
        assert_eq!(counts(Some(1), Some(1)), [(Some(1), 11), (None, 0)]);
        assert_eq!(
            counts(Some(1), Some(2)),
            [(Some(1), 11), (None, 0), (Some(2), 0)]
        );
    }

    #[test]
    fn a_guild_with_commands_that_all_have_is_found() {
        let ask = json!({"type": CHAT_INPUT, "name": "ask"});
        let menu = json!({"type": MESSAGE, "name": "ask"});
        let guilds = [(1, vec![ask.clone()]), (2, vec![menu]), (3, Vec::new())];
        assert_eq!(shown_twice(&[ask], &guilds), [1]);
        assert_eq!(shown_twice(&[], &guilds), Vec::<u64>::new());
    }
}
