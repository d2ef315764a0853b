//! What is wrong with the store at the moment, for operators: set by the call that fails, cleared by one that proves the
//! opposite.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{Store, now};
use crate::Result;

/// Least time between two probes of a faulty store.
const PROBE_INTERVAL: Duration = Duration::from_secs(1);

/// A reason why calls fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) what: String,
    /// Reads still succeed, as on a full disk: only a commit proves that it is over.
    pub(super) only_writes: bool,
}

/// The current fault, if any.
#[derive(Default)]
pub(super) struct Health(Mutex<State>);

#[derive(Default)]
struct State {
    fault: Option<Fault>,
    last_probe: Option<Instant>,
}

impl Health {
    pub(super) fn set(&self, fault: Fault) {
        self.state().fault = Some(fault);
    }

    /// A call that may have been a read succeeded.
    pub(super) fn call_succeeded(&self) {
        let mut state = self.state();
        if state.fault.as_ref().is_some_and(|fault| !fault.only_writes) {
            state.fault = None;
        }
    }

    /// A commit succeeded.
    pub(super) fn commit_succeeded(&self) {
        self.state().fault = None;
    }

    /// Whether there is a fault to probe now. Checks and claims the probe atomically.
    fn claim_probe(&self, now: Instant) -> bool {
        let mut state = self.state();
        let is_due = state
            .last_probe
            .is_none_or(|last| now.saturating_duration_since(last) >= PROBE_INTERVAL);
        let claimed = state.fault.is_some() && is_due;
        if claimed {
            state.last_probe = Some(now);
        }
        claimed
    }

    pub(super) fn fault(&self) -> Option<Fault> {
        self.state().fault.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    /// Why calls fail at the moment; `None` if they succeed. While there is a fault, probes the store with a write, at
    /// most once a second.
    pub async fn fault(&self) -> Option<String> {
        let health = &self.inner.health;
        if health.claim_probe(Instant::now()) {
            // The call records what it finds.
            let _ = self.probe().await;
        }
        health.fault().map(|fault| fault.what)
    }

    async fn probe(&self) -> Result<()> {
        self.call_even_if_open("probing the store", async {
            let mut tx = self.begin_write().await?;
            sqlx::query(
                "INSERT INTO meta (name, value) VALUES ('probe', $1)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            )
            .bind(now().as_millisecond().to_string())
            .execute(tx.connection())
            .await?;
            tx.commit().await
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(only_writes: bool) -> Fault {
        Fault {
            what: "the disk is full".to_owned(),
            only_writes,
        }
    }

    #[test]
    fn a_read_does_not_clear_a_fault_of_writes() {
        let health = Health::default();
        health.set(fault(true));
        health.call_succeeded();
        assert!(health.fault().is_some());
        health.commit_succeeded();
        assert!(health.fault().is_none());
        health.set(fault(false));
        health.call_succeeded();
        assert!(health.fault().is_none());
    }

    #[test]
    fn only_a_fault_is_probed_once_per_interval() {
        let health = Health::default();
        let now = Instant::now();
        assert!(!health.claim_probe(now));
        health.set(fault(true));
        assert!(health.claim_probe(now));
        assert!(!health.claim_probe(now));
        assert!(health.claim_probe(now + PROBE_INTERVAL));
    }
}
