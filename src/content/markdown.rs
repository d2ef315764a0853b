//! The Markdown of an article with front matter → headings, blocks and notes. Emphasis and links become plain text,
//! images are left out.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::draft::{Piece, Placed};
use super::table::{self, Table};
use crate::article::{BlockKind, Grade};
use crate::text;

/// What was found, and what could not be understood, with its line.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) pieces: Vec<Placed>,
    pub(super) problems: Vec<(usize, String)>,
}

/// Reads Markdown that starts on the given line of its file.
pub(super) fn parse(body: &str, first_line: usize) -> Parsed {
    let mut reader = Reader::new(body, first_line);
    for (event, range) in Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(event, &range);
    }
    reader.flush(body.len());
    reader.parsed
}

struct Reader<'a> {
    body: &'a str,
    first_line: usize,
    line: (usize, usize),
    parsed: Parsed,
    buffer: String,
    heading: Option<u8>,
    image_depth: usize,
    lists: Vec<Option<u64>>,
    items: Vec<String>,
    table: Table,
    cells: Vec<String>,
    kind: BlockKind,
}

impl<'a> Reader<'a> {
    fn new(body: &'a str, first_line: usize) -> Self {
        Self {
            body,
            first_line,
            line: (0, 0),
            parsed: Parsed::default(),
            buffer: String::new(),
            heading: None,
            image_depth: 0,
            lists: Vec::new(),
            items: Vec::new(),
            table: Table::default(),
            cells: Vec::new(),
            kind: BlockKind::Paragraph,
        }
    }

    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) | Event::Code(text) if self.image_depth == 0 => {
                self.buffer.push_str(&text);
            }
            Event::SoftBreak => self.buffer.push(' '),
            Event::HardBreak => self.buffer.push('\n'),
            Event::Html(html) | Event::InlineHtml(html) => self.comment(&html, range.start),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush(range.start);
                self.heading = Some(depth(*level));
            }
            Tag::Image { .. } => self.image_depth += 1,
            Tag::List(first) => {
                self.flush(range.start);
                self.lists.push(*first);
            }
            Tag::Item | Tag::Paragraph | Tag::CodeBlock(_) => self.flush(range.start),
            Tag::Table(_) => {
                self.flush(range.start);
                self.table = Table::default();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Heading(_) => {
                let text = tidy(&std::mem::take(&mut self.buffer)).replace('\n', " ");
                let level = self.heading.take().unwrap_or(2);
                if !text.is_empty() {
                    self.push(range.start, Piece::Heading { level, text });
                }
            }
            TagEnd::Image => self.image_depth = self.image_depth.saturating_sub(1),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Item => self.flush(range.start),
            TagEnd::List(_) => {
                self.flush(range.start);
                self.lists.pop();
                if self.lists.is_empty() {
                    let text = std::mem::take(&mut self.items).join("\n");
                    self.block(range.start, BlockKind::List, text);
                }
            }
            TagEnd::TableCell => {
                let cell = tidy(&std::mem::take(&mut self.buffer)).replace('\n', " ");
                self.cells.push(cell);
            }
            TagEnd::TableHead => self.table.header = std::mem::take(&mut self.cells),
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.cells);
                self.table.rows.push(row);
            }
            TagEnd::Table => {
                for (kind, text) in table::blocks(&std::mem::take(&mut self.table)) {
                    self.block(range.start, kind, text);
                }
            }
            _ => {}
        }
    }

    /// Ends the running paragraph: it becomes an item where a list is open, else a block.
    fn flush(&mut self, at: usize) {
        if self.heading.is_some() {
            return;
        }
        let text = tidy(&std::mem::take(&mut self.buffer));
        if text.is_empty() {
            return;
        }
        match self.lists.last_mut() {
            None => {
                let kind = std::mem::replace(&mut self.kind, BlockKind::Paragraph);
                self.block(at, kind, text);
            }
            Some(counter) => {
                let text = text.replace('\n', " ");
                self.items.push(match counter {
                    Some(number) => {
                        let item = format!("{number}. {text}");
                        *number = number.saturating_add(1);
                        item
                    }
                    None => format!("- {text}"),
                });
            }
        }
    }

    fn block(&mut self, at: usize, kind: BlockKind, text: String) {
        self.push(at, Piece::Block { kind, text });
    }

    fn push(&mut self, at: usize, piece: Piece) {
        let line = self.line_at(at);
        self.parsed.pieces.push(Placed { line, piece });
    }

    /// Counts on from the last place asked for, since places mostly come in order.
    fn line_at(&mut self, at: usize) -> usize {
        let (byte, lines) = if self.line.0 <= at { self.line } else { (0, 0) };
        let passed = self.body.as_bytes()[byte..at]
            .split(|&b| b == b'\n')
            .count()
            - 1;
        self.line = (at, lines + passed);
        self.first_line + lines + passed
    }

    /// `<!-- grade: strong; refs: a, b -->` for a section; `<!-- row -->` and `<!-- faq -->` name the next block.
    fn comment(&mut self, html: &str, at: usize) {
        let Some(comment) = html
            .trim()
            .strip_prefix("<!--")
            .and_then(|rest| rest.strip_suffix("-->"))
        else {
            return;
        };
        let comment = comment.trim();
        match comment {
            "row" => self.kind = BlockKind::TableRow,
            "faq" => self.kind = BlockKind::Faq,
            _ if comment.contains("grade") || comment.contains("refs") => self.note(comment, at),
            _ => {}
        }
    }

    fn note(&mut self, comment: &str, at: usize) {
        let line = self.line_at(at);
        let mut grade = None;
        let mut references = Vec::new();
        for part in comment
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            match part.split_once(':').map(|(key, value)| (key.trim(), value.trim())) {
                Some(("grade", word)) => match parse_grade(word) {
                    Some(known) => grade = Some(known),
                    None => self.parsed.problems.push((
                        line,
                        format!("unknown grade `{word}`: expected strong, moderate, contested or practical"),
                    )),
                },
                Some(("refs", keys)) => references.extend(
                    keys.split(',').map(str::trim).filter(|key| !key.is_empty()).map(str::to_owned),
                ),
                _ => self.parsed.problems.push((
                    line,
                    format!("cannot read `{part}`: expected `grade: WORD` or `refs: KEY, KEY`"),
                )),
            }
        }
        self.parsed.pieces.push(Placed {
            line,
            piece: Piece::Note { grade, references },
        });
    }
}

fn parse_grade(word: &str) -> Option<Grade> {
    [
        Grade::Strong,
        Grade::Moderate,
        Grade::Contested,
        Grade::Practical,
    ]
    .into_iter()
    .find(|grade| grade.as_str() == word)
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

/// One line a line, single spaces, no controls.
fn tidy(text: &str) -> String {
    text.lines()
        .map(text::single_spaced)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(body: &str, expected: &[&str]) {
        let found: Vec<String> = parse(body, 1)
            .pieces
            .into_iter()
            .map(|placed| match placed.piece {
                Piece::Heading { level, text } => format!("{} h{level} {text}", placed.line),
                Piece::Block { kind, text } => format!("{} {kind:?} {text}", placed.line),
                Piece::Note { grade, references } => {
                    format!("{} {grade:?} {}", placed.line, references.join("+"))
                }
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sections_with_notes() {
        check(
            "## Why *salt*?\n<!-- grade: strong; refs: a, b -->\nIt [slows](x) the **yeast**\na little.\n\nSo:\n- one\n  - two\n3. x",
            &[
                "1 h2 Why salt?",
                "2 Some(Strong) a+b",
                "3 Paragraph It slows the yeast a little.",
                "6 Paragraph So:",
                "7 List - one\n- two",
                "9 List 3. x",
            ],
        );
    }

    #[test]
    fn tables_and_named_blocks() {
        check(
            "A | B\n---|---\nx | y\n\n<!-- faq -->\nWhy?\\\nSo.\n",
            &["1 TableRow A: x; B: y", "6 Faq Why?\nSo."],
        );
    }

    #[test]
    fn bad_notes_are_told() {
        let parsed = parse("x\n\n<!-- grade: superb; ref: a -->\n", 10);
        let lines: Vec<usize> = parsed.problems.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [12, 12]);
    }

    proptest! {
        #[test]
        fn any_text_parses(text in "([#>*_`|\\[\\]()<!-]{1,3}|[a-z]{1,4}|\\d\\.|\n| |\t){0,80}") {
            for placed in parse(&text, 1).pieces {
                prop_assert!(placed.line >= 1);
            }
        }
    }
}
