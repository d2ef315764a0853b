//! End-to-end tests of the bot: users of a fake Discord use it, over each transport and with faults of the network.

mod addressing_and_limits;
mod answer_buttons;
mod channels_and_overload;
mod content;
mod content_editing;
mod content_limits;
mod deferral;
mod duplicates;
mod faults;
mod find;
mod forums;
mod gaps;
mod guild_lifecycle;
mod http_signatures;
mod isolation;
mod kept_data;
mod languages;
mod process;
mod refusals;
mod registration;
mod settings;
mod shards;
mod transports;
mod uploads;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use engram::answer::Thresholds;
use engram::config::{Cooldowns, DiscordSettings, RateLimit};
use engram::discord::{
    Endpoint, ServeSettings, ShardRange, Timeouts, Transport as DiscordTransport, serve,
};
use engram::engine::{Engine, EngineSettings};
use engram::store::{Store, StoreSettings};
use secrecy::SecretString;
use serde_json::Value;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::fake_discord::{
    Channel, Discord, GUILD, TOKEN, Transport, User, page_of, public_key, shown_texts,
};
use crate::support::Folder;

const OTTERS: &str = r#"+++
title = "Otters"
slug = "otters"
authors = ["A. Diver"]
license = "CC-BY-4.0"
updated = 2026-01-05
summary = "What otters eat and how they sleep."
references = ["otter2020"]

[[contradicts]]
section = "how-long-do-otters-sleep-each-day"
with = "zoo#how-long-do-zoo-otters-sleep"
about = "Wild otters were watched by day alone."
+++
## What do otters eat?
<!-- grade: moderate; refs: otter2020 -->
Otters hunt at night. They eat fish, crabs and sea urchins, and a sea otter eats a quarter of its weight a day.

## How do otters keep warm in cold water?
<!-- grade: strong; refs: otter2020 -->
Otters have the densest fur of all animals. Air in the fur keeps their skin dry and warm.

## How long do otters sleep each day?
<!-- grade: contested; refs: otter2020 -->
Otters sleep about eleven hours each day, afloat on their backs and wrapped in kelp.

## Why do otters hold hands?
<!-- grade: practical -->
Sea otters hold hands so that they do not drift apart while they sleep.

## How deep do otters dive for food?
Sea otters dive to forty metres for food and stay below for about a minute.
"#;

const ZOO: &str = r#"+++
title = "Otters in zoos"
slug = "zoo"
license = "CC0-1.0"
references = ["otter2020"]
+++
## How long do zoo otters sleep?
<!-- grade: moderate; refs: otter2020 -->
Zoo otters sleep for fourteen hours each day, because nothing hunts them.
"#;

const REFERENCES: &str = r#"[otter2020]
authors = "Otter et al."
year = 2020
title = "What do otters eat?"
journal = "J Otters"
doi = "10.1000/otter"
status = "seen"
"#;

const WORDINGS: &str = r#"what-do-otters-eat = ["otter food", "what is on the menu of an otter"]
how-do-otters-keep-warm-in-cold-water = ["why are otters not freezing", "otter fur"]
how-long-do-otters-sleep-each-day = ["otter bed time", "hours of sleep of otters"]
"#;

const NOT_COVERED: &str = r#"[[group]]
label = "pets"
reason = "The articles don't cover keeping otters as pets; a vet can help."
questions = ["can i keep an otter as a pet", "how much does a pet otter cost", "is an otter a good pet"]
"#;

/// Answers whatever comes: the library of these tests is too small for its probabilities to mean much.
const SURE: Thresholds = Thresholds {
    answer_at: 0.0,
    closest_at: 0.0,
};

/// The question that every test of one way of asking uses, and a piece of its answer.
const QUESTION: &str = "what do otters eat";
const FISH: &str = "fish, crabs and sea urchins";

/// A content folder about otters.
fn otters() -> Folder {
    Folder::new()
        .with("articles/otters.md", OTTERS)
        .with("articles/zoo.md", ZOO)
        .with("references.toml", REFERENCES)
        .with("wordings/otters.toml", WORDINGS)
        .with("not-covered.toml", NOT_COVERED)
}

/// A running bot with its library.
struct Bot {
    settings: ServeSettings,
    folders: Folders,
    stop: Arc<Notify>,
    running: JoinHandle<engram::Result<()>>,
}

/// Runs tests once over the gateway and once over signed requests.
macro_rules! both_ways {
    ($($name:ident),+ $(,)?) => {
        mod over_the_gateway {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(crate::fake_discord::Transport::Gateway).await;
            })+
        }
        mod over_http {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(crate::fake_discord::Transport::Http).await;
            })+
        }
    };
}
use both_ways;

/// The folders of a bot.
#[derive(Clone)]
struct Folders {
    content: Arc<Folder>,
    index: Arc<Folder>,
    data: Arc<Folder>,
}

impl Folders {
    /// Articles about otters, without index or store.
    fn new() -> Self {
        Self {
            content: Arc::new(otters()),
            index: Arc::new(Folder::new()),
            data: Arc::new(Folder::new()),
        }
    }

    /// The bot's store, opened a second time.
    async fn store(&self) -> Store {
        let settings = StoreSettings::in_folder(self.data.path());
        Store::open(&settings).await.unwrap()
    }
}

/// Settings that never slow a test down.
fn settings(discord: &Discord) -> ServeSettings {
    let transport = match discord.transport() {
        Transport::Gateway => DiscordTransport::Gateway(ShardRange::Auto),
        Transport::Http => {
            let key = public_key().parse().unwrap();
            let endpoint = Endpoint::bind("127.0.0.1:0".parse().unwrap(), key).unwrap();
            discord.deliver_to(endpoint.address());
            DiscordTransport::Http(endpoint)
        }
    };
    let pace = RateLimit::new(10_000, Duration::from_millis(1));
    ServeSettings {
        discord: DiscordSettings {
            api_url: Some(discord.api_url()),
            home_guild: Some(GUILD),
            cooldowns: Cooldowns {
                person: pace,
                channel: pace,
                guild: pace,
            },
            ..DiscordSettings::default()
        },
        transport,
        timeouts: Timeouts {
            first_retry: Duration::from_millis(5),
            last_retry: Duration::from_millis(20),
            refused_session: Duration::from_millis(5),
            ..Timeouts::default()
        },
        ..ServeSettings::new(SecretString::from(TOKEN))
    }
}

/// The same, with some of them changed.
fn settings_with(discord: &Discord, change: impl FnOnce(&mut DiscordSettings)) -> ServeSettings {
    let mut settings = settings(discord);
    change(&mut settings.discord);
    settings
}

impl Bot {
    /// Starts a bot that knows about otters and waits until it is connected.
    async fn start(discord: &Discord) -> Self {
        Self::start_with(discord, settings(discord)).await
    }

    /// Starts a bot with these probability thresholds.
    async fn start_sure(discord: &Discord, thresholds: Thresholds) -> Self {
        let bot = Self::launch_sure(settings(discord), Folders::new(), thresholds);
        bot.connected(discord, 1).await;
        bot
    }

    async fn start_with(discord: &Discord, settings: ServeSettings) -> Self {
        let bot = Self::launch(settings, Folders::new());
        bot.connected(discord, 1).await;
        bot
    }

    fn launch(settings: ServeSettings, folders: Folders) -> Self {
        Self::launch_sure(settings, folders, SURE)
    }

    fn launch_sure(settings: ServeSettings, folders: Folders, thresholds: Thresholds) -> Self {
        let kept = StoreSettings::in_folder(folders.data.path());
        Self::launch_on(settings, folders, thresholds, kept)
    }

    /// Starts a bot with another store.
    fn launch_on(
        settings: ServeSettings,
        folders: Folders,
        thresholds: Thresholds,
        kept: StoreSettings,
    ) -> Self {
        let engine = engine(&folders.content, &folders.index, thresholds);
        let stop = Arc::new(Notify::new());
        let stopped = Arc::clone(&stop);
        let running = tokio::spawn({
            let settings = settings.clone();
            async move {
                let store = Store::open(&kept).await.unwrap();
                let stopped = async move { stopped.notified().await };
                let ended = serve(settings, engine, store.clone(), stopped).await;
                store.close().await?;
                ended
            }
        });
        Self {
            settings,
            folders,
            stop,
            running,
        }
    }

    /// Waits for this many sessions in all; over HTTP, until the bot listens.
    async fn connected(&self, discord: &Discord, sessions: usize) {
        match &self.settings.transport {
            DiscordTransport::Gateway(_) => discord.sessions(sessions).await,
            DiscordTransport::Http(endpoint) => {
                let address = endpoint.address();
                within_five_seconds(async {
                    while tokio::net::TcpStream::connect(address).await.is_err() {
                        tokio::task::yield_now().await;
                    }
                })
                .await;
            }
        }
    }

    /// Shuts the bot down, which must be quick and without errors.
    async fn end(self) -> (ServeSettings, Folders) {
        self.stop.notify_one();
        within_five_seconds(self.running).await.unwrap().unwrap();
        (self.settings, self.folders)
    }

    /// Aborts the bot without a shutdown.
    async fn kill(self) -> (ServeSettings, Folders) {
        self.running.abort();
        assert!(self.running.await.unwrap_err().is_cancelled());
        (self.settings, self.folders)
    }

    /// Shuts the bot down and starts another one on the same folders.
    async fn restart(self, discord: &Discord) -> Self {
        let (settings, folders) = self.end().await;
        let sessions = discord.begun_sessions();
        let bot = Self::launch(settings, folders);
        bot.connected(discord, sessions + 1).await;
        bot
    }
}

/// What an operator may count on; the only clock in these tests, and a bound.
async fn within_five_seconds<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(5), what)
        .await
        .expect("it takes more than five seconds")
}

fn engine(content: &Folder, index: &Folder, thresholds: Thresholds) -> Engine {
    let settings = EngineSettings {
        content: content.path().to_path_buf(),
        index: index.path().to_path_buf(),
        thresholds,
    };
    Engine::open(settings, &|_| {}).unwrap()
}

/// The whole text of a message, embeds and cards included, without Markdown's escapes and emphasis.
fn text_of(message: &Value) -> String {
    let text = shown_texts(message).join("\n");
    text.replace("**", "").replace('\\', "")
}

/// Says that an answer did not help, and what was missing; gives the thanks.
async fn dislikes(user: &User, channel: &Channel, answer: &Value, missing: &str) -> Value {
    let opened = user.presses(channel, answer, "Not helpful");
    let fields = [("missing", missing)];
    let sent = user.submits_on(channel, answer, &opened, &fields).await;
    sent.answer().await
}

fn is_private(message: &Value) -> bool {
    message["flags"].as_u64().unwrap_or(0) & (1 << 6) != 0
}

/// The answer shows this page of how many there are.
#[track_caller]
fn assert_page(message: &Value, page: &str) {
    let shown = page_of(message);
    assert!(
        shown.is_some_and(|shown| shown.starts_with(&format!("{page}/"))),
        "{shown:?}, not page {page}: {message:#}"
    );
}

#[track_caller]
fn assert_says(message: &Value, words: &str) {
    assert!(
        text_of(message).contains(words),
        "no {words:?} in {message:#}"
    );
}
