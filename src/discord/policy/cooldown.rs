//! Rate limits of questions: for each user, channel and guild.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

use crate::config::{Cooldowns, RateLimit};
use crate::discord::inbound::invocation::Place;
use crate::render::discord::LimitScope;

/// Entries whose limit has refilled are removed after this many questions.
const SWEEP_EVERY: u32 = 500;

/// Votes of one person in a minute.
const VOTES: u32 = 20;
/// Direct messages that the bot opens in a minute, to all people together: Discord takes a bot that opens many for spam.
const DMS: u32 = 30;

type Limiter<K = u64> = RateLimiter<K, HashMapStateStore<K>, DefaultClock>;

/// All rate limits.
pub(crate) struct RateLimits {
    person: Limiter,
    channel: Limiter,
    guild: Limiter,
    /// One person in a guild that has set a cooldown of its own, by its seconds.
    own: Mutex<HashMap<u32, Limiter<(u64, u64)>>>,
    votes: Limiter,
    /// Notices "too fast" or "busy" to one user, where that takes a message or a reaction.
    notices: Limiter,
    /// Direct messages in reply to a message in a guild.
    dms: DefaultDirectRateLimiter,
    asked: AtomicU32,
}

/// Too many questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RateLimited {
    pub(crate) who: LimitScope,
    /// Until the next one is allowed, at least one.
    pub(crate) seconds: u64,
}

fn limiter<K: Hash + Eq + Clone>(limit: RateLimit) -> Limiter<K> {
    RateLimiter::hashmap(quota(limit))
}

fn quota(limit: RateLimit) -> Quota {
    Quota::with_period(limit.refill()).map_or_else(
        || Quota::per_second(limit.questions()),
        |quota| quota.allow_burst(limit.questions()),
    )
}

impl RateLimits {
    pub(crate) fn new(cooldowns: &Cooldowns) -> Self {
        Self {
            person: limiter(cooldowns.person),
            channel: limiter(cooldowns.channel),
            guild: limiter(cooldowns.guild),
            own: Mutex::default(),
            votes: limiter(RateLimit::new(VOTES, Duration::from_mins(1))),
            notices: limiter(RateLimit::new(1, Duration::from_mins(1))),
            dms: RateLimiter::direct(quota(RateLimit::new(DMS, Duration::from_mins(1)))),
            asked: AtomicU32::new(0),
        }
    }

    /// Counts a question. `own_seconds` is the cooldown of one person that the guild has set, if it has.
    pub(crate) fn count(
        &self,
        user: u64,
        place: Place,
        own_seconds: Option<u32>,
    ) -> Result<(), RateLimited> {
        self.sweep_now_and_then();
        check(&self.person, &user, LimitScope::Person)?;
        if let Some((guild, seconds)) = place.guild.zip(own_seconds) {
            let own_limit = RateLimit::new(1, Duration::from_secs(seconds.into()));
            let mut own = self.own();
            let limiter = own.entry(seconds).or_insert_with(|| limiter(own_limit));
            check(limiter, &(guild, user), LimitScope::Person)?;
        }
        self.count_post(place)
    }

    /// Counts a public post, for its channel and guild only.
    pub(crate) fn count_post(&self, place: Place) -> Result<(), RateLimited> {
        if let Some(guild) = place.guild {
            check(&self.channel, &place.channel, LimitScope::Channel)?;
            check(&self.guild, &guild, LimitScope::Guild)?;
        }
        Ok(())
    }

    /// Counts a vote.
    pub(crate) fn count_vote(&self, user: u64) -> Result<(), RateLimited> {
        check(&self.votes, &user, LimitScope::Person)
    }

    /// Counts a direct message in reply to a message in a guild; returns whether it may be sent.
    pub(crate) fn may_open_dm(&self) -> bool {
        self.dms.check().is_ok()
    }

    /// Counts a notice to a user; returns whether it may be sent.
    pub(crate) fn may_notify(&self, user: u64) -> bool {
        self.notices.check_key(&user).is_ok()
    }

    /// Forgets, once in [`SWEEP_EVERY`] questions, what no longer limits anything.
    fn sweep_now_and_then(&self) {
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY != SWEEP_EVERY - 1 {
            return;
        }
        for limiter in [
            &self.person,
            &self.channel,
            &self.guild,
            &self.votes,
            &self.notices,
        ] {
            limiter.retain_recent();
        }
        self.own().retain(|_, limiter| {
            limiter.retain_recent();
            !limiter.is_empty()
        });
    }

    /// The lock is held for a look-up, never while something waits.
    fn own(&self) -> MutexGuard<'_, HashMap<u32, Limiter<(u64, u64)>>> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn check<K: Hash + Eq + Clone>(
    limiter: &Limiter<K>,
    key: &K,
    who: LimitScope,
) -> Result<(), RateLimited> {
    limiter.check_key(key).map_err(|not_yet| RateLimited {
        who,
        seconds: not_yet
            .wait_time_from(DefaultClock::default().now())
            .as_secs()
            + 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::inbound::invocation::Source;

    #[test]
    fn each_scope_has_its_limit() {
        let hour = Duration::from_hours(1);
        let rate_limits = RateLimits::new(&Cooldowns {
            person: RateLimit::new(2, hour),
            channel: RateLimit::new(3, hour),
            guild: RateLimit::new(4, hour),
        });
        let ask = |user, channel| {
            let place = Place {
                guild: Some(1),
                channel,
                parent: None,
                source: Source::Message,
            };
            rate_limits
                .count(user, place, None)
                .map_err(|too_fast| too_fast.who)
        };
        assert_eq!(ask(1, 1), Ok(()));
        assert_eq!(ask(1, 1), Ok(()));
        assert_eq!(ask(1, 2), Err(LimitScope::Person));
        assert_eq!(ask(2, 1), Ok(()));
        assert_eq!(ask(2, 1), Err(LimitScope::Channel));
        assert_eq!(ask(3, 2), Ok(()));
        assert_eq!(ask(4, 2), Err(LimitScope::Guild));
        assert!(rate_limits.may_notify(1) && !rate_limits.may_notify(1));
    }

    #[test]
    fn few_direct_messages_are_opened_in_a_minute() {
        let rate_limits = RateLimits::new(&Cooldowns::default());
        let opened = (0..DMS + 10).filter(|_| rate_limits.may_open_dm()).count();
        assert!(
            opened >= DMS as usize && opened < DMS as usize + 10,
            "{opened}"
        );
    }

    #[test]
    fn a_guild_can_have_its_own_cooldown() {
        let plenty = RateLimit::new(100, Duration::from_hours(1));
        let rate_limits = RateLimits::new(&Cooldowns {
            person: plenty,
            channel: plenty,
            guild: plenty,
        });
        let ask = |guild, user| {
            let place = Place {
                guild: Some(guild),
                channel: 1,
                parent: None,
                source: Source::Interaction,
            };
            rate_limits
                .count(user, place, (guild == 1).then_some(3_600))
                .map_err(|too_fast| too_fast.who)
        };
        assert_eq!(ask(1, 1), Ok(()));
        assert_eq!(ask(1, 1), Err(LimitScope::Person));
        assert_eq!(ask(1, 2), Ok(()));
        assert_eq!(ask(2, 1), Ok(()));
        assert_eq!(ask(2, 1), Ok(()));
    }
}
