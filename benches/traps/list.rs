//! Inputs that make careless readers take the square of their length, or more memory than there is.

/// A trap: what kind of file it is in, and how it goes on for `bytes` bytes.
pub(crate) struct Trap {
    pub(crate) name: &'static str,
    pub(crate) file: &'static str,
    make: fn(usize) -> String,
}

impl Trap {
    /// The trap at about this length.
    pub(crate) fn of_bytes(&self, bytes: usize) -> String {
        (self.make)(bytes)
    }
}

/// A piece over and over.
macro_rules! again {
    ($name:literal, $file:literal, $piece:literal) => {
        Trap {
            name: $name,
            file: $file,
            make: |bytes| $piece.repeat(bytes / $piece.len()),
        }
    };
}

/// Pieces with a number in each, so that none is like another.
macro_rules! counted {
    ($name:literal, $file:literal, $piece:literal) => {
        Trap {
            name: $name,
            file: $file,
            make: |bytes| counted_pieces(bytes, |number| format!($piece, n = number)),
        }
    };
}

fn counted_pieces(bytes: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(bytes);
    let mut number = 0;
    while text.len() < bytes {
        text += &piece(number);
        number += 1;
    }
    text
}

/// Markdown with a head before it.
macro_rules! headed {
    ($name:literal, $piece:literal) => {
        Trap {
            name: $name,
            file: "a.md",
            make: |bytes| {
                "+++\ntitle = \"A\"\n+++\n## Why?\n".to_owned()
                    + &$piece.repeat(bytes / $piece.len())
            },
        }
    };
}

pub(crate) const TRAPS: &[Trap] = &[
    again!("one word over and over", "a.txt", "dough "),
    again!("one letter, no space", "a.txt", "a"),
    counted!("words, none twice", "a.txt", "word{n} "),
    counted!("lines, none twice", "a.txt", "line number {n} is here.\n"),
    counted!(
        "paragraphs, none twice",
        "a.txt",
        "Paragraph {n} is here.\n\n"
    ),
    counted!("headings, none twice", "a.txt", "# Heading {n}\n"),
    again!("short sentences", "a.txt", "a. "),
    again!("empty lines", "a.txt", "\n"),
    again!("spaces", "a.txt", " "),
    again!("cells", "a.txt", "| a "),
    again!("rows", "a.txt", "| a | b |\n"),
    again!("opening brackets", "a.txt", "["),
    again!("opening parentheses", "a.txt", "("),
    again!("emphasis", "a.txt", "*a_ "),
    again!("backticks", "a.txt", "` `` ``` "),
    again!("list items", "a.txt", "- a\n"),
    again!("numbers of sections", "a.txt", "1.1.1. a\n"),
    again!("quotes in quotes", "a.txt", ">"),
    again!("questions", "a.txt", "Q: Why?\nA: So.\n"),
    again!("links", "a.txt", "https://a.example/b "),
    again!("adverts", "a.txt", "Subscribe to our newsletter!\n"),
    again!("look-alike letters", "a.txt", "\u{430}b "),
    again!("combining marks", "a.txt", "\u{301}"),
    again!("zero-width spaces", "a.txt", "a\u{200b}"),
    again!("right-to-left marks", "a.txt", "\u{202e}a"),
    again!("entities", "a.txt", "&amp;"),
    again!("tabs", "a.txt", "a\tb\n"),
    again!("blank with a head", "a.md", "+++\n"),
    Trap {
        name: "keys of a head",
        file: "a.md",
        make: |bytes| {
            let keys = counted_pieces(bytes, |number| format!("k{number} = 1\n"));
            format!("+++\n{keys}+++\n")
        },
    },
    Trap {
        name: "tables in a head",
        file: "a.md",
        make: |bytes| format!("+++\nx = {}\n+++\n", "[".repeat(bytes)),
    },
    Trap {
        name: "dots in a head",
        file: "a.md",
        make: |bytes| format!("+++\n{}a = 1\n+++\n", "a.".repeat(bytes / 2)),
    },
    headed!("links that never close", "[a"),
    headed!("links in links", "[a]("),
    headed!("images that never close", "!["),
    headed!("emphasis that never closes", "*a **a _a "),
    headed!("emphasis that is crossed", "*a_ b* c_ "),
    headed!("tags that never close", "<a "),
    headed!("comments that never close", "<!-- "),
    headed!("processing that never closes", "<?"),
    headed!("declarations that never close", "<!A "),
    headed!("links in angles", "[](<"),
    headed!("quotes in quotes, headed", ">"),
    headed!("lists in lists", "- "),
    headed!("backticks, headed", "` `` ``` "),
    headed!("fences", "~~~\n"),
    headed!("reference definitions", "[a]: b\n"),
    headed!("footnotes", "[^1]: a\n"),
    headed!("cells of a table", "|a"),
    headed!("rows of a table", "|a|b|\n|-|-|\n"),
    headed!("escapes", "\\"),
    headed!("notes", "<!-- grade: strong -->\n"),
    headed!("words, headed", "dough rises. "),
    headed!("headings, headed", "## Why?\n"),
    Trap {
        name: "references to one definition",
        file: "a.md",
        make: |bytes| {
            let half = bytes / 2;
            format!(
                "+++\ntitle = \"A\"\n+++\n[a]: {}\n\n{}",
                "x".repeat(half.min(100_000)),
                "[a]".repeat(half / 3)
            )
        },
    },
    again!("boxes", "a.html", "<div>"),
    again!("paragraphs", "a.html", "<p>x"),
    again!("tables in tables", "a.html", "<table><tr><td>"),
    again!("lists in lists, of a page", "a.html", "<ul><li>"),
    again!("scripts", "a.html", "<script>"),
    again!("comments", "a.html", "<!--"),
    again!("angles", "a.html", "<"),
    again!("entities that never end", "a.html", "&amp"),
    again!("links of a page", "a.html", "<a href=x>y</a> "),
    again!("headings of a page", "a.html", "<h2>x</h2>"),
    again!("cells of a page", "a.html", "<td>x"),
    again!("drawings", "a.html", "<svg><g>"),
    again!("ends of paragraphs", "a.html", "</p>"),
    again!("crossed elements", "a.html", "<b><p></b></p>"),
    again!("crossed links", "a.html", "<a><div></a>"),
    again!("words of a page", "a.html", "dough rises. "),
    counted!("elements, none twice", "a.html", "<b id={n}></u>"),
    counted!("attributes", "a.html", "<p a{n}=1>"),
    Trap {
        name: "open elements, then paragraphs",
        file: "a.html",
        make: |bytes| {
            let open = counted_pieces(3_000, |number| format!("<b id={number}></u>"));
            format!("<p>{open}{}", "<p>x".repeat(bytes / 4))
        },
    },
    Trap {
        name: "attributes of one element",
        file: "a.html",
        make: |bytes| {
            let attributes = counted_pieces(bytes, |number| format!("a{number}=1 "));
            format!("<p {attributes}>x")
        },
    },
];
