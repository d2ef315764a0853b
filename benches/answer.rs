//! From a question to its answer over 1,000 passages, with meaning and without; the same question again; what
//! autocomplete takes; and building the index of the real articles, from nothing and after one change.
//! `cargo bench --bench answer` prints the figures, `-- build` or `-- ask` one half of them. The index of the 1,000
//! passages stays in `target/answer`. Not divan: the questions differ, and their tail counts.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints its figures and stops where it cannot go on"
)]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use engram::answer::Thresholds;
use engram::content;
use engram::engine::{Ask, Engine, EngineSettings};
use engram::eval::read_questions;
use engram::index::{self, Embedder};

const PASSAGES: usize = 1_000;
/// Fewer than the 256 answers that the engine keeps for who asks again.
const KEPT_ANSWERS: usize = 200;
/// Letters of a question after which autocomplete is asked.
const TYPED_CHARS: [usize; 4] = [1, 4, 9, 20];

fn main() {
    let only: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |part: &str| {
        let named = |name: &str| only.iter().any(|other| other == name);
        named(part) || !named("ask") && !named("build")
    };
    if wanted("ask") {
        ask();
    }
    if wanted("build") {
        build();
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn ask() {
    let questions: Vec<String> = read_questions(&root().join("tests/judgments/tuning.jsonl"))
        .unwrap()
        .into_iter()
        .map(|question| question.text)
        .collect();
    let folder = root().join("target/answer");
    let articles = folder.join("content");
    write_articles(&articles);
    let settings = EngineSettings {
        content: articles.clone(),
        index: folder.join("index"),
        thresholds: Thresholds::default(),
    };
    let engine = Engine::open(settings, &|_| {}).unwrap();
    let corpus = content::load(&articles).unwrap();
    let words = Engine::in_ram(&corpus, Embedder::none(), Thresholds::default()).unwrap();
    let passages: u32 = engine
        .articles(None)
        .iter()
        .map(|article| u32::try_from(article.sections.len()).unwrap())
        .sum();
    println!("{} questions to {passages} sections", questions.len());
    tails(
        "question to answer, with meaning",
        &mut timed(&engine, &questions),
    );
    let last = &questions[questions.len().saturating_sub(KEPT_ANSWERS)..];
    timed(&engine, last);
    tails("the last ones again", &mut timed(&engine, last));
    tails(
        "question to answer, words alone",
        &mut timed(&words, &questions),
    );
    let started = Instant::now();
    black_box(engine.suggest(None, "how", 25));
    println!("{:<36} {:>10.1?}", "first autocomplete", started.elapsed());
    let mut suggested: Vec<Duration> = questions
        .iter()
        .flat_map(|question| TYPED_CHARS.map(|count| question.chars().take(count).collect()))
        .map(|typed: String| {
            let started = Instant::now();
            black_box(engine.suggest(None, &typed, 25));
            started.elapsed()
        })
        .collect();
    tails("autocomplete", &mut suggested);
}

fn timed(engine: &Engine, questions: &[String]) -> Vec<Duration> {
    questions
        .iter()
        .map(|question| {
            let ask = Ask {
                question,
                ..Ask::default()
            };
            let started = Instant::now();
            black_box(engine.ask(&ask).unwrap());
            started.elapsed()
        })
        .collect()
}

/// The real articles, and copies of them without wordings until there are passages enough.
fn write_articles(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
    copy(&root().join("content"), folder);
    let originals: Vec<PathBuf> = markdown(&folder.join("articles"));
    let own = content::load(folder).unwrap();
    let sections: usize = own.articles.iter().map(|one| one.sections.len()).sum();
    for copy in 2..=PASSAGES.div_ceil(sections) {
        for original in &originals {
            let name = original.file_name().unwrap().to_string_lossy();
            let text = fs::read_to_string(original).unwrap();
            fs::write(folder.join(format!("articles/again-{copy}-{name}")), text).unwrap();
        }
    }
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    paths
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn build() {
    let folder = tempfile::tempdir().unwrap();
    let articles = folder.path().join("content");
    copy(&root().join("content"), &articles);
    let meaning = Embedder::load().unwrap();
    let index = folder.path().join("index");
    let timed = || {
        let started = Instant::now();
        let corpus = content::load(&articles).unwrap();
        let report = index::build(&index, None, &corpus, &meaning, &|_| {}).unwrap();
        (started.elapsed(), report)
    };
    let (took, report) = timed();
    println!(
        "{:<36} {:>10.2?}  {} texts, {} passages",
        "build from nothing", took, report.encoded, report.passages
    );
    let changed = &markdown(&articles.join("articles"))[0];
    let text = fs::read_to_string(changed).unwrap();
    fs::write(changed, format!("{text}\nOne more sentence stands here.\n")).unwrap();
    let (took, report) = timed();
    println!(
        "{:<36} {:>10.2?}  {} texts encoded, {} reused",
        "build after one article changed", took, report.encoded, report.reused
    );
}

fn tails(what: &str, took: &mut [Duration]) {
    took.sort_unstable();
    let percentile = |percent: usize| took[(took.len() * percent / 100).min(took.len() - 1)];
    println!(
        "{what:<36} {:>10.1?} p50  {:>10.1?} p99",
        percentile(50),
        percentile(99)
    );
}
