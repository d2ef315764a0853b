//! A draft → its sections, and which of its passages the articles have already.

use std::collections::HashSet;

use super::Engine;
use crate::Result;
use crate::article::{ArticleId, GuildId};
use crate::content::{DroppedLine, Problem, Raw};
use crate::index::Generation;
use crate::passage::{PassageId, SplitLimits, split};
use crate::text::words;

/// Length of a run of words: two texts seldom share one by chance.
const RUN_WORDS: usize = 4;

/// A passage repeats another if this share of its runs of words occurs there. A paragraph with every tenth word changed
/// keeps two thirds of its runs.
const REPEATS_AT: f32 = 0.4;

/// Most repeats that are listed.
const MAX_REPEATS: usize = 10;

/// A draft as it would be added.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// Its title; none if there is no article in the file.
    pub title: Option<String>,
    /// The headings of its sections, in order; that of text before the first heading is empty.
    pub sections: Vec<String>,
    /// How many passages it would have.
    pub passages: usize,
    /// What the importer left out.
    pub dropped: Vec<DroppedLine>,
    /// What is wrong with the file.
    pub problems: Vec<Problem>,
    /// Passages that nearly repeat existing ones, the closest first.
    pub repeats: Vec<Repeat>,
}

/// A passage of a draft that nearly repeats an existing one.
#[derive(Debug, Clone, PartialEq)]
pub struct Repeat {
    /// The new passage's heading; none for text before the first one.
    pub heading: Option<String>,
    /// The passage that it repeats.
    pub of: PassageId,
    /// Title of that passage's article.
    pub title: String,
    /// Share of the new passage's runs that occur there, 0 to 1.
    pub share: f32,
}

impl Engine {
    /// Previews a file: what it would add, and what a guild's articles or the shared ones say already. The guild's
    /// own article of the same slug does not count: it would be replaced.
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn preview(&self, guild: Option<GuildId>, raw: Raw) -> Result<Preview> {
        let mut preview = Preview {
            title: None,
            sections: Vec::new(),
            passages: 0,
            dropped: raw.dropped,
            problems: raw.problems,
            repeats: Vec::new(),
        };
        let Some(article) = raw.article else {
            return Ok(preview);
        };
        let passages = split(&article, &SplitLimits::default());
        let new: Vec<(Option<&str>, HashSet<u64>)> = passages
            .iter()
            .map(|passage| (passage.heading(), runs(&passage.text)))
            .filter(|(_, runs)| !runs.is_empty())
            .collect();
        let replaced = ArticleId::own(article.id.as_str());
        for generation in self.view(guild)?.generations() {
            preview
                .repeats
                .extend(repeats(generation, &replaced, &new)?);
        }
        let repeats = &mut preview.repeats;
        repeats.sort_by(|one, other| {
            other
                .share
                .total_cmp(&one.share)
                .then_with(|| one.of.cmp(&other.of))
        });
        repeats.truncate(MAX_REPEATS);
        preview.passages = passages.len();
        preview.sections = article
            .sections
            .iter()
            .map(|section| section.heading().unwrap_or_default().to_owned())
            .collect();
        preview.title = Some(article.title);
        Ok(preview)
    }
}

/// For each new passage, the existing one that it repeats, if any.
fn repeats(
    generation: &Generation,
    replaced: &ArticleId,
    new: &[(Option<&str>, HashSet<u64>)],
) -> Result<Vec<Repeat>> {
    let mut nearest: Vec<Option<Repeat>> = vec![None; new.len()];
    for ordinal in 0.. {
        let Some(stored) = generation.passage(ordinal)? else {
            break;
        };
        let passage = stored.passage;
        if passage.article == *replaced {
            continue;
        }
        let there = runs(&passage.text);
        for ((heading, runs), nearest) in new.iter().zip(&mut nearest) {
            let common = runs.intersection(&there).count();
            let share = common as f32 / runs.len() as f32;
            if share >= REPEATS_AT && nearest.as_ref().is_none_or(|other| share > other.share) {
                *nearest = Some(Repeat {
                    heading: heading.map(str::to_owned),
                    of: passage.id.clone(),
                    title: passage.title.clone(),
                    share,
                });
            }
        }
    }
    Ok(nearest.into_iter().flatten().collect())
}

/// The runs of words in a text, as hashes. A text too short for one is a run itself.
fn runs(text: &str) -> HashSet<u64> {
    let words: Vec<String> = words(text).collect();
    let run = |words: &[String]| {
        let hash = blake3::hash(words.join(" ").as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&hash.as_bytes()[..8]);
        u64::from_le_bytes(first)
    };
    match words.len() {
        0 => HashSet::new(),
        few if few < RUN_WORDS => [run(&words)].into(),
        _ => words.windows(RUN_WORDS).map(run).collect(),
    }
}
