//! Lines of text on standard input → their vectors on standard output, one JSON array a line, encoded as questions:
//! `cargo run --release --example encode < lines.txt`
#![expect(clippy::print_stdout, reason = "it is its output")]

use std::error::Error;
use std::io::{self, BufRead as _};

use engram::encoder::{Encoder, Role};

/// Lines that are encoded at a time.
const BATCH: usize = 64;

fn main() -> Result<(), Box<dyn Error>> {
    let encoder = Encoder::load()?;
    let lines: Vec<String> = io::stdin().lock().lines().collect::<Result<_, _>>()?;
    for batch in lines.chunks(BATCH) {
        let texts: Vec<_> = batch
            .iter()
            .map(|line| (Role::Query, line.as_str()))
            .collect();
        for vector in encoder.encode_batch(&texts) {
            println!("{}", serde_json::to_string(&vector)?);
        }
    }
    Ok(())
}
