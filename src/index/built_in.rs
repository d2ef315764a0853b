//! The vectors of texts that are built into the program, made beforehand and built in as well: they hold for any
//! library, and are there before the first index is.
//!
//! The bytes: a digest of the encoder's version and the texts, then for each text the scale and the values of its
//! vector.

use std::ops::Range;

use super::embedder::QueryEmbedding;
use super::nearest::NearestThree;
use super::quantized::QuantizedVector;
use crate::encoder::{ENCODER_VERSION, POOLED_DIMENSIONS as DIMENSIONS};

const DIGEST_BYTES: usize = 32;
const SCALE_BYTES: usize = size_of::<f32>();

/// The vectors of a list of texts, in its order.
pub(crate) struct BuiltInVectors(Vec<QuantizedVector>);

impl BuiltInVectors {
    /// Reads vectors; none if they are not those of these texts by this encoder.
    pub(crate) fn from_bytes(bytes: &[u8], texts: &[&str]) -> Option<Self> {
        let (made_of, rows) = bytes.split_at_checked(DIGEST_BYTES)?;
        let row_bytes = SCALE_BYTES + DIMENSIONS;
        if made_of != digest(texts) || rows.len() != texts.len() * row_bytes {
            return None;
        }
        let vectors = rows.chunks_exact(row_bytes).map(|row| {
            let (scale, values) = row.split_first_chunk::<SCALE_BYTES>()?;
            Some(QuantizedVector {
                scale: f32::from_le_bytes(*scale),
                values: bytemuck::cast_slice(values).to_vec(),
            })
        });
        vectors.collect::<Option<Vec<_>>>().map(Self)
    }

    /// The cosines of a question to the texts in these rows.
    pub(crate) fn nearest(&self, question: &QueryEmbedding, rows: Range<usize>) -> NearestThree {
        let vectors = self.0.get(rows).unwrap_or_default().iter();
        NearestThree::of(vectors.map(|vector| question.quantized().cosine(vector)))
    }

    /// The nearest of these rows to a question with their cosines, at most `count`, in no order.
    pub(crate) fn nearest_rows(
        &self,
        question: &QueryEmbedding,
        rows: Range<usize>,
        count: usize,
    ) -> Vec<(usize, f32)> {
        let mut cosines: Vec<(usize, f32)> = rows
            .filter_map(|row| Some((row, question.quantized().cosine(self.0.get(row)?))))
            .collect();
        if cosines.len() > count {
            cosines.select_nth_unstable_by(count, |(_, one), (_, other)| other.total_cmp(one));
            cosines.truncate(count);
        }
        cosines
    }
}

fn digest(texts: &[&str]) -> [u8; DIGEST_BYTES] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(ENCODER_VERSION.as_bytes());
    for text in texts {
        hasher.update(&[0]).update(text.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

#[cfg(all(test, feature = "semantic"))]
impl BuiltInVectors {
    /// The bytes for these texts and their vectors.
    pub(crate) fn to_bytes(texts: &[&str], vectors: &[QuantizedVector]) -> Vec<u8> {
        let mut bytes = digest(texts).to_vec();
        for vector in vectors {
            bytes.extend(vector.scale.to_le_bytes());
            bytes.extend(bytemuck::cast_slice::<i8, u8>(&vector.values));
        }
        bytes
    }

    /// The vector of a text by its index.
    pub(crate) fn get(&self, index: usize) -> &QuantizedVector {
        &self.0[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_of_other_texts_are_refused() {
        let texts = ["one", "two"];
        let mut bytes = digest(&texts).to_vec();
        bytes.resize(DIGEST_BYTES + 2 * (SCALE_BYTES + DIMENSIONS), 1);
        assert!(BuiltInVectors::from_bytes(&bytes, &texts).is_some());
        assert!(BuiltInVectors::from_bytes(&bytes, &["one", "three"]).is_none());
        assert!(BuiltInVectors::from_bytes(&bytes[1..], &texts).is_none());
        assert!(BuiltInVectors::from_bytes(&bytes[..bytes.len() - 1], &texts).is_none());
        assert!(BuiltInVectors::from_bytes(&[], &texts).is_none());
    }
}
