//! What the components of messages for managers do.

use serde::{Deserialize, Serialize};

use super::passage_key::hash;

/// Longest slug of a guild's article, in characters.
pub const SLUG_CHARS: usize = 60;

/// A guild's article: a hash of its slug, which may be too long for a `custom_id`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleKey(u64);

impl ArticleKey {
    /// The key of the article with this slug.
    pub fn of(slug: &str) -> Self {
        Self(hash(slug))
    }

    /// The key with the largest value.
    #[cfg(test)]
    pub(super) fn largest() -> Self {
        Self(u64::MAX)
    }
}

/// What a component of a message for managers does. An id names things within the guild it is used in, never a guild:
/// a forged one reaches nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ManageButton {
    /// Approves a draft.
    Approve {
        /// The draft.
        draft: u64,
        /// The version of its article that it was shown to replace; 0 for none.
        base: u32,
    },
    /// Throws a draft away.
    Discard {
        /// The draft.
        draft: u64,
    },
    /// Opens the draft that is the option's value.
    OpenDraft,
    /// Shows this page of the list of the guild's articles.
    List {
        /// Page, from 0.
        page: usize,
    },
    /// Shows the article that is the option's value.
    OpenArticle,
    /// Shows the versions of an article.
    History {
        /// The article.
        article: ArticleKey,
        /// Page, from 0.
        page: usize,
    },
    /// Shows what the version that is the option's value has changed.
    OpenVersion {
        /// The article.
        article: ArticleKey,
    },
    /// Makes an older version the current one, if the current one is still the one that was shown.
    RollBack {
        /// The article.
        article: ArticleKey,
        /// The version to go back to.
        to: u32,
        /// The version that was current when this was shown.
        expected: u32,
    },
    /// Removes an article, if its current version is still the one that was shown.
    Remove {
        /// The article.
        article: ArticleKey,
        /// The version that was current when this was shown.
        expected: u32,
    },
    /// Shows this page of the gaps.
    Gaps {
        /// Page, from 0.
        page: usize,
    },
    /// Shows the group of gaps whose first one is the option's value.
    OpenGap,
    /// Marks a group of gaps as solved.
    Solve {
        /// One of the group.
        gap: u64,
    },
    /// Teaches a group of gaps as wordings of the section that is the option's value.
    TeachWording {
        /// One of the group.
        gap: u64,
    },
    /// Teaches a group of gaps as not covered, with the label that is the option's value.
    TeachNotCovered {
        /// One of the group.
        gap: u64,
    },
    /// Shows this page of what was taught.
    Taught {
        /// Page, from 0.
        page: usize,
    },
    /// Takes back the teaching that is the option's value.
    Unteach,
    /// Shows this page of the audit log.
    Audit {
        /// Page, from 0.
        page: usize,
    },
    /// Opens the audit log as a message of its own.
    OpenAudit,
    /// Answers openly in the channels that are the values; in all if there are none.
    SetChannels,
    /// Answers for everyone or for the asker alone, as the value says.
    SetVisibility,
    /// Answers when as sure as the value says.
    SetSureness,
    /// Lets one person ask again after the seconds that are the value.
    SetCooldown,
    /// Answers new posts in the forums that are the values.
    SetForums,
    /// Lets members with the roles that are the values manage.
    SetManagers,
    /// Opens the text of an article in a modal.
    Edit {
        /// The article.
        article: ArticleKey,
    },
    /// The modal with the text of an article.
    SaveEdit {
        /// The article.
        article: ArticleKey,
        /// The version that was opened.
        base: u32,
    },
    /// Shows the drafts that wait.
    Drafts,
}
