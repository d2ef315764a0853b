//! Checks the application at Discord, without changing anything: for `engram doctor`.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use serenity::all::{ApplicationId, GuildId};
use serenity::http::{LightMethod, Request, Route};

use crate::discord::policy::permission::{ADMINISTRATOR, NEEDED};
use crate::discord::register::{command_names, shown_twice};
use crate::discord::rest::{self, RestClient, RestError};
use crate::{Error, Result};

/// Timeout of a request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);
/// Most guilds that are checked: one page of Discord's list.
const GUILDS: usize = 200;
/// Most guilds whose own commands are checked: each takes a request.
const COMMAND_GUILDS: usize = 25;
/// Privileged intents, by their bits in an application's flags (one for a verified bot, one for a small bot).
/// <https://discord.com/developers/docs/resources/application#application-object-application-flags>
const PRIVILEGED: [(u64, &str); 3] = [
    (1 << 12 | 1 << 13, "Presence"),
    (1 << 14 | 1 << 15, "Server Members"),
    (1 << 18 | 1 << 19, "Message Content"),
];

/// What Discord says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiagnosticsReport {
    /// The result for the token.
    pub token: TokenStatus,
    /// How far this machine's clock is ahead of Discord's, in seconds; none if Discord did not say.
    pub clock_ahead_s: Option<i64>,
}

/// The result of checking the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenStatus {
    /// No response, or none that Discord would give.
    Unreachable {
        /// Why, with the address.
        why: String,
        /// What to do about it.
        hint: &'static str,
    },
    /// Discord does not know the token.
    Refused,
    /// It belongs to this application.
    Known(Box<Application>),
}

/// What the checks found about the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its id: what an invite link names.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Privileged intents that are enabled; the bot needs none.
    pub privileged: Vec<&'static str>,
    /// Whether it can be added to servers, and to people's accounts.
    pub installs: Installs,
    /// What people see of it before they add it.
    pub listing: Listing,
    /// Whether Discord sends interactions to a web address, so that they do not come over the gateway.
    pub has_endpoint: bool,
    /// Commands that are not registered.
    pub missing_commands: Vec<String>,
    /// How many are registered.
    pub commands: usize,
    /// Guilds in which a command is shown twice: registered there and for all.
    pub duplicate_commands: Vec<u64>,
    /// How many guilds were checked.
    pub guilds: usize,
    /// Guilds with the permissions that it lacks there.
    pub missing_permissions: Vec<(u64, Vec<&'static str>)>,
    /// How many sessions may still begin today.
    pub sessions_left: Option<u64>,
}

/// Where an application can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Installs {
    /// To servers.
    pub guild: bool,
    /// To people's accounts, which brings its commands along everywhere.
    pub user: bool,
}

/// What people see of an application before they add it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listing {
    /// Whether it has a description.
    pub description: bool,
    /// How many tags it has.
    pub tags: usize,
    /// Whether it links to its terms of service.
    pub terms: bool,
    /// Whether it links to its privacy policy.
    pub privacy: bool,
}

impl Installs {
    /// By the keys of `integration_types_config`. An application of before user installation has none.
    /// <https://discord.com/developers/docs/resources/application#application-object-application-integration-types>
    fn of(application: &Value) -> Self {
        let types = application["integration_types_config"].as_object();
        Self {
            guild: types.is_none_or(|types| types.contains_key("0")),
            user: types.is_some_and(|types| types.contains_key("1")),
        }
    }
}

impl Listing {
    fn of(application: &Value) -> Self {
        let has = |member: &str| {
            let text = application[member].as_str();
            text.is_some_and(|text| !text.trim().is_empty())
        };
        Self {
            description: has("description"),
            tags: application["tags"].as_array().map_or(0, Vec::len),
            terms: has("terms_of_service_url"),
            privacy: has("privacy_policy_url"),
        }
    }
}

/// What to check.
#[derive(Debug, Clone)]
pub struct DiagnosticsRequest<'a> {
    /// The bot's token.
    pub token: &'a SecretString,
    /// Base address, if not Discord's own.
    pub api_url: Option<&'a str>,
    /// The one guild that the commands are registered in, if not for all.
    pub guild: Option<u64>,
    /// The guild whose managers may reindex the shared articles.
    pub home_guild: Option<u64>,
}

/// Whether a token has the form of Discord's bot tokens: three parts between dots.
pub fn is_token(token: &SecretString) -> bool {
    serenity::utils::token::validate(token.expose_secret()).is_ok()
}

/// Runs the checks.
///
/// # Errors
/// Only if nothing can be sent at all.
pub async fn diagnose(request: &DiagnosticsRequest<'_>) -> Result<DiagnosticsReport> {
    let client = rest::http_client(REQUEST_TIMEOUT)
        .map_err(|error| Error::internal("preparing to ask Discord", error))?;
    let rest = RestClient::new(client, request.token, request.api_url).without_waiting();
    let asked = Request::new(Route::UserMe, LightMethod::Get);
    let (clock_ahead_s, found) = match rest.fetch_with_headers(asked).await {
        Ok((headers, user)) => (
            clock_ahead_s(&headers),
            application(&rest, request, &user).await,
        ),
        Err(error) => (None, Err(error)),
    };
    let token = match found {
        Ok(application) => TokenStatus::Known(Box::new(application)),
        Err(error) if error.is_unauthorized() => TokenStatus::Refused,
        Err(error) => TokenStatus::Unreachable {
            why: error.to_string(),
            hint: error.hint(),
        },
    };
    Ok(DiagnosticsReport {
        token,
        clock_ahead_s,
    })
}

async fn application(
    rest: &RestClient,
    request: &DiagnosticsRequest<'_>,
    user: &Value,
) -> rest::Result<Application> {
    let application: Value = rest.get(Route::Oauth2ApplicationCurrent).await?;
    let id = id_of(&application)
        .or_else(|| id_of(user))
        .unwrap_or_default();
    rest.set_application(ApplicationId::new(id.max(1)));
    let flags = application["flags"].as_u64().unwrap_or(0);
    let params = vec![("limit", GUILDS.to_string())];
    let asked = Request::new(Route::UserMeGuilds, LightMethod::Get).params(Some(params));
    let (_, guilds) = rest.fetch_with_headers::<Vec<Value>>(asked).await?;
    let commands = Commands::registered(rest, request, &guilds).await?;
    let gateway: Value = rest.get(Route::GatewayBot).await?;
    let registered = match request.guild {
        Some(guild) => commands.of(guild),
        None => &commands.for_all,
    };
    let is_missing = |name: &String| !registered.iter().any(|command| command["name"] == **name);
    Ok(Application {
        id,
        name: application["name"]
            .as_str()
            .or_else(|| user["username"].as_str())
            .unwrap_or_default()
            .to_owned(),
        privileged: PRIVILEGED
            .iter()
            .filter(|(bits, _)| flags & bits != 0)
            .map(|(_, name)| *name)
            .collect(),
        installs: Installs::of(&application),
        listing: Listing::of(&application),
        has_endpoint: application["interactions_endpoint_url"].is_string(),
        missing_commands: command_names(request.guild)
            .into_iter()
            .filter(is_missing)
            .collect(),
        commands: registered.len(),
        duplicate_commands: shown_twice(&commands.for_all, &commands.in_guilds),
        guilds: guilds.len(),
        missing_permissions: guilds.iter().filter_map(missing_permissions).collect(),
        sessions_left: gateway["session_start_limit"]["remaining"].as_u64(),
    })
}

/// The commands that are registered.
struct Commands {
    for_all: Vec<Value>,
    in_guilds: Vec<(u64, Vec<Value>)>,
}

impl Commands {
    /// Checks the global commands, and those of the configured guilds and of the first [`COMMAND_GUILDS`].
    async fn registered(
        rest: &RestClient,
        request: &DiagnosticsRequest<'_>,
        guilds: &[Value],
    ) -> rest::Result<Self> {
        let configured = request.guild.into_iter().chain(request.home_guild);
        let first = guilds.iter().filter_map(id_of).take(COMMAND_GUILDS);
        let looked_at: BTreeSet<u64> = configured.chain(first).collect();
        let mut in_guilds = Vec::new();
        for guild in looked_at {
            match rest.commands(Some(GuildId::new(guild))).await {
                Ok(commands) => in_guilds.push((guild, commands)),
                // The bot has no commands in a guild that it is not in.
                Err(RestError::Refused(refusal))
                    if refusal.status == 403 || refusal.status == 404 => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self {
            for_all: rest.commands(None).await?,
            in_guilds,
        })
    }

    fn of(&self, guild: u64) -> &[Value] {
        let found = self.in_guilds.iter().find(|(other, _)| *other == guild);
        found.map_or(&[], |(_, commands)| commands)
    }
}

fn id_of(object: &Value) -> Option<u64> {
    object["id"].as_str()?.parse().ok()
}

/// The permissions that the bot lacks in a guild, if any.
fn missing_permissions(guild: &Value) -> Option<(u64, Vec<&'static str>)> {
    let permissions: u64 = guild["permissions"].as_str()?.parse().ok()?;
    let missing: Vec<&'static str> = NEEDED
        .iter()
        .filter(|(bit, _)| permissions & (bit | ADMINISTRATOR) == 0)
        .map(|(_, name)| *name)
        .collect();
    (!missing.is_empty())
        .then(|| Some((id_of(guild)?, missing)))
        .flatten()
}

/// How far this machine's clock is ahead of a response's.
fn clock_ahead_s(headers: &HeaderMap) -> Option<i64> {
    ahead_s(headers.get(DATE)?.to_str().ok()?, SystemTime::now())
}

/// How far `now` is ahead of a `Date` header.
fn ahead_s(date: &str, now: SystemTime) -> Option<i64> {
    let theirs = jiff::fmt::rfc2822::DateTimeParser::new()
        .parse_timestamp(date)
        .ok()?;
    let ours = jiff::Timestamp::try_from(now).ok()?;
    Some(ours.as_second() - theirs.as_second())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_clocks_are_compared() {
        let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_030);
        assert_eq!(ahead_s("Sun, 09 Sep 2001 01:46:40 GMT", then), Some(30));
        assert_eq!(ahead_s("yesterday", then), None);
    }

    #[test]
    fn an_administrator_lacks_nothing() {
        let guild = |permissions: u64| json!({"id": "7", "permissions": permissions.to_string()});
        assert_eq!(missing_permissions(&guild(ADMINISTRATOR)), None);
        let all = NEEDED.iter().map(|(bit, _)| bit).sum::<u64>();
        assert_eq!(missing_permissions(&guild(all)), None);
        assert_eq!(
            missing_permissions(&guild(all & !NEEDED[0].0)),
            Some((7, vec![NEEDED[0].1]))
        );
    }
}
