//! What is shown of a passage: the whole of it, or the sentences around the best one where it is long.

use std::ops::Range;

use crate::index::{Generation, StoredPassage};

/// A quote that is longer than this many characters is cut to the sentences around the best one.
const QUOTE_MAX_CHARS: usize = 1_200;

/// Picks the quote (bytes of the passage's text) and the highlight (bytes of the quote).
///
/// `best` is the sentence nearest in meaning; without it the sentence that holds most of the query's terms is taken,
/// the first of equals.
pub(super) fn pick(
    stored: &StoredPassage,
    best: Option<usize>,
    terms: &[String],
) -> (Range<usize>, Range<usize>) {
    let text = &stored.passage.text;
    let sentences = &stored.sentences;
    let best = best
        .filter(|best| *best < sentences.len())
        .unwrap_or_else(|| richest(text, sentences, terms));
    let Some(sentence) = sentences.get(best) else {
        return (0..text.len(), 0..text.len());
    };
    let quote = window(text, sentences, best);
    let highlight = sentence.start - quote.start..sentence.end.min(quote.end) - quote.start;
    (quote, highlight)
}

/// The sentence that holds most of the terms, each counted once.
fn richest(text: &str, sentences: &[Range<usize>], terms: &[String]) -> usize {
    let texts = sentences.iter().map(|range| &text[range.clone()]);
    let mut best = 0;
    let mut most = 0;
    for (position, held) in Generation::terms_held(texts, terms).enumerate() {
        if held > most {
            best = position;
            most = held;
        }
    }
    best
}

/// Grows from the best sentence to its neighbours, the next one first, while there is room.
fn window(text: &str, sentences: &[Range<usize>], best: usize) -> Range<usize> {
    let chars = |range: Range<usize>| text[range].chars().count();
    if chars(0..text.len()) <= QUOTE_MAX_CHARS {
        return 0..text.len();
    }
    let (mut first, mut last) = (best, best);
    loop {
        let start = sentences[first].start;
        let end = sentences[last].end;
        let longer = sentences
            .get(last + 1)
            .filter(|next| chars(start..next.end) <= QUOTE_MAX_CHARS);
        if longer.is_some() {
            last += 1;
            continue;
        }
        match first.checked_sub(1) {
            Some(before) if chars(sentences[before].start..end) <= QUOTE_MAX_CHARS => {
                first = before;
            }
            _ => return start..end.min(start + byte_of_char(&text[start..], QUOTE_MAX_CHARS)),
        }
    }
}

/// The byte where the `count`-th character begins; the text's length if it is shorter.
fn byte_of_char(text: &str, count: usize) -> usize {
    text.char_indices()
        .nth(count)
        .map_or(text.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sentences;

    fn window_of(text: &str, best: usize) -> String {
        text[window(text, &sentences(text), best)].to_owned()
    }

    #[test]
    fn a_short_passage_is_quoted_whole() {
        assert_eq!(window_of("One. Two.", 1), "One. Two.");
    }

    #[test]
    fn a_long_passage_is_quoted_around_the_best_sentence() {
        let text: Vec<String> = (0..100)
            .map(|n| format!("Sentence number {n} stands here."))
            .collect();
        let text = text.join(" ");
        let quote = window_of(&text, 50);
        assert!(quote.starts_with("Sentence number 50 "));
        assert!(quote.chars().count() <= QUOTE_MAX_CHARS);
        assert!(quote.ends_with('.'));
    }

    #[test]
    fn a_giant_sentence_is_cut_at_the_limit() {
        let text = "é".repeat(5_000);
        assert_eq!(window_of(&text, 0).chars().count(), QUOTE_MAX_CHARS);
    }
}
