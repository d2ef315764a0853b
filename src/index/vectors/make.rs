//! The texts of a corpus → their vectors: made together, taken over where a text is the same as before, and laid out
//! as one file.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::file::{Classes, FILE, KEY_BYTES, Key, MAGIC, NONE, PassageRows, Vectors};
use super::quantized::QuantizedVector;
use crate::Result;
use crate::content::Corpus;
use crate::encoder::{
    ENCODER_VERSION, Encoder, Encoding, POOLED_DIMENSIONS as DIMENSIONS, TOKEN_DIMENSIONS,
    TokenMatrix,
};
use crate::index::build::Progress;
use crate::index::discriminant;
use crate::index::embedder::VectorReport;
use crate::index::manifest::{Manifest, write_durably};
use crate::passage::Passage;
use crate::text::sentences;

/// Texts that are encoded between two signs of progress.
const TEXTS_AT_A_TIME: usize = 128;

/// Wordings that the sections must have on average for a discriminant: with few, a class is known by accident.
const MIN_WORDINGS: usize = 8;

/// Makes the vectors of a corpus and writes them into a generation's folder. Those of texts that a known generation
/// holds already are taken over.
pub(in crate::index) fn write(
    encoder: &Encoder,
    generation: &Path,
    known: &[PathBuf],
    corpus: &Corpus,
    passages: &[Vec<Passage>],
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<VectorReport> {
    // Vectors of a broken or foreign generation are made anew: that costs time, not answers.
    let known: Vec<Vectors> = known
        .iter()
        .filter_map(|folder| {
            let manifest = Manifest::read(folder).ok()?;
            let same = manifest.encoder.as_deref() == Some(ENCODER_VERSION)
                && manifest.check_sums(folder).is_empty();
            same.then(|| Vectors::open(folder).ok()).flatten()
        })
        .collect();
    let (bytes, report) = encode(encoder, &known, corpus, passages, progress)?;
    write_durably(&generation.join(FILE), &bytes)?;
    Ok(report)
}

/// A text's vector, and its tokens' where it is a passage's.
pub(super) struct Encoded {
    pub(super) text: QuantizedVector,
    pub(super) token_ids: Vec<u32>,
    /// The bytes of a [`TokenMatrix`].
    pub(super) tokens: Vec<u8>,
}

/// A text that needs vectors.
struct Wanted<'a> {
    text: Cow<'a, str>,
    with_tokens: bool,
}

impl Wanted<'_> {
    fn key(&self) -> Key {
        let mut key = [0; KEY_BYTES];
        let hash = blake3::Hasher::new()
            .update(&[u8::from(self.with_tokens)])
            .update(self.text.as_bytes())
            .finalize();
        key.copy_from_slice(&hash.as_bytes()[..KEY_BYTES]);
        key
    }
}

/// Lists the texts of a corpus, makes their vectors, and lays out the file.
pub(super) fn encode(
    encoder: &Encoder,
    known: &[Vectors],
    corpus: &Corpus,
    passages: &[Vec<Passage>],
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Vec<u8>, VectorReport)> {
    let layout = Layout::new(corpus, passages);
    let keys: Vec<Key> = layout.wanted.iter().map(Wanted::key).collect();
    let tables: Vec<HashMap<Key, Known>> = known.iter().map(reusable).collect();
    let taken_over = |key: &Key| -> Option<Encoded> {
        let mut both = known.iter().zip(&tables);
        both.find_map(|(vectors, table)| Some(vectors.again(table.get(key)?)))
    };
    let fresh: Vec<usize> = (0..keys.len())
        .filter(|place| !tables.iter().any(|table| table.contains_key(&keys[*place])))
        .collect();
    let mut made: HashMap<usize, Encoded> = HashMap::with_capacity(fresh.len());
    for places in fresh.chunks(TEXTS_AT_A_TIME) {
        let texts: Vec<&str> = places
            .iter()
            .map(|place| layout.wanted[*place].text.as_ref())
            .collect();
        for (place, encoding) in places.iter().zip(encoder.encode_batch(&texts)?) {
            let with_tokens = layout.wanted[*place].with_tokens;
            made.insert(*place, Encoded::new(&encoding, with_tokens));
        }
        progress(Progress::Encoding {
            done: made.len(),
            total: fresh.len(),
        });
    }
    let rows: Vec<Encoded> = keys
        .iter()
        .enumerate()
        .filter_map(|(place, key)| made.remove(&place).or_else(|| taken_over(key)))
        .collect();
    let fresh = fresh.len();
    let report = VectorReport {
        encoded: fresh,
        reused: keys.len() - fresh,
    };
    Ok((layout.into_bytes(&keys, &rows), report))
}

impl Encoded {
    fn new(encoding: &Encoding, with_tokens: bool) -> Self {
        let (token_ids, tokens) = if with_tokens {
            (
                encoding.tokens.iter().map(|token| token.id).collect(),
                TokenMatrix::from(encoding).as_bytes().to_vec(),
            )
        } else {
            (Vec::new(), Vec::new())
        };
        Self {
            text: QuantizedVector::quantize(&encoding.pooled),
            token_ids,
            tokens,
        }
    }
}

/// Where a known text lies: its row, and its tokens if it is a passage.
#[derive(Default)]
pub(super) struct Known {
    pub(super) row: usize,
    pub(super) passage: Option<usize>,
}

/// The rows of a known generation by key, with the token rows of those that are passages.
fn reusable(known: &Vectors) -> HashMap<Key, Known> {
    let count = known.keys.len() / KEY_BYTES;
    let mut rows = HashMap::with_capacity(count);
    for row in 0..count {
        rows.insert(known.key(row), Known { row, passage: None });
    }
    for (place, passage) in known.passages.iter().enumerate() {
        let found = Known {
            row: passage.text,
            passage: Some(place),
        };
        rows.insert(known.key(passage.text), found);
    }
    rows
}

/// Which texts a corpus has, and which rows are whose. Tokens are counted when they are there.
struct Layout<'a> {
    wanted: Vec<Wanted<'a>>,
    passages: Vec<PassageRows>,
    groups: Vec<Range<usize>>,
}

impl<'a> Layout<'a> {
    fn new(corpus: &'a Corpus, passages: &'a [Vec<Passage>]) -> Self {
        let mut layout = Self {
            wanted: Vec::new(),
            passages: Vec::new(),
            groups: Vec::new(),
        };
        let mut before: Option<(&Passage, Option<usize>)> = None;
        for passage in passages.iter().flatten() {
            let headed = passage.heading().unwrap_or(&passage.title);
            let text = layout.want(Wanted {
                text: format!("{headed}\n{}", passage.text).into(),
                with_tokens: true,
            });
            let heading = match before {
                Some((other, heading)) if other.id.section() == passage.id.section() => heading,
                _ => passage.heading().map(|heading| layout.want_text(heading)),
            };
            before = Some((passage, heading));
            let sentences = sentences(&passage.text);
            let sentences =
                layout.want_all(sentences.into_iter().map(|range| &passage.text[range]));
            let wordings = layout.want_all(passage.wordings.iter().map(String::as_str));
            layout.passages.push(PassageRows {
                text,
                heading,
                sentences,
                wordings,
                tokens: 0..0,
            });
        }
        for group in &corpus.not_covered {
            let rows = layout.want_all(group.questions.iter().map(String::as_str));
            layout.groups.push(rows);
        }
        layout
    }

    fn want(&mut self, wanted: Wanted<'a>) -> usize {
        self.wanted.push(wanted);
        self.wanted.len() - 1
    }

    fn want_text(&mut self, text: &'a str) -> usize {
        self.want(Wanted {
            text: text.into(),
            with_tokens: false,
        })
    }

    fn want_all(&mut self, texts: impl Iterator<Item = &'a str>) -> Range<usize> {
        let start = self.wanted.len();
        for text in texts {
            self.want_text(text);
        }
        start..self.wanted.len()
    }

    fn into_bytes(mut self, keys: &[Key], encoded: &[Encoded]) -> Vec<u8> {
        let mut token_ids: Vec<u32> = Vec::new();
        let mut holding: BTreeMap<u32, u32> = BTreeMap::new();
        for passage in &mut self.passages {
            let mut pieces = encoded[passage.text].token_ids.clone();
            passage.tokens = token_ids.len()..token_ids.len() + pieces.len();
            token_ids.extend(&pieces);
            pieces.sort_unstable();
            pieces.dedup();
            for piece in pieces {
                *holding.entry(piece).or_default() += 1;
            }
        }
        let classes = self.discriminant(encoded);
        let mut file = MAGIC.to_vec();
        let mut words = |words: &[usize]| {
            for word in words {
                let word = u32::try_from(*word).expect("a library has under 2^32 rows");
                file.extend_from_slice(&word.to_le_bytes());
            }
        };
        words(&[
            DIMENSIONS,
            TOKEN_DIMENSIONS,
            self.passages.len(),
            self.groups.len(),
            holding.len(),
            encoded.len(),
            token_ids.len(),
            classes.len(),
        ]);
        for rows in &self.passages {
            words(&[
                rows.text,
                rows.heading.unwrap_or(NONE as usize),
                rows.sentences.start,
                rows.sentences.len(),
                rows.wordings.start,
                rows.wordings.len(),
                rows.tokens.start,
                rows.tokens.len(),
            ]);
        }
        for rows in &self.groups {
            words(&[rows.start, rows.len()]);
        }
        for (piece, passages) in holding {
            words(&[piece as usize, passages as usize]);
        }
        file.extend(keys.iter().flatten());
        file.extend(encoded.iter().flat_map(|one| one.text.scale.to_le_bytes()));
        for one in encoded {
            file.extend_from_slice(bytemuck::cast_slice(&one.text.values));
        }
        file.extend(token_ids.into_iter().flat_map(u32::to_le_bytes));
        for rows in &self.passages {
            file.extend_from_slice(&encoded[rows.text].tokens);
        }
        file.extend(
            classes
                .iter()
                .flatten()
                .flat_map(|value| value.to_le_bytes()),
        );
        file
    }

    /// Fits the discriminant of sections and groups; no rows where the wordings are too few.
    fn discriminant(&self, encoded: &[Encoded]) -> Vec<Vec<f32>> {
        let Classes {
            by_passage,
            sections,
        } = Classes::of(&self.passages);
        let wordings: usize = self.passages.iter().map(|rows| rows.wordings.len()).sum();
        if sections == 0 || wordings < MIN_WORDINGS * sections {
            return Vec::new();
        }
        let mut examples: Vec<(usize, Vec<f32>)> = Vec::new();
        for (rows, class) in self.passages.iter().zip(&by_passage) {
            let Some(class) = class else { continue };
            // The later pieces of a section have its heading too: it counts once.
            let first = examples.last().is_none_or(|(last, _)| last != class);
            let heading = rows.heading.filter(|_| first);
            for row in rows.wordings.clone().chain(heading) {
                examples.push((*class, encoded[row].text.vector()));
            }
        }
        for (rows, class) in self.groups.iter().zip(sections..) {
            for row in rows.clone() {
                examples.push((class, encoded[row].text.vector()));
            }
        }
        discriminant::fit(&examples, sections + self.groups.len(), DIMENSIONS)
    }
}
