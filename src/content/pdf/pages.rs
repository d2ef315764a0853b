//! The pages of a PDF as text → one text: repeated page headers and footers are kept once, and lines become paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use super::PAGE_BREAK;

/// Lines at the top and bottom of a page that may be boilerplate.
const EDGE_LINES: usize = 2;
/// A line at the edge of pages is boilerplate if it stands on so many of them, whatever numbers are in it.
const LEAST_REPEATS: usize = 3;

/// Joins pages: page numbers are removed, repeated headers and footers are kept once, and a paragraph over a page break
/// becomes one.
pub(super) fn join_pages(text: &str) -> String {
    close_up(without_boilerplate(text))
}

fn without_boilerplate(text: &str) -> String {
    let pages: Vec<Vec<&str>> = text
        .split(PAGE_BREAK)
        .map(|page| page.lines().map(str::trim_end).collect())
        .collect();
    let edges = |page: &[&str]| -> Vec<usize> {
        let filled: Vec<usize> = (0..page.len())
            .filter(|&at| !page[at].trim().is_empty())
            .collect();
        let head = filled.iter().take(EDGE_LINES);
        let foot = filled.iter().rev().take(EDGE_LINES);
        head.chain(foot).copied().collect()
    };
    let mut repeats: BTreeMap<String, usize> = BTreeMap::new();
    for page in &pages {
        for at in edges(page) {
            *repeats.entry(without_numbers(page[at])).or_default() += 1;
        }
    }
    let mut told: BTreeSet<String> = BTreeSet::new();
    let mut joined = String::new();
    for page in &pages {
        let edges = edges(page);
        let mut lines: Vec<&str> = Vec::new();
        for (at, line) in page.iter().enumerate() {
            let pattern = without_numbers(line);
            let boilerplate = edges.contains(&at)
                && (matches!(
                    pattern.as_str(),
                    "#" | "- # -" | "page #" | "# / #" | "page # of #"
                ) || repeats[&pattern] >= LEAST_REPEATS && !told.insert(pattern));
            if !boilerplate {
                lines.push(line);
            }
        }
        let first = lines.iter().position(|line| !line.trim().is_empty());
        let last = lines.iter().rposition(|line| !line.trim().is_empty());
        let (Some(first), Some(last)) = (first, last) else {
            continue;
        };
        let goes_on = joined
            .trim_end()
            .ends_with(|c: char| c.is_lowercase() || c == ',' || c == '-')
            && starts_low(lines[first]);
        joined.push_str(if joined.is_empty() || goes_on {
            ""
        } else {
            "\n"
        });
        for line in &lines[first..=last] {
            joined.push_str(line);
            joined.push('\n');
        }
    }
    joined
}

/// Text is double-spaced if at most one pair of this many lines has no empty line between.
const PAIRS_FOR_ONE_CLOSE: usize = 5;
/// Text is wrapped if at least one line of this many ends within a sentence.
const PAIRS_FOR_ONE_BROKEN: usize = 4;

/// Joins the paragraphs of double-spaced text, where each line has an empty line after it. Any other text is returned
/// unchanged.
fn close_up(text: String) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let filled: Vec<&str> = lines
        .iter()
        .copied()
        .filter(|line| !line.is_empty())
        .collect();
    let pairs = filled.len().saturating_sub(1);
    let close = lines
        .windows(2)
        .filter(|pair| !pair[0].is_empty() && !pair[1].is_empty())
        .count();
    let broken = filled
        .windows(2)
        .filter(|pair| !ends_sentence(pair[0]) && starts_low(pair[1]))
        .count();
    if close * PAIRS_FOR_ONE_CLOSE > pairs || broken * PAIRS_FOR_ONE_BROKEN < pairs || broken == 0 {
        return text;
    }
    let widest = filled.iter().map(|line| width(line)).max().unwrap_or(0);
    let mut closed = String::with_capacity(text.len());
    let mut before = "";
    for line in filled {
        if !goes_on(before, line, widest) {
            closed.push_str(if before.is_empty() { "" } else { "\n\n" });
        } else if before.ends_with('-') && starts_low(line) {
            closed.pop();
        } else {
            closed.push(' ');
        }
        closed.push_str(line);
        before = line;
    }
    closed.push('\n');
    closed
}

/// Whether a line belongs to the paragraph of the line before it: a sentence goes on, or the line before had no room
/// for the next word.
fn goes_on(before: &str, line: &str, widest: usize) -> bool {
    if before.is_empty() || is_item(line) || before.ends_with(':') {
        return false;
    }
    let word = line.split_whitespace().next().unwrap_or("");
    let needed = width(before) + 1 + width(word);
    if ends_sentence(before) {
        let is_heading = !ends_sentence(line) && width(line) * 5 < widest * 3;
        needed > widest && !is_heading
    } else {
        // Letters differ in width: a line with fewer of them may be full.
        starts_low(line) || needed * 5 > widest * 4
    }
}

fn width(line: &str) -> usize {
    line.chars().count()
}

fn starts_low(line: &str) -> bool {
    line.trim_start().starts_with(char::is_lowercase)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

fn is_item(line: &str) -> bool {
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['•', '·', '▪', '◦', '●', '–', '*', '-'])
        || numbered.len() < line.len() && numbered.starts_with(['.', ')'])
}

/// A line with `#` for each number in it.
fn without_numbers(line: &str) -> String {
    let mut pattern = String::with_capacity(line.len());
    for character in line.trim().chars() {
        if !character.is_ascii_digit() {
            pattern.extend(character.to_lowercase());
        } else if !pattern.ends_with('#') {
            pattern.push('#');
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_heads_and_ends_pages_stands_once() {
        let page = |number: usize, text: &str| format!("\nBread for all\n\n{text}\n\n{number}\n");
        let pages = [
            page(1, "Dough rests.\nIt rises while it"),
            page(2, "rests in a warm place."),
            page(3, "Then it is baked."),
        ]
        .join("\u{c}");
        assert_eq!(
            join_pages(&pages),
            "Bread for all\n\nDough rests.\nIt rises while it\nrests in a warm place.\n\nThen it is baked.\n"
        );
    }

    /// Double-spaced lines.
    fn apart(lines: &[&str]) -> String {
        format!("\n{}\n", lines.join("\n\n"))
    }

    #[test]
    fn lines_that_stand_far_apart_are_one_paragraph() {
        let page = apart(&[
            "Rye bread",
            "Rye dough is sticky, since its starch",
            "takes up much water while it rests.",
            "How long does it keep?",
            "A loaf of rye keeps for a week. In the",
            "North it is eaten for two, for the acid",
            "in it holds mould back. What it needs:",
            "1. a cool place",
            "2. a clay pot",
        ]);
        assert_eq!(
            join_pages(&page),
            "Rye bread\n\n\
             Rye dough is sticky, since its starch takes up much water while it rests.\n\n\
             How long does it keep?\n\n\
             A loaf of rye keeps for a week. In the North it is eaten for two, for the acid in it holds mould back. \
             What it needs:\n\n1. a cool place\n\n2. a clay pot\n"
        );
    }

    #[test]
    fn paragraphs_of_one_line_stay_apart() {
        let page = apart(&[
            "Rye is sour.",
            "It keeps for long.",
            "Wheat is mild.",
            "Spelt is nutty.",
        ]);
        assert_eq!(join_pages(&page), page[1..].to_owned());
    }
}
