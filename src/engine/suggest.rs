//! Typed text → headings and wordings that complete it: by prefix of the text, by prefix of its words, and with small
//! typing errors tolerated.
//!
//! This runs at every keystroke, so the texts are split into words once. The typed words are compared with each word of
//! the library, and the texts are scored by the words that match.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::article::Teaching;
use crate::index::{ArticleHead, SectionHead};
use crate::passage::PassageId;
use crate::text::{capitalised, words};

/// Least length of a word, in characters, in which a typing error is tolerated.
const FORGIVEN_FROM_CHARS: usize = 4;

/// Most typed words that are compared; a bit each.
const MOST_TYPED_WORDS: usize = 64;

/// A suggested question, and the section that answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The section that answers it: the same after a reindex, unless the heading changes.
    pub id: PassageId,
    /// A heading or an article's title as it is written, or a wording with its first letter in upper case: the last only
    /// where no heading has as many of the typed words.
    pub text: String,
}

/// The words of all texts of a library that may be suggested.
pub(super) struct SuggestionIndex {
    /// Each word once.
    words: Vec<String>,
    /// The words of each text, in the order of [`texts`], as positions in `words`.
    runs: Vec<u32>,
    /// Where the words of each text end in `runs`.
    ends: Vec<usize>,
}

impl SuggestionIndex {
    pub(super) fn new(articles: &[ArticleHead]) -> Self {
        let mut positions: HashMap<String, u32> = HashMap::new();
        let mut table = Self {
            words: Vec::new(),
            runs: Vec::new(),
            ends: Vec::new(),
        };
        for (_, text) in articles
            .iter()
            .flat_map(|article| {
                article
                    .sections
                    .iter()
                    .enumerate()
                    .map(move |one| (article, one))
            })
            .flat_map(|(article, (position, section))| texts(article, position, section))
        {
            for word in words(text) {
                let next = u32::try_from(positions.len()).expect("a library has under 2^32 words");
                table
                    .runs
                    .push(*positions.entry(word).or_insert_with_key(|word| {
                        table.words.push(word.clone());
                        next
                    }));
            }
            table.ends.push(table.runs.len());
        }
        table
    }
}

/// The texts that may be suggested for a section, the `position`-th of its article.
fn texts<'a>(
    article: &'a ArticleHead,
    position: usize,
    section: &'a SectionHead,
) -> impl Iterator<Item = (Kind, &'a str)> {
    let heading = section.heading().map(|heading| (Kind::Heading, heading));
    let title = (position == 0).then_some((Kind::Title, article.title.as_str()));
    let wordings = section.wordings.iter();
    heading
        .into_iter()
        .chain(title)
        .chain(wordings.map(|wording| (Kind::Wording, wording.as_str())))
}

/// How well a text fits what is typed; greater is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct MatchQuality {
    /// Words of what is typed that the text has, whole or as a beginning, in percent of them.
    words: u32,
    /// Headings before titles before wordings: a heading reads better than a wording that fits as well.
    kind: Kind,
    /// Whether the text begins with what is typed.
    begins: bool,
    /// Words that match without a typing error.
    exact: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Wording,
    Title,
    Heading,
}

/// Which of the typed words a word begins with: a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Begun {
    exactly: u64,
    /// With one typing error.
    nearly: u64,
}

impl Begun {
    fn new(own: &str, typed: &[String]) -> Self {
        let mut begun = Self {
            exactly: 0,
            nearly: 0,
        };
        for (position, typed) in typed.iter().enumerate() {
            if own.starts_with(typed) {
                begun.exactly |= 1 << position;
            } else if nearly_begins(own, typed) {
                begun.nearly |= 1 << position;
            }
        }
        begun
    }
}

/// The best suggestions, at most `limit`, one a section, ties in the order of the articles. Nothing typed yet gives
/// the first heading of each article.
pub(super) fn suggest<'a>(
    libraries: impl Iterator<Item = (&'a [ArticleHead], &'a SuggestionIndex)>,
    taught: &'a [Teaching],
    typed: &str,
    limit: usize,
) -> Vec<Suggestion> {
    let typed: Vec<String> = words(typed).take(MOST_TYPED_WORDS).collect();
    if typed.is_empty() {
        return libraries
            .flat_map(|(articles, _)| articles)
            .filter_map(|article| {
                article
                    .sections
                    .iter()
                    .find(|section| section.heading().is_some())
            })
            .take(limit)
            .map(|section| Suggestion {
                id: section.id.clone(),
                text: section.heading().unwrap_or_default().to_owned(),
            })
            .collect();
    }
    let taught: Vec<(PassageId, &str, Vec<Begun>)> = taught
        .iter()
        .filter_map(|teaching| match teaching {
            Teaching::Wording { section, question } => Some((
                PassageId::from_text(section.as_str()),
                question.as_str(),
                words(question)
                    .map(|word| Begun::new(&word, &typed))
                    .collect(),
            )),
            Teaching::NotCovered { .. } => None,
        })
        .collect();
    let mut fitting: Vec<(MatchQuality, &PassageId, &str)> = Vec::new();
    for (articles, table) in libraries {
        let begun: Vec<Begun> = table
            .words
            .iter()
            .map(|word| Begun::new(word, &typed))
            .collect();
        let mut start = 0;
        let mut ends = table.ends.iter();
        for article in articles {
            for (position, section) in article.sections.iter().enumerate() {
                let own = texts(article, position, section).zip(&mut ends).filter_map(
                    |((kind, text), &end)| {
                        let run = &table.runs[std::mem::replace(&mut start, end)..end];
                        let run = run.iter().map(|&word| begun[word as usize]);
                        Some((fit(run, typed.len(), kind)?, text))
                    },
                );
                let learnt = taught
                    .iter()
                    .filter(|(of, ..)| of.section() == section.id.as_str())
                    .filter_map(|(_, text, run)| {
                        Some((fit(run.iter().copied(), typed.len(), Kind::Wording)?, *text))
                    });
                let best = own
                    .chain(learnt)
                    .max_by_key(|(fit, text)| (*fit, Reverse(text.len())));
                fitting.extend(best.map(|(fit, text)| (fit, &section.id, text)));
            }
        }
    }
    fitting.sort_by_key(|(fit, ..)| Reverse(*fit));
    fitting
        .into_iter()
        .take(limit)
        .map(|(fit, id, text)| Suggestion {
            id: id.clone(),
            text: match fit.kind {
                Kind::Heading | Kind::Title => text.to_owned(),
                Kind::Wording => capitalised(text),
            },
        })
        .collect()
}

/// At least half of the typed words must match.
fn fit(own: impl Iterator<Item = Begun>, typed: usize, kind: Kind) -> Option<MatchQuality> {
    let (mut exact, mut nearly) = (0, 0);
    let mut in_a_row = 0;
    for (position, begun) in own.enumerate() {
        exact |= begun.exactly;
        nearly |= begun.nearly;
        if position == in_a_row && position < typed && begun.exactly >> position & 1 == 1 {
            in_a_row += 1;
        }
    }
    let all = u32::try_from(typed).unwrap_or(u32::MAX);
    let words = 100 * (exact | nearly).count_ones() / all;
    (words >= 50).then(|| MatchQuality {
        words,
        kind,
        begins: in_a_row == typed,
        exact: exact.count_ones(),
    })
}

/// Whether a word begins with what is typed but for one letter: changed, left out, put in, or swapped with the next.
/// The first letter must be right: it is rarely mistyped, and it rules out most words.
fn nearly_begins(own: &str, typed: &str) -> bool {
    let alike: usize = own
        .chars()
        .zip(typed.chars())
        .take_while(|(one, other)| one == other)
        .map(|(same, _)| same.len_utf8())
        .sum();
    if alike == 0 || typed.chars().count() < FORGIVEN_FROM_CHARS {
        return false;
    }
    let (own, typed) = (&own[alike..], &typed[alike..]);
    let (own_on, typed_on) = (behind_first(own), behind_first(typed));
    let changed = own_on.starts_with(typed_on);
    let left_out = own_on.starts_with(typed);
    let put_in = own.starts_with(typed_on);
    changed || left_out || put_in || begins_swapped(own, typed)
}

fn behind_first(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next();
    characters.as_str()
}

/// Whether a text begins with a typed one whose first two letters are swapped.
fn begins_swapped(own: &str, typed: &str) -> bool {
    let (mut own, mut typed) = (own.chars(), typed.chars());
    let first = (own.next(), own.next());
    let swapped = (typed.next(), typed.next());
    first.1.is_some() && first == (swapped.1, swapped.0) && own.as_str().starts_with(typed.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn one_error_is_forgiven_after_the_first_letter(own in "[abcé]{0,8}", typed in "[abcé]{0,7}") {
            let length = typed.chars().count();
            let forgiven = length >= FORGIVEN_FROM_CHARS
                && own.chars().next() == typed.chars().next()
                && (length - 1..=length + 1).any(|taken| {
                    let start: String = own.chars().take(taken).collect();
                    strsim::osa_distance(&start, &typed) <= 1
                });
            prop_assert_eq!(nearly_begins(&own, &typed), forgiven);
        }
    }
}
