//! Commands on their way through the handlers, whichever way they came: how many are in work at a time.

use std::sync::Arc;

use serenity::all::Http;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::JoinHandle;

use super::command::Incoming;
use super::desk::{Desk, Reply, fault_id};
use crate::render::discord::fault;

/// Events in work at a time; more wait.
const IN_WORK: u32 = 1_000;

/// What everything that answers shares.
pub(super) struct Work {
    pub(super) desk: Arc<Desk>,
    pub(super) http: Arc<Http>,
    room: Semaphore,
}

impl Work {
    pub(super) fn new(desk: Arc<Desk>, http: Arc<Http>) -> Self {
        Self {
            desk,
            http,
            room: Semaphore::new(IN_WORK as usize),
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

    /// Handles a command. What breaks in its handler becomes an apology.
    pub(super) fn handle(&self, incoming: Incoming) -> JoinHandle<Reply> {
        let desk = Arc::clone(&self.desk);
        tokio::spawn(async move {
            let id = incoming.id;
            let handled = tokio::spawn(async move { desk.handle(incoming).await });
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
