//! The fields of a passage in tantivy, and the analyzer that turns its text into terms.

use tantivy::Index;
use tantivy::schema::{
    BytesOptions, FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Language, RemoveLongFilter, SimpleTokenizer, Stemmer, TextAnalyzer};

use crate::text::fold;

/// Changes whenever the files of a generation change their form.
pub(crate) const FORMAT_VERSION: u32 = 6;

/// Changes whenever the same text gives other terms: a new stemmer, another folding.
pub(crate) const ANALYZER_VERSION: &str = "fold-1 simple en-stem-0.27";

/// Longer words are noise (links, keys) and are left out of the index, in bytes.
const LONGEST_WORD_BYTES: usize = 60;

const ANALYZER: &str = "engram";

/// The fields of one document: a passage.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// Place of the passage in the library, from 0.
    pub(crate) ordinal: Field,
    /// Title, headings and text in one: safer than a boosted title, which pulls in whole articles.
    pub(crate) body: Field,
    /// The wordings of the passage's section.
    pub(crate) wordings: Field,
    /// The passage itself, as JSON.
    pub(crate) payload: Field,
}

/// Makes the schema and names its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = || {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(ANALYZER)
                .set_index_option(IndexRecordOption::WithFreqs),
        )
    };
    let fields = Fields {
        ordinal: builder.add_u64_field("ordinal", FAST),
        body: builder.add_text_field("body", text()),
        wordings: builder.add_text_field("wordings", text()),
        payload: builder.add_bytes_field("payload", BytesOptions::from(STORED)),
    };
    (builder.build(), fields)
}

/// tantivy does not keep analyzers with an index: one that is not registered lets documents pass and the commit fail.
pub(crate) fn register_analyzer(index: &Index) {
    index.tokenizers().register(ANALYZER, analyzer());
}

/// Splits folded text at everything but letters and digits and reduces the words to English stems.
pub(crate) fn analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(LONGEST_WORD_BYTES))
        .filter(Stemmer::new(Language::English))
        .build()
}

/// The terms of a text, in order, repeats included.
pub(crate) fn terms(analyzer: &mut TextAnalyzer, text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut terms = Vec::new();
    let mut stream = analyzer.token_stream(&folded);
    while let Some(token) = stream.next() {
        terms.push(token.text.clone());
    }
    terms
}

/// How many of some terms a text holds, every term counted once.
pub(crate) fn terms_held(analyzer: &mut TextAnalyzer, text: &str, terms: &[String]) -> usize {
    // Stemming is all the work, and it never changes a word's first letter.
    let likely = |word: &&str| {
        let first = word.chars().next();
        first.is_some() && terms.iter().any(|term| term.chars().next() == first)
    };
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|character: char| !character.is_alphanumeric())
        .filter(likely)
        .collect();
    let words = words.join(" ");
    let mut held = vec![false; terms.len()];
    let mut stream = analyzer.token_stream(&words);
    while let Some(token) = stream.next() {
        for (term, held) in terms.iter().zip(&mut held) {
            *held |= *term == token.text;
        }
    }
    held.into_iter().filter(|held| *held).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn terms_are_held_where_the_analyzer_finds_them(
            text in "((d|dy|sk|ski|Ya|ab|é)(e|y|ie|ies|ing|ed|s|ily|)[ .'-]){0,9}",
            asked in "((d|dy|sk|ski|Ya|ab|é)(e|y|ie|ies|ing|ed|s|ily|) ){0,5}",
        ) {
            let mut analyzer = analyzer();
            let mut wanted = terms(&mut analyzer, &asked);
            wanted.sort_unstable();
            wanted.dedup();
            let own = terms(&mut analyzer, &text);
            let held = wanted.iter().filter(|term| own.contains(term)).count();
            prop_assert_eq!(terms_held(&mut analyzer, &text, &wanted), held);
        }
    }
}
