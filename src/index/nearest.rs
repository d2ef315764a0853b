//! The three greatest of many cosines.

/// The three greatest cosines of a set, greatest first. Fewer than three, or negative ones, count as 0.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct NearestThree([f32; 3]);

impl NearestThree {
    /// Picks the three greatest.
    pub(crate) fn of(cosines: impl Iterator<Item = f32>) -> Self {
        let mut three = Self::default();
        for cosine in cosines {
            three.insert(cosine);
        }
        three
    }

    /// The greatest.
    pub(crate) fn first(self) -> f32 {
        self.0[0]
    }

    /// The mean of the three.
    pub(crate) fn mean(self) -> f32 {
        self.0.iter().sum::<f32>() / 3.0
    }

    /// The three greatest of both sets.
    #[must_use]
    pub(crate) fn merge(mut self, other: Self) -> Self {
        for cosine in other.0 {
            self.insert(cosine);
        }
        self
    }

    /// Keeps this cosine if it is among the three greatest.
    pub(crate) fn insert(&mut self, cosine: f32) {
        if let Some(index) = self.0.iter().position(|other| cosine > *other) {
            self.0[index..].rotate_right(1);
            self.0[index] = cosine;
        }
    }
}

/// The mean of the greatest `count` cosines, or of all where there are fewer; 0 of none.
pub(super) fn mean_of_greatest(mut cosines: Vec<f32>, count: usize) -> f32 {
    if cosines.len() > count {
        cosines.select_nth_unstable_by(count, |one, other| other.total_cmp(one));
        cosines.truncate(count);
    }
    // In one order, so that the sum is the same on every machine.
    cosines.sort_unstable_by(f32::total_cmp);
    cosines.iter().sum::<f32>() / cosines.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_of_the_greatest_or_of_all() {
        let mean = |cosines: &[f32]| mean_of_greatest(cosines.to_vec(), 2);
        assert!((mean(&[0.1, 0.5, 0.2, 0.7]) - 0.6).abs() < 1e-6);
        assert!((mean(&[0.5, 0.7]) - 0.6).abs() < 1e-6);
        assert!((mean(&[0.5]) - 0.5).abs() < 1e-6);
        assert!(mean(&[]).abs() < 1e-6);
    }

    #[test]
    fn the_three_greatest_come_first() {
        let low = NearestThree::of([0.1, -0.5, 0.4].into_iter());
        assert_eq!(low, NearestThree([0.4, 0.1, 0.0]));
        let high = NearestThree::of([0.2, 0.9, 0.3, 0.25].into_iter());
        assert_eq!(high, NearestThree([0.9, 0.3, 0.25]));
        assert_eq!(low.merge(high), NearestThree([0.9, 0.4, 0.3]));
        assert!((NearestThree::of([0.3].into_iter()).mean() - 0.1).abs() < 1e-6);
    }
}
