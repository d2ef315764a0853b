//! Commands on their way through the handlers, whichever way they came: how many are in work at a time.

use std::sync::Arc;

use serenity::all::Http;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;

use crate::discord::app::{App, CommandContext, Reply, fault_id};
use crate::metric::{self, Rejection};
use crate::render::discord::fault;

/// Events in work at a time; who comes later is told that it is busy.
const IN_WORK: u32 = 1_000;
/// People who are being told so at a time; beyond that nothing is said.
const TURNED_AWAY: usize = 500;

/// What everything that answers shares.
pub(crate) struct Work {
    pub(crate) app: Arc<App>,
    pub(crate) http: Arc<Http>,
    room: Arc<Semaphore>,
    door: Arc<Semaphore>,
}

/// Something that is in work, for as long as this lives.
pub(crate) struct Turn {
    _room: OwnedSemaphorePermit,
    _in_work: metric::InFlight,
}

impl Work {
    pub(crate) fn new(app: Arc<App>, http: Arc<Http>) -> Self {
        Self {
            app,
            http,
            room: Arc::new(Semaphore::new(IN_WORK as usize)),
            door: Arc::new(Semaphore::new(TURNED_AWAY)),
        }
    }

    /// Room for one more; what is held counts as in work.
    pub(crate) fn begin(&self) -> Option<Turn> {
        let room = Arc::clone(&self.room).try_acquire_owned().ok()?;
        Some(Turn {
            _room: room,
            _in_work: metric::InFlight::begin(),
        })
    }

    /// Room to tell one more that there is no room.
    pub(crate) fn turn_away(&self) -> Option<OwnedSemaphorePermit> {
        let room = Arc::clone(&self.door).try_acquire_owned().ok();
        metric::rejected(match room {
            Some(_) => Rejection::Replied,
            None => Rejection::Dropped,
        });
        room
    }

    /// Waits until nothing is in work.
    pub(crate) async fn idle(&self) {
        let _ = self.room.acquire_many(IN_WORK).await;
    }

    /// Handles a command. What breaks in its handler becomes an apology.
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
