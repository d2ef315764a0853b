//! `engram check`: every problem of the articles, with file and line.

use super::Exit;
use super::output::Output;
use crate::answer::Calibration;
use crate::config::Config;
use crate::content;
use crate::render::talk as words;

pub(super) fn run(config: &Config, output: &mut Output<'_>) -> anyhow::Result<Exit> {
    let mut report = content::check(&config.content)?;
    report
        .problems
        .extend(Calibration::problem_in(&config.content)?);
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
