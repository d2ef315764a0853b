//! Each kind of message in German beside the same one in English: what articles and people wrote is in Greek here, so a
//! Latin word that both have is a sentence that was forgotten.

use std::collections::BTreeSet;

use jiff::Timestamp;
use regex::Regex;
use serde_json::Value;

use super::*;
use crate::answer::{Answer, Disagreement, Outcome, Quoted, Surroundings};
use crate::article::{ArticleId, Grade, GuildId, LinkKind, Teaching, UserId};
use crate::content::{
    DropReason, DroppedLine, FileKind, Problem, ProblemKind, Refusal, problem_samples,
};
use crate::index::Progress;
use crate::render::Locale;
use crate::render::sample::{answer_with, otters, quoted};
use crate::store::{
    ArticleVersion, AuditAction, AuditEntry, AuditPage, Draft, DraftId, Gap, GapId, GapReason,
    Taught, TaughtId, VersionChange, VersionEntry,
};

/// Words that both languages have.
const SHARED: [&str; 19] = [
    "DOCX", "Discord", "GiB", "Markdown", "MiB", "PDF", "RTF", "Text", "UTF", "Unix", "Version",
    "ZIP", "doi", "docx", "html", "optional", "pdf", "txt", "was",
];
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
        problems: &problems(),
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

fn contents(locale: Locale) -> Vec<Message> {
    let entry = |version, change| VersionEntry {
        slug: ArticleId::from_text(GREEK),
        version,
        change,
        title: GREEK.to_owned(),
        by: UserId(1),
        at: Timestamp::UNIX_EPOCH,
    };
    let kinds = [
        VersionChange::Added,
        VersionChange::Changed,
        VersionChange::Removed,
        VersionChange::RolledBack(1),
    ];
    let entries: Vec<VersionEntry> = (0..11)
        .zip(kinds.into_iter().cycle())
        .map(|(version, change)| entry(version, change))
        .collect();
    let kept = |version| ArticleVersion {
        entry: entry(version, VersionChange::Changed),
        markdown: GREEK.to_owned(),
    };
    let draft = Draft {
        id: DraftId(1),
        slug: ArticleId::from_text(GREEK),
        title: GREEK.to_owned(),
        markdown: GREEK.to_owned(),
        base_version: 0,
        by: UserId(1),
        at: Timestamp::UNIX_EPOCH,
    };
    let unlike = ArticleVersion {
        markdown: format!("{GREEK} ").repeat(900),
        ..kept(1)
    };
    let (first, second) = (kept(1), kept(2));
    let comparisons = [Some(&first), Some(&second), Some(&unlike), None].map(|before| {
        let versions = Compared {
            version: &second,
            before,
            newest: &entries[10],
        };
        compared(locale, &versions)
    });
    let rejected = RejectedFile {
        name: GREEK.to_owned(),
        why: GREEK.to_owned(),
    };
    let mut messages = vec![
        content_list(locale, &[], &[], 0),
        content_list(locale, &entries, std::slice::from_ref(&draft), 1),
        content_found(locale, &vec![entries[0].clone(); 30], GREEK),
        drafts_list(locale, &[draft], &[rejected]),
        drafts_list(locale, &[], &[]),
        shown_article(locale, &second, &entries[10]),
        shown_article(locale, &kept(10), &entries[10]),
        article_versions(locale, &entries, 0),
        exported(locale, 1),
        exported(locale, 2),
        nothing_to_export(locale),
        no_such_article(locale),
        no_such_version(locale),
        draft_gone(locale),
        draft_discarded(locale),
        changed_meanwhile(locale),
        nothing_to_add(locale),
        edit_without_change(locale),
        too_long_to_edit(locale, GREEK),
    ];
    messages.extend(comparisons);
    messages.extend(uploads(locale));
    messages
}

/// One of each kind.
fn problems() -> Vec<Problem> {
    let kinds = problem_samples::of_each_message(GREEK).into_iter();
    kinds
        .zip([Some(2), None].into_iter().cycle())
        .map(|(kind, line)| Problem::warning(GREEK, line, kind))
        .collect()
}

fn uploads(locale: Locale) -> Vec<Message> {
    let problems = problems();
    let dropped: Vec<DroppedLine> = [
        DropReason::Navigation,
        DropReason::Byline,
        DropReason::Legal,
    ]
    .map(|reason| DroppedLine {
        line: 1,
        text: GREEK.to_owned(),
        reason,
    })
    .to_vec();
    let overtaken = |removed| Overtaken {
        version: 2,
        removed,
        by: 1,
    };
    let repeats = [DuplicatePassage {
        heading: None,
        title: GREEK,
        share: 0.5,
    }];
    let draft = |replaces, overtaken| DraftPreview {
        draft: 1,
        base: 0,
        slug: GREEK,
        title: GREEK,
        replaces,
        overtaken,
        sections: &[],
        passages: 2,
        dropped: &dropped,
        problems: &problems,
        repeats: &repeats,
    };
    let mut refusals = vec![
        Refusal::Ending,
        Refusal::TooLarge,
        Refusal::Empty,
        Refusal::Document {
            what: ProblemKind::EncryptedPdf,
        },
        Refusal::Encoding {
            line: Some(2),
            what: ProblemKind::NotUtf8,
        },
    ];
    let kinds = [
        FileKind::Zip,
        FileKind::Archive(GREEK),
        FileKind::Program,
        FileKind::Script,
        FileKind::Pdf,
        FileKind::Rtf,
        FileKind::Document,
        FileKind::Picture,
        FileKind::PictureOrRecording,
        FileKind::Recording,
        FileKind::Database,
    ];
    refusals.extend(kinds.map(|kind| Refusal::NotText { kind }));
    let most = 2;
    let mut reasons: Vec<UploadRejection<'_>> =
        refusals.iter().map(UploadRejection::Refused).collect();
    reasons.extend([
        UploadRejection::Elsewhere,
        UploadRejection::Gone,
        UploadRejection::Unreachable,
        UploadRejection::TooLong { passages: 3, most },
        UploadRejection::TooMany { most },
        UploadRejection::TooManyDrafts { most },
        UploadRejection::TooMuch {
            most_bytes: 1 << 23,
        },
    ]);
    // A list shows the first eight.
    reasons.extend(problems.chunks(8).map(UploadRejection::NoArticle));
    let mut messages = vec![
        preview(locale, &draft(None, None)),
        preview(locale, &draft(Some(1), Some(overtaken(true)))),
        preview(locale, &draft(Some(1), Some(overtaken(false)))),
    ];
    messages.extend(reasons.into_iter().map(|why| upload_rejected(locale, why)));
    messages
}

fn audit(locale: Locale) -> Vec<Message> {
    let acts = [
        (AuditAction::Exported, "gaps"),
        (AuditAction::Exported, "all articles"),
        (AuditAction::Reindexed, "own"),
        (AuditAction::Reindexed, "shared"),
        (AuditAction::Taught, GREEK),
        (AuditAction::SolvedGaps, "2"),
    ];
    let entries = acts.map(|(action, target)| AuditEntry {
        at: Timestamp::UNIX_EPOCH,
        guild: GuildId(1),
        by: UserId(1),
        action,
        target: target.to_owned(),
    });
    let page = AuditPage {
        entries: entries.to_vec(),
        page: 1,
        pages: 2,
    };
    vec![audit_page(locale, &page)]
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
    for render in [answers, gaps, rebuilds, contents, audit] {
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
    let modal = |locale| edit_modal(locale, ArticleKey::of(GREEK), 1, GREEK);
    kept.extend(shared(&modal(Locale::English), &modal(Locale::German)));
    kept.extend(shared(
        &article_modal(Locale::English),
        &article_modal(Locale::German),
    ));
    assert!(kept.is_empty(), "{kept:?}");
}
