//! A guild's articles as lists, and their versions with what changed.

use std::fmt::Write as _;

use super::articles::{next, page_of, previous};
use super::content::count;
use super::diff::word_diff;
use super::manage_button::{ArticleKey, ManageButton};
use super::message::{
    Audience, ButtonStyle, Component, DESCRIPTION_CHARS, Embed, Footer, MAX_OPTIONS, Message,
    OPTION_CHARS, Row, SelectOption, escaped, plain, timestamp,
};
use crate::render::Locale;
use crate::render::locale::args;
use crate::store::{ArticleVersion, Draft, VersionChange, VersionEntry};
use crate::text::cut_at_word;

/// Lines on a page of a list.
const PAGE: usize = 10;
/// Characters of a diff in a message.
const DIFF_CHARS: usize = 3_200;

/// A page of the guild's articles, and the drafts that wait for approval.
pub fn content_list(articles: &[VersionEntry], drafts: &[Draft], page: usize) -> Message {
    let (page, pages, listed) = paged(articles, page);
    let mut text = String::new();
    for entry in listed {
        let _ = writeln!(
            text,
            "**{}** `{}`\n-# version {}, {} by <@{}>",
            escaped(&plain(&entry.title, 120), 150),
            code(entry.slug.as_str()),
            entry.version,
            timestamp(entry.at),
            entry.by
        );
    }
    if articles.is_empty() {
        text.push_str(
            "This server has no articles of its own yet. `/content add` takes a file or opens a window to type one.\n",
        );
    }
    if !drafts.is_empty() {
        let waiting = match drafts.len() {
            1 => "One draft waits".to_owned(),
            drafts => format!("{drafts} drafts wait"),
        };
        let _ = write!(text, "\n{waiting} for approval.");
    }
    let mut components = Vec::new();
    menu(
        &mut components,
        "Open an article",
        ManageButton::OpenArticle,
        listed.iter().map(|entry| SelectOption {
            label: plain(&entry.title, OPTION_CHARS),
            value: entry.slug.as_str().to_owned(),
            description: Some(plain(entry.slug.as_str(), OPTION_CHARS)),
        }),
    );
    menu(
        &mut components,
        "Open a draft",
        ManageButton::OpenDraft,
        drafts.iter().map(|draft| SelectOption {
            label: plain(&draft.title, OPTION_CHARS),
            value: draft.id.to_string(),
            description: Some(plain(draft.slug.as_str(), OPTION_CHARS)),
        }),
    );
    turning(Locale::English, &mut components, page, pages, |page| {
        ManageButton::List { page }
    });
    embed(&text, footer(Locale::English, page, pages), components)
}

/// The articles whose title or name has the words that were looked for, on one page.
pub fn content_found(locale: Locale, found: &[VersionEntry], search: &str) -> Message {
    let words = escaped(&plain(search, 100), 200);
    let mut text = locale.format(
        "list-found",
        &args!["count" => found.len(), "words" => words],
    );
    text.push('\n');
    for entry in found.iter().take(PAGE) {
        let _ = write!(
            text,
            "\n**{}** `{}`",
            escaped(&plain(&entry.title, 120), 150),
            code(entry.slug.as_str())
        );
    }
    if found.len() > MAX_OPTIONS {
        let _ = write!(text, "\n-# {}", locale.message("list-narrow"));
    }
    let mut components = Vec::new();
    menu(
        &mut components,
        &locale.message("menu-open-article"),
        ManageButton::OpenArticle,
        found.iter().map(|entry| SelectOption {
            label: plain(&entry.title, OPTION_CHARS),
            value: entry.slug.as_str().to_owned(),
            description: Some(plain(entry.slug.as_str(), OPTION_CHARS)),
        }),
    );
    embed(&text, None, components)
}

/// An article as it is kept; its text should come along as a file.
pub fn shown_article(locale: Locale, version: &ArticleVersion, newest: &VersionEntry) -> Message {
    let entry = &version.entry;
    let mut text = format!(
        "**{}** `{}`\n-# version {} of {}, {} {} by <@{}>",
        escaped(&plain(&entry.title, 120), 150),
        code(entry.slug.as_str()),
        entry.version,
        newest.version,
        change(entry.change),
        timestamp(entry.at),
        entry.by
    );
    let words = version.markdown.split_whitespace().count();
    let _ = write!(
        text,
        "\n\n{}. The attached file is the saved text.",
        count(words, "word")
    );
    let article = ArticleKey::of(entry.slug.as_str());
    let mut row = vec![Component::button(
        ButtonStyle::Secondary,
        "History",
        ManageButton::History { article, page: 0 }.to_custom_id(),
    )];
    if entry.version == newest.version {
        let remove = ManageButton::Remove {
            article,
            expected: newest.version,
        };
        row.push(Component::button(
            ButtonStyle::Secondary,
            &locale.message("button-edit"),
            ManageButton::Edit { article }.to_custom_id(),
        ));
        row.push(Component::button(
            ButtonStyle::Danger,
            "Remove",
            remove.to_custom_id(),
        ));
    } else if entry.change != VersionChange::Removed {
        row.push(back_to(entry, newest));
    }
    embed(&text, None, vec![Row::of(row)])
}

/// A page of an article's versions, newest first. `entries` holds at least one.
pub fn article_versions(entries: &[VersionEntry], page: usize) -> Message {
    let (page, pages, listed) = paged(entries, page);
    let mut text = String::new();
    if let Some(entry) = entries.first() {
        let _ = writeln!(
            text,
            "**{}** `{}`\n",
            escaped(&plain(&entry.title, 120), 150),
            code(entry.slug.as_str())
        );
    }
    let article = ArticleKey::of(entries.first().map_or("", |entry| entry.slug.as_str()));
    for entry in listed {
        let _ = writeln!(
            text,
            "**{}** {} {} by <@{}>",
            entry.version,
            change(entry.change),
            timestamp(entry.at),
            entry.by
        );
    }
    let mut components = Vec::new();
    menu(
        &mut components,
        "See what a version changed",
        ManageButton::OpenVersion { article },
        listed.iter().map(|entry| SelectOption {
            label: format!("Version {}", entry.version),
            value: entry.version.to_string(),
            description: Some(plain(&change(entry.change), OPTION_CHARS)),
        }),
    );
    turning(Locale::English, &mut components, page, pages, |page| {
        ManageButton::History { article, page }
    });
    embed(&text, footer(Locale::English, page, pages), components)
}

/// A version beside the one before it.
#[derive(Debug, Clone, Copy)]
pub struct Compared<'a> {
    /// The version.
    pub version: &'a ArticleVersion,
    /// The one before, if there is one.
    pub before: Option<&'a ArticleVersion>,
    /// The current one.
    pub newest: &'a VersionEntry,
}

/// Shows what a version has changed.
pub fn compared(compared: &Compared<'_>) -> Message {
    let entry = &compared.version.entry;
    let mut text = format!(
        "**{}**, version {}\n-# {} {} by <@{}>\n\n",
        escaped(&plain(&entry.title, 120), 150),
        entry.version,
        change(entry.change),
        timestamp(entry.at),
        entry.by
    );
    let before = compared
        .before
        .map_or("", |before| before.markdown.as_str());
    let diff = word_diff(before, &compared.version.markdown, DIFF_CHARS);
    match (diff.added, diff.removed) {
        (0, 0) => text.push_str("No word has changed."),
        (added, removed) => {
            let _ = write!(
                text,
                "{} added (**bold**), {} removed (~~struck through~~):\n\n{}",
                count(added, "word"),
                count(removed, "word"),
                diff.text
            );
        }
    }
    if diff.cut {
        text.push_str("\n-# There's more than fits here.");
    }
    let article = ArticleKey::of(entry.slug.as_str());
    let mut row = vec![Component::button(
        ButtonStyle::Secondary,
        "History",
        ManageButton::History { article, page: 0 }.to_custom_id(),
    )];
    if entry.version != compared.newest.version && entry.change != VersionChange::Removed {
        row.push(back_to(entry, compared.newest));
    }
    embed(&text, None, vec![Row::of(row)])
}

fn back_to(entry: &VersionEntry, newest: &VersionEntry) -> Component {
    let back = ManageButton::RollBack {
        article: ArticleKey::of(entry.slug.as_str()),
        to: entry.version,
        expected: newest.version,
    };
    let label = format!("Go back to version {}", entry.version);
    Component::button(ButtonStyle::Primary, &label, back.to_custom_id())
}

fn change(change: VersionChange) -> String {
    match change {
        VersionChange::Added => "added".to_owned(),
        VersionChange::Changed => "changed".to_owned(),
        VersionChange::Removed => "removed".to_owned(),
        VersionChange::RolledBack(to) => format!("back to version {to}"),
    }
}

/// The articles, or one of them, as files that come along.
pub fn exported(articles: usize) -> Message {
    Message::private(match articles {
        1 => "Here it is.".to_owned(),
        articles => format!("Here are all {articles} articles, a Markdown file each."),
    })
}

/// There is nothing to export.
pub fn nothing_to_export() -> Message {
    Message::private("This server has no articles of its own yet.")
}

/// An article that the guild does not have.
pub fn no_such_article() -> Message {
    Message::private("This server has no such article. `/content list` shows those it has.")
}

/// A version that an article does not have.
pub fn no_such_version() -> Message {
    Message::private(
        "There is no such version, or the article was removed in it. `/content history` shows those there are.",
    )
}

/// A slug between two backticks: slugs have none, whatever a forged one may have.
fn code(slug: &str) -> String {
    plain(&slug.replace('`', "'"), OPTION_CHARS)
}

/// The page, how many there are, and what stands on it.
pub(super) fn paged<T>(all: &[T], page: usize) -> (usize, usize, &[T]) {
    let pages = all.len().div_ceil(PAGE).max(1);
    let page = page.min(pages - 1);
    let end = all.len().min((page + 1) * PAGE);
    (page, pages, &all[page * PAGE..end])
}

pub(super) fn footer(locale: Locale, page: usize, pages: usize) -> Option<Footer> {
    (pages > 1).then(|| Footer {
        text: page_of(locale, page, pages),
    })
}

/// Adds a menu, if there is anything to pick.
pub(super) fn menu(
    rows: &mut Vec<Row>,
    placeholder: &str,
    button: ManageButton,
    options: impl Iterator<Item = SelectOption>,
) {
    let options: Vec<SelectOption> = options.take(MAX_OPTIONS).collect();
    if !options.is_empty() {
        let menu = Component::select(placeholder, button.to_custom_id(), options);
        rows.push(Row::of(vec![menu]));
    }
}

/// Adds buttons that turn pages, if there are several.
pub(super) fn turning(
    locale: Locale,
    rows: &mut Vec<Row>,
    page: usize,
    pages: usize,
    to: impl Fn(usize) -> ManageButton,
) {
    if pages > 1 {
        // The two ids must differ even where both would lead to the same page.
        let (back, next) = (page.checked_sub(1).unwrap_or(pages), page + 1);
        rows.push(Row::of(vec![
            previous(locale, to(back).to_custom_id()).enabled_if(page > 0),
            self::next(locale, to(next).to_custom_id()).enabled_if(next < pages),
        ]));
    }
}

pub(super) fn embed(text: &str, footer: Option<Footer>, components: Vec<Row>) -> Message {
    Message {
        embeds: vec![Embed {
            description: cut_at_word(text, DESCRIPTION_CHARS).into_owned(),
            footer,
            ..Embed::default()
        }],
        components,
        ..Message::default()
    }
    .seen_by(Audience::Asker)
}
