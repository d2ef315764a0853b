//! Simulation of a fleet: `cargo test --test fleet -- WAY PROCESSES SECONDS SEED [QUESTIONS_PER_SECOND]`.
//!
//! Processes that take signed requests behind a balancer (`http`), or share 8 shards (`gateway`), are asked by users of
//! 10,000 guilds; at the gateway most messages are not for the bot. Every ten seconds one of them is killed, or stopped by
//! SIGTERM, and started again; in between, admins approve articles, and for a while the database is unavailable. Prints
//! the measurements, and fails if anything was lost or done twice.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program of its own, which should say where it cannot go on"
)]

#[expect(dead_code, unused_imports, reason = "most of it is for the tests")]
mod it {
    pub(super) mod fake_discord;
    pub(super) mod fleet;
    pub(super) mod postgres;
    pub(super) mod program;
    pub(super) mod support;
}

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};

use it::fake_discord::{ALREADY_ACKNOWLEDGED, Channel, Discord, Interaction, Transport, button};
use it::fleet::{Fleet, Process, article_on, text_of};
use it::{fake_discord, postgres, program, support};

const CONTENT: &str = "content";
const GUILDS: u64 = 10_000;
/// Messages to others for each question, at the gateway.
const CHATTER: usize = 10;
const ROUND: Duration = Duration::from_secs(10);
/// Discord gives up after 3 s; so much longer nothing can come any more.
const PATIENCE: Duration = Duration::from_secs(6);
const SETTLE: Duration = Duration::from_secs(3);

struct Plan {
    way: Transport,
    processes: usize,
    time: Duration,
    seed: u64,
    questions_per_second: u64,
}

/// Numbers that look random and are the same for the same seed.
struct SeededRandom(u64);

impl SeededRandom {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

#[derive(Default)]
struct Tally {
    asked: usize,
    /// Not asked, since the shard of the guild was not connected.
    not_asked: usize,
    answered: usize,
    clicks: usize,
    suggestions: usize,
    took: Vec<Duration>,
    /// Sent to another process, since the first did not answer.
    taken_on: usize,
    /// Got no answer, and the process that took it was killed meanwhile.
    died: usize,
    /// Got no answer though its process was not killed.
    lost: Vec<String>,
    /// Answered with an apology, or with "slow down".
    apologies: Vec<String>,
    killed: Vec<(Instant, SocketAddr)>,
    restarted: usize,
    /// From an approval to the answer of the last process.
    known_after: Vec<Duration>,
    resident_kib: Vec<u64>,
    peak_kib: Vec<u64>,
}

type Shared = Arc<Mutex<Tally>>;

fn lock(tally: &Shared) -> MutexGuard<'_, Tally> {
    tally.lock().unwrap()
}

fn main() {
    let numbers: Vec<u64> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let number = |at: usize, otherwise| numbers.get(at).copied().unwrap_or(otherwise);
    let at_gateway = std::env::args().any(|argument| argument == "gateway");
    let plan = Plan {
        way: if at_gateway {
            Transport::Gateway
        } else {
            Transport::Http
        },
        processes: usize::try_from(number(0, 3)).unwrap(),
        time: Duration::from_secs(number(1, 60)),
        seed: number(2, 1),
        // What two processor cores answer beside the simulation itself; at 100 some are told that it is busy.
        questions_per_second: number(3, 50),
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let is_well = runtime.block_on(run(&plan));
    runtime.shutdown_background();
    assert!(is_well, "something was lost, done twice, or went wrong");
}

async fn run(plan: &Plan) -> bool {
    let tally = Shared::default();
    let discord = Discord::start_as("fleet-simulation", plan.way).await;
    discord.has_guilds((0..GUILDS).map(guild).collect());
    let start = Instant::now();
    let Some(mut fleet) = Fleet::start(discord, CONTENT, plan.processes).await else {
        return true;
    };
    println!("all there after {:.1?}", start.elapsed());
    for process in &fleet.processes {
        measure(process, &mut lock(&tally));
    }
    let resident = lock(&tally).resident_kib.clone();
    println!("resident at the start     {resident:?} KiB");
    let asking = tokio::spawn(ask_on(
        fleet.discord.clone(),
        plan.questions_per_second,
        SeededRandom(plan.seed | 1),
        Arc::clone(&tally),
    ));
    let start = Instant::now();
    let mut random = SeededRandom(plan.seed.wrapping_add(77) | 1);
    let outage = plan.time / 2;
    let mut outages = 0;
    let mut round = 0_u64;
    while start.elapsed() < plan.time {
        let began = Instant::now();
        round += 1;
        if outages == 0 && start.elapsed() >= outage {
            outages += 1;
            without_database(&mut fleet).await;
        } else {
            kill_one(&mut fleet, round, &mut random, &tally).await;
            sleep(Duration::from_secs(1)).await;
            approve_one(&fleet, round, &mut random, &tally).await;
        }
        sleep(ROUND.saturating_sub(began.elapsed())).await;
    }
    let asked_for = start.elapsed();
    asking.abort();
    sleep(PATIENCE).await;
    for process in &fleet.processes {
        measure(process, &mut lock(&tally));
    }
    report(plan, asked_for, &fleet.discord, &mut lock(&tally))
}

/// The guilds of this Discord: made one after the other, as their ids tell.
fn guild(number: u64) -> u64 {
    ((1_000_000 + number) << 22) | 7
}

/// A channel of one of the guilds.
fn somewhere(random: &mut SeededRandom) -> Channel {
    let number = random.below(GUILDS);
    Channel::in_guild(guild(number), 8_500_000_000_000_000_000 + number)
}

/// Every wording of the articles, each a question that someone may ask.
fn wordings() -> Vec<String> {
    let mut wordings = Vec::new();
    for entry in std::fs::read_dir(support::repository("content/wordings")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for line in text.lines() {
            let line = line.trim().trim_end_matches(',');
            if let Some(wording) = line
                .strip_prefix('"')
                .and_then(|line| line.strip_suffix('"'))
            {
                wordings.push(wording.to_owned());
            }
        }
    }
    wordings.sort();
    wordings
}

async fn ask_on(discord: Discord, per_second: u64, mut random: SeededRandom, tally: Shared) {
    let wordings = wordings();
    let mut ticks = interval(Duration::from_secs(1) / u32::try_from(per_second).unwrap());
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    // No two questions are the same, so that none is answered from memory.
    for number in 0_u64.. {
        ticks.tick().await;
        let place = somewhere(&mut random);
        if discord.transport() == Transport::Gateway {
            for _ in 0..CHATTER {
                discord.chatter(&somewhere(&mut random));
            }
        }
        if !can_be_asked(&discord, &place) {
            lock(&tally).not_asked += 1;
            continue;
        }
        let person = discord.user(10_000 + number);
        let words = ["please", "thanks", "really", "today", "honestly", "now"];
        let question = format!(
            "{} {} {} {number}",
            random.of(&wordings),
            random.of(&words),
            random.of(&words)
        );
        let (clicks, suggests) = (random.below(5) == 0, random.below(10) == 0);
        let (discord, tally) = (discord.clone(), Arc::clone(&tally));
        tokio::spawn(async move {
            if suggests {
                let half: String = question.chars().take(12).collect();
                let typed = person.types(&place, "ask", "question", &half);
                lock(&tally).suggestions += 1;
                let offered = timeout(PATIENCE, typed.callback()).await.is_ok();
                settle(typed, offered, &tally);
            }
            // The shard may have gone while they typed.
            if !can_be_asked(&discord, &place) {
                lock(&tally).not_asked += 1;
                return;
            }
            lock(&tally).asked += 1;
            let asked = person.slash_asks(&place, &question);
            let answer = timeout(PATIENCE, asked.answer()).await.ok();
            if let Some(answer) = &answer {
                lock(&tally).answered += 1;
                let words = text_of(answer);
                let apologies = [
                    "went wrong on my side",
                    "Please try again",
                    "Slow down a little",
                ];
                if apologies.iter().any(|apology| words.contains(apology)) {
                    lock(&tally).apologies.push(words);
                }
            }
            let turns = |answer: &Value| {
                clicks && button(answer, "Next").is_some_and(|next| next["disabled"] != true)
            };
            let next = answer.filter(turns);
            if let Some(answer) = next {
                lock(&tally).clicks += 1;
                let pressed = person.presses(&place, &answer, "Next");
                let turned = timeout(PATIENCE, pressed.answer()).await.is_ok();
                settle(asked, true, &tally);
                settle(pressed, turned, &tally);
            } else {
                let answered = lock(&tally).answered > 0 && asked.took().is_some();
                settle(asked, answered, &tally);
            }
        });
    }
}

/// Whether a process gets the events of a guild: at the gateway, whether its shard is connected.
fn can_be_asked(discord: &Discord, channel: &Channel) -> bool {
    let is_connected = |guild| discord.connected_since(guild).is_some();
    discord.transport() == Transport::Http || channel.guild.is_some_and(is_connected)
}

/// Counts the result of an interaction, and removes it.
fn settle(interaction: Interaction, answered: bool, tally: &Shared) {
    let brought = interaction.brought();
    let mut tally = lock(tally);
    if brought.len() > 1 {
        tally.taken_on += 1;
    }
    match interaction.took() {
        Some(took) if answered => tally.took.push(took),
        _ => {
            let since = Instant::now().checked_sub(PATIENCE + SETTLE);
            let died = tally.killed.iter().any(|(at, address)| {
                // At the gateway it is not known which process got it.
                let took_it = brought.last().is_none_or(|last| last == address);
                took_it && since.is_none_or(|since| *at >= since)
            });
            if died {
                tally.died += 1;
            } else {
                tally
                    .lost
                    .push(format!("{}, brought to {brought:?}", interaction.token));
            }
        }
    }
    drop(tally);
    interaction.forget();
}

/// Every third time the process is stopped by SIGTERM, as for an upgrade; else it is killed.
async fn kill_one(fleet: &mut Fleet, round: u64, random: &mut SeededRandom, tally: &Shared) {
    let number = usize::try_from(random.below(fleet.processes.len() as u64)).unwrap();
    let process = &fleet.processes[number];
    measure(process, &mut lock(tally));
    if round.is_multiple_of(3) {
        lock(tally).restarted += 1;
        return fleet.restart(number).await;
    }
    lock(tally).killed.push((Instant::now(), process.address));
    fleet.kill(number);
    sleep(Duration::from_secs(1)).await;
    fleet.begin(number).await;
}

/// An admin has an article approved; every process is asked about it until it knows it.
async fn approve_one(fleet: &Fleet, round: u64, random: &mut SeededRandom, tally: &Shared) {
    let place = Channel::in_guild(
        guild(random.below(GUILDS)),
        8_600_000_000_000_000_000 + round,
    );
    let letters = ["ba", "do", "fi", "gu", "ke", "lo", "mi", "nu", "pe", "zo"];
    let word: String = (0..3).map(|_| *random.of(&letters)).collect::<String>() + "rls";
    let boss = fleet.discord.manager(1_000_000 + round);
    let preview = boss
        .hands(&place, "content", "add", &article_on(&word))
        .answer()
        .await;
    if button(&preview, "Approve").is_none() {
        lock(tally).apologies.push(text_of(&preview));
        return;
    }
    let start = Instant::now();
    boss.presses(&place, &preview, "Approve");
    let mut asking = Vec::new();
    // At the gateway a guild is one process's alone.
    let asked_of = match fleet.discord.transport() {
        Transport::Http => &fleet.processes[..],
        Transport::Gateway => &fleet.processes[..1],
    };
    for (number, process) in (0_u64..).zip(asked_of) {
        let at_it = fleet.discord.only_to(process.address);
        let (place, question) = (place.clone(), format!("what do {word} eat all day"));
        asking.push(tokio::spawn(async move {
            for time in 0_u64.. {
                let person = at_it.user(2_000_000 + round * 10_000 + number * 1_000 + time);
                let asked = person.slash_asks(&place, &question);
                if let Ok(answer) = timeout(PATIENCE, asked.answer()).await
                    && text_of(&answer).contains("northern side")
                {
                    break;
                }
                sleep(Duration::from_millis(50)).await;
            }
        }));
    }
    for asked in asking {
        if timeout(ROUND, asked).await.is_err() {
            lock(tally).lost.push(format!("the article on {word}"));
        }
    }
    lock(tally).known_after.push(start.elapsed());
}

/// The database is unavailable for a round: questions are answered, and an admin is told that nothing was changed.
async fn without_database(fleet: &mut Fleet) {
    fleet.database.crash();
    let place = Channel::in_guild(guild(0), 8_700_000_000_000_000_000);
    let boss = fleet.discord.manager(3);
    let refused = boss.slash(&place, "settings", &json!([])).answer().await;
    assert!(
        text_of(&refused).contains("Nothing was changed"),
        "{refused:#}"
    );
    sleep(ROUND).await;
    fleet.database.go_on();
    sleep(SETTLE).await;
}

/// What a process takes of the memory, and has taken at most.
fn measure(process: &Process, tally: &mut Tally) {
    if let Some(memory) = process.served.as_ref().map(program::BotProcess::memory) {
        tally.resident_kib.push(memory.resident_kib);
        tally.peak_kib.push(memory.peak_kib);
    }
}

fn report(plan: &Plan, time: Duration, discord: &Discord, tally: &mut Tally) -> bool {
    tally.took.sort();
    tally.known_after.sort();
    let at = |share: f64| {
        let last = tally.took.len().saturating_sub(1);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in the list"
        )]
        let place = (last as f64 * share).round() as usize;
        tally.took.get(place).copied().unwrap_or_default()
    };
    // What a killed process had answered after its first event in flight is tried again by the next one. The processes
    // do not know of each other's requests, so a 429 may come, and is waited for.
    let (tried_again, refused): (Vec<_>, Vec<_>) = discord
        .requests()
        .into_iter()
        .filter(|request| request.status >= 400 && request.status != 429)
        .partition(|request| request.code == ALREADY_ACKNOWLEDGED);
    let mib = |kib: Option<&u64>| kib.map_or(0, |kib| kib / 1024);
    println!(
        "{:?}: {} processes, {:.0} s, seed {}: {} killed, {} told to end, the database once",
        plan.way,
        plan.processes,
        time.as_secs_f64(),
        plan.seed,
        tally.killed.len(),
        tally.restarted
    );
    println!(
        "questions                 {} asked, {} answered, {:.1} a second",
        tally.asked,
        tally.answered,
        tally.answered as f64 / time.as_secs_f64()
    );
    println!(
        "clicks, suggestions       {}, {}",
        tally.clicks, tally.suggestions
    );
    println!(
        "event to first response   p50 {:.1?}, p90 {:.1?}, p99 {:.1?}, at most {:.1?} (target: p99 100 ms)",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
    println!(
        "known by all after        {:.2?} at most, {} articles (target: 2 s)",
        tally.known_after.last().copied().unwrap_or_default(),
        tally.known_after.len()
    );
    println!(
        "resident of a process     {} MiB at most; peak {} MiB (target: 200 MB)",
        mib(tally.resident_kib.iter().max()),
        mib(tally.peak_kib.iter().max())
    );
    println!(
        "taken on by another       {}; unanswered with a killed process {}; not asked, as none was there {}",
        tally.taken_on, tally.died, tally.not_asked
    );
    println!(
        "lost {}, refused by Discord {}, apologies {}; tried again though it was answered {}",
        tally.lost.len(),
        refused.len(),
        tally.apologies.len(),
        tried_again.len()
    );
    let bad = tally.lost.iter().chain(&tally.apologies).take(5);
    bad.for_each(|what| println!("  {what}"));
    for request in refused.iter().take(5) {
        println!("  {} {} {}", request.status, request.method, request.path);
    }
    tally.lost.is_empty() && tally.died == 0 && refused.is_empty() && tally.apologies.is_empty()
}
