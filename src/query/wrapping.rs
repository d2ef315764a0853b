//! What people wrap around a question: links, markup, mentions, and phrases that ask nothing. A question without them
//! is compared better: every word of a short text counts.

use std::cmp::Reverse;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrapping {
    phrases: Vec<String>,
}

/// Longest first, so that no phrase leaves a part of a longer one behind.
static PHRASES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let Wrapping { mut phrases } = toml::from_str(include_str!("../../content/wrapping.toml"))
        .expect("the built-in phrases are parsed by a test");
    phrases.sort_by_key(|phrase| Reverse(phrase.len()));
    phrases
});

/// The text without what is wrapped around it; none if there is nothing of the kind, or nothing but that.
pub(super) fn unwrap(text: &str) -> Option<String> {
    let plain = plain(text);
    let mut rest = plain.trim();
    loop {
        let shorter = PHRASES
            .iter()
            .find_map(|filler| without_start(rest, filler).or_else(|| without_end(rest, filler)));
        match shorter {
            Some(shorter) if shorter.contains(char::is_alphanumeric) => rest = shorter,
            _ => break,
        }
    }
    (rest != text && rest.contains(char::is_alphanumeric)).then(|| rest.to_owned())
}

/// Drops links, mentions, custom emoji and marks of spoilers, bold, strikes and code.
fn plain(text: &str) -> String {
    let is_noise = |word: &&str| {
        let bare = word.trim_start_matches(['<', '(', '[', '"']);
        ["http://", "https://", "www."].iter().any(|start| {
            bare.get(..start.len())
                .is_some_and(|own| own.eq_ignore_ascii_case(start))
        }) || word.starts_with('<') && word.trim_end_matches(['?', '!', '.', ',']).ends_with('>')
    };
    text.split(' ')
        .filter(|word| !is_noise(word))
        .collect::<Vec<_>>()
        .join(" ")
        .replace("||", " ")
        .replace("**", "")
        .replace("~~", "")
        .replace("__", "")
        .replace('`', "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

const AROUND: [char; 12] = [' ', ',', '.', ':', ';', '!', '?', '-', '(', ')', '…', '*'];

fn without_start<'a>(text: &'a str, filler: &str) -> Option<&'a str> {
    let own = text.get(..filler.len())?;
    let rest = &text[filler.len()..];
    (own.eq_ignore_ascii_case(filler) && rest.starts_with(AROUND))
        .then(|| rest.trim_start_matches(AROUND))
}

fn without_end<'a>(text: &'a str, filler: &str) -> Option<&'a str> {
    let text = text.trim_end_matches(AROUND);
    let start = text.len().checked_sub(filler.len())?;
    let own = text.get(start..)?;
    let rest = &text[..start];
    (own.eq_ignore_ascii_case(filler) && rest.ends_with(AROUND))
        .then(|| rest.trim_end_matches([' ', ',', ';', ':', '-', '(', '*']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_asks_nothing_is_dropped() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(unwrap(text).as_deref(), expected, "{text}");
        };
        check(
            "Hey guys, does sleep help? Thanks!",
            Some("does sleep help?"),
        );
        check("||does sleep help||", Some("does sleep help"));
        check("asking for a friend: does it fade?", Some("does it fade?"));
        for said in [
            "asking for a friend",
            "im asking for a friend",
            "I'm asking for a friend",
            "i was just wondering",
            "just wondering",
        ] {
            check(&format!("does it fade? {said}"), Some("does it fade?"));
            check(&format!("{said}, does it fade?"), Some("does it fade?"));
        }
        check(
            "<@123456> https://example.org/a?b=c does it **fade**",
            Some("does it fade"),
        );
        check("does sleep help?", None);
        check("hidden talents", None);
        check("hi", None);
        check("https://example.org", None);
        check("", None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_unwrapped(text in "\\PC{0,60}") {
            if let Some(plain) = unwrap(&text) {
                proptest::prop_assert!(plain.contains(char::is_alphanumeric));
            }
        }
    }
}
