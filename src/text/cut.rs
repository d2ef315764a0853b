//! Long text → its beginning, cut between words and shown to be cut.

use std::borrow::Cow;

/// Cuts text to at most `max_chars` characters (`char`s, which is how Discord's limits are met safely), at white
/// space where there is some in the second half, and ends it with `…` when something is missing.
///
/// ```
/// assert_eq!(engram::text::cut_at_word("rise and shine", 10), "rise and…");
/// assert_eq!(engram::text::cut_at_word("rise", 10), "rise");
/// ```
pub fn cut_at_word(text: &str, max_chars: usize) -> Cow<'_, str> {
    if text.chars().nth(max_chars).is_none() {
        return Cow::Borrowed(text);
    }
    let Some(room) = max_chars.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let hard = text
        .char_indices()
        .nth(room)
        .map_or(text.len(), |(at, _)| at);
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cuts_between_words() {
        assert_eq!(cut_at_word("knead the dough", 9), "knead…");
        assert_eq!(cut_at_word("knead the dough", 10), "knead the…");
        assert_eq!(cut_at_word("unbreakablelongword", 6), "unbre…");
        assert_eq!(cut_at_word("🦦🦦🦦🦦", 3), "🦦🦦…");
        assert_eq!(cut_at_word("abc", 0), "");
    }

    proptest! {
        #[test]
        fn never_longer_than_asked(text in any::<String>(), max in 0_usize..80) {
            let cut = cut_at_word(&text, max);
            prop_assert!(cut.chars().count() <= max);
            let head = cut.strip_suffix('…').unwrap_or(&cut);
            prop_assert!(text.starts_with(head));
        }
    }
}
