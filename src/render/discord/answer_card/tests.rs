use expect_test::{Expect, expect};

use super::super::message::Row;
use super::super::{CardPart, Component as Part};
use super::*;
use crate::answer::{Disagreement, Related, SmallTalk};
use crate::article::LinkKind;
use crate::passage::PassageId;
use crate::render::sample::{answer_with, otters, quoted};

const PUBLIC: SeenBy = SeenBy::Everyone { removable: true };

fn public() -> Shown<'static> {
    Shown::first_page(1, PUBLIC, Locale::English)
}

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
        part @ (Part::Switch(_) | Part::Entities(_)) => {
            panic!("no component of an answer: {part:?}")
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
        &public(),
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
        seen_by: SeenBy::Asker { shareable: true },
        note: Some(Note::Copy),
        ..public()
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
        &public(),
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
        ..public()
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
        ..public()
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
        &public(),
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
        &public(),
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
        &public(),
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
        &public(),
        &expect![[r#####"
        ### what do otters eat
        You're welcome.
        [Remove]
    "#####]],
    );
    // Whatever the outcome says: without a passage there is nothing to quote.
    let none = lines(&answer(&answer_with(Vec::new()), &public()));
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
    let shown = lines(&answer(&found, &public()));
    assert!(shown.contains("| Question 4?]"), "{shown}");
}

#[test]
fn around_an_english_quote_everything_is_in_the_readers_language() {
    let mut found = otters();
    found.in_context = Some("what do otters eat at night".to_owned());
    found.did_you_mean = Some("what do otters eat".to_owned());
    found
        .passages
        .push(quoted("Where do otters sleep?", "On their backs."));
    let shown = Shown {
        previous: Some("are otters awake at night"),
        quoted: true,
        note: Some(Note::Copy),
        ..Shown::first_page(1, SeenBy::Asker { shareable: true }, Locale::German)
    };
    check(
        &found,
        &shown,
        &expect![[r#"
        -# In dieser Antwort kann nur blättern, wer gefragt hat. Hier ist deine eigene Kopie.
        -# Im Anschluss an
        -# are otters awake at night
        ### what do otters eat
        -# Verstanden als: what do otters eat
        Otters hunt at night. **They eat fish, crabs and sea urchins.**

        - A sea otter eats a quarter of its weight a day.
        -# *Otters › What do otters eat?* · [Otter et al. 2020](<https://doi.org/10.1/otter>) · mäßig belegt
        -# Aus einer Nachricht, deren Text ich nicht speichere
        -# Die Artikel sind auf Englisch. Ich zitiere sie wörtlich.
        ———
        (◀ Zurück) (1/2) [Weiter ▶] [Kontext] [Quellen]
        [Hilfreich] [Nicht hilfreich] [Artikel lesen] [Teilen]
        [Verwandte Fragen ⌄ Where do otters sleep?]
    "#]],
    );
    found.outcome = Outcome::Closest;
    let shown = Shown::first_page(1, PUBLIC, Locale::German);
    check(
        &found,
        &shown,
        &expect![[r#"
        ### what do otters eat
        -# Verstanden als: what do otters eat
        Da bin ich mir nicht sicher. Am nächsten kommt:
        **What do otters eat?**
        They eat fish, crabs and sea urchins.

        **Where do otters sleep?**
        -# Die Artikel sind auf Englisch. Ich zitiere sie wörtlich.
        [Eins davon lesen ⌄ What do otters eat? | Where do otters sleep?]
        [Entfernen]
    "#]],
    );
}

#[test]
fn which_language_quotes_are_in_is_said_where_there_are_quotes_in_another() {
    let says = |found: &Answer, locale| {
        let shown = Shown::first_page(1, PUBLIC, locale);
        lines(&answer(found, &shown)).contains("-# Die Artikel sind auf")
    };
    let mut found = otters();
    assert!(says(&found, Locale::German));
    assert!(!says(&found, Locale::English));
    found.profile = std::sync::Arc::new(crate::content::LibraryProfile {
        language: "de-AT".to_owned(),
        ..crate::content::LibraryProfile::default()
    });
    assert!(!says(&found, Locale::German));
    // Nothing is quoted.
    let mut none = answer_with(Vec::new());
    none.outcome = Outcome::Nothing;
    assert!(!says(&none, Locale::German));
}
