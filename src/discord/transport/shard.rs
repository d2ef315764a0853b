//! One shard. twilight keeps its connection: heartbeats and their acknowledgements, going on with a session, close
//! codes, turns to identify. Here is what it leaves open: an end to every wait, waits between tries, what nothing can
//! mend, and handing on what is heard.

use std::borrow::Cow;
use std::collections::HashSet;
use std::convert::Infallible;
use std::future::{pending, poll_fn};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use futures_util::StreamExt as _;
use serde::Deserialize;
use serde_json::value::RawValue;
use serenity::all::{GuildId, Http};
use serenity::http::StatusCode;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout, timeout_at};
use twilight_gateway::error::ReceiveMessageErrorType;
use twilight_gateway::{
    CloseFrame, Config, ConfigBuilder, Message, Session, Shard, ShardId, ShardState,
};

use crate::discord::inbound::in_flight::InFlight;
use crate::discord::transport::connections::Connections;
use crate::discord::transport::gateway::Gateway;
use crate::discord::transport::identify_queue::IdentifyQueue;
use crate::discord::transport::session_store::SessionStore;
use crate::discord::policy::timeouts::{Timeouts, millis};
use crate::metric;
use crate::store::GatewaySession;

/// How long saying goodbye may take.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);
/// A dispatched event.
const DISPATCH: u8 = 0;

/// What all shards share.
pub(crate) struct Shards {
    pub(crate) config: Config<IdentifyQueue>,
    pub(crate) http: Arc<Http>,
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) timeouts: Timeouts,
    pub(crate) connections: Connections,
    /// For the process that keeps the same shards next; none where there is none.
    pub(crate) session_store: Option<SessionStore>,
}

/// Why a shard cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FatalClose {
    /// There are too many guilds for so few shards.
    Guilds,
    /// Discord refuses the token.
    Token,
    /// Discord refuses the intents.
    Intents,
    /// Discord refuses what no setting changes: the version of its API, or which shard of how many this is.
    Terms(u16),
}

/// Why one connection is given up.
enum Disconnect {
    Stopped,
    /// Another try can help.
    Lost(&'static str),
    FatalClose(FatalClose),
}

/// Keeps a shard connected until it is told to stop.
///
/// # Errors
/// What another try cannot mend.
pub(crate) async fn run(
    shards: Arc<Shards>,
    id: ShardId,
    mut stop: watch::Receiver<bool>,
) -> Result<(), FatalClose> {
    let mut backoff = shards.timeouts.backoff();
    let mut left = match &shards.session_store {
        Some(session_store) => session_store.take(id).await,
        None => None,
    };
    let mut in_flight = Arc::default();
    if let Some(left) = left.clone() {
        in_flight = Arc::new(InFlight::resuming(left));
        shards.keep(id, &in_flight);
    }
    let mut session = None;
    loop {
        let opened = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
            opened = shards.open(id, session.clone(), left.take()) => opened?,
        };
        let mut why = "the gateway's address is not to be had";
        if let Some(mut shard) = opened {
            let (ended, stood) = shards.listen(&mut shard, &mut in_flight, &mut stop).await;
            shards.connections.connected(id.number(), false);
            match ended {
                Disconnect::Stopped => return Ok(()),
                Disconnect::FatalClose(last) => return Err(last),
                Disconnect::Lost(lost) => why = lost,
            }
            if stood {
                backoff = shards.timeouts.backoff();
            }
            session = shard.session().cloned();
        }
        let wait = backoff.next().unwrap_or(shards.timeouts.last_retry);
        tracing::warn!(shard = %id, why, retry_ms = millis(wait), "not connected to Discord");
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
            () = sleep(wait) => {}
        }
    }
}

impl Shards {
    /// A shard at the gateway's address as Discord (or who stands for it) tells it; none if it cannot be had.
    async fn open(
        &self,
        id: ShardId,
        session: Option<Session>,
        left: Option<GatewaySession>,
    ) -> Result<Option<Shard<IdentifyQueue>>, FatalClose> {
        let told = match timeout(self.timeouts.answer, self.http.get_bot_gateway()).await {
            Ok(Ok(told)) => told,
            Ok(Err(serenity::Error::Http(error)))
                if error.status_code() == Some(StatusCode::UNAUTHORIZED) =>
            {
                return Err(FatalClose::Token);
            }
            Ok(Err(_)) | Err(_) => return Ok(None),
        };
        let mut config = ConfigBuilder::from(self.config.clone())
            .proxy_url(told.url.trim_end_matches('/').to_owned());
        if let Some(session) = session {
            config = config.session(session);
        } else if let Some(left) = left {
            config = config
                .session(Session::new(left.sequence, left.id))
                .resume_url(left.url);
        }
        Ok(Some(Shard::with_config(id, config.build())))
    }

    /// Hands on what is heard until the shard is of no use any more; gives also whether its session ever stood.
    async fn listen(
        &self,
        shard: &mut Shard<IdentifyQueue>,
        in_flight: &mut Arc<InFlight>,
        stop: &mut watch::Receiver<bool>,
    ) -> (Disconnect, bool) {
        let id = shard.id();
        // Each shard before this one may take its turn first.
        let until_session = self.timeouts.session + self.timeouts.turn * id.number();
        let mut by = Instant::now() + until_session;
        // Ever; on this connection; right now.
        let (mut stood, mut stood_here, mut stands) = (false, false, false);
        let mut code = None;
        loop {
            let heard = tokio::select! {
                _ = stop.wait_for(|stop| *stop) => None,
                heard = timeout_at(by, shard.next()) => Some(heard),
            };
            let Some(heard) = heard else {
                self.end(shard).await;
                return (Disconnect::Stopped, stood);
            };
            match heard {
                Err(_) => return (Disconnect::Lost("nothing is heard any more"), stood),
                Ok(None) => return (Disconnect::FatalClose(last(code)), stood),
                Ok(Some(Ok(Message::Text(text)))) => self.take_in(shard, &text, in_flight),
                Ok(Some(Ok(Message::Close(frame)))) => {
                    code = frame.map(|frame| frame.code);
                    metric::gateway_closed();
                    tracing::info!(shard = %id, code, "the connection was closed");
                    if shard.state() != ShardState::FatallyClosed {
                        if !stood_here {
                            return (Disconnect::Lost("closed before a session stood"), stood);
                        }
                        stood_here = false;
                        // twilight reconnects at once, however often it is closed.
                        sleep(
                            self.timeouts
                                .backoff()
                                .next()
                                .unwrap_or(self.timeouts.last_retry),
                        )
                        .await;
                    }
                }
                Ok(Some(Err(error))) => match error.kind() {
                    ReceiveMessageErrorType::Reconnect => {
                        return (Disconnect::Lost("no connection"), stood);
                    }
                    ReceiveMessageErrorType::Deserializing { event } => unreadable(event.len()),
                    _ => unreadable(0),
                },
            }
            let now_stands = shard.state() == ShardState::Active;
            if now_stands {
                by = Instant::now() + self.timeouts.silence;
            } else if stands {
                by = Instant::now() + until_session;
            }
            if now_stands != stands {
                self.connections.connected(id.number(), now_stands);
                (stands, stood) = (now_stands, true);
                stood_here |= now_stands;
            }
        }
    }

    /// Stores where a shard's session stands, for the process that keeps the shard next.
    fn keep(&self, id: ShardId, in_flight: &Arc<InFlight>) {
        if let Some(session_store) = &self.session_store {
            session_store.keep(id, Arc::clone(in_flight));
        }
    }

    /// Writes where the sessions stand, again and again.
    pub(crate) async fn write_sessions(&self) -> Infallible {
        match &self.session_store {
            Some(session_store) => session_store.write_on().await,
            None => pending().await,
        }
    }

    /// Leaves the session for the next process, or ends it, so that the bot is seen to go at once.
    async fn end(&self, shard: &mut Shard<IdentifyQueue>) {
        let Some(session_store) = self
            .session_store
            .as_ref()
            .filter(|_| shard.session().is_some())
        else {
            return close(shard, CloseFrame::NORMAL).await;
        };
        // What comes from here on is not heard any more, and is to be replayed.
        close(shard, CloseFrame::RESUME).await;
        session_store.leave(shard.id()).await;
    }

    fn take_in(&self, shard: &Shard<IdentifyQueue>, text: &str, in_flight: &mut Arc<InFlight>) {
        /// The data stay text until someone wants them.
        #[derive(Deserialize)]
        struct Frame<'a> {
            op: u8,
            #[serde(default, borrow)]
            t: Option<Cow<'a, str>>,
            #[serde(default)]
            s: Option<u64>,
            #[serde(default, borrow)]
            d: Option<&'a RawValue>,
        }
        #[derive(Deserialize)]
        struct ReadyGuild {
            id: GuildId,
        }
        #[derive(Deserialize)]
        struct Ready {
            guilds: Vec<ReadyGuild>,
        }
        let Ok(frame) = serde_json::from_str::<Frame<'_>>(text) else {
            return unreadable(text.len());
        };
        if frame.op != DISPATCH {
            if let Some(latency) = shard.latency().recent().first() {
                self.connections.answered(shard.id().number(), *latency);
            }
            return;
        }
        let data = frame.d.map_or("null", RawValue::get);
        let kind = frame.t.as_deref().unwrap_or_default();
        if kind == "READY"
            && let Some((session, url)) = shard.session().zip(shard.resume_url())
        {
            *in_flight = Arc::new(InFlight::of(session.id().to_owned(), url.to_owned()));
            self.keep(shard.id(), in_flight);
        }
        if let Some(sequence) = frame.s {
            in_flight.observe(sequence);
        }
        match kind {
            "READY" => {
                let Ok(ready) = serde_json::from_str::<Ready>(data) else {
                    return unreadable(data.len());
                };
                let guilds: HashSet<u64> = ready.guilds.iter().map(|one| one.id.get()).collect();
                tracing::info!(shard = %shard.id(), guilds = guilds.len(), "connected to Discord");
                self.gateway.handle_guild_list(shard.id(), guilds);
            }
            "RESUMED" => {
                tracing::info!(shard = %shard.id(), "connected to Discord again");
                in_flight.catch_up();
            }
            kind => self.gateway.handle_event(kind, data, in_flight),
        }
    }
}

/// Closes the connection.
async fn close(shard: &mut Shard<IdentifyQueue>, frame: CloseFrame<'static>) {
    shard.close(frame);
    let closed = poll_fn(|context| {
        loop {
            match shard.poll_next_unpin(context) {
                Poll::Ready(Some(Ok(Message::Text(_)))) => {}
                // No message tells that it is closed: twilight reconnects at once, and would go on.
                Poll::Pending if !is_closed(shard) => return Poll::Pending,
                _ => return Poll::Ready(()),
            }
        }
    });
    let _ = timeout(CLOSE_TIMEOUT, closed).await;
}

fn is_closed(shard: &Shard<IdentifyQueue>) -> bool {
    matches!(shard.state(), ShardState::Disconnected { .. })
}

/// <https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes>
fn last(code: Option<u16>) -> FatalClose {
    match code {
        Some(4004) => FatalClose::Token,
        Some(4011) => FatalClose::Guilds,
        Some(4013 | 4014) => FatalClose::Intents,
        code => FatalClose::Terms(code.unwrap_or_default()),
    }
}

/// Says that something could not be read, never what it was.
fn unreadable(bytes: usize) {
    metric::unreadable();
    tracing::warn!(bytes, "something that Discord sent could not be read");
}
