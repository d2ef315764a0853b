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
        Self::of(&Folder::new().with(name, text))
    }

    fn of(folder: &Folder) -> Self {
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
fn words_of_the_field_are_compared_without_case_and_typography() {
    let folder = Folder::new()
        .with(
            "articles/bread.txt",
            "Bread\n\n## Why does dough rise?\n\nYeast makes gas.\n\n\
             ## What does salt do?\n\nSalt slows yeast down.\n\n\
             ## How warm is dough?\n\nYeast likes it warm.\n",
        )
        .with(
            "words.toml",
            "known = [\"Yeats\"]\n[everyday]\n\"Baker’s Foam\" = \"gas\"\n",
        );
    let bread = Library::of(&folder);
    let everyday = bread.asked("what is baker's foam");
    let first = &everyday.passages[0].hit.passage.id;
    assert_eq!(first.as_str(), "bread#why-does-dough-rise");
    let corrected = |question| bread.asked(question).did_you_mean;
    assert_eq!(corrected("who was yaest").as_deref(), Some("who was yeast"));
    assert_eq!(corrected("who was yeats"), None);
}

#[test]
fn a_section_of_two_pieces_takes_no_place_among_the_related_questions() {
    let sip = "Green tea is drunk slowly, sip by sip, and green tea is then poured again. ";
    let folder = Folder::new()
        .with(
            "articles/green.md",
            format!(
                "+++\ntitle = \"Green tea\"\nrelated = [\"black\"]\n+++\n\
                 ## How is green tea drunk?\n\n{0}\n\n{0}\n\n\
                 ## How is it kept?\n\nIn a tin.\n",
                sip.repeat(9)
            ),
        )
        .with(
            "articles/black.md",
            "+++\ntitle = \"Black tea\"\n+++\n## What is black tea?\n\nA leaf that withered.\n\n\
             ## What if it is drunk cold?\n\nIt is less bitter.\n",
        );
    let answer = Library::of(&folder).asked("how is green tea drunk");
    let ids = answer
        .passages
        .iter()
        .map(|quoted| quoted.hit.passage.id.section());
    let drunk = "green#how-is-green-tea-drunk";
    assert_eq!(ids.take(2).collect::<Vec<_>>(), [drunk; 2]);
    let related = answer
        .related
        .iter()
        .map(|related| related.heading.as_str());
    assert_eq!(
        related.collect::<Vec<_>>(),
        [
            "What if it is drunk cold?",
            "How is it kept?",
            "What is black tea?"
        ]
    );
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
fn more_leads_from_passage_to_passage_with_and_without_a_question_mark() {
    let library = Library::with(
        "tea.txt",
        "Tea\n\n## What is green tea?\n\nGreen tea is made of leaves that were never left to wither.\n\n\
         ## How is green tea brewed?\n\nGreen tea wants water of 70 degrees.\n\n\
         ## Where does green tea grow?\n\nMost green tea grows in China.\n\n\
         ## How is green tea kept?\n\nGreen tea stays fresh in a tin.\n",
    );
    for question in ["what is green tea", "What is green tea?"] {
        let first = library.asked(question);
        assert_eq!(first.outcome, Outcome::Answer);
        let mut previous = question.to_owned();
        for expected in &first.passages[1..4] {
            let more = library.after(Some(&previous), "more");
            let id = &more.passages[0].hit.passage.id;
            assert_eq!(id, &expected.hit.passage.id, "{previous:?}");
            previous = more.in_context.unwrap();
        }
    }
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
