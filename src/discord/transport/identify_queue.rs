//! The queue for IDENTIFY: Discord lets `max_concurrency` shards of a bot identify every five seconds, over all
//! processes.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, oneshot};
use tokio::time::sleep;
use twilight_gateway::queue::{InMemoryQueue, Queue};

use crate::store::{Lease, Store};

/// Margin after a lease ends, so that the next try finds it ended.
const LEASE_MARGIN: Duration = Duration::from_millis(5);

/// Grants IDENTIFY in order; cheap to clone.
#[derive(Debug, Clone)]
pub(crate) enum IdentifyQueue {
    /// All shards are in this process.
    Alone(InMemoryQueue),
    /// Leases in the store, shared by several processes.
    Shared(Arc<Shared>),
}

/// A queue shared by all processes on one store.
#[derive(Debug)]
pub(crate) struct Shared {
    store: Store,
    period: Duration,
    /// One lane for each rate-limit key (`shard % max_concurrency`); shards of this process wait here in order.
    lanes: Vec<Mutex<()>>,
}

impl IdentifyQueue {
    pub(crate) fn alone(queue: InMemoryQueue) -> Self {
        Self::Alone(queue)
    }

    /// Leases of this length, `at_a_time` in parallel.
    pub(crate) fn shared(store: Store, at_a_time: u16, period: Duration) -> Self {
        Self::Shared(Arc::new(Shared {
            store,
            period,
            lanes: (0..at_a_time.max(1)).map(|_| Mutex::default()).collect(),
        }))
    }
}

impl Shared {
    async fn take(&self, shard: u32) {
        let lane = shard as usize % self.lanes.len();
        let _in_order = self.lanes[lane].lock().await;
        let name = format!("identify {lane}");
        loop {
            match self.store.try_lease(&name, self.period).await {
                Ok(Lease::Acquired) => return,
                Ok(Lease::Held(wait)) => sleep(wait + LEASE_MARGIN).await,
                Err(error) => {
                    // The interval holds within this process at least; a shard that Discord refuses tries again.
                    tracing::warn!(shard, %error, "other processes may identify at the same time");
                    return sleep(self.period).await;
                }
            }
        }
    }
}

impl Queue for IdentifyQueue {
    fn enqueue(&self, shard: u32) -> oneshot::Receiver<()> {
        let queue = match self {
            Self::Alone(queue) => return queue.enqueue(shard),
            Self::Shared(queue) => Arc::clone(queue),
        };
        let (mut give, given) = oneshot::channel();
        // Ends when the shard may identify, or is dropped.
        tokio::spawn(async move {
            tokio::select! {
                () = give.closed() => return,
                () = queue.take(shard) => {}
            }
            let _ = give.send(());
        });
        given
    }
}
