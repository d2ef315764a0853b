//! Bounds how many events are handled at a time, and admits each of them once.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::metric::{self, Rejection};

/// Events handled at a time; later ones are answered with "busy".
const MAX_RUNNING: u32 = 1_000;
/// "Busy" replies sent at a time; beyond that events are dropped without a reply.
const MAX_REJECTING: usize = 500;
/// Ids of events that are remembered, to tell a duplicate: a few seconds of the largest flood, or hours of quiet.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(20_000).unwrap();

/// Admits events while there is room.
pub(crate) struct Admission {
    running: Arc<Semaphore>,
    rejecting: Arc<Semaphore>,
    seen: Mutex<LruCache<u64, ()>>,
}

/// Guard: an event counts as running until dropped.
pub(crate) struct Permit {
    _room: OwnedSemaphorePermit,
    _running: metric::InFlight,
}

impl Default for Admission {
    fn default() -> Self {
        Self {
            running: Arc::new(Semaphore::new(MAX_RUNNING as usize)),
            rejecting: Arc::new(Semaphore::new(MAX_REJECTING)),
            seen: Mutex::new(LruCache::new(REMEMBERED)),
        }
    }
}

impl Admission {
    /// Whether this interaction or message, named by its id, has not arrived in this process before. Discord may
    /// deliver an event twice.
    pub(crate) fn is_first(&self, event: u64) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.put(event, ()).is_none()
    }

    /// Admits one more event, if there is room.
    pub(crate) fn begin(&self) -> Option<Permit> {
        let room = Arc::clone(&self.running).try_acquire_owned().ok()?;
        Some(Permit {
            _room: room,
            _running: metric::InFlight::begin(),
        })
    }

    /// Room to send one more "busy" reply.
    pub(crate) fn reject(&self) -> Option<OwnedSemaphorePermit> {
        let room = Arc::clone(&self.rejecting).try_acquire_owned().ok();
        metric::rejected(match room {
            Some(_) => Rejection::Replied,
            None => Rejection::Dropped,
        });
        room
    }

    /// Waits until nothing is running.
    pub(crate) async fn idle(&self) {
        let _ = self.running.acquire_many(MAX_RUNNING).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duplicate_is_told_from_a_first_event_while_it_is_remembered() {
        let admission = Admission::default();
        let remembered = REMEMBERED.get() as u64;
        assert!(admission.is_first(0));
        assert!(!admission.is_first(0));
        assert!((1..remembered).all(|event| admission.is_first(event)));
        assert!(!admission.is_first(0), "it is the newest again");
        assert!(admission.is_first(remembered));
        assert!(admission.is_first(1), "it was the oldest");
    }

    #[test]
    fn events_beyond_the_bound_are_not_admitted() {
        let admission = Admission::default();
        let mut running: Vec<Permit> = (0..MAX_RUNNING).filter_map(|_| admission.begin()).collect();
        assert_eq!(running.len(), MAX_RUNNING as usize);
        assert!(admission.begin().is_none());
        running.pop();
        assert!(admission.begin().is_some());
    }
}
