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
    /// What an answer lacked.
    pub const MISSING: &str = "missing";
}

/// Characters of a modal's title. <https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal>
const TITLE_CHARS: usize = 45;
/// Characters that a field takes. <https://discord.com/developers/docs/components/reference#text-input>
const FIELD_CHARS: u16 = 4_000;
/// Characters of an article's title.
pub const ARTICLE_TITLE_CHARS: u16 = 120;

/// Characters of what an answer lacked.
pub const MISSING_CHARS: u16 = 300;

/// A modal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Modal {
    custom_id: String,
    title: String,
    components: Vec<FieldRow>,
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

/// Asks for an article's title and text.
pub fn article_modal() -> Modal {
    let field = |custom_id, style, label: &str, max_length, placeholder: &str| FieldRow {
        kind: 1,
        components: [Field {
            kind: 4,
            custom_id,
            style,
            label: label.to_owned(),
            min_length: 1,
            max_length,
            required: true,
            placeholder: placeholder.to_owned(),
        }],
    };
    Modal {
        custom_id: form::ARTICLE.to_owned(),
        title: plain("Add an article", TITLE_CHARS),
        components: vec![
            field(
                form::TITLE,
                1,
                "Title",
                ARTICLE_TITLE_CHARS,
                "Warming up before practice",
            ),
            field(
                form::TEXT,
                2,
                "Text, in Markdown if you like",
                FIELD_CHARS,
                "## A heading that is a question\nWhat the articles should answer it with.",
            ),
        ],
    }
}

/// Asks what a passage that did not help lacked; nothing need be said.
pub fn missing_modal(locale: Locale, state: PageState) -> Modal {
    Modal {
        custom_id: Button::Missing(state).to_custom_id(),
        title: plain(&locale.message("modal-missing"), TITLE_CHARS),
        components: vec![FieldRow {
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
        }],
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

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

    #[test]
    fn a_modal_is_as_discord_takes_it() {
        expect![[r###"
            {
              "custom_id": "w1a",
              "title": "Add an article",
              "components": [
                {
                  "type": 1,
                  "components": [
                    {
                      "type": 4,
                      "custom_id": "title",
                      "style": 1,
                      "label": "Title",
                      "min_length": 1,
                      "max_length": 120,
                      "required": true,
                      "placeholder": "Warming up before practice"
                    }
                  ]
                },
                {
                  "type": 1,
                  "components": [
                    {
                      "type": 4,
                      "custom_id": "text",
                      "style": 2,
                      "label": "Text, in Markdown if you like",
                      "min_length": 1,
                      "max_length": 4000,
                      "required": true,
                      "placeholder": "## A heading that is a question\nWhat the articles should answer it with."
                    }
                  ]
                }
              ]
            }"###]].assert_eq(&serde_json::to_string_pretty(&article_modal()).unwrap());
    }
}
