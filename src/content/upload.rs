//! An uploaded file → its text, or the reason why it is refused. Its bytes decide whether it is text; its name decides
//! only how the text is read.

use super::decode::{Decoded, decode};
use super::document::Document;
use super::problem::ProblemKind;
use super::walk;
use crate::locale::{Locale, args};

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
        /// What it is.
        kind: FileKind,
    },
    /// It is a document (DOCX or PDF) that gives no text.
    Document {
        /// What it is, and what to do.
        what: ProblemKind,
    },
    /// Its encoding cannot be determined.
    Encoding {
        /// The line, from 1, if the problem is in one line.
        line: Option<usize>,
        /// What is wrong and what to do.
        what: ProblemKind,
    },
}

/// A kind of file that is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// An archive of ZIP, or a document in one.
    Zip,
    /// An archive of the named format.
    Archive(&'static str),
    /// A program.
    Program,
    /// A script.
    Script,
    /// A PDF.
    Pdf,
    /// A word processor's document in RTF.
    Rtf,
    /// A word processor's document.
    Document,
    /// A picture.
    Picture,
    /// A picture or a recording.
    PictureOrRecording,
    /// A recording.
    Recording,
    /// A database.
    Database,
}

impl FileKind {
    /// What it is, in the words of a language: "an archive (gzip)".
    pub fn text(self, locale: Locale) -> String {
        match self {
            Self::Zip => locale.message("file-kind-zip"),
            Self::Archive(format) => locale.format("file-kind-archive", &args!["format" => format]),
            Self::Program => locale.message("file-kind-program"),
            Self::Script => locale.message("file-kind-script"),
            Self::Pdf => locale.message("file-kind-pdf"),
            Self::Rtf => locale.message("file-kind-rtf"),
            Self::Document => locale.message("file-kind-document"),
            Self::Picture => locale.message("file-kind-picture"),
            Self::PictureOrRecording => locale.message("file-kind-picture-or-recording"),
            Self::Recording => locale.message("file-kind-recording"),
            Self::Database => locale.message("file-kind-database"),
        }
    }
}

/// Signatures of files that are no text. <https://en.wikipedia.org/wiki/List_of_file_signatures>
const SIGNATURES: &[(&[u8], FileKind)] = &[
    (b"PK\x03\x04", FileKind::Zip),
    (b"PK\x05\x06", FileKind::Archive("ZIP")),
    (b"\x1f\x8b", FileKind::Archive("gzip")),
    (b"BZh", FileKind::Archive("bzip2")),
    (b"\xfd7zXZ\0", FileKind::Archive("xz")),
    (b"\x28\xb5\x2f\xfd", FileKind::Archive("Zstandard")),
    (b"7z\xbc\xaf\x27\x1c", FileKind::Archive("7-Zip")),
    (b"Rar!\x1a\x07", FileKind::Archive("RAR")),
    (b"\x7fELF", FileKind::Program),
    (b"MZ", FileKind::Program),
    (b"\xca\xfe\xba\xbe", FileKind::Program),
    (b"\xcf\xfa\xed\xfe", FileKind::Program),
    (b"\xce\xfa\xed\xfe", FileKind::Program),
    (b"\0asm", FileKind::Program),
    (b"#!", FileKind::Script),
    (b"%PDF-", FileKind::Pdf),
    (b"{\\rtf", FileKind::Rtf),
    (b"\xd0\xcf\x11\xe0", FileKind::Document),
    (b"\x89PNG", FileKind::Picture),
    (b"\xff\xd8\xff", FileKind::Picture),
    (b"GIF8", FileKind::Picture),
    (b"RIFF", FileKind::PictureOrRecording),
    (b"<svg", FileKind::Picture),
    (b"OggS", FileKind::Recording),
    (b"ID3", FileKind::Recording),
    (b"fLaC", FileKind::Recording),
    (b"SQLite format 3\0", FileKind::Database),
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
    /// What a person should check about it.
    pub note: Option<ProblemKind>,
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
    if let Some(&(_, kind)) = SIGNATURES
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
            kind: FileKind::Archive("tar"),
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
            what: ProblemKind::ControlCharacters,
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
                Err(Refusal::NotText { kind: found }) => {
                    let told = found.text(Locale::English);
                    assert!(told.contains(kind), "{told}");
                }
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
        let utf16 = encoding("a.txt", b"\xff\xfe\x00\xd8\x00\xd8").1;
        assert!(utf16.to_string().contains("UTF-16"), "{utf16}");
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
