//! Commands for managers of a guild, as a closed set of values.

use crate::store::SettingChange;

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
    /// An article typed by hand.
    Article { title: String, text: String },
    /// One that this version does not know.
    Stale,
}

/// A subcommand of `/content`. An article is named as typed or chosen: a slug, or a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ContentCommand {
    List,
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

/// A subcommand of `/settings`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SettingsCommand {
    Show,
    /// Answer in this channel, or not any more.
    Channel {
        channel: u64,
        allow: bool,
    },
    /// Members with this role may manage, or not any more.
    Role {
        role: u64,
        manages: bool,
    },
    /// A new value, not checked yet.
    Change(SettingChange),
    Audit,
}
