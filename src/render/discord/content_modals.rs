//! Modals for managers of articles: fields in labels, and files.
//! <https://discord.com/developers/docs/components/reference#label>

use serde::Serialize;

use super::manage_button::{ArticleKey, ManageButton};
use super::message::plain;
use super::modal::{ARTICLE_TITLE_CHARS, FIELD_CHARS, Modal, TITLE_CHARS, form};
use crate::render::Locale;
use crate::text::utf16_len;

/// Files that can be handed over at once.
pub const MAX_FILES: u8 = 10;

/// A field with its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Label {
    #[serde(rename = "type")]
    kind: u8,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    component: LabelledField,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum LabelledField {
    Text {
        #[serde(rename = "type")]
        kind: u8,
        custom_id: &'static str,
        style: u8,
        required: bool,
        max_length: u16,
        #[serde(skip_serializing_if = "Option::is_none")]
        value: Option<String>,
    },
    Files {
        #[serde(rename = "type")]
        kind: u8,
        custom_id: &'static str,
        required: bool,
        min_values: u8,
        max_values: u8,
    },
}

/// How a field of text looks.
#[derive(Clone, Copy)]
enum Lines {
    One = 1,
    Several = 2,
}

fn labelled(label: String, description: Option<String>, component: LabelledField) -> Label {
    Label {
        kind: 18,
        label,
        description,
        component,
    }
}

fn text(
    custom_id: &'static str,
    lines: Lines,
    max_length: u16,
    value: Option<String>,
) -> LabelledField {
    LabelledField::Text {
        kind: 4,
        custom_id,
        style: lines as u8,
        required: value.is_some(),
        max_length,
        value,
    }
}

/// Asks for new articles: one typed by hand, files, or both.
pub fn article_modal(locale: Locale) -> Modal {
    let files = LabelledField::Files {
        kind: 19,
        custom_id: form::FILES,
        required: false,
        min_values: 0,
        max_values: MAX_FILES,
    };
    Modal::of_labels(
        form::ARTICLE.to_owned(),
        plain(&locale.message("modal-add"), TITLE_CHARS),
        vec![
            labelled(
                locale.message("modal-files"),
                Some(locale.message("field-files")),
                files,
            ),
            labelled(
                locale.message("modal-title"),
                Some(locale.message("field-title")),
                text(form::TITLE, Lines::One, ARTICLE_TITLE_CHARS, None),
            ),
            labelled(
                locale.message("modal-text"),
                Some(locale.message("field-text")),
                text(form::TEXT, Lines::Several, FIELD_CHARS, None),
            ),
        ],
    )
}

/// Shows the text of an article to be changed; none if it is too long for a field.
pub fn edit_modal(locale: Locale, article: ArticleKey, base: u32, markdown: &str) -> Option<Modal> {
    if markdown.trim().is_empty() || utf16_len(markdown) > usize::from(FIELD_CHARS) {
        return None;
    }
    Some(Modal::of_labels(
        ManageButton::SaveEdit { article, base }.to_custom_id(),
        plain(&locale.message("modal-edit"), TITLE_CHARS),
        vec![labelled(
            locale.message("modal-text"),
            Some(locale.message("field-edit")),
            text(
                form::TEXT,
                Lines::Several,
                FIELD_CHARS,
                Some(markdown.to_owned()),
            ),
        )],
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn files_are_handed_over_in_a_label() {
        let modal = serde_json::to_value(article_modal(Locale::English)).unwrap();
        assert_eq!(modal["custom_id"], "w1a");
        assert_eq!(
            modal["components"][0],
            json!({
                "type": 18, "label": "Files",
                "description": "Up to ten .md, .txt, .html, .docx or .pdf files, each an article of its own",
                "component": {"type": 19, "custom_id": "files", "required": false, "min_values": 0, "max_values": 10},
            })
        );
        assert_eq!(modal["components"][2]["component"]["max_length"], 4000);
    }

    #[test]
    fn a_text_that_a_field_cannot_hold_has_no_modal() {
        let edit = |text: &str| edit_modal(Locale::German, ArticleKey::of("a"), 3, text);
        let modal = serde_json::to_value(edit(&"é".repeat(4_000)).unwrap()).unwrap();
        let field = &modal["components"][0]["component"];
        assert_eq!(field["value"].as_str().unwrap().chars().count(), 4_000);
        assert_eq!(field["required"], true);
        assert_eq!(edit(&"é".repeat(4_001)), None);
        // Discord counts UTF-16.
        assert_eq!(edit(&"🦦".repeat(2_001)), None);
        assert_eq!(edit(" "), None);
    }
}
