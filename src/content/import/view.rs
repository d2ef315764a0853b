//! Lines of Markdown as the rules for boilerplate and headings need them: shape and words, without markup.

use std::sync::LazyLock;

use regex::Regex;

use super::rules::regex;
use crate::content::markdown::Line;
use crate::text;
use crate::text::count_words;

/// What a line of Markdown is by its first characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Blank,
    Heading(usize),
    Item,
    Text,
    /// Code, tables, comments: lines that no rule applies to.
    Other,
}

/// A line as the rules need it.
#[derive(Debug, Clone)]
pub(super) struct View {
    pub(super) shape: Shape,
    /// Its text without markup.
    pub(super) text: String,
    /// Whether it is a link, or several, and nothing else.
    pub(super) linked: bool,
    /// Whether all its links lead to places on the same page.
    pub(super) to_own_places: bool,
}

impl View {
    pub(super) fn has_words(&self) -> bool {
        matches!(self.shape, Shape::Heading(_) | Shape::Item | Shape::Text)
    }

    pub(super) fn words(&self) -> usize {
        count_words(&self.text)
    }
}

pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '*', '_', '」', '）'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

static LINK: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"!?\[((?:[^\[\]\\]|\\.)*)\]\((#?)[^()]*(?:\([^()]*\)[^()]*)*\)|\[\[([^\]|]*)(?:\|([^\]]*))?\]\]",
    )
});
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(?:[ \t]*>)*[ \t]*(?:(#{1,6})[ \t]+|[-*+][ \t]+|\d{1,9}[.)][ \t]+)?")
});

/// The view of each line.
pub(super) fn views(lines: &[Line]) -> Vec<View> {
    let mut fence: Option<String> = None;
    let mut in_comment = false;
    lines
        .iter()
        .map(|line| {
            let trimmed = line.text.trim();
            let other = View {
                shape: Shape::Other,
                text: String::new(),
                linked: false,
                to_own_places: false,
            };
            if let Some(open) = &fence {
                if trimmed.starts_with(open.as_str()) {
                    fence = None;
                }
                return other;
            }
            if in_comment || trimmed.starts_with("<!--") {
                in_comment = !trimmed.ends_with("-->");
                return other;
            }
            if let Some(mark) = ["```", "~~~"]
                .iter()
                .find(|mark| trimmed.starts_with(**mark))
            {
                fence = Some((*mark).to_owned());
                return other;
            }
            if trimmed.starts_with('|')
                || line.text.starts_with("    ") && !trimmed.starts_with(['-', '*', '+'])
            {
                return other;
            }
            view(&line.text)
        })
        .collect()
}

fn view(source: &str) -> View {
    let mark = MARK.captures(source);
    let rest = mark
        .as_ref()
        .and_then(|mark| mark.get(0))
        .map_or(source, |mark| &source[mark.end()..]);
    let heading = mark.as_ref().and_then(|mark| mark.get(1));
    let marked = rest.len() < source.trim_start().len();
    let mut links = 0;
    let mut own_places = 0;
    let text = LINK.replace_all(rest, |found: &regex::Captures<'_>| {
        if found[0].starts_with('!') {
            return String::new();
        }
        links += 1;
        own_places += usize::from(found.get(2).is_some_and(|hash| !hash.is_empty()));
        let shown = [4, 3, 1].iter().find_map(|&group| found.get(group));
        shown.map_or(String::new(), |shown| shown.as_str().to_owned())
    });
    let bare = LINK.replace_all(rest, "");
    let text = text::single_spaced(&unmarked(&text));
    View {
        shape: match heading {
            _ if text.is_empty() && links == 0 => Shape::Blank,
            Some(marks) => Shape::Heading(marks.len()),
            None if marked && !source.trim_start().starts_with('>') => Shape::Item,
            None => Shape::Text,
        },
        linked: links > 0 && !bare.contains(char::is_alphanumeric),
        to_own_places: links > 0 && links == own_places,
        text,
    }
}

/// The words of a line of Markdown, without markup, tags and the targets of links.
pub(super) fn words_of(source: &str) -> String {
    static TAG: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"<!--.*?-->|</?[a-zA-Z][^<>]*>|^\s*(?:```|~~~).*$|\[![\w-]+\][+-]?|\[[ xX]\][ \t]|^\[\^[^\]]+\]:",
        )
    });
    let text = view(&TAG.replace_all(source, " ")).text;
    text.replace(['|', '='], " ").trim().to_owned()
}

/// Removes emphasis and escapes.
fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut escaped = false;
    for character in text.chars() {
        match character {
            '\\' if !escaped => escaped = true,
            '*' | '`' if !escaped => {}
            _ => {
                plain.push(character);
                escaped = false;
            }
        }
    }
    plain.trim_matches('_').to_owned()
}

/// Share of the longer words that start with a capital or a digit.
pub(super) fn title_case_share(text: &str) -> f64 {
    let long: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .collect();
    let high = long.iter().filter(|word| starts_high(word)).count();
    if long.is_empty() {
        1.0
    } else {
        high as f64 / long.len() as f64
    }
}

pub(super) fn starts_high(text: &str) -> bool {
    text.chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|first| !first.is_lowercase())
}
