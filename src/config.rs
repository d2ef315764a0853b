//! Settings: defaults, then file, then environment, then (in `cli`) flags; later ones win. The only module that reads
//! the environment.

mod check;
mod environment;
mod keys;
mod rate_limit;
#[cfg(test)]
mod tests;

use std::fs;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::Deserialize;

use crate::answer::Thresholds;
use crate::{Error, Result};

pub use check::{check_url, discord_id};
pub use rate_limit::{Cooldowns, RateLimit};

use environment::Variables;
use keys::{Ids, Keys};

/// Read if it exists and no other file is given.
pub const DEFAULT_FILE: &str = "engram.toml";

/// All settings.
#[derive(Debug, Clone)]
pub struct Config {
    /// Folder of the articles.
    pub content: PathBuf,
    /// Folder of the indexes; what lies there is derived and may be deleted.
    pub index: PathBuf,
    /// Data folder: the chat history, and the store unless that is in a database.
    pub data: PathBuf,
    /// The database of the store, from `DATABASE_URL` only. It may contain a password, so it is never shown.
    pub database_url: Option<SecretString>,
    /// Probability thresholds of answers.
    pub thresholds: Thresholds,
    /// What is logged.
    pub log: LogSettings,
    /// Address of the operations port (health and metrics) while the bot runs.
    pub ops_address: OpsAddress,
    /// Settings of the bot.
    pub discord: DiscordSettings,
    /// The bot's token, from `DISCORD_TOKEN` or the file that `DISCORD_TOKEN_FILE` names, and from nowhere else.
    pub discord_token: Option<SecretString>,
    /// The application's public key, from `DISCORD_PUBLIC_KEY`, as it stands there.
    pub discord_public_key: Option<String>,
    /// What the operator should know: variables that look like settings and are none.
    pub warnings: Vec<String>,
}

/// What is logged, and how. The log goes to standard error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogSettings {
    /// A level (`info`) or filter (`engram=debug,warn`); `None` for the subcommand's default.
    pub level: Option<String>,
    /// Format of a line.
    pub format: LogFormat,
}

/// Format of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "String")]
pub enum LogFormat {
    /// Text for people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

impl TryFrom<String> for LogFormat {
    type Error = String;

    fn try_from(word: String) -> std::result::Result<Self, String> {
        match word.as_str() {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(format!("text or json is expected, not {word:?}")),
        }
    }
}

/// Address of the operations port (health and metrics) while the bot runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "String")]
pub enum OpsAddress {
    /// Loopback at the default port, if that is free.
    #[default]
    Default,
    /// No operations port.
    Off,
    /// This address; an error if it is taken.
    At(SocketAddr),
}

impl TryFrom<String> for OpsAddress {
    type Error = String;

    fn try_from(word: String) -> std::result::Result<Self, String> {
        match word.as_str() {
            "off" => Ok(Self::Off),
            address => address.parse().map(Self::At).map_err(|_| {
                format!("an address such as 127.0.0.1:9464 or off is expected, not {word:?}")
            }),
        }
    }
}

/// Settings of the bot.
#[derive(Debug, Clone, Default)]
pub struct DiscordSettings {
    /// Base address of REST calls, if not Discord's own: a REST proxy, or a test double. The gateway's address comes
    /// from there too.
    pub api_url: Option<String>,
    /// Register the commands in this guild only, where they appear at once: for testing.
    pub guild: Option<u64>,
    /// Guild whose managers may manage the shared articles.
    pub home_guild: Option<u64>,
    /// Channels with public answers within guilds; all if empty.
    pub channels: Vec<u64>,
    /// Who may page a public answer.
    pub page_turners: PageTurners,
    /// Rate limits of questions.
    pub cooldowns: Cooldowns,
    /// Whether a server that the bot is added to is greeted.
    pub welcome_message: WelcomeMessage,
}

/// Whether a server that the bot is added to gets a message in its system channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "String")]
pub enum WelcomeMessage {
    /// Once.
    #[default]
    On,
    /// Never.
    Off,
}

impl TryFrom<String> for WelcomeMessage {
    type Error = String;

    fn try_from(word: String) -> std::result::Result<Self, String> {
        match word.as_str() {
            "on" => Ok(Self::On),
            "off" => Ok(Self::Off),
            _ => Err(format!("on or off is expected, not {word:?}")),
        }
    }
}

/// Who may page a public answer. Others get an ephemeral copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "String")]
pub enum PageTurners {
    /// The asker.
    #[default]
    Asker,
    /// Anyone.
    Everyone,
}

impl TryFrom<String> for PageTurners {
    type Error = String;

    fn try_from(word: String) -> std::result::Result<Self, String> {
        match word.as_str() {
            "asker" => Ok(Self::Asker),
            "everyone" => Ok(Self::Everyone),
            _ => Err(format!("asker or everyone is expected, not {word:?}")),
        }
    }
}

impl Config {
    /// Reads the settings: from `file`, or from `engram.toml` if that is there, and from the environment.
    ///
    /// # Errors
    /// [`Error::Settings`] for an unknown key, [`Error::Setting`] for an unusable value, [`Error::Io`] for a file that cannot be read.
    pub fn load(file: Option<&Path>) -> Result<Self> {
        Self::from_parts(file, &environment::variables())
    }

    fn from_parts(file: Option<&Path>, variables: &Variables) -> Result<Self> {
        let path = file.unwrap_or(Path::new(DEFAULT_FILE));
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound && file.is_none() => String::new(),
            Err(error) => return Err(Error::io("read", path, error)),
        };
        let (settings, warnings) = environment::settings(variables);
        Ok(Self {
            discord_token: environment::token(variables)?,
            database_url: environment::value(variables, environment::DATABASE_URL)
                .map(SecretString::from),
            discord_public_key: environment::value(variables, environment::PUBLIC_KEY)
                .map(str::to_owned),
            warnings,
            ..Self::from_keys(Keys::read(path, &text, settings)?)?
        })
    }

    fn from_keys(keys: Keys) -> Result<Self> {
        let rate_limits = Cooldowns::default();
        Ok(Self {
            content: keys.content.unwrap_or_else(|| "content".into()),
            index: keys.index.unwrap_or_else(|| "index".into()),
            data: keys.data.unwrap_or_else(|| "data".into()),
            database_url: None,
            discord_token: None,
            discord_public_key: None,
            thresholds: check::thresholds(keys.answer_at, keys.closest_at)?,
            log: LogSettings {
                level: keys.log_level.map(check::log_level).transpose()?,
                format: keys.log_format.unwrap_or_default(),
            },
            ops_address: keys.ops_address.unwrap_or_default(),
            warnings: Vec::new(),
            discord: DiscordSettings {
                api_url: keys.api_url.map(check::api_url).transpose()?,
                guild: check::guild("guild", keys.guild)?,
                home_guild: check::guild("home_guild", keys.home_guild)?,
                channels: keys.channels.map_or(Ok(Vec::new()), Ids::parse)?,
                page_turners: keys.page_turners.unwrap_or_default(),
                cooldowns: Cooldowns {
                    person: keys.person_cooldown.unwrap_or(rate_limits.person),
                    channel: keys.channel_cooldown.unwrap_or(rate_limits.channel),
                    guild: keys.guild_cooldown.unwrap_or(rate_limits.guild),
                },
                welcome_message: keys.welcome_message.unwrap_or_default(),
            },
        })
    }
}
