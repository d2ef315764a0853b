//! Counts the words of a text in any script.

use crate::text::{self, is_unspaced};

/// Number of words as a reader would count them. Where a script writes no spaces, two letters count as a word.
pub(super) fn count_words(text: &str) -> usize {
    let unspaced = text
        .chars()
        .filter(|&letter| is_unspaced(letter) && letter.is_alphanumeric())
        .count();
    text::count_words(text) + unspaced / 2
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
