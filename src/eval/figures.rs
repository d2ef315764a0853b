//! Graded questions → figures.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Graded, Kind};
use crate::answer::Outcome;

/// Bins of equal width for the expected calibration error.
const BINS: usize = 10;

/// The ranks of the right passages, refusing nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Ranks {
    /// Answerable questions.
    pub questions: usize,
    /// Those with a right passage first.
    pub hit_at_1: usize,
    /// Those with a right passage among the first three.
    pub hit_at_3: usize,
    /// Mean of 1 over the rank of the first right passage; 0 where none is shown.
    pub mrr: f64,
}

/// How many questions of a kind came to which outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Outcomes {
    /// All of them.
    pub questions: usize,
    /// Those that got an answer.
    pub answer: usize,
    /// Those that got the closest headings.
    pub closest: usize,
    /// Those that got neither.
    pub nothing: usize,
}

/// A share as a count of a count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// How many count.
    pub part: usize,
    /// Of how many.
    pub whole: usize,
}

/// One step of risk against coverage: what share would be wrong if this share were answered, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Step {
    /// Share of the questions with a probability that are answered.
    pub coverage: f64,
    /// Share of the answers that are wrong.
    pub risk: f64,
    /// The probability that the last of them was given.
    pub confidence: f32,
}

/// All figures of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Ranks over all answerable questions.
    pub ranks: Ranks,
    /// The same by style.
    pub styles: BTreeMap<String, Ranks>,
    /// Outcomes by kind.
    pub outcomes: BTreeMap<&'static str, Outcomes>,
    /// Outcomes by style, over questions without an answer.
    pub unanswerable_styles: BTreeMap<String, Outcomes>,
    /// Answers that were right, of all that were given. An answer to a question that has none is wrong.
    pub right: Share,
    /// Questions without an answer, near the topic or not marked, that got none.
    pub near_refused: Share,
    /// Off-topic questions and small talk that got no passage as an answer.
    pub off_topic_refused: Share,
    /// Mean distance between probability and share of right first passages, over ten bins of probability.
    pub calibration_error: f64,
    /// Risk against coverage, from the surest answer to all of them.
    pub risk_coverage: Vec<Step>,
    /// Questions with something forbidden in what would be said.
    pub leaks: usize,
    /// Milliseconds from question to answer: half of them were faster.
    pub took_p50_ms: f64,
    /// 99 of 100 were faster.
    pub took_p99_ms: f64,
}

impl Figures {
    /// Works out the figures of a run.
    pub fn of(run: &[Graded]) -> Self {
        let ranks = |style: Option<&str>| {
            ranks(
                run.iter()
                    .filter(|graded| style.is_none_or(|style| graded.style == style)),
            )
        };
        let styles: BTreeSet<&str> = run.iter().map(|graded| graded.style.as_str()).collect();
        let kinds: BTreeSet<Kind> = run.iter().map(|graded| graded.kind).collect();
        let refused = |of: &dyn Fn(&Graded) -> bool| {
            let all: Vec<&Graded> = run.iter().filter(|graded| of(graded)).collect();
            Share {
                part: all.iter().filter(|graded| !graded.answered()).count(),
                whole: all.len(),
            }
        };
        let given: Vec<&Graded> = run
            .iter()
            .filter(|graded| graded.answered() && !graded.free)
            .collect();
        let mut took: Vec<f64> = run.iter().map(|graded| graded.took_ms).collect();
        took.sort_by(f64::total_cmp);
        Self {
            ranks: ranks(None),
            styles: styles
                .iter()
                .map(|style| ((*style).to_owned(), ranks(Some(style))))
                .filter(|(_, ranks)| ranks.questions > 0)
                .collect(),
            outcomes: kinds
                .iter()
                .map(|kind| {
                    (
                        kind.as_str(),
                        outcomes(run.iter().filter(|graded| graded.kind == *kind)),
                    )
                })
                .collect(),
            unanswerable_styles: styles
                .iter()
                .map(|style| {
                    let own = run.iter().filter(|graded| {
                        graded.kind == Kind::Unanswerable && graded.style == *style
                    });
                    ((*style).to_owned(), outcomes(own))
                })
                .filter(|(_, outcomes)| outcomes.questions > 0)
                .collect(),
            right: Share {
                part: given
                    .iter()
                    .filter(|graded| graded.first_is_right())
                    .count(),
                whole: given.len(),
            },
            near_refused: refused(&|graded| {
                graded.kind == Kind::Unanswerable && graded.near != Some(false)
            }),
            off_topic_refused: refused(&|graded| {
                graded.kind == Kind::Chitchat
                    || graded.kind == Kind::Unanswerable && graded.near == Some(false)
            }),
            calibration_error: calibration_error(run),
            risk_coverage: risk_coverage(run),
            leaks: run.iter().filter(|graded| !graded.leaks.is_empty()).count(),
            took_p50_ms: percentile(&took, 50),
            took_p99_ms: percentile(&took, 99),
        }
    }
}

impl Share {
    /// In percent; 0 of nothing.
    pub fn percent(self) -> f64 {
        if self.whole == 0 {
            0.0
        } else {
            100.0 * self.part as f64 / self.whole as f64
        }
    }
}

impl Ranks {
    /// Share with a right passage first.
    pub fn first(self) -> Share {
        Share {
            part: self.hit_at_1,
            whole: self.questions,
        }
    }

    /// Share with a right passage among the first three.
    pub fn first_three(self) -> Share {
        Share {
            part: self.hit_at_3,
            whole: self.questions,
        }
    }
}

fn ranks<'a>(run: impl Iterator<Item = &'a Graded>) -> Ranks {
    let answerable = run.filter(|graded| graded.kind == Kind::Answerable);
    ranks_of(answerable.map(|graded| graded.rank))
}

/// The ranks of the right passages of answerable questions.
pub(super) fn ranks_of(all: impl Iterator<Item = Option<usize>>) -> Ranks {
    let mut ranks = Ranks::default();
    let mut sum = 0.0;
    for rank in all {
        ranks.questions += 1;
        if let Some(rank) = rank {
            ranks.hit_at_1 += usize::from(rank == 1);
            ranks.hit_at_3 += usize::from(rank <= 3);
            sum += 1.0 / rank as f64;
        }
    }
    ranks.mrr = sum / ranks.questions.max(1) as f64;
    ranks
}

fn outcomes<'a>(run: impl Iterator<Item = &'a Graded>) -> Outcomes {
    let mut outcomes = Outcomes::default();
    for graded in run {
        outcomes.questions += 1;
        let is = |outcome: Outcome| usize::from(graded.outcome == outcome);
        outcomes.answer += is(Outcome::Answer);
        outcomes.closest += is(Outcome::Closest);
        outcomes.nothing += is(Outcome::Nothing);
    }
    outcomes
}

/// Questions whose probability was worked out and that have a right and a wrong.
fn judged(run: &[Graded]) -> impl Iterator<Item = &Graded> {
    run.iter()
        .filter(|graded| graded.signals.is_some() && !graded.free)
}

fn calibration_error(run: &[Graded]) -> f64 {
    let mut bins = [(0.0_f64, 0.0_f64, 0_usize); BINS];
    let mut all = 0;
    for graded in judged(run) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a probability has a bin"
        )]
        let bin = ((graded.confidence * BINS as f32) as usize).min(BINS - 1);
        bins[bin].0 += f64::from(graded.confidence);
        bins[bin].1 += f64::from(u8::from(graded.first_is_right()));
        bins[bin].2 += 1;
        all += 1;
    }
    let distance: f64 = bins
        .iter()
        .map(|(sure, right, _)| (sure - right).abs())
        .sum();
    distance / f64::from(all.max(1))
}

fn risk_coverage(run: &[Graded]) -> Vec<Step> {
    let mut all: Vec<&Graded> = judged(run).collect();
    all.sort_by(|one, other| {
        other
            .confidence
            .total_cmp(&one.confidence)
            .then(one.id.cmp(&other.id))
    });
    let mut wrong = 0_usize;
    all.iter()
        .zip(1_usize..)
        .map(|(graded, answered)| {
            wrong += usize::from(!graded.first_is_right());
            Step {
                coverage: answered as f64 / all.len() as f64,
                risk: wrong as f64 / answered as f64,
                confidence: graded.confidence,
            }
        })
        .collect()
}

/// The value that so many percent of the sorted ones do not exceed.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(rank).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let sorted: Vec<f64> = (1..=200).map(f64::from).collect();
        assert!((percentile(&sorted, 50) - 100.0).abs() < f64::EPSILON);
        assert!((percentile(&sorted, 99) - 198.0).abs() < f64::EPSILON);
        assert!(percentile(&[], 50).abs() < f64::EPSILON);
    }
}
