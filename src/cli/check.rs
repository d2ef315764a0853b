//! `engram check`: every problem of the articles, with file and line.

use std::fs;
use std::io::ErrorKind;

use super::Exit;
use super::output::Output;
use crate::Error;
use crate::answer::Calibration;
use crate::config::Config;
use crate::content::{self, Problem};
use crate::render::talk as words;

pub(super) fn run(config: &Config, output: &mut Output<'_>) -> anyhow::Result<Exit> {
    let mut report = content::check(&config.content)?;
    report.problems.extend(calibration_problem(config)?);
    for problem in report.problems.iter().chain(&report.remarks) {
        output.line(&words::problem(problem))?;
    }
    output.line(&words::checked(&report))?;
    Ok(
        if report.problems.is_empty() && report.counts.articles > 0 {
            Exit::Done
        } else {
            Exit::Nothing
        },
    )
}

/// What is wrong with the library's own fit, if it has one.
fn calibration_problem(config: &Config) -> anyhow::Result<Option<Problem>> {
    let path = config.content.join(Calibration::FILE);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Calibration::from_toml(&text).err()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        // It is no text: reading the folder has told that already.
        Err(error) if error.kind() == ErrorKind::InvalidData => Ok(None),
        Err(error) => Err(Error::io("read", &path, error).into()),
    }
}
