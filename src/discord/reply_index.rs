//! Which message of the bot answers which question: when a question is edited or deleted, so is its answer. Bounded; the
//! oldest are removed first; no text is kept. The store keeps the same for the next process; events of
//! all messages are looked up here, so no event waits for the store.

use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

use lru::LruCache;

use crate::store::{AnsweredMessage, AskerPseudonym};

/// Most answers that are remembered: questions are edited and deleted soon or never.
pub(crate) const REMEMBERED: u32 = 2_000;
const CAPACITY: NonZeroUsize = NonZeroUsize::new(REMEMBERED as usize).unwrap();

/// Remembers answers by the message they answer. Nothing but adding an answer makes it the newest. The lock is held for
/// a look-up, never across an await.
#[derive(Debug)]
pub(crate) struct ReplyIndex(Mutex<LruCache<u64, TrackedReply>>);

impl Default for ReplyIndex {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(CAPACITY)))
    }
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TrackedReply {
    pub(crate) channel: u64,
    /// None until it is sent.
    pub(crate) message: Option<u64>,
    pub(crate) asker: AskerPseudonym,
    /// [`Store::fingerprint`](crate::store::Store::fingerprint) of the question that it answers.
    pub(crate) question: u64,
    /// The same of the question as it was edited last.
    pub(crate) edited: u64,
}

impl ReplyIndex {
    /// Remembers the answers that were given before a restart, the oldest first.
    pub(crate) fn recall(&self, before: Vec<AnsweredMessage>) {
        for answered in before {
            let answer = TrackedReply {
                channel: answered.channel,
                message: Some(answered.answer),
                asker: answered.asker,
                question: answered.fingerprint,
                edited: answered.fingerprint,
            };
            self.add(answered.question, answer);
        }
    }

    /// Remembers the answer to a question; returns false if there is one already, which stays.
    pub(crate) fn add(&self, question: u64, answer: TrackedReply) -> bool {
        let mut answers = self.answers();
        if answers.contains(&question) {
            return false;
        }
        answers.put(question, answer);
        true
    }

    /// Changes what is remembered of the answer to a question, unless it was forgotten meanwhile. Returns what the
    /// store is to keep of it: nothing while the answer is on its way.
    pub(crate) fn update(
        &self,
        question: u64,
        change: impl FnOnce(&mut TrackedReply),
    ) -> Option<AnsweredMessage> {
        let mut answers = self.answers();
        let answer = answers.peek_mut(&question)?;
        change(answer);
        Some(AnsweredMessage {
            question,
            channel: answer.channel,
            answer: answer.message?,
            asker: answer.asker.clone(),
            fingerprint: answer.question,
        })
    }

    /// The answer to a question, if it is remembered.
    pub(crate) fn get(&self, question: u64) -> Option<TrackedReply> {
        self.answers().peek(&question).cloned()
    }

    /// Forgets the answer to a question and returns it.
    pub(crate) fn take(&self, question: u64) -> Option<TrackedReply> {
        self.answers().pop(&question)
    }

    /// The users with an answer that was sent.
    pub(crate) fn askers(&self) -> HashSet<AskerPseudonym> {
        let answers = self.answers();
        let answered = answers.iter().map(|(_, answer)| answer);
        let answered = answered.filter(|answer| answer.message.is_some());
        answered.map(|answer| answer.asker.clone()).collect()
    }

    /// Forgets all answers to this person.
    pub(crate) fn forget(&self, asker: &AskerPseudonym) {
        let mut answers = self.answers();
        let theirs: Vec<u64> = answers
            .iter()
            .filter(|(_, answer)| answer.asker == *asker)
            .map(|(question, _)| *question)
            .collect();
        for question in theirs {
            answers.pop(&question);
        }
    }

    fn answers(&self) -> MutexGuard<'_, LruCache<u64, TrackedReply>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer() -> TrackedReply {
        TrackedReply {
            channel: 1,
            message: Some(2),
            asker: AskerPseudonym::default(),
            question: 3,
            edited: 3,
        }
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let answered = ReplyIndex::default();
        for question in 0..=u64::from(REMEMBERED) {
            assert!(answered.add(question, answer()));
            // Only being added makes an answer the newest.
            assert!(answered.get(0).is_some() || question == u64::from(REMEMBERED));
        }
        assert_eq!(answered.get(0), None);
        assert!(answered.get(1).is_some());
        assert!(answered.take(2).is_some() && answered.take(2).is_none());
        assert_eq!(answered.askers(), HashSet::from([answer().asker]));
        answered.forget(&answer().asker);
        assert_eq!(answered.get(1), None);
    }

    #[test]
    fn an_answer_on_its_way_is_not_kept_yet() {
        let answered = ReplyIndex::default();
        let on_its_way = TrackedReply {
            message: None,
            ..answer()
        };
        assert!(answered.add(7, on_its_way.clone()));
        assert!(!answered.add(7, on_its_way));
        assert_eq!(answered.update(7, |answer| answer.channel = 1), None);
        assert!(answered.askers().is_empty());
        let kept = answered
            .update(7, |answer| answer.message = Some(2))
            .unwrap();
        let again = ReplyIndex::default();
        again.recall(vec![kept]);
        assert_eq!(again.get(7), Some(answer()));
    }
}
