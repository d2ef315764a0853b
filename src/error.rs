//! The crate's error type: what was tried, on what, and why it failed. What to do about it depends on the interface:
//! the command line adds hints of its own.

use std::path::{Path, PathBuf};

/// The result of fallible functions of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure that stops an operation. Problems of content are collected in a list instead.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An I/O operation on a file or folder failed.
    #[error("could not {action} {}: {source}", path.display())]
    Io {
        /// What was tried, as a verb: "read", "create", "rename".
        action: &'static str,
        /// The file or folder it was tried on.
        path: PathBuf,
        /// The operating system's error.
        source: std::io::Error,
    },
    /// The content folder cannot be read.
    #[error("could not read the articles in {}: {source}", path.display())]
    ContentUnreadable {
        /// The folder.
        path: PathBuf,
        /// The operating system's error.
        source: std::io::Error,
    },
    /// The content has changed in a way that replaces what serves only if somebody asks for it.
    #[error(
        "the articles in {} were not reread: {what}\nhint: put it right; or, if it is meant so, use /reindex or `engram index build`",
        path.display()
    )]
    ReloadRefused {
        /// The content folder.
        path: PathBuf,
        /// What has changed.
        what: String,
    },
    /// The content folder has no usable article.
    #[error("no article in {} can be used", path.display())]
    NoArticles {
        /// The folder that was read.
        path: PathBuf,
    },
    /// There is no index in this folder.
    #[error("there is no index in {}", path.display())]
    IndexMissing {
        /// The index folder.
        path: PathBuf,
    },
    /// The index was built by another version of the program, its analyzer or its encoder.
    #[error("the index in {} was built by another version ({what})", path.display())]
    IndexForeign {
        /// The index folder.
        path: PathBuf,
        /// Which version differs, and how.
        what: String,
    },
    /// The index is damaged: a file is missing, truncated or changed.
    #[error("the index in {} is broken: {what}", path.display())]
    IndexBroken {
        /// The index folder or file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// There is no store file yet.
    #[error("there is no state in {} yet", path.display())]
    StoreMissing {
        /// The file it would be in.
        path: PathBuf,
    },
    /// The store cannot be reached, cannot be written, or did not answer in time.
    #[error("{operation} failed: the store ({location}) is not available: {what}")]
    StoreUnavailable {
        /// What was being done.
        operation: &'static str,
        /// Where the store is, without any secret.
        location: String,
        /// The cause.
        what: String,
    },
    /// The store belongs to another program or to a newer version of this one.
    #[error("the store ({location}) cannot be used: {what}")]
    StoreIncompatible {
        /// Where the store is, without any secret.
        location: String,
        /// Why it cannot be used.
        what: String,
    },
    /// The store is damaged.
    #[error("the store ({location}) is damaged: {what}")]
    StoreCorrupt {
        /// Where the store is, without any secret.
        location: String,
        /// What is damaged.
        what: String,
    },
    /// A backup cannot be written or restored.
    #[error("the backup {} cannot be used: {what}", path.display())]
    Backup {
        /// The file.
        path: PathBuf,
        /// What is wrong, and what to do.
        what: String,
    },
    /// Overload: the request was rejected and may be retried later.
    #[error("there is too much to do at once")]
    Busy,
    /// The settings cannot be parsed.
    #[error("{place}: {what}")]
    Settings {
        /// The settings file with its path, or the environment.
        place: String,
        /// What is wrong, and what is expected.
        what: String,
    },
    /// A setting is missing or has an unusable value.
    #[error("setting {key}: {what}")]
    Setting {
        /// The key in the settings file, or the name of the environment variable.
        key: String,
        /// What is wrong, and what is expected. Never the value of a secret.
        what: String,
    },
    /// Discord refuses the bot for good: only a change by the operator helps.
    #[error("{what}")]
    Refused {
        /// What it refuses and why.
        what: String,
    },
    /// A file cannot be parsed.
    #[error("{}:{line}: {what}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// 1-based line number.
        line: usize,
        /// What is wrong, and what is expected.
        what: String,
    },
    /// A bug or an unexpected failure of a library.
    #[error("{operation} failed: {source}")]
    Internal {
        /// What was being done.
        operation: &'static str,
        /// The library's error.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Error {
    /// Adds operation and path to an I/O error: `.map_err(|e| Error::io("read", path, e))`.
    pub fn io(action: &'static str, path: impl AsRef<Path>, source: std::io::Error) -> Self {
        Self::Io {
            action,
            path: path.as_ref().to_path_buf(),
            source,
        }
    }

    /// Adds the operation to a library's error.
    pub fn internal(
        operation: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Internal {
            operation,
            source: source.into(),
        }
    }
}
