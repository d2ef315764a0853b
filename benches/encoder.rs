//! What the encoder takes: loading, a question, a passage, and comparing the two token by token.
//!
//! `RAYON_NUM_THREADS=1 cargo bench --bench encoder`

use divan::{Bencher, black_box};
use engram::encoder::{AskedTokens, Encoder, TokenMatrix};

/// 14 word pieces, 16 with both marks.
const QUESTION: &str = "how long does it take to get my strength back after a year";
/// 19 word pieces.
const SENTENCE: &str =
    "When a muscle grows, it gains nuclei, and it seems to keep most of them in rest. ";

fn main() {
    divan::main();
}

fn passage() -> String {
    SENTENCE.repeat(8)
}

#[divan::bench(sample_count = 10)]
fn load() -> Encoder {
    Encoder::load().expect("the weights are part of the program")
}

#[divan::bench]
fn question(bencher: Bencher<'_, '_>) {
    let encoder = load();
    bencher.bench(|| encoder.encode(black_box(QUESTION)));
}

#[divan::bench(sample_count = 30)]
fn passage_of_150_pieces(bencher: Bencher<'_, '_>) {
    let (encoder, passage) = (load(), passage());
    bencher.bench(|| encoder.encode(black_box(&passage)));
}

#[divan::bench]
fn max_sim(bencher: Bencher<'_, '_>) {
    let encoder = load();
    let encode = |text: &str| encoder.encode(text).expect("any text can be encoded");
    let question = encode(QUESTION);
    let asked = AskedTokens::new(&question, &vec![1.0; question.tokens.len()]);
    let passage = TokenMatrix::from(&encode(&passage()));
    bencher.bench(|| black_box(&passage).max_sim(black_box(&asked)));
}
