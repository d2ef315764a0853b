//! A corpus → a generation on disk: built in a folder of its own, then made the serving one by one rename.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use tantivy::{Index, TantivyDocument};

use super::catalogue::Catalogue;
use super::durable::{sync_folder, write_durably};
use super::embedder::Embedder;
use super::manifest::{Manifest, read_pointer, remove_pointer, write_pointer};
use super::progress::Progress;
use super::schema::{ANALYZER_VERSION, FORMAT_VERSION, register_analyzer, schema};
use super::status::{Status, status};
use super::stored::StoredPassage;
use super::vectors::{self, VectorReport};
use crate::content::Corpus;
use crate::passage::{Passage, SplitLimits, split};
use crate::text::fold;
use crate::{Error, Result};

/// Memory of tantivy's writer, in bytes. One thread, so that the same content gives the same order of passages.
const WRITER_BYTES: usize = 64 << 20;

/// Name of the folder of tantivy's own files within a generation.
pub(super) const TERMS: &str = "terms";
/// Name of the catalogue within a generation.
pub(super) const CATALOGUE: &str = "catalogue.json";

/// Name of the file that is locked while a library is built.
const LOCK: &str = "build.lock";

/// What a build did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BuildReport {
    /// Name of the new generation.
    pub generation: String,
    /// Articles in it.
    pub articles: usize,
    /// Passages in it.
    pub passages: usize,
    /// Texts that were encoded.
    pub encoded: usize,
    /// Texts whose vectors an older generation had.
    pub reused: usize,
}

/// Builds a generation of `corpus` in the library's `folder` and makes it the serving one. The previous one stays on disk
/// as the last good one; older ones are removed. Waits while another process builds there; if that one built the same,
/// nothing is left to do. Vectors are reused from the previous generation, and from that of the library in the folder
/// `also`.
///
/// # Errors
/// [`Error::NoArticles`] if there is nothing to serve, [`Error::Io`] if the disk refuses. Whatever fails, the
/// generation that served goes on serving.
pub fn build(
    folder: &Path,
    also: Option<&Path>,
    corpus: &Corpus,
    embedder: &Embedder,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<BuildReport> {
    fs::create_dir_all(folder).map_err(|error| Error::io("create", folder, error))?;
    let (lock, waited) = lock(folder)?;
    if waited && let Some(report) = built_meanwhile(folder, corpus, embedder) {
        return Ok(report);
    }
    // A damaged pointer only means that no vectors can be reused.
    let previous = read_pointer(folder).unwrap_or(None);
    let also = also.and_then(|also| read_pointer(also).unwrap_or(None));
    let cached: Vec<PathBuf> = previous.iter().cloned().chain(also).collect();
    let name = new_name(folder)?;
    let generation = folder.join(&name);
    fs::create_dir(&generation).map_err(|error| Error::io("create", &generation, error))?;
    fail::fail_point!("build-folder-made");
    let built = write_generation(&generation, &cached, corpus, embedder, progress);
    let (passages, vectors) = match built {
        Ok(counts) => counts,
        Err(error) => {
            // If this fails too, the next build removes it.
            let _ = fs::remove_dir_all(&generation);
            return Err(error);
        }
    };
    write_pointer(folder, &name)?;
    remove_all_but(folder, &[Some(generation.as_path()), previous.as_deref()]);
    fail::fail_point!("build-done");
    drop(lock);
    Ok(BuildReport {
        generation: name,
        articles: corpus.articles.len(),
        passages,
        encoded: vectors.encoded,
        reused: vectors.reused,
    })
}

/// Stores the vectors of all texts of a corpus beside its articles, where every later build finds them.
///
/// # Errors
/// [`Error::Io`] if the disk refuses; [`Error::Internal`] in a program that is built without an encoder.
pub fn store_vectors(
    corpus: &Corpus,
    embedder: &Embedder,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<VectorReport> {
    let passages = split_all(corpus);
    let catalogue = Catalogue::new(corpus, &passages);
    vectors::write_beside_articles(embedder, &corpus.folder, &catalogue, &passages, progress)
}

/// Removes what was built in a library's folder: the pointer first, so that nobody opens half of it.
///
/// # Errors
/// [`Error::Io`] if the disk refuses.
pub(crate) fn remove(folder: &Path) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    let (_lock, _) = lock(folder)?;
    remove_pointer(folder)?;
    remove_all_but(folder, &[]);
    Ok(())
}

/// What another process built of the same corpus while this one waited for it.
fn built_meanwhile(folder: &Path, corpus: &Corpus, embedder: &Embedder) -> Option<BuildReport> {
    let Status::Fresh(manifest) = status(folder, &corpus.fingerprint, embedder) else {
        return None;
    };
    let generation = read_pointer(folder).ok()??;
    Some(BuildReport {
        generation: generation.file_name()?.to_str()?.to_owned(),
        articles: manifest.articles,
        passages: manifest.passages,
        encoded: 0,
        reused: 0,
    })
}

/// Splits every article, in the order of the corpus.
pub(super) fn split_all(corpus: &Corpus) -> Vec<Vec<Passage>> {
    let limits = SplitLimits::default();
    corpus
        .articles
        .par_iter()
        .map(|article| split(article, &limits))
        .collect()
}

/// Adds every passage to tantivy and commits.
pub(super) fn write_terms(
    index: &Index,
    passages: &[Vec<Passage>],
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<()> {
    let (_, fields) = schema();
    register_analyzer(index);
    let failed = |error: tantivy::TantivyError| Error::internal("writing the index", error);
    let mut writer = index
        .writer_with_num_threads::<TantivyDocument>(1, WRITER_BYTES)
        .map_err(failed)?;
    let total = passages.iter().map(Vec::len).sum();
    for (done, passage) in passages.iter().flatten().enumerate() {
        if done % 256 == 0 {
            progress(Progress::Writing { done, total });
        }
        let mut document = TantivyDocument::default();
        document.add_u64(fields.ordinal, done as u64);
        document.add_text(fields.body, body(passage));
        for wording in &passage.wordings {
            document.add_text(fields.wordings, fold(wording));
        }
        document.add_bytes(fields.payload, &StoredPassage::new(passage).to_bytes()?);
        writer.add_document(document).map_err(failed)?;
    }
    writer.commit().map_err(failed)?;
    writer.wait_merging_threads().map_err(failed)?;
    progress(Progress::Writing { done: total, total });
    Ok(())
}

/// What is searched by words: the headings and the text, folded.
fn body(passage: &Passage) -> String {
    let mut body = fold(&passage.title);
    for heading in &passage.heading_path {
        body.push('\n');
        body.push_str(&fold(heading));
    }
    body.push('\n');
    body.push_str(&fold(&passage.text));
    body
}

/// Writes the files of a generation, the manifest last. Returns the number of passages and what was made of vectors.
fn write_generation(
    generation: &Path,
    cached: &[PathBuf],
    corpus: &Corpus,
    embedder: &Embedder,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(usize, VectorReport)> {
    progress(Progress::Splitting);
    let passages = split_all(corpus);
    let count: usize = passages.iter().map(Vec::len).sum();
    if count == 0 {
        return Err(Error::NoArticles {
            path: corpus.folder.clone(),
        });
    }
    let catalogue = Catalogue::new(corpus, &passages);
    let terms = generation.join(TERMS);
    fs::create_dir(&terms).map_err(|error| Error::io("create", &terms, error))?;
    let index = Index::create_in_dir(&terms, schema().0)
        .map_err(|error| Error::internal("creating the index", error))?;
    write_terms(&index, &passages, progress)?;
    fail::fail_point!("build-terms-written");
    let text = serde_json::to_vec(&catalogue)
        .map_err(|error| Error::internal("writing the catalogue", error))?;
    write_durably(&generation.join(CATALOGUE), &text)?;
    fail::fail_point!("build-catalogue-written");
    // Last, since it takes longest: a full disk is noticed before.
    let report = vectors::write(
        embedder,
        generation,
        cached,
        &corpus.folder,
        &catalogue,
        &passages,
        progress,
    )?;
    fail::fail_point!("build-vectors-written");
    Manifest {
        format: FORMAT_VERSION,
        analyzer: ANALYZER_VERSION.to_owned(),
        encoder: embedder.version().map(str::to_owned),
        fingerprint: corpus.fingerprint.clone(),
        built_at: seconds_since_1970(),
        articles: corpus.articles.len(),
        passages: count,
        files: std::collections::BTreeMap::new(),
        checksum: String::new(),
    }
    .write_with_digests(generation, &["", TERMS])?;
    fail::fail_point!("build-manifest-written");
    sync_folder(generation)?;
    Ok((count, report))
}

/// Keeps others from building in the same folder, until the handle is dropped or the process ends. Returns whether it
/// had to wait for it.
fn lock(folder: &Path) -> Result<(File, bool)> {
    let path = folder.join(LOCK);
    let file = File::create(&path).map_err(|error| Error::io("create", &path, error))?;
    let failed = |error| Error::io("lock", &path, error);
    match file.try_lock() {
        Ok(()) => Ok((file, false)),
        Err(TryLockError::WouldBlock) => {
            tracing::info!(folder = %folder.display(), "another process builds this index; waiting for it");
            file.lock().map_err(failed)?;
            Ok((file, true))
        }
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// The name after the highest one in the folder, half-built ones included.
fn new_name(folder: &Path) -> Result<String> {
    let highest = generations(folder)?
        .into_iter()
        .filter_map(|path| number(&path))
        .max()
        .unwrap_or(0);
    Ok(format!("g{:08}", highest + 1))
}

fn number(path: &Path) -> Option<u64> {
    path.file_name()?.to_str()?.strip_prefix('g')?.parse().ok()
}

/// The folders of generations, finished or not.
pub(super) fn generations(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| Error::io("read", folder, error))? {
        let path = entry
            .map_err(|error| Error::io("read", folder, error))?
            .path();
        if number(&path).is_some() {
            paths.push(path);
        }
    }
    Ok(paths)
}

/// Removes old generations. What cannot be removed now (a read-only disk) is removed by a later build.
fn remove_all_but(folder: &Path, kept: &[Option<&Path>]) {
    for path in generations(folder).unwrap_or_default() {
        if !kept.contains(&Some(path.as_path())) {
            let _ = fs::remove_dir_all(&path);
        }
    }
}

fn seconds_since_1970() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_secs())
}
