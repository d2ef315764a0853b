//! The pages of a PDF as text → one text: what heads and ends each page stands once, and lines become paragraphs again.

use std::collections::{BTreeMap, BTreeSet};

use super::PAGE_BREAK;

/// Lines at a page's head and foot that may be furniture.
const EDGE_LINES: usize = 2;
/// A line at the edge of pages is furniture if it stands on so many of them, whatever numbers are in it.
const LEAST_REPEATS: usize = 3;

/// One text of several pages: numbers of pages go, and what heads or ends many pages stands once; a paragraph that goes
/// over the end of a page is one.
pub(super) fn join_pages(text: &str) -> String {
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
            let furniture = edges.contains(&at)
                && (matches!(
                    pattern.as_str(),
                    "#" | "- # -" | "page #" | "# / #" | "page # of #"
                ) || repeats[&pattern] >= LEAST_REPEATS && !told.insert(pattern));
            if !furniture {
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
            && lines[first].trim_start().starts_with(char::is_lowercase);
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
}
