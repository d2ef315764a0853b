//! The handle that the edges call: it owns the shared library, answers from its serving generation, and swaps in a
//! new one while the old one goes on answering.

mod cache;
mod suggest;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crate::answer::{self, Answer, Calibration, Examined, Quoted, Thresholds};
use crate::article::ArticleId;
use crate::content::{self, Corpus, Problem};
use crate::index::{self, ArticleHead, Generation, Meaning, Progress, Status};
use crate::passage::PassageId;
use crate::query::Query;
use crate::{Error, Result};

use cache::Cache;
pub use suggest::Suggestion;

/// Folder of the library that all share, within the index folder.
const SHARED: &str = "shared";

/// Where a library lies and how sure to be.
#[derive(Debug, Clone, PartialEq)]
pub struct EngineSettings {
    /// Folder of the articles.
    pub content: PathBuf,
    /// Folder of the indexes; what lies there is derived and may be deleted.
    pub index: PathBuf,
    /// How sure to be.
    pub thresholds: Thresholds,
}

impl EngineSettings {
    /// Folder of the index of the articles that all share.
    pub fn library(&self) -> PathBuf {
        self.index.join(SHARED)
    }
}

/// A question with what was asked before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask<'a> {
    /// The question as typed.
    pub question: &'a str,
    /// The question before, if there was one: it is taken as context where the new one cannot stand alone.
    pub previous: Option<&'a str>,
}

/// What a rebuild did.
#[derive(Debug, Clone, PartialEq)]
pub struct RebuildReport {
    /// Articles now in the library.
    pub articles: usize,
    /// Passages now in the library.
    pub passages: usize,
    /// Texts whose vectors were made anew.
    pub encoded: usize,
    /// Texts whose vectors were taken over.
    pub reused: usize,
    /// Articles that were not there before.
    pub added: Vec<ArticleId>,
    /// Articles whose file has changed.
    pub changed: Vec<ArticleId>,
    /// Articles that are gone.
    pub removed: Vec<ArticleId>,
    /// Files that could not be used, and other things for the author to mend.
    pub problems: Vec<Problem>,
    /// How long it took.
    pub took: Duration,
}

/// The text around a passage, within its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    /// The passage before, if the article has one.
    pub before: Option<String>,
    /// The passage itself.
    pub text: String,
    /// The passage after, if the article has one.
    pub after: Option<String>,
}

/// Answers questions. Cheap to clone; all clones share the library.
#[derive(Clone)]
pub struct Engine(Arc<Shared>);

struct Shared {
    settings: EngineSettings,
    meaning: Meaning,
    /// Read for the time of taking a handle, written for the time of a swap: never held while searching.
    serving: RwLock<Arc<Serving>>,
    /// One rebuild at a time in this process; the lock file in the folder keeps other processes out.
    rebuilding: Mutex<()>,
}

/// A generation with the answers given from it: what is swapped in is swapped in with none.
struct Serving {
    generation: Generation,
    /// The library's own fit, else the one shipped with the program.
    calibration: Calibration,
    answers: Cache,
}

impl Serving {
    fn new(generation: Generation) -> Result<Arc<Self>> {
        let own = generation.calibration().map(Calibration::from_toml);
        Ok(Arc::new(Self {
            calibration: own.transpose()?.unwrap_or_default(),
            generation,
            answers: Cache::default(),
        }))
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Engine")
            .field("settings", &self.0.settings)
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// Opens the library: builds its index first if there is none, or none that fits. If a stale index cannot be
    /// rebuilt, the stale one serves and the reason is logged.
    ///
    /// # Errors
    /// If there is neither a usable index nor content to build one from.
    pub fn open(settings: EngineSettings, progress: &(dyn Fn(Progress) + Sync)) -> Result<Self> {
        let meaning = Meaning::load()?;
        let folder = settings.library();
        let corpus = content::load(&settings.content);
        let generation = match corpus {
            Ok(corpus) => open_or_build(&folder, &corpus, &meaning, progress)?,
            // The articles cannot be read: the last good index answers all the same.
            Err(error) => Generation::open(&folder).map_err(|_| error)?,
        };
        Self::serve(settings, meaning, generation)
    }

    /// Holds a library in memory, with nothing on disk: for tests and previews. It cannot be rebuilt.
    ///
    /// # Errors
    /// [`crate::Error::NoArticles`] if the corpus has no passage.
    pub fn in_ram(corpus: &Corpus, meaning: Meaning, thresholds: Thresholds) -> Result<Self> {
        let generation = Generation::in_ram(corpus, &meaning)?;
        let settings = EngineSettings {
            content: corpus.folder.clone(),
            index: PathBuf::new(),
            thresholds,
        };
        Self::serve(settings, meaning, generation)
    }

    fn serve(settings: EngineSettings, meaning: Meaning, generation: Generation) -> Result<Self> {
        Ok(Self(Arc::new(Shared {
            settings,
            meaning,
            serving: RwLock::new(Serving::new(generation)?),
            rebuilding: Mutex::new(()),
        })))
    }

    /// Answers a question. Takes milliseconds of CPU: an async caller runs it on a blocking thread.
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn ask(&self, ask: &Ask<'_>) -> Result<Answer> {
        Ok(self.examine(ask)?.answer)
    }

    /// Answers a question and tells what the probability was made of: for evaluation.
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn examine(&self, ask: &Ask<'_>) -> Result<Examined> {
        let query = Query::parse(ask.question);
        let query = match ask.previous {
            Some(previous) if !answer::is_small_talk(&query) => {
                query.following(&Query::parse(previous))
            }
            _ => query,
        };
        let serving = self.serving();
        if let Some(known) = serving.answers.get(query.text()) {
            return Ok(Examined::clone(&known));
        }
        let examined = answer::examine(
            &serving.generation,
            &self.0.meaning,
            &query,
            &serving.calibration,
            self.0.settings.thresholds,
        )?;
        serving.answers.keep(query.text(), &examined);
        Ok(examined)
    }

    /// Suggests headings and wordings for what is being typed, best first, at most `limit`.
    pub fn suggest(&self, typed: &str, limit: usize) -> Vec<Suggestion> {
        suggest::suggest(self.serving().generation.articles(), typed, limit)
    }

    /// Quotes one passage by its id; none if there is no such passage (any more).
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn passage(&self, id: &PassageId) -> Result<Option<Quoted>> {
        answer::quote_by_id(&self.serving().generation, id, &Query::parse(""))
    }

    /// The text before and after a passage; none if there is no such passage (any more).
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn context(&self, id: &PassageId) -> Result<Option<Surroundings>> {
        let serving = self.serving();
        let generation = &serving.generation;
        let Some(ordinal) = generation.find(id) else {
            return Ok(None);
        };
        let article = generation.article_of(ordinal);
        let text = |neighbour: Option<u32>| -> Result<Option<String>> {
            let stored = neighbour
                .filter(|neighbour| generation.article_of(*neighbour) == article)
                .map(|neighbour| generation.passage(neighbour))
                .transpose()?;
            Ok(stored.flatten().map(|stored| stored.passage.text))
        };
        Ok(Some(Surroundings {
            before: text(ordinal.checked_sub(1))?,
            text: text(Some(ordinal))?.unwrap_or_default(),
            after: text(ordinal.checked_add(1))?,
        }))
    }

    /// The articles, by id.
    pub fn articles(&self) -> Vec<ArticleHead> {
        self.serving().generation.articles().to_vec()
    }

    /// How the index stands to the content as it lies on disk now.
    ///
    /// # Errors
    /// If the content folder cannot be read.
    pub fn status(&self) -> Result<Status> {
        let corpus = content::load(&self.0.settings.content)?;
        Ok(index::status(
            &self.0.settings.library(),
            &corpus.fingerprint,
            &self.0.meaning,
        ))
    }

    /// Builds a new generation from the content as it is now and swaps it in; the old one answers meanwhile.
    ///
    /// # Errors
    /// As [`index::build`]. Whatever fails, the old generation goes on answering.
    pub fn rebuild(&self, progress: &(dyn Fn(Progress) + Sync)) -> Result<RebuildReport> {
        let started = Instant::now();
        if self.0.settings.index.as_os_str().is_empty() {
            return Err(Error::internal(
                "rebuilding the index",
                "this library is held in memory",
            ));
        }
        let _one_at_a_time = self
            .0
            .rebuilding
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let corpus = content::load(&self.0.settings.content)?;
        let folder = self.0.settings.library();
        let built = index::build(&folder, &corpus, &self.0.meaning, progress)?;
        let new = Serving::new(Generation::open(&folder)?)?;
        let old = {
            let mut serving = self
                .0
                .serving
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *serving, Arc::clone(&new))
        };
        let (added, changed, removed) =
            differences(old.generation.articles(), new.generation.articles());
        Ok(RebuildReport {
            articles: built.articles,
            passages: built.passages,
            encoded: built.encoded,
            reused: built.reused,
            added,
            changed,
            removed,
            problems: corpus.problems,
            took: started.elapsed(),
        })
    }

    fn serving(&self) -> Arc<Serving> {
        let serving = self
            .0
            .serving
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&serving)
    }
}

fn open_or_build(
    folder: &std::path::Path,
    corpus: &Corpus,
    meaning: &Meaning,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Generation> {
    let status = index::status(folder, &corpus.fingerprint, meaning);
    if matches!(status, Status::Fresh(_)) {
        match Generation::open(folder) {
            Ok(generation) => return Ok(generation),
            Err(error) => tracing::warn!(%error, "the index is damaged and is built anew"),
        }
    }
    match index::build(folder, corpus, meaning, progress) {
        Ok(_) => Generation::open(folder),
        Err(error) => {
            let last_good = Generation::open(folder);
            if last_good.is_ok() {
                tracing::error!(%error, "the index could not be rebuilt, the last one serves");
            }
            last_good.map_err(|_| error)
        }
    }
}

type Differences = (Vec<ArticleId>, Vec<ArticleId>, Vec<ArticleId>);

/// What came, changed and went between two lists of articles sorted by id.
fn differences(old: &[ArticleHead], new: &[ArticleHead]) -> Differences {
    let ids = |heads: &[ArticleHead]| -> BTreeSet<ArticleId> {
        heads.iter().map(|head| head.id.clone()).collect()
    };
    let (before, after) = (ids(old), ids(new));
    let changed = new
        .iter()
        .filter(|head| {
            old.iter()
                .any(|other| other.id == head.id && other.fingerprint != head.fingerprint)
        })
        .map(|head| head.id.clone())
        .collect();
    (
        after.difference(&before).cloned().collect(),
        changed,
        before.difference(&after).cloned().collect(),
    )
}
