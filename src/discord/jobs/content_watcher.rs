//! Rereads the shared articles when their files change, or on SIGHUP.

use std::sync::Arc;

use tokio::sync::{Notify, watch};

use crate::discord::jobs::reindex::{Job, Reindexer};
use crate::render::Locale;
use crate::render::discord::Message;
use crate::watch::{COMPARE_EVERY, LONGEST_WAIT, QUIET, Watched, settle};

impl Reindexer {
    /// Rebuilds the shared index after each change of its files; runs until dropped. If the folder cannot be watched,
    /// logs that and retries.
    pub(crate) async fn follow_files(&self) {
        let folder = self.engine().content_folder();
        let changed = Arc::new(Notify::new());
        let mut hangups = Hangups::new();
        let mut watched = Watched::new(folder, &changed);
        watched.log();
        loop {
            tokio::select! {
                () = changed.notified() => {
                    settle(&changed, QUIET, LONGEST_WAIT).await;
                    if self.is_stale().await {
                        self.reread("their files have changed").await;
                    }
                }
                () = tokio::time::sleep(COMPARE_EVERY) => {
                    if watched.is_replaced(folder) {
                        watched = Watched::new(folder, &changed);
                        watched.log();
                        changed.notify_one();
                    }
                }
                () = hangups.next() => self.reread("SIGHUP").await,
            }
        }
    }

    async fn is_stale(&self) -> bool {
        let engine = self.engine().clone();
        let stale = tokio::task::spawn_blocking(move || engine.needs_reload()).await;
        match stale {
            Ok(Ok(stale)) => stale,
            Ok(Err(error)) => {
                tracing::error!(%error, "the articles have changed; the old index answers");
                false
            }
            Err(error) => {
                tracing::error!(%error, "looking at the articles panicked");
                false
            }
        }
    }

    async fn reread(&self, why: &'static str) {
        tracing::info!(why, "rereading the articles");
        let (show, _) = watch::channel(Message::default());
        self.run(Job::Shared, Locale::English, show).await;
    }
}

/// SIGHUP, on systems that have it.
struct Hangups {
    #[cfg(unix)]
    signal: Option<tokio::signal::unix::Signal>,
}

impl Hangups {
    #[cfg(unix)]
    fn new() -> Self {
        use tokio::signal::unix::{SignalKind, signal};
        Self {
            signal: signal(SignalKind::hangup()).ok(),
        }
    }

    #[cfg(not(unix))]
    fn new() -> Self {
        Self {}
    }

    async fn next(&mut self) {
        #[cfg(unix)]
        if let Some(signal) = &mut self.signal
            && signal.recv().await.is_some()
        {
            return;
        }
        std::future::pending::<()>().await;
    }
}
