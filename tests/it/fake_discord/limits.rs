//! What Discord refuses with 400: the documented limits of messages, components, choices and commands.

use std::collections::HashSet;

use serde_json::Value;

type Check = Result<(), String>;

/// A text's length as Discord counts it: in UTF-16 units.
fn chars(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.encode_utf16().count())
}

/// Discord's codes of languages. <https://discord.com/developers/docs/reference#locales>
const LOCALES: [&str; 32] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
    "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th",
    "zh-CN", "ja", "zh-TW", "ko",
];

/// The characters of a command's names, descriptions and values, its options' included: of a text in several languages
/// the longest counts.
/// <https://discord.com/developers/docs/interactions/application-commands#slash-commands>
fn command_size(command: &Value) -> usize {
    let longest = |member: &str| {
        let translations = command[format!("{member}_localizations")].as_object();
        let translations = translations.into_iter().flat_map(serde_json::Map::values);
        let all = translations.chain([&command[member]]);
        all.map(chars).max().unwrap_or(0)
    };
    let own: usize = ["name", "description", "value"].map(longest).iter().sum();
    let inner = list(command, "options")
        .iter()
        .chain(list(command, "choices"));
    own + inner.map(command_size).sum::<usize>()
}

fn at_most(what: &str, count: usize, limit: usize) -> Check {
    if count > limit {
        Err(format!("{what}: {count} is more than {limit}"))
    } else {
        Ok(())
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// The flag of a message in Components V2.
pub(super) const IS_COMPONENTS_V2: u64 = 1 << 15;

fn is_card(message: &Value) -> bool {
    message["flags"].as_u64().unwrap_or(0) & IS_COMPONENTS_V2 != 0
}

/// Checks a new message, or the `data` of a callback.
pub(super) fn message(body: &Value) -> Check {
    if is_card(body) {
        return card(body);
    }
    classic(body, false)
}

/// Checks a change of a message.
pub(super) fn edit(before: &Value, body: &Value) -> Check {
    if !is_card(body) {
        if is_card(before) {
            return Err(
                "the flag IS_COMPONENTS_V2 is missing on an edit of such a message".to_owned(),
            );
        }
        return classic(body, true);
    }
    let has = |member: &str| match &before[member] {
        Value::String(text) => !text.is_empty(),
        Value::Array(values) => !values.is_empty(),
        _ => false,
    };
    for member in ["content", "embeds"] {
        if has(member) && body.get(member) != Some(&Value::Null) {
            return Err(format!("{member} has to go with the flag IS_COMPONENTS_V2"));
        }
    }
    card(body)
}

/// Checks a message in Components V2.
/// <https://discord.com/developers/docs/components/reference>
fn card(body: &Value) -> Check {
    for member in ["content", "embeds", "poll", "sticker_ids"] {
        if !body[member].is_null() {
            return Err(format!("{member} cannot go with the flag IS_COMPONENTS_V2"));
        }
    }
    mentions(body)?;
    let mut seen = Seen::default();
    let components = list(body, "components");
    if components.is_empty() {
        return Err("Cannot send an empty message".to_owned());
    }
    seen.parts(components)?;
    at_most("components", seen.count, 40)?;
    at_most("characters of all texts", seen.chars, 4_000)
}

fn mentions(body: &Value) -> Check {
    if body["allowed_mentions"]["parse"] != serde_json::json!([]) {
        // Discord would take it; this bot must never leave it out.
        return Err("allowed_mentions with an empty parse is missing".to_owned());
    }
    Ok(())
}

/// What a message in Components V2 holds so far.
#[derive(Default)]
struct Seen {
    count: usize,
    chars: usize,
    numbers: HashSet<u64>,
    ids: HashSet<String>,
}

impl Seen {
    fn parts(&mut self, parts: &[Value]) -> Check {
        parts.iter().try_for_each(|part| self.part(part))
    }

    fn part(&mut self, part: &Value) -> Check {
        self.count += 1;
        if let Some(number) = part["id"].as_u64()
            && !self.numbers.insert(number)
        {
            return Err(format!("the id {number} stands twice"));
        }
        match part["type"].as_u64() {
            Some(1) => {
                let inner = list(part, "components");
                self.count += inner.len();
                row(part, &mut self.ids)
            }
            Some(9) => {
                at_most("texts of a section", list(part, "components").len(), 3)?;
                self.count += 1;
                if part["accessory"].is_null() {
                    return Err("a section without an accessory".to_owned());
                }
                self.parts(list(part, "components"))
            }
            Some(10) => {
                let length = chars(&part["content"]);
                self.chars += length;
                match part["content"].as_str().map(str::trim) {
                    None | Some("") => Err("an empty text".to_owned()),
                    Some(_) => at_most("text", length, 4_000),
                }
            }
            Some(14) => Ok(()),
            Some(17) if list(part, "components").is_empty() => Err("an empty container".to_owned()),
            Some(17) => self.parts(list(part, "components")),
            _ => Err(format!("not a component of a message: {part}")),
        }
    }
}

/// Checks a message of content, embeds and rows.
fn classic(body: &Value, edit: bool) -> Check {
    at_most("content", chars(&body["content"]), 2000)?;
    let (embeds, components) = (list(body, "embeds"), list(body, "components"));
    let empty = body["content"]
        .as_str()
        .is_none_or(|text| text.trim().is_empty());
    if !edit && empty && embeds.is_empty() && components.is_empty() {
        return Err("Cannot send an empty message".to_owned());
    }
    mentions(body)?;
    at_most("embeds", embeds.len(), 10)?;
    let mut total = 0;
    for embed in embeds {
        let texts = [
            ("title", &embed["title"], 256),
            ("description", &embed["description"], 4096),
            ("footer", &embed["footer"]["text"], 2048),
            ("author", &embed["author"]["name"], 256),
        ];
        for (what, text, limit) in texts {
            at_most(what, chars(text), limit)?;
            total += chars(text);
        }
        at_most("fields", list(embed, "fields").len(), 25)?;
        for field in list(embed, "fields") {
            for (key, limit) in [("name", 256), ("value", 1024)] {
                at_most(key, chars(&field[key]), limit)?;
                total += chars(&field[key]);
                if field[key]
                    .as_str()
                    .is_none_or(|text| text.trim().is_empty())
                {
                    return Err(format!("fields: {key} is required"));
                }
            }
        }
        for url in [&embed["url"], &embed["author"]["url"]] {
            if let Some(url) = url.as_str()
                && !url.starts_with("http://")
                && !url.starts_with("https://")
            {
                return Err(format!("not a well formed url: {url}"));
            }
        }
    }
    at_most("embed total", total, 6000)?;
    rows(components)
}

fn rows(rows: &[Value]) -> Check {
    at_most("rows", rows.len(), 5)?;
    let mut ids = HashSet::new();
    rows.iter().try_for_each(|one| row(one, &mut ids))
}

fn row(row: &Value, ids: &mut HashSet<String>) -> Check {
    if row["type"] != 1 {
        return Err(format!("not an action row: {row}"));
    }
    let parts = list(row, "components");
    if parts.is_empty() {
        return Err("an empty action row".to_owned());
    }
    at_most("buttons in a row", parts.len(), 5)?;
    for part in parts {
        at_most("label", chars(&part["label"]), 80)?;
        if let Some(id) = part["custom_id"].as_str() {
            at_most("custom_id", id.chars().count(), 100)?;
            if id.is_empty() || !ids.insert(id.to_owned()) {
                return Err(format!("custom_id {id:?} is empty or stands twice"));
            }
        } else if part["style"] != 5 {
            return Err("a component without custom_id".to_owned());
        }
        if part["type"] == 2 && chars(&part["label"]) == 0 && part["emoji"].is_null() {
            return Err("a button without label and emoji".to_owned());
        }
        if part["style"] == 5 {
            at_most("link", chars(&part["url"]), 512)?;
        }
        match part["type"].as_u64() {
            Some(2) => {}
            Some(3 | 5..=8) => {
                if parts.len() > 1 {
                    return Err("a select beside other components".to_owned());
                }
                select(part)?;
            }
            _ => return Err(format!("not a component of a row: {part}")),
        }
    }
    Ok(())
}

/// Checks a select: of options, or of users, roles or channels.
fn select(part: &Value) -> Check {
    at_most("placeholder", chars(&part["placeholder"]), 150)?;
    let (least, most) = value_range(part, 25)?;
    if part["type"] != 3 {
        return entity_select(part, least, most);
    }
    let options = list(part, "options");
    at_most("options", options.len(), 25)?;
    if options.is_empty() {
        return Err("a select without options".to_owned());
    }
    at_most("max_values", most, options.len())?;
    let mut values = HashSet::new();
    for option in options {
        for (key, limit) in [("label", 100), ("value", 100), ("description", 100)] {
            at_most(key, chars(&option[key]), limit)?;
        }
        if chars(&option["label"]) == 0 || !values.insert(option["value"].to_string()) {
            return Err("an option without label or with a value that stands twice".to_owned());
        }
    }
    let picked = options.iter().filter(|option| option["default"] == true);
    at_most("options that are picked already", picked.count(), most)
}

/// The least and most values of a select or file upload, which holds `limit` at most.
fn value_range(part: &Value, limit: usize) -> Result<(usize, usize), String> {
    let number = |key: &str| {
        let number = part[key].as_u64().unwrap_or(1);
        usize::try_from(number).unwrap()
    };
    let (least, most) = (number("min_values"), number("max_values"));
    at_most("max_values", most, limit)?;
    if most == 0 || least > most {
        return Err(format!("from {least} to {most} values"));
    }
    Ok((least, most))
}

/// Checks a select of users, roles, mentionables or channels.
fn entity_select(part: &Value, least: usize, most: usize) -> Check {
    let entity = match part["type"].as_u64() {
        Some(5) => "user",
        Some(6) => "role",
        Some(8) => "channel",
        _ => return Err(format!("not known here: {part}")),
    };
    if part.get("options").is_some() || (entity != "channel" && part.get("channel_types").is_some())
    {
        return Err(format!("members of another select: {part}"));
    }
    let picked = list(part, "default_values");
    if !picked.is_empty() && !(least..=most).contains(&picked.len()) {
        return Err(format!("{} default values", picked.len()));
    }
    let mut ids = HashSet::new();
    for value in picked {
        let is_id = value["id"]
            .as_str()
            .is_some_and(|id| id.parse::<u64>().is_ok());
        if value["type"] != entity || !is_id || !ids.insert(value["id"].to_string()) {
            return Err(format!("a default value that is no {entity}: {value}"));
        }
    }
    Ok(())
}

/// Checks the `data` of a modal.
pub(super) fn modal(data: &Value) -> Check {
    at_most("title", chars(&data["title"]), 45)?;
    at_most("custom_id", chars(&data["custom_id"]), 100)?;
    let rows = list(data, "components");
    at_most("rows", rows.len(), 5)?;
    if rows.is_empty() || chars(&data["title"]) == 0 || chars(&data["custom_id"]) == 0 {
        return Err("a window without title, id or fields".to_owned());
    }
    let mut ids = HashSet::new();
    for part in rows {
        let (field, in_label) = match part["type"].as_u64() {
            Some(18) => (&part["component"], true),
            Some(1) if list(part, "components").len() == 1 => (&part["components"][0], false),
            _ => return Err(format!("not a part of a window: {part}")),
        };
        let label = if in_label { part } else { field };
        if !(1..=45).contains(&chars(&label["label"])) {
            return Err("label of a field".to_owned());
        }
        at_most("description", chars(&part["description"]), 100)?;
        if in_label && field.get("label").is_some() {
            return Err("a field with a label of its own in a label".to_owned());
        }
        if chars(&field["custom_id"]) == 0 || !ids.insert(field["custom_id"].to_string()) {
            return Err(format!("no custom_id, or one that stands twice: {part}"));
        }
        match field["type"].as_u64() {
            Some(4) => text_input(field)?,
            Some(3 | 5..=8) if in_label => select(field)?,
            Some(19) if in_label => {
                value_range(field, 10)?;
            }
            _ => return Err(format!("not a field: {part}")),
        }
    }
    Ok(())
}

fn text_input(field: &Value) -> Check {
    at_most("placeholder", chars(&field["placeholder"]), 100)?;
    at_most("value", chars(&field["value"]), 4000)?;
    let longest = field["max_length"].as_u64().unwrap_or(4000);
    let longest = usize::try_from(longest).unwrap();
    at_most("max_length", longest, 4000)?;
    at_most("value", chars(&field["value"]), longest)
}

/// Checks the choices of an autocomplete response or an option.
pub(super) fn choices(choices: &[Value]) -> Check {
    at_most("choices", choices.len(), 25)?;
    for choice in choices {
        for key in ["name", "value"] {
            at_most(key, chars(&choice[key]), 100)?;
            if choice[key].is_string() && chars(&choice[key]) == 0 {
                return Err(format!("a choice with an empty {key}"));
            }
        }
    }
    Ok(())
}

/// Checks a set of commands.
pub(super) fn commands(commands: &[Value], guild: bool) -> Check {
    for (kind, limit) in [(1, 100), (2, 15), (3, 15)] {
        let count = commands
            .iter()
            .filter(|command| command["type"].as_u64().unwrap_or(1) == kind)
            .count();
        at_most("commands", count, limit)?;
    }
    let mut names = HashSet::new();
    for command in commands {
        at_most("characters of a command", command_size(command), 8_000)?;
        if !names.insert((
            command["type"].as_u64().unwrap_or(1),
            command["name"].to_string(),
        )) {
            return Err("Application command names must be unique".to_owned());
        }
        let slash = command["type"].as_u64().unwrap_or(1) == 1;
        let name = command["name"].as_str().unwrap_or_default();
        if slash && !fits(name) || name.chars().count() > 32 {
            return Err(format!("command name {name:?}"));
        }
        if slash != (1..=100).contains(&chars(&command["description"])) {
            return Err(format!("description of {name}"));
        }
        if guild
            && (command.get("contexts").is_some() || command.get("integration_types").is_some())
        {
            return Err(format!("contexts of {name} in a guild"));
        }
        translations(command, "description")?;
        options(name, command)?;
    }
    Ok(())
}

/// Checks the translations of a name or description.
fn translations(value: &Value, member: &str) -> Check {
    let texts = value[format!("{member}_localizations")].as_object();
    for (locale, text) in texts.into_iter().flatten() {
        if !LOCALES.contains(&locale.as_str()) {
            return Err(format!("{member} in the unknown language {locale:?}"));
        }
        if !(1..=100).contains(&chars(text)) {
            return Err(format!("{member} in {locale}: {text}"));
        }
    }
    Ok(())
}

/// Whether a command or option may have this name.
fn fits(name: &str) -> bool {
    let good = |c: char| c.is_lowercase() || c.is_numeric() || matches!(c, '-' | '_');
    (1..=32).contains(&name.chars().count()) && name.chars().all(good)
}

/// Checks the options of a command or subcommand.
fn options(name: &str, command: &Value) -> Check {
    at_most("options", list(command, "options").len(), 25)?;
    let mut optional = false;
    for option in list(command, "options") {
        let subcommand = matches!(option["type"].as_u64(), Some(1 | 2));
        if subcommand {
            options(name, option)?;
        }
        if !fits(option["name"].as_str().unwrap_or_default())
            || !(1..=100).contains(&chars(&option["description"]))
        {
            return Err(format!("option of {name}"));
        }
        if option["required"] == true && optional {
            return Err(format!("required option of {name} after an optional one"));
        }
        optional |= !subcommand && option["required"] != true;
        translations(option, "description")?;
        for choice in list(option, "choices") {
            translations(choice, "name")?;
        }
        choices(list(option, "choices"))?;
        at_most(
            "max_length",
            usize::try_from(option["max_length"].as_u64().unwrap_or(0)).unwrap(),
            6000,
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
