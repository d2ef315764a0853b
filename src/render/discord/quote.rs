//! A quote → Discord's Markdown: every letter as it stands, the best sentence in bold.

use std::ops::Range;

use super::escape::{escape_but_lists, escape_markdown};
use super::message::escaped_by;
use crate::text::{cut_at_word, sentences, utf16_len};

const CUT: &str = "…";
/// Characters around a part of a quote: what sets its highlight in bold, and the marks of what is left out.
const FRAME: usize = 8;

/// Escapes a quote and sets its highlight in bold, in at most `max_chars` characters. If it is too long the end is
/// cut, or the beginning where the highlight would be lost otherwise; the cut is shown.
pub(super) fn quote(text: &str, highlight: &Range<usize>, max_chars: usize) -> String {
    let highlight = sane(text, highlight);
    let whole = marked(text, &highlight);
    if utf16_len(&whole) <= max_chars {
        return whole;
    }
    let mut start = 0;
    if utf16_len(&marked(&text[..highlight.end], &highlight)) + utf16_len(CUT) > max_chars {
        start = highlight.start;
    }
    let lead = if start > 0 { "… " } else { "" };
    let tail = &text[start..];
    let moved = highlight.start.saturating_sub(start)..highlight.end.saturating_sub(start);
    let mut room = max_chars.saturating_sub(utf16_len(lead));
    if room == 0 {
        return String::new();
    }
    loop {
        let cut = cut_at_word(tail, room);
        let kept = cut.strip_suffix(CUT).map_or(cut.len(), str::len);
        let shown = moved.start.min(kept)..moved.end.min(kept);
        let out = format!("{lead}{}", marked(&cut, &shown));
        let length = utf16_len(&out);
        if length <= max_chars {
            return out;
        }
        room = (room * max_chars / length).min(room.saturating_sub(1));
    }
}

/// What answers, of a quote that is longer than half as much again as `max_chars`: its highlight with the sentences that
/// follow, in at most `max_chars` characters; what is left out is shown. None for a shorter quote.
pub(super) fn folded(text: &str, highlight: &Range<usize>, max_chars: usize) -> Option<String> {
    if utf16_len(text) <= max_chars + max_chars / 2 {
        return None;
    }
    let highlight = sane(text, highlight);
    let start = highlight.start;
    let ends = sentences(text).into_iter().map(|sentence| sentence.end);
    let fits = |end: &usize| utf16_len(&text[start..*end]) + FRAME <= max_chars;
    let end = ends
        .filter(|end| *end > highlight.end)
        .take_while(fits)
        .last()
        .unwrap_or(highlight.end);
    // Where nothing is in bold and the first sentence is long, its beginning is shown.
    let end = if end > start { end } else { text.len() };
    let lead = if text[..start].trim().is_empty() {
        ""
    } else {
        "… "
    };
    let tail = if text[end..].trim().is_empty() {
        ""
    } else {
        " …"
    };
    let room = max_chars.saturating_sub(utf16_len(lead) + utf16_len(tail));
    if room == 0 {
        return Some(String::new());
    }
    let shown = quote(&text[start..end], &(0..highlight.end - start), room);
    let tail = if shown.ends_with(CUT) { "" } else { tail };
    Some(format!("{lead}{shown}{tail}"))
}

/// The end of a text, escaped, in at most `max_chars` characters, beginning at a word.
pub(super) fn ending(text: &str, max_chars: usize) -> String {
    let whole = escape_but_lists(text);
    if utf16_len(&whole) <= max_chars {
        return whole;
    }
    let mut room = max_chars;
    loop {
        room = room.saturating_sub(room / 8 + 2);
        let count = text.chars().count();
        let from = text
            .char_indices()
            .nth(count.saturating_sub(room))
            .map_or(text.len(), |(at, _)| at);
        let tail = &text[from..];
        let word = tail
            .find(char::is_whitespace)
            .filter(|at| *at < tail.len() / 2)
            .map_or(0, |at| at);
        let out = format!("… {}", escape_but_lists(tail[word..].trim_start()));
        if utf16_len(&out) <= max_chars || room == 0 {
            return escaped_within(out, max_chars);
        }
    }
}

fn escaped_within(text: String, max_chars: usize) -> String {
    if utf16_len(&text) <= max_chars {
        text
    } else {
        String::new()
    }
}

/// The beginning of a text, escaped, in at most `max_chars` characters.
pub(super) fn beginning(text: &str, max_chars: usize) -> String {
    escaped_by(escape_but_lists, text, max_chars)
}

/// The range, if it is one of this text.
fn sane(text: &str, range: &Range<usize>) -> Range<usize> {
    match text.get(range.clone()) {
        Some(_) => range.clone(),
        None => 0..0,
    }
}

/// Bold does not reach over a line's end, so each line of the highlight is marked by itself, and an item of a list
/// behind its hyphen.
fn marked(text: &str, highlight: &Range<usize>) -> String {
    let before = &text[..highlight.start];
    let begins_line = before.rsplit('\n').next().unwrap_or_default().trim();
    let mut out = escape_but_lists(before);
    for (number, line) in text[highlight.clone()].split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let mut words = line.trim();
        if words.is_empty() {
            out.push_str(line);
            continue;
        }
        let mut lead = line.len() - line.trim_start().len();
        if (number > 0 || begins_line.is_empty())
            && let Some(item) = words.strip_prefix("- ")
        {
            let item = item.trim_start();
            lead += words.len() - item.len();
            words = item;
        }
        out.push_str(&line[..lead]);
        out.push_str("**");
        out.push_str(&escape_markdown(words));
        out.push_str("**");
        out.push_str(&line[lead + words.len()..]);
    }
    let after = &text[highlight.end..];
    // The text after the bold words does not begin a line, so a hyphen that is left unescaped there makes no list.
    out.push_str(&escape_but_lists(after));
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_best_sentence_is_bold() {
        assert_eq!(
            quote("One *a*. Two b. Three.", &(9..15), 100),
            r"One \*a\*. **Two b.** Three."
        );
        assert_eq!(quote("a\n\nb c", &(0..6), 100), "**a**\n\n**b c**");
        assert_eq!(
            quote("Do:\n- # one\n- two.\n- three", &(12..18), 100),
            "Do:\n- \\# one\n- **two.**\n- three"
        );
    }

    #[test]
    fn a_cut_is_shown_and_keeps_the_best_sentence() {
        assert_eq!(quote("One two three four", &(0..3), 14), "**One** two…");
        assert_eq!(
            quote("One two three four. Five six.", &(20..29), 16),
            "… **Five six.**"
        );
        assert_eq!(ending("one two three four", 14), "… three four");
    }

    #[test]
    fn a_long_quote_is_folded_to_what_answers() {
        let text = "One two. Three four. Five six seven. Eight nine ten eleven. Twelve.";
        let shown = folded(text, &(9..20), 40);
        assert_eq!(
            shown.as_deref(),
            Some("… **Three four.** Five six seven. …")
        );
        // As far as it fits where one sentence is all that is in bold.
        let shown = folded(text, &(0..text.len()), 24);
        assert_eq!(shown.as_deref(), Some("**One two. Three**…"));
        assert_eq!(folded(text, &(0..0), 24).as_deref(), Some("One two. …"));
        assert_eq!(folded(text, &(0..8), 45), None);
    }

    proptest! {
        #[test]
        fn a_fold_is_never_too_long(text in any::<String>(), from in 0_usize..40, length in 0_usize..40, max in 0_usize..80) {
            let folded = folded(&text, &(from..from + length), max);
            prop_assert!(folded.is_none_or(|folded| utf16_len(&folded) <= max));
        }

        #[test]
        fn never_too_long(text in any::<String>(), from in 0_usize..40, length in 0_usize..40, max in 0_usize..80) {
            prop_assert!(utf16_len(&quote(&text, &(from..from + length), max)) <= max);
            prop_assert!(utf16_len(&ending(&text, max)) <= max);
        }
    }
}
