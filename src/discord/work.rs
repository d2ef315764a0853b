//! Commands on their way through the handlers, whichever way they came: how many are in work at a time, and on which
//! threads.

use std::sync::Arc;

use serenity::all::Http;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::JoinHandle;

use super::command::Incoming;
use super::desk::{Desk, Reply, fault_id};
use crate::render::discord::fault;

/// Events in work at a time; more wait.
const IN_WORK: u32 = 1_000;
/// Searches at a time: they take CPU and nothing else, so more than a few only slow each other.
const SEARCHES: usize = 4;

/// What everything that answers shares.
pub(super) struct Work {
    pub(super) desk: Arc<Desk>,
    pub(super) http: Arc<Http>,
    room: Semaphore,
    searches: Arc<Semaphore>,
}

impl Work {
    pub(super) fn new(desk: Arc<Desk>, http: Arc<Http>) -> Self {
        Self {
            desk,
            http,
            room: Semaphore::new(IN_WORK as usize),
            searches: Arc::new(Semaphore::new(SEARCHES)),
        }
    }

    /// Waits for its turn; what is held counts as in work.
    pub(super) async fn begin(&self) -> Option<SemaphorePermit<'_>> {
        self.room.acquire().await.ok()
    }

    /// Waits until nothing is in work.
    pub(super) async fn idle(&self) {
        let _ = self.room.acquire_many(IN_WORK).await;
    }

    /// Handles a command on a thread for work that blocks.
    pub(super) fn handle(&self, incoming: Incoming) -> JoinHandle<Reply> {
        let desk = Arc::clone(&self.desk);
        let searches = Arc::clone(&self.searches);
        tokio::spawn(async move {
            let permit = searches.acquire_owned().await;
            let id = incoming.id;
            let handled = tokio::task::spawn_blocking(move || {
                let _permit = permit;
                desk.handle(&incoming)
            });
            handled.await.unwrap_or_else(|error| {
                tracing::error!(fault = %fault_id(id), %error, "a handler broke");
                Reply::Say(fault(&fault_id(id)))
            })
        })
    }
}

/// What a handler gave.
pub(super) fn reply_or_silence(reply: Result<Reply, tokio::task::JoinError>) -> Reply {
    // The task holds no more than the handler, whose panic is caught within it.
    reply.unwrap_or(Reply::Silence)
}
