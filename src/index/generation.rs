//! An opened generation, which questions are searched in.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use tantivy::{DocAddress, Index, IndexReader, ReloadPolicy, Searcher, TantivyDocument};

use super::build;
use super::catalogue::{ArticleHead, Catalogue, Ordinal, SectionHead};
use super::embedder::{Embedder, QueryEmbedding};
use super::manifest::{Manifest, serving};
use super::read_only_directory::ReadOnlyDirectory;
use super::schema;
use super::stored::StoredPassage;
use super::vectors::{self, Vectors};
use crate::content::{Corpus, LibraryProfile, UncoveredGroup};
use crate::encoder::ENCODER_VERSION;
use crate::passage::PassageId;
use crate::text::words;
use crate::{Error, Result};

/// Attempts to open the serving generation, which may be replaced and removed meanwhile.
const OPEN_TRIES: usize = 3;

/// An opened generation.
pub struct Generation {
    manifest: Option<Manifest>,
    catalogue: Catalogue,
    /// That of the catalogue: answers share it.
    profile: Arc<LibraryProfile>,
    reader: IndexReader,
    fields: schema::Fields,
    /// tantivy's address of each passage, by ordinal.
    addresses: Vec<DocAddress>,
    /// The ordinals of the passages, by segment and document.
    ordinals: Vec<Vec<Ordinal>>,
    /// The sections by the id of their first passage.
    sections: HashMap<String, SectionIndex>,
    /// The sections by the words of their headings; none where several have the same.
    headings: HashMap<String, Option<SectionIndex>>,
    /// The section of each passage, by ordinal.
    section_of: Vec<SectionIndex>,
    /// None if it was built without the encoder that this program has.
    vectors: Option<Vectors>,
}

/// Folded words in one line, without apostrophes: people often leave those out.
fn heading_key(words: &[String]) -> String {
    words.join(" ").replace('\'', "")
}

/// The position of a section in the catalogue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SectionIndex {
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
    /// [`Error::IndexBroken`] if a file is missing, cut short or cannot be parsed, [`Error::Io`] if one cannot be read.
    /// Changed bytes within a file of the right size are found by [`super::verify`] alone.
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

    /// Opens the newest generation in a library's folder whose checksums are all right, whatever the pointer says: the
    /// fallback when the serving one is damaged and can't be rebuilt.
    ///
    /// # Errors
    /// [`Error::IndexMissing`] if there is none.
    pub(crate) fn open_last_good(folder: &Path) -> Result<Self> {
        let mut generations = build::generations(folder).unwrap_or_default();
        generations.sort();
        for generation in generations.into_iter().rev() {
            let sound = |manifest: &Manifest| manifest.damage(&generation).is_empty();
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
    pub fn in_ram(corpus: &Corpus, embedder: &Embedder) -> Result<Self> {
        let passages = build::split_all(corpus);
        if passages.iter().all(Vec::is_empty) {
            return Err(Error::NoArticles {
                path: corpus.folder.clone(),
            });
        }
        let index = Index::create_in_ram(schema::schema().0);
        build::write_terms(&index, &passages, &|_| {})?;
        let catalogue = Catalogue::new(corpus, &passages);
        let vectors = vectors::in_ram(embedder, &corpus.folder, &catalogue, &passages)?;
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
        let catalogue: Catalogue = serde_json::from_slice(&bytes)
            .map_err(|error| broken(format!("the catalogue cannot be parsed: {error}")))?;
        let index = ReadOnlyDirectory::open(&folder.join(build::TERMS))
            .and_then(Index::open)
            .map_err(|error| broken(error.to_string()))?;
        // Vectors of another encoder do not compare with a question's.
        let vectors = (manifest.encoder.as_deref() == Some(ENCODER_VERSION))
            .then(|| Vectors::open(folder, &catalogue))
            .transpose()?;
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
        vectors: Option<Vectors>,
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
        let mut section_of = Vec::with_capacity(addresses.len());
        for (article, head) in catalogue.articles.iter().enumerate() {
            for (section, head) in head.sections.iter().enumerate() {
                let index = SectionIndex { article, section };
                sections.insert(head.id.as_str().to_owned(), index);
                if let Some(heading) = head.heading() {
                    headings
                        .entry(heading_key(&words(heading).collect::<Vec<_>>()))
                        .and_modify(|known| *known = None)
                        .or_insert(Some(index));
                }
                section_of.extend(std::iter::repeat_n(index, head.passages as usize));
            }
        }
        if section_of.len() != addresses.len() {
            return Err(Error::internal(
                "opening the index",
                "the catalogue lists other passages than the index holds",
            ));
        }
        Ok(Self {
            manifest,
            profile: Arc::new(catalogue.profile.clone()),
            catalogue,
            reader,
            fields: schema::schema().1,
            addresses,
            ordinals,
            sections,
            headings,
            section_of,
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
    pub(crate) fn ordinals_of(&self, id: &PassageId) -> Option<Range<Ordinal>> {
        let section = self.section(*self.sections.get(id.section())?);
        Some(section.first..section.first + section.passages)
    }

    /// The only section whose heading has these folded words and no others, with or without apostrophes.
    pub(crate) fn section_with_heading(&self, words: &[String]) -> Option<&SectionHead> {
        let index = *self.headings.get(&heading_key(words))?;
        index.map(|index| self.section(index))
    }

    /// The head of a section.
    pub(crate) fn section(&self, index: SectionIndex) -> &SectionHead {
        &self.catalogue.articles[index.article].sections[index.section]
    }

    /// The article and the section that a passage is a piece of; none if there is no such section (any more).
    pub(crate) fn head(&self, id: &PassageId) -> Option<(&ArticleHead, &SectionHead)> {
        let index = self.sections.get(id.section())?;
        Some((
            &self.catalogue.articles[index.article],
            self.section(*index),
        ))
    }

    /// The section that a passage is a piece of.
    pub(crate) fn section_of(&self, ordinal: Ordinal) -> Option<&SectionHead> {
        let index = self.section_of.get(ordinal as usize)?;
        Some(self.section(*index))
    }

    /// The position in [`Self::articles`] of the article that a passage is a piece of.
    pub(crate) fn article_of(&self, ordinal: Ordinal) -> Option<usize> {
        Some(self.section_of.get(ordinal as usize)?.article)
    }

    /// The groups of questions that the articles do not cover.
    pub(crate) fn not_covered(&self) -> &[UncoveredGroup] {
        &self.catalogue.not_covered
    }

    /// What the library is about, and what the bot says of itself.
    pub(crate) fn profile(&self) -> &Arc<LibraryProfile> {
        &self.profile
    }

    /// The library's own calibration of probabilities, as text; none without one.
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

    /// How near each sentence of a passage is to a question; none where the library has no vectors.
    pub(crate) fn sentence_cosines(
        &self,
        question: &QueryEmbedding,
        ordinal: Ordinal,
    ) -> Option<Vec<f32>> {
        self.vectors.as_ref()?.sentence_cosines(question, ordinal)
    }

    pub(super) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    pub(super) fn fields(&self) -> schema::Fields {
        self.fields
    }

    pub(super) fn ordinal(&self, address: DocAddress) -> Ordinal {
        self.ordinals[address.segment_ord as usize][address.doc_id as usize]
    }

    pub(super) fn vectors(&self) -> Option<&Vectors> {
        self.vectors.as_ref()
    }
}

type Addresses = (Vec<DocAddress>, Vec<Vec<Ordinal>>);

/// Maps ordinals to tantivy's addresses and back: tantivy's segments have another order.
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
            let address = usize::try_from(ordinal)
                .ok()
                .and_then(|ordinal| addresses.get_mut(ordinal))
                .ok_or_else(|| failed("a passage is out of place".to_owned()))?;
            *address = Some(DocAddress {
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
