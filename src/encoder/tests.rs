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

fn encode(text: &str) -> Vec<f32> {
    encoder().encode(Role::Query, text)
}

fn pieces(text: &str) -> Vec<u32> {
    encoder().parts.pieces.split(text)
}

fn cosine(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// Rounding rows to 16 bits moves a number by up to 3e-4; kept in 8 bits, the numbers are 2e-3 apart.
const NEAR: f32 = 5e-4;

/// The first six numbers, as `model/reference.py` makes them of the same weights.
#[test]
fn vectors_are_those_of_the_model() {
    let known = [
        (
            Role::Query,
            "What is muscle memory?",
            [0.10323, -0.03135, 0.0578, -0.00532, -0.02663, 0.01728],
        ),
        (
            Role::Query,
            "why are newbies so clumsy",
            [-0.03827, 0.0222, -0.01461, -0.08966, 0.00932, -0.04416],
        ),
        (
            Role::Query,
            "",
            [0.02568, 0.07713, -0.06234, -0.01233, 0.04956, 0.07125],
        ),
        (
            Role::Passage,
            "Größe: naïve café — 日本語 🙂",
            [0.03854, 0.02607, -0.05192, -0.01788, 0.07406, -0.06883],
        ),
        (
            Role::Passage,
            LONG,
            [-0.01513, 0.01234, 0.08736, -0.00222, -0.00739, -0.01904],
        ),
    ];
    for (role, text, expected) in known {
        let found = encoder().encode(role, text);
        assert_eq!(found.len(), POOLED_DIMENSIONS);
        for (found_value, expected) in found.iter().zip(expected) {
            assert!(
                (found_value - expected).abs() < NEAR,
                "{text}: {:?}",
                &found[..6]
            );
        }
    }
}

/// As `model/reference.py` prints them.
#[test]
fn texts_are_cut_into_the_pieces_of_the_model() {
    let query = [109_912, 20_928, 1_530];
    let known: [(&str, &[u32]); 6] = [
        (
            "What is muscle memory?",
            &[66_361, 89_122, 98_862, 97_041, 1_623],
        ),
        (
            "why are newbies so clumsy",
            &[
                125_661, 69_333, 100_778, 7_084, 21_097, 115_230, 73_183, 16_070, 22_517,
            ],
        ),
        ("", &[]),
        // A script that is left out is one unknown piece, however long.
        ("ทำไม x", &[46_740, 2, 126_107]),
        // What is typed as a mark is plain text.
        ("</s>", &[46_740, 1_602, 21_097, 1_618]),
        ("< / s >", &[47_991, 46_935, 112_469, 47_998]),
    ];
    for (text, expected) in known {
        assert_eq!(
            pieces(&Role::Query.prefixed(text)),
            [&query, expected].concat(),
            "{text}"
        );
    }
}

#[test]
fn forms_of_a_character_are_one() {
    for (one, other) in [
        ("cafe\u{301}", "café"),
        ("ｍｕｓｃｌｅ", "muscle"),
        ("two\u{a0} \t words", "two words"),
        (" around ", "around"),
    ] {
        assert_eq!(pieces(one), pieces(other), "{one}");
    }
}

#[test]
fn the_same_question_in_other_languages_is_near() {
    let question = encode("How long does muscle memory last?");
    for same in [
        "Wie lange hält das Muskelgedächtnis?",
        "¿Cuánto dura la memoria muscular?",
        "Сколько держится мышечная память?",
        "マッスルメモリーはどのくらい続きますか",
    ] {
        let near = cosine(&question, &encode(same));
        let far = cosine(&question, &encode("What is the capital of France?"));
        assert!(near > far + 0.3, "{same}: {near}, {far}");
    }
}

#[test]
fn a_role_changes_the_vector() {
    let passage = encoder().encode(Role::Passage, LONG);
    assert_ne!(encode(LONG), passage);
    assert!(cosine(&encode(LONG), &passage) > 0.5);
}

#[test]
fn no_text_has_a_vector_too() {
    let nothing = encode("");
    assert!((cosine(&nothing, &nothing) - 1.0).abs() < 1e-5);
    for blank in [" \n\t ", "\u{200b}\u{feff}", "\u{1}\u{2}"] {
        assert_eq!(encode(blank), nothing, "{blank:?}");
    }
}

#[test]
fn what_is_too_long_is_cut() {
    let most = MAX_PIECES - 2;
    assert_eq!(pieces(&"memory ".repeat(most)).len(), most);
    assert_eq!(pieces(&"memory ".repeat(most + 1)).len(), most);
    assert_eq!(pieces(&"memory ".repeat(most - 1)).len(), most - 1);
    let role = 3;
    let whole = encode(&"memory ".repeat(most - role));
    assert_eq!(encode(&"memory ".repeat(most - role + 1)), whole);
    assert_ne!(encode(&"memory ".repeat(most - role - 1)), whole);
}

#[test]
fn huge_texts_are_not_read_to_their_end() {
    let read = pieces(&"a b ".repeat(1_024));
    assert_eq!(pieces(&"a b ".repeat(1 << 18)), read);
    assert_eq!(encode(&" ".repeat(1 << 20)), encode(""));
    assert_eq!(pieces(&"日".repeat(1 << 20)).len(), MAX_PIECES - 2);
}

#[test]
fn a_batch_gives_the_same_bytes() {
    let texts = [
        (Role::Query, "one two"),
        (Role::Passage, ""),
        (Role::Passage, LONG),
        (Role::Query, "one two"),
        (Role::Passage, "one two"),
    ];
    let batch = encoder().encode_batch(&texts);
    let one_by_one: Vec<Vec<f32>> = texts
        .iter()
        .map(|(role, text)| encoder().encode(*role, text))
        .collect();
    assert_eq!(batch, one_by_one);
    assert_eq!(batch, encoder().encode_batch(&texts));
    let queries = ["one two", LONG, "one two"];
    let one_by_one = queries.map(|text| encoder().encode(Role::Query, text));
    assert_eq!(
        encoder().encode_in_one_pass(Role::Query, &queries),
        one_by_one
    );
}

#[test]
fn the_vocabulary_tells_words_from_slips() {
    // "gripped" is in the list of English words alone, "quando" in the vocabulary alone.
    for word in ["memory", "café", "100", "muscle", "gripped", "quando"] {
        assert!(encoder().is_whole_word(word), "{word}");
    }
    for slip in ["", " ", "memry", "two words", "</s>", "🙂"] {
        assert!(!encoder().is_whole_word(slip), "{slip}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_is_encoded(text in "(\\PC|[a-z ]|\\s|[\u{300}-\u{36f}\u{200b}-\u{202e}\u{0}-\u{1f}]){0,60}") {
        let vector = encode(&text);
        prop_assert!((cosine(&vector, &vector) - 1.0).abs() < 1e-4);
    }
}

/// The weights are binary files: this is what shows that they are those which the scripts in `model` wrote.
#[test]
fn model_files_are_the_ones_described() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("model");
    let sums = std::fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    assert_eq!(sums.lines().count(), 5);
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let found = Sha256::digest(std::fs::read(folder.join(name)).unwrap());
        assert_eq!(format!("{found:x}"), sum, "{name}");
    }
}
