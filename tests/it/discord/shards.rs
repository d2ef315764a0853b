//! Several processes at the gateway, each with some of the bot's shards.

use std::sync::Arc;
use std::time::Duration;

use engram::article::GuildId;
use engram::discord::{ServeSettings, Timeouts, Transport};
use engram::store::{GatewaySession, Store};
use serde_json::json;

use super::content::BEAVERS;
use super::{Bot, FISH, Folders, QUESTION, assert_says, settings};
use crate::fake_discord::{
    ALREADY_ACKNOWLEDGED, Channel, Discord, Fault, GUILD, GatewayLine, Request, Upload, shard_of,
};
use crate::support::Folder;

const TOTAL: u64 = 4;

/// Settings of a process that keeps this range.
fn keeps(discord: &Discord, range: &str) -> ServeSettings {
    let settings = settings(discord);
    ServeSettings {
        transport: Transport::Gateway(range.parse().unwrap()),
        timeouts: Timeouts {
            identify_interval: Duration::from_millis(200),
            ..settings.timeouts
        },
        ..settings
    }
}

/// Another process: the same things are kept, and the index is its own.
fn beside(folders: &Folders) -> Folders {
    Folders {
        index: Arc::new(Folder::new()),
        ..folders.clone()
    }
}

/// A channel of a guild that this shard hears of.
fn in_shard(shard: u64) -> Channel {
    let guild = ((1_000_000 + shard) << 22) | 7;
    assert_eq!(shard_of(guild, TOTAL), shard);
    Channel::in_guild(guild, 8_400_000_000_000_000_000 + shard)
}

fn identified(shard: u64) -> impl Fn(&GatewayLine) -> bool {
    let wanted = json!([shard, TOTAL]);
    move |line| matches!(line, GatewayLine::Identify(identify) if identify["shard"] == wanted)
}

fn count(discord: &Discord, found: impl Fn(&GatewayLine) -> bool) -> usize {
    let lines = discord.gateway_lines();
    lines.iter().filter(|line| found(line)).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_take_turns_and_hand_their_shards_on() {
    let discord = Discord::start("shards").await;
    discord.limit_identify_rate(Duration::from_millis(100));
    discord.has_guilds(
        (0..TOTAL)
            .filter_map(|shard| in_shard(shard).guild)
            .collect(),
    );
    let kept = Folders::new();
    let first = Bot::launch(keeps(&discord, "0..1/4"), kept.clone());
    let second = Bot::launch(keeps(&discord, "2..3/4"), beside(&kept));
    discord.wait_connected(0..=TOTAL - 1).await;
    let too_soon = count(&discord, |line| matches!(line, GatewayLine::TooSoon(_)));
    assert_eq!(too_soon, 0);

    // Whatever the shard, a guild is answered.
    let ann = discord.user(1);
    discord.chatter(&in_shard(3));
    for shard in 0..TOTAL {
        let answer = discord.reply_to(ann.asks(&in_shard(shard), QUESTION)).await;
        assert_says(&answer, FISH);
        let answer = ann.slash_asks(&in_shard(shard), QUESTION).answer().await;
        assert_says(&answer, FISH);
    }

    // The next process goes on where the first one ended, and what was asked in between is answered.
    let (settings, folders) = first.end().await;
    let guild = |shard| in_shard(shard).guild.unwrap_or_default();
    assert_eq!(discord.connected_since(guild(1)), None);
    assert!(discord.connected_since(guild(2)).is_some());
    let question = ann.asks(&in_shard(1), QUESTION);
    let next = Bot::launch(settings, folders);
    assert_says(&discord.reply_to(question).await, FISH);
    let resumed = |line: &GatewayLine| matches!(line, GatewayLine::Resume(_));
    discord.sessions(6).await;
    let heard = discord.gateway_lines();
    // More often where a connection is slow and is tried again.
    assert!(count(&discord, resumed) >= 2, "{heard:#?}");
    assert_eq!(count(&discord, identified(0)), 1);
    let to_asked = |request: &crate::fake_discord::Request| {
        request.body["message_reference"]["message_id"] == json!(question.to_string())
    };
    let answers = discord.requests();
    assert_eq!(
        answers.iter().filter(|request| to_asked(request)).count(),
        1
    );

    // Sessions that Discord has forgotten are started again.
    discord.forget_session();
    let (settings, folders) = next.end().await;
    let last = Bot::launch(settings, folders);
    discord.sessions(8).await;
    assert_eq!(count(&discord, identified(0)), 2);
    last.end().await;
    second.end().await;
}

/// What the next process finds of the first shard, once that resumes after this event or a later one.
async fn left_after(store: &Store, sequence: u64) -> GatewaySession {
    loop {
        if let Some(session) = store.take_session(0, 1).await.unwrap()
            && session.sequence >= sequence
        {
            return session;
        }
        tokio::task::yield_now().await;
    }
}

/// READY and the event of the one guild come first.
const FIRST_EVENTS: u64 = 2;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_process_is_resumed_from_the_first_question_in_flight() {
    let discord = Discord::start("in-flight").await;
    let bot = Bot::start_with(&discord, keeps(&discord, "0..0/1")).await;
    let store = bot.folders.store().await;
    let (ann, channel) = (discord.user(1), Channel::default());
    // What is saved after this is saved because of an answer.
    left_after(&store, 1).await;
    discord.fault("POST", "/messages", Fault::Silence);
    ann.asks(&channel, QUESTION);
    discord
        .request("a reply", |request| request.status == 504)
        .await;
    discord.reply_to(ann.asks(&channel, QUESTION)).await;
    ann.slash_asks(&channel, QUESTION).answer().await;
    let left = left_after(&store, 1).await;
    assert_eq!(left.sequence, FIRST_EVENTS);

    // One that ends in order has received all three.
    bot.end().await;
    let at_the_end = store.take_session(0, 1).await.unwrap().unwrap();
    assert_eq!(at_the_end.sequence, FIRST_EVENTS + 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_killed_process_had_in_flight_is_answered_by_the_next_one_and_nothing_twice() {
    let discord = Discord::start("refused/killed").await;
    let bot = Bot::start_with(&discord, keeps(&discord, "0..0/1")).await;
    let (ann, boss, channel) = (discord.user(1), discord.manager(2), Channel::default());
    let store = bot.folders.store().await;
    let asked = ann.asks(&channel, QUESTION);
    discord.reply_to(asked).await;
    ann.slash_asks(&channel, QUESTION).answer().await;
    let file = Upload::new("Beavers.md", BEAVERS);
    boss.hands(&channel, "content", "add", &file).answer().await;
    let left = GatewaySession {
        // All of it is replayed.
        sequence: FIRST_EVENTS,
        ..left_after(&store, FIRST_EVENTS).await
    };
    let (settings, folders) = bot.kill().await;
    store.save_sessions(1, &[(0, left)]).await.unwrap();

    let owed = ann.asks(&channel, "what do otters sleep on");
    let half = ann.types(&channel, "ask", "question", "what do");
    let owed_too = ann.slash_asks(&channel, "what do otters sleep on");
    let next = Bot::launch(settings, folders);
    assert_says(&discord.reply_to(owed).await, "kelp");
    assert_says(&owed_too.answer().await, "kelp");
    assert!(!half.choices().await.is_empty());
    next.end().await;
    let identified = |line: &GatewayLine| matches!(line, GatewayLine::Identify(_));
    assert_eq!(count(&discord, identified), 1);
    assert_eq!(discord.replies_to(asked).len(), 1);
    assert_eq!(discord.replies_to(owed).len(), 1);
    assert_eq!(store.drafts(GuildId(GUILD)).await.unwrap().len(), 1);
    // Discord refuses the second answers to the two commands, before they do anything.
    let refused = |request: &&Request| request.code == ALREADY_ACKNOWLEDGED;
    assert_eq!(discord.requests().iter().filter(refused).count(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_few_shards_are_an_error_where_others_keep_the_rest() {
    let discord = Discord::start("too-few-shards").await;
    discord.close_on_identify(4011);
    let bot = Bot::launch(keeps(&discord, "0..0/1"), Folders::new());
    let error = bot.running.await.unwrap().unwrap_err().to_string();
    assert!(error.contains("larger TOTAL in --shards"), "{error}");
}
