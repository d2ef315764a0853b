//! Messages about rebuilding an index.

use std::fmt::Write as _;

use super::content::count;
use super::manage_button::{ArticleKey, ManageButton};
use super::message::{ButtonStyle, Component, Message, Row, escaped, plain};

/// A rebuild is running; `step` is what it does now.
pub fn rebuilding(step: Option<(&str, usize, usize)>) -> Message {
    let step = match step {
        None => String::new(),
        Some((what, done, total)) => format!("\n{what}: {done} of {total}"),
    };
    Message::private(format!(
        "Rebuilding the index. I'll keep answering from the old one meanwhile.{step}"
    ))
}

/// What a rebuild did.
#[derive(Debug, Clone, Copy)]
pub struct Rebuilt<'a> {
    /// Articles and passages there are now.
    pub articles: usize,
    /// Passages there are now.
    pub passages: usize,
    /// Titles or ids of what is new.
    pub added: &'a [String],
    /// … has changed.
    pub changed: &'a [String],
    /// … is gone.
    pub removed: &'a [String],
    /// What an author should mend, one line each.
    pub problems: &'a [String],
    /// Questions without an answer that have one now.
    pub gaps_closed: usize,
    /// How long it took.
    pub seconds: f64,
}

/// A change of a guild's library, kept already, that its index has to follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LibraryChange {
    /// Nothing but the wish to reread it.
    Nothing,
    /// An article was approved.
    Approved {
        /// Its title.
        title: String,
        /// Its version.
        version: u32,
    },
    /// An article was removed.
    Removed {
        /// Its title.
        title: String,
        /// Its name.
        slug: String,
        /// The version that says so.
        version: u32,
    },
    /// An older version is the current one.
    RolledBack {
        /// Its title.
        title: String,
        /// The older version.
        to: u32,
        /// The version that says so.
        version: u32,
    },
}

impl LibraryChange {
    fn text(&self) -> Option<String> {
        let named = |title: &str| format!("**{}**", escaped(&plain(title, 120), 150));
        Some(match self {
            Self::Nothing => return None,
            Self::Approved { title, version: 1 } => format!("Approved {}.", named(title)),
            Self::Approved { title, version } => {
                format!("Approved {} as version {version}.", named(title))
            }
            Self::Removed { title, .. } => format!("Removed {}.", named(title)),
            Self::RolledBack { title, to, version } => format!(
                "{} is back to version {to}, saved as version {version}.",
                named(title)
            ),
        })
    }

    fn buttons(&self) -> Vec<Row> {
        match self {
            Self::Removed { slug, version, .. } if *version > 1 => {
                let back = ManageButton::RollBack {
                    article: ArticleKey::of(slug),
                    to: version - 1,
                    expected: *version,
                };
                vec![Row::of(vec![Component::button(
                    ButtonStyle::Secondary,
                    "Bring it back",
                    back.to_custom_id(),
                )])]
            }
            _ => Vec::new(),
        }
    }
}

/// A change is kept, and the index is about to follow.
pub fn library_changing(done: &LibraryChange) -> Message {
    let text = done.text().map_or_else(String::new, |text| text + "\n");
    Message::private(format!("{text}Rebuilding this server's index …"))
}

/// The index has followed a change.
pub fn library_changed(done: &LibraryChange, report: &Rebuilt<'_>) -> Message {
    let mut message = rebuilt(report);
    if let Some(text) = done.text() {
        message = Message::private(format!("{text}\n{}", message.content));
    }
    message.components = done.buttons();
    message
}

/// A change is kept, and the index could not follow yet.
pub fn library_waits(done: &LibraryChange) -> Message {
    let text = done
        .text()
        .map_or_else(String::new, |text| text + " It's saved.\n");
    let mut message = Message::private(format!(
        "{text}I couldn't rebuild the index just now, so I'm still answering from the old one. I'll try again on my own."
    ));
    message.components = done.buttons();
    message
}

/// Reports a rebuild.
pub fn rebuilt(report: &Rebuilt<'_>) -> Message {
    let mut text = format!(
        "Done in {:.1} s: {}, {}.",
        report.seconds,
        count(report.articles, "article"),
        count(report.passages, "passage")
    );
    let kinds = [
        ("New", report.added),
        ("Changed", report.changed),
        ("Removed", report.removed),
    ];
    if kinds.iter().all(|(_, names)| names.is_empty()) {
        text.push_str("\nNothing has changed.");
    }
    for (kind, names) in kinds {
        if !names.is_empty() {
            let _ = write!(
                text,
                "\n**{kind}**: {}",
                escaped(&plain(&names.join(", "), 350), 420)
            );
        }
    }
    match report.gaps_closed {
        0 => {}
        1 => text.push_str("\nOne question that had no answer now has one; I closed its gap."),
        closed => {
            let _ = write!(
                text,
                "\n{closed} questions that had no answer now have one; I closed their gaps."
            );
        }
    }
    if !report.problems.is_empty() {
        let _ = write!(text, "\n**Needs fixing** ({}):", report.problems.len());
        for problem in report.problems.iter().take(5) {
            let _ = write!(text, "\n- {}", escaped(&plain(problem, 100), 120));
        }
    }
    Message::private(text)
}

/// A rebuild failed; `why` is for those who manage the articles.
pub fn rebuild_failed(why: &str) -> Message {
    Message::private(format!(
        "That didn't work. I'm still answering from the old index.\n{}",
        escaped(&plain(why, 600), 800)
    ))
}
