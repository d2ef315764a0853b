//! `engram eval`: asks labelled questions and tells how well they were answered.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::output::{Output, talk};
use super::{Exit, open_engine};
use crate::Error;
use crate::answer::{Calibration, Signal};
use crate::config::Config;
use crate::eval::{self, Figures, Graded};
use crate::index;
use crate::render::talk as words;

/// Ask labelled questions and tell how well they were answered
///
/// A line of a file is a JSON object: {"id", "question", "kind", "style"} with "sections" (the project's judgments),
/// "must" (facts as regular expressions) or "gold" (ids of articles or passages).
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Files of labelled questions
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Write the run as JSON: the figures, and every question with its outcome
    #[arg(long)]
    json: bool,
    /// Fit the probabilities to these questions and write calibration.toml beside the articles
    #[arg(long, conflicts_with = "json")]
    fit: bool,
    /// Fit to these signals instead of those usual for the library: `score`, `score_gap`, `margin`,
    /// `section_margin`, `log_odds_vs_uncovered`, `density_ratio`, `wordings`, `passage`, `sentence`, `coverage`
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = signal, requires = "fit")]
    signals: Vec<Signal>,
    /// Tell what differs from an earlier run, written with --json
    #[arg(long, value_name = "RUN", conflicts_with = "json")]
    compare: Option<PathBuf>,
    /// Draw risk against coverage into this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  engram eval tests/judgments/tuning.jsonl
  engram eval questions.jsonl --json > before.json
  engram eval questions.jsonl --compare before.json
  engram eval my-questions.jsonl --content my-articles --fit

Exit codes: 0 done, 2 error.";

/// What --json writes and --compare reads.
#[derive(serde::Serialize)]
struct Run<'a> {
    v: u32,
    figures: Figures,
    questions: &'a [Graded],
}

#[derive(serde::Deserialize)]
struct EarlierRun {
    questions: Vec<Graded>,
}

pub(super) fn run(
    arguments: &Arguments,
    config: &Config,
    output: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    let mut questions = Vec::new();
    for file in &arguments.files {
        questions.extend(eval::read_questions(file)?);
    }
    // A run is compared with another by the ids of its questions.
    let mut ids = BTreeSet::new();
    if let Some(twice) = questions.iter().find(|one| !ids.insert(one.id.as_str())) {
        return Err(Error::Setting {
            key: "FILES".to_owned(),
            what: format!(
                "two questions have the id {:?}\nhint: give each an id of its own",
                twice.id
            ),
        }
        .into());
    }
    let earlier = match &arguments.compare {
        Some(path) => Some(read_run(path)?),
        None => None,
    };
    let engine = open_engine(config)?;
    let run = eval::run(&engine, &questions)?;
    let answer_at = config.thresholds.answer_at;
    if arguments.json {
        let run = Run {
            v: 1,
            figures: Figures::of(&run),
            questions: &run,
        };
        output.line(&serde_json::to_string(&run)?)?;
    } else if let Some(earlier) = earlier {
        output.line(&eval::compare(&earlier, &run))?;
    } else {
        output.line(&eval::report(&run, answer_at))?;
        let baseline = eval::baseline(&engine, &questions)?;
        output.line(&eval::beside_baseline(&run, &baseline))?;
    }
    if let Some(path) = &arguments.svg {
        let svg = eval::risk_coverage_svg(&Figures::of(&run).risk_coverage, answer_at);
        fs::write(path, svg).map_err(|error| Error::io("write", path, error))?;
    }
    if arguments.fit {
        fit(&run, &arguments.signals, config, output)?;
    }
    Ok(Exit::Done)
}

/// Fits, shows how the fit does on questions that it has not seen, and writes it beside the articles.
fn fit(
    run: &[Graded],
    signals: &[Signal],
    config: &Config,
    output: &mut Output<'_>,
) -> anyhow::Result<()> {
    let path = config.content.join(Calibration::FILE);
    let known = match fs::read_to_string(&path) {
        // An unusable file is replaced by the new fit.
        Ok(text) => Calibration::from_toml(&text).unwrap_or_else(|problem| {
            talk(&words::problem(&problem));
            Calibration::default()
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Calibration::default(),
        Err(error) => return Err(Error::io("read", &path, error).into()),
    };
    let fitted = eval::fit(run, signals, known, config.thresholds)?;
    output.line(words::BY_FITS_TO_THE_OTHERS)?;
    output.line(&eval::report(
        &fitted.cross_validated,
        config.thresholds.answer_at,
    ))?;
    let text = fitted.calibration.to_toml()?;
    index::replace_file(&config.content, Calibration::FILE, text.as_bytes())?;
    talk(&words::written(&path));
    Ok(())
}

/// A signal by the name that it has in `calibration.toml`.
fn signal(name: &str) -> Result<Signal, String> {
    use serde::Deserialize as _;
    use serde::de::IntoDeserializer as _;
    let name: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
        name.into_deserializer();
    Signal::deserialize(name).map_err(|error| error.to_string())
}

fn read_run(path: &Path) -> anyhow::Result<Vec<Graded>> {
    let text = fs::read_to_string(path).map_err(|error| Error::io("read", path, error))?;
    let run: EarlierRun = serde_json::from_str(&text).map_err(|error| Error::Malformed {
        path: path.to_path_buf(),
        line: error.line(),
        what: format!("it is no run written by `engram eval --json`: {error}"),
    })?;
    Ok(run.questions)
}
