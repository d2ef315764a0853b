//! Settings: defaults, then file, then environment, then (in `cli`) flags; later ones win. The only module that reads
//! the environment.

mod rate_limit;

use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use config::builder::DefaultState;
use config::{ConfigBuilder, ConfigError, Environment, File, FileFormat};
use secrecy::SecretString;
use serde::Deserialize;

use crate::answer::Thresholds;
use crate::{Error, Result};

pub use rate_limit::{Cooldowns, RateLimit};

/// Read if it exists and no other file is given.
pub const DEFAULT_FILE: &str = "engram.toml";
/// Each key is also an environment variable: `answer_at` is `ENGRAM_ANSWER_AT`.
const PREFIX: &str = "ENGRAM";
const TOKEN: &str = "DISCORD_TOKEN";
const TOKEN_FILE: &str = "DISCORD_TOKEN_FILE";
const DATABASE_URL: &str = "DATABASE_URL";
const PUBLIC_KEY: &str = "DISCORD_PUBLIC_KEY";

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

/// The keys of file and environment.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    content: Option<PathBuf>,
    index: Option<PathBuf>,
    data: Option<PathBuf>,
    answer_at: Option<f32>,
    closest_at: Option<f32>,
    log_level: Option<String>,
    log_format: Option<LogFormat>,
    ops_address: Option<OpsAddress>,
    api_url: Option<String>,
    guild: Option<u64>,
    home_guild: Option<u64>,
    channels: Option<Ids>,
    page_turners: Option<PageTurners>,
    person_cooldown: Option<RateLimit>,
    channel_cooldown: Option<RateLimit>,
    guild_cooldown: Option<RateLimit>,
}

/// Ids: a list in the file; one number or comma-separated numbers in the environment.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a list of ids is expected")]
enum Ids {
    One(u64),
    Many(Vec<config::Value>),
    Text(String),
}

impl Ids {
    fn parse(self) -> Result<Vec<u64>> {
        let texts: Vec<String> = match self {
            Self::One(id) => return Ok(vec![id]),
            Self::Many(values) => values.iter().map(ToString::to_string).collect(),
            Self::Text(text) => text.split(',').map(str::to_owned).collect(),
        };
        texts
            .iter()
            .map(|id| {
                id.trim().parse().map_err(|_| Error::Setting {
                    key: "channels".to_owned(),
                    what: format!("{:?} is not the id of a channel", id.trim()),
                })
            })
            .collect()
    }
}

impl Config {
    /// Reads the settings: from `file`, or from `engram.toml` if that is there, and from the environment.
    ///
    /// # Errors
    /// [`Error::Settings`] for an unknown key, [`Error::Setting`] for an unusable value, [`Error::Io`] for a file that cannot be read.
    pub fn load(file: Option<&Path>) -> Result<Self> {
        Self::from_parts(file, &environment())
    }

    fn from_parts(file: Option<&Path>, environment: &HashMap<String, String>) -> Result<Self> {
        let path = file.unwrap_or(Path::new(DEFAULT_FILE));
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound && file.is_none() => String::new(),
            Err(error) => return Err(Error::io("read", path, error)),
        };
        let file = File::from_str(&text, FileFormat::Toml);
        let (environment, warnings) = known_only(environment);
        let environment = &environment;
        let variables = Environment::with_prefix(PREFIX)
            .ignore_empty(true)
            .try_parsing(true)
            .source(Some(environment.clone()));
        // The file alone first, so that an error names its source.
        read_keys(config::Config::builder().add_source(file.clone()))
            .map_err(|error| setting_error(error, &format!("settings file {}", path.display())))?;
        let keys = read_keys(
            config::Config::builder()
                .add_source(file)
                .add_source(variables),
        )
        .map_err(|error| setting_error(error, "the environment, ENGRAM_…"))?;
        let mut config = Self::from_keys(keys)?;
        config.warnings = warnings;
        config.discord_token = token(environment)?;
        config.database_url = environment
            .get(DATABASE_URL)
            .map(|url| url.trim())
            .filter(|url| !url.is_empty())
            .map(SecretString::from);
        config.discord_public_key = environment
            .get(PUBLIC_KEY)
            .map(|key| key.trim().to_owned())
            .filter(|key| !key.is_empty());
        Ok(config)
    }

    fn from_keys(keys: Keys) -> Result<Self> {
        let defaults = Thresholds::default();
        let rate_limits = Cooldowns::default();
        let thresholds = Thresholds {
            answer_at: probability("answer_at", keys.answer_at.unwrap_or(defaults.answer_at))?,
            closest_at: probability("closest_at", keys.closest_at.unwrap_or(defaults.closest_at))?,
        };
        if thresholds.closest_at > thresholds.answer_at {
            return Err(Error::Setting {
                key: "closest_at".to_owned(),
                what: format!(
                    "{} is above answer_at ({}); it must not be",
                    thresholds.closest_at, thresholds.answer_at
                ),
            });
        }
        Ok(Self {
            content: keys.content.unwrap_or_else(|| "content".into()),
            index: keys.index.unwrap_or_else(|| "index".into()),
            data: keys.data.unwrap_or_else(|| "data".into()),
            database_url: None,
            discord_token: None,
            discord_public_key: None,
            thresholds,
            log: LogSettings {
                level: keys.log_level.map(log_level).transpose()?,
                format: keys.log_format.unwrap_or_default(),
            },
            ops_address: keys.ops_address.unwrap_or_default(),
            warnings: Vec::new(),
            discord: DiscordSettings {
                api_url: keys.api_url.map(api_url).transpose()?,
                guild: keys.guild,
                home_guild: keys.home_guild,
                channels: keys.channels.map_or(Ok(Vec::new()), Ids::parse)?,
                page_turners: keys.page_turners.unwrap_or_default(),
                cooldowns: Cooldowns {
                    person: keys.person_cooldown.unwrap_or(rate_limits.person),
                    channel: keys.channel_cooldown.unwrap_or(rate_limits.channel),
                    guild: keys.guild_cooldown.unwrap_or(rate_limits.guild),
                },
            },
        })
    }
}

/// The program's environment variables. One that is not Unicode is ignored.
fn environment() -> HashMap<String, String> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| {
            name.starts_with(PREFIX)
                || [TOKEN, TOKEN_FILE, PUBLIC_KEY, DATABASE_URL].contains(&name.as_str())
        })
        .collect()
}

/// The keys of [`Keys`]; a test compares them.
const KEYS: [&str; 16] = [
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
];

/// The variables that are settings, and a warning for each other one with the prefix: an orchestrator makes such
/// variables by itself (Kubernetes makes `ENGRAM_PORT` for a service named engram), so they are no error.
fn known_only(environment: &HashMap<String, String>) -> (HashMap<String, String>, Vec<String>) {
    let is_known = |name: &str| match name.strip_prefix("ENGRAM_") {
        Some(key) => KEYS.contains(&key.to_lowercase().as_str()),
        None => !name.starts_with(PREFIX),
    };
    let (known, unknown): (HashMap<_, _>, HashMap<_, _>) = environment
        .clone()
        .into_iter()
        .partition(|(name, _)| is_known(name));
    let mut warnings: Vec<String> = unknown
        .keys()
        .map(|name| format!("the environment variable {name} is no setting and is ignored"))
        .collect();
    warnings.sort();
    (known, warnings)
}

/// A level, or a filter of targets and levels. A word that is no level would be a target, and nothing would be logged.
fn log_level(level: String) -> Result<String> {
    let is_level = |word: &str| {
        ["off", "error", "warn", "info", "debug", "trace"].contains(&word.to_lowercase().as_str())
    };
    let wrong = level.split(',').map(str::trim).find(|directive| {
        let level = match directive.rsplit_once('=') {
            Some((_, level)) => level,
            None if directive.ends_with(']') => return false,
            None => directive,
        };
        !is_level(level)
    });
    match wrong {
        None => Ok(level),
        Some(word) => Err(Error::Setting {
            key: "log_level".to_owned(),
            what: format!(
                "{word:?} is no level (off, error, warn, info, debug, trace) and no filter such as engram=debug,warn"
            ),
        }),
    }
}

fn api_url(url: String) -> Result<String> {
    check_url("api_url", &url)?;
    Ok(url)
}

/// Checks that a value is the address of a server.
///
/// # Errors
/// [`Error::Setting`] with this key if it is none.
pub fn check_url(key: &str, url: &str) -> Result<()> {
    let host = ["http://", "https://"]
        .iter()
        .find_map(|scheme| url.strip_prefix(scheme));
    let is_url = host.is_some_and(|host| {
        host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[')
            && !host.contains(|c: char| c.is_whitespace() || c.is_control())
    });
    if is_url {
        return Ok(());
    }
    Err(Error::Setting {
        key: key.to_owned(),
        what: format!("an address such as http://127.0.0.1:8080 is expected, not {url:?}"),
    })
}

/// The token, which no error repeats.
fn token(environment: &HashMap<String, String>) -> Result<Option<SecretString>> {
    let set = |name: &str| environment.get(name).filter(|value| !value.is_empty());
    let (name, token) = match (set(TOKEN), set(TOKEN_FILE)) {
        (Some(token), _) => (TOKEN, token.clone()),
        (None, Some(path)) => {
            let token = fs::read_to_string(path)
                .map_err(|error| Error::io("read the Discord token from", path, error))?;
            (TOKEN_FILE, token)
        }
        (None, None) => return Ok(None),
    };
    let token = token.trim();
    let token = token.strip_prefix("Bot ").unwrap_or(token);
    if token.is_empty() || token.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(Error::Setting {
            key: name.to_owned(),
            what: "this is no Discord token; copy it from the Bot page of your application"
                .to_owned(),
        });
    }
    Ok(Some(token.into()))
}

fn probability(key: &str, value: f32) -> Result<f32> {
    if (0.0..=1.0).contains(&value) {
        return Ok(value);
    }
    Err(Error::Setting {
        key: key.to_owned(),
        what: format!("{value} is not between 0 and 1"),
    })
}

fn read_keys(builder: ConfigBuilder<DefaultState>) -> std::result::Result<Keys, ConfigError> {
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

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use expect_test::expect;
    use secrecy::ExposeSecret as _;

    use super::*;

    fn with(file: &str, environment: &[(&str, &str)]) -> Result<Config> {
        let mut on_disk = tempfile::NamedTempFile::new().unwrap();
        on_disk.write_all(file.as_bytes()).unwrap();
        read(on_disk.path(), environment)
    }

    fn read(path: &Path, environment: &[(&str, &str)]) -> Result<Config> {
        let environment = environment
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Config::from_parts(Some(path), &environment)
    }

    /// The message to each pair of file and environment, one a paragraph.
    fn mistakes(cases: &[(&str, &[(&str, &str)])]) -> String {
        let mut messages = String::new();
        for (text, environment) in cases {
            let mut file = tempfile::NamedTempFile::new().unwrap();
            file.write_all(text.as_bytes()).unwrap();
            let error = read(file.path(), environment).unwrap_err().to_string();
            messages += &error.replace(&file.path().display().to_string(), "FILE");
            messages += "\n";
        }
        messages
    }

    #[test]
    fn the_environment_wins_over_the_file_and_the_file_over_defaults() {
        let config = with(
            "content = 'articles'\nanswer_at = 0.7\nguild = 12\nlog_format = 'json'",
            &[
                ("ENGRAM_ANSWER_AT", "0.8"),
                ("ENGRAM_HOME_GUILD", "1234567890123456789"),
                ("ENGRAM_LOG_LEVEL", ""),
                ("ENGRAM_CHANNELS", "12, 34"),
                ("ENGRAM_PERSON_COOLDOWN", "9 per 2 min"),
            ],
        )
        .unwrap();
        assert_eq!(config.content, Path::new("articles"));
        assert_eq!(config.index, Path::new("index"));
        assert!((config.thresholds.answer_at - 0.8).abs() < f32::EPSILON);
        assert_eq!(config.discord.channels, [12, 34]);
        assert_eq!(config.discord.guild, Some(12));
        assert_eq!(config.discord.cooldowns.person.to_string(), "9 per 2 min");
        assert_eq!(config.discord.cooldowns.guild.to_string(), "100 per 20 s");
        assert_eq!(config.discord.home_guild, Some(1_234_567_890_123_456_789));
        assert_eq!(config.log.format, LogFormat::Json);
        assert_eq!(config.log.level, None);
    }

    #[test]
    fn the_token_comes_from_the_environment_alone_and_is_never_shown() {
        let config = with("", &[("DISCORD_TOKEN", " Bot abc.def.ghi\n")]).unwrap();
        assert!(!format!("{config:?}").contains("abc"));
        assert_eq!(config.discord_token.unwrap().expose_secret(), "abc.def.ghi");

        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"jkl.mno\n").unwrap();
        let config = with("", &[("DISCORD_TOKEN_FILE", file.path().to_str().unwrap())]).unwrap();
        assert_eq!(config.discord_token.unwrap().expose_secret(), "jkl.mno");

        let error = with("", &[("DISCORD_TOKEN", "two words")]).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("words"));
        assert!(with("token = 'abc'", &[]).is_err());
        assert!(with("", &[]).unwrap().discord_token.is_none());
    }

    #[test]
    fn the_database_comes_from_the_environment_alone_and_is_never_shown() {
        let config = with("", &[("DATABASE_URL", " postgres://u:pass@h/d ")]).unwrap();
        assert!(!format!("{config:?}").contains("pass"));
        assert_eq!(
            config.database_url.unwrap().expose_secret(),
            "postgres://u:pass@h/d"
        );
        assert!(with("database_url = 'postgres://h/d'", &[]).is_err());
        assert!(
            with("", &[("DATABASE_URL", "")])
                .unwrap()
                .database_url
                .is_none()
        );
    }

    #[test]
    fn mistakes_are_named() {
        let messages = mistakes(&[
            ("contents = 'x'", &[]),
            ("log_level = 'loud'", &[]),
            ("log_level = 'engram=loud,warn'", &[]),
            ("api_url = 'localhost'", &[]),
            ("answer_at = 'high'", &[]),
            ("answer_at = 1.5", &[]),
            ("answer_at = 0.2\nclosest_at = 0.3", &[]),
            ("log_format = 'xml'", &[]),
            ("ops_address = 'localhost'", &[]),
            ("guild = -1", &[]),
            ("channels = ['general']", &[]),
            ("", &[("ENGRAM_CHANNELS", "general")]),
            ("person_cooldown = 5", &[]),
            ("", &[("ENGRAM_GUILD_COOLDOWN", "often")]),
            ("content = ", &[]),
        ]);
        expect![[r#"
            settings file FILE: unknown field `contents`, expected one of `content`, `index`, `data`, `answer_at`, `closest_at`, `log_level`, `log_format`, `ops_address`, `api_url`, `guild`, `home_guild`, `channels`, `page_turners`, `person_cooldown`, `channel_cooldown`, `guild_cooldown`
            setting log_level: "loud" is no level (off, error, warn, info, debug, trace) and no filter such as engram=debug,warn
            setting log_level: "engram=loud" is no level (off, error, warn, info, debug, trace) and no filter such as engram=debug,warn
            setting api_url: an address such as http://127.0.0.1:8080 is expected, not "localhost"
            setting answer_at: a floating point is expected, not string "high" (in settings file FILE)
            setting answer_at: 1.5 is not between 0 and 1
            setting closest_at: 0.3 is above answer_at (0.2); it must not be
            setting log_format: text or json is expected, not "xml" (in settings file FILE)
            setting ops_address: an address such as 127.0.0.1:9464 or off is expected, not "localhost" (in settings file FILE)
            setting guild: an unsigned 64 bit or less integer is expected, not 64-bit integer `-1` (in settings file FILE)
            setting channels: "general" is not the id of a channel
            setting channels: "general" is not the id of a channel
            setting person_cooldown: a number of questions per time is expected, such as "6 per 30 s" (units: s, min, h; at most 24 h), not "5" (in settings file FILE)
            setting guild_cooldown: a number of questions per time is expected, such as "6 per 30 s" (units: s, min, h; at most 24 h), not "often" (in the environment, ENGRAM_…)
            settings file FILE: TOML parse error at line 1, column 11
              |
            1 | content = 
              |           ^
            string values must be quoted, expected literal string
        "#]].assert_eq(&messages);
    }

    #[test]
    fn a_variable_that_is_no_setting_is_a_warning() {
        let config = with(
            "",
            &[
                ("ENGRAM_PORT", "tcp://10.0.0.1:80"),
                ("ENGRAM_ANSWER_AT", "0.8"),
            ],
        );
        let config = config.unwrap();
        assert_eq!(
            config.warnings,
            ["the environment variable ENGRAM_PORT is no setting and is ignored"]
        );
        assert!((config.thresholds.answer_at - 0.8).abs() < f32::EPSILON);
    }

    #[test]
    fn all_keys_are_known() {
        let error = with("none = 1", &[]).unwrap_err().to_string();
        let listed: Vec<&str> = error.split('`').skip(3).step_by(2).collect();
        assert_eq!(listed, KEYS);
    }

    #[test]
    fn a_missing_file_is_an_error_only_if_it_was_named() {
        let nowhere = Path::new("/nowhere/engram.toml");
        assert!(Config::from_parts(Some(nowhere), &HashMap::new()).is_err());
    }
}
