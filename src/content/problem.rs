//! Problems of content: collected, never returned as an error, each with the file and line to fix.

use std::fmt;

/// Something wrong in a file that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, relative to the content folder, with `/` between its parts.
    pub path: String,
    /// The line, from 1, if the problem is in one line.
    pub line: Option<usize>,
    /// Whether something was left out because of it.
    pub severity: Severity,
    /// What is wrong and what is expected; lower case, no full stop.
    pub message: String,
    /// Whether the operating system refused to read it, so that nothing is known of what it holds.
    pub unreadable: bool,
}

/// How much a problem costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A file or a part of it is not used.
    Error,
    /// Everything is used, but something should be fixed.
    Warning,
}

impl Problem {
    /// Something is left out.
    pub fn error(path: &str, line: Option<usize>, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            severity: Severity::Error,
            message: message.into(),
            unreadable: false,
        }
    }

    /// The operating system refused to read a file or a folder.
    pub(super) fn unreadable(path: &str, error: &std::io::Error) -> Self {
        Self {
            unreadable: true,
            ..Self::error(path, None, format!("could not read it: {error}"))
        }
    }

    /// Something should be fixed.
    pub fn warning(path: &str, line: Option<usize>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(path, line, message)
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(formatter, "{}:{line}: {}", self.path, self.message),
            None => write!(formatter, "{}: {}", self.path, self.message),
        }
    }
}

/// The line (from 1) on which a byte of a text stands.
pub(crate) fn line_at(text: &str, byte: usize) -> usize {
    let end = byte.min(text.len());
    text.as_bytes()[..end].split(|&b| b == b'\n').count()
}

/// The first line (from 1) that holds a piece of text.
pub(super) fn line_of(text: &str, needle: &str) -> Option<usize> {
    text.find(needle).map(|byte| line_at(text, byte))
}
