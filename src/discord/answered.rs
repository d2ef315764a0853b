//! Which message of the bot answers which question, for as long as it runs: so that an edited question changes its
//! answer and a deleted one takes it along. Bounded, oldest out first; no text is kept.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, VecDeque};
use std::hash::{Hash as _, Hasher as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Questions are edited and deleted soon or never.
const REMEMBERED: usize = 2_000;

/// Remembers answers. The lock is held for a look-up, never while something waits.
#[derive(Debug, Default)]
pub(super) struct Answered(Mutex<Memory>);

#[derive(Debug, Default)]
struct Memory {
    answers: HashMap<u64, Answer>,
    order: VecDeque<u64>,
}

/// The answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) channel: u64,
    /// None as long as it is on its way.
    pub(super) message: Option<u64>,
    pub(super) asker: u64,
    /// [`digest`] of the question that it answers.
    pub(super) question: u64,
    /// [`digest`] of the question as it was edited last.
    pub(super) edited: u64,
}

impl Answered {
    /// Remembers the answer to a question.
    pub(super) fn put(&self, question: u64, answer: Answer) {
        let mut memory = self.memory();
        if memory.answers.insert(question, answer).is_none() {
            memory.order.push_back(question);
        }
        while memory.order.len() > REMEMBERED {
            if let Some(oldest) = memory.order.pop_front() {
                memory.answers.remove(&oldest);
            }
        }
    }

    /// Changes what is remembered of the answer to a question, unless it was forgotten meanwhile.
    pub(super) fn update(&self, question: u64, change: impl FnOnce(&mut Answer)) {
        if let Some(answer) = self.memory().answers.get_mut(&question) {
            change(answer);
        }
    }

    /// The answer to a question, if it is remembered.
    pub(super) fn get(&self, question: u64) -> Option<Answer> {
        self.memory().answers.get(&question).copied()
    }

    /// Forgets the answer to a question and gives it back.
    pub(super) fn take(&self, question: u64) -> Option<Answer> {
        let mut memory = self.memory();
        memory.order.retain(|kept| *kept != question);
        memory.answers.remove(&question)
    }

    /// How many answers to this person are remembered.
    pub(super) fn count(&self, asker: u64) -> usize {
        let memory = self.memory();
        memory
            .answers
            .values()
            .filter(|answer| answer.asker == asker)
            .count()
    }

    /// Forgets all answers to this person.
    pub(super) fn forget(&self, asker: u64) {
        let mut memory = self.memory();
        memory.answers.retain(|_, answer| answer.asker != asker);
        let Memory { answers, order } = &mut *memory;
        order.retain(|question| answers.contains_key(question));
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells whether a text has changed, without keeping it.
pub(super) fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_are_forgotten() {
        let answered = Answered::default();
        let answer = |asker| Answer {
            channel: 1,
            message: Some(2),
            asker,
            question: 3,
            edited: 3,
        };
        for question in 0..=REMEMBERED as u64 {
            answered.put(question, answer(question % 2));
        }
        assert_eq!(answered.get(0), None);
        assert!(answered.get(1).is_some());
        answered.forget(1);
        assert_eq!((answered.count(1), answered.get(1)), (0, None));
        assert!(answered.take(2).is_some() && answered.take(2).is_none());
    }
}
