//! The TOML files beside the articles: references, wordings, questions that are not covered, words of the domain.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::problem::{Problem, ProblemKind, line_at, line_of};
use crate::article::Reference;
use crate::text::single_spaced;

/// Questions near the topic that no section answers, with one reason for all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UncoveredGroup {
    /// Short name of what they have in common.
    pub label: String,
    /// The sentence for the asker: why, and where to ask instead.
    pub reason: String,
    /// The questions, as people type them.
    pub questions: Vec<String>,
}

/// Words that spelling correction must know, and everyday words for words of the articles.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DomainWords {
    /// Correct words: terms, slang, abbreviations. Written as `words` or `known`.
    #[serde(alias = "words")]
    pub known: BTreeSet<String>,
    /// Everyday word → words of the articles.
    pub everyday: BTreeMap<String, String>,
}

/// One entry of `references.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReferenceEntry {
    /// Empty where they are not known.
    #[serde(default)]
    pub(super) authors: String,
    pub(super) year: Option<u16>,
    pub(super) title: Option<String>,
    pub(super) journal: Option<String>,
    pub(super) doi: Option<String>,
    pub(super) url: Option<String>,
    pub(super) status: Option<String>,
    pub(super) note: Option<String>,
}

impl ReferenceEntry {
    /// Where no authors are known, the journal or the title is shown in their place.
    pub(super) fn reference(&self, key: &str) -> Reference {
        let named = [
            Some(&self.authors),
            self.journal.as_ref(),
            self.title.as_ref(),
        ];
        let shown = named
            .into_iter()
            .flatten()
            .find(|name| !name.trim().is_empty());
        Reference {
            key: key.to_owned(),
            authors: shown.map_or_else(|| key.to_owned(), Clone::clone),
            year: self.year,
            title: self.title.clone(),
            journal: self.journal.clone(),
            doi: self.doi.clone(),
            url: self.url.clone(),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct NotCovered {
    #[serde(alias = "groups")]
    group: Vec<UncoveredGroup>,
}

pub(super) type References = BTreeMap<String, ReferenceEntry>;
pub(super) type Wordings = BTreeMap<String, Vec<String>>;

/// A bad entry is a problem of its own; the others are used.
pub(super) fn references(path: &str, text: &str, problems: &mut Vec<Problem>) -> References {
    let entries: BTreeMap<String, toml::Value> = read(path, text, problems).unwrap_or_default();
    let mut references = References::new();
    for (key, value) in entries {
        match value.try_into::<ReferenceEntry>() {
            Ok(entry) => {
                references.insert(key, entry);
            }
            Err(error) => {
                let line = line_of(text, &format!("[{key}]"));
                problems.push(Problem::error(
                    path,
                    line,
                    ProblemKind::InvalidReference {
                        key,
                        error: single_spaced(error.message()),
                    },
                ));
            }
        }
    }
    references
}

pub(super) fn wordings(path: &str, text: &str, problems: &mut Vec<Problem>) -> Wordings {
    read(path, text, problems).unwrap_or_default()
}

pub(super) fn words(path: &str, text: &str, problems: &mut Vec<Problem>) -> DomainWords {
    read(path, text, problems).unwrap_or_default()
}

pub(super) fn not_covered(
    path: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Vec<UncoveredGroup> {
    read::<NotCovered>(path, text, problems)
        .map(|file| file.group)
        .unwrap_or_default()
}

/// Reads one TOML file; what is wrong with it becomes a problem, and the file counts as empty.
pub(super) fn read<T: DeserializeOwned>(
    path: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    match toml::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let line = error.span().map(|span| line_at(text, span.start));
            let error = single_spaced(error.message());
            problems.push(Problem::error(path, line, ProblemKind::Toml { error }));
            None
        }
    }
}
