//! What is being typed → headings and wordings that it may become: by prefix of the text, of its words, and with
//! small typing errors forgiven.

use std::cmp::Reverse;

use crate::article::Teaching;
use crate::index::ArticleHead;
use crate::passage::PassageId;
use crate::text::words;

/// A word must be this long before a typing error in it is forgiven, in characters.
const FORGIVEN_FROM_CHARS: usize = 4;

/// Something to ask, and the section that answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The section that answers it: survives a reindex as long as the heading stays.
    pub id: PassageId,
    /// A heading, a wording, or an article's title.
    pub text: String,
}

/// How well a text fits what is typed; greater is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// Words of what is typed that the text has, whole or as a beginning, in percent of them.
    words: usize,
    /// Whether the text begins with what is typed.
    begins: bool,
    /// Words fitted without forgiving an error.
    exact: usize,
    /// Headings before titles before wordings.
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Wording,
    Title,
    Heading,
}

/// The best suggestions, at most `limit`, one a section, ties in the order of the articles. Nothing typed yet gives
/// the first heading of each article.
pub(super) fn suggest<'a>(
    articles: impl Iterator<Item = &'a ArticleHead>,
    taught: &[Teaching],
    typed: &str,
    limit: usize,
) -> Vec<Suggestion> {
    let typed: Vec<String> = words(typed).collect();
    if typed.is_empty() {
        return articles
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
    let mut fitting: Vec<(Fit, Suggestion)> = Vec::new();
    for article in articles {
        for (place, section) in article.sections.iter().enumerate() {
            let heading = section.heading().map(|heading| (Kind::Heading, heading));
            let title = (place == 0).then_some((Kind::Title, article.title.as_str()));
            let wordings = section
                .wordings
                .iter()
                .chain(taught.iter().filter_map(|teaching| match teaching {
                    Teaching::Wording {
                        section: of,
                        question,
                    } if PassageId::from_text(of).section() == section.id.as_str() => {
                        Some(question)
                    }
                    _ => None,
                }))
                .map(|wording| (Kind::Wording, wording.as_str()));
            let best = heading
                .into_iter()
                .chain(title)
                .chain(wordings)
                .filter_map(|(kind, text)| Some((fit(&typed, text, kind)?, text)))
                .max_by_key(|(fit, text)| (*fit, Reverse(text.len())));
            if let Some((fit, text)) = best {
                let suggestion = Suggestion {
                    id: section.id.clone(),
                    text: text.to_owned(),
                };
                fitting.push((fit, suggestion));
            }
        }
    }
    fitting.sort_by_key(|(fit, _)| Reverse(*fit));
    fitting.truncate(limit);
    fitting
        .into_iter()
        .map(|(_, suggestion)| suggestion)
        .collect()
}

/// At least half of the typed words must fit.
fn fit(typed: &[String], text: &str, kind: Kind) -> Option<Fit> {
    let own: Vec<String> = words(text).collect();
    let exact = typed
        .iter()
        .filter(|typed| own.iter().any(|own| own.starts_with(*typed)))
        .count();
    let forgiven = typed
        .iter()
        .filter(|typed| !own.iter().any(|own| own.starts_with(*typed)))
        .filter(|typed| own.iter().any(|own| nearly_begins(own, typed)))
        .count();
    let words = 100 * (exact + forgiven) / typed.len();
    (words >= 50).then(|| Fit {
        words,
        begins: own.len() >= typed.len()
            && typed
                .iter()
                .zip(&own)
                .all(|(typed, own)| own.starts_with(typed)),
        exact,
        kind,
    })
}

/// Whether a word begins with what is typed but for one letter.
fn nearly_begins(own: &str, typed: &str) -> bool {
    let length = typed.chars().count();
    if length < FORGIVEN_FROM_CHARS || own.chars().next() != typed.chars().next() {
        return false;
    }
    (length - 1..=length + 1).any(|taken| {
        let start: String = own.chars().take(taken).collect();
        strsim::osa_distance(&start, typed) <= 1
    })
}
