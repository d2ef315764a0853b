//! The line editor: history, completion and the dim rest of a suggestion.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::Validator;
use rustyline::{ColorMode, CompletionType, Config, Context, Editor, Helper};

use crate::engine::Engine;
use crate::render::chat as words;
use crate::render::terminal::Ink;
use crate::{Error, Result};

/// Name of the file of the history, in the data folder.
const HISTORY: &str = "chat-history.txt";
const HISTORY_LINES: usize = 1000;
/// Most completions that are shown: they fit on a screen under the line.
const COMPLETIONS: usize = 8;
/// Least typed characters before a suggestion is shown.
const HINT_FROM_CHARS: usize = 3;

/// The result of reading a line.
pub(super) enum Typed {
    /// A line.
    Line(String),
    /// Ctrl-C.
    Cancelled,
    /// Ctrl-D, or the terminal is gone.
    End,
}

/// Reads lines from the terminal.
pub(super) struct LineEditor {
    editor: Editor<Suggestions, DefaultHistory>,
    history: PathBuf,
}

impl LineEditor {
    /// Starts with the history of earlier chats, where there is one.
    pub(super) fn new(engine: Engine, data: &Path, ink: Ink) -> Result<Self> {
        let failed = |error: ReadlineError| Error::internal("starting the chat", error);
        let settings = Config::builder()
            .completion_type(CompletionType::List)
            .completion_show_all_if_ambiguous(true)
            .auto_add_history(true)
            .color_mode(match ink {
                Ink::None => ColorMode::Disabled,
                Ink::Ansi => ColorMode::Enabled,
            })
            .max_history_size(HISTORY_LINES)
            .map_err(failed)?
            .build();
        let mut editor = Editor::with_config(settings).map_err(failed)?;
        editor.set_helper(Some(Suggestions(engine)));
        let history = data.join(HISTORY);
        // There is none at the first start, and a chat works without its history.
        let _ = editor.load_history(&history);
        Ok(Self { editor, history })
    }

    /// Reads a line.
    pub(super) fn read(&mut self) -> Result<Typed> {
        match self.editor.readline(words::PROMPT) {
            Ok(line) => Ok(Typed::Line(line)),
            Err(ReadlineError::Interrupted) => Ok(Typed::Cancelled),
            Err(ReadlineError::Eof) => Ok(Typed::End),
            Err(error) => Err(Error::internal("reading a line", error)),
        }
    }
}

impl Drop for LineEditor {
    fn drop(&mut self) {
        if let Some(folder) = self.history.parent() {
            let _ = fs::create_dir_all(folder);
        }
        if let Err(error) = self.editor.save_history(&self.history) {
            tracing::warn!(%error, path = %self.history.display(), "the history of the chat could not be kept");
        }
    }
}

/// Suggests questions for what is being typed.
struct Suggestions(Engine);

impl Suggestions {
    fn of(&self, typed: &str, limit: usize) -> Vec<String> {
        if typed.starts_with(':') {
            return words::COMMANDS
                .iter()
                .filter(|command| command.starts_with(typed))
                .map(|command| (*command).to_owned())
                .collect();
        }
        self.0
            .suggest(None, typed, limit)
            .into_iter()
            .map(|suggestion| suggestion.text)
            .collect()
    }
}

impl Completer for Suggestions {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        Ok((0, self.of(&line[..pos], COMPLETIONS)))
    }
}

impl Hinter for Suggestions {
    type Hint = String;

    fn hint(&self, line: &str, pos: usize, _: &Context<'_>) -> Option<String> {
        if pos < line.len() || line.chars().count() < HINT_FROM_CHARS {
            return None;
        }
        let best = self.of(line, 1).pop()?;
        let start = best.get(..line.len())?;
        start
            .eq_ignore_ascii_case(line)
            .then(|| best[line.len()..].to_owned())
    }
}

impl Highlighter for Suggestions {
    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        words::dim(hint).into()
    }
}

impl Validator for Suggestions {}

impl Helper for Suggestions {}
