//! Messages that tell of danger or of a symptom → what is said to them before anything else. The phrases, wordings and
//! replies are data: `content/urgent.toml`, which is built into the program and holds for any set of articles.
//!
//! It is biased towards recall, since a danger that is missed costs more than a kind word too many. But help in answer to
//! "thanks" or "my legs are dead" would teach people to overlook it, so what is nearer to everyday talk is left out.

mod phrase;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Help, HelpLevel};
use crate::index::{BuiltInVectors, QueryEmbedding};
use crate::query::Query;
use phrase::Phrase;

/// The language that every reply has.
const ENGLISH: &str = "en";
/// How similar to an emergency or a crisis a message must be, and at least as similar as to anything harmless. Chosen on
/// `tests/judgments/danger.jsonl` against `harmless.jsonl` there, the tuning half of the judgments and the wordings of the
/// articles, with the total over `danger-held-out.jsonl` in sight.
const AT_ONCE: f32 = 0.43;
/// The same for what is for a professional.
const PROFESSIONAL: f32 = 0.42;
/// What is for a professional may be closer to a message by this much, and it is an emergency or a crisis all the same.
const ALLOWANCE: f32 = 0.03;
/// Shorter words are not corrected: they have too many neighbours.
const SHORTEST_KEYWORD_CHARS: usize = 5;
/// Of so many wordings nearest to a message, the language of most is its own.
const LANGUAGE_NEIGHBOURS: usize = 15;
/// Their votes are their cosines to this power: the nearest count most.
const LANGUAGE_VOTE_POWER: i32 = 4;

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
    /// Rows of `vectors` that are not urgent; those before are.
    harmless: Range<usize>,
    /// The language of each row that is urgent.
    languages: Vec<String>,
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
        let languages = (data.group.iter())
            .flat_map(|group| &group.wordings)
            .flat_map(|(language, wordings)| wordings.iter().map(|_| language.clone()))
            .collect();
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
            languages,
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

    /// How similar a message is to some of the wordings: the mean of the greatest cosine and of the mean of the three
    /// greatest, so that one near by accident counts less.
    fn similarity(&self, message: &QueryEmbedding, rows: &Range<usize>) -> f32 {
        let vectors = self.vectors.as_ref();
        let nearest = vectors.map(|vectors| vectors.nearest(message, rows.clone()));
        nearest.map_or(0.0, |three| f32::midpoint(three.first(), three.mean()))
    }

    /// The group that a message is most similar to, if to nothing harmless more: a crisis or an emergency before what is
    /// for a professional.
    fn nearest_group(&self, message: &QueryEmbedding) -> Option<&Group> {
        let harmless = self.similarity(message, &self.harmless);
        let closest = |is_at_once: bool| {
            self.groups
                .iter()
                .filter(|group| group.level.is_at_once() == is_at_once)
                .map(|group| (group, self.similarity(message, &group.wordings)))
                .max_by(|(_, one), (_, other)| one.total_cmp(other))
                .filter(|(_, similarity)| *similarity >= harmless)
        };
        let professional = closest(false);
        let level_below = professional.map_or(0.0, |(_, similarity)| similarity);
        closest(true)
            .filter(|(_, similarity)| *similarity >= AT_ONCE.max(level_below - ALLOWANCE))
            .or(professional.filter(|(_, similarity)| *similarity >= PROFESSIONAL))
            .map(|(group, _)| group)
    }

    /// The language of a message: over the judged messages of danger, that of most of the nearest wordings is right for
    /// 394 of 400, and another country's for 4. None without vectors.
    fn language(&self, message: &QueryEmbedding) -> Option<&str> {
        let rows = 0..self.harmless.start;
        let nearest = (self.vectors.as_ref()?).nearest_rows(message, rows, LANGUAGE_NEIGHBOURS);
        let mut votes: BTreeMap<&str, f32> = BTreeMap::new();
        for (row, cosine) in nearest {
            *votes.entry(&self.languages[row]).or_default() +=
                cosine.max(0.0).powi(LANGUAGE_VOTE_POWER);
        }
        let most = votes
            .into_iter()
            .max_by(|(_, one), (_, other)| one.total_cmp(other));
        most.map(|(language, _)| language)
    }
}

/// What a message needs help with.
#[derive(Clone, Copy)]
pub(super) struct Danger(&'static Group);

impl Danger {
    pub(super) fn level(self) -> HelpLevel {
        self.0.level
    }

    /// What is said: in the language of the message, with the English below it since the language is guessed; in English
    /// alone without an encoder.
    pub(super) fn help(self, message: Option<&QueryEmbedding>) -> Help {
        let said = &self.0.say;
        let english = said.get(ENGLISH).map_or("", String::as_str);
        let language = message.and_then(|message| URGENT.language(message));
        let own = language.filter(|language| *language != ENGLISH);
        let text = match own.and_then(|language| said.get(language)) {
            Some(own) => format!("{own}\n\n{english}"),
            None => english.to_owned(),
        };
        Help {
            level: self.level(),
            text,
        }
    }
}

/// What a message needs help with by the words in it; of several groups the first. `is_known` tells words that are right
/// as they are.
pub(super) fn by_phrases(query: &Query, is_known: impl Fn(&str) -> bool) -> Option<Danger> {
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
    urgent
        .groups
        .iter()
        .find(|group| group.phrases.iter().any(holds))
        .map(Danger)
}

/// What a message needs help with by what it means. Its sentences are not compared one by one: over real questions that
/// found nothing that phrases do not find, and each sentence is another run of the encoder.
pub(super) fn by_meaning(message: &QueryEmbedding) -> Option<Danger> {
    URGENT.nearest_group(message).map(Danger)
}

#[cfg(test)]
mod tests;
