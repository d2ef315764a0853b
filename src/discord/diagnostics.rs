//! How the application stands with Discord: read, never changed. For `engram doctor`.

use std::time::{Duration, SystemTime};

use reqwest::header::{AUTHORIZATION, DATE, HeaderValue, USER_AGENT};
use reqwest::{Client, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use crate::discord::policy::permission::{ADMINISTRATOR, NEEDED};
use crate::discord::register::{Scope, names};
use crate::{Error, Result};

/// Discord's own address.
const DISCORD: &str = "https://discord.com";
/// Discord asks for a name of this form.
const AGENT: &str = concat!("DiscordBot (engram, ", env!("CARGO_PKG_VERSION"), ")");
/// No answer after this long is none.
const PATIENCE: Duration = Duration::from_secs(10);
/// Guilds that are looked at, at most: one page of Discord's.
const GUILDS: usize = 200;
/// Intents that need Discord's leave, by the bits of an application's flags (leave for a large bot, or for a small one).
/// <https://discord.com/developers/docs/resources/application#application-object-application-flags>
const PRIVILEGED: [(u64, &str); 3] = [
    (1 << 12 | 1 << 13, "Presence"),
    (1 << 14 | 1 << 15, "Server Members"),
    (1 << 18 | 1 << 19, "Message Content"),
];

/// What Discord says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiagnosticsReport {
    /// How it stands.
    pub standing: TokenStatus,
    /// How far this machine's clock is ahead of Discord's, in seconds; none if Discord did not say.
    pub clock_ahead_s: Option<i64>,
}

/// How the token stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenStatus {
    /// Nobody answered: why.
    Unreachable(String),
    /// Discord does not know the token.
    Refused,
    /// It belongs to this application.
    Known(Box<Application>),
}

/// An application, as far as the bot needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its id: what an invite link names.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Privileged intents that are switched on; the bot needs none.
    pub privileged: Vec<&'static str>,
    /// Whether Discord sends interactions to a web address, so that they do not come over the gateway.
    pub has_endpoint: bool,
    /// Commands that are not registered.
    pub missing_commands: Vec<String>,
    /// How many are registered.
    pub commands: usize,
    /// How many guilds were looked at.
    pub guilds: usize,
    /// Guilds with the permissions that it lacks there.
    pub lacking: Vec<(u64, Vec<&'static str>)>,
    /// How often it may reconnect today.
    pub sessions_left: Option<u64>,
}

/// Whom to ask, and about what.
#[derive(Debug, Clone)]
pub struct DiagnosticsRequest<'a> {
    /// The bot's token.
    pub token: &'a SecretString,
    /// Base address, if not Discord's own.
    pub api_url: Option<&'a str>,
    /// The one guild that the commands are registered in, if not for all.
    pub guild: Option<u64>,
    /// Where the articles are managed.
    pub home_guild: Option<u64>,
}

/// Whether a token is of the form that Discord gives out: three parts between dots.
pub fn is_token(token: &SecretString) -> bool {
    serenity::utils::token::validate(token.expose_secret()).is_ok()
}

/// Asks Discord.
///
/// # Errors
/// Only if nothing can be sent at all: a token that no header can hold, no TLS.
pub async fn diagnose(diagnose: &DiagnosticsRequest<'_>) -> Result<DiagnosticsReport> {
    let client = DiscordClient::new(diagnose)?;
    let mut clock_ahead_s = None;
    let user = match client.get("users/@me").await {
        Ok(told) => {
            clock_ahead_s = told.clock_ahead_s;
            told.body
        }
        Err(RequestError::Token) => {
            return Ok(DiagnosticsReport {
                standing: TokenStatus::Refused,
                clock_ahead_s,
            });
        }
        Err(RequestError::Other(why)) => {
            return Ok(DiagnosticsReport {
                standing: TokenStatus::Unreachable(why),
                clock_ahead_s,
            });
        }
    };
    let standing = match client.application(diagnose, &user).await {
        Ok(application) => TokenStatus::Known(Box::new(application)),
        Err(RequestError::Token) => TokenStatus::Refused,
        Err(RequestError::Other(why)) => TokenStatus::Unreachable(why),
    };
    Ok(DiagnosticsReport {
        standing,
        clock_ahead_s,
    })
}

struct DiscordClient {
    client: Client,
    base: String,
    token: HeaderValue,
}

struct Response {
    body: Value,
    clock_ahead_s: Option<i64>,
}

enum RequestError {
    Token,
    Other(String),
}

impl DiscordClient {
    fn new(diagnose: &DiagnosticsRequest<'_>) -> Result<Self> {
        let failed = |error: Box<dyn std::error::Error + Send + Sync>| {
            Error::internal("preparing to ask Discord", error)
        };
        let mut token = HeaderValue::from_str(&format!("Bot {}", diagnose.token.expose_secret()))
            .map_err(|error| failed(error.into()))?;
        token.set_sensitive(true);
        let client = Client::builder()
            .timeout(PATIENCE)
            .build()
            .map_err(|error| failed(error.into()))?;
        Ok(Self {
            client,
            base: diagnose
                .api_url
                .unwrap_or(DISCORD)
                .trim_end_matches('/')
                .to_owned(),
            token,
        })
    }

    async fn get(&self, path: &str) -> std::result::Result<Response, RequestError> {
        let other = |error: reqwest::Error| RequestError::Other(describe(&error));
        let answer = self
            .client
            .get(format!("{}/api/v10/{path}", self.base))
            .header(AUTHORIZATION, self.token.clone())
            .header(USER_AGENT, AGENT)
            .send()
            .await
            .map_err(other)?;
        let clock_ahead_s = answer
            .headers()
            .get(DATE)
            .and_then(|date| date.to_str().ok())
            .and_then(|date| ahead_s(date, SystemTime::now()));
        match answer.status() {
            StatusCode::UNAUTHORIZED => return Err(RequestError::Token),
            status if !status.is_success() => {
                return Err(RequestError::Other(format!(
                    "it answered {}",
                    status.as_u16()
                )));
            }
            _ => {}
        }
        let bytes = answer.bytes().await.map_err(other)?;
        let body = serde_json::from_slice(&bytes)
            .map_err(|_| RequestError::Other("its answer is no JSON".to_owned()))?;
        Ok(Response {
            body,
            clock_ahead_s,
        })
    }

    async fn application(
        &self,
        diagnose: &DiagnosticsRequest<'_>,
        user: &Value,
    ) -> std::result::Result<Application, RequestError> {
        let application = self.get("applications/@me").await?.body;
        let id = id_of(&application)
            .or_else(|| id_of(user))
            .ok_or_else(|| RequestError::Other("it names no application".to_owned()))?;
        let flags = application["flags"].as_u64().unwrap_or(0);
        let scope = Scope {
            guild: diagnose.guild,
            home_guild: diagnose.home_guild.or(diagnose.guild),
        };
        let mut missing_commands = Vec::new();
        let mut commands = 0;
        for (guild, wanted) in names(scope) {
            let path = match guild {
                Some(guild) => format!("applications/{id}/guilds/{guild}/commands"),
                None => format!("applications/{id}/commands"),
            };
            let registered = self.get(&path).await?.body;
            let registered: Vec<&str> = registered
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|command| command["name"].as_str())
                .collect();
            commands += registered.len();
            missing_commands.extend(
                wanted
                    .into_iter()
                    .filter(|name| !registered.contains(&name.as_str())),
            );
        }
        let guilds = self
            .get(&format!("users/@me/guilds?limit={GUILDS}"))
            .await?
            .body;
        let guilds = guilds.as_array().map_or(&[][..], Vec::as_slice);
        let gateway = self.get("gateway/bot").await?.body;
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
            has_endpoint: application["interactions_endpoint_url"].is_string(),
            missing_commands,
            commands,
            guilds: guilds.len(),
            lacking: guilds.iter().filter_map(lacking).collect(),
            sessions_left: gateway["session_start_limit"]["remaining"].as_u64(),
        })
    }
}

fn id_of(object: &Value) -> Option<u64> {
    object["id"].as_str()?.parse().ok()
}

/// The permissions that the bot lacks in a guild, if any.
fn lacking(guild: &Value) -> Option<(u64, Vec<&'static str>)> {
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

/// How far `now` is ahead of a `Date` header.
fn ahead_s(date: &str, now: SystemTime) -> Option<i64> {
    let theirs = jiff::fmt::rfc2822::DateTimeParser::new()
        .parse_timestamp(date)
        .ok()?;
    let ours = jiff::Timestamp::try_from(now).ok()?;
    Some(ours.as_second() - theirs.as_second())
}

/// Without the address, which an error of reqwest holds.
fn describe(error: &reqwest::Error) -> String {
    let what = if error.is_timeout() {
        "it took too long"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the request failed"
    };
    what.to_owned()
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
        assert_eq!(lacking(&guild(ADMINISTRATOR)), None);
        let all = NEEDED.iter().map(|(bit, _)| bit).sum::<u64>();
        assert_eq!(lacking(&guild(all)), None);
        assert_eq!(
            lacking(&guild(all & !NEEDED[0].0)),
            Some((7, vec![NEEDED[0].1]))
        );
    }
}
