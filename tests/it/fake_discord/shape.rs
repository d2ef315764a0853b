//! Discord's objects, with every member that serenity wants and that Discord sends.

use serde_json::{Value, json};

use super::user::User;
use super::{APPLICATION, BOT, Channel, limits};

const EPHEMERAL: u64 = 1 << 6;
const THEN: &str = "2026-01-01T00:00:00.000000+00:00";

pub(super) fn ready(shard: &Value, session: &str, resume_at: &str) -> Value {
    json!({
        "v": 10, "user": bot(), "guilds": [{"id": super::GUILD.to_string(), "unavailable": true}],
        "session_id": session, "resume_gateway_url": resume_at, "shard": shard,
        "application": {"id": APPLICATION.to_string(), "flags": 0},
        "session_type": "normal", "private_channels": [], "relationships": [], "presences": [], "user_settings": {},
        "geo_ordered_rtc_regions": [], "auth": {}, "_trace": [],
    })
}

pub(super) fn guild(id: u64) -> Value {
    let mut guild = json!({
        "name": "Practice hall", "owner_id": "7000000000000000009", "region": "deprecated", "afk_timeout": 300,
        "widget_enabled": false, "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "mfa_level": 0, "system_channel_flags": 0, "max_members": 500_000,
        "premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": "en-US",
        "max_video_channel_users": 25, "max_stage_video_channel_users": 50, "nsfw_level": 0, "nsfw": false,
        "premium_progress_bar_enabled": false, "joined_at": THEN, "large": false, "unavailable": false,
        "member_count": 3, "lazy": true,
    });
    guild["id"] = json!(id.to_string());
    for list in [
        "roles",
        "emojis",
        "features",
        "stickers",
        "voice_states",
        "members",
        "channels",
        "threads",
        "presences",
        "stage_instances",
        "guild_scheduled_events",
        "soundboard_sounds",
    ] {
        guild[list] = json!([]);
    }
    for none in [
        "icon",
        "splash",
        "discovery_splash",
        "afk_channel_id",
        "widget_channel_id",
        "application_id",
        "system_channel_id",
        "rules_channel_id",
        "max_presences",
        "vanity_url_code",
        "description",
        "banner",
        "public_updates_channel_id",
        "safety_alerts_channel_id",
        "incidents_data",
        "hub_type",
        "home_header",
    ] {
        guild[none] = Value::Null;
    }
    guild
}

pub(super) fn bot() -> Value {
    json!({
        "id": BOT.to_string(), "username": "Engram", "discriminator": "0001", "global_name": null, "avatar": null,
        "bot": true, "public_flags": 0, "flags": 0, "verified": true, "mfa_enabled": false, "email": null,
        "banner": null, "accent_color": null, "avatar_decoration_data": null,
    })
}

pub(super) fn user(person: &User) -> Value {
    json!({
        "id": person.id.to_string(), "username": person.name, "discriminator": "0", "global_name": person.name,
        "avatar": null, "public_flags": 0, "bot": person.bot, "avatar_decoration_data": null, "clan": null,
    })
}

/// The member of a message: without its user, as Discord sends it.
pub(super) fn message_member() -> Value {
    json!({
        "roles": [], "joined_at": THEN, "deaf": false, "mute": false, "nick": null, "avatar": null, "banner": null,
        "premium_since": null, "pending": false, "flags": 0, "communication_disabled_until": null,
    })
}

/// The member of an interaction: with user and permissions.
pub(super) fn interaction_member(person: &User) -> Value {
    let mut member = message_member();
    member["user"] = user(person);
    member["permissions"] = json!(person.permissions.to_string());
    member["roles"] = person.roles.iter().map(ToString::to_string).collect();
    member["unusual_dm_activity_until"] = Value::Null;
    member
}

pub(super) fn channel(channel: &Channel) -> Value {
    let mut object = json!({
        "id": channel.id.to_string(), "type": channel.kind, "flags": 0, "last_message_id": null, "nsfw": false,
        "permissions": "2248473465835073",
    });
    if let Some(guild) = channel.guild {
        object["guild_id"] = json!(guild.to_string());
        object["name"] = json!(channel.name);
        object["parent_id"] = json!(channel.parent.map(|parent| parent.to_string()));
        object["position"] = json!(0);
        object["rate_limit_per_user"] = json!(0);
    }
    if channel.kind == 11 {
        object["owner_id"] = json!("7000000000000000009");
        object["message_count"] = json!(0);
        object["member_count"] = json!(1);
        object["thread_metadata"] = json!({
            "archived": false, "archive_timestamp": THEN, "auto_archive_duration": 4320, "locked": false,
            "create_timestamp": THEN,
        });
    }
    object
}

/// A message with its fixed members; the rest is set by the caller.
pub(super) fn message(id: u64, channel: u64, author: &Value, content: &str) -> Value {
    json!({
        "id": id.to_string(), "channel_id": channel.to_string(), "author": author, "content": content,
        "timestamp": THEN, "edited_timestamp": null, "tts": false, "mention_everyone": false, "mentions": [],
        "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0, "flags": 0,
        "components": [],
    })
}

/// Sets what the bot asked for on a message, as Discord would give it back.
pub(super) fn apply(message: &mut Value, body: &Value) {
    if let Some(components) = body.get("components").filter(|value| !value.is_null()) {
        message["components"] = components.clone();
    }
    match body.get("content") {
        Some(Value::Null) => message["content"] = json!(""),
        Some(content) => message["content"] = content.clone(),
        None => {}
    }
    if let Some(flags) = body["flags"].as_u64() {
        // Who sees it was decided with the first response, and a card stays one.
        let before = message["flags"].as_u64().unwrap_or(0);
        message["flags"] = json!(flags | before & (EPHEMERAL | limits::IS_COMPONENTS_V2));
    }
    if body.get("embeds") == Some(&Value::Null) {
        message["embeds"] = json!([]);
    }
    if let Some(embeds) = body.get("embeds").and_then(Value::as_array) {
        let rich = |embed: &Value| {
            let mut embed = trimmed(embed);
            embed["type"] = json!("rich");
            embed["content_scan_version"] = json!(0);
            embed
        };
        message["embeds"] = embeds.iter().map(rich).collect();
    }
}

/// An embed as Discord keeps it: without white space around its texts, and without members that are empty.
fn trimmed(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(text.trim()),
        Value::Array(values) => values.iter().map(trimmed).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), trimmed(value)))
            .filter(|(_, value)| !value.is_null() && *value != json!("") && *value != json!([]))
            .collect(),
        other => other.clone(),
    }
}

/// `over_http` if it has an interactions endpoint URL.
pub(super) fn application(over_http: bool) -> Value {
    let endpoint = over_http.then_some("https://engram.example/interactions");
    json!({
        "id": APPLICATION.to_string(), "name": "Engram", "icon": null, "description": "", "summary": "",
        "type": null, "bot": bot(), "bot_public": true, "bot_require_code_grant": false, "verify_key": "0".repeat(64),
        "flags": 0, "hook": true, "is_monetized": false, "is_verified": false, "redirect_uris": [],
        "interactions_endpoint_url": endpoint, "role_connections_verification_url": null, "tags": [],
        "integration_types_config": {"0": {}, "1": {}}, "approximate_guild_count": 1,
        "approximate_user_install_count": 0, "owner": {
            "id": "7000000000000000009", "username": "owner", "discriminator": "0", "global_name": null,
            "avatar": null, "public_flags": 0,
        }, "team": null,
    })
}

/// Commands as they are listed: their localizations are only there if the query asks for them.
/// <https://discord.com/developers/docs/interactions/application-commands#get-global-application-commands>
pub(super) fn commands(commands: &[Value], query: &str) -> Value {
    let mut commands = json!(commands);
    if !query
        .split('&')
        .any(|part| part == "with_localizations=true")
    {
        without_localizations(&mut commands);
    }
    commands
}

fn without_localizations(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !name.ends_with("_localizations"));
            members.values_mut().for_each(without_localizations);
        }
        Value::Array(values) => values.iter_mut().for_each(without_localizations),
        _ => {}
    }
}

pub(super) fn command(id: u64, guild: Option<u64>, body: &Value) -> Value {
    let mut command = body.clone();
    command["id"] = json!(id.to_string());
    command["application_id"] = json!(APPLICATION.to_string());
    command["version"] = json!(id.to_string());
    if command.get("type").is_none() {
        command["type"] = json!(1);
    }
    if command.get("description").is_none() {
        command["description"] = json!("");
    }
    command["nsfw"] = json!(false);
    for member in [
        "default_member_permissions",
        "name_localizations",
        "description_localizations",
    ] {
        if command.get(member).is_none() {
            command[member] = Value::Null;
        }
    }
    if let Some(guild) = guild {
        command["guild_id"] = json!(guild.to_string());
        command["contexts"] = Value::Null;
        command["integration_types"] = json!([0]);
    }
    command
}
