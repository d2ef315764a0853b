//! Messages that tell of danger or of a symptom → what is said to them before anything else. The phrases, wordings and
//! replies are data: `content/urgent.toml`, which is built into the program and holds for any set of articles.
//!
//! It is biased towards recall: a message taken for one too many costs its writer a kind word, one too few may cost
//! more. Only what is plainly training talk ("suicide sprints", "my biceps are dead") is left out.

mod language;
mod phrase;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Help, HelpLevel};
use crate::index::{BuiltInVectors, QueryEmbedding};
use crate::query::Query;
use language::ENGLISH;
use phrase::Phrase;

/// How much of a message's likeness to what is harmless is taken from its likeness to a danger.
const HARMLESS_WEIGHT: f32 = 0.3;
/// What must remain for an emergency or a crisis. Chosen on `tests/judgments/danger.jsonl` against the tuning half of the
/// judgments and the wordings of the articles.
const AT_ONCE: f32 = 0.34;
/// The same for what is for a professional.
const PROFESSIONAL: f32 = 0.33;
/// What is for a professional may be closer to a message by this much, and it is an emergency or a crisis all the same.
const ALLOWANCE: f32 = 0.03;
/// Shorter words are not corrected: they have too many neighbours.
const SHORTEST_KEYWORD_CHARS: usize = 5;

const DATA: &str = include_str!("../../content/urgent.toml");
/// Made of [`DATA`] by a test.
const VECTORS: &[u8] = include_bytes!("../../content/urgent-vectors.bin");

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
    phrases: Vec<String>,
    wordings: BTreeMap<String, Vec<String>>,
}

struct Urgent {
    /// In the order in which they are tried.
    groups: Vec<Group>,
    /// Rows of `vectors` that are not urgent.
    harmless: Range<usize>,
    /// None if they are of other texts or another encoder: then phrases alone are compared.
    vectors: Option<BuiltInVectors>,
    /// Words of the phrases, for typing errors.
    keywords: BTreeSet<String>,
}

struct Group {
    level: HelpLevel,
    say: BTreeMap<String, String>,
    phrases: Vec<Phrase>,
    /// Rows of `vectors`.
    wordings: Range<usize>,
}

static URGENT: LazyLock<Urgent> = LazyLock::new(|| Urgent::new(read(), VECTORS));

fn read() -> Data {
    toml::from_str(DATA).expect("the built-in wordings are read by a test")
}

impl Data {
    /// The texts that have vectors: the groups' wordings, then what is harmless.
    fn texts(&self) -> Vec<&str> {
        let wordings = self.group.iter().flat_map(GroupData::wordings);
        let harmless = self.harmless.iter().map(String::as_str);
        wordings.chain(harmless).collect()
    }
}

impl GroupData {
    fn wordings(&self) -> impl Iterator<Item = &str> {
        self.wordings.values().flatten().map(String::as_str)
    }
}

impl Urgent {
    fn new(data: Data, vectors: &[u8]) -> Self {
        let texts = data.texts();
        let all = texts.len();
        let vectors = BuiltInVectors::from_bytes(vectors, &texts);
        let mut first = 0;
        let mut groups = Vec::with_capacity(data.group.len());
        for group in data.group {
            let rows = first..first + group.wordings().count();
            first = rows.end;
            groups.push(Group {
                level: group.level,
                say: group.say,
                phrases: group
                    .phrases
                    .iter()
                    .map(|text| Phrase::parse(text))
                    .collect(),
                wordings: rows,
            });
        }
        let keywords = groups
            .iter()
            .flat_map(|group| &group.phrases)
            .flat_map(Phrase::keywords)
            .filter(|word| word.is_ascii() && word.len() >= SHORTEST_KEYWORD_CHARS)
            .map(str::to_owned)
            .collect();
        Self {
            groups,
            harmless: first..all,
            vectors,
            keywords,
        }
    }

    /// The keyword that an unknown word is one letter away from; else the word.
    fn corrected(&self, word: &str, is_known: impl Fn(&str) -> bool) -> String {
        let word_is_right =
            word.len() < SHORTEST_KEYWORD_CHARS || self.keywords.contains(word) || is_known(word);
        let mut keywords = self.keywords.iter();
        let keyword = keywords
            .find(|keyword| !word_is_right && crate::text::is_one_letter_away(keyword, word));
        keyword.map_or(word, String::as_str).to_owned()
    }

    /// How like a message is to some of the wordings: near to one of them, and not by accident.
    fn likeness(&self, message: &QueryEmbedding, rows: &Range<usize>) -> f32 {
        let vectors = self.vectors.as_ref();
        let nearest = vectors.map(|vectors| vectors.nearest(message, rows.clone()));
        nearest.map_or(0.0, |three| f32::midpoint(three.first(), three.mean()))
    }

    /// The most urgent group that a message is like, by more than what is harmless accounts for.
    fn like(&self, message: &QueryEmbedding) -> Option<&Group> {
        let harmless = HARMLESS_WEIGHT * self.likeness(message, &self.harmless);
        let closest = |is_at_once: bool| {
            self.groups
                .iter()
                .filter(|group| group.level.is_at_once() == is_at_once)
                .map(|group| {
                    let likeness = self.likeness(message, &group.wordings);
                    (group, likeness - harmless)
                })
                .max_by(|(_, one), (_, other)| one.total_cmp(other))
        };
        let professional = closest(false);
        let level_below = professional.map_or(0.0, |(_, score)| score);
        closest(true)
            .filter(|(_, score)| *score >= AT_ONCE.max(level_below - ALLOWANCE))
            .or(professional.filter(|(_, score)| *score >= PROFESSIONAL))
            .map(|(group, _)| group)
    }
}

impl Group {
    /// What is said in this language, with the English below it: the language is guessed.
    fn help(&self, language: &str) -> Help {
        let english = self.say.get(ENGLISH).map_or("", String::as_str);
        let text = match self.say.get(language) {
            Some(own) if language != ENGLISH => format!("{own}\n\n{english}"),
            _ => english.to_owned(),
        };
        Help {
            level: self.level,
            text,
        }
    }
}

/// The help that a message needs by the words in it; of several groups the first. `is_known` tells words that are right
/// as they are.
pub(super) fn by_phrases(query: &Query, is_known: impl Fn(&str) -> bool) -> Option<Help> {
    let urgent = &*URGENT;
    let typed = phrase::words_of(query);
    let corrected: Vec<String> = typed
        .iter()
        .map(|word| urgent.corrected(word, &is_known))
        .collect();
    let holds = |phrase: &Phrase| {
        phrase.is_in(&typed, query.folded())
            || corrected != typed && phrase.is_in(&corrected, query.folded())
    };
    let group = urgent
        .groups
        .iter()
        .find(|group| group.phrases.iter().any(holds))?;
    Some(group.help(language::of(&typed)))
}

/// The help that a message needs by what it means. Its sentences are not compared one by one: over real questions that
/// found nothing that phrases do not find, and each sentence is another run of the encoder.
pub(super) fn by_meaning(query: &Query, embedding: &QueryEmbedding) -> Option<Help> {
    let group = URGENT.like(embedding)?;
    Some(group.help(language::of(&phrase::words_of(query))))
}

#[cfg(test)]
mod tests;
