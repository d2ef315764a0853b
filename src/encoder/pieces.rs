//! Text → word pieces of the vocabulary: the most probable segmentation by the unigram model of `SentencePiece`.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

use super::MAX_PIECES;
use super::weights::Weights;
use crate::Result;

/// The special piece before a text. The first three rows of the word table are special pieces.
pub(super) const CLS: u32 = 0;
/// The special piece after a text.
pub(super) const SEP: u32 = 1;
/// The special piece for unknown characters.
const UNKNOWN: u32 = 2;
const FIRST_PIECE: u32 = 3;

/// Stands for a space within a piece.
const SPACE: char = '\u{2581}';
/// An unknown character costs this much more than the least probable piece.
const UNKNOWN_COST: f32 = 10.0;
/// Most characters of a text: far more than [`MAX_PIECES`] pieces of any real text, and a bound on the cost of a huge one.
const MAX_CHARS: usize = 4_096;

/// English words: a vocabulary for a hundred languages holds fewer of them in one piece.
static ENGLISH: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("../../model/english-words.txt")
        .lines()
        .collect()
});

type Word = [u8; 4];

/// The vocabulary, searched without copying it, and the map that normalises characters first.
pub(super) struct Pieces {
    /// All pieces, in the order of their bytes.
    text: &'static [u8],
    ends: &'static [Word],
    scores: &'static [Word],
    unknown_score: f32,
    /// Characters that are replaced, in their order.
    characters: &'static [Word],
    replacements: &'static [Word],
    replacement_ends: &'static [Word],
}

/// The best segmentation of a text up to some byte.
#[derive(Clone, Copy)]
struct Step {
    score: f32,
    /// Where its last piece starts.
    start: usize,
    piece: u32,
}

impl Pieces {
    pub(super) fn load(weights: &Weights) -> Result<Self> {
        let scores = weights.words("piece_scores")?;
        let lowest = scores.iter().map(|score| f32::from_le_bytes(*score));
        Ok(Self {
            text: weights.bytes("pieces")?,
            ends: weights.words("piece_ends")?,
            scores,
            unknown_score: lowest.fold(0.0, f32::min) - UNKNOWN_COST,
            characters: weights.words("characters")?,
            replacements: weights.words("replacements")?,
            replacement_ends: weights.words("replacement_ends")?,
        })
    }

    /// The pieces of a text in order, without special pieces, at most as many as the model reads.
    pub(super) fn split(&self, text: &str) -> Vec<u32> {
        let text = self.normalize(text);
        let steps = self.steps(&text);
        let mut pieces = Vec::new();
        let mut end = text.len();
        while end > 0 {
            let step = steps[end];
            // Unknown characters in a row are one unknown piece.
            if step.piece != UNKNOWN || pieces.last() != Some(&UNKNOWN) {
                pieces.push(step.piece);
            }
            end = step.start;
        }
        pieces.reverse();
        pieces.truncate(MAX_PIECES - 2);
        pieces
    }

    /// Whether a word is one piece of the vocabulary, or in the list of English words.
    pub(super) fn is_whole_word(&self, word: &str) -> bool {
        if ENGLISH.contains(word) {
            return true;
        }
        let text = self.normalize(word);
        let mut longest = 0;
        self.each_prefix(text.as_bytes(), |length, _| longest = length);
        !word.is_empty() && word.chars().all(char::is_alphanumeric) && longest == text.len()
    }

    /// Replaces characters, makes one space of several, and begins with one.
    fn normalize(&self, text: &str) -> String {
        let mut normalized = String::with_capacity(text.len() + SPACE.len_utf8());
        normalized.push(SPACE);
        for character in text.chars().take(MAX_CHARS).nfc() {
            match self.replacement(character) {
                Some(replacement) => replacement.for_each(|one| push(&mut normalized, one)),
                None => push(&mut normalized, character),
            }
        }
        if normalized.ends_with(SPACE) {
            normalized.pop();
        }
        normalized
    }

    /// What stands for a character that is replaced; it may be nothing at all.
    fn replacement(&self, character: char) -> Option<impl Iterator<Item = char>> {
        let sought = u32::from(character);
        let index = self
            .characters
            .binary_search_by_key(&sought, |one| u32::from_le_bytes(*one))
            .ok()?;
        let replacements = span(self.replacement_ends, index).map(move |at| self.replacements[at]);
        Some(replacements.filter_map(|one| char::from_u32(u32::from_le_bytes(one))))
    }

    /// For each byte at which a character ends, the best way to get there (Viterbi).
    fn steps(&self, text: &str) -> Vec<Step> {
        let unreached = Step {
            score: f32::NEG_INFINITY,
            start: 0,
            piece: UNKNOWN,
        };
        let mut steps = vec![unreached; text.len() + 1];
        steps[0].score = 0.0;
        for (start, character) in text.char_indices() {
            let before = steps[start].score;
            let mut offer = |length: usize, score: f32, piece: u32| {
                let step = &mut steps[start + length];
                if before + score > step.score {
                    *step = Step {
                        score: before + score,
                        start,
                        piece,
                    };
                }
            };
            offer(character.len_utf8(), self.unknown_score, UNKNOWN);
            self.each_prefix(&text.as_bytes()[start..], |length, index| {
                let score = f32::from_le_bytes(self.scores[index]);
                let piece = u32::try_from(index).expect("the vocabulary has under 2^32 pieces");
                offer(length, score, FIRST_PIECE + piece);
            });
        }
        steps
    }

    /// Calls with the length and the index of each piece that the bytes begin with, the shortest first.
    fn each_prefix(&self, bytes: &[u8], mut found: impl FnMut(usize, usize)) {
        // The pieces that begin with the bytes read so far.
        let (mut first, mut end) = (0, self.ends.len());
        for (depth, byte) in bytes.iter().enumerate() {
            let next = |index: usize| self.text[span(self.ends, index)].get(depth).copied();
            let start = partition(first..end, |index| next(index) < Some(*byte));
            end = partition(start..end, |index| next(index) <= Some(*byte));
            first = start;
            if first == end {
                return;
            }
            if span(self.ends, first).len() == depth + 1 {
                found(depth + 1, first);
            }
        }
    }
}

fn push(text: &mut String, character: char) {
    match character {
        ' ' | SPACE if text.ends_with(SPACE) => {}
        ' ' => text.push(SPACE),
        _ => text.push(character),
    }
}

/// From the end before to the end at this index.
fn span(ends: &[Word], index: usize) -> Range<usize> {
    let end = |index: usize| u32::from_le_bytes(ends[index]) as usize;
    index.checked_sub(1).map_or(0, end)..end(index)
}

/// The first index of a range for which it is not so, where all for which it is so come first.
fn partition(range: Range<usize>, is_so: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low.midpoint(high);
        if is_so(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
