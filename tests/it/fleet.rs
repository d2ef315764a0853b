//! Several processes as one bot: real programs with one `PostgreSQL`, which take signed requests behind a balancer or
//! share the bot's shards.

use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::fake_discord::{
    Channel, Discord, Interaction, Request, Transport, Upload, User, button, public_key,
    shown_texts,
};
use crate::postgres::Postgres;
use crate::program::BotProcess;
use crate::support::{Folder, copy};
use serde_json::{Value, json};

pub(crate) struct Fleet {
    pub(crate) discord: Discord,
    pub(crate) database: Postgres,
    pub(crate) processes: Vec<Process>,
    content: String,
}

/// The shards that a fleet at the gateway has in all.
const SHARDS: usize = 8;

pub(crate) struct Process {
    pub(crate) address: SocketAddr,
    /// Its shards, at the gateway.
    shards: RangeInclusive<u64>,
    folder: Folder,
    /// None while it is down.
    pub(crate) served: Option<BotProcess>,
}

impl Process {
    /// The number of its process, while it runs.
    pub(crate) fn id(&self) -> Option<u32> {
        self.served.as_ref().map(BotProcess::id)
    }
}

impl Fleet {
    /// Starts processes with this content, which wait for interactions. None without `PostgreSQL`.
    pub(crate) async fn start(discord: Discord, content: &str, processes: usize) -> Option<Self> {
        let database = Postgres::start()?;
        let mut fleet = Self {
            discord,
            database,
            processes: Vec::new(),
            content: content.to_owned(),
        };
        for number in 0..processes {
            let first = |number| (number * SHARDS / processes) as u64;
            // The port is free once this listener is dropped, and the system does not assign it again soon.
            let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            fleet.processes.push(Process {
                address: free.local_addr().unwrap(),
                shards: first(number)..=first(number + 1) - 1,
                folder: Folder::new(),
                served: None,
            });
        }
        fleet.share_index();
        let addresses = fleet.processes.iter().map(|process| process.address);
        fleet.discord.deliver_to_each_of(addresses.collect());
        for number in 0..processes {
            fleet.begin(number).await;
        }
        Some(fleet)
    }

    /// Builds the shared index once. Each process has a copy, as from an image.
    fn share_index(&self) {
        let index = built_index(&self.content);
        for process in &self.processes {
            copy(&index, &process.folder.path().join("index"));
        }
    }

    /// Starts a process that is down, and waits until it takes requests.
    pub(crate) async fn begin(&mut self, number: usize) {
        let process = &mut self.processes[number];
        let address = process.address.to_string();
        let (first, last) = (process.shards.start(), process.shards.end());
        let shards = format!("{first}..{last}/{SHARDS}");
        let transport = match self.discord.transport() {
            Transport::Http => ["--http", &address],
            Transport::Gateway => ["--shards", &shards],
        };
        let mut served = BotProcess::start_as(
            &self.discord,
            process.folder.path(),
            &[
                ("DATABASE_URL", &format!("{}/postgres", self.database.url())),
                ("DISCORD_PUBLIC_KEY", &public_key()),
                ("ENGRAM_CONTENT", &self.content),
            ],
            &transport,
        );
        match self.discord.transport() {
            Transport::Http => served.logs("waiting for interactions").await,
            Transport::Gateway => self.discord.wait_connected(process.shards.clone()).await,
        }
        process.served = Some(served);
    }

    /// Kills a process.
    pub(crate) fn kill(&mut self, number: usize) {
        if let Some(served) = self.processes[number].served.take() {
            served.kill();
        }
    }

    /// Stops a process by SIGTERM and starts it again.
    pub(crate) async fn restart(&mut self, number: usize) {
        if let Some(served) = self.processes[number].served.take() {
            served.end().await;
        }
        self.begin(number).await;
    }

    /// Uploads an article and approves it; each step may go to another process. Tries again while the store is
    /// unavailable.
    pub(crate) async fn approve(
        &self,
        boss: &User,
        channel: &Channel,
        file: &Upload,
    ) -> Interaction {
        let preview = loop {
            let preview = boss.hands(channel, "content", "add", file).answer().await;
            if button(&preview, "Approve").is_some() {
                break preview;
            }
        };
        loop {
            let approving = boss.presses(channel, &preview, "Approve");
            if !text_of(&approving.answer().await).contains(NOTHING_CHANGED) {
                return approving;
            }
        }
    }
}

/// The message while the store is unavailable.
const NOTHING_CHANGED: &str = "Nothing was changed";

/// The index of a folder of articles, built only if it is stale.
pub(crate) fn built_index(content: &str) -> PathBuf {
    let index = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("fleet-index")
        .join(content.replace('/', "-"));
    let done = crate::program::program(&["index", "build", "--content", content])
        .arg("--index")
        .arg(&index)
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    index
}

/// The text of a message, without bold.
pub(crate) fn text_of(message: &Value) -> String {
    shown_texts(message).concat().replace("**", "")
}

/// An article that answers one question about a word that is in no other article.
pub(crate) fn article_on(word: &str) -> Upload {
    let text = format!(
        "# {word}\n\n## What do {word} eat all day?\nAll day long {word} eat moss from the northern side of old stones.\n"
    );
    Upload::new(&format!("{word}.md"), text)
}

const QUESTION: &str = "what makes dough rise";

/// Asks a process about an article until it knows it. It learns of it within seconds; the rest only turns a hang into a
/// failure.
async fn knows(discord: &Discord, process: &Process, first: u64, word: &str) {
    let there = discord.only_to(process.address);
    let question = format!("what do {word} eat");
    let asking = async {
        // Another user each time: one alone would ask too fast.
        for person in first.. {
            let place = Channel::text(8_000_000_000_000_100_000 + person);
            let asked = there.user(person).slash_asks(&place, &question);
            if text_of(&asked.answer().await).contains("northern side") {
                return;
            }
        }
    };
    let known = tokio::time::timeout(Duration::from_mins(1), asking).await;
    assert!(known.is_ok(), "{} never knew of {word}", process.address);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_processes_are_one_bot_whatever_is_killed() {
    let discord = Discord::start_as("fleet", Transport::Http).await;
    let Some(mut fleet) = Fleet::start(discord, "tests/content/bakery", 3).await else {
        return;
    };
    let discord = fleet.discord.clone();
    let boss = discord.manager(2);

    // An admin's acts and clicks go through all of them in turn, and all learn what was approved.
    fleet
        .approve(&boss, &Channel::default(), &article_on("zorbels"))
        .await;
    for (number, process) in fleet.processes.iter().enumerate() {
        knows(&discord, process, 1_000 * (number as u64 + 1), "zorbels").await;
    }

    // No question is lost with a killed process.
    let before = fleet.processes[1].id();
    fleet.kill(1);
    let mut taken_on = 0;
    for person in 100..120 {
        let asked = discord
            .user(person)
            .slash_asks(&Channel::default(), QUESTION);
        assert!(!text_of(&asked.answer().await).is_empty());
        taken_on += usize::from(asked.brought().len() > 1);
        assert!(asked.took().is_some());
        asked.forget();
    }
    assert!(
        taken_on > 0,
        "nothing was brought to the process that is gone"
    );

    // Without the database questions are answered, and changes are refused with a message.
    let panel = boss.slash(&Channel::default(), "settings", &json!([]));
    let panel = panel.answer().await;
    fleet.database.crash();
    for person in 120..126 {
        let asked = discord
            .user(person)
            .slash_asks(&Channel::default(), QUESTION);
        assert!(!text_of(&asked.answer().await).is_empty());
    }
    boss.switches(&Channel::default(), &panel, "private");
    // At once, or after the deferral, which leaves the panel as it is.
    let refuses = |request: &Request| request.body.to_string().contains(NOTHING_CHANGED);
    discord.request("a refusal", refuses).await;
    fleet.database.go_on();

    // A process learns at its start of changes that it missed.
    fleet
        .approve(&boss, &Channel::default(), &article_on("wumpets"))
        .await;
    fleet.begin(1).await;
    assert_ne!(fleet.processes[1].id(), before);
    knows(&discord, &fleet.processes[2], 20_000, "wumpets").await;
    fleet.restart(2).await;
    for (number, process) in fleet.processes.iter().enumerate() {
        knows(&discord, process, 1_000 * (number as u64 + 4), "wumpets").await;
        knows(&discord, process, 1_000 * (number as u64 + 7), "zorbels").await;
    }
    for process in &fleet.processes {
        let resident_kib = process.served.as_ref().unwrap().memory().resident_kib;
        assert!(resident_kib < 200 * 1024, "{resident_kib} KiB");
    }
    let twice = discord.requests();
    let twice = twice.iter().find(|request| request.status >= 400);
    assert!(twice.is_none(), "{twice:#?}");
}
