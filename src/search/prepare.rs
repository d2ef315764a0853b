//! A parsed question → the forms that a search needs, made once for all libraries.

use super::spell;
use crate::index::{Embedder, Generation, QueryEmbedding};
use crate::metric::{Stage, timed};
use crate::query::Query;

/// A query in the forms that searching needs: a search does not parse or encode its text again. Only the check for danger
/// encodes the text as it was typed, and its clauses.
#[derive(Debug)]
pub(crate) struct PreparedQuery {
    /// As it was typed.
    pub(crate) typed: Query,
    /// As it is searched for: without what is wrapped around it, with its words in English, with its spelling
    /// corrected.
    pub(crate) query: Query,
    /// Whether its spelling was corrected.
    pub(crate) corrected: bool,
    /// Whether the libraries or the encoder know one of its content words, or it has none.
    pub(crate) has_known_word: bool,
    pub(super) terms: Vec<String>,
    /// As it was encoded: unwrapped and corrected, in its own language.
    pub(crate) encoded: Query,
    /// The vector of `encoded`; of a question in context, the mean of that and of its last turn's. None without an encoder.
    pub(crate) embedding: Option<QueryEmbedding>,
}

/// Unwraps, translates and corrects a query by what these generations know, and embeds it.
///
/// A question in another language gets its words in English instead of a correction: to the spelling guard its own
/// would all be errors.
pub(crate) fn prepare(
    generations: &[&Generation],
    embedder: &Embedder,
    typed: &Query,
) -> PreparedQuery {
    let unwrapped = typed.unwrapped();
    let plain = unwrapped.as_ref().unwrap_or(typed);
    // Articles in another language are asked in it.
    let articles_in_english = generations
        .last()
        .is_none_or(|shared| shared.profile().is_english());
    let translated = plain.with_english().filter(|_| articles_in_english);
    let corrected = match translated {
        Some(_) => None,
        None => spell::correct(plain, generations, embedder),
    };
    let is_corrected = corrected.is_some();
    // The encoder reads the question in its own language; word for word is no translation.
    let encoded = corrected.as_ref().unwrap_or(plain).clone();
    let embedding = timed(Stage::Encode, || match typed.last_turn() {
        Some(last_turn) => embedder.embed_in_context(encoded.text(), last_turn),
        None => embedder.embed_query(encoded.text()),
    });
    let query = translated.or(corrected).unwrap_or_else(|| plain.clone());
    let words = query.content_words();
    PreparedQuery {
        typed: typed.clone(),
        corrected: is_corrected,
        has_known_word: words.is_empty()
            || words
                .iter()
                .any(|word| spell::is_known(word, generations, embedder)),
        terms: terms(generations, &query),
        encoded,
        embedding,
        query,
    }
}

/// The terms to look for: the stems of the content words and of what everyday words mean in this field, each once.
pub(super) fn terms(generations: &[&Generation], query: &Query) -> Vec<String> {
    let mut text = query.content_words().join(" ");
    let everyday = generations
        .iter()
        .flat_map(|generation| &generation.catalogue().words.everyday);
    for (phrase, meaning) in everyday {
        if query.has_phrase(phrase) {
            text.push(' ');
            text.push_str(meaning);
        }
    }
    let mut terms = Generation::terms(&text);
    terms.sort_unstable();
    terms.dedup();
    terms
}
