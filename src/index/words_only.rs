//! The items of `meaning.rs` for a program that is built without an encoder: nothing has vectors.
#![expect(
    clippy::unnecessary_wraps,
    clippy::unused_self,
    reason = "the signatures are those of the program with an encoder"
)]

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Generation;
use super::build::Progress;
use super::candidate::{Candidate, NearestUncovered, OverlayScore};
use super::catalogue::Ordinal;
use super::manifest::Manifest;
use crate::Result;
use crate::content::Corpus;
use crate::passage::Passage;

/// Would turn texts into vectors: this program was built without an encoder.
#[derive(Debug, Clone, Default)]
pub struct Embedder;

/// Nothing understands a question.
#[derive(Debug)]
pub(crate) struct QueryEmbedding(Infallible);

/// There is no question as vectors.
pub(crate) struct QueryMeaning(Infallible);

/// A text has no vector, so that none of these is ever made. The byte makes a map of them a map as any other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct TextVector(u8);

impl TextVector {
    pub(crate) fn cosine(&self, _other: &Self) -> f32 {
        0.0
    }
}

/// There are no vectors.
pub(super) struct Vectors(Infallible);

/// How many texts a build turned into vectors: none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct VectorReport {
    pub(super) encoded: usize,
    pub(super) reused: usize,
}

impl Embedder {
    /// Words alone.
    pub fn none() -> Self {
        Self
    }

    /// Words alone: there is no encoder to load.
    pub fn load() -> Result<Self> {
        Ok(Self)
    }

    pub(crate) fn sparing(self) -> Result<Self> {
        Ok(self)
    }

    /// None: there is no encoder.
    pub fn version(&self) -> Option<&'static str> {
        None
    }

    pub(crate) fn is_whole_word(&self, _word: &str) -> bool {
        false
    }

    pub(crate) fn embed_query(&self, _question: &str) -> Result<Option<QueryEmbedding>> {
        Ok(None)
    }

    pub(crate) fn vectors_of(&self, _texts: &[&str]) -> Result<Vec<TextVector>> {
        Ok(Vec::new())
    }

    pub(super) fn write_vectors(
        &self,
        _generation: &Path,
        _known: &[PathBuf],
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
    pub(super) fn new(understood: &QueryEmbedding, _generation: &Generation) -> Option<Self> {
        match understood.0 {}
    }

    pub(super) fn cosine(&self, _text: &TextVector) -> f32 {
        match self.0 {}
    }

    pub(super) fn score(
        &self,
        _generation: &Generation,
        _taught: &[OverlayScore],
        _found: &mut BTreeMap<Ordinal, Candidate>,
    ) -> Option<NearestUncovered> {
        match self.0 {}
    }
}
