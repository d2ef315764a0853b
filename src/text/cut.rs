//! Long text → its beginning, cut between words, with an ellipsis.

use std::borrow::Cow;

/// The length of a text in UTF-16 units, which is what Discord's limits count: an emoji takes two or more.
pub fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Cuts text to at most `max_units` UTF-16 units, at white space where there is some in the second half, and ends it
/// with `…` when something is missing.
///
/// ```
/// assert_eq!(engram::text::cut_at_word("rise and shine", 10), "rise and…");
/// assert_eq!(engram::text::cut_at_word("rise", 10), "rise");
/// ```
pub fn cut_at_word(text: &str, max_units: usize) -> Cow<'_, str> {
    if fitting(text, max_units) == text.len() {
        return Cow::Borrowed(text);
    }
    let Some(room) = max_units.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let hard = fitting(text, room);
    let head = &text[..hard];
    let at_border = text[hard..].starts_with(char::is_whitespace);
    let end = if at_border {
        hard
    } else {
        head.rfind(char::is_whitespace)
            .filter(|&at| at >= hard / 2)
            .unwrap_or(hard)
    };
    Cow::Owned(format!("{}…", head[..end].trim_end()))
}

/// How many bytes of a text fit into so many UTF-16 units.
fn fitting(text: &str, max_units: usize) -> usize {
    let mut units = 0;
    for (at, character) in text.char_indices() {
        units += character.len_utf16();
        if units > max_units {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cuts_between_words() {
        assert_eq!(cut_at_word("knead the dough", 9), "knead…");
        assert_eq!(cut_at_word("knead the dough", 10), "knead the…");
        assert_eq!(cut_at_word("unbreakablelongword", 6), "unbre…");
        assert_eq!(cut_at_word("🦦🦦🦦🦦", 8), "🦦🦦🦦🦦");
        assert_eq!(cut_at_word("🦦🦦🦦🦦", 7), "🦦🦦🦦…");
        assert_eq!(cut_at_word("🦦🦦🦦🦦", 6), "🦦🦦…");
        assert_eq!(cut_at_word("abc", 0), "");
    }

    proptest! {
        #[test]
        fn never_longer_than_asked(text in any::<String>(), max in 0_usize..80) {
            let cut = cut_at_word(&text, max);
            prop_assert!(utf16_len(&cut) <= max);
            let head = cut.strip_suffix('…').unwrap_or(&cut);
            prop_assert!(text.starts_with(head));
        }
    }
}
