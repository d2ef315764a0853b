//! Reads the articles for all anew when their files change, or when the process is told to by SIGHUP.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::{Notify, watch};

use crate::discord::app::App;
use crate::discord::jobs::reindex::Job;
use crate::index::Status;
use crate::render::discord::Message;

/// Files are mostly written several at a time: so long nothing more must change before they are read.
const QUIET: Duration = Duration::from_millis(700);

impl App {
    /// Goes on until it is dropped. Where the folder cannot be watched it says so, and SIGHUP remains.
    pub(crate) async fn keep_reading(&self) {
        let changed = Arc::new(Notify::new());
        let watcher = watcher(self.engine.content_folder(), Arc::clone(&changed));
        match &watcher {
            Ok(_) => tracing::info!("the articles are watched for changes"),
            Err(error) => {
                tracing::warn!(%error, "the articles are not watched; send SIGHUP, or use /reindex, after a change");
            }
        }
        let mut told = Hangups::new();
        loop {
            tokio::select! {
                () = changed.notified() => {
                    while tokio::time::timeout(QUIET, changed.notified()).await.is_ok() {}
                    if self.is_stale().await {
                        self.read_anew("their files have changed").await;
                    }
                }
                () = told.next() => self.read_anew("SIGHUP").await,
            }
        }
    }

    async fn is_stale(&self) -> bool {
        let engine = self.engine.clone();
        let status = tokio::task::spawn_blocking(move || engine.status()).await;
        match status {
            Ok(Ok(Status::Fresh(_))) => false,
            Ok(Ok(_)) => true,
            Ok(Err(error)) => {
                tracing::error!(%error, "the articles have changed and cannot be read; the old index answers");
                false
            }
            Err(error) => {
                tracing::error!(%error, "looking at the articles broke");
                false
            }
        }
    }

    async fn read_anew(&self, why: &'static str) {
        tracing::info!(why, "reading the articles anew");
        let (show, _) = watch::channel(Message::default());
        self.work(Job::Shared, show).await;
    }
}

/// Wakes `changed` whenever something in the folder is written, made, renamed or removed.
fn watcher(folder: &Path, changed: Arc<Notify>) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Being read is no change; an event that was lost may have been one.
        if !matches!(
            event,
            Ok(notify::Event {
                kind: EventKind::Access(_),
                ..
            })
        ) {
            changed.notify_one();
        }
    })?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(watcher)
}

/// SIGHUP, where there is such a thing.
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
