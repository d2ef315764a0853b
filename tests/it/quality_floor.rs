//! The least that the answers over the project's own articles must reach, with the project's own judgments.

use std::path::Path;

use engram::answer::Thresholds;
use engram::engine::{Engine, EngineSettings};
use engram::eval::{self, Figures};

/// Asks the questions of a file and compares the figures with the floor. Raising it is a feature, lowering it needs a
/// reason. Gives the report. The index stays in the target folder: it is built once, and again for what changes.
pub(crate) fn check(judgments: &str) -> String {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings = EngineSettings {
        content: repository.join("content"),
        index: Path::new(env!("CARGO_TARGET_TMPDIR")).join(judgments.replace(['/', '.'], "-")),
        thresholds: Thresholds::default(),
    };
    let engine = Engine::open(settings, &|_| {}).unwrap();
    let questions = eval::read_questions(&repository.join(judgments)).unwrap();
    let run = eval::run(&engine, &questions).unwrap();
    let figures = Figures::of(&run);
    let answerable = figures.outcomes["answerable"];
    let share = |part: usize| 100.0 * part as f64 / answerable.questions as f64;
    let reached = [
        ("hit@1", figures.ranks.first().percent(), 88.0),
        ("hit@3", figures.ranks.first_three().percent(), 93.0),
        ("right, of answers", figures.right.percent(), 88.0),
        ("near topic refused", figures.near_refused.percent(), 86.0),
        (
            "off topic refused",
            figures.off_topic_refused.percent(),
            97.0,
        ),
        ("answerable answered", share(answerable.answer), 82.0),
        (
            "answerable not sent away",
            share(answerable.answer + answerable.closest),
            90.0,
        ),
        (
            "calibrated",
            100.0 * (1.0 - figures.calibration_error),
            90.0,
        ),
    ];
    let missed: Vec<_> = reached
        .iter()
        .filter(|(_, reached, floor)| reached < floor)
        .collect();
    let report = eval::report(&run, Thresholds::default().answer_at);
    assert!(missed.is_empty(), "{missed:?}\n{report}");
    report
}
