//! HTML → Markdown: a bounded tree, then the main text as `dom_smoothie` chooses it, written by `dom_query`. All text of
//! the file is listed too, so that what was left out can be reported.

mod attributes;
mod inline;
mod prepare;
mod strip_tags;
mod tree;

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_query::Document;
use dom_smoothie::{Config, ParsePolicy, Readability, TextMode};

use super::escape::escape;
use crate::text::count_words;
use crate::text::{self, single_spaced};
use prepare::prepare;
use strip_tags::strip_tags;
use tree::tree;

pub(super) use tree::TextBlock;

/// The content of an HTML page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) markdown: String,
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    pub(super) author: Option<String>,
    /// The day of the last change, or else of publication, as the page writes it.
    pub(super) updated: Option<String>,
    pub(super) license: Option<String>,
    /// All text of the file, block by block.
    pub(super) runs: Vec<TextBlock>,
}

/// Elements without readable text.
const SILENT: &str = "script, style, template, noscript, svg, math, canvas, iframe, object, embed, video, audio, \
    select, datalist, textarea, input";
/// Elements around the main text, which are removed where `dom_smoothie` finds no main text.
const FRAME: &str = "nav, footer, aside, form, dialog, [role=navigation], [role=banner], [role=contentinfo], \
    [role=complementary], [role=search], [role=dialog], [role=alertdialog]";

/// Reads a page; `whole` takes all of its text, not the main part alone.
pub(super) fn read(page: &str, whole: bool) -> Page {
    let page = text::replace_lookalikes(&text::strip_controls(page));
    let Some((document, runs)) = tree(&page) else {
        return Page {
            markdown: escape_lines(&strip_tags(&page)),
            ..Page::default()
        };
    };
    let mut read = Page {
        title: title(&document),
        url: attribute(&document, "link[rel=canonical]", "href")
            .or_else(|| attribute(&document, "meta[property='og:url']", "content"))
            .filter(|url| url.starts_with("http")),
        author: attribute(&document, "meta[name=author]", "content")
            .filter(|author| !author.contains("://")),
        updated: attribute(
            &document,
            "meta[property='article:modified_time']",
            "content",
        )
        .or_else(|| {
            attribute(
                &document,
                "meta[property='article:published_time']",
                "content",
            )
        }),
        license: attribute(&document, "a[rel~=license]", "href")
            .or_else(|| attribute(&document, "link[rel=license]", "href")),
        runs,
        ..Page::default()
    };
    let headlines: HashSet<String> = document
        .select("h1")
        .iter()
        .map(|headline| letters(&headline.text()))
        .filter(|headline| !headline.is_empty())
        .collect();
    prepare(&document);
    read.markdown = if whole {
        whole_text(&document)
    } else {
        if is_small(&read.runs) {
            // With so little text, all of it is taken, the site's name included.
            remove_headers(&document);
        }
        let main = main_text(&document, ParsePolicy::Strict);
        match main.map(|main| (prose_share(&main, &read.runs), main)) {
            Some((share, main)) if share >= least_share(&read.runs) => main,
            Some((share, main)) if !is_small(&read.runs) => {
                // It may be a notice above the text. Without class names, another part may be chosen.
                main_text(&document, ParsePolicy::Clean)
                    .filter(|other| prose_share(other, &read.runs) >= share + CLEARLY_MORE)
                    .unwrap_or(main)
            }
            _ => {
                document.select(FRAME).remove();
                remove_headers(&document);
                whole_text(&document)
            }
        }
    };
    if !whole {
        let lead = lead(&read.markdown, &read.runs, &headlines);
        read.markdown.insert_str(0, &lead);
    }
    read
}

/// A page with fewer words outside of links is small: `dom_smoothie` needs more to find the main text.
const SMALL_PAGE_WORDS: usize = 150;
/// Fewest words of a line that is prose rather than a label.
const PROSE_WORDS: usize = 8;
/// If the main part holds a smaller share of the page's prose than this, another one is tried.
const LEAST_SHARE: f64 = 0.3;
/// Another part is chosen if its share is larger by this.
const CLEARLY_MORE: f64 = 0.3;

/// Fewest characters of a main part with which `dom_smoothie` stops its search: pages are often short.
const LEAST_MAIN_CHARS: usize = 250;
/// Most blocks after a page's headline in which its lead is searched, and most paragraphs of it.
const MAX_LEAD_RUNS: usize = 20;
const MAX_LEAD_PARAGRAPHS: usize = 2;

/// The lead of a page: sentences between its headline and the first line of its main part. They are in a header that is
/// removed with the other elements around the text.
fn lead(main: &str, runs: &[TextBlock], headlines: &HashSet<String>) -> String {
    let lines: HashSet<String> = main.lines().map(shown_letters).collect();
    let is_held = |run: &TextBlock| lines.contains(&letters(&run.text));
    let is_prose = |run: &&TextBlock| count_words(&run.text) >= PROSE_WORDS;
    let Some(first) = runs.iter().position(|run| is_prose(&run) && is_held(run)) else {
        return String::new();
    };
    let headline = runs[..first]
        .iter()
        .rposition(|run| headlines.contains(&letters(&run.text)))
        .filter(|headline| first - headline <= MAX_LEAD_RUNS);
    let Some(headline) = headline else {
        return String::new();
    };
    let all: String = main.lines().map(shown_letters).collect();
    runs[headline + 1..first]
        .iter()
        .filter(is_prose)
        .filter(|run| run.linked_bytes * 2 <= run.text.len())
        // A paragraph with line breaks is several lines.
        .filter(|run| !all.contains(&letters(&run.text)))
        .filter(|run| {
            run.text
                .ends_with(['.', '!', '?', '…', '"', '”', '“', '。'])
        })
        .take(MAX_LEAD_PARAGRAPHS)
        .map(|run| escape(&run.text) + "\n\n")
        .collect()
}

/// The letters of a line of Markdown, without the targets of its links.
fn shown_letters(line: &str) -> String {
    let mut shown = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](") {
        shown.push_str(&letters(before));
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    shown + &letters(rest)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_small(runs: &[TextBlock]) -> bool {
    let words = |run: &TextBlock| count_words(&run.text);
    let unlinked = runs.iter().filter(|run| run.linked_bytes == 0);
    unlinked.map(words).sum::<usize>() < SMALL_PAGE_WORDS
}

/// All prose of a small page is its text.
fn least_share(runs: &[TextBlock]) -> f64 {
    if is_small(runs) { 1.0 } else { LEAST_SHARE }
}

/// The share of a page's prose that is in a part of it, by words: 0 to 1.
fn prose_share(part: &str, runs: &[TextBlock]) -> f64 {
    let lines: HashSet<String> = part.lines().map(shown_letters).collect();
    let joined = letters(part);
    // A search of the whole part for each line would take quadratic time.
    let is_short = runs.len() < 2_000 && joined.len() < 500_000;
    let (mut all, mut held) = (0, 0);
    for run in runs {
        let words = count_words(&run.text);
        if words < PROSE_WORDS || run.linked_bytes * 2 > run.text.len() {
            continue;
        }
        let own = letters(&run.text);
        all += words;
        let found = lines.contains(&own)
            || is_short && joined.contains(own.get(..own.len().min(60)).unwrap_or(&own));
        held += if found { words } else { 0 };
    }
    if all == 0 {
        1.0
    } else {
        held as f64 / all as f64
    }
}

/// Reads a piece of HTML within Markdown: all of its text.
pub(super) fn fragment(html: &str) -> String {
    let Some((document, _)) = tree(html) else {
        return escape_lines(&strip_tags(html));
    };
    prepare(&document);
    whole_text(&document)
}

/// Removes the headers of a page, except one that holds the page's title.
fn remove_headers(document: &Document) {
    for header in document.select("header").nodes() {
        if !header.descendants_it().any(|node| node.has_name("h1")) {
            header.remove_from_parent();
        }
    }
}

fn whole_text(document: &Document) -> String {
    document.select(SILENT).remove();
    document
        .body()
        .map_or_else(String::new, |body| body.md(None).to_string())
}

/// The main part as `dom_smoothie` chooses it. None if it finds none, or panics: it is a library that parses untrusted
/// input.
fn main_text(document: &Document, policy: ParsePolicy) -> Option<String> {
    let config = Config {
        text_mode: TextMode::Markdown,
        char_threshold: LEAST_MAIN_CHARS,
        ..Config::default()
    };
    let copy = document.clone();
    let taken = catch_unwind(AssertUnwindSafe(|| {
        let mut reader = Readability::with_document(copy, None, Some(config)).ok()?;
        let article = match policy {
            ParsePolicy::Strict => reader.parse().ok()?,
            other => reader.parse_with_policy(other).ok()?,
        };
        Some(article.text_content.to_string())
    }));
    taken.ok().flatten().filter(|text| !text.trim().is_empty())
}

/// The one heading of the first level, or the one that the page's title names, or else the page's title.
fn title(document: &Document) -> Option<String> {
    let first = |selector: &str| -> Vec<String> {
        document
            .select(selector)
            .iter()
            .map(|found| single_spaced(&found.text()))
            .filter(|text| text.contains(char::is_alphabetic))
            .collect()
    };
    let headings = first("h1");
    let titles = first("head title");
    let page = titles.first().map(|title| without_site(title));
    match headings.as_slice() {
        [only] => Some(only.clone()),
        several => several
            .iter()
            .find(|heading| {
                titles
                    .first()
                    .is_some_and(|title| text::fold(title).contains(&text::fold(heading)))
            })
            .cloned()
            .or(page)
            .or_else(|| several.first().cloned()),
    }
}

fn attribute(document: &Document, selector: &str, name: &str) -> Option<String> {
    let value = document.select_single(selector).attr(name)?;
    let value = single_spaced(&value);
    (!value.is_empty()).then_some(value)
}

/// `Why salt? | The Rye House` is the title and the site.
fn without_site(title: &str) -> String {
    let cut = [" | ", " – ", " — ", " - ", " :: ", " » "]
        .iter()
        .find_map(|mark| title.rsplit_once(mark));
    match cut {
        Some((head, _)) if count_words(head) >= 2 => head.trim().to_owned(),
        _ => title.to_owned(),
    }
}

/// Escapes plain text for Markdown.
fn escape_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| escape(line.trim())).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(page: &str, expected: &[&str]) {
        let markdown = fragment(page);
        let found: Vec<&str> = markdown
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(str::trim_end)
            .collect();
        assert_eq!(found, expected, "{page}");
    }

    #[test]
    fn elements_become_markdown() {
        check(
            "<h2>Why</h2><p>It is <b>good</b> &amp; old.</p><ol><li>mix<li><p>bake</p></ol>\
             <table><tr><th>A<th>B<tr><td rowspan=2>x<td>y<tr><td>z</table><dl><dt>Rye<dd>A grain.</dl><script>x()</script>",
            &[
                "## Why",
                "It is good & old.",
                "1. mix",
                "2. bake",
                "| A | B |",
                "| - | - |",
                "| x | y |",
                "| x | z |",
                "- Rye: A grain.",
            ],
        );
    }

    #[test]
    fn the_lead_of_a_page_stands_in_its_header() {
        let text = "<p>Rye dough is sticky, since its starch takes up <a href=x>much water</a> while it rests in the bowl.</p>";
        let page = format!(
            "<nav><a href=/>Home</a></nav><header class=head><h1>Rye</h1><p>A grain of the north feeds more people than it \
             did.</p><p>By Ann Miller, who bakes in the north for a living</p></header><div class=text>{}</div>",
            text.repeat(12)
        );
        let markdown = read(&page, false).markdown;
        assert!(
            markdown.starts_with("# Rye\n\nA grain of the north feeds more people than it did.\n"),
            "{markdown}"
        );
        assert_eq!(markdown.matches("Rye dough").count(), 12);
    }

    #[test]
    fn what_is_folded_stands_open() {
        check(
            "<h3><button aria-expanded=false>Why?</button></h3><div hidden><p>So.</p></div>\
             <details><summary>Who?</summary>We.</details><h3>End</h3><p>x<sup><a href='#n1'>[1]</a></sup>.</p>",
            &["### Why?", "So.", "###### Who?", "We.", "### End", "x."],
        );
    }

    #[test]
    fn a_page_tells_its_title_and_all_its_text_with_lines() {
        let page = read(
            "<title>Rye flour | Mill</title>\n<nav><a href=/>Home</a></nav>\n<p>x\n<b>y</b></p><div hidden>\nz</div>",
            false,
        );
        assert_eq!(page.title.as_deref(), Some("Rye flour"));
        let runs: Vec<(usize, &str)> = page
            .runs
            .iter()
            .map(|run| (run.line, run.text.as_str()))
            .collect();
        assert_eq!(runs, [(2, "Home"), (3, "x y"), (5, "z")]);
    }

    #[test]
    fn traps_take_no_time() {
        for trap in [
            "<div>".repeat(300_000),
            "<b a=1>".repeat(100_000),
            format!("<p {}>x", "a=1 ".repeat(200_000)),
            "<p>x".repeat(100_000),
            "<table><tr><td>".repeat(50_000),
            format!("<table>{}", "<tr><td colspan=60 rowspan=60>x".repeat(3_000)),
            "<".repeat(500_000),
            "<!--".repeat(100_000),
            "<ul><li>".repeat(50_000),
            "<script>".repeat(50_000),
            "<template>".repeat(50_000),
            "&amp".repeat(200_000),
            "<a href=x>y</a> ".repeat(50_000),
            "</i><div>".repeat(200_000),
            "<div/>".repeat(200_000),
            "<title><!--</title><div>".repeat(100_000),
            format!("<ol>{}", "<li>x".repeat(150_000)),
            format!("<dl>{}", "<dt>x<dd>y".repeat(20_000)),
            "<details><summary>x</summary>y</details>".repeat(10_000),
            "<h2><button>x</button></h2><div hidden>y</div>".repeat(10_000),
        ] {
            let start = std::time::Instant::now();
            let _ = read(&trap, false);
            let took = start.elapsed();
            assert!(took.as_secs() < 10, "{took:?} for {}", &trap[..20]);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_page(page in "(<[a-z0-9]{1,4}>|</[a-z]{1,4}>|<(table|tr|td|li|ul|dl|dt|dd|h1|br|a href=x)>|[a-z&;]{1,5}|[<>!-]{1,4}| |\n){0,60}") {
            let _ = read(&page, false);
        }
    }
}
