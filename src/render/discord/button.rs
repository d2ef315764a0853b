//! What the components of answers and of the article list do.

use serde::{Deserialize, Serialize};

use super::passage_key::{PassageKey, hash};
use crate::answer::Answer;

/// Which answer a component belongs to, and where in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageState {
    /// Who asked.
    pub asker: u64,
    /// Page, from 0.
    pub page: usize,
    /// [`fingerprint`] of the passages it was made from.
    pub fingerprint: u32,
    /// A passage that was asked for by itself and comes first.
    pub first: Option<PassageKey>,
}

/// What a component does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Button {
    /// Shows this page: the one before.
    Previous(PageState),
    /// Shows this page: the next one.
    Next(PageState),
    /// Shows the text around the quote.
    More(PageState),
    /// Shows the quote alone again.
    Less(PageState),
    /// Lists the works that the passage rests on.
    Sources(PageState),
    /// Posts a private answer for all.
    Share(PageState),
    /// It helped.
    Helpful(PageState),
    /// It did not help.
    NotHelpful(PageState),
    /// Asks a related question: a button of messages of the form before cards.
    Related {
        /// Who was answered.
        asker: u64,
        /// The section that answers it.
        passage: PassageKey,
    },
    /// Picks a heading: the passage is the option's value.
    Choose {
        /// Who was answered.
        asker: u64,
    },
    /// Shows this page of the list of articles.
    Articles {
        /// Page, from 0.
        page: usize,
    },
    /// Opens an article: it is the option's value.
    OpenArticle {
        /// Page of the list it stands on.
        page: usize,
    },
    /// Shows this page of the sections of an article.
    Sections {
        /// The article.
        article: PassageKey,
        /// Page of the list it stands on.
        list: usize,
        /// Page, from 0.
        page: usize,
    },
    /// Reads a section of an article.
    Read {
        /// Its passage.
        passage: PassageKey,
    },
    /// Deletes what is kept about the person who presses it.
    Forget,
    /// Asks an example question of `/help`.
    Example {
        /// Its place there, from 0.
        number: u8,
    },
    /// Shows the whole of a quote that is folded.
    ReadOn(PageState),
    /// Says which page of how many is shown; it cannot be pressed.
    PageCount,
    /// Asks a related question: the passage is the option's value.
    Ask {
        /// Who was answered.
        asker: u64,
    },
    /// Opens a passage in its article, for the one who presses it.
    Open {
        /// The passage.
        passage: PassageKey,
    },
    /// The modal that asks what an answer lacked.
    Missing(PageState),
    /// Removes a public answer.
    Remove {
        /// Who was answered.
        asker: u64,
    },
}

/// Tells whether the passages of an answer are still the ones that a message was made from.
pub fn fingerprint(answer: &Answer) -> u32 {
    let mut ids = String::new();
    for quoted in &answer.passages {
        ids.push_str(quoted.hit.passage.id.as_str());
        ids.push('\n');
    }
    // The upper half is as good a hash as any.
    u32::try_from(hash(&ids) >> 32).unwrap_or(u32::MAX)
}
