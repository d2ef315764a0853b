//! A guild's articles as lists, and their versions with what changed.

use std::fmt::Write as _;

use super::articles::{page_buttons, page_of};
use super::diff::word_diff;
use super::manage_button::{ArticleKey, ManageButton};
use super::message::{
    Audience, ButtonStyle, Component, DESCRIPTION_CHARS, Embed, Footer, MAX_OPTIONS, Message,
    OPTION_CHARS, Row, SelectOption, escaped, plain, timestamp,
};
use crate::locale::args;
use crate::render::Locale;
use crate::store::{ArticleVersion, Draft, VersionChange, VersionEntry};
use crate::text::cut_at_word;

/// Lines on a page of a list.
const PAGE: usize = 10;
/// Characters of a diff in a message.
const DIFF_CHARS: usize = 3_200;

/// A page of the guild's articles, and the drafts that wait for approval.
pub fn content_list(
    locale: Locale,
    articles: &[VersionEntry],
    drafts: &[Draft],
    page: usize,
) -> Message {
    let (page, pages, listed) = paged(articles, page);
    let mut text = String::new();
    for entry in listed {
        let told = args!["version" => entry.version, "when" => when(entry), "who" => who(entry)];
        let _ = writeln!(
            text,
            "**{}** `{}`\n-# {}",
            title(entry),
            code(entry.slug.as_str()),
            locale.format("content-entry", &told)
        );
    }
    if articles.is_empty() {
        text.push_str(&locale.message("content-none"));
        text.push('\n');
    }
    if !drafts.is_empty() {
        let waiting = locale.format("drafts-waiting", &args!["count" => drafts.len()]);
        let _ = write!(text, "\n{waiting}");
    }
    let mut components = Vec::new();
    menu(
        &mut components,
        &locale.message("menu-open-article"),
        ManageButton::OpenArticle,
        listed.iter().map(article_option),
    );
    menu(
        &mut components,
        &locale.message("menu-open-draft"),
        ManageButton::OpenDraft,
        drafts.iter().map(|draft| SelectOption {
            label: plain(&draft.title, OPTION_CHARS),
            value: draft.id.to_string(),
            description: Some(plain(draft.slug.as_str(), OPTION_CHARS)),
        }),
    );
    turning(locale, &mut components, page, pages, |page| {
        ManageButton::List { page }
    });
    embed(&text, footer(locale, page, pages), components)
}

fn article_option(entry: &VersionEntry) -> SelectOption {
    SelectOption {
        label: plain(&entry.title, OPTION_CHARS),
        value: entry.slug.as_str().to_owned(),
        description: Some(plain(entry.slug.as_str(), OPTION_CHARS)),
    }
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
            title(entry),
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
        found.iter().map(article_option),
    );
    embed(&text, None, components)
}

/// An article as it is kept; its text should come along as a file.
pub fn shown_article(locale: Locale, version: &ArticleVersion, newest: &VersionEntry) -> Message {
    let entry = &version.entry;
    let told = args![
        "version" => entry.version,
        "newest" => newest.version,
        "change" => change(locale, entry.change),
        "when" => when(entry),
        "who" => who(entry),
    ];
    let words = counted_words(locale, version.markdown.split_whitespace().count());
    let text = format!(
        "**{}** `{}`\n-# {}\n\n{}",
        title(entry),
        code(entry.slug.as_str()),
        locale.format("content-shown", &told),
        locale.format("content-file", &args!["words" => words])
    );
    let article = ArticleKey::of(entry.slug.as_str());
    let mut row = vec![Component::button(
        ButtonStyle::Secondary,
        &locale.message("button-history"),
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
            &locale.message("button-remove-article"),
            remove.to_custom_id(),
        ));
    } else if entry.change != VersionChange::Removed {
        row.push(back_to(locale, entry, newest));
    }
    embed(&text, None, vec![Row::of(row)])
}

/// A page of an article's versions, newest first. `entries` holds at least one.
pub fn article_versions(locale: Locale, entries: &[VersionEntry], page: usize) -> Message {
    let (page, pages, listed) = paged(entries, page);
    let mut text = String::new();
    if let Some(entry) = entries.first() {
        let _ = writeln!(
            text,
            "**{}** `{}`\n",
            title(entry),
            code(entry.slug.as_str())
        );
    }
    let article = ArticleKey::of(entries.first().map_or("", |entry| entry.slug.as_str()));
    for entry in listed {
        let told = args![
            "version" => entry.version,
            "change" => change(locale, entry.change),
            "when" => when(entry),
            "who" => who(entry),
        ];
        text.push_str(&locale.format("content-version-line", &told));
        text.push('\n');
    }
    let mut components = Vec::new();
    menu(
        &mut components,
        &locale.message("menu-see-version"),
        ManageButton::OpenVersion { article },
        listed.iter().map(|entry| SelectOption {
            label: locale.format("content-version-name", &args!["version" => entry.version]),
            value: entry.version.to_string(),
            description: Some(plain(&change(locale, entry.change), OPTION_CHARS)),
        }),
    );
    turning(locale, &mut components, page, pages, |page| {
        ManageButton::History { article, page }
    });
    embed(&text, footer(locale, page, pages), components)
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
pub fn compared(locale: Locale, compared: &Compared<'_>) -> Message {
    let entry = &compared.version.entry;
    let named = args!["title" => title(entry), "version" => entry.version];
    let mut text = format!(
        "{}\n-# {} {} {}\n\n",
        locale.format("content-compared", &named),
        change(locale, entry.change),
        when(entry),
        who(entry)
    );
    let before = compared
        .before
        .map_or("", |before| before.markdown.as_str());
    let diff = word_diff(before, &compared.version.markdown, DIFF_CHARS);
    match (diff.added, diff.removed) {
        (0, 0) => text.push_str(&locale.message("content-no-change")),
        (added, removed) => {
            let counts = args![
                "added" => counted_words(locale, added),
                "removed" => counted_words(locale, removed),
            ];
            let counts = locale.format("content-diff", &counts);
            let _ = write!(text, "{counts}\n\n{}", diff.text);
        }
    }
    if diff.cut {
        let _ = write!(text, "\n-# {}", locale.message("content-diff-cut"));
    }
    let article = ArticleKey::of(entry.slug.as_str());
    let mut row = vec![Component::button(
        ButtonStyle::Secondary,
        &locale.message("button-history"),
        ManageButton::History { article, page: 0 }.to_custom_id(),
    )];
    if entry.version != compared.newest.version && entry.change != VersionChange::Removed {
        row.push(back_to(locale, entry, compared.newest));
    }
    embed(&text, None, vec![Row::of(row)])
}

fn back_to(locale: Locale, entry: &VersionEntry, newest: &VersionEntry) -> Component {
    let back = ManageButton::RollBack {
        article: ArticleKey::of(entry.slug.as_str()),
        to: entry.version,
        expected: newest.version,
    };
    let version = args!["version" => entry.version];
    let label = locale.format("button-back-to-version", &version);
    Component::button(ButtonStyle::Primary, &label, back.to_custom_id())
}

fn change(locale: Locale, change: VersionChange) -> String {
    match change {
        VersionChange::Added => locale.message("change-added"),
        VersionChange::Changed => locale.message("change-changed"),
        VersionChange::Removed => locale.message("change-removed-kind"),
        VersionChange::RolledBack(to) => locale.format("change-back", &args!["version" => to]),
    }
}

fn title(entry: &VersionEntry) -> String {
    escaped(&plain(&entry.title, 120), 150)
}

fn when(entry: &VersionEntry) -> String {
    timestamp(entry.at)
}

fn who(entry: &VersionEntry) -> String {
    format!("<@{}>", entry.by)
}

fn counted_words(locale: Locale, count: usize) -> String {
    locale.format("count-words", &args!["count" => count])
}

/// The articles, or one of them, as files that come along.
pub fn exported(locale: Locale, articles: usize) -> Message {
    Message::private(locale.format("content-exported", &args!["count" => articles]))
}

/// There is nothing to export.
pub fn nothing_to_export(locale: Locale) -> Message {
    Message::private(locale.message("content-nothing-to-export"))
}

/// An article that the guild does not have.
pub fn no_such_article(locale: Locale) -> Message {
    Message::private(locale.message("content-no-article"))
}

/// A version that an article does not have.
pub fn no_such_version(locale: Locale) -> Message {
    Message::private(locale.message("content-no-version"))
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
    let buttons = page_buttons(locale, page, pages, |page| to(page).to_custom_id());
    if !buttons.is_empty() {
        rows.push(Row::of(buttons));
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
