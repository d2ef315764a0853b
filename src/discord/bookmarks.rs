//! Where the sessions of this process's shards stand, for the process that keeps the shards next: it goes on there, so
//! that nothing is missed. A process that ends in order leaves that exactly; the store is told all the while as well,
//! for one that is killed.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use twilight_gateway::ShardId;

use super::ledger::Ledger;
use crate::Result;
use crate::store::{GatewaySession, Store};

/// How often it is written. What was answered since the last time is told again to the next process; Discord refuses a
/// second answer to it.
const EVERY: Duration = Duration::from_millis(100);
/// A session that only heard what is for others is written after so many events: telling them again is cheap.
const EVENTS: u64 = 500;

/// Tells the store where sessions stand.
pub(super) struct Bookmarks {
    store: Store,
    /// How many shards the bot has in all.
    total: u32,
    shards: Mutex<BTreeMap<u32, Kept>>,
    /// Held while something is written, so that nothing older is written over it.
    writing: tokio::sync::Mutex<()>,
}

/// One shard's session.
struct Kept {
    ledger: Arc<Ledger>,
    written: Option<Written>,
}

/// How far a session had come when it was written.
#[derive(Clone, Copy)]
struct Written {
    answers: u64,
    sequence: u64,
}

impl Bookmarks {
    pub(super) fn new(store: Store, total: u32) -> Self {
        Self {
            store,
            total,
            shards: Mutex::default(),
            writing: tokio::sync::Mutex::default(),
        }
    }

    /// Takes the session that another process left of a shard.
    pub(super) async fn take(&self, shard: ShardId) -> Option<GatewaySession> {
        match self.store.take_session(shard.number(), self.total).await {
            Ok(left) => left,
            Err(error) => {
                tracing::warn!(%shard, %error, "no session to go on with is to be had");
                None
            }
        }
    }

    /// From now on this is a shard's session.
    pub(super) fn keep(&self, shard: ShardId, ledger: Arc<Ledger>) {
        let kept = Kept {
            ledger,
            written: None,
        };
        self.shards().insert(shard.number(), kept);
    }

    /// Tells the store where the sessions stand, again and again.
    pub(super) async fn write_on(&self) -> Infallible {
        loop {
            tokio::time::sleep(EVERY).await;
            if let Err(error) = self.write().await {
                tracing::debug!(%error, "where sessions stand was not kept");
            }
        }
    }

    async fn write(&self) -> Result<()> {
        let _writing = self.writing.lock().await;
        let mut moved = Vec::new();
        let mut written = Vec::new();
        for (shard, kept) in &*self.shards() {
            // Counted first: what is answered in between is written the next time.
            let answers = kept.ledger.answers();
            let session = kept.ledger.standing();
            let sequence = session.sequence;
            if kept.is_worth_writing(answers, sequence) {
                moved.push((*shard, session));
                written.push((*shard, Written { answers, sequence }));
            }
        }
        if moved.is_empty() {
            return Ok(());
        }
        self.store.leave_sessions(self.total, &moved).await?;
        let mut shards = self.shards();
        for (shard, written) in written {
            if let Some(kept) = shards.get_mut(&shard) {
                kept.written = Some(written);
            }
        }
        Ok(())
    }

    /// Leaves a shard's session to whoever keeps the shard next. Nothing is heard of it here any more.
    pub(super) async fn leave(&self, shard: ShardId) {
        let Some(kept) = self.shards().remove(&shard.number()) else {
            return;
        };
        let _writing = self.writing.lock().await;
        let left = [(shard.number(), kept.ledger.at_the_end())];
        if let Err(error) = self.store.leave_sessions(self.total, &left).await {
            tracing::warn!(%shard, %error, "the next process has no session to go on with");
        }
    }

    fn shards(&self) -> MutexGuard<'_, BTreeMap<u32, Kept>> {
        self.shards.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn is_worth_writing(&self, answers: u64, sequence: u64) -> bool {
        self.written.is_none_or(|written| {
            written.answers != answers || sequence >= written.sequence.saturating_add(EVENTS)
        })
    }
}
