//! A passage as it is stored in the index, with the ranges of its sentences.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::passage::Passage;
use crate::text::sentences;
use crate::{Error, Result};

/// A passage with what was worked out about it when the index was built.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredPassage {
    /// The passage; its wordings are in the catalogue and left out here.
    pub(crate) passage: Passage,
    /// Its sentences, as bytes of its text, in order.
    pub(crate) sentences: Vec<Range<usize>>,
}

impl StoredPassage {
    pub(super) fn new(passage: &Passage) -> Self {
        Self {
            sentences: sentences(&passage.text),
            passage: Passage {
                wordings: Vec::new(),
                ..passage.clone()
            },
        }
    }

    pub(super) fn to_bytes(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(|error| Error::internal("writing a passage", error))
    }

    /// Reads a passage back. A passage whose sentences do not fit its text is damage, not an answer.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let stored: Self = serde_json::from_slice(bytes)
            .map_err(|error| Error::internal("reading a passage from the index", error))?;
        let fits = stored
            .sentences
            .iter()
            .all(|range| stored.passage.text.get(range.clone()).is_some());
        if fits {
            Ok(stored)
        } else {
            Err(Error::internal(
                "reading a passage from the index",
                "its sentences do not fit its text",
            ))
        }
    }
}
