//! The quality of answers holds its floor on the half of the judgments that may be looked at.

#[cfg(feature = "semantic")]
#[test]
fn answers_hold_their_floor() {
    crate::floor::check("tests/judgments/tuning.jsonl");
}
