//! The buttons of an answer and the menus of passages. Each button says in words what it does; where it has a sign too,
//! that only repeats them.

use super::answer_card::{SeenBy, Shown};
use super::button::{Button, PageState, fingerprint};
use super::message::{ButtonStyle, Component, OPTION_CHARS, ROW_BUTTONS, SelectOption, plain};
use super::passage_key::PassageKey;
use crate::answer::{Answer, Quoted};
use crate::passage::PassageId;
use crate::render::Locale;

/// Related questions that are offered.
const RELATED: usize = 5;

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
    let button = |key, button| secondary(&shown.locale.message(key), button);
    let mut first = pages(shown.locale, answer.passages.len(), page, &state);
    first.push(match expand {
        Some(Expand::Quote) => button("button-read-on", Button::ReadOn(state(page))),
        Some(Expand::Context) | None => button("button-context", Button::More(state(page))),
        Some(Expand::Nothing) => button("button-less-context", Button::Less(state(page))),
    });
    let quoted = &answer.passages[page];
    let sources = button("button-sources", Button::Sources(state(page)));
    first.push(sources.enabled_if(has_sources(quoted)));
    let mut second = vec![
        button("button-helpful", Button::Helpful(state(page))).with_emoji("👍"),
        button("button-not-helpful", Button::NotHelpful(state(page))).with_emoji("👎"),
    ];
    if expand.is_some() {
        let passage = PassageKey::of(&quoted.hit.passage.id);
        second.push(button("button-read-article", Button::Open { passage }));
    }
    if shown.seen_by == (SeenBy::Asker { shareable: true }) {
        second.push(button("button-share", Button::Share(state(page))));
    }
    second.extend(remove(shown));
    debug_assert!(first.len() <= ROW_BUTTONS && second.len() <= ROW_BUTTONS);
    vec![first, second, related(answer, shown)]
}

fn secondary(label: &str, button: Button) -> Component {
    Component::button(ButtonStyle::Secondary, label, button.to_custom_id())
}

/// Back, which page of how many, and next; nothing if there is one alone.
fn pages(
    locale: Locale,
    count: usize,
    page: usize,
    state: &impl Fn(usize) -> PageState,
) -> Vec<Component> {
    if count < 2 {
        return Vec::new();
    }
    let last = count - 1;
    let back = Button::Previous(state(page.saturating_sub(1)));
    let back = secondary(&locale.message("button-page-back"), back);
    let here = format!("{}/{count}", page + 1);
    let next = Button::Next(state((page + 1).min(last))).to_custom_id();
    let next_label = locale.message("button-page-next");
    vec![
        back.enabled_if(page > 0),
        secondary(&here, Button::PageCount).enabled_if(false),
        Component::button(ButtonStyle::Primary, &next_label, next).enabled_if(page < last),
    ]
}

/// The button with which the asker removes a public answer, where that is possible.
pub(super) fn remove(shown: &Shown<'_>) -> Option<Component> {
    let asker = shown.asker;
    let label = || shown.locale.message("button-remove-answer");
    (shown.seen_by == SeenBy::Everyone { removable: true })
        .then(|| secondary(&label(), Button::Remove { asker }).with_emoji("🗑️"))
}

fn has_sources(quoted: &Quoted) -> bool {
    let citation = &quoted.citation;
    !citation.references.is_empty() || !citation.source.name.trim().is_empty()
}

fn related(answer: &Answer, shown: &Shown<'_>) -> Vec<Component> {
    let related = answer
        .related
        .iter()
        .filter(|related| !related.heading.trim().is_empty())
        .take(RELATED)
        .map(|related| MenuPassage {
            passage: &related.passage,
            heading: &related.heading,
            title: None,
        });
    let asker = shown.asker;
    let placeholder = shown.locale.message("menu-related");
    passage_menu(&placeholder, Button::Ask { asker }, related)
}

/// A passage that a menu offers.
pub(super) struct MenuPassage<'a> {
    pub(super) passage: &'a PassageId,
    pub(super) heading: &'a str,
    /// Title of its article.
    pub(super) title: Option<&'a str>,
}

/// A menu of passages; nothing if there are none.
pub(super) fn passage_menu<'a>(
    placeholder: &str,
    button: Button,
    passages: impl Iterator<Item = MenuPassage<'a>>,
) -> Vec<Component> {
    let options: Vec<SelectOption> = passages
        .map(|offered| SelectOption {
            label: plain(offered.heading, OPTION_CHARS),
            value: PassageKey::of(offered.passage).to_text(),
            description: offered
                .title
                .filter(|title| !title.trim().is_empty())
                .map(|title| plain(title, OPTION_CHARS)),
        })
        .collect();
    if options.is_empty() {
        return Vec::new();
    }
    vec![Component::select(
        placeholder,
        button.to_custom_id(),
        options,
    )]
}
