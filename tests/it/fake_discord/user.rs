//! The users: what they type, as Discord sends it to a bot without privileged intents.

use std::time::Instant;

use serde_json::{Value, json};

use super::channel::Channel;
use super::files::Upload;
use super::interaction::Interaction;
use super::state::RecordedInteraction;
use super::{APPLICATION, BOT, Discord, Transport, shape};

/// A user.
#[derive(Clone)]
pub(crate) struct User {
    pub(super) discord: Discord,
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) permissions: u64,
    pub(super) roles: Vec<u64>,
    pub(super) bot: bool,
    pub(super) locale: &'static str,
}

impl Discord {
    /// A person with everyone's permissions.
    pub(crate) fn user(&self, number: u64) -> User {
        User {
            discord: self.clone(),
            id: 7_000_000_000_000_000_000 + number,
            name: format!("person{number}"),
            permissions: 0x0002_7DA8_0E41,
            roles: Vec::new(),
            bot: false,
            locale: "en-US",
        }
    }

    /// A person who may manage the server.
    pub(crate) fn manager(&self, number: u64) -> User {
        let person = self.user(number);
        User {
            permissions: person.permissions | 1 << 5,
            ..person
        }
    }

    /// Another bot.
    pub(crate) fn other_bot(&self, number: u64) -> User {
        User {
            bot: true,
            ..self.user(number)
        }
    }

    /// Makes a channel that the bot can look up.
    pub(crate) fn open_channel(&self, channel: &Channel) {
        self.state()
            .channels
            .insert(channel.id, shape::channel(channel));
    }

    /// A message that the bot has posted long ago.
    pub(crate) fn posted_before(&self, channel: &Channel, body: &Value) -> Value {
        let mut message = shape::message(self.id(), channel.id, &shape::bot(), "");
        shape::apply(&mut message, body);
        let id = message["id"].as_str().unwrap().parse().unwrap();
        self.state().messages.insert(id, message.clone());
        message
    }

    /// A message of somebody that shows this, beside its content or in its place; returns its id.
    pub(crate) fn shows(&self, channel: &Channel, shown: &Value) -> u64 {
        let id = self.id();
        let mut message = shape::message(id, channel.id, &shape::user(&self.user(88)), "");
        for (member, value) in shown.as_object().into_iter().flatten() {
            message[member] = value.clone();
        }
        self.state().messages.insert(id, message);
        id
    }

    /// Sends the event of the bot's own message.
    pub(crate) fn echo_of_the_bot(&self, channel: &Channel, text: &str) {
        let mut message = shape::message(self.id(), channel.id, &shape::bot(), text);
        message["mentions"] = json!([shape::bot()]);
        message["guild_id"] = json!(channel.guild.map(|guild| guild.to_string()));
        self.dispatch("MESSAGE_CREATE", &message);
    }
}

/// Mentions the bot in a text.
pub(crate) fn at_bot(text: &str) -> String {
    format!("<@{BOT}> {text}")
}

impl User {
    /// The same person with a role.
    pub(crate) fn with_role(&self, role: u64) -> Self {
        let mut roles = self.roles.clone();
        roles.push(role);
        Self {
            roles,
            ..self.clone()
        }
    }

    /// The same person with Discord in another language, by its code.
    pub(crate) fn speaking(&self, locale: &'static str) -> Self {
        Self {
            locale,
            ..self.clone()
        }
    }

    /// Posts a message; returns its id.
    pub(crate) fn says(&self, channel: &Channel, text: &str) -> u64 {
        let id = self.discord.id();
        self.post(channel, id, text, None, false)
    }

    /// Mentions the bot and asks.
    pub(crate) fn asks(&self, channel: &Channel, question: &str) -> u64 {
        self.says(channel, &at_bot(question))
    }

    /// Opens a forum post: a thread whose first message bears the thread's id.
    pub(crate) fn opens_post(&self, title: &str, text: &str) -> (Channel, u64) {
        let id = self.discord.id();
        let channel = Channel::thread(id, title);
        self.discord.open_channel(&channel);
        self.discord.record_text(text);
        let message = self.message(&channel, id, text, None, false);
        // Discord makes both in one step.
        self.discord.state().messages.insert(id, message.clone());
        self.tells_of_post(&channel);
        self.discord
            .dispatch("MESSAGE_CREATE", &Self::as_told(message, &channel));
        (channel, id)
    }

    /// Sends the event of a forum post of this person, once more if it was sent before.
    pub(crate) fn tells_of_post(&self, channel: &Channel) {
        let mut thread = shape::channel(channel);
        thread["newly_created"] = json!(true);
        thread["owner_id"] = json!(self.id.to_string());
        self.discord.dispatch("THREAD_CREATE", &thread);
    }

    /// Replies to a message, with or without the ping.
    pub(crate) fn replies(&self, channel: &Channel, to: u64, text: &str, ping: bool) -> u64 {
        let id = self.discord.id();
        self.post(channel, id, text, Some(to), ping)
    }

    fn post(&self, channel: &Channel, id: u64, text: &str, to: Option<u64>, ping: bool) -> u64 {
        self.discord.record_text(text);
        let message = self.message(channel, id, text, to, ping);
        self.discord.state().messages.insert(id, message.clone());
        self.discord
            .dispatch("MESSAGE_CREATE", &Self::as_told(message, channel));
        id
    }

    fn message(
        &self,
        channel: &Channel,
        id: u64,
        text: &str,
        to: Option<u64>,
        ping: bool,
    ) -> Value {
        let mut message = shape::message(id, channel.id, &shape::user(self), text);
        let mut mentions = Vec::new();
        if text.contains(&format!("<@{BOT}>")) {
            mentions.push(shape::bot());
        }
        if let Some(to) = to {
            let referenced = self.discord.message(to);
            let of_bot = referenced
                .as_ref()
                .is_some_and(|message| message["author"]["id"] == json!(BOT.to_string()));
            if ping && of_bot && mentions.is_empty() {
                mentions.push(shape::bot());
            }
            message["type"] = json!(19);
            message["message_reference"] = json!({
                "type": 0, "message_id": to.to_string(), "channel_id": channel.id.to_string(),
                "guild_id": channel.guild.map(|guild| guild.to_string()),
            });
            // Discord goes one message deep: what that one replied to is not told.
            message["referenced_message"] = referenced.map_or(Value::Null, |mut referenced| {
                if let Some(members) = referenced.as_object_mut() {
                    members.remove("referenced_message");
                    if !of_bot {
                        members.insert("content".to_owned(), json!(""));
                    }
                }
                referenced
            });
        }
        message["mentions"] = json!(mentions);
        if channel.guild.is_some() {
            message["member"] = shape::message_member();
            message["guild_id"] = json!(channel.guild.map(|guild| guild.to_string()));
        }
        message
    }

    /// Without the message content intent, text comes only in DMs and with a mention.
    fn as_told(mut message: Value, channel: &Channel) -> Value {
        let mentioned = message["mentions"]
            .as_array()
            .is_some_and(|mentions| !mentions.is_empty());
        if channel.guild.is_some() && !mentioned {
            message["content"] = json!("");
        }
        message
    }

    /// Edits a message.
    pub(crate) fn edits(&self, channel: &Channel, id: u64, text: &str) {
        self.discord.record_text(text);
        let mut message = self.message(channel, id, text, None, false);
        message["edited_timestamp"] = json!("2026-01-01T00:00:09.000000+00:00");
        self.discord.state().messages.insert(id, message.clone());
        self.discord
            .dispatch("MESSAGE_UPDATE", &Self::as_told(message, channel));
    }

    /// Deletes a message.
    pub(crate) fn deletes(&self, channel: &Channel, id: u64) {
        self.discord.state().messages.remove(&id);
        let guild = channel.guild.map(|guild| guild.to_string());
        let gone =
            json!({"id": id.to_string(), "channel_id": channel.id.to_string(), "guild_id": guild});
        self.discord.dispatch("MESSAGE_DELETE", &gone);
    }

    /// Sends a slash command; `options` as Discord sends them: `[{"name", "type", "value"}]`.
    pub(crate) fn slash(&self, channel: &Channel, name: &str, options: &Value) -> Interaction {
        for option in options.as_array().into_iter().flatten() {
            let nested = option["options"].as_array().into_iter().flatten();
            for option in nested.chain([option]) {
                if let Some(text) = option["value"].as_str().filter(|_| option["type"] == 3) {
                    self.discord.record_text(text);
                }
            }
        }
        let data = json!({"id": "9000", "name": name, "type": 1, "options": options});
        self.interact(channel, 2, &data, None)
    }

    /// Sends a subcommand: `options` are its own.
    pub(crate) fn sub(
        &self,
        channel: &Channel,
        name: &str,
        subcommand: &str,
        options: &Value,
    ) -> Interaction {
        let options = json!([{"name": subcommand, "type": 1, "options": options}]);
        self.slash(channel, name, &options)
    }

    /// Sends a subcommand with a file.
    pub(crate) fn hands(
        &self,
        channel: &Channel,
        name: &str,
        subcommand: &str,
        file: &Upload,
    ) -> Interaction {
        let (id, attachment) = self.discord.take_in(file);
        let option = json!({"name": "file", "type": 11, "value": id.to_string()});
        let data = json!({
            "id": "9000", "name": name, "type": 1,
            "options": [{"name": subcommand, "type": 1, "options": [option]}],
            "resolved": {"attachments": {id.to_string(): attachment}},
        });
        self.interact(channel, 2, &data, None)
    }

    /// Types into an option of a subcommand, for autocomplete.
    pub(crate) fn types_sub(
        &self,
        channel: &Channel,
        command: &str,
        subcommand: &str,
        option: &str,
        typed: &str,
    ) -> Interaction {
        let options = json!([{"name": subcommand, "type": 1, "options": [
            {"name": option, "type": 3, "value": typed, "focused": true},
        ]}]);
        let data = json!({"id": "9000", "name": command, "type": 1, "options": options});
        self.interact(channel, 4, &data, None)
    }

    /// `/ask`, with a public answer.
    pub(crate) fn slash_asks(&self, channel: &Channel, question: &str) -> Interaction {
        self.slash(
            channel,
            "ask",
            &json!([{"name": "question", "type": 3, "value": question}]),
        )
    }

    /// Types into an option, for autocomplete.
    pub(crate) fn types(
        &self,
        channel: &Channel,
        command: &str,
        option: &str,
        typed: &str,
    ) -> Interaction {
        let options = json!([{"name": option, "type": 3, "value": typed, "focused": true}]);
        self.interact(
            channel,
            4,
            &json!({"id": "9000", "name": command, "type": 1, "options": options}),
            None,
        )
    }

    /// Uses a message menu on a message.
    pub(crate) fn uses_menu(&self, channel: &Channel, name: &str, target: u64) -> Interaction {
        let mut message = self.discord.message(target).expect("the message is there");
        message.as_object_mut().unwrap().remove("guild_id");
        let data = json!({
            "id": "9001", "name": name, "type": 3, "target_id": target.to_string(),
            "resolved": {"messages": {target.to_string(): message}},
        });
        self.interact(channel, 2, &data, None)
    }

    /// Sends a command that this version of the bot does not have.
    pub(crate) fn sends_unknown(&self, channel: &Channel, kind: u8) -> Interaction {
        let options = json!([{"name": "topic", "type": 3, "value": "x", "focused": kind == 4}]);
        let data = json!({"id": "9000", "name": "quiz", "type": 1, "options": options});
        self.interact(channel, kind, &data, None)
    }

    /// Sends an interaction of an unknown form.
    pub(crate) fn sends_oddly(&self, channel: &Channel) -> Interaction {
        self.interact(channel, 2, &json!({"id": [], "name": 7}), None)
    }

    pub(super) fn interact(
        &self,
        channel: &Channel,
        kind: u8,
        data: &Value,
        message: Option<&Value>,
    ) -> Interaction {
        let id = self.discord.id();
        let token = format!("aW50ZXJhY3Rpb246{id}-a-token-of-some-length");
        let mut interaction = json!({
            "id": id.to_string(), "application_id": APPLICATION.to_string(), "type": kind, "data": data,
            "channel_id": channel.id.to_string(), "channel": shape::channel(channel), "token": token, "version": 1,
            "app_permissions": "2251799813685247", "locale": self.locale, "entitlements": [],
            "entitlement_sku_ids": [], "attachment_size_limit": 10_485_760,
            "authorizing_integration_owners": if channel.user_install {
                json!({"1": self.id.to_string()})
            } else {
                json!({"0": channel.guild.unwrap_or(0).to_string()})
            },
            "context": match (channel.guild, channel.kind) { (Some(_), _) => 0, (None, 1) => 1, (None, _) => 2 },
        });
        if let Some(guild) = channel.guild {
            interaction["guild_id"] = json!(guild.to_string());
            let locale = self.discord.guild_locale(guild);
            interaction["guild_locale"] = json!(locale);
            interaction["guild"] =
                json!({"id": guild.to_string(), "locale": locale, "features": []});
            interaction["member"] = shape::interaction_member(self);
        } else {
            interaction["user"] = shape::user(self);
        }
        let used = message
            .and_then(|message| message["id"].as_str())
            .and_then(|id| id.parse().ok());
        if let Some(message) = message {
            let mut message = message.clone();
            message.as_object_mut().unwrap().remove("guild_id");
            interaction["message"] = message;
        }
        let played = RecordedInteraction {
            id,
            channel: channel.id,
            kind,
            sent: Instant::now(),
            callback: None,
            message: used,
            complete: None,
            edits: 0,
            followups: Vec::new(),
            took: None,
            user_install: channel.user_install,
            expired: false,
            brought: Vec::new(),
        };
        {
            let mut state = self.discord.state();
            state.interactions.insert(token.clone(), played);
            let line =
                json!({"event": "interaction", "id": id.to_string(), "token": token, "type": kind});
            self.discord.record(&mut state, line);
        }
        match self.discord.transport() {
            Transport::Gateway => self.discord.dispatch("INTERACTION_CREATE", &interaction),
            Transport::Http => self.discord.deliver(id, token.clone(), &interaction),
        }
        Interaction {
            discord: self.discord.clone(),
            token,
        }
    }
}
