//! Modals for managers of articles: texts and files.

use super::manage_button::{ArticleKey, ManageButton};
use super::modal::{
    ARTICLE_TITLE_CHARS, FIELD_CHARS, Field, FilesField, Label, Lines, Modal, TextField, form,
};
use crate::render::Locale;
use crate::text::utf16_len;

/// Files that can be handed over at once.
pub const MAX_FILES: u8 = 10;

/// Asks for new articles: one typed by hand, files, or both.
pub fn article_modal(locale: Locale) -> Modal {
    let title = TextField::new(form::TITLE, Lines::One, ARTICLE_TITLE_CHARS);
    let text = TextField::new(form::TEXT, Lines::Several, FIELD_CHARS);
    Modal::new(
        form::ARTICLE.to_owned(),
        &locale.message("modal-add"),
        vec![
            Label::new(
                locale.message("modal-files"),
                Some(locale.message("field-files")),
                Field::Files(FilesField::new(form::FILES, MAX_FILES)),
            ),
            Label::new(
                locale.message("modal-title"),
                Some(locale.message("field-title")),
                Field::Text(title),
            ),
            Label::new(
                locale.message("modal-text"),
                Some(locale.message("field-text")),
                Field::Text(text),
            ),
        ],
    )
}

/// Shows the text of an article to be changed; none if it is too long for a field.
pub fn edit_modal(locale: Locale, article: ArticleKey, base: u32, markdown: &str) -> Option<Modal> {
    if markdown.trim().is_empty() || utf16_len(markdown) > usize::from(FIELD_CHARS) {
        return None;
    }
    let text = TextField::new(form::TEXT, Lines::Several, FIELD_CHARS);
    Some(Modal::new(
        ManageButton::SaveEdit { article, base }.to_custom_id(),
        &locale.message("modal-edit"),
        vec![Label::new(
            locale.message("modal-text"),
            Some(locale.message("field-edit")),
            Field::Text(text.filled_with(markdown.to_owned())),
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
