//! A Discord on loopback: REST under `/api/v10` and the gateway, exact enough for serenity. It plays the people,
//! refuses what Discord would refuse, and writes every request to a transcript that
//! `check_discord_requests.py` reads.
//!
//! Tests wait on what the bot did, never on a clock; [`WATCHDOG`] only turns a hang into a failure.

mod files;
mod fleet;
mod gateway;
mod http;
mod limits;
mod person;
mod rest;
mod shape;

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};

pub(crate) use files::{Handed, Manner};
pub(crate) use http::{Signed, Way, public_key};
pub(crate) use person::{Interaction, Person, Place, at_bot, button};

/// Ids that the double hands out for its one application.
pub(crate) const BOT: u64 = 4_000_000_000_000_000_001;
pub(crate) const APPLICATION: u64 = 4_000_000_000_000_000_001;
pub(crate) const GUILD: u64 = 5_000_000_000_000_000_001;
/// Of the form of a real token, so that a leak would be noticed by its form too.
pub(crate) const TOKEN: &str =
    "MTAwMDAwMDAwMDAwMDAwMDAw.GTeStT.abcdefghijklmnopqrstuvwxyzABCDEFG-_012";

/// The permissions in the invite link of the README.
pub(crate) const ALL_THAT_IT_NEEDS: u64 = 274_878_024_704;

/// No wait may be this long: a failure, never a pace.
const WATCHDOG: Duration = Duration::from_mins(1);

/// A request of the bot, as it was answered.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) body: Value,
    pub(crate) status: u16,
}

/// What the bot sent over the gateway, and what became of its connections.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum GatewayLine {
    Connected,
    Identify(Value),
    Resume(Value),
    /// Refused, since another shard has just done so.
    TooSoon(Value),
    Heartbeat,
    Closed(Option<u16>),
}

/// One interaction and what the bot made of it.
#[derive(Debug, Clone)]
struct Played {
    id: u64,
    channel: u64,
    /// 2 command, 3 component, 4 autocomplete, 5 modal submit.
    kind: u8,
    sent: Instant,
    /// The first response that was accepted.
    callback: Option<Value>,
    /// The message of the first response, or the one whose component was used.
    message: Option<u64>,
    /// How long it took until the message says what it is meant to say: at once, or when a deferral was followed up.
    complete: Option<Duration>,
    /// Edits of the first response so far.
    edits: usize,
    followups: Vec<u64>,
    /// How long the first response took.
    took: Option<Duration>,
    /// Where it was brought over HTTP; more than once if it could not be.
    brought: Vec<SocketAddr>,
}

/// What one shard of the bot hears.
#[derive(Default)]
struct Wire {
    connection: Option<mpsc::UnboundedSender<ToBot>>,
    sequence: u64,
    dispatched: Vec<(u64, Value)>,
    identified: Option<Instant>,
    /// Since when it is connected, if it is.
    since: Option<Instant>,
}

/// So many events can be told anew; Discord remembers a few minutes.
const REMEMBERED: usize = 4_000;

impl Wire {
    /// Sends an event. Without a connection it waits in the session, as at Discord.
    fn dispatch(&mut self, event: &str, value: &Value) {
        self.sequence += 1;
        let frame = json!({"op": 0, "t": event, "s": self.sequence, "d": value});
        if self.dispatched.len() >= 2 * REMEMBERED {
            self.dispatched.drain(..REMEMBERED);
        }
        self.dispatched.push((self.sequence, frame.clone()));
        if let Some(connection) = &self.connection {
            let _ = connection.send(ToBot::Frame(frame));
        }
    }
}

#[derive(Clone)]
enum ToBot {
    Frame(Value),
    /// What Discord would never send.
    Raw(String),
    /// End the TCP connection without a close frame.
    Drop,
    Close(Option<u16>),
}

/// What goes wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Trouble {
    Status(u16),
    /// 429, with the seconds to wait, for this route or for all.
    Limited {
        after: f64,
        global: bool,
    },
    /// It is carried out, and what comes back is no JSON.
    Garbage,
    /// Nothing ever comes back.
    Silence,
    /// An answer begins and never ends.
    SlowBody,
}

#[derive(Default)]
struct State {
    requests: Vec<Request>,
    gateway: Vec<GatewayLine>,
    messages: BTreeMap<u64, Value>,
    channels: HashMap<u64, Value>,
    interactions: HashMap<String, Played>,
    global_commands: Vec<Value>,
    guild_commands: HashMap<u64, Vec<Value>>,
    /// What each shard of the bot hears, by its number.
    wires: BTreeMap<u64, Wire>,
    /// Which sessions can be resumed; counted up when they are lost.
    session: u64,
    /// The guilds that the bot is in from the start.
    guilds: Vec<u64>,
    /// Of how many shards the bot spoke last.
    total: u64,
    /// How soon after an identification another one is refused; any time is good if none is set.
    pace: Option<Duration>,
    /// What goes wrong: method, part of the path, how; each once.
    troubles: Vec<(&'static str, &'static str, Trouble)>,
    /// Nothing answers: requests get 503, connections are refused.
    down: bool,
    /// Heartbeats are not acknowledged.
    deaf: bool,
    /// New connections are not greeted.
    speechless: bool,
    /// The address for resuming, where it is not the gateway's own.
    resume_at: Option<&'static str>,
    /// How many shards Discord wants.
    shards: u32,
    typing: Vec<u64>,
    /// What people have handed over, and how often it was fetched.
    handed: HashMap<u64, Handed>,
    fetched: usize,
    /// What the bot has attached to its messages.
    attached: HashMap<u64, Vec<files::Attached>>,
    heartbeat_ms: u64,
    close_on_identify: Option<u16>,
    way: Way,
    /// What the bot may do in the guild.
    permissions: u64,
    /// Members of the application that are not as usual.
    application: serde_json::Map<String, Value>,
    balancer: fleet::Balancer,
    transcript: Option<File>,
}

/// The handle: cheap to clone.
#[derive(Clone)]
pub(crate) struct Discord {
    state: Arc<Mutex<State>>,
    changed: Arc<watch::Sender<u64>>,
    next_id: Arc<AtomicU64>,
    start: Instant,
    port: u16,
    /// Where what is done through this handle is brought, whatever the others do.
    only: Option<SocketAddr>,
}

/// The shard that hears of a guild.
/// <https://discord.com/developers/docs/events/gateway#sharding-sharding-formula>
pub(crate) fn shard_of(guild: u64, total: u64) -> u64 {
    (guild >> 22) % total.max(1)
}

impl Discord {
    /// Starts one on a free port; its transcript is `discord-transcripts/<name>.jsonl` in the target folder.
    pub(crate) async fn start(name: &str) -> Self {
        let folder =
            std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("../discord-transcripts");
        std::fs::create_dir_all(&folder).unwrap();
        let transcript = File::create(folder.join(format!("{name}.jsonl"))).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let discord = Self {
            state: Arc::new(Mutex::new(State {
                heartbeat_ms: 41_250,
                shards: 1,
                permissions: ALL_THAT_IT_NEEDS,
                guilds: vec![GUILD],
                transcript: Some(transcript),
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

    /// Starts one that brings interactions this way.
    pub(crate) async fn start_as(name: &str, way: Way) -> Self {
        match way {
            Way::Gateway => Self::start(name).await,
            Way::Http => {
                let discord = Self::start(&format!("{name}-http")).await;
                discord.state().way = Way::Http;
                discord
            }
        }
    }

    /// What `--api-url` takes.
    pub(crate) fn api_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Where the gateway is.
    fn gateway_url(&self) -> String {
        format!("ws://127.0.0.1:{}", self.port)
    }

    pub(crate) fn set_heartbeat_ms(&self, heartbeat_ms: u64) {
        self.state().heartbeat_ms = heartbeat_ms;
    }

    /// The next request of this method whose path holds `part` is answered with `status`.
    pub(crate) fn refuse(&self, method: &'static str, part: &'static str, status: u16) {
        self.trouble(method, part, Trouble::Status(status));
    }

    /// This goes wrong with the next request of this method whose path holds `part`.
    pub(crate) fn trouble(&self, method: &'static str, part: &'static str, trouble: Trouble) {
        self.state().troubles.push((method, part, trouble));
    }

    /// What the bot may do in the guild from now on.
    pub(crate) fn permit(&self, permissions: u64) {
        self.state().permissions = permissions;
    }

    /// A member of the application is from now on this.
    pub(crate) fn set_application(&self, member: &str, value: Value) {
        self.state().application.insert(member.to_owned(), value);
    }

    /// Every connection is closed with this code once the bot has identified itself.
    pub(crate) fn close_on_identify(&self, code: u16) {
        self.state().close_on_identify = Some(code);
    }

    /// From now on nothing answers.
    pub(crate) fn go_down(&self) {
        self.state().down = true;
        self.drop_socket();
    }

    /// All is well again.
    pub(crate) fn come_back(&self) {
        let mut state = self.state();
        state.down = false;
        state.deaf = false;
        state.speechless = false;
        state.close_on_identify = None;
    }

    /// Heartbeats are not acknowledged any more.
    pub(crate) fn ignore_heartbeats(&self) {
        self.state().deaf = true;
    }

    /// New connections are not greeted.
    pub(crate) fn greet_nobody(&self) {
        self.state().speechless = true;
    }

    /// Sessions that begin from now on are told an address for resuming that leads nowhere.
    pub(crate) fn lose_address(&self) {
        self.state().resume_at = Some("ws://127.0.0.1:9");
    }

    /// From now on this many shards are wanted.
    pub(crate) fn want_shards(&self, shards: u32) {
        self.state().shards = shards;
    }

    /// From now on the bot may identify only so long after it did, whichever process it is; what comes sooner is refused.
    pub(crate) fn keep_pace(&self, pace: Duration) {
        self.state().pace = Some(pace);
    }

    /// Sends what Discord would never send.
    pub(crate) fn send_raw(&self, text: &str) {
        self.push(&ToBot::Raw(text.to_owned()));
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.state().requests.clone()
    }

    pub(crate) fn global_commands(&self) -> Vec<Value> {
        self.state().global_commands.clone()
    }

    pub(crate) fn guild_commands(&self, guild: u64) -> Vec<Value> {
        self.state()
            .guild_commands
            .get(&guild)
            .cloned()
            .unwrap_or_default()
    }

    pub(crate) fn message(&self, id: u64) -> Option<Value> {
        self.state().messages.get(&id).cloned()
    }

    /// How often the bot has identified itself or resumed so far.
    pub(crate) fn begun_sessions(&self) -> usize {
        let state = self.state();
        state
            .gateway
            .iter()
            .filter(|line| matches!(line, GatewayLine::Identify(_) | GatewayLine::Resume(_)))
            .count()
    }

    /// Waits until the bot has identified itself (or resumed) `times` times in all.
    pub(crate) async fn sessions(&self, times: usize) {
        self.wait("a gateway session", |state| {
            let begun = |line: &&GatewayLine| {
                matches!(line, GatewayLine::Identify(_) | GatewayLine::Resume(_))
            };
            let is_connected = state.wires.values().any(|wire| wire.connection.is_some());
            (state.gateway.iter().filter(begun).count() >= times && is_connected).then_some(())
        })
        .await;
    }

    /// Waits until `found` finds what it looks for among the requests.
    pub(crate) async fn request(&self, what: &str, found: impl Fn(&Request) -> bool) -> Request {
        self.wait(what, |state| {
            state
                .requests
                .iter()
                .find(|request| found(request))
                .cloned()
        })
        .await
    }

    pub(crate) async fn gateway_line(
        &self,
        what: &str,
        found: impl Fn(&GatewayLine) -> bool,
    ) -> GatewayLine {
        self.wait(what, |state| {
            state.gateway.iter().find(|line| found(line)).cloned()
        })
        .await
    }

    /// Waits for the bot's message that replies to the message `question`.
    pub(crate) async fn reply_to(&self, question: u64) -> Value {
        let wanted = question.to_string();
        self.wait("a reply", |state| {
            state
                .messages
                .values()
                .find(|message| message["message_reference"]["message_id"] == wanted.as_str())
                .cloned()
        })
        .await
    }

    /// Waits until `found` gives something for the message with this id (`None` once it is deleted).
    pub(crate) async fn message_when<T>(
        &self,
        what: &str,
        id: u64,
        found: impl Fn(Option<&Value>) -> Option<T>,
    ) -> T {
        self.wait(what, |state| found(state.messages.get(&id)))
            .await
    }

    /// The bot is taken into a guild, or a guild is there again.
    pub(crate) fn guild_joined(&self, guild: u64) {
        self.dispatch("GUILD_CREATE", &shape::guild(guild));
    }

    /// The bot is removed from a guild; or the guild only has an outage.
    pub(crate) fn guild_gone(&self, guild: u64, outage: bool) {
        let mut gone = json!({"id": guild.to_string()});
        if outage {
            gone["unavailable"] = json!(true);
        }
        self.dispatch("GUILD_DELETE", &gone);
    }

    /// Tells the bot to reconnect (op 7).
    pub(crate) fn ask_to_reconnect(&self) {
        self.push(&ToBot::Frame(
            json!({"op": 7, "d": null, "s": null, "t": null}),
        ));
    }

    /// Declares the session invalid (op 9).
    pub(crate) fn invalidate_session(&self, resumable: bool) {
        self.push(&ToBot::Frame(
            json!({"op": 9, "d": resumable, "s": null, "t": null}),
        ));
    }

    /// Cuts the connection.
    pub(crate) fn drop_socket(&self) {
        self.push(&ToBot::Drop);
    }

    /// Ends the connection with a close code, or without one.
    pub(crate) fn close(&self, code: Option<u16>) {
        self.push(&ToBot::Close(code));
    }

    /// What the bot sent over the gateway so far.
    pub(crate) fn gateway_lines(&self) -> Vec<GatewayLine> {
        self.state().gateway.clone()
    }

    /// Waits until the bot has connected so often in all.
    pub(crate) async fn connections(&self, times: usize) {
        self.wait("connections", |state| {
            let connected = |line: &&GatewayLine| **line == GatewayLine::Connected;
            (state.gateway.iter().filter(connected).count() >= times).then_some(())
        })
        .await;
    }

    /// Sessions so far cannot be resumed any more.
    pub(crate) fn forget_session(&self) {
        self.state().session += 1;
    }

    /// Waits until this many requests or connections were refused because nothing answers.
    pub(crate) async fn refused(&self, times: usize) {
        self.wait("tries in an outage", |state| {
            let refused = state
                .requests
                .iter()
                .filter(|request| request.status == 503);
            (refused.count() >= times).then_some(())
        })
        .await;
    }

    fn push(&self, to_bot: &ToBot) {
        for wire in self.state().wires.values() {
            if let Some(connection) = &wire.connection {
                let _ = connection.send(to_bot.clone());
            }
        }
    }

    fn id(&self) -> u64 {
        self.next_id.fetch_add(1, Ordering::Relaxed)
    }

    /// Sends an event to the shard that hears of its guild; of direct messages the first one hears.
    fn dispatch(&self, event: &str, value: &Value) {
        let guild = match event {
            "GUILD_CREATE" | "GUILD_DELETE" => &value["id"],
            _ => &value["guild_id"],
        };
        let guild: u64 = guild
            .as_str()
            .and_then(|guild| guild.parse().ok())
            .unwrap_or(0);
        let mut state = self.state();
        let shard = shard_of(guild, state.total);
        state.wires.entry(shard).or_default().dispatch(event, value);
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
        if let Some(transcript) = &mut state.transcript {
            writeln!(transcript, "{line}").unwrap();
        }
    }

    /// Writes down a text that a person typed, so that the check can look for it where mentions would work.
    fn record_text(&self, text: &str) {
        let mut state = self.state();
        self.record(&mut state, json!({"event": "text", "text": text}));
    }

    async fn wait<T>(&self, what: &str, found: impl Fn(&State) -> Option<T>) -> T {
        let mut changes = self.changed.subscribe();
        let search = async {
            loop {
                if let Some(value) = found(&self.state()) {
                    return value;
                }
                changes.changed().await.unwrap();
            }
        };
        if let Ok(value) = tokio::time::timeout(WATCHDOG, search).await {
            return value;
        }
        let state = self.state();
        let requests: Vec<String> = state
            .requests
            .iter()
            .map(|request| format!("{} {} → {}", request.method, request.path, request.status))
            .collect();
        panic!(
            "waited for {what} in vain\nrequests: {requests:#?}\ngateway: {:?}",
            state.gateway
        )
    }
}
