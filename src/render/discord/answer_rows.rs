//! The buttons of an answer and the menu of related questions. Each button says in words what it does; where it has a
//! sign too, that only repeats them.

use super::answer_card::Shown;
use super::button::{Button, PageState, fingerprint};
use super::message::{
    Audience, ButtonStyle, Component, OPTION_CHARS, ROW_BUTTONS, SelectOption, plain,
};
use super::passage_key::PassageKey;
use crate::answer::{Answer, Quoted};

/// Related questions that are offered.
const RELATED: usize = 5;

const BACK: &str = "◀ Back";
const NEXT: &str = "Next ▶";
const READ_ON: &str = "Read on";
const CONTEXT: &str = "Context";
const LESS_CONTEXT: &str = "Less context";
const SOURCES: &str = "Sources";
const HELPFUL: &str = "Helpful";
const NOT_HELPFUL: &str = "Not helpful";
const READ_ARTICLE: &str = "Read article";
const SHARE: &str = "Share";
const REMOVE: &str = "Remove";
const RELATED_QUESTIONS: &str = "Related questions";

/// What there is more of a passage than is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expand {
    /// The rest of the quote.
    Quote,
    /// The text around it.
    Context,
    /// Nothing: the text around it is shown.
    Nothing,
}

/// The rows of a page. `expand` is what there is more of its passage; none where two passages stand side by side, each
/// with a button of its own.
pub(super) fn rows(
    answer: &Answer,
    shown: &Shown<'_>,
    page: usize,
    expand: Option<Expand>,
) -> Vec<Vec<Component>> {
    let state = |page| PageState {
        asker: shown.asker,
        page,
        fingerprint: fingerprint(answer),
        first: shown.first,
    };
    let mut first = pages(answer.passages.len(), page, &state);
    first.push(match expand {
        Some(Expand::Quote) => secondary(READ_ON, Button::ReadOn(state(page))),
        Some(Expand::Context) | None => secondary(CONTEXT, Button::More(state(page))),
        Some(Expand::Nothing) => secondary(LESS_CONTEXT, Button::Less(state(page))),
    });
    let quoted = &answer.passages[page];
    let sources = secondary(SOURCES, Button::Sources(state(page)));
    first.push(sources.enabled_if(has_sources(quoted)));
    let mut second = vec![
        secondary(HELPFUL, Button::Helpful(state(page))).with_emoji("👍"),
        secondary(NOT_HELPFUL, Button::NotHelpful(state(page))).with_emoji("👎"),
    ];
    if expand.is_some() {
        let passage = PassageKey::of(&quoted.hit.passage.id);
        second.push(secondary(READ_ARTICLE, Button::Open { passage }));
    }
    if shown.audience == Audience::Asker && shown.may_share {
        second.push(secondary(SHARE, Button::Share(state(page))));
    }
    second.extend(remove(shown));
    debug_assert!(first.len() <= ROW_BUTTONS && second.len() <= ROW_BUTTONS);
    vec![first, second, related(answer, shown.asker)]
}

fn secondary(label: &str, button: Button) -> Component {
    Component::button(ButtonStyle::Secondary, label, button.to_custom_id())
}

/// Back, which page of how many, and next; nothing if there is one alone.
fn pages(count: usize, page: usize, state: &impl Fn(usize) -> PageState) -> Vec<Component> {
    if count < 2 {
        return Vec::new();
    }
    let last = count - 1;
    let back = secondary(BACK, Button::Previous(state(page.saturating_sub(1))));
    let here = format!("{}/{count}", page + 1);
    let next = Button::Next(state((page + 1).min(last))).to_custom_id();
    vec![
        back.enabled_if(page > 0),
        secondary(&here, Button::PageCount).enabled_if(false),
        Component::button(ButtonStyle::Primary, NEXT, next).enabled_if(page < last),
    ]
}

/// The button with which the asker removes a public answer, where that is possible.
pub(super) fn remove(shown: &Shown<'_>) -> Option<Component> {
    let asker = shown.asker;
    (shown.audience == Audience::Everyone && shown.may_remove)
        .then(|| secondary(REMOVE, Button::Remove { asker }).with_emoji("🗑️"))
}

fn has_sources(quoted: &Quoted) -> bool {
    let citation = &quoted.citation;
    !citation.references.is_empty() || !citation.source.name.trim().is_empty()
}

/// A menu of related questions; nothing if there are none.
fn related(answer: &Answer, asker: u64) -> Vec<Component> {
    let options: Vec<SelectOption> = answer
        .related
        .iter()
        .filter(|related| !related.heading.trim().is_empty())
        .take(RELATED)
        .map(|related| SelectOption {
            label: plain(&related.heading, OPTION_CHARS),
            value: PassageKey::of(&related.passage).to_text(),
            description: None,
        })
        .collect();
    if options.is_empty() {
        return Vec::new();
    }
    let id = Button::Ask { asker }.to_custom_id();
    vec![Component::select(RELATED_QUESTIONS, id, options)]
}
