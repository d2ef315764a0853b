//! Search and building on words alone beside bare tantivy in the same run, and the program's start and memory.
//! `cargo bench --bench words` prints each figure with its ratio to tantivy's. Not divan: what counts here is the
//! ratio of two medians, over queries that differ.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints its figures and stops where it cannot go on"
)]

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use engram::answer::Thresholds;
use engram::content::{Corpus, Extent, from_raw};
use engram::engine::{Ask, Engine};
use engram::index::{self, Embedder};
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, TantivyDocument, doc};

const SMALL: usize = 1_000;
const LARGE: usize = 100_000;
const WORDS_A_PASSAGE: usize = 80;
const PASSAGES_AN_ARTICLE: usize = 20;
const VOCABULARY: usize = 30_000;
/// Words that a question would not be asked by.
const COMMON_WORDS: usize = 50;
const QUESTIONS: usize = 300;
/// Same memory and one thread for both sides.
const WRITER_BYTES: usize = 64 << 20;

fn main() {
    for passages in [SMALL, LARGE] {
        let texts = Texts::generate(passages);
        println!("{} passages of {WORDS_A_PASSAGE} words", texts.bodies.len());
        let corpus = texts.corpus();
        search(&texts, &corpus);
        build(&texts, &corpus);
    }
    start_and_rest();
}

/// Time from question to answer, beside parsing the query, its first ten and fetching them.
fn search(texts: &Texts, corpus: &Corpus) {
    let questions = texts.questions();
    let engine = Engine::in_ram(corpus, Embedder::none(), Thresholds::default()).unwrap();
    let (index, body) = bare(Index::create_in_ram(bare_schema().0), texts);
    let searcher = index.reader().unwrap().searcher();
    let parser = QueryParser::for_index(&index, vec![body]);
    // Turn by turn, so that both meet the same machine.
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // Each once: a question asked again costs nothing.
    for question in &questions {
        let started = Instant::now();
        black_box(
            engine
                .ask(&Ask {
                    question,
                    ..Ask::default()
                })
                .unwrap(),
        );
        ours.push(started.elapsed());
        let started = Instant::now();
        let query = parser.parse_query(question).unwrap();
        let top = searcher
            .search(&query, &TopDocs::with_limit(10).order_by_score())
            .unwrap();
        for (_, address) in top {
            black_box(searcher.doc::<TantivyDocument>(address).unwrap());
        }
        theirs.push(started.elapsed());
    }
    report(
        "question to answer, p50",
        median(&mut ours),
        median(&mut theirs),
    );
    report(
        "question to answer, p99",
        percentile(&mut ours, 99),
        percentile(&mut theirs, 99),
    );
}

/// Time to build a generation on disk, beside adding and committing.
fn build(texts: &Texts, corpus: &Corpus) {
    let ours = tempfile::tempdir().unwrap();
    let started = Instant::now();
    index::build(ours.path(), None, corpus, &Embedder::none(), &|_| {}).unwrap();
    let built = started.elapsed();
    let theirs = tempfile::tempdir().unwrap();
    let started = Instant::now();
    bare(
        Index::create_in_dir(&theirs, bare_schema().0).unwrap(),
        texts,
    );
    report("build on disk", built, started.elapsed());
}

/// The real articles with meaning: what a person waits for after starting the program, and what a bot at rest takes.
fn start_and_rest() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let index = tempfile::tempdir().unwrap();
    let arguments = [
        "chat",
        "--content",
        "content",
        "--index",
        index.path().to_str().unwrap(),
    ];
    let ask = || -> (Child, Duration) {
        let started = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_engram"))
            .current_dir(root)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        writeln!(
            child.stdin.as_mut().unwrap(),
            "how long does muscle memory last"
        )
        .unwrap();
        let mut output = BufReader::new(child.stdout.as_mut().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        (child, started.elapsed())
    };
    println!("the program on content/");
    let (mut first, built) = ask();
    first.kill().unwrap();
    first.wait().unwrap();
    println!("  first start, index built          {built:>10.1?}");
    let mut starts: Vec<Duration> = (0..5)
        .map(|_| {
            let (mut child, took) = ask();
            child.kill().unwrap();
            child.wait().unwrap();
            took
        })
        .collect();
    println!(
        "  start to first answer, p50        {:>10.1?}",
        median(&mut starts)
    );
    let (mut child, _) = ask();
    if let Ok(status) = fs::read_to_string(format!("/proc/{}/status", child.id())) {
        for line in status
            .lines()
            .filter(|line| line.starts_with("Vm") || line.starts_with("Rss"))
        {
            if ["VmRSS", "VmHWM", "RssAnon", "RssFile"]
                .iter()
                .any(|key| line.starts_with(key))
            {
                println!("  resident after an answer: {line}");
            }
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

fn report(what: &str, ours: Duration, theirs: Duration) {
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!("  {what:<33} {ours:>10.1?}  tantivy {theirs:>10.1?}  ratio {ratio:.2}");
}

fn median(times: &mut [Duration]) -> Duration {
    percentile(times, 50)
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

fn bare_schema() -> (Schema, Field) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let body = schema.add_text_field(
        "body",
        TextOptions::default().set_indexing_options(indexing) | STORED,
    );
    (schema.build(), body)
}

fn bare(index: Index, texts: &Texts) -> (Index, Field) {
    let body = bare_schema().1;
    let mut writer = index
        .writer_with_num_threads::<TantivyDocument>(1, WRITER_BYTES)
        .unwrap();
    for text in &texts.bodies {
        writer.add_document(doc!(body => text.as_str())).unwrap();
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
    (index, body)
}

/// Made-up text with the skew of real text: the n-th word comes about 1/n as often as the first.
struct Texts {
    words: Vec<String>,
    bodies: Vec<String>,
}

impl Texts {
    fn generate(passages: usize) -> Self {
        let mut random = SeededRandom(7);
        let words: Vec<String> = (0..VOCABULARY).map(|_| random.word()).collect();
        let bodies = (0..passages)
            .map(|_| {
                let mut body = String::new();
                for nth in 0..WORDS_A_PASSAGE {
                    body += &words[random.skewed(VOCABULARY)];
                    body += if nth % 16 == 15 { ". " } else { " " };
                }
                body.trim_end().to_owned()
            })
            .collect();
        Self { words, bodies }
    }

    /// The same texts as articles, read the way articles are.
    fn corpus(&self) -> Corpus {
        let articles = self
            .bodies
            .chunks(PASSAGES_AN_ARTICLE)
            .zip(0..)
            .map(|(bodies, number)| {
                let mut page = format!("+++\ntitle = \"Article {number:05}\"\n+++\n");
                for (body, nth) in bodies.iter().zip(0..) {
                    write!(page, "## Section {nth}\n{body}\n\n").unwrap();
                }
                from_raw(&format!("a{number:05}.md"), page.as_bytes(), Extent::Main)
                    .article
                    .unwrap()
            })
            .collect();
        Corpus {
            articles,
            ..Corpus::default()
        }
    }

    /// Three to five words of the texts, but for the commonest, as people ask.
    fn questions(&self) -> Vec<String> {
        let common: HashSet<&str> = self.words[..COMMON_WORDS]
            .iter()
            .map(String::as_str)
            .collect();
        let mut random = SeededRandom(11);
        (0..QUESTIONS)
            .map(|_| {
                let wanted = 3 + random.below(3);
                let mut words = Vec::new();
                while words.len() < wanted {
                    let body = &self.bodies[random.below(self.bodies.len())];
                    let word = body.split(' ').nth(random.below(WORDS_A_PASSAGE)).unwrap();
                    let word = word.trim_end_matches('.');
                    if !common.contains(word) {
                        words.push(word);
                    }
                }
                words.join(" ")
            })
            .collect()
    }
}

/// Numbers that are the same in every run.
struct SeededRandom(u64);

impl SeededRandom {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn skewed(&mut self, limit: usize) -> usize {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a rank below the limit"
        )]
        {
            let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
            ((limit as f64).powf(share) - 1.0) as usize
        }
    }

    fn word(&mut self) -> String {
        (0..2 + self.below(3))
            .flat_map(|_| {
                let consonant = b"bcdfghklmnprstvwz"[self.below(17)];
                let vowel = b"aeiou"[self.below(5)];
                [char::from(consonant), char::from(vowel)]
            })
            .collect()
    }
}
