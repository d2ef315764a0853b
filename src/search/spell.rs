//! Corrects typing errors, and only those: fuzzy matching of every word loses more right answers than it gains.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::index::{Embedder, Generation};
use crate::query::Query;
use crate::text::{content_word, is_one_letter_away, is_unspaced, word_ranges};

/// Shorter words have too many neighbours.
const SHORTEST_CHARS: usize = 4;
/// The same where next to no other word is known.
const SHORTEST_STRANGE_CHARS: usize = 5;
/// Where more than this share of the content words is unknown, the question is in another language or on another
/// matter, and is left as it is, unless every unknown word can be corrected and none is shorter than
/// [`SHORTEST_STRANGE_CHARS`]: no known word beside it tells that a short one was meant.
const MOST_UNKNOWN: f32 = 0.6;
/// In a question of this many words or more, one word of [`WORDS_PER_FUNCTION_WORD`] is an English function word, or it
/// is in another language.
const FEWEST_WORDS_OF_A_LANGUAGE: usize = 4;
const WORDS_PER_FUNCTION_WORD: usize = 5;
/// A word that the library has more rarely is as likely to be another slip as what was meant.
const FEWEST_USES: u32 = 3;
/// A letter for another is a slip, and not another word, only between vowels and in words of this many letters or more
/// ("tendans"; but "recite" is no "recipe").
const FEWEST_CHARS_FOR_OTHER_LETTER: usize = 7;
/// The commonest neighbour must be this many times as common as the next one.
const CLEARLY_COMMONER: u32 = 4;

/// The query with its typing errors corrected; none if there is nothing to correct.
///
/// A word is corrected if neither the libraries nor the encoder's vocabulary nor the list of domain words knows it, and a
/// word of the library is one letter away (one changed, dropped, added, or two swapped) and is surely meant: it begins
/// with the same letter, does not differ in its ending alone ("router" is no "routes"), and no other such word is nearly
/// as common. Questions in other languages are left alone.
pub(super) fn correct(
    query: &Query,
    generations: &[&Generation],
    embedder: &Embedder,
) -> Option<Query> {
    if seems_foreign(query) {
        return None;
    }
    let catalogues = || generations.iter().map(|generation| generation.catalogue());
    let words = query.content_words();
    let unknown: Vec<&String> = words
        .iter()
        .filter(|word| !is_known(word, generations, embedder))
        .collect();
    let is_strange = unknown.len() as f32 > MOST_UNKNOWN * words.len() as f32;
    let shortest = if is_strange {
        SHORTEST_STRANGE_CHARS
    } else {
        SHORTEST_CHARS
    };
    let corrected: BTreeMap<&str, &str> = unknown
        .iter()
        .filter(|word| word.chars().count() >= shortest)
        .filter_map(|word| {
            Some((
                word.as_str(),
                nearest(word, catalogues().map(|one| &one.vocabulary))?,
            ))
        })
        .collect();
    if corrected.is_empty() || is_strange && corrected.len() < unknown.len() {
        return None;
    }
    Some(Query::parse(&replace_words(query.folded(), &corrected)))
}

fn seems_foreign(query: &Query) -> bool {
    let words = query.words();
    let english = words.iter().filter(|word| content_word(word).is_none());
    words.len() >= FEWEST_WORDS_OF_A_LANGUAGE
        && WORDS_PER_FUNCTION_WORD * english.count() < words.len()
}

/// Whether the libraries, the list of domain words or the encoder know a word, or one that it is a form of. Numbers are
/// known, and so is to an encoder what a script without spaces writes as one word: it may be a whole sentence.
pub(crate) fn is_known(word: &str, generations: &[&Generation], embedder: &Embedder) -> bool {
    word.chars().any(char::is_numeric)
        || word.chars().any(is_unspaced) && embedder.version().is_some()
        || embedder.is_whole_word(word)
        || generations.iter().any(|generation| {
            let catalogue = generation.catalogue();
            catalogue.vocabulary.contains_key(word) || catalogue.words.known.contains(word)
        })
        || is_inflected(word, |stem| embedder.is_whole_word(stem))
}

/// Whether a word is a form of one that is known: "fasting", "blanked".
fn is_inflected(word: &str, known: impl Fn(&str) -> bool) -> bool {
    const ENDINGS: &[&str] = &["s", "es", "ed", "er", "ers", "ing", "ly", "ness", "less"];
    ENDINGS
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .filter(|stem| stem.chars().count() >= SHORTEST_CHARS)
        .any(known)
}

/// The word of the vocabularies that is one letter away and surely meant.
fn nearest<'a>(
    word: &str,
    vocabularies: impl Iterator<Item = &'a BTreeMap<String, u32>>,
) -> Option<&'a str> {
    let mut near: BTreeMap<&str, u32> = BTreeMap::new();
    for (known, uses) in vocabularies.flatten() {
        if is_one_letter_away(known, word) {
            *near.entry(known.as_str()).or_default() += uses;
        }
    }
    let (best, uses) = near.iter().max_by_key(|(_, uses)| **uses)?;
    let is_clear = near
        .iter()
        .all(|(other, others)| other == best || *uses >= CLEARLY_COMMONER * others);
    (is_clear && *uses >= FEWEST_USES && may_be_meant(best, word)).then_some(*best)
}

/// Whether a slip of the keyboard may have made this word of that one: rarely of the first letter; a word with another
/// ending, or one letter more at the end ("nicer"), is another word; and so is mostly one with another letter.
fn may_be_meant(known: &str, word: &str) -> bool {
    let chars = |text: &str| text.chars().collect::<Vec<char>>();
    let (known, word) = (chars(known), chars(word));
    if known.first() != word.first() {
        return false;
    }
    let differing: Vec<usize> = (0..known.len().min(word.len()))
        .filter(|at| known[*at] != word[*at])
        .collect();
    match (word.len().cmp(&known.len()), differing.as_slice()) {
        // One letter more at the end: meant where it was typed twice.
        (Ordering::Greater, []) => word.last() == known.last(),
        (Ordering::Equal, [at]) => {
            let is_last = at + 1 == word.len();
            let is_vowel = |letter: char| "aeiou".contains(letter);
            let is_long = word.len() >= FEWEST_CHARS_FOR_OTHER_LETTER;
            !is_last && is_long && is_vowel(known[*at]) && is_vowel(word[*at])
        }
        _ => true,
    }
}

/// Replaces the words that are corrected, as [`crate::text::words`] parts them; a possessive ending stays.
fn replace_words(folded: &str, corrected: &BTreeMap<&str, &str>) -> String {
    let mut replaced = String::with_capacity(folded.len());
    let mut done = 0;
    for range in word_ranges(folded) {
        let word = &folded[range.clone()];
        let bare = content_word(word).unwrap_or(word);
        if let Some(correction) = corrected.get(bare) {
            replaced.push_str(&folded[done..range.start]);
            replaced.push_str(correction);
            done = range.start + bare.len();
        }
    }
    replaced.push_str(&folded[done..]);
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> BTreeMap<String, u32> {
        [
            ("muscle", 9),
            ("mussel", 1),
            ("sleep", 4),
            ("routes", 5),
            ("rare", 2),
            ("strengh", 1),
            ("strength", 9),
            ("train", 4),
            ("trail", 3),
            ("tendons", 5),
            ("nuclei", 5),
            ("nice", 9),
            ("real", 9),
            ("recipe", 3),
            ("injured", 9),
            ("double", 9),
        ]
        .map(|(word, count)| (word.to_owned(), count))
        .into()
    }

    #[test]
    fn only_what_is_surely_meant_is_a_correction() {
        let vocabulary = vocabulary();
        let nearest = |word: &str| nearest(word, std::iter::once(&vocabulary));
        assert_eq!(nearest("mucsle"), Some("muscle"));
        assert_eq!(nearest("musle"), Some("muscle"));
        assert_eq!(nearest("slepe"), Some("sleep"));
        assert_eq!(nearest("creatine"), None);
        assert_eq!(nearest("strenght"), Some("strength"), "two letters swapped");
        assert_eq!(nearest("router"), None, "another ending");
        assert_eq!(nearest("tendans"), Some("tendons"), "a vowel for another");
        assert_eq!(nearest("nucleii"), Some("nuclei"), "a letter twice");
        for word in ["nicer", "realy", "recite", "insured", "doable"] {
            assert_eq!(nearest(word), None, "{word} is another word");
        }
        assert_eq!(nearest("pouter"), None, "another beginning");
        assert_eq!(nearest("trai"), None, "two words are nearly as common");
        assert_eq!(nearest("raree"), None, "rare in the library");
    }

    #[test]
    fn other_languages_are_left_alone() {
        assert!(seems_foreign(&Query::parse(
            "wie lange hält das muskelgedächtnis"
        )));
        assert!(seems_foreign(&Query::parse(
            "cuánto dura la memoria muscular"
        )));
        assert!(!seems_foreign(&Query::parse(
            "how long does mucsle memory last"
        )));
        assert!(!seems_foreign(&Query::parse("mucsle memory loss")));
    }

    #[test]
    fn only_whole_words_are_replaced() {
        let corrected = [("musle", "muscle"), ("l'alcol", "l'alcool")].into();
        for (text, expected) in [
            ("musle? musles!", "muscle? musles!"),
            ("the musle's fibres", "the muscle's fibres"),
            ("l'alcol et l'alcols", "l'alcool et l'alcols"),
        ] {
            assert_eq!(replace_words(text, &corrected), expected);
        }
    }
}
