//! Pages that no tree is made of: told by their tags alone, and read as plain text.

use super::BLOCKS;

/// Pages nested deeper, or with more attributes on one element, are read as plain text: the time that a tree of them
/// takes grows with the square.
pub(super) const MAX_DEPTH: usize = 200;
const MAX_TAG_BYTES: usize = 20_000;
/// More elements that close themselves than any page has that people read.
const MAX_ITEMS: usize = 400_000;

/// Whether a tree of the page would take very long to make. Elements that close themselves are not counted as open.
pub(super) fn is_tangled(page: &str) -> bool {
    const CLOSING_THEMSELVES: &[&str] = &[
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link",
        "meta", "option", "p", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track",
        "wbr",
    ];
    let mut depth = 0_usize;
    let mut items = 0_usize;
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with("!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end..]);
            continue;
        }
        let closes = rest.starts_with('/');
        let name = tag_name(rest);
        if name.is_empty() {
            continue;
        }
        // A search without a bound would take the square of the page's length.
        let window = &rest.as_bytes()[..rest.len().min(MAX_TAG_BYTES)];
        let Some(end) = window.iter().position(|&byte| byte == b'>') else {
            if rest.len() > MAX_TAG_BYTES {
                return true;
            }
            continue;
        };
        let opening_closed = rest[..end].ends_with('/');
        if CLOSING_THEMSELVES.contains(&name.as_str()) {
            items += usize::from(!closes);
        } else if closes {
            depth = depth.saturating_sub(1);
        } else if !opening_closed {
            depth += 1;
        }
        if depth > MAX_DEPTH || items > MAX_ITEMS {
            return true;
        }
        if matches!(name.as_str(), "script" | "style") && !closes {
            let close = format!("</{name}");
            rest = find_ignoring_case(rest, &close).map_or("", |at| &rest[at..]);
        }
    }
    false
}

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

/// Tags replaced by line ends or nothing: what is left when no tree can be made.
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
