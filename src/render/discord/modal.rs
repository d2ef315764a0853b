//! Modals as Discord's REST API takes them.

use serde::Serialize;

use super::button::{Button, PageState};
use super::message::plain;
use crate::render::Locale;

/// The `custom_id`s of modals and their fields.
pub mod form {
    /// An article typed by hand.
    pub const ARTICLE: &str = "w1a";
    /// Its title.
    pub const TITLE: &str = "title";
    /// Its text.
    pub const TEXT: &str = "text";
    /// Files with articles.
    pub const FILES: &str = "files";
    /// What an answer lacked.
    pub const MISSING: &str = "missing";
}

/// Characters of a modal's title. <https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal>
const TITLE_CHARS: usize = 45;
/// Characters that a field takes. <https://discord.com/developers/docs/components/reference#text-input>
pub(super) const FIELD_CHARS: u16 = 4_000;
/// Characters of an article's title.
pub const ARTICLE_TITLE_CHARS: u16 = 120;

/// Characters of what an answer lacked.
pub const MISSING_CHARS: u16 = 300;

/// A modal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Modal {
    custom_id: String,
    title: String,
    components: Vec<Label>,
}

/// A field with its label. <https://discord.com/developers/docs/components/reference#label>
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Label {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(rename = "label")]
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    component: Field,
}

/// A field of a modal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Field {
    /// Text.
    Text(TextField),
    /// Files.
    Files(FilesField),
}

/// A field of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct TextField {
    #[serde(rename = "type")]
    kind: u8,
    custom_id: &'static str,
    style: u8,
    required: bool,
    max_length: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    placeholder: Option<String>,
}

/// A field of files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct FilesField {
    #[serde(rename = "type")]
    kind: u8,
    custom_id: &'static str,
    required: bool,
    min_values: u8,
    max_values: u8,
}

/// How a field of text looks.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lines {
    /// One line.
    One = 1,
    /// Several lines.
    Several = 2,
}

impl Modal {
    /// A modal of at most five fields.
    pub(super) fn new(custom_id: String, title: &str, components: Vec<Label>) -> Self {
        Self {
            custom_id,
            title: plain(title, TITLE_CHARS),
            components,
        }
    }
}

impl Label {
    /// A field with its label, and with a line below that where there is one.
    pub(super) fn new(name: String, description: Option<String>, component: Field) -> Self {
        Self {
            kind: 18,
            name,
            description,
            component,
        }
    }
}

impl TextField {
    /// A field that may be left empty.
    pub(super) fn new(custom_id: &'static str, lines: Lines, max_length: u16) -> Self {
        Self {
            kind: 4,
            custom_id,
            style: lines as u8,
            required: false,
            max_length,
            value: None,
            placeholder: None,
        }
    }

    /// The same with a text to change, which must not be left empty.
    pub(super) fn filled_with(self, value: String) -> Self {
        Self {
            required: true,
            value: Some(value),
            ..self
        }
    }
}

impl FilesField {
    /// A field that takes up to this many files, or none.
    pub(super) fn new(custom_id: &'static str, max_values: u8) -> Self {
        Self {
            kind: 19,
            custom_id,
            required: false,
            min_values: 0,
            max_values,
        }
    }
}

/// Asks what a passage that did not help lacked; nothing need be said.
pub fn missing_modal(locale: Locale, state: PageState) -> Modal {
    let field = TextField {
        placeholder: Some(locale.message("placeholder-missing")),
        ..TextField::new(form::MISSING, Lines::Several, MISSING_CHARS)
    };
    Modal::new(
        Button::Missing(state).to_custom_id(),
        &locale.message("modal-missing"),
        vec![Label::new(
            locale.message("modal-missing-what"),
            None,
            Field::Text(field),
        )],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::utf16_len;

    #[test]
    fn what_was_missing_may_be_left_out() {
        let state = PageState {
            asker: u64::MAX,
            page: usize::MAX,
            fingerprint: u32::MAX,
            first: None,
        };
        for locale in Locale::ALL {
            let modal = serde_json::to_value(missing_modal(locale, state)).unwrap();
            let label = &modal["components"][0];
            let field = &label["component"];
            assert_eq!(field["required"], false);
            assert_eq!(field["max_length"], 300);
            for (text, most) in [
                (&modal["title"], 45),
                (&label["label"], 45),
                (&field["placeholder"], 100),
            ] {
                let length = utf16_len(text.as_str().unwrap());
                assert!((1..=most).contains(&length), "{locale:?}: {text}");
            }
        }
    }
}
