//! The card when there is no answer: the nearest headings to pick from, or that there is nothing.

use super::answer_card::{Shown, begin};
use super::answer_rows::remove;
use super::asked_question::push_quoted_mark;
use super::button::Button;
use super::card::Card;
use super::message::{Component, OPTION_CHARS, SelectOption, escaped, plain};
use super::passage_key::PassageKey;
use crate::answer::{Answer, Outcome};
use crate::passage::PassageId;
use crate::render::{Choice, choices, sentences};

/// Headings that are offered.
const OFFERED: usize = 3;
const COLOR: u32 = 0x0080_848E;

const READ_ONE: &str = "Read one of these";
const CLOSEST: &str = "Closest topics";

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
        push_quoted_mark(&mut card);
    }
    let placeholder = if listed { READ_ONE } else { CLOSEST };
    card.push_row(menu(answer, shown, placeholder, &choices));
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

/// A menu of the headings; nothing if there are none.
fn menu(
    answer: &Answer,
    shown: &Shown<'_>,
    placeholder: &str,
    choices: &[Choice<'_>],
) -> Vec<Component> {
    let options: Vec<SelectOption> = choices
        .iter()
        .map(|choice| SelectOption {
            label: plain(&choice.label, OPTION_CHARS),
            value: PassageKey::of(choice.passage).to_text(),
            description: title_of(answer, choice.passage),
        })
        .collect();
    if options.is_empty() {
        return Vec::new();
    }
    let asker = shown.asker;
    let id = Button::Choose { asker }.to_custom_id();
    vec![Component::select(placeholder, id, options)]
}

fn title_of(answer: &Answer, passage: &PassageId) -> Option<String> {
    let quoted = answer
        .passages
        .iter()
        .find(|quoted| quoted.hit.passage.id == *passage)?;
    let title = &quoted.citation.title;
    (!title.trim().is_empty()).then(|| plain(title, OPTION_CHARS))
}
