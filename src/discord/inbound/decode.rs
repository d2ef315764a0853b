//! JSON from Discord → serenity's types.

use std::collections::HashMap;

use serde::Deserialize as _;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serenity::all::AuthorizingIntegrationOwners;

use crate::discord::inbound::message_text::message_text;
use crate::discord::inbound::submitted_fields::SubmittedFields;
use crate::render::discord::AskedQuestion;

/// Members with hashes of images, which are removed: this bot needs none, and serenity 0.12 fails on a whole event, or
/// panics, over one of a form that it does not know (it slices the text at a byte that may be within a character).
const PICTURES: [&str; 9] = [
    "asset",
    "avatar",
    "avatar_decoration_data",
    "badge",
    "banner",
    "cover_image",
    "icon",
    "image",
    "splash",
];

/// Members of messages that are read here alone: serenity need not know their forms.
const READ_RAW: [&str; 2] = ["message_snapshots", "poll"];

/// An event, with what serenity leaves out of it.
#[derive(Debug, Clone)]
pub(crate) struct Event<T> {
    pub(crate) value: T,
    pub(crate) raw: RawParts,
}

/// What an event holds that serenity has no types for.
#[derive(Debug, Clone, Default)]
pub(crate) struct RawParts {
    /// What the answers among its messages were asked, by the message's id.
    asked: HashMap<u64, AskedQuestion>,
    /// The texts of its messages, by their ids.
    texts: HashMap<u64, String>,
    /// What was filled in, if it is a submitted modal.
    pub(crate) fields: SubmittedFields,
    /// Whose installations of the application an interaction comes from; serenity leaves it out of modals.
    pub(crate) owners: AuthorizingIntegrationOwners,
}

impl RawParts {
    fn of(event: &Value) -> Self {
        let mut raw = Self {
            fields: SubmittedFields::of(event),
            owners: AuthorizingIntegrationOwners::deserialize(
                &event["authorizing_integration_owners"],
            )
            .unwrap_or_default(),
            ..Self::default()
        };
        raw.collect(event);
        raw
    }

    /// What the message with this id was asked, if it is an answer in the form of a card.
    pub(crate) fn asked(&self, message: u64) -> Option<&AskedQuestion> {
        self.asked.get(&message)
    }

    /// All that the message with this id says; empty if it says nothing.
    pub(crate) fn text(&self, message: u64) -> &str {
        self.texts.get(&message).map_or("", String::as_str)
    }

    /// Collects all messages in a value. Only messages have both components and an id in text.
    fn collect(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                let id = members.get("id").and_then(Value::as_str);
                let components = members.get("components").and_then(Value::as_array);
                if let Some((id, components)) = id.zip(components)
                    && let Ok(id) = id.parse()
                {
                    if let Some(asked) = AskedQuestion::from_components(components) {
                        self.asked.insert(id, asked);
                    }
                    self.texts.insert(id, message_text(value));
                }
                members.values().for_each(|value| self.collect(value));
            }
            Value::Array(values) => values.iter().for_each(|value| self.collect(value)),
            _ => {}
        }
    }
}

/// Reads an event, or a part of one; none if it is not what it should be.
pub(crate) fn read<T: DeserializeOwned>(json: &[u8]) -> Option<Event<T>> {
    let mut value = serde_json::from_slice(json).ok()?;
    without(&PICTURES, &mut value);
    let raw = RawParts::of(&value);
    without(&READ_RAW, &mut value);
    let value = serde_json::from_value(value).ok()?;
    Some(Event { value, raw })
}

fn without(left_out: &[&str], value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !left_out.contains(&name.as_str()));
            members
                .values_mut()
                .for_each(|value| without(left_out, value));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| without(left_out, value)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serenity::all::User;

    use super::*;

    #[test]
    fn the_name_of_a_picture_may_be_anything() {
        for avatar in [
            r#""fb211703bcc04ee612c88d494df0272f""#,
            r#""of a kind that comes next year""#,
            r#""2022-01-01T00:00:Ў.000000+00:00""#,
            "null",
        ] {
            let user = format!(r#"{{"id": "7", "username": "ann", "avatar": {avatar}}}"#);
            let user = read::<User>(user.as_bytes()).unwrap();
            assert_eq!(user.value.name, "ann");
        }
        assert!(read::<User>(br#"{"id": "7"}"#).is_none());
        assert!(read::<User>(b"{").is_none());
    }

    #[test]
    fn the_cards_of_all_messages_are_found() {
        let event = r####"{"id": "1", "message": {"id": "5", "components": [{"type": 17, "components": [
            {"type": 10, "id": 101, "content": "### why\\?"}]}], "referenced_message": {"id": "6", "components": [
            {"type": 1, "components": []}]}}}"####;
        let raw = read::<Value>(event.as_bytes()).unwrap().raw;
        assert_eq!(raw.asked(5).unwrap().question, "why?");
        assert_eq!(raw.text(5), "### why\\?");
        assert_eq!(raw.asked(6), None);
        assert_eq!((raw.asked(101), raw.text(101)), (None, ""));
    }
}
