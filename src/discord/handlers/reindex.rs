//! `/reindex`: reads the articles anew and reports what changed. The old index answers meanwhile.

use crate::engine::Engine;
use crate::index::Progress;
use crate::render::discord::{Message, Rebuilt, rebuild_failed, rebuilding, rebuilt};

/// Rebuilds. Blocking, and long; `progress` is called with what to show meanwhile.
pub(in crate::discord) fn run(engine: &Engine, progress: &(dyn Fn(Message) + Sync)) -> Message {
    let step = |step: Progress| progress(rebuilding(Some(step_words(&step))));
    match engine.rebuild(&step) {
        Ok(report) => {
            let names = |ids: &[crate::article::ArticleId]| {
                ids.iter().map(ToString::to_string).collect::<Vec<_>>()
            };
            let problems: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
            tracing::info!(
                articles = report.articles,
                passages = report.passages,
                problems = problems.len(),
                "the articles were read anew"
            );
            rebuilt(&Rebuilt {
                articles: report.articles,
                passages: report.passages,
                added: &names(&report.added),
                changed: &names(&report.changed),
                removed: &names(&report.removed),
                problems: &problems,
                seconds: report.took.as_secs_f64(),
            })
        }
        Err(error) => {
            tracing::error!(%error, "the articles could not be read anew");
            rebuild_failed(&error.to_string())
        }
    }
}

fn step_words(step: &Progress) -> (&'static str, usize, usize) {
    match *step {
        Progress::Splitting => ("Articles", 0, 1),
        Progress::Encoding { done, total } => ("Passages understood", done, total),
        Progress::Writing { done, total } => ("Passages written", done, total),
    }
}
