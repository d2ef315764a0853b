//! A question in Spanish, German, Dutch or French → its words in English, one by one.
//!
//! The encoder reads the question as it is; searching by words compares English terms. Word for word is no translation,
//! but content words survive it: "Wie lange hält das?" → "how long last that".

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{content_word, fold, without_marks};

/// A row a concept: the English words, then the Spanish, German, Dutch and French words that mean it. Of two rows with
/// the same foreign word the first counts.
const TABLE: &str = include_str!("../../content/glossary.tsv");

/// Endings that are tried where a word is not in the table as it stands.
const ENDINGS: &[&str] = &["es", "s", "en", "n", "e", "er", "em", "t"];
/// A stem is no shorter, or everything would be an ending.
const SHORTEST_STEM_CHARS: usize = 4;
/// Languages whose nouns are written in one word, by column.
const JOINING: [usize; 2] = [1, 2];
/// What may stand between the parts of a joined word.
const LINKS: &[&str] = &["", "s", "n", "en", "e"];
/// Words that begin alike in both languages (`musculaire`, `training`) tell nothing about which one it is.
const ALIKE_CHARS: usize = 4;

type Words = HashMap<String, &'static str>;

static LANGUAGES: LazyLock<[Words; 4]> = LazyLock::new(|| {
    let mut languages: [Words; 4] = Default::default();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let english = cells.next().unwrap_or_default();
        for (language, cell) in languages.iter_mut().zip(cells) {
            for word in cell.split(' ').filter(|word| !word.is_empty()) {
                language.entry(bare(word)).or_insert(english);
            }
        }
    }
    languages
});

/// The question in English words; none if it is not plainly in one of the four languages.
pub(super) fn in_english(question: &str) -> Option<String> {
    let question = bare(question);
    let words: Vec<&str> = question
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let (_, language) = (0..LANGUAGES.len())
        .filter(|language| is_in(&words, *language))
        .map(|language| {
            let known = words
                .iter()
                .filter(|word| look_up(word, language).is_some());
            (known.count(), language)
        })
        .max_by_key(|(known, language)| (*known, std::cmp::Reverse(*language)))?;
    let english: Vec<String> = words
        .iter()
        .map(|word| look_up(word, language).unwrap_or_else(|| (*word).to_owned()))
        .collect();
    Some(english.join(" "))
}

/// Whether the words are of this language rather than English ones: at least two of them, and a third, are in its
/// table and not alike in English, and at most half as many are function words of English alone.
fn is_in(words: &[&str], language: usize) -> bool {
    let (mut foreign, mut english) = (0, 0);
    for word in words {
        let translated = look_up(word, language);
        match (content_word(word), translated) {
            (None, None) => english += 1,
            (Some(_), Some(translated)) if word.len() > 1 && !alike(word, &translated) => {
                foreign += 1;
            }
            _ => {}
        }
    }
    foreign >= 2 && foreign > 2 * english && 3 * foreign >= words.len()
}

fn alike(word: &str, english: &str) -> bool {
    let beginning: String = english.chars().take(ALIKE_CHARS).collect();
    word.starts_with(&beginning)
}

/// Looks a bare word up: as it stands, without an ending, or as two words written as one.
fn look_up(word: &str, language: usize) -> Option<String> {
    let found = look_up_form(word, language).map(str::to_owned);
    if found.is_some() || !JOINING.contains(&language) {
        return found;
    }
    word.char_indices()
        .map(|(at, _)| word.split_at(at))
        .filter(|(first, second)| is_stem(first) && is_stem(second))
        .find_map(|(first, second)| {
            let second = look_up_form(second, language)?;
            let first = LINKS.iter().find_map(|link| {
                let stem = first.strip_suffix(link)?;
                LANGUAGES[language].get(stem)
            })?;
            Some(format!("{first} {second}"))
        })
}

fn look_up_form(word: &str, language: usize) -> Option<&'static str> {
    let known = &LANGUAGES[language];
    known.get(word).copied().or_else(|| {
        ENDINGS.iter().find_map(|ending| {
            let stem = word.strip_suffix(ending)?;
            known.get(stem).copied().filter(|_| is_stem(stem))
        })
    })
}

fn is_stem(part: &str) -> bool {
    part.chars().nth(SHORTEST_STEM_CHARS - 1).is_some()
}

/// Folded and without marks on its letters.
fn bare(text: &str) -> String {
    without_marks(&fold(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(question: &str, expected: &str) {
        assert_eq!(in_english(question).as_deref(), Some(expected));
    }

    #[test]
    fn four_languages_are_put_into_english_words() {
        check(
            "Wie lange hält das Muskelgedächtnis?",
            "how long last the muscle memory",
        );
        check(
            "¿Cuánto tarda el músculo en volver?",
            "how much take the muscle in return",
        );
        check(
            "¿Se pierde la masa muscular con la edad?",
            "itself lose the mass muscular with the age",
        );
        check(
            "Kan je piano leren zonder te oefenen",
            "can you piano learn without to practice",
        );
        check(
            "Pourquoi j'oublie mes gestes sans m'entraîner ?",
            "why i forget my movement without me train",
        );
    }

    #[test]
    fn joined_words_and_endings_are_known_by_their_parts() {
        assert_eq!(look_up("muskelzellen", 1).as_deref(), Some("muscle cell"));
        assert_eq!(
            look_up("trainingsplan", 1).as_deref(),
            Some("training plan")
        );
        assert_eq!(look_up("spierkernen", 2).as_deref(), Some("muscle nuclei"));
        assert_eq!(look_up("habilidades", 0).as_deref(), Some("skill"));
        assert_eq!(look_up("otterei", 1), None);
    }

    #[test]
    fn english_is_left_alone() {
        for question in [
            "",
            "muscle memory piano dance sports",
            "12 week half marathon plan from zero",
            "long term training plan deload",
            "is the man in a hat also on?",
            "what did the war do to him",
            "does muscle mass return after a pause",
        ] {
            assert_eq!(in_english(question), None, "{question}");
        }
    }

    #[test]
    fn the_table_has_five_columns_and_no_word_twice_in_a_row() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(line.split('\t').count(), 5, "{line}");
            for cell in line.split('\t').skip(1) {
                let mut words: Vec<&str> = cell.split(' ').collect();
                let all = words.len();
                words.sort_unstable();
                words.dedup();
                assert_eq!(words.len(), all, "{line}");
            }
        }
    }
}
