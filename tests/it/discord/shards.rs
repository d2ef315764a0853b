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
            turn: Duration::from_millis(200),
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
    discord.keep_pace(Duration::from_millis(100));
    discord.has_guilds(
        (0..TOTAL)
            .filter_map(|shard| in_shard(shard).guild)
            .collect(),
    );
    let kept = Folders::new();
    let first = Bot::launch(keeps(&discord, "0..1/4"), kept.clone());
    let second = Bot::launch(keeps(&discord, "2..3/4"), beside(&kept));
    discord.hear_all(0..=TOTAL - 1).await;
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
    assert_eq!(discord.heard_since(guild(1)), None);
    assert!(discord.heard_since(guild(2)).is_some());
    let question = ann.asks(&in_shard(1), QUESTION);
    let next = Bot::launch(settings, folders);
    assert_says(&discord.reply_to(question).await, FISH);
    let resumed = |line: &GatewayLine| matches!(line, GatewayLine::Resume(_));
    discord.sessions(6).await;
    let heard = discord.gateway_lines();
    assert_eq!(count(&discord, resumed), 2, "{heard:#?}");
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

/// What the next process finds of the first shard once the store is told that so many questions are answered.
async fn left_with(store: &Store, answers: usize) -> GatewaySession {
    loop {
        if let Some(session) = store.take_session(0, 1).await.unwrap()
            && session.answered.as_ref().map(Vec::len) == Some(answers)
        {
            return session;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_answered_while_another_question_waits_is_written_down() {
    let discord = Discord::start("bookmarks").await;
    let bot = Bot::start_with(&discord, keeps(&discord, "0..0/1")).await;
    let store = bot.folders.store().await;
    let (ann, channel) = (discord.user(1), Channel::default());
    discord.fault("POST", "/messages", Fault::Silence);
    ann.asks(&channel, QUESTION);
    discord
        .request("a reply", |request| request.status == 504)
        .await;
    let by_message = ann.asks(&channel, QUESTION);
    discord.reply_to(by_message).await;
    let by_command = ann.slash_asks(&channel, QUESTION);
    by_command.answer().await;
    let left = left_with(&store, 2).await;
    assert_eq!(left.answered, Some(vec![by_message, by_command.id()]));

    // One that ends in order leaves no doubt: it has heard the last of them too.
    bot.end().await;
    let at_the_end = store.take_session(0, 1).await.unwrap().unwrap();
    assert_eq!(at_the_end.answered, None);
    assert_eq!(at_the_end.sequence, left.sequence + 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_killed_process_owes_is_answered_by_the_next_one_and_nothing_twice() {
    let discord = Discord::start("killed").await;
    let bot = Bot::start_with(&discord, keeps(&discord, "0..0/1")).await;
    let (ann, boss, channel) = (discord.user(1), discord.manager(2), Channel::default());
    let store = bot.folders.store().await;
    let asked = ann.asks(&channel, QUESTION);
    discord.reply_to(asked).await;
    let by_command = ann.slash_asks(&channel, QUESTION);
    by_command.answer().await;
    let file = Upload::new("Beavers.md", BEAVERS);
    let handed = boss.hands(&channel, "content", "add", &file);
    handed.answer().await;
    let left = GatewaySession {
        // READY.
        sequence: 1,
        answered: Some(vec![asked, by_command.id(), handed.id()]),
        ..left_with(&store, 0).await
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
    // What was answered is not even tried again.
    let again = |request: &Request| request.code == ALREADY_ACKNOWLEDGED;
    assert!(!discord.requests().iter().any(again));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_few_shards_are_an_error_where_others_keep_the_rest() {
    let discord = Discord::start("too-few-shards").await;
    discord.close_on_identify(4011);
    let bot = Bot::launch(keeps(&discord, "0..0/1"), Folders::new());
    let error = bot.running.await.unwrap().unwrap_err().to_string();
    assert!(error.contains("larger TOTAL in --shards"), "{error}");
}
