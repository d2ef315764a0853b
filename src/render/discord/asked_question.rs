//! The question of an answer, kept in the message itself: in texts of its card that have fixed numbers, and read back
//! from those for buttons and replies. What else the card says, and in which language, does not matter for that.

use serde_json::Value;

use super::card::Card;
use super::escape::unescape_markdown;
use super::message::{escaped, plain};
use crate::query;
use crate::render::Locale;
use crate::text::{cut_at_word, single_spaced, utf16_len};

/// Number of the text that is the question.
const QUESTION_ID: u32 = 101;
/// Number of the text that is the question before.
const PREVIOUS_ID: u32 = 102;
/// Number of the text that is there where either is the text of another message.
const QUOTED_ID: u32 = 103;

/// Most characters of a question.
const QUESTION_CHARS: usize = 700;
const PREVIOUS_QUESTION_CHARS: usize = 200;
/// A longer question is shown in small letters.
const HEADING_CHARS: usize = 256;
/// Most characters of a question with the backslashes that escape it: of each character, at worst.
const ESCAPED_QUESTION_CHARS: usize = 2 * QUESTION_CHARS;
const ESCAPED_PREVIOUS_CHARS: usize = 2 * PREVIOUS_QUESTION_CHARS;

const HEADING: &str = "### ";
const SMALL: &str = "-# ";

/// The question that a message of the bot answers, as the message holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedQuestion {
    /// The question as far as it is shown: to 700 characters.
    pub question: String,
    /// The question before that one.
    pub previous: Option<String>,
    /// Whether either is the text of another message, which is never kept.
    pub quoted: bool,
}

impl AskedQuestion {
    /// The question with the one before it, as context of the next one.
    pub fn whole(self) -> String {
        match self.previous {
            Some(previous) => query::joined(&previous, &self.question),
            None => self.question,
        }
    }
}

/// A question as it is asked: one that is too long for a message to hold loses its middle, since what matters is mostly
/// at the beginning or the end. Turning a page asks exactly this text again.
pub fn as_asked(question: &str) -> String {
    shortened(question, QUESTION_CHARS)
}

/// The same for the question before.
pub fn as_previous(question: &str) -> String {
    shortened(question, PREVIOUS_QUESTION_CHARS)
}

fn shortened(text: &str, max_chars: usize) -> String {
    let text = single_spaced(text);
    if utf16_len(&text) <= max_chars {
        return text;
    }
    let half = max_chars / 2;
    let beginning = cut_at_word(&text, half - 1);
    let mut left = half;
    let fits = |(_, character): &(usize, char)| {
        left = left.saturating_sub(character.len_utf16());
        left > 0
    };
    let last = text.char_indices().rev().take_while(fits).last();
    let cut = last.map_or(text.len(), |(at, _)| at);
    let ending = &text[cut..];
    let ending = match ending.split_once(' ') {
        Some((_, words)) if !text[..cut].ends_with(' ') && words.len() > ending.len() / 2 => words,
        _ => ending,
    };
    plain(&format!("{beginning} {ending}"), max_chars)
}

impl AskedQuestion {
    /// Reads what a message was asked from its components, as Discord tells them; none if it is no answer.
    pub fn from_components(components: &[Value]) -> Option<Self> {
        let mut state = CardState::default();
        state.read(components);
        Some(Self {
            question: state.question?,
            previous: state.previous,
            quoted: state.quoted,
        })
    }

    /// Reads what a message of the form before cards was asked: the author line and the footer of its first embed.
    pub fn from_embed(author: Option<&str>, footer: Option<&str>) -> Option<Self> {
        let line = |start| {
            let mut lines = footer.into_iter().flat_map(str::lines);
            lines.find_map(|line| line.strip_prefix(start))
        };
        let question = author.map(|author| line("In full: ").unwrap_or(author))?;
        Some(Self {
            question: question.to_owned(),
            previous: line("Following up on: ").map(str::to_owned),
            quoted: line("Looked up from a message, whose text I don't keep").is_some(),
        })
    }
}

#[derive(Default)]
struct CardState {
    question: Option<String>,
    previous: Option<String>,
    quoted: bool,
}

impl CardState {
    fn read(&mut self, components: &[Value]) {
        for component in components {
            if let Some(inner) = component["components"].as_array() {
                self.read(inner);
            }
            let id = component["id"]
                .as_u64()
                .and_then(|id| u32::try_from(id).ok());
            let text = || component["content"].as_str().map(shown_text);
            match id {
                Some(QUESTION_ID) => self.question = text(),
                Some(PREVIOUS_ID) => self.previous = text(),
                Some(QUOTED_ID) => self.quoted = true,
                _ => {}
            }
        }
    }
}

/// The text that a part of a card shows.
fn shown_text(content: &str) -> String {
    let escaped = content
        .strip_prefix(HEADING)
        .or_else(|| content.strip_prefix(SMALL))
        .unwrap_or(content);
    unescape_markdown(escaped)
}

/// Adds the question, after the one before it if that was needed.
pub(super) fn push_question(
    card: &mut Card,
    question: &str,
    previous: Option<&str>,
    locale: Locale,
) {
    if let Some(previous) = previous.filter(|previous| !previous.trim().is_empty()) {
        let previous = plain(previous, PREVIOUS_QUESTION_CHARS);
        let previous = escaped(&previous, ESCAPED_PREVIOUS_CHARS);
        card.push_text(format!("{SMALL}{}", locale.message("answer-following-up")));
        card.push_state(PREVIOUS_ID, format!("{SMALL}{previous}"));
    }
    if question.trim().is_empty() {
        return;
    }
    let question = plain(question, QUESTION_CHARS);
    let lead = if utf16_len(&question) > HEADING_CHARS {
        SMALL
    } else {
        HEADING
    };
    let question = escaped(&question, ESCAPED_QUESTION_CHARS);
    card.push_state(QUESTION_ID, format!("{lead}{question}"));
}

/// Adds that the question is the text of another message.
pub(super) fn push_quoted_mark(card: &mut Card, locale: Locale) {
    card.push_state(QUOTED_ID, quoted_mark(locale));
}

/// Characters of [`push_quoted_mark`].
pub(super) fn quoted_mark_chars(locale: Locale) -> usize {
    utf16_len(&quoted_mark(locale))
}

fn quoted_mark(locale: Locale) -> String {
    format!("{SMALL}{}", locale.message("answer-from-message"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::super::Message;
    use super::*;

    fn components(card: Card) -> Vec<Value> {
        let message = serde_json::to_value(Message::of_card(card)).unwrap();
        message["components"].as_array().unwrap().clone()
    }

    fn asked(
        question: &str,
        previous: Option<&str>,
        quoted: bool,
        locale: Locale,
    ) -> Option<AskedQuestion> {
        let mut card = Card::new(0);
        push_question(&mut card, question, previous, locale);
        if quoted {
            push_quoted_mark(&mut card, locale);
        }
        AskedQuestion::from_components(&components(card))
    }

    #[test]
    fn a_question_is_read_back_whatever_the_sentences_say() {
        let mut card = Card::new(0);
        let previous = Some("what do otters eat");
        push_question(&mut card, "# and *zoos*?", previous, Locale::English);
        push_quoted_mark(&mut card, Locale::English);
        let mut said = json!(components(card));
        let texts = said[0]["components"].as_array_mut().unwrap();
        texts[0]["content"] = json!("-# Another wording");
        texts[3]["content"] = json!("-# Another one");
        assert_eq!(
            AskedQuestion::from_components(said.as_array().unwrap()),
            Some(AskedQuestion {
                question: "# and *zoos*?".to_owned(),
                previous: Some("what do otters eat".to_owned()),
                quoted: true,
            })
        );
    }

    #[test]
    fn what_is_no_answer_has_no_question() {
        assert_eq!(AskedQuestion::from_components(&[]), None);
        let other = json!([{"type": 10, "id": 1, "content": "### hi"}, {"type": 1, "components": [7]}, null]);
        let other = other.as_array().unwrap();
        assert_eq!(AskedQuestion::from_components(other), None);
        assert_eq!(asked(" ", None, true, Locale::English), None);
    }

    #[test]
    fn an_embed_of_the_earlier_form_is_read() {
        let footer = "2 of 5\nIn full: a long one\nFollowing up on: the first\nLooked up from a message, whose text I don't keep";
        assert_eq!(
            AskedQuestion::from_embed(Some("a long…"), Some(footer)),
            Some(AskedQuestion {
                question: "a long one".to_owned(),
                previous: Some("the first".to_owned()),
                quoted: true,
            })
        );
        assert_eq!(AskedQuestion::from_embed(None, Some(footer)), None);
    }

    #[test]
    fn a_mark_parts_a_question_from_the_one_before() {
        let whole = |previous: &str| {
            let asked = asked("more", Some(previous), false, Locale::English);
            asked.unwrap().whole()
        };
        assert_eq!(whole("what do otters eat"), "what do otters eat. more");
        assert_eq!(whole("what do otters eat?"), "what do otters eat? more");
    }

    proptest! {
        #[test]
        fn any_question_is_read_back_as_it_is_asked_in_every_language(
            question in any::<String>(),
            previous in any::<String>(),
            quoted in any::<bool>(),
            locale in proptest::sample::select(Locale::ALL.to_vec()),
        ) {
            let (question, previous) = (as_asked(&question), as_previous(&previous));
            let read = asked(&question, Some(&previous), quoted, locale);
            if question.trim().is_empty() {
                prop_assert!(read.is_none());
            } else {
                let read = read.unwrap();
                prop_assert_eq!(read.question, question);
                prop_assert_eq!(read.previous.unwrap_or_default(), previous.trim());
                prop_assert_eq!(read.quoted, quoted);
            }
        }
    }
}
