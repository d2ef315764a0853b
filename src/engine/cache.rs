//! The answers given last, so that asking again costs nothing. Bounded; it lives and dies with its generation.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use crate::answer::Examined;

/// Answers kept: some megabytes at most, and more than a busy server asks in an hour.
const MOST: usize = 512;
/// Longer questions are not asked twice, in bytes.
const LONGEST_QUESTION_BYTES: usize = 400;

/// The question as it was understood, with the one before it where that was taken as context.
#[derive(Default)]
pub(super) struct Cache(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    answers: HashMap<String, Arc<Examined>>,
    /// Oldest first.
    order: VecDeque<String>,
}

impl Cache {
    pub(super) fn get(&self, question: &str) -> Option<Arc<Examined>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.answers.get(question).map(Arc::clone)
    }

    /// Keeps an answer; the oldest goes when there is no room.
    pub(super) fn keep(&self, question: &str, examined: &Examined) {
        if question.len() > LONGEST_QUESTION_BYTES {
            return;
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept
            .answers
            .insert(question.to_owned(), Arc::new(examined.clone()))
            .is_some()
        {
            return;
        }
        kept.order.push_back(question.to_owned());
        if kept.order.len() > MOST
            && let Some(oldest) = kept.order.pop_front()
        {
            kept.answers.remove(&oldest);
        }
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
                outcome: Outcome::Nothing,
                confidence: 0.0,
                reason: Reason::Score,
                passages: Vec::new(),
                related: Vec::new(),
                disagreement: None,
                did_you_mean: None,
            },
            signals: None,
        }
    }

    #[test]
    fn the_oldest_answer_goes_first() {
        let cache = Cache::default();
        for number in 0..=MOST {
            let question = number.to_string();
            cache.keep(&question, &examined(&question));
        }
        assert!(cache.get("0").is_none());
        assert_eq!(cache.get("1").unwrap().answer.question, "1");
        let long = "x".repeat(LONGEST_QUESTION_BYTES + 1);
        cache.keep(&long, &examined(&long));
        assert!(cache.get(&long).is_none());
    }
}
