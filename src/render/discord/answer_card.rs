//! An answer as a card: the question, a passage with what it rests on, and the buttons; or two passages that disagree.

use super::answer_rows::{self, Expand};
use super::asked_question::{push_question, push_quoted_mark, quoted_mark_chars};
use super::button::Button;
use super::card::Card;
use super::citation::{SOURCE_LINE_CHARS, color, source_line};
use super::headings::headings;
use super::message::{Audience, ButtonStyle, Component, Message, escaped, plain};
use super::passage_key::PassageKey;
use super::quote;
use crate::answer::{Answer, Disagreement, Outcome, Quoted, Surroundings};
use crate::render::{Locale, sentences};
use crate::text::utf16_len;

/// Escaped characters of a quote that is folded.
const FOLDED_CHARS: usize = 450;
/// Escaped characters of each of two quotes that disagree.
const SIDE_CHARS: usize = 350;
/// Escaped characters of a quote; longer ones are cut.
const QUOTE_CHARS: usize = 2_000;
/// Escaped characters of the text before and after.
const AROUND_CHARS: usize = 700;
/// Escaped characters of what is said of help.
const HELP_CHARS: usize = 900;

const CHANGED: &str =
    "-# The articles have changed since this was posted. Here's what they say now.";
const COPY: &str = "-# Only the asker can page that answer, so here's your own copy.";
const READ_IN_FULL: &str = "Read in full";

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
    pub audience: Audience,
    /// Whether a private answer may be shown to everyone where it is.
    pub may_share: bool,
    /// Whether the asker may remove a public answer.
    pub may_remove: bool,
    /// A passage that was picked, which comes first.
    pub first: Option<PassageKey>,
    /// The language of the bot's own sentences.
    pub locale: Locale,
    /// A note above it.
    pub note: Option<Note>,
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
    fn text(self) -> &'static str {
        match self {
            Self::Changed => CHANGED,
            Self::Copy => COPY,
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
    Message::of_card(card).seen_by(shown.audience)
}

fn passages(answer: &Answer, shown: &Shown<'_>) -> Card {
    let page = shown.page.min(answer.passages.len() - 1);
    let quoted = &answer.passages[page];
    let mut card = Card::new(color(quoted.citation.grade));
    begin(&mut card, answer, shown);
    if let Some(help) = &answer.help {
        card.push_text(escaped(&plain(&help.text, HELP_CHARS), HELP_CHARS));
    }
    let expand = match sides(answer, quoted, shown) {
        Some(sides) => {
            push_sides(&mut card, sides, shown.locale);
            None
        }
        None => Some(push_quote(&mut card, quoted, shown)),
    };
    if shown.quoted {
        push_quoted_mark(&mut card);
    }
    card.push_separator();
    for row in answer_rows::rows(answer, shown, page, expand) {
        card.push_row(row);
    }
    card
}

/// What stands above the answer: a note, the question, and how it was understood.
pub(super) fn begin(card: &mut Card, answer: &Answer, shown: &Shown<'_>) {
    if let Some(note) = shown.note {
        card.push_text(note.text().to_owned());
    }
    let previous = shown.previous.filter(|_| answer.in_context.is_some());
    push_question(card, &answer.question, previous);
    if let Some(understood) = &answer.did_you_mean {
        let said = sentences::understood_as(&plain(understood, 200), shown.locale);
        card.push_text(format!("-# {}", escaped(&said, 240)));
    }
}

/// The sides to show in place of a passage: where it is the first of two that disagree and nothing more of it is wanted.
fn sides<'a>(answer: &'a Answer, quoted: &Quoted, shown: &Shown<'_>) -> Option<&'a Disagreement> {
    let sides = answer.disagreement.as_ref()?;
    let (one, other) = (&sides.one.hit.passage.id, &sides.other.hit.passage.id);
    (shown.excerpt == Excerpt::Folded && *one == quoted.hit.passage.id && one != other)
        .then_some(sides)
}

/// Two short quotes, each with what it rests on and a button to the whole of it; between them, why they differ.
fn push_sides(card: &mut Card, sides: &Disagreement, locale: Locale) {
    push_side(card, &sides.one);
    card.push_separator();
    let why = plain(&sentences::disagreement(sides, locale), 300);
    card.push_text(format!("**{}**", escaped(&why, 360)));
    push_side(card, &sides.other);
}

fn push_side(card: &mut Card, side: &Quoted) {
    let (text, highlight) = (side.hit.quoted(), &side.hit.highlight);
    let short = quote::folded(text, highlight, SIDE_CHARS)
        .unwrap_or_else(|| quote::quote(text, highlight, SIDE_CHARS + SIDE_CHARS / 2));
    card.push_text(short);
    card.push_text(source_line(&side.citation));
    let passage = PassageKey::of(&side.hit.passage.id);
    let open = Button::Open { passage }.to_custom_id();
    let open = Component::button(ButtonStyle::Secondary, READ_IN_FULL, open);
    card.push_row(vec![open]);
}

/// Adds the quote with what it rests on; returns what there is more of it.
fn push_quote(card: &mut Card, quoted: &Quoted, shown: &Shown<'_>) -> Expand {
    let (text, highlight) = (quoted.hit.quoted(), &quoted.hit.highlight);
    let mark = if shown.quoted { quoted_mark_chars() } else { 0 };
    let room = card.chars_left().saturating_sub(SOURCE_LINE_CHARS + mark);
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
    card.push_text(source_line(&quoted.citation));
    expand
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::super::message::Row;
    use super::super::{CardPart, Component as Part};
    use super::*;
    use crate::answer::{Related, SmallTalk};
    use crate::article::LinkKind;
    use crate::passage::PassageId;
    use crate::render::sample::{answer_with, otters, quoted};

    const SHOWN: Shown<'_> = Shown {
        asker: 1,
        page: 0,
        previous: None,
        quoted: false,
        excerpt: Excerpt::Folded,
        audience: Audience::Everyone,
        may_share: true,
        may_remove: true,
        first: None,
        locale: Locale::English,
        note: None,
    };

    /// A card as lines: its texts, and its buttons and menus in brackets.
    fn lines(message: &Message) -> String {
        let card = message.card.as_ref().unwrap();
        let parts = card.components.iter().map(|part| match part {
            CardPart::Text(text) => text.content.clone(),
            CardPart::Separator(_) => "———".to_owned(),
            CardPart::Row(row) => row_line(row),
        });
        parts.collect::<Vec<_>>().join("\n") + "\n"
    }

    fn row_line(row: &Row) -> String {
        let parts = row.components.iter().map(|part| match part {
            Part::Button(button) if button.disabled => format!("({})", button.label),
            Part::Button(button) => format!("[{}]", button.label),
            Part::Select(select) => {
                let options = select.options.iter().map(|option| option.label.as_str());
                let options: Vec<&str> = options.collect();
                format!("[{} ⌄ {}]", select.placeholder, options.join(" | "))
            }
        });
        parts.collect::<Vec<_>>().join(" ")
    }

    fn check(found: &Answer, shown: &Shown<'_>, expected: &Expect) {
        expected.assert_eq(&lines(&answer(found, shown)));
    }

    #[test]
    fn an_answer_has_its_sources_on_one_line() {
        check(
            &otters(),
            &SHOWN,
            &expect![[r#####"
            ### what do otters eat
            Otters hunt at night. **They eat fish, crabs and sea urchins.**

            - A sea otter eats a quarter of its weight a day.
            -# *Otters › What do otters eat?* · [Otter et al. 2020](<https://doi.org/10.1/otter>) · moderate evidence
            ———
            [Context] [Sources]
            [Helpful] [Not helpful] [Read article] [Remove]
            [Related questions ⌄ Where do otters sleep?]
        "#####]],
        );
    }

    #[test]
    fn a_private_follow_up_can_be_shared() {
        let mut found = otters();
        found.in_context = Some("what do otters eat at night".to_owned());
        found.did_you_mean = Some("what do otters eat".to_owned());
        let second = quoted("Where do otters sleep?", "On their backs.");
        found.passages.push(second);
        let shown = Shown {
            page: 1,
            previous: Some("are otters awake at night"),
            quoted: true,
            audience: Audience::Asker,
            note: Some(Note::Copy),
            ..SHOWN
        };
        check(
            &found,
            &shown,
            &expect![[r#####"
            -# Only the asker can page that answer, so here's your own copy.
            -# Following up on
            -# are otters awake at night
            ### what do otters eat
            -# Understood as: what do otters eat
            On their backs.
            -# *Otters › Where do otters sleep?*
            -# Looked up from a message, whose text I don't keep
            ———
            [◀ Back] (2/2) (Next ▶) [Context] [Sources]
            [Helpful] [Not helpful] [Read article] [Share]
            [Related questions ⌄ Where do otters sleep?]
        "#####]],
        );
    }

    fn long() -> Answer {
        let mut found = otters();
        found.related.clear();
        let text = "Otters are small. Sea otters eat a quarter of their weight a day. ".to_owned()
            + &"They dive for every meal, all day and half of the night. ".repeat(15);
        found.passages[0] = quoted("What do otters eat?", text.trim());
        found.passages[0].hit.highlight = 18..65;
        found
    }

    #[test]
    fn a_long_quote_is_folded_and_read_on() {
        check(
            &long(),
            &SHOWN,
            &expect![[r#####"
            ### what do otters eat
            … **Sea otters eat a quarter of their weight a day.** They dive for every meal, all day and half of the night. They dive for every meal, all day and half of the night. They dive for every meal, all day and half of the night. They dive for every meal, all day and half of the night. They dive for every meal, all day and half of the night. They dive for every meal, all day and half of the night. …
            -# *Otters › What do otters eat?*
            ———
            [Read on] [Sources]
            [Helpful] [Not helpful] [Read article] [Remove]
        "#####]],
        );
    }

    #[test]
    fn a_quote_is_shown_with_the_text_around_it() {
        let around = Surroundings {
            before: Some("Otters are mammals.".to_owned()),
            text: String::new(),
            after: Some("They sleep in kelp.".to_owned()),
        };
        let shown = Shown {
            excerpt: Excerpt::Around(&around),
            ..SHOWN
        };
        check(
            &otters(),
            &shown,
            &expect![[r#####"
            ### what do otters eat
            Otters are mammals.
            Otters hunt at night. **They eat fish, crabs and sea urchins.**

            - A sea otter eats a quarter of its weight a day.
            They sleep in kelp.
            -# *Otters › What do otters eat?* · [Otter et al. 2020](<https://doi.org/10.1/otter>) · moderate evidence
            ———
            [Less context] [Sources]
            [Helpful] [Not helpful] [Read article] [Remove]
            [Related questions ⌄ Where do otters sleep?]
        "#####]],
        );
        let shown = Shown {
            excerpt: Excerpt::Whole,
            ..SHOWN
        };
        let whole = lines(&answer(&long(), &shown));
        assert!(
            whole.contains("Otters are small. **Sea otters eat"),
            "{whole}"
        );
        assert!(whole.contains("[Context] [Sources]"), "{whole}");
    }

    #[test]
    fn sides_that_disagree_stand_below_each_other() {
        let mut found = otters();
        let mut other = quoted("How much do zoo otters eat?", "Zoo otters eat less.");
        other.citation.grade = Some(crate::article::Grade::Contested);
        found.disagreement = Some(Disagreement {
            kind: LinkKind::Contradicts,
            one: found.passages[0].clone(),
            other: other.clone(),
            about: "Zoo otters swim less.".to_owned(),
        });
        found.passages.push(other);
        check(
            &found,
            &SHOWN,
            &expect![[r#####"
            ### what do otters eat
            Otters hunt at night. **They eat fish, crabs and sea urchins.**

            - A sea otter eats a quarter of its weight a day.
            -# *Otters › What do otters eat?* · [Otter et al. 2020](<https://doi.org/10.1/otter>) · moderate evidence
            [Read in full]
            ———
            **Another passage says otherwise. Zoo otters swim less.**
            Zoo otters eat less.
            -# *Otters › How much do zoo otters eat?* · contested evidence
            [Read in full]
            ———
            (◀ Back) (1/2) [Next ▶] [Context] [Sources]
            [Helpful] [Not helpful] [Remove]
            [Related questions ⌄ Where do otters sleep?]
        "#####]],
        );
    }

    #[test]
    fn an_unsure_answer_offers_headings_in_one_menu() {
        let mut found = otters();
        found.outcome = Outcome::Closest;
        for heading in [
            "Where do otters sleep?",
            "Why do otters dive?",
            "What is kelp?",
        ] {
            found.passages.push(quoted(heading, "Nobody knows."));
        }
        check(
            &found,
            &SHOWN,
            &expect![[r#####"
            ### what do otters eat
            Not sure I have this one. Closest topics:
            **What do otters eat?**
            They eat fish, crabs and sea urchins.

            **Where do otters sleep?**

            **Why do otters dive?**
            [Read one of these ⌄ What do otters eat? | Where do otters sleep? | Why do otters dive?]
            [Remove]
        "#####]],
        );
    }

    #[test]
    fn without_an_answer_there_is_one_sentence() {
        let mut found = otters();
        found.outcome = Outcome::Nothing;
        check(
            &found,
            &SHOWN,
            &expect![[r#####"
            ### what do otters eat
            The articles have no answer to that.
            [Closest topics ⌄ What do otters eat?]
            [Remove]
        "#####]],
        );
        found.reason = crate::answer::Reason::SmallTalk(SmallTalk::Thanks);
        check(
            &found,
            &SHOWN,
            &expect![[r#####"
            ### what do otters eat
            You're welcome.
            [Remove]
        "#####]],
        );
        // Whatever the outcome says: without a passage there is nothing to quote.
        let none = lines(&answer(&answer_with(Vec::new()), &SHOWN));
        assert!(
            none.contains("The articles have no answer to that."),
            "{none}"
        );
    }

    #[test]
    fn related_questions_are_one_menu_of_five() {
        let mut found = otters();
        found.related = (0..7)
            .map(|number| Related {
                passage: PassageId::from_text(format!("otters#{number}")),
                heading: format!("Question {number}?"),
            })
            .collect();
        let shown = lines(&answer(&found, &SHOWN));
        assert!(shown.contains("| Question 4?]"), "{shown}");
    }
}
