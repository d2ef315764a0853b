//! Modals as Discord's REST API takes them.

use serde::Serialize;

use super::button::{Button, PageState};
use super::content_modals::Label;
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
pub(super) const TITLE_CHARS: usize = 45;
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
    components: Vec<ModalPart>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum ModalPart {
    Row(FieldRow),
    Label(Label),
}

impl Modal {
    /// A modal of fields in labels, at most five.
    pub(super) fn of_labels(custom_id: String, title: String, labels: Vec<Label>) -> Self {
        Self {
            custom_id,
            title,
            components: labels.into_iter().map(ModalPart::Label).collect(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct FieldRow {
    #[serde(rename = "type")]
    kind: u8,
    components: [Field; 1],
}

/// A field of a modal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Field {
    #[serde(rename = "type")]
    kind: u8,
    custom_id: &'static str,
    style: u8,
    label: String,
    min_length: u16,
    max_length: u16,
    required: bool,
    placeholder: String,
}

/// Asks what a passage that did not help lacked; nothing need be said.
pub fn missing_modal(locale: Locale, state: PageState) -> Modal {
    Modal {
        custom_id: Button::Missing(state).to_custom_id(),
        title: plain(&locale.message("modal-missing"), TITLE_CHARS),
        components: vec![ModalPart::Row(FieldRow {
            kind: 1,
            components: [Field {
                kind: 4,
                custom_id: form::MISSING,
                style: 2,
                label: locale.message("modal-missing-what"),
                min_length: 0,
                max_length: MISSING_CHARS,
                required: false,
                placeholder: locale.message("placeholder-missing"),
            }],
        })],
    }
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
            let field = &modal["components"][0]["components"][0];
            assert_eq!(field["required"], false);
            assert_eq!(field["max_length"], 300);
            for (text, most) in [
                (&modal["title"], 45),
                (&field["label"], 45),
                (&field["placeholder"], 100),
            ] {
                let length = utf16_len(text.as_str().unwrap());
                assert!((1..=most).contains(&length), "{locale:?}: {text}");
            }
        }
    }
}
