//! Text → word pieces, as BERT cuts it: lower case, accents off, punctuation and Chinese characters on their own, then
//! the longest piece that the vocabulary knows, again and again.

use std::ops::Range;

use tokenizers::models::wordpiece::WordPiece;
use tokenizers::normalizers::bert::BertNormalizer;
use tokenizers::pre_tokenizers::bert::BertPreTokenizer;
use tokenizers::{DecoderWrapper, Model, PostProcessorWrapper, TokenizerImpl};

use super::MAX_PIECES;
use crate::{Error, Result};

const VOCABULARY: &[u8] = include_bytes!("../../model/vocab.txt");

/// The mark before a text.
pub(super) const START: u32 = 101;
/// The mark after a text.
pub(super) const END: u32 = 102;
/// The piece that stands for whatever the vocabulary can't spell.
const UNKNOWN: u32 = 100;

/// The most of a text that is looked at, in characters: far more than 254 pieces of any real text, so that a huge text
/// costs no more than a long one.
const MAX_LOOKED_AT_CHARS: usize = 16_384;

/// One word piece of a text.
#[derive(Debug)]
pub(super) struct Piece {
    /// Its line in the vocabulary, from 0.
    pub(super) id: u32,
    /// The bytes of the text it was made of.
    pub(super) range: Range<usize>,
}

/// The vocabulary and the rules of cutting.
pub(super) struct Pieces(
    TokenizerImpl<
        WordPiece,
        BertNormalizer,
        BertPreTokenizer,
        PostProcessorWrapper,
        DecoderWrapper,
    >,
);

impl Pieces {
    pub(super) fn load() -> Result<Self> {
        let vocabulary = WordPiece::read_bytes(VOCABULARY).map_err(failed)?;
        let model = WordPiece::builder()
            .vocab(vocabulary)
            .build()
            .map_err(failed)?;
        let mut tokenizer = TokenizerImpl::new(model);
        // No special tokens are registered: somebody who types "[SEP]" gets the pieces of that text, not the mark.
        tokenizer
            .with_normalizer(Some(BertNormalizer::new(true, true, None, true)))
            .map_err(failed)?
            .with_pre_tokenizer(Some(BertPreTokenizer));
        Ok(Self(tokenizer))
    }

    /// The pieces of a text in their order, without marks, cut at what the model reads.
    pub(super) fn split(&self, text: &str) -> Result<Vec<Piece>> {
        let end = text
            .char_indices()
            .nth(MAX_LOOKED_AT_CHARS)
            .map_or(text.len(), |(at, _)| at);
        let encoding = self.0.encode(&text[..end], false).map_err(failed)?;
        let pieces = encoding
            .get_ids()
            .iter()
            .zip(encoding.get_offsets())
            .take(MAX_PIECES - 2)
            .map(|(&id, &(start, end))| Piece {
                id,
                range: start..end,
            })
            .collect();
        Ok(pieces)
    }

    pub(super) fn is_whole_word(&self, word: &str) -> bool {
        // Most words are there as they are typed; the rest go the long way, for their accents and capitals.
        if self.0.get_model().token_to_id(word).is_some() {
            return !word.starts_with("##") && !word.starts_with('[');
        }
        matches!(self.split(word).as_deref(), Ok([piece]) if piece.id != UNKNOWN)
    }
}

fn failed(source: tokenizers::Error) -> Error {
    Error::internal("cutting text into word pieces", source)
}
