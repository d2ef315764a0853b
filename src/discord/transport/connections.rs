//! The state of the gateway connections, for the health page and metrics.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The connections of this process by shard number. Cheap to clone; clones share state.
#[derive(Debug, Clone, Default)]
pub struct Connections(Arc<Mutex<BTreeMap<u32, ConnectionState>>>);

/// The current state of one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ConnectionState {
    /// Whether a session is active.
    pub connected: bool,
    /// Latency of the last heartbeat; none before the first.
    pub latency: Option<Duration>,
}

impl Connections {
    /// Replaces all connections by unconnected ones for these shards.
    pub(crate) fn begin(&self, shards: impl IntoIterator<Item = u32>) {
        *self.now() = shards
            .into_iter()
            .map(|shard| (shard, ConnectionState::default()))
            .collect();
    }

    /// Sets whether a shard is connected.
    pub(crate) fn connected(&self, shard: u32, connected: bool) {
        self.now().entry(shard).or_default().connected = connected;
    }

    /// Records the latency of a heartbeat.
    pub(crate) fn answered(&self, shard: u32, latency: Duration) {
        self.now().entry(shard).or_default().latency = Some(latency);
    }

    /// Every connection; empty before the first is tried.
    pub fn states(&self) -> BTreeMap<u32, ConnectionState> {
        self.now().clone()
    }

    fn now(&self) -> MutexGuard<'_, BTreeMap<u32, ConnectionState>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
