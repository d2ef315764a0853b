//! An uploaded file → its text, or the reason why it is refused. Its bytes decide whether it is text; its name decides
//! only how the text is read.

use super::decode::{Decoded, decode};
use super::document::Document;
use super::walk;

/// Largest upload in bytes: some 300,000 words.
pub const MAX_UPLOAD_BYTES: usize = 2 * 1024 * 1024;

/// Accepted extensions.
pub const UPLOAD_EXTENSIONS: &[&str] =
    &["md", "markdown", "mdx", "txt", "html", "htm", "docx", "pdf"];

/// Why a file is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Its extension is not accepted.
    Ending,
    /// It is larger than [`MAX_UPLOAD_BYTES`].
    TooLarge,
    /// It is empty.
    Empty,
    /// Its bytes are of another kind of file.
    NotText {
        /// What it is, in words: "an archive (ZIP)".
        kind: &'static str,
    },
    /// It is a document (DOCX or PDF) that gives no text.
    Document {
        /// What it is, and what to do: "a PDF with a password; save it without one".
        what: String,
    },
    /// Its encoding cannot be determined.
    Encoding {
        /// The line, from 1, if the problem is in one line.
        line: Option<usize>,
        /// What is wrong and what to do; lower case, no full stop.
        what: String,
    },
}

/// Signatures of files that are no text. <https://en.wikipedia.org/wiki/List_of_file_signatures>
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "an archive (ZIP, or a document in one)"),
    (b"PK\x05\x06", "an archive (ZIP)"),
    (b"\x1f\x8b", "an archive (gzip)"),
    (b"BZh", "an archive (bzip2)"),
    (b"\xfd7zXZ\0", "an archive (xz)"),
    (b"\x28\xb5\x2f\xfd", "an archive (Zstandard)"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7-Zip)"),
    (b"Rar!\x1a\x07", "an archive (RAR)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xce\xfa\xed\xfe", "a program"),
    (b"\0asm", "a program"),
    (b"#!", "a script"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a word processor's document (RTF)"),
    (b"\xd0\xcf\x11\xe0", "a word processor's document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"<svg", "a picture"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
    (b"fLaC", "a recording"),
    (b"SQLite format 3\0", "a database"),
];

/// Position of the signature of a tar archive.
const TAR_MARK: (usize, &[u8]) = (257, b"ustar");

/// Whether the extension of a file's name is accepted.
pub fn has_upload_ending(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.is_empty()
            && UPLOAD_EXTENSIONS
                .iter()
                .any(|taken| ending.eq_ignore_ascii_case(taken))
    })
}

/// The text of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadText {
    /// The name to read it under: that of the file, with another ending where the text has another format.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What a person should check about it: lower case, no full stop.
    pub note: Option<String>,
}

/// Reads the text of a file. UTF-8, UTF-16 with a byte order mark, and HTML in the encoding that it names are read, and
/// the text of DOCX and PDF documents.
///
/// # Errors
/// [`Refusal`], with the reason.
pub fn upload_text(name: &str, bytes: &[u8]) -> Result<UploadText, Refusal> {
    if !has_upload_ending(name) {
        return Err(Refusal::Ending);
    }
    if bytes.len() > MAX_UPLOAD_BYTES {
        return Err(Refusal::TooLarge);
    }
    if let Some(document) = Document::of(name).filter(|document| document.begins(bytes)) {
        let (text, ending) = document
            .text(bytes)
            .map_err(|what| Refusal::Document { what })?;
        return Ok(UploadText {
            name: format!("{}.{ending}", walk::stem(name)),
            text,
            note: None,
        });
    }
    if let Some((_, kind)) = SIGNATURES
        .iter()
        .find(|(signature, _)| begins_with(bytes, signature))
    {
        return Err(Refusal::NotText { kind });
    }
    if bytes
        .get(TAR_MARK.0..)
        .is_some_and(|rest| rest.starts_with(TAR_MARK.1))
    {
        return Err(Refusal::NotText {
            kind: "an archive (tar)",
        });
    }
    let Decoded { text, note } =
        decode(name, bytes).map_err(|(line, what)| Refusal::Encoding { line, what })?;
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    if let Some(at) = text.find(is_binary) {
        let line = text[..at].matches('\n').count() + 1;
        return Err(Refusal::Encoding {
            line: Some(line),
            what: "holds characters that only programs use; it is binary, not text".to_owned(),
        });
    }
    Ok(UploadText {
        name: name.to_owned(),
        text,
        note,
    })
}

/// A signature of text characters counts only if what follows is no text.
fn begins_with(bytes: &[u8], signature: &[u8]) -> bool {
    if !bytes.starts_with(signature) {
        return false;
    }
    match signature {
        // "MZ", "ID3", "BZh", "RIFF", "GIF8": a word may begin so; what follows in such files is not text.
        b"MZ" | b"ID3" | b"BZh" | b"RIFF" | b"GIF8" | b"OggS" | b"fLaC" => bytes
            .iter()
            .take(64)
            .any(|byte| *byte < 0x09 || (0x0e..0x20).contains(byte) || *byte == 0x7f),
        _ => true,
    }
}

/// Control characters that no text has; tabs, line ends and form feeds are text.
fn is_binary(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}' | '\u{7f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_told_by_its_bytes() {
        for (bytes, kind) in [
            (&b"PK\x03\x04rest"[..], "ZIP"),
            (b"\x1f\x8b\x08rest", "gzip"),
            (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
            (b"\x7fELF\x02", "program"),
            (b"MZ\x90\0\x03", "program"),
            (b"#!/bin/sh\nrm -rf /\n", "script"),
            (b"%PDF-1.7\n", "PDF"),
            (b"\x89PNG\r\n", "picture"),
        ] {
            match upload_text("tea.md", bytes) {
                Err(Refusal::NotText { kind: told }) => assert!(told.contains(kind), "{told}"),
                other => panic!("{kind}: {other:?}"),
            }
        }
        let mut tar = vec![b'a'; 257];
        tar.extend(b"ustar\0");
        assert!(matches!(
            upload_text("tea.txt", &tar),
            Err(Refusal::NotText { .. })
        ));
        for text in ["MZ is short for something.", "RIFF and ID3 are words here."] {
            assert_eq!(text_of("tea.txt", text.as_bytes()), Ok(text.to_owned()));
        }
    }

    fn text_of(name: &str, bytes: &[u8]) -> Result<String, Refusal> {
        upload_text(name, bytes).map(|upload| upload.text)
    }

    #[test]
    fn encodings_that_can_be_told_are_read() {
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("Tee süß\r\n".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(text_of("a.txt", &utf16), Ok("Tee süß\n".to_owned()));
        let page = b"<meta charset=\"iso-8859-1\"><p>Tee s\xfc\xdf</p>";
        assert_eq!(
            text_of("a.html", page),
            Ok("<meta charset=\"iso-8859-1\"><p>Tee süß</p>".to_owned())
        );
        assert_eq!(text_of("a.txt", b"\xef\xbb\xbfTea"), Ok("Tea".to_owned()));
    }

    #[test]
    fn the_rest_is_refused_with_the_reason() {
        let encoding = |name, bytes: &[u8]| match upload_text(name, bytes) {
            Err(Refusal::Encoding { line, what }) => (line, what),
            other => panic!("{other:?}"),
        };
        assert_eq!(encoding("a.txt", b"tea\nt\xe9a\n").0, Some(2));
        assert!(
            encoding("a.txt", b"\xff\xfe\x00\xd8\x00\xd8")
                .1
                .contains("UTF-16")
        );
        assert_eq!(encoding("a.txt", b"tea\x01\x02").0, Some(1));
        for (name, bytes, refusal) in [
            ("a.exe", &b"tea"[..], Refusal::Ending),
            (".md", b"tea", Refusal::Ending),
            ("md", b"tea", Refusal::Ending),
            ("a.txt", b" \n\t", Refusal::Empty),
            ("a.txt", b"", Refusal::Empty),
        ] {
            assert_eq!(text_of(name, bytes), Err(refusal));
        }
        assert_eq!(
            text_of("a.txt", &vec![b'a'; MAX_UPLOAD_BYTES + 1]),
            Err(Refusal::TooLarge)
        );
    }
}
