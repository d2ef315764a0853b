//! The libraries that a question is asked of, searched one by one and put in one order: a guild's own, if it has one,
//! and the shared one.
//!
//! Scores of two libraries do not compare: their terms have a different idf and one may lack wordings. Probabilities
//! do, so each passage is merged by the probability that its own library gives it.

use std::cmp::Reverse;
use std::sync::Arc;

use super::{Calibration, Reason, Signals};
use crate::Result;
use crate::content::LibraryProfile;
use crate::index::{Candidate, Embedder, Generation, Overlay, Override, SectionHead};
use crate::passage::PassageId;
use crate::query::Query;
use crate::search::{self, Found, PreparedQuery, Ranked};

/// How sure an answer is that an admin taught for exactly these words.
pub(super) const OVERRIDE_CONFIDENCE: f32 = 0.95;

/// This near (cosine) to one that is not covered it is the same question: it is as surely refused as one that was taught.
const SAME_AS_NOT_COVERED: f32 = 0.88;

/// Cosine to a heading from which on the nearest headings are worth offering. Of judged questions, nine of ten off-topic
/// ones stay below it, and of those near the topic that are refused not quite half reach it.
const NEAR_A_HEADING: f32 = 0.3;
/// The same by words alone: the probability of an answer.
const NEAR_BY_WORDS: f32 = 0.02;

/// One library.
#[derive(Clone, Copy)]
pub(crate) struct LibraryView<'a> {
    pub(crate) generation: &'a Generation,
    pub(crate) calibration: &'a Calibration,
}

/// All that an asker reaches.
pub(crate) struct SearchScope<'a> {
    /// The guild's own first.
    pub(crate) libraries: Vec<LibraryView<'a>>,
    /// What the guild's admins taught.
    pub(crate) taught: Option<&'a Overlay>,
    pub(crate) embedder: &'a Embedder,
}

impl<'a> SearchScope<'a> {
    pub(crate) fn generations(&self) -> Vec<&'a Generation> {
        self.libraries.iter().map(|one| one.generation).collect()
    }

    /// What the shared library is about, and what the bot says of itself.
    pub(super) fn profile(&self) -> Arc<LibraryProfile> {
        let shared = self.libraries.last();
        shared.map_or_else(Arc::default, |one| Arc::clone(one.generation.profile()))
    }

    /// What the guild's admins decided for exactly these words.
    pub(super) fn override_for(&self, query: &Query) -> Option<Override<'a>> {
        self.taught?.override_for(query.words())
    }

    /// Whether no earlier question is the context of this one: an admin decided for exactly these words, or they are the
    /// heading of a section.
    pub(crate) fn is_decided_by_words(&self, query: &Query) -> bool {
        self.override_for(query).is_some() || self.section_with_heading(query).is_some()
    }

    /// The reason of a group that is not covered, by its label: that of the articles' author where there is one.
    pub(super) fn reason(&self, label: &str) -> Reason {
        let mut groups = self
            .libraries
            .iter()
            .flat_map(|one| one.generation.not_covered());
        Reason::NotCovered {
            label: label.to_owned(),
            reason: groups
                .find(|group| group.label == label)
                .map(|group| group.reason.clone()),
        }
    }

    /// The section whose heading the question is, word for word: the guild's own first.
    pub(super) fn section_with_heading(&self, query: &Query) -> Option<PassageId> {
        let mut libraries = self.libraries.iter();
        let section =
            libraries.find_map(|one| one.generation.section_with_heading(query.words()))?;
        Some(section.id.clone())
    }

    /// Searches every library; the one that is surest comes first, of equally sure ones the guild's own.
    pub(super) fn search(&self, prepared: &PreparedQuery) -> Result<Vec<Searched<'a>>> {
        let mut searched = Vec::with_capacity(self.libraries.len());
        for library in &self.libraries {
            let found = search::search(library.generation, prepared, self.taught)?;
            searched.push(Searched::new(*library, found));
        }
        searched.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
        Ok(searched)
    }
}

/// What one library says to a question.
pub(super) struct Searched<'a> {
    pub(super) library: LibraryView<'a>,
    pub(super) found: Found,
    /// None if nothing was found.
    pub(super) signals: Option<Signals>,
    /// The probability that its first passage answers.
    pub(super) confidence: f32,
}

impl<'a> Searched<'a> {
    /// How near (cosine) the nearest wording is.
    pub(super) fn nearest_wording(&self) -> f32 {
        let ranked = self.found.ranked.iter();
        ranked
            .filter_map(|ranked| ranked.candidate.semantic)
            .map(|scores| scores.wordings.first())
            .fold(0.0, f32::max)
    }

    /// Whether its first passages are worth offering where there is no answer.
    pub(super) fn is_near(&self) -> bool {
        let scores = self.found.ranked.iter();
        let headings = scores.filter_map(|ranked| ranked.candidate.semantic);
        match headings.map(|scores| scores.heading).reduce(f32::max) {
            Some(heading) => heading >= NEAR_A_HEADING,
            None => self.confidence >= NEAR_BY_WORDS,
        }
    }

    /// Whether it is a question that is not covered in other words, and no wording is nearer.
    pub(super) fn repeats_not_covered(&self) -> bool {
        let near = self
            .found
            .not_covered
            .map_or(0.0, |near| near.nearest.first());
        near >= SAME_AS_NOT_COVERED && near > self.nearest_wording()
    }

    fn new(library: LibraryView<'a>, found: Found) -> Self {
        let signals = Signals::of(&found, 0);
        Self {
            confidence: signals
                .as_ref()
                .map_or(0.0, |signals| library.calibration.probability(signals)),
            signals,
            library,
            found,
        }
    }

    /// Whether a section is in this library.
    pub(super) fn holds(&self, section: &PassageId) -> bool {
        self.library.generation.ordinals_of(section).is_some()
    }

    /// The best-ranked piece of a section that the search found, or else its first piece, unscored; none if the section is
    /// not in this library.
    fn pinned(&self, section: &PassageId) -> Option<Ranked> {
        let ordinals = self.library.generation.ordinals_of(section)?;
        let mut ranked = self.found.ranked.iter();
        let found = ranked.find(|ranked| ordinals.contains(&ranked.candidate.ordinal));
        Some(found.cloned().unwrap_or_else(|| Ranked {
            score: 0.0,
            candidate: Candidate::unscored(ordinals.start),
        }))
    }

    /// The probability that the passage at this rank answers.
    fn probability(&self, index: usize) -> f32 {
        if index == 0 {
            return self.confidence;
        }
        Signals::of(&self.found, index).map_or(0.0, |signals| {
            let alone = self.library.calibration.probability(&signals);
            alone.min(self.confidence)
        })
    }
}

/// A passage that was found, and where.
#[derive(Clone)]
pub(super) struct MergedHit<'a> {
    pub(super) generation: &'a Generation,
    pub(super) ranked: Ranked,
    /// The probability that it answers.
    pub(super) probability: f32,
}

impl<'a> MergedHit<'a> {
    /// The section that the passage is a piece of, with the passage's ordinal.
    pub(super) fn section(&self) -> Option<&'a SectionHead> {
        self.generation.section_of(self.ranked.candidate.ordinal)
    }

    fn is_same(&self, generation: &Generation, ranked: &Ranked) -> bool {
        std::ptr::eq(self.generation, generation)
            && self.ranked.candidate.ordinal == ranked.candidate.ordinal
    }
}

/// The first `limit` passages of all libraries: the pinned section's first, then by probability. Each library's own
/// order stays.
pub(super) fn merge<'a>(
    searched: &[Searched<'a>],
    pinned: Option<&PassageId>,
    limit: usize,
) -> Vec<MergedHit<'a>> {
    let mut merged = Vec::with_capacity(limit);
    if let Some(section) = pinned {
        merged.extend(searched.iter().find_map(|one| {
            Some(MergedHit {
                generation: one.library.generation,
                ranked: one.pinned(section)?,
                probability: one.confidence.max(OVERRIDE_CONFIDENCE),
            })
        }));
    }
    let mut next = vec![0; searched.len()];
    while merged.len() < limit {
        let best = searched
            .iter()
            .zip(&next)
            .enumerate()
            .filter(|(_, (one, index))| **index < one.found.ranked.len())
            .map(|(library, (one, index))| (one.probability(*index), library))
            .max_by(|(one, index), (other, others)| {
                one.total_cmp(other)
                    .then(Reverse(index).cmp(&Reverse(others)))
            });
        let Some((probability, library)) = best else {
            break;
        };
        let one = &searched[library];
        let ranked = &one.found.ranked[next[library]];
        next[library] += 1;
        let generation = one.library.generation;
        if pinned.is_some() && merged.iter().any(|hit| hit.is_same(generation, ranked)) {
            continue;
        }
        merged.push(MergedHit {
            generation,
            ranked: ranked.clone(),
            probability,
        });
    }
    merged
}
