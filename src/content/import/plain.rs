//! Plain text → lines of Markdown: wrapped lines are joined, headings are recognised by position and shape, and each
//! other line is a paragraph. Markdown in it is read as such.

use std::sync::LazyLock;

use regex::Regex;

use super::DroppedLine;
use super::clean::clean;
use super::rules::regex;
use super::view::{Shape, ends_sentence, starts_high, title_case_share, views};
use crate::content::markdown::Line;
use crate::text;
use crate::text::count_words;

static DELIMITER_ROW: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$"));
static BULLET: LazyLock<Regex> = LazyLock::new(|| regex(r"^[-*+•·▪◦●–][ \t]+(\S.*)$"));
static DOTTED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(\d{1,3}(?:\.\d{1,3})+)[.)]?\s+(\S.*)$"));
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| regex(r"^(\d{1,3})[.)]\s+(\S.*)$"));
/// Level of headings that are recognised by their shape.
const BARE_LEVEL: usize = 2;
/// Widths in characters to which text is hard-wrapped.
const WRAPPED: std::ops::RangeInclusive<usize> = 28..=120;

/// Reads plain text into lines of Markdown; boilerplate is blanked and listed unless the page is taken `whole`.
pub(super) fn lines_of(
    page: &str,
    first_line: usize,
    whole: bool,
    dropped: &mut Vec<DroppedLine>,
) -> Vec<Line> {
    let mut lines = join_wrapped(&read(page, first_line));
    if !whole {
        lines = clean(lines, true, dropped);
    }
    mark_numbered(&mut lines);
    mark_headings(&mut lines);
    spread(lines)
}

/// Each line with Markdown for its kind.
fn read(page: &str, first_line: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut fenced = false;
    let mut in_table = false;
    let mut indents: Vec<usize> = Vec::new();
    for (index, source) in page.lines().enumerate() {
        let trimmed = source.trim();
        let number = first_line + index;
        let mut push = |text: String| lines.push(Line::new(number, text));
        if trimmed.starts_with("```") || fenced {
            fenced ^= trimmed.starts_with("```");
            push(source.to_owned());
            continue;
        }
        if trimmed.is_empty() {
            in_table = false;
            push(String::new());
            continue;
        }
        if trimmed.contains('|') && DELIMITER_ROW.is_match(trimmed) && !in_table {
            if let Some(header) = lines.last_mut().filter(|above| above.text.contains('|')) {
                in_table = true;
                header.text = row(&header.text);
                lines.push(Line::new(number, row(trimmed)));
            }
            continue;
        }
        if in_table && trimmed.contains('|') {
            push(row(trimmed));
            continue;
        }
        if std::mem::take(&mut in_table) {
            push(String::new());
        }
        if let Some(level) = underline(trimmed) {
            match lines.last_mut().filter(|above| heads(&above.text)) {
                Some(above) => above.text = format!("{} {}", "#".repeat(level), above.text),
                None => lines.push(Line::new(number, "")),
            }
            continue;
        }
        let indent = source.len() - source.trim_start().len();
        let text = if let Some(found) = BULLET.captures(trimmed) {
            format!("{}- {}", nested(&mut indents, indent), &found[1])
        } else if let Some(found) = DOTTED
            .captures(trimmed)
            .filter(|found| is_heading_text(&found[2]))
        {
            let depth = found[1].matches('.').count().min(4);
            format!("{} {}", "#".repeat(2 + depth), &found[2])
        } else if let Some(found) = NUMBERED.captures(trimmed) {
            format!(
                "{}{}. {}",
                nested(&mut indents, indent),
                &found[1],
                &found[2]
            )
        } else if indent >= 2 && lines.last().is_some_and(|above| is_item(&above.text)) {
            // A continuation of the item above.
            format!("  {trimmed}")
        } else {
            indents.clear();
            trimmed.to_owned()
        };
        lines.push(Line::new(number, text));
    }
    lines
}

/// A row of a table with a bar at its start, by which other rules recognise it.
fn row(trimmed: &str) -> String {
    if trimmed.starts_with('|') {
        trimmed.to_owned()
    } else {
        format!("| {trimmed}")
    }
}

/// The indent of an item, four columns a level, by how far the items above it are indented.
fn nested(indents: &mut Vec<usize>, indent: usize) -> String {
    while indents.last().is_some_and(|&above| above >= indent) {
        indents.pop();
    }
    indents.push(indent);
    "    ".repeat(indents.len() - 1)
}

fn is_item(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("- ") || NUMBERED.is_match(text)
}

/// `===`, `---` and `~~~` under a line make it a heading; elsewhere they are rules.
fn underline(trimmed: &str) -> Option<usize> {
    let is_run_of =
        |mark: char| trimmed.len() >= 3 && trimmed.chars().all(|c| c == mark || c == ' ');
    if is_run_of('=') {
        Some(1)
    } else if "-*_~".chars().any(is_run_of) {
        Some(2)
    } else {
        None
    }
}

fn heads(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(['#', '|', '-'])
        && count_words(text) <= 14
        && !text.ends_with('.')
}

/// Text that could head a section: short, and not a sentence.
fn is_heading_text(text: &str) -> bool {
    let words = count_words(text);
    (1..=14).contains(&words)
        && text.chars().count() <= 110
        && text.contains(char::is_alphabetic)
        && !text.ends_with(['.', ',', ';', ':', '!', '…', '。', '！', '、', '：'])
        && text::sentences(text).len() == 1
}

/// Joins lines that were wrapped.
fn join_wrapped(lines: &[Line]) -> Vec<Line> {
    let views = views(lines);
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        if views[at].shape != Shape::Text {
            joined.push(lines[at].clone());
            at += 1;
            continue;
        }
        let run = lines[at..]
            .iter()
            .zip(&views[at..])
            .take_while(|(_, view)| view.shape == Shape::Text)
            .count();
        join_run(&lines[at..at + run], &mut joined);
        at += run;
    }
    joined
}

fn join_run(run: &[Line], joined: &mut Vec<Line>) {
    let widths: Vec<usize> = run
        .iter()
        .map(|line| line.text.trim().chars().count())
        .collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let all_but_last = &widths[..widths.len() - 1];
    let uniform = run.len() >= 3
        && WRAPPED.contains(&widest)
        && all_but_last.iter().all(|&width| width * 10 >= widest * 6);
    for (place, line) in run.iter().enumerate() {
        let continues = line.text.starts_with("  ");
        let starts_low = line.text.trim_start().starts_with(char::is_lowercase);
        let goes_on = continues && joined.last().is_some_and(|above| is_item(&above.text))
            || place > 0
                && (uniform
                    || WRAPPED.contains(&widths[place - 1])
                        && starts_low
                        && !ends_sentence(&run[place - 1].text));
        match joined.last_mut() {
            Some(before) if goes_on => {
                let text = line.text.trim_start();
                if before.text.ends_with('-') && starts_low && before.text.len() > 2 {
                    before.text.pop();
                } else {
                    before.text.push(' ');
                }
                before.text.push_str(text);
            }
            _ => joined.push(Line::new(line.number, line.text.trim_start())),
        }
    }
}

/// `3. Shaping the loaf` heads a section when prose follows it and it is not one of a list.
fn mark_numbered(lines: &mut [Line]) {
    let views = views(lines);
    let number = |line: &Line| -> Option<u64> { NUMBERED.captures(&line.text)?[1].parse().ok() };
    let filled: Vec<usize> = (0..lines.len())
        .filter(|&at| views[at].shape != Shape::Blank)
        .collect();
    let marked: Vec<usize> = filled
        .iter()
        .enumerate()
        .filter(|&(place, &at)| {
            let Some(own) = number(&lines[at]) else {
                return false;
            };
            let follows_item = place
                .checked_sub(1)
                .is_some_and(|before| number(&lines[filled[before]]) == own.checked_sub(1));
            let heads = filled
                .get(place + 1)
                .is_some_and(|&next| match views[next].shape {
                    Shape::Text => count_words(&views[next].text) >= 8,
                    Shape::Heading(level) => level > 2,
                    Shape::Item => number(&lines[next]).is_none(),
                    Shape::Other => true,
                    Shape::Blank => false,
                });
            !follows_item && heads && is_heading_text(&views[at].text)
        })
        .map(|(_, &at)| at)
        .collect();
    for at in marked {
        let text = NUMBERED
            .captures(&lines[at].text)
            .map(|found| found[2].to_owned());
        if let Some(text) = text {
            lines[at].text = format!("## {text}");
        }
    }
}

/// Turns bare lines that head a section into headings.
fn mark_headings(lines: &mut [Line]) {
    let views = views(lines);
    let places: Vec<usize> = (0..lines.len())
        .filter(|&at| {
            let view = &views[at];
            if view.shape != Shape::Text || !is_heading_text(&view.text) {
                return false;
            }
            let blank = |place: usize| views[place].shape == Shape::Blank;
            let gap = at.checked_sub(1).is_none_or(blank);
            let Some(next) = (at + 1..lines.len()).find(|&next| !blank(next)) else {
                return false;
            };
            let next_gap = next > at + 1;
            let prose = |least: usize| match views[next].shape {
                Shape::Text => {
                    let text = &views[next].text;
                    let words = count_words(text);
                    words >= least && (ends_sentence(text) || text.ends_with(':') || words >= 20)
                }
                Shape::Item | Shape::Other => true,
                Shape::Heading(_) | Shape::Blank => false,
            };
            let heading_line = match views[next].shape {
                Shape::Heading(_) => true,
                Shape::Text => is_heading_text(&views[next].text),
                _ => false,
            };
            if gap {
                return prose(3)
                    || (at == 0 && next_gap && heading_line)
                    || matches!(views[next].shape, Shape::Heading(_));
            }
            let before = &views[at - 1];
            (before.shape != Shape::Text || ends_sentence(&before.text))
                && prose(12)
                && (view.text.ends_with('?') || title_case_share(&view.text) >= 0.6)
        })
        .collect();
    let capitals = places.iter().any(|&at| starts_high(&views[at].text));
    for at in places {
        let text = &views[at].text;
        if starts_high(text) || text.ends_with('?') || !capitals {
            lines[at].text = format!("{} {}", "#".repeat(BARE_LEVEL), lines[at].text);
        }
    }
}

/// Separates paragraphs by blank lines.
fn spread(lines: Vec<Line>) -> Vec<Line> {
    let views = views(&lines);
    let mut spread: Vec<Line> = Vec::with_capacity(lines.len() * 2);
    let mut before = Shape::Blank;
    for (line, view) in lines.into_iter().zip(views) {
        let parts = matches!(
            (before, view.shape),
            (Shape::Text | Shape::Item | Shape::Other, Shape::Text)
        );
        if parts {
            spread.push(Line::new(line.number, ""));
        }
        before = view.shape;
        spread.push(line);
    }
    spread
}
