//! `engram chat`: questions and answers, line by line: with history and completion on a terminal, plainly in a pipe.

mod conversation;
mod line_editor;

use std::io::{self, BufRead, IsTerminal as _};

use super::output::Output;
use super::{Exit, open_engine};
use crate::Error;
use crate::config::Config;
use crate::render::chat as words;

use conversation::{Conversation, LineOutcome};
use line_editor::{LineEditor, Typed};

pub(super) fn run(config: &Config, output: &mut Output<'_>) -> anyhow::Result<Exit> {
    let engine = open_engine(config)?;
    let mut conversation = Conversation::new(engine.clone(), output.style);
    if !io::stdin().is_terminal() {
        return answer_lines(io::stdin().lock(), &mut conversation, output);
    }
    let articles = engine.articles(None).iter().count();
    output.line(&words::welcome(&engine.profile(), articles))?;
    let mut editor = LineEditor::new(engine, &config.data, output.style.ink)?;
    loop {
        let line = match editor.read()? {
            Typed::Line(line) => line,
            Typed::Cancelled => {
                output.line(words::HOW_TO_LEAVE)?;
                continue;
            }
            Typed::End => break,
        };
        match conversation.handle_line(&line) {
            Ok(LineOutcome::Nothing) => {}
            Ok(LineOutcome::Quit) => break,
            Ok(LineOutcome::Reply(reply)) => output.line(&format!("\n{reply}\n"))?,
            // Another question may work, so the chat continues.
            Err(error) => output.line(&error.to_string())?,
        }
    }
    Ok(Exit::Done)
}

/// Answers each line of a pipe, and prints the line above its answer.
fn answer_lines(
    mut lines: impl BufRead,
    conversation: &mut Conversation,
    output: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    let mut bytes = Vec::new();
    let mut first = true;
    loop {
        bytes.clear();
        let read = lines
            .read_until(b'\n', &mut bytes)
            .map_err(|error| Error::io("read", "standard input", error))?;
        if read == 0 {
            return Ok(Exit::Done);
        }
        let line = String::from_utf8_lossy(&bytes);
        let reply = match conversation.handle_line(&line)? {
            LineOutcome::Nothing => continue,
            LineOutcome::Quit => return Ok(Exit::Done),
            LineOutcome::Reply(reply) => reply,
        };
        if !std::mem::take(&mut first) {
            output.line("")?;
        }
        output.line(&words::echo(&line))?;
        output.line(&format!("\n{reply}"))?;
        output.data.flush()?;
    }
}
