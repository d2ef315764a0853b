//! The handle that the edges call: it owns the shared library, answers from its serving generation, and swaps in a
//! new one while the old one goes on answering.

mod cache;
mod suggest;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crate::answer::{self, Answer, Calibration, Examined, Outcome, Quoted, Related, Thresholds};
use crate::article::{ArticleId, GuildId, Library, Teaching};
use crate::content::{self, Corpus, DroppedLine, Problem, Raw, RawArticle};
use crate::index::{self, ArticleHead, Generation, Meaning, Progress, Status};
use crate::passage::PassageId;
use crate::query::Query;
use crate::{Error, Result};

use cache::Cache;
pub use suggest::Suggestion;

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
        self.index.join(Library::Shared.folder_name())
    }
}

/// A question with what was asked before it, and where.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Ask<'a> {
    /// The question as typed.
    pub question: &'a str,
    /// The question before, if there was one: it is taken as context where the new one cannot stand alone.
    pub previous: Option<&'a str>,
    /// The guild it was asked in: its own articles are searched too. None reaches the shared library alone.
    pub guild: Option<GuildId>,
    /// How sure to be; none for the engine's own thresholds.
    pub thresholds: Option<Thresholds>,
}

/// All that a guild adds to the shared library, as it stands in the store.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GuildContent {
    /// Grows with every change.
    pub version: u64,
    /// Its own articles.
    pub articles: Vec<RawArticle>,
    /// What its admins taught, for its own articles and its view of the shared ones. A wording of a section that is
    /// gone does nothing.
    pub taught: Vec<Teaching>,
}

/// What an article would bring, before anyone approves it.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// Its title; none if there is no article in the file.
    pub title: Option<String>,
    /// The headings of its sections, in order; that of text before the first heading is empty.
    pub sections: Vec<String>,
    /// How many passages it would have.
    pub passages: usize,
    /// What the importer left out.
    pub dropped: Vec<DroppedLine>,
    /// What is wrong with the file.
    pub problems: Vec<Problem>,
    /// Passages that are nearly there already, nearest first.
    pub repeats: Vec<Repeat>,
}

/// A passage of a new article that nearly repeats one that is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Repeat {
    /// The new passage's heading; none for text before the first one.
    pub heading: Option<String>,
    /// The passage that it repeats.
    pub of: PassageId,
    /// Title of that passage's article.
    pub title: String,
    /// How much of the new passage stands there, 0 to 1.
    pub share: f32,
}

/// What the check of a library's files found, and what was done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mended {
    /// Every checksum is right.
    Sound,
    /// It was damaged, and built anew.
    Rebuilt {
        /// The damage.
        damage: String,
    },
    /// It was damaged and could not be built anew: the last good generation serves.
    LastGood {
        /// The damage.
        damage: String,
        /// Why it could not be built.
        why: String,
    },
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
    pub fn suggest(&self, _guild: Option<GuildId>, typed: &str, limit: usize) -> Vec<Suggestion> {
        suggest::suggest(self.serving().generation.articles(), typed, limit)
    }

    /// Quotes one passage by its id; none if there is no such passage (any more).
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn passage(&self, _guild: Option<GuildId>, id: &PassageId) -> Result<Option<Quoted>> {
        answer::quote_by_id(&self.serving().generation, id, &Query::parse(""))
    }

    /// The text before and after a passage; none if there is no such passage (any more).
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn context(&self, _guild: Option<GuildId>, id: &PassageId) -> Result<Option<Surroundings>> {
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

    /// The articles that a guild can reach, its own first, by id.
    pub fn articles(&self, _guild: Option<GuildId>) -> Vec<ArticleHead> {
        self.serving().generation.articles().to_vec()
    }

    /// Makes what a guild adds to the shared library what is given here, and swaps it in; what was there answers
    /// meanwhile. Cheap where nothing has changed; what was taught is never a reason to build. With no article left
    /// the guild's index goes.
    ///
    /// # Errors
    /// As [`index::build`]. Whatever fails, what was there goes on answering.
    pub fn rebuild_guild(
        &self,
        _guild: GuildId,
        _content: &GuildContent,
        _progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<RebuildReport> {
        Err(Error::internal("building a guild's library", "not yet"))
    }

    /// The version of the content that a guild's library holds; none if nothing was ever built for it, or if what is
    /// there is damaged or was made by another version of the program: then it is to be built again.
    pub fn guild_version(&self, _guild: GuildId) -> Option<u64> {
        None
    }

    /// Deletes all that a guild added: its folder, what is in memory, and answers kept.
    ///
    /// # Errors
    /// If the folder cannot be removed.
    pub fn forget_guild(&self, _guild: GuildId) -> Result<()> {
        Ok(())
    }

    /// Groups questions that mean the same: the places of each group's questions, largest group first.
    ///
    /// # Errors
    /// Only faults of ours.
    pub fn group(&self, questions: &[&str]) -> Result<Vec<Vec<usize>>> {
        Ok((0..questions.len()).map(|place| vec![place]).collect())
    }

    /// The headings nearest to a question, at most `limit`, each section once.
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn nearest_headings(
        &self,
        _guild: Option<GuildId>,
        _question: &str,
        _limit: usize,
    ) -> Result<Vec<Related>> {
        Ok(Vec::new())
    }

    /// Whether a question gets an answer as things stand.
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn answers_now(&self, guild: Option<GuildId>, question: &str) -> Result<bool> {
        let answer = self.ask(&Ask {
            question,
            guild,
            ..Ask::default()
        })?;
        Ok(answer.outcome == Outcome::Answer)
    }

    /// Tells what a file would bring, and what of it a guild's articles or the shared ones say already.
    ///
    /// # Errors
    /// Only faults of ours.
    pub fn preview(&self, _guild: Option<GuildId>, _raw: Raw) -> Result<Preview> {
        Err(Error::internal("reading a new article", "not yet"))
    }

    /// Reads every file of the libraries that serve, and mends what is damaged: built anew from the content, else
    /// from the last good generation. Long: for a thread of its own after the start.
    ///
    /// # Errors
    /// If a library is damaged and neither could be done; what is open goes on answering.
    pub fn verify_and_mend(&self) -> Result<Vec<(Library, Mended)>> {
        Ok(Vec::new())
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
