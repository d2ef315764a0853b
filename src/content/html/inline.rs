//! What stands within a line (emphasis, links, line breaks, readings, formulas) → the form in which `dom_query` writes it
//! without loss: it drops spaces at the edges of links and emphasis, and the rest of a heading after a line break.

use dom_query::{Document, NodeRef};

use super::prepare::unhide;
use crate::text::single_spaced;

/// Elements that hold running text and that `dom_query` does not set apart from the text around them.
const UNSEPARATED: &str = "figcaption, address, center, legend, fieldset, main";

/// Prepares what stands within lines.
pub(super) fn prepare_inline(document: &Document) {
    // Emphasis is not shown, and its marks get lost or show up where two of them meet.
    for emphasis in document.select("b, strong, i, em").nodes() {
        emphasis.rename("span");
    }
    // The reading of a word, which is written above it.
    document.select("rt, rp").remove();
    for formula in document.select("math").nodes() {
        write_formula(document, formula);
    }
    for line_break in document
        .select("h1 br, h2 br, h3 br, h4 br, h5 br, h6 br")
        .nodes()
    {
        line_break.insert_before(&document.tree.new_text(" "));
        line_break.remove_from_parent();
    }
    for link in document.select("a[href]").nodes() {
        move_spaces_out(document, link);
    }
    for element in document.select(UNSEPARATED).nodes() {
        separate(document, element);
    }
}

/// A formula as its author wrote it (TeX), or else its letters and signs.
fn write_formula(document: &Document, formula: &NodeRef<'_>) {
    let source = formula.attr("alttext").or_else(|| {
        let annotation = formula
            .descendants_it()
            .find(|node| node.has_name("annotation"));
        annotation.map(|annotation| annotation.text())
    });
    let written = single_spaced(&source.unwrap_or_else(|| formula.text()));
    let plain = written
        .strip_prefix("{\\displaystyle ")
        .and_then(|rest| rest.strip_suffix('}'));
    let text = plain.unwrap_or(&written).trim().to_owned();
    // A copy for screen readers is hidden beside a picture of the formula.
    let above: Vec<NodeRef<'_>> = formula.ancestors_it(Some(2)).collect();
    for copy in above.iter().filter(|node| node.has_name("span")) {
        unhide(copy);
    }
    formula.insert_before(&document.tree.new_text(text));
    formula.remove_from_parent();
}

/// Puts the spaces at the edges of a link's text outside of it.
fn move_spaces_out(document: &Document, link: &NodeRef<'_>) {
    let text = link.text();
    if text.starts_with(char::is_whitespace) {
        link.insert_before(&document.tree.new_text(" "));
    }
    if text.ends_with(char::is_whitespace) {
        link.insert_after(&document.tree.new_text(" "));
    }
}

/// Sets an element's text apart from what stands around it.
fn separate(document: &Document, element: &NodeRef<'_>) {
    if element.immediate_text().trim().is_empty() {
        return;
    }
    let block = document.tree.new_element("div");
    for child in element.children() {
        block.append_child(&child);
    }
    element.append_child(&block);
}
