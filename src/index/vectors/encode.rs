//! The texts of a library → their vectors. A text that an older generation holds too is not encoded again.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensorError};
use tantivy::directory::OwnedBytes;

use super::file::{FILE, HASH_BYTES, Tables, TextHash, VectorTable, Vectors};
use super::kept;
use super::layout::{Layout, TextKind};
use crate::encoder::{ENCODER_VERSION, POOLED_DIMENSIONS as DIMENSIONS, Role};
use crate::index::catalogue::Catalogue;
use crate::index::discriminant;
use crate::index::durable::write_durably;
use crate::index::embedder::Embedder;
use crate::index::manifest::Manifest;
use crate::index::progress::Progress;
use crate::index::quantized::QuantizedVector;
use crate::passage::Passage;
use crate::text::sentences;
use crate::{Error, Result};

/// Texts that are encoded between two reports of progress.
const TEXTS_AT_A_TIME: usize = 128;

/// Wordings that the sections must have on average for a discriminant: with few, a class is known by accident.
const MIN_WORDINGS: usize = 8;

/// How many texts a build encoded, and how many vectors it reused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VectorReport {
    /// Texts that were encoded.
    pub encoded: usize,
    /// Texts whose vectors were there already.
    pub reused: usize,
}

/// Makes the vectors of a library and writes them into a generation's folder. Vectors of texts that one of the
/// `cached` generations holds, or the file beside the articles in `content`, are reused.
///
/// # Errors
/// [`Error::Io`] if the disk refuses. A disk without room for the vectors refuses before anything is encoded.
pub(in crate::index) fn write(
    embedder: &Embedder,
    generation: &Path,
    cached: &[PathBuf],
    content: &Path,
    catalogue: &Catalogue,
    passages: &[Vec<Passage>],
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<VectorReport> {
    if embedder.version().is_none() {
        return Ok(VectorReport::default());
    }
    let cached = cached_tables(cached, content);
    let texts = TextToEncode::all(catalogue, passages);
    let path = generation.join(FILE);
    reserve(&path, &texts)?;
    let (encoded, report) = encode(embedder, &cached, &texts, progress)?;
    let bytes = to_bytes(catalogue, passages, &texts, &encoded)?;
    write_durably(&path, &bytes)?;
    Ok(report)
}

/// The tables of older generations and of the file beside the articles. Those that are broken, or of another encoder,
/// are made again: that costs time, not answers.
pub(super) fn cached_tables(generations: &[PathBuf], content: &Path) -> Vec<VectorTable> {
    generations
        .iter()
        .filter_map(|folder| {
            let manifest = Manifest::read(folder).ok()?;
            let usable = manifest.encoder.as_deref() == Some(ENCODER_VERSION)
                && manifest.damage(folder).is_empty();
            usable.then(|| Tables::open(folder)).flatten()
        })
        .flatten()
        .chain(kept::open(content))
        .collect()
}

/// Makes the vectors of a library in memory; none without an encoder.
pub(in crate::index) fn in_ram(
    embedder: &Embedder,
    content: &Path,
    catalogue: &Catalogue,
    passages: &[Vec<Passage>],
) -> Result<Option<Vectors>> {
    if embedder.version().is_none() {
        return Ok(None);
    }
    let texts = TextToEncode::all(catalogue, passages);
    let cached = cached_tables(&[], content);
    let (encoded, _) = encode(embedder, &cached, &texts, &|_| {})?;
    let bytes = to_bytes(catalogue, passages, &texts, &encoded)?;
    Vectors::new(&OwnedBytes::new(bytes), catalogue)
        .map(Some)
        .map_err(|what| Error::internal("making vectors", what))
}

/// A text that needs a vector.
pub(super) struct TextToEncode<'a> {
    kind: TextKind,
    text: Cow<'a, str>,
    pub(super) hash: TextHash,
}

impl<'a> TextToEncode<'a> {
    fn new(kind: TextKind, text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        let mut hash = TextHash::default();
        let read = kind.role().prefixed(&text);
        hash.copy_from_slice(&blake3::hash(read.as_bytes()).as_bytes()[..HASH_BYTES]);
        Self { kind, text, hash }
    }

    /// The texts of a library: kind by kind, each in the order of [`Layout`].
    pub(super) fn all(catalogue: &'a Catalogue, passages: &'a [Vec<Passage>]) -> Vec<Self> {
        let passages = || passages.iter().flatten();
        let sections = || catalogue.articles.iter().flat_map(|head| &head.sections);
        let whole = passages().map(|passage| {
            let heading = passage.heading().unwrap_or(&passage.title);
            Self::new(TextKind::Passages, format!("{heading}\n{}", passage.text))
        });
        let headings = sections()
            .filter_map(|section| section.heading())
            .map(|heading| Self::new(TextKind::Headings, heading));
        let sentences = passages().flat_map(|passage| {
            let ranges = sentences(&passage.text).into_iter();
            ranges.map(|range| Self::new(TextKind::Sentences, &passage.text[range]))
        });
        let wordings = sections()
            .flat_map(|section| &section.wordings)
            .map(|wording| Self::new(TextKind::Wordings, wording));
        let not_covered = (catalogue.not_covered.iter())
            .flat_map(|group| &group.questions)
            .map(|question| Self::new(TextKind::NotCovered, question));
        whole
            .chain(headings)
            .chain(sentences)
            .chain(wordings)
            .chain(not_covered)
            .collect()
    }
}

/// Takes the room on the disk that the vectors will need, about.
fn reserve(path: &Path, texts: &[TextToEncode<'_>]) -> Result<()> {
    let bytes = texts.len() * (DIMENSIONS + size_of::<f32>() + HASH_BYTES);
    // Written, since a file that is only made longer takes no room.
    fs::write(path, vec![0; bytes]).map_err(|error| Error::io("write", path, error))
}

/// Makes the vectors of texts, in their order.
pub(super) fn encode(
    embedder: &Embedder,
    cached: &[VectorTable],
    texts: &[TextToEncode<'_>],
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Vec<QuantizedVector>, VectorReport)> {
    let known = cached_vectors(cached);
    let mut encoded: Vec<Option<QuantizedVector>> = texts
        .iter()
        .map(|text| {
            let (table, row) = known.get(&text.hash)?;
            Some(table.vector(*row))
        })
        .collect();
    let fresh: Vec<usize> = (0..texts.len())
        .filter(|index| encoded[*index].is_none())
        .collect();
    let mut done = 0;
    for indices in fresh.chunks(TEXTS_AT_A_TIME) {
        let batch: Vec<(Role, &str)> = indices
            .iter()
            .map(|index| (texts[*index].kind.role(), &*texts[*index].text))
            .collect();
        for (index, vector) in indices.iter().zip(embedder.encode_batch(&batch)) {
            encoded[*index] = Some(vector);
        }
        done += batch.len();
        progress(Progress::Encoding {
            done,
            total: fresh.len(),
        });
    }
    let report = VectorReport {
        encoded: fresh.len(),
        reused: texts.len() - fresh.len(),
    };
    let encoded = encoded
        .into_iter()
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| Error::internal("making vectors", "a text was not encoded"))?;
    Ok((encoded, report))
}

/// The rows of tables by the texts that they were made of.
fn cached_vectors(tables: &[VectorTable]) -> HashMap<TextHash, (&VectorTable, usize)> {
    let mut known = HashMap::new();
    for table in tables {
        for (row, hash) in table.hashes().iter().enumerate() {
            known.entry(*hash).or_insert((table, row));
        }
    }
    known
}

/// Writes the tensors that `file.rs` lists.
fn to_bytes(
    catalogue: &Catalogue,
    passages: &[Vec<Passage>],
    texts: &[TextToEncode<'_>],
    encoded: &[QuantizedVector],
) -> Result<Vec<u8>> {
    let mut tensors: Vec<(String, Tensor)> = Vec::new();
    for kind in TextKind::ALL {
        let rows: Vec<(TextHash, &QuantizedVector)> = texts
            .iter()
            .zip(encoded)
            .filter(|(text, _)| text.kind == kind)
            .map(|(text, vector)| (text.hash, vector))
            .collect();
        tensors.extend(table_tensors(kind.name(), &rows));
    }
    let counts: Vec<usize> = passages
        .iter()
        .flatten()
        .map(|passage| sentences(&passage.text).len())
        .collect();
    let layout = Layout::new(catalogue, &counts)
        .ok_or_else(|| Error::internal("writing vectors", "passages are missing"))?;
    let discriminant = discriminant(&layout, texts, encoded);
    let values = discriminant.iter().flatten();
    let values = values.flat_map(|value| value.to_le_bytes()).collect();
    let shape = [discriminant.len(), DIMENSIONS + 1];
    tensors.push((
        "discriminant".to_owned(),
        Tensor::new(Dtype::F32, shape, values),
    ));
    tensors.push(("sentence_counts".to_owned(), Tensor::counts(&counts)));
    serialize(&tensors, None)
}

/// The tensors of a table of vectors.
pub(super) fn table_tensors(
    name: &str,
    rows: &[(TextHash, &QuantizedVector)],
) -> [(String, Tensor); 3] {
    let hashes = rows.iter().flat_map(|(hash, _)| *hash).collect();
    let scales = rows
        .iter()
        .flat_map(|(_, vector)| vector.scale.to_le_bytes())
        .collect();
    let values = rows
        .iter()
        .flat_map(|(_, vector)| bytemuck::cast_slice::<i8, u8>(&vector.values))
        .copied()
        .collect();
    let count = rows.len();
    [
        (
            "hashes",
            Tensor::new(Dtype::U8, [count, HASH_BYTES], hashes),
        ),
        ("scales", Tensor::new(Dtype::F32, [count], scales)),
        (
            "values",
            Tensor::new(Dtype::I8, [count, DIMENSIONS], values),
        ),
    ]
    .map(|(part, tensor)| (format!("{name}.{part}"), tensor))
}

pub(super) fn serialize(
    tensors: &[(String, Tensor)],
    metadata: Option<HashMap<String, String>>,
) -> Result<Vec<u8>> {
    let failed = |error: SafeTensorError| Error::internal("writing vectors", error);
    let views = tensors
        .iter()
        .map(|(name, tensor)| Ok((name, tensor.view()?)))
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(failed)?;
    safetensors::serialize(views, metadata).map_err(failed)
}

/// Fits the discriminant of sections and groups; no rows where the wordings are too few.
fn discriminant(
    layout: &Layout,
    texts: &[TextToEncode<'_>],
    encoded: &[QuantizedVector],
) -> Vec<Vec<f32>> {
    let wordings = layout.rows(TextKind::Wordings);
    if layout.section_classes == 0 || wordings < MIN_WORDINGS * layout.section_classes {
        return Vec::new();
    }
    let first = |kind: TextKind| texts.partition_point(|text| text.kind < kind);
    let vector = |kind: TextKind, row: usize| encoded[first(kind) + row].dequantize();
    let mut examples: Vec<(usize, Vec<f32>)> = Vec::new();
    for rows in &layout.sections {
        let Some(class) = rows.class else { continue };
        for row in rows.wordings.clone() {
            examples.push((class, vector(TextKind::Wordings, row)));
        }
        if let Some(row) = rows.heading {
            examples.push((class, vector(TextKind::Headings, row)));
        }
    }
    for (rows, class) in layout.groups.iter().zip(layout.section_classes..) {
        for row in rows.clone() {
            examples.push((class, vector(TextKind::NotCovered, row)));
        }
    }
    discriminant::fit(&examples, layout.classes(), DIMENSIONS)
}

/// A tensor of the file to be written.
pub(super) struct Tensor {
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

impl Tensor {
    fn new<const N: usize>(dtype: Dtype, shape: [usize; N], bytes: Vec<u8>) -> Self {
        Self {
            dtype,
            shape: shape.to_vec(),
            bytes,
        }
    }

    fn counts(counts: &[usize]) -> Self {
        let bytes = counts.iter().flat_map(|count| {
            let count = u32::try_from(*count).expect("a passage has under 2^32 sentences");
            count.to_le_bytes()
        });
        Self::new(Dtype::U32, [counts.len()], bytes.collect())
    }

    fn view(&self) -> std::result::Result<TensorView<'_>, SafeTensorError> {
        TensorView::new(self.dtype, self.shape.clone(), &self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::build::split_all;

    /// A library of two sections, one of them in the words of several questions.
    fn library() -> (Catalogue, Vec<Vec<Passage>>) {
        let folder = tempfile::tempdir().unwrap();
        let article = "# Otters\n\n## What do otters eat?\n\nFish. And crabs.\n\n## Sleep\n\nIn beds of kelp.\n";
        std::fs::write(folder.path().join("otters.md"), article).unwrap();
        let mut corpus = crate::content::load(folder.path()).unwrap();
        corpus.articles[0].sections[0].wordings = vec!["otter food".to_owned(); 3];
        let passages = split_all(&corpus);
        (Catalogue::new(&corpus, &passages), passages)
    }

    /// The file with made-up vectors: that of the n-th text points along the n-th axis.
    fn file(catalogue: &Catalogue, passages: &[Vec<Passage>]) -> OwnedBytes {
        let texts = TextToEncode::all(catalogue, passages);
        let encoded: Vec<QuantizedVector> = (0..texts.len())
            .map(|axis| {
                let mut vector = vec![0.0; DIMENSIONS];
                vector[axis] = 1.0;
                QuantizedVector::quantize(&vector)
            })
            .collect();
        OwnedBytes::new(to_bytes(catalogue, passages, &texts, &encoded).unwrap())
    }

    #[test]
    fn every_row_is_that_of_its_text() {
        let (catalogue, passages) = library();
        let bytes = file(&catalogue, &passages);
        let vectors = Vectors::new(&bytes, &catalogue).unwrap();
        let texts = TextToEncode::all(&catalogue, &passages);
        let mut rows = HashMap::<TextKind, usize>::new();
        for (axis, text) in texts.iter().enumerate() {
            let row = rows.entry(text.kind).or_default();
            let table = vectors.tables.of(text.kind);
            assert_eq!(table.hashes()[*row], text.hash);
            let along = table.vector(*row).dequantize();
            assert_eq!(along.iter().position(|value| *value > 0.9), Some(axis));
            *row += 1;
        }
        for kind in TextKind::ALL {
            assert_eq!(
                rows.get(&kind).copied().unwrap_or(0),
                vectors.layout.rows(kind)
            );
        }
        assert_eq!(vectors.layout.rows(TextKind::Wordings), 3);
        assert_eq!(vectors.layout.passages[1].sentences, 2..3);
    }

    #[test]
    fn vectors_of_another_library_are_refused() {
        let (catalogue, passages) = library();
        let bytes = file(&catalogue, &passages);
        let refused = |change: &dyn Fn(&mut Catalogue), why: &str| {
            let mut other = catalogue.clone();
            change(&mut other);
            let error = Vectors::new(&bytes, &other).err().unwrap();
            assert!(error.contains(why), "{error}");
        };
        refused(
            &|other| drop(other.articles[0].sections[0].wordings.pop()),
            "3 vectors of wordings instead of 2",
        );
        refused(
            &|other| drop(other.articles[0].sections[1].heading_path.pop()),
            "vectors of headings instead of",
        );
        refused(
            &|other| other.articles[0].sections[1].passages += 1,
            "not one a passage",
        );
        refused(&|other| other.articles.clear(), "not one a passage");
        let whole = bytes.as_slice();
        for cut in [0, 7, 100, whole.len() - 1] {
            let cut = OwnedBytes::new(whole[..cut].to_vec());
            assert!(Vectors::new(&cut, &catalogue).is_err());
        }
    }

    #[test]
    fn a_text_that_was_not_encoded_is_an_error_and_shifts_no_row() {
        let (catalogue, passages) = library();
        let texts = TextToEncode::all(&catalogue, &passages);
        // Without an encoder no text is encoded at all.
        assert!(encode(&Embedder::none(), &[], &texts, &|_| {}).is_err());
    }
}
