//! What one session of a shard has brought that the bot owes an answer, and what is answered already: so that another
//! process can go on with the session if this one is killed, answers what is in flight, and answers nothing twice.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::GatewaySession;

/// The account of a session; of none by default. The lock is held for a look-up, never while something waits.
#[derive(Default)]
pub(crate) struct InFlight {
    session: String,
    url: String,
    entries: Mutex<Entries>,
}

#[derive(Default)]
struct Entries {
    /// The last event that was heard, by its sequence.
    last_sequence: u64,
    /// The events that are not answered.
    in_flight: BTreeSet<u64>,
    /// Events that are answered though one before them is not, and what each brought: the id of a message or of an
    /// interaction.
    paid: BTreeMap<u64, u64>,
    /// How many were answered in all.
    answers: u64,
    /// What the process before has answered, as long as Discord tells again what that one may have heard.
    before: Option<HashSet<u64>>,
}

/// Guard: the event counts as in flight until dropped.
pub(crate) struct Delivery {
    in_flight: Arc<InFlight>,
    sequence: u64,
    /// Of the message or the interaction.
    id: u64,
    replayed: bool,
}

impl InFlight {
    /// The account of a session that begins.
    pub(crate) fn of(session: String, url: String) -> Self {
        Self {
            session,
            url,
            entries: Mutex::default(),
        }
    }

    /// The account of a session that another process has left.
    pub(crate) fn left(session: GatewaySession) -> Self {
        let in_flight = Self::of(session.id, session.url);
        {
            let mut entries = in_flight.entries();
            entries.last_sequence = session.sequence;
            entries.before = session.answered.map(HashSet::from_iter);
        }
        in_flight
    }

    /// Notes that an event was heard.
    pub(crate) fn observe(&self, sequence: u64) {
        self.entries().last_sequence = sequence;
    }

    /// Notes that Discord has told again all that came before.
    pub(crate) fn catch_up(&self) {
        self.entries().before = None;
    }

    /// Begins to owe an answer to what the event that was heard last has brought; none if the process before has given
    /// that answer.
    pub(crate) fn begin(self: &Arc<Self>, id: u64) -> Option<Delivery> {
        let mut entries = self.entries();
        let sequence = entries.last_sequence;
        let replayed = entries.before.is_some();
        if entries
            .before
            .as_ref()
            .is_some_and(|before| before.contains(&id))
        {
            entries.paid.insert(sequence, id);
            return None;
        }
        entries.in_flight.insert(sequence);
        Some(Delivery {
            in_flight: Arc::clone(self),
            sequence,
            id,
            replayed,
        })
    }

    /// The session as another process may go on with it: from the first event that is not answered.
    pub(crate) fn standing(&self) -> GatewaySession {
        let mut entries = self.entries();
        let next = entries.in_flight.first().copied();
        let sequence = next.map_or(entries.last_sequence, |next| next.saturating_sub(1));
        entries.paid = entries.paid.split_off(&sequence.saturating_add(1));
        let before = entries.before.iter().flatten();
        let mut answered: Vec<u64> = entries.paid.values().chain(before).copied().collect();
        answered.sort_unstable();
        answered.dedup();
        GatewaySession {
            id: self.session.clone(),
            url: self.url.clone(),
            sequence,
            answered: Some(answered),
        }
    }

    /// The session as it is left in order: what was heard is answered here, and nothing else was heard, unless Discord
    /// is still telling what the process before heard.
    pub(crate) fn at_the_end(&self) -> GatewaySession {
        let standing = self.standing();
        let entries = self.entries();
        if entries.before.is_some() {
            return standing;
        }
        GatewaySession {
            sequence: entries.last_sequence,
            answered: None,
            ..standing
        }
    }

    /// How many events were answered so far.
    pub(crate) fn answers(&self) -> u64 {
        self.entries().answers
    }

    fn ack(&self, sequence: u64, id: u64) {
        let mut entries = self.entries();
        entries.in_flight.remove(&sequence);
        entries.paid.insert(sequence, id);
        entries.answers += 1;
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Delivery {
    /// Whether the process before may have answered it after all: what it did last it could not write down.
    pub(crate) fn is_replayed(&self) -> bool {
        self.replayed
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.in_flight.ack(self.sequence, self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_flight() -> Arc<InFlight> {
        Arc::new(InFlight::of("a-session".to_owned(), String::new()))
    }

    fn begin(in_flight: &Arc<InFlight>, sequence: u64) -> Option<Delivery> {
        in_flight.observe(sequence);
        in_flight.begin(sequence * 100)
    }

    fn stands(in_flight: &InFlight) -> (u64, Option<Vec<u64>>) {
        let session = in_flight.standing();
        (session.sequence, session.answered)
    }

    #[test]
    fn another_process_goes_on_at_the_first_event_that_is_owed() {
        let in_flight = in_flight();
        in_flight.observe(1);
        assert_eq!(stands(&in_flight), (1, Some(vec![])));
        let (first, second, third) = (
            begin(&in_flight, 2),
            begin(&in_flight, 3),
            begin(&in_flight, 5),
        );
        assert_eq!(stands(&in_flight), (1, Some(vec![])));
        drop(second);
        assert_eq!(stands(&in_flight), (1, Some(vec![300])));
        drop(first);
        assert_eq!(stands(&in_flight), (4, Some(vec![])));
        drop(third);
        in_flight.observe(6);
        assert_eq!(stands(&in_flight), (6, Some(vec![])));
    }

    #[test]
    fn what_is_told_again_is_owed_unless_the_process_before_has_answered_it() {
        let before = in_flight();
        let (first, second) = (begin(&before, 2), begin(&before, 3));
        drop(second);
        let left = before.standing();
        drop(first);

        let in_flight = Arc::new(InFlight::left(left));
        let first = begin(&in_flight, 2).unwrap();
        assert!(first.is_replayed());
        assert!(begin(&in_flight, 3).is_none());
        // If this one is killed too, the next one is told of both.
        assert_eq!(stands(&in_flight), (1, Some(vec![300])));
        in_flight.catch_up();
        drop(first);
        assert!(!begin(&in_flight, 4).unwrap().is_replayed());
        assert_eq!(stands(&in_flight), (4, Some(vec![])));
    }

    #[test]
    fn of_a_session_that_was_left_in_order_nothing_is_told_again() {
        let before = in_flight();
        let _owed = begin(&before, 2);
        let in_flight = Arc::new(InFlight::left(before.at_the_end()));
        assert_eq!(stands(&in_flight).0, 2);
        assert!(!begin(&in_flight, 3).unwrap().is_replayed());
    }

    #[test]
    fn a_process_that_ends_while_it_is_told_again_leaves_that_to_the_next_one() {
        let before = in_flight();
        let _owed = begin(&before, 2);
        let left = InFlight::left(before.standing()).at_the_end();
        assert_eq!((left.sequence, left.answered), (1, Some(vec![])));
    }
}
