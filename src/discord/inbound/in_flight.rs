//! The events of one shard's session that are still being answered: they tell from which sequence number another process
//! has to resume if this one is killed. Some of what Discord replays then was answered already; Discord refuses the
//! second answer: an interaction takes one first response, and a message's id is the nonce of its reply.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::GatewaySession;

/// The events in flight of a session; of none by default. The lock is never held across an await.
#[derive(Default)]
pub(crate) struct InFlight {
    session: String,
    url: String,
    entries: Mutex<Entries>,
}

#[derive(Default)]
struct Entries {
    /// Sequence number of the last event.
    last_sequence: u64,
    /// Sequence numbers of the events that are being answered.
    in_flight: BTreeSet<u64>,
    /// How many events were answered in all.
    answers: u64,
    /// Whether Discord is replaying what the process before may have answered.
    replaying: bool,
}

/// Guard: the event counts as in flight until dropped.
pub(crate) struct Delivery {
    in_flight: Arc<InFlight>,
    sequence: u64,
    replayed: bool,
}

impl InFlight {
    /// For a session that begins.
    pub(crate) fn of(session: String, url: String) -> Self {
        Self {
            session,
            url,
            entries: Mutex::default(),
        }
    }

    /// For a session that is resumed after another process.
    pub(crate) fn resuming(session: GatewaySession) -> Self {
        let in_flight = Self::of(session.id, session.url);
        {
            let mut entries = in_flight.entries();
            entries.last_sequence = session.sequence;
            entries.replaying = true;
        }
        in_flight
    }

    /// Notes the sequence number of an event that has arrived.
    pub(crate) fn observe(&self, sequence: u64) {
        self.entries().last_sequence = sequence;
    }

    /// Notes that the replay is complete.
    pub(crate) fn catch_up(&self) {
        self.entries().replaying = false;
    }

    /// Counts the event that arrived last as in flight.
    pub(crate) fn begin(self: &Arc<Self>) -> Delivery {
        let mut entries = self.entries();
        let sequence = entries.last_sequence;
        entries.in_flight.insert(sequence);
        Delivery {
            in_flight: Arc::clone(self),
            sequence,
            replayed: entries.replaying,
        }
    }

    /// The session as another process may resume it: from the first event that is in flight.
    pub(crate) fn resumable(&self) -> GatewaySession {
        let entries = self.entries();
        let first = entries.in_flight.first();
        GatewaySession {
            id: self.session.clone(),
            url: self.url.clone(),
            sequence: first.map_or(entries.last_sequence, |first| first.saturating_sub(1)),
        }
    }

    /// The session as it is left at an orderly end: this process answers what it has received, unless Discord is still
    /// replaying.
    pub(crate) fn at_the_end(&self) -> GatewaySession {
        let resumable = self.resumable();
        let entries = self.entries();
        if entries.replaying {
            return resumable;
        }
        GatewaySession {
            sequence: entries.last_sequence,
            ..resumable
        }
    }

    /// How many events were answered so far.
    pub(crate) fn answers(&self) -> u64 {
        self.entries().answers
    }

    fn ack(&self, sequence: u64) {
        let mut entries = self.entries();
        entries.in_flight.remove(&sequence);
        entries.answers += 1;
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Delivery {
    /// Whether the process before may have answered it.
    pub(crate) fn is_replayed(&self) -> bool {
        self.replayed
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.in_flight.ack(self.sequence);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_flight() -> Arc<InFlight> {
        Arc::new(InFlight::of("a-session".to_owned(), String::new()))
    }

    fn begin(in_flight: &Arc<InFlight>, sequence: u64) -> Delivery {
        in_flight.observe(sequence);
        in_flight.begin()
    }

    #[test]
    fn another_process_resumes_from_the_first_event_in_flight() {
        let in_flight = in_flight();
        let resumes_after = || in_flight.resumable().sequence;
        in_flight.observe(1);
        assert_eq!(resumes_after(), 1);
        let (first, second, third) = (
            begin(&in_flight, 2),
            begin(&in_flight, 3),
            begin(&in_flight, 5),
        );
        assert_eq!(resumes_after(), 1);
        drop(second);
        assert_eq!(resumes_after(), 1);
        drop(first);
        assert_eq!(resumes_after(), 4);
        drop(third);
        in_flight.observe(6);
        assert_eq!(resumes_after(), 6);
        assert_eq!(in_flight.answers(), 3);
    }

    #[test]
    fn events_are_replayed_until_the_replay_is_complete() {
        let before = in_flight();
        let _first = begin(&before, 2);
        let in_flight = Arc::new(InFlight::resuming(before.resumable()));
        let first = begin(&in_flight, 2);
        assert!(first.is_replayed());
        // If this process is killed too, the next one is sent it again.
        assert_eq!(in_flight.resumable().sequence, 1);
        in_flight.catch_up();
        drop(first);
        assert!(!begin(&in_flight, 4).is_replayed());
        assert_eq!(in_flight.resumable().sequence, 4);
    }

    #[test]
    fn after_an_orderly_end_nothing_is_replayed() {
        let before = in_flight();
        let _in_flight = begin(&before, 2);
        assert_eq!(before.at_the_end().sequence, 2);
    }

    #[test]
    fn a_process_that_ends_during_the_replay_leaves_it_to_the_next_one() {
        let before = in_flight();
        let _in_flight = begin(&before, 2);
        let left = InFlight::resuming(before.resumable()).at_the_end();
        assert_eq!(left.sequence, 1);
    }
}
