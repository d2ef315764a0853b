//! Progress of a build: a bar with the remaining time on a terminal, plain lines otherwise.

use std::io::{self, IsTerminal as _};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::ProgressStyle;

use super::output::talk;
use crate::index::Progress;
use crate::render::talk as words;

/// Least time between two plain lines of one phase.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// Shows progress on standard error from the first report until dropped.
pub(super) struct ProgressBar {
    bar: Option<indicatif::ProgressBar>,
    last: Mutex<LastReport>,
}

struct LastReport {
    phase: &'static str,
    /// Start of the phase.
    started: Instant,
    /// Time of the last plain line.
    line: Instant,
}

impl ProgressBar {
    /// Shows nothing yet.
    pub(super) fn new() -> Self {
        let bar = io::stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template(words::BAR).expect("the template is valid");
            let bar = indicatif::ProgressBar::hidden();
            bar.set_style(style);
            bar
        });
        Self {
            bar,
            last: Mutex::new(LastReport {
                phase: "",
                started: Instant::now(),
                line: Instant::now(),
            }),
        }
    }

    /// Shows one step.
    pub(super) fn report(&self, progress: Progress) {
        let phase = words::phase(progress);
        let (done, total) = match progress {
            Progress::Splitting => (0, 0),
            Progress::Encoding { done, total } | Progress::Writing { done, total } => (done, total),
        };
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let first = last.phase != phase;
        if first {
            last.phase = phase;
            last.started = Instant::now();
        }
        match &self.bar {
            Some(bar) if total > 0 => {
                if first {
                    bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
                    bar.set_message(phase);
                    bar.reset();
                }
                bar.set_length(total as u64);
                bar.set_position(done as u64);
            }
            None if first && total > 0 => {
                last.line = Instant::now();
                talk(&words::begun(phase));
            }
            None if done > 0 && last.line.elapsed() >= BETWEEN_LINES => {
                last.line = Instant::now();
                let share = done as f64 / total as f64;
                let remaining = last.started.elapsed().mul_f64((1.0 / share - 1.0).max(0.0));
                talk(&words::step(phase, done, total, remaining));
            }
            _ => {}
        }
    }
}

impl Drop for ProgressBar {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
