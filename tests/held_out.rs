//! The same floor on the half of the judgments that nothing was fitted to. Not part of `cargo test`; CI runs it with
//! `cargo test --test held_out`.
#![cfg(feature = "semantic")]
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

#[path = "it/quality_floor.rs"]
mod quality_floor;

#[test]
fn answers_hold_their_floor_on_unseen_questions() {
    quality_floor::check("tests/judgments/held-out.jsonl");
}
