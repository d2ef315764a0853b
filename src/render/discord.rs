//! `&Answer` → a Discord message within the limits: the quote with its best sentence in bold, where it stands, how
//! sure it is, and what to press. Text of articles and people is escaped; the words of the bot are here and in
//! [`super::sentences`].

mod asked;
mod button;
mod content;
mod date;
mod diff;
mod escape;
mod gaps;
mod list;
mod manage_button;
mod message;
pub mod names;
mod page;
mod quote;
mod rebuild;
mod say;
mod settings;
mod stats;
mod versions;
mod window;

#[cfg(test)]
mod hostile;

pub use asked::{Asked, as_asked, as_previous, asked};
pub use button::{Button, PassageKey, Picked, Spot, Stale, fingerprint};
pub use content::{
    NotTaken, Overtaken, Previewed, Repeated, changed_meanwhile, draft_discarded, draft_gone,
    not_taken, preview,
};
pub use date::DateLanguage;
pub use gaps::{
    GapGroup, LearnedNow, NearSection, OTHER_QUESTIONS, gap_gone, gap_group, gaps_csv,
    gaps_exported, gaps_list, gaps_solved, label_value, no_such_section, taught, taught_list,
    untaught,
};
pub use list::{OpenedArticle, ReadPiece, article, article_list, reading};
pub use manage_button::{ManageButton, SLUG_CHARS};
pub use message::{
    Attached, Audience, Choice, Component, Embed, Image, MAX_OPTIONS, Message, OPTION_CHARS, Row,
    plain,
};
pub use page::{Note, Shown, answer, answer_once, sources};
pub use rebuild::*;
pub use say::*;
pub use settings::{
    Defaults, MAX_COOLDOWN_SECONDS, audit_page, everyone_manages, list_is_full, no_channel_left,
    setting_changed, settings, unusable_setting,
};
pub use stats::{chart_words, stats};
pub use versions::{
    Compared, article_versions, compared, content_list, exported, no_such_article, no_such_version,
    nothing_to_export, shown_article,
};
pub use window::{ARTICLE_TITLE_CHARS, Window, article_window, form};
