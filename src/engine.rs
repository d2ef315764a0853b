//! The handle that the edges call: it owns the shared library and those of guilds, answers questions from the serving
//! generations, and swaps in new ones while the old ones still serve.
//!
//! A question reaches the shared library and, if it was asked in a guild, that guild's own, and nothing else: each has
//! an index of its own, and a guild's is opened by the id of the guild that asks.

mod cache;
mod explain;
mod group;
mod guild;
mod guilds;
mod preview;
mod rebuild;
mod repair;
mod serving;
mod suggest;

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, RwLock};

use crate::answer::{
    self, Answer, Examined, Outcome, Quoted, Reason, Related, SearchScope, Signal, SignalSet,
    Signals, SmallTalk, Surroundings, Thresholds,
};
use crate::article::{GuildId, Library};
use crate::content::{self, Corpus, LibraryProfile, UncoveredGroup};
use crate::index::{self, Embedder, Generation, Manifest, Overlay, Progress, Status};
use crate::metric;
use crate::passage::PassageId;
use crate::query::{self, FollowUp, Query};
use crate::{Error, Result};

use cache::{Cache, Key};
use guilds::Guilds;
use serving::{Serving, View, open_or_build, open_or_last_good};

pub use preview::{Preview, Repeat};
pub use rebuild::{GuildContent, RebuildReport};
pub use repair::RepairOutcome;
pub use serving::Articles;
pub use suggest::Suggestion;

/// A question of at least so many words is answered alone if it can be. Of 6 to 12, 8 gave the most right answers over 350
/// judged turns of invented talks in eight languages, which are not in the repository.
const STANDALONE_WORDS: usize = 8;
/// A question is from the field of the articles if they know more than this share of its terms. Chosen on the folder that
/// `engram init` makes, where a test holds it.
const DOMAIN_COVERAGE: f32 = 0.5;

/// Folders of the library, and the probability thresholds.
#[derive(Debug, Clone, PartialEq)]
pub struct EngineSettings {
    /// Folder of the articles.
    pub content: PathBuf,
    /// Folder of the indexes; they are derived and may be deleted.
    pub index: PathBuf,
    /// Probability thresholds.
    pub thresholds: Thresholds,
}

impl EngineSettings {
    /// Folder of the index of the shared articles.
    pub fn library(&self) -> PathBuf {
        self.index.join(Library::Shared.folder_name())
    }
}

/// A question with its context.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Ask<'a> {
    /// The question as typed.
    pub question: &'a str,
    /// The question before together with its own context: [`Answer::in_context`] of its answer, else its text. It is the
    /// context of a question that is not understood alone.
    pub previous: Option<&'a str>,
    /// The guild it was asked in, whose own articles are searched too. With none, only the shared library is searched.
    pub guild: Option<GuildId>,
    /// Probability thresholds; none for those of the engine.
    pub thresholds: Option<Thresholds>,
}

/// Answers questions. Cheap to clone; all clones share the libraries.
#[derive(Clone)]
pub struct Engine(Arc<Shared>);

struct Shared {
    /// Folder of the shared articles.
    content: PathBuf,
    thresholds: Thresholds,
    /// Folder of the shared library's index; none in memory.
    library: Option<PathBuf>,
    embedder: Embedder,
    /// Locked only while a handle is cloned or swapped, never while searching.
    serving: RwLock<Arc<Serving>>,
    /// One rebuild of the shared library at a time in this process; a lock file in the folder excludes other processes.
    rebuilding: Mutex<()>,
    guilds: Guilds,
    answers: Cache,
    /// The last epoch that was assigned.
    epochs: AtomicU64,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Engine")
            .field("content", &self.0.content)
            .field("library", &self.0.library)
            .field("thresholds", &self.0.thresholds)
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// Opens the library: builds its index first if it is missing or stale. If a stale index cannot be
    /// rebuilt, the stale one serves and the reason is logged.
    ///
    /// # Errors
    /// If there is neither a usable index nor content to build one from.
    pub fn open(settings: EngineSettings, progress: &(dyn Fn(Progress) + Sync)) -> Result<Self> {
        let folder = settings.library();
        let (embedder, corpus) = rayon::join(Embedder::load, || content::load(&settings.content));
        let embedder = embedder?;
        let generation = match corpus {
            Ok(corpus) => open_or_build(&folder, &corpus, &embedder, progress)?,
            // The articles cannot be read: the last good index still serves.
            Err(error) => open_or_last_good(&folder).map_err(|_| error)?,
        };
        let guilds = Guilds::new(Some(settings.index));
        Self::serve(
            settings.content,
            settings.thresholds,
            Some(folder),
            embedder,
            generation,
            guilds,
        )
    }

    /// Holds all libraries in memory, with nothing on disk: for tests. The shared one cannot be rebuilt.
    ///
    /// # Errors
    /// [`crate::Error::NoArticles`] if the corpus has no passage.
    pub fn in_ram(corpus: &Corpus, embedder: Embedder, thresholds: Thresholds) -> Result<Self> {
        let generation = Generation::in_ram(corpus, &embedder)?;
        let content = corpus.folder.clone();
        let guilds = Guilds::new(None);
        Self::serve(content, thresholds, None, embedder, generation, guilds)
    }

    fn serve(
        content: PathBuf,
        thresholds: Thresholds,
        library: Option<PathBuf>,
        embedder: Embedder,
        generation: Generation,
        guilds: Guilds,
    ) -> Result<Self> {
        Ok(Self(Arc::new(Shared {
            content,
            thresholds,
            library,
            embedder: embedder.with_background_pool()?,
            serving: RwLock::new(Serving::new(generation, 1)),
            rebuilding: Mutex::new(()),
            guilds,
            answers: Cache::default(),
            epochs: AtomicU64::new(1),
        })))
    }

    /// Answers a question. Takes milliseconds of CPU: an async caller runs it on a blocking thread.
    ///
    /// One with [`Ask::previous`] is searched for up to three times: the question before, this one alone, and both together.
    /// Where both together were answered, or the help for a danger is given again, [`Answer::in_context`] is set.
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn ask(&self, ask: &Ask<'_>) -> Result<Answer> {
        Ok(self.examine(ask)?.answer)
    }

    /// Answers a question, with the signals behind its probability: for evaluation.
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn examine(&self, ask: &Ask<'_>) -> Result<Examined> {
        let query = Query::parse(ask.question);
        let previous = ask.previous.map(Query::parse);
        let Some(previous) = previous.filter(|previous| !previous.is_empty()) else {
            return self.examine_query(ask, &query);
        };
        let before = self.examine_query(ask, &previous)?;
        if before.answer.reason == Reason::Urgent && self.repeats_help(ask, &query, &previous)? {
            return Ok(before.help_for(&query));
        }
        if let Some(follow_up) = query.follow_up() {
            return self.follow_up(ask, &query, &previous, follow_up);
        }
        let alone = self.examine_query(ask, &query)?;
        let view = self.view(ask.guild)?;
        if alone.answer.is_for_no_article() || self.scope(&view).is_decided_by_words(&query) {
            return Ok(alone);
        }
        self.examine_in_context(ask, query, alone, &previous, &before.answer)
    }

    /// Answers a question that follows another one. Its words rarely tell whether it needs the earlier question, so it is
    /// searched for with it too. The answer to the question `alone` stays if the question is long, or if both searches put
    /// the same section first. Otherwise what comes of both together counts, even if that is no answer: of 268 follow-ups of
    /// invented talks, keeping the answer alone gave 14 more wrong answers and one right one less.
    ///
    /// A question that does not point back stays alone if the articles have no wordings or know at most half of its terms:
    /// in a small library a question from another field looks like one on the subject of the question before.
    fn examine_in_context(
        &self,
        ask: &Ask<'_>,
        query: Query,
        alone: Examined,
        previous: &Query,
        before: &Answer,
    ) -> Result<Examined> {
        let is_answered = alone.answer.outcome == Outcome::Answer;
        let is_long = query.words().len() >= STANDALONE_WORDS;
        let is_in_domain = |signals: &Signals| {
            let known = signals.get(Signal::Coverage);
            signals.set() == SignalSet::Lists && known.is_some_and(|share| share > DOMAIN_COVERAGE)
        };
        let may_need_context =
            query.points_back() || alone.signals.as_ref().is_some_and(is_in_domain);
        if !may_need_context || is_answered && is_long {
            return Ok(alone);
        }
        let typed = query.text().to_owned();
        let query = query.following(previous);
        let mut examined = self.examine_query(ask, &query)?;
        if is_answered && alone.answer.begins_like(&examined.answer) {
            return Ok(alone);
        }
        examined.answer.question = typed;
        examined.answer.in_context = Some(query.text().to_owned());
        examined.answer.carry_over(before);
        examined.answer.help = examined.answer.help.or(alone.answer.help);
        Ok(examined)
    }

    /// Answers a query, from the kept answers if it is among them.
    fn examine_query(&self, ask: &Ask<'_>, query: &Query) -> Result<Examined> {
        let view = self.view(ask.guild)?;
        let thresholds = ask.thresholds.unwrap_or(self.0.thresholds);
        let epoch = view.guild.as_ref().map_or(0, |guild| guild.epoch);
        let key = Key::new(view.shared.epoch, epoch, thresholds, query);
        let known = key.as_ref().and_then(|key| self.0.answers.get(key));
        metric::cache_lookup(known.is_some());
        let examined = if let Some(known) = known {
            known
        } else {
            let examined = answer::examine(&self.scope(&view), query, thresholds)?;
            let examined = Arc::new(examined);
            if let Some(key) = key {
                self.0.answers.put(key, Arc::clone(&examined));
            }
            examined
        };
        Ok(Arc::unwrap_or_clone(examined))
    }

    fn scope<'a>(&'a self, view: &'a View) -> SearchScope<'a> {
        SearchScope {
            libraries: view.libraries().map(Serving::library_view).collect(),
            taught: view.taught(),
            embedder: &self.0.embedder,
        }
    }

    /// Whether a message after a danger gets the same help again: "can I train tomorrow?" after a pain in the chest is no
    /// question to the articles. Not greetings, thanks, goodbyes or a new danger. From the second message after the danger
    /// on, not questions that the articles answer either, unless they ask what people ask after a danger.
    fn repeats_help(&self, ask: &Ask<'_>, query: &Query, previous: &Query) -> Result<bool> {
        let alone = self.examine_query(ask, query)?.answer;
        let has_its_own_reply = matches!(
            alone.reason,
            Reason::Urgent
                | Reason::EmptyQuestion
                | Reason::SmallTalk(SmallTalk::Greeting | SmallTalk::Thanks | SmallTalk::Farewell)
        );
        if has_its_own_reply {
            return Ok(false);
        }
        if alone.outcome != Outcome::Answer || answer::is_asked_afterwards(query, &self.0.embedder)
        {
            return Ok(true);
        }
        let last_told = Query::parse(previous.last_sentence());
        Ok(self.examine_query(ask, &last_told)?.answer.reason == Reason::Urgent)
    }

    /// Answers the question before again, by the passage that was shown or, if more is asked for, by the next one.
    fn follow_up(
        &self,
        ask: &Ask<'_>,
        query: &Query,
        previous: &Query,
        follow_up: FollowUp,
    ) -> Result<Examined> {
        let (question, asked_for_more) = previous.without_follow_ups();
        let mut examined = self.examine_query(ask, &Query::parse(&question))?;
        let answer = &mut examined.answer;
        answer.rotate_passages(asked_for_more + usize::from(follow_up == FollowUp::More));
        query.text().clone_into(&mut answer.question);
        answer.in_context = Some(query::joined(previous.text(), query.text()));
        Ok(examined)
    }

    /// Suggests headings and wordings for what is being typed, best first, at most `limit`. If
    /// the guild's own library is damaged, only from the shared one.
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

    /// The articles that a guild reaches now; if its own library is damaged, only the shared ones.
    pub fn articles(&self, guild: Option<GuildId>) -> Articles {
        Articles(self.view_of_shared_at_least(guild))
    }

    /// The groups of questions that the shared articles do not cover.
    pub fn not_covered(&self) -> Vec<UncoveredGroup> {
        self.serving().generation.not_covered().to_vec()
    }

    /// The profile of the shared library: what it is about, and what the bot says of itself.
    pub fn profile(&self) -> Arc<LibraryProfile> {
        Arc::clone(self.serving().generation.profile())
    }

    /// The folder of the shared articles.
    pub fn content_folder(&self) -> &Path {
        &self.0.content
    }

    /// The default probability thresholds.
    pub fn thresholds(&self) -> Thresholds {
        self.0.thresholds
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
        let mut nearest = self
            .examine(&Ask {
                question,
                guild,
                ..Ask::default()
            })?
            .nearest;
        nearest.truncate(limit);
        Ok(nearest)
    }

    /// Whether a question is answered now, with these thresholds.
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn answers_now(
        &self,
        guild: Option<GuildId>,
        question: &str,
        thresholds: Option<Thresholds>,
    ) -> Result<bool> {
        let answer = self.ask(&Ask {
            question,
            guild,
            thresholds,
            ..Ask::default()
        })?;
        Ok(answer.outcome == Outcome::Answer)
    }

    /// What the serving index of the shared library was built from; none in memory.
    pub fn manifest(&self) -> Option<Manifest> {
        let shared = self.serving();
        shared.generation.manifest().cloned()
    }

    /// Whether the index fits the content that is on disk now.
    ///
    /// # Errors
    /// If the content folder cannot be read, or the library is held in memory.
    pub fn status(&self) -> Result<Status> {
        let folder = self.library()?;
        let corpus = content::load(&self.0.content)?;
        Ok(index::status(folder, &corpus.fingerprint, &self.0.embedder))
    }

    /// Whether the content has changed since the serving index was built, for an automatic reload.
    ///
    /// # Errors
    /// [`Error::ReloadRefused`] for a change that must not remove answers automatically: see `engine/serving.rs`.
    /// As [`Self::status`] otherwise.
    pub fn needs_reload(&self) -> Result<bool> {
        let folder = self.library()?;
        let corpus = content::load(&self.0.content)?;
        let status = index::status(folder, &corpus.fingerprint, &self.0.embedder);
        if matches!(status, Status::Fresh(_)) {
            return Ok(false);
        }
        serving::reload_guard(self.serving().generation.articles(), &corpus)?;
        Ok(true)
    }

    /// The folder of the shared library's index.
    fn library(&self) -> Result<&Path> {
        self.0.library.as_deref().ok_or_else(|| {
            Error::internal("looking for the index", "this library is held in memory")
        })
    }
}
