//! The commands for those who manage a guild. Discord hides them from others; what counts is checked at each use.

use serde_json::{Value, json};

use crate::discord::policy::permission::MANAGE_GUILD;
use crate::discord::register::{CHAT_INPUT, STRING, described, option};
use crate::render::discord::SLUG_CHARS;
use crate::render::discord::names::Localized;
use crate::store::MAX_STATS_DAYS;

const SUBCOMMAND: u8 = 1;
const INTEGER: u8 = 4;
const ATTACHMENT: u8 = 11;

pub(crate) fn commands() -> Vec<Value> {
    let mut commands = vec![content(), reindex(), gaps(), stats(), settings()];
    for command in &mut commands {
        command["default_member_permissions"] = json!(MANAGE_GUILD.to_string());
    }
    commands
}

fn subcommand(name: &str, key: &str, options: &Value) -> Value {
    option(SUBCOMMAND, name, key, json!({"options": options}))
}

fn command(name: &str, key: &str, options: &Value) -> Value {
    described(
        CHAT_INPUT,
        name,
        &Localized::of(key),
        json!({"options": options}),
    )
}

fn content() -> Value {
    let article = |required: bool| {
        let members = json!({"required": required, "autocomplete": true, "max_length": SLUG_CHARS});
        option(STRING, "article", "command-content-article", members)
    };
    let version = |required: bool| {
        let members = json!({"required": required, "min_value": 1});
        option(INTEGER, "version", "command-content-version", members)
    };
    let search = option(
        STRING,
        "search",
        "command-content-list-search",
        json!({"max_length": SLUG_CHARS}),
    );
    let file = option(ATTACHMENT, "file", "command-content-add-file", json!({}));
    let options = json!([
        subcommand("add", "command-content-add", &json!([file])),
        subcommand("list", "command-content-list", &json!([search])),
        subcommand("drafts", "command-content-drafts", &json!([])),
        subcommand("edit", "command-content-edit", &json!([article(true)])),
        subcommand(
            "show",
            "command-content-show",
            &json!([article(true), version(false)])
        ),
        subcommand(
            "history",
            "command-content-history",
            &json!([article(true)])
        ),
        subcommand("remove", "command-content-remove", &json!([article(true)])),
        subcommand(
            "rollback",
            "command-content-rollback",
            &json!([article(true), version(true)])
        ),
        subcommand("export", "command-content-export", &json!([article(false)])),
    ]);
    command("content", "command-content", &options)
}

fn reindex() -> Value {
    let choice = |key: &str, value: &str| {
        let name = Localized::of(key);
        json!({"name": name.english, "name_localizations": name.others, "value": value})
    };
    let choices = json!({"choices": [
        choice("choice-library-own", "own"),
        choice("choice-library-shared", "shared"),
    ]});
    let library = option(STRING, "library", "command-reindex-library", choices);
    command("reindex", "command-reindex", &json!([library]))
}

fn gaps() -> Value {
    let completed = |name: &str, key: &str| {
        option(
            STRING,
            name,
            key,
            json!({"required": true, "autocomplete": true}),
        )
    };
    let teach = json!([
        completed("question", "command-gaps-teach-question"),
        completed("section", "command-gaps-teach-section"),
    ]);
    let options = json!([
        subcommand("list", "command-gaps-list", &json!([])),
        subcommand("teach", "command-gaps-teach", &teach),
        subcommand("taught", "command-gaps-taught", &json!([])),
        subcommand("export", "command-gaps-export", &json!([])),
    ]);
    command("gaps", "command-gaps", &options)
}

fn stats() -> Value {
    let range = json!({"min_value": 1, "max_value": MAX_STATS_DAYS});
    let days = option(INTEGER, "days", "command-stats-days", range);
    command("stats", "command-stats", &json!([days]))
}

fn settings() -> Value {
    command("settings", "command-settings", &json!([]))
}
