//! Saves the sessions of this process's shards, so that the next process with these shards resumes them and misses no
//! event: exactly at an orderly end, and at intervals in case the process is killed.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use twilight_gateway::ShardId;

use crate::Result;
use crate::discord::inbound::in_flight::InFlight;
use crate::store::{GatewaySession, Store};

/// Interval of saving. Events that were answered since the last save are replayed to the next process; Discord refuses a
/// second answer to them.
const SAVE_INTERVAL: Duration = Duration::from_millis(100);
/// Interval of saving a session in which no event was answered: the store returns no session that is minutes old, and
/// events that need no answer are cheap to replay.
const IDLE_SAVE_INTERVAL: Duration = Duration::from_secs(10);

/// Saves sessions to the store.
pub(crate) struct SessionStore {
    store: Store,
    /// The bot's number of shards, over all processes.
    total: u32,
    shards: Mutex<BTreeMap<u32, TrackedSession>>,
    /// Locked while saving, so that nothing older overwrites it.
    writing: tokio::sync::Mutex<()>,
}

/// One shard's session.
struct TrackedSession {
    in_flight: Arc<InFlight>,
    written: Option<Written>,
}

/// When a session was saved, and how many events were answered by then.
#[derive(Clone, Copy)]
struct Written {
    at: Instant,
    answers: u64,
}

impl SessionStore {
    pub(crate) fn new(store: Store, total: u32) -> Self {
        Self {
            store,
            total,
            shards: Mutex::default(),
            writing: tokio::sync::Mutex::default(),
        }
    }

    /// Takes the session that another process saved of a shard.
    pub(crate) async fn take(&self, shard: ShardId) -> Option<GatewaySession> {
        match self.store.take_session(shard.number(), self.total).await {
            Ok(left) => left,
            Err(error) => {
                tracing::warn!(%shard, %error, "the saved session could not be read; a new one is started");
                None
            }
        }
    }

    /// Sets a shard's current session.
    pub(crate) fn keep(&self, shard: ShardId, in_flight: Arc<InFlight>) {
        let kept = TrackedSession {
            in_flight,
            written: None,
        };
        self.shards().insert(shard.number(), kept);
    }

    /// Saves the sessions at intervals.
    pub(crate) async fn save_at_intervals(&self) -> Infallible {
        loop {
            tokio::time::sleep(SAVE_INTERVAL).await;
            if let Err(error) = self.write().await {
                tracing::debug!(%error, "sessions were not saved");
            }
        }
    }

    async fn write(&self) -> Result<()> {
        let _writing = self.writing.lock().await;
        let mut moved = Vec::new();
        let mut written = Vec::new();
        for (shard, kept) in &*self.shards() {
            // Counted first: what is answered in between is saved the next time.
            let now = Written {
                at: Instant::now(),
                answers: kept.in_flight.answers(),
            };
            if now.is_worth_writing_after(kept.written) {
                moved.push((*shard, kept.in_flight.resumable()));
                written.push((*shard, now));
            }
        }
        if moved.is_empty() {
            return Ok(());
        }
        self.store.save_sessions(self.total, &moved).await?;
        let mut shards = self.shards();
        for (shard, written) in written {
            if let Some(kept) = shards.get_mut(&shard) {
                kept.written = Some(written);
            }
        }
        Ok(())
    }

    /// Saves a shard's session for the next process with this shard. No event of it arrives here any more.
    pub(crate) async fn leave(&self, shard: ShardId) {
        let Some(kept) = self.shards().remove(&shard.number()) else {
            return;
        };
        let _writing = self.writing.lock().await;
        let left = [(shard.number(), kept.in_flight.at_the_end())];
        if let Err(error) = self.store.save_sessions(self.total, &left).await {
            tracing::warn!(%shard, %error, "the session was not saved for the next process");
        }
    }

    fn shards(&self) -> MutexGuard<'_, BTreeMap<u32, TrackedSession>> {
        self.shards.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Written {
    fn is_worth_writing_after(self, last: Option<Self>) -> bool {
        last.is_none_or(|last| {
            self.answers != last.answers || self.at.duration_since(last.at) >= IDLE_SAVE_INTERVAL
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_written_at_once_and_a_quiet_session_now_and_then() {
        let last = Written {
            at: Instant::now(),
            answers: 1,
        };
        let after = |wait, answers| Written {
            at: last.at + wait,
            answers,
        };
        assert!(last.is_worth_writing_after(None));
        assert!(after(SAVE_INTERVAL, 2).is_worth_writing_after(Some(last)));
        let almost = Duration::from_millis(9_999);
        assert!(!after(almost, 1).is_worth_writing_after(Some(last)));
        assert!(after(IDLE_SAVE_INTERVAL, 1).is_worth_writing_after(Some(last)));
    }
}
