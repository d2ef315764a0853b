//! Real answers as the JSON that Discord gets, one object on standard output: `docs/make_pictures` makes the
//! pictures of the README from it.
//!
//! ```sh
//! cargo run --example discord_messages
//! ```

use std::path::PathBuf;

use engram::Result;
use engram::answer::{Outcome, Thresholds};
use engram::engine::{Ask, Engine, EngineSettings};
use engram::render::Locale;
use engram::render::discord::{SeenBy, Shown, answer};
use serde_json::{Map, Value, json};

/// The picture's name and the question that is asked for it.
const PICTURES: [(&str, &str); 4] = [
    ("answer", "how long does muscle memory last"),
    ("closest", "why does my golf swing feel off"),
    ("nothing", "what is the best workout split for beginners"),
    (
        "disagreement",
        "can a skill last for years without practice",
    ),
];
const TYPED: &str = "how long";

fn main() -> Result<()> {
    let engine = Engine::open(
        EngineSettings {
            content: PathBuf::from("content"),
            index: PathBuf::from("index"),
            thresholds: Thresholds::default(),
        },
        &|_| {},
    )?;
    let mut pictures = Map::new();
    for (name, question) in PICTURES {
        let found = engine.ask(&Ask {
            question,
            ..Ask::default()
        })?;
        let message = answer(
            &found,
            &Shown::first_page(1, SeenBy::Everyone { removable: true }, Locale::English),
        );
        let outcome = match found.outcome {
            Outcome::Answer if found.disagreement.is_some() => "disagreement",
            outcome => outcome.as_str(),
        };
        pictures.insert(
            name.to_owned(),
            json!({"question": question, "outcome": outcome, "message": message}),
        );
    }
    let choices: Vec<String> = engine
        .suggest(None, TYPED, 8)
        .into_iter()
        .map(|suggestion| suggestion.text)
        .collect();
    pictures.insert(
        "autocomplete".to_owned(),
        json!({"typed": TYPED, "choices": choices}),
    );
    #[expect(clippy::print_stdout, reason = "this is what it is for")]
    {
        println!("{:#}", Value::Object(pictures));
    }
    Ok(())
}
