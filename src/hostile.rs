//! Properties that must hold for all input from outside: one function for each entry point. The targets in `fuzz/` run
//! them with inputs guided by coverage; the tests below with random inputs, and with every input in `fuzz/corpus`, as it is
//! and randomly changed.

use std::io::{Cursor, Write as _};
use std::time::Duration;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::answer::{Outcome, Thresholds};
use crate::content::{Corpus, Extent, Format, Raw, extract_pdf, from_raw, import, to_markdown};
use crate::discord::fuzz_entry;
use crate::engine::{Ask, Engine};
use crate::index::Embedder;
use crate::passage::{SplitLimits, split};
use crate::render::discord::{CustomId, Message, SeenBy, Shown, answer, limits, sources};
use crate::render::terminal::{self, Ink, Style};
use crate::render::{Locale, json};
use crate::text::utf16_len;
use crate::{Error, Result};

/// An entry point: its name, and the function that checks its properties.
pub type EntryPoint = (&'static str, fn(&[u8]));

/// Every entry point, by the name of its fuzz target.
pub const ENTRY_POINTS: [EntryPoint; 12] = [
    ("front_matter", front_matter),
    ("markdown", markdown),
    ("html", html),
    ("yaml", yaml),
    ("docx", docx),
    ("pdf", pdf),
    ("messy", messy),
    ("question", question),
    ("custom_id", custom_id),
    ("gateway", gateway),
    ("rendering", rendering),
    ("request", request),
];

/// The front matter of an article and the rest.
pub fn front_matter(bytes: &[u8]) {
    whole(&from_raw("a.md", &[b"+++\n", bytes].concat(), Extent::Main));
}

/// The body of an article with front matter.
pub fn markdown(bytes: &[u8]) {
    whole(&from_raw(
        "a.md",
        &[b"+++\ntitle = \"A\"\n+++\n", bytes].concat(),
        Extent::Main,
    ));
}

/// A page of the web.
pub fn html(bytes: &[u8]) {
    imported(&String::from_utf8_lossy(bytes), Format::Html);
}

/// The front matter of another tool, and the rest.
pub fn yaml(bytes: &[u8]) {
    whole(&from_raw("a.md", &[b"---\n", bytes].concat(), Extent::Main));
}

/// A DOCX: its archive, and the XML in a valid one, since randomly changed bytes are rarely an archive.
pub fn docx(bytes: &[u8]) {
    whole(&from_raw("a.docx", bytes, Extent::Main));
    whole(&from_raw("a.docx", &archive(bytes), Extent::Main));
}

/// A document whose text is this XML.
fn archive(text: &[u8]) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org";
    let types = format!(
        "<Types xmlns=\"{OFFICE}/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/></Types>"
    );
    let relations = format!(
        "<Relationships xmlns=\"{OFFICE}/package/2006/relationships\"><Relationship Id=\"r\" \
         Type=\"{OFFICE}/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in [
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", relations.as_bytes()),
        ("word/document.xml", text),
    ] {
        let written = archive.start_file(name, options);
        written.expect("an archive in memory takes a file");
        archive.write_all(part).expect("memory takes bytes");
    }
    archive.finish().expect("memory takes bytes").into_inner()
}

/// A PDF, read without the limits of a process of its own.
pub fn pdf(bytes: &[u8]) {
    extract_pdf(bytes);
}

/// A text of any origin.
pub fn messy(bytes: &[u8]) {
    whole(&from_raw("a.txt", bytes, Extent::Main));
    imported(&String::from_utf8_lossy(bytes), Format::Text);
}

/// A question to a small library: the first line is asked after the second.
pub fn question(bytes: &[u8]) {
    thread_local! {
        static ENGINE: Result<Engine> = engine(include_str!("../tests/content/bakery/articles/sourdough.md"));
    }
    let text = String::from_utf8_lossy(bytes);
    let (question, previous) = match text.split_once('\n') {
        Some((question, previous)) => (question, Some(previous)),
        None => (&*text, None),
    };
    ENGINE.with(|engine| {
        let engine = engine.as_ref().expect("the bakery opens");
        answered(engine, question, previous);
        let suggestions = engine.suggest(None, question, 25);
        assert!(suggestions.len() <= 25);
    });
}

/// The custom id of a component.
pub fn custom_id(bytes: &[u8]) {
    if let Ok(component) = CustomId::from_text(&String::from_utf8_lossy(bytes)) {
        let id = component.to_text();
        assert!((1..=100).contains(&utf16_len(&id)), "{id}");
        assert_eq!(CustomId::from_text(&id), Ok(component));
    }
}

/// An event, or the body of a signed request: it may be refused.
pub fn gateway(bytes: &[u8]) {
    fuzz_entry::interaction(bytes);
    fuzz_entry::message(bytes);
    fuzz_entry::edit(bytes);
}

/// A request to the endpoint: the signature, the timestamp, and from the third line on the body. The key is not known here.
pub fn request(bytes: &[u8]) {
    let mut parts = bytes.splitn(3, |byte| *byte == b'\n');
    let mut text = || String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let (signature, timestamp) = (text(), text());
    let body = parts.next().unwrap_or_default();
    assert!(!fuzz_entry::is_accepted(&signature, &timestamp, body));
}

/// An article and a question to it: up to the first line's end the question, then the article. What is said of it keeps
/// within Discord's limits.
pub fn rendering(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (question, article) = text.split_once('\n').unwrap_or((&text, ""));
    if let Ok(engine) = engine(article) {
        answered(&engine, question, None);
    }
}

/// A library of one article, in memory.
fn engine(article: &str) -> Result<Engine> {
    let Some(article) = from_raw("a.md", article.as_bytes(), Extent::Main).article else {
        return Err(Error::NoArticles {
            path: "a.md".into(),
        });
    };
    let corpus = Corpus {
        articles: vec![article],
        ..Corpus::default()
    };
    let answers_all = Thresholds {
        answer_at: 0.0,
        closest_at: 0.0,
    };
    Engine::in_ram(&corpus, Embedder::none(), answers_all)
}

/// The ranges of an article lie within its text, in order, and its passages are pieces of it.
fn whole(raw: &Raw) {
    let Some(article) = &raw.article else {
        assert!(
            !raw.problems.is_empty(),
            "nothing was made of it, and nobody was told why"
        );
        return;
    };
    let mut end = 0;
    for section in &article.sections {
        assert!(section.range.start >= end);
        assert!(article.text.get(section.range.clone()).is_some());
        end = section.range.end;
    }
    for passage in split(article, &SplitLimits::default()) {
        assert_eq!(article.text[passage.range.clone()], passage.text);
    }
}

/// An imported article reads back as the same article.
fn imported(page: &str, format: Format) {
    let article = import("a.txt", page, format, Extent::Main).article;
    if article.sections.is_empty() {
        return;
    }
    let written = to_markdown(&article);
    let again = from_raw("a.md", written.as_bytes(), Extent::Main);
    let again = again
        .article
        .unwrap_or_else(|| panic!("it does not read back: {:?}\n{written}", again.problems));
    assert_eq!(again.text, article.text, "{written}");
}

fn answered(engine: &Engine, question: &str, previous: Option<&str>) {
    let found = engine
        .ask(&Ask {
            question,
            previous,
            ..Ask::default()
        })
        .expect("a sound library answers");
    for quoted in &found.passages {
        let hit = &quoted.hit;
        assert!(hit.quoted().get(hit.highlight.clone()).is_some());
    }
    assert!(found.outcome != Outcome::Answer || !found.passages.is_empty());
    for page in 0..3 {
        for seen_by in [
            SeenBy::Everyone { removable: true },
            SeenBy::Asker { shareable: true },
        ] {
            let shown = Shown {
                page,
                previous,
                ..Shown::first_page(u64::MAX, seen_by, Locale::English)
            };
            within_limits(&answer(&found, &shown));
        }
    }
    if let Some(quoted) = found.passages.first() {
        within_limits(&sources(Locale::English, quoted));
    }
    let wire = json::answer(None, &found, Duration::ZERO);
    let line = serde_json::to_string(&wire).expect("an answer is JSON");
    assert!(!line.contains('\n'));
    let style = Style {
        width: Some(80),
        ink: Ink::None,
    };
    let plain = terminal::answer(&found, &style);
    let control = plain.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(control, None, "{plain:?}");
}

fn within_limits(message: &Message) {
    if let Err(what) = limits::check(message) {
        panic!("{what}: {message:?}");
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;

    /// Pieces of input that the parsers know, or that are likely to break them.
    const PIECES: &[&str] = &[
        "+++\n",
        "title = ",
        "\"A\"",
        "slug = 'a'\n",
        "updated = 2026-01-01\n",
        "[[contradicts]]\n",
        "= ",
        "\n",
        "\r\n",
        "\t",
        " ",
        "# ",
        "## What is dough?\n",
        "- ",
        "1. ",
        "> ",
        "```\n",
        "`",
        "**",
        "_",
        "|",
        "---|---\n",
        "\\",
        "&amp;",
        "&#x202e;",
        "<!-- grade: strong; refs: a -->\n",
        "<!--",
        "-->",
        "<p>",
        "</p>",
        "<table><tr><td>",
        "</table>",
        "<ul><li>",
        "<script>",
        "<h1>",
        "</h2>",
        "<a href='x'>",
        "<br>",
        "<ruby>a<rt>",
        "<span><math alttext='x'><mi>y</math></span>",
        "<noscript>",
        "<main><aside>",
        "<figure><figcaption>",
        "<dl><dt>Why?<dd>",
        "<button aria-expanded=false>",
        "<details><summary>",
        "[x](y)",
        "![",
        "https://x.y/",
        "dough ",
        "rises. ",
        "Why? ",
        "@everyone",
        "<@1>",
        "\u{202e}",
        "\u{200b}",
        "\u{0301}",
        "é",
        "ａ",
        "🥖",
        "\u{fffd}",
        "\0",
        "\u{1b}[31m",
        "{\"type\":2,",
        "\"id\":\"1\",",
        "\"data\":{",
        "\"name\":\"ask\",",
        "}",
        "]",
        "2",
        "AAG",
        ".",
        "zz",
        "0",
    ];

    fn pieces() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            6 => prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
            1 => any::<Vec<u8>>(),
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    /// Every entry point with each input of its corpus.
    static KEPT: LazyLock<Vec<(EntryPoint, Vec<u8>)>> = LazyLock::new(|| {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
        let mut kept = Vec::new();
        for entry in ENTRY_POINTS {
            let folder = fs::read_dir(corpus.join(entry.0)).unwrap();
            let files: Vec<Vec<u8>> = folder
                .map(|entry| fs::read(entry.unwrap().path()).unwrap())
                .collect();
            assert!(!files.is_empty(), "{}", entry.0);
            kept.extend(files.into_iter().map(|bytes| (entry, bytes)));
        }
        kept
    });

    /// A change to an input: what is done, where, over how many bytes, and with which piece.
    type Change = (u8, prop::sample::Index, usize, Vec<u8>);

    fn changes() -> impl Strategy<Value = Vec<Change>> {
        let piece = prop_oneof![
            prop::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
            prop::collection::vec(any::<u8>(), 1..4),
        ];
        let change = (0..4u8, any::<prop::sample::Index>(), 1..48usize, piece);
        prop::collection::vec(change, 1..8)
    }

    fn change(bytes: &mut Vec<u8>, (how, at, length, piece): &Change) {
        let at = at.index(bytes.len() + 1);
        let end = (at + length).min(bytes.len());
        let part = bytes[at..end].to_vec();
        match how {
            0 => drop(bytes.splice(at..end, [])),
            1 => drop(bytes.splice(at..at, piece.iter().copied())),
            2 => drop(bytes.splice(at..at, part.repeat(8))),
            _ => drop(bytes.splice(
                at..(at + piece.len()).min(bytes.len()),
                piece.iter().copied(),
            )),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_was_kept_may_come_in_changed(kept in any::<prop::sample::Index>(), changes in changes()) {
            let ((_, entry), bytes) = kept.get(&KEPT);
            let mut bytes = bytes.clone();
            for one in &changes {
                change(&mut bytes, one);
            }
            entry(&bytes);
        }

        #[test]
        fn anything_may_come_in(bytes in pieces()) {
            for (_, entry) in ENTRY_POINTS {
                entry(&bytes);
            }
        }
    }

    #[test]
    fn what_was_kept_may_come_in() {
        for ((_, entry), bytes) in KEPT.iter() {
            entry(bytes);
        }
    }
}
