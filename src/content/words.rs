//! Counts the words of a text in any script.

use crate::text;

/// Number of words as a reader would count them. Where a script writes no spaces, two letters count as a word.
pub(super) fn count_words(text: &str) -> usize {
    let unspaced = text
        .chars()
        .filter(|&letter| is_unspaced(letter) && letter.is_alphanumeric())
        .count();
    text::count_words(text) + unspaced / 2
}

/// Letters of scripts that write no spaces between words.
pub(super) fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{0e00}'..='\u{0eff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_without_spaces_too() {
        for (text, words) in [
            ("", 0),
            ("one two – three", 3),
            ("筋肉は練習を覚えています。", 7),
            ("。、", 0),
        ] {
            assert_eq!(count_words(text), words, "{text}");
        }
    }
}
