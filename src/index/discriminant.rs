//! Linear discriminant analysis (LDA): example questions of each class (a section, or a group that is not covered) → a
//! score of each class for any question.
//!
//! The nearest wording compares with one sentence; this compares with all of them, and discounts directions in which the
//! examples of one class differ among themselves. Each class is a Gaussian around the mean of its examples, with one
//! covariance for all classes and equal priors.

use rayon::prelude::*;

/// How far the covariance is shrunk towards a multiple of the identity: the examples are few for so many dimensions.
const SHRINKAGE: f64 = 0.15;

/// Lanes of a sum, so that the compiler can use vector instructions.
const LANES: usize = 16;

/// Fits the discriminant to vectors with their class. Returns a row a class: `dimensions` weights, then the constant.
pub(super) fn fit(
    examples: &[(usize, Vec<f32>)],
    classes: usize,
    dimensions: usize,
) -> Vec<Vec<f32>> {
    let means = means(examples, classes, dimensions);
    let mut covariance = covariance(examples, &means, dimensions);
    let trace: f64 = (0..dimensions)
        .map(|i| covariance[i * dimensions + i])
        .sum();
    let variance = (trace / dimensions as f64).max(f64::MIN_POSITIVE);
    for value in &mut covariance {
        *value *= 1.0 - SHRINKAGE;
    }
    for i in 0..dimensions {
        covariance[i * dimensions + i] += SHRINKAGE * variance;
    }
    let root = cholesky(covariance, dimensions);
    means
        .par_iter()
        .map(|mean| {
            let weights = solve(&root, mean, dimensions);
            let constant: f64 = weights.iter().zip(mean).map(|(a, b)| a * b).sum();
            let constant = std::iter::once(-0.5 * constant);
            #[expect(clippy::cast_possible_truncation, reason = "f32 is what is stored")]
            weights
                .into_iter()
                .chain(constant)
                .map(|value| value as f32)
                .collect()
        })
        .collect()
}

/// The score of a class, by its row, for a vector: the log posterior up to a term that all classes have in common.
pub(super) fn log_score(row: &[f32], vector: &[f32]) -> f32 {
    match row.split_last() {
        Some((constant, weights)) => dot(weights, vector) + constant,
        None => 0.0,
    }
}

/// `ln Σ exp(value)`; of no values, minus infinity.
pub(super) fn log_sum_exp(values: &[f32]) -> f32 {
    let most = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if most.is_finite() {
        most + values
            .iter()
            .map(|value| (value - most).exp())
            .sum::<f32>()
            .ln()
    } else {
        most
    }
}

fn means(examples: &[(usize, Vec<f32>)], classes: usize, dimensions: usize) -> Vec<Vec<f64>> {
    let mut means = vec![vec![0.0; dimensions]; classes];
    let mut counts = vec![0_usize; classes];
    for (class, vector) in examples {
        counts[*class] += 1;
        for (sum, value) in means[*class].iter_mut().zip(vector) {
            *sum += f64::from(*value);
        }
    }
    for (mean, count) in means.iter_mut().zip(counts) {
        for value in mean {
            *value /= count.max(1) as f64;
        }
    }
    means
}

/// The pooled within-class covariance, row-major.
fn covariance(examples: &[(usize, Vec<f32>)], means: &[Vec<f64>], dimensions: usize) -> Vec<f64> {
    // Column-major, so that each entry of the covariance reads two contiguous runs.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the vectors are f32 themselves"
    )]
    let columns: Vec<Vec<f32>> = (0..dimensions)
        .map(|i| {
            examples
                .iter()
                .map(|(class, vector)| vector[i] - means[*class][i] as f32)
                .collect()
        })
        .collect();
    let count = examples.len().max(1) as f64;
    (0..dimensions)
        .into_par_iter()
        .flat_map_iter(|i| {
            let columns = &columns;
            (0..dimensions).map(move |j| {
                let (first, second) = (i.min(j), i.max(j));
                f64::from(dot(&columns[first], &columns[second])) / count
            })
        })
        .collect()
}

/// Sums in the same order on every processor.
fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let (ones, others) = (one.chunks_exact(LANES), other.chunks_exact(LANES));
    let rest: f32 = ones
        .remainder()
        .iter()
        .zip(others.remainder())
        .map(|(a, b)| a * b)
        .sum();
    for (one, other) in ones.zip(others) {
        for ((lane, a), b) in lanes.iter_mut().zip(one).zip(other) {
            *lane += a * b;
        }
    }
    lanes.iter().sum::<f32>() + rest
}

/// Cholesky decomposition: the lower triangle. The matrix is positive definite, since it was shrunk.
fn cholesky(mut matrix: Vec<f64>, dimensions: usize) -> Vec<f64> {
    for j in 0..dimensions {
        let (done, rest) = matrix.split_at_mut((j + 1) * dimensions);
        let pivot_row = &mut done[j * dimensions..];
        let taken: f64 = pivot_row[..j].iter().map(|value| value * value).sum();
        let pivot = (pivot_row[j] - taken).max(f64::MIN_POSITIVE).sqrt();
        pivot_row[j] = pivot;
        let pivot_row = &pivot_row[..j];
        rest.par_chunks_mut(dimensions).for_each(|row| {
            let taken: f64 = row[..j].iter().zip(pivot_row).map(|(a, b)| a * b).sum();
            row[j] = (row[j] - taken) / pivot;
        });
    }
    matrix
}

/// Solves `root · rootᵀ · x = right`.
fn solve(root: &[f64], right: &[f64], dimensions: usize) -> Vec<f64> {
    let mut solution = right.to_vec();
    for i in 0..dimensions {
        let row = &root[i * dimensions..];
        let taken: f64 = (0..i).map(|j| row[j] * solution[j]).sum();
        solution[i] = (solution[i] - taken) / row[i];
    }
    for i in (0..dimensions).rev() {
        let taken: f64 = (i + 1..dimensions)
            .map(|j| root[j * dimensions + i] * solution[j])
            .sum();
        solution[i] = (solution[i] - taken) / root[i * dimensions + i];
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variance_within_classes_is_discounted() {
        // The first direction varies widely within both classes, the second tells them apart.
        let examples: Vec<(usize, Vec<f32>)> = (0..40_u8)
            .map(|n| {
                let class = usize::from(n % 2);
                let wide = (f32::from(n) - 20.0) / 10.0;
                let telling = if class == 0 { 0.0 } else { 1.0 } + 0.01 * f32::from(n % 3);
                (class, vec![wide, telling])
            })
            .collect();
        let rows = fit(&examples, 2, 2);
        let best =
            |vector: &[f32]| usize::from(log_score(&rows[1], vector) > log_score(&rows[0], vector));
        assert_eq!(best(&[3.0, 0.1]), 0);
        assert_eq!(best(&[-3.0, 0.9]), 1);
    }

    #[test]
    fn equal_examples_give_finite_weights() {
        let rows = fit(&[(0, vec![0.0; 3]), (0, vec![0.0; 3])], 1, 3);
        assert!(rows[0].iter().all(|value| value.is_finite()));
        assert!(log_sum_exp(&[]).is_infinite());
        assert!((log_sum_exp(&[0.0, 0.0]) - 2.0_f32.ln()).abs() < 1e-6);
    }
}
