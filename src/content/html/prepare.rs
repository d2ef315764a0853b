//! Interactive elements (folded parts, tabs, buttons) → plain elements, before a page is written as Markdown.

use dom_query::{Document, NodeRef};

use super::inline::prepare_inline;
use crate::text::count_words;
use crate::text::single_spaced;

/// Tables are completed up to this many cells.
const MAX_COLUMNS: usize = 60;

/// Turns interactive elements into plain ones.
pub(super) fn prepare(document: &Document) {
    show_folded(document);
    show_without_scripts(document);
    keep_notes(document);
    citations(document);
    prepare_inline(document);
    for list in document.select("dl").nodes() {
        definitions(document, list);
    }
    for details in document.select("details").nodes() {
        open_details(details);
    }
    for table in document.select("table").nodes() {
        if is_layout(table) {
            for part in parts_of(table) {
                part.rename("div");
            }
            table.rename("div");
        } else {
            complete_rows(document, table);
        }
    }
}

/// Buttons that open a part become its heading, and the part is shown.
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

/// A `noscript` with fewer words asks to turn scripts on, or holds a picture.
const LEAST_NOSCRIPT_WORDS: usize = 50;

/// Shows the text of pages that scripts build, where a copy for browsers without scripts holds it.
fn show_without_scripts(document: &Document) {
    for copy in document.select("body noscript").nodes() {
        if count_words(&copy.text()) >= LEAST_NOSCRIPT_WORDS {
            copy.rename("div");
        }
    }
}

/// Fewest words of a note beside the text.
const LEAST_NOTE_WORDS: usize = 8;

/// Keeps the `aside`s of an article that hold sentences and no links; the others are lists of other pages.
fn keep_notes(document: &Document) {
    for aside in document.select("article aside, main aside").nodes() {
        let text = aside.text();
        let linked = aside.descendants_it().any(|node| node.has_name("a"));
        let ends = text.trim_end().ends_with(['.', '!', '?', '…', '。']);
        if !linked && ends && count_words(&text) >= LEAST_NOTE_WORDS {
            aside.rename("div");
        }
    }
}

/// Shows what follows an element, or its parents if nothing else follows within them.
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

pub(super) fn unhide(element: &NodeRef<'_>) {
    element.remove_attrs(&["hidden", "aria-hidden", "style"]);
}

fn is_heading(node: &NodeRef<'_>) -> bool {
    ["h1", "h2", "h3", "h4", "h5", "h6"]
        .iter()
        .any(|name| node.has_name(name))
}

/// Removes footnote marks and edit links, as wikis have them.
fn citations(document: &Document) {
    for mark in document.select("sup, span, a").nodes() {
        let text = single_spaced(&mark.text());
        let inner = text.trim_start_matches('[').trim_end_matches(']').trim();
        let bracketed = text.starts_with('[') && text.ends_with(']');
        let edits = bracketed && matches!(inner, "edit" | "edit source" | "citation needed");
        let numbered = ["note ", "nb ", "n "]
            .iter()
            .find_map(|name| inner.strip_prefix(name))
            .unwrap_or(inner);
        let cites = bracketed
            && numbered.len() <= 3
            && !inner.is_empty()
            && numbered.chars().all(char::is_alphanumeric)
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

/// Opens what is folded under a summary; the summary becomes a heading if nothing else would be below it.
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

/// A cell with more words than this, in several blocks, is a part of the page rather than of a table.
const MAX_CELL_WORDS: usize = 100;

/// Whether a table only arranges the page: a cell of it holds running text in several blocks.
fn is_layout(table: &NodeRef<'_>) -> bool {
    let cells = parts_of(table);
    cells.iter().filter(|part| part.has_name("td")).any(|cell| {
        let blocks = cell.descendants_it().filter(|node| {
            is_heading(node)
                || ["p", "ul", "ol", "table"]
                    .iter()
                    .any(|name| node.has_name(name))
        });
        blocks.count() >= 2 && count_words(&cell.text()) > MAX_CELL_WORDS
    })
}

/// The groups of rows, rows and cells of a table, without those of tables within it.
fn parts_of<'a>(table: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut parts = Vec::new();
    let mut open = vec![*table];
    while let Some(above) = open.pop() {
        for part in above.children_it(false) {
            let is_cell = part.has_name("td") || part.has_name("th");
            let is_group = ["thead", "tbody", "tfoot", "tr"]
                .iter()
                .any(|name| part.has_name(name));
            if is_cell || is_group {
                parts.push(part);
            }
            if is_group {
                open.push(part);
            }
        }
    }
    parts
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
    // A cell over several rows is repeated in each of them.
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
