//! The keys of settings in file and environment, read by the crate `config`.

use std::path::{Path, PathBuf};

use config::builder::DefaultState;
use config::{ConfigBuilder, ConfigError, Environment, File, FileFormat};
use serde::Deserialize;

use super::environment::{PREFIX, Variables};
use super::{LogFormat, OpsAddress, PageTurners, RateLimit, WelcomeMessage, discord_id};
use crate::{Error, Result};

/// The keys of file and environment.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Keys {
    pub(super) content: Option<PathBuf>,
    pub(super) index: Option<PathBuf>,
    pub(super) data: Option<PathBuf>,
    pub(super) answer_at: Option<f32>,
    pub(super) closest_at: Option<f32>,
    pub(super) log_level: Option<String>,
    pub(super) log_format: Option<LogFormat>,
    pub(super) ops_address: Option<OpsAddress>,
    pub(super) api_url: Option<String>,
    pub(super) guild: Option<u64>,
    pub(super) home_guild: Option<u64>,
    pub(super) channels: Option<Ids>,
    pub(super) page_turners: Option<PageTurners>,
    pub(super) person_cooldown: Option<RateLimit>,
    pub(super) channel_cooldown: Option<RateLimit>,
    pub(super) guild_cooldown: Option<RateLimit>,
    pub(super) welcome_message: Option<WelcomeMessage>,
}

/// The names of the fields of [`Keys`]; a test compares them.
pub(super) const KEYS: [&str; 17] = [
    "content",
    "index",
    "data",
    "answer_at",
    "closest_at",
    "log_level",
    "log_format",
    "ops_address",
    "api_url",
    "guild",
    "home_guild",
    "channels",
    "page_turners",
    "person_cooldown",
    "channel_cooldown",
    "guild_cooldown",
    "welcome_message",
];

impl Keys {
    /// Reads the keys of a file's text and, over those, of the environment.
    ///
    /// # Errors
    /// With the path, or the environment, as the place of what is wrong.
    pub(super) fn read(path: &Path, text: &str, variables: Variables) -> Result<Self> {
        let file = File::from_str(text, FileFormat::Toml);
        let variables = Environment::with_prefix(PREFIX)
            .ignore_empty(true)
            .try_parsing(true)
            .source(Some(variables));
        // The file alone first, so that an error names its source.
        deserialize(config::Config::builder().add_source(file.clone()))
            .map_err(|error| setting_error(error, &format!("settings file {}", path.display())))?;
        deserialize(
            config::Config::builder()
                .add_source(file)
                .add_source(variables),
        )
        .map_err(|error| setting_error(error, "the environment, ENGRAM_…"))
    }
}

/// Ids: a list in the file; one number or comma-separated numbers in the environment.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a list of ids is expected")]
pub(super) enum Ids {
    One(u64),
    Many(Vec<config::Value>),
    Text(String),
}

impl Ids {
    pub(super) fn parse(self) -> Result<Vec<u64>> {
        let texts: Vec<String> = match self {
            Self::One(id) => vec![id.to_string()],
            Self::Many(values) => values.iter().map(ToString::to_string).collect(),
            Self::Text(text) => text.split(',').map(str::to_owned).collect(),
        };
        texts
            .iter()
            .map(|id| {
                discord_id(id).ok_or_else(|| Error::Setting {
                    key: "channels".to_owned(),
                    what: format!("{:?} is not the id of a channel", id.trim()),
                })
            })
            .collect()
    }
}

fn deserialize(builder: ConfigBuilder<DefaultState>) -> std::result::Result<Keys, ConfigError> {
    builder.build()?.try_deserialize()
}

fn setting_error(error: ConfigError, place: &str) -> Error {
    let (key, what) = match error {
        ConfigError::Type {
            unexpected,
            expected,
            key: Some(key),
            ..
        } => (key, format!("{expected} is expected, not {unexpected}")),
        ConfigError::At {
            error,
            key: Some(key),
            ..
        } => (key, error.to_string()),
        other => {
            return Error::Settings {
                place: place.to_owned(),
                what: other.to_string().trim_end().to_owned(),
            };
        }
    };
    Error::Setting {
        key,
        what: format!("{what} (in {place})"),
    }
}
