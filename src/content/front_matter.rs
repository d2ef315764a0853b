//! The front matter of an article: TOML between `+++` and `+++`.

use serde::Deserialize;

use super::problem::line_at;
use crate::text::single_spaced;

/// The keys of front matter. Unknown keys are an error, so that a misspelt one is noticed.
#[derive(Debug, Default, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FrontMatter {
    pub(super) title: String,
    pub(super) slug: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) license: Option<String>,
    pub(super) updated: Option<Day>,
    pub(super) summary: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) claims: Vec<String>,
    pub(super) references: Vec<String>,
    /// Slugs of articles that the text links to.
    pub(super) related: Vec<String>,
    pub(super) contradicts: Vec<LinkEntry>,
    pub(super) qualifies: Vec<LinkEntry>,
    /// Name of the source shown to readers, if it is not the title.
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
}

/// A pair of sections, as written: `section` is an anchor of this article, `with` is `slug#anchor`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkEntry {
    pub(super) section: String,
    pub(super) with: String,
    pub(super) about: String,
}

/// A day, written as a TOML date or as text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub(super) enum Day {
    Date(toml::value::Datetime),
    Text(String),
}

impl Day {
    pub(super) fn to_text(&self) -> String {
        match self {
            Self::Date(date) => date.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// An article's file, split into front matter and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head<'a> {
    /// No front matter at all.
    None,
    /// `+++` opened it, nothing closed it: the file is cut off.
    Unclosed,
    /// Both, as written.
    Found {
        toml: &'a str,
        body: &'a str,
        body_line: usize,
    },
}

/// Finds the front matter of a file, whose line ends are `\n`.
pub(super) fn split(text: &str) -> Head<'_> {
    let Some(rest) = text.strip_prefix("+++") else {
        return Head::None;
    };
    let Some((fence, rest)) = rest.split_once('\n') else {
        return if rest.trim().is_empty() {
            Head::Unclosed
        } else {
            Head::None
        };
    };
    if !fence.trim().is_empty() {
        return Head::None;
    }
    let mut at = 0;
    for (number, line) in rest.split_inclusive('\n').enumerate() {
        if line.trim_end() == "+++" {
            return Head::Found {
                toml: &rest[..at],
                body: &rest[at + line.len()..],
                body_line: number + 3,
            };
        }
        at += line.len();
    }
    Head::Unclosed
}

/// Reads front matter; on failure gives the line within the file and what is wrong.
pub(super) fn parse(toml: &str) -> std::result::Result<FrontMatter, (usize, String)> {
    toml::from_str(toml).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(toml, span.start));
        (line + 1, single_spaced(error.message()))
    })
}

/// Keys of site generators that our front matter does not have.
const FOREIGN_KEYS: &[&str] = &[
    "aliases",
    "author",
    "categories",
    "cover",
    "date",
    "description",
    "draft",
    "extra",
    "featured",
    "image",
    "images",
    "keywords",
    "lastmod",
    "layout",
    "menu",
    "params",
    "path",
    "publishdate",
    "series",
    "sort_by",
    "taxonomies",
    "template",
    "toc",
    "type",
    "weight",
];

/// Whether front matter is that of a site generator, whose file is a page like any other.
pub(super) fn is_foreign(toml: &str) -> bool {
    toml::from_str::<toml::Table>(toml).is_ok_and(|table| {
        table
            .keys()
            .any(|key| FOREIGN_KEYS.contains(&key.to_ascii_lowercase().as_str()))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn finds_head_and_body() {
        let Head::Found {
            toml,
            body,
            body_line,
        } = split("+++\ntitle = \"A\"\n+++\n## B\n")
        else {
            panic!("front matter not found");
        };
        assert_eq!((toml, body, body_line), ("title = \"A\"\n", "## B\n", 4));
        assert_eq!(split("+++\ntitle = 1\n"), Head::Unclosed);
        assert_eq!(split("+++"), Head::Unclosed);
        assert_eq!(split("++++ what"), Head::None);
        assert_eq!(split("# A"), Head::None);
    }

    #[test]
    fn errors_name_the_line_of_the_file() {
        let (line, what) = parse("title = \"A\"\nslugg = \"b\"\n").unwrap_err();
        assert_eq!(line, 3);
        assert!(what.contains("slugg"), "{what}");
        assert_eq!(parse("title = \"A\nx = 1").unwrap_err().0, 2);
    }

    #[test]
    fn days_may_be_dates_or_text() {
        let dated = parse("updated = 2026-11-22").unwrap();
        assert_eq!(dated.updated.unwrap().to_text(), "2026-11-22");
        let texted = parse("updated = \"2026-11-22\"").unwrap();
        assert_eq!(texted.updated.unwrap().to_text(), "2026-11-22");
    }

    proptest! {
        #[test]
        fn any_text_splits_and_parses_or_fails(text in "(\\+{2,4}|[a-z=\"\\[\\]]{1,3}|\n| ){0,60}") {
            if let Head::Found { toml, body, .. } = split(&text) {
                prop_assert!(text.ends_with(body));
                let _ = parse(toml);
            }
        }
    }
}
