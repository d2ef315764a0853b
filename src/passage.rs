//! Articles → passages: the unit that is indexed, ranked and shown. A passage reads alone and is a byte-for-byte
//! piece of its article's text.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::article::{ArticleId, BlockKind, Grade};

/// The name of a passage: `article#anchor`, with `/2`, `/3` … for the later pieces of a long section.
/// It stays the same over a reindex as long as the heading does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PassageId(String);

impl PassageId {
    /// Makes the id of the `piece`-th piece (from 1) of a section.
    pub fn new(article: &ArticleId, anchor: &str, piece: usize) -> Self {
        if piece <= 1 {
            Self(format!("{article}#{anchor}"))
        } else {
            Self(format!("{article}#{anchor}/{piece}"))
        }
    }

    /// Takes an id that came back from outside; whether a passage bears it, the index knows.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of the section that the passage is a piece of: the id without its piece number.
    pub fn section(&self) -> &str {
        match self.0.rsplit_once('/') {
            Some((section, piece)) if piece.bytes().all(|byte| byte.is_ascii_digit()) => section,
            _ => &self.0,
        }
    }
}

impl fmt::Display for PassageId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A piece of an article that can be shown alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// Unique within the library.
    pub id: PassageId,
    /// The article it is a piece of.
    pub article: ArticleId,
    /// The article's title.
    pub title: String,
    /// Headings from the outermost to the section's own.
    pub heading_path: Vec<String>,
    /// What its text is made of.
    pub kind: BlockKind,
    /// Bytes of the article's text.
    pub range: Range<usize>,
    /// The article's text in that range, byte for byte.
    pub text: String,
    /// How sure its section's evidence is.
    pub grade: Option<Grade>,
    /// Keys of the references its section rests on.
    pub references: Vec<String>,
    /// Other ways to ask what its section answers. Only the first piece of a section carries them.
    pub wordings: Vec<String>,
}

impl Passage {
    /// The heading right above the passage, if there is one.
    pub fn heading(&self) -> Option<&str> {
        self.heading_path.last().map(String::as_str)
    }
}
