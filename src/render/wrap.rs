//! A line → the pieces of it that fit into a number of columns, as byte ranges, so that marks on the line stay valid.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// Breaks a line at white space; a word wider than a whole line is cut, a character never. The pieces leave out only
/// white space.
pub(super) fn wrap(line: &str, columns: usize) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut piece: Option<Range<usize>> = None;
    for word in words(line) {
        if let Some(current) = &mut piece {
            if width(&line[current.start..word.end]) <= columns {
                current.end = word.end;
                continue;
            }
            pieces.push(current.clone());
        }
        let mut rest = word;
        while let Some(cut) = overflow(&line[rest.clone()], columns) {
            pieces.push(rest.start..rest.start + cut);
            rest.start += cut;
        }
        piece = Some(rest);
    }
    pieces.extend(piece);
    pieces
}

/// Byte ranges of what stands between white space.
fn words(line: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, character) in line.char_indices() {
        match (character.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| from..line.len()));
    words
}

/// Where a text passes the last column, if it does; never before its first character.
fn overflow(text: &str, columns: usize) -> Option<usize> {
    let mut used = 0;
    for (at, character) in text.char_indices() {
        used += character.width().unwrap_or(0);
        if used > columns && at > 0 {
            return Some(at);
        }
    }
    None
}

fn width(text: &str) -> usize {
    text.chars()
        .map(|character| character.width().unwrap_or(0))
        .sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(line: &str, columns: usize, expected: &[&str]) {
        let pieces: Vec<&str> = wrap(line, columns)
            .into_iter()
            .map(|range| &line[range])
            .collect();
        assert_eq!(pieces, expected);
    }

    #[test]
    fn lines_break_between_words() {
        check("skills last for years", 12, &["skills last", "for years"]);
        check("  skills   last ", 40, &["skills   last"]);
        check("unbreakable", 4, &["unbr", "eaka", "ble"]);
        check("筋肉の記憶", 4, &["筋肉", "の記", "憶"]);
        check(" \t", 4, &[]);
    }

    proptest! {
        #[test]
        // No character is wider than 3 columns.
        fn only_white_space_is_left_out(line in "\\PC{0,120}", columns in 3_usize..40) {
            let mut end = 0;
            for range in wrap(&line, columns) {
                prop_assert!(line[end..range.start].trim().is_empty());
                prop_assert!(width(&line[range.clone()]) <= columns);
                end = range.end;
            }
            prop_assert!(line[end..].trim().is_empty());
        }
    }
}
