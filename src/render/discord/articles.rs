//! The articles as lists: all of them, the sections of one, and one section to read.

use std::fmt::Write as _;

use super::answer_page::{answer_once, safe_url};
use super::button::Button;
use super::message::{
    Audience, ButtonStyle, Component, DESCRIPTION_CHARS, Embed, Footer, MAX_OPTIONS, Message,
    OPTION_CHARS, Row, SelectOption, escaped, plain,
};
use super::passage_key::PassageKey;
use crate::answer::Quoted;
use crate::article::{ArticleId, Source};
use crate::passage::PassageId;
use crate::text::utf16_len;

/// Articles on a page of the list.
const PAGE: usize = 10;

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
pub fn article_list(articles: &[ArticleSummary<'_>], page: usize) -> Message {
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
        description.push_str("There are no articles yet.");
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
            "Open an article",
            id,
            options,
        )]));
    }
    if pages > 1 {
        // The two ids must differ even where both would lead to the same page.
        let back = Button::Articles {
            page: page.saturating_sub(1),
        }
        .to_custom_id();
        let next = Button::Articles { page: page + 1 }.to_custom_id();
        components.push(Row::of(vec![
            Component::button(ButtonStyle::Secondary, "Previous", back).enabled_if(page > 0),
            Component::button(ButtonStyle::Primary, "Next", next).enabled_if(page + 1 < pages),
        ]));
    }
    Message {
        embeds: vec![Embed {
            description,
            footer: (pages > 1).then(|| Footer {
                text: format!("{} of {pages}", page + 1),
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
        components.push(section_menu(article, listed));
    }
    components.push(section_pages(article, list, page, pages));
    Message {
        embeds: vec![Embed {
            description: contents(article, listed),
            footer: article_footer(article, page, pages),
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

fn article_footer(article: &ArticleSummary<'_>, page: usize, pages: usize) -> Option<Footer> {
    let mut parts = Vec::new();
    if pages > 1 {
        parts.push(format!("{} of {pages}", page + 1));
    }
    if !article.source.authors.is_empty() {
        parts.push(format!("by {}", article.source.authors.join(", ")));
    }
    parts.extend(article.source.license.clone());
    parts.extend(article.updated.map(|day| format!("updated {day}")));
    (!parts.is_empty()).then(|| Footer {
        text: plain(&parts.join(" · "), 300),
    })
}

fn section_menu(article: &ArticleSummary<'_>, sections: &[(&PassageId, &str)]) -> Row {
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
    Row::of(vec![Component::select("Read a section", id, options)])
}

/// The buttons to the other pages of sections, and back to the list of articles.
fn section_pages(article: &ArticleSummary<'_>, list: usize, page: usize, pages: usize) -> Row {
    let mut row = Vec::new();
    if pages > 1 {
        let turn = |page| {
            let article = key_of(article);
            Button::Sections {
                article,
                list,
                page,
            }
            .to_custom_id()
        };
        // The two ids must differ even where both would lead to the same page.
        let back = Component::button(
            ButtonStyle::Secondary,
            "Previous",
            turn(page.saturating_sub(1)),
        );
        row.push(back.enabled_if(page > 0));
        let next = Component::button(ButtonStyle::Primary, "Next", turn(page + 1));
        row.push(next.enabled_if(page + 1 < pages));
    }
    let back = Button::Articles { page: list }.to_custom_id();
    row.push(Component::button(
        ButtonStyle::Secondary,
        "All articles",
        back,
    ));
    Row::of(row)
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
pub fn reading(read: &SectionPart<'_>) -> Message {
    let SectionPart {
        quoted,
        before,
        after,
        ..
    } = *read;
    let here = PassageKey::of(&quoted.hit.passage.id);
    let turn = |look, label: &str, to: Option<&PassageId>, spare: PassageKey| {
        let passage = to.map_or(spare, PassageKey::of);
        Component::button(look, label, Button::Read { passage }.to_custom_id())
            .enabled_if(to.is_some())
    };
    let mut row = Vec::new();
    if before.is_some() {
        row.push(turn(ButtonStyle::Secondary, "Previous", before, here));
    }
    if after.is_some() {
        row.push(turn(ButtonStyle::Primary, "Next", after, here));
    }
    row.push(Component::button(
        ButtonStyle::Secondary,
        "All articles",
        Button::Articles { page: 0 }.to_custom_id(),
    ));
    let mut embed = answer_once(quoted);
    if read.pieces > 1 {
        embed.footer = Some(Footer {
            text: format!("part {} of {}", read.piece, read.pieces),
        });
    }
    Message {
        embeds: vec![embed],
        components: vec![Row::of(row)],
        ..Message::default()
    }
    .seen_by(Audience::Asker)
}
