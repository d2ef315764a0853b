//! Messages that tell of danger or of a symptom → what is said to them before anything else. The wordings and the
//! replies are data: `content/urgent.toml`, which is built into the program and holds for any set of articles.
//!
//! It is biased towards recall: a message taken for one too many costs its writer a kind word, one too few may cost
//! more. Only what is plainly training talk ("suicide sprints", "my biceps are dead") is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::bytes::{Regex, RegexBuilder};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Help, HelpLevel};

/// Shorter words are not corrected: they have too many neighbours.
const SHORTEST_KEYWORD_CHARS: usize = 5;
/// Size of a compiled expression, in bytes, at most; the largest of the built-in ones needs about a quarter.
const COMPILED_BYTES: usize = 64 << 20;
/// Languages that write no spaces between words: their expressions match anywhere.
const WITHOUT_SPACES: [&str; 4] = ["ja", "ko", "th", "zh"];
/// The language that every reply has, and whose words are corrected.
const ENGLISH: &str = "en";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    harmless: Vec<String>,
    group: Vec<GroupData>,
}

/// Each map goes by the language's code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupData {
    level: HelpLevel,
    say: BTreeMap<String, String>,
    words: BTreeMap<String, Vec<String>>,
}

struct Urgent {
    harmless: Regex,
    /// In the order in which they are tried.
    groups: Vec<Group>,
    /// English words of the expressions, for typing errors.
    keywords: BTreeSet<String>,
}

struct Group {
    level: HelpLevel,
    say: BTreeMap<String, String>,
    words: Vec<(String, Regex)>,
}

static URGENT: LazyLock<Urgent> = LazyLock::new(|| {
    let data: Data = toml::from_str(include_str!("../../content/urgent.toml"))
        .expect("the built-in expressions are read by a test");
    let english = data
        .group
        .iter()
        .filter_map(|group| group.words.get(ENGLISH));
    // Words of the harmless expressions are right as they are: `suicides` is no slip of `suicide`.
    let keywords = english
        .flatten()
        .chain(&data.harmless)
        .flat_map(|expression| expression.split(|c: char| !c.is_ascii_alphabetic()))
        .filter(|word| word.len() >= SHORTEST_KEYWORD_CHARS)
        .map(str::to_owned)
        .collect();
    let compiled = |group: GroupData| Group {
        level: group.level,
        say: group.say,
        words: group
            .words
            .into_iter()
            .map(|(language, expressions)| {
                let spaced = !WITHOUT_SPACES.contains(&language.as_str());
                let regex = any_of(&expressions, spaced);
                (language, regex)
            })
            .collect(),
    };
    Urgent {
        harmless: any_of(&data.harmless, true),
        groups: data.group.into_iter().map(compiled).collect(),
        keywords,
    }
});

/// One expression that matches whatever one of them does; one between `^` and `$` matches a whole message. It works on
/// bytes, which keeps the gaps of many characters small; `\w` stands for anything but a space, as in a text of words.
fn any_of(expressions: &[String], spaced: bool) -> Regex {
    let any: Vec<String> = expressions
        .iter()
        .map(|expression| {
            let plain = without_marks(expression).replace("\\w", "[^ ]");
            let whole = plain
                .strip_prefix('^')
                .and_then(|rest| rest.strip_suffix('$'));
            match whole {
                Some(whole) => format!("\\A (?:{whole}) \\z"),
                None if spaced => format!(" (?:{plain}) "),
                None => plain,
            }
        })
        .collect();
    RegexBuilder::new(&any.join("|"))
        .unicode(false)
        .size_limit(COMPILED_BYTES)
        .build()
        .expect("the built-in expressions are compiled by a test")
}

/// The help that a message needs, if it does; of several groups the first. `words` are folded; `is_known` tells words
/// that are right as they are.
pub(super) fn recognise(words: &[String], is_known: impl Fn(&str) -> bool) -> Option<Help> {
    let urgent = &*URGENT;
    let typed = line(words.iter().map(String::as_str));
    let corrected = line(words.iter().map(|word| urgent.corrected(word, &is_known)));
    let forms: Vec<Vec<u8>> = [typed, corrected]
        .iter()
        .map(|form| {
            urgent
                .harmless
                .replace_all(form.as_bytes(), &b" "[..])
                .into_owned()
        })
        .collect();
    urgent.groups.iter().find_map(|group| {
        let (language, _) = group
            .words
            .iter()
            .find(|(_, regex)| forms.iter().any(|form| regex.is_match(form)))?;
        Some(Help {
            level: group.level,
            text: group.text(language),
        })
    })
}

impl Urgent {
    /// The keyword that an unknown word is one letter away from; else the word.
    fn corrected<'a>(&'a self, word: &'a str, is_known: impl Fn(&str) -> bool) -> &'a str {
        if word.len() < SHORTEST_KEYWORD_CHARS || self.keywords.contains(word) || is_known(word) {
            return word;
        }
        let mut keywords = self.keywords.iter();
        keywords
            .find(|keyword| crate::text::is_one_letter_away(keyword, word))
            .map_or(word, String::as_str)
    }
}

impl Group {
    /// What is said to a message in this language, with the English below it: the language is guessed.
    fn text(&self, language: &str) -> String {
        let english = self.say.get(ENGLISH).map_or("", String::as_str);
        match self.say.get(language) {
            Some(own) if language != ENGLISH => format!("{own}\n\n{english}"),
            _ => english.to_owned(),
        }
    }
}

/// Words in one line with a space on either side, without accents and the apostrophes of English contractions; other
/// apostrophes part words.
fn line<'a>(words: impl Iterator<Item = &'a str>) -> String {
    const CONTRACTED: [&str; 7] = ["t", "s", "d", "m", "re", "ve", "ll"];
    let mut line = String::from(" ");
    for word in words {
        let contracted = word
            .rsplit_once('\'')
            .is_some_and(|(_, ending)| CONTRACTED.contains(&ending));
        let apart = if contracted { "" } else { " " };
        line.push_str(&without_marks(word).replace('\'', apart));
        line.push(' ');
    }
    line
}

/// A text without the marks on its letters: many people leave them out.
fn without_marks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.nfd().filter(|&c| !is_combining_mark(c)) {
        match character {
            'ß' => plain.push_str("ss"),
            'œ' => plain.push_str("oe"),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Query;

    fn level(message: &str) -> Option<HelpLevel> {
        let known = ["paint", "painted", "coach"];
        recognise(Query::parse(message).words(), |word| known.contains(&word))
            .map(|help| help.level)
    }

    #[derive(Deserialize)]
    struct Judgment {
        message: String,
        level: HelpLevel,
    }

    /// How many messages of a file get the help that they need, and how many there are.
    fn recall(path: &str) -> (usize, usize) {
        let text = std::fs::read_to_string(path).unwrap();
        let judged: Vec<Judgment> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let found = judged.iter().filter(|judgment| {
            level(&judgment.message).is_some_and(|level| {
                level != HelpLevel::Professional || judgment.level == HelpLevel::Professional
            })
        });
        (found.count(), judged.len())
    }

    /// The share that must get help at once, in percent. Below it somebody is left alone with a danger.
    const RECALL_PERCENT: usize = 97;

    #[test]
    fn messages_of_danger_get_help() {
        let (found, judged) = recall("tests/judgments/danger.jsonl");
        assert!(
            100 * found >= RECALL_PERCENT * judged,
            "{found} of {judged}"
        );
    }

    #[test]
    fn training_talk_is_not_danger() {
        for message in [
            "coach makes us do suicides, does that keep my speed",
            "do suicide sprints keep my speed",
            "is the suicide grip bad",
            "ran 10 kms a week before, how fast does it come back",
            "cut myself down to 80 kg, will the muscle come back",
            "leg day kills me",
            "killed my legs yesterday",
            "my biceps are dead",
            "does muscle memory die",
            "my swim stroke fell apart after two years off",
            "how long does muscle memory last?",
        ] {
            assert_eq!(level(message), None, "{message}");
        }
    }

    #[test]
    fn worry_about_the_heart_is_for_a_professional_and_no_crisis() {
        let message = "i dont want to die of a heart attack, when should i stop";
        assert_eq!(level(message), Some(HelpLevel::Professional));
    }

    /// Written by somebody who had not seen the expressions: what they find of messages that nobody fitted them to.
    /// Raise it when it is reached.
    const HELD_OUT_PERCENT: usize = 48;

    #[test]
    fn messages_that_nothing_was_fitted_to_get_help() {
        let (found, judged) = recall("tests/judgments/danger-held-out.jsonl");
        assert!(
            100 * found >= HELD_OUT_PERCENT * judged,
            "{found} of {judged}"
        );
    }

    #[test]
    fn help_is_in_the_language_of_the_message() {
        let help = |message: &str| recognise(Query::parse(message).words(), |_| false).unwrap();
        let german = help("ich will nicht mehr leben");
        assert!(german.text.contains("Telefonseelsorge") && german.text.contains("findahelpline"));
        let english = help("i want to kill myself");
        assert!(english.text.starts_with("I'm sorry"), "{}", english.text);
    }
}
