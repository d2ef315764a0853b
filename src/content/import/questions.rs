//! Question pages: questions are separated from answers. The asker's words are no answer, so they are never text of the
//! article: they become the heading of the answer if it has none, and are listed as left out otherwise.

use std::sync::LazyLock;

use regex::Regex;

use super::rules::regex;
use super::{DropReason, DroppedLine};
use crate::article::BlockKind;
use crate::content::draft::{LocatedPiece, Piece};
use crate::text;

/// A heading that announces a question, in the languages of the bot and some more.
static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:the |original |full )?(?:question|post|frage|pregunta|pergunta|domanda|vraag|pytanie)(?: \d+)?(?: ?\([^()]*\))?(?: (?:by|from) .*)?:?$|^(?:question )?(?:asked|posted) by .*$",
    )
});
/// A heading that announces an answer.
static ANSWERS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:\d+ )?(?:the |accepted |best |top )?(?:answers?|repl(?:y|ies)|antwort(?:en)?|r[ée]ponses?|respuestas?|respostas?|rispost[ae]|antwoord(?:en)?|odpowied(?:ź|z|zi))(?: \d+)?(?: accepted)?(?: ?\([^()]*\))?(?: (?:by|from) .*)?:?$|^(?:question )?answered by .*$",
    )
});
/// `Q: …` and `A: …` at the start of a paragraph, and the same in other languages.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"^(?i:(q|a|question|answer))\s*\d{0,3}\s*[:.)]\s+(\S.*)$",
        r"|^(?i:(f|frage|p|pregunta|pergunta|d|domanda|v|vraag|pytanie|r|antwort|r[ée]ponse|respuesta|resposta|risposta|antwoord",
        r"|odpowiedź))\s*\d{0,3}\s*:\s+(\S.*)$",
    ))
});
/// First letters of the labels of questions in [`LABELLED`]; those of `pytanie` and `pregunta` are the same.
const QUESTION_LETTERS: [char; 5] = ['q', 'f', 'p', 'd', 'v'];

/// Longest question that becomes a heading, in characters.
const MAX_HEADING_CHARS: usize = 160;

/// Separates questions from answers.
pub(super) fn separate(
    pieces: Vec<LocatedPiece>,
    dropped: &mut Vec<DroppedLine>,
) -> Vec<LocatedPiece> {
    pair(part(pieces, dropped))
}

fn heading(located: &LocatedPiece) -> Option<(u8, String)> {
    match &located.piece {
        Piece::Heading { level, text } => Some((*level, text::fold(text))),
        _ => None,
    }
}

/// Removes what is under a heading `Question` that is followed by a heading `Answer`.
fn part(pieces: Vec<LocatedPiece>, dropped: &mut Vec<DroppedLine>) -> Vec<LocatedPiece> {
    let headings: Vec<Option<(u8, String)>> = pieces.iter().map(heading).collect();
    // From the last piece to the first: whether an answer is the next of the two to come.
    let mut answer_next = vec![false; pieces.len()];
    let mut next_is_answer = false;
    for at in (0..pieces.len()).rev() {
        answer_next[at] = next_is_answer;
        if let Some((_, text)) = &headings[at] {
            if ASKS.is_match(text) {
                next_is_answer = false;
            } else if ANSWERS.is_match(text) {
                next_is_answer = true;
            }
        }
    }
    let mut kept: Vec<LocatedPiece> = Vec::with_capacity(pieces.len());
    // The level of the heading `Question` that is open.
    let mut asked: Option<u8> = None;
    let mut words = String::new();
    let mut since_question = false;
    // The level of a heading that is the asker's question.
    let mut named: Option<u8> = None;
    for (at, located) in pieces.into_iter().enumerate() {
        let Some((level, text)) = &headings[at] else {
            match (asked, &located.piece) {
                (Some(_), Piece::Block { text, .. }) => {
                    words.push_str(if words.is_empty() { "" } else { "\n" });
                    words.push_str(text);
                    dropped.push(DroppedLine::new(located.line, text, DropReason::Asker));
                }
                _ => kept.push(located),
            }
            continue;
        };
        if ASKS.is_match(text) && answer_next[at] {
            asked = Some(*level);
            // A heading of its own above it is the question.
            let headed = kept
                .last()
                .and_then(heading)
                .is_some_and(|(above, _)| above < *level)
                && since_question;
            since_question = false;
            words.clear();
            if !headed {
                kept.push(located);
            }
            continue;
        }
        let asked_at = asked.take();
        if asked_at.is_some() {
            if let Some(last) = kept.last_mut()
                && let Piece::Heading { text, .. } = &mut last.piece
                && ASKS.is_match(&text::fold(text))
                && let Some(question) = question_of(&words)
            {
                *text = question;
                named = asked_at;
            }
            words.clear();
        }
        let answers = ANSWERS.is_match(text);
        since_question |= !answers;
        let mut located = located;
        if let (Some(above), true, Piece::Heading { level, .. }) =
            (named, answers, &mut located.piece)
        {
            // Below the heading with the question.
            *level = (*level).max(above + 1);
        } else {
            named = None;
        }
        kept.push(located);
    }
    kept
}

/// The sentence that asks, or else the first one; none that is too long for a heading.
fn question_of(words: &str) -> Option<String> {
    let sentences: Vec<&str> = text::sentences(words)
        .into_iter()
        .map(|range| &words[range])
        .collect();
    let asks = sentences
        .iter()
        .find(|sentence| sentence.ends_with(['?', '？']));
    let sentence = asks.or_else(|| sentences.first())?;
    (sentence.chars().count() <= MAX_HEADING_CHARS).then(|| text::single_spaced(sentence))
}

/// A paragraph `Q: …` before one `A: …` is a question with its answer.
fn pair(pieces: Vec<LocatedPiece>) -> Vec<LocatedPiece> {
    let label = |located: &LocatedPiece| -> Option<(bool, String)> {
        match &located.piece {
            Piece::Block {
                kind: BlockKind::Paragraph,
                text,
            } if !text.contains('\n') => {
                let found = LABELLED.captures(text)?;
                let label = found.get(1).or_else(|| found.get(3))?.as_str();
                let text = found.get(2).or_else(|| found.get(4))?.as_str();
                let asks = label.to_lowercase().starts_with(QUESTION_LETTERS);
                Some((asks, text.to_owned()))
            }
            _ => None,
        }
    };
    let mut paired: Vec<LocatedPiece> = Vec::with_capacity(pieces.len());
    for mut located in pieces {
        if let Some((false, answer)) = label(&located)
            && let Some((true, question)) = paired.last().and_then(label)
        {
            located.line = paired.pop().map_or(located.line, |before| before.line);
            located.piece = Piece::Block {
                kind: BlockKind::Faq,
                text: format!("{question}\n{answer}"),
            };
        }
        paired.push(located);
    }
    paired
}

#[cfg(test)]
mod tests {
    use super::super::{Extent, Format, import};

    #[test]
    fn an_answer_stands_under_what_was_asked() {
        let page = "# Bread\n\n## 1: How warm?\n\n### Question\nMy oven is old. How warm should it be?\n\n### Answer (3)\nIt takes 230 degrees for a loaf of rye.\n";
        let imported = import("a.md", page, Format::Markdown, Extent::Main);
        assert_eq!(
            imported.article.text,
            "It takes 230 degrees for a loaf of rye."
        );
        assert_eq!(
            imported.article.sections[0].heading_path,
            ["1: How warm?", "Answer (3)"]
        );
        assert!(
            imported
                .dropped
                .iter()
                .any(|line| line.text == "My oven is old. How warm should it be?"),
            "{:?}",
            imported.dropped
        );
    }

    #[test]
    fn a_question_without_a_heading_becomes_one() {
        let page = "# Bread\n\n## Question\nI bake at home. Is rye sour?\n\n## Answer\nIt is, for the bacteria in it.\n\n## Question\nWho eats it?\n\n## Answer\nMany do.\n";
        let imported = import("a.md", page, Format::Markdown, Extent::Main);
        let paths: Vec<String> = imported
            .article
            .sections
            .iter()
            .map(|section| section.heading_path.join(" > "))
            .collect();
        assert_eq!(paths, ["Is rye sour? > Answer", "Who eats it? > Answer"]);
    }

    #[test]
    fn labels_of_paragraphs_pair() {
        let page = "# Bread\n\n**Q:** Why salt?\n\n**A:** It slows the yeast.\n";
        let imported = import("a.md", page, Format::Markdown, Extent::Main);
        assert_eq!(imported.article.text, "Why salt?\nIt slows the yeast.");
    }
}
