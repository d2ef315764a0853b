//! The parts of BM25 that are computed here and not by tantivy.

/// tantivy's `k1`.
const K1: f32 = 1.2;

/// Inverse document frequency of a term that `holding` of `all` passages hold: `ln(1 + (N − n + 0.5) / (n + 0.5))`.
pub(super) fn idf(all: f32, holding: f32) -> f32 {
    (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
}

/// The least upper bound of the score of any passage for terms of these idfs.
pub(super) fn highest_score(idfs: &[f32]) -> f32 {
    idfs.iter().map(|idf| idf * (K1 + 1.0)).sum()
}
