//! Bounds how many events are handled at a time, whichever way they come.

use std::sync::Arc;

use serenity::all::Http;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;

use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::discord::dispatch::fault_id;
use crate::metric::{self, Rejection};
use crate::render::discord::fault;

/// Events handled at a time; later ones are answered with "busy".
const MAX_RUNNING: u32 = 1_000;
/// "Busy" replies sent at a time; beyond that events are dropped without a reply.
const MAX_REJECTING: usize = 500;

/// What all responders share, with the bounds on running events.
pub(crate) struct Admission {
    pub(crate) app: Arc<App>,
    pub(crate) http: Arc<Http>,
    /// For interaction callbacks and follow-ups, which Discord exempts from the global limit: serenity's rate limiter
    /// would keep an entry for each interaction for ever.
    pub(crate) interaction_http: Arc<Http>,
    running: Arc<Semaphore>,
    rejecting: Arc<Semaphore>,
}

/// Guard: an event counts as running until dropped.
pub(crate) struct Permit {
    _room: OwnedSemaphorePermit,
    _running: metric::InFlight,
}

impl Admission {
    pub(crate) fn new(app: Arc<App>, http: Arc<Http>, interaction_http: Arc<Http>) -> Self {
        Self {
            app,
            http,
            interaction_http,
            running: Arc::new(Semaphore::new(MAX_RUNNING as usize)),
            rejecting: Arc::new(Semaphore::new(MAX_REJECTING)),
        }
    }

    /// Admits one more event, if there is room.
    pub(crate) fn begin(&self) -> Option<Permit> {
        let room = Arc::clone(&self.running).try_acquire_owned().ok()?;
        Some(Permit {
            _room: room,
            _running: metric::InFlight::begin(),
        })
    }

    /// Room to send one more "busy" reply.
    pub(crate) fn reject(&self) -> Option<OwnedSemaphorePermit> {
        let room = Arc::clone(&self.rejecting).try_acquire_owned().ok();
        metric::rejected(match room {
            Some(_) => Rejection::Replied,
            None => Rejection::Dropped,
        });
        room
    }

    /// Waits until nothing is running.
    pub(crate) async fn idle(&self) {
        let _ = self.running.acquire_many(MAX_RUNNING).await;
    }

    /// Handles a command on a task of its own. A panic in its handler becomes an apology.
    pub(crate) fn handle(&self, context: CommandContext) -> JoinHandle<Reply> {
        let app = Arc::clone(&self.app);
        tokio::spawn(async move {
            let id = context.invocation.id;
            let handled = tokio::spawn(async move { app.handle(context).await });
            handled.await.unwrap_or_else(|error| {
                tracing::error!(fault = %fault_id(id), %error, "a handler broke");
                Reply::Say(fault(&fault_id(id)))
            })
        })
    }
}

/// What a handler gave.
pub(crate) fn reply_or_silence(reply: Result<Reply, tokio::task::JoinError>) -> Reply {
    // The task holds no more than the handler, whose panic is caught within it.
    reply.unwrap_or(Reply::Silence)
}
