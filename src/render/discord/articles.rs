//! The articles as lists: all of them, the sections of one, and one section to read.

use std::fmt::Write as _;

use super::button::Button;
use super::citation::{color, safe_url, source_line};
use super::message::{
    Audience, ButtonStyle, Component, DESCRIPTION_CHARS, Embed, Footer, MAX_OPTIONS, Message,
    OPTION_CHARS, Row, SelectOption, escaped, plain,
};
use super::passage_key::PassageKey;
use super::quote;
use crate::answer::Quoted;
use crate::article::{ArticleId, Source};
use crate::locale::args;
use crate::passage::PassageId;
use crate::render::Locale;
use crate::text::utf16_len;

/// Articles on a page of the list.
const PAGE: usize = 10;
/// Escaped characters of a section's piece.
const PIECE_CHARS: usize = 3_000;

/// An article as a list shows it.
#[derive(Debug, Clone, Copy)]
pub struct ArticleSummary<'a> {
    /// Its id.
    pub id: &'a ArticleId,
    /// Its title.
    pub title: &'a str,
    /// What it is about.
    pub summary: Option<&'a str>,
    /// Where it came from.
    pub source: &'a Source,
    /// Day of its last change.
    pub updated: Option<&'a str>,
}

/// A page of the list of all articles.
pub fn article_list(locale: Locale, articles: &[ArticleSummary<'_>], page: usize) -> Message {
    let pages = articles.len().div_ceil(PAGE).max(1);
    let page = page.min(pages - 1);
    let listed = &articles[page * PAGE..articles.len().min((page + 1) * PAGE)];
    let mut description = String::new();
    for article in listed {
        let line = format!("**{}**", escaped(&plain(article.title, 120), 140));
        description.push_str(&line);
        if let Some(summary) = article.summary {
            let _ = write!(description, "\n-# {}", escaped(&plain(summary, 180), 210));
        }
        description.push('\n');
    }
    if listed.is_empty() {
        description.push_str(&locale.message("articles-none"));
    }
    let mut components = Vec::new();
    let options: Vec<SelectOption> = listed
        .iter()
        .map(|article| SelectOption {
            label: plain(article.title, OPTION_CHARS),
            value: key_of(article).to_text(),
            description: article.summary.map(|summary| plain(summary, OPTION_CHARS)),
        })
        .collect();
    if !options.is_empty() {
        let id = Button::OpenArticle { page }.to_custom_id();
        components.push(Row::of(vec![Component::select(
            &locale.message("menu-open-article"),
            id,
            options,
        )]));
    }
    let turn = page_buttons(locale, page, pages, |page| {
        Button::Articles { page }.to_custom_id()
    });
    if !turn.is_empty() {
        components.push(Row::of(turn));
    }
    Message {
        embeds: vec![Embed {
            description,
            footer: (pages > 1).then(|| Footer {
                text: page_of(locale, page, pages),
            }),
            ..Embed::default()
        }],
        components,
        ..Message::default()
    }
    .seen_by(Audience::Asker)
}

/// A page of an article's sections, to pick one. `sections` are all of them as (first passage, heading); `list` is the
/// page of the list of articles to go back to.
pub fn article(
    locale: Locale,
    article: &ArticleSummary<'_>,
    sections: &[(&PassageId, &str)],
    list: usize,
    page: usize,
) -> Message {
    let pages = sections.len().div_ceil(MAX_OPTIONS).max(1);
    let page = page.min(pages - 1);
    let listed = &sections[page * MAX_OPTIONS..sections.len().min((page + 1) * MAX_OPTIONS)];
    let mut components = Vec::new();
    if !listed.is_empty() {
        components.push(section_menu(locale, article, listed));
    }
    components.push(section_pages(locale, article, list, page, pages));
    Message {
        embeds: vec![Embed {
            description: contents(article, listed),
            footer: article_footer(locale, article, page, pages),
            ..Embed::default()
        }],
        components,
        ..Message::default()
    }
    .seen_by(Audience::Asker)
}

/// The article's title as a link, its summary, and the headings of its sections as far as there is room.
fn contents(article: &ArticleSummary<'_>, sections: &[(&PassageId, &str)]) -> String {
    let title = escaped(&plain(article.title, 160), 200);
    let mut description = match article.source.url.as_deref().and_then(safe_url) {
        Some(url) => format!("**[{title}](<{url}>)**"),
        None => format!("**{title}**"),
    };
    if let Some(summary) = article.summary {
        let _ = write!(description, "\n{}", escaped(&plain(summary, 400), 480));
    }
    description.push('\n');
    for (_, heading) in sections {
        let line = format!("\n- {}", escaped(&plain(heading, 120), 150));
        if utf16_len(&description) + utf16_len(&line) + 4 > DESCRIPTION_CHARS {
            description.push_str("\n- …");
            break;
        }
        description.push_str(&line);
    }
    description
}

fn article_footer(
    locale: Locale,
    article: &ArticleSummary<'_>,
    page: usize,
    pages: usize,
) -> Option<Footer> {
    let mut parts = Vec::new();
    if pages > 1 {
        parts.push(page_of(locale, page, pages));
    }
    if !article.source.authors.is_empty() {
        let authors = article.source.authors.join(", ");
        parts.push(locale.format("articles-by", &args!["authors" => authors]));
    }
    parts.extend(article.source.license.clone());
    let updated = |day: &str| locale.format("articles-updated", &args!["day" => day]);
    parts.extend(article.updated.map(updated));
    (!parts.is_empty()).then(|| Footer {
        text: plain(&parts.join(" · "), 300),
    })
}

fn section_menu(
    locale: Locale,
    article: &ArticleSummary<'_>,
    sections: &[(&PassageId, &str)],
) -> Row {
    let options: Vec<SelectOption> = sections
        .iter()
        .map(|(passage, heading)| SelectOption {
            label: plain(heading, OPTION_CHARS),
            value: PassageKey::of(passage).to_text(),
            description: None,
        })
        .collect();
    // The option's value names the section; the id only says that one is read.
    let passage = key_of(article);
    let id = Button::Read { passage }.to_custom_id();
    let placeholder = locale.message("menu-read-section");
    Row::of(vec![Component::select(&placeholder, id, options)])
}

/// The buttons to the other pages of sections, and back to the list of articles.
fn section_pages(
    locale: Locale,
    article: &ArticleSummary<'_>,
    list: usize,
    page: usize,
    pages: usize,
) -> Row {
    let article = key_of(article);
    let mut row = page_buttons(locale, page, pages, |page| {
        Button::Sections {
            article,
            list,
            page,
        }
        .to_custom_id()
    });
    row.push(all_articles(locale, list));
    Row::of(row)
}

/// The buttons to the pages before and after this one, by their custom ids; none where there is one page alone.
pub(super) fn page_buttons(
    locale: Locale,
    page: usize,
    pages: usize,
    to: impl Fn(usize) -> String,
) -> Vec<Component> {
    if pages <= 1 {
        return Vec::new();
    }
    // The two ids must differ even where both would lead to the same page.
    let back = to(page.checked_sub(1).unwrap_or(pages));
    vec![
        previous(locale, back).enabled_if(page > 0),
        next(locale, to(page + 1)).enabled_if(page + 1 < pages),
    ]
}

/// The button to the page before.
fn previous(locale: Locale, custom_id: String) -> Component {
    let label = locale.message("button-previous");
    Component::button(ButtonStyle::Secondary, &label, custom_id)
}

/// The button to the next page.
fn next(locale: Locale, custom_id: String) -> Component {
    let label = locale.message("button-next");
    Component::button(ButtonStyle::Primary, &label, custom_id)
}

/// Which page this is, counted from 0, and of how many.
pub(super) fn page_of(locale: Locale, page: usize, pages: usize) -> String {
    locale.format("page-of", &args!["page" => page + 1, "pages" => pages])
}

/// The button to a page of the list of articles.
fn all_articles(locale: Locale, page: usize) -> Component {
    let label = locale.message("button-all-articles");
    let id = Button::Articles { page }.to_custom_id();
    Component::button(ButtonStyle::Secondary, &label, id)
}

fn key_of(article: &ArticleSummary<'_>) -> PassageKey {
    PassageKey::of(&PassageId::new(article.id, "", 1))
}

/// A piece of a section to read, with the passages before and after it.
#[derive(Debug, Clone, Copy)]
pub struct SectionPart<'a> {
    /// The passage.
    pub quoted: &'a Quoted,
    /// Which piece of its section it is, from 1.
    pub piece: u32,
    /// How many pieces the section has.
    pub pieces: u32,
    /// The passage before it.
    pub before: Option<&'a PassageId>,
    /// The passage after it.
    pub after: Option<&'a PassageId>,
}

/// Shows a piece of a section.
pub fn reading(locale: Locale, read: &SectionPart<'_>) -> Message {
    let SectionPart {
        quoted,
        before,
        after,
        ..
    } = *read;
    let read_id = |passage: &PassageId| {
        let passage = PassageKey::of(passage);
        Button::Read { passage }.to_custom_id()
    };
    let mut row = Vec::new();
    row.extend(before.map(|before| previous(locale, read_id(before))));
    row.extend(after.map(|after| next(locale, read_id(after))));
    row.push(all_articles(locale, 0));
    let text = quote::quote(quoted.hit.quoted(), &quoted.hit.highlight, PIECE_CHARS);
    let mut embed = Embed {
        description: format!("{text}\n\n{}", source_line(locale, &quoted.citation)),
        color: Some(color(quoted.citation.grade)),
        ..Embed::default()
    };
    if read.pieces > 1 {
        embed.footer = Some(Footer {
            text: locale.format(
                "articles-part",
                &args!["part" => read.piece, "parts" => read.pieces],
            ),
        });
    }
    Message {
        embeds: vec![embed],
        components: vec![Row::of(row)],
        ..Message::default()
    }
    .seen_by(Audience::Asker)
}
