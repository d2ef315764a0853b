//! HTML → the same lines that text gives. What a page marks as no text to read (scripts, menus, forms) is left out
//! by its element, its role or the names of its classes.

mod attributes;
mod element;
mod reader;
mod tangle;
mod tree;

use scraper::{ElementRef, Html, Selector};

use super::lines::{self, Line, Page, Shape};
use crate::text::{self, single_spaced};
use element::{below, readable};
use reader::Reader;
use tangle::strip_tags;
use tree::tree;

/// Reads HTML into lines.
pub(super) fn from_html(page: &str) -> Page {
    let page = text::replace_lookalikes(&text::strip_controls(page));
    let Some(tree) = tree(&page) else {
        return lines::from_text(&strip_tags(&page));
    };
    let page = Page {
        title: first_text(&tree, "h1")
            .or_else(|| first_text(&tree, "title").map(|title| without_site(&title))),
        url: attribute(&tree, "link[rel=canonical]", "href").filter(|url| url.starts_with("http")),
        ..Page::default()
    };
    let mut page = Reader::new(page).read(main_part(&tree));
    // The title stands above the text, not in it.
    let heading = |line: &Line| line.shape == Shape::Heading(1);
    if let Some(place) = page.lines.iter().position(heading)
        && page.title.as_ref() == Some(&page.lines[place].text)
    {
        page.lines.remove(place);
    }
    page
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

fn first_text(tree: &Html, selector: &str) -> Option<String> {
    let selector = Selector::parse(selector).ok()?;
    let text = tree
        .select(&selector)
        .map(|found| single_spaced(&found.text().collect::<String>()));
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

    use super::super::DropReason;
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
        check(
            "<dl><dt>Rye<dd>A grain.<dt><dd></dl><ul><li>one<li></ul><p>Over.",
            &["None Rye: A grain.", "None one", "Over."],
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
