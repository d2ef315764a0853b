//! What an element is by its name, its role and its classes, and what of it is there to read.

use scraper::{ElementRef, Node};

use super::super::DropReason;
use super::tree::MAX_DEPTH;

/// Elements whose inside no one reads as text.
pub(super) const SILENT: &[&str] = &[
    "audio", "button", "canvas", "datalist", "dialog", "embed", "head", "iframe", "img", "input",
    "map", "math", "noscript", "object", "picture", "progress", "script", "select", "style", "svg",
    "template", "textarea", "video",
];

/// Elements that part a line from the next.
pub(super) const BLOCKS: &[&str] = &[
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

/// What an element is for, if it is not for reading.
pub(super) fn furniture(element: ElementRef<'_>) -> Option<DropReason> {
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

/// Descendants of the given names, in order, not looking inside the ones found.
pub(super) fn below<'a>(element: ElementRef<'a>, names: &[&str]) -> Vec<ElementRef<'a>> {
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
pub(super) fn readable(element: ElementRef<'_>) -> String {
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
