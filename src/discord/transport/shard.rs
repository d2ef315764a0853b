//! One shard. twilight keeps its connection: heartbeats and their ACKs, resuming, close codes, the identify queue. This
//! adds what it leaves open: a timeout for every wait, backoff between attempts, fatal close codes, and handing each
//! event to the [`Gateway`].

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
use serenity::all::GuildId;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout, timeout_at};
use twilight_gateway::error::ReceiveMessageErrorType;
use twilight_gateway::{
    CloseFrame, Config, ConfigBuilder, Message, Session, Shard, ShardId, ShardState,
};

use crate::discord::inbound::in_flight::InFlight;
use crate::discord::policy::timeouts::{Timeouts, millis};
use crate::discord::rest::RestClient;
use crate::discord::transport::connections::Connections;
use crate::discord::transport::gateway::Gateway;
use crate::discord::transport::identify_queue::IdentifyQueue;
use crate::discord::transport::session_store::SessionStore;
use crate::metric;
use crate::store::GatewaySession;

/// Timeout of the close handshake.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);
/// The opcode of an event.
const DISPATCH: u8 = 0;
/// The session is invalid; its data say whether it can be resumed all the same.
const INVALID_SESSION: u8 = 9;

/// What all shards share.
pub(crate) struct Shards {
    pub(crate) config: Config<IdentifyQueue>,
    pub(crate) rest: Arc<RestClient>,
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) timeouts: Timeouts,
    pub(crate) connections: Connections,
    /// Saves sessions for the next process with the same shards; none where no other process takes over.
    pub(crate) session_store: Option<SessionStore>,
}

/// Why a shard cannot continue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FatalClose {
    /// More shards are needed for this many guilds.
    Guilds,
    /// Discord refuses the token.
    Token,
    /// Discord refuses the intents.
    Intents,
    /// Discord refuses what no setting changes: the API version or the shard number.
    Terms(u16),
}

/// Why a connection ended.
enum Disconnect {
    Stopped,
    /// Another attempt may succeed.
    Lost(&'static str),
    /// Discord is there and has refused the session: a new one may begin soon.
    SessionRefused,
    FatalClose(FatalClose),
}

/// Keeps a shard connected until `stop` is true.
///
/// # Errors
/// A close that no further attempt can change.
pub(crate) async fn run(
    shards: Arc<Shards>,
    id: ShardId,
    mut stop: watch::Receiver<bool>,
) -> Result<(), FatalClose> {
    let mut backoff = shards.timeouts.backoff();
    let mut saved = match &shards.session_store {
        Some(session_store) => session_store.take(id).await,
        None => None,
    };
    let mut in_flight = Arc::default();
    if let Some(saved) = saved.clone() {
        in_flight = Arc::new(InFlight::resuming(saved));
        shards.keep(id, &in_flight);
    }
    let (mut session, mut refused_wait) = (None, None);
    loop {
        let opened = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
            opened = shards.open(id, session.clone(), saved.take()) => opened?,
        };
        let mut why = "the gateway's address is unknown";
        if let Some(mut shard) = opened {
            let (ended, was_active) = shards.listen(&mut shard, &mut in_flight, &mut stop).await;
            shards.connections.connected(id.number(), false);
            let mut is_refused = false;
            match ended {
                Disconnect::Stopped => return Ok(()),
                Disconnect::FatalClose(close) => return Err(close),
                Disconnect::Lost(reason) => why = reason,
                Disconnect::SessionRefused => {
                    why = "the session is refused";
                    is_refused = true;
                }
            }
            if was_active || is_refused {
                backoff = shards.timeouts.backoff();
            }
            session = shard.session().cloned();
            refused_wait = is_refused.then(|| shards.timeouts.identify_wait());
        }
        let wait = refused_wait
            .take()
            .or_else(|| backoff.next())
            .unwrap_or(shards.timeouts.last_retry);
        tracing::warn!(shard = %id, why, retry_ms = millis(wait), "not connected to Discord");
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
            () = sleep(wait) => {}
        }
    }
}

impl Shards {
    /// A shard at the gateway's address, which is requested each time; none if Discord does not answer.
    async fn open(
        &self,
        id: ShardId,
        session: Option<Session>,
        saved: Option<GatewaySession>,
    ) -> Result<Option<Shard<IdentifyQueue>>, FatalClose> {
        let gateway = match timeout(self.timeouts.answer, self.rest.bot_gateway()).await {
            Ok(Ok(gateway)) => gateway,
            Ok(Err(error)) if error.is_unauthorized() => return Err(FatalClose::Token),
            Ok(Err(error)) => {
                tracing::warn!(shard = %id, %error, hint = error.hint(), "Discord cannot be reached");
                return Ok(None);
            }
            Err(_) => return Ok(None),
        };
        let limit = &gateway.session_start_limit;
        if limit.remaining == 0 && session.is_none() && saved.is_none() {
            // With one more, Discord would reset the token.
            tracing::error!(
                shard = %id,
                reset_ms = limit.reset_after,
                "no more sessions may begin today: look in the log for what starts the bot over and over"
            );
            return Ok(None);
        }
        let mut config = ConfigBuilder::from(self.config.clone())
            .proxy_url(gateway.url.trim_end_matches('/').to_owned());
        if let Some(session) = session {
            config = config.session(session);
        } else if let Some(saved) = saved {
            config = config
                .session(Session::new(saved.sequence, saved.id))
                .resume_url(saved.url);
        }
        Ok(Some(Shard::with_config(id, config.build())))
    }

    /// Handles the shard's messages until its connection ends. Also returns whether a session was ever active.
    async fn listen(
        &self,
        shard: &mut Shard<IdentifyQueue>,
        in_flight: &mut Arc<InFlight>,
        stop: &mut watch::Receiver<bool>,
    ) -> (Disconnect, bool) {
        let id = shard.id();
        // Each shard before this one may identify first.
        let until_session = self.timeouts.session + self.timeouts.identify_interval * id.number();
        let mut deadline = Instant::now() + until_session;
        // Whether a session was active: ever; on this connection; right now.
        let (mut was_active, mut was_active_here, mut is_active) = (false, false, false);
        let mut session_refused = false;
        let mut code = None;
        loop {
            let received = tokio::select! {
                _ = stop.wait_for(|stop| *stop) => None,
                received = timeout_at(deadline, shard.next()) => Some(received),
            };
            let Some(received) = received else {
                self.end(shard).await;
                return (Disconnect::Stopped, was_active);
            };
            match received {
                Err(_) => return (Disconnect::Lost("nothing arrives any more"), was_active),
                Ok(None) => return (Disconnect::FatalClose(fatal_close(code)), was_active),
                Ok(Some(Ok(Message::Text(text)))) => {
                    session_refused |= self.handle_frame(shard, &text, in_flight);
                }
                Ok(Some(Ok(Message::Close(frame)))) => {
                    code = frame.map(|frame| frame.code);
                    metric::gateway_closed();
                    tracing::info!(shard = %id, code, "the connection was closed");
                    if shard.state() != ShardState::FatallyClosed {
                        if session_refused {
                            return (Disconnect::SessionRefused, was_active);
                        }
                        if !was_active_here {
                            return (
                                Disconnect::Lost("closed before a session was active"),
                                was_active,
                            );
                        }
                        was_active_here = false;
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
                        return (Disconnect::Lost("no connection"), was_active);
                    }
                    ReceiveMessageErrorType::Deserializing { event } => unreadable(event.len()),
                    _ => unreadable(0),
                },
            }
            let now_active = shard.state() == ShardState::Active;
            if now_active {
                deadline = Instant::now() + self.timeouts.silence;
            } else if is_active {
                deadline = Instant::now() + until_session;
            }
            if now_active != is_active {
                self.connections.connected(id.number(), now_active);
                (is_active, was_active) = (now_active, true);
                was_active_here |= now_active;
            }
        }
    }

    /// Keeps a shard's session saved for the next process with this shard.
    fn keep(&self, id: ShardId, in_flight: &Arc<InFlight>) {
        if let Some(session_store) = &self.session_store {
            session_store.keep(id, Arc::clone(in_flight));
        }
    }

    /// Saves the sessions at intervals.
    pub(crate) async fn write_sessions(&self) -> Infallible {
        match &self.session_store {
            Some(session_store) => session_store.save_at_intervals().await,
            None => pending().await,
        }
    }

    /// Leaves the session to the next process, or ends it, so that the bot is shown as offline at once.
    async fn end(&self, shard: &mut Shard<IdentifyQueue>) {
        let Some(session_store) = self
            .session_store
            .as_ref()
            .filter(|_| shard.session().is_some())
        else {
            return close(shard, CloseFrame::NORMAL).await;
        };
        // Discord replays what arrives from here on to the next process.
        close(shard, CloseFrame::RESUME).await;
        session_store.leave(shard.id()).await;
    }

    /// Handles a frame; returns whether it refuses the session for good.
    fn handle_frame(
        &self,
        shard: &Shard<IdentifyQueue>,
        text: &str,
        in_flight: &mut Arc<InFlight>,
    ) -> bool {
        /// The data stay JSON until the event is known to matter.
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
            unreadable(text.len());
            return false;
        };
        if frame.op != DISPATCH {
            if let Some(latency) = shard.latency().recent().first() {
                self.connections.answered(shard.id().number(), *latency);
            }
            return frame.op == INVALID_SESSION
                && frame.d.is_some_and(|data| data.get().trim() == "false");
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
                    unreadable(data.len());
                    return false;
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
        false
    }
}

/// Closes the connection.
async fn close(shard: &mut Shard<IdentifyQueue>, frame: CloseFrame<'static>) {
    shard.close(frame);
    let closed = poll_fn(|context| {
        loop {
            match shard.poll_next_unpin(context) {
                Poll::Ready(Some(Ok(Message::Text(_)))) => {}
                // twilight yields no message for the close; polled again, it would reconnect.
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
fn fatal_close(code: Option<u16>) -> FatalClose {
    match code {
        Some(4004) => FatalClose::Token,
        Some(4011) => FatalClose::Guilds,
        Some(4013 | 4014) => FatalClose::Intents,
        code => FatalClose::Terms(code.unwrap_or_default()),
    }
}

/// Logs that something could not be read, without its text.
fn unreadable(bytes: usize) {
    metric::unreadable();
    tracing::warn!(bytes, "something that Discord sent could not be read");
}
