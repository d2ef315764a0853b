//! Whether a passage states a fact, by the rules of the question sets that name facts instead of passages.

use fancy_regex::Regex;
use unicode_normalization::UnicodeNormalization;

use crate::answer::Quoted;

/// Facts as regular expressions: a passage states them if of every inner list at least one expression matches, and no
/// forbidden one does.
#[derive(Debug)]
pub struct Facts {
    must: Vec<Vec<Regex>>,
    must_not: Vec<Regex>,
}

impl Facts {
    pub(super) fn new(must: &[Vec<String>], must_not: &[String]) -> Result<Self, String> {
        let all = |patterns: &[String]| -> Result<Vec<Regex>, String> {
            patterns.iter().map(|pattern| expression(pattern)).collect()
        };
        Ok(Self {
            must: must
                .iter()
                .map(|patterns| all(patterns))
                .collect::<Result<_, _>>()?,
            must_not: all(must_not)?,
        })
    }

    /// Whether title, section and text of a passage state the facts.
    pub(super) fn are_in(&self, quoted: &Quoted) -> bool {
        let text = fold(&said(quoted));
        self.must
            .iter()
            .all(|any| any.iter().any(|expression| matches(expression, &text)))
            && !self
                .must_not
                .iter()
                .any(|expression| matches(expression, &text))
    }
}

/// Reads an expression; case does not matter.
pub(super) fn expression(pattern: &str) -> Result<Regex, String> {
    Regex::new(&format!("(?i){pattern}")).map_err(|error| format!("{pattern}: {error}"))
}

/// An expression that gives up is taken for one that does not match.
pub(super) fn matches(expression: &Regex, text: &str) -> bool {
    expression.is_match(text).unwrap_or(false)
}

/// Title, heading and text, as they are in the JSON form of an answer.
pub(super) fn said(quoted: &Quoted) -> String {
    let passage = &quoted.hit.passage;
    let section = passage.heading().unwrap_or_default();
    format!("{}\n{section}\n{}", passage.title, passage.text)
}

/// Look-alike letters, quotes, dashes and odd spaces to ASCII; one line. Not [`crate::text::fold`]: a grader must not
/// change when the index's folding does, and this one keeps the case.
fn fold(text: &str) -> String {
    let normal: String = text.chars().filter_map(plain).nfkc().collect();
    let letters: String = normal.chars().filter_map(plain).map(latin).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn plain(character: char) -> Option<char> {
    Some(match character {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '\u{b4}' | '`' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => return None,
        other => other,
    })
}

/// Cyrillic and Greek letters that look like Latin ones, beside those.
const LOOK_ALIKE: [(&str, &str); 4] = [
    ("авекмнорстухіїјѕһԁԛԝӏёү", "abekmhopctyxiijshdqwley"),
    ("οανι", "oavi"),
    ("АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
];

fn latin(character: char) -> char {
    LOOK_ALIKE
        .iter()
        .find_map(|(foreign, latin)| {
            let position = foreign.chars().position(|other| other == character)?;
            latin.chars().nth(position)
        })
        .unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_folded_to_one_plain_line() {
        assert_eq!(
            fold(
                "m\u{435}mory \u{201c}nucl\u{435}i\u{201d} isn\u{2019}t 3\u{2013}6\u{a0}mo\u{200b}nths"
            ),
            "memory \"nuclei\" isn't 3-6 months"
        );
        for (foreign, latin) in LOOK_ALIKE {
            assert_eq!(foreign.chars().count(), latin.chars().count(), "{foreign}");
            assert_eq!(fold(foreign), latin);
        }
    }

    #[test]
    fn expressions_ignore_case_and_may_look_behind() {
        let expression = expression("(?<!x)ABC.{0,3}$").unwrap();
        assert!(matches(&expression, "an abc d"));
        assert!(!matches(&expression, "xabc"));
    }
}
