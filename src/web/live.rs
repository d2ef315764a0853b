//! Rereads the articles when their files change, and tells the page.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, watch};

use super::Page;
use crate::engine::Engine;
use crate::watch::{COMPARE_EVERY, LONGEST_WAIT, QUIET, Watched, settle};

/// How long a request for changes waits for one.
const LONGEST_POLL: Duration = Duration::from_secs(25);

/// The state of the articles, as the page sees it.
pub(super) type Live = watch::Receiver<LiveState>;

/// The state of the articles.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct LiveState {
    /// Grows with every change of the files.
    version: u64,
    /// Why the articles as they are could not be read; the ones before answer.
    fault: Option<String>,
}

pub(super) fn new() -> (Live, watch::Sender<LiveState>) {
    let (sender, receiver) = watch::channel(LiveState::default());
    (receiver, sender)
}

/// Runs until it is dropped.
pub(super) async fn keep_reading(engine: Engine, state: watch::Sender<LiveState>) {
    let folder = engine.content_folder().to_path_buf();
    let changed = Arc::new(Notify::new());
    let mut watched = Watched::new(&folder, &changed);
    watched.log();
    loop {
        tokio::select! {
            () = changed.notified() => {
                settle(&changed, QUIET, LONGEST_WAIT).await;
                let fault = reread(engine.clone()).await;
                state.send_modify(|state| {
                    state.version += 1;
                    state.fault = fault;
                });
            }
            () = tokio::time::sleep(COMPARE_EVERY) => {
                if watched.is_replaced(&folder) {
                    watched = Watched::new(&folder, &changed);
                    changed.notify_one();
                }
            }
        }
    }
}

/// Rebuilds what has changed. Returns why that failed, if it did.
async fn reread(engine: Engine) -> Option<String> {
    let rebuilt = tokio::task::spawn_blocking(move || {
        if engine.needs_reload()? {
            engine.rebuild(&|_| {})?;
        }
        Ok::<(), crate::Error>(())
    });
    match rebuilt.await {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error.to_string()),
        Err(error) => Some(format!("rereading the articles failed: {error}")),
    }
}

/// A request for changes.
#[derive(Deserialize)]
pub(super) struct Since {
    /// The version that the page shows.
    version: u64,
}

/// Waits until there is another version than the page shows, for a while.
pub(super) async fn changes(State(page): State<Page>, Json(since): Json<Since>) -> Json<LiveState> {
    let mut live = page.live;
    let changed = live.wait_for(|state| state.version != since.version);
    // Without a change in time, or with a page that is closing, the state is the one before.
    let _ = tokio::time::timeout(LONGEST_POLL, changed).await;
    let state = live.borrow().clone();
    Json(state)
}
