//! Bytes of a file → its text. Encodings: UTF-8, UTF-16 with a byte order mark, and what an HTML or XML page declares.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::problem::ProblemKind;

/// The part of a page that is searched for a declared encoding, in bytes. Browsers need to search only 1,024, and may
/// find it later.
const PRESCAN_BYTES: usize = 16 * 1024;

/// The line (from 1), if the problem is in one line, and what is wrong.
pub(super) type DecodeError = (Option<usize>, ProblemKind);

/// Most invalid bytes of a web page, in 1,000: browsers show such pages.
const MAX_STRAY_PER_1000: usize = 2;

/// The text of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// With `\n` line ends and no byte order mark.
    pub(super) text: String,
    /// What a person should check.
    pub(super) note: Option<ProblemKind>,
}

/// Reads bytes as text. `name` tells whether they are a page of the web: such a page may declare its encoding, and is
/// read as browsers read it, stray bytes replaced.
pub(super) fn decode(name: &str, bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let plain = |text| Decoded { text, note: None };
    let (encoding, body) = match bytes {
        [0xff, 0xfe, body @ ..] => (encoding_rs::UTF_16LE, body),
        [0xfe, 0xff, body @ ..] => (encoding_rs::UTF_16BE, body),
        _ => match utf8(bytes) {
            Ok(text) => return Ok(plain(text)),
            Err(error) if is_page(name) && error.1 != ProblemKind::CutOff => return page(bytes),
            Err(error) => return Err(error),
        },
    };
    match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => utf8(text.as_bytes()).map(plain),
        None => Err((
            None,
            ProblemKind::NotItsEncoding {
                encoding: encoding.name(),
            },
        )),
    }
}

fn is_page(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| ending.to_ascii_lowercase().starts_with("htm"))
}

/// A page in the encoding that it declares, if its bytes are valid in it; else in UTF-8 with few invalid bytes; else in
/// the detected encoding, with a note.
/// <https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding>
fn page(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let strays = |count: usize| count * 1000 <= bytes.len() * MAX_STRAY_PER_1000;
    let nuls: usize = bytes.iter().map(|&byte| usize::from(byte == 0)).sum();
    if !strays(nuls) {
        return Err((None, ProblemKind::Binary));
    }
    let read = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let fits = strays(text.matches('\u{fffd}').count()) && !is_garbled(&text);
        fits.then(|| (text.replace('\0', ""), encoding))
    };
    let declared = declared(bytes);
    let found = declared
        .and_then(read)
        .or_else(|| read(encoding_rs::UTF_8))
        .or_else(|| read(likely(bytes)));
    let declared_name = declared.map(Encoding::name);
    let Some((text, encoding)) = found else {
        let declared = declared_name;
        return Err((None, ProblemKind::UnknownEncoding { declared }));
    };
    let is_guess = declared != Some(encoding) && encoding != encoding_rs::UTF_8;
    Ok(Decoded {
        text: text.replace("\r\n", "\n").replace('\r', "\n"),
        note: is_guess.then(|| ProblemKind::GuessedEncoding {
            declared: declared_name,
            encoding: encoding.name(),
        }),
    })
}

/// The encoding that is detected from the bytes, as in browsers.
fn likely(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Fewest wrong-looking words of a text that was decoded with a wrong encoding.
const LEAST_GARBLED_WORDS: usize = 5;

/// Whether many of the words with letters beyond ASCII are none in any language: Latin letters among those of another
/// alphabet, or three letters with accents in a row.
fn is_garbled(text: &str) -> bool {
    let (mut words, mut garbled) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()) {
        if word.is_ascii() {
            continue;
        }
        words += 1;
        let latin = word.contains(|c: char| c.is_ascii_alphabetic());
        let other = word.contains(is_other_alphabet);
        let accents = word
            .split(|c| !('à'..='ÿ').contains(&c) && !('À'..='ß').contains(&c))
            .any(|run| run.chars().count() >= 3);
        garbled += usize::from(latin && other || accents);
    }
    garbled >= LEAST_GARBLED_WORDS && garbled * 4 > words
}

/// Greek, Cyrillic, and the narrow letters of Japanese, which single bytes stand for in some encodings.
fn is_other_alphabet(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{52f}' | '\u{ff61}'..='\u{ff9f}')
}

fn utf8(bytes: &[u8]) -> Result<String, DecodeError> {
    let line_of = |at: usize| bytes[..at].split(|&byte| byte == b'\n').count();
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err((Some(line_of(at)), ProblemKind::Binary));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
        }
        Err(error) => {
            let what = if error.error_len().is_none() {
                ProblemKind::CutOff
            } else {
                ProblemKind::NotUtf8
            };
            Err((Some(line_of(error.valid_up_to())), what))
        }
    }
}

/// The encoding that a page declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(PRESCAN_BYTES)].to_ascii_lowercase();
    let after = |key: &[u8]| {
        let at = head.windows(key.len()).position(|window| window == key)?;
        Some(&head[at + key.len()..])
    };
    let value = after(b"charset=").or_else(|| {
        head.starts_with(b"<?xml")
            .then(|| after(b"encoding="))
            .flatten()
    })?;
    let label: Vec<u8> = value
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
        .collect();
    Encoding::for_label(&label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(name: &str, bytes: &[u8]) -> Result<String, DecodeError> {
        decode(name, bytes).map(|decoded| decoded.text)
    }

    #[test]
    fn bytes_that_are_no_text_are_told_apart() {
        assert_eq!(
            text_of("a.md", b"\xef\xbb\xbfa\r\nb\rc"),
            Ok("a\nb\nc".to_owned())
        );
        assert_eq!(decode("a.md", b"a\n\xff").unwrap_err().0, Some(2));
        let cut = decode("a.md", "a\nü".as_bytes().split_last().unwrap().1).unwrap_err();
        assert_eq!(cut.1, ProblemKind::CutOff);
        assert_eq!(decode("a.md", b"x\0").unwrap_err().0, Some(1));
        assert_eq!(
            decode("a.md", b"\xff\xfe\x00\xd8\x00\xd8").unwrap_err().1,
            ProblemKind::NotItsEncoding {
                encoding: "UTF-16LE"
            }
        );
    }

    #[test]
    fn declared_encodings_are_read() {
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("Tee süß\r\n".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(text_of("a.txt", &utf16), Ok("Tee süß\n".to_owned()));
        for head in [
            "<meta charset=\"iso-8859-1\">",
            "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1252\">",
            "<?xml version=\"1.0\" encoding='iso-8859-1'?>",
        ] {
            let page = [head.as_bytes(), b"<p>Tee s\xfc\xdf</p>"].concat();
            assert_eq!(
                decode("a.HTML", &page),
                Ok(Decoded {
                    text: format!("{head}<p>Tee süß</p>"),
                    note: None
                }),
                "{head}"
            );
            assert!(decode("a.md", &page).is_err());
        }
        let stray = [&b"<p>Tee "[..], "süß ".repeat(400).as_bytes(), b"\xe9</p>"].concat();
        assert!(
            text_of("a.html", &stray)
                .unwrap()
                .ends_with("süß \u{fffd}</p>")
        );
        assert_eq!(
            text_of("a.html", b"<p>caf\xe9</p>"),
            Ok("<p>café</p>".to_owned())
        );
        assert!(decode("a.html", &[0; 100]).is_err());
    }

    /// The note for a page that declares one encoding and is written in another.
    fn written_in(
        encoding: &'static Encoding,
        declared: &str,
        text: &str,
    ) -> Result<Decoded, DecodeError> {
        let (body, _, unmappable) = encoding.encode(text);
        assert!(!unmappable);
        let head = format!("<meta charset={declared}>");
        decode("a.html", &[head.as_bytes(), &body].concat())
    }

    #[test]
    fn a_wrongly_declared_encoding_is_told() {
        let russian = "Тесто поднимается два часа в тёплом месте, потом его складывают и пекут.";
        let polish = "Żytni chleb długo zachowuje świeżość, bo żyto wiąże dużo wody, więc ciasto jest kleiste.";
        for (encoding, declared, text) in [
            (encoding_rs::WINDOWS_1251, "utf-8", russian),
            (encoding_rs::WINDOWS_1251, "iso-8859-1", russian),
            (encoding_rs::KOI8_R, "windows-1252", russian),
            (encoding_rs::WINDOWS_1250, "utf-8", polish),
        ] {
            let read = written_in(encoding, declared, text).unwrap();
            assert!(read.text.ends_with(text), "{declared}: {}", read.text);
            let note = read.note.unwrap().to_string();
            assert!(
                note.contains("and is not in it; it was read as"),
                "{declared}: {note}"
            );
        }
    }

    #[test]
    fn a_page_in_no_encoding_that_can_be_told_is_refused() {
        let noise: Vec<u8> = (0..4_000u32)
            .map(|at| u8::try_from(at * at % 255).unwrap())
            .collect();
        let page = [b"<meta charset=shift_jis><p>", &noise[..]].concat();
        assert!(decode("a.html", &page).is_err());
    }
}
