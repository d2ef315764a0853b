//! What the bot sent to the fake Discord, and how a test waits for it.

use std::time::Duration;

use serde_json::Value;

use super::Discord;
use super::state::State;

/// Timeout of every wait: it only turns a hang into a failure.
const WATCHDOG: Duration = Duration::from_mins(1);

/// Discord's code where an interaction has its first response already.
pub(crate) const ALREADY_ACKNOWLEDGED: u32 = 40_060;

/// A request of the bot, with its response.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) body: Value,
    pub(crate) status: u16,
    /// Discord's own code of the error, or 0.
    pub(crate) code: u32,
}

/// What the bot sent over the gateway, and the ends of its connections.
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

impl Discord {
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.state().requests.clone()
    }

    pub(crate) fn global_commands(&self) -> Vec<Value> {
        self.state().global_commands.clone()
    }

    /// Takes the description of a command for all in one language away.
    pub(crate) fn forget_description(&self, command: &str, locale: &str) {
        let mut state = self.state();
        for registered in &mut state.global_commands {
            if registered["name"] == command {
                let texts = registered["description_localizations"].as_object_mut();
                texts.and_then(|texts| texts.remove(locale));
            }
        }
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

    /// Waits for a request for which `found` is true.
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
        self.wait("a reply", |state| replies(state, question).next().cloned())
            .await
    }

    /// The bot's messages that reply to the message `question`.
    pub(crate) fn replies_to(&self, question: u64) -> Vec<Value> {
        replies(&self.state(), question).cloned().collect()
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

    pub(super) async fn wait<T>(&self, what: &str, found: impl Fn(&State) -> Option<T>) -> T {
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

fn replies(state: &State, question: u64) -> impl Iterator<Item = &Value> {
    let wanted = question.to_string();
    let replies =
        move |message: &&Value| message["message_reference"]["message_id"] == wanted.as_str();
    state.messages.values().filter(replies)
}
