//! HTML → Markdown: the bounded tree, then `dom_smoothie`'s choice of the main text, written by `dom_query`. What a page
//! says besides is listed as it stands in the file, so that it can be told what was left out.

mod attributes;
mod strip_tags;
mod tree;

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, ParsePolicy, Readability, TextMode};

use super::escape::escape;
use crate::text::{self, single_spaced};
use strip_tags::strip_tags;
use tree::tree;

pub(super) use tree::Run;

/// What a page of HTML says.
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
    pub(super) runs: Vec<Run>,
}

/// Elements that hold no text to read.
const SILENT: &str = "script, style, template, noscript, svg, math, canvas, iframe, object, embed, video, audio, \
    select, datalist, textarea, input";
/// What surrounds the text of most pages, where `dom_smoothie` finds no text to take.
const FRAME: &str = "nav, footer, aside, form, dialog, [role=navigation], [role=banner], [role=contentinfo], \
    [role=complementary], [role=search], [role=dialog], [role=alertdialog]";
/// Tables are completed up to this many cells.
const MAX_COLUMNS: usize = 60;

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
    prepare(&document);
    read.markdown = if whole {
        whole_text(&document)
    } else {
        if is_small(&read.runs) {
            // So little text is taken whole, with the name of the site above it.
            remove_headers(&document);
        }
        let main = main_text(&document, ParsePolicy::Strict);
        match main.map(|main| (prose_share(&main, &read.runs), main)) {
            Some((share, main)) if share >= least_share(&read.runs) => main,
            Some((share, main)) if !is_small(&read.runs) => {
                // Without the names of classes another part may turn out to be the text.
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
    read
}

/// `dom_smoothie` needs some text to tell a page's main part by: a page with fewer words outside of links is small.
const SMALL_PAGE_WORDS: usize = 150;
/// Words of a line that is prose rather than a label.
const PROSE_WORDS: usize = 8;
/// A part that holds less of a page's prose than this is looked at again.
const LEAST_SHARE: f64 = 0.3;
/// Another part is taken for holding so much more of it.
const CLEARLY_MORE: f64 = 0.3;

fn is_small(runs: &[Run]) -> bool {
    let words = |run: &Run| text::count_words(&run.text);
    let unlinked = runs.iter().filter(|run| run.linked_bytes == 0);
    unlinked.map(words).sum::<usize>() < SMALL_PAGE_WORDS
}

/// All prose of a small page is its text.
fn least_share(runs: &[Run]) -> f64 {
    if is_small(runs) { 1.0 } else { LEAST_SHARE }
}

/// How much of a page's prose is in a part of it, by words: 0 to 1.
fn prose_share(part: &str, runs: &[Run]) -> f64 {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let lines: HashSet<String> = part.lines().map(letters).collect();
    let joined = letters(part);
    // Looking through the whole part for each line would take the square of a long page.
    let is_short = runs.len() < 2_000 && joined.len() < 500_000;
    let (mut all, mut held) = (0, 0);
    for run in runs {
        let words = text::count_words(&run.text);
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

/// Reads a piece of HTML that stands within Markdown: all of its text.
pub(super) fn fragment(html: &str) -> String {
    let Some((document, _)) = tree(html) else {
        return escape_lines(&strip_tags(html));
    };
    prepare(&document);
    whole_text(&document)
}

/// Takes out the headers of a page; one that holds the page's title is text.
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

/// The part that `dom_smoothie` takes for the text. None if it finds none, or fails: it is code of others that reads what
/// anybody may write.
fn main_text(document: &Document, policy: ParsePolicy) -> Option<String> {
    let config = Config {
        text_mode: TextMode::Markdown,
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

/// Puts what a script would show or a reader would open into plain elements.
fn prepare(document: &Document) {
    show_folded(document);
    citations(document);
    for list in document.select("dl").nodes() {
        definitions(document, list);
    }
    for details in document.select("details").nodes() {
        open_details(details);
    }
    for table in document.select("table").nodes() {
        complete_rows(document, table);
    }
}

/// Buttons that head what they open become headings, and what they open is shown.
fn show_folded(document: &Document) {
    let mut targets: Vec<String> = Vec::new();
    for button in document
        .select("button, [role=button], [role=tab], summary")
        .nodes()
    {
        for name in ["aria-controls", "data-bs-target", "data-target", "href"] {
            if let Some(target) = button.attr(name) {
                targets.push(target.trim_start_matches('#').to_owned());
            }
        }
        if !button.has_name("button") {
            continue;
        }
        let heading = button.ancestors_it(Some(4)).find(|above| is_heading(above));
        if let Some(heading) = heading {
            show(&heading, 2);
            button.rename("span");
            button.remove_all_attrs();
        } else if button.has_attr("aria-expanded") || single_spaced(&button.text()).ends_with('?') {
            show(button, 1);
            button.rename("h4");
            button.remove_all_attrs();
        }
    }
    targets.sort();
    for panel in document.select("[id]").nodes() {
        let id = panel.attr("id").unwrap_or_default();
        if targets
            .binary_search_by(|target| target.as_str().cmp(&id))
            .is_ok()
        {
            unhide(panel);
        }
    }
    for panel in document.select("[role=tabpanel]").nodes() {
        unhide(panel);
    }
}

/// Shows what comes after an element, or after its parents as long as nothing else follows in them.
fn show(element: &NodeRef<'_>, levels: usize) {
    let mut at = *element;
    for _ in 0..levels {
        if let Some(next) = at.next_element_sibling() {
            unhide(&next);
            return;
        }
        match at.parent() {
            Some(parent) => at = parent,
            None => return,
        }
    }
}

fn unhide(element: &NodeRef<'_>) {
    element.remove_attrs(&["hidden", "aria-hidden", "style"]);
}

fn is_heading(node: &NodeRef<'_>) -> bool {
    ["h1", "h2", "h3", "h4", "h5", "h6"]
        .iter()
        .any(|name| node.has_name(name))
}

/// Takes out the marks of notes and of editing, as wikis have them.
fn citations(document: &Document) {
    for mark in document.select("sup, span, a").nodes() {
        let text = single_spaced(&mark.text());
        let inner = text.trim_start_matches('[').trim_end_matches(']').trim();
        let bracketed = text.starts_with('[') && text.ends_with(']');
        let edits = bracketed && matches!(inner, "edit" | "edit source" | "citation needed");
        let cites = bracketed
            && inner.len() <= 3
            && !inner.is_empty()
            && inner.chars().all(char::is_alphanumeric)
            && (mark.has_name("sup")
                || mark.attr("href").is_some_and(|href| href.starts_with('#')));
        if edits || cites {
            mark.remove_from_parent();
        }
    }
}

/// Terms with their definitions → a list, or headings where the terms are questions.
fn definitions(document: &Document, list: &NodeRef<'_>) {
    let entries: Vec<NodeRef<'_>> = list
        .descendants_it()
        .filter(|node| node.has_name("dt") || node.has_name("dd"))
        .collect();
    let asks = entries
        .iter()
        .any(|entry| entry.has_name("dt") && single_spaced(&entry.text()).ends_with('?'));
    if asks {
        for entry in entries {
            entry.rename(if entry.has_name("dt") { "h5" } else { "div" });
        }
        list.rename("div");
        return;
    }
    let mut term: Option<NodeRef<'_>> = None;
    for entry in entries {
        if entry.has_name("dt") {
            if let Some(alone) = term.replace(entry) {
                alone.rename("li");
            }
            continue;
        }
        if let Some(term) = term.take() {
            let name = single_spaced(&term.text());
            let name = document
                .tree
                .new_text(format!("{}: ", name.trim_end_matches(':')));
            entry.prepend_child(&name);
            term.remove_from_parent();
        }
        entry.rename("li");
    }
    if let Some(alone) = term {
        alone.rename("li");
    }
    list.rename("ul");
}

/// What is folded under a summary stands open; the summary heads it where nothing else would come under that heading.
fn open_details(details: &NodeRef<'_>) {
    let Some(summary) = details
        .children_it(false)
        .find(|child| child.has_name("summary"))
    else {
        details.rename("div");
        return;
    };
    let ends = details.next_element_sibling().is_none_or(|next| {
        is_heading(&next)
            || ["details", "footer", "nav", "aside", "form"]
                .iter()
                .any(|name| next.has_name(name))
    });
    let holds = details
        .children_it(false)
        .any(|child| child.id != summary.id && !child.text().trim().is_empty());
    summary.rename(if ends && holds { "h6" } else { "p" });
    details.rename("div");
}

/// Gives all rows of a table as many cells, so that it can be written as a table: those that reach over several columns
/// or rows are followed by empty ones.
fn complete_rows(document: &Document, table: &NodeRef<'_>) {
    if table.descendants_it().any(|node| node.has_name("table")) {
        return;
    }
    let rows: Vec<Vec<NodeRef<'_>>> = table
        .descendants_it()
        .filter(|node| node.has_name("tr"))
        .map(|row| {
            row.children_it(false)
                .filter(|cell| cell.has_name("td") || cell.has_name("th"))
                .collect()
        })
        .collect();
    let widths: Vec<usize> = rows
        .iter()
        .map(|cells| cells.iter().map(|cell| span(cell, "colspan")).sum())
        .collect();
    let most = widths.iter().copied().max().unwrap_or(0);
    if !(2..=MAX_COLUMNS).contains(&most) {
        return;
    }
    // A cell over several rows stands in each of them.
    let mut above: Vec<Option<(usize, String)>> = vec![None; most];
    for cells in rows.iter().filter(|cells| !cells.is_empty()) {
        let mut column = 0;
        let mut last: Option<NodeRef<'_>> = None;
        for cell in cells {
            while let Some(Some((left, text))) =
                above.get_mut(column).filter(|above| above.is_some())
            {
                let copy = document.tree.new_element("td");
                copy.set_text(text.as_str());
                cell.insert_before(&copy);
                *left -= 1;
                if *left == 0 {
                    above[column] = None;
                }
                column += 1;
            }
            let rows_over = span(cell, "rowspan");
            if rows_over > 1
                && let Some(slot) = above.get_mut(column)
            {
                *slot = Some((rows_over - 1, single_spaced(&cell.text())));
            }
            let mut at = *cell;
            for _ in 1..span(cell, "colspan") {
                let empty = document.tree.new_element("td");
                at.insert_after(&empty);
                at = empty;
            }
            column += span(cell, "colspan");
            last = Some(at);
        }
        while column < most {
            let Some(at) = last else { break };
            let filled = document.tree.new_element("td");
            if let Some(Some((left, text))) = above.get_mut(column) {
                filled.set_text(text.as_str());
                *left -= 1;
                if *left == 0 {
                    above[column] = None;
                }
            }
            at.insert_after(&filled);
            last = Some(filled);
            column += 1;
        }
    }
}

fn span(cell: &NodeRef<'_>, name: &str) -> usize {
    let value = cell.attr(name).and_then(|value| value.trim().parse().ok());
    value.unwrap_or(1).clamp(1, MAX_COLUMNS)
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
        Some((head, _)) if text::count_words(head) >= 2 => head.trim().to_owned(),
        _ => title.to_owned(),
    }
}

/// Plain text that Markdown shows as it is.
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
                "It is **good** & old.",
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
