//! Problems of content: collected, never returned as an error, each with the file and line to fix.

mod kind;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
mod text;

use std::fmt;

pub use kind::ProblemKind;

use crate::locale::Locale;

/// Something wrong in a file that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, relative to the content folder, with `/` between its parts.
    pub path: String,
    /// The line, from 1, if the problem is in one line.
    pub line: Option<usize>,
    /// Whether something was left out because of it.
    pub severity: Severity,
    /// What is wrong and what is expected.
    pub kind: ProblemKind,
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
    pub fn error(path: &str, line: Option<usize>, kind: ProblemKind) -> Self {
        Self {
            path: path.to_owned(),
            line,
            severity: Severity::Error,
            kind,
        }
    }

    /// The operating system refused to read a file or a folder.
    pub(super) fn unreadable(path: &str, error: &std::io::Error) -> Self {
        let error = error.to_string();
        Self::error(path, None, ProblemKind::Unreadable { error })
    }

    /// Something should be fixed.
    pub fn warning(path: &str, line: Option<usize>, kind: ProblemKind) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(path, line, kind)
        }
    }

    /// The file and line, and what is wrong in the words of a language.
    pub fn text(&self, locale: Locale) -> String {
        let what = self.kind.text(locale);
        match self.line {
            Some(line) => format!("{}:{line}: {what}", self.path),
            None => format!("{}: {what}", self.path),
        }
    }
}

/// In English.
impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text(Locale::English))
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
