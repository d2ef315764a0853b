//! Two passages that disagree: two short quotes, each with what it rests on, and between them why they differ.

use super::answer_card::Excerpt;
use super::button::Button;
use super::card::Card;
use super::citation::source_line;
use super::message::{ButtonStyle, Component, escaped, plain};
use super::passage_key::PassageKey;
use super::quote;
use crate::answer::{Answer, Disagreement, Quoted};
use crate::render::{Locale, sentences};

/// Escaped characters of each quote.
const SIDE_CHARS: usize = 350;

/// The sides to show in place of a passage: where it is the first of two that disagree and nothing more of it is wanted.
pub(super) fn sides<'a>(
    answer: &'a Answer,
    quoted: &Quoted,
    excerpt: Excerpt<'_>,
) -> Option<&'a Disagreement> {
    let sides = answer.disagreement.as_ref()?;
    let (one, other) = (&sides.one.hit.passage.id, &sides.other.hit.passage.id);
    (excerpt == Excerpt::Folded && *one == quoted.hit.passage.id && one != other).then_some(sides)
}

/// Adds both quotes, each with a button to the whole of it.
pub(super) fn push_sides(card: &mut Card, sides: &Disagreement, locale: Locale) {
    push_side(card, &sides.one, locale);
    card.push_separator();
    let why = plain(&sentences::disagreement(sides, locale), 300);
    card.push_text(format!("**{}**", escaped(&why, 360)));
    push_side(card, &sides.other, locale);
}

fn push_side(card: &mut Card, side: &Quoted, locale: Locale) {
    let (text, highlight) = (side.hit.quoted(), &side.hit.highlight);
    let short = quote::folded(text, highlight, SIDE_CHARS)
        .unwrap_or_else(|| quote::quote(text, highlight, SIDE_CHARS + SIDE_CHARS / 2));
    card.push_text(short);
    card.push_text(source_line(locale, &side.citation));
    let passage = PassageKey::of(&side.hit.passage.id);
    let open = Button::Open { passage }.to_custom_id();
    let label = locale.message("button-read-in-full");
    let open = Component::button(ButtonStyle::Secondary, &label, open);
    card.push_row(vec![open]);
}
