//! An invocation with the settings of its guild and its time of arrival: built once, on arrival.

use std::time::{Duration, Instant};

use crate::answer::Thresholds;
use crate::article::GuildId;
use crate::config::PageTurners;
use crate::discord::inbound::invocation::{Command, Invocation, RequestedVisibility};
use crate::render::Locale;
use crate::render::discord::{Audience, SeenBy, Shown};
use crate::store::{self, GuildSettings};

/// Discord wants the first response within 3 s; this leaves time for it to travel.
const DEFER_AFTER: Duration = Duration::from_millis(1_500);

/// The operator's settings: the defaults for guilds that have not set their own.
#[derive(Debug, Clone)]
pub(crate) struct Policy {
    /// The guild whose managers may reindex the shared articles.
    pub(crate) home_guild: Option<u64>,
    /// Channels with public answers, unless a guild has chosen its own; all if empty.
    pub(crate) channels: Vec<u64>,
    pub(crate) page_turners: PageTurners,
    /// Probability thresholds, unless a guild has set its own.
    pub(crate) thresholds: Thresholds,
    /// Time to refill one question of a user's rate limit, unless a guild has set its own.
    pub(crate) cooldown: Duration,
}

/// An invocation with the settings of its guild and the time of its arrival: built once for each.
#[derive(Debug, Clone)]
pub(crate) struct CommandContext {
    pub(crate) invocation: Invocation,
    pub(crate) settings: GuildSettings,
    /// Whether those are the guild's own. If not, every answer is private, since the guild may have chosen that.
    pub(crate) settings_known: bool,
    /// When the event arrived.
    pub(crate) received: Instant,
}

impl CommandContext {
    pub(crate) fn new(
        invocation: Invocation,
        settings: Option<GuildSettings>,
        received: Instant,
    ) -> Self {
        Self {
            received,
            invocation,
            settings_known: settings.is_some(),
            settings: settings.unwrap_or_default(),
        }
    }

    /// When the first response is due: a reply that is not ready by then is deferred.
    pub(crate) fn defer_at(&self) -> Instant {
        self.received + DEFER_AFTER
    }

    /// Whether only the user sees the reply. Decided before any work, since a deferral fixes it.
    pub(crate) fn is_private(&self, policy: &Policy) -> bool {
        match &self.invocation.command {
            Command::Autocomplete { .. } => false,
            Command::Ask(request) => !self.is_open(request.visibility, policy),
            _ => true,
        }
    }

    /// The language of what only the user sees.
    pub(crate) fn locale(&self) -> Locale {
        self.invocation.locales.user
    }

    /// The guild it was given in.
    pub(crate) fn guild(&self) -> Option<GuildId> {
        self.invocation.place.guild_id()
    }

    /// Whether the bot may post public messages in the channel of the invocation.
    pub(crate) fn speaks_openly(&self, policy: &Policy) -> bool {
        let place = &self.invocation.place;
        if !self.settings_known {
            return false;
        }
        let channels = if self.settings.answer_channels.is_empty() {
            &policy.channels
        } else {
            &self.settings.answer_channels
        };
        place.guild.is_none()
            || channels.is_empty()
            || channels.contains(&place.channel)
            || place.parent.is_some_and(|parent| {
                channels.contains(&parent) || self.settings.forums.contains(&parent)
            })
    }

    /// How the first page of an answer is shown to these people.
    pub(crate) fn shown(&self, audience: Audience, policy: &Policy) -> Shown<'static> {
        let seen_by = match audience {
            // In a direct message nobody else sees it.
            Audience::Everyone => SeenBy::Everyone {
                removable: self.invocation.place.guild.is_some(),
            },
            Audience::Asker => SeenBy::Asker {
                shareable: self.speaks_openly(policy),
            },
        };
        let locale = match audience {
            Audience::Everyone => self.invocation.locales.public,
            Audience::Asker => self.locale(),
        };
        Shown::first_page(self.invocation.actor.user, seen_by, locale)
    }

    /// The guild's own probability thresholds, if it has set any.
    pub(crate) fn thresholds(&self, policy: &Policy) -> Option<Thresholds> {
        thresholds(&self.settings, policy.thresholds)
    }

    /// Whether an answer is public, given what its asker chose.
    pub(crate) fn is_open(&self, wish: RequestedVisibility, policy: &Policy) -> bool {
        let open = match wish {
            RequestedVisibility::Public => true,
            RequestedVisibility::Private => false,
            RequestedVisibility::Default => self.settings.visibility == store::Visibility::Public,
        };
        open && self.speaks_openly(policy)
    }
}

/// A guild's own probability thresholds, if it has set any; `default` gives what it has not set.
pub(crate) fn thresholds(settings: &GuildSettings, default: Thresholds) -> Option<Thresholds> {
    let answer_at = settings.answer_at?;
    Some(Thresholds {
        answer_at,
        closest_at: default.closest_at.min(answer_at),
    })
}
