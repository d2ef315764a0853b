//! Pure functions on text: folding for comparison, sentence bounds, cutting on character bounds.
//! All of them are total: they accept any text, and the ranges that they return are on `char` boundaries.

mod content_word;
mod cut;
mod distance;
mod fold;
mod sentence;

pub use content_word::content_word;
pub use cut::{cut_at_word, utf16_len};
pub(crate) use distance::is_one_letter_away;
pub use fold::{fold, replace_lookalikes, strip_controls};
pub(crate) use fold::{simplified, without_marks};
pub use sentence::sentences;

use std::ops::Range;

/// The words of a text, folded, in order: runs of letters and digits, with apostrophes and decimal points inside.
///
/// ```
/// let words: Vec<String> = engram::text::words("Don't lose 1.5 kg!").collect();
/// assert_eq!(words, ["don't", "lose", "1.5", "kg"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let spans = word_ranges(&folded);
    spans.into_iter().map(move |range| folded[range].to_owned())
}

/// Whether a letter belongs to a script that writes no spaces between words.
pub(crate) fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{0e00}'..='\u{0eff}')
}

/// Byte ranges of the words of a text.
pub fn word_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    let mut characters = text.char_indices().peekable();
    let mut previous = ' ';
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map_or(' ', |&(_, next)| next);
        let inside = fold::is_word_character(character)
            || start.is_some()
                && (matches!(character, '\'' | '’')
                    && previous.is_alphabetic()
                    && next.is_alphabetic()
                    || matches!(character, '.' | ',')
                        && previous.is_ascii_digit()
                        && next.is_ascii_digit()
                    || fold::is_invisible(character) && fold::is_word_character(next));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                ranges.push(from..at);
                start = None;
            }
            _ => {}
        }
        previous = character;
    }
    if let Some(from) = start {
        ranges.push(from..text.len());
    }
    ranges
}

/// A text on one line: single spaces between its words, none around them, and no controls, which a page can write as
/// entities.
///
/// ```
/// assert_eq!(engram::text::single_spaced(" two\n\t lines\u{7} "), "two lines");
/// ```
pub fn single_spaced(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in strip_controls(text).split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// A text with its first letter in upper case.
pub(crate) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}

/// Number of words as a reader would count them: runs between white space that hold a letter or digit. Where a script writes
/// no spaces, two letters count as a word.
pub fn count_words(text: &str) -> usize {
    let mut words = 0;
    let mut unspaced = 0;
    for run in text.split_whitespace() {
        words += usize::from(run.contains(char::is_alphanumeric));
        let letters = run.chars().filter(|letter| letter.is_alphanumeric());
        unspaced += letters.filter(|letter| is_unspaced(*letter)).count();
    }
    words + unspaced / 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_folded_and_keep_their_joints() {
        let found: Vec<String> = words("“Muscle” memory’s 2,5 ﬁbres—ok. -x'").collect();
        assert_eq!(found, ["muscle", "memory's", "2,5", "fibres", "ok", "x"]);
    }

    #[test]
    fn words_count_as_a_reader_counts() {
        for (text, words) in [
            ("", 0),
            ("well-known 70 % of — people", 4),
            ("筋肉は練習を覚えています。", 7),
            ("。、", 0),
        ] {
            assert_eq!(count_words(text), words, "{text}");
        }
    }

    proptest! {
        #[test]
        fn word_ranges_are_ordered_and_sliceable(text in "\\PC{0,200}") {
            let mut end = 0;
            for range in word_ranges(&text) {
                prop_assert!(range.start >= end && range.start < range.end);
                prop_assert!(!text[range.clone()].is_empty());
                end = range.end;
            }
        }
    }
}
