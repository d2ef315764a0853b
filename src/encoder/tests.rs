use std::sync::OnceLock;

use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use super::*;

const LONG: &str = "A skill that was practised for years comes back faster than it was learned, because the brain \
                    keeps the pattern of the movement.";

/// Loading takes longer than most tests.
fn encoder() -> &'static Encoder {
    static ENCODER: OnceLock<Encoder> = OnceLock::new();
    ENCODER.get_or_init(|| Encoder::load().unwrap())
}

fn encode(text: &str) -> Encoding {
    encoder().encode(text).unwrap()
}

fn length(vector: &[f32]) -> f32 {
    vector.iter().map(|x| x * x).sum::<f32>().sqrt()
}

/// Rounding rows to 16 bits moves a number by up to 1e-4; kept in 8 bits, the numbers are 2e-3 apart.
const NEAR: f32 = 2e-4;

/// The first six numbers, as `model/reference.py` makes them of the same 8-bit weights.
#[test]
fn vectors_are_those_of_the_model() {
    let known = [
        (
            "What is muscle memory?",
            [0.02181, 0.02622, -0.08152, 0.07393, -0.08442, 0.08137],
        ),
        (
            "why are newbies so clumsy",
            [0.05462, -0.05228, 0.08889, 0.04635, 0.05783, -0.04445],
        ),
        (
            "",
            [-0.12771, 0.03967, -0.00204, -0.01625, 0.05588, 0.00923],
        ),
        (
            "Größe: naïve café — 日本語 🙂",
            [0.00653, 0.03417, 0.03468, -0.02918, -0.03592, 0.04623],
        ),
        (
            LONG,
            [0.02738, -0.01957, 0.01887, 0.02678, -0.05758, 0.07352],
        ),
    ];
    for (text, expected) in known {
        let found = encode(text).pooled;
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < NEAR, "{text}: {:?}", &found);
        }
    }
}

#[test]
fn token_vectors_are_those_of_the_model() {
    let tokens = encode("why are newbies so clumsy").tokens;
    let known = [
        (
            &tokens[0],
            [-0.19495, 0.19009, 0.18522, 0.18729, -0.09305, 0.16616],
        ),
        (
            &tokens[5],
            [-0.16735, 0.03824, 0.36636, 0.12674, -0.09644, 0.09771],
        ),
    ];
    for (token, expected) in known {
        assert_eq!(token.vector.len(), TOKEN_DIMENSIONS);
        for (found, expected) in token.vector.iter().zip(expected) {
            assert!((found - expected).abs() < NEAR, "{:?}", token.vector);
        }
    }
}

#[test]
fn pieces_know_where_they_stand() {
    let text = "Größe: naïve café — 日本語 🙂";
    let found: Vec<(u32, &str)> = encode(text)
        .tokens
        .into_iter()
        .map(|token| (token.id, &text[token.range]))
        .collect();
    let expected = [
        (24665, "Gr"),
        (2080, "ö"),
        (17499, "ße"),
        (1024, ":"),
        (15743, "naïve"),
        (7668, "café"),
        (1517, "—"),
        (1864, "日"),
        (1876, "本"),
        (1950, "語"),
        (100, "🙂"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn no_text_has_a_vector_too() {
    let nothing = encode("");
    assert!(nothing.tokens.is_empty());
    assert!((length(&nothing.pooled) - 1.0).abs() < 1e-5);
    for blank in [" \n\t ", "\u{200b}\u{feff}", "\u{0}\u{1}\u{fffd}"] {
        assert_eq!(encode(blank), nothing, "{blank:?}");
    }
}

#[test]
fn typed_marks_are_plain_text() {
    let ids =
        |text: &str| -> Vec<u32> { encode(text).tokens.iter().map(|token| token.id).collect() };
    assert_eq!(ids("[SEP]"), ids("[ sep ]"));
}

#[test]
fn what_is_too_long_is_cut() {
    let most = MAX_PIECES - 2;
    let whole = encode(&"memory ".repeat(most));
    assert_eq!(whole.tokens.len(), most);
    let longer = format!("{}and more", "memory ".repeat(most));
    assert_eq!(encode(&longer), whole);
    let shorter = encode(&"memory ".repeat(most - 1));
    assert_eq!(shorter.tokens.len(), most - 1);
    assert_ne!(shorter.pooled, whole.pooled);
}

#[test]
fn huge_texts_are_not_read_to_their_end() {
    let one_word = encode(&"a".repeat(1 << 20));
    assert_eq!(one_word.tokens.len(), 1);
    assert_eq!(encode(&" ".repeat(1 << 20)), encode(""));
    assert_eq!(encode(&"日".repeat(1 << 20)).tokens.len(), MAX_PIECES - 2);
}

#[test]
fn a_batch_gives_the_same_bytes() {
    let texts = ["one two", "", LONG, "one two"];
    let batch = encoder().encode_batch(&texts).unwrap();
    let one_by_one: Vec<Encoding> = texts.iter().map(|text| encode(text)).collect();
    assert_eq!(batch, one_by_one);
    assert_eq!(batch, encoder().encode_batch(&texts).unwrap());
}

#[test]
fn the_vocabulary_tells_words_from_slips() {
    for word in ["memory", "Memory", "café", "100"] {
        assert!(encoder().is_whole_word(word), "{word}");
    }
    for slip in [
        "",
        " ",
        "memry",
        "two words",
        "##ing",
        "[PAD]",
        "[unused1]",
        "🙂",
    ] {
        assert!(!encoder().is_whole_word(slip), "{slip}");
    }
}

#[test]
fn stored_token_vectors_come_back() {
    let matrix = TokenMatrix::from(&encode(LONG));
    assert_eq!(matrix.len(), 25);
    let stored = matrix.as_bytes().to_vec();
    assert_eq!(TokenMatrix::from_bytes(&stored).unwrap(), matrix);
    assert_eq!(TokenMatrix::from_bytes(&stored[1..]), None);
    let nothing = TokenMatrix::from(&encode(""));
    assert!(nothing.is_empty() && nothing.as_bytes().is_empty());
}

#[test]
fn max_sim_is_the_weighted_mean_of_best_cosines() {
    let question = encode("does the brain keep a skill");
    let passage = encode(LONG);
    let weights = [0.0, 0.0, 2.0, 1.0, 0.0, 3.5];
    let (mut sum, mut weight_sum) = (0.0, 0.0);
    for (asked, weight) in question.tokens.iter().zip(weights) {
        let cosines = passage.tokens.iter().map(|token| -> f32 {
            let products = token.vector.iter().zip(&asked.vector);
            products.map(|(a, b)| a * b).sum()
        });
        sum += weight * cosines.reduce(f32::max).unwrap();
        weight_sum += weight;
    }
    let asked = AskedTokens::new(&question, &weights);
    let matrix = TokenMatrix::from(&passage);
    let found = matrix.max_sim(&asked);
    assert!((found - sum / weight_sum).abs() < 0.01, "{found}");

    let nothing = encode("");
    let zeros = AskedTokens::new(&question, &[0.0; 6]);
    assert_eq!(matrix.max_sim(&zeros).to_bits(), 0);
    assert_eq!(
        matrix.max_sim(&AskedTokens::new(&nothing, &[])).to_bits(),
        0
    );
    assert_eq!(TokenMatrix::from(&nothing).max_sim(&asked).to_bits(), 0);
    let itself = AskedTokens::new(&passage, &[1.0; 25]);
    assert!((matrix.max_sim(&itself) - 1.0).abs() < 0.02);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_is_encoded(text in "(\\PC|[a-z ]|\\s|[\u{300}-\u{36f}\u{200b}-\u{202e}\u{0}-\u{1f}]){0,60}") {
        let encoding = encode(&text);
        prop_assert!((length(&encoding.pooled) - 1.0).abs() < 1e-4);
        let mut start = 0;
        for token in &encoding.tokens {
            prop_assert!(token.range.start >= start && text.get(token.range.clone()).is_some());
            prop_assert!((length(&token.vector) - 1.0).abs() < 1e-4);
            start = token.range.start;
        }
    }
}

/// The weights are binary files: this is what shows that they are those which `model/make.py` writes.
#[test]
fn model_files_are_the_ones_described() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("model");
    let sums = std::fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    assert_eq!(sums.lines().count(), 3);
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let found = Sha256::digest(std::fs::read(folder.join(name)).unwrap());
        assert_eq!(format!("{found:x}"), sum, "{name}");
    }
}
