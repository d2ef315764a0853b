//! A fake Discord on loopback: REST under `/api/v10` and the gateway, exact enough for serenity. It simulates the users,
//! refuses what Discord would refuse, and writes every request to a transcript that `check_discord_requests.py` reads.
//!
//! Tests wait for actions of the bot, never for a time; [`WATCHDOG`] only turns a hang into a failure.

mod channel;
mod components;
mod fault;
mod files;
mod fleet;
mod gateway;
mod http;
mod interaction;
mod limits;
mod modals;
mod rate_limits;
mod recorded;
mod refusal;
mod responses;
mod rest;
mod shape;
mod state;
#[cfg(target_os = "linux")]
mod tls;
mod user;

use std::fs::File;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Instant;

use serde_json::{Value, json};
use tokio::sync::watch;

use state::State;

pub(crate) use channel::Channel;
pub(crate) use fault::Fault;
pub(crate) use files::{DownloadMode, Upload};
pub(crate) use http::{Signed, Transport, public_key};
pub(crate) use interaction::{Interaction, button, page_of, parts, shown_texts};
pub(crate) use recorded::{ALREADY_ACKNOWLEDGED, GatewayLine, Request};
pub(crate) use user::{User, at_bot};

/// Ids that the fake Discord hands out for its one application.
pub(crate) const BOT: u64 = 4_000_000_000_000_000_001;
pub(crate) const APPLICATION: u64 = 4_000_000_000_000_000_001;
pub(crate) const GUILD: u64 = 5_000_000_000_000_000_001;
/// Of the form of a real token, so that a leak would be noticed by its form too.
pub(crate) const TOKEN: &str =
    "MTAwMDAwMDAwMDAwMDAwMDAw.GTeStT.abcdefghijklmnopqrstuvwxyzABCDEFG-_012";

/// Lines of a transcript. The rest of a long measurement is left out: it repeats what was sent before.
const TRANSCRIPT_LINES: u64 = 500_000;

/// The permissions in the invite link of the README.
pub(crate) const ALL_THAT_IT_NEEDS: u64 = 274_878_024_768;

/// The handle: cheap to clone.
#[derive(Clone)]
pub(crate) struct Discord {
    state: Arc<Mutex<State>>,
    changed: Arc<watch::Sender<u64>>,
    next_id: Arc<AtomicU64>,
    start: Instant,
    port: u16,
    /// The address to which interactions of this handle are delivered, if not by the balancer.
    only: Option<SocketAddr>,
}

/// The shard that gets the events of a guild.
/// <https://discord.com/developers/docs/events/gateway#sharding-sharding-formula>
pub(crate) fn shard_of(guild: u64, total: u64) -> u64 {
    (guild >> 22) % total.max(1)
}

impl Discord {
    /// Starts one on a free port; its transcript is `discord-transcripts/<name>.jsonl` in the target folder. The names
    /// of tests in which Discord refuses a request on purpose begin with `refused/`: `.ci/run` does not check those.
    pub(crate) async fn start(name: &str) -> Self {
        let folder =
            std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("../discord-transcripts");
        let path = folder.join(format!("{name}.jsonl"));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let transcript = File::create(path).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let discord = Self {
            state: Arc::new(Mutex::new(State {
                heartbeat_ms: 41_250,
                shards: 1,
                permissions: ALL_THAT_IT_NEEDS,
                guilds: vec![GUILD],
                transcript: Some(transcript),
                transcript_room: TRANSCRIPT_LINES,
                ..State::default()
            })),
            changed: Arc::new(watch::channel(0).0),
            next_id: Arc::new(AtomicU64::new(6_000_000_000_000_000_000)),
            start: Instant::now(),
            port: listener.local_addr().unwrap().port(),
            only: None,
        };
        let router = rest::router(discord.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        discord
    }

    /// Starts one that delivers interactions by this transport.
    pub(crate) async fn start_as(name: &str, transport: Transport) -> Self {
        match transport {
            Transport::Gateway => Self::start(name).await,
            Transport::Http => {
                let discord = Self::start(&format!("{name}-http")).await;
                discord.state().transport = Transport::Http;
                discord
            }
        }
    }

    /// What `--api-url` takes.
    pub(crate) fn api_url(&self) -> String {
        match self.state().tls_port {
            Some(port) => format!("https://localhost:{port}"),
            None => format!("http://127.0.0.1:{}", self.port),
        }
    }

    /// Where the gateway is.
    fn gateway_url(&self) -> String {
        self.api_url().replacen("http", "ws", 1)
    }

    pub(crate) fn set_heartbeat_ms(&self, heartbeat_ms: u64) {
        self.state().heartbeat_ms = heartbeat_ms;
    }

    /// The bot is taken into a guild, or a guild is there again.
    pub(crate) fn guild_joined(&self, guild: u64) {
        self.dispatch("GUILD_CREATE", &self.guild(guild));
    }

    /// The bot is added to a guild now, which has a channel for such events or none.
    pub(crate) fn bot_is_added(&self, guild: u64, system_channel: Option<u64>) {
        let mut added = self.guild(guild);
        added["joined_at"] = json!(jiff::Timestamp::now().to_string());
        added["system_channel_id"] = json!(system_channel.map(|channel| channel.to_string()));
        self.dispatch("GUILD_CREATE", &added);
    }

    /// A guild changes its language, by Discord's code.
    pub(crate) fn guild_speaks(&self, guild: u64, locale: &'static str) {
        self.state().guild_locales.insert(guild, locale);
        self.dispatch("GUILD_UPDATE", &self.guild(guild));
    }

    fn guild_locale(&self, guild: u64) -> &'static str {
        let locale = self.state().guild_locales.get(&guild).copied();
        locale.unwrap_or("en-US")
    }

    fn guild(&self, id: u64) -> Value {
        let mut guild = shape::guild(id);
        guild["preferred_locale"] = json!(self.guild_locale(id));
        guild
    }

    /// The bot is removed from a guild; or the guild only has an outage.
    pub(crate) fn guild_gone(&self, guild: u64, outage: bool) {
        let mut gone = json!({"id": guild.to_string()});
        if outage {
            gone["unavailable"] = json!(true);
        }
        self.dispatch("GUILD_DELETE", &gone);
    }

    fn id(&self) -> u64 {
        self.next_id.fetch_add(1, Ordering::Relaxed)
    }

    /// Sends an event to the shard of its guild; direct messages go to the first one.
    fn dispatch(&self, event: &str, value: &Value) {
        let guild = match event {
            "GUILD_CREATE" | "GUILD_UPDATE" | "GUILD_DELETE" => &value["id"],
            _ => &value["guild_id"],
        };
        let guild: u64 = guild
            .as_str()
            .and_then(|guild| guild.parse().ok())
            .unwrap_or(0);
        let mut state = self.state();
        if !refusal::is_told(&state, event, value) {
            return;
        }
        let shard = shard_of(guild, state.total);
        let times = if state.repeats_events { 2 } else { 1 };
        let wire = state.wires.entry(shard).or_default();
        for _ in 0..times {
            wire.dispatch(event, value);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn note(&self, line: GatewayLine) {
        self.state().gateway.push(line);
        self.touch();
    }

    fn touch(&self) {
        self.changed.send_modify(|version| *version += 1);
    }

    /// Adds a line to the transcript.
    fn record(&self, state: &mut State, mut line: Value) {
        line["t"] = json!(self.start.elapsed().as_secs_f64());
        let Some(room) = state.transcript_room.checked_sub(1) else {
            return;
        };
        state.transcript_room = room;
        if let Some(transcript) = &mut state.transcript {
            // In one write: `writeln!` would make one of each piece of the JSON.
            let line = format!("{line}\n");
            transcript.write_all(line.as_bytes()).unwrap();
        }
    }

    /// Adds a text that a user typed to the transcript, so that the check finds it where mentions would work.
    fn record_text(&self, text: &str) {
        let mut state = self.state();
        self.record(&mut state, json!({"event": "text", "text": text}));
    }
}
