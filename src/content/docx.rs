//! DOCX → Markdown, by undoc.

use std::panic::catch_unwind;

use undoc::render::{RenderOptions, to_markdown};
use undoc::{Document, Error};

use super::problem::ProblemKind;

/// The Markdown of a document, or why there is none.
pub(super) fn markdown(bytes: &[u8]) -> Result<String, ProblemKind> {
    // A library that parses untrusted input may panic.
    let read = catch_unwind(|| {
        let document: Document = undoc::parse_bytes(bytes)?;
        let options = RenderOptions {
            escape_special_chars: true,
            max_heading_level: 6,
            ..RenderOptions::default()
        };
        to_markdown(&document, &options)
    });
    match read {
        Ok(Ok(markdown)) if markdown.trim().is_empty() => Err(ProblemKind::DocumentWithoutText),
        Ok(Ok(markdown)) => Ok(markdown),
        Ok(Err(Error::Encrypted)) => Err(ProblemKind::EncryptedDocument),
        Ok(Err(Error::UnsupportedFormat(_) | Error::UnknownFormat)) => Err(ProblemKind::NotDocx),
        Ok(Err(_)) | Err(_) => Err(ProblemKind::DamagedDocument),
    }
}
