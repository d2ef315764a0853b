//! Drafts that wait for approval, and what is said about changing an article's text.

use std::fmt::Write as _;

use super::manage_button::ManageButton;
use super::message::{Message, OPTION_CHARS, SelectOption, escaped, plain, timestamp};
use super::versions::{embed, menu};
use crate::locale::args;
use crate::render::Locale;
use crate::store::Draft;

/// Drafts that are named in the text; the menu has them all.
const NAMED: usize = 10;
/// Characters of a title or a file's name in a list.
const TITLE_CHARS: usize = 40;
/// Characters of why a file could not be taken.
const WHY_CHARS: usize = 160;

/// A file that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedFile {
    /// Its name.
    pub name: String,
    /// What was said about it.
    pub why: String,
}

/// The drafts that wait, newest first, after what came of files that were just handed over.
pub fn drafts_list(locale: Locale, drafts: &[Draft], rejected: &[RejectedFile]) -> Message {
    let mut text = String::new();
    for file in rejected {
        let name = escaped(&plain(&file.name, TITLE_CHARS), 2 * TITLE_CHARS);
        let _ = writeln!(text, "**{name}**: {}", plain(&file.why, WHY_CHARS));
    }
    if !rejected.is_empty() {
        text.push('\n');
    }
    text.push_str(&match drafts.len() {
        0 => locale.message("drafts-none"),
        count => locale.format("drafts-waiting", &args!["count" => count]),
    });
    for draft in drafts.iter().take(NAMED) {
        let title = escaped(&plain(&draft.title, TITLE_CHARS), 2 * TITLE_CHARS);
        let _ = write!(
            text,
            "\n- **{title}**, <@{}>, {}",
            draft.by,
            timestamp(draft.at)
        );
    }
    let mut rows = Vec::new();
    menu(
        &mut rows,
        &locale.message("menu-open-draft"),
        ManageButton::OpenDraft,
        drafts.iter().map(|draft| SelectOption {
            label: plain(&draft.title, OPTION_CHARS),
            value: draft.id.to_string(),
            description: Some(match draft.base_version {
                0 => locale.message("choice-new-article"),
                version => locale.format("choice-replaces", &args!["version" => version]),
            }),
        }),
    );
    embed(&text, None, rows)
}

/// Neither a file nor a text was handed over.
pub fn nothing_to_add(locale: Locale) -> Message {
    Message::private(locale.message("add-nothing"))
}

/// An article's text is too long for a field; it comes along as a file.
pub fn too_long_to_edit(locale: Locale, title: &str) -> Message {
    let title = escaped(&plain(title, 120), 240);
    Message::private(locale.format("edit-too-long", &args!["title" => title]))
}

/// The text was not changed.
pub fn edit_without_change(locale: Locale) -> Message {
    Message::private(locale.message("edit-no-change"))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::article::{ArticleId, UserId};
    use crate::store::DraftId;
    use crate::text::utf16_len;

    #[test]
    fn the_longest_list_fits_in_every_language() {
        let draft = |number: u64| Draft {
            id: DraftId(number),
            slug: ArticleId::from_text("otters"),
            title: "*_ ".repeat(60),
            markdown: String::new(),
            base_version: u32::from(number > 3),
            by: UserId(u64::MAX),
            at: Timestamp::UNIX_EPOCH,
        };
        let drafts: Vec<Draft> = (0..25).map(draft).collect();
        let rejected = RejectedFile {
            name: "*".repeat(300),
            why: "*".repeat(300),
        };
        let rejected = vec![rejected; 10];
        for locale in Locale::ALL {
            let list = drafts_list(locale, &drafts, &rejected);
            let text = &list.embeds[0].description;
            assert!(utf16_len(text) <= 4_096 && !text.ends_with('…'), "{text}");
            assert_eq!(text.matches("<@").count(), NAMED);
        }
        assert!(drafts_list(Locale::English, &[], &[]).components.is_empty());
    }
}
