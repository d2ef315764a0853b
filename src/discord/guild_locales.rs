//! The languages of the guilds, as Discord tells them when the bot connects or a guild changes. In memory only.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::render::Locale;

/// The languages of the guilds; English of all that are not here.
#[derive(Default)]
pub(crate) struct GuildLocales {
    others: Mutex<HashMap<u64, Locale>>,
}

impl GuildLocales {
    /// Notes a guild's language.
    pub(crate) fn set(&self, guild: u64, locale: Locale) {
        if locale == Locale::English {
            self.others().remove(&guild);
        } else {
            self.others().insert(guild, locale);
        }
    }

    /// A guild's language.
    pub(crate) fn get(&self, guild: u64) -> Locale {
        self.others().get(&guild).copied().unwrap_or_default()
    }

    fn others(&self) -> MutexGuard<'_, HashMap<u64, Locale>> {
        self.others.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
