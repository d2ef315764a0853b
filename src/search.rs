//! Candidates → hits: ranked passages with the quote that would be shown and its best sentence.
//! The same query on the same index gives the same hits, bit for bit.

mod fuse;
mod highlight;
mod prepare;
mod spell;

use std::ops::Range;
use std::time::Instant;

use crate::Result;
use crate::index::{self, Candidate, Generation, NearestUncovered, Ordinal, Overlay};
use crate::metric::{Stage, record_stage};
use crate::passage::Passage;
use crate::query::Query;

use highlight::Nearness;
pub(crate) use prepare::{PreparedQuery, prepare};
pub(crate) use spell::is_known;

/// Among the first [`FIRST_PLACES`] hits, one article has at most this many.
const PER_ARTICLE: usize = 2;
/// The hits that a person looks at first.
const FIRST_PLACES: usize = 3;

/// One passage found for one query.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Place in the list, from 1.
    pub rank: usize,
    /// Fused score of the passage; where a guild has articles of its own, the probability that the passage answers. Comparable
    /// only within one query.
    pub score: f32,
    /// The passage itself.
    pub passage: Passage,
    /// What would be shown: bytes of the passage's text.
    pub quote: Range<usize>,
    /// The sentence in bold: bytes of the quote.
    pub highlight: Range<usize>,
}

impl Hit {
    /// The words that would be shown.
    pub fn quoted(&self) -> &str {
        &self.passage.text[self.quote.clone()]
    }
}

/// A candidate with its score.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ranked {
    pub(crate) score: f32,
    pub(crate) candidate: Candidate,
}

/// What a search found, before the passages are read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// Best first.
    pub(crate) ranked: Vec<Ranked>,
    /// How many of the query's terms the texts hold, or the wordings, whichever hold more.
    pub(crate) known_terms: usize,
    /// That number over the number of terms; 0 without a term.
    pub(crate) coverage: f32,
    /// The nearest questions that the articles do not cover.
    pub(crate) not_covered: Option<NearestUncovered>,
}

/// Ranks the passages of a generation for a query.
pub(crate) fn search(
    generation: &Generation,
    prepared: &PreparedQuery,
    taught: Option<&Overlay>,
) -> Result<Found> {
    let begun = Instant::now();
    let embedding = prepared.embedding.as_ref();
    let retrieved = index::retrieve(generation, &prepared.terms, embedding, taught)?;
    let ranked = spread(rank(retrieved.candidates), generation);
    record_stage(Stage::Search, begun.elapsed());
    Ok(Found {
        ranked,
        known_terms: retrieved.known_terms,
        coverage: retrieved.known_terms as f32 / prepared.terms.len().max(1) as f32,
        not_covered: retrieved.not_covered,
    })
}

/// The candidates with their scores, best first.
fn rank(candidates: Vec<Candidate>) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = candidates
        .into_iter()
        .map(|candidate| Ranked {
            score: fuse::score(&candidate),
            candidate,
        })
        .collect();
    // The order of ordinals is the order of ids.
    ranked.sort_by(|one, other| {
        other
            .score
            .total_cmp(&one.score)
            .then(one.candidate.ordinal.cmp(&other.candidate.ordinal))
    });
    ranked
}

/// Moves the third passage of one article behind the first places.
fn spread(ranked: Vec<Ranked>, generation: &Generation) -> Vec<Ranked> {
    let article = |ranked: &Ranked| generation.article_of(ranked.candidate.ordinal);
    let mut first: Vec<Ranked> = Vec::with_capacity(ranked.len());
    let mut later = Vec::new();
    for entry in ranked {
        let same = first
            .iter()
            .filter(|other| article(other) == article(&entry));
        if first.len() >= FIRST_PLACES || same.count() >= PER_ARTICLE {
            later.push(entry);
        } else {
            first.push(entry);
        }
    }
    first.append(&mut later);
    first
}

/// The first passages by plain BM25 over titles, headings and texts.
pub(crate) fn by_bm25(
    generation: &Generation,
    query: &Query,
    limit: usize,
) -> Result<Vec<Ordinal>> {
    let terms = Generation::terms(&query.content_words().join(" "));
    let mut found = index::retrieve(generation, &terms, None, None)?.candidates;
    found.retain(|candidate| candidate.words > 0.0);
    // The order of ordinals is the order of ids.
    found.sort_by(|one, other| {
        other
            .words
            .total_cmp(&one.words)
            .then(one.ordinal.cmp(&other.ordinal))
    });
    let first = found.into_iter().take(limit);
    Ok(first.map(|candidate| candidate.ordinal).collect())
}

/// Reads a passage that was found and picks what to show of it; none if the index holds no such passage. Its rank is 1.
pub(crate) fn hit(
    generation: &Generation,
    prepared: &PreparedQuery,
    ranked: &Ranked,
) -> Result<Option<Hit>> {
    let cosines = prepared
        .embedding
        .as_ref()
        .and_then(|question| generation.sentence_cosines(question, ranked.candidate.ordinal));
    let nearness = match cosines {
        Some(cosines) => Nearness::Meaning(cosines),
        None => Nearness::Words(&prepared.terms),
    };
    read(generation, nearness, ranked)
}

/// One passage by its place, as if it had been found.
pub(crate) fn hit_at(
    generation: &Generation,
    query: &Query,
    ordinal: Ordinal,
) -> Result<Option<Hit>> {
    let ranked = Ranked {
        score: 0.0,
        candidate: Candidate::unscored(ordinal),
    };
    let terms = prepare::terms(&[generation], query);
    read(generation, Nearness::Words(&terms), &ranked)
}

fn read(generation: &Generation, nearness: Nearness<'_>, ranked: &Ranked) -> Result<Option<Hit>> {
    let Some(stored) = generation.passage(ranked.candidate.ordinal)? else {
        return Ok(None);
    };
    let section = generation.section_of(ranked.candidate.ordinal);
    let answers_first = section.is_some_and(|section| {
        !section.wordings.is_empty() && section.first == ranked.candidate.ordinal
    });
    let (quote, highlight) = highlight::pick(&stored, nearness, answers_first);
    Ok(Some(Hit {
        rank: 1,
        score: ranked.score,
        passage: stored.passage,
        quote,
        highlight,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Embedder;

    #[test]
    fn one_article_never_fills_the_first_places() {
        let folder = tempfile::tempdir().unwrap();
        let article = |name: &str, sections: &[&str]| {
            let sections: Vec<String> = sections
                .iter()
                .map(|heading| format!("# {heading}\n\nOtters eat fish, says {heading}.\n\n"))
                .collect();
            std::fs::write(folder.path().join(name), sections.concat()).unwrap();
        };
        article(
            "a.md",
            &["Otters", "Otters one", "Otters two", "Otters three"],
        );
        article("b.md", &["Seals", "Fish for seals"]);
        let corpus = crate::content::load(folder.path()).unwrap();
        let generation = Generation::in_ram(&corpus, &Embedder::none()).unwrap();
        let query = Query::parse("otters");
        let prepared = prepare(&[&generation], &Embedder::none(), &query);
        let found = search(&generation, &prepared, None).unwrap();
        let articles: Vec<_> = found
            .ranked
            .iter()
            .map(|ranked| generation.article_of(ranked.candidate.ordinal))
            .collect();
        let most = articles
            .iter()
            .take(FIRST_PLACES)
            .filter(|own| **own == articles[0]);
        assert_eq!(most.count(), PER_ARTICLE, "{articles:?}");
        assert!(articles.len() > FIRST_PLACES);
    }
}
