//! Bad uploads: whatever is handed over, the admin gets a clear word or a clean preview, and nothing else happens.

use std::fmt::Write as _;

use expect_test::expect;
use serde_json::{Value, json};

use super::{Bot, is_private, text_of};
use crate::fake_discord::{Channel, Discord, DownloadMode, Upload};

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> Upload {
    Upload::new(name, bytes)
}

fn repeated(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len())
}

fn utf16(text: &str) -> Vec<u8> {
    [0xff, 0xfe]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect()
}

fn tar() -> Vec<u8> {
    let mut bytes = vec![b'a'; 257];
    bytes.extend(b"ustar\0");
    bytes
}

/// What is handed over, and how.
#[expect(clippy::too_many_lines, reason = "a table")]
fn uploads() -> Vec<(&'static str, Upload)> {
    let text = "## How do otters sleep?\nOtters sleep afloat, wrapped in kelp, in small groups.\n";
    let page = format!("<html><body><h1>Otters</h1><p>{text}</p></body></html>");
    let mib = 1024 * 1024;
    vec![
        ("a picture", file("otter.png", b"\x89PNG\r\n".to_vec())),
        ("no ending", file("README", text)),
        ("a program by name", file("otters.exe", text)),
        ("an ending and no name", file(".md", text)),
        ("ZIP called .md", file("otters.md", b"PK\x03\x04\x14\0\0\0".to_vec())),
        ("gzip called .txt", file("otters.txt", b"\x1f\x8b\x08\0\0".to_vec())),
        ("7-Zip called .md", file("otters.md", b"7z\xbc\xaf\x27\x1c\0".to_vec())),
        ("tar called .txt", file("otters.txt", tar())),
        ("ELF called .txt", file("otters.txt", b"\x7fELF\x02\x01".to_vec())),
        ("Windows program called .md", file("otters.md", b"MZ\x90\0\x03\0".to_vec())),
        ("shell script called .txt", file("otters.txt", b"#!/bin/sh\nrm -rf /\n".to_vec())),
        ("PDF called .html", file("otters.html", b"%PDF-1.7\nstream\n".to_vec())),
        ("PNG called .md", file("otters.md", b"\x89PNG\r\n\x1a\n".to_vec())),
        ("RTF called .txt", file("otters.txt", b"{\\rtf1 otters}".to_vec())),
        (
            "endless, declared as 1 KB",
            Upload { declared_bytes: 1024, manner: DownloadMode::Endless, ..file("otters.md", "") },
        ),
        ("3 MB, declared so", file("otters.md", repeated("otter ", 3 * mib))),
        (
            "3 MB, declared as 10 bytes",
            Upload { declared_bytes: 10, ..file("otters.md", repeated("otter ", 3 * mib)) },
        ),
        (
            "3 MB as a stream, declared as 10 bytes",
            Upload {
                declared_bytes: 10,
                manner: DownloadMode::Chunked,
                ..file("otters.md", repeated("otter ", 3 * mib))
            },
        ),
        (
            "200 MB, declared so",
            Upload { declared_bytes: 200 * mib as u64, ..file("otters.md", text) },
        ),
        ("nothing in it", file("otters.txt", "")),
        ("white space", file("otters.txt", " \n\t\n  ")),
        ("UTF-16", file("otters.txt", utf16(text))),
        ("UTF-16 with half a character", file("otters.txt", b"\xff\xfe\0\xd8\0\xd8".to_vec())),
        ("Latin-1", file("otters.txt", b"Otters caf\xe9\nsleep.".to_vec())),
        (
            "Latin-1 that says so",
            file("otters.html", b"<meta charset=iso-8859-1><h1>Caf\xe9</h1><p>Otters sleep in a caf\xe9 by the sea.</p>".to_vec()),
        ),
        (
            "Shift JIS that is none",
            file("otters.html", b"<meta charset=shift_jis><p>\xfc\xff otters</p>".to_vec()),
        ),
        ("NUL bytes", file("otters.txt", b"otters\0sleep".to_vec())),
        ("control characters", file("otters.txt", b"otters\x01\x02 sleep".to_vec())),
        ("UTF-8 cut within a character", file("otters.txt", b"otters sleep caf\xc3".to_vec())),
        ("100,000 nested elements", file("otters.html", "<div>".repeat(100_000) + text)),
        ("50,000 nested lists", file("otters.html", "<ul><li>".repeat(50_000) + text)),
        ("20,000 nested quotes", file("otters.md", "> ".repeat(20_000) + text)),
        ("a line of 1,000,000 words", file("otters.txt", "a ".repeat(1_000_000))),
        ("nothing but a script", file("otters.html", "<script>alert('otters')</script>")),
        (
            "a page with scripts",
            file("otters.html", page.replace("<h1>", "<script>steal()</script><style>p{}</style><h1>")),
        ),
        ("nothing but navigation", file("otters.txt", "Home\nAbout us\nContact\nShare on Facebook\n")),
        (
            "a page of links alone",
            file(
                "otters.html",
                "<title>Otters</title><ul><li><a href=a>How otters sleep</a><li><a href=b>What otters eat</a><li><a href=c>Where otters dive</a></ul>",
            ),
        ),
        ("a heading and no text", file("otters.md", "# Otters\n")),
        (
            "look-alike letters",
            file("otters.txt", "Hоw dо оtters sleеp?\n\nОtters slееp аflоat, wrарped in kеlp, in small grоups.\n"),
        ),
        ("front matter that never ends", file("otters.md", format!("+++\ntitle = \"Otters\"\n{text}"))),
        ("front matter that is no TOML", file("otters.md", format!("+++\ntitle: Otters\n+++\n{text}"))),
        (
            "front matter that folders",
            file("otters.md", format!("+++\ntitle = \"@everyone <@1> `x`\"\nslug = \"../../etc/passwd\"\n+++\n{text}")),
        ),
        (
            "a title of 500 letters",
            file("otters.md", format!("+++\ntitle = \"{}\"\n+++\n{text}", "otter ".repeat(84))),
        ),
        ("a name with a path", file("../../../etc/passwd.md", text)),
        ("a name of pictures", file("🦦🦦.md", text)),
        ("a name of 300 letters", file(&("o".repeat(300) + ".md"), text)),
        (
            "mentions and links in a heading",
            file("otters.md", "## @everyone [free](https://evil.example) <@&1>\nOtters sleep afloat, wrapped in kelp.\n"),
        ),
        (
            "right-to-left marks in a heading",
            file("otters.md", "## \u{202e}peels\u{202c} do otters\nOtters sleep afloat, wrapped in kelp.\n"),
        ),
        (
            "a book of 1,000 sections",
            file(
                "otters.md",
                (0..1_000).fold(String::new(), |mut book, number| {
                    let _ = write!(book, "## What do otters do on day {number}?\nOn day {number} they swim and sleep by the sea.\n\n");
                    book
                }),
            ),
        ),
        (
            "a file of somebody else's host",
            Upload { url: Some("https://cdn.discordapp.com.evil.example/otters.md".to_owned()), ..file("otters.md", text) },
        ),
        (
            "a file of this machine",
            Upload { url: Some("file:///etc/passwd".to_owned()), ..file("otters.md", text) },
        ),
        (
            "the cloud's own address",
            Upload { url: Some("http://169.254.169.254/latest/otters.md".to_owned()), ..file("otters.md", text) },
        ),
        ("a redirect", Upload { manner: DownloadMode::Redirect, ..file("otters.md", text) }),
        ("a file that is gone", Upload { manner: DownloadMode::Gone, ..file("otters.md", text) }),
    ]
}

/// The first lines that the admin sees, in one.
fn seen(message: &Value) -> String {
    let text = text_of(message);
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let shown = if message["embeds"]
        .as_array()
        .is_some_and(|embeds| !embeds.is_empty())
    {
        let parts = ["Left out", "Needs fixing", "Possible duplicates"];
        let mut shown: Vec<&str> = lines.iter().take(2).copied().collect();
        for part in parts {
            if let Some(at) = lines.iter().position(|line| *line == part) {
                shown.extend(lines[at..].iter().take(2));
            }
        }
        format!("[preview] {}", shown.join(" | "))
    } else {
        lines.join(" | ")
    };
    let cut: String = shown.chars().take(260).collect();
    if cut == shown { cut } else { cut + "…" }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_uploads_get_a_clear_word() {
    let discord = Discord::start("uploads").await;
    let bot = Bot::start(&discord).await;
    let boss = discord.manager(2);
    let mut table = String::new();
    for (what, upload) in uploads() {
        let message = boss
            .hands(&Channel::default(), "content", "add", &upload)
            .answer()
            .await;
        assert!(is_private(&message), "{what}: {message:#}");
        let name = message["attachments"][0]["filename"]
            .as_str()
            .unwrap_or_default();
        let _ = writeln!(
            table,
            "{what}: {}{}",
            seen(&message),
            if name.is_empty() {
                String::new()
            } else {
                format!(" | file {name}")
            }
        );
    }
    expect![[r#"
        a picture: I can't take that. I take .md, .txt, .html, .docx and .pdf files.
        no ending: I can't take that. I take .md, .txt, .html, .docx and .pdf files.
        a program by name: I can't take that. I take .md, .txt, .html, .docx and .pdf files.
        an ending and no name: I can't take that. I take .md, .txt, .html, .docx and .pdf files.
        ZIP called .md: I can't take that. Whatever its name says, it is an archive (ZIP, or a document in one). I take .md, .txt, .html, .docx and .pdf files.
        gzip called .txt: I can't take that. Whatever its name says, it is an archive (gzip). I take .md, .txt, .html, .docx and .pdf files.
        7-Zip called .md: I can't take that. Whatever its name says, it is an archive (7-Zip). I take .md, .txt, .html, .docx and .pdf files.
        tar called .txt: I can't take that. Whatever its name says, it is an archive (tar). I take .md, .txt, .html, .docx and .pdf files.
        ELF called .txt: I can't take that. Whatever its name says, it is a program. I take .md, .txt, .html, .docx and .pdf files.
        Windows program called .md: I can't take that. Whatever its name says, it is a program. I take .md, .txt, .html, .docx and .pdf files.
        shell script called .txt: I can't take that. Whatever its name says, it is a script. I take .md, .txt, .html, .docx and .pdf files.
        PDF called .html: I can't take that. Whatever its name says, it is a PDF. I take .md, .txt, .html, .docx and .pdf files.
        PNG called .md: I can't take that. Whatever its name says, it is a picture. I take .md, .txt, .html, .docx and .pdf files.
        RTF called .txt: I can't take that. Whatever its name says, it is a word processor's document (RTF). I take .md, .txt, .html, .docx and .pdf files.
        endless, declared as 1 KB: I can't take that. It is larger than 2 MiB. Please split it into several articles.
        3 MB, declared so: I can't take that. It is larger than 2 MiB. Please split it into several articles.
        3 MB, declared as 10 bytes: I can't take that. It is larger than 2 MiB. Please split it into several articles.
        3 MB as a stream, declared as 10 bytes: I can't take that. It is larger than 2 MiB. Please split it into several articles.
        200 MB, declared so: I can't take that. It is larger than 2 MiB. Please split it into several articles.
        nothing in it: I can't take that. There is nothing in it.
        white space: I can't take that. There is nothing in it.
        UTF-16: [preview] How do otters sleep? | -# `otters`, a new article, 1 section and 1 passage | file otters.md
        UTF-16 with half a character: I can't take that. I can't read it: not the UTF-16LE that it says it is; save it as UTF-8.
        Latin-1: I can't take that. Line 1: not UTF-8; save it as UTF-8.
        Latin-1 that says so: [preview] Café | -# `otters`, a new article, 1 section and 1 passage | file otters.md
        Shift JIS that is none: [preview] üÿ otters | -# `otters`, a new article, 1 section and 1 passage | Needs fixing | - declares the encoding Shift_JIS, and is not in it; it was read as windows-1252: check letters with accents | file otters.md
        NUL bytes: I can't take that. Line 1: binary, not text.
        control characters: I can't take that. Line 1: holds characters that only programs use; it is binary, not text.
        UTF-8 cut within a character: I can't take that. Line 1: cut off within a character; the file is not complete.
        100,000 nested elements: [preview] ## How do otters sleep? | -# `otters`, a new article, 1 section and 1 passage | file otters.md
        50,000 nested lists: [preview] ## How do otters sleep? | -# `otters`, a new article, 1 section and 1 passage | file otters.md
        20,000 nested quotes: [preview] How do otters sleep? | -# `otters`, a new article, 1 section and 1 passage | file otters.md
        a line of 1,000,000 words: I can't take that. That makes 5000 passages; an article can have 400 at most. Please split it into several.
        nothing but a script: I can't take that. There is no article in it. | - no text is left after cleaning
        a page with scripts: [preview] Otters | -# `otters`, a new article, 1 section and 1 passage | file otters.md
        nothing but navigation: [preview] Home | -# `otters`, a new article, 1 section and 1 passage | Left out | - share and follow buttons: 1 line, as “Share on Facebook” | Needs fixing | - there is not one sentence in it; it may be a menu rather than a text | file otters.md
        a page of links alone: I can't take that. There is no article in it. | - nothing but links to other pages, as a menu has; take those pages instead | - no text is left after cleaning
        a heading and no text: I can't take that. There is no article in it. | - no text is left after cleaning
        look-alike letters: [preview] How do otters sleep? | -# `otters`, a new article, 1 section and 1 passage | file otters.md
        front matter that never ends: I can't take that. There is no article in it. | - line 1: front matter is opened with `+++` and never closed; the file is not complete
        front matter that is no TOML: I can't take that. There is no article in it. | - line 2: front matter: key with no value, expected `=`
        front matter that folders: [preview] @everyone <@1> `x` | -# `etcpasswd`, a new article, 1 section and 1 passage | file etcpasswd.md
        a title of 500 letters: [preview] otter otter otter otter otter otter otter otter otter otter otter otter otter otter otter otter otter otter otter otter otter otter otter otter otter otter… | -# `otters`, a new article, 1 section and 1 passage | file otters.md
        a name with a path: [preview] How do otters sleep? | -# `passwd`, a new article, 1 section and 1 passage | file passwd.md
        a name of pictures: [preview] How do otters sleep? | -# `article`, a new article, 1 section and 1 passage | file article.md
        a name of 300 letters: [preview] How do otters sleep? | -# `oooooooooooooooooooooooooooooooooooooooooooooooooooooooooooo`, a new article, 1 section and 1 passage | file oooooooooooooooooooooooooooooooooooooooooooooooooooooooooooo.md
        mentions and links in a heading: [preview] @everyone free <@&1> | -# `otters`, a new article, 1 section and 1 passage | file otters.md
        right-to-left marks in a heading: [preview] peels do otters | -# `otters`, a new article, 1 section and 1 passage | file otters.md
        a book of 1,000 sections: I can't take that. That makes 1000 passages; an article can have 400 at most. Please split it into several.
        a file of somebody else's host: I can't take that. It doesn't come from where Discord keeps files, so I didn't fetch it.
        a file of this machine: I can't take that. It doesn't come from where Discord keeps files, so I didn't fetch it.
        the cloud's own address: I can't take that. It doesn't come from where Discord keeps files, so I didn't fetch it.
        a redirect: I can't take that. It doesn't come from where Discord keeps files, so I didn't fetch it.
        a file that is gone: I can't take that. Discord doesn't have it any more. Please upload it again.
    "#]]
    .assert_eq(&table);
    // Nothing of it is in an answer, and the bot is well.
    let listed = boss
        .sub(&Channel::default(), "content", "list", &json!([]))
        .answer()
        .await;
    assert!(
        text_of(&listed).contains("no articles of its own yet"),
        "{listed:#}"
    );
    bot.end().await;
}
