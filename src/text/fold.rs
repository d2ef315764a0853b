//! Text → normalised text for comparisons: compatibility forms, look-alike letters, quotes, dashes and case.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// Folds text for the index and for comparisons: NFKC, look-alike letters replaced, typographic quotes, dashes and
/// spaces in their ASCII forms, invisible characters removed, lower case.
///
/// ```
/// assert_eq!(engram::text::fold("“Ottеr” fеeding\u{200b} – ﬁne"), "\"otter\" feeding - fine");
/// ```
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        fold_ascii(text)
    } else {
        fold_any(text)
    }
}

/// Folds ASCII text byte by byte, which is several times faster than the general way.
fn fold_ascii(text: &str) -> String {
    text.chars()
        .filter_map(|character| match character {
            '`' => Some('\''),
            '\n' => Some('\n'),
            c if c.is_whitespace() => Some(' '),
            c if c.is_control() => None,
            c => Some(c.to_ascii_lowercase()),
        })
        .collect()
}

fn fold_any(text: &str) -> String {
    let visible: String = text.chars().filter(|&c| !is_invisible(c)).nfkc().collect();
    let mut folded = String::with_capacity(visible.len());
    for character in replace_lookalikes(&visible).chars() {
        match character {
            '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' | 'ʼ' => folded.push('\''),
            '“' | '”' | '„' | '‟' | '″' | '«' | '»' => folded.push('"'),
            '\u{2010}'..='\u{2015}' | '−' | '\u{2e3a}' | '\u{2e3b}' | '\u{fe58}' => {
                folded.push('-');
            }
            '\n' => folded.push('\n'),
            c if c.is_whitespace() => folded.push(' '),
            c if c.is_control() || is_invisible(c) => {}
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// Replaces Cyrillic and Greek letters that look like Latin ones, inside words that also hold Latin letters, and in
/// words of only such letters, if the text holds mixed words elsewhere and Latin words are next to it.
/// Words that are really Cyrillic or Greek stay, and so do single Greek letters at the edge of a word (`TNFα`).
///
/// ```
/// assert_eq!(engram::text::replace_lookalikes("thе ottеrs — слово"), "the otters — слово");
/// ```
pub fn replace_lookalikes(text: &str) -> String {
    if !text.contains(is_foreign_letter) {
        return text.to_owned();
    }
    let spans = letter_runs(text);
    let kinds: Vec<Script> = spans
        .iter()
        .map(|span| script_of(&text[span.clone()]))
        .collect();
    let has_mixed_words = kinds.contains(&Script::Mixed);
    let mut replaced = String::with_capacity(text.len());
    let mut done = 0;
    for (index, span) in spans.iter().enumerate() {
        let word = &text[span.clone()];
        let latin_around = || {
            let before = index.checked_sub(1).map(|before| kinds[before]);
            let after = kinds.get(index + 1).copied();
            (before.is_some() || after.is_some())
                && [before, after]
                    .into_iter()
                    .flatten()
                    .all(|kind| matches!(kind, Script::Latin | Script::Mixed))
        };
        let is_replaced = match kinds[index] {
            Script::Mixed => true,
            Script::LookAlike => {
                latin_around()
                    && (has_mixed_words || is_lone_cyrillic(word))
                    && reads_as_latin(word)
            }
            Script::Latin | Script::Other => false,
        };
        if is_replaced {
            replaced.push_str(&text[done..span.start]);
            replaced.extend(word.chars().map(|c| latin_twin(c).unwrap_or(c)));
            done = span.end;
        }
    }
    replaced.push_str(&text[done..]);
    replaced
}

/// Drops control characters (but line ends and tabs), zero-width characters and the marks that turn writing around.
/// Joiners stay where a script or an emoji needs them.
pub fn strip_controls(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut previous = ' ';
    for character in text.chars() {
        let joins = matches!(character, '\u{200c}' | '\u{200d}')
            && !previous.is_ascii()
            && !is_latin(previous)
            && !is_foreign_letter(previous)
            && !previous.is_whitespace();
        let keep = match character {
            '\n' | '\t' => true,
            '\u{fe0f}' => !previous.is_whitespace(),
            c if is_invisible(c) => joins,
            c => !c.is_control(),
        };
        if keep {
            kept.push(character);
            previous = character;
        }
    }
    kept
}

pub(super) fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || unicode_normalization::char::is_combining_mark(character)
}

/// Characters without a width of their own: joiners, byte order marks, soft hyphens, bidi controls, tags, selectors.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{00ad}'
            | '\u{034f}'
            | '\u{061c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    /// Latin letters only.
    Latin,
    /// Latin letters, and others that all have a Latin twin.
    Mixed,
    /// No Latin letter, but every letter has a Latin twin.
    LookAlike,
    /// Anything else: a real word of another script, a symbol, digits.
    Other,
}

fn script_of(word: &str) -> Script {
    let (mut latin, mut twins, mut other) = (0_usize, 0_usize, 0_usize);
    for character in word.chars() {
        if is_latin(character) {
            latin += 1;
        } else if latin_twin(character).is_some() {
            twins += 1;
        } else if character.is_alphabetic() {
            other += 1;
        }
    }
    match (latin, twins, other) {
        (1.., 0, 0) => Script::Latin,
        (1.., 1.., 0) if !is_greek_symbol_at_edge(word) => Script::Mixed,
        (0, 1.., 0) => Script::LookAlike,
        _ => Script::Other,
    }
}

/// `TNFα`, `αMHC`, `ρm`: one lower-case Greek letter at an edge is a symbol of science, not a disguise.
fn is_greek_symbol_at_edge(word: &str) -> bool {
    let is_symbol = |c: char| ('α'..='ω').contains(&c) && c != 'ο';
    let foreign = word.chars().filter(|&c| is_foreign_letter(c)).count();
    foreign == 1 && (word.starts_with(is_symbol) || word.ends_with(is_symbol))
}

fn is_lone_cyrillic(word: &str) -> bool {
    let mut letters = word.chars();
    matches!(letters.next(), Some('\u{0400}'..='\u{04ff}')) && letters.next().is_none()
}

/// One-letter words must be words of English or a label; longer ones need a vowel.
fn reads_as_latin(word: &str) -> bool {
    let mut latin = word.chars().filter_map(latin_twin);
    match (latin.next(), latin.next()) {
        (Some(only), None) => matches!(
            only,
            'a' | 'A' | 'I' | 'i' | 'o' | 'O' | 'B' | 'C' | 'K' | 'E'
        ),
        _ => word
            .chars()
            .filter_map(latin_twin)
            .any(|c| "aeiouyAEIOUY".contains(c)),
    }
}

fn letter_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, character) in text.char_indices() {
        if !is_word_character(character) && !is_invisible(character) {
            continue;
        }
        let end = at + character.len_utf8();
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = end,
            _ => runs.push(at..end),
        }
    }
    runs
}

fn is_latin(character: char) -> bool {
    character.is_ascii_alphabetic()
        || character.is_alphabetic()
            && matches!(character, '\u{00aa}'..='\u{024f}' | '\u{1e00}'..='\u{1eff}')
}

fn is_foreign_letter(character: char) -> bool {
    matches!(character, '\u{0370}'..='\u{03ff}' | '\u{0400}'..='\u{052f}')
}

fn latin_twin(character: char) -> Option<char> {
    Some(match character {
        'а' | 'α' => 'a',
        'в' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ё' => 'e',
        'һ' => 'h',
        'і' | 'ι' | 'ї' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'ո' | 'п' => 'n',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'т' => 't',
        'υ' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' => 'w',
        'х' | 'χ' => 'x',
        'у' => 'y',
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' | 'Ϲ' => 'C',
        'Е' | 'Ε' | 'Ё' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' | 'Ӏ' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ԛ' => 'Q',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Ѵ' => 'V',
        'Ԝ' => 'W',
        'Х' | 'Χ' => 'X',
        'У' | 'Υ' => 'Y',
        'Ζ' => 'Z',
        _ => return None,
    })
}

/// A text without the marks on its letters: many people leave them out. "ł", "ø" and "ı" lose theirs too, "ß" and "œ"
/// become two letters.
pub(crate) fn without_marks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let is_mark = unicode_normalization::char::is_combining_mark;
    for character in text.nfd().filter(|&character| !is_mark(character)) {
        match character {
            'ß' => plain.push_str("ss"),
            'œ' => plain.push_str("oe"),
            'ł' => plain.push('l'),
            'ø' => plain.push('o'),
            'ı' => plain.push('i'),
            other => plain.push(other),
        }
    }
    plain
}

/// A folded text without marks and apostrophes, as phrases are listed that people type either way.
pub(crate) fn simplified(folded: &str) -> String {
    without_marks(folded).replace('\'', "")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn look_alike_letters_are_replaced_in_mixed_words_and_beside_latin_ones() {
        for (before, after) in [
            ("Musclе mеmory", "Muscle memory"),
            ("в лесу растёт сосна", "в лесу растёт сосна"),
            (
                "the Russian word сосна means pine",
                "the Russian word сосна means pine",
            ),
            ("she asked for а biscuit", "she asked for a biscuit"),
            ("thе соре of it", "the cope of it"),
            ("the word соре alone", "the word соре alone"),
            ("TNFα and αMHC in µg", "TNFα and αMHC in µg"),
            ("Ελλάδα, Ο λόγος", "Ελλάδα, Ο λόγος"),
            ("ΤΗΕ Νew dοg", "THE New dog"),
            ("naïve café", "naïve café"),
        ] {
            assert_eq!(replace_lookalikes(before), after);
        }
    }

    #[test]
    fn folding_makes_spellings_equal() {
        for (before, after) in [
            ("ＦＵＬＬ　width", "full width"),
            ("it’s “so” – and — so", "it's \"so\" - and - so"),
            ("a\u{200b}b\u{202e}c\u{ad}d", "abcd"),
            ("no\u{a0}break", "no break"),
            ("two\nlines", "two\nlines"),
            ("𝓶𝓾𝓼𝓬𝓵𝓮", "muscle"),
        ] {
            assert_eq!(fold(before), after);
        }
    }

    #[test]
    fn controls_go_and_joined_emoji_stay() {
        assert_eq!(strip_controls("a\u{7}b\r\n\u{202e}c\u{200d}d"), "ab\ncd");
        assert_eq!(strip_controls("👩\u{200d}🔬"), "👩\u{200d}🔬");
    }

    proptest! {
        #[test]
        fn the_fast_way_folds_as_the_general_one(text in "[\\x00-\\x7f]{0,120}") {
            prop_assert_eq!(fold_ascii(&text), fold_any(&text));
        }

        #[test]
        fn folding_twice_changes_nothing(text in "[a-zA-Zа-яΑ-ω0-9 .,'’“\u{200b}-]{0,60}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn any_text_folds(text in any::<String>()) {
            let folded = fold(&text);
            let overridden = folded.contains('\u{202e}');
            prop_assert!(!overridden);
            let _ = strip_controls(&text);
        }

        #[test]
        fn pure_cyrillic_is_never_touched(text in "[а-яё ]{0,40}") {
            prop_assume!(!text.split(' ').any(|word| word.chars().count() == 1));
            prop_assert_eq!(replace_lookalikes(&text), text);
        }
    }
}
