//! A typed line → its reply, and the state that the next line refers to.

use crate::Result;
use crate::answer::{Answer, Outcome, Quoted, Reason};
use crate::engine::{Ask, Engine};
use crate::passage::PassageId;
use crate::query::{FollowUp, Query};
use crate::render::terminal::{self, Style};
use crate::render::{Choice, chat as words, choices};

/// The result of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum LineOutcome {
    /// It was empty.
    Nothing,
    /// The chat ends.
    Quit,
    /// Print this.
    Reply(String),
}

/// A parsed line.
#[derive(Debug, PartialEq, Eq)]
enum Input<'a> {
    Empty,
    Question(&'a str),
    /// The number of a choice, from 1.
    Pick(usize),
    Command(Command),
    UnknownCommand(&'a str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Command {
    More,
    Source,
    Context,
    Related,
    Help,
    Quit,
}

/// What the next line may refer to.
pub(super) struct Conversation {
    engine: Engine,
    style: Style,
    /// The last question, as context for the next.
    asked: Option<String>,
    shown: Shown,
}

/// What is on the screen.
#[derive(Default)]
struct Shown {
    /// What can be picked by its number.
    choices: Vec<(PassageId, String)>,
    /// The passage that `:source` and `:context` are about.
    passage: Option<Quoted>,
    /// The passages for `:more`, in reverse order.
    further: Vec<Quoted>,
}

impl Conversation {
    pub(super) fn new(engine: Engine, style: Style) -> Self {
        Self {
            engine,
            style,
            asked: None,
            shown: Shown::default(),
        }
    }

    /// Handles a line.
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub(super) fn handle_line(&mut self, line: &str) -> Result<LineOutcome> {
        let reply = match self.parse(line) {
            Input::Empty => return Ok(LineOutcome::Nothing),
            Input::Command(Command::Quit) => return Ok(LineOutcome::Quit),
            Input::Question(question) => self.ask(question)?,
            Input::Pick(number) => self.pick(number)?,
            Input::Command(Command::Help) => words::HELP.to_owned(),
            Input::Command(Command::More) => self.more(),
            Input::Command(Command::Related) => self.related(),
            Input::Command(Command::Source) => match &self.shown.passage {
                Some(passage) => terminal::source(passage, &self.style),
                None => words::NOTHING_SHOWN.to_owned(),
            },
            Input::Command(Command::Context) => self.context()?,
            Input::UnknownCommand(name) => words::unknown_command(name),
        };
        Ok(LineOutcome::Reply(reply))
    }

    /// A line that asks for more or for the source of what is shown is the command for it.
    fn parse<'a>(&self, line: &'a str) -> Input<'a> {
        let parsed = parse(line, self.shown.choices.len());
        let Input::Question(question) = parsed else {
            return parsed;
        };
        match Query::parse(question).follow_up() {
            Some(FollowUp::More) if self.shown.passage.is_some() => Input::Command(Command::More),
            Some(FollowUp::Source) if self.shown.passage.is_some() => {
                Input::Command(Command::Source)
            }
            _ => parsed,
        }
    }

    fn ask(&mut self, question: &str) -> Result<String> {
        let answer = self.engine.ask(&Ask {
            question,
            previous: self.asked.as_deref(),
            ..Ask::default()
        })?;
        let reply = terminal::answer(&answer, &self.style);
        // After small talk, the last answer can still be referred to.
        if !matches!(answer.reason, Reason::EmptyQuestion | Reason::SmallTalk(_)) {
            self.asked = Some(answer.in_context.clone().unwrap_or(question.to_owned()));
            let passage = match answer.reason {
                Reason::Urgent => None,
                _ => self.shown.passage.take(),
            };
            self.shown = Shown::of(answer);
            // Nor does a refusal take away the passage that is on the screen.
            self.shown.passage = self.shown.passage.take().or(passage);
        }
        Ok(reply)
    }

    /// Asks the text of a choice; if that finds another section, shows the passage of the choice.
    fn pick(&mut self, number: usize) -> Result<String> {
        let Some((id, label)) = self.shown.choices.get(number - 1).cloned() else {
            return Ok(words::no_such_choice(number));
        };
        let answer = self.engine.ask(&Ask {
            question: &label,
            ..Ask::default()
        })?;
        let leads_there = answer.outcome == Outcome::Answer
            && answer
                .passages
                .first()
                .is_some_and(|first| first.hit.passage.id.section() == id.section());
        if leads_there {
            let reply = terminal::answer(&answer, &self.style);
            self.shown = Shown::of(answer);
            self.asked = Some(label);
            return Ok(reply);
        }
        let Some(quoted) = self.engine.passage(None, &id)? else {
            return Ok(words::PASSAGE_GONE.to_owned());
        };
        let reply = terminal::passage(&quoted, &self.style);
        self.asked = Some(label);
        self.shown.passage = Some(quoted);
        Ok(reply)
    }

    fn more(&mut self) -> String {
        if self.shown.passage.is_none() && self.shown.further.is_empty() {
            return words::NOTHING_SHOWN.to_owned();
        }
        let Some(next) = self.shown.further.pop() else {
            return words::NO_MORE.to_owned();
        };
        let reply = terminal::passage(&next, &self.style);
        self.shown.passage = Some(next);
        reply
    }

    fn related(&self) -> String {
        if self.shown.choices.is_empty() {
            return words::NOTHING_RELATED.to_owned();
        }
        let choices: Vec<Choice<'_>> = self
            .shown
            .choices
            .iter()
            .map(|(passage, label)| Choice {
                passage,
                label: label.as_str().into(),
                preview: None,
            })
            .collect();
        terminal::numbered(&choices, &self.style)
    }

    fn context(&self) -> Result<String> {
        let Some(passage) = &self.shown.passage else {
            return Ok(words::NOTHING_SHOWN.to_owned());
        };
        Ok(match self.engine.context(None, &passage.hit.passage.id)? {
            Some(around) => terminal::surroundings(&around, &self.style),
            None => words::PASSAGE_GONE.to_owned(),
        })
    }
}

impl Shown {
    fn of(answer: Answer) -> Self {
        let choices = choices(&answer)
            .into_iter()
            .map(|choice| (choice.passage.clone(), choice.label.into_owned()))
            .collect();
        let mut further = answer.passages;
        further.reverse();
        let passage = match answer.outcome {
            Outcome::Answer => further.pop(),
            Outcome::Closest | Outcome::Nothing => None,
        };
        Self {
            choices,
            passage,
            further,
        }
    }
}

/// A number is a choice only if there are choices; a bare "help" or "quit" is a command.
fn parse(line: &str, choices: usize) -> Input<'_> {
    let line = line.trim();
    if line.is_empty() {
        return Input::Empty;
    }
    if choices > 0
        && let Ok(number) = line.parse()
        && number > 0
    {
        return Input::Pick(number);
    }
    let name = match line.strip_prefix(':') {
        Some(name) => name.trim(),
        None if ["help", "?", "quit", "exit"].contains(&line) => line,
        None => return Input::Question(line),
    };
    Input::Command(match name {
        "m" | "more" => Command::More,
        "s" | "source" | "sources" => Command::Source,
        "c" | "context" => Command::Context,
        "r" | "related" => Command::Related,
        "h" | "help" | "?" => Command::Help,
        "q" | "quit" | "exit" => Command::Quit,
        _ => return Input::UnknownCommand(name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart() {
        for (line, choices, expected) in [
            ("  ", 3, Input::Empty),
            (" does sleep help? ", 3, Input::Question("does sleep help?")),
            ("2", 3, Input::Pick(2)),
            ("2", 0, Input::Question("2")),
            ("0", 3, Input::Question("0")),
            (":more", 0, Input::Command(Command::More)),
            (": q", 0, Input::Command(Command::Quit)),
            ("help", 0, Input::Command(Command::Help)),
            ("help my squat", 0, Input::Question("help my squat")),
            (":x", 0, Input::UnknownCommand("x")),
        ] {
            assert_eq!(parse(line, choices), expected, "{line:?}");
        }
    }
}
