//! A message as Discord's REST takes it, with its limits as constants. Nothing here can mention anyone.

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use super::card::Card;
use super::escape::escape_markdown;
use crate::text::{cut_at_word, single_spaced, utf16_len};

/// Characters of an embed's description.
/// <https://discord.com/developers/docs/resources/message#embed-object-embed-limits>
pub(super) const DESCRIPTION_CHARS: usize = 4_096;
/// Characters of a message's content.
pub(super) const CONTENT_CHARS: usize = 2_000;
/// Characters of a button's label. <https://discord.com/developers/docs/components/reference#button>
pub(super) const LABEL_CHARS: usize = 80;
/// Characters of a component's `custom_id`.
pub(super) const CUSTOM_ID_CHARS: usize = 100;
/// Options of a select menu, and choices of autocomplete.
pub const MAX_OPTIONS: usize = 25;
/// Characters of an option's label or of a choice's name and value.
pub const OPTION_CHARS: usize = 100;
/// Buttons in a row.
pub(super) const ROW_BUTTONS: usize = 5;

/// A message without what only its sending decides: what it replies to, and its flags. It is a card, or content with
/// embeds and rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// The whole message in Components V2; nothing else is shown then.
    pub card: Option<Card>,
    /// Text above the embeds, in Discord's Markdown.
    pub content: String,
    /// At most ten.
    pub embeds: Vec<Embed>,
    /// At most five.
    pub components: Vec<Row>,
    /// Files that come with it, at most ten.
    pub files: Vec<Attached>,
    /// Who sees it.
    pub audience: Audience,
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut message = serializer.serialize_struct("Message", 4)?;
        if let Some(card) = &self.card {
            // Discord refuses content and embeds beside a card, even empty ones.
            message.serialize_field("components", &[card])?;
        } else {
            message.serialize_field("content", &self.content)?;
            message.serialize_field("embeds", &self.embeds)?;
            message.serialize_field("components", &self.components)?;
        }
        message.serialize_field("allowed_mentions", &AllowedMentions::default())?;
        message.end()
    }
}

/// A file that comes with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Its name: letters, digits, hyphens, and an ending.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Who sees a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// All in the channel.
    #[default]
    Everyone,
    /// Only the one it answers.
    Asker,
}

impl Message {
    /// A message of text alone.
    pub fn text(content: impl Into<String>) -> Self {
        Self {
            content: cut_at_word(&content.into(), CONTENT_CHARS).into_owned(),
            ..Self::default()
        }
    }

    /// A message of text alone that only the asker sees.
    pub fn private(content: impl Into<String>) -> Self {
        Self::text(content).seen_by(Audience::Asker)
    }

    /// A card.
    pub(super) fn of_card(card: Card) -> Self {
        Self {
            card: Some(card),
            ..Self::default()
        }
    }

    /// The same message with a file.
    #[must_use]
    pub fn with_file(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.push(Attached {
            name: name.into(),
            bytes: bytes.into(),
        });
        self
    }

    /// The same message for this audience.
    #[must_use]
    pub fn seen_by(self, audience: Audience) -> Self {
        Self { audience, ..self }
    }
}

/// Always empty: no text of an article or a person may ping anyone.
#[derive(Serialize, Default)]
struct AllowedMentions {
    parse: [(); 0],
}

/// A rich part of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Embed {
    /// Text in Discord's Markdown.
    pub description: String,
    /// Colour of its edge, `0xRRGGBB`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<u32>,
    /// The line below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<Footer>,
}

/// The line below an embed. Discord shows it literally, without Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Footer {
    /// The text.
    pub text: String,
}

/// A row of buttons, or one select menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    #[serde(rename = "type")]
    kind: u8,
    /// What stands in it.
    pub components: Vec<Component>,
}

impl Row {
    /// A row of these.
    pub fn of(components: Vec<Component>) -> Self {
        Self {
            kind: 1,
            components,
        }
    }
}

/// Something to press or pick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Component {
    /// A button.
    Button(ButtonPart),
    /// A menu of options, one of which is picked.
    Select(SelectPart),
    /// A menu of options, one of which is picked already.
    Switch(SwitchPart),
    /// A menu of the guild's channels or roles.
    Entities(EntitySelectPart),
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ButtonPart {
    #[serde(rename = "type")]
    kind: u8,
    style: u8,
    /// What it says.
    pub label: String,
    /// Stands before the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    emoji: Option<Emoji>,
    /// What comes back when it is pressed.
    pub custom_id: String,
    /// Whether it cannot be pressed.
    pub disabled: bool,
}

/// An emoji of Unicode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Emoji {
    name: &'static str,
}

/// A menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SelectPart {
    #[serde(rename = "type")]
    kind: u8,
    /// What comes back when something is picked.
    pub custom_id: String,
    /// What it says as long as nothing is picked.
    pub placeholder: String,
    /// One to 25.
    pub options: Vec<SelectOption>,
}

/// An option of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SelectOption {
    /// What it says.
    pub label: String,
    /// What comes back when it is picked.
    pub value: String,
    /// A smaller line below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A menu of options, one of which is picked already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SwitchPart {
    #[serde(rename = "type")]
    kind: u8,
    /// What comes back when something is picked.
    pub custom_id: String,
    /// Two to 25.
    pub options: Vec<SwitchOption>,
}

/// An option of a switch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SwitchOption {
    /// What it says, and what comes back.
    #[serde(flatten)]
    pub option: SelectOption,
    /// Whether it is the one that is picked.
    pub default: bool,
}

/// A menu of the guild's channels or roles, from none to all of which are picked.
/// <https://discord.com/developers/docs/components/reference#channel-select>
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntitySelectPart {
    #[serde(rename = "type")]
    kind: u8,
    /// What comes back when something is picked.
    pub custom_id: String,
    /// What it says as long as nothing is picked.
    pub placeholder: String,
    min_values: u8,
    max_values: usize,
    /// What is picked already.
    pub default_values: Vec<DefaultValue>,
    /// The types of channels that are offered.
    #[serde(skip_serializing_if = "<[u8]>::is_empty")]
    channel_types: &'static [u8],
    /// Whether nothing can be picked.
    pub disabled: bool,
}

/// A channel or role that is picked already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DefaultValue {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ButtonStyle {
    /// Blurple: the main thing to do.
    Primary,
    /// Grey.
    Secondary,
    /// Red: deletes something.
    Danger,
}

impl Component {
    /// A button; its label is cut to its limit.
    pub fn button(look: ButtonStyle, label: &str, custom_id: String) -> Self {
        debug_assert!(utf16_len(&custom_id) <= CUSTOM_ID_CHARS);
        Self::Button(ButtonPart {
            kind: 2,
            style: match look {
                ButtonStyle::Primary => 1,
                ButtonStyle::Secondary => 2,
                ButtonStyle::Danger => 4,
            },
            label: plain(label, LABEL_CHARS),
            emoji: None,
            custom_id,
            disabled: false,
        })
    }

    /// The same, which cannot be used unless `enabled`.
    #[must_use]
    pub fn enabled_if(mut self, enabled: bool) -> Self {
        match &mut self {
            Self::Button(button) => button.disabled = !enabled,
            Self::Entities(select) => select.disabled = !enabled,
            Self::Select(_) | Self::Switch(_) => {}
        }
        self
    }

    /// The same with an emoji before its label, which says the same in words.
    #[must_use]
    pub fn with_emoji(mut self, name: &'static str) -> Self {
        if let Self::Button(button) = &mut self {
            button.emoji = Some(Emoji { name });
        }
        self
    }

    /// A menu; options beyond the limit and options with a value that stands already are left out.
    pub fn select(placeholder: &str, custom_id: String, options: Vec<SelectOption>) -> Self {
        let mut seen = std::collections::HashSet::new();
        let options = options
            .into_iter()
            .filter(|option| seen.insert(option.value.clone()))
            .take(MAX_OPTIONS)
            .collect();
        Self::Select(SelectPart {
            kind: 3,
            custom_id,
            placeholder: placeholder.to_owned(),
            options,
        })
    }

    /// A menu of these options, of which the one with the value `picked` is picked.
    pub fn switch(custom_id: String, options: Vec<SelectOption>, picked: &str) -> Self {
        let options = options.into_iter().take(MAX_OPTIONS);
        Self::Switch(SwitchPart {
            kind: 3,
            custom_id,
            options: options
                .map(|option| SwitchOption {
                    default: option.value == picked,
                    option,
                })
                .collect(),
        })
    }

    /// A menu of the guild's channels of these types; `picked` beyond the limit are left out.
    pub fn channel_select(
        placeholder: &str,
        custom_id: String,
        channel_types: &'static [u8],
        picked: &[u64],
    ) -> Self {
        Self::Entities(EntitySelectPart {
            channel_types,
            ..EntitySelectPart::new(8, "channel", placeholder, custom_id, picked)
        })
    }

    /// A menu of the guild's roles; `picked` beyond the limit are left out.
    pub fn role_select(placeholder: &str, custom_id: String, picked: &[u64]) -> Self {
        Self::Entities(EntitySelectPart::new(
            6,
            "role",
            placeholder,
            custom_id,
            picked,
        ))
    }
}

impl EntitySelectPart {
    fn new(
        kind: u8,
        entity: &'static str,
        placeholder: &str,
        custom_id: String,
        picked: &[u64],
    ) -> Self {
        Self {
            kind,
            custom_id,
            placeholder: placeholder.to_owned(),
            min_values: 0,
            max_values: MAX_OPTIONS,
            default_values: picked
                .iter()
                .take(MAX_OPTIONS)
                .map(|id| DefaultValue {
                    id: id.to_string(),
                    kind: entity,
                })
                .collect(),
            channel_types: &[],
            disabled: false,
        }
    }
}

/// A choice of autocomplete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What is offered.
    pub name: String,
    /// What comes back when it is chosen.
    pub value: String,
}

/// A moment, which Discord writes in each reader's language and time zone.
/// <https://discord.com/developers/docs/reference#message-formatting>
pub(super) fn timestamp(at: jiff::Timestamp) -> String {
    format!("<t:{}:f>", at.as_second())
}

/// Text for a place where Discord shows it literally, without Markdown: one line, cut at a word, never empty.
pub fn plain(text: &str, max_chars: usize) -> String {
    match cut_at_word(&single_spaced(text), max_chars).trim() {
        "" => "…".to_owned(),
        cut => cut.to_owned(),
    }
}

/// Text cut at a word where it is longer than `max_chars`: a guard for text that is within the limit already, unless a
/// constant changes.
pub(super) fn within(text: String, max_chars: usize) -> String {
    if utf16_len(&text) <= max_chars {
        return text;
    }
    cut_at_word(&text, max_chars).into_owned()
}

/// Text escaped for Discord's Markdown, cut at a word so that its escaped form keeps within `max_chars`.
pub(super) fn escaped(text: &str, max_chars: usize) -> String {
    escaped_by(escape_markdown, text, max_chars)
}

/// The same with another way to escape.
pub(super) fn escaped_by(escape: impl Fn(&str) -> String, text: &str, max_chars: usize) -> String {
    let mut room = max_chars;
    loop {
        let escaped = escape(&cut_at_word(text, room));
        let length = utf16_len(&escaped);
        if length <= max_chars {
            return escaped;
        }
        // Each round drops at least what is too much, measured by how much escaping has added.
        room = (room * max_chars / length).min(room.saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_never_parses_mentions() {
        let message = serde_json::to_value(Message::private("hi")).unwrap();
        assert_eq!(
            message,
            serde_json::json!({"content": "hi", "embeds": [], "components": [], "allowed_mentions": {"parse": []}})
        );
    }

    #[test]
    fn escaping_counts() {
        assert_eq!(escaped("*a* b", 100), r"\*a\* b");
        for (text, max) in [("**** ****", 9), (&"*".repeat(50), 10)] {
            let cut = escaped(text, max);
            assert!(cut.ends_with('…') && utf16_len(&cut) <= max, "{cut}");
        }
    }

    #[test]
    fn plain_text_is_one_line() {
        assert_eq!(plain(" a\n b ", 10), "a b");
        assert_eq!(plain("\n", 10), "…");
    }
}
