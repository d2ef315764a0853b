//! How far a build has come.

/// How far a build has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Articles are being split into passages.
    Splitting,
    /// Texts are being turned into vectors.
    Encoding {
        /// Texts done.
        done: usize,
        /// Texts in all.
        total: usize,
    },
    /// Passages are being written.
    Writing {
        /// Passages done.
        done: usize,
        /// Passages in all.
        total: usize,
    },
}
