//! The commands for those who manage a guild. Discord hides them from others; what counts is checked at each use.

use serde_json::{Value, json};

use crate::discord::policy::permission::MANAGE_GUILD;
use crate::discord::register::{SLASH, TEXT, YES_OR_NO};
use crate::render::discord::{MAX_COOLDOWN_SECONDS, SLUG_CHARS, names};

const SUBCOMMAND: u8 = 1;
const NUMBER: u8 = 4;
const CHANNEL: u8 = 7;
const ROLE: u8 = 8;
const FILE: u8 = 11;

/// Channel types that questions can be asked in: text, voice, announcements, stage, forum. Media channels are unknown to the
/// published specification.
const CHANNELS: [u8; 5] = [0, 2, 5, 13, 15];

pub(crate) fn commands() -> Vec<Value> {
    let mut commands = vec![content(), reindex(), gaps(), stats(), settings()];
    for command in &mut commands {
        command["type"] = json!(SLASH);
        command["default_member_permissions"] = json!(MANAGE_GUILD.to_string());
    }
    commands
}

fn subcommand(name: &str, description: &str, options: &Value) -> Value {
    json!({"type": SUBCOMMAND, "name": name, "description": description, "options": options})
}

fn content() -> Value {
    let article = |required: bool| {
        json!({
            "type": TEXT, "name": "article", "description": names::CONTENT_ARTICLE, "required": required,
            "autocomplete": true, "max_length": SLUG_CHARS,
        })
    };
    let version = |required: bool| {
        json!({
            "type": NUMBER, "name": "version", "description": names::CONTENT_VERSION, "required": required,
            "min_value": 1,
        })
    };
    let file = json!({"type": FILE, "name": "file", "description": names::CONTENT_FILE});
    json!({"name": "content", "description": names::CONTENT, "options": [
        subcommand("add", names::CONTENT_ADD, &json!([file])),
        subcommand("list", names::CONTENT_LIST, &json!([])),
        subcommand("show", names::CONTENT_SHOW, &json!([article(true), version(false)])),
        subcommand("history", names::CONTENT_HISTORY, &json!([article(true)])),
        subcommand("remove", names::CONTENT_REMOVE, &json!([article(true)])),
        subcommand("rollback", names::CONTENT_ROLLBACK, &json!([article(true), version(true)])),
        subcommand("export", names::CONTENT_EXPORT, &json!([article(false)])),
    ]})
}

fn reindex() -> Value {
    let choice = |name: &str, value: &str| json!({"name": name, "value": value});
    json!({"name": "reindex", "description": names::REINDEX, "options": [{
        "type": TEXT, "name": "library", "description": names::REINDEX_LIBRARY,
        "choices": [choice(names::LIBRARY_OWN, "own"), choice(names::LIBRARY_SHARED, "shared")],
    }]})
}

fn gaps() -> Value {
    let completed = |name: &str, description: &str| json!({"type": TEXT, "name": name, "description": description, "required": true, "autocomplete": true});
    json!({"name": "gaps", "description": names::GAPS, "options": [
        subcommand("list", names::GAPS_LIST, &json!([])),
        subcommand("teach", names::GAPS_TEACH, &json!([
            completed("question", names::GAPS_TEACH_QUESTION),
            completed("section", names::GAPS_TEACH_SECTION),
        ])),
        subcommand("taught", names::GAPS_TAUGHT, &json!([])),
        subcommand("export", names::GAPS_EXPORT, &json!([])),
    ]})
}

fn stats() -> Value {
    json!({"name": "stats", "description": names::STATS, "options": [{
        "type": NUMBER, "name": "days", "description": names::STATS_DAYS, "min_value": 1, "max_value": 365,
    }]})
}

fn settings() -> Value {
    let yes_or_no = |name: &str, description: &str, required: bool| json!({"type": YES_OR_NO, "name": name, "description": description, "required": required});
    let number = |name: &str, description: &str, range: [u32; 2]| {
        json!({
            "type": NUMBER, "name": name, "description": description, "min_value": range[0], "max_value": range[1],
        })
    };
    json!({"name": "settings", "description": names::SETTINGS, "options": [
        subcommand("show", names::SETTINGS_SHOW, &json!([])),
        subcommand("channel", names::SETTINGS_CHANNEL, &json!([
            {"type": CHANNEL, "name": "channel", "description": names::SETTINGS_CHANNEL_WHICH, "channel_types": CHANNELS},
            yes_or_no("answer", names::SETTINGS_CHANNEL_ANSWER, false),
        ])),
        subcommand("private", names::SETTINGS_PRIVATE, &json!([
            yes_or_no("by-default", names::SETTINGS_PRIVATE_DEFAULT, true),
        ])),
        subcommand("sure", names::SETTINGS_SURE, &json!([
            number("percent", names::SETTINGS_SURE_PERCENT, [1, 99]),
        ])),
        subcommand("cooldown", names::SETTINGS_COOLDOWN, &json!([
            number("seconds", names::SETTINGS_COOLDOWN_SECONDS, [1, MAX_COOLDOWN_SECONDS]),
        ])),
        subcommand("role", names::SETTINGS_ROLE, &json!([
            {"type": ROLE, "name": "role", "description": names::SETTINGS_ROLE_WHICH, "required": true},
            yes_or_no("manages", names::SETTINGS_ROLE_MANAGES, false),
        ])),
        subcommand("audit", names::SETTINGS_AUDIT, &json!([])),
    ]})
}
