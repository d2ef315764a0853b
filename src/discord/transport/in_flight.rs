//! What one session of a shard has brought that the bot owes an answer, and what is answered already: so that another
//! process can go on with the session if this one is killed, answers what is owed, and answers nothing twice.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::store::GatewaySession;

/// The account of a session; of none by default. The lock is held for a look-up, never while something waits.
#[derive(Default)]
pub(crate) struct Ledger {
    session: String,
    url: String,
    entries: Mutex<Entries>,
}

#[derive(Default)]
struct Entries {
    /// The last event that was heard, by its sequence.
    heard: u64,
    /// The events that are not answered.
    owed: BTreeSet<u64>,
    /// Events that are answered though one before them is not, and what each brought: the id of a message or of an
    /// interaction.
    paid: BTreeMap<u64, u64>,
    /// How many were answered in all.
    answers: u64,
    /// What the process before has answered, as long as Discord tells again what that one may have heard.
    before: Option<HashSet<u64>>,
}

/// An answer that is owed, for as long as this lives.
pub(crate) struct Debt {
    ledger: Arc<Ledger>,
    sequence: u64,
    /// Of the message or the interaction.
    id: u64,
    told_again: bool,
}

impl Ledger {
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
        let ledger = Self::of(session.id, session.url);
        {
            let mut entries = ledger.entries();
            entries.heard = session.sequence;
            entries.before = session.answered.map(HashSet::from_iter);
        }
        ledger
    }

    /// Notes that an event was heard.
    pub(crate) fn hear(&self, sequence: u64) {
        self.entries().heard = sequence;
    }

    /// Notes that Discord has told again all that came before.
    pub(crate) fn catch_up(&self) {
        self.entries().before = None;
    }

    /// Begins to owe an answer to what the event that was heard last has brought; none if the process before has given
    /// that answer.
    pub(crate) fn owe(self: &Arc<Self>, id: u64) -> Option<Debt> {
        let mut entries = self.entries();
        let sequence = entries.heard;
        let told_again = entries.before.is_some();
        if entries
            .before
            .as_ref()
            .is_some_and(|before| before.contains(&id))
        {
            entries.paid.insert(sequence, id);
            return None;
        }
        entries.owed.insert(sequence);
        Some(Debt {
            ledger: Arc::clone(self),
            sequence,
            id,
            told_again,
        })
    }

    /// The session as another process may go on with it: from the first event that is not answered.
    pub(crate) fn standing(&self) -> GatewaySession {
        let mut entries = self.entries();
        let next = entries.owed.first().copied();
        let sequence = next.map_or(entries.heard, |next| next.saturating_sub(1));
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
            sequence: entries.heard,
            answered: None,
            ..standing
        }
    }

    /// How many events were answered so far.
    pub(crate) fn answers(&self) -> u64 {
        self.entries().answers
    }

    fn settle(&self, sequence: u64, id: u64) {
        let mut entries = self.entries();
        entries.owed.remove(&sequence);
        entries.paid.insert(sequence, id);
        entries.answers += 1;
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Debt {
    /// Whether the process before may have answered it after all: what it did last it could not write down.
    pub(crate) fn is_told_again(&self) -> bool {
        self.told_again
    }
}

impl Drop for Debt {
    fn drop(&mut self) {
        self.ledger.settle(self.sequence, self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger() -> Arc<Ledger> {
        Arc::new(Ledger::of("a-session".to_owned(), String::new()))
    }

    fn owe(ledger: &Arc<Ledger>, sequence: u64) -> Option<Debt> {
        ledger.hear(sequence);
        ledger.owe(sequence * 100)
    }

    fn stands(ledger: &Ledger) -> (u64, Option<Vec<u64>>) {
        let session = ledger.standing();
        (session.sequence, session.answered)
    }

    #[test]
    fn another_process_goes_on_at_the_first_event_that_is_owed() {
        let ledger = ledger();
        ledger.hear(1);
        assert_eq!(stands(&ledger), (1, Some(vec![])));
        let (first, second, third) = (owe(&ledger, 2), owe(&ledger, 3), owe(&ledger, 5));
        assert_eq!(stands(&ledger), (1, Some(vec![])));
        drop(second);
        assert_eq!(stands(&ledger), (1, Some(vec![300])));
        drop(first);
        assert_eq!(stands(&ledger), (4, Some(vec![])));
        drop(third);
        ledger.hear(6);
        assert_eq!(stands(&ledger), (6, Some(vec![])));
    }

    #[test]
    fn what_is_told_again_is_owed_unless_the_process_before_has_answered_it() {
        let before = ledger();
        let (first, second) = (owe(&before, 2), owe(&before, 3));
        drop(second);
        let left = before.standing();
        drop(first);

        let ledger = Arc::new(Ledger::left(left));
        let first = owe(&ledger, 2).unwrap();
        assert!(first.is_told_again());
        assert!(owe(&ledger, 3).is_none());
        // If this one is killed too, the next one is told of both.
        assert_eq!(stands(&ledger), (1, Some(vec![300])));
        ledger.catch_up();
        drop(first);
        assert!(!owe(&ledger, 4).unwrap().is_told_again());
        assert_eq!(stands(&ledger), (4, Some(vec![])));
    }

    #[test]
    fn of_a_session_that_was_left_in_order_nothing_is_told_again() {
        let before = ledger();
        let _owed = owe(&before, 2);
        let ledger = Arc::new(Ledger::left(before.at_the_end()));
        assert_eq!(stands(&ledger).0, 2);
        assert!(!owe(&ledger, 3).unwrap().is_told_again());
    }

    #[test]
    fn a_process_that_ends_while_it_is_told_again_leaves_that_to_the_next_one() {
        let before = ledger();
        let _owed = owe(&before, 2);
        let left = Ledger::left(before.standing()).at_the_end();
        assert_eq!((left.sequence, left.answered), (1, Some(vec![])));
    }
}
