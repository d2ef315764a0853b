//! Vectors kept beside the articles, in the file `vectors.safetensors`, so that a first start need not make them: most
//! of the time of a build is the encoder's.
//!
//! The file is a table of vectors like those of a generation (`file.rs`), named `texts`, in the order of the hashes, with
//! the encoder's version as a note. A missing file, one of another encoder, or a text that is not in it only means that
//! vectors are made.

use std::collections::BTreeMap;
use std::path::Path;

use super::encode::{TextToEncode, VectorReport, cached_tables, encode, serialize, table_tensors};
use super::file::{FILE, TensorFile, TextHash, VectorTable, map};
use crate::Result;
use crate::encoder::ENCODER_VERSION;
use crate::index::catalogue::Catalogue;
use crate::index::durable::replace_file;
use crate::index::embedder::Embedder;
use crate::index::progress::Progress;
use crate::index::quantized::QuantizedVector;
use crate::passage::Passage;

const TABLE: &str = "texts";

/// The note that names the encoder.
const ENCODER: &str = "encoder";

/// Opens the file in a folder of articles; none if it cannot be used.
pub(super) fn open(content: &Path) -> Option<VectorTable> {
    let bytes = map(content).ok()?;
    let file = TensorFile::new(&bytes).ok()?;
    if file.note(ENCODER) != Some(ENCODER_VERSION) {
        return None;
    }
    VectorTable::read(&file, TABLE).ok()
}

/// Writes the vectors of all texts of a library into the folder of its articles. Those that the file has already are
/// kept.
pub(in crate::index) fn write(
    embedder: &Embedder,
    content: &Path,
    catalogue: &Catalogue,
    passages: &[Vec<Passage>],
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<VectorReport> {
    let texts = TextToEncode::all(catalogue, passages);
    let cached = cached_tables(&[], content);
    let (vectors, report) = encode(embedder, &cached, &texts, progress)?;
    let hashes = texts.iter().map(|text| text.hash);
    let rows: BTreeMap<TextHash, &QuantizedVector> = hashes.zip(&vectors).collect();
    let rows: Vec<(TextHash, &QuantizedVector)> = rows.into_iter().collect();
    let notes = [(ENCODER.to_owned(), ENCODER_VERSION.to_owned())].into();
    let bytes = serialize(&table_tensors(TABLE, &rows), Some(notes))?;
    replace_file(content, FILE, &bytes)?;
    Ok(report)
}

#[cfg(test)]
#[cfg(feature = "semantic")]
mod tests {
    use std::fs;

    use super::*;
    use crate::content::{self, Corpus};
    use crate::index::{build, store_vectors};

    fn write_article(content: &Path, about_sleep: &str) -> Corpus {
        let article =
            format!("# Otters\n\n## What do they eat?\n\nFish.\n\n## Sleep\n\n{about_sleep}\n");
        fs::write(content.join("otters.md"), article).unwrap();
        content::load(content).unwrap()
    }

    /// How many texts a first build of the articles encodes and takes over.
    fn first_build(corpus: &Corpus, embedder: &Embedder) -> (usize, usize) {
        let folder = tempfile::tempdir().unwrap();
        let report = build(folder.path(), None, corpus, embedder, &|_| {}).unwrap();
        (report.encoded, report.reused)
    }

    #[test]
    fn a_first_build_encodes_only_what_is_not_beside_the_articles() {
        let content = tempfile::tempdir().unwrap();
        let content = content.path();
        let embedder = Embedder::load().unwrap();
        let corpus = write_article(content, "In kelp.");
        let (texts, none) = first_build(&corpus, &embedder);
        assert_eq!(none, 0);

        let stored = store_vectors(&corpus, &embedder, &|_| {}).unwrap();
        assert_eq!(stored.encoded, texts);
        assert_eq!(first_build(&corpus, &embedder), (0, texts));
        // The file is no part of the articles.
        let again = content::load(content).unwrap();
        assert_eq!(again.fingerprint, corpus.fingerprint);

        // A sentence, and the passage that it is in.
        let changed = write_article(content, "On ice.");
        assert_eq!(first_build(&changed, &embedder), (2, texts - 2));
        let stored = store_vectors(&changed, &embedder, &|_| {}).unwrap();
        assert_eq!((stored.encoded, stored.reused), (2, texts - 2));
        assert_eq!(first_build(&corpus, &embedder), (2, texts - 2));

        let path = content.join(FILE);
        let whole = fs::read(&path).unwrap();
        let at = whole
            .windows(ENCODER_VERSION.len())
            .position(|bytes| bytes == ENCODER_VERSION.as_bytes())
            .unwrap();
        let mut foreign = whole.clone();
        foreign[at] ^= 1;
        for unusable in [&foreign[..], &whole[..whole.len() - 1], b""] {
            fs::write(&path, unusable).unwrap();
            assert_eq!(first_build(&changed, &embedder), (texts, 0));
        }
    }

    /// After many changes of the articles `engram index vectors` is due: see `content/README.md`.
    #[test]
    fn vectors_beside_the_shipped_articles_are_those_of_the_encoder() {
        /// Every how many-th text is encoded.
        const SAMPLED: usize = 400;
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        let corpus = content::load(&content).unwrap();
        let passages = crate::index::build::split_all(&corpus);
        let catalogue = Catalogue::new(&corpus, &passages);
        let texts = TextToEncode::all(&catalogue, &passages);
        let table = open(&content).expect("content/vectors.safetensors is of this encoder");
        let stored: Vec<(&TextToEncode<'_>, QuantizedVector)> = texts
            .iter()
            .filter_map(|text| {
                let row = table.hashes().binary_search(&text.hash).ok()?;
                Some((text, table.vector(row)))
            })
            .collect();
        let share = stored.len() as f32 / texts.len() as f32;
        assert!(share > 0.9, "{share} of the texts have stored vectors");
        let embedder = Embedder::load().unwrap();
        for (text, vector) in stored.iter().step_by(SAMPLED) {
            let (made, _) = encode(&embedder, &[], std::slice::from_ref(*text), &|_| {}).unwrap();
            // Other kinds of processors round the last digits otherwise.
            assert!(made[0].cosine(vector) > 0.9995);
        }
    }
}
