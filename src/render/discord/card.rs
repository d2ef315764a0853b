//! A card: a message in Components V2, one container of texts, separators and rows.
//! <https://discord.com/developers/docs/components/reference#container>

use serde::Serialize;

use super::message::{Component, Row, within};
use crate::text::utf16_len;

/// Characters of all texts of a card together.
pub(super) const CARD_CHARS: usize = 4_000;

/// A container, which is all of its message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card {
    #[serde(rename = "type")]
    kind: u8,
    /// Colour of its edge, `0xRRGGBB`.
    pub accent_color: u32,
    /// What stands in it, from top to bottom: at most 39, with what the rows hold.
    pub components: Vec<CardPart>,
}

/// A part of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum CardPart {
    /// Text.
    Text(TextPart),
    /// A line between two parts.
    Separator(SeparatorPart),
    /// Buttons, or a menu.
    Row(Row),
}

/// A text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextPart {
    #[serde(rename = "type")]
    kind: u8,
    /// A fixed number, where the text is read back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<u32>,
    /// The text, in Discord's Markdown.
    pub content: String,
}

/// A line between two parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeparatorPart {
    #[serde(rename = "type")]
    kind: u8,
    divider: bool,
    spacing: u8,
}

impl Card {
    /// An empty card with an edge of this colour.
    pub(super) fn new(accent_color: u32) -> Self {
        Self {
            kind: 17,
            accent_color,
            components: Vec::new(),
        }
    }

    /// Adds a text, cut to what is left of the card's characters; nothing if it is blank.
    pub(super) fn push_text(&mut self, content: String) {
        self.push(None, content);
    }

    /// Adds a text that is read back by its number.
    pub(super) fn push_state(&mut self, id: u32, content: String) {
        self.push(Some(id), content);
    }

    fn push(&mut self, id: Option<u32>, content: String) {
        let content = within(content, self.chars_left());
        if !content.trim().is_empty() {
            self.components.push(CardPart::Text(TextPart {
                kind: 10,
                id,
                content,
            }));
        }
    }

    /// Adds a line.
    pub(super) fn push_separator(&mut self) {
        self.components.push(CardPart::Separator(SeparatorPart {
            kind: 14,
            divider: true,
            spacing: 1,
        }));
    }

    /// Adds a row; nothing if it is empty.
    pub(super) fn push_row(&mut self, components: Vec<Component>) {
        if !components.is_empty() {
            self.components.push(CardPart::Row(Row::of(components)));
        }
    }

    /// How many characters its texts may still have.
    pub(super) fn chars_left(&self) -> usize {
        let used: usize = self
            .components
            .iter()
            .map(|part| match part {
                CardPart::Text(text) => utf16_len(&text.content),
                CardPart::Separator(_) | CardPart::Row(_) => 0,
            })
            .sum();
        CARD_CHARS.saturating_sub(used)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::render::discord::Message;

    #[test]
    fn a_card_is_all_of_its_message() {
        let mut card = Card::new(0x00FF_0000);
        card.push_state(101, "### why".to_owned());
        card.push_text(" \n".to_owned());
        card.push_separator();
        card.push_row(Vec::new());
        assert_eq!(
            serde_json::to_value(Message::of_card(card)).unwrap(),
            json!({
                "components": [{"type": 17, "accent_color": 0x00FF_0000, "components": [
                    {"type": 10, "id": 101, "content": "### why"},
                    {"type": 14, "divider": true, "spacing": 1},
                ]}],
                "allowed_mentions": {"parse": []},
            })
        );
    }

    #[test]
    fn texts_share_4_000_characters() {
        let mut card = Card::new(0);
        card.push_text("a".repeat(3_990));
        assert_eq!(card.chars_left(), 10);
        card.push_text("b".repeat(11));
        assert_eq!(card.chars_left(), 0);
        card.push_text("c".to_owned());
        assert_eq!(card.components.len(), 2);
    }
}
