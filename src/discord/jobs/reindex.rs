//! Work that takes longer than an answer may, with progress on the way.

use std::sync::Arc;

use tokio::sync::watch;

use crate::article::GuildId;
use crate::discord::app::App;
use crate::discord::jobs::index_sync::{SyncOutcome, blocking};
use crate::engine::RebuildReport;
use crate::index::Progress;
use crate::render::discord::{
    LibraryChange, Message, Rebuilt, library_changed, library_waits, rebuild_failed, rebuilding,
    rebuilt,
};

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Job {
    /// The articles for all are reread.
    Shared,
    /// A guild's index follows a change that is kept already and gave its library this version; or is rebuilt.
    Guild {
        guild: GuildId,
        version: Option<u64>,
        done: LibraryChange,
    },
}

impl App {
    /// Does a job; `show` is given what to show meanwhile. Gives what to say at its end.
    pub(crate) async fn work(&self, job: Job, show: watch::Sender<Message>) -> Message {
        let show = Arc::new(move |step: Progress| {
            show.send_replace(rebuilding(Some(step_words(&step))));
        });
        match job {
            Job::Shared => {
                let engine = self.engine.clone();
                // What changes while files are read is read by the next rebuild.
                let alone = self.rebuilding_shared.lock().await;
                let rebuild = blocking(move || engine.rebuild(&*show)).await;
                drop(alone);
                match rebuild {
                    Ok(report) => {
                        tracing::info!(
                            articles = report.articles,
                            passages = report.passages,
                            problems = report.problems.len(),
                            "the articles were reread"
                        );
                        let closed = self.index_sync.close_gaps_everywhere().await;
                        with_report(&report, closed, rebuilt)
                    }
                    Err(error) => {
                        tracing::error!(%error, "the articles could not be reread");
                        rebuild_failed(&error.to_string())
                    }
                }
            }
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
                    Ok(SyncOutcome { report, closed }) => {
                        with_report(&report, closed, |report| library_changed(&done, report))
                    }
                    Err(error) => {
                        tracing::error!(guild.id = guild.0, %error, "a guild's index is behind; it goes on answering");
                        library_waits(&done)
                    }
                }
            }
        }
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
    let problems: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    render(&Rebuilt {
        articles: report.articles,
        passages: report.passages,
        added: &names(&report.added),
        changed: &names(&report.changed),
        removed: &names(&report.removed),
        problems: &problems,
        gaps_closed: closed,
        seconds: report.took.as_secs_f64(),
    })
}

fn step_words(step: &Progress) -> (&'static str, usize, usize) {
    match *step {
        Progress::Splitting => ("Articles", 0, 1),
        Progress::Encoding { done, total } => ("Passages understood", done, total),
        Progress::Writing { done, total } => ("Passages written", done, total),
    }
}
