//! Which message of the bot answers which question: so that an edited question changes its answer and a deleted one
//! takes it along. Bounded, oldest out first; no text is kept. The store has them too, for after a restart; events of
//! all messages are looked up here, so that none waits for it.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::store::{AnsweredMessage, AskerPseudonym};

/// Questions are edited and deleted soon or never.
pub(crate) const REMEMBERED: u32 = 2_000;

/// Remembers answers. The lock is held for a look-up, never while something waits.
#[derive(Debug, Default)]
pub(crate) struct ReplyIndex(Mutex<Memory>);

#[derive(Debug, Default)]
struct Memory {
    answers: HashMap<u64, TrackedReply>,
    order: VecDeque<u64>,
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TrackedReply {
    pub(crate) channel: u64,
    /// None as long as it is on its way.
    pub(crate) message: Option<u64>,
    pub(crate) asker: AskerPseudonym,
    /// [`Store::fingerprint`](crate::store::Store::fingerprint) of the question that it answers.
    pub(crate) question: u64,
    /// The same of the question as it was edited last.
    pub(crate) edited: u64,
}

impl ReplyIndex {
    /// Remembers what was answered before a restart, the oldest first.
    pub(crate) fn recall(&self, before: Vec<AnsweredMessage>) {
        for answered in before {
            let answer = TrackedReply {
                channel: answered.channel,
                message: Some(answered.answer),
                asker: answered.asker,
                question: answered.fingerprint,
                edited: answered.fingerprint,
            };
            self.put(answered.question, answer);
        }
    }

    /// Remembers the answer to a question.
    pub(crate) fn put(&self, question: u64, answer: TrackedReply) {
        let mut memory = self.memory();
        if memory.answers.insert(question, answer).is_none() {
            memory.order.push_back(question);
        }
        while memory.order.len() > REMEMBERED as usize {
            if let Some(oldest) = memory.order.pop_front() {
                memory.answers.remove(&oldest);
            }
        }
    }

    /// Changes what is remembered of the answer to a question, unless it was forgotten meanwhile. Gives what the store
    /// is to keep of it: nothing, as long as the answer is on its way.
    pub(crate) fn update(
        &self,
        question: u64,
        change: impl FnOnce(&mut TrackedReply),
    ) -> Option<AnsweredMessage> {
        let mut memory = self.memory();
        let answer = memory.answers.get_mut(&question)?;
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
        self.memory().answers.get(&question).cloned()
    }

    /// Forgets the answer to a question and gives it back.
    pub(crate) fn take(&self, question: u64) -> Option<TrackedReply> {
        let mut memory = self.memory();
        memory.order.retain(|kept| *kept != question);
        memory.answers.remove(&question)
    }

    /// Forgets all answers to this person.
    pub(crate) fn forget(&self, asker: &AskerPseudonym) {
        let mut memory = self.memory();
        memory.answers.retain(|_, answer| answer.asker != *asker);
        let Memory { answers, order } = &mut *memory;
        order.retain(|question| answers.contains_key(question));
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
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
            answered.put(question, answer());
        }
        assert_eq!(answered.get(0), None);
        assert!(answered.get(1).is_some());
        assert!(answered.take(2).is_some() && answered.take(2).is_none());
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
        answered.put(7, on_its_way);
        assert_eq!(answered.update(7, |answer| answer.channel = 1), None);
        let kept = answered
            .update(7, |answer| answer.message = Some(2))
            .unwrap();
        let again = ReplyIndex::default();
        again.recall(vec![kept]);
        assert_eq!(again.get(7), Some(answer()));
    }
}
