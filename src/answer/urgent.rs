//! Messages that tell of danger or of a symptom → what is said to them before anything else. The phrases, wordings and
//! replies are data: `content/urgent.toml`, which is built into the program and holds for any set of articles.
//!
//! It is biased towards recall, since a danger that is missed costs more than a kind word too many. But help in answer to
//! "thanks" or "my legs are dead" would teach people to overlook it, so what is nearer to everyday talk is left out.
//!
//! Two judge the vector of a message: the nearest wordings, and a small network that was trained on them. What is near to a
//! danger counts if the network thinks it possible; what the network is sure of counts by itself.

mod classifier;
mod phrase;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Help, HelpLevel};
use crate::index::{BuiltInVectors, QueryEmbedding};
use crate::query::Query;
use crate::text::count_words;
use classifier::Classifier;
use phrase::Phrase;

/// The language that every reply has.
const ENGLISH: &str = "en";
/// Least similarity of a message to an emergency or a crisis; it must also be at least its similarity to what is harmless.
/// Chosen on `tests/judgments/danger.jsonl` against `harmless.jsonl` there, the tuning half of the judgments and the wordings
/// of the articles, with the total over `danger-held-out.jsonl` in sight.
const URGENT_SIMILARITY: f32 = 0.43;
/// The same for what is for a professional.
const PROFESSIONAL_SIMILARITY: f32 = 0.42;
/// Least probability of an emergency or a crisis by the network where the nearest wordings tell of one. Chosen, like
/// [`SURE_PROBABILITY`], on `danger.jsonl` and the sets of calm messages, with the totals over `danger-held-out.jsonl` and
/// `passing.jsonl` in sight. By the wordings alone 380 of 433 messages of danger would get help and 105 of 1,770 calm ones;
/// with the network it is 384 and 64.
const LEAST_PROBABILITY: f32 = 0.1;
/// Least probability of an emergency or a crisis that may be nearer to what is harmless.
const SURE_PROBABILITY: f32 = 0.93;
/// Least similarity of it: of text that is like nothing it learned from the network may be sure by accident.
const SURE_SIMILARITY: f32 = 0.4;
/// An emergency or a crisis comes first even if something for a professional is more similar by up to this much.
const URGENT_MARGIN: f32 = 0.03;
/// Least similarity of a message to an emergency or a crisis for its clauses to be compared one by one: "hola, …" and a
/// question behind it hide what stands between. That is another run of the encoder, and 1 in 4 judged questions comes
/// this near.
const CLAUSES_SIMILARITY: f32 = 0.3;
/// Least similarity of a clause to an emergency or a crisis. Clauses mean less than whole messages do, and are near to more.
/// This and [`CLAUSES_SIMILARITY`] were chosen on dangers between small talk and a training question, against the tuning
/// half of the judgments and the wordings of the articles.
const CLAUSE_SIMILARITY: f32 = 0.6;
/// Where one clause of a message ends and the next begins.
const CLAUSE_ENDS: [char; 15] = [
    '.', '!', '?', ',', ';', ':', '…', '–', '—', '。', '！', '？', '，', '、', '；',
];
/// Shorter clauses say too little.
const SHORTEST_CLAUSE_WORDS: usize = 3;
/// A longer message is a story, which is compared as a whole: of many clauses one sounds like a danger by accident, and the
/// longest questions would take twice as long.
const LONGEST_MESSAGE_WORDS: usize = 24;
/// Least similarity of a message to what is asked after a danger.
const AFTERWARDS_SIMILARITY: f32 = 0.55;
/// Shorter words are not corrected: they have too many neighbours.
const SHORTEST_KEYWORD_CHARS: usize = 5;
/// Of so many wordings nearest to a message, the language of most is its own.
const LANGUAGE_NEIGHBOURS: usize = 15;
/// Their votes are their cosines to this power: the nearest count most.
const LANGUAGE_VOTE_POWER: i32 = 4;

const DATA: &str = include_str!("../../content/urgent.toml");
/// Made of [`DATA`] by a test.
const VECTORS: &[u8] = include_bytes!("../../content/urgent-vectors.bin");
/// Made by `model/danger.py`.
const CLASSIFIER: &[u8] = include_bytes!("../../model/danger.safetensors");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UrgentFile {
    harmless: Vec<String>,
    afterwards: Vec<String>,
    group: Vec<GroupEntry>,
}

/// Each map goes by the language's code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupEntry {
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
    /// Rows of `vectors` that are asked after a danger.
    afterwards: Range<usize>,
    /// The language of each row that is urgent.
    languages: Vec<String>,
    /// None if they are of other texts or another encoder: then phrases alone are compared.
    vectors: Option<BuiltInVectors>,
    /// None if it was made for another encoder: then phrases alone are compared.
    classifier: Option<Classifier>,
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

fn read() -> UrgentFile {
    toml::from_str(DATA).expect("the built-in wordings are read by a test")
}

impl UrgentFile {
    /// The texts that have vectors: the groups' wordings, then what is harmless, then what is asked after a danger.
    fn texts(&self) -> Vec<&str> {
        let wordings = self.group.iter().flat_map(GroupEntry::wordings);
        let others = self.harmless.iter().chain(&self.afterwards);
        wordings.chain(others.map(String::as_str)).collect()
    }
}

impl GroupEntry {
    fn wordings(&self) -> impl Iterator<Item = &str> {
        self.wordings.values().flatten().map(String::as_str)
    }
}

impl Urgent {
    fn new(data: UrgentFile, vectors: &[u8]) -> Self {
        let texts = data.texts();
        let all = texts.len();
        let last_harmless = all - data.afterwards.len();
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
            harmless: first..last_harmless,
            afterwards: last_harmless..all,
            languages,
            vectors,
            classifier: Classifier::from_bytes(CLASSIFIER),
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

    /// The emergency or crisis that a message is most similar to, and how similar.
    fn nearest_urgent(&self, message: &QueryEmbedding) -> Option<(&Group, f32)> {
        self.nearest(message, HelpLevel::is_urgent)
    }

    /// The group of those that are in scope that a message is most similar to, and how similar.
    fn nearest(
        &self,
        message: &QueryEmbedding,
        is_in_scope: impl Fn(HelpLevel) -> bool,
    ) -> Option<(&Group, f32)> {
        self.groups
            .iter()
            .filter(|group| is_in_scope(group.level))
            .map(|group| (group, self.similarity(message, &group.wordings)))
            .max_by(|(_, one), (_, other)| one.total_cmp(other))
    }

    /// The group of a message. Emergencies and crises are tried before what is for a professional.
    fn group(&self, message: &QueryEmbedding) -> Option<&Group> {
        let probability = self.urgent_probability(message)?;
        let harmless = self.similarity(message, &self.harmless);
        let (professional, to_professional) = self.nearest(message, |level| !level.is_urgent())?;
        let for_professional = to_professional >= PROFESSIONAL_SIMILARITY.max(harmless);
        let (urgent, to_urgent) = self.nearest_urgent(message)?;
        let is_near = to_urgent >= URGENT_SIMILARITY.max(harmless)
            && !(for_professional && to_urgent < to_professional - URGENT_MARGIN);
        let is_urgent = is_near && probability >= LEAST_PROBABILITY
            || to_urgent >= SURE_SIMILARITY && probability >= SURE_PROBABILITY;
        match (is_urgent, for_professional) {
            (true, _) => Some(urgent),
            (false, true) => Some(professional),
            (false, false) => None,
        }
    }

    /// How probable an emergency or a crisis is by the network; none without one.
    fn urgent_probability(&self, message: &QueryEmbedding) -> Option<f32> {
        let classifier = self.classifier.as_ref()?;
        Some(classifier.urgent_probability(&message.vector))
    }

    /// The language of a message: that of most of the nearest wordings, which a test holds to 95 % of the judged messages of
    /// danger. None without vectors.
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

/// What a message needs help with by what it means as a whole.
pub(super) fn by_meaning(message: &QueryEmbedding) -> Option<Danger> {
    URGENT.group(message).map(Danger)
}

/// The emergency or crisis that one clause of a message tells of, where the message as a whole comes near to one. `embed` is
/// the encoder.
pub(super) fn in_a_clause(
    message: &str,
    whole: &QueryEmbedding,
    embed: impl Fn(&[&str]) -> Vec<QueryEmbedding>,
) -> Option<Danger> {
    let (_, similarity) = URGENT.nearest_urgent(whole)?;
    if similarity < CLAUSES_SIMILARITY || count_words(message) > LONGEST_MESSAGE_WORDS {
        return None;
    }
    let clauses: Vec<&str> = clauses(message).collect();
    embed(&clauses).iter().find_map(|clause| {
        let harmless = URGENT.similarity(clause, &URGENT.harmless);
        let (group, similarity) = URGENT.nearest_urgent(clause)?;
        let is_near = similarity >= CLAUSE_SIMILARITY.max(harmless);
        let is_possible = URGENT.urgent_probability(clause)? >= LEAST_PROBABILITY;
        (is_near && is_possible).then_some(Danger(group))
    })
}

/// The clauses of a message with at least [`SHORTEST_CLAUSE_WORDS`] words; none if it is a single clause.
fn clauses(message: &str) -> impl Iterator<Item = &str> {
    let whole = message.trim_matches(CLAUSE_ENDS);
    let clauses = message.split(CLAUSE_ENDS).map(str::trim);
    clauses.filter(move |clause| {
        clause.len() < whole.len() && count_words(clause) >= SHORTEST_CLAUSE_WORDS
    })
}

/// Whether a message asks what people ask after they told of a danger: "can it wait?", "can I train tomorrow?".
pub(super) fn is_asked_afterwards(message: &QueryEmbedding) -> bool {
    URGENT.similarity(message, &URGENT.afterwards) >= AFTERWARDS_SIMILARITY
}

#[cfg(test)]
mod tests;
