//! `engram ask`: one question, or a batch of them.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde::Deserialize;
use serde_json::Value;

use super::output::{Output, talk};
use super::{Exit, open_engine};
use crate::Error;
use crate::answer::Outcome;
use crate::config::Config;
use crate::engine::{Ask, Engine};
use crate::render::{json, talk as words, terminal};

/// Answer one question, or a batch of them
///
/// With --batch each line of the file is {"id": …, "question": "…"}, and each line of the output the answer to it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The question; quotes around it are not needed
    #[arg(required_unless_present = "batch")]
    question: Vec<String>,
    /// Write the answer as one line of JSON
    #[arg(long)]
    json: bool,
    /// Answer each line of a file of questions ("-" for standard input), as JSON
    #[arg(long, value_name = "FILE", conflicts_with = "question")]
    batch: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  engram ask how fast do I lose strength
  engram ask --json \"does sleep help\"
  engram ask --content my-articles \"what do otters eat\"
  echo '{\"id\": 1, \"question\": \"does sleep help\"}' | engram ask --batch -

Exit codes: 0 answered (a batch: every line was read), 1 no answer, 2 error.";

/// One line of a batch.
#[derive(Deserialize)]
struct BatchLine {
    id: Option<Value>,
    question: String,
}

pub(super) fn run(
    arguments: &Arguments,
    config: &Config,
    output: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    if let Some(file) = &arguments.batch {
        let lines: Box<dyn BufRead> = if file.as_os_str() == "-" {
            Box::new(io::stdin().lock())
        } else {
            let opened = File::open(file).map_err(|error| Error::io("read", file, error))?;
            Box::new(BufReader::new(opened))
        };
        return batch(lines, file, &open_engine(config)?, output);
    }
    let question = arguments.question.join(" ");
    let engine = open_engine(config)?;
    let started = Instant::now();
    let answer = engine.ask(&Ask {
        question: &question,
        ..Ask::default()
    })?;
    if arguments.json {
        let wire = json::answer(None, &answer, started.elapsed());
        output.line(&serde_json::to_string(&wire)?)?;
    } else {
        output.line(&terminal::answer(&answer, &output.style))?;
    }
    Ok(match answer.outcome {
        Outcome::Answer => Exit::Done,
        Outcome::Closest | Outcome::Nothing => Exit::Nothing,
    })
}

/// Answers line by line, in order. A line that is no question is reported, and the rest is answered all the same.
fn batch(
    mut lines: Box<dyn BufRead>,
    file: &Path,
    engine: &Engine,
    output: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    let mut exit = Exit::Done;
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        let read = lines
            .read_until(b'\n', &mut bytes)
            .map_err(|error| Error::io("read", file, error))?;
        if read == 0 {
            break;
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let line: BatchLine = match serde_json::from_slice(&bytes) {
            Ok(line) => line,
            Err(error) => {
                talk(&words::no_question(file, number, &error.to_string()));
                exit = Exit::Error;
                continue;
            }
        };
        let started = Instant::now();
        let answer = engine.ask(&Ask {
            question: &line.question,
            ..Ask::default()
        })?;
        let wire = json::answer(line.id.as_ref(), &answer, started.elapsed());
        output.line(&serde_json::to_string(&wire)?)?;
    }
    Ok(exit)
}
