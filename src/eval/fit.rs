//! Labelled questions → the fit that turns signals into a probability.

use super::{Graded, Kind};
use crate::answer::{Calibration, LogisticFit, SignalSet, Signals, Thresholds};
use crate::{Error, Result};

/// Parts that the questions are cut into: each is judged by a fit to the others.
const FOLDS: usize = 5;
/// Fewer questions, or fewer of either kind, say nothing.
const MIN_QUESTIONS: usize = 40;
const MIN_OF_A_KIND: usize = 10;
/// Pull of the weights towards 0, on signals of variance 1. It keeps a clean split from giving endless certainty.
const RIDGE: f64 = 1.0;
/// Newton's method is done long before.
const STEPS: usize = 30;
/// Score, `score_gap`, margin, `log_odds_vs_uncovered`.
const SIGNALS: usize = 4;
const UNKNOWNS: usize = SIGNALS + 1;

/// A fit and how it does on questions that it was not fitted to.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// The fits of the library: the new one in its place among the others.
    pub calibration: Calibration,
    /// The run with the probability and outcome of each question by a fit to other questions.
    pub cross_validated: Vec<Graded>,
}

struct Example {
    values: [f64; SIGNALS],
    right: bool,
}

/// Fits the probability that the first passage answers to a run.
///
/// # Errors
/// [`Error::Setting`] if the questions are too few, or all of one kind.
pub fn fit(run: &[Graded], calibration: Calibration, thresholds: Thresholds) -> Result<Fitted> {
    let labelled: Vec<(usize, Signals)> = run
        .iter()
        .enumerate()
        .filter(|(_, graded)| matches!(graded.kind, Kind::Answerable | Kind::Unanswerable))
        .filter_map(|(position, graded)| Some((position, graded.signals?)))
        .collect();
    let set = labelled
        .first()
        .map_or(SignalSet::Words, |(_, signals)| signals.set());
    let example = |(position, signals): &(usize, Signals)| Example {
        values: values(signals),
        right: run[*position].first_is_right(),
    };
    let right = labelled
        .iter()
        .filter(|(position, _)| run[*position].first_is_right())
        .count();
    if labelled.len() < MIN_QUESTIONS || right.min(labelled.len() - right) < MIN_OF_A_KIND {
        return Err(Error::Setting {
            key: "--fit".to_owned(),
            what: format!(
                "{} labelled questions, {right} of them with the right passage first, are too few; \
                 {MIN_QUESTIONS} are needed, {MIN_OF_A_KIND} of each kind",
                labelled.len()
            ),
        });
    }
    let mut cross_validated = run.to_vec();
    for fold in 0..FOLDS {
        let others: Vec<Example> = labelled
            .iter()
            .enumerate()
            .filter(|(number, _)| number % FOLDS != fold)
            .map(|(_, labelled)| example(labelled))
            .collect();
        let fit = logistic(&others);
        for (position, signals) in labelled.iter().skip(fold).step_by(FOLDS) {
            let confidence = fit.probability(signals);
            cross_validated[*position].confidence = confidence;
            cross_validated[*position].outcome = thresholds.outcome(confidence);
        }
    }
    let all: Vec<Example> = labelled.iter().map(example).collect();
    let mut calibration = calibration;
    match set {
        SignalSet::Lists => calibration.lists = logistic(&all),
        SignalSet::Meaning => calibration.meaning = logistic(&all),
        SignalSet::Words => calibration.words = logistic(&all),
    }
    Ok(Fitted {
        calibration,
        cross_validated,
    })
}

fn values(signals: &Signals) -> [f64; SIGNALS] {
    [
        f64::from(signals.score),
        f64::from(signals.score_gap),
        f64::from(signals.margin.unwrap_or(0.0)),
        f64::from(signals.log_odds_vs_uncovered.unwrap_or(0.0)),
    ]
}

/// Logistic regression by Newton's method, on signals brought to mean 0 and variance 1.
fn logistic(examples: &[Example]) -> LogisticFit {
    let count = examples.len() as f64;
    let mut means = [0.0; SIGNALS];
    let mut spreads = [0.0; SIGNALS];
    for position in 0..SIGNALS {
        let of = |example: &Example| example.values[position];
        means[position] = examples.iter().map(of).sum::<f64>() / count;
        let variance = examples
            .iter()
            .map(|example| (of(example) - means[position]).powi(2))
            .sum::<f64>()
            / count;
        // A signal that is always the same tells nothing.
        spreads[position] = if variance > 1e-12 {
            variance.sqrt()
        } else {
            f64::INFINITY
        };
    }
    let row = |example: &Example| {
        let mut row = [1.0; UNKNOWNS];
        for position in 0..SIGNALS {
            row[position] = (example.values[position] - means[position]) / spreads[position];
        }
        row
    };
    let mut weights = [0.0; UNKNOWNS];
    for _ in 0..STEPS {
        let mut slope = [0.0; UNKNOWNS];
        let mut curve = [[0.0; UNKNOWNS]; UNKNOWNS];
        for position in 0..SIGNALS {
            slope[position] = RIDGE * weights[position];
            curve[position][position] = RIDGE;
        }
        curve[SIGNALS][SIGNALS] = 1e-9;
        for example in examples {
            let row = row(example);
            let sum: f64 = row.iter().zip(&weights).map(|(a, b)| a * b).sum();
            let probability = 1.0 / (1.0 + (-sum).exp());
            let error = probability - f64::from(u8::from(example.right));
            let weight = probability * (1.0 - probability);
            for i in 0..UNKNOWNS {
                slope[i] += error * row[i];
                for j in 0..UNKNOWNS {
                    curve[i][j] += weight * row[i] * row[j];
                }
            }
        }
        let step = solve(curve, slope);
        for (weight, step) in weights.iter_mut().zip(step) {
            *weight -= step;
        }
    }
    let mut bias = weights[SIGNALS];
    let mut unscaled = [0.0; SIGNALS];
    for position in 0..SIGNALS {
        unscaled[position] = weights[position] / spreads[position];
        bias -= unscaled[position] * means[position];
    }
    // Four digits are more than the questions can tell.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "rounded to four digits anyway"
    )]
    let rounded = |value: f64| ((value * 10_000.0).round() / 10_000.0) as f32;
    LogisticFit {
        bias: rounded(bias),
        score: rounded(unscaled[0]),
        score_gap: rounded(unscaled[1]),
        margin: rounded(unscaled[2]),
        log_odds_vs_uncovered: rounded(unscaled[3]),
    }
}

/// Solves a small positive system by elimination.
fn solve(mut matrix: [[f64; UNKNOWNS]; UNKNOWNS], mut right: [f64; UNKNOWNS]) -> [f64; UNKNOWNS] {
    for pivot in 0..UNKNOWNS {
        for below in pivot + 1..UNKNOWNS {
            let factor = matrix[below][pivot] / matrix[pivot][pivot];
            let taken = matrix[pivot];
            for (value, taken) in matrix[below].iter_mut().zip(taken) {
                *value -= factor * taken;
            }
            right[below] -= factor * right[pivot];
        }
    }
    for pivot in (0..UNKNOWNS).rev() {
        let known: f64 = (pivot + 1..UNKNOWNS)
            .map(|column| matrix[pivot][column] * right[column])
            .sum();
        right[pivot] = (right[pivot] - known) / matrix[pivot][pivot];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fit_gives_back_the_odds_it_saw() {
        // Right three times of four at score 1, once of four at score 0; score_gap never tells anything.
        let examples: Vec<Example> = (0..400_u32)
            .map(|n| Example {
                values: [f64::from(n % 2), 1.0, f64::from(n / 8 % 3), 0.0],
                right: if n % 2 == 1 { n % 8 != 1 } else { n % 8 == 0 },
            })
            .collect();
        let fit = logistic(&examples);
        let sure = |score| {
            fit.probability(&Signals {
                score,
                score_gap: 1.0,
                margin: Some(1.0),
                log_odds_vs_uncovered: Some(0.0),
                by_meaning: true,
            })
        };
        assert!((sure(1.0) - 0.75).abs() < 0.02, "{}", sure(1.0));
        assert!((sure(0.0) - 0.25).abs() < 0.02, "{}", sure(0.0));
        assert!(fit.score_gap.abs() < 1e-6);
    }
}
