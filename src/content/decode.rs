//! Bytes of a file → its text, in the encoding that can be told: UTF-8, UTF-16 with a byte order mark, and what a page
//! of HTML or XML declares for itself.

use encoding_rs::Encoding;

/// The part of a page that is looked through for its encoding, in bytes. Browsers need not look further than 1,024, and
/// find it later when they read on.
const PRESCAN_BYTES: usize = 16 * 1024;

/// The line (from 1) where one line is to blame, and what is wrong: lower case, no full stop.
pub(super) type DecodeError = (Option<usize>, String);

/// A page of the web may hold so many bytes that are not of its encoding, in 1,000: browsers show it all the same.
const MAX_STRAY_PER_1000: usize = 2;

/// Text with `\n` line ends and no byte order mark. `name` tells whether the bytes are a page of the web: such a page may
/// declare its encoding, and is read as browsers read it, stray bytes replaced.
pub(super) fn decode(name: &str, bytes: &[u8]) -> Result<String, DecodeError> {
    let (encoding, body) = match bytes {
        [0xff, 0xfe, body @ ..] => (encoding_rs::UTF_16LE, body),
        [0xfe, 0xff, body @ ..] => (encoding_rs::UTF_16BE, body),
        _ => match utf8(bytes) {
            Ok(text) => return Ok(text),
            Err(error) if is_page(name) && !error.1.starts_with("cut off") => {
                return page(bytes).ok_or(error);
            }
            Err(error) => return Err(error),
        },
    };
    match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => utf8(text.as_bytes()),
        None => Err((
            None,
            format!(
                "is not the {} that it says it is; save it as UTF-8",
                encoding.name()
            ),
        )),
    }
}

fn is_page(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| ending.to_ascii_lowercase().starts_with("htm"))
}

/// A page in the encoding that it declares, or else in UTF-8 but for stray bytes, or else in the one that browsers take
/// for lack of another. <https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding>
fn page(bytes: &[u8]) -> Option<String> {
    let strays = |count: usize| count * 1000 <= bytes.len() * MAX_STRAY_PER_1000;
    let nuls: usize = bytes.iter().map(|&byte| usize::from(byte == 0)).sum();
    if !strays(nuls) {
        return None;
    }
    let read = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let strays = strays(text.matches('\u{fffd}').count());
        strays.then(|| text.replace('\0', ""))
    };
    let text = declared(bytes)
        .and_then(read)
        .or_else(|| read(encoding_rs::UTF_8))
        .or_else(|| read(encoding_rs::WINDOWS_1252))?;
    Some(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn utf8(bytes: &[u8]) -> Result<String, DecodeError> {
    let line_of = |at: usize| bytes[..at].split(|&byte| byte == b'\n').count();
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err((Some(line_of(at)), "binary, not text".to_owned()));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
        }
        Err(error) => {
            let what = if error.error_len().is_none() {
                "cut off within a character; the file is not complete"
            } else {
                "not UTF-8; save it as UTF-8"
            };
            Err((Some(line_of(error.valid_up_to())), what.to_owned()))
        }
    }
}

/// The encoding that a page names for itself.
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

    #[test]
    fn bytes_that_are_no_text_are_told_apart() {
        assert_eq!(
            decode("a.md", b"\xef\xbb\xbfa\r\nb\rc"),
            Ok("a\nb\nc".to_owned())
        );
        assert_eq!(decode("a.md", b"a\n\xff").unwrap_err().0, Some(2));
        let cut = decode("a.md", "a\nü".as_bytes().split_last().unwrap().1).unwrap_err();
        assert!(cut.1.contains("cut off"), "{cut:?}");
        assert_eq!(decode("a.md", b"x\0").unwrap_err().0, Some(1));
        assert!(
            decode("a.md", b"\xff\xfe\x00\xd8\x00\xd8")
                .unwrap_err()
                .1
                .contains("UTF-16")
        );
    }

    #[test]
    fn declared_encodings_are_read() {
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("Tee süß\r\n".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(decode("a.txt", &utf16), Ok("Tee süß\n".to_owned()));
        for head in [
            "<meta charset=\"iso-8859-1\">",
            "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1252\">",
            "<?xml version=\"1.0\" encoding='iso-8859-1'?>",
        ] {
            let page = [head.as_bytes(), b"<p>Tee s\xfc\xdf</p>"].concat();
            assert_eq!(
                decode("a.HTML", &page),
                Ok(format!("{head}<p>Tee süß</p>")),
                "{head}"
            );
            assert!(decode("a.md", &page).is_err());
        }
        let stray = [&b"<p>Tee "[..], "süß ".repeat(400).as_bytes(), b"\xe9</p>"].concat();
        assert!(
            decode("a.html", &stray)
                .unwrap()
                .ends_with("süß \u{fffd}</p>")
        );
        assert_eq!(
            decode("a.html", b"<p>caf\xe9</p>"),
            Ok("<p>café</p>".to_owned())
        );
        assert!(decode("a.html", &[0; 100]).is_err());
    }
}
