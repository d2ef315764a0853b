//! Measurements on the real articles, each of which prints its results:
//!
//! - a flood, which fails if an interaction got no response:
//!   `cargo test --release --test flood -- INTERACTIONS MESSAGES SECONDS`
//! - the memory over many interactions: `… -- memory INTERACTIONS`
//! - the memory before, in and after a flood of connections from outside: `… -- half-sent CONNECTIONS`
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program of its own, which should say where it cannot go on"
)]

#[expect(dead_code, unused_imports, reason = "most of it is for the tests")]
mod it {
    pub(super) mod fake_discord;
    pub(super) mod fleet;
    pub(super) mod flood;
    pub(super) mod memory;
    pub(super) mod postgres;
    pub(super) mod program;
    pub(super) mod support;
}

use std::time::Duration;

use it::flood::Flood;
use it::{fake_discord, fleet, memory, postgres, program, support};

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
    match std::env::args().nth(1).as_deref() {
        Some("memory") => return runtime.block_on(memory::over_interactions(number(0, 1_000_000))),
        Some("half-sent") => {
            let connections = usize::try_from(number(0, 3_000)).unwrap();
            return runtime.block_on(memory::after_half_sent_bodies(connections));
        }
        _ => {}
    }
    let aftermath = runtime.block_on(flood.run());
    println!(
        "{} interactions, {} messages in {seconds} s; {aftermath}",
        flood.interactions, flood.messages
    );
    assert_eq!(aftermath.unanswered, 0, "an interaction got no response");
}
