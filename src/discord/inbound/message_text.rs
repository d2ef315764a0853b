//! A message as Discord sends it → all text that it shows: its content, its embeds, its texts in Components V2, its poll's
//! question, and the messages that it forwards. Nothing of it is kept.

use serde_json::Value;

/// The type of a text in Components V2.
const TEXT_DISPLAY: u64 = 10;

/// The text of a message, a line for each part; empty if it shows none.
pub(crate) fn message_text(message: &Value) -> String {
    let mut parts = Vec::new();
    collect(message, &mut parts);
    parts.join("\n")
}

fn collect<'a>(message: &'a Value, parts: &mut Vec<&'a str>) {
    push(&message["content"], parts);
    push(&message["poll"]["question"]["text"], parts);
    for snapshot in list(&message["message_snapshots"]) {
        // A forwarded message has none of its own: Discord goes one message deep.
        collect(&snapshot["message"], parts);
    }
    for embed in list(&message["embeds"]) {
        push(&embed["title"], parts);
        push(&embed["description"], parts);
        for field in list(&embed["fields"]) {
            push(&field["name"], parts);
            push(&field["value"], parts);
        }
    }
    components(&message["components"], parts);
}

/// The texts of components, those within others too.
fn components<'a>(value: &'a Value, parts: &mut Vec<&'a str>) {
    for component in list(value) {
        if component["type"] == TEXT_DISPLAY {
            push(&component["content"], parts);
        }
        components(&component["components"], parts);
    }
}

fn push<'a>(text: &'a Value, parts: &mut Vec<&'a str>) {
    let text = text.as_str().filter(|text| !text.trim().is_empty());
    // The embed of a poll's result and the preview of a link repeat what stands there already.
    parts.extend(text.filter(|text| !parts.contains(text)));
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_part_that_shows_text_is_read() {
        let message = json!({
            "content": "see below",
            "poll": {"question": {"text": "Sleep or practice?"}, "answers": [{"poll_media": {"text": "sleep"}}]},
            "message_snapshots": [{"message": {
                "content": "forwarded", "embeds": [{"description": "with an embed"}], "components": [],
            }}],
            "embeds": [
                {"title": "A title", "description": "A text", "author": {"name": "somebody"}, "footer": {"text": "x"},
                    "fields": [{"name": "Name", "value": "Value"}]},
                {"description": "A text"},
            ],
            "components": [{"type": 17, "components": [
                {"type": 10, "content": "In a container"},
                {"type": 9, "components": [{"type": 10, "content": "In a section"}], "accessory": {"type": 2, "label": "no"}},
                {"type": 1, "components": [{"type": 2, "label": "no"}]},
            ]}],
        });
        assert_eq!(
            message_text(&message).lines().collect::<Vec<_>>(),
            [
                "see below",
                "Sleep or practice?",
                "forwarded",
                "with an embed",
                "A title",
                "A text",
                "Name",
                "Value",
                "In a container",
                "In a section",
            ]
        );
        for empty in [
            json!({}),
            json!({"content": " "}),
            json!({"embeds": 7}),
            json!(null),
        ] {
            assert_eq!(message_text(&empty), "");
        }
    }
}
