//! Keeps the guilds' indexes in step with the store: after a change there, by this process or another, the guild's index
//! is rebuilt and swapped in. Every process builds its own; the process that made a change closes the gaps that are
//! answered now, and if it has ended, one of the others does.

use std::collections::{HashMap, VecDeque};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lru::LruCache;
use tokio::sync::OwnedMutexGuard;
use tokio::time::{Instant, sleep_until};

use crate::article::{GuildId, Library};
use crate::content::RawArticle;
use crate::discord::context::thresholds;
use crate::engine::{Engine, GuildContent, RebuildReport, RepairOutcome};
use crate::index::Progress;
use crate::store::{Change, Gap, GapReason, GuildLibrary, GuildSettings, Lease, Solution, Store};
use crate::{Error, Result};

/// Open gaps of one guild that are asked again after a change, newest first.
const REASKED_GAPS: usize = 300;
/// The same over all guilds after a change of the shared articles, so that it ends soon.
const REASKED_GAPS_IN_ALL: usize = 1_000;
/// First wait before a failed comparison or build is retried: the store may have been unavailable for a moment.
const FIRST_RETRY: Duration = Duration::from_secs(1);
/// Longest wait between two retries.
const LONGEST_RETRY: Duration = Duration::from_secs(30);
/// Time that the process which made a change has to close the gaps itself.
const GAPS_AFTER: Duration = Duration::from_secs(30);
/// Length of the lease on closing the gaps of one version of a library.
const GAPS_LEASE: Duration = Duration::from_hours(1);
/// Reports of builds that are remembered, one for each guild.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(1_000).unwrap();

/// The outcome of bringing a guild's index up to date.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SyncOutcome {
    pub(crate) report: RebuildReport,
    /// Gaps that the articles answer now.
    pub(crate) closed: usize,
}

/// Called with the progress of a rebuild.
pub(crate) type Show = Arc<dyn Fn(Progress) + Send + Sync>;

/// Builds the guilds' indexes.
pub(crate) struct IndexSync {
    engine: Engine,
    store: Store,
    /// One build of a guild at a time; an entry is removed when no task holds or awaits it.
    building: Mutex<HashMap<GuildId, Arc<tokio::sync::Mutex<()>>>>,
    /// Library version and report of a guild's last build, for a task that finds its change built already.
    last: Mutex<LruCache<GuildId, (u64, RebuildReport)>>,
}

/// An index is older than the store.
#[derive(Debug, Clone, Copy)]
struct OutOfSync;

/// Guild libraries whose gaps are checked later, in order of time.
type DueGapChecks = VecDeque<(Instant, GuildId, u64)>;

impl IndexSync {
    pub(crate) fn new(engine: Engine, store: Store) -> Self {
        Self {
            engine,
            store,
            building: Mutex::default(),
            last: Mutex::new(LruCache::new(REMEMBERED)),
        }
    }

    /// Builds a guild's index from the store, whether or not it has changed, and closes the gaps that are answered now.
    pub(crate) async fn build(&self, guild: GuildId, show: Show) -> Result<SyncOutcome> {
        let _one_at_a_time = self.lock(guild).await;
        let (version, report) = self.build_now(guild, show).await?;
        let closed = self.close_gaps_first(guild, version).await;
        Ok(SyncOutcome { report, closed })
    }

    /// Brings a guild's index up to a change that was made in this process, closes the gaps that are answered now, and
    /// returns the report of the build, whichever task has built it.
    pub(crate) async fn follow_change(
        &self,
        guild: GuildId,
        version: u64,
        show: Show,
    ) -> Result<SyncOutcome> {
        let _one_at_a_time = self.lock(guild).await;
        let last = self.last().get(&guild).cloned();
        let (version, report) = match last {
            Some((built, report)) if built >= version => (built, report),
            _ => self.build_now(guild, show).await?,
        };
        let closed = self.close_gaps_first(guild, version).await;
        Ok(SyncOutcome { report, closed })
    }

    /// The same without the report.
    pub(crate) async fn catch_up(&self, guild: GuildId) -> Result<()> {
        let built = self.sync_guild(guild).await?;
        let version = built.or_else(|| self.engine.guild_version(guild));
        self.close_gaps_first(guild, version.unwrap_or(0)).await;
        Ok(())
    }

    /// Builds a guild's index if the store holds another version; returns that version.
    async fn sync_guild(&self, guild: GuildId) -> Result<Option<u64>> {
        let _one_at_a_time = self.lock(guild).await;
        let kept = self.store.library_version(guild).await?;
        let built = self.engine.guild_version(guild);
        if built.unwrap_or(0) == kept {
            return Ok(None);
        }
        let (version, _) = self.build_now(guild, Arc::new(|_| {})).await?;
        Ok(Some(version))
    }

    async fn build_now(&self, guild: GuildId, show: Show) -> Result<(u64, RebuildReport)> {
        let content = content_of(self.store.library(guild).await?);
        let version = content.version;
        let engine = self.engine.clone();
        let report = blocking(move || engine.rebuild_guild(guild, &content, &*show)).await?;
        tracing::info!(
            guild.id = guild.0,
            articles = report.articles,
            passages = report.passages,
            "a guild's articles were reread"
        );
        self.last().put(guild, (version, report.clone()));
        Ok((version, report))
    }

    /// Closes gaps in the process that made a change; the others find the lease taken.
    async fn close_gaps_first(&self, guild: GuildId, version: u64) -> usize {
        if let Err(error) = self.gaps_lease(guild, version).await {
            tracing::warn!(guild.id = guild.0, %error, "other processes may close the same gaps");
        }
        self.close_gaps(guild).await.unwrap_or_else(|error| {
            tracing::warn!(guild.id = guild.0, %error, "gaps were not closed after a change");
            0
        })
    }

    /// Closes the gaps of all guilds and of direct messages that the shared articles answer now; asks
    /// [`REASKED_GAPS`] of each, and [`REASKED_GAPS_IN_ALL`] together.
    pub(crate) async fn close_gaps_everywhere(&self) -> usize {
        match self.try_close_gaps_everywhere().await {
            Ok(closed) => closed,
            Err(error) => {
                tracing::warn!(%error, "gaps were not closed after a change of the shared articles");
                0
            }
        }
    }

    /// Closes gaps if the process that made the change has not.
    async fn close_gaps_of_others(&self, guild: GuildId, version: u64) {
        let closed = match self.gaps_lease(guild, version).await {
            Ok(Lease::Held(_)) => return,
            Ok(Lease::Acquired) => self.close_gaps(guild).await,
            Err(error) => Err(error),
        };
        match closed {
            Ok(closed) => {
                tracing::info!(
                    guild.id = guild.0,
                    closed,
                    "gaps were closed after a change"
                );
            }
            Err(error) => {
                tracing::warn!(guild.id = guild.0, %error, "gaps were not closed after a change");
            }
        }
    }

    async fn gaps_lease(&self, guild: GuildId, version: u64) -> Result<Lease> {
        let name = format!("gaps {guild} {version}");
        self.store.try_lease(&name, GAPS_LEASE).await
    }

    async fn close_gaps(&self, guild: GuildId) -> Result<usize> {
        let gaps = self.gaps_to_reask(Some(guild)).await?;
        self.close_answered(Some(guild), gaps).await
    }

    async fn try_close_gaps_everywhere(&self) -> Result<usize> {
        let (mut left, mut closed) = (REASKED_GAPS_IN_ALL, 0);
        for place in self.store.guilds_with_gaps().await? {
            let mut gaps = self.gaps_to_reask(place).await?;
            gaps.truncate(left);
            left -= gaps.len();
            closed += self.close_answered(place, gaps).await?;
            if left == 0 {
                break;
            }
        }
        Ok(closed)
    }

    /// The newest open gaps of a guild, or of direct messages, that an answer can close.
    async fn gaps_to_reask(&self, place: Option<GuildId>) -> Result<Vec<Gap>> {
        let mut gaps = self.store.open_gaps(place).await?;
        gaps.retain(|gap| gap.reason != GapReason::NotHelpful);
        gaps.truncate(REASKED_GAPS);
        Ok(gaps)
    }

    /// Closes those of the gaps that have an answer now.
    async fn close_answered(&self, place: Option<GuildId>, gaps: Vec<Gap>) -> Result<usize> {
        if gaps.is_empty() {
            return Ok(0);
        }
        // With the guild's own thresholds.
        let settings = match place {
            Some(guild) => self.store.settings(guild).await?,
            None => GuildSettings::default(),
        };
        let thresholds = thresholds(&settings, self.engine.thresholds());
        let engine = self.engine.clone();
        let answered = blocking(move || {
            let mut answered = Vec::new();
            for gap in gaps {
                if engine.answers_now(place, &gap.question, thresholds)? {
                    answered.push(gap.id);
                }
            }
            Ok(answered)
        })
        .await?;
        if answered.is_empty() {
            return Ok(0);
        }
        self.store.solve(place, &answered, Solution::Answered).await
    }

    /// Follows the store's changes until it is closed.
    pub(crate) async fn follow(&self) {
        let mut changes = self.store.changes();
        let mut later = DueGapChecks::new();
        let mut behind = self.compare_all(&mut later).await;
        let mut wait = FIRST_RETRY;
        let mut again = Instant::now() + wait;
        loop {
            let due = later.front().copied();
            let followed = tokio::select! {
                change = changes.next() => match change {
                    Some(Change::Library(guild)) => self.follow_one(guild, &mut later).await,
                    Some(Change::Resync) => self.compare_all(&mut later).await,
                    Some(Change::Settings(_) | Change::PersonalData(_)) => continue,
                    None => return,
                },
                () = sleep_until(again), if behind.is_err() => {
                    wait = (wait * 2).min(LONGEST_RETRY);
                    behind = self.compare_all(&mut later).await;
                    again = Instant::now() + wait;
                    continue;
                }
                () = sleep_until(due.map_or_else(Instant::now, |(at, ..)| at)), if due.is_some() => {
                    if let Some((_, guild, version)) = later.pop_front() {
                        self.close_gaps_of_others(guild, version).await;
                    }
                    continue;
                }
            };
            if followed.is_err() {
                if behind.is_ok() {
                    wait = FIRST_RETRY;
                    again = Instant::now() + wait;
                }
                behind = followed;
            }
        }
    }

    /// Compares all versions, and builds what is out of date.
    ///
    /// # Errors
    /// If an index stays out of date, which is logged.
    async fn compare_all(&self, later: &mut DueGapChecks) -> std::result::Result<(), OutOfSync> {
        let guilds = self.behind().await.map_err(|error| {
            tracing::warn!(%error, "the guilds' versions cannot be compared; trying again");
            OutOfSync
        })?;
        let mut followed = Ok(());
        for guild in guilds {
            followed = self.follow_one(guild, later).await.and(followed);
        }
        followed
    }

    /// The guilds whose index holds another version than the store.
    async fn behind(&self) -> Result<Vec<GuildId>> {
        let mut versions = self.store.library_versions().await?;
        let engine = self.engine.clone();
        blocking(move || {
            versions.retain(|(guild, kept)| engine.guild_version(*guild).unwrap_or(0) != *kept);
            Ok(versions.into_iter().map(|(guild, _)| guild).collect())
        })
        .await
    }

    async fn follow_one(
        &self,
        guild: GuildId,
        later: &mut DueGapChecks,
    ) -> std::result::Result<(), OutOfSync> {
        match self.sync_guild(guild).await {
            Ok(Some(version)) => later.push_back((Instant::now() + GAPS_AFTER, guild, version)),
            Ok(None) => {}
            Err(error) => {
                stays_behind(guild, &error);
                return Err(OutOfSync);
            }
        }
        Ok(())
    }

    /// Reads every file of the indexes once, and repairs what is damaged: files with changed bytes still open, so only
    /// reading them finds the damage.
    pub(crate) async fn repair(&self) {
        let engine = self.engine.clone();
        match blocking(move || engine.verify_and_repair()).await {
            Ok(checked) => {
                for (library, repaired) in checked {
                    if let (Library::Guild(guild), RepairOutcome::ToRebuild { .. }) =
                        (library, repaired)
                        && let Err(error) = self.sync_guild(guild).await
                    {
                        stays_behind(guild, &error);
                    }
                }
            }
            Err(error) => {
                tracing::error!(%error, "the index is damaged and cannot be repaired; what is open goes on answering");
            }
        }
    }

    fn last(&self) -> MutexGuard<'_, LruCache<GuildId, (u64, RebuildReport)>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn lock(&self, guild: GuildId) -> OwnedMutexGuard<()> {
        let lock = {
            let mut building = self.building.lock().unwrap_or_else(PoisonError::into_inner);
            building.retain(|_, lock| Arc::strong_count(lock) > 1);
            Arc::clone(building.entry(guild).or_default())
        };
        lock.lock_owned().await
    }
}

/// Logs that a guild's index could not be brought up to date.
pub(crate) fn stays_behind(guild: GuildId, error: &Error) {
    tracing::error!(guild.id = guild.0, %error, "a guild's index is out of date; the old one serves");
}

/// Runs blocking work on a thread of its own.
pub(crate) async fn blocking<T: Send + 'static>(
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
