//! The vectors of a generation on disk, and how similar they are to a question.

mod encode;
mod file;
mod kept;
mod layout;
mod score;

pub use encode::VectorReport;
pub(super) use encode::{in_ram, write};
pub(super) use file::Vectors;
pub(super) use kept::write as write_beside_articles;
