//! The tests from outside: what a user of the library or of the program meets.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod answers;
mod check;
mod cli;
mod content;
mod deploy;
#[cfg(feature = "discord")]
mod discord;
#[cfg(feature = "discord")]
mod doctor;
#[cfg(feature = "discord")]
mod fake_discord;
#[cfg(feature = "discord")]
mod fleet;
#[cfg(feature = "discord")]
mod flood;
mod import;
mod import_files;
mod import_kinds;
mod json;
mod libraries;
#[cfg(feature = "discord")]
mod ops;
#[cfg(feature = "discord")]
mod policies;
mod postgres;
mod program;
mod quality;
#[cfg(feature = "semantic")]
mod quality_floor;
mod readme;
#[cfg(feature = "discord")]
mod store;
mod support;
mod tidy;
#[cfg(feature = "discord")]
mod web;
mod worked_examples;
