//! The vectors of a generation, as they lie on disk, and what they say of a question.
//!
//! One file, little-endian, of whole rows:
//!
//! ```text
//! header     magic, then as u32: dimensions of texts, of tokens, and the numbers of rows in each table below
//! passages   8 × u32: text, heading, first sentence, sentences, first wording, wordings, first token, tokens
//! groups     2 × u32: first question, questions of each group of what is not covered
//! pieces     2 × u32: a word piece and the number of passages that hold it
//! keys       16 bytes a text: the start of its BLAKE3
//! scales     f32 a text
//! texts      i8 × dimensions a text; value × scale is the vector, of length 1
//! token ids  u32 a token
//! tokens     the bytes of a TokenMatrix a passage
//! classes    f32 × (dimensions + 1) a section and a group: the discriminant; none if there are few wordings
//! ```

mod make;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};
use tantivy::directory::{Directory as _, MmapDirectory, OwnedBytes};

use super::catalogue::Ordinal;
use super::discriminant;
use super::retrieve::{Candidate, MeaningScores, NotCovered, nearest_of_both};
use super::taught::Said;
use crate::content::Corpus;
use crate::encoder::{
    Encoder, Encoding, POOLED_DIMENSIONS as DIMENSIONS, TOKEN_DIMENSIONS, TokenMatrix,
};
use crate::passage::Passage;
use crate::{Error, Result};
pub(super) use make::write;
use make::{Encoded, Known};

const FILE: &str = "vectors.bin";
const MAGIC: &[u8; 8] = b"ENGRAMV2";
const HEADER_WORDS: usize = 8;
const PASSAGE_WORDS: usize = 8;
const KEY_BYTES: usize = 16;
/// Bytes of one token in a [`TokenMatrix`]: its scale and its values.
const TOKEN_BYTES: usize = 4 + TOKEN_DIMENSIONS;
/// Stands for a passage without a heading.
const NONE: u32 = u32::MAX;

/// Passages taken from meaning for late interaction, beside those found by words.
const BY_MEANING: usize = 40;

type Key = [u8; KEY_BYTES];

/// A question's vectors.
pub(super) struct QueryVectors {
    text: Row,
    /// What the discriminant says of each class.
    classes: Vec<f32>,
    tokens: TokenMatrix<'static>,
    /// How rare the word piece of each token is among the passages.
    weights: Vec<f32>,
}

/// A vector of length 1 in 8 bits: `value × scale`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Row {
    values: Vec<i8>,
    scale: f32,
}

impl QueryVectors {
    /// The cosine between the question and a text.
    pub(super) fn cosine(&self, text: &Row) -> f32 {
        self.text.cosine(text)
    }
}

impl Row {
    pub(super) fn new(vector: &[f32]) -> Self {
        let largest = vector
            .iter()
            .fold(0.0_f32, |most, value| most.max(value.abs()));
        let step = if largest > 0.0 { largest / 127.0 } else { 1.0 };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "it is between -127 and 127"
        )]
        let values: Vec<i8> = vector
            .iter()
            .map(|value| (value / step).round() as i8)
            .collect();
        let length = (dot(&values, &values) as f32).sqrt();
        Self {
            values,
            scale: if length > 0.0 { 1.0 / length } else { 0.0 },
        }
    }

    pub(super) fn cosine(&self, other: &Self) -> f32 {
        dot(&self.values, &other.values) as f32 * self.scale * other.scale
    }

    fn vector(&self) -> Vec<f32> {
        self.values
            .iter()
            .map(|value| f32::from(*value) * self.scale)
            .collect()
    }
}

/// Rounding is bounded: the greatest product is 127², and 384 of them fit an `i32` by far, so nothing wraps.
fn dot(one: &[i8], other: &[i8]) -> i32 {
    one.iter().zip(other).fold(0, |sum: i32, (a, b)| {
        sum.wrapping_add(i32::from(i16::from(*a).wrapping_mul(i16::from(*b))))
    })
}

/// The opened vectors of a generation.
pub(super) struct Vectors {
    bytes: OwnedBytes,
    passages: Vec<PassageRows>,
    groups: Vec<Range<usize>>,
    /// Rarity of each word piece: `ln(1 + (N - n + 0.5) / (n + 0.5))`, as BM25 has it.
    rarity: HashMap<u32, f32>,
    keys: Range<usize>,
    text_scales: Range<usize>,
    texts: Range<usize>,
    token_ids: Range<usize>,
    tokens: Range<usize>,
    /// The discriminant: a row for each section, then one for each group of what is not covered; none with few
    /// wordings.
    classes: Vec<Vec<f32>>,
    /// How many classes are sections.
    sections: usize,
    classes_by_passage: Vec<Option<usize>>,
}

/// Where the vectors of one passage lie.
#[derive(Debug, Clone, PartialEq)]
struct PassageRows {
    text: usize,
    heading: Option<usize>,
    sentences: Range<usize>,
    wordings: Range<usize>,
    tokens: Range<usize>,
}

impl Vectors {
    /// Opens the vectors of a generation; they stay on disk and are mapped.
    pub(super) fn open(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let broken = |what: String| Error::IndexBroken {
            path: path.clone(),
            what,
        };
        let bytes = MmapDirectory::open(folder)
            .map_err(|error| broken(error.to_string()))?
            .open_read(Path::new(FILE))
            .map_err(|error| broken(error.to_string()))?
            .read_bytes()
            .map_err(|error| Error::io("read", &path, error))?;
        Self::new(bytes).ok_or_else(|| broken("its tables do not fit its size".to_owned()))
    }

    /// Makes the vectors of a corpus in memory.
    pub(super) fn in_ram(
        encoder: &Encoder,
        corpus: &Corpus,
        passages: &[Vec<Passage>],
    ) -> Result<Self> {
        let (bytes, _) = make::encode(encoder, &[], corpus, passages, &|_| {})?;
        Self::new(OwnedBytes::new(bytes))
            .ok_or_else(|| Error::internal("making vectors", "their tables do not fit"))
    }

    /// Finds the tables; none if they do not fit the file or point outside each other.
    fn new(bytes: OwnedBytes) -> Option<Self> {
        let mut reader = Reader {
            bytes: &bytes,
            at: 0,
        };
        let magic = reader.take(MAGIC.len())?;
        if bytes[magic] != *MAGIC {
            return None;
        }
        let header = reader.words(HEADER_WORDS)?;
        let [
            dimensions,
            token_dimensions,
            passages,
            groups,
            pieces,
            texts,
            tokens,
            classes,
        ] = header[..]
        else {
            return None;
        };
        if (dimensions, token_dimensions) != (DIMENSIONS, TOKEN_DIMENSIONS) {
            return None;
        }
        let passage_words = reader.words(passages.checked_mul(PASSAGE_WORDS)?)?;
        let group_words = reader.words(groups.checked_mul(2)?)?;
        let piece_words = reader.words(pieces.checked_mul(2)?)?;
        let keys = reader.take(texts.checked_mul(KEY_BYTES)?)?;
        let text_scales = reader.take(texts.checked_mul(4)?)?;
        let text_rows = reader.take(texts.checked_mul(DIMENSIONS)?)?;
        let token_ids = reader.take(tokens.checked_mul(4)?)?;
        let token_rows = reader.take(tokens.checked_mul(TOKEN_BYTES)?)?;
        let class_rows = reader.floats(classes.checked_mul(DIMENSIONS + 1)?)?;
        if reader.at != bytes.len() {
            return None;
        }
        let range = |start: usize, count: usize, limit: usize| {
            let end = start.checked_add(count)?;
            (end <= limit).then_some(start..end)
        };
        let passages = passage_words
            .chunks_exact(PASSAGE_WORDS)
            .map(|row| {
                Some(PassageRows {
                    text: range(row[0], 1, texts)?.start,
                    heading: match row[1] {
                        none if none == NONE as usize => None,
                        heading => Some(range(heading, 1, texts)?.start),
                    },
                    sentences: range(row[2], row[3], texts)?,
                    wordings: range(row[4], row[5], texts)?,
                    tokens: range(row[6], row[7], tokens)?,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        let groups = group_words
            .chunks_exact(2)
            .map(|row| range(row[0], row[1], texts))
            .collect::<Option<Vec<_>>>()?;
        let classes_by_passage = classes_of(&passages);
        let sections = classes_by_passage
            .iter()
            .flatten()
            .max()
            .map_or(0, |last| last + 1);
        if classes != 0 && classes != sections + groups.len() {
            return None;
        }
        let all = passages.len() as f32;
        let rarity = piece_words
            .chunks_exact(2)
            .map(|row| {
                let holding = row[1] as f32;
                Some((u32::try_from(row[0]).ok()?, rarity(all, holding)))
            })
            .collect::<Option<HashMap<_, _>>>()?;
        Some(Self {
            passages,
            groups,
            rarity,
            keys,
            text_scales,
            texts: text_rows,
            token_ids,
            tokens: token_rows,
            classes: class_rows
                .chunks_exact(DIMENSIONS + 1)
                .map(<[f32]>::to_vec)
                .collect(),
            sections,
            classes_by_passage,
            bytes,
        })
    }

    /// Readies a question's vectors for comparing.
    pub(super) fn understand(&self, question: &Encoding) -> QueryVectors {
        let unseen = rarity(self.passages.len() as f32, 0.0);
        QueryVectors {
            text: Row::new(&question.pooled),
            classes: self
                .classes
                .iter()
                .map(|row| discriminant::fits(row, &question.pooled))
                .collect(),
            tokens: TokenMatrix::from(question),
            weights: question
                .tokens
                .iter()
                .map(|token| self.rarity.get(&token.id).copied().unwrap_or(unseen))
                .collect(),
        }
    }

    /// Compares a question with everything: all texts of all passages, then the tokens of the nearest passages. What
    /// was taught counts among the wordings of its section.
    pub(super) fn score(
        &self,
        question: &QueryVectors,
        taught: &[Said],
        found: &mut BTreeMap<Ordinal, Candidate>,
    ) -> Option<NotCovered> {
        let mut scores: Vec<(Ordinal, MeaningScores)> = (0..)
            .zip(&self.passages)
            .map(|(ordinal, rows)| (ordinal, self.compare(&question.text, rows)))
            .collect();
        self.share_wordings(&mut scores);
        for said in taught {
            for place in said.ordinals.clone() {
                let Some((_, scores)) = scores.get_mut(place as usize) else {
                    continue;
                };
                scores.wordings = nearest_of_both(scores.wordings, [said.cosine, 0.0, 0.0]);
            }
        }
        let (sections, groups) = question
            .classes
            .split_at(self.sections.min(question.classes.len()));
        let all_sections = discriminant::log_sum(sections);
        for ((_, scores), class) in scores.iter_mut().zip(&self.classes_by_passage) {
            // Of a section without examples nothing is known: it gets an even share.
            let even = all_sections - (sections.len() as f32).ln();
            let fitting = class.map_or(Some(&even), |class| sections.get(class));
            scores.fit = fitting
                .filter(|_| !sections.is_empty())
                .map(|fitting| fitting - all_sections);
        }
        let nearest_group = groups.iter().copied().max_by(f32::total_cmp);
        let groups_fit = nearest_group.map(|fitting| fitting - all_sections);
        let rough = |scores: &MeaningScores| {
            scores.passage + scores.sentence + scores.heading + 2.0 * scores.wordings[0]
        };
        scores.sort_by(|(one, a), (other, b)| rough(b).total_cmp(&rough(a)).then(one.cmp(other)));
        for (place, (ordinal, mut scores)) in scores.into_iter().enumerate() {
            if place >= BY_MEANING && !found.contains_key(&ordinal) {
                continue;
            }
            let tokens = self.tokens_of(&self.passages[ordinal as usize]);
            scores.max_sim = tokens.max_sim(&question.tokens, &question.weights);
            found
                .entry(ordinal)
                .or_insert_with(|| Candidate::unscored(ordinal))
                .meaning = Some(scores);
        }
        self.groups
            .iter()
            .enumerate()
            .map(|(group, rows)| NotCovered {
                group,
                nearest: self.nearest(&question.text, rows.clone()),
                fit: groups_fit,
            })
            .reduce(NotCovered::with)
    }

    /// The later pieces of a section have no wordings of their own: they share those of its first piece.
    fn share_wordings(&self, scores: &mut [(Ordinal, MeaningScores)]) {
        for place in 1..scores.len() {
            let rows = &self.passages[place];
            let before = &self.passages[place - 1];
            if rows.heading.is_some() && rows.heading == before.heading && rows.wordings.is_empty()
            {
                scores[place].1.wordings = scores[place - 1].1.wordings;
            }
        }
    }

    fn compare(&self, question: &Row, rows: &PassageRows) -> MeaningScores {
        let mut sentence = 0.0;
        let mut best_sentence = 0;
        for (place, row) in rows.sentences.clone().enumerate() {
            let cosine = self.cosine(question, row);
            if cosine > sentence {
                sentence = cosine;
                best_sentence = place;
            }
        }
        MeaningScores {
            passage: self.cosine(question, rows.text),
            sentence,
            best_sentence,
            heading: rows.heading.map_or(0.0, |row| self.cosine(question, row)),
            wordings: self.nearest(question, rows.wordings.clone()),
            max_sim: 0.0,
            fit: None,
        }
    }

    fn nearest(&self, question: &Row, rows: Range<usize>) -> [f32; 3] {
        let mut nearest = [0.0; 3];
        for row in rows {
            let cosine = self.cosine(question, row);
            if let Some(place) = nearest.iter().position(|other| cosine > *other) {
                nearest[place..].rotate_right(1);
                nearest[place] = cosine;
            }
        }
        nearest
    }

    fn tokens_of(&self, rows: &PassageRows) -> TokenMatrix<'_> {
        let start = self.tokens.start + rows.tokens.start * TOKEN_BYTES;
        let end = self.tokens.start + rows.tokens.end * TOKEN_BYTES;
        TokenMatrix::from_bytes(&self.bytes[start..end]).expect("the range is one of whole tokens")
    }

    fn cosine(&self, question: &Row, row: usize) -> f32 {
        dot(&question.values, self.text_values(row)) as f32
            * question.scale
            * self.float(self.text_scales.start + row * 4)
    }

    fn text_values(&self, row: usize) -> &[i8] {
        let start = self.texts.start + row * DIMENSIONS;
        bytemuck::cast_slice(&self.bytes[start..start + DIMENSIONS])
    }

    fn float(&self, at: usize) -> f32 {
        let bytes = &self.bytes[at..at + 4];
        f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
    }

    fn key(&self, row: usize) -> Key {
        let start = self.keys.start + row * KEY_BYTES;
        let mut key = [0; KEY_BYTES];
        key.copy_from_slice(&self.bytes[start..start + KEY_BYTES]);
        key
    }

    /// The vectors of a text that was encoded for this generation.
    fn again(&self, found: &Known) -> Encoded {
        let passage = found.passage.map(|place| &self.passages[place]);
        Encoded {
            text: Row {
                values: self.text_values(found.row).to_vec(),
                scale: self.float(self.text_scales.start + found.row * 4),
            },
            token_ids: passage.map_or(Vec::new(), |rows| self.token_ids(rows.tokens.clone())),
            tokens: passage.map_or(Vec::new(), |rows| self.tokens_of(rows).as_bytes().to_vec()),
        }
    }

    fn token_ids(&self, rows: Range<usize>) -> Vec<u32> {
        let start = self.token_ids.start;
        self.bytes[start + rows.start * 4..start + rows.end * 4]
            .chunks_exact(4)
            .map(|id| u32::from_le_bytes([id[0], id[1], id[2], id[3]]))
            .collect()
    }
}

/// The class of each passage's section, counted from 0; none for a section that has neither heading nor wordings.
fn classes_of(passages: &[PassageRows]) -> Vec<Option<usize>> {
    let mut classes: Vec<Option<usize>> = Vec::with_capacity(passages.len());
    let mut next = 0;
    for (place, rows) in passages.iter().enumerate() {
        let before = place.checked_sub(1);
        let same = before
            .filter(|before| rows.heading.is_some() && passages[*before].heading == rows.heading);
        classes.push(match same {
            Some(before) => classes[before],
            None if rows.heading.is_none() && rows.wordings.is_empty() => None,
            None => {
                next += 1;
                Some(next - 1)
            }
        });
    }
    classes
}

/// BM25's rarity of a word piece that `holding` of `all` passages hold.
fn rarity(all: f32, holding: f32) -> f32 {
    (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
}

/// Cuts tables off the front of a file.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn take(&mut self, count: usize) -> Option<Range<usize>> {
        let start = self.at;
        self.at = start.checked_add(count)?;
        (self.at <= self.bytes.len()).then_some(start..self.at)
    }

    fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        let range = self.take(count.checked_mul(4)?)?;
        Some(
            self.bytes[range]
                .chunks_exact(4)
                .map(|float| f32::from_le_bytes([float[0], float[1], float[2], float[3]]))
                .collect(),
        )
    }

    fn words(&mut self, count: usize) -> Option<Vec<usize>> {
        let range = self.take(count.checked_mul(4)?)?;
        Some(
            self.bytes[range]
                .chunks_exact(4)
                .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]) as usize)
                .collect(),
        )
    }
}
