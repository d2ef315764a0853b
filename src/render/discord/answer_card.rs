//! An answer as a card: the question, a passage with what it rests on, and the buttons; or two passages that disagree.

use super::answer_rows::{self, Expand};
use super::asked_question::{push_question, push_quoted_mark, quoted_mark_chars};
use super::card::Card;
use super::citation::{SOURCE_LINE_CHARS, color, source_line};
use super::headings::headings;
use super::message::{Audience, Message, escaped, plain};
use super::passage_key::PassageKey;
use super::quote;
use super::sides::{push_sides, sides};
use crate::answer::{Answer, Outcome, Quoted, Surroundings};
use crate::render::{Locale, sentences};
use crate::text::utf16_len;

/// Escaped characters of a quote that is folded.
const FOLDED_CHARS: usize = 450;
/// Escaped characters of a quote; longer ones are cut.
const QUOTE_CHARS: usize = 2_000;
/// Escaped characters of the text before and after.
const AROUND_CHARS: usize = 700;
/// Escaped characters of what is said of help.
const HELP_CHARS: usize = 900;

/// How an answer is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown<'a> {
    /// Who asked.
    pub asker: u64,
    /// Which passage, from 0; beyond the last one, the last is shown.
    pub page: usize,
    /// The question before, if it was taken as context.
    pub previous: Option<&'a str>,
    /// Whether the question, or the one before, is the text of another message.
    pub quoted: bool,
    /// How much of the passage is shown.
    pub excerpt: Excerpt<'a>,
    /// Who sees it.
    pub seen_by: SeenBy,
    /// A passage that was picked, which comes first.
    pub first: Option<PassageKey>,
    /// The language of the bot's own sentences.
    pub locale: Locale,
    /// A note above it.
    pub note: Option<Note>,
}

impl Shown<'_> {
    /// The first page of an answer to a question that stands by itself.
    pub fn first_page(asker: u64, seen_by: SeenBy, locale: Locale) -> Self {
        Self {
            asker,
            page: 0,
            previous: None,
            quoted: false,
            excerpt: Excerpt::Folded,
            seen_by,
            first: None,
            locale,
            note: None,
        }
    }
}

/// Who sees an answer, and what the asker can do about that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeenBy {
    /// Everyone where it is.
    Everyone {
        /// Whether the asker may remove it.
        removable: bool,
    },
    /// Only the asker.
    Asker {
        /// Whether it may be shown to everyone where it is.
        shareable: bool,
    },
}

impl SeenBy {
    fn audience(self) -> Audience {
        match self {
            Self::Everyone { .. } => Audience::Everyone,
            Self::Asker { .. } => Audience::Asker,
        }
    }
}

/// How much of a passage is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excerpt<'a> {
    /// What answers, if the quote is long.
    Folded,
    /// The whole quote.
    Whole,
    /// The whole quote with the text around it.
    Around(&'a Surroundings),
}

/// A note above an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// The passages have changed since the message was sent.
    Changed,
    /// Someone else's public answer: this is a copy.
    Copy,
}

impl Note {
    fn text(self, locale: Locale) -> String {
        match self {
            Self::Changed => locale.message("answer-changed"),
            Self::Copy => locale.message("answer-copy"),
        }
    }
}

/// Renders a page of an answer with its buttons.
pub fn answer(answer: &Answer, shown: &Shown<'_>) -> Message {
    let card = match answer.outcome {
        Outcome::Answer if !answer.passages.is_empty() => passages(answer, shown),
        // Without a passage to quote there is no answer, whatever the outcome says.
        Outcome::Answer => {
            let outcome = Outcome::Nothing;
            headings(
                &Answer {
                    outcome,
                    ..answer.clone()
                },
                shown,
            )
        }
        _ => headings(answer, shown),
    };
    Message::of_card(card).seen_by(shown.seen_by.audience())
}

fn passages(answer: &Answer, shown: &Shown<'_>) -> Card {
    let page = shown.page.min(answer.passages.len() - 1);
    let quoted = &answer.passages[page];
    let mut card = Card::new(color(quoted.citation.grade));
    begin(&mut card, answer, shown);
    if let Some(help) = &answer.help {
        card.push_text(escaped(&plain(&help.text, HELP_CHARS), HELP_CHARS));
    }
    let language = quotes_language(answer, shown.locale);
    let expand = match sides(answer, quoted, shown.excerpt) {
        Some(sides) => {
            push_sides(&mut card, sides, shown.locale);
            None
        }
        None => Some(push_quote(&mut card, quoted, shown, utf16_len(&language))),
    };
    if shown.quoted {
        push_quoted_mark(&mut card, shown.locale);
    }
    card.push_text(language);
    card.push_separator();
    for row in answer_rows::rows(answer, shown, page, expand) {
        card.push_row(row);
    }
    card
}

/// What stands above the answer: a note, the question, and how it was understood.
pub(super) fn begin(card: &mut Card, answer: &Answer, shown: &Shown<'_>) {
    let locale = shown.locale;
    if let Some(note) = shown.note {
        card.push_text(format!("-# {}", note.text(locale)));
    }
    let previous = shown.previous.filter(|_| answer.in_context.is_some());
    push_question(card, &answer.question, previous, locale);
    if let Some(understood) = &answer.did_you_mean {
        let said = sentences::understood_as(&plain(understood, 200), locale);
        card.push_text(format!("-# {}", escaped(&said, 240)));
    }
}

/// The line that says which language the quotes are in; empty where it is the reader's.
pub(super) fn quotes_language(answer: &Answer, locale: Locale) -> String {
    sentences::quotes_language(&answer.profile, locale)
        .map_or_else(String::new, |line| format!("-# {}", escaped(&line, 200)))
}

/// Adds the quote with what it rests on, and leaves `reserved` characters; returns what there is more of it.
fn push_quote(card: &mut Card, quoted: &Quoted, shown: &Shown<'_>, reserved: usize) -> Expand {
    let (text, highlight) = (quoted.hit.quoted(), &quoted.hit.highlight);
    let mark = if shown.quoted {
        quoted_mark_chars(shown.locale)
    } else {
        0
    };
    let below = SOURCE_LINE_CHARS + mark + reserved;
    let room = card.chars_left().saturating_sub(below);
    let folded = match shown.excerpt {
        Excerpt::Folded => quote::folded(text, highlight, FOLDED_CHARS.min(room)),
        Excerpt::Whole | Excerpt::Around(_) => None,
    };
    let expand = match (shown.excerpt, &folded) {
        (Excerpt::Folded, Some(_)) => Expand::Quote,
        (Excerpt::Folded | Excerpt::Whole, _) => Expand::Context,
        (Excerpt::Around(_), _) => Expand::Nothing,
    };
    let quote = folded.unwrap_or_else(|| quote::quote(text, highlight, QUOTE_CHARS.min(room)));
    let around = match shown.excerpt {
        Excerpt::Around(around) => Some(around),
        Excerpt::Folded | Excerpt::Whole => None,
    };
    let room = (room.saturating_sub(utf16_len(&quote)) / 2).min(AROUND_CHARS);
    if let Some(before) = around.and_then(|around| around.before.as_deref()) {
        card.push_text(quote::ending(before.trim(), room));
    }
    card.push_text(quote);
    if let Some(after) = around.and_then(|around| around.after.as_deref()) {
        card.push_text(quote::beginning(after.trim(), room));
    }
    card.push_text(source_line(shown.locale, &quoted.citation));
    expand
}

#[cfg(test)]
mod tests;
