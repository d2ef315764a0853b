//! Text → byte ranges of its sentences. A line end always ends a sentence: article text has one paragraph a line.

use std::ops::Range;

/// Words before a full stop that do not end a sentence, whatever follows.
const TITLES: &[&str] = &[
    "dr", "mr", "mrs", "ms", "prof", "st", "sr", "jr", "vs", "e.g", "i.e", "eg", "ie", "cf", "viz",
];
/// Words before a full stop that do not end a sentence when a digit follows.
const BEFORE_NUMBERS: &[&str] = &[
    "no", "nos", "fig", "figs", "p", "pp", "vol", "ch", "sec", "eq", "ca", "approx", "about", "art",
];

/// German words before the day of a date, whose full stop makes it an ordinal: "bis zum 30. September".
const BEFORE_DAYS: &[&str] = &[
    "am", "zum", "bis", "vom", "ab", "seit", "der", "den", "dem", "des", "im", "beim", "jeden",
    "jedem",
];

/// Finds the sentences of a text, in order. Together they cover everything but the white space between them.
///
/// ```
/// let text = "Dr. Otter ate 1.5 kg. Was it fish?";
/// let found: Vec<&str> = engram::text::sentences(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(found, ["Dr. Otter ate 1.5 kg.", "Was it fish?"]);
/// ```
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        sentences_of_line(text, line_start..line_start + line.len(), &mut found);
        line_start += line.len();
    }
    found
}

fn sentences_of_line(text: &str, line: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut start = line.start;
    let mut at = line.start;
    while let Some(character) = text[at..line.end].chars().next() {
        at += character.len_utf8();
        if !is_terminal(character) {
            continue;
        }
        let mut end = at;
        let mut quoted = false;
        while let Some(next) = text[end..line.end].chars().next() {
            if is_closing(next) {
                quoted = true;
            } else if !is_terminal(next) {
                break;
            }
            end += next.len_utf8();
        }
        at = end;
        let rest = &text[end..line.end];
        // Scripts without spaces between words have none after a full stop either.
        let wide = matches!(character, '。' | '｡' | '！' | '？');
        if !rest.is_empty() && !rest.starts_with(char::is_whitespace) && !wide {
            continue;
        }
        let next = rest.trim_start().chars().next();
        if ends_here(&text[start..end], character, next, quoted) {
            push_trimmed(text, start..end, found);
            start = end;
        }
    }
    push_trimmed(text, start..line.end, found);
}

fn ends_here(sentence: &str, mark: char, next: Option<char>, quoted: bool) -> bool {
    let Some(next) = next else { return true };
    match mark {
        '.' => !next.is_lowercase() && !is_abbreviated(sentence, next),
        '…' => !next.is_lowercase(),
        '?' | '!' => !(quoted && next.is_lowercase()),
        // A particle after a quotation goes on with the sentence around it.
        '。' | '｡' | '！' | '？' => !(quoted && ('ぁ'..='ゖ').contains(&next)),
        _ => true,
    }
}

fn is_abbreviated(sentence: &str, next: char) -> bool {
    let body = sentence.trim_end_matches(|c| is_closing(c) || is_terminal(c));
    let mut words = body.rsplit(char::is_whitespace);
    let last = words.next().unwrap_or_default();
    let word = last.trim_start_matches(|c: char| !c.is_alphanumeric());
    // "1. Knead it." is one sentence: the number opens it.
    if body.trim().len() == last.len()
        && !word.is_empty()
        && word
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        return true;
    }
    let before = words.next();
    let is_day = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    if is_day && before.is_some_and(|word| BEFORE_DAYS.contains(&word.to_lowercase().as_str())) {
        return true;
    }
    let lower = word.to_lowercase();
    if TITLES.contains(&lower.as_str())
        || (next.is_ascii_digit() && BEFORE_NUMBERS.contains(&lower.as_str()))
    {
        return true;
    }
    if lower == "al" && next == '(' {
        return true;
    }
    // An initial: a lone capital at the start or after another capitalised word ("J. Smith", "John B. Smith").
    let lone_capital = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    lone_capital
        && next.is_uppercase()
        && word != "I"
        && before.is_none_or(|before| before.is_empty() || before.starts_with(char::is_uppercase))
}

fn is_terminal(character: char) -> bool {
    matches!(
        character,
        '.' | '!' | '?' | '…' | '。' | '｡' | '！' | '？' | '।' | '۔' | '؟' | '።'
    )
}

fn is_closing(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '”' | '’' | ')' | ']' | '»' | '*' | '_' | '」' | '』' | '）'
    )
}

fn push_trimmed(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = range.end - (piece.len() - piece.trim_end().len());
    if start < end {
        found.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn full_stops_of_other_scripts_end_a_sentence() {
        check(
            "力は戻ります。「早く。」と言います！眠りは？",
            &["力は戻ります。", "「早く。」と言います！", "眠りは？"],
        );
        check("बल लौटता है। यह तेज़ है।", &["बल लौटता है।", "यह तेज़ है।"]);
        check("هل تعود القوة؟ نعم.", &["هل تعود القوة؟", "نعم."]);
    }

    #[test]
    fn abbreviations_and_numbers_do_not_end_a_sentence() {
        check(
            "See e.g. Fig. 3 and No. 7. Done.",
            &["See e.g. Fig. 3 and No. 7.", "Done."],
        );
        check(
            "Smith et al. (2020) ran it. It held.",
            &["Smith et al. (2020) ran it.", "It held."],
        );
        check(
            "J. B. Otter swam. So did I. Then we ate.",
            &["J. B. Otter swam.", "So did I.", "Then we ate."],
        );
        check(
            "Take vitamin D. It helps.",
            &["Take vitamin D.", "It helps."],
        );
        check("It rose 1.5 times. Fine.", &["It rose 1.5 times.", "Fine."]);
        check(
            "Kündigen kann man zum 30. September. Am 1. April kommt Wasser.",
            &[
                "Kündigen kann man zum 30. September.",
                "Am 1. April kommt Wasser.",
            ],
        );
        check(
            "Go to level 12. Then stop.",
            &["Go to level 12.", "Then stop."],
        );
        check(
            "1. Knead it. 2 hours pass.",
            &["1. Knead it.", "2 hours pass."],
        );
        check(
            "Is it so? No. It is not.",
            &["Is it so?", "No.", "It is not."],
        );
    }

    #[test]
    fn quotes_and_lines() {
        check(
            "\"Really?\" she asked. \"Yes.\" He left",
            &["\"Really?\" she asked.", "\"Yes.\"", "He left"],
        );
        check("does it work? i think so", &["does it work?", "i think so"]);
        check("- one\n- two\n\n  three ", &["- one", "- two", "three"]);
        check("Wait... what?! No way", &["Wait... what?!", "No way"]);
        check("文です。次です。", &["文です。", "次です。"]);
        check("", &[]);
    }

    fn check_cover(text: &str) -> Result<(), TestCaseError> {
        let mut end = 0;
        for range in sentences(text) {
            prop_assert!(text[end..range.start].trim().is_empty());
            prop_assert!(!text[range.clone()].trim().is_empty());
            end = range.end;
        }
        prop_assert!(text[end..].trim().is_empty());
        Ok(())
    }

    proptest! {
        #[test]
        fn everything_but_white_space_is_covered(text in any::<String>()) {
            check_cover(&text)?;
        }

        #[test]
        fn everything_in_marks_and_words_is_covered(
            text in "([a-z]{1,3}|[A-Z]\\.|\\d\\.|[.!?…\"')]| |\n){0,40}"
        ) {
            check_cover(&text)?;
        }
    }
}
