//! Front matter of other tools (YAML, TOML or JSON at the head of a file).

use serde_json::Value;

use super::problem::ProblemKind;
use crate::text::single_spaced;

/// What a page says about itself.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct PageInfo {
    pub(super) title: Option<String>,
    pub(super) slug: Option<String>,
    pub(super) summary: Option<String>,
    /// `YYYY-MM-DD`.
    pub(super) updated: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) license: Option<String>,
    pub(super) url: Option<String>,
}

/// A file in two.
#[derive(Debug)]
pub(super) struct Head<'a> {
    pub(super) info: PageInfo,
    pub(super) body: &'a str,
    /// The line of the file that the body begins on, from 1.
    pub(super) first_line: usize,
    /// What could not be read, with its line.
    pub(super) problems: Vec<(usize, ProblemKind)>,
}

/// Longest front matter, in lines.
const MAX_LINES: usize = 400;

/// Finds and reads front matter: YAML between `---`, TOML between `+++`, JSON between braces. A rule or a brace that
/// begins a text is text.
pub(super) fn split(text: &str) -> Head<'_> {
    let none = Head {
        info: PageInfo::default(),
        body: text,
        first_line: 1,
        problems: Vec::new(),
    };
    let first = text.lines().next().unwrap_or("").trim_end();
    let closing: &[&str] = match first {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        "{" => &["}"],
        _ => return none,
    };
    let mut at = 0;
    let mut end = None;
    for (index, line) in text.split_inclusive('\n').enumerate().take(MAX_LINES) {
        at += line.len();
        if index > 0 && closing.contains(&line.trim_end()) {
            end = Some((index, at - line.len(), at));
            break;
        }
    }
    let Some((index, close, after)) = end else {
        return none;
    };
    let opened = text.find('\n').map_or(text.len(), |at| at + 1);
    let value: Result<Value, String> = match first {
        "---" => serde_saphyr::from_str(&text[opened..close]).map_err(|error| error.to_string()),
        "+++" => toml::from_str(&text[opened..close]).map_err(|error| error.message().to_owned()),
        _ => serde_json::from_str(&text[..after]).map_err(|error| error.to_string()),
    };
    let mut head = Head {
        body: &text[after..],
        first_line: index + 2,
        ..none
    };
    match value {
        Ok(Value::Object(fields)) => head.info = info(&fields),
        Ok(Value::Null) if first == "---" => {}
        Err(error) if first != "{" && looks_like_fields(&text[opened..close]) => {
            let error = single_spaced(error.lines().next().unwrap_or(""));
            head.info.title = title_line(&text[opened..close]);
            head.problems
                .push((1, ProblemKind::ForeignFrontMatter { error }));
        }
        _ => {
            return Head {
                info: PageInfo::default(),
                body: text,
                first_line: 1,
                problems: Vec::new(),
            };
        }
    }
    head
}

/// Whether most lines name a field.
fn looks_like_fields(text: &str) -> bool {
    let named = |line: &&str| {
        let key = line.split([':', '=']).next().unwrap_or("");
        key.len() < line.len() && !key.trim().contains(' ') && !key.trim().is_empty()
    };
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines.iter().filter(|line| named(line)).count() * 2 > lines.len()
}

/// The title of front matter that no parser reads, mostly for a colon within it.
fn title_line(text: &str) -> Option<String> {
    let value = text.lines().find_map(|line| {
        line.strip_prefix("title:")
            .or_else(|| line.strip_prefix("title ="))
    })?;
    let title = single_spaced(value.trim().trim_matches(['"', '\'']));
    (!title.is_empty()).then_some(title)
}

type Fields = serde_json::Map<String, Value>;

fn info(fields: &Fields) -> PageInfo {
    let first = |keys: &[&str]| {
        keys.iter()
            .find_map(|key| text(field(fields, key)?))
            .filter(|text| !text.is_empty())
    };
    PageInfo {
        title: first(&["title", "name"]),
        slug: first(&["slug"]).filter(|slug| !slug.contains('/')),
        summary: first(&["description", "summary", "excerpt"]),
        updated: first(&[
            "updated",
            "lastmod",
            "last_modified",
            "last_modified_at",
            "modified",
            "last_updated",
            "date",
            "published",
            "pubdate",
            "created",
        ])
        .as_deref()
        .and_then(day),
        authors: ["authors", "author"]
            .iter()
            .find_map(|key| field(fields, key))
            .map(names)
            .unwrap_or_default(),
        license: first(&["license", "licence"]),
        url: first(&[
            "canonical",
            "canonical_url",
            "canonicalurl",
            "url",
            "link",
            "source",
        ])
        .filter(|url| url.starts_with("http")),
    }
}

fn field<'a>(fields: &'a Fields, key: &str) -> Option<&'a Value> {
    let found =
        |(name, value): (&String, &'a Value)| name.eq_ignore_ascii_case(key).then_some(value);
    fields.iter().find_map(found)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(single_spaced(text)),
        Value::Number(number) => Some(number.to_string()),
        // A TOML date, as its parser serializes it.
        Value::Object(fields) if fields.len() == 1 => match fields.values().next() {
            Some(Value::String(text)) => Some(single_spaced(text)),
            _ => None,
        },
        _ => None,
    }
}

fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(several) => several.iter().flat_map(names).collect(),
        Value::Object(fields) => field(fields, "name").and_then(text).into_iter().collect(),
        _ => text(value)
            .filter(|name| !name.is_empty())
            .into_iter()
            .collect(),
    }
}

/// `YYYY-MM-DD` at the start of a date.
pub(super) fn day(date: &str) -> Option<String> {
    let day = date.get(..10)?;
    let fits = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    fits.then(|| day.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_of_three_kinds_says_the_same() {
        let expected = PageInfo {
            title: Some("Sleep: a guide".to_owned()),
            slug: None,
            summary: Some("What it does. In short.".to_owned()),
            updated: Some("2024-05-06".to_owned()),
            authors: vec!["A. Miller".to_owned(), "B. Baker".to_owned()],
            license: Some("CC-BY-4.0".to_owned()),
            url: Some("https://example.org/sleep".to_owned()),
        };
        for page in [
            "---\ntitle: \"Sleep: a guide\"\ndescription: >\n  What it does.\n  In short.\nauthor:\n  - A. Miller\n  - name: B. Baker\ndate: 2024-05-06\nlicence: CC-BY-4.0\ncanonical: https://example.org/sleep\ntags: [a, b]\n---\nText.\n",
            "+++\ntitle = \"Sleep: a guide\"\ndescription = \"What it does. In short.\"\nauthors = [\"A. Miller\", \"B. Baker\"]\ndate = 2024-05-06\nlicense = \"CC-BY-4.0\"\nurl = \"https://example.org/sleep\"\n[extra]\nx = 1\n+++\nText.\n",
            "{\n\"title\": \"Sleep: a guide\", \"summary\": \"What it does. In short.\",\n\"authors\": [\"A. Miller\", {\"name\": \"B. Baker\"}], \"date\": \"2024-05-06T10:00:00Z\",\n\"license\": \"CC-BY-4.0\", \"canonical\": \"https://example.org/sleep\"\n}\nText.\n",
        ] {
            let head = split(page);
            assert_eq!(head.info, expected, "{page}");
            assert_eq!(head.body, "Text.\n");
            assert_eq!(
                page.lines().nth(head.first_line - 1),
                Some("Text."),
                "{page}"
            );
        }
    }

    #[test]
    fn a_rule_at_the_head_is_no_front_matter() {
        for page in [
            "---\nA text.\n---\nMore.\n",
            "---\nA text.\n",
            "{\nx\n}\n",
            "+++ a\n",
        ] {
            let head = split(page);
            assert_eq!((head.body, head.first_line), (page, 1), "{page}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_and_no_text() {
        let head = split("---\ntitle: Sets: how many\ntags: [a\n---\nText.\n");
        assert_eq!(head.info.title.as_deref(), Some("Sets: how many"));
        assert_eq!(head.body, "Text.\n");
        assert_eq!(head.problems.len(), 1);
    }
}
