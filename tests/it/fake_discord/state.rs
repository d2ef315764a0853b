//! The state of the fake Discord: users, the bot, and faults.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::extract::ws::Utf8Bytes;
use serde_json::Value;
use tokio::sync::mpsc;

use super::fault::Fault;
use super::files::{Attached, Upload};
use super::fleet::Balancer;
use super::http::Transport;
use super::rate_limits::RateLimits;
use super::recorded::{GatewayLine, Request};

/// One interaction and the bot's responses.
#[derive(Debug, Clone)]
pub(super) struct RecordedInteraction {
    pub(super) id: u64,
    pub(super) channel: u64,
    /// 2 command, 3 component, 4 autocomplete, 5 modal submit.
    pub(super) kind: u8,
    pub(super) sent: Instant,
    /// The first response that was accepted.
    pub(super) callback: Option<Value>,
    /// The message of the first response, or the one whose component was used.
    pub(super) message: Option<u64>,
    /// The time until the answer: the first response, or what follows a deferral.
    pub(super) complete: Option<Duration>,
    /// Edits of the first response so far.
    pub(super) edits: usize,
    pub(super) followups: Vec<u64>,
    /// How long the first response took.
    pub(super) took: Option<Duration>,
    /// Only the user has installed the bot.
    pub(super) user_install: bool,
    /// The token is older than 15 minutes.
    pub(super) expired: bool,
    /// The addresses to which it was delivered over HTTP; several after failures.
    pub(super) brought: Vec<SocketAddr>,
}

/// The session of one shard of the bot.
#[derive(Default)]
pub(super) struct Wire {
    pub(super) connection: Option<mpsc::UnboundedSender<ToBot>>,
    pub(super) sequence: u64,
    pub(super) dispatched: Vec<(u64, Utf8Bytes)>,
    pub(super) identified: Option<Instant>,
    /// Since when it is connected, if it is.
    pub(super) since: Option<Instant>,
}

/// Most events that can be replayed; Discord keeps those of a few minutes.
const REMEMBERED: usize = 4_000;

impl Wire {
    /// Sends an event. Without a connection it waits in the session, as at Discord.
    pub(super) fn dispatch(&mut self, event: &str, value: &Value) {
        self.sequence += 1;
        let frame = dispatched(event, self.sequence, value);
        if self.dispatched.len() >= 2 * REMEMBERED {
            self.dispatched.drain(..REMEMBERED);
        }
        self.dispatched.push((self.sequence, frame.clone()));
        if let Some(connection) = &self.connection {
            let _ = connection.send(ToBot::Text(frame));
        }
    }
}

/// A frame with an event, in Discord's order of members, which twilight counts on.
fn dispatched(event: &str, sequence: u64, value: &Value) -> Utf8Bytes {
    format!(r#"{{"t":"{event}","s":{sequence},"op":0,"d":{value}}}"#).into()
}

/// A frame without an event.
pub(super) fn control(op: u8, value: &Value) -> ToBot {
    ToBot::Text(format!(r#"{{"t":null,"s":null,"op":{op},"d":{value}}}"#).into())
}

#[derive(Clone)]
pub(super) enum ToBot {
    /// A frame, or text that Discord would never send.
    Text(Utf8Bytes),
    /// End the TCP connection without a close frame.
    Drop,
    Close(Option<u16>),
}

#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fault of its own, and any may come with any"
)]
pub(super) struct State {
    pub(super) requests: Vec<Request>,
    pub(super) gateway: Vec<GatewayLine>,
    pub(super) messages: BTreeMap<u64, Value>,
    /// By channel and nonce, the messages that are not to be posted a second time.
    pub(super) nonces: HashMap<(u64, String), u64>,
    pub(super) channels: HashMap<u64, Value>,
    pub(super) interactions: HashMap<String, RecordedInteraction>,
    /// Tokens of interactions that were answered long ago.
    pub(super) forgotten: HashSet<String>,
    pub(super) global_commands: Vec<Value>,
    pub(super) guild_commands: HashMap<u64, Vec<Value>>,
    /// The sessions by shard number.
    pub(super) wires: BTreeMap<u64, Wire>,
    /// Sessions of this number can be resumed; incremented when they are lost.
    pub(super) session: u64,
    /// The languages of guilds, where they are not English.
    pub(super) guild_locales: HashMap<u64, &'static str>,
    /// The guilds that the bot is in from the start.
    pub(super) guilds: Vec<u64>,
    /// The number of shards in the bot's last IDENTIFY.
    pub(super) total: u64,
    /// Least time between two IDENTIFYs, if there is one.
    pub(super) pace: Option<Duration>,
    /// Faults: method, part of the path, kind; each once.
    pub(super) faults: Vec<(&'static str, &'static str, Fault)>,
    /// Outage: requests get 503, connections are refused.
    pub(super) down: bool,
    /// The bot reads the text of messages that are not for it.
    pub(super) reads_content: bool,
    /// Every event is delivered twice.
    pub(super) repeats_events: bool,
    /// Heartbeats are not acknowledged.
    pub(super) deaf: bool,
    /// New connections get no HELLO.
    pub(super) speechless: bool,
    /// The address for resuming, where it is not the gateway's own.
    pub(super) resume_at: Option<&'static str>,
    /// The number of shards that Discord recommends.
    pub(super) shards: u32,
    pub(super) typing: Vec<u64>,
    /// Reactions of the bot: message and emoji.
    pub(super) reactions: Vec<(u64, String)>,
    /// Users who refuse direct messages.
    pub(super) closed_dms: HashSet<u64>,
    /// Tokens of interactions are too old once the first response has come.
    pub(super) tokens_expire: bool,
    /// The intents that the bot has identified itself with.
    pub(super) intents: Option<u64>,
    pub(super) rate_limits: RateLimits,
    /// Where TLS is spoken, if it is.
    pub(super) tls_port: Option<u16>,
    /// Uploaded files, and the number of downloads.
    pub(super) handed: HashMap<u64, Upload>,
    pub(super) fetched: usize,
    /// What the bot has attached to its messages.
    pub(super) attached: HashMap<u64, Vec<Attached>>,
    pub(super) heartbeat_ms: u64,
    pub(super) close_on_identify: Option<u16>,
    pub(super) transport: Transport,
    /// The bot's permissions in the guild.
    pub(super) permissions: u64,
    /// Members of the application that are not as usual.
    pub(super) application: serde_json::Map<String, Value>,
    pub(super) balancer: Balancer,
    pub(super) transcript: Option<File>,
    /// Lines that may still be added to it.
    pub(super) transcript_room: u64,
}
