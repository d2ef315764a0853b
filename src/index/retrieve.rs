//! A query → candidates: what BM25, vectors and taught wordings each say of a passage, not yet weighted.

use std::collections::BTreeMap;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::bm25::{highest_score, idf};
use super::candidate::{Candidate, NearestUncovered};
use super::catalogue::Ordinal;
use super::embedder::QueryEmbedding;
use super::generation::Generation;
use super::overlay::Overlay;
use crate::{Error, Result};

/// Passages taken by BM25 over headings and texts, and as many by BM25 over wordings. With 100, as many judged questions
/// got the right passage first.
const BY_WORDS: usize = 40;

/// All that the index finds for a query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Retrieved {
    /// In the order of their ordinals.
    pub(crate) candidates: Vec<Candidate>,
    /// How many of the query's terms the texts hold, or the wordings, whichever hold more.
    pub(crate) known_terms: usize,
    /// The nearest questions that are not covered. None without vectors, or without such questions.
    pub(crate) not_covered: Option<NearestUncovered>,
}

/// Finds the passages that share terms with the query, that are near it in meaning, or that were taught for it.
pub(crate) fn retrieve(
    generation: &Generation,
    terms: &[String],
    embedding: Option<&QueryEmbedding>,
    overlay: Option<&Overlay>,
) -> Result<Retrieved> {
    let searcher = generation.searcher();
    let fields = generation.fields();
    let body = WordQuery::new(&searcher, fields.body, terms)?;
    let wordings = WordQuery::new(&searcher, fields.wordings, terms)?;
    let mut found: BTreeMap<Ordinal, Candidate> = BTreeMap::new();
    for (ordinal, score) in body.top(generation, &searcher, BY_WORDS)? {
        candidate(&mut found, ordinal).words = score;
    }
    for (ordinal, score) in wordings.top(generation, &searcher, BY_WORDS)? {
        candidate(&mut found, ordinal).wording_words = score;
    }
    // Without vectors of passages, those of taught wordings cannot be compared with anything.
    let vectors = generation.vectors();
    let embedding = embedding.filter(|_| vectors.is_some());
    let taught = overlay.map_or_else(Vec::new, |overlay| {
        overlay.score(generation, terms, &body.idfs, embedding)
    });
    for score in taught.iter().filter(|score| score.words > 0.0) {
        for ordinal in score.ordinals.clone() {
            let candidate = candidate(&mut found, ordinal);
            candidate.wording_words = candidate.wording_words.max(score.words);
        }
    }
    let mut not_covered = None;
    if let (Some(vectors), Some(embedding)) = (vectors, embedding) {
        not_covered = vectors.score(embedding, &taught, &mut found);
        if let Some(overlay) = overlay {
            let groups = generation.not_covered().len();
            not_covered = overlay.not_covered(not_covered, groups, embedding);
        }
    }
    Ok(Retrieved {
        candidates: found.into_values().collect(),
        known_terms: body.known.max(wordings.known),
        not_covered,
    })
}

fn candidate(found: &mut BTreeMap<Ordinal, Candidate>, ordinal: Ordinal) -> &mut Candidate {
    found
        .entry(ordinal)
        .or_insert_with(|| Candidate::unscored(ordinal))
}

/// The terms of a query that a field holds, any of which may match.
struct WordQuery {
    query: Option<BooleanQuery>,
    known: usize,
    /// The idf of each term, in the order of the terms.
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
            // A term that no passage holds still counts towards the highest possible score.
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
            highest_score: highest_score(&idfs),
            idfs,
        })
    }

    fn top(
        &self,
        generation: &Generation,
        searcher: &Searcher,
        limit: usize,
    ) -> Result<Vec<(Ordinal, f32)>> {
        let Some(query) = &self.query else {
            return Ok(Vec::new());
        };
        let top = searcher
            .search(query, &TopDocs::with_limit(limit).order_by_score())
            .map_err(|error| Error::internal("searching the index", error))?;
        Ok(top
            .into_iter()
            .map(|(score, address)| (generation.ordinal(address), score / self.highest_score))
            .collect())
    }
}
