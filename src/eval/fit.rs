//! Labelled questions → the fit that turns signals into a probability.

use super::{Graded, Kind};
use crate::answer::{Calibration, LogisticFit, Signal, SignalSet, Signals, Thresholds};
use crate::{Error, Result};

/// Parts that the questions are cut into: each is judged by a fit to the others.
const FOLDS: usize = 5;
/// Fewer questions, or fewer of either kind, are too few for a fit.
const MIN_QUESTIONS: usize = 40;
const MIN_OF_A_KIND: usize = 10;
/// L2 penalty on the weights, on signals of variance 1: without it, separable questions give infinite weights.
const RIDGE: f64 = 1.0;
/// Newton steps; it converges in far fewer.
const STEPS: usize = 30;

/// A fit and how it does on questions that it was not fitted to.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// The fits of the library: the new one in its place among the others.
    pub calibration: Calibration,
    /// The run with the probability and outcome of each question by a fit to other questions.
    pub cross_validated: Vec<Graded>,
}

struct Example {
    /// In the order of the signals that are fitted.
    values: Vec<f64>,
    right: bool,
}

/// Fits the probability that the first passage answers to a run, by these signals; without any by those of the library's
/// set.
///
/// # Errors
/// [`Error::Setting`] if the questions are too few, or all of one kind.
pub fn fit(
    run: &[Graded],
    signals: &[Signal],
    calibration: Calibration,
    thresholds: Thresholds,
) -> Result<Fitted> {
    let labelled: Vec<(usize, &Signals)> = run
        .iter()
        .enumerate()
        .filter(|(_, graded)| matches!(graded.kind, Kind::Answerable | Kind::Unanswerable))
        .filter_map(|(position, graded)| Some((position, graded.signals.as_ref()?)))
        .collect();
    let set = labelled
        .first()
        .map_or(SignalSet::Words, |(_, signals)| signals.set());
    let fitted = if signals.is_empty() {
        set.signals()
    } else {
        signals
    };
    let example = |(position, signals): &(usize, &Signals)| Example {
        values: values(fitted, signals),
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
        let fit = logistic(fitted, &others);
        for (position, signals) in labelled.iter().skip(fold).step_by(FOLDS) {
            let confidence = fit.probability(signals);
            cross_validated[*position].confidence = confidence;
            cross_validated[*position].outcome = thresholds.outcome(confidence);
        }
    }
    let all: Vec<Example> = labelled.iter().map(example).collect();
    let mut calibration = calibration;
    match set {
        SignalSet::Lists => calibration.lists = logistic(fitted, &all),
        SignalSet::Meaning => calibration.meaning = logistic(fitted, &all),
        SignalSet::Words => calibration.words = logistic(fitted, &all),
    }
    Ok(Fitted {
        calibration,
        cross_validated,
    })
}

fn values(fitted: &[Signal], signals: &Signals) -> Vec<f64> {
    fitted
        .iter()
        .map(|signal| f64::from(signals.get(*signal).unwrap_or(0.0)))
        .collect()
}

/// Logistic regression by Newton's method, on signals brought to mean 0 and variance 1.
fn logistic(signals: &[Signal], examples: &[Example]) -> LogisticFit {
    let scales: Vec<Scale> = (0..signals.len())
        .map(|index| Scale::of(examples.iter().map(|example| example.values[index])))
        .collect();
    let row = |example: &Example| -> Vec<f64> {
        let values = example.values.iter().zip(&scales);
        let values = values.map(|(value, scale)| (value - scale.mean) / scale.standard_deviation);
        values.chain([1.0]).collect()
    };
    let unknowns = signals.len() + 1;
    let mut weights = vec![0.0; unknowns];
    for _ in 0..STEPS {
        let mut gradient = vec![0.0; unknowns];
        let mut hessian = vec![vec![0.0; unknowns]; unknowns];
        for (index, weight) in weights.iter().enumerate().take(signals.len()) {
            gradient[index] = RIDGE * weight;
            hessian[index][index] = RIDGE;
        }
        hessian[signals.len()][signals.len()] = 1e-9;
        for example in examples {
            let row = row(example);
            let sum: f64 = row.iter().zip(&weights).map(|(a, b)| a * b).sum();
            let probability = 1.0 / (1.0 + (-sum).exp());
            let error = probability - f64::from(u8::from(example.right));
            let weight = probability * (1.0 - probability);
            for i in 0..unknowns {
                gradient[i] += error * row[i];
                for j in 0..unknowns {
                    hessian[i][j] += weight * row[i] * row[j];
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solve(hessian, gradient)) {
            *weight -= step;
        }
    }
    let mut bias = weights[signals.len()];
    let mut unscaled = Vec::with_capacity(unknowns);
    for ((signal, weight), scale) in signals.iter().zip(&weights).zip(&scales) {
        let weight = weight / scale.standard_deviation;
        bias -= weight * scale.mean;
        unscaled.push((*signal, rounded(weight)));
    }
    unscaled.push((Signal::Bias, rounded(bias)));
    LogisticFit::new(&unscaled)
}

/// Four digits are more than the questions can tell.
#[expect(
    clippy::cast_possible_truncation,
    reason = "rounded to four digits anyway"
)]
fn rounded(value: f64) -> f32 {
    ((value * 10_000.0).round() / 10_000.0) as f32
}

/// Mean and standard deviation of a signal.
struct Scale {
    mean: f64,
    standard_deviation: f64,
}

impl Scale {
    fn of(values: impl ExactSizeIterator<Item = f64> + Clone) -> Self {
        let count = values.len() as f64;
        let mean = values.clone().sum::<f64>() / count;
        let variance = values.map(|value| (value - mean).powi(2)).sum::<f64>() / count;
        // A signal that is always the same carries no information.
        let standard_deviation = if variance > 1e-12 {
            variance.sqrt()
        } else {
            f64::INFINITY
        };
        Self {
            mean,
            standard_deviation,
        }
    }
}

/// Solves a small positive system by elimination.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let unknowns = right.len();
    for pivot in 0..unknowns {
        for below in pivot + 1..unknowns {
            let factor = matrix[below][pivot] / matrix[pivot][pivot];
            let (above, rest) = matrix.split_at_mut(below);
            for (value, taken) in rest[0].iter_mut().zip(&above[pivot]) {
                *value -= factor * taken;
            }
            right[below] -= factor * right[pivot];
        }
    }
    for pivot in (0..unknowns).rev() {
        let known: f64 = (pivot + 1..unknowns)
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
        // Right three times of four at score 1, once of four at score 0; the gap never carries information, nor does
        // what is always the same.
        let examples: Vec<Example> = (0..400_u32)
            .map(|n| Example {
                values: vec![f64::from(n % 2), 1.0, f64::from(n / 8 % 3)],
                right: if n % 2 == 1 { n % 8 != 1 } else { n % 8 == 0 },
            })
            .collect();
        let signals = [Signal::Score, Signal::Coverage, Signal::ScoreGap];
        let fit = logistic(&signals, &examples);
        let sure = |score| {
            fit.probability(&Signals {
                by_meaning: true,
                values: [(Signal::Score, score), (Signal::ScoreGap, 1.0)].into(),
            })
        };
        assert!((sure(1.0) - 0.75).abs() < 0.02, "{}", sure(1.0));
        assert!((sure(0.0) - 0.25).abs() < 0.02, "{}", sure(0.0));
        assert_eq!(fit.weights.len(), 4);
        assert!(fit.weights[&Signal::Coverage].abs() < 1e-6);
    }
}
