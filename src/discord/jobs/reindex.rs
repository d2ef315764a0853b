//! Rebuilding an index: longer than a reply may take, so progress is shown on the way.

use std::sync::Arc;

use tokio::sync::{Mutex, watch};

use crate::article::GuildId;
use crate::discord::jobs::index_sync::{IndexSync, Show, SyncOutcome, blocking, stays_behind};
use crate::engine::{Engine, RebuildReport};
use crate::render::Locale;
use crate::render::discord::{
    LibraryChange, Message, Rebuilt, library_changed, library_waits, rebuild_failed, rebuilding,
    rebuilt,
};

/// What is to be rebuilt.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Job {
    /// The shared articles are read again.
    Shared,
    /// A guild's index is rebuilt, or brought up to the library version that a saved change has made.
    Guild {
        guild: GuildId,
        version: Option<u64>,
        done: LibraryChange,
    },
}

/// What a rebuild of the shared index did, with how many gaps it closed; or why it failed.
type SharedReport = std::result::Result<(RebuildReport, usize), String>;

/// Rebuilds indexes, the shared one once at a time.
pub(crate) struct Reindexer {
    engine: Engine,
    index_sync: Arc<IndexSync>,
    /// What the last rebuild of the shared index reported; locked while one is running.
    last_shared_report: Mutex<Option<SharedReport>>,
}

impl Reindexer {
    pub(crate) fn new(engine: Engine, index_sync: Arc<IndexSync>) -> Self {
        Self {
            engine,
            index_sync,
            last_shared_report: Mutex::default(),
        }
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Does a job and returns the report to show at its end, in the language of the one who asked for it; sends `show`
    /// what to show until then.
    pub(crate) async fn run(
        &self,
        job: Job,
        locale: Locale,
        show: watch::Sender<Message>,
    ) -> Message {
        let show: Show = Arc::new(move |step| {
            show.send_replace(rebuilding(locale, Some(&step)));
        });
        match job {
            Job::Shared => match self.shared(show).await {
                Ok((report, closed)) => {
                    with_report(&report, closed, |report| rebuilt(locale, report))
                }
                Err(why) => rebuild_failed(locale, &why),
            },
            Job::Guild {
                guild,
                version,
                done,
            } => {
                let synced = match version {
                    Some(version) => self.index_sync.follow_change(guild, version, show).await,
                    None => self.index_sync.build(guild, show).await,
                };
                match synced {
                    Ok(SyncOutcome { report, closed }) => with_report(&report, closed, |report| {
                        library_changed(locale, &done, report)
                    }),
                    Err(error) => {
                        stays_behind(guild, &error);
                        library_waits(locale, &done)
                    }
                }
            }
        }
    }

    /// Rebuilds the shared index. A request that finds a rebuild running waits for it, and rebuilds again only if the
    /// files have changed since that one read them.
    async fn shared(&self, show: Show) -> SharedReport {
        let mut last_report = if let Ok(last_report) = self.last_shared_report.try_lock() {
            last_report
        } else {
            let last_report = self.last_shared_report.lock().await;
            if let Some(report) = &*last_report
                && self.is_up_to_date().await
            {
                return report.clone();
            }
            last_report
        };
        let engine = self.engine.clone();
        let report = match blocking(move || engine.rebuild(&*show)).await {
            Ok(report) => {
                tracing::info!(
                    articles = report.articles,
                    passages = report.passages,
                    problems = report.problems.len(),
                    "the articles were reread"
                );
                let closed = self.index_sync.close_gaps_everywhere().await;
                Ok((report, closed))
            }
            Err(error) => {
                tracing::error!(%error, "the articles could not be reread");
                Err(error.to_string())
            }
        };
        *last_report = Some(report.clone());
        report
    }

    async fn is_up_to_date(&self) -> bool {
        let engine = self.engine.clone();
        matches!(blocking(move || engine.needs_reload()).await, Ok(false))
    }
}

fn with_report(
    report: &RebuildReport,
    closed: usize,
    render: impl FnOnce(&Rebuilt<'_>) -> Message,
) -> Message {
    let names = |ids: &[crate::article::ArticleId]| {
        ids.iter()
            .map(|id| id.slug().to_owned())
            .collect::<Vec<_>>()
    };
    render(&Rebuilt {
        articles: report.articles,
        passages: report.passages,
        added: &names(&report.added),
        changed: &names(&report.changed),
        removed: &names(&report.removed),
        problems: &report.problems,
        gaps_closed: closed,
        seconds: report.took.as_secs_f64(),
    })
}
