//! The serving libraries: the view of one question, and how the shared library is opened and swapped.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock, PoisonError};

use super::guild::Guild;
use super::{Engine, suggest};
use crate::answer::{Calibration, LibraryView};
use crate::article::GuildId;
use crate::content::{Corpus, Problem, ProblemKind};
use crate::index::{self, ArticleHead, Embedder, Generation, Overlay, Progress, Status};
use crate::{Error, Result};

/// A serving library.
pub(super) struct Serving {
    /// Unique in this process; a library that replaces it has another one.
    pub(super) epoch: u64,
    pub(super) generation: Generation,
    /// The library's own calibration, else the built-in one.
    pub(super) calibration: Calibration,
    /// Made when something is typed for the first time.
    suggestible: OnceLock<suggest::SuggestionIndex>,
}

impl Serving {
    pub(super) fn new(generation: Generation, epoch: u64) -> Arc<Self> {
        let own = generation.calibration().map(Calibration::from_toml);
        let own = own.transpose().unwrap_or_else(|problem| {
            tracing::error!(%problem, "the library's calibration.toml cannot be used; the shipped one is");
            None
        });
        Arc::new(Self {
            epoch,
            calibration: own.unwrap_or_default(),
            generation,
            suggestible: OnceLock::new(),
        })
    }

    pub(super) fn suggestible(&self) -> &suggest::SuggestionIndex {
        let table = || suggest::SuggestionIndex::new(self.generation.articles());
        self.suggestible.get_or_init(table)
    }

    pub(super) fn library_view(&self) -> LibraryView<'_> {
        LibraryView {
            generation: &self.generation,
            calibration: &self.calibration,
        }
    }
}

/// The libraries that one question reaches.
pub(super) struct View {
    pub(super) shared: Arc<Serving>,
    pub(super) guild: Option<Arc<Guild>>,
}

impl View {
    /// The guild's own library first.
    pub(super) fn libraries(&self) -> impl Iterator<Item = &Serving> {
        let own = self.guild.as_ref().and_then(|guild| guild.own.as_ref());
        own.into_iter().chain([&self.shared]).map(Arc::as_ref)
    }

    pub(super) fn generations(&self) -> Vec<&Generation> {
        self.libraries().map(|one| &one.generation).collect()
    }

    pub(super) fn taught(&self) -> Option<&Overlay> {
        self.guild.as_ref()?.taught.as_ref()
    }
}

/// The articles that one guild reaches, as a snapshot: nothing is copied, and later swaps are not seen.
pub struct Articles(pub(super) View);

impl Articles {
    /// Each article, the guild's own first, by id.
    pub fn iter(&self) -> impl Iterator<Item = &ArticleHead> {
        self.0.libraries().flat_map(|one| one.generation.articles())
    }
}

impl std::fmt::Debug for Articles {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

impl Engine {
    /// Swaps in a new shared library. Returns the one before.
    pub(super) fn swap(&self, new: Arc<Serving>) -> Arc<Serving> {
        let old = {
            let mut serving = self
                .0
                .serving
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *serving, new)
        };
        self.0.answers.remove_if(|key| key.shared == old.epoch);
        old
    }

    pub(super) fn view(&self, guild: Option<GuildId>) -> Result<View> {
        let guild = guild.map(|guild| self.guild(guild)).transpose()?;
        Ok(View {
            shared: self.serving(),
            guild,
        })
    }

    /// As [`Self::view`]; if the guild's own library is damaged, only the shared one.
    pub(super) fn view_of_shared_at_least(&self, guild: Option<GuildId>) -> View {
        self.view(guild).unwrap_or_else(|error| {
            tracing::error!(%error, "a guild's own library cannot be opened");
            View {
                shared: self.serving(),
                guild: None,
            }
        })
    }

    pub(super) fn guild(&self, guild: GuildId) -> Result<Arc<Guild>> {
        let embedder = &self.0.embedder;
        self.0.guilds.get(guild, embedder, || self.next_epoch())
    }

    /// A new epoch, unique in this process.
    pub(super) fn next_epoch(&self) -> u64 {
        self.0.epochs.fetch_add(1, Ordering::Relaxed) + 1
    }

    pub(super) fn serving(&self) -> Arc<Serving> {
        let serving = self
            .0
            .serving
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&serving)
    }
}

/// Opens the index, or the generation before if this one is damaged.
pub(super) fn open_or_last_good(folder: &Path) -> Result<Generation> {
    Generation::open(folder).or_else(|error| {
        let last_good = Generation::open_last_good(folder);
        if last_good.is_ok() {
            tracing::error!(%error, "the index cannot be opened; the previous generation serves");
        }
        last_good.map_err(|_| error)
    })
}

/// Refuses content that must not replace the serving library automatically: a file cannot be read, or the folder
/// `articles` has appeared or disappeared, so that other files would count as articles.
///
/// # Errors
/// [`Error::ReloadRefused`] with the reason.
pub(super) fn reload_guard(serving: &[ArticleHead], corpus: &Corpus) -> Result<()> {
    let refused = |what: String| Error::ReloadRefused {
        path: corpus.folder.clone(),
        what,
    };
    let is_unreadable = |problem: &&Problem| matches!(problem.kind, ProblemKind::Unreadable { .. });
    if let Some(problem) = corpus.problems.iter().find(is_unreadable) {
        return Err(refused(problem.to_string()));
    }
    let in_articles = |path: &str| path.starts_with("articles/");
    let before = serving.iter().any(|head| in_articles(&head.source.path));
    let now = corpus
        .articles
        .iter()
        .any(|article| in_articles(&article.source.path));
    if !serving.is_empty() && before != now {
        let what = if before {
            "the folder `articles` is gone or empty"
        } else {
            "there is a folder `articles` now, and nothing else would be read"
        };
        return Err(refused(what.to_owned()));
    }
    Ok(())
}

pub(super) fn open_or_build(
    folder: &Path,
    corpus: &Corpus,
    embedder: &Embedder,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Generation> {
    let status = index::status(folder, &corpus.fingerprint, embedder);
    if matches!(status, Status::Fresh(_)) {
        match Generation::open(folder) {
            Ok(generation) => return Ok(generation),
            Err(error) => tracing::warn!(%error, "the index is damaged and is rebuilt"),
        }
    } else if let Ok(last_good) = Generation::open(folder)
        && let Err(error) = reload_guard(last_good.articles(), corpus)
    {
        tracing::error!(%error, "the articles were not reread; the index built from the earlier ones serves");
        return Ok(last_good);
    }
    match index::build(folder, None, corpus, embedder, progress) {
        Ok(_) => Generation::open(folder),
        Err(error) => {
            let last_good = open_or_last_good(folder);
            if last_good.is_ok() {
                tracing::error!(%error, "the index could not be rebuilt; the previous generation serves");
            }
            last_good.map_err(|_| error)
        }
    }
}
