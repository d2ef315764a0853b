//! Binary documents: DOCX and PDF.

use super::problem::ProblemKind;
use super::{docx, pdf};

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Document {
    Docx,
    Pdf,
}

impl Document {
    /// Tells the kind by the ending of a file's name.
    pub(super) fn of(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "docx" => Some(Self::Docx),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// Whether bytes begin like such a document, or like one with a password.
    pub(super) fn begins(self, bytes: &[u8]) -> bool {
        let signatures: &[&[u8]] = match self {
            Self::Docx => &[b"PK\x03\x04", b"\xd0\xcf\x11\xe0"],
            Self::Pdf => &[b"%PDF-"],
        };
        signatures
            .iter()
            .any(|signature| bytes.starts_with(signature))
    }

    /// The text, and the ending of files of its format; or why there is none.
    pub(super) fn text(self, bytes: &[u8]) -> Result<(String, &'static str), ProblemKind> {
        match self {
            Self::Docx => docx::markdown(bytes).map(|markdown| (markdown, "md")),
            Self::Pdf => pdf::text(bytes).map(|text| (text, "txt")),
        }
    }
}
