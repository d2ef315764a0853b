//! The channels in which messages and interactions happen.

use super::GUILD;

/// A guild channel, a thread or a DM.
#[derive(Debug, Clone)]
pub(crate) struct Channel {
    pub(crate) guild: Option<u64>,
    pub(crate) id: u64,
    /// Discord's channel type: 0 text, 1 DM, 3 group DM, 11 public thread.
    pub(crate) kind: u8,
    pub(crate) name: String,
    pub(crate) parent: Option<u64>,
    /// The bot is not a member there: the user has installed it.
    pub(crate) user_install: bool,
}

/// A text channel of the test's guild.
impl Default for Channel {
    fn default() -> Self {
        Self::text(8_000_000_000_000_000_001)
    }
}

impl Channel {
    /// A text channel with this id in the test's guild.
    pub(crate) fn text(id: u64) -> Self {
        Self {
            guild: Some(GUILD),
            id,
            kind: 0,
            name: "questions".to_owned(),
            parent: None,
            user_install: false,
        }
    }

    /// A channel of another server that the bot is in.
    pub(crate) fn in_guild(guild: u64, id: u64) -> Self {
        Self {
            guild: Some(guild),
            ..Self::text(id)
        }
    }

    pub(crate) fn dm() -> Self {
        Self {
            guild: None,
            id: 8_100_000_000_000_000_001,
            kind: 1,
            name: String::new(),
            parent: None,
            user_install: false,
        }
    }

    pub(crate) fn group_dm() -> Self {
        Self {
            guild: None,
            id: 8_100_000_000_000_000_002,
            kind: 3,
            name: String::new(),
            parent: None,
            user_install: true,
        }
    }

    /// A channel of a guild that the bot is not in.
    pub(crate) fn elsewhere() -> Self {
        Self {
            guild: Some(GUILD + 7),
            user_install: true,
            ..Self::text(8_200_000_000_000_000_001)
        }
    }

    pub(crate) fn thread(id: u64, name: &str) -> Self {
        Self {
            kind: 11,
            name: name.to_owned(),
            parent: Some(8_300_000_000_000_000_001),
            ..Self::text(id)
        }
    }
}
