//! Why a question gets its answer, and what plain BM25 would find: in the shared library.

use super::Engine;
use crate::Result;
use crate::answer::{self, Explanation, Quoted};
use crate::query::Query;

impl Engine {
    /// Answers a question from the shared library and explains it: for the writers of its articles.
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn explain(&self, question: &str) -> Result<Explanation> {
        let view = self.view(None)?;
        let query = Query::parse(question);
        answer::explain(&self.scope(&view), &query, self.0.thresholds)
    }

    /// The first passages by plain BM25 over titles, headings and texts: for comparing.
    ///
    /// # Errors
    /// Only if the index is damaged.
    pub fn by_bm25(&self, question: &str, limit: usize) -> Result<Vec<Quoted>> {
        let shared = self.serving();
        answer::by_bm25(&shared.generation, &Query::parse(question), limit)
    }
}
