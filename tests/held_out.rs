//! The same floor on the half of the judgments that nothing was fitted to. Not part of `cargo test`; CI runs it with
//! `cargo test --test held_out`.
#![cfg(feature = "semantic")]
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

#[path = "it/floor.rs"]
mod floor;

#[test]
fn answers_hold_their_floor_on_unseen_questions() {
    floor::check("tests/judgments/held-out.jsonl");
}
