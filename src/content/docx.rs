//! DOCX → Markdown, by undoc.

use std::panic::catch_unwind;

use undoc::render::{RenderOptions, to_markdown};
use undoc::{Document, Error};

/// The Markdown of a document, or why there is none: lower case, no full stop.
pub(super) fn markdown(bytes: &[u8]) -> Result<String, String> {
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
    let damaged = "a damaged document; open it in a word processor and save it again".to_owned();
    match read {
        Ok(Ok(markdown)) if markdown.trim().is_empty() => {
            Err("a document without text in it".to_owned())
        }
        Ok(Ok(markdown)) => Ok(markdown),
        Ok(Err(Error::Encrypted)) => {
            Err("a document with a password; save it without one".to_owned())
        }
        Ok(Err(Error::UnsupportedFormat(_) | Error::UnknownFormat)) => {
            Err("not a DOCX document; save it as DOCX or as text".to_owned())
        }
        Ok(Err(_)) | Err(_) => Err(damaged),
    }
}
