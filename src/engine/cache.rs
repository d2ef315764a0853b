//! Cache of recent answers. Bounded.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;

use crate::answer::{Examined, Thresholds};
use crate::query::Query;

/// Answers kept: about 20 KB each, so 5 MB, and more than a busy server asks in an hour.
const CAPACITY: NonZeroUsize = NonZeroUsize::new(256).unwrap();
/// Longer questions, in bytes, are not cached: they are hardly asked twice.
const LONGEST_QUESTION_BYTES: usize = 400;

/// What an answer depends on. A library that is swapped in has a new epoch, so answers from an old one, or from another
/// guild's articles, are never found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    /// Epoch of the shared library.
    pub(super) shared: u64,
    /// Epoch of the guild's own library; 0 without one.
    pub(super) guild: u64,
    thresholds: (u32, u32),
    /// The question, with the one before it where that is its context.
    question: Query,
}

impl Key {
    /// None for a question that is not cached.
    pub(super) fn new(
        shared: u64,
        guild: u64,
        thresholds: Thresholds,
        question: &Query,
    ) -> Option<Self> {
        (question.text().len() <= LONGEST_QUESTION_BYTES).then(|| Self {
            shared,
            guild,
            thresholds: (
                thresholds.answer_at.to_bits(),
                thresholds.closest_at.to_bits(),
            ),
            question: question.clone(),
        })
    }
}

pub(super) struct Cache(Mutex<LruCache<Key, Arc<Examined>>>);

impl Default for Cache {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(CAPACITY)))
    }
}

impl Cache {
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Examined>> {
        self.lock().get(key).map(Arc::clone)
    }

    /// Adds an answer; the least recently used one is removed if the cache is full.
    pub(super) fn put(&self, key: Key, examined: Arc<Examined>) {
        self.lock().put(key, examined);
    }

    /// Removes the answers from a library that no longer serves.
    pub(super) fn remove_if(&self, gone: impl Fn(&Key) -> bool) {
        let mut answers = self.lock();
        let keys: Vec<Key> = answers
            .iter()
            .map(|(key, _)| key)
            .filter(|key| gone(key))
            .cloned()
            .collect();
        for key in keys {
            answers.pop(&key);
        }
    }

    fn lock(&self) -> MutexGuard<'_, LruCache<Key, Arc<Examined>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Answer, Outcome, Reason};

    fn examined(question: &str) -> Arc<Examined> {
        Arc::new(Examined {
            answer: Answer {
                question: question.to_owned(),
                in_context: None,
                outcome: Outcome::Nothing,
                confidence: 0.0,
                reason: Reason::Score,
                passages: Vec::new(),
                related: Vec::new(),
                disagreement: None,
                help: None,
                is_near: true,
                did_you_mean: None,
                profile: Arc::default(),
            },
            signals: None,
            nearest: Vec::new(),
        })
    }

    fn key(guild: u64, question: &str) -> Option<Key> {
        Key::new(1, guild, Thresholds::default(), &Query::parse(question))
    }

    #[test]
    fn the_least_recently_used_answer_is_evicted() {
        let cache = Cache::default();
        for number in 0..=CAPACITY.get() {
            let question = number.to_string();
            cache.put(key(0, &question).unwrap(), examined(&question));
        }
        assert!(cache.get(&key(0, "0").unwrap()).is_none());
        let kept = cache.get(&key(0, "1").unwrap()).unwrap();
        assert_eq!(kept.answer.question, "1");
        assert_eq!(key(0, &"x".repeat(LONGEST_QUESTION_BYTES + 1)), None);
    }

    #[test]
    fn an_answer_is_for_one_guild_and_goes_with_what_it_was_made_of() {
        let cache = Cache::default();
        cache.put(key(7, "q").unwrap(), examined("q"));
        assert!(cache.get(&key(8, "q").unwrap()).is_none());
        cache.remove_if(|key| key.guild == 7);
        assert!(cache.get(&key(7, "q").unwrap()).is_none());
    }
}
