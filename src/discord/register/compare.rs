//! Whether commands are registered as they should be. Discord adds members of its own, and leaves out or fills in
//! defaults.

use serde_json::{Map, Value, json};

/// The members that are registered; Discord adds ids, versions and others.
/// <https://discord.com/developers/docs/interactions/application-commands#application-command-object>
const MEMBERS: [&str; 19] = [
    "autocomplete",
    "channel_types",
    "choices",
    "contexts",
    "default_member_permissions",
    "description",
    "description_localizations",
    "integration_types",
    "max_length",
    "max_value",
    "min_length",
    "min_value",
    "name",
    "name_localizations",
    "nsfw",
    "options",
    "required",
    "type",
    "value",
];
/// Where a command can be used: of commands of a guild Discord tells it though nobody can set it.
const GLOBAL_ONLY: [&str; 2] = ["contexts", "integration_types"];
const CHAT_INPUT: u64 = 1;

/// Whether these commands are registered, and no others.
pub(super) fn are_same(wanted: &[Value], registered: &[Value]) -> bool {
    sorted(wanted) == sorted(registered)
}

/// Whether two commands are shown under the same name.
pub(super) fn is_same_name(one: &Value, other: &Value) -> bool {
    kind(one) == kind(other) && one["name"] == other["name"]
}

fn kind(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(CHAT_INPUT)
}

fn sorted(commands: &[Value]) -> Vec<Value> {
    let mut comparable: Vec<Value> = commands.iter().map(comparable_command).collect();
    comparable.sort_by_key(|command| (kind(command), command["name"].to_string()));
    comparable
}

fn comparable_command(command: &Value) -> Value {
    let mut comparable = comparable_object(command);
    comparable["type"] = json!(kind(command));
    // Where neither is set, it is a command of a guild, or one of before those members existed.
    if command.get("guild_id").is_some()
        && let Some(members) = comparable.as_object_mut()
    {
        for member in GLOBAL_ONLY {
            members.remove(member);
        }
    }
    comparable
}

fn comparable_object(value: &Value) -> Value {
    let members = value.as_object().into_iter().flatten();
    let kept =
        members.filter(|(name, value)| MEMBERS.contains(&name.as_str()) && !is_default(value));
    let comparable = kept.map(|(name, value)| {
        let value = match (name.as_str(), value) {
            ("options" | "choices", Value::Array(values)) => {
                values.iter().map(comparable_object).collect()
            }
            ("channel_types" | "contexts" | "integration_types", Value::Array(numbers)) => {
                let mut numbers: Vec<u64> = numbers.iter().filter_map(Value::as_u64).collect();
                numbers.sort_unstable();
                json!(numbers)
            }
            // 1 and 1.0 are one number.
            (_, Value::Number(number)) => json!(number.as_f64()),
            (_, other) => other.clone(),
        };
        (name.clone(), value)
    });
    Value::Object(comparable.collect::<Map<String, Value>>())
}

/// Whether leaving a member out means the same.
fn is_default(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::LibraryProfile;
    use crate::discord::register::{CommandSet, main_set};

    fn commands_in(guild: Option<u64>) -> CommandSet {
        main_set(guild, &LibraryProfile::default())
    }

    /// The commands as Discord gives them back.
    fn as_registered(guild: Option<u64>) -> Vec<Value> {
        let mut commands = commands_in(guild).commands;
        for command in &mut commands {
            command["id"] = json!("1");
            command["version"] = json!("2");
            command["nsfw"] = json!(false);
            command["name_localizations"] = Value::Null;
            if command.get("description").is_none() {
                command["description"] = json!("");
            }
            if guild.is_some() {
                command["guild_id"] = json!("1");
                command["contexts"] = Value::Null;
                command["integration_types"] = json!([0]);
            }
        }
        commands.reverse();
        commands
    }

    #[test]
    fn what_is_registered_is_recognised() {
        for guild in [None, Some(1)] {
            assert!(are_same(
                &commands_in(guild).commands,
                &as_registered(guild)
            ));
        }
        assert!(are_same(&[], &[]));
        let range = |least: Value| vec![json!({"name": "a", "options": [{"min_value": least}]})];
        assert!(are_same(&range(json!(1)), &range(json!(1.0))));
    }

    type Edit<'a> = &'a dyn Fn(&mut Vec<Value>);

    #[test]
    fn each_change_is_noticed() {
        let wanted = commands_in(None).commands;
        let changes: [Edit<'_>; 7] = [
            &|commands| drop(commands.pop()),
            &|commands| commands.push(json!({"name": "old", "description": "Old."})),
            &|commands| commands[0]["description"] = json!("Other."),
            &|commands| commands[0]["contexts"] = json!([1]),
            &|commands| commands[0]["nsfw"] = json!(true),
            &|commands| commands[0]["description_localizations"]["de"] = json!("Anders."),
            &|commands| {
                let ask = commands.iter_mut().find(|command| command["name"] == "ask");
                ask.unwrap()["options"][0]["max_length"] = json!(100);
            },
        ];
        for (number, change) in changes.iter().enumerate() {
            let mut registered = as_registered(None);
            change(&mut registered);
            assert!(!are_same(&wanted, &registered), "change {number}");
        }
    }
}
