//! The vectors of a generation, as they stand on disk, and what they say of a question.

mod encode;
mod file;
mod layout;
mod score;

pub(super) use encode::{in_ram, write};
pub(super) use file::Vectors;
