//! Query → candidates: what words, meaning and wordings each say of a passage, side by side and not yet weighed.

use std::collections::BTreeMap;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::Generation;
use super::candidate::{Candidate, NearestUncovered};
use super::catalogue::Ordinal;
use super::embedder::{QueryEmbedding, QueryMeaning};
use super::overlay::Overlay;
use crate::{Error, Result};

/// Passages taken from the words of headings and texts, and as many from the words of wordings. With 100, as
/// many judged questions got the right passage first.
const BY_WORDS: usize = 40;

/// Passages taken where the words of headings and texts have the last word on the order. Of those that score like the
/// last one, which more may do, none is taken.
const BY_WORDS_ALONE: usize = 25;

/// Parameters of tantivy's BM25, for the highest score that a term can give.
const BM25_K1: f32 = 1.2;

/// All that the index says to a query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Retrieved {
    /// In no particular order, each passage once.
    pub(crate) candidates: Vec<Candidate>,
    /// Whether a thorough search would find more.
    pub(crate) more: bool,
    /// How many of the query's terms any passage holds.
    pub(crate) known_terms: usize,
    /// The nearest questions that are not covered, if there are any and vectors for them.
    pub(crate) not_covered: Option<NearestUncovered>,
}

/// Finds the passages that share words or meaning with the query, or that it was taught to mean. Unless it is to be
/// `thorough`, it stops early where nothing but the words of headings and texts orders the passages.
pub(crate) fn retrieve(
    generation: &Generation,
    terms: &[String],
    understood: Option<&QueryEmbedding>,
    taught: Option<&Overlay>,
    thorough: bool,
) -> Result<Retrieved> {
    let searcher = generation.searcher();
    let fields = generation.fields();
    let body = WordQuery::new(&searcher, fields.body, terms)?;
    let wordings = WordQuery::new(&searcher, fields.wordings, terms)?;
    let mut found: BTreeMap<Ordinal, Candidate> = BTreeMap::new();
    let mut candidate = |ordinal: Ordinal, keep: &dyn Fn(&mut Candidate)| {
        keep(
            found
                .entry(ordinal)
                .or_insert_with(|| Candidate::unscored(ordinal)),
        );
    };
    let early = !thorough && understood.is_none() && taught.is_none() && wordings.query.is_none();
    let most = if early { BY_WORDS_ALONE } else { BY_WORDS };
    let mut by_words = body.top(generation, &searcher, most)?;
    let more = early && by_words.len() == most;
    if more {
        let last = by_words.last().map_or(0.0, |(_, score)| *score);
        by_words.retain(|(_, score)| *score > last);
    }
    for (ordinal, score) in by_words {
        candidate(ordinal, &|candidate| candidate.words = score);
    }
    for (ordinal, score) in wordings.top(generation, &searcher, BY_WORDS)? {
        candidate(ordinal, &|candidate| candidate.wording_words = score);
    }
    let meaning = understood.and_then(|understood| QueryMeaning::new(understood, generation));
    let said = taught.map_or_else(Vec::new, |taught| {
        taught.score(generation, terms, &body.idfs, meaning.as_ref())
    });
    for said in said.iter().filter(|said| said.words > 0.0) {
        for ordinal in said.ordinals.clone() {
            candidate(ordinal, &|candidate| {
                candidate.wording_words = candidate.wording_words.max(said.words);
            });
        }
    }
    let mut not_covered = None;
    if let Some(meaning) = &meaning {
        not_covered = meaning.score(generation, &said, &mut found);
        if let Some(taught) = taught {
            not_covered = taught.not_covered(not_covered, generation.not_covered().len(), meaning);
        }
    }
    Ok(Retrieved {
        candidates: found.into_values().collect(),
        more,
        known_terms: body.known.max(wordings.known),
        not_covered,
    })
}

/// BM25's idf of what `holding` of `all` passages hold.
pub(super) fn idf(all: f32, holding: f32) -> f32 {
    (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
}

/// The terms of a query that a field knows, any of which may match.
struct WordQuery {
    query: Option<BooleanQuery>,
    known: usize,
    /// How rare each term is, in the order of the terms.
    idfs: Vec<f32>,
    highest_score: f32,
}

impl WordQuery {
    fn new(searcher: &Searcher, field: Field, terms: &[String]) -> Result<Self> {
        let documents = searcher.num_docs() as f32;
        let mut clauses: Vec<(Occur, Box<dyn tantivy::query::Query>)> = Vec::new();
        let mut idfs = Vec::with_capacity(terms.len());
        for text in terms {
            let term = Term::from_field_text(field, text);
            let frequency = searcher
                .doc_freq(&term)
                .map_err(|error| Error::internal("reading the index", error))?;
            // A term that nothing holds still counts towards the highest score: it is what the query asked for.
            idfs.push(idf(documents, frequency as f32));
            if frequency > 0 {
                clauses.push((
                    Occur::Should,
                    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
                ));
            }
        }
        Ok(Self {
            known: clauses.len(),
            query: (!clauses.is_empty()).then(|| BooleanQuery::new(clauses)),
            highest_score: idfs.iter().map(|idf| idf * (BM25_K1 + 1.0)).sum(),
            idfs,
        })
    }

    fn top(
        &self,
        generation: &Generation,
        searcher: &Searcher,
        most: usize,
    ) -> Result<Vec<(Ordinal, f32)>> {
        let Some(query) = &self.query else {
            return Ok(Vec::new());
        };
        let top = searcher
            .search(query, &TopDocs::with_limit(most).order_by_score())
            .map_err(|error| Error::internal("searching the index", error))?;
        Ok(top
            .into_iter()
            .map(|(score, address)| (generation.ordinal(address), score / self.highest_score))
            .collect())
    }
}
