//! The libraries in `examples/` are answered as well as the project's own: the program is tuned to no subject.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use engram::answer::{Outcome, Thresholds};
use engram::content;
use engram::engine::{Ask, Engine, EngineSettings};
#[cfg(feature = "semantic")]
use engram::eval::{self, Figures};

use crate::program::engram;
use crate::support::{Folder, repository};

const EXAMPLES: [&str; 3] = ["sourdough", "board-games", "gym-de"];

fn folder(example: &str) -> PathBuf {
    repository("examples").join(example)
}

/// The index stays in the target folder: it is built once, and again for what changes.
fn open(example: &str) -> Engine {
    let settings = EngineSettings {
        content: folder(example),
        index: Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("example-{example}")),
        thresholds: Thresholds::default(),
    };
    Engine::open(settings, &|_| {}).unwrap()
}

/// Opened once for all tests, so that none waits for another's build.
static ENGINES: LazyLock<[Engine; 3]> = LazyLock::new(|| EXAMPLES.map(open));

#[cfg(feature = "semantic")]
#[test]
fn examples_are_answered_and_off_topic_questions_refused() {
    let mut missed = Vec::new();
    for (example, engine) in EXAMPLES.iter().zip(&*ENGINES) {
        let questions = eval::read_questions(&folder(example).join("questions.jsonl")).unwrap();
        assert_eq!(questions.len(), 30, "{example}");
        let run = eval::run(engine, &questions).unwrap();
        let figures = Figures::of(&run);
        let (first, refused) = (
            figures.ranks.first().percent(),
            figures.off_topic_refused.percent(),
        );
        if first < 85.0 || refused < 90.0 {
            let wrong: Vec<_> = run
                .iter()
                .filter(|one| one.rank != Some(1) && one.kind == eval::Kind::Answerable)
                .map(|one| (&one.question, &one.passages))
                .collect();
            let report = eval::report(&run, Thresholds::default().answer_at);
            missed.push(format!("{example}\n{report}\n{wrong:#?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn every_example_question_is_answered() {
    let mut missed = Vec::new();
    for (example, engine) in EXAMPLES.iter().zip(&*ENGINES) {
        let profile = engine.profile();
        assert_eq!(profile.examples.len(), 3, "{example}");
        for question in &profile.examples {
            let answer = engine
                .ask(&Ask {
                    question,
                    ..Ask::default()
                })
                .unwrap();
            if answer.outcome != Outcome::Answer {
                missed.push(format!("{example}: {question}"));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn the_files_of_the_examples_have_no_problems() {
    for example in EXAMPLES {
        let corpus = content::load(&folder(example)).unwrap();
        assert!(corpus.problems.is_empty(), "{:#?}", corpus.problems);
        assert_ne!(corpus.profile.name, "Engram");
    }
}

#[test]
fn a_folder_to_start_from_has_no_problems_and_answers() {
    let parent = Folder::new();
    let dir = parent.path().join("my-library");
    let dir = dir.to_str().unwrap();
    let made = engram(&["init", dir], "").ends_with(0);
    assert_eq!(made.lines().count(), 5, "{made}");
    engram(&["check", "--content", dir], "").ends_with(0);
    let index = parent.path().join("index");
    let index = index.to_str().unwrap();
    let question = "how do i write my first article";
    let ask = ["ask", "--content", dir, "--index", index, question];
    let answer = engram(&ask, "").ends_with(0);
    assert!(answer.contains("First steps"), "{answer}");
    // A subject that it does not have is none after a question that it has either.
    let chat = ["chat", "--content", dir, "--index", index];
    let talk = "how do i write my first article\nhow long does muscle memory last?\n";
    let said = engram(&chat, talk).ends_with(0);
    let (_, last) = said.rsplit_once("> ").unwrap();
    assert!(!last.contains("First steps"), "{said}");
    let hello = engram(&["ask", "--content", dir, "--index", index, "hi"], "");
    assert!(
        hello.stdout.starts_with("Hi! Ask me how to write"),
        "{}",
        hello.stdout
    );

    let again = engram(&["init", dir], "");
    assert_eq!(again.code, 2);
    assert!(
        again.stderr.contains("nothing is written over"),
        "{}",
        again.stderr
    );
}

#[test]
fn a_bad_profile_is_a_problem_with_file_and_line() {
    let parent = Folder::new();
    let dir = parent.path().join("library");
    let path = dir.to_str().unwrap();
    engram(&["init", path], "").ends_with(0);
    std::fs::write(dir.join("library.toml"), "name = \"A\"\nsubject = \"\"\n").unwrap();
    let checked = engram(&["check", "--content", path], "").ends_with(1);
    assert!(
        checked.contains("library.toml:2: error: `subject` is empty: leave it out instead"),
        "{checked}"
    );
}
