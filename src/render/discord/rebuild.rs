//! Messages about rebuilding an index.

use super::manage_button::{ArticleKey, ManageButton};
use super::message::{ButtonStyle, Component, Message, Row, escaped, plain};
use crate::content::Problem;
use crate::index::Progress;
use crate::locale::args;
use crate::render::Locale;

/// A rebuild is running, and has come this far.
pub fn rebuilding(locale: Locale, step: Option<&Progress>) -> Message {
    let mut text = locale.message("rebuild-running");
    if let Some(step) = step {
        let (key, done, total) = match *step {
            Progress::Splitting => ("rebuild-reading", 0, 1),
            Progress::Encoding { done, total } => ("rebuild-encoding", done, total),
            Progress::Writing { done, total } => ("rebuild-writing", done, total),
        };
        text.push('\n');
        text.push_str(&locale.format(key, &args!["done" => done, "total" => total]));
    }
    Message::private(text)
}

/// What a rebuild did.
#[derive(Debug, Clone, Copy)]
pub struct Rebuilt<'a> {
    /// Articles there are now.
    pub articles: usize,
    /// Passages there are now.
    pub passages: usize,
    /// Titles or ids of what is new.
    pub added: &'a [String],
    /// … has changed.
    pub changed: &'a [String],
    /// … is gone.
    pub removed: &'a [String],
    /// What an author should fix.
    pub problems: &'a [Problem],
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
    fn text(&self, locale: Locale) -> Option<String> {
        let named = |title: &str| format!("**{}**", escaped(&plain(title, 120), 150));
        Some(match self {
            Self::Nothing => return None,
            Self::Approved { title, version: 1 } => {
                locale.format("change-approved", &args!["title" => named(title)])
            }
            Self::Approved { title, version } => locale.format(
                "change-approved-version",
                &args!["title" => named(title), "version" => *version],
            ),
            Self::Removed { title, .. } => {
                locale.format("change-removed", &args!["title" => named(title)])
            }
            Self::RolledBack { title, to, version } => locale.format(
                "change-rolled-back",
                &args!["title" => named(title), "to" => *to, "version" => *version],
            ),
        })
    }

    fn buttons(&self, locale: Locale) -> Vec<Row> {
        match self {
            Self::Removed { slug, version, .. } if *version > 1 => {
                let back = ManageButton::RollBack {
                    article: ArticleKey::of(slug),
                    to: version - 1,
                    expected: *version,
                };
                vec![Row::of(vec![Component::button(
                    ButtonStyle::Secondary,
                    &locale.message("button-bring-back"),
                    back.to_custom_id(),
                )])]
            }
            _ => Vec::new(),
        }
    }
}

/// A change is kept, and the index is about to follow.
pub fn library_changing(locale: Locale, done: &LibraryChange) -> Message {
    let mut lines: Vec<String> = done.text(locale).into_iter().collect();
    lines.push(locale.message("rebuild-own-running"));
    Message::private(lines.join("\n"))
}

/// The index has followed a change.
pub fn library_changed(locale: Locale, done: &LibraryChange, report: &Rebuilt<'_>) -> Message {
    let mut message = rebuilt(locale, report);
    if let Some(text) = done.text(locale) {
        message = Message::private(format!("{text}\n{}", message.content));
    }
    message.components = done.buttons(locale);
    message
}

/// A change is kept, and the index could not follow yet.
pub fn library_waits(locale: Locale, done: &LibraryChange) -> Message {
    let saved = |text| format!("{text} {}", locale.message("change-saved"));
    let mut lines: Vec<String> = done.text(locale).map(saved).into_iter().collect();
    lines.push(locale.message("rebuild-waits"));
    let mut message = Message::private(lines.join("\n"));
    message.components = done.buttons(locale);
    message
}

/// Reports a rebuild.
pub fn rebuilt(locale: Locale, report: &Rebuilt<'_>) -> Message {
    let counted = |key: &str, count: usize| locale.format(key, &args!["count" => count]);
    let mut lines = vec![locale.format(
        "rebuild-done",
        &args![
            "seconds" => format!("{:.1}", report.seconds),
            "articles" => counted("count-articles", report.articles),
            "passages" => counted("count-passages", report.passages),
        ],
    )];
    let kinds = [
        ("rebuild-new", report.added),
        ("rebuild-changed", report.changed),
        ("rebuild-removed", report.removed),
    ];
    if kinds.iter().all(|(_, names)| names.is_empty()) {
        lines.push(locale.message("rebuild-nothing"));
    }
    for (key, names) in kinds {
        if !names.is_empty() {
            let names = escaped(&plain(&names.join(", "), 350), 420);
            lines.push(format!("**{}**: {names}", locale.message(key)));
        }
    }
    if report.gaps_closed > 0 {
        lines.push(counted("rebuild-gaps-closed", report.gaps_closed));
    }
    if !report.problems.is_empty() {
        let heading = counted("rebuild-problems", report.problems.len());
        lines.push(format!("**{heading}**"));
        for problem in report.problems.iter().take(5) {
            let problem = problem.text(locale);
            lines.push(format!("- {}", escaped(&plain(&problem, 100), 120)));
        }
    }
    Message::private(lines.join("\n"))
}

/// A rebuild failed; `why` is for those who manage the articles.
pub fn rebuild_failed(locale: Locale, why: &str) -> Message {
    Message::private(format!(
        "{}\n{}",
        locale.message("rebuild-failed"),
        escaped(&plain(why, 600), 800)
    ))
}
