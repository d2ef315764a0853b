//! Each kind of message in German beside the same one in English: what articles and people wrote is in Greek here, so a
//! Latin word that both have is a sentence that was forgotten.

use std::collections::BTreeSet;

use jiff::Timestamp;
use regex::Regex;
use serde_json::Value;

use super::*;
use crate::answer::{Answer, Disagreement, Outcome, Quoted, Surroundings};
use crate::article::{Grade, LinkKind, Teaching, UserId};
use crate::index::Progress;
use crate::render::Locale;
use crate::render::sample::{answer_with, otters, quoted};
use crate::store::{Gap, GapId, GapReason, Taught, TaughtId};

/// Words that both languages have.
const SHARED: [&str; 4] = ["Version", "doi", "optional", "was"];
const GREEK: &str = "ενυδρίδα";

fn sample() -> Quoted {
    passage("Κάτι. Άλλο.")
}

fn passage(text: &str) -> Quoted {
    let mut quoted = quoted(GREEK, text);
    let citation = &mut quoted.citation;
    citation.title = GREEK.to_owned();
    citation.source.authors = vec![GREEK.to_owned()];
    citation.source.license = None;
    citation.grade = Some(Grade::Moderate);
    let mut reference = otters().passages[0].citation.references[0].clone();
    reference.authors = format!("{GREEK}, {GREEK}, {GREEK}");
    reference.title = Some(GREEK.to_owned());
    reference.journal = None;
    citation.references = vec![reference.clone()];
    reference.doi = None;
    reference.url = Some("https://a.example".to_owned());
    citation.references.push(reference);
    quoted
}

fn answers(locale: Locale) -> Vec<Message> {
    let shown = Shown {
        quoted: true,
        previous: Some(GREEK),
        ..Shown::first_page(1, SeenBy::Asker { shareable: true }, locale)
    };
    let mut found = answer_with(vec![sample(), sample()]);
    found.question = GREEK.to_owned();
    found.in_context = Some(GREEK.to_owned());
    found.did_you_mean = Some(GREEK.to_owned());
    found.related = otters().related;
    found.related[0].heading = GREEK.to_owned();
    let around = Surroundings {
        before: Some(GREEK.to_owned()),
        text: String::new(),
        after: None,
    };
    let mut other = sample();
    other.hit.passage.id = found.related[0].passage.clone();
    let disagreeing = |kind| Answer {
        disagreement: Some(Disagreement {
            kind,
            one: sample(),
            other: other.clone(),
            about: GREEK.to_owned(),
        }),
        ..found.clone()
    };
    let of = |outcome| Answer {
        outcome,
        ..found.clone()
    };
    let everyone = Shown {
        seen_by: SeenBy::Everyone { removable: true },
        note: Some(Note::Changed),
        ..shown
    };
    let copy = Shown {
        excerpt: Excerpt::Around(&around),
        note: Some(Note::Copy),
        page: 1,
        ..shown
    };
    let mut long = found.clone();
    long.passages[0] = passage(&"Κάτι άλλο εδώ. ".repeat(60));
    let mut unsourced = sample();
    unsourced.citation.references.clear();
    vec![
        answer(&found, &shown),
        answer(&found, &everyone),
        answer(&found, &copy),
        answer(&long, &shown),
        answer(&disagreeing(LinkKind::Contradicts), &shown),
        answer(&disagreeing(LinkKind::Qualifies), &shown),
        answer(&of(Outcome::Closest), &shown),
        answer(&of(Outcome::Nothing), &shown),
        sources(locale, &found.passages[0]),
        sources(locale, &unsourced),
        not_yours(locale),
        thanks_for_vote(locale, true),
        thanks_for_vote(locale, false),
        stale(locale),
    ]
}

fn gaps(locale: Locale) -> Vec<Message> {
    let gap = |reason| Gap {
        id: GapId(1),
        at: Timestamp::UNIX_EPOCH,
        question: GREEK.to_owned(),
        reason,
        nearest: Vec::new(),
        missing: Some(GREEK.to_owned()),
    };
    let reasons = [
        GapReason::Nothing,
        GapReason::Closest,
        GapReason::NotHelpful,
    ];
    let group = GapGroup {
        gaps: reasons.into_iter().cycle().take(15).map(gap).collect(),
    };
    let near = NearSection {
        key: PassageKey::of(&sample().hit.passage.id),
        heading: GREEK.to_owned(),
        article: GREEK.to_owned(),
    };
    let wording = Teaching::Wording {
        section: GREEK.to_owned(),
        question: GREEK.to_owned(),
    };
    let not_covered = Teaching::NotCovered {
        group: OTHER_QUESTIONS.to_owned(),
        question: GREEK.to_owned(),
    };
    let taught_now = |sample, in_effect| {
        let result = TeachResult {
            sample,
            questions: 3,
            closed: 2,
            left: 1,
            in_effect,
        };
        taught(locale, &result)
    };
    let entry = |teaching: &Teaching| Taught {
        id: TaughtId(1),
        teaching: teaching.clone(),
        by: UserId(1),
        at: Timestamp::UNIX_EPOCH,
    };
    let entries: Vec<Taught> = [&wording, &not_covered].into_iter().map(entry).collect();
    let labels = [OTHER_QUESTIONS.to_owned()];
    vec![
        gaps_list(locale, &[], 0),
        gaps_list(locale, &vec![group.clone(); 11], 0),
        gap_group(locale, &group, &[near], &labels),
        gap_group(locale, &group, &[], &labels),
        gap_gone(locale),
        no_such_section(locale),
        gaps_solved(locale, 2, 1),
        taught_now(&wording, true),
        taught_now(&not_covered, false),
        untaught(locale, true),
        untaught(locale, false),
        taught_list(locale, &entries, 0),
        taught_list(locale, &[], 0),
        gaps_exported(locale, 0),
        gaps_exported(locale, 2),
    ]
}

fn rebuilds(locale: Locale) -> Vec<Message> {
    let names = [GREEK.to_owned()];
    let report = Rebuilt {
        articles: 2,
        passages: 2,
        added: &names,
        changed: &names,
        removed: &names,
        problems: &names,
        gaps_closed: 2,
        seconds: 1.0,
    };
    let unchanged = Rebuilt {
        added: &[],
        changed: &[],
        removed: &[],
        ..report
    };
    let title = || GREEK.to_owned();
    let removed = LibraryChange::Removed {
        title: title(),
        slug: title(),
        version: 3,
    };
    let approved = |version| LibraryChange::Approved {
        title: title(),
        version,
    };
    let rolled_back = LibraryChange::RolledBack {
        title: title(),
        to: 1,
        version: 3,
    };
    let (done, total) = (1, 2);
    vec![
        rebuilding(locale, None),
        rebuilding(locale, Some(&Progress::Splitting)),
        rebuilding(locale, Some(&Progress::Encoding { done, total })),
        rebuilding(locale, Some(&Progress::Writing { done, total })),
        rebuilt(locale, &report),
        rebuilt(locale, &unchanged),
        library_changing(locale, &LibraryChange::Nothing),
        library_changing(locale, &approved(1)),
        library_changing(locale, &approved(2)),
        library_changed(locale, &removed, &report),
        library_waits(locale, &rolled_back),
        rebuild_failed(locale, GREEK),
    ]
}

/// All texts of a message, or of a modal, that a person sees.
fn texts(json: &Value, found: &mut Vec<String>) {
    const SEEN: [&str; 7] = [
        "content",
        "description",
        "label",
        "name",
        "placeholder",
        "text",
        "title",
    ];
    match json {
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(members) => {
            for (name, value) in members {
                match value.as_str() {
                    Some(text) if SEEN.contains(&name.as_str()) => found.push(text.to_owned()),
                    _ => texts(value, found),
                }
            }
        }
        _ => {}
    }
}

/// The Latin words of a message, without commands, links, times and mentions.
fn words(message: &impl serde::Serialize) -> BTreeSet<String> {
    let mut found = Vec::new();
    texts(&serde_json::to_value(message).unwrap(), &mut found);
    let text = found.join("\n");
    let marked = Regex::new(r"`[^`]*`|<[^>]*>").unwrap();
    let text = marked.replace_all(&text, " ");
    let word = Regex::new(r"[A-Za-zÀ-ž]{3,}").unwrap();
    word.find_iter(&text)
        .map(|word| word.as_str().to_owned())
        .collect()
}

/// The words that a German message shares with the English one.
fn shared(english: &impl serde::Serialize, german: &impl serde::Serialize) -> Vec<String> {
    let (english, german) = (words(english), words(german));
    assert!(!german.is_empty());
    let shared = english.intersection(&german);
    let shared = shared.filter(|word| !SHARED.contains(&word.as_str()));
    shared.cloned().collect()
}

#[test]
fn no_message_keeps_an_english_word() {
    let mut kept = Vec::new();
    for render in [answers, gaps, rebuilds] {
        let (english, german) = (render(Locale::English), render(Locale::German));
        for (english, german) in english.iter().zip(&german) {
            kept.extend(shared(english, german));
        }
    }
    let state = PageState {
        asker: 1,
        page: 0,
        fingerprint: 0,
        first: None,
    };
    let modal = |locale| missing_modal(locale, state);
    kept.extend(shared(&modal(Locale::English), &modal(Locale::German)));
    assert!(kept.is_empty(), "{kept:?}");
}
