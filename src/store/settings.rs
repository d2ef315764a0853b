//! Guild settings. A setting that was never changed has the operator's default.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::json;

use super::audit::{self, AuditAction};
use super::change::Change;
use super::circuit_breaker::Permit;
use super::fault;
use super::{Store, row};
use crate::article::{GuildId, UserId};
use crate::{Error, Result};

/// Time to live of cached settings: a notification of a change may be lost.
const CACHE_TTL: Duration = Duration::from_secs(10);
const READING: &str = "reading the settings of a guild";
/// Most guilds in the cache.
const CACHE_CAPACITY: usize = 10_000;

/// Who sees an answer by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Visibility {
    /// Everyone in the channel.
    #[default]
    Public,
    /// Only the asker, where Discord allows that.
    Private,
}

/// A guild's settings.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GuildSettings {
    /// Channels with public answers; all if empty.
    pub answer_channels: Vec<u64>,
    /// Who sees an answer by default.
    pub visibility: Visibility,
    /// Least probability of an answer, 0 to 1; `None` for the operator's default.
    pub answer_at: Option<f32>,
    /// Seconds between two questions of one user; `None` for the operator's default.
    pub cooldown_seconds: Option<u32>,
    /// Roles that may manage articles, besides Manage Server.
    pub manager_roles: Vec<u64>,
    /// Forums whose new posts get an answer without being asked for one.
    pub forums: Vec<u64>,
}

/// A new value of one setting, validated by the caller.
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
    /// [`GuildSettings::forums`].
    Forums(Vec<u64>),
}

impl SettingChange {
    /// Name and value as stored.
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
            Self::Forums(ids) => ("forums", json!(ids)),
        };
        (name, value.to_string())
    }
}

impl GuildSettings {
    pub(super) fn from_rows(guild: i64, rows: Vec<(String, String, String)>) -> sqlx::Result<Self> {
        let mut settings = Self::default();
        for (name, value, checksum) in rows {
            row::verify_checksum(
                &checksum,
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
                        _ => return Err(invalid_value(&name, &value)),
                    }
                }
                "answer_at" => settings.answer_at = read(&name, &value)?,
                "cooldown_seconds" => settings.cooldown_seconds = read(&name, &value)?,
                "manager_roles" => settings.manager_roles = read(&name, &value)?,
                "forums" => settings.forums = read(&name, &value)?,
                // Earlier versions had a language of dates.
                "locale" => {}
                // Processes of the version before go on after an upgrade.
                _ => row::warn_unknown("setting", &name),
            }
        }
        Ok(settings)
    }
}

fn read<T: DeserializeOwned>(name: &str, value: &str) -> sqlx::Result<T> {
    serde_json::from_str(value).map_err(|_| invalid_value(name, value))
}

fn invalid_value(name: &str, value: &str) -> sqlx::Error {
    row::decode_error(format!("the setting {name:?} is {value:?}"))
}

impl Store {
    /// This guild's settings. Read for every question, so they are cached for a moment. While the store is
    /// unavailable, the cached ones stay valid and a background task probes the store.
    ///
    /// # Errors
    /// As every call, if they are not cached.
    pub async fn settings(&self, guild: GuildId) -> Result<GuildSettings> {
        if let Some(settings) = self.inner.settings_cache.fresh(guild) {
            return Ok(settings);
        }
        let permit = self.inner.breaker.permit(Instant::now());
        if permit == Permit::Probe {
            let store = self.clone();
            tokio::spawn(async move { store.read_settings(guild).await });
        }
        let read = if permit == Permit::Call {
            self.read_settings(guild).await
        } else {
            Err(fault::circuit_open(READING, &self.inner.location))
        };
        match read {
            Err(Error::StoreUnavailable { .. }) if let Some(last) = self.cached_settings(guild) => {
                Ok(last)
            }
            read => read,
        }
    }

    async fn read_settings(&self, guild: GuildId) -> Result<GuildSettings> {
        let generation = self.inner.settings_cache.generation();
        let settings = self
            .call_even_if_open(READING, async {
                let rows =
                    sqlx::query_as("SELECT name, value, seal FROM settings WHERE guild = $1")
                        .bind(row::guild(guild))
                        .fetch_all(&self.inner.pool)
                        .await?;
                GuildSettings::from_rows(row::guild(guild), rows)
            })
            .await?;
        self.inner
            .settings_cache
            .insert(guild, &settings, generation);
        Ok(settings)
    }

    /// This guild's cached settings, however old, without a call to the store.
    pub fn cached_settings(&self, guild: GuildId) -> Option<GuildSettings> {
        self.inner.settings_cache.stale(guild)
    }

    /// Changes one setting of this guild.
    pub async fn set(&self, guild: GuildId, change: &SettingChange, by: UserId) -> Result<()> {
        self.call("changing a setting", async {
            let (name, value) = change.columns();
            let value = row::text(&value);
            let mut tx = self.begin_write().await?;
            sqlx::query(
                "INSERT INTO settings (guild, name, value, seal) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (guild, name) DO UPDATE SET value = excluded.value, seal = excluded.seal",
            )
            .bind(row::guild(guild))
            .bind(name)
            .bind(&value)
            .bind(row::checksum(row::guild(guild), &[name, &value]))
            .execute(tx.connection())
            .await?;
            let target = format!("{name} = {value}");
            audit::write(tx.connection(), guild, by, AuditAction::ChangedSetting, &target).await?;
            tx.notify(Change::Settings(guild)).await?;
            tx.commit().await
        })
        .await
    }
}

/// Cache of guild settings.
#[derive(Default)]
pub(super) struct SettingsCache(Mutex<Cached>);

#[derive(Default)]
struct Cached {
    guilds: HashMap<GuildId, (Option<Instant>, GuildSettings)>,
    /// Incremented by every invalidation: what was read before one is stale after it.
    generation: u64,
}

impl SettingsCache {
    fn fresh(&self, guild: GuildId) -> Option<GuildSettings> {
        let known = self.lock();
        let (read, settings) = known.guilds.get(&guild)?;
        (read.as_ref()?.elapsed() < CACHE_TTL).then(|| settings.clone())
    }

    fn stale(&self, guild: GuildId) -> Option<GuildSettings> {
        let known = self.lock();
        known
            .guilds
            .get(&guild)
            .map(|(_, settings)| settings.clone())
    }

    fn generation(&self) -> u64 {
        self.lock().generation
    }

    fn insert(&self, guild: GuildId, settings: &GuildSettings, generation: u64) {
        let mut known = self.lock();
        // A value that an invalidation overtook still serves while the store is unavailable, but counts as stale.
        let read = (known.generation == generation).then(Instant::now);
        if known.guilds.len() >= CACHE_CAPACITY {
            known.guilds.clear();
        }
        known.guilds.insert(guild, (read, settings.clone()));
    }

    /// Marks the settings of a guild as stale.
    pub(super) fn invalidate(&self, guild: GuildId) {
        let mut known = self.lock();
        known.generation += 1;
        if let Some((read, _)) = known.guilds.get_mut(&guild) {
            *read = None;
        }
    }

    /// Marks all settings as stale.
    pub(super) fn invalidate_all(&self) {
        let mut known = self.lock();
        known.generation += 1;
        for (read, _) in known.guilds.values_mut() {
            *read = None;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Cached> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUILD: GuildId = GuildId(1);

    #[test]
    fn what_was_read_before_a_change_is_stale_after_it() {
        let cache = SettingsCache::default();
        let generation = cache.generation();
        cache.invalidate(GUILD);
        cache.insert(GUILD, &GuildSettings::default(), generation);
        assert_eq!(cache.fresh(GUILD), None);
        assert!(cache.stale(GUILD).is_some());
        cache.insert(GUILD, &GuildSettings::default(), cache.generation());
        assert!(cache.fresh(GUILD).is_some());
        cache.invalidate_all();
        assert_eq!(cache.fresh(GUILD), None);
    }

    #[test]
    fn a_value_that_cannot_be_read_is_an_error() {
        let row = |name: &str, value: &str| {
            let checksum = row::checksum(1, &[name, value]);
            GuildSettings::from_rows(1, vec![(name.to_owned(), value.to_owned(), checksum)])
        };
        assert!(row("locale", "\"de\"").is_ok());
        assert!(row("cooldown_seconds", "30").is_ok());
        assert!(row("cooldown_seconds", "soon").is_err());
        assert!(row("visibility", "\"secret\"").is_err());
        assert!(
            row("mood", "1").is_ok(),
            "a newer version may have more settings"
        );
    }
}
