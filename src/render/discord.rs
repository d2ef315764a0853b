//! `&Answer` → a Discord message within the limits: the quote with its best sentence in bold, where it stands, how
//! sure it is, and what to press. Text of articles and people is escaped; the words of the bot are here and in
//! [`super::sentences`].

mod button;
mod list;
mod message;
mod page;
mod quote;
mod say;

#[cfg(test)]
mod hostile;

pub use button::{Button, PassageKey, Spot, Stale, fingerprint};
pub use list::{OpenedArticle, article, article_list, reading};
pub use message::{
    Audience, Choice, Component, Embed, MAX_OPTIONS, Message, OPTION_CHARS, Row, plain,
};
pub use page::{Around, Asked, Note, Shown, answer, answer_once, asked, sources};
pub use say::*;
