//! Messages for the managers of a guild's articles: previews of drafts, and why a file was rejected.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::manage_button::ManageButton;
use super::message::{
    Audience, ButtonStyle, Component, DESCRIPTION_CHARS, Embed, Message, Row, escaped, plain,
};
use crate::content::{DropReason, DroppedLine, MAX_UPLOAD_BYTES, Problem, Refusal};
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
    let mut text = match draft.overtaken {
        None => String::new(),
        Some(Overtaken {
            version,
            by,
            removed: true,
        }) => format!(
            "**Not approved yet**: <@{by}> removed that article in the meantime (version {version}). Approve again to \
             bring it back with this text.\n\n"
        ),
        Some(Overtaken {
            version,
            by,
            removed: false,
        }) => format!(
            "**Not approved yet**: <@{by}> changed that article in the meantime. Compare version {version} in `/content \
             history`; approve again to replace it with this text.\n\n"
        ),
    };
    let _ = write!(
        text,
        "**{}**\n-# `{}`, {}, {} and {}",
        escaped(&plain(draft.title, 160), 200),
        draft.slug.replace('`', "'"),
        match draft.replaces {
            Some(version) => format!("replaces version {version}"),
            None => "a new article".to_owned(),
        },
        count(draft.sections.len(), "section"),
        count(draft.passages, "passage"),
    );
    let repeats: Vec<String> = draft
        .repeats
        .iter()
        .map(|repeat| {
            format!(
                "{}: {:.0} % is already in “{}”",
                repeat.heading.unwrap_or("(before the first heading)"),
                repeat.share * 100.0,
                repeat.title
            )
        })
        .collect();
    list(&mut text, "Possible duplicates", &repeats);
    let headings: Vec<String> = draft
        .sections
        .iter()
        .map(|heading| {
            if heading.trim().is_empty() {
                "(before the first heading)".to_owned()
            } else {
                heading.clone()
            }
        })
        .collect();
    list(&mut text, "Sections", &headings);
    list(&mut text, "Left out", &dropped(draft.dropped));
    let problems: Vec<String> = draft.problems.iter().map(problem).collect();
    list(&mut text, "Needs fixing", &problems);
    text.push_str(
        "\n\nThe attached file is the text as it would be saved. Nobody sees it until you approve it, and drafts are \
         deleted after a day.",
    );
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
                "Approve",
                ManageButton::Approve { draft, base },
            ),
            button(
                ButtonStyle::Secondary,
                "Cancel",
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

fn list(text: &mut String, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = write!(text, "\n\n**{heading}**");
    for line in lines.iter().take(LISTED) {
        let _ = write!(text, "\n- {}", escaped(&plain(line, 120), 150));
    }
    if lines.len() > LISTED {
        let _ = write!(text, "\n- and {} more", lines.len() - LISTED);
    }
}

/// What was left out, by reason, with an example of each.
fn dropped(lines: &[DroppedLine]) -> Vec<String> {
    let mut reasons: BTreeMap<DropReason, (usize, &str)> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.is_notable()) {
        reasons.entry(line.reason).or_insert((0, &line.text)).0 += 1;
    }
    reasons
        .iter()
        .map(|(reason, (times, example))| {
            let example = plain(example, 60);
            format!("{reason}: {}, as “{example}”", count(*times, "line"))
        })
        .collect()
}

fn problem(problem: &Problem) -> String {
    match problem.line {
        Some(line) => format!("line {line}: {}", problem.message),
        None => problem.message.clone(),
    }
}

pub(super) fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
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
pub fn upload_rejected(why: UploadRejection<'_>) -> Message {
    let mib = |bytes: usize| bytes / (1024 * 1024);
    let why = match why {
        UploadRejection::Refused(refusal) => refused(refusal),
        UploadRejection::Elsewhere => {
            "It doesn't come from where Discord keeps files, so I didn't fetch it.".to_owned()
        }
        UploadRejection::Gone => {
            "Discord doesn't have it any more. Please hand it over again.".to_owned()
        }
        UploadRejection::Unreachable => {
            "I couldn't get it from Discord. Please try again in a moment.".to_owned()
        }
        UploadRejection::NoArticle(problems) => {
            let mut text = "There is no article in it.".to_owned();
            for problem in problems.iter().take(LISTED) {
                let _ = write!(
                    text,
                    "\n- {}",
                    escaped(&plain(&self::problem(problem), 200), 240)
                );
            }
            text
        }
        UploadRejection::TooLong { passages, most } => format!(
            "It gives {passages} passages, and an article may have {most}. Please split it into several."
        ),
        UploadRejection::TooMany { most } => {
            format!("This server has {most} articles, which is as many as it may have.")
        }
        UploadRejection::TooManyDrafts { most } => format!(
            "{most} drafts wait for approval already. `/content list` shows them: approve or cancel some first."
        ),
        UploadRejection::TooMuch { most_bytes } => format!(
            "This server's articles would be more than {} MiB together, which is all they may be.",
            mib(most_bytes)
        ),
    };
    Message::private(format!("I can't take that. {why}"))
}

fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Ending => "I take .md, .txt, .html, .docx and .pdf files.".to_owned(),
        Refusal::TooLarge => format!(
            "It is larger than {} MiB. Please split it into several articles.",
            MAX_UPLOAD_BYTES / (1024 * 1024)
        ),
        Refusal::Empty => "There is nothing in it.".to_owned(),
        Refusal::NotText { kind } => {
            format!(
                "Whatever its name says, it is {kind}. I take .md, .txt, .html, .docx and .pdf files."
            )
        }
        Refusal::Document { what } => format!("It is {}.", escaped(what, 300)),
        Refusal::Encoding { line, what } => match line {
            Some(line) => format!("Line {line}: {}.", escaped(what, 300)),
            None => format!("It {}.", escaped(what, 300)),
        },
    }
}

/// A draft does not exist any more.
pub fn draft_gone() -> Message {
    Message::private(
        "That draft is gone: it was approved or cancelled, or it's older than a day. Please add it again.",
    )
}

/// A draft was discarded.
pub fn draft_discarded() -> Message {
    Message::private("Cancelled. Nothing was changed.")
}

/// Someone else has changed the article meanwhile.
pub fn changed_meanwhile() -> Message {
    Message::private(
        "Someone else changed that article in the meantime, so I changed nothing. Please take a look and try again.",
    )
}
