//! HTML → the same lines that text gives. What a page marks as no text to read (scripts, menus, forms) is left out
//! by its element, its role or the names of its classes.

mod attributes;
mod tangle;
mod tree;

use std::collections::HashMap;

use scraper::{ElementRef, Html, Node, Selector};

use super::super::table::Table;
use super::lines::{self, Line, Page, Shape};
use super::{DropReason, DroppedLine};
use crate::text;
use tangle::strip_tags;
use tree::{Handle, MAX_DEPTH, tree};

/// Elements whose inside no one reads as text.
const SILENT: &[&str] = &[
    "audio", "button", "canvas", "datalist", "dialog", "embed", "head", "iframe", "img", "input",
    "map", "math", "noscript", "object", "picture", "progress", "script", "select", "style", "svg",
    "template", "textarea", "video",
];
/// Elements that part a line from the next.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Longest piece of a dropped element that is listed.
const MAX_LISTED_CHARS: usize = 160;

/// Reads HTML into lines.
pub(super) fn from_html(page: &str) -> Page {
    let page = text::mend_lookalikes(&text::strip_controls(page));
    let Some(tree) = tree(&page) else {
        return lines::from_text(&strip_tags(&page));
    };
    let mut reader = Reader {
        page: Page {
            title: first_text(&tree, "h1")
                .or_else(|| first_text(&tree, "title").map(|title| without_site(&title))),
            url: attribute(&tree, "link[rel=canonical]", "href")
                .filter(|url| url.starts_with("http")),
            ..Page::default()
        },
        text: String::new(),
        linked_chars: 0,
        in_link: 0,
        number: 0,
        items: HashMap::new(),
        gap: true,
        shape: Shape::Text,
    };
    let root = main_part(&tree);
    reader.children(root);
    reader.flush();
    let title = reader.page.title.clone();
    // The title stands above the text, not in it.
    if let Some(place) = reader
        .page
        .lines
        .iter()
        .position(|line| line.shape == Shape::Heading(1))
        && title.as_deref() == Some(reader.page.lines[place].text.as_str())
    {
        reader.page.lines.remove(place);
    }
    reader.page
}

struct Reader {
    page: Page,
    text: String,
    linked_chars: usize,
    in_link: usize,
    number: usize,
    /// The items of each numbered list so far.
    items: HashMap<Handle, u64>,
    gap: bool,
    shape: Shape,
}

impl Reader {
    fn children(&mut self, element: ElementRef<'_>) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => {
                    if self.in_link > 0 {
                        self.linked_chars += text.trim().chars().count();
                    }
                    self.text.push_str(text);
                }
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child);
                    }
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        if SILENT.contains(&name) {
            return;
        }
        let number = (name == "li").then(|| self.item_number(element)).flatten();
        if let Some(reason) = furniture(element) {
            self.flush();
            self.drop_element(element, reason);
            return;
        }
        match name {
            "br" => self.break_line(),
            "a" => {
                self.in_link += 1;
                self.children(element);
                self.in_link -= 1;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.shape = Shape::Heading(name.as_bytes()[1] - b'0');
                self.children(element);
                self.flush();
            }
            "li" => {
                self.flush();
                self.shape = Shape::Item(number);
                self.children(element);
                self.flush();
            }
            "table" => {
                self.flush();
                self.table(element);
            }
            "dl" | "details" => {
                self.flush();
                self.questions(element);
            }
            name if BLOCKS.contains(&name) => {
                let shape = self.shape.clone();
                // A paragraph in an item belongs to the item.
                if !self.text.trim().is_empty() || !matches!(shape, Shape::Item(_)) {
                    self.flush();
                }
                self.children(element);
                self.flush();
            }
            _ => self.children(element),
        }
    }

    /// The number of the next item of a numbered list. Each is counted as it comes: looking back takes the square of their
    /// number.
    fn item_number(&mut self, element: ElementRef<'_>) -> Option<u64> {
        let list = element.parent().and_then(ElementRef::wrap)?;
        if list.value().name() != "ol" {
            return None;
        }
        let number = self.items.entry(list.id()).or_default();
        *number += 1;
        Some(*number)
    }

    /// A line break in running text: two lines, not two blocks.
    fn break_line(&mut self) {
        let shape = self.shape.clone();
        self.flush();
        if matches!(shape, Shape::Text) {
            self.gap = false;
        } else {
            self.shape = shape;
        }
    }

    fn flush(&mut self) {
        let text = join(&std::mem::take(&mut self.text));
        let linked_chars = std::mem::take(&mut self.linked_chars);
        let shape = std::mem::replace(&mut self.shape, Shape::Text);
        if text.is_empty() {
            // An item's marker waits for its text.
            if matches!(shape, Shape::Item(_)) {
                self.shape = shape;
            }
            return;
        }
        self.push(text, shape, linked_chars);
    }

    fn push(&mut self, text: String, shape: Shape, linked_chars: usize) {
        self.number += 1;
        self.page.lines.push(Line {
            number: self.number,
            text,
            gap: self.gap,
            shape,
            linked_chars,
        });
        self.gap = true;
    }

    fn drop_element(&mut self, element: ElementRef<'_>, reason: DropReason) {
        let text = join(&readable(element));
        if !text.is_empty() {
            self.number += 1;
            self.page.dropped.push(DroppedLine {
                line: self.number,
                text: text::cut_at_word(&text, MAX_LISTED_CHARS).into_owned(),
                reason,
            });
        }
        self.gap = true;
    }

    /// A table with more than one column is one; else it only lays the page out.
    fn table(&mut self, element: ElementRef<'_>) {
        let mut rows: Vec<(bool, Vec<String>)> = Vec::new();
        for row in below(element, &["tr"]) {
            let cells = below(row, &["td", "th"]);
            let is_header =
                !cells.is_empty() && cells.iter().all(|cell| cell.value().name() == "th");
            rows.push((
                is_header,
                cells
                    .into_iter()
                    .map(|cell| join(&readable(cell)))
                    .collect(),
            ));
        }
        let holds_blocks = below(element, &["table", "h1", "h2", "h3", "p", "ul"])
            .iter()
            .any(|inner| inner.value().name() != "p" || inner.text().count() > 6);
        if rows.iter().all(|(_, cells)| cells.len() < 2) || holds_blocks {
            self.children(element);
            self.flush();
            return;
        }
        let header = match rows.first() {
            Some((true, _)) => rows.remove(0).1,
            _ => Vec::new(),
        };
        let table = Table {
            header,
            rows: rows.into_iter().map(|(_, cells)| cells).collect(),
        };
        self.push(String::new(), Shape::Table(table), 0);
    }

    /// Terms and what is said of them; a summary and what it opens.
    fn questions(&mut self, element: ElementRef<'_>) {
        let mut asked: Option<String> = None;
        let mut answer = String::new();
        let mut pairs = Vec::new();
        for child in element.children() {
            let inner = ElementRef::wrap(child);
            let name = inner.map_or("", |inner| inner.value().name());
            let told = match (inner, child.value()) {
                (Some(inner), _) => readable(inner),
                (None, Node::Text(text)) => text.to_string(),
                _ => String::new(),
            };
            if matches!(name, "dt" | "summary") {
                pairs.extend(
                    asked
                        .take()
                        .map(|question| (question, join(&std::mem::take(&mut answer)))),
                );
                asked = Some(join(&told));
            } else {
                answer.push(' ');
                answer.push_str(&told);
            }
        }
        let rest = join(&answer);
        match asked {
            Some(question) => pairs.push((question, rest)),
            None if !rest.is_empty() => self.push(rest, Shape::Text, 0),
            None => {}
        }
        for (question, answer) in pairs {
            if question.ends_with('?') && !answer.is_empty() {
                self.push(question.clone(), Shape::Faq { question, answer }, 0);
            } else {
                let text = [question, answer].join(": ");
                self.push(
                    text.trim_matches([':', ' ']).to_owned(),
                    Shape::Item(None),
                    0,
                );
            }
        }
    }
}

/// What an element is for, if it is not for reading.
fn furniture(element: ElementRef<'_>) -> Option<DropReason> {
    let value = element.value();
    let by_name = match value.name() {
        "nav" | "menu" => Some(DropReason::Navigation),
        "footer" | "aside" => Some(DropReason::Markup),
        "form" => Some(DropReason::Comments),
        "figcaption" => Some(DropReason::Caption),
        "header" if below(element, &["h1"]).is_empty() => Some(DropReason::Navigation),
        _ => None,
    };
    if by_name.is_some() {
        return by_name;
    }
    if value.attr("hidden").is_some() || value.attr("aria-hidden") == Some("true") {
        return Some(DropReason::Markup);
    }
    match value.attr("role") {
        Some("navigation" | "menu" | "menubar" | "search") => return Some(DropReason::Navigation),
        Some("complementary" | "contentinfo" | "banner" | "alertdialog" | "dialog") => {
            return Some(DropReason::Markup);
        }
        _ => {}
    }
    if matches!(value.name(), "html" | "body" | "main" | "article") {
        return None;
    }
    let names = [value.attr("class"), value.attr("id")]
        .into_iter()
        .flatten();
    names
        .flat_map(|names| names.split([' ', '-', '_', ':']))
        .find_map(|name| {
            Some(match name.to_ascii_lowercase().as_str() {
                "nav" | "navbar" | "navigation" | "menu" | "breadcrumb" | "breadcrumbs"
                | "pagination" | "pager" | "skip" | "sidebar" => DropReason::Navigation,
                "share" | "sharing" | "social" | "sharedaddy" | "addtoany" => DropReason::Sharing,
                "comments" | "comment" | "respond" | "disqus" => DropReason::Comments,
                "newsletter" | "subscribe" | "signup" | "optin" => DropReason::Newsletter,
                "related" | "recommended" | "recommendations" | "upsell" => DropReason::Related,
                "cookie" | "cookies" | "gdpr" | "consent" => DropReason::Cookies,
                "ad" | "ads" | "advert" | "advertisement" | "adsbygoogle" | "sponsored"
                | "promo" | "banner" => DropReason::Promotion,
                "byline" => DropReason::Byline,
                "toc" => DropReason::Contents,
                _ => return None,
            })
        })
}

/// The part of the page that its author marks as the text, if that is most of it; else the whole.
fn main_part(tree: &Html) -> ElementRef<'_> {
    let root = tree.root_element();
    let whole = readable(root).len();
    for name in ["article", "main"] {
        let parts = below(root, &[name]);
        if let [only] = parts.as_slice()
            && readable(*only).len() * 10 >= whole * 4
        {
            return *only;
        }
    }
    root
}

/// Descendants of the given names, in order, not looking inside the ones found.
fn below<'a>(element: ElementRef<'a>, names: &[&str]) -> Vec<ElementRef<'a>> {
    let mut found: Vec<ElementRef<'a>> = Vec::new();
    for inner in element.descendent_elements() {
        if inner.id() == element.id() || !names.contains(&inner.value().name()) {
            continue;
        }
        let nested = inner
            .ancestors()
            .take_while(|above| above.id() != element.id())
            .any(|above| {
                found
                    .iter()
                    .rev()
                    .take(MAX_DEPTH)
                    .any(|outer| outer.id() == above.id())
            });
        if !nested {
            found.push(inner);
        }
    }
    found
}

/// All text of an element but that of silent ones, words of neighbours kept apart.
fn readable(element: ElementRef<'_>) -> String {
    fn gather(element: ElementRef<'_>, text: &mut String) {
        for child in element.children() {
            if let Node::Text(piece) = child.value() {
                text.push_str(piece);
            } else if let Some(inner) = ElementRef::wrap(child) {
                let name = inner.value().name();
                if SILENT.contains(&name) {
                    continue;
                }
                let parts = name == "br" || BLOCKS.contains(&name);
                text.push_str(if parts { " " } else { "" });
                gather(inner, text);
                text.push_str(if parts { " " } else { "" });
            }
        }
    }
    let mut text = String::new();
    gather(element, &mut text);
    text
}

/// Single spaces, and no controls: a page can write those as entities.
fn join(text: &str) -> String {
    text::strip_controls(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn first_text(tree: &Html, selector: &str) -> Option<String> {
    let selector = Selector::parse(selector).ok()?;
    let text = tree
        .select(&selector)
        .map(|found| join(&found.text().collect::<String>()));
    text.into_iter().find(|text| !text.is_empty())
}

fn attribute(tree: &Html, selector: &str, name: &str) -> Option<String> {
    let selector = Selector::parse(selector).ok()?;
    tree.select(&selector)
        .next()?
        .value()
        .attr(name)
        .map(str::to_owned)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(page: &str, expected: &[&str]) {
        let page = from_html(page);
        let found: Vec<String> = page
            .lines
            .iter()
            .map(|line| match &line.shape {
                Shape::Text => line.text.clone(),
                Shape::Heading(level) => format!("h{level} {}", line.text),
                Shape::Item(number) => format!("{number:?} {}", line.text),
                Shape::Table(table) => format!("{:?} {:?}", table.header, table.rows),
                Shape::Faq { question, answer } => format!("{question} = {answer}"),
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn elements_become_lines() {
        check(
            "<title>Rye | Mill</title><nav>Home</nav><h2>Why</h2><p>It is <b>good</b> &amp; old.<br>Very.</p>\
             <ol><li>mix<li><p>bake</p></ol><table><tr><th>A<th>B<tr><td>x<td>y</table>\
             <details><summary>Who?</summary>We.</details><script>x()</script><div class='share-box'>Tweet</div>",
            &[
                "h2 Why",
                "It is good & old.",
                "Very.",
                "Some(1) mix",
                "Some(2) bake",
                "[\"A\", \"B\"] [[\"x\", \"y\"]]",
                "Who? = We.",
            ],
        );
        let page = from_html("<title>Rye flour | Mill</title><nav>Home</nav><p>x");
        assert_eq!(page.title.as_deref(), Some("Rye flour"));
        assert_eq!(page.dropped[0].reason, DropReason::Navigation);
    }

    #[test]
    fn traps_take_no_time() {
        for trap in [
            "<div>".repeat(300_000),
            "<b a=1>".repeat(100_000),
            format!("<p {}>x", "a=1 ".repeat(200_000)),
            "<p>x".repeat(100_000),
            "<table><tr><td>".repeat(50_000),
            "<".repeat(500_000),
            "<!--".repeat(100_000),
            "<ul><li>".repeat(50_000),
            "<script>".repeat(50_000),
            "&amp".repeat(200_000),
            "<a href=x>y</a> ".repeat(50_000),
            "</i><div>".repeat(200_000),
            "<div/>".repeat(200_000),
            "<title><!--</title><div>".repeat(100_000),
            format!("<ol>{}", "<li>x".repeat(150_000)),
        ] {
            let start = std::time::Instant::now();
            let _ = from_html(&trap);
            let took = start.elapsed();
            assert!(took.as_secs() < 10, "{took:?} for {}", &trap[..20]);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_page(page in "(<[a-z0-9]{1,4}>|</[a-z]{1,4}>|<(table|tr|td|li|ul|dl|dt|dd|h1|br|a href=x)>|[a-z&;]{1,5}|[<>!-]{1,4}| |\n){0,60}") {
            let _ = from_html(&page);
        }
    }
}
