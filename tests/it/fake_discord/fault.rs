//! Faults of Discord or the network, and how a test causes them.

use std::time::Duration;

use serde_json::{Value, json};

use super::Discord;
use super::state::{ToBot, control};

/// A fault of a request.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fault {
    Status(u16),
    /// 429, with the seconds to wait, for this route or for all.
    Limited {
        after: f64,
        global: bool,
    },
    /// 400, and this member of the request is wrong: a path between dots.
    WrongMember(&'static str),
    /// It is carried out, and the response is no JSON.
    Garbage,
    /// There is no response.
    Silence,
    /// It is carried out, and there is no response.
    Lost,
    /// A response begins and never ends.
    SlowBody,
    /// The interaction has its first response already, from another process.
    AlreadyAcknowledged,
}

impl Discord {
    /// The next request of this method whose path holds `part` is answered with `status`.
    pub(crate) fn refuse(&self, method: &'static str, part: &'static str, status: u16) {
        self.fault(method, part, Fault::Status(status));
    }

    /// Causes a fault of the next request of this method whose path holds `part`.
    pub(crate) fn fault(&self, method: &'static str, part: &'static str, fault: Fault) {
        self.state().faults.push((method, part, fault));
    }

    /// Sets the bot's permissions in the guild.
    pub(crate) fn permit(&self, permissions: u64) {
        self.state().permissions = permissions;
    }

    /// Sets a member of the application.
    pub(crate) fn set_application(&self, member: &str, value: Value) {
        self.state().application.insert(member.to_owned(), value);
    }

    /// Every connection is closed with this code once the bot has identified itself.
    pub(crate) fn close_on_identify(&self, code: u16) {
        self.state().close_on_identify = Some(code);
    }

    /// An outage begins: no request or connection is accepted.
    pub(crate) fn go_down(&self) {
        self.state().down = true;
        self.drop_socket();
    }

    /// The outage ends.
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

    /// New connections get no HELLO.
    pub(crate) fn withhold_hello(&self) {
        self.state().speechless = true;
    }

    /// New sessions get a `resume_gateway_url` at which nothing listens.
    pub(crate) fn lose_address(&self) {
        self.state().resume_at = Some("ws://127.0.0.1:9");
    }

    /// Sets the number of shards that Discord recommends.
    pub(crate) fn want_shards(&self, shards: u32) {
        self.state().shards = shards;
    }

    /// Refuses an IDENTIFY sooner than this after the one before, over all processes.
    pub(crate) fn limit_identify_rate(&self, pace: Duration) {
        self.state().pace = Some(pace);
    }

    /// From now on every event is delivered twice.
    pub(crate) fn repeat_events(&self) {
        self.state().repeats_events = true;
    }

    /// Sends a frame that Discord would never send.
    pub(crate) fn send_raw(&self, text: &str) {
        self.push(&ToBot::Text(text.into()));
    }

    /// Tells the bot to reconnect (op 7).
    pub(crate) fn ask_to_reconnect(&self) {
        self.push(&control(7, &Value::Null));
    }

    /// Declares the session invalid (op 9).
    pub(crate) fn invalidate_session(&self, resumable: bool) {
        self.push(&control(9, &json!(resumable)));
    }

    /// Cuts the connection.
    pub(crate) fn drop_socket(&self) {
        self.push(&ToBot::Drop);
    }

    /// Ends the connection with a close code, or without one.
    pub(crate) fn close(&self, code: Option<u16>) {
        self.push(&ToBot::Close(code));
    }

    /// Makes the current sessions impossible to resume.
    pub(crate) fn forget_session(&self) {
        self.state().session += 1;
    }

    pub(super) fn push(&self, to_bot: &ToBot) {
        for wire in self.state().wires.values() {
            if let Some(connection) = &wire.connection {
                let _ = connection.send(to_bot.clone());
            }
        }
    }
}
