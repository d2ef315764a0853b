//! Timeouts for Discord, and waits between retries.

use std::time::Duration;

use backon::{BackoffBuilder as _, ConstantBuilder, ExponentialBuilder};

/// Timeouts for Discord, and waits between retries. Only tests change them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For the response to a request.
    pub answer: Duration,
    /// For a session to begin after IDENTIFY; with thousands of guilds that takes a while.
    pub session: Duration,
    /// Between two shards that identify, in all processes: Discord allows one in 5 s, and the rest is for network
    /// latency, which varies.
    pub identify_interval: Duration,
    /// For the next frame from the gateway, which acknowledges a heartbeat about every 40 s.
    pub silence: Duration,
    /// Before the first new try; each wait is twice the one before.
    pub first_retry: Duration,
    /// Longest wait before a retry. Together with the connect timeout, the bot is back at most 15 s after an outage.
    pub last_retry: Duration,
    /// Before a new session, after Discord has refused the old one: this long to twice as long. Discord wants 1 to 5 s.
    /// <https://discord.com/developers/docs/events/gateway#resuming>
    pub refused_session: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            answer: Duration::from_secs(10),
            session: Duration::from_mins(1),
            identify_interval: Duration::from_millis(5_200),
            silence: Duration::from_mins(2),
            first_retry: Duration::from_millis(500),
            last_retry: Duration::from_secs(10),
            refused_session: Duration::from_secs(2),
        }
    }
}

impl Timeouts {
    /// The waits before new tries: they double up to [`Timeouts::last_retry`], and up to a half of each is random, so
    /// that after an outage not all bots come back at once. It never ends.
    pub(crate) fn backoff(&self) -> impl Iterator<Item = Duration> + use<> {
        // backon adds up to as much again to each wait.
        ExponentialBuilder::new()
            .with_factor(2.0)
            .with_min_delay(self.first_retry / 2)
            .with_max_delay(self.last_retry / 2)
            .without_max_times()
            .with_jitter()
            .build()
    }

    /// The wait before a new session, after the old one was refused.
    pub(crate) fn identify_wait(&self) -> Duration {
        let waits = ConstantBuilder::new().with_delay(self.refused_session);
        let wait = waits.with_jitter().build().next();
        wait.unwrap_or(self.refused_session)
    }
}

/// A wait for the log.
pub(crate) fn millis(wait: Duration) -> u64 {
    u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::rest;

    #[test]
    fn waits_double_up_to_a_limit() {
        let timeouts = Timeouts {
            first_retry: Duration::from_secs(1),
            last_retry: Duration::from_secs(3),
            ..Timeouts::default()
        };
        for (wait, most) in timeouts.backoff().zip([1, 2, 3, 3]) {
            let most = Duration::from_secs(most);
            assert!(wait >= most / 2 && wait <= most, "{wait:?}");
        }
    }

    #[test]
    fn an_outage_of_an_hour_costs_few_hundred_tries() {
        let mut backoff = Timeouts::default().backoff();
        let mut left = Duration::from_hours(1);
        let mut tries = 0;
        while let Some(rest) = left.checked_sub(backoff.next().unwrap()) {
            (left, tries) = (rest, tries + 1);
        }
        assert!((360..=740).contains(&tries), "{tries}");
    }

    #[test]
    fn an_outage_is_overshot_by_15_seconds_at_most() {
        let longest = Timeouts::default().last_retry + rest::CONNECT_TIMEOUT;
        assert!(longest <= Duration::from_secs(15), "{longest:?}");
    }

    #[test]
    fn a_new_session_begins_1_to_5_seconds_after_the_old_one_was_refused() {
        for _ in 0..100 {
            let wait = Timeouts::default().identify_wait();
            assert!((1..=5).contains(&wait.as_secs()), "{wait:?}");
        }
    }
}
