//! Plain text or the remains of Markdown → lines with the shape that each one shows by itself.

use std::sync::LazyLock;

use regex::Regex;

use super::super::table::Table;
use super::DroppedLine;
use crate::text;

/// A page as lines, with what it says about itself.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    /// What was left out on the way to lines.
    pub(super) dropped: Vec<DroppedLine>,
}

/// A line with text. Blank lines are told by `gap`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Line of the page, from 1.
    pub(super) number: usize,
    pub(super) text: String,
    /// Whether a blank line or the like stands before it.
    pub(super) gap: bool,
    pub(super) shape: Shape,
    /// Characters of the text that are links.
    pub(super) linked_chars: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Text,
    /// A heading by its markup or number; level 1 is the outermost.
    Heading(u8),
    /// An item of a list, with its number if it has one.
    Item(Option<u64>),
    Table(Table),
    Faq {
        question: String,
        answer: String,
    },
}

impl Line {
    pub(super) fn is_text(&self) -> bool {
        self.shape == Shape::Text
    }

    pub(super) fn is_heading(&self) -> bool {
        matches!(self.shape, Shape::Heading(_))
    }

    pub(super) fn is_item(&self) -> bool {
        matches!(self.shape, Shape::Item(_))
    }

    /// Whether it ends as a sentence does.
    pub(super) fn ends_sentence(&self) -> bool {
        ends_sentence(&self.text)
    }

    pub(super) fn words(&self) -> usize {
        text::count_words(&self.text)
    }
}

pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»'])
        .ends_with(['.', '!', '?', '…'])
}

static DELIMITER_ROW: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$"));
static HASH_HEADING: LazyLock<Regex> = LazyLock::new(|| regex(r"^(#{1,6})\s+(.*?)\s*#*\s*$"));
static BULLET: LazyLock<Regex> = LazyLock::new(|| regex(r"^[-*+•·▪◦●–]\s+(\S.*)$"));
static DOTTED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(\d{1,3}(?:\.\d{1,3})+)[.)]?\s+(\S.*)$"));
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| regex(r"^(\d{1,3})[.)]\s+(\S.*)$"));
static LABELLED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?i:(q|a|question|answer))\s*\d{0,3}\s*[:.)]\s+(\S.*)$"));

/// Compiles a pattern that stands in the program.
pub(super) fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern compiles")
}

/// Reads text into lines: look-alike letters mended, markup read, wrapped lines joined, tables gathered.
pub(super) fn from_text(page: &str) -> Page {
    let page = text::replace_lookalikes(&text::strip_controls(page));
    let (title, skipped) = yaml_title(&page);
    let mut lines: Vec<(Line, usize)> = Vec::new();
    let mut gap = true;
    let mut in_table = false;
    for (place, raw) in page.lines().enumerate().skip(skipped) {
        let number = place + 1;
        let trimmed = raw.trim();
        if trimmed.is_empty() || trimmed.starts_with("```") {
            gap = true;
            in_table = false;
            continue;
        }
        if in_table {
            if trimmed.contains('|') {
                if let Some((
                    Line {
                        shape: Shape::Table(table),
                        ..
                    },
                    _,
                )) = lines.last_mut()
                {
                    table.rows.push(cells(trimmed));
                }
                continue;
            }
            in_table = false;
            gap = true;
        }
        if trimmed.contains('|') && DELIMITER_ROW.is_match(trimmed) {
            if let Some((header, _)) = lines
                .last_mut()
                .filter(|(line, _)| !gap && line.text.contains('|'))
            {
                header.shape = Shape::Table(Table {
                    header: cells(&header.text),
                    rows: Vec::new(),
                });
                in_table = true;
            }
            continue;
        }
        if let Some(level) = underline(trimmed) {
            match lines.last_mut() {
                Some((line, _))
                    if !gap
                        && line.is_text()
                        && line.words() <= 14
                        && !line.text.ends_with('.') =>
                {
                    line.shape = Shape::Heading(level);
                }
                _ => {}
            }
            gap = true;
            continue;
        }
        let indent = raw.len() - raw.trim_start().len();
        if let Some(line) = read_line(number, trimmed, gap) {
            lines.push((line, indent));
            gap = false;
        }
    }
    let mut lines = pair_questions(join_wrapped(&lines));
    promote_numbered(&mut lines);
    Page {
        lines,
        title,
        ..Page::default()
    }
}

fn read_line(number: usize, trimmed: &str, gap: bool) -> Option<Line> {
    let unquoted = trimmed.trim_start_matches('>').trim_start();
    let (shape, rest) = if let Some(found) = HASH_HEADING.captures(unquoted) {
        let level = u8::try_from(found[1].len()).unwrap_or(6);
        let rest = found.get(2).map_or("", |rest| rest.as_str());
        let rest = DOTTED
            .captures(rest)
            .and_then(|inner| inner.get(2))
            .map_or(rest, |rest| rest.as_str());
        (Shape::Heading(level), rest)
    } else if let Some(found) = BULLET.captures(unquoted) {
        (
            Shape::Item(None),
            found.get(1).map_or("", |rest| rest.as_str()),
        )
    } else if let Some(found) = DOTTED
        .captures(unquoted)
        .filter(|found| is_heading_text(&found[2]))
    {
        let depth = u8::try_from(found[1].matches('.').count())
            .unwrap_or(4)
            .min(4);
        (
            Shape::Heading(2 + depth),
            found.get(2).map_or("", |rest| rest.as_str()),
        )
    } else if let Some(found) = NUMBERED.captures(unquoted) {
        let item = found[1].parse().ok();
        (
            Shape::Item(item),
            found.get(2).map_or("", |rest| rest.as_str()),
        )
    } else {
        (Shape::Text, unquoted)
    };
    // A row of a table keeps its markup until its table is known.
    let (text, linked_chars) = if rest.contains('|') {
        (rest.to_owned(), 0)
    } else {
        inline(rest)
    };
    let text = text::single_spaced(&text);
    (!text.is_empty()).then_some(Line {
        number,
        text,
        gap,
        shape,
        linked_chars,
    })
}

/// Text that could head a section: short, and not a sentence.
pub(super) fn is_heading_text(text: &str) -> bool {
    let words = text::count_words(text);
    (1..=14).contains(&words)
        && text.chars().count() <= 110
        && text.contains(char::is_alphabetic)
        && !text.ends_with(['.', ',', ';', ':', '!', '…'])
        && text::sentences(text).len() == 1
}

/// The plain text of a line, and how many of its characters are links.
fn inline(line: &str) -> (String, usize) {
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};
    if !line.contains(['*', '_', '`', '[', '<', '&', '\\', '!']) {
        return (line.to_owned(), 0);
    }
    // The guard keeps the line from being read as a block of its own.
    let guarded = format!("x {line}");
    let mut plain = String::with_capacity(line.len());
    let (mut images, mut links, mut linked_chars) = (0_usize, 0_usize, 0_usize);
    for event in Parser::new(&guarded) {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images = images.saturating_sub(1),
            Event::Start(Tag::Link { .. }) => links += 1,
            Event::End(TagEnd::Link) => links = links.saturating_sub(1),
            Event::Text(piece) | Event::Code(piece) if images == 0 => {
                if links > 0 {
                    linked_chars += piece.chars().count();
                }
                plain.push_str(&piece);
            }
            Event::SoftBreak | Event::HardBreak => plain.push(' '),
            _ => {}
        }
    }
    (
        text::strip_controls(plain.strip_prefix("x ").unwrap_or("")),
        linked_chars,
    )
}

/// Cells of a row, with or without bars at its ends.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row
        .strip_suffix('|')
        .filter(|row| !row.ends_with('\\'))
        .unwrap_or(row);
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut escaped = false;
    for character in row.chars() {
        match character {
            '|' if !escaped => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(character),
        }
        escaped = character == '\\' && !escaped;
    }
    cells.push(cell);
    cells
        .iter()
        .map(|cell| {
            let text = inline(cell.trim()).0;
            text::single_spaced(&text)
        })
        .collect()
}

/// `===` and `---` under a line make it a heading; elsewhere they part the page.
fn underline(trimmed: &str) -> Option<u8> {
    let is_run_of =
        |mark: char| trimmed.len() >= 3 && trimmed.chars().all(|c| c == mark || c == ' ');
    if is_run_of('=') {
        Some(1)
    } else if is_run_of('-') || is_run_of('*') || is_run_of('_') {
        Some(2)
    } else {
        None
    }
}

/// The title in a block of `key: value` lines between `---`, and how many lines the block takes.
fn yaml_title(page: &str) -> (Option<String>, usize) {
    const LONGEST_BLOCK: usize = 60;
    let mut lines = page.lines();
    if lines.next().map(str::trim) != Some("---") {
        return (None, 0);
    }
    let mut title = None;
    for (place, line) in lines.take(LONGEST_BLOCK).enumerate() {
        let line = line.trim();
        if line == "---" {
            return (title, place + 2);
        }
        match line.split_once(':') {
            Some((key, value)) if key.trim() == "title" => {
                let value = value.trim().trim_matches(['"', '\'']);
                title = (!value.is_empty()).then(|| value.to_owned());
            }
            Some(_) => {}
            None if line.is_empty() || line.starts_with(['-', '#', ' ']) => {}
            None => break,
        }
    }
    (None, 0)
}

/// Joins lines that an editor or a mail program wrapped.
fn join_wrapped(lines: &[(Line, usize)]) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let runs =
        lines.chunk_by(|(one, _), (other, _)| !other.gap && one.is_text() && other.is_text());
    for run in runs {
        let widths: Vec<usize> = run
            .iter()
            .map(|(line, _)| line.text.chars().count())
            .collect();
        let widest = widths.iter().copied().max().unwrap_or(0);
        let all_but_last = &widths[..widths.len() - 1];
        let uniform = run.len() >= 3
            && (45..=120).contains(&widest)
            && all_but_last.iter().all(|&width| width * 10 >= widest * 6);
        for (place, (line, indent)) in run.iter().enumerate() {
            let starts_low = line.text.starts_with(char::is_lowercase);
            let goes_on = place > 0
                && (uniform
                    || (45..=120).contains(&widths[place - 1])
                        && starts_low
                        && !run[place - 1].0.ends_sentence());
            let continues_item = place == 0
                && !line.gap
                && line.is_text()
                && *indent >= 2
                && joined.last().is_some_and(Line::is_item);
            match joined.last_mut() {
                Some(before) if goes_on || continues_item => {
                    before.text.push(' ');
                    before.text.push_str(&line.text);
                    before.linked_chars += line.linked_chars;
                }
                _ => joined.push(line.clone()),
            }
        }
    }
    joined
}

/// `Q: …` followed by `A: …` is a question with its answer.
fn pair_questions(lines: Vec<Line>) -> Vec<Line> {
    let label = |line: &Line| {
        let found = LABELLED.captures(&line.text).filter(|_| line.is_text())?;
        let is_question = found[1].to_ascii_lowercase().starts_with('q');
        Some((is_question, found[2].to_owned()))
    };
    let mut paired: Vec<Line> = Vec::with_capacity(lines.len());
    let mut asked: Option<String> = None;
    for mut line in lines {
        match (label(&line), asked.take()) {
            (Some((true, question)), _) => {
                asked = Some(question);
                paired.push(line);
            }
            (Some((false, answer)), Some(question)) => {
                if let Some(before) = paired.last_mut() {
                    line.number = before.number;
                    line.gap = before.gap;
                    line.shape = Shape::Faq { question, answer };
                    *before = line;
                }
            }
            _ => paired.push(line),
        }
    }
    paired
}

/// `3. Shaping the loaf` heads a section when prose follows it and it is not one of a list.
fn promote_numbered(lines: &mut [Line]) {
    for place in 0..lines.len() {
        let Shape::Item(Some(number)) = lines[place].shape else {
            continue;
        };
        let follows_item = place.checked_sub(1).is_some_and(|before| {
            matches!(lines[before].shape, Shape::Item(Some(earlier)) if earlier + 1 == number)
        });
        let heads = lines.get(place + 1).is_some_and(|next| match &next.shape {
            Shape::Text => next.words() >= 8,
            Shape::Heading(level) => *level > 2,
            Shape::Item(None) | Shape::Table(_) => true,
            _ => false,
        });
        if !follows_item && heads && is_heading_text(&lines[place].text) {
            lines[place].shape = Shape::Heading(2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &[&str]) {
        let found: Vec<String> = from_text(page)
            .lines
            .iter()
            .map(|line| {
                let shape = match &line.shape {
                    Shape::Text => "text".to_owned(),
                    Shape::Heading(level) => format!("h{level}"),
                    Shape::Item(None) => "item".to_owned(),
                    Shape::Item(Some(number)) => format!("item{number}"),
                    Shape::Table(table) => {
                        format!("table{}x{}", table.header.len(), table.rows.len())
                    }
                    Shape::Faq { .. } => "faq".to_owned(),
                };
                format!("{} {shape} {}", line.number, line.text)
            })
            .collect();
        assert_eq!(found, expected, "{page}");
    }

    #[test]
    fn shapes_of_lines() {
        check(
            "# Bread\nKneading\n---\n\n> quoted *words* and a [link](x)\n• one\n1) two\n2.1. Deep dive\nQ: Why?\nA: So.",
            &[
                "1 h1 Bread",
                "2 h2 Kneading",
                "5 text quoted words and a link",
                "6 item one",
                "7 h2 two",
                "8 h3 Deep dive",
                "9 faq A: So.",
            ],
        );
    }

    #[test]
    fn both_table_forms() {
        check(
            "| A | B |\n|---|---|\n| x | y |\nafter it",
            &["1 table2x1 | A | B |", "4 text after it"],
        );
        check(
            "A | B |\n---|---|\nx | y |\nz | w |",
            &["1 table2x2 A | B |"],
        );
    }

    #[test]
    fn numbered_lines_are_items_or_headings() {
        check(
            "1. Mixing the dough\nFlour and water meet in the bowl and rest for a while.\n1. Mix\n2. Wait\n3. Bake\nThen let it cool on a rack for at least one hour.",
            &[
                "1 h2 Mixing the dough",
                "2 text Flour and water meet in the bowl and rest for a while.",
                "3 item1 Mix",
                "4 item2 Wait",
                "5 item3 Bake",
                "6 text Then let it cool on a rack for at least one hour.",
            ],
        );
    }

    #[test]
    fn wrapped_lines_are_joined() {
        check(
            "The dough rests for an hour in a warm place until\nit has grown by half, and then it is shaped.\n\n- an item that\n  goes on",
            &[
                "1 text The dough rests for an hour in a warm place until it has grown by half, and then it is shaped.",
                "4 item an item that goes on",
            ],
        );
    }

    #[test]
    fn yaml_heads_give_the_title() {
        let page = from_text("---\ntitle: \"Rye\"\ntags:\n  - a\n---\nText.");
        assert_eq!(page.title.as_deref(), Some("Rye"));
        assert_eq!(page.lines.len(), 1);
    }
}
