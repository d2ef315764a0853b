//! The part of a generation that is kept in memory: its articles without their text, wordings, questions that are not
//! covered, and words. Texts of passages are read from disk when they are shown.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::article::{Article, ArticleId, Grade, Reference, SectionLink, Source};
use crate::content::{Corpus, DomainWords, LibraryProfile, UncoveredGroup};
use crate::passage::{Passage, PassageId};
use crate::text::{fold, words};

/// A word that occurs in wordings only counts as correct if this many sections use it.
const USED_BY_SECTIONS: u32 = 4;

/// Place of a passage in the library, from 0, in the order of articles and of reading.
pub(crate) type Ordinal = u32;

/// Everything about a library but the texts of its passages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Catalogue {
    pub(crate) articles: Vec<ArticleHead>,
    pub(crate) not_covered: Vec<UncoveredGroup>,
    /// Folded, as questions are compared.
    pub(crate) words: DomainWords,
    /// The words that spelling is corrected to, folded but not stemmed, with the number of passages that hold each:
    /// all words of headings and texts, and of the wordings those that several sections use. People mistype there
    /// too, and on purpose.
    pub(crate) vocabulary: BTreeMap<String, u32>,
    /// The library's own calibration of probabilities, as text.
    pub(crate) calibration: Option<String>,
    /// What the library is about, and what the bot says of itself.
    #[serde(default)]
    pub(crate) profile: LibraryProfile,
}

/// An article without its text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArticleHead {
    /// Unique within the library.
    pub id: ArticleId,
    /// The title as shown.
    pub title: String,
    /// One sentence on what it is about.
    pub summary: Option<String>,
    /// Day of the last change, `YYYY-MM-DD`.
    pub updated: Option<String>,
    /// Where it came from.
    pub source: Source,
    /// The works it cites.
    pub references: Vec<Reference>,
    /// Pairs of sections that contradict or qualify each other.
    pub links: Vec<SectionLink>,
    /// Articles that its text links to.
    pub related: Vec<ArticleId>,
    /// BLAKE3 of all of it, in hex: tells whether the article has changed.
    pub fingerprint: String,
    /// Its sections that have passages, in reading order.
    pub sections: Vec<SectionHead>,
}

/// A section without its text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SectionHead {
    /// The section's id: that of its first passage.
    pub id: PassageId,
    /// Headings from the outermost to its own.
    pub heading_path: Vec<String>,
    /// How sure its evidence is.
    pub grade: Option<Grade>,
    /// Other ways to ask what it answers.
    pub wordings: Vec<String>,
    /// Ordinal of its first passage.
    pub(crate) first: Ordinal,
    /// Number of its passages.
    pub(crate) passages: u32,
}

impl SectionHead {
    /// How many pieces it was cut into.
    pub fn passages(&self) -> u32 {
        self.passages
    }

    /// The heading right above the section, if it has one.
    pub fn heading(&self) -> Option<&str> {
        self.heading_path.last().map(String::as_str)
    }
}

impl ArticleHead {
    fn new(article: &Article, passages: &[Passage], first: Ordinal) -> Self {
        let whole = serde_json::to_vec(article).expect("plain data has a JSON form");
        let mut sections: Vec<SectionHead> = Vec::new();
        for (passage, ordinal) in passages.iter().zip(first..) {
            match sections.last_mut() {
                Some(section) if section.id.as_str() == passage.id.section() => {
                    section.passages += 1;
                }
                _ => sections.push(SectionHead {
                    id: passage.id.clone(),
                    heading_path: passage.heading_path.clone(),
                    grade: passage.grade,
                    wordings: passage.wordings.clone(),
                    first: ordinal,
                    passages: 1,
                }),
            }
        }
        Self {
            id: article.id.clone(),
            title: article.title.clone(),
            summary: article.summary.clone(),
            updated: article.updated.clone(),
            source: article.source.clone(),
            references: article.references.clone(),
            links: article.links.clone(),
            related: article.related.clone(),
            fingerprint: blake3::hash(&whole).to_hex().to_string(),
            sections,
        }
    }
}

impl Catalogue {
    /// Lists the articles of a corpus with the passages they were split into, article by article in the same order.
    pub(crate) fn new(corpus: &Corpus, passages: &[Vec<Passage>]) -> Self {
        let mut first = 0;
        let mut articles = Vec::with_capacity(corpus.articles.len());
        let mut vocabulary: HashMap<String, u32> = HashMap::new();
        let mut typed: HashMap<String, u32> = HashMap::new();
        for (article, passages) in corpus.articles.iter().zip(passages) {
            articles.push(ArticleHead::new(article, passages, first));
            first += Ordinal::try_from(passages.len()).expect("a library has under 2^32 passages");
            for passage in passages {
                let headings = passage.heading_path.iter().map(String::as_str);
                count_words(headings.chain([passage.text.as_str()]), &mut vocabulary);
                count_words(passage.wordings.iter().map(String::as_str), &mut typed);
            }
        }
        for (word, sections) in typed {
            if sections >= USED_BY_SECTIONS {
                vocabulary.entry(word).or_insert(sections);
            }
        }
        Self {
            articles,
            not_covered: corpus.not_covered.clone(),
            words: folded(&corpus.words),
            vocabulary: vocabulary.into_iter().collect(),
            calibration: corpus.calibration.clone(),
            profile: corpus.profile.clone(),
        }
    }
}

fn folded(words: &DomainWords) -> DomainWords {
    let everyday = words.everyday.iter();
    DomainWords {
        known: words.known.iter().map(|word| fold(word)).collect(),
        everyday: everyday
            .map(|(phrase, meaning)| (fold(phrase), meaning.clone()))
            .collect(),
    }
}

/// Counts each word of these texts once.
fn count_words<'a>(texts: impl Iterator<Item = &'a str>, counts: &mut HashMap<String, u32>) {
    let mut own: Vec<String> = texts.flat_map(words).collect();
    own.sort_unstable();
    own.dedup();
    for word in own {
        *counts.entry(word).or_default() += 1;
    }
}
