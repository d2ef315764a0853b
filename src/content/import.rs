//! A page of any kind → a clean article, and a list of what was left out.
//!
//! Every format becomes lines of Markdown, from which boilerplate is removed and which one parser reads. The rules are
//! about the function of lines, never about the topic.

mod clean;
mod left_out;
mod plain;
mod questions;
mod rules;
mod view;

use std::collections::HashMap;
use std::fmt;

use super::draft::{self, Draft, LocatedPiece, Piece};
use super::html::{self, TextBlock};
use super::markdown::{self, Line, Link};
use super::page_info::{self, PageInfo};
use super::problem::ProblemKind;
use super::walk::stem;
use crate::article::{Article, ArticleId, BlockKind, Source};
use crate::locale::Locale;
use crate::text;
use crate::text::count_words;

/// The form of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text, or text with the remains of Markdown.
    Text,
    /// Markdown in any of its dialects, with front matter of YAML, TOML or JSON or without.
    Markdown,
    /// HTML, whole or in part.
    Html,
}

impl Format {
    /// The format by the extension of a file's name; text if the extension is unknown.
    pub fn of(name: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        match ending.unwrap_or("").to_ascii_lowercase().as_str() {
            "md" | "markdown" | "mdx" => Self::Markdown,
            "html" | "htm" => Self::Html,
            _ => Self::Text,
        }
    }
}

/// How much of a page is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extent {
    /// Its text, without what surrounds it.
    #[default]
    Main,
    /// All of it.
    Whole,
}

/// A cleaned page.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// What is kept. Without sections if nothing was worth keeping.
    pub article: Article,
    /// What was left out, in the order of the page.
    pub dropped: Vec<DroppedLine>,
    /// The targets of its links, as written.
    pub links: Vec<String>,
    /// What cannot be read or shown, with its line.
    pub problems: Vec<(usize, ProblemKind)>,
}

/// A line, or a sentence of one, that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DroppedLine {
    /// The line of the file, counted from 1; 0 where it is not known.
    pub line: usize,
    /// Its text.
    pub text: String,
    /// What it was taken for.
    pub reason: DropReason,
}

impl DroppedLine {
    /// Fewest words of a line outside the main text that is always reported.
    const LONG_WORDS: usize = 10;
    /// The same for a sentence.
    const SENTENCE_WORDS: usize = 6;

    fn new(line: usize, text: &str, reason: DropReason) -> Self {
        let text = text.to_owned();
        Self { line, text, reason }
    }

    /// Whether it is always reported: what a rule removed, and long lines that are no links.
    pub fn is_notable(&self) -> bool {
        match self.reason {
            DropReason::OutsideLink => false,
            DropReason::Outside => {
                let words = count_words(&self.text);
                words >= Self::LONG_WORDS
                    || words >= Self::SENTENCE_WORDS && view::ends_sentence(&self.text)
            }
            _ => true,
        }
    }
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
    /// Address, phone, e-mail, web address beside other boilerplate.
    Contact,
    /// The page speaking for its own site.
    Promotion,
    /// Copyright, terms, disclosures.
    Legal,
    /// Author, day, reading time.
    Byline,
    /// Talk about the page itself: read on, thanks for reading.
    Teaser,
    /// What was asked, where an answer follows.
    Asker,
    /// A heading with nothing below it.
    EmptyHeading,
    /// Text outside the part that was taken for the main text, or hidden.
    Outside,
    /// The same, where it is mostly links.
    OutsideLink,
}

impl DropReason {
    /// The reason in the words of a language.
    pub fn text(self, locale: Locale) -> String {
        match self {
            Self::Navigation => locale.message("dropped-navigation"),
            Self::Contents => locale.message("dropped-contents"),
            Self::Related => locale.message("dropped-related"),
            Self::Sharing => locale.message("dropped-sharing"),
            Self::Comments => locale.message("dropped-comments"),
            Self::Newsletter => locale.message("dropped-newsletter"),
            Self::Cookies => locale.message("dropped-cookies"),
            Self::Credit => locale.message("dropped-credit"),
            Self::Caption => locale.message("dropped-caption"),
            Self::Contact => locale.message("dropped-contact"),
            Self::Promotion => locale.message("dropped-promotion"),
            Self::Legal => locale.message("dropped-legal"),
            Self::Byline => locale.message("dropped-byline"),
            Self::Teaser => locale.message("dropped-teaser"),
            Self::Asker => locale.message("dropped-asker"),
            Self::EmptyHeading => locale.message("dropped-empty-heading"),
            Self::Outside => locale.message("dropped-outside"),
            Self::OutsideLink => locale.message("dropped-outside-link"),
        }
    }
}

/// In English.
impl fmt::Display for DropReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text(Locale::English))
    }
}

/// Longest title made of a page's first sentence.
const MAX_TITLE_CHARS: usize = 80;

/// Cleans a page. Total: any text gives an article, if an empty one.
///
/// ```
/// use engram::content::{Extent, Format, import};
/// let page = "Why salt?\n\nSalt slows the yeast down a little.\n\nShare this on Facebook\n";
/// let imported = import("salt.txt", page, Format::Text, Extent::Main);
/// assert_eq!(imported.article.title, "Why salt?");
/// assert_eq!(imported.article.text, "Salt slows the yeast down a little.");
/// assert_eq!(imported.dropped[0].line, 5);
/// ```
pub fn import(name: &str, page: &str, format: Format, extent: Extent) -> Imported {
    let whole = extent == Extent::Whole;
    let mut read = match format {
        Format::Html => read_html(page, whole),
        Format::Text | Format::Markdown => read_text(page, format, whole),
    };
    let mut problems = std::mem::take(&mut read.problems);
    if !whole && clean::is_list_of_links(&read.lines) {
        read.lines.clear();
        problems.push((0, ProblemKind::OnlyLinks));
    }
    let parsed = markdown::parse(&read.lines);
    problems.extend(parsed.problems);
    let mut pieces = parsed.pieces;
    let title = title(&read.info, &mut pieces, format);
    let mut dropped = read.dropped;
    if !whole {
        pieces = questions::separate(pieces, &mut dropped);
    }
    unhead_sentences(&mut pieces);
    let draft = draft::assemble(pieces);
    dropped.extend(
        draft
            .bare_headings
            .iter()
            .map(|(line, heading)| DroppedLine::new(*line, heading, DropReason::EmptyHeading)),
    );
    if !whole && !draft.text.is_empty() && !says_something(&draft) {
        problems.push((0, ProblemKind::NoSentence));
    }
    let title = title
        .or_else(|| {
            let first = draft.sections.iter().find_map(|section| section.heading());
            first.map(str::to_owned)
        })
        .or_else(|| first_sentence(&draft.text))
        .unwrap_or_else(|| readable_stem(name));
    if format == Format::Html {
        number(&mut dropped, &read.blocks);
    }
    let headings = draft
        .sections
        .iter()
        .flat_map(|section| section.heading_path.iter().map(String::as_str));
    let kept: Vec<&str> = [draft.text.as_str(), title.as_str()]
        .into_iter()
        .chain(headings)
        .collect();
    let outside = left_out::left_out(&read.blocks, &kept, &dropped);
    dropped.extend(outside);
    dropped.sort_by_key(|line: &DroppedLine| line.line);
    let info = read.info;
    Imported {
        article: Article {
            id: ArticleId::from_text(info.slug.as_deref().unwrap_or_else(|| stem(name))),
            title,
            summary: info.summary,
            updated: info.updated,
            source: Source {
                name: name.rsplit('/').next().unwrap_or(name).to_owned(),
                url: info.url,
                path: name.to_owned(),
                authors: info.authors,
                license: info.license,
            },
            text: draft.text,
            sections: draft.sections,
            references: Vec::new(),
            claims: Vec::new(),
            links: Vec::new(),
            related: Vec::new(),
        },
        dropped,
        links: parsed
            .links
            .into_iter()
            .map(|Link { target, .. }| target)
            .collect(),
        problems,
    }
}

/// A page as lines of Markdown, with its metadata.
#[derive(Default)]
struct ReadPage {
    info: PageInfo,
    lines: Vec<Line>,
    /// All its text, block by block.
    blocks: Vec<TextBlock>,
    dropped: Vec<DroppedLine>,
    problems: Vec<(usize, ProblemKind)>,
}

fn read_html(page: &str, whole: bool) -> ReadPage {
    let page = html::read(page, whole);
    let mut dropped = Vec::new();
    let mut lines: Vec<Line> = page
        .markdown
        .lines()
        .map(|text| Line::new(0, text))
        .collect();
    if !whole {
        lines = clean::clean(lines, false, &mut dropped);
    }
    ReadPage {
        info: PageInfo {
            title: page.title,
            updated: page.updated.as_deref().and_then(page_info::day),
            authors: page.author.into_iter().collect(),
            license: page.license,
            url: page.url,
            ..PageInfo::default()
        },
        lines,
        blocks: page.runs,
        dropped,
        problems: Vec::new(),
    }
}

fn read_text(page: &str, format: Format, whole: bool) -> ReadPage {
    let page = text::replace_lookalikes(&text::strip_controls(page));
    let head = page_info::split(&page);
    let mut dropped = Vec::new();
    let mut lines = match format {
        Format::Markdown => markdown::lines_of(head.body, head.first_line),
        _ => plain::lines_of(head.body, head.first_line, whole, &mut dropped),
    };
    if format == Format::Markdown && !whole {
        lines = clean::clean(lines, false, &mut dropped);
    }
    let blocks = head
        .body
        .lines()
        .enumerate()
        .flat_map(|(index, line)| {
            // The cells of a row stand in other places in the article.
            line.split('|').map(move |piece| TextBlock {
                line: head.first_line + index,
                text: view::words_of(piece),
                linked_bytes: 0,
            })
        })
        .filter(|block| !block.text.is_empty())
        .collect();
    ReadPage {
        info: head.info,
        lines,
        blocks,
        dropped,
        problems: head.problems,
    }
}

/// Sets the line numbers of what was left out of an HTML page.
fn number(dropped: &mut [DroppedLine], blocks: &[TextBlock]) {
    if dropped.is_empty() {
        return;
    }
    let mut lines: HashMap<String, usize> = HashMap::new();
    for block in blocks {
        lines.entry(text::fold(&block.text)).or_insert(block.line);
    }
    for line in dropped {
        line.line = lines.get(&text::fold(&line.text)).copied().unwrap_or(0);
    }
}

/// Turns headings that are sentences, and have no text below them, into text.
fn unhead_sentences(pieces: &mut [LocatedPiece]) {
    for at in 0..pieces.len() {
        let Piece::Heading { level, text } = &pieces[at].piece else {
            continue;
        };
        let is_bare = match pieces.get(at + 1).map(|next| &next.piece) {
            Some(Piece::Heading { level: next, .. }) => next <= level,
            Some(_) => false,
            None => true,
        };
        let is_sentence = text.ends_with(['.', '!', '…', '。']);
        if is_bare && is_sentence && count_words(text) >= PROSE_WORDS {
            pieces[at].piece = Piece::Block {
                kind: BlockKind::Paragraph,
                text: text.clone(),
            };
        }
    }
}

/// Fewest words of a line that counts as prose without the mark of a sentence's end.
const PROSE_WORDS: usize = 8;

/// Whether a text holds a sentence, a list, a table or anything else but labels.
fn says_something(draft: &Draft) -> bool {
    let mut blocks = draft.sections.iter().flat_map(|section| &section.blocks);
    blocks.any(|block| {
        let text = &draft.text[block.range.clone()];
        block.kind != BlockKind::Paragraph
            || view::ends_sentence(text)
            || count_words(text) >= PROSE_WORDS
    })
}

/// The page's title: its own, or the first heading if it is before everything else and above all others. That heading is
/// removed from the text.
fn title(info: &PageInfo, pieces: &mut Vec<LocatedPiece>, format: Format) -> Option<String> {
    let levels: Vec<(usize, u8)> = pieces
        .iter()
        .enumerate()
        .filter_map(|(at, located)| match located.piece {
            Piece::Heading { level, .. } => Some((at, level)),
            _ => None,
        })
        .collect();
    let heading = |at: usize| match &pieces[at].piece {
        Piece::Heading { text, .. } => text.as_str(),
        _ => "",
    };
    if let Some(title) = &info.title {
        let same = |&&(at, _): &&(usize, u8)| text::fold(heading(at)) == text::fold(title);
        if let Some(&(at, _)) = levels.iter().take(2).find(same) {
            pieces.remove(at);
        }
        return Some(title.clone());
    }
    if let Some(title) = title_line(pieces) {
        pieces.remove(0);
        return Some(title);
    }
    let (&(at, level), others) = levels.split_first()?;
    // Levels of plain text are guessed: what stands first is the title.
    let above = match others {
        // A single heading below the first level is a section: the file's name is the title.
        [] => level == 1 || format == Format::Text,
        others => format == Format::Text || others.iter().all(|&(_, other)| other > level),
    };
    let named = heading(at).contains(char::is_alphabetic);
    if at != 0 || !above || !named || pieces.len() == 1 {
        return None;
    }
    match pieces.remove(0).piece {
        Piece::Heading { text, .. } => Some(text),
        _ => None,
    }
}

/// A short first line that is no sentence and has a heading below it: a title without markup.
fn title_line(pieces: &[LocatedPiece]) -> Option<String> {
    let [first, second, ..] = pieces else {
        return None;
    };
    let (Piece::Block { kind, text }, Piece::Heading { .. }) = (&first.piece, &second.piece) else {
        return None;
    };
    let is_title = *kind == BlockKind::Paragraph
        && text.chars().count() <= MAX_TITLE_CHARS
        && text.contains(char::is_alphabetic)
        && !text.contains('\n')
        && !text.ends_with(['.', ':', '!', ';', ',', '。']);
    is_title.then(|| text.clone())
}

/// The first sentence of a text, if it is no longer than a title.
fn first_sentence(text: &str) -> Option<String> {
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    let sentence = &line[text::sentences(line).into_iter().next()?];
    let fits =
        sentence.chars().count() <= MAX_TITLE_CHARS && sentence.contains(char::is_alphabetic);
    fits.then(|| sentence.trim_end_matches(['.', ':', '。']).to_owned())
}

/// The file's name as a title: `how-to_squat` is `How to squat`.
fn readable_stem(name: &str) -> String {
    let spaced = text::single_spaced(&stem(name).replace(['-', '_'], " "));
    let mut letters = spaced.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Untitled".to_owned(),
    }
}
