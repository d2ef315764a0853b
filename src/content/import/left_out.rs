//! Compares page and article → the blocks of the page that are not in the article.

use std::collections::HashSet;

use super::{DropReason, DroppedLine};
use crate::content::html::TextBlock;
use crate::text;

/// Length of a run of words: two texts seldom share one by chance.
const RUN_WORDS: usize = 4;
/// A block counts as kept if this share of its runs of words is in the article, in percent. A paragraph with one word
/// changed has more; one of which half was removed has less.
const KEPT_PERCENT: usize = 60;
/// A block counts as a link if this share of its text is within links, in percent.
const LINKED_PERCENT: usize = 50;

/// The blocks of a page that are not in the kept text.
pub(super) fn left_out<'a>(
    blocks: impl IntoIterator<Item = &'a TextBlock>,
    kept: &[&str],
    told: &[DroppedLine],
) -> Vec<DroppedLine> {
    let mut seen: HashSet<u64> = HashSet::new();
    let texts = kept
        .iter()
        .copied()
        .chain(told.iter().map(|line| line.text.as_str()));
    for text in texts {
        let words = words(text);
        for length in 1..=RUN_WORDS {
            seen.extend(words.windows(length).map(hash));
        }
    }
    let mut out = Vec::new();
    let mut told: HashSet<u64> = HashSet::new();
    for block in blocks {
        let words = words(&block.text);
        if words.is_empty() || !told.insert(hash(&words)) {
            continue;
        }
        let runs = words.windows(words.len().min(RUN_WORDS));
        let (all, found) = runs.fold((0, 0), |(all, found), run| {
            (all + 1, found + usize::from(seen.contains(&hash(run))))
        });
        if found * 100 >= all * KEPT_PERCENT {
            continue;
        }
        let linked = block.linked_bytes * 100 >= block.text.len() * LINKED_PERCENT;
        let reason = if linked {
            DropReason::OutsideLink
        } else {
            DropReason::Outside
        };
        out.push(DroppedLine::new(block.line, &block.text, reason));
    }
    out
}

/// Folded words; where a script has no spaces, its letters.
fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in text::words(text) {
        if word.is_ascii() || word.chars().count() <= 12 {
            found.push(word);
        } else {
            found.extend(word.chars().map(String::from));
        }
    }
    found
}

fn hash(words: &[String]) -> u64 {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}
