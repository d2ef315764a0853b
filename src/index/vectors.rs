//! The vectors of a generation, as they lie on disk, and what they say of a question.

mod file;
mod make;
mod quantized;
mod score;

pub(super) use file::Vectors;
pub(super) use make::write;
pub(super) use quantized::QuantizedVector;
pub(super) use score::QueryVectors;
