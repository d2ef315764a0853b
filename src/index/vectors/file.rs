//! The vectors of a generation, opened: a safetensors file, mapped.
//!
//! For each kind of text (`passages`, `headings`, `sentences`, `wordings`, `not_covered`), a row a text:
//!
//! | tensor | type and shape | holds |
//! | --- | --- | --- |
//! | `<kind>.values` | `i8 [n, dimensions]` | value × scale is the L2-normalised vector |
//! | `<kind>.scales` | `f32 [n]` | |
//! | `<kind>.hashes` | `u8 [n, 16]` | the start of the BLAKE3 of the text with its role |
//!
//! and of the library as a whole:
//!
//! | tensor | type and shape | holds |
//! | --- | --- | --- |
//! | `sentence_counts` | `u32 [passages]` | sentences of each passage |
//! | `discriminant` | `f32 [classes, dimensions + 1]` | see `discriminant.rs`; 0 classes with few wordings |

use std::path::Path;

use safetensors::tensor::Metadata;
use safetensors::{Dtype, SafeTensors};
use tantivy::directory::{Directory as _, MmapDirectory, OwnedBytes};

use super::layout::{Layout, TextKind};
use crate::encoder::POOLED_DIMENSIONS as DIMENSIONS;
use crate::index::catalogue::Catalogue;
use crate::index::quantized::QuantizedVector;
use crate::{Error, Result};

pub(super) const FILE: &str = "vectors.safetensors";

/// A safetensors file begins with the length of its header.
const HEADER_LENGTH_BYTES: usize = size_of::<u64>();

pub(super) const HASH_BYTES: usize = 16;

/// What is in the file, or what is wrong with it.
type Parsed<T> = std::result::Result<T, String>;

/// The start of a text's BLAKE3.
pub(super) type TextHash = [u8; HASH_BYTES];

/// The opened vectors of a generation.
pub(in crate::index) struct Vectors {
    pub(super) layout: Layout,
    pub(super) tables: Tables,
    /// A row for each class, or none at all.
    pub(super) discriminant: Vec<Vec<f32>>,
}

/// The vectors of all texts, by kind, as the file holds them.
pub(super) struct Tables([VectorTable; TextKind::ALL.len()]);

/// The vectors of the texts of one kind.
pub(super) struct VectorTable {
    values: OwnedBytes,
    scales: Vec<f32>,
    hashes: OwnedBytes,
}

impl Vectors {
    /// Maps the vectors of a generation.
    ///
    /// # Errors
    /// [`Error::IndexBroken`] if the file is missing, or holds other tensors than the catalogue asks for, [`Error::Io`] if
    /// it cannot be read.
    pub(in crate::index) fn open(generation: &Path, catalogue: &Catalogue) -> Result<Self> {
        let broken = |what: String| Error::IndexBroken {
            path: generation.join(FILE),
            what,
        };
        Self::new(&map(generation)?, catalogue).map_err(broken)
    }

    /// Finds the tensors. Fails with what is wrong where they are not those of this catalogue.
    pub(super) fn new(bytes: &OwnedBytes, catalogue: &Catalogue) -> Parsed<Self> {
        let file = TensorFile::new(bytes)?;
        let sentences = file.counts("sentence_counts")?;
        let layout = Layout::new(catalogue, &sentences).ok_or_else(|| {
            format!(
                "`sentence_counts` has {} rows, which is not one a passage",
                sentences.len()
            )
        })?;
        let tables = Tables::read(&file)?;
        for kind in TextKind::ALL {
            let (rows, expected) = (tables.of(kind).len(), layout.rows(kind));
            if rows != expected {
                return Err(format!(
                    "it has {rows} vectors of {} instead of {expected}",
                    kind.name()
                ));
            }
        }
        let discriminant = file.floats("discriminant", DIMENSIONS + 1)?;
        if !discriminant.is_empty() && discriminant.len() != layout.classes() {
            return Err(format!(
                "its discriminant has {} classes instead of {}",
                discriminant.len(),
                layout.classes()
            ));
        }
        Ok(Self {
            layout,
            tables,
            discriminant,
        })
    }
}

/// Maps the file of vectors in a folder.
pub(super) fn map(folder: &Path) -> Result<OwnedBytes> {
    let path = folder.join(FILE);
    let broken = |what: String| Error::IndexBroken {
        path: path.clone(),
        what,
    };
    MmapDirectory::open(folder)
        .map_err(|error| broken(error.to_string()))?
        .open_read(Path::new(FILE))
        .map_err(|error| broken(error.to_string()))?
        .read_bytes()
        .map_err(|error| Error::io("read", &path, error))
}

impl Tables {
    /// Reads the tables of a generation, whatever its texts were.
    pub(super) fn open(generation: &Path) -> Option<[VectorTable; TextKind::ALL.len()]> {
        let bytes = map(generation).ok()?;
        let file = TensorFile::new(&bytes).ok()?;
        Some(Self::read(&file).ok()?.0)
    }

    fn read(file: &TensorFile<'_>) -> Parsed<Self> {
        let mut tables = Vec::with_capacity(TextKind::ALL.len());
        for kind in TextKind::ALL {
            tables.push(VectorTable::read(file, kind.name())?);
        }
        let all = |_| "it lacks a table".to_owned();
        Ok(Self(tables.try_into().map_err(all)?))
    }

    pub(super) fn of(&self, kind: TextKind) -> &VectorTable {
        &self.0[kind as usize]
    }
}

impl VectorTable {
    pub(super) fn read(file: &TensorFile<'_>, table: &str) -> Parsed<Self> {
        let name = |part: &str| format!("{table}.{part}");
        let (values, rows) = file.tensor(&name("values"), Dtype::I8, Some(DIMENSIONS))?;
        let (hashes, hash_rows) = file.tensor(&name("hashes"), Dtype::U8, Some(HASH_BYTES))?;
        let scales = file.words(&name("scales"), Dtype::F32)?;
        if scales.len() != rows || hash_rows != rows {
            return Err(format!("the tables of {table} differ in length"));
        }
        Ok(Self {
            values,
            scales: scales.into_iter().map(f32::from_le_bytes).collect(),
            hashes,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.scales.len()
    }

    /// The cosine between a vector and that of a row.
    pub(super) fn cosine(&self, vector: &QuantizedVector, row: usize) -> f32 {
        vector.cosine_to(self.values(row), self.scales[row])
    }

    pub(super) fn vector(&self, row: usize) -> QuantizedVector {
        QuantizedVector {
            values: self.values(row).to_vec(),
            scale: self.scales[row],
        }
    }

    /// The hash of each row's text.
    pub(super) fn hashes(&self) -> &[TextHash] {
        self.hashes.as_chunks().0
    }

    fn values(&self, row: usize) -> &[i8] {
        bytemuck::cast_slice(&self.values[row * DIMENSIONS..(row + 1) * DIMENSIONS])
    }
}

/// A safetensors file whose tensors are looked up by name, with the type and the shape that they must have.
pub(super) struct TensorFile<'a> {
    bytes: &'a OwnedBytes,
    metadata: Metadata,
    /// Where the tensors begin.
    start: usize,
}

impl<'a> TensorFile<'a> {
    pub(super) fn new(bytes: &'a OwnedBytes) -> Parsed<Self> {
        let (header_bytes, metadata) = SafeTensors::read_metadata(bytes.as_slice())
            .map_err(|error| format!("it is no whole safetensors file: {error}"))?;
        Ok(Self {
            bytes,
            metadata,
            start: HEADER_LENGTH_BYTES + header_bytes,
        })
    }

    /// A note that the file carries beside its tensors.
    pub(super) fn note(&self, name: &str) -> Option<&str> {
        let notes = self.metadata.metadata().as_ref()?;
        notes.get(name).map(String::as_str)
    }

    /// The bytes of a tensor and the number of its rows, of `width` values each; of one value without a width.
    fn tensor(
        &self,
        name: &str,
        dtype: Dtype,
        width: Option<usize>,
    ) -> Parsed<(OwnedBytes, usize)> {
        let info = self
            .metadata
            .info(name)
            .ok_or_else(|| format!("it has no tensor `{name}`"))?;
        let rows = match (info.shape.as_slice(), width) {
            (&[rows], None) => Some(rows),
            (&[rows, values], Some(width)) if values == width => Some(rows),
            _ => None,
        };
        let Some(rows) = rows.filter(|_| info.dtype == dtype) else {
            return Err(format!("the tensor `{name}` has another type or shape"));
        };
        let (start, end) = info.data_offsets;
        Ok((self.bytes.slice(self.start + start..self.start + end), rows))
    }

    /// A tensor of one dimension of 32-bit values.
    fn words(&self, name: &str, dtype: Dtype) -> Parsed<Vec<[u8; 4]>> {
        let (bytes, _) = self.tensor(name, dtype, None)?;
        Ok(bytes.as_chunks().0.to_vec())
    }

    fn counts(&self, name: &str) -> Parsed<Vec<usize>> {
        let words = self.words(name, Dtype::U32)?;
        let count = |word| u32::from_le_bytes(word) as usize;
        Ok(words.into_iter().map(count).collect())
    }

    fn floats(&self, name: &str, width: usize) -> Parsed<Vec<Vec<f32>>> {
        let (bytes, _) = self.tensor(name, Dtype::F32, Some(width))?;
        let row = |row: &[[u8; 4]]| row.iter().copied().map(f32::from_le_bytes).collect();
        Ok(bytes.as_chunks().0.chunks_exact(width).map(row).collect())
    }
}
