//! Far more questions at once than can be answered, among far more messages that are not for the bot.

use std::fmt;
use std::time::{Duration, Instant};

use tokio::time::{interval, timeout};

use crate::fake_discord::{Channel, Discord, GatewayLine};
use crate::fleet::{built_index, text_of};
use crate::program::{BotProcess, Memory};
use crate::support::{Folder, copy};

const GUILDS: u64 = 1_000;
/// Discord accepts no first response after this.
const FIRST_RESPONSE: Duration = Duration::from_secs(3);
/// Short, so that one that is late is noticed.
const HEARTBEAT_MS: u64 = 1_000;

/// The load on the bot.
pub(crate) struct Flood {
    pub(crate) content: &'static str,
    pub(crate) interactions: u64,
    pub(crate) messages: u64,
    /// All of it is sent within this time, in so many bursts.
    pub(crate) within: Duration,
    pub(crate) bursts: u64,
}

/// The measured results.
pub(crate) struct Aftermath {
    /// How long each answer took, the shortest first.
    pub(crate) answered: Vec<Duration>,
    /// How long each "busy" reply took, the shortest first.
    pub(crate) busy: Vec<Duration>,
    /// Interactions without a response.
    pub(crate) unanswered: usize,
    /// Heartbeats in the time of the flood, and how long it was.
    pub(crate) heartbeats: usize,
    pub(crate) took: Duration,
    /// How often the bot connected, in all.
    pub(crate) connections: usize,
    /// How long a single question took before and right after.
    pub(crate) calm: Duration,
    pub(crate) after: Duration,
    pub(crate) at_rest: Memory,
    pub(crate) flooded: Memory,
}

impl Flood {
    /// Runs it against a program of its own.
    pub(crate) async fn run(&self) -> Aftermath {
        let discord = Discord::start("flood").await;
        discord.set_heartbeat_ms(HEARTBEAT_MS);
        discord.has_guilds((0..GUILDS).map(guild).collect());
        let folder = Folder::new();
        copy(&built_index(self.content), &folder.path().join("index"));
        let bot = BotProcess::start(&discord, folder.path(), &[("ENGRAM_CONTENT", self.content)]);
        discord.sessions(1).await;
        for number in 0..20 {
            ask_alone(&discord, number).await;
        }
        let calm = ask_alone(&discord, 20).await;
        let at_rest = bot.memory();
        let beats = heartbeats(&discord);
        let start = Instant::now();
        let mut asked = Vec::new();
        let mut ticks = interval(self.within / u32::try_from(self.bursts).unwrap());
        for burst in 0..self.bursts {
            ticks.tick().await;
            for number in share(self.interactions, self.bursts, burst) {
                let place = somewhere(number);
                for _ in 0..self.messages / self.interactions {
                    discord.chatter(&place);
                }
                let person = discord.user(1_000 + number);
                asked.push(person.slash_asks(&place, &format!("{} {number}", question(number))));
            }
        }
        let _ = timeout(FIRST_RESPONSE, discord.all_answered()).await;
        let took = start.elapsed();
        let heartbeats = heartbeats(&discord) - beats;
        let after = ask_alone(&discord, 21).await;
        let (mut answered, mut busy) = (Vec::new(), Vec::new());
        let mut unanswered = 0;
        for one in asked {
            match one.answered() {
                Some((took, message)) if text_of(&message).contains("can't keep up") => {
                    busy.push(took);
                }
                Some((took, _)) => answered.push(took),
                None => unanswered += 1,
            }
        }
        answered.sort();
        busy.sort();
        let connected = |line: &&GatewayLine| matches!(line, GatewayLine::Connected);
        Aftermath {
            answered,
            busy,
            unanswered,
            heartbeats,
            took,
            connections: discord.gateway_lines().iter().filter(connected).count(),
            calm,
            after,
            at_rest,
            flooded: bot.memory(),
        }
    }
}

impl fmt::Display for Aftermath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "all was over after {:.1?}", self.took)?;
        for (what, took) in [("answered", &self.answered), ("told to wait", &self.busy)] {
            let last = took.len().max(1) - 1;
            let at = |percent: usize| {
                let place = (took.len() * percent / 100).min(last);
                took.get(place).unwrap_or(&Duration::ZERO)
            };
            writeln!(
                formatter,
                "{what:<14} {:>6}  p50 {:.0?}, p99 {:.0?}, at most {:.0?}",
                took.len(),
                at(50),
                at(99),
                at(100)
            )?;
        }
        writeln!(formatter, "no response    {:>6}", self.unanswered)?;
        writeln!(
            formatter,
            "heartbeats     {:>6}  one a second; {} connection",
            self.heartbeats, self.connections
        )?;
        writeln!(
            formatter,
            "alone          {:.1?} before, {:.1?} right after",
            self.calm, self.after
        )?;
        let (rest, most) = (self.at_rest.resident_kib, self.flooded.peak_kib);
        write!(
            formatter,
            "memory         {} MiB at rest, {} MiB at most: {:.2}",
            rest / 1024,
            most / 1024,
            most as f64 / rest as f64
        )
    }
}

fn guild(number: u64) -> u64 {
    ((1_000_000 + number) << 22) | 7
}

fn somewhere(number: u64) -> Channel {
    Channel::in_guild(guild(number % GUILDS), 8_500_000_000_000_000_000 + number)
}

fn question(number: u64) -> &'static str {
    let questions = [
        "does muscle come back faster the second time",
        "why is it so hard to forget how to ride a bike",
        "what makes dough rise",
        "how long until a habit is automatic",
        "took 6 months off, do i start from zero?",
    ];
    questions[usize::try_from(number).unwrap() % questions.len()]
}

/// The numbers of a part of so many.
fn share(all: u64, parts: u64, part: u64) -> std::ops::Range<u64> {
    all * part / parts..all * (part + 1) / parts
}

/// How long an answer takes without other load.
async fn ask_alone(discord: &Discord, number: u64) -> Duration {
    let place = Channel::in_guild(guild(number), 8_600_000_000_000_000_000 + number);
    let asked = discord
        .user(number)
        .slash_asks(&place, &format!("{} now {number}", question(0)));
    asked.answer().await;
    asked.answered().unwrap().0
}

fn heartbeats(discord: &Discord) -> usize {
    let beat = |line: &&GatewayLine| **line == GatewayLine::Heartbeat;
    discord.gateway_lines().iter().filter(beat).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everyone_hears_something_in_a_flood() {
    let flood = Flood {
        content: "tests/content/bakery",
        interactions: 400,
        messages: 4_000,
        within: Duration::from_millis(1),
        bursts: 1,
    };
    let aftermath = flood.run().await;
    assert_eq!(aftermath.unanswered, 0, "{aftermath}");
    assert!(!aftermath.answered.is_empty());
    assert_eq!(aftermath.connections, 1);
    let (rest, most) = (aftermath.at_rest.resident_kib, aftermath.flooded.peak_kib);
    assert!(
        most * 2 <= rest * 3,
        "{most} KiB in the flood, {rest} KiB at rest"
    );
}
