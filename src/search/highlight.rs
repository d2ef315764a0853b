//! What is shown of a passage: the whole of it, or the sentences around the best one where it is long.

use std::ops::Range;

use crate::index::{Generation, StoredPassage};

/// A quote that is longer than this many characters is cut to the sentences around the best one.
const QUOTE_MAX_CHARS: usize = 1_200;

/// In a section that was written to answer, a sentence must be this much nearer to the question (cosine) than the opening
/// one to be highlighted instead. Of 333 questions whose best sentence readers chose, 83 % have the opening one; with
/// a lead of 0.1, 0.2 and 0.3 the highlighted sentence is theirs for 77, 81 and 83 %, and more than 0.3 gains nothing.
const CLEARLY_NEARER: f32 = 0.3;
/// The same by words: how many more of the question's terms it must hold.
const CLEARLY_RICHER: f32 = 2.0;

/// How near each sentence of a passage is to the question.
pub(super) enum Nearness<'a> {
    /// Cosines, by sentence.
    Meaning(Vec<f32>),
    /// The terms of the question, where there are no vectors.
    Words(&'a [String]),
}

/// Picks the quote (bytes of the passage's text) and the highlight (bytes of the quote).
///
/// `answers_first` tells of a passage whose first sentence answers what is asked of its section. Other text may hold the
/// answer anywhere: over 120 questions to encyclopedia articles, the nearest sentence held it for 82 %, the opening one
/// for 25 %.
pub(super) fn pick(
    stored: &StoredPassage,
    nearness: Nearness<'_>,
    answers_first: bool,
) -> (Range<usize>, Range<usize>) {
    let text = &stored.passage.text;
    let sentences = &stored.sentences;
    let lead = |lead| answers_first.then_some(lead);
    let best = match nearness {
        Nearness::Meaning(cosines) => best(text, sentences, &cosines, lead(CLEARLY_NEARER)),
        Nearness::Words(terms) => {
            let texts = sentences.iter().map(|range| &text[range.clone()]);
            let held: Vec<f32> = Generation::terms_held(texts, terms)
                .map(|held| held as f32)
                .collect();
            best(text, sentences, &held, lead(CLEARLY_RICHER))
        }
    };
    let Some(sentence) = sentences.get(best) else {
        return (0..text.len(), 0..text.len());
    };
    let quote = window(text, sentences, best);
    let highlight = sentence.start - quote.start..sentence.end.min(quote.end) - quote.start;
    (quote, highlight)
}

/// Of the sentences that can stand alone, the one with the highest score; with a lead to beat, the opening one, unless
/// another is ahead of it by that. The first of all where none can stand alone.
fn best(text: &str, sentences: &[Range<usize>], scores: &[f32], lead: Option<f32>) -> usize {
    let score = |sentence: usize| scores.get(sentence).copied().unwrap_or(0.0);
    let alone: Vec<usize> = (0..sentences.len())
        .filter(|at| {
            let sentence = &text[sentences[*at].clone()];
            let next = sentences.get(at + 1).map(|next| &text[next.clone()]);
            // "It probably does" points to the heading that it answers.
            let answers_heading = *at == 0 && lead.is_some();
            states_something(sentence, next) && (answers_heading || stands_alone(sentence))
        })
        .collect();
    let opening = alone.first().copied().unwrap_or(0);
    alone
        .into_iter()
        .rev()
        .max_by(|one, other| score(*one).total_cmp(&score(*other)))
        .filter(|nearest| score(*nearest) >= score(opening) + lead.unwrap_or(0.0))
        .unwrap_or(opening)
}

/// Words with which a sentence points back to the one before.
const POINTS_BACK: &[&str] = &[
    "this",
    "that",
    "these",
    "those",
    "it",
    "its",
    "they",
    "their",
    "he",
    "his",
    "she",
    "her",
    "such",
    "but",
    "and",
    "so",
    "or",
    "nor",
    "both",
    "either",
    "neither",
    "then",
    "there",
    "here",
    "another",
    "other",
    "others",
    "again",
    "also",
    "still",
    "yet",
    "however",
    "instead",
    "likewise",
    "similarly",
    "otherwise",
    "a separate",
    "a second",
    "the same",
    "the other",
    "the second",
    "in that",
    "in this",
    "in favour:",
    "against:",
];
/// How a sentence begins that calls the one before it wrong.
const REFUTES: &[&str] = &[
    "no,",
    "that is wrong",
    "that is not",
    "that is a myth",
    "that's wrong",
    "that's not",
    "that's a myth",
    "this is wrong",
    "this is not",
    "this is a myth",
    "this is false",
    "wrong:",
    "not so",
    "it is a myth",
    "it is not true",
];
/// What a sentence counts that begins with a number and only tells who was studied.
const SAMPLES: &[&str] = &[
    "adults",
    "men",
    "women",
    "people",
    "participants",
    "students",
    "volunteers",
    "patients",
    "mice",
    "studies",
    "trials",
    "players",
    "athletes",
    "subjects",
];
/// Words between the number and what it counts, at most.
const SAMPLE_WORDS: usize = 5;
/// A shorter line is a label.
const SHORTEST_WORDS: usize = 4;

/// Whether a sentence is a statement of the author: no question, label or lead-in, and not called wrong by the `next` one.
fn states_something(sentence: &str, next: Option<&str>) -> bool {
    let refuted = next.is_some_and(|next| {
        let next = next.to_lowercase();
        REFUTES.iter().any(|start| next.starts_with(start))
    });
    let ends = sentence.trim_end_matches(['"', '”', ')', ' ', '*']);
    let is_label = without_mark(sentence).split_whitespace().count() < SHORTEST_WORDS;
    !refuted && !is_label && !ends.ends_with(['?', ':'])
}

/// Whether a sentence can be understood without the one before, and does not only describe who was studied.
fn stands_alone(sentence: &str) -> bool {
    let lower = without_mark(sentence).to_lowercase();
    let points_back = POINTS_BACK.iter().any(|phrase| {
        let rest = lower.strip_prefix(phrase);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    !points_back && !describes_a_sample(&lower)
}

/// Without the mark of a list item or quotation in front.
fn without_mark(sentence: &str) -> &str {
    sentence.trim_start_matches(['-', '*', '>', '"', '“', ' '])
}

/// "38 adults aged 65 to 84 trained for …", "In twenty people who …"
fn describes_a_sample(lower: &str) -> bool {
    const NUMBERS: [&str; 12] = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "twenty",
    ];
    let mut words = lower
        .strip_prefix("in ")
        .unwrap_or(lower)
        .split_whitespace();
    let counts = words.next().is_some_and(|first| {
        first.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.contains(&first)
    });
    counts
        && words
            .take(SAMPLE_WORDS)
            .any(|word| SAMPLES.contains(&word.trim_end_matches(',')))
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

    fn highlighted(texts: &[&str], scores: &[f32], lead: Option<f32>) -> usize {
        let text = texts.join("\n");
        best(&text, &sentences(&text), scores, lead)
    }

    fn check(texts: &[&str], scores: &[f32], expected: usize) {
        let found = highlighted(texts, scores, Some(CLEARLY_NEARER));
        assert_eq!(found, expected, "{texts:?}");
    }

    #[test]
    fn the_opening_sentence_is_highlighted_unless_another_is_clearly_nearer() {
        let text = [
            "Strength comes back in weeks.",
            "Sleep helps with that a lot.",
        ];
        check(&text, &[0.4, 0.65], 0);
        check(&text, &[0.4, 0.75], 1);
        check(&text, &[], 0);
        check(&[], &[], 0);
    }

    #[test]
    fn the_nearest_sentence_is_highlighted_in_text_that_was_not_written_to_answer() {
        let text = [
            "The pool was built in 1962.",
            "It has six lanes of fifty metres.",
            "Members may bring one guest a day.",
        ];
        let nearest = |scores: &[f32]| highlighted(&text, scores, None);
        assert_eq!(nearest(&[0.4, 0.3, 0.41]), 2);
        assert_eq!(
            nearest(&[0.4, 0.9, 0.41]),
            2,
            "\"it\" needs the sentence before"
        );
        assert_eq!(nearest(&[0.4, 0.3, 0.4]), 0);
    }

    #[test]
    fn an_opening_sentence_may_point_to_the_heading_that_it_answers() {
        for opening in [
            "It probably does, but nobody has tested it.",
            "There is hardly any memory for endurance.",
            "In 12 studies people kept most of their strength.",
        ] {
            check(&[opening, "Strength comes back in weeks."], &[0.5, 0.6], 0);
        }
        for opening in ["Does it last for good then?", "Three things help:"] {
            check(&[opening, "Strength comes back in weeks."], &[0.5, 0.1], 1);
        }
    }

    #[test]
    fn a_sentence_that_cannot_stand_alone_is_never_highlighted() {
        let opening = "Older adults regain strength well.";
        for other in [
            "A separate review agrees.",
            "This was seen in both sexes.",
            "38 adults aged 65 to 84 trained for a year.",
            "Twelve untrained young men lifted for ten weeks.",
            "In twenty people who stopped for three months the marks stayed.",
            "Against: we know of no trial that compared the two.",
            "Does it last for good then?",
            "Three things help most of all:",
            "In short:",
            "Its cause is not known.",
        ] {
            check(&[opening, other], &[0.1, 0.9], 0);
            assert_eq!(highlighted(&[other, opening], &[0.9, 0.1], None), 1);
        }
    }

    #[test]
    fn what_the_text_refutes_is_never_highlighted() {
        let text = [
            "Muscle turns into fat when you stop.",
            "That is a myth and always was.",
            "Muscle and fat are different tissues.",
        ];
        check(&text, &[0.9, 0.2, 0.3], 2);
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
