//! The answers given last, so that asking again costs nothing. Bounded.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::answer::{Examined, Thresholds};

/// Answers kept: about 20 KB each, so 5 MB, and more than a busy server asks in an hour.
const MOST: usize = 256;
/// Longer questions are not asked twice, in bytes.
const LONGEST_QUESTION_BYTES: usize = 400;

/// What an answer was made of. Whatever is swapped in bears another number, so that an answer from what is gone is
/// never found again, nor one from another guild's articles.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    /// Number of the shared library.
    pub(super) shared: u64,
    /// Number of what the guild adds; 0 if that is nothing.
    pub(super) guild: u64,
    thresholds: (u32, u32),
    /// The question as it was understood, with the one before it where that was taken as context.
    question: String,
}

impl Key {
    /// None for a question that is not kept.
    pub(super) fn new(
        shared: u64,
        guild: u64,
        thresholds: Thresholds,
        question: &str,
    ) -> Option<Self> {
        (question.len() <= LONGEST_QUESTION_BYTES).then(|| Self {
            shared,
            guild,
            thresholds: (
                thresholds.answer_at.to_bits(),
                thresholds.closest_at.to_bits(),
            ),
            question: question.to_owned(),
        })
    }
}

#[derive(Default)]
pub(super) struct Cache(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    answers: HashMap<Key, Arc<Examined>>,
    /// Oldest first.
    order: VecDeque<Key>,
}

impl Cache {
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Examined>> {
        self.kept().answers.get(key).map(Arc::clone)
    }

    /// Keeps an answer; the oldest goes when there is no room.
    pub(super) fn keep(&self, key: Key, examined: &Examined) {
        let mut kept = self.kept();
        let examined = Arc::new(examined.clone());
        if kept.answers.insert(key.clone(), examined).is_some() {
            return;
        }
        kept.order.push_back(key);
        if kept.order.len() > MOST
            && let Some(oldest) = kept.order.pop_front()
        {
            kept.answers.remove(&oldest);
        }
    }

    /// Drops the answers that were made of something that is gone.
    pub(super) fn drop_all(&self, gone: impl Fn(&Key) -> bool) {
        let mut kept = self.kept();
        kept.answers.retain(|key, _| !gone(key));
        kept.order.retain(|key| !gone(key));
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Answer, Outcome, Reason};

    fn examined(question: &str) -> Examined {
        Examined {
            answer: Answer {
                question: question.to_owned(),
                in_context: None,
                outcome: Outcome::Nothing,
                confidence: 0.0,
                reason: Reason::Score,
                passages: Vec::new(),
                related: Vec::new(),
                disagreement: None,
                did_you_mean: None,
            },
            signals: None,
            nearest: Vec::new(),
        }
    }

    fn key(guild: u64, question: &str) -> Option<Key> {
        Key::new(1, guild, Thresholds::default(), question)
    }

    #[test]
    fn the_oldest_answer_goes_first() {
        let cache = Cache::default();
        for number in 0..=MOST {
            let question = number.to_string();
            cache.keep(key(0, &question).unwrap(), &examined(&question));
        }
        assert!(cache.get(&key(0, "0").unwrap()).is_none());
        let kept = cache.get(&key(0, "1").unwrap()).unwrap();
        assert_eq!(kept.answer.question, "1");
        assert_eq!(key(0, &"x".repeat(LONGEST_QUESTION_BYTES + 1)), None);
    }

    #[test]
    fn an_answer_is_for_one_guild_and_goes_with_what_it_was_made_of() {
        let cache = Cache::default();
        cache.keep(key(7, "q").unwrap(), &examined("q"));
        assert!(cache.get(&key(8, "q").unwrap()).is_none());
        cache.drop_all(|key| key.guild == 7);
        assert!(cache.get(&key(7, "q").unwrap()).is_none());
    }
}
