//! What can go wrong, in the words of the person who meets it: what was tried, on what, and what to do next.

use std::path::{Path, PathBuf};

/// The result of everything in this crate that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure that stops an operation. Bad content is not one of these: it is collected as a list of problems.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused an operation on a file or folder.
    #[error("could not {action} {}: {source}", path.display())]
    Io {
        /// What was tried, as a verb: "read", "create", "rename".
        action: &'static str,
        /// The file or folder it was tried on.
        path: PathBuf,
        /// The operating system's word.
        source: std::io::Error,
    },
    /// The content folder cannot be read.
    #[error("could not read the articles in {}: {source}\nhint: name the folder that they are in with --content", path.display())]
    ContentUnreadable {
        /// The folder.
        path: PathBuf,
        /// The operating system's word.
        source: std::io::Error,
    },
    /// The content folder holds no article that can be used.
    #[error("no article in {} can be used\nhint: put .md, .txt or .html files there, or name another folder with --content", path.display())]
    NoArticles {
        /// The folder that was read.
        path: PathBuf,
    },
    /// There is no index in this folder yet.
    #[error("there is no index in {}\nhint: build it with `engram index build`", path.display())]
    IndexMissing {
        /// The index folder.
        path: PathBuf,
    },
    /// The index was made by another version of the program, or of its analyzer or encoder.
    #[error("the index in {} was made by another version ({what})\nhint: build it anew with `engram index build`", path.display())]
    IndexForeign {
        /// The index folder.
        path: PathBuf,
        /// Which version differs, and how.
        what: String,
    },
    /// The index is damaged: a file is missing, cut short or changed.
    #[error("the index in {} is broken: {what}\nhint: build it anew with `engram index build`; the articles are not touched", path.display())]
    IndexBroken {
        /// The index folder or file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// There is no state yet where it would be.
    #[error("there is no state in {} yet\nhint: the bot makes it when it runs for the first time; if it keeps its state elsewhere, name the folder with ENGRAM_DATA, or the database with DATABASE_URL", path.display())]
    StateMissing {
        /// The file that would hold it.
        path: PathBuf,
    },
    /// The store cannot be reached, or does not answer in time.
    #[error(
        "{operation} failed: the store ({place}) is not available: {what}\nhint: see that it can be reached and that its disk has room, then try again"
    )]
    StoreAway {
        /// What was being done.
        operation: &'static str,
        /// Where the store lies, without any secret.
        place: String,
        /// What it said, if anything.
        what: String,
    },
    /// What lies there is not a store of ours, or a newer version of the program made it.
    #[error(
        "the store ({place}) cannot be used: {what}\nhint: use the version of the program that made it, or name another place for the store"
    )]
    StoreForeign {
        /// Where the store lies, without any secret.
        place: String,
        /// Why it cannot be used.
        what: String,
    },
    /// The store is damaged.
    #[error(
        "the store ({place}) is damaged: {what}\nhint: move it away and bring the last backup back with `engram restore FILE`"
    )]
    StoreBroken {
        /// Where the store lies, without any secret.
        place: String,
        /// What is wrong with it.
        what: String,
    },
    /// A backup cannot be made or brought back.
    #[error("the backup {} cannot be used: {what}", path.display())]
    Backup {
        /// The file.
        path: PathBuf,
        /// What is wrong, and what to do.
        what: String,
    },
    /// Too much is asked at once; later it goes.
    #[error("there is too much to do at once\nhint: try again in a minute")]
    Busy,
    /// The settings cannot be understood as a whole.
    #[error("{place}: {what}")]
    Settings {
        /// Where they stand: the settings file with its path, or the environment.
        place: String,
        /// What is wrong, and what is expected.
        what: String,
    },
    /// A setting is missing or has a value that cannot be used.
    #[error("setting {key}: {what}")]
    Setting {
        /// The key as written in the configuration file, or the name of the environment variable.
        key: String,
        /// What is wrong, and what is expected. Never the value of a secret.
        what: String,
    },
    /// A file that a person wrote cannot be understood.
    #[error("{}:{line}: {what}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong, and what is expected.
        what: String,
    },
    /// A fault of ours or of a library: nothing that the person who asked can mend.
    #[error("{operation} failed: {source}")]
    Internal {
        /// What was being done.
        operation: &'static str,
        /// The cause, as its library reports it.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Error {
    /// Names the operation and the path for an I/O error: `.map_err(|e| Error::io("read", path, e))`.
    pub fn io(action: &'static str, path: impl AsRef<Path>, source: std::io::Error) -> Self {
        Self::Io {
            action,
            path: path.as_ref().to_path_buf(),
            source,
        }
    }

    /// Wraps a library's error under the name of the operation.
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
