//! `&Answer` → a Discord message within the limits: the quote with its best sentence in bold, what it rests on, how sure
//! that is, and the buttons. Text of articles and people is escaped; what the bot says is here and in
//! [`super::sentences`].

mod answer_card;
mod answer_rows;
mod articles;
mod asked_question;
mod button;
mod card;
mod citation;
mod command_mentions;
mod compact;
mod content;
mod content_modals;
mod custom_id;
mod diff;
mod drafts;
mod escape;
mod gaps;
mod headings;
mod manage_button;
mod message;
mod messages;
mod modal;
pub mod names;
mod passage_key;
mod quote;
mod rebuild;
mod settings;
mod sides;
mod stats;
mod versions;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod languages;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod limits;

pub use answer_card::{Excerpt, Note, SeenBy, Shown, answer};
pub use articles::{ArticleSummary, SectionPart, article, article_list, reading};
pub use asked_question::{AskedQuestion, as_asked, as_previous};
pub use button::{Button, PageState, fingerprint};
pub use card::{Card, CardPart, SeparatorPart, TextPart};
pub use citation::sources;
pub use command_mentions::CommandMentions;
pub use content::{
    DraftPreview, DuplicatePassage, Overtaken, UploadRejection, changed_meanwhile, draft_discarded,
    draft_gone, preview, upload_rejected,
};
pub use content_modals::{MAX_FILES, article_modal, edit_modal};
pub use custom_id::{CustomId, Stale};
pub use drafts::{
    RejectedFile, drafts_list, edit_without_change, nothing_to_add, too_long_to_edit,
};
pub use gaps::{
    GapGroup, NearSection, OTHER_QUESTIONS, TeachResult, gap_gone, gap_group, gaps_csv,
    gaps_exported, gaps_list, gaps_solved, label_value, no_such_section, taught, taught_list,
    untaught,
};
pub use manage_button::{ArticleKey, ManageButton, SLUG_CHARS};
pub use message::{
    Attached, Audience, Choice, Component, Embed, MAX_OPTIONS, Message, OPTION_CHARS, Row, plain,
};
pub use messages::*;
pub use modal::{ARTICLE_TITLE_CHARS, MISSING_CHARS, Modal, form, missing_modal};
pub use passage_key::{PassageKey, Picked};
pub use rebuild::*;
pub use settings::{
    DEFAULT_COOLDOWN, Defaults, MAX_COOLDOWN_SECONDS, MAX_LISTED, PanelUser, Sureness, audit_page,
    everyone_manages, settings, unusable_setting, visibility,
};
pub use stats::stats;
pub use versions::{
    Compared, article_versions, compared, content_found, content_list, exported, no_such_article,
    no_such_version, nothing_to_export, shown_article,
};
