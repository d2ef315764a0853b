//! The question of an answer, kept in the message itself: written into its embed, and read back for buttons and replies.

use super::message::{AUTHOR_CHARS, Author, FOOTER_CHARS, Footer, plain, within};
use crate::text::{cut_at_word, single_spaced, utf16_len};

const PREVIOUS_QUESTION_CHARS: usize = 200;
const FOLLOWING: &str = "Following up on: ";
/// Most characters of a question in the footer, where one that is too long for its own line is repeated.
const FULL_QUESTION_CHARS: usize = 700;
const IN_FULL: &str = "In full: ";
/// Stands in the footer where the question is the text of another message.
const QUOTED: &str = "Looked up from a message, whose text I don't keep";

/// The question that a message of the bot answers, as its embed holds it.
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
            Some(previous) => format!("{previous} {}", self.question),
            None => self.question,
        }
    }
}

/// A question as it is asked: one that is too long for a message to hold loses its middle, since what matters is mostly
/// at the beginning or the end. Turning a page asks exactly this text again.
pub fn as_asked(question: &str) -> String {
    shortened(question, FULL_QUESTION_CHARS)
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

/// Reads what the first embed of a message of the bot was asked: its author line and its footer.
pub fn asked(author: Option<&str>, footer: Option<&str>) -> Option<AskedQuestion> {
    let line = |start| {
        let mut lines = footer.into_iter().flat_map(str::lines);
        lines.find_map(|line| line.strip_prefix(start))
    };
    let question = author.map(|author| line(IN_FULL).unwrap_or(author))?;
    Some(AskedQuestion {
        question: question.to_owned(),
        previous: line(FOLLOWING).map(str::to_owned),
        quoted: line(QUOTED).is_some(),
    })
}

/// The line of the question above an embed.
pub(super) fn author(question: &str) -> Option<Author> {
    let name = plain(question, AUTHOR_CHARS);
    (!question.trim().is_empty()).then_some(Author { name })
}

/// The line below an embed: which page of how many it is, and what [`asked`] needs besides the author line.
pub(super) fn footer(
    place: Option<(usize, usize)>,
    question: &str,
    previous: Option<&str>,
    quoted: bool,
) -> Option<Footer> {
    let mut lines = Vec::new();
    if let Some((page, pages)) = place.filter(|(_, pages)| *pages > 1) {
        lines.push(format!("{} of {pages}", page + 1));
    }
    let question = plain(question, FULL_QUESTION_CHARS);
    if utf16_len(&question) > AUTHOR_CHARS {
        lines.push(format!("{IN_FULL}{question}"));
    }
    let previous = previous.filter(|previous| !previous.trim().is_empty());
    if let Some(previous) = previous {
        lines.push(format!(
            "{FOLLOWING}{}",
            plain(previous, PREVIOUS_QUESTION_CHARS)
        ));
    }
    if quoted {
        lines.push(QUOTED.to_owned());
    }
    let text = within(lines.join("\n"), FOOTER_CHARS);
    (!text.is_empty()).then_some(Footer { text })
}
