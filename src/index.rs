//! Passages → a generation on disk, and query → candidates with their scores. The only place that names tantivy.
//!
//! A library's folder holds generations and a pointer to the one that serves:
//!
//! ```text
//! index/shared/build.lock              locked while a generation is built
//! index/shared/current                 the name of the serving generation
//! index/shared/g00000002/manifest.json versions, fingerprint, sizes and checksums of the files beside it
//! index/shared/g00000002/catalogue.json
//! index/shared/g00000002/vectors.safetensors
//! index/shared/g00000002/terms/        tantivy's own
//! ```
//!
//! Invariants: a generation is immutable once its manifest is written; the pointer is replaced by one rename; a reader
//! that has opened a generation goes on reading it, whatever is built meanwhile.
//!
//! A file imports only from files above it in this list, or before it in its row:
//!
//! | file | turns what into what |
//! | --- | --- |
//! | `durable`, `nearest`, `bm25`, `quantized`, `discriminant`, `schema`, `stored`, `read_only_directory` | bytes, numbers, texts and tantivy's files |
//! | `catalogue`, `candidate` | a corpus → its heads; the scores of a passage |
//! | `embedder` | texts → vectors, if there is an encoder |
//! | `built_in` | texts built into the program → their vectors |
//! | `manifest`, `status` | a folder → what it was built from, and whether it is whole |
//! | `progress`, `vectors` | texts → the file of vectors; a question's vector → scores |
//! | `build` | a corpus → a generation on disk |
//! | `generation` | a generation on disk → an opened one |
//! | `explain` | a question → the nearest wording, for the writers of the articles |
//! | `overlay` | what admins taught → scores and overrides |
//! | `retrieve` | a query → candidates |

mod bm25;
mod build;
mod built_in;
mod candidate;
mod catalogue;
mod discriminant;
mod durable;
mod embedder;
mod explain;
mod generation;
mod manifest;
mod nearest;
mod overlay;
mod progress;
mod quantized;
mod read_only_directory;
mod retrieve;
mod schema;
mod status;
mod stored;
mod vectors;

pub use build::{BuildReport, build, store_vectors};
pub use catalogue::{ArticleHead, SectionHead};
pub use embedder::Embedder;
pub use explain::NearText;
pub use generation::Generation;
pub use manifest::{FileDigest, Manifest};
pub use progress::Progress;
pub use status::{Status, status, verify};
pub use vectors::VectorReport;

pub(crate) use build::remove;
pub(crate) use built_in::BuiltInVectors;
pub(crate) use candidate::{Candidate, NearestUncovered, SemanticScores};
pub(crate) use catalogue::Ordinal;
pub(crate) use durable::replace_file;
pub(crate) use embedder::QueryEmbedding;
pub(crate) use nearest::NearestThree;
pub(crate) use overlay::{Overlay, Override};
pub(crate) use quantized::QuantizedVector;
pub(crate) use retrieve::retrieve;
pub(crate) use stored::StoredPassage;

#[cfg(test)]
mod tests;
