//! `&Answer` → a Discord message within the limits: the quote with its best sentence in bold, where it stands, how
//! sure it is, and what to press. Text of articles and people is escaped; the words of the bot are here and in
//! [`super::sentences`].

mod answer_page;
mod articles;
mod asked_question;
mod button;
mod content;
mod diff;
mod escape;
mod gaps;
mod manage_button;
mod message;
mod messages;
mod modal;
pub mod names;
mod quote;
mod rebuild;
mod settings;
mod stats;
mod versions;

#[cfg(test)]
mod hostile;

pub use answer_page::{Note, Shown, answer, answer_once, sources};
pub use articles::{ArticleSummary, SectionPart, article, article_list, reading};
pub use asked_question::{AskedQuestion, as_asked, as_previous, asked};
pub use button::{Button, PageState, PassageKey, Picked, Stale, fingerprint};
pub use content::{
    DraftPreview, DuplicatePassage, Overtaken, UploadRejection, changed_meanwhile, draft_discarded,
    draft_gone, preview, upload_rejected,
};
pub use gaps::{
    GapGroup, NearSection, OTHER_QUESTIONS, TeachResult, gap_gone, gap_group, gaps_csv,
    gaps_exported, gaps_list, gaps_solved, label_value, no_such_section, taught, taught_list,
    untaught,
};
pub use manage_button::{ManageButton, SLUG_CHARS};
pub use message::{
    Attached, Audience, Choice, Component, Embed, MAX_OPTIONS, Message, OPTION_CHARS, Row, plain,
};
pub use messages::*;
pub use modal::{ARTICLE_TITLE_CHARS, Modal, article_modal, form};
pub use rebuild::*;
pub use settings::{
    Defaults, MAX_COOLDOWN_SECONDS, audit_page, everyone_manages, list_is_full, no_channel_left,
    setting_changed, settings, unusable_setting,
};
pub use stats::stats;
pub use versions::{
    Compared, article_versions, compared, content_list, exported, no_such_article, no_such_version,
    nothing_to_export, shown_article,
};
