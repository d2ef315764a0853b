//! A flood on the real articles: `cargo test --release --test flood -- INTERACTIONS MESSAGES SECONDS`. It prints what was
//! heard of it, and fails if someone heard nothing.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program of its own, which should say where it cannot go on"
)]

#[expect(dead_code, unused_imports, reason = "most of it is for the tests")]
mod it {
    pub(super) mod double;
    pub(super) mod fleet;
    pub(super) mod flood;
    pub(super) mod postgres;
    pub(super) mod program;
    pub(super) mod support;
}

use std::time::Duration;

use it::flood::Flood;
use it::{double, fleet, postgres, program, support};

const BURSTS_A_SECOND: u64 = 50;

fn main() {
    let numbers: Vec<u64> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let number = |at: usize, otherwise| numbers.get(at).copied().unwrap_or(otherwise);
    let seconds = number(2, 10);
    let flood = Flood {
        content: "content",
        interactions: number(0, 5_000),
        messages: number(1, 50_000),
        within: Duration::from_secs(seconds),
        bursts: seconds * BURSTS_A_SECOND,
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let aftermath = runtime.block_on(flood.run());
    println!(
        "{} interactions, {} messages in {seconds} s; all was over after {:.1?}",
        flood.interactions, flood.messages, aftermath.took
    );
    for (what, took) in [
        ("answered", &aftermath.answered),
        ("told to wait", &aftermath.busy),
    ] {
        let at = |percent: usize| took.get((took.len() * percent / 100).min(took.len().max(1) - 1));
        println!(
            "{what:<14} {:>6}  p50 {:.0?}, p99 {:.0?}, at most {:.0?}",
            took.len(),
            at(50).unwrap_or(&Duration::ZERO),
            at(99).unwrap_or(&Duration::ZERO),
            at(100).unwrap_or(&Duration::ZERO)
        );
    }
    println!("heard nothing  {:>6}", aftermath.unheard);
    println!(
        "heartbeats     {:>6}  one a second; {} connection",
        aftermath.heartbeats, aftermath.connections
    );
    println!(
        "alone          {:.1?} before, {:.1?} right after",
        aftermath.calm, aftermath.after
    );
    let (rest, most) = (aftermath.at_rest.resident_kib, aftermath.flooded.peak_kib);
    println!(
        "memory         {} MiB at rest, {} MiB at most: {:.2}",
        rest / 1024,
        most / 1024,
        most as f64 / rest as f64
    );
    assert_eq!(aftermath.unheard, 0, "someone heard nothing");
}
