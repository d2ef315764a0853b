//! Passages → a generation on disk, and query → candidates with their scores. The only place that names tantivy.
//!
//! A library's folder holds generations and a pointer to the one that serves:
//!
//! ```text
//! index/shared/current                 the name of the serving generation
//! index/shared/g00000002/manifest.json versions, fingerprint, sizes and checksums of the files beside it
//! index/shared/g00000002/catalogue.json
//! index/shared/g00000002/vectors.bin
//! index/shared/g00000002/terms/        tantivy's own
//! ```
//!
//! The rules it keeps: a generation is never changed once its manifest stands; the pointer is replaced by one
//! rename; a reader that has opened a generation goes on reading it, whatever is built meanwhile.

mod build;
mod candidate;
mod catalogue;
#[cfg(feature = "semantic")]
mod discriminant;
#[cfg(feature = "semantic")]
mod embedder;
#[cfg(not(feature = "semantic"))]
#[path = "index/words_only.rs"]
mod embedder;
mod manifest;
mod nearest;
mod overlay;
mod read_only_directory;
mod retrieve;
mod schema;
mod stored;
#[cfg(feature = "semantic")]
mod vectors;

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use tantivy::{DocAddress, Index, IndexReader, ReloadPolicy, Searcher, TantivyDocument};

pub use build::{BuildReport, Progress, build};
pub use catalogue::{ArticleHead, SectionHead};
pub use embedder::Embedder;
pub use manifest::{FileDigest, Manifest};
pub use stored::StoredPassage;

pub(crate) use build::remove;
pub(crate) use candidate::{Candidate, NearestUncovered, SemanticScores};
pub(crate) use catalogue::{Catalogue, Ordinal};
pub(crate) use embedder::{QueryEmbedding, TextVector};
pub(crate) use manifest::replace_file;
pub(crate) use nearest::NearestThree;
pub(crate) use overlay::{Overlay, Override};
pub(crate) use retrieve::retrieve;

use read_only_directory::ReadOnlyDirectory;

use crate::content::{Corpus, UncoveredGroup};
use crate::passage::PassageId;
use crate::text::words;
use crate::{Error, Result};

/// How often an opening is tried anew when the generation was replaced and cleared away meanwhile.
const OPEN_TRIES: usize = 3;

/// Whether a library's index serves, and whether it fits the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Built from the content as it is.
    Fresh(Manifest),
    /// Sound, but the content or the way of making vectors has changed since.
    Stale(Manifest),
    /// Nothing was ever built.
    Missing,
    /// Made by another version: what differs.
    Foreign(String),
    /// Damaged: what is wrong.
    Broken(String),
}

/// Tells how the index in a library's folder stands to the content with this fingerprint, without opening it.
pub fn status(folder: &Path, fingerprint: &str, meaning: &Embedder) -> Status {
    let read = || -> Result<Manifest> {
        let generation = serving(folder)?;
        let manifest = Manifest::read(&generation)?;
        manifest.check_sizes(&generation)?;
        Ok(manifest)
    };
    match read() {
        Ok(manifest)
            if manifest.fingerprint == fingerprint
                && manifest.encoder.as_deref() == meaning.version() =>
        {
            Status::Fresh(manifest)
        }
        Ok(manifest) => Status::Stale(manifest),
        Err(Error::IndexMissing { .. }) => Status::Missing,
        Err(Error::IndexForeign { what, .. }) => Status::Foreign(what),
        Err(Error::IndexBroken { path, what }) => {
            Status::Broken(format!("{}: {what}", path.display()))
        }
        Err(error) => Status::Broken(error.to_string()),
    }
}

/// Reads every file of the serving generation and compares its checksum with the manifest's.
///
/// # Errors
/// As [`Generation::open`]; and [`Error::IndexBroken`] with all that was found damaged.
pub fn verify(folder: &Path) -> Result<Manifest> {
    let generation = serving(folder)?;
    let manifest = Manifest::read(&generation)?;
    let damage = manifest.check_sums(&generation);
    if damage.is_empty() {
        Ok(manifest)
    } else {
        Err(Error::IndexBroken {
            path: generation,
            what: damage.join("; "),
        })
    }
}

fn serving(folder: &Path) -> Result<PathBuf> {
    manifest::read_pointer(folder)?.ok_or_else(|| Error::IndexMissing {
        path: folder.to_path_buf(),
    })
}

/// An opened generation: what one question is asked of.
pub struct Generation {
    manifest: Option<Manifest>,
    catalogue: Catalogue,
    reader: IndexReader,
    fields: schema::Fields,
    /// Where each passage lies in tantivy, by ordinal.
    addresses: Vec<DocAddress>,
    /// The ordinals of the passages, by segment and document.
    ordinals: Vec<Vec<Ordinal>>,
    /// The sections by the id of their first passage.
    sections: HashMap<String, SectionPlace>,
    /// The sections by the words of their headings; none where several have the same.
    headings: HashMap<String, Option<SectionPlace>>,
    /// The section that each passage is a piece of, by ordinal.
    places: Vec<SectionPlace>,
    #[cfg_attr(
        not(feature = "semantic"),
        expect(dead_code, reason = "always none without an encoder")
    )]
    vectors: Option<embedder::Vectors>,
}

/// Folded words as people type them: in one line, without apostrophes.
fn without_apostrophes(words: &[String]) -> String {
    words.join(" ").replace('\'', "")
}

/// Where a section stands in the catalogue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SectionPlace {
    pub(crate) article: usize,
    pub(crate) section: usize,
}

impl fmt::Debug for Generation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Generation")
            .field("manifest", &self.manifest)
            .field("passages", &self.addresses.len())
            .finish_non_exhaustive()
    }
}

impl Generation {
    /// Opens the serving generation of a library's folder.
    ///
    /// # Errors
    /// [`Error::IndexMissing`] if nothing was built, [`Error::IndexForeign`] if another version built it,
    /// [`Error::IndexBroken`] if a file is missing, cut short or unreadable. Changed bytes within a file of the right
    /// size are found by [`verify`] alone.
    pub fn open(folder: &Path) -> Result<Self> {
        let mut tried = serving(folder)?;
        for _ in 1..OPEN_TRIES {
            match Self::open_generation(&tried) {
                Ok(generation) => return Ok(generation),
                Err(error) => {
                    let now = serving(folder)?;
                    if now == tried {
                        return Err(error);
                    }
                    tried = now;
                }
            }
        }
        Self::open_generation(&tried)
    }

    /// Opens the newest generation in a library's folder whose every checksum is right, whatever the pointer says: for
    /// when the serving one is damaged and can't be built anew.
    ///
    /// # Errors
    /// [`Error::IndexMissing`] if there is none.
    pub(crate) fn open_last_good(folder: &Path) -> Result<Self> {
        let mut generations = build::generations(folder).unwrap_or_default();
        generations.sort();
        for generation in generations.into_iter().rev() {
            let sound = |manifest: &Manifest| manifest.check_sums(&generation).is_empty();
            if Manifest::read(&generation).is_ok_and(|manifest| sound(&manifest))
                && let Ok(opened) = Self::open_generation(&generation)
            {
                return Ok(opened);
            }
        }
        Err(Error::IndexMissing {
            path: folder.to_path_buf(),
        })
    }

    /// Builds a generation in memory: for tests, and for a preview of content that is not approved yet.
    ///
    /// # Errors
    /// [`Error::NoArticles`] if there is nothing to serve; otherwise only faults of ours.
    pub fn in_ram(corpus: &Corpus, meaning: &Embedder) -> Result<Self> {
        let passages = build::split_all(corpus);
        if passages.iter().all(Vec::is_empty) {
            return Err(Error::NoArticles {
                path: corpus.folder.clone(),
            });
        }
        let index = Index::create_in_ram(schema::schema().0);
        build::write_terms(&index, &passages, &|_| {})?;
        let catalogue = Catalogue::new(corpus, &passages);
        let vectors = meaning.vectors_in_ram(corpus, &passages)?;
        Self::assemble(None, catalogue, &index, vectors)
    }

    fn open_generation(folder: &Path) -> Result<Self> {
        let manifest = Manifest::read(folder)?;
        manifest.check_sizes(folder)?;
        let broken = |what: String| Error::IndexBroken {
            path: folder.to_path_buf(),
            what,
        };
        let path = folder.join(build::CATALOGUE);
        let bytes = fs::read(&path).map_err(|error| Error::io("read", &path, error))?;
        let catalogue = serde_json::from_slice(&bytes)
            .map_err(|error| broken(format!("the catalogue cannot be understood: {error}")))?;
        let index = ReadOnlyDirectory::open(&folder.join(build::TERMS))
            .and_then(Index::open)
            .map_err(|error| broken(error.to_string()))?;
        let vectors = embedder::open_vectors(folder, &manifest)?;
        let passages = manifest.passages;
        let generation = Self::assemble(Some(manifest), catalogue, &index, vectors)
            .map_err(|error| broken(error.to_string()))?;
        if generation.addresses.len() == passages {
            Ok(generation)
        } else {
            Err(broken(format!(
                "it holds {} passages instead of {passages}",
                generation.addresses.len()
            )))
        }
    }

    fn assemble(
        manifest: Option<Manifest>,
        catalogue: Catalogue,
        index: &Index,
        vectors: Option<embedder::Vectors>,
    ) -> Result<Self> {
        let failed = |error: tantivy::TantivyError| Error::internal("opening the index", error);
        schema::register_analyzer(index);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(failed)?;
        let (addresses, ordinals) = addresses(&reader)?;
        let mut sections = HashMap::new();
        let mut headings = HashMap::new();
        let mut places = Vec::with_capacity(addresses.len());
        for (article, head) in catalogue.articles.iter().enumerate() {
            for (section, head) in head.sections.iter().enumerate() {
                let place = SectionPlace { article, section };
                sections.insert(head.id.as_str().to_owned(), place);
                if let Some(heading) = head.heading() {
                    headings
                        .entry(without_apostrophes(&words(heading).collect::<Vec<_>>()))
                        .and_modify(|known| *known = None)
                        .or_insert(Some(place));
                }
                places.extend(std::iter::repeat_n(place, head.passages as usize));
            }
        }
        if places.len() != addresses.len() {
            return Err(Error::internal(
                "opening the index",
                "the catalogue lists other passages than the index holds",
            ));
        }
        Ok(Self {
            manifest,
            catalogue,
            reader,
            fields: schema::schema().1,
            addresses,
            ordinals,
            sections,
            headings,
            places,
            vectors,
        })
    }

    /// What it was built from; none in memory.
    pub fn manifest(&self) -> Option<&Manifest> {
        self.manifest.as_ref()
    }

    /// How many passages it holds.
    pub fn passages(&self) -> usize {
        self.addresses.len()
    }

    /// The heads of its articles, by id.
    pub fn articles(&self) -> &[ArticleHead] {
        &self.catalogue.articles
    }

    /// Reads a passage; none if no passage has this ordinal.
    ///
    /// # Errors
    /// [`Error::Internal`] where the file is damaged.
    pub(crate) fn passage(&self, ordinal: Ordinal) -> Result<Option<StoredPassage>> {
        let Some(address) = self.addresses.get(ordinal as usize) else {
            return Ok(None);
        };
        let document: TantivyDocument = self
            .searcher()
            .doc(*address)
            .map_err(|error| Error::internal("reading a passage from the index", error))?;
        let bytes = document
            .get_first(self.fields.payload)
            .and_then(|value| tantivy::schema::Value::as_bytes(&value))
            .ok_or_else(|| {
                Error::internal("reading a passage from the index", "it has no payload")
            })?;
        StoredPassage::from_bytes(bytes).map(Some)
    }

    /// The ordinal of the passage with this id; none if there is no such passage (any more).
    pub(crate) fn find(&self, id: &PassageId) -> Option<Ordinal> {
        let section = self.section(*self.sections.get(id.section())?);
        let piece = match id.as_str().strip_prefix(id.section())? {
            "" => 1,
            number => number.strip_prefix('/')?.parse::<u32>().ok()?,
        };
        (1..=section.passages)
            .contains(&piece)
            .then(|| section.first + piece - 1)
    }

    /// The ordinals of all pieces of the section that a passage is a piece of; none if there is no such section.
    pub(crate) fn ordinals_of(&self, id: &PassageId) -> Option<std::ops::Range<Ordinal>> {
        let section = self.section(*self.sections.get(id.section())?);
        Some(section.first..section.first + section.passages)
    }

    /// The only section whose heading has these folded words and no others, with or without apostrophes.
    pub(crate) fn headed(&self, words: &[String]) -> Option<&SectionHead> {
        let place = *self.headings.get(&without_apostrophes(words))?;
        place.map(|place| self.section(place))
    }

    /// The head of a section.
    pub(crate) fn section(&self, place: SectionPlace) -> &SectionHead {
        &self.catalogue.articles[place.article].sections[place.section]
    }

    /// The article and the section that a passage is a piece of; none if there is no such section (any more).
    pub(crate) fn head(&self, id: &PassageId) -> Option<(&ArticleHead, &SectionHead)> {
        let place = self.sections.get(id.section())?;
        Some((
            &self.catalogue.articles[place.article],
            self.section(*place),
        ))
    }

    /// The section that a passage is a piece of.
    pub(crate) fn section_of(&self, ordinal: Ordinal) -> Option<&SectionHead> {
        let place = self.places.get(ordinal as usize)?;
        Some(self.section(*place))
    }

    /// The place of the article that a passage is a piece of.
    pub(crate) fn article_of(&self, ordinal: Ordinal) -> Option<usize> {
        Some(self.places.get(ordinal as usize)?.article)
    }

    /// The groups of questions that the articles do not cover.
    pub(crate) fn not_covered(&self) -> &[UncoveredGroup] {
        &self.catalogue.not_covered
    }

    /// How scores become probabilities here, as the author of the articles fitted it; none if nobody did.
    pub(crate) fn calibration(&self) -> Option<&str> {
        self.catalogue.calibration.as_deref()
    }

    /// Everything but the texts of the passages.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The terms of a text, as the index knows them.
    pub(crate) fn terms(text: &str) -> Vec<String> {
        schema::terms(&mut schema::analyzer(), text)
    }

    /// How many of some terms each text holds, every term counted once.
    pub(crate) fn terms_held<'a>(
        texts: impl Iterator<Item = &'a str>,
        terms: &[String],
    ) -> impl Iterator<Item = usize> {
        let mut analyzer = schema::analyzer();
        texts.map(move |text| schema::terms_held(&mut analyzer, text, terms))
    }

    fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    fn fields(&self) -> schema::Fields {
        self.fields
    }

    fn ordinal(&self, address: DocAddress) -> Ordinal {
        self.ordinals[address.segment_ord as usize][address.doc_id as usize]
    }

    #[cfg(feature = "semantic")]
    fn vectors(&self) -> Option<&embedder::Vectors> {
        self.vectors.as_ref()
    }
}

type Addresses = (Vec<DocAddress>, Vec<Vec<Ordinal>>);

/// Maps ordinals to tantivy's addresses and back. tantivy may order its segments as it likes.
fn addresses(reader: &IndexReader) -> Result<Addresses> {
    let failed = |what: String| Error::internal("opening the index", what);
    let searcher = reader.searcher();
    let passages = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
    let mut addresses = vec![None; passages];
    let mut ordinals = Vec::new();
    for (segment_ord, segment) in (0..).zip(searcher.segment_readers()) {
        let column = segment
            .fast_fields()
            .u64("ordinal")
            .map_err(|error| failed(error.to_string()))?
            .first_or_default_col(u64::MAX);
        let mut own = Vec::with_capacity(segment.max_doc() as usize);
        for doc_id in 0..segment.max_doc() {
            let ordinal = column.get_val(doc_id);
            let place = usize::try_from(ordinal)
                .ok()
                .and_then(|ordinal| addresses.get_mut(ordinal))
                .ok_or_else(|| failed("a passage is out of place".to_owned()))?;
            *place = Some(DocAddress {
                segment_ord,
                doc_id,
            });
            own.push(Ordinal::try_from(ordinal).map_err(|error| failed(error.to_string()))?);
        }
        ordinals.push(own);
    }
    let addresses = addresses
        .into_iter()
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| failed("a passage is missing".to_owned()))?;
    Ok((addresses, ordinals))
}

#[cfg(test)]
mod tests;
