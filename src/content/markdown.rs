//! Markdown → headings, blocks and notes, read by pulldown-cmark. Emphasis and links become plain text, lists keep their
//! levels, code keeps its lines, blocks of HTML are read as HTML. What cannot be shown is a problem.

mod dialects;
mod embedded;
mod lines;
mod list;
mod write;

pub(super) use dialects::lines_of;
pub use write::to_markdown;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::draft::{LocatedPiece, Piece};
use super::problem::ProblemKind;
use super::table::{self, Table};
use crate::article::BlockKind;
use crate::text;
use crate::text::is_unspaced;
use lines::{cell, one_line, paragraph, picture_name, wiki_name};
use list::Item;

/// A line of Markdown, with its line number in the file (from 1), which differs where Markdown was made from another
/// format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) text: String,
}

impl Line {
    pub(super) fn new(number: usize, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { number, text }
    }
}

/// The parsed pieces and links, and problems with their lines.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) pieces: Vec<LocatedPiece>,
    pub(super) links: Vec<Link>,
    pub(super) problems: Vec<(usize, ProblemKind)>,
}

/// A link, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// Line of the file.
    pub(super) line: usize,
    /// An address, a path, or the name of a note.
    pub(super) target: String,
}

/// Reads lines of Markdown.
pub(super) fn parse(lines: &[Line]) -> Parsed {
    let mut body = String::new();
    let mut numbers = Vec::with_capacity(lines.len());
    for line in lines {
        body.push_str(&line.text);
        body.push('\n');
        numbers.push(line.number);
    }
    let mut reader = Reader::new(&body, &numbers);
    reader.read();
    reader.finish()
}

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_WIKILINKS);

struct Reader<'a> {
    body: &'a str,
    numbers: &'a [usize],
    /// The last position asked for and its line, from 0: positions mostly come in order.
    seen: (usize, usize),
    parsed: Parsed,
    buffer: String,
    /// A line break of the source: nothing between letters of scripts without spaces, else a space.
    soft_break: bool,
    heading: Option<u8>,
    /// Number of open pictures and links to notes, whose text is not shown as written.
    hidden: usize,
    lists: Vec<Option<u64>>,
    items: Vec<Item>,
    /// The marker of the open list item and its position, until its text comes.
    marker: Option<(usize, String)>,
    table: Table,
    cells: Vec<String>,
    in_cell: bool,
    /// The text of a block of code, and whether it is one by its indentation alone.
    code: Option<(String, bool)>,
    html: Option<String>,
    term: Option<String>,
    footnote: Option<String>,
    footnotes: Vec<(usize, String)>,
    kind: BlockKind,
    /// Whether this is the text of a block of HTML, in which no further block is parsed.
    within_html: bool,
}

impl<'a> Reader<'a> {
    fn new(body: &'a str, numbers: &'a [usize]) -> Self {
        Self {
            body,
            numbers,
            seen: (0, 0),
            parsed: Parsed::default(),
            buffer: String::new(),
            soft_break: false,
            heading: None,
            hidden: 0,
            lists: Vec::new(),
            items: Vec::new(),
            marker: None,
            table: Table::default(),
            cells: Vec::new(),
            in_cell: false,
            code: None,
            html: None,
            term: None,
            footnote: None,
            footnotes: Vec::new(),
            kind: BlockKind::Paragraph,
            within_html: false,
        }
    }

    fn read(&mut self) {
        for (event, range) in Parser::new_ext(self.body, OPTIONS).into_offset_iter() {
            self.event(event, &range);
        }
    }

    fn finish(mut self) -> Parsed {
        let end = self.body.len();
        self.flush(end);
        self.flush_list(end);
        if !self.footnotes.is_empty() {
            let line = self.footnotes[0].0;
            self.parsed.pieces.push(LocatedPiece {
                line,
                piece: Piece::Heading {
                    level: 2,
                    text: "Notes".to_owned(),
                },
            });
        }
        for (line, text) in std::mem::take(&mut self.footnotes) {
            self.parsed.pieces.push(LocatedPiece {
                line,
                piece: Piece::Block {
                    kind: BlockKind::Paragraph,
                    text,
                },
            });
        }
        self.parsed
    }

    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::SoftBreak => {
                self.soft_break = true;
            }
            Event::HardBreak => self.buffer.push('\n'),
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.html_block(&html, range.start),
            },
            Event::InlineHtml(html) => self.inline_html(&html, range.start),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((code, _)) = &mut self.code {
            code.push_str(text);
            return;
        }
        if self.hidden > 0 {
            return;
        }
        if std::mem::take(&mut self.soft_break) {
            let unspaced = self.buffer.ends_with(is_unspaced) && text.starts_with(is_unspaced);
            self.buffer.push_str(if unspaced { "" } else { " " });
        }
        self.buffer.push_str(text);
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush(range.start);
                self.flush_list(range.start);
                self.heading = Some(depth(level));
            }
            Tag::Image { .. } => self.hidden += 1,
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let line = self.line_at(range.start);
                self.parsed.links.push(Link {
                    line,
                    target: dest_url.to_string(),
                });
                if matches!(link_type, LinkType::WikiLink { has_pothole: false }) {
                    // Its text is the target itself: `Note#Part` reads as two names.
                    self.text(&wiki_name(&dest_url));
                    self.hidden += 1;
                }
            }
            Tag::List(first) => {
                self.flush(range.start);
                if self.lists.is_empty() {
                    self.flush_list(range.start);
                }
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush(range.start);
                let written = written_number(&self.body[range.clone()]);
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        // A gap is kept: an item without text is left out, and the next one keeps its number.
                        *number = (*number).max(written);
                        let marker = format!("{number}.");
                        *number = number.saturating_add(1);
                        marker
                    }
                    _ => "-".to_owned(),
                };
                self.marker = Some((range.start, marker));
            }
            Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::DefinitionList
            | Tag::DefinitionListDefinition => self.flush(range.start),
            Tag::CodeBlock(kind) => {
                self.flush(range.start);
                let indented = matches!(kind, CodeBlockKind::Indented);
                self.code = Some((String::new(), indented));
            }
            Tag::HtmlBlock => {
                self.flush(range.start);
                self.html = Some(String::new());
            }
            Tag::Table(_) => {
                self.flush(range.start);
                self.table = Table::default();
            }
            Tag::TableCell => self.in_cell = true,
            Tag::FootnoteDefinition(label) => {
                self.flush(range.start);
                self.flush_list(range.start);
                self.footnote = Some(label.to_string());
            }
            Tag::DefinitionListTitle => {
                self.flush(range.start);
                self.flush_term(range.start);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Heading(_) => {
                let text = one_line(&self.take());
                let level = self.heading.take().unwrap_or(2);
                if !text.is_empty() {
                    self.push(range.start, Piece::Heading { level, text });
                }
            }
            TagEnd::Image => {
                self.hidden = self.hidden.saturating_sub(1);
                if self.hidden == 0 {
                    let line = self.line_at(range.start);
                    let name = picture_name(&self.body[range.clone()]);
                    self.parsed
                        .problems
                        .push((line, ProblemKind::Picture { name }));
                }
            }
            TagEnd::Link => self.end_link(range),
            TagEnd::Item => {
                self.flush(range.start);
                self.marker = None;
            }
            TagEnd::Paragraph | TagEnd::BlockQuote(_) | TagEnd::DefinitionListDefinition => {
                self.flush(range.start);
            }
            TagEnd::CodeBlock => {
                let (code, indented) = self.code.take().unwrap_or_default();
                if indented && !self.lists.is_empty() {
                    // What follows an item, indented further than it needs, is mostly its next paragraph.
                    self.buffer.push_str(&code);
                    self.flush(range.start);
                } else {
                    self.code_block(&code, range.start);
                }
            }
            TagEnd::HtmlBlock => {
                let html = self.html.take().unwrap_or_default();
                self.html_block(&html, range.start);
            }
            TagEnd::List(_) => {
                self.flush(range.start);
                self.lists.pop();
                if self.lists.is_empty() {
                    self.flush_list(range.start);
                }
            }
            TagEnd::TableCell => {
                self.in_cell = false;
                let cell = cell(&self.take());
                self.cells.push(cell);
            }
            TagEnd::TableHead => self.table.header = std::mem::take(&mut self.cells),
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.cells);
                self.table.rows.push(row);
            }
            TagEnd::Table => {
                self.flush_list(range.start);
                for (kind, text) in table::blocks(&std::mem::take(&mut self.table)) {
                    self.block(range.start, kind, text);
                }
            }
            TagEnd::FootnoteDefinition => {
                self.flush(range.start);
                self.footnote = None;
            }
            TagEnd::DefinitionListTitle => self.term = Some(one_line(&self.take())),
            TagEnd::DefinitionList => {
                self.flush(range.start);
                self.flush_term(range.start);
                self.flush_list(range.start);
            }
            _ => {}
        }
    }

    fn end_link(&mut self, range: &Range<usize>) {
        let source = &self.body[range.clone()];
        if source.starts_with("[[") && !source.contains('|') {
            self.hidden = self.hidden.saturating_sub(1);
        }
    }

    fn take(&mut self) -> String {
        self.soft_break = false;
        std::mem::take(&mut self.buffer)
    }

    /// Ends the running paragraph: it goes into the open item where a list is open, else it becomes a block.
    fn flush(&mut self, at: usize) {
        if self.heading.is_some() || self.in_cell {
            return;
        }
        let text = paragraph(&self.take());
        if text.is_empty() {
            return;
        }
        if self.footnote.is_some() {
            let line = self.line_at(at);
            self.footnotes.push((line, text));
        } else if let Some(term) = self.term.take() {
            let text = one_line(&text);
            if term.ends_with('?') {
                self.flush_list(at);
                self.block(at, BlockKind::Faq, format!("{term}\n{text}"));
            } else {
                self.item(at, "-".to_owned(), format!("{term}: {text}"));
            }
        } else if self.lists.is_empty() {
            self.flush_list(at);
            let kind = std::mem::replace(&mut self.kind, BlockKind::Paragraph);
            self.block(at, kind, text);
        } else {
            let text = one_line(&text);
            match (self.marker.take(), self.items.last_mut()) {
                (Some((start, marker)), _) => self.item(start, marker, text),
                (None, Some(item)) => {
                    item.text.push(' ');
                    item.text.push_str(&text);
                }
                (None, None) => self.block(at, BlockKind::Paragraph, text),
            }
        }
    }

    fn code_block(&mut self, code: &str, at: usize) {
        let code = text::strip_controls(code);
        let lines: Vec<&str> = code.lines().map(str::trim_end).collect();
        let Some(first) = lines.iter().position(|line| !line.is_empty()) else {
            return;
        };
        let lines: Vec<&str> = lines[first..]
            .iter()
            .copied()
            .filter(|line| !line.is_empty())
            .collect();
        let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
        let least = lines.iter().map(indent).min().unwrap_or(0);
        let text: Vec<String> = lines
            .iter()
            .map(|line| line[least..].replace('\t', "    "))
            .collect();
        self.flush_list(at);
        self.block(at, BlockKind::Code, text.join("\n"));
    }

    fn block(&mut self, at: usize, kind: BlockKind, text: String) {
        if self.footnote.is_some() {
            let line = self.line_at(at);
            self.footnotes.push((line, one_line(&text)));
        } else {
            self.push(at, Piece::Block { kind, text });
        }
    }

    fn push(&mut self, at: usize, piece: Piece) {
        let line = self.line_at(at);
        self.parsed.pieces.push(LocatedPiece { line, piece });
    }

    /// The line of the file for a byte of the body. Counts on from the last position.
    fn line_at(&mut self, at: usize) -> usize {
        let at = at.min(self.body.len());
        let (byte, lines) = if self.seen.0 <= at { self.seen } else { (0, 0) };
        let passed = self.body[byte..at].matches('\n').count();
        self.seen = (at, lines + passed);
        let last = self.numbers.last().copied().unwrap_or(1);
        self.numbers.get(lines + passed).copied().unwrap_or(last)
    }
}

/// The number that an item is written with; 0 if there is none.
fn written_number(item: &str) -> u64 {
    let number = item.trim_start().split(['.', ')']).next();
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests;
