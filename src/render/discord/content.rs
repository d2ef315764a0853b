//! Messages for the managers of a guild's articles: previews of drafts, and why a file was rejected.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::manage_button::ManageButton;
use super::message::{
    Audience, ButtonStyle, Component, DESCRIPTION_CHARS, Embed, Message, Row, escaped, plain,
};
use crate::content::{DropReason, DroppedLine, MAX_UPLOAD_BYTES, Problem, ProblemKind, Refusal};
use crate::locale::args;
use crate::render::Locale;
use crate::text::cut_at_word;

/// Lines of a list within a preview; the rest is counted.
const LISTED: usize = 8;

/// A draft that waits for approval.
#[derive(Debug, Clone, Copy)]
pub struct DraftPreview<'a> {
    /// The draft's number.
    pub draft: u64,
    /// The version of its article that it follows; 0 for none.
    pub base: u32,
    /// The article's name among the guild's.
    pub slug: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The version that it replaces, if the guild has such an article.
    pub replaces: Option<u32>,
    /// The change that it conflicts with, if approving it failed.
    pub overtaken: Option<Overtaken>,
    /// Its headings.
    pub sections: &'a [String],
    /// How many passages it gives.
    pub passages: usize,
    /// What the importer left out.
    pub dropped: &'a [DroppedLine],
    /// What needs fixing.
    pub problems: &'a [Problem],
    /// Passages that nearly repeat existing ones.
    pub repeats: &'a [DuplicatePassage<'a>],
}

/// A change of an article that was made while a draft of it waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overtaken {
    /// The version that it made.
    pub version: u32,
    /// Whether it removed the article.
    pub removed: bool,
    /// Who made it.
    pub by: u64,
}

/// A passage that nearly repeats an existing one.
#[derive(Debug, Clone, Copy)]
pub struct DuplicatePassage<'a> {
    /// The new passage's heading, if it has one.
    pub heading: Option<&'a str>,
    /// Title of the article that says it already.
    pub title: &'a str,
    /// Share of it that is repeated, 0 to 1.
    pub share: f32,
}

/// Shows a draft with its buttons. The caller attaches the text as it would be saved.
pub fn preview(locale: Locale, draft: &DraftPreview<'_>) -> Message {
    let mut text = overtaken(locale, draft.overtaken).unwrap_or_default();
    let size = args![
        "sections" => counted(locale, "count-sections", draft.sections.len()),
        "passages" => counted(locale, "count-passages", draft.passages),
    ];
    let what = match draft.replaces {
        Some(version) => locale.format("draft-replaces", &args!["version" => version]),
        None => locale.message("draft-new"),
    };
    let _ = write!(
        text,
        "**{}**\n-# `{}`, {what}, {}",
        escaped(&plain(draft.title, 160), 200),
        draft.slug.replace('`', "'"),
        locale.format("draft-size", &size),
    );
    let heading = |heading: &str| match heading.trim() {
        "" => locale.message("draft-no-heading"),
        heading => heading.to_owned(),
    };
    let repeats = draft.repeats.iter().map(|repeat| {
        let told = args![
            "heading" => heading(repeat.heading.unwrap_or_default()),
            "percent" => format!("{:.0}", repeat.share * 100.0),
            "title" => repeat.title,
        ];
        locale.format("draft-duplicate", &told)
    });
    let sections = draft.sections.iter().map(|section| heading(section));
    let problems = draft.problems.iter().map(|found| problem(locale, found));
    for (key, lines) in [
        ("draft-duplicates", repeats.collect::<Vec<_>>()),
        ("draft-sections", sections.collect()),
        ("draft-left-out", dropped(locale, draft.dropped)),
        ("draft-problems", problems.collect()),
    ] {
        list(locale, &mut text, key, &lines);
    }
    let _ = write!(text, "\n\n{}", locale.message("draft-attached"));
    let button = |look, label: &str, button: ManageButton| {
        Component::button(look, label, button.to_custom_id())
    };
    let (draft, base) = (draft.draft, draft.base);
    Message {
        embeds: vec![Embed {
            description: cut_at_word(&text, DESCRIPTION_CHARS).into_owned(),
            ..Embed::default()
        }],
        components: vec![Row::of(vec![
            button(
                ButtonStyle::Primary,
                &locale.message("button-approve"),
                ManageButton::Approve { draft, base },
            ),
            button(
                ButtonStyle::Secondary,
                &locale.message("button-cancel"),
                ManageButton::Discard { draft },
            ),
            button(
                ButtonStyle::Secondary,
                &locale.message("button-drafts"),
                ManageButton::Drafts,
            ),
        ])],
        ..Message::default()
    }
    .seen_by(Audience::Asker)
}

/// What came in the way of a draft that was to be approved.
fn overtaken(locale: Locale, overtaken: Option<Overtaken>) -> Option<String> {
    let Overtaken {
        version,
        removed,
        by,
    } = overtaken?;
    let told = args!["who" => format!("<@{by}>"), "version" => version];
    let told = if removed {
        locale.format("draft-overtaken-removed", &told)
    } else {
        locale.format("draft-overtaken-changed", &told)
    };
    Some(told + "\n\n")
}

fn list(locale: Locale, text: &mut String, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = write!(text, "\n\n**{}**", locale.message(heading));
    for line in lines.iter().take(LISTED) {
        let _ = write!(text, "\n- {}", escaped(&plain(line, 120), 150));
    }
    if lines.len() > LISTED {
        let more = counted(locale, "count-more", lines.len() - LISTED);
        let _ = write!(text, "\n- {more}");
    }
}

/// What was left out, by reason, with an example of each.
fn dropped(locale: Locale, lines: &[DroppedLine]) -> Vec<String> {
    let mut reasons: BTreeMap<DropReason, (usize, &str)> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.is_notable()) {
        reasons.entry(line.reason).or_insert((0, &line.text)).0 += 1;
    }
    reasons
        .iter()
        .map(|(reason, (times, example))| {
            let told = args![
                "reason" => reason.text(locale),
                "lines" => counted(locale, "count-lines", *times),
                "example" => plain(example, 60),
            ];
            locale.format("draft-dropped", &told)
        })
        .collect()
}

/// A problem of a file, without the name of the file.
fn problem(locale: Locale, problem: &Problem) -> String {
    let what = problem.kind.text(locale);
    match problem.line {
        Some(line) => {
            let told = args!["line" => line, "what" => what];
            locale.format("draft-problem-line", &told)
        }
        None => what,
    }
}

fn counted(locale: Locale, key: &str, count: usize) -> String {
    locale.format(key, &args!["count" => count])
}

/// Why an uploaded file was rejected or could not be fetched.
#[derive(Debug, Clone, Copy)]
pub enum UploadRejection<'a> {
    /// The file itself is unusable.
    Refused(&'a Refusal),
    /// Its address is not one of Discord's.
    Elsewhere,
    /// Discord does not have it any more.
    Gone,
    /// Discord could not be reached for it.
    Unreachable,
    /// There is no article in it.
    NoArticle(&'a [Problem]),
    /// It has more passages than an article may have.
    TooLong {
        /// Passages that it has.
        passages: usize,
        /// Passages an article may have.
        most: usize,
    },
    /// The guild has as many articles as it may.
    TooMany {
        /// Articles a guild may have.
        most: usize,
    },
    /// As many drafts wait as are allowed.
    TooManyDrafts {
        /// Drafts that may wait at a time.
        most: usize,
    },
    /// The guild's articles together have the allowed size.
    TooMuch {
        /// Bytes they may have.
        most_bytes: usize,
    },
}

/// Says why a file was rejected.
pub fn upload_rejected(locale: Locale, why: UploadRejection<'_>) -> Message {
    let most = |key: &str, most: usize| locale.format(key, &args!["most" => most]);
    let why = match why {
        UploadRejection::Refused(refusal) => refused(locale, refusal),
        UploadRejection::Elsewhere => locale.message("upload-elsewhere"),
        UploadRejection::Gone => locale.message("upload-gone"),
        UploadRejection::Unreachable => locale.message("upload-unreachable"),
        UploadRejection::NoArticle(problems) => {
            let mut text = locale.message("upload-no-article");
            for found in problems.iter().take(LISTED) {
                let found = problem(locale, found);
                let _ = write!(text, "\n- {}", escaped(&plain(&found, 200), 240));
            }
            text
        }
        UploadRejection::TooLong { passages, most } => locale.format(
            "upload-too-long",
            &args!["passages" => passages, "most" => most],
        ),
        UploadRejection::TooMany { most: count } => most("upload-too-many", count),
        UploadRejection::TooManyDrafts { most: count } => most("upload-too-many-drafts", count),
        UploadRejection::TooMuch { most_bytes } => most("upload-library-full", mib(most_bytes)),
    };
    Message::private(format!("{} {why}", locale.message("upload-refused")))
}

/// Why a file is not read.
fn refused(locale: Locale, refusal: &Refusal) -> String {
    let told = |what: &ProblemKind| escaped(&what.text(locale), 300);
    match refusal {
        Refusal::Ending => locale.message("upload-endings"),
        Refusal::TooLarge => {
            let most = args!["most" => mib(MAX_UPLOAD_BYTES)];
            locale.format("upload-too-large", &most)
        }
        Refusal::Empty => locale.message("upload-empty"),
        Refusal::NotText { kind } => {
            let kind = args!["kind" => kind.text(locale)];
            let other = locale.format("upload-not-text", &kind);
            format!("{other} {}", locale.message("upload-endings"))
        }
        Refusal::Document { what } | Refusal::Encoding { line: None, what } => {
            locale.format("upload-unreadable", &args!["what" => told(what)])
        }
        Refusal::Encoding {
            line: Some(line),
            what,
        } => locale.format("upload-line", &args!["line" => *line, "what" => told(what)]),
    }
}

fn mib(bytes: usize) -> usize {
    bytes / (1024 * 1024)
}

/// A draft does not exist any more.
pub fn draft_gone(locale: Locale) -> Message {
    Message::private(locale.message("draft-gone"))
}

/// A draft was discarded.
pub fn draft_discarded(locale: Locale) -> Message {
    Message::private(locale.message("draft-cancelled"))
}

/// Someone else has changed the article meanwhile.
pub fn changed_meanwhile(locale: Locale) -> Message {
    Message::private(locale.message("changed-meanwhile"))
}
