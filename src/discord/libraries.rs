//! Keeps the guilds' indexes in step with the store: whatever has changed there, here or in another process, is built
//! and swapped in; what is not there any more goes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::OwnedMutexGuard;

use crate::article::{GuildId, Library};
use crate::content::RawArticle;
use crate::engine::{Engine, GuildContent, Mended, RebuildReport};
use crate::index::Progress;
use crate::store::{Change, GuildLibrary, Solution, Store, Why};
use crate::{Error, Result};

/// Open gaps that are asked anew after a change, the newest.
const ASKED_ANEW: usize = 300;

/// What came of bringing a guild's index in step.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct InStep {
    pub(super) report: RebuildReport,
    /// Gaps that the articles answer now.
    pub(super) closed: usize,
}

/// Called with what a rebuild does at the moment.
pub(super) type Show = Arc<dyn Fn(Progress) + Send + Sync>;

/// Builds the guilds' indexes.
pub(super) struct Libraries {
    engine: Engine,
    store: Store,
    /// One build of a guild at a time; an entry goes when nobody waits for it.
    building: Mutex<HashMap<GuildId, Arc<tokio::sync::Mutex<()>>>>,
    /// What the last build of a guild did, for whoever made the change and finds it built already.
    last: Mutex<HashMap<GuildId, (u64, InStep)>>,
}

/// Builds that are remembered.
const REMEMBERED: usize = 1_000;

impl Libraries {
    pub(super) fn new(engine: Engine, store: Store) -> Self {
        Self {
            engine,
            store,
            building: Mutex::default(),
            last: Mutex::default(),
        }
    }

    /// Builds a guild's index from what is kept now, whether it has changed or not, and closes the gaps that are
    /// answered now.
    pub(super) async fn build(&self, guild: GuildId, show: Show) -> Result<InStep> {
        let _one_at_a_time = self.turn(guild).await;
        self.build_now(guild, show).await
    }

    /// Sees to it that a guild's index holds a change, and tells what that took, whoever has done it.
    pub(super) async fn follow_change(
        &self,
        guild: GuildId,
        version: u64,
        show: Show,
    ) -> Result<InStep> {
        let _one_at_a_time = self.turn(guild).await;
        let last = self.last().get(&guild).cloned();
        match last {
            Some((built, in_step)) if built >= version => Ok(in_step),
            _ => self.build_now(guild, show).await,
        }
    }

    /// Builds a guild's index if it holds another version than what is kept.
    pub(super) async fn bring_in_step(&self, guild: GuildId) -> Result<Option<InStep>> {
        let _one_at_a_time = self.turn(guild).await;
        let kept = self.store.library_version(guild).await?;
        let built = self.engine.guild_version(guild);
        if built.unwrap_or(0) == kept {
            return Ok(None);
        }
        self.build_now(guild, Arc::new(|_| {})).await.map(Some)
    }

    async fn build_now(&self, guild: GuildId, show: Show) -> Result<InStep> {
        let content = content_of(self.store.library(guild).await?);
        let version = content.version;
        let engine = self.engine.clone();
        let report = blocking(move || engine.rebuild_guild(guild, &content, &*show)).await?;
        let closed = match self.close_gaps(guild).await {
            Ok(closed) => closed,
            Err(error) => {
                tracing::warn!(guild.id = guild.0, %error, "gaps were not looked at after a change");
                0
            }
        };
        tracing::info!(
            guild.id = guild.0,
            articles = report.articles,
            passages = report.passages,
            gaps.closed = closed,
            "a guild's articles were read anew"
        );
        let in_step = InStep { report, closed };
        let mut last = self.last();
        if last.len() >= REMEMBERED {
            last.clear();
        }
        last.insert(guild, (version, in_step.clone()));
        Ok(in_step)
    }

    /// Closes the gaps that have an answer now.
    async fn close_gaps(&self, guild: GuildId) -> Result<usize> {
        let mut gaps = self.store.open_gaps(Some(guild)).await?;
        gaps.retain(|gap| gap.why != Why::NotHelpful);
        gaps.truncate(ASKED_ANEW);
        if gaps.is_empty() {
            return Ok(0);
        }
        let engine = self.engine.clone();
        let answered = blocking(move || {
            let mut answered = Vec::new();
            for gap in gaps {
                if engine.answers_now(Some(guild), &gap.question)? {
                    answered.push(gap.id);
                }
            }
            Ok(answered)
        })
        .await?;
        if answered.is_empty() {
            return Ok(0);
        }
        self.store
            .solve(Some(guild), &answered, Solution::Answered)
            .await
    }

    /// Follows the changes until the store is closed.
    pub(super) async fn follow(&self) {
        let mut changes = self.store.changes();
        self.look_again().await;
        while let Some(change) = changes.next().await {
            match change {
                Change::Library(guild) => self.follow_one(guild).await,
                Change::LookAgain => self.look_again().await,
                Change::Settings(_) => {}
            }
        }
    }

    /// Compares all versions.
    async fn look_again(&self) {
        match self.store.library_versions().await {
            Ok(versions) => {
                for (guild, _) in versions {
                    self.follow_one(guild).await;
                }
            }
            Err(error) => tracing::warn!(%error, "the guilds' libraries cannot be compared"),
        }
    }

    async fn follow_one(&self, guild: GuildId) {
        if let Err(error) = self.bring_in_step(guild).await {
            tracing::error!(guild.id = guild.0, %error, "a guild's index is behind; it goes on answering");
        }
    }

    /// Reads every file of the indexes once, and mends what is damaged: changed bytes open well, and only reading all
    /// of them finds them.
    pub(super) async fn mend(&self) {
        let engine = self.engine.clone();
        match blocking(move || engine.verify_and_mend()).await {
            Ok(mended) => {
                for (library, mended) in mended {
                    if let (Library::Guild(guild), Mended::ToRebuild { .. }) = (library, mended) {
                        self.follow_one(guild).await;
                    }
                }
            }
            Err(error) => {
                tracing::error!(%error, "the index is damaged and cannot be mended; what is open goes on answering");
            }
        }
    }

    /// Deletes a guild's index.
    pub(super) async fn forget(&self, guild: GuildId) -> Result<()> {
        let _one_at_a_time = self.turn(guild).await;
        let engine = self.engine.clone();
        blocking(move || engine.forget_guild(guild)).await
    }

    fn last(&self) -> MutexGuard<'_, HashMap<GuildId, (u64, InStep)>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn turn(&self, guild: GuildId) -> OwnedMutexGuard<()> {
        let lock = {
            let mut building = self.building.lock().unwrap_or_else(PoisonError::into_inner);
            building.retain(|_, lock| Arc::strong_count(lock) > 1);
            Arc::clone(building.entry(guild).or_default())
        };
        lock.lock_owned().await
    }
}

/// Does work that takes long on a thread of its own.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::internal("building an index", error))?
}

fn content_of(library: GuildLibrary) -> GuildContent {
    let articles = library.articles.into_iter().map(|article| RawArticle {
        slug: article.entry.slug.as_str().to_owned(),
        markdown: article.markdown,
    });
    GuildContent {
        version: library.version,
        articles: articles.collect(),
        taught: library
            .taught
            .into_iter()
            .map(|taught| taught.teaching)
            .collect(),
    }
}
