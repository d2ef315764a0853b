//! JSON from Discord → serenity's types.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::Value;

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

/// An event, with the cards of its messages, which serenity leaves out.
#[derive(Debug, Clone)]
pub(crate) struct Event<T> {
    pub(crate) value: T,
    pub(crate) cards: Cards,
}

/// What the answers among an event's messages were asked, by the message's id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cards(HashMap<u64, AskedQuestion>);

impl Cards {
    /// What the message with this id was asked, if it is an answer in the form of a card.
    pub(crate) fn asked(&self, message: u64) -> Option<&AskedQuestion> {
        self.0.get(&message)
    }

    /// Collects the cards of all messages in a value. Only messages have both components and an id in text.
    fn collect(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                let id = members.get("id").and_then(Value::as_str);
                let components = members.get("components").and_then(Value::as_array);
                if let Some((id, components)) = id.zip(components)
                    && let Ok(id) = id.parse()
                    && let Some(asked) = AskedQuestion::from_components(components)
                {
                    self.0.insert(id, asked);
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
    without_pictures(&mut value);
    let mut cards = Cards::default();
    cards.collect(&value);
    let value = serde_json::from_value(value).ok()?;
    Some(Event { value, cards })
}

fn without_pictures(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !PICTURES.contains(&name.as_str()));
            members.values_mut().for_each(without_pictures);
        }
        Value::Array(values) => values.iter_mut().for_each(without_pictures),
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
        let cards = read::<Value>(event.as_bytes()).unwrap().cards;
        assert_eq!(cards.asked(5).unwrap().question, "why?");
        assert_eq!(cards.asked(6), None);
        assert_eq!(cards.asked(101), None);
    }
}
