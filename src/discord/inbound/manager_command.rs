//! Commands for managers of a guild, as a closed set of values.

use crate::render::discord::ArticleKey;

/// An attachment of a command, as Discord describes it: not to be relied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UploadedFile {
    pub(crate) name: String,
    pub(crate) size_bytes: u64,
    pub(crate) url: String,
}

/// A submitted modal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ModalSubmission {
    /// New articles: one typed by hand, files, or both.
    Articles {
        title: String,
        text: String,
        files: Vec<UploadedFile>,
    },
    /// An article's text, changed.
    Edit {
        article: ArticleKey,
        /// The version that was changed.
        base: u32,
        text: String,
    },
    /// One that this version does not know.
    Stale,
}

/// A subcommand of `/content`. An article is named as typed or chosen: a slug, or a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ContentCommand {
    /// The articles whose title or name has these words; all without any.
    List {
        search: Option<String>,
    },
    /// The drafts that wait.
    Drafts,
    /// Opens an article's text to change it.
    Edit {
        article: String,
    },
    Show {
        article: String,
        version: Option<u32>,
    },
    History {
        article: String,
    },
    Remove {
        article: String,
    },
    RollBack {
        article: String,
        version: u32,
    },
    /// One article, or all of them.
    Export {
        article: Option<String>,
    },
}

/// `/gaps`
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum GapsCommand {
    List,
    /// A section answers a question: both as chosen or typed.
    Teach {
        question: String,
        section: String,
    },
    /// What was taught so far.
    Taught,
    Export,
}
