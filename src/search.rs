//! Candidates → hits: ranked passages with the quote that would be shown and its best sentence.

use std::ops::Range;

use crate::passage::Passage;

/// One passage found for one query.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Place in the list, from 1.
    pub rank: usize,
    /// Comparable only within one query.
    pub score: f32,
    /// The passage itself.
    pub passage: Passage,
    /// What would be shown: bytes of the passage's text.
    pub quote: Range<usize>,
    /// The best sentence: bytes of the quote.
    pub highlight: Range<usize>,
}

impl Hit {
    /// The words that would be shown.
    pub fn quoted(&self) -> &str {
        &self.passage.text[self.quote.clone()]
    }
}
