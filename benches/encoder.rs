//! What the encoder takes: loading, a question, a passage.
//!
//! `RAYON_NUM_THREADS=1 cargo bench --bench encoder`

use divan::{Bencher, black_box};
use engram::encoder::{Encoder, Role};

const QUESTION: &str = "how long does it take to get my strength back after a year";
const SENTENCE: &str =
    "When a muscle grows, it gains nuclei, and it seems to keep most of them in rest. ";

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 10)]
fn load() -> Encoder {
    Encoder::load().expect("the weights are part of the program")
}

#[divan::bench]
fn question(bencher: Bencher<'_, '_>) {
    let encoder = load();
    bencher.bench(|| encoder.encode(Role::Query, black_box(QUESTION)));
}

#[divan::bench(sample_count = 30)]
fn passage_of_eight_sentences(bencher: Bencher<'_, '_>) {
    let (encoder, passage) = (load(), SENTENCE.repeat(8));
    bencher.bench(|| encoder.encode(Role::Passage, black_box(&passage)));
}
