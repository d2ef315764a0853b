//! A change of the store as processes notify each other of it: a channel and a payload of `PostgreSQL`.

use super::AskerPseudonym;
use crate::article::GuildId;

const LIBRARY_CHANNEL: &str = "engram_library";
const SETTINGS_CHANNEL: &str = "engram_settings";
const DELETED_CHANNEL: &str = "engram_deleted";
/// The channels of all changes.
pub(super) const CHANNELS: [&str; 3] = [LIBRARY_CHANNEL, SETTINGS_CHANNEL, DELETED_CHANNEL];

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A guild's articles or teachings: its library has a new version.
    Library(GuildId),
    /// A guild's settings.
    Settings(GuildId),
    /// Someone had their data deleted.
    PersonalData(AskerPseudonym),
    /// Notifications may have been missed: compare with [`Store::library_versions`](super::Store::library_versions) and
    /// [`Store::askers_with_answers`](super::Store::askers_with_answers).
    Resync,
}

impl Change {
    /// The channel and payload of its notification.
    pub(super) fn notification(&self) -> Option<(&'static str, String)> {
        match self {
            Self::Library(guild) => Some((LIBRARY_CHANNEL, guild.to_string())),
            Self::Settings(guild) => Some((SETTINGS_CHANNEL, guild.to_string())),
            Self::PersonalData(asker) => Some((DELETED_CHANNEL, asker.0.clone())),
            Self::Resync => None,
        }
    }

    pub(super) fn from_notification(channel: &str, payload: &str) -> Self {
        match (channel, payload.parse().map(GuildId)) {
            (LIBRARY_CHANNEL, Ok(guild)) => Self::Library(guild),
            (SETTINGS_CHANNEL, Ok(guild)) => Self::Settings(guild),
            (DELETED_CHANNEL, _) => Self::PersonalData(AskerPseudonym(payload.to_owned())),
            _ => Self::Resync,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notification_is_read_back() {
        for change in [
            Change::Library(GuildId(u64::MAX)),
            Change::Settings(GuildId(1)),
            Change::PersonalData(AskerPseudonym("a1".to_owned())),
        ] {
            let (channel, payload) = change.notification().unwrap();
            assert_eq!(Change::from_notification(channel, &payload), change);
        }
    }

    #[test]
    fn an_unknown_notification_is_a_resync() {
        for (channel, payload) in [("engram_library", "x"), ("other", "1"), ("", "")] {
            assert_eq!(Change::from_notification(channel, payload), Change::Resync);
        }
    }
}
