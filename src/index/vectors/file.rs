//! The file of a generation's vectors, opened.
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

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use tantivy::directory::{Directory as _, MmapDirectory, OwnedBytes};

use super::make::{self, Encoded, Known};
use super::quantized::QuantizedVector;
use crate::content::Corpus;
use crate::encoder::{
    Encoder, POOLED_DIMENSIONS as DIMENSIONS, TOKEN_BYTES, TOKEN_DIMENSIONS, TokenMatrix,
};
use crate::index::retrieve::idf;
use crate::passage::Passage;
use crate::{Error, Result};

pub(super) const FILE: &str = "vectors.bin";

pub(super) const MAGIC: &[u8; 8] = b"ENGRAMV2";

const HEADER_WORDS: usize = 8;

const PASSAGE_WORDS: usize = 8;

pub(super) const KEY_BYTES: usize = 16;

/// Stands for a passage without a heading.
pub(super) const NONE: u32 = u32::MAX;

pub(super) type Key = [u8; KEY_BYTES];

/// The opened vectors of a generation.
pub(in crate::index) struct Vectors {
    bytes: OwnedBytes,
    pub(super) passages: Vec<PassageRows>,
    pub(super) groups: Vec<Range<usize>>,
    /// Rarity of each word piece: `ln(1 + (N - n + 0.5) / (n + 0.5))`, as BM25 has it.
    pub(super) idf: HashMap<u32, f32>,
    pub(super) keys: Range<usize>,
    text_scales: Range<usize>,
    texts: Range<usize>,
    token_ids: Range<usize>,
    tokens: Range<usize>,
    /// The discriminant: a row for each section, then one for each group of what is not covered; none with few
    /// wordings.
    pub(super) classes: Vec<Vec<f32>>,
    pub(super) classes_of: Classes,
}

/// Where the vectors of one passage lie.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PassageRows {
    pub(super) text: usize,
    pub(super) heading: Option<usize>,
    pub(super) sentences: Range<usize>,
    pub(super) wordings: Range<usize>,
    pub(super) tokens: Range<usize>,
}

impl Vectors {
    /// Opens the vectors of a generation; they stay on disk and are mapped.
    pub(in crate::index) fn open(folder: &Path) -> Result<Self> {
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
    pub(in crate::index) fn in_ram(
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
        let classes_of = Classes::of(&passages);
        if classes != 0 && classes != classes_of.sections + groups.len() {
            return None;
        }
        let all = passages.len() as f32;
        let idf = piece_words
            .chunks_exact(2)
            .map(|row| {
                let holding = row[1] as f32;
                Some((u32::try_from(row[0]).ok()?, idf(all, holding)))
            })
            .collect::<Option<HashMap<_, _>>>()?;
        Some(Self {
            passages,
            groups,
            idf,
            keys,
            text_scales,
            texts: text_rows,
            token_ids,
            tokens: token_rows,
            classes: class_rows
                .chunks_exact(DIMENSIONS + 1)
                .map(<[f32]>::to_vec)
                .collect(),
            classes_of,
            bytes,
        })
    }

    pub(super) fn tokens_of(&self, rows: &PassageRows) -> TokenMatrix<'_> {
        let start = self.tokens.start + rows.tokens.start * TOKEN_BYTES;
        let end = self.tokens.start + rows.tokens.end * TOKEN_BYTES;
        TokenMatrix::from_bytes(&self.bytes[start..end]).expect("the range is one of whole tokens")
    }

    /// The values of a text and their scale.
    pub(super) fn text(&self, row: usize) -> (&[i8], f32) {
        let start = self.texts.start + row * DIMENSIONS;
        let values = bytemuck::cast_slice(&self.bytes[start..start + DIMENSIONS]);
        (values, self.float(self.text_scales.start + row * 4))
    }

    fn float(&self, at: usize) -> f32 {
        let bytes = &self.bytes[at..at + 4];
        f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
    }

    pub(super) fn key(&self, row: usize) -> Key {
        let start = self.keys.start + row * KEY_BYTES;
        let mut key = [0; KEY_BYTES];
        key.copy_from_slice(&self.bytes[start..start + KEY_BYTES]);
        key
    }

    /// The vectors of a text that was encoded for this generation.
    pub(super) fn again(&self, found: &Known) -> Encoded {
        let passage = found.passage.map(|place| &self.passages[place]);
        let (values, scale) = self.text(found.row);
        Encoded {
            text: QuantizedVector {
                values: values.to_vec(),
                scale,
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

/// The classes that the discriminant tells apart: sections, then groups of what is not covered.
pub(super) struct Classes {
    /// The class of each passage's section, counted from 0; none for a section that has neither heading nor wordings.
    pub(super) by_passage: Vec<Option<usize>>,
    /// How many classes are sections.
    pub(super) sections: usize,
}

impl Classes {
    pub(super) fn of(passages: &[PassageRows]) -> Self {
        let mut by_passage: Vec<Option<usize>> = Vec::with_capacity(passages.len());
        let mut sections = 0;
        for (place, rows) in passages.iter().enumerate() {
            let same = place.checked_sub(1).filter(|before| {
                rows.heading.is_some() && passages[*before].heading == rows.heading
            });
            by_passage.push(match same {
                Some(before) => by_passage[before],
                None if rows.heading.is_none() && rows.wordings.is_empty() => None,
                None => {
                    sections += 1;
                    Some(sections - 1)
                }
            });
        }
        Self {
            by_passage,
            sections,
        }
    }
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
