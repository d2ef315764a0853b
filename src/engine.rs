//! The handle that the edges call: it owns the shared library and what guilds add to it, answers from what serves, and
//! swaps in what is built while the old goes on answering.
//!
//! A question reaches the shared library and, if it was asked in a guild, that guild's own, and nothing else: each has
//! an index of its own, and a guild's is opened by the id of the guild that asks.

mod cache;
mod group;
mod guild;
mod guilds;
mod mend;
mod preview;
mod suggest;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crate::answer::{
    self, Answer, Calibration, Examined, Outcome, Quoted, Related, Shelf, Shelves, Thresholds,
};
use crate::article::{ArticleId, GuildId, Library, Teaching};
use crate::content::{self, Corpus, Problem, RawArticle, UncoveredGroup};
use crate::index::{
    self, ArticleHead, BuildReport, Generation, Manifest, Meaning, Overlay, Progress, Status,
};
use crate::metric;
use crate::passage::PassageId;
use crate::query::Query;
use crate::{Error, Result};

use cache::{Cache, Key};
use guild::Guild;
use guilds::Guilds;

pub use mend::Mended;
pub use preview::{Preview, Repeat};
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

/// Answers questions. Cheap to clone; all clones share the libraries.
#[derive(Clone)]
pub struct Engine(Arc<Shared>);

struct Shared {
    settings: EngineSettings,
    meaning: Meaning,
    /// Read for the time of taking a handle, written for the time of a swap: never held while searching.
    serving: RwLock<Arc<Serving>>,
    /// One rebuild of the shared library at a time in this process; the lock file in the folder keeps other processes
    /// out.
    rebuilding: Mutex<()>,
    guilds: Guilds,
    answers: Cache,
    /// The number that was given last to something that serves.
    numbers: AtomicU64,
}

/// A library as it serves.
struct Serving {
    /// Unique in this process.
    number: u64,
    generation: Generation,
    /// The library's own fit, else the one shipped with the program.
    calibration: Calibration,
    /// Made when something is typed for the first time.
    suggestible: OnceLock<suggest::Table>,
}

impl Serving {
    fn new(generation: Generation, number: u64) -> Result<Arc<Self>> {
        let own = generation.calibration().map(Calibration::from_toml);
        Ok(Arc::new(Self {
            number,
            calibration: own.transpose()?.unwrap_or_default(),
            generation,
            suggestible: OnceLock::new(),
        }))
    }

    fn suggestible(&self) -> &suggest::Table {
        let table = || suggest::Table::new(self.generation.articles());
        self.suggestible.get_or_init(table)
    }

    fn shelf(&self) -> Shelf<'_> {
        Shelf {
            generation: &self.generation,
            calibration: &self.calibration,
        }
    }
}

/// What one question reaches.
struct View {
    shared: Arc<Serving>,
    guild: Option<Arc<Guild>>,
}

impl View {
    /// The guild's own library first.
    fn libraries(&self) -> impl Iterator<Item = &Serving> {
        let own = self.guild.as_ref().and_then(|guild| guild.own.as_ref());
        own.into_iter().chain([&self.shared]).map(Arc::as_ref)
    }

    fn generations(&self) -> Vec<&Generation> {
        self.libraries().map(|one| &one.generation).collect()
    }

    fn taught(&self) -> Option<&Overlay> {
        self.guild.as_ref()?.taught.as_ref()
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
        let folder = settings.library();
        let (meaning, corpus) = rayon::join(Meaning::load, || content::load(&settings.content));
        let meaning = meaning?;
        let generation = match corpus {
            Ok(corpus) => open_or_build(&folder, &corpus, &meaning, progress)?,
            // The articles cannot be read: the last good index answers all the same.
            Err(error) => open_or_last_good(&folder).map_err(|_| error)?,
        };
        let guilds = Guilds::new(Some(settings.index.clone()));
        Self::serve(settings, meaning, generation, guilds)
    }

    /// Holds all libraries in memory, with nothing on disk: for tests. The shared one cannot be rebuilt.
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
        Self::serve(settings, meaning, generation, Guilds::new(None))
    }

    fn serve(
        settings: EngineSettings,
        meaning: Meaning,
        generation: Generation,
        guilds: Guilds,
    ) -> Result<Self> {
        Ok(Self(Arc::new(Shared {
            settings,
            meaning: meaning.sparing()?,
            serving: RwLock::new(Serving::new(generation, 1)?),
            rebuilding: Mutex::new(()),
            guilds,
            answers: Cache::default(),
            numbers: AtomicU64::new(1),
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
        let view = self.view(ask.guild)?;
        let thresholds = ask.thresholds.unwrap_or(self.0.settings.thresholds);
        let number = view.guild.as_ref().map_or(0, |guild| guild.number);
        let key = Key::new(view.shared.number, number, thresholds, query.text());
        let known = key.as_ref().and_then(|key| self.0.answers.get(key));
        metric::cache_lookup(known.is_some());
        if let Some(known) = known {
            return Ok(Examined::clone(&known));
        }
        let shelves = Shelves {
            libraries: view.libraries().map(Serving::shelf).collect(),
            taught: view.taught(),
            meaning: &self.0.meaning,
        };
        let examined = answer::examine(&shelves, &query, thresholds)?;
        if let Some(key) = key {
            self.0.answers.keep(key, &examined);
        }
        Ok(examined)
    }

    /// Suggests headings and wordings for what is being typed, best first, at most `limit`. Of a guild whose own
    /// library is damaged, the shared ones alone: what is typed can be asked all the same.
    pub fn suggest(&self, guild: Option<GuildId>, typed: &str, limit: usize) -> Vec<Suggestion> {
        let view = self.view_of_shared_at_least(guild);
        let libraries = view
            .libraries()
            .map(|one| (one.generation.articles(), one.suggestible()));
        let taught = view.taught().map_or(&[][..], Overlay::taught);
        suggest::suggest(libraries, taught, typed, limit)
    }

    /// Quotes one passage by its id; none if the guild reaches no such passage (any more).
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn passage(&self, guild: Option<GuildId>, id: &PassageId) -> Result<Option<Quoted>> {
        let view = self.view(guild)?;
        answer::quote_by_id(&view.generations(), id, &Query::parse(""))
    }

    /// The text before and after a passage; none if the guild reaches no such passage (any more).
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn context(&self, guild: Option<GuildId>, id: &PassageId) -> Result<Option<Surroundings>> {
        let view = self.view(guild)?;
        let mut libraries = view.libraries().map(|one| &one.generation);
        let Some((generation, ordinal)) =
            libraries.find_map(|generation| Some((generation, generation.find(id)?)))
        else {
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

    /// The articles that a guild reaches, its own first, by id. Of a guild whose own library is damaged, the shared
    /// ones.
    pub fn articles(&self, guild: Option<GuildId>) -> Vec<ArticleHead> {
        let view = self.view_of_shared_at_least(guild);
        let articles = view.libraries().flat_map(|one| one.generation.articles());
        articles.cloned().collect()
    }

    /// The groups of questions that the articles for all do not cover.
    pub fn not_covered(&self) -> Vec<UncoveredGroup> {
        self.serving().generation.not_covered().to_vec()
    }

    /// The folder of the articles for all.
    pub fn content_folder(&self) -> &Path {
        &self.0.settings.content
    }

    /// How sure to be where nobody says otherwise.
    pub fn thresholds(&self) -> Thresholds {
        self.0.settings.thresholds
    }

    /// Makes what a guild adds to the shared library what is given here, and swaps it in; what was there answers
    /// meanwhile. Cheap where nothing has changed; what was taught is never a reason to build. With no article left
    /// the guild's index goes.
    ///
    /// # Errors
    /// As [`index::build`]. Whatever fails, what was there goes on answering.
    pub fn rebuild_guild(
        &self,
        guild: GuildId,
        content: &GuildContent,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<RebuildReport> {
        let started = Instant::now();
        let _one_at_a_time = self.0.guilds.build_alone(guild);
        // A damaged folder is no hindrance: it is built anew.
        let before = self.guild(guild).ok();
        let own_before = before.as_ref().and_then(|before| before.own.as_ref());
        let corpus = content::corpus_of(&content.articles);
        let folder = self.0.guilds.folder(guild);
        let _no_other_process = folder.as_deref().map(guild::lock).transpose()?;
        let (own, built) = if corpus.articles.is_empty() {
            (None, BuildReport::default())
        } else {
            let (own, built) =
                self.own_library(folder.as_deref(), own_before, &corpus, progress)?;
            (Some(own), built)
        };
        let known = before.as_ref().and_then(|before| before.taught.as_ref());
        let taught = Overlay::new(&content.taught, &self.0.meaning, known)?;
        let new = Arc::new(Guild::new(Some(content.version), own, taught, || {
            self.number()
        }));
        if let Some(folder) = &folder {
            new.write(folder, &self.0.meaning)?;
        }
        let gone = self.0.guilds.put(guild, Arc::clone(&new));
        self.drop_answers(gone.as_deref());
        if let (Some(folder), None) = (&folder, &new.own) {
            index::remove(folder)?;
        }
        let heads = |own: Option<&Arc<Serving>>| -> Vec<ArticleHead> {
            own.map_or_else(Vec::new, |own| own.generation.articles().to_vec())
        };
        let (added, changed, removed) = differences(&heads(own_before), &heads(new.own.as_ref()));
        Ok(RebuildReport {
            articles: corpus.articles.len(),
            passages: new.own.as_ref().map_or(0, |own| own.generation.passages()),
            encoded: built.encoded,
            reused: built.reused,
            added,
            changed,
            removed,
            problems: corpus.problems,
            took: started.elapsed(),
        })
    }

    /// The guild's own library, built where what is there does not fit the corpus to the last byte.
    fn own_library(
        &self,
        folder: Option<&Path>,
        before: Option<&Arc<Serving>>,
        corpus: &Corpus,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<(Arc<Serving>, BuildReport)> {
        let meaning = &self.0.meaning;
        let Some(folder) = folder else {
            let generation = Generation::in_ram(corpus, meaning)?;
            return Ok((
                Serving::new(generation, self.number())?,
                BuildReport::default(),
            ));
        };
        let status = index::status(folder, &corpus.fingerprint, meaning);
        let fits = match &status {
            Status::Fresh(manifest) => index::verify(folder).is_ok().then_some(manifest),
            _ => None,
        };
        let Some(manifest) = fits else {
            let also = self.0.settings.library();
            let built = index::build(folder, Some(&also), corpus, meaning, progress)?;
            let own = Serving::new(Generation::open(folder)?, self.number())?;
            return Ok((own, built));
        };
        let same = before.filter(|before| before.generation.manifest() == Some(manifest));
        let own = match same {
            Some(same) => Arc::clone(same),
            None => Serving::new(Generation::open(folder)?, self.number())?,
        };
        Ok((own, BuildReport::default()))
    }

    /// The version of the content that a guild's library holds; none if nothing was ever built for it, or if what is
    /// there is damaged or was made by another version of the program: then it is to be built again.
    pub fn guild_version(&self, guild: GuildId) -> Option<u64> {
        self.0.guilds.version(guild, &self.0.meaning)
    }

    /// Deletes all that a guild added: its folder, what is in memory, and answers kept.
    ///
    /// # Errors
    /// If the folder cannot be removed.
    pub fn forget_guild(&self, guild: GuildId) -> Result<()> {
        let _one_at_a_time = self.0.guilds.build_alone(guild);
        let gone = self.0.guilds.close(guild);
        self.drop_answers(gone.as_deref());
        let Some(folder) = self.0.guilds.folder(guild) else {
            return Ok(());
        };
        match std::fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Error::io("remove", &folder, error))
            }
            _ => Ok(()),
        }
    }

    /// The headings nearest to a question, at most `limit`, each section once.
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn nearest_headings(
        &self,
        guild: Option<GuildId>,
        question: &str,
        limit: usize,
    ) -> Result<Vec<Related>> {
        let answer = self.ask(&Ask {
            question,
            guild,
            ..Ask::default()
        })?;
        let mut nearest: Vec<Related> = Vec::new();
        for Quoted { hit, citation } in answer.passages {
            let heading = citation.heading_path.last().unwrap_or(&citation.title);
            let id = hit.passage.id;
            if nearest
                .iter()
                .all(|one| one.passage.section() != id.section())
            {
                nearest.push(Related {
                    heading: heading.clone(),
                    passage: id,
                });
            }
        }
        nearest.truncate(limit);
        Ok(nearest)
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

    /// What the serving index of the shared library was built from; none in memory.
    pub fn manifest(&self) -> Option<Manifest> {
        let shared = self.serving();
        shared.generation.manifest().cloned()
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
        let built = index::build(&folder, None, &corpus, &self.0.meaning, progress)?;
        let new = Serving::new(Generation::open(&folder)?, self.number())?;
        let old = self.swap(Arc::clone(&new));
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

    /// Puts another shared library in. Returns the one before.
    fn swap(&self, new: Arc<Serving>) -> Arc<Serving> {
        let old = {
            let mut serving = self
                .0
                .serving
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *serving, new)
        };
        self.0.answers.drop_all(|key| key.shared == old.number);
        old
    }

    fn view(&self, guild: Option<GuildId>) -> Result<View> {
        let guild = guild.map(|guild| self.guild(guild)).transpose()?;
        Ok(View {
            shared: self.serving(),
            guild,
        })
    }

    /// As [`Self::view`]; of a guild whose own library is damaged, the shared one alone.
    fn view_of_shared_at_least(&self, guild: Option<GuildId>) -> View {
        self.view(guild).unwrap_or_else(|error| {
            tracing::error!(%error, "a guild's own library cannot be opened");
            View {
                shared: self.serving(),
                guild: None,
            }
        })
    }

    fn guild(&self, guild: GuildId) -> Result<Arc<Guild>> {
        let meaning = &self.0.meaning;
        self.0.guilds.get(guild, meaning, || self.number())
    }

    fn drop_answers(&self, gone: Option<&Guild>) {
        if let Some(gone) = gone.filter(|gone| gone.number != 0) {
            self.0.answers.drop_all(|key| key.guild == gone.number);
        }
    }

    /// A number that nothing else has in this process.
    fn number(&self) -> u64 {
        self.0.numbers.fetch_add(1, Ordering::Relaxed) + 1
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

fn open_or_last_good(folder: &Path) -> Result<Generation> {
    Generation::open(folder).or_else(|error| {
        tracing::error!(%error, "the index cannot be opened");
        Generation::open_last_good(folder).map_err(|_| error)
    })
}

fn open_or_build(
    folder: &Path,
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
    match index::build(folder, None, corpus, meaning, progress) {
        Ok(_) => Generation::open(folder),
        Err(error) => {
            let last_good = open_or_last_good(folder);
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
