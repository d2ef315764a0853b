//! The items of `meaning.rs` for a program that is built without an encoder: nothing has vectors.
#![expect(
    clippy::unnecessary_wraps,
    clippy::unused_self,
    reason = "the signatures are those of the program with an encoder"
)]

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;

use super::Generation;
use super::build::Progress;
use super::catalogue::Ordinal;
use super::manifest::Manifest;
use super::retrieve::{Candidate, NotCovered};
use crate::Result;
use crate::content::Corpus;
use crate::passage::Passage;

/// Would turn texts into vectors: this program was built without an encoder.
#[derive(Debug, Clone, Default)]
pub struct Meaning;

/// There is no question as vectors.
pub(crate) struct QueryMeaning(Infallible);

/// There are no vectors.
pub(super) struct Vectors(Infallible);

/// How many texts a build turned into vectors: none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct VectorReport {
    pub(super) encoded: usize,
    pub(super) reused: usize,
}

impl Meaning {
    /// Words alone.
    pub fn none() -> Self {
        Self
    }

    /// Words alone: there is no encoder to load.
    pub fn load() -> Result<Self> {
        Ok(Self)
    }

    /// None: there is no encoder.
    pub fn version(&self) -> Option<&'static str> {
        None
    }

    pub(crate) fn is_whole_word(&self, _word: &str) -> bool {
        false
    }

    pub(crate) fn understand(
        &self,
        _question: &str,
        _generation: &Generation,
    ) -> Result<Option<QueryMeaning>> {
        Ok(None)
    }

    pub(super) fn write_vectors(
        &self,
        _generation: &Path,
        _previous: Option<&Path>,
        _corpus: &Corpus,
        _passages: &[Vec<Passage>],
        _progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<VectorReport> {
        Ok(VectorReport::default())
    }

    pub(super) fn vectors_in_ram(
        &self,
        _corpus: &Corpus,
        _passages: &[Vec<Passage>],
    ) -> Result<Option<Vectors>> {
        Ok(None)
    }
}

/// A generation that has vectors is served without them.
pub(super) fn open_vectors(_folder: &Path, _manifest: &Manifest) -> Result<Option<Vectors>> {
    Ok(None)
}

impl QueryMeaning {
    pub(super) fn score(
        &self,
        _generation: &Generation,
        _found: &mut BTreeMap<Ordinal, Candidate>,
    ) -> Option<NotCovered> {
        match self.0 {}
    }
}
