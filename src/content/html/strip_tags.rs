//! An HTML page as plain text, where no tree is built.

/// Elements that end a line.
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

/// The name of the tag whose text after `<` this is, in lower case; empty if it is none.
fn tag_name(rest: &str) -> String {
    rest.trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes()
        .windows(needle.len())
        .position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}

/// Replaces tags by line ends or nothing: the fallback where no tree can be built.
pub(super) fn strip_tags(page: &str) -> String {
    let mut plain = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let name = tag_name(rest);
        if name.is_empty() && !rest.starts_with('!') {
            plain.push('<');
            continue;
        }
        let parts_lines = name.starts_with('h') || name == "br" || BLOCKS.contains(&name.as_str());
        plain.push_str(if parts_lines { "\n\n" } else { "" });
        if matches!(name.as_str(), "script" | "style") && !rest.starts_with('/') {
            let close = format!("</{name}");
            rest = find_ignoring_case(rest, &close).map_or("", |at| &rest[at..]);
            continue;
        }
        rest = rest.find('>').map_or("", |end| &rest[end + 1..]);
    }
    plain.push_str(rest);
    plain
}
