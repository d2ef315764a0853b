//! How long the bot timeouts for Discord, and how long before it tries again.

use std::hash::{BuildHasher as _, Hasher as _};
use std::time::Duration;

/// How long the bot timeouts for Discord. Nobody has a reason to change these but a test, which cannot wait so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For an answer to a request.
    pub answer: Duration,
    /// For a session to begin, once it is the shard's turn; with thousands of guilds that takes a while.
    pub session: Duration,
    /// Between two shards that identify, in whatever process: Discord's pace is 5 s, and the way there takes a while
    /// that is not always the same.
    pub turn: Duration,
    /// For anything from the gateway, which acknowledges a heartbeat about every 40 s.
    pub silence: Duration,
    /// Before the first new try; each wait is twice the one before.
    pub first_retry: Duration,
    /// Before any new try at most.
    pub last_retry: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            answer: Duration::from_secs(10),
            session: Duration::from_mins(1),
            turn: Duration::from_millis(5_200),
            silence: Duration::from_mins(2),
            first_retry: Duration::from_millis(500),
            last_retry: Duration::from_mins(1),
        }
    }
}

impl Timeouts {
    /// The timeouts before new tries.
    pub(crate) fn backoff(&self) -> Backoff {
        Backoff::new(self.first_retry, self.last_retry)
    }
}

/// Timeouts that double up to a limit, each cut by up to a half at random, so that after an outage not all bots come back
/// at once.
#[derive(Debug)]
pub(crate) struct Backoff {
    next: Duration,
    most: Duration,
}

impl Backoff {
    pub(crate) fn new(first: Duration, most: Duration) -> Self {
        Self { next: first, most }
    }

    pub(crate) fn next(&mut self) -> Duration {
        let wait = self.next;
        self.next = (wait * 2).min(self.most);
        wait.mul_f64(0.5 + random() / 2.0)
    }
}

/// A wait for the log.
pub(crate) fn millis(wait: Duration) -> u64 {
    u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)
}

/// A number from 0 to 1, good enough to spread timeouts.
fn random() -> f64 {
    let random = std::hash::RandomState::new().build_hasher().finish();
    f64::from(u32::try_from(random >> 32).unwrap_or(0)) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_limit() {
        let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(3));
        for most in [1, 2, 3, 3] {
            let (wait, most) = (backoff.next(), Duration::from_secs(most));
            assert!(wait >= most / 2 && wait <= most, "{wait:?}");
        }
    }

    #[test]
    fn an_outage_of_an_hour_costs_few_tries() {
        let mut backoff = Timeouts::default().backoff();
        let mut left = Duration::from_hours(1);
        let mut tries = 0;
        while let Some(rest) = left.checked_sub(backoff.next()) {
            (left, tries) = (rest, tries + 1);
        }
        assert!((60..=140).contains(&tries), "{tries}");
    }
}
