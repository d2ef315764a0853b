//! Two hundred guilds with twenty articles each beside the shared library: what they take in memory, how long a
//! reindex of one takes, and what the others notice of it.
//! `cargo bench --bench guilds` prints the figures. The index stays in `target/guilds`, so that the shared library is
//! built once. Not divan: what counts here is the ratio of two tails, taken turn by turn.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints its figures and stops where it cannot go on"
)]

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use engram::answer::Thresholds;
use engram::article::GuildId;
use engram::content::RawArticle;
use engram::engine::{Ask, Engine, EngineSettings, GuildContent, RebuildReport};

const GUILDS: usize = 200;
/// The guild that is reindexed while the others ask.
const BUSY: GuildId = GuildId(1);
/// Questions of one turn, quiet or beside a reindex.
const TURN: usize = 200;
const TURNS: usize = 10;

fn main() {
    let index = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/guilds");
    for guild in 1..=GUILDS + 1 {
        let _ = fs::remove_dir_all(index.join(guild.to_string()));
    }
    let engine = Engine::open(
        EngineSettings {
            content: Path::new(env!("CARGO_MANIFEST_DIR")).join("content"),
            index,
            thresholds: Thresholds::default(),
        },
        &|_| {},
    )
    .unwrap();
    let articles = articles();
    let questions: Vec<String> = engine
        .articles(None)
        .iter()
        .flat_map(|article| &article.sections)
        .filter_map(|section| section.wordings.first().cloned())
        .collect();
    println!("{} articles, {} questions", articles.len(), questions.len());
    memory("with the shared library alone, nothing asked");

    let mut builds: Vec<RebuildReport> = (1..=GUILDS as u64)
        .map(|guild| rebuild(&engine, GuildId(guild), 1, &articles_of(guild, &articles)))
        .collect();
    builds.sort_by_key(|report| report.took);
    let median = &builds[builds.len() / 2];
    println!(
        "a guild's first index, nearly all of it known: {:.2} s (median; {} texts encoded, {} reused)",
        median.took.as_secs_f64(),
        median.encoded,
        median.reused
    );
    memory("after building all");
    let mut asked = 0;
    ask_turn(&engine, &questions, &mut asked, GUILDS * 2);
    memory("after each guild asked twice");

    let (mut quiet, mut beside) = (Vec::new(), Vec::new());
    let mut reindexed = Vec::new();
    for turn in 0..TURNS {
        quiet.extend(ask_turn(&engine, &questions, &mut asked, TURN));
        let enough = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let reindexing = scope.spawn(|| {
                let mut took = Vec::new();
                while !enough.load(Ordering::Relaxed) {
                    let mut own = articles_of(BUSY.0, &articles);
                    let note = format!("\nNote {turn} {} was added.\n", took.len());
                    own[0].markdown.push_str(&note);
                    took.push(rebuild(&engine, BUSY, 2, &own));
                }
                took
            });
            beside.extend(ask_turn(&engine, &questions, &mut asked, TURN));
            enough.store(true, Ordering::Relaxed);
            reindexed.extend(reindexing.join().unwrap());
        });
    }
    reindexed.sort_by_key(|report| report.took);
    let median = &reindexed[reindexed.len() / 2];
    println!(
        "reindex of one changed article: {:.2} s (median of {}; slowest {:.2} s; {} texts encoded, {} reused)",
        median.took.as_secs_f64(),
        reindexed.len(),
        reindexed.last().unwrap().took.as_secs_f64(),
        median.encoded,
        median.reused
    );
    tails("quiet", &mut quiet);
    tails("beside a reindex of another guild", &mut beside);
    println!(
        "p99 beside a reindex / quiet: {:.2}",
        percentile(&beside, 99).as_secs_f64() / percentile(&quiet, 99).as_secs_f64()
    );
    memory("at the end");

    let unknown: Vec<RawArticle> = articles
        .iter()
        .map(|article| RawArticle {
            slug: article.slug.clone(),
            markdown: article.markdown.replace(" the ", " some "),
        })
        .collect();
    let report = rebuild(&engine, GuildId(GUILDS as u64 + 1), 1, &unknown);
    println!(
        "twenty new articles: {:.2} s ({} texts encoded, {} reused)",
        report.took.as_secs_f64(),
        report.encoded,
        report.reused
    );
}

fn articles() -> Vec<RawArticle> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/articles");
    let mut articles: Vec<RawArticle> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| RawArticle {
            slug: path.file_stem().unwrap().to_string_lossy().into_owned(),
            markdown: fs::read_to_string(path).unwrap(),
        })
        .collect();
    articles.sort_by(|one, other| one.slug.cmp(&other.slug));
    articles.truncate(20);
    articles
}

/// Twenty articles that no other guild has: each has a sentence of its own.
fn articles_of(guild: u64, articles: &[RawArticle]) -> Vec<RawArticle> {
    articles
        .iter()
        .map(|article| RawArticle {
            slug: article.slug.clone(),
            markdown: format!("{}\nThis is how guild {guild} sees it.\n", article.markdown),
        })
        .collect()
}

fn rebuild(
    engine: &Engine,
    guild: GuildId,
    version: u64,
    articles: &[RawArticle],
) -> RebuildReport {
    let content = GuildContent {
        version,
        articles: articles.to_vec(),
        taught: Vec::new(),
    };
    engine.rebuild_guild(guild, &content, &|_| {}).unwrap()
}

/// Asks in guild after guild, but for the busy one; no guild the same question twice.
fn ask_turn(
    engine: &Engine,
    questions: &[String],
    asked: &mut usize,
    count: usize,
) -> Vec<Duration> {
    (0..count)
        .map(|_| {
            let others = GUILDS - 1;
            let guild = GuildId(BUSY.0 + 1 + (*asked % others) as u64);
            let question = &questions[(*asked / others) % questions.len()];
            *asked += 1;
            let started = Instant::now();
            let ask = Ask {
                question,
                guild: Some(guild),
                ..Ask::default()
            };
            engine.ask(&ask).unwrap();
            started.elapsed()
        })
        .collect()
}

fn tails(name: &str, took: &mut [Duration]) {
    took.sort_unstable();
    println!(
        "{name}: p50 {:.1} ms, p99 {:.1} ms ({} questions)",
        percentile(took, 50).as_secs_f64() * 1_000.0,
        percentile(took, 99).as_secs_f64() * 1_000.0,
        took.len()
    );
}

fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}

/// Resident memory as Linux counts it, the mapped files apart: those the system takes back when it needs room.
fn memory(when: &str) {
    let Ok(status) = fs::read_to_string("/proc/self/status") else {
        return;
    };
    let kib = |key: &str| {
        let line = status.lines().find(|line| line.starts_with(key));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok())
            .unwrap_or(0)
    };
    println!(
        "resident {when}: {} MB, {} MB of it mapped files",
        kib("VmRSS:") / 1_024,
        kib("RssFile:") / 1_024
    );
}
