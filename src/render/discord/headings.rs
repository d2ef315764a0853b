//! The card when there is no answer: the nearest headings to pick from, or that there is nothing.

use super::answer_card::{Shown, begin, quotes_language};
use super::answer_rows::{MenuPassage, passage_menu, remove};
use super::asked_question::push_quoted_mark;
use super::button::Button;
use super::card::Card;
use super::message::{Component, escaped, plain};
use crate::answer::{Answer, Outcome};
use crate::passage::PassageId;
use crate::render::{Choice, choices, sentences};

/// Headings that are offered.
const OFFERED: usize = 3;
const COLOR: u32 = 0x0080_848E;

/// Renders an answer without a passage to quote.
pub(super) fn headings(answer: &Answer, shown: &Shown<'_>) -> Card {
    let mut card = Card::new(COLOR);
    begin(&mut card, answer, shown);
    // A group that is not covered may come without a reason.
    let opening = sentences::opening(answer, shown.locale).unwrap_or_default();
    card.push_text(escaped(&plain(&opening, 1_200), 1_400));
    let choices: Vec<Choice<'_>> = choices(answer).into_iter().take(OFFERED).collect();
    let listed = answer.outcome == Outcome::Closest && !choices.is_empty();
    if listed {
        card.push_text(list(&choices));
    }
    if shown.quoted {
        push_quoted_mark(&mut card, shown.locale);
    }
    if !choices.is_empty() {
        card.push_text(quotes_language(answer, shown.locale));
    }
    card.push_row(menu(answer, shown, listed, &choices));
    card.push_row(remove(shown).into_iter().collect());
    card
}

/// The headings, each with the sentence of its passage that tells most.
fn list(choices: &[Choice<'_>]) -> String {
    let items: Vec<String> = choices
        .iter()
        .map(|choice| {
            let label = escaped(&plain(&choice.label, 160), 200);
            match &choice.preview {
                Some(preview) => {
                    let preview = escaped(&plain(preview, 200), 260);
                    format!("**{label}**\n{preview}")
                }
                None => format!("**{label}**"),
            }
        })
        .collect();
    items.join("\n\n")
}

/// A menu of the headings.
fn menu(
    answer: &Answer,
    shown: &Shown<'_>,
    listed: bool,
    choices: &[Choice<'_>],
) -> Vec<Component> {
    let placeholder = if listed {
        shown.locale.message("menu-read-one")
    } else {
        shown.locale.message("menu-closest")
    };
    let asker = shown.asker;
    let passages = choices.iter().map(|choice| MenuPassage {
        passage: choice.passage,
        heading: &choice.label,
        title: title_of(answer, choice.passage),
    });
    passage_menu(&placeholder, Button::Choose { asker }, passages)
}

fn title_of<'a>(answer: &'a Answer, passage: &PassageId) -> Option<&'a str> {
    let mut passages = answer.passages.iter();
    let quoted = passages.find(|quoted| quoted.hit.passage.id == *passage)?;
    Some(&quoted.citation.title)
}
