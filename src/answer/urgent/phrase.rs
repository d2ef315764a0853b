//! Phrases of `content/urgent.toml`, which says how they are written, against the words of a message.

use crate::query::Query;
use crate::text::{fold, is_unspaced, without_marks};

/// Words that `…` stands for, at most.
const GAP_WORDS: usize = 6;

/// One phrase.
pub(super) enum Phrase {
    /// Words that follow each other.
    Words(Vec<Element>),
    /// In a script without spaces: any of these, wherever it stands in the message.
    Substrings(Vec<String>),
}

pub(super) enum Element {
    /// Up to [`GAP_WORDS`] other words.
    Gap,
    /// One of these words, or none where it is `optional`.
    Word {
        alternatives: Vec<Alternative>,
        optional: bool,
    },
}

pub(super) enum Alternative {
    Whole(String),
    Beginning(String),
}

impl Phrase {
    /// Reads a phrase.
    pub(super) fn parse(text: &str) -> Self {
        if text.chars().any(is_of_script_without_spaces) {
            return Self::Substrings(text.split('|').map(fold).collect());
        }
        Self::Words(text.split(' ').map(Element::parse).collect())
    }

    /// Whether a message holds it. `words` are those of [`words_of`], `folded` is the whole message.
    pub(super) fn is_in(&self, words: &[String], folded: &str) -> bool {
        match self {
            Self::Words(elements) => {
                (0..words.len()).any(|start| begins(elements, &words[start..]))
            }
            Self::Substrings(substrings) => substrings
                .iter()
                .any(|substring| folded.contains(substring.as_str())),
        }
    }

    /// The whole words that it is made of.
    pub(super) fn keywords(&self) -> impl Iterator<Item = &str> {
        let elements = match self {
            Self::Words(elements) => elements.as_slice(),
            Self::Substrings(_) => &[],
        };
        elements
            .iter()
            .flat_map(|element| match element {
                Element::Gap => &[],
                Element::Word { alternatives, .. } => alternatives.as_slice(),
            })
            .filter_map(|alternative| match alternative {
                Alternative::Whole(word) => Some(word.as_str()),
                Alternative::Beginning(_) => None,
            })
    }
}

impl Element {
    fn parse(text: &str) -> Self {
        if text == "…" {
            return Self::Gap;
        }
        let (stars, words): (Vec<&str>, Vec<&str>) =
            text.split('|').partition(|alternative| *alternative == "*");
        let alternatives = words
            .into_iter()
            .map(|word| match word.strip_suffix('*') {
                Some(beginning) => Alternative::Beginning(without_marks(beginning)),
                None => Alternative::Whole(without_marks(word)),
            })
            .collect();
        Self::Word {
            alternatives,
            optional: !stars.is_empty(),
        }
    }
}

impl Alternative {
    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Whole(whole) => whole == word,
            Self::Beginning(beginning) => word.starts_with(beginning.as_str()),
        }
    }
}

/// Whether the words begin with all the elements.
fn begins(elements: &[Element], words: &[String]) -> bool {
    let Some((first, rest)) = elements.split_first() else {
        return true;
    };
    match first {
        Element::Gap => (0..=GAP_WORDS.min(words.len())).any(|gap| begins(rest, &words[gap..])),
        Element::Word {
            alternatives,
            optional,
        } => {
            let taken = words.split_first().is_some_and(|(word, after)| {
                alternatives.iter().any(|one| one.fits(word)) && begins(rest, after)
            });
            taken || *optional && begins(rest, words)
        }
    }
}

/// The words of a message as phrases have them: without accents and the apostrophes of English contractions; other
/// apostrophes part words.
pub(super) fn words_of(query: &Query) -> Vec<String> {
    const CONTRACTED: [&str; 7] = ["t", "s", "d", "m", "re", "ve", "ll"];
    let mut words = Vec::new();
    for word in query.words() {
        let plain = without_marks(word);
        let contracted = plain
            .rsplit_once('\'')
            .is_some_and(|(_, ending)| CONTRACTED.contains(&ending));
        if contracted {
            words.push(plain.replace('\'', ""));
        } else {
            let parts = plain.split('\'').filter(|part| !part.is_empty());
            words.extend(parts.map(str::to_owned));
        }
    }
    words
}

/// Korean has spaces, but endings grow onto its words.
fn is_of_script_without_spaces(character: char) -> bool {
    is_unspaced(character) || matches!(character, '가'..='힣')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_in(phrase: &str, message: &str) -> bool {
        let query = Query::parse(message);
        Phrase::parse(phrase).is_in(&words_of(&query), query.folded())
    }

    #[test]
    fn words_follow_each_other_with_gaps_alternatives_and_beginnings() {
        assert!(is_in("chest pain|ache", "Chest ache!"));
        assert!(!is_in("chest pain", "pain in the chest"));
        assert!(is_in("calf … swoll*", "my calf is really badly swollen"));
        assert!(is_in("a … f", "a 1 2 3 4 5 6 f"));
        assert!(!is_in("a … f", "a 1 2 3 4 5 6 7 f"));
        assert!(is_in("is|it|* rhabdo", "rhabdo?") && is_in("is|* rhabdo", "is rhabdo bad"));
        assert!(!is_in("numb arm", "a number of army drills"));
    }

    #[test]
    fn apostrophes_accents_and_scripts_are_compared_as_people_type_them() {
        assert!(is_in("cant breathe", "I can’t breathe"));
        assert!(is_in("d en finir", "envie d'en finir"));
        assert!(is_in("leben möchte", "leben mochte") && is_in("leben mochte", "leben möchte"));
        assert!(is_in("самоубий*", "думаю о самоубийстве"));
        assert!(is_in("死にたい|消えたい", "もう死にたいです") && is_in("죽고 싶", "죽고 싶어요"));
    }
}
