//! What is said to questions of every kind, over real articles made for the test and a real index in memory.

use engram::answer::{Answer, Outcome, Reason, SmallTalk, Thresholds};
use engram::content;
use engram::engine::{Ask, Engine};
use engram::index::Embedder;
use engram::render::terminal::{self, Style};

use crate::support::Folder;

/// Articles that read like a story: `Library::with("tea.txt", "…").asked("why is tea bitter")`.
struct Library(Engine);

impl Library {
    fn with(name: &str, text: &str) -> Self {
        let folder = Folder::new().with(name, text);
        let corpus = content::load(folder.path()).unwrap();
        let engine = Engine::in_ram(&corpus, Embedder::none(), Thresholds::default()).unwrap();
        Self(engine)
    }

    fn asked(&self, question: &str) -> Answer {
        self.after(None, question)
    }

    fn after(&self, previous: Option<&str>, question: &str) -> Answer {
        self.0
            .ask(&Ask {
                question,
                previous,
                ..Ask::default()
            })
            .unwrap()
    }
}

fn tea() -> Library {
    Library::with(
        "tea.txt",
        "Tea\n\n## Why is tea bitter?\n\nTannins make tea bitter when it steeps for long.\n\n\
         ## How hot should the water be?\n\nGreen tea wants water of 70 degrees, black tea boiling water.\n",
    )
}

#[test]
fn any_text_is_a_question() {
    let tea = tea();
    let long = "why is tea bitter ".repeat(400);
    for question in [
        "",
        "   ",
        "🫖🫖🫖",
        "title:\"",
        "AND OR NOT ( [ { ^ ~ * ? : \\",
        "\"unclosed",
        "-tea +water",
        "\u{202e}retaw\u{202c}",
        "\0\u{7}\u{1b}[31m",
        "茶はなぜ苦いの",
        "' OR 1=1 --",
        long.as_str(),
    ] {
        let answer = tea.asked(question);
        let shown = terminal::answer(&answer, &Style::PLAIN);
        assert!(!shown.trim().is_empty(), "{question:?}");
        assert!(
            !shown.contains(|c: char| c.is_control() && c != '\n'),
            "{question:?}: {shown:?}"
        );
    }
}

#[test]
fn what_is_shown_stands_in_the_article_byte_for_byte() {
    let answer = tea().asked("why is tea bitter");
    let first = &answer.passages[0];
    assert_eq!(first.hit.passage.id.as_str(), "tea#why-is-tea-bitter");
    assert_eq!(
        first.hit.quoted(),
        "Tannins make tea bitter when it steeps for long."
    );
}

#[test]
fn unknown_words_find_nothing_and_are_told_so() {
    let answer = tea().asked("qwxzv blorfnik");
    assert_eq!(
        (answer.outcome, &answer.reason),
        (Outcome::Nothing, &Reason::UnknownWords)
    );
    assert!(answer.passages.is_empty());
}

#[test]
fn small_talk_is_no_continuation() {
    let tea = tea();
    let thanks = tea.after(Some("why is tea bitter"), "thanks!");
    assert_eq!(thanks.reason, Reason::SmallTalk(SmallTalk::Thanks));
    let more = tea.after(Some("why is tea bitter"), "and the water?");
    assert!(
        more.passages
            .iter()
            .any(|quoted| quoted.hit.passage.id.as_str() == "tea#how-hot-should-the-water-be")
    );
}

#[test]
fn the_same_question_gives_the_same_answer() {
    assert_eq!(
        tea().asked("hot water for tea"),
        tea().asked("hot water for tea")
    );
}

#[test]
fn a_question_in_another_language_finds_the_same_section() {
    let answer = tea().asked("Wie warm soll das Wasser sein?");
    let first = &answer.passages[0];
    assert_eq!(
        first.hit.passage.id.as_str(),
        "tea#how-hot-should-the-water-be"
    );
    assert_eq!(answer.question, "Wie warm soll das Wasser sein?");
    assert_eq!(answer.did_you_mean, None);
}

#[test]
fn the_other_side_is_lit_where_it_says_what_they_disagree_about() {
    let library = Library::with(
        "articles/tea.md",
        "+++\ntitle = \"Tea\"\nslug = \"tea\"\n\n[[contradicts]]\nsection = \"does-green-tea-calm\"\n\
         with = \"tea#what-is-in-a-leaf\"\nabout = \"Caffeine in the leaves wakes people.\"\n+++\n\
         ## Does green tea calm?\n\nGreen tea calms many people.\n\n\
         ## What is in a leaf?\n\nGreen tea has a calm colour. The leaves hold caffeine.\n",
    );
    let answer = library.asked("does green tea calm");
    let other = answer.disagreement.unwrap().other.hit;
    assert_eq!(
        &other.quoted()[other.highlight.clone()],
        "The leaves hold caffeine."
    );
}
