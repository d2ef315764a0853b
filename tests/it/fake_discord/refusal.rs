//! What Discord refuses without a permission or an intent, or after a deadline.

use serde_json::Value;

use super::rest::Answer;
use super::state::State;
use super::{BOT, Channel, Discord, User};

const ADD_REACTIONS: u64 = 1 << 6;
const VIEW_CHANNEL: u64 = 1 << 10;
const SEND_MESSAGES: u64 = 1 << 11;
const EMBED_LINKS: u64 = 1 << 14;
const READ_MESSAGE_HISTORY: u64 = 1 << 16;

/// Follow-ups to an interaction where the user has installed the bot and the guild has not.
pub(super) const USER_INSTALL_FOLLOWUPS: usize = 5;

const GUILDS: u64 = 1;
const GUILD_MESSAGES: u64 = 1 << 9;
const GUILD_REACTIONS: u64 = 1 << 10;
const GUILD_TYPING: u64 = 1 << 11;
const DIRECT_MESSAGES: u64 = 1 << 12;
const DIRECT_REACTIONS: u64 = 1 << 13;
const DIRECT_TYPING: u64 = 1 << 14;

type Refusal = (u16, u32, String);

fn refuse(status: u16, code: u32, message: &str) -> Result<(), Refusal> {
    Err((status, code, message.to_owned()))
}

/// The channel of direct messages with a user.
pub(super) fn dm_of(person: u64) -> u64 {
    person + 1_000_000
}

fn is_dm(channel: u64) -> bool {
    let people = 7_000_000_000_000_000_000..8_000_000_000_000_000_000;
    people.contains(&channel) || [Channel::dm().id, Channel::group_dm().id].contains(&channel)
}

/// Whether a message may be posted.
pub(super) fn may_post(state: &State, channel: u64, body: &Value) -> Result<(), Refusal> {
    if is_dm(channel) {
        if state
            .closed_dms
            .iter()
            .any(|person| dm_of(*person) == channel)
        {
            return refuse(403, 50_007, "Cannot send messages to this user");
        }
        return Ok(());
    }
    let may = |permission: u64| state.permissions & permission != 0;
    if !may(VIEW_CHANNEL) {
        return refuse(403, 50_001, "Missing Access");
    }
    let has_embeds = body["embeds"]
        .as_array()
        .is_some_and(|embeds| !embeds.is_empty());
    if !may(SEND_MESSAGES) || (has_embeds && !may(EMBED_LINKS)) {
        return refuse(403, 50_013, "Missing Permissions");
    }
    if body["message_reference"].is_object() && !may(READ_MESSAGE_HISTORY) {
        return refuse(
            400,
            160_002,
            "Cannot reply without permission to read message history",
        );
    }
    Ok(())
}

/// Whether a reaction may be added.
pub(super) fn may_react(state: &State, channel: u64) -> Result<(), Refusal> {
    let needed = ADD_REACTIONS | READ_MESSAGE_HISTORY;
    if !is_dm(channel) && state.permissions & needed != needed {
        return refuse(403, 50_013, "Missing Permissions");
    }
    Ok(())
}

/// A message of a guild as a bot without the message content intent reads it: with its text only where it mentions the
/// bot or is its own.
pub(super) fn as_read(state: &State, mut message: Value) -> Value {
    let bot = BOT.to_string();
    let is_own = message["author"]["id"] == bot.as_str();
    let mentions = message["mentions"].as_array().into_iter().flatten();
    let is_for_bot = mentions.into_iter().any(|user| user["id"] == bot.as_str());
    if !state.reads_content && !is_own && !is_for_bot {
        message["content"] = Value::from("");
        for member in ["embeds", "attachments", "components"] {
            message[member] = Value::Array(Vec::new());
        }
    }
    message
}

/// Whether the bot may change a message.
pub(super) fn may_edit(message: &Value) -> Result<(), Refusal> {
    if message["author"]["id"] == BOT.to_string().as_str() {
        return Ok(());
    }
    refuse(
        403,
        50_005,
        "Cannot edit a message authored by another user",
    )
}

/// Whether the bot may delete a message.
pub(super) fn may_delete(message: &Value) -> Result<(), Refusal> {
    if message["author"]["id"] == BOT.to_string().as_str() {
        return Ok(());
    }
    refuse(403, 50_013, "Missing Permissions")
}

/// Whether a token is valid for more than the first response.
pub(super) fn is_in_time(state: &State, token: &str) -> Result<(), Refusal> {
    match state.interactions.get(token) {
        Some(played) if played.expired => refuse(401, 50_027, "Invalid Webhook Token"),
        _ => Ok(()),
    }
}

/// The intent that an event needs, if any.
/// <https://discord.com/developers/docs/events/gateway#list-of-intents>
fn intent(event: &str, value: &Value) -> Option<u64> {
    let in_guild = value["guild_id"].is_string();
    Some(match event {
        "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE" if in_guild => GUILD_MESSAGES,
        "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE" => DIRECT_MESSAGES,
        "MESSAGE_DELETE_BULK" => GUILD_MESSAGES,
        "MESSAGE_REACTION_ADD" if in_guild => GUILD_REACTIONS,
        "MESSAGE_REACTION_ADD" => DIRECT_REACTIONS,
        "TYPING_START" if in_guild => GUILD_TYPING,
        "TYPING_START" => DIRECT_TYPING,
        "GUILD_CREATE" | "GUILD_UPDATE" | "GUILD_DELETE" | "THREAD_CREATE" => GUILDS,
        _ => return None,
    })
}

/// Whether the bot gets an event, by its intents.
pub(super) fn is_told(state: &State, event: &str, value: &Value) -> bool {
    match (state.intents, intent(event, value)) {
        (Some(intents), Some(intent)) => intents & intent != 0,
        _ => true,
    }
}

impl Discord {
    /// Makes tokens expire right after the first response, or not.
    pub(crate) fn expire_tokens(&self, expire: bool) {
        self.state().tokens_expire = expire;
    }

    /// Gives the bot the message content intent in the developer portal.
    pub(crate) fn allow_content(&self) {
        self.state().reads_content = true;
    }

    /// A user refuses direct messages of bots.
    pub(crate) fn close_dms(&self, user: &User) {
        self.state().closed_dms.insert(user.id);
    }

    /// Makes another user the author of a message of the bot, as after a change of the bot's account.
    pub(crate) fn disown(&self, message: u64) {
        let other = super::shape::user(&self.other_bot(77));
        let mut state = self.state();
        state.messages.get_mut(&message).unwrap()["author"] = other;
    }

    /// Number of events that the bot got so far.
    pub(crate) fn sequence(&self) -> u64 {
        self.state().wires.values().map(|wire| wire.sequence).sum()
    }

    /// A user begins to type.
    pub(crate) fn typing(&self, user: &User, channel: &Channel) {
        let typing = serde_json::json!({
            "channel_id": channel.id.to_string(), "user_id": user.id.to_string(), "timestamp": 0,
            "guild_id": channel.guild.map(|guild| guild.to_string()),
        });
        self.dispatch("TYPING_START", &typing);
    }

    /// The emoji of the bot's reactions to a message.
    pub(crate) fn reactions(&self, message: u64) -> Vec<String> {
        let state = self.state();
        let of_message = state.reactions.iter().filter(|(id, _)| *id == message);
        of_message.map(|(_, emoji)| emoji.clone()).collect()
    }

    /// Waits for a reaction of the bot to a message.
    pub(crate) async fn reaction_to(&self, message: u64) -> String {
        self.wait("a reaction", |state| {
            let mut reactions = state.reactions.iter();
            let found = reactions.find(|(id, _)| *id == message)?;
            Some(found.1.clone())
        })
        .await
    }

    /// Waits for the bot's direct message to a user.
    pub(crate) async fn dm_to(&self, user: &User) -> Value {
        let channel = dm_of(user.id).to_string();
        self.wait("a direct message", |state| {
            let mut messages = state.messages.values();
            messages
                .find(|message| message["channel_id"] == channel.as_str())
                .cloned()
        })
        .await
    }

    pub(super) fn add_reaction(&self, channel: u64, message: u64, emoji: &str) -> Answer {
        let mut state = self.state();
        may_react(&state, channel)?;
        if !state.messages.contains_key(&message) {
            return Err((404, 10_008, "Unknown Message".to_owned()));
        }
        state.reactions.push((message, emoji.to_owned()));
        Ok(None)
    }
}
