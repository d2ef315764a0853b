//! `library.toml`: what a library is about, and what the bot says of itself.

use serde::{Deserialize, Serialize};

use super::problem::{Problem, ProblemKind, line_at};
use super::sidecar;

/// Most characters of the bot's name: those of a Discord user name.
const NAME_CHARS: usize = 32;
/// Most characters of the subject: with the words around it, it is the description of a Discord command (100).
const SUBJECT_CHARS: usize = 50;
/// Most characters of the greeting.
const GREETING_CHARS: usize = 400;
/// Most example questions.
const MAX_EXAMPLES: usize = 3;
/// Most characters of an example question: those of a choice in Discord.
const EXAMPLE_CHARS: usize = 100;
/// Most characters of the disclaimer.
const DISCLAIMER_CHARS: usize = 300;
/// Most characters of the words for those who can help, and of the licence line.
const PHRASE_CHARS: usize = 120;
/// Most characters of the language's code.
const LANGUAGE_CHARS: usize = 35;

/// What a library is about, and what the bot says of itself. What is missing is replaced by neutral words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LibraryProfile {
    /// Name of the bot.
    pub name: String,
    /// The subject in a phrase that fits after "about": `sourdough baking`.
    pub subject: Option<String>,
    /// What is said to "hi".
    pub greeting: Option<String>,
    /// Questions to begin with.
    pub examples: Vec<String>,
    /// What people should know before they rely on an answer.
    pub disclaimer: Option<String>,
    /// Who can help where the articles cannot, in a phrase: `a doctor or physiotherapist`.
    pub who_can_help: Option<String>,
    /// The licence of the articles, in a line.
    pub license: Option<String>,
    /// Language of the articles, as a BCP 47 code: `en`, `de`, `pt-BR`.
    pub language: String,
}

impl Default for LibraryProfile {
    fn default() -> Self {
        Self {
            name: "Engram".to_owned(),
            subject: None,
            greeting: None,
            examples: Vec::new(),
            disclaimer: None,
            who_can_help: None,
            license: None,
            language: "en".to_owned(),
        }
    }
}

impl LibraryProfile {
    /// Its name, beside the articles.
    pub const FILE: &str = "library.toml";

    /// Whether the articles are in English.
    pub fn is_english(&self) -> bool {
        self.language.split('-').next() == Some("en")
    }

    /// Reads the file. A value that cannot be used becomes a problem, and the neutral one takes its place.
    pub(super) fn from_toml(text: &str, problems: &mut Vec<Problem>) -> Self {
        let read: Self = sidecar::read(Self::FILE, text, problems).unwrap_or_default();
        let neutral = Self::default();
        let mut usable = |key: &'static str, value: Option<String>, max_chars: usize| {
            let value = value?;
            let Some(kind) = fault(key, &value, max_chars) else {
                return Some(value);
            };
            problems.push(Problem::error(Self::FILE, line_of_key(text, key), kind));
            None
        };
        let profile = Self {
            name: usable("name", Some(read.name), NAME_CHARS).unwrap_or(neutral.name),
            subject: usable("subject", read.subject, SUBJECT_CHARS),
            greeting: usable("greeting", read.greeting, GREETING_CHARS),
            examples: read
                .examples
                .into_iter()
                .filter_map(|example| usable("examples", Some(example), EXAMPLE_CHARS))
                .collect(),
            disclaimer: usable("disclaimer", read.disclaimer, DISCLAIMER_CHARS),
            who_can_help: usable("who_can_help", read.who_can_help, PHRASE_CHARS),
            license: usable("license", read.license, PHRASE_CHARS),
            language: usable("language", Some(read.language), LANGUAGE_CHARS)
                .unwrap_or(neutral.language),
        };
        profile.within_limits(text, problems)
    }

    fn within_limits(mut self, text: &str, problems: &mut Vec<Problem>) -> Self {
        if self.examples.len() > MAX_EXAMPLES {
            problems.push(Problem::error(
                Self::FILE,
                line_of_key(text, "examples"),
                ProblemKind::TooManyExamples {
                    count: self.examples.len(),
                    most: MAX_EXAMPLES,
                },
            ));
            self.examples.truncate(MAX_EXAMPLES);
        }
        if !is_language_code(&self.language) {
            problems.push(Problem::error(
                Self::FILE,
                line_of_key(text, "language"),
                ProblemKind::NoLanguageCode {
                    code: format!("{:?}", self.language),
                },
            ));
            self.language = Self::default().language;
        }
        self
    }
}

/// What is wrong with the text of a key, if anything is.
fn fault(key: &'static str, text: &str, max_chars: usize) -> Option<ProblemKind> {
    let chars = text.chars().count();
    if text.trim().is_empty() {
        Some(ProblemKind::EmptyValue { key })
    } else if text.contains(char::is_control) {
        Some(ProblemKind::ControlCharacter { key })
    } else if chars > max_chars {
        Some(ProblemKind::ValueTooLong {
            key,
            chars,
            most: max_chars,
        })
    } else {
        None
    }
}

/// A language subtag of two or three letters, with or without further subtags.
fn is_language_code(code: &str) -> bool {
    let mut subtags = code.split('-');
    let language = subtags.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && subtags.all(|subtag| {
            (2..=8).contains(&subtag.len())
                && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// The line (from 1) on which a key is set.
fn line_of_key(text: &str, key: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let value = line.trim_start().strip_prefix(key);
        if value.is_some_and(|rest| rest.trim_start().starts_with('=')) {
            return Some(line_at(text, start));
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (LibraryProfile, Vec<String>) {
        let mut problems = Vec::new();
        let profile = LibraryProfile::from_toml(text, &mut problems);
        (profile, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_whole_file_is_read_without_problems() {
        let (profile, problems) = read(
            "name = \"Crumb\"\nsubject = \"sourdough baking\"\ngreeting = \"Hi!\"\nexamples = [\"Why is it flat?\"]\n\
             disclaimer = \"No advice.\"\nwho_can_help = \"a baker\"\nlicense = \"CC0\"\nlanguage = \"pt-BR\"\n",
        );
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(profile.name, "Crumb");
        assert_eq!(profile.subject.as_deref(), Some("sourdough baking"));
        assert_eq!(profile.language, "pt-BR");
        assert!(!profile.is_english());
        assert_eq!(read("").0, LibraryProfile::default());
    }

    #[test]
    fn each_limit_holds_at_its_edge() {
        for (key, most) in [
            ("name", NAME_CHARS),
            ("subject", SUBJECT_CHARS),
            ("greeting", GREETING_CHARS),
            ("disclaimer", DISCLAIMER_CHARS),
            ("who_can_help", PHRASE_CHARS),
            ("license", PHRASE_CHARS),
        ] {
            let with =
                |chars: usize| read(&format!("# {key}\n{key} = \"{}\"\n", "é".repeat(chars)));
            let (profile, problems) = with(most);
            assert!(problems.is_empty(), "{problems:?}");
            assert_ne!(profile, LibraryProfile::default());
            let (profile, problems) = with(most + 1);
            let expected = format!(
                "library.toml:2: `{key}` has {} characters, {most} are the most",
                most + 1
            );
            assert_eq!(problems, [expected]);
            assert_eq!(profile, LibraryProfile::default());
        }
        let examples = |count: usize| read(&format!("examples = [{}]", "\"why?\",".repeat(count)));
        assert!(examples(MAX_EXAMPLES).1.is_empty());
        let (profile, problems) = examples(MAX_EXAMPLES + 1);
        assert_eq!(
            problems,
            ["library.toml:1: `examples` has 4 questions, 3 are the most"]
        );
        assert_eq!(profile.examples.len(), MAX_EXAMPLES);
    }

    #[test]
    fn what_cannot_be_used_is_a_problem_with_its_line() {
        for (text, problem) in [
            (
                "name = \"  \"",
                "library.toml:1: `name` is empty: leave it out instead",
            ),
            (
                "subject = \"a\\nb\"",
                "library.toml:1: `subject` has a line break or a control character: one line is expected",
            ),
            (
                "\nlanguage = \"German\"",
                "library.toml:2: `language` is \"German\": expected a code such as en, de or pt-BR",
            ),
        ] {
            let (profile, problems) = read(text);
            assert_eq!(problems, [problem]);
            assert_eq!(profile, LibraryProfile::default());
        }
        let (profile, problems) = read("name = \"Crumb\"\ncolour = \"red\"\n");
        assert!(
            problems[0].starts_with("library.toml:2: unknown field `colour`"),
            "{problems:?}"
        );
        assert_eq!(profile, LibraryProfile::default());
    }
}
