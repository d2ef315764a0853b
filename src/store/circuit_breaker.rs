//! A circuit breaker for a remote database: while it is unavailable, calls fail at once instead of each waiting for a
//! timeout, and one caller per [`PROBE_INTERVAL`] probes it.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::fault;

/// While the breaker is open, one call per interval is let through as a probe.
const PROBE_INTERVAL: Duration = Duration::from_secs(1);

/// See the module's documentation.
#[derive(Default)]
pub(super) struct CircuitBreaker(Mutex<State>);

#[derive(Clone, Copy)]
enum State {
    Closed {
        /// Time of the last successful call, if any.
        last_success: Option<Instant>,
    },
    Open {
        /// Time of the last probe, if any.
        last_probe: Option<Instant>,
    },
}

/// What a caller may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Permit {
    /// Call: the last call succeeded.
    Call,
    /// Call, for everybody: the database is unavailable, or was. The caller must make the call.
    Probe,
    /// Fail without a call.
    Reject,
}

impl Default for State {
    fn default() -> Self {
        Self::Closed { last_success: None }
    }
}

impl CircuitBreaker {
    /// Fails at once while the breaker is open, except for one probe per [`PROBE_INTERVAL`].
    pub(super) fn check(&self, operation: &'static str, location: &str) -> crate::Result<()> {
        match self.permit(Instant::now()) {
            Permit::Call | Permit::Probe => Ok(()),
            Permit::Reject => Err(fault::circuit_open(operation, location)),
        }
    }

    /// What the caller may do now. Checks and claims the probe atomically.
    pub(super) fn permit(&self, now: Instant) -> Permit {
        let mut state = self.state();
        match *state {
            State::Closed { .. } => Permit::Call,
            State::Open {
                last_probe: Some(last),
            } if now.saturating_duration_since(last) < PROBE_INTERVAL => Permit::Reject,
            State::Open { .. } => {
                *state = State::Open {
                    last_probe: Some(now),
                };
                Permit::Probe
            }
        }
    }

    /// Records the result of a call and when that call started.
    pub(super) fn record(&self, is_unavailable: bool, started: Instant) {
        let mut state = self.state();
        *state = match *state {
            // A later call has succeeded since: this failure is outdated.
            State::Closed {
                last_success: Some(succeeded),
            } if is_unavailable && succeeded > started => return,
            _ if is_unavailable => State::Open {
                last_probe: Some(Instant::now()),
            },
            _ => State::Closed {
                last_success: Some(Instant::now()),
            },
        };
    }

    /// A connection was lost, and the database may be unavailable: the next caller probes at once.
    pub(super) fn half_open(&self) {
        let mut state = self.state();
        if matches!(*state, State::Closed { .. }) {
            *state = State::Open { last_probe: None };
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn while_open_one_caller_per_interval_probes() {
        let breaker = CircuitBreaker::default();
        let now = Instant::now();
        assert_eq!(breaker.permit(now), Permit::Call);
        breaker.record(true, now);
        assert!(breaker.check("reading", "here").is_err());
        let later = Instant::now() + PROBE_INTERVAL;
        assert_eq!(breaker.permit(later), Permit::Probe);
        assert_eq!(breaker.permit(later + PROBE_INTERVAL / 2), Permit::Reject);
        assert_eq!(breaker.permit(later + PROBE_INTERVAL), Permit::Probe);
        breaker.record(false, later);
        assert_eq!(breaker.permit(later + PROBE_INTERVAL), Permit::Call);
        assert!(breaker.check("reading", "here").is_ok());
    }

    #[test]
    fn after_a_lost_connection_one_caller_probes_at_once() {
        let breaker = CircuitBreaker::default();
        breaker.half_open();
        let now = Instant::now();
        assert_eq!(breaker.permit(now), Permit::Probe, "nobody has probed");
        breaker.half_open();
        assert_eq!(breaker.permit(now), Permit::Reject);
        breaker.record(false, now);
        assert_eq!(breaker.permit(now), Permit::Call);
    }

    #[test]
    fn an_outdated_failure_does_not_open_the_breaker() {
        let breaker = CircuitBreaker::default();
        let started = Instant::now();
        breaker.record(true, started);
        breaker.record(false, started);
        breaker.record(true, started);
        assert_eq!(breaker.permit(started), Permit::Call);
        let later = Instant::now() + PROBE_INTERVAL;
        breaker.record(true, later);
        assert_eq!(breaker.permit(started), Permit::Reject);
    }
}
