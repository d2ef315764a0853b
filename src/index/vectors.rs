//! The vectors of a generation, as they stand on disk, and what they say of a question.

mod encode;
mod file;
mod kept;
mod layout;
mod score;

pub use encode::VectorReport;
pub(super) use encode::{in_ram, write};
pub(super) use file::Vectors;
pub(super) use kept::write as write_beside_articles;
