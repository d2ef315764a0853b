//! A messy page → a clean article, and a list of what was left out, so that a person can object.
//!
//! The rules look at the shape of lines and at what they are for, never at the topic: a page goes through as lines,
//! whatever its format, is cleaned, and then put together under the headings that are found.

mod clean;
mod headings;
mod html;
mod lines;
mod promotion;
mod rules;
mod structure;
mod write;

pub use write::to_markdown;

use std::fmt;

use super::draft;
use super::file::stem;
use crate::article::{Article, ArticleId, Source};
use crate::text;

/// The form of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text, or text with the remains of Markdown.
    Text,
    /// Markdown without front matter; read like text, since pages that were turned into Markdown are as messy.
    Markdown,
    /// HTML, whole or in part.
    Html,
}

impl Format {
    /// Tells the format by the ending of a file's name; text if it is none that we know.
    pub fn of(name: &str) -> Self {
        match name
            .rsplit_once('.')
            .map(|(_, ending)| ending.to_ascii_lowercase())
        {
            Some(ending) if ending == "md" => Self::Markdown,
            Some(ending) if ending == "html" || ending == "htm" => Self::Html,
            _ => Self::Text,
        }
    }
}

/// A cleaned page.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// What is kept. Without sections if nothing was worth keeping.
    pub article: Article,
    /// What is not, in the order of the page.
    pub dropped: Vec<DroppedLine>,
}

/// A line, or a sentence of one, that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DroppedLine {
    /// The line of the page, counted from 1; for HTML that of the element's text block, counted in blocks.
    pub line: usize,
    /// What stood there.
    pub text: String,
    /// What it was taken for.
    pub reason: DropReason,
}

/// What a dropped line was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DropReason {
    /// Menus, breadcrumbs, next and previous, page numbers.
    Navigation,
    /// The list of the page's own headings.
    Contents,
    /// Titles of other pages or products.
    Related,
    /// Share and follow buttons.
    Sharing,
    /// Comment forms.
    Comments,
    /// Newsletter forms.
    Newsletter,
    /// Cookie notices.
    Cookies,
    /// Where a picture comes from.
    Credit,
    /// What a picture shows.
    Caption,
    /// Address, phone, e-mail, web address.
    Contact,
    /// The page speaking for its own site.
    Promotion,
    /// Shop talk: prices, carts, vouchers.
    Shop,
    /// Copyright, terms, disclosures.
    Legal,
    /// Author, day, reading time.
    Byline,
    /// Talk about the page itself: read on, thanks for reading.
    Teaser,
    /// The same line again.
    Repeated,
    /// Parts of HTML that are no text to read.
    Markup,
}

impl DropReason {
    /// The reason in words, as it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::Contents => "list of the page's own headings",
            Self::Related => "titles of other pages or products",
            Self::Sharing => "share and follow buttons",
            Self::Comments => "comment form",
            Self::Newsletter => "newsletter form",
            Self::Cookies => "cookie notice",
            Self::Credit => "picture credit",
            Self::Caption => "picture caption or loose label",
            Self::Contact => "address, phone, mail or web address",
            Self::Promotion => "promotion of its own site",
            Self::Shop => "shop talk",
            Self::Legal => "legal notice",
            Self::Byline => "author, day or reading time",
            Self::Teaser => "talk about the page itself",
            Self::Repeated => "the same line again",
            Self::Markup => "part of the page that is no text",
        }
    }
}

impl fmt::Display for DropReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Longest title made of a page's first line.
const MAX_TITLE_CHARS: usize = 80;

/// Cleans a page. Total: any text gives an article, if an empty one.
///
/// ```
/// use engram::content::{Format, import};
/// let page = "Why salt?\n\nSalt slows the yeast down a little.\n\nShare this on Facebook\n";
/// let imported = import("salt.txt", page, Format::Text);
/// assert_eq!(imported.article.title, "Why salt?");
/// assert_eq!(imported.article.text, "Salt slows the yeast down a little.");
/// assert_eq!(imported.dropped[0].line, 5);
/// ```
pub fn import(name: &str, page: &str, format: Format) -> Imported {
    let page = match format {
        Format::Text | Format::Markdown => lines::from_text(page),
        Format::Html => html::from_html(page),
    };
    let mut dropped = page.dropped;
    let mut lines = clean::clean(page.lines, &mut dropped);
    let title = page.title.or_else(|| headings::take_title(&mut lines));
    let draft = draft::assemble(structure::pieces(lines));
    dropped.extend(
        draft
            .bare_headings
            .iter()
            .map(|(line, heading)| DroppedLine {
                line: *line,
                text: heading.clone(),
                reason: DropReason::Caption,
            }),
    );
    let title = title
        .or_else(|| {
            let first = draft.sections.iter().find_map(|section| section.heading());
            first.map(str::to_owned)
        })
        .or_else(|| first_line(&draft.text))
        .unwrap_or_else(|| stem(name).to_owned());
    dropped.sort_by_key(|line: &DroppedLine| line.line);
    Imported {
        article: Article {
            id: ArticleId::from_text(stem(name)),
            title,
            summary: None,
            updated: None,
            source: Source {
                name: name.rsplit('/').next().unwrap_or(name).to_owned(),
                url: page.url,
                path: name.to_owned(),
                authors: Vec::new(),
                license: None,
            },
            text: draft.text,
            sections: draft.sections,
            references: Vec::new(),
            claims: Vec::new(),
            links: Vec::new(),
        },
        dropped,
    }
}

fn first_line(text: &str) -> Option<String> {
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    let sentence = text::sentences(line).into_iter().next()?;
    Some(text::cut_at_word(&line[sentence], MAX_TITLE_CHARS).into_owned())
}
