//! How a guild wants the bot to behave. What it never set is as the operator set it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::json;

use super::audit::{self, Act};
use super::changes::Change;
use super::fault::{self, Expect};
use super::{Store, row};
use crate::article::{GuildId, UserId};
use crate::{Error, Result};

/// Settings that were read so long ago are read again: another process may have changed them without our hearing.
const FRESH_FOR: Duration = Duration::from_secs(10);
/// What is tried when they are read.
const READING: &str = "reading the settings of a guild";
/// Settings of so many guilds are remembered.
const REMEMBERED: usize = 10_000;

/// Who sees an answer, unless the asker says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Visibility {
    /// Everyone in the channel.
    #[default]
    Public,
    /// The asker alone, where Discord allows that.
    Private,
}

/// A guild's settings.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GuildSettings {
    /// The channels it answers in openly; all if empty.
    pub answer_channels: Vec<u64>,
    /// Who sees an answer by default.
    pub visibility: Visibility,
    /// How sure an answer must be, between 0 and 1; none leaves it to the operator.
    pub answer_at: Option<f32>,
    /// Seconds after which a person may ask once more; none leaves it to the operator.
    pub cooldown_seconds: Option<u32>,
    /// Roles whose bearers manage the articles, besides those with Manage Server.
    pub manager_roles: Vec<u64>,
    /// The language of dates, as Discord names it (`de`, `en-GB`); none leaves it to the asker's own.
    pub locale: Option<String>,
}

/// A new value of one setting. The caller has checked that it makes sense.
#[derive(Debug, Clone, PartialEq)]
pub enum SettingChange {
    /// [`GuildSettings::answer_channels`].
    AnswerChannels(Vec<u64>),
    /// [`GuildSettings::visibility`].
    Visibility(Visibility),
    /// [`GuildSettings::answer_at`].
    AnswerAt(Option<f32>),
    /// [`GuildSettings::cooldown_seconds`].
    CooldownSeconds(Option<u32>),
    /// [`GuildSettings::manager_roles`].
    ManagerRoles(Vec<u64>),
    /// [`GuildSettings::locale`].
    Locale(Option<String>),
}

impl SettingChange {
    /// Name and value as they are kept.
    fn columns(&self) -> (&'static str, String) {
        let (name, value) = match self {
            Self::AnswerChannels(ids) => ("answer_channels", json!(ids)),
            Self::Visibility(visibility) => (
                "visibility",
                json!(match visibility {
                    Visibility::Public => "public",
                    Visibility::Private => "private",
                }),
            ),
            Self::AnswerAt(answer_at) => ("answer_at", json!(answer_at)),
            Self::CooldownSeconds(seconds) => ("cooldown_seconds", json!(seconds)),
            Self::ManagerRoles(ids) => ("manager_roles", json!(ids)),
            Self::Locale(locale) => ("locale", json!(locale)),
        };
        (name, value.to_string())
    }
}

impl GuildSettings {
    pub(super) fn from_rows(guild: i64, rows: Vec<(String, String, String)>) -> sqlx::Result<Self> {
        let mut settings = Self::default();
        for (name, value, seal) in rows {
            row::check_seal(
                &seal,
                guild,
                &[&name, &value],
                &format!("the setting {name:?}"),
            )?;
            match name.as_str() {
                "answer_channels" => settings.answer_channels = read(&name, &value)?,
                "visibility" => {
                    settings.visibility = match read::<String>(&name, &value)?.as_str() {
                        "public" => Visibility::Public,
                        "private" => Visibility::Private,
                        _ => return Err(unreadable(&name, &value)),
                    }
                }
                "answer_at" => settings.answer_at = read(&name, &value)?,
                "cooldown_seconds" => settings.cooldown_seconds = read(&name, &value)?,
                "manager_roles" => settings.manager_roles = read(&name, &value)?,
                "locale" => settings.locale = read(&name, &value)?,
                _ => return Err(unreadable(&name, &value)),
            }
        }
        Ok(settings)
    }
}

fn read<T: DeserializeOwned>(name: &str, value: &str) -> sqlx::Result<T> {
    serde_json::from_str(value).map_err(|_| unreadable(name, value))
}

fn unreadable(name: &str, value: &str) -> sqlx::Error {
    row::unreadable(format!("the setting {name:?} is {value:?}"))
}

impl Store {
    /// This guild's settings. They are asked for at every question, so they are remembered for a few seconds; while
    /// the store is away, the last ones known go on holding, and whether it is back is found out beside the call.
    ///
    /// # Errors
    /// As every call, if they were never read before.
    pub async fn settings(&self, guild: GuildId) -> Result<GuildSettings> {
        if let Some(settings) = self.inner.known_settings.fresh(guild) {
            return Ok(settings);
        }
        let expected = self.inner.away.expect(Instant::now());
        if expected == Expect::Try {
            let store = self.clone();
            tokio::spawn(async move { store.read_settings(guild).await });
        }
        let read = if expected == Expect::Answer {
            self.read_settings(guild).await
        } else {
            Err(fault::not_there(READING, &self.inner.place))
        };
        match read {
            Err(Error::StoreAway { .. }) if let Some(last) = self.last_settings(guild) => Ok(last),
            read => read,
        }
    }

    async fn read_settings(&self, guild: GuildId) -> Result<GuildSettings> {
        let round = self.inner.known_settings.round();
        let settings = self
            .trying(READING, async {
                let rows =
                    sqlx::query_as("SELECT name, value, seal FROM settings WHERE guild = $1")
                        .bind(row::guild(guild))
                        .fetch_all(&self.inner.pool)
                        .await?;
                GuildSettings::from_rows(row::guild(guild), rows)
            })
            .await?;
        self.inner.known_settings.remember(guild, &settings, round);
        Ok(settings)
    }

    /// This guild's settings as they were known last, without asking the store; none if they never were.
    pub fn last_settings(&self, guild: GuildId) -> Option<GuildSettings> {
        self.inner.known_settings.last(guild)
    }

    /// Changes one setting of this guild.
    pub async fn set(&self, guild: GuildId, change: &SettingChange, by: UserId) -> Result<()> {
        self.within("changing a setting", async {
            let (name, value) = change.columns();
            let value = row::text(&value);
            let mut writing = self.writing().await?;
            sqlx::query(
                "INSERT INTO settings (guild, name, value, seal) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (guild, name) DO UPDATE SET value = excluded.value, seal = excluded.seal",
            )
            .bind(row::guild(guild))
            .bind(name)
            .bind(&value)
            .bind(row::seal(row::guild(guild), &[name, &value]))
            .execute(writing.on())
            .await?;
            let target = format!("{name} = {value}");
            audit::write(writing.on(), guild, by, Act::ChangedSetting, &target).await?;
            writing.tell(Change::Settings(guild)).await?;
            writing.commit().await
        })
        .await
    }
}

/// The settings that were read last.
#[derive(Default)]
pub(super) struct KnownSettings(Mutex<Known>);

#[derive(Default)]
struct Known {
    guilds: HashMap<GuildId, (Option<Instant>, GuildSettings)>,
    /// Goes up with every change that is heard of: what was read before one is not fresh after it.
    round: u64,
}

impl KnownSettings {
    fn fresh(&self, guild: GuildId) -> Option<GuildSettings> {
        let known = self.lock();
        let (read, settings) = known.guilds.get(&guild)?;
        (read.as_ref()?.elapsed() < FRESH_FOR).then(|| settings.clone())
    }

    fn last(&self, guild: GuildId) -> Option<GuildSettings> {
        let known = self.lock();
        known
            .guilds
            .get(&guild)
            .map(|(_, settings)| settings.clone())
    }

    fn round(&self) -> u64 {
        self.lock().round
    }

    fn remember(&self, guild: GuildId, settings: &GuildSettings, round: u64) {
        let mut known = self.lock();
        // What a change overtook is better than nothing while the store is away, but it is to be read again.
        let read = (known.round == round).then(Instant::now);
        if known.guilds.len() >= REMEMBERED {
            known.guilds.clear();
        }
        known.guilds.insert(guild, (read, settings.clone()));
    }

    /// Lets the settings of a guild be read again. They stay as the last ones known.
    pub(super) fn forget(&self, guild: GuildId) {
        let mut known = self.lock();
        known.round += 1;
        if let Some((read, _)) = known.guilds.get_mut(&guild) {
            *read = None;
        }
    }

    /// Lets all settings be read again.
    pub(super) fn doubt_all(&self) {
        let mut known = self.lock();
        known.round += 1;
        for (read, _) in known.guilds.values_mut() {
            *read = None;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUILD: GuildId = GuildId(1);

    #[test]
    fn what_was_read_before_a_change_is_not_fresh_after_it() {
        let known = KnownSettings::default();
        let round = known.round();
        known.forget(GUILD);
        known.remember(GUILD, &GuildSettings::default(), round);
        assert_eq!(known.fresh(GUILD), None);
        assert!(known.last(GUILD).is_some());
        known.remember(GUILD, &GuildSettings::default(), known.round());
        assert!(known.fresh(GUILD).is_some());
        known.doubt_all();
        assert_eq!(known.fresh(GUILD), None);
    }

    #[test]
    fn a_setting_that_is_not_understood_is_an_error() {
        let row = |name: &str, value: &str| {
            let seal = row::seal(1, &[name, value]);
            GuildSettings::from_rows(1, vec![(name.to_owned(), value.to_owned(), seal)])
        };
        assert!(row("locale", "\"de\"").is_ok());
        assert!(row("locale", "de").is_err());
        assert!(row("visibility", "\"secret\"").is_err());
        assert!(row("mood", "1").is_err());
    }
}
