//! Several processes at the gateway, each with some of the bot's shards.

use std::sync::Arc;
use std::time::Duration;

use engram::discord::{Reception, ServeSettings, Waits};
use serde_json::json;

use super::{Bot, FISH, Lies, QUESTION, assert_says, settings};
use crate::double::{Discord, GatewayLine, Place, shard_of};
use crate::support::Folder;

const TOTAL: u64 = 4;

/// Settings of a process that keeps this range.
fn keeps(discord: &Discord, range: &str) -> ServeSettings {
    let settings = settings(discord);
    ServeSettings {
        reception: Reception::Gateway(range.parse().unwrap()),
        waits: Waits {
            turn: Duration::from_millis(200),
            ..settings.waits
        },
        ..settings
    }
}

/// Another process: the same things are kept, and the index is its own.
fn beside(lies: &Lies) -> Lies {
    Lies {
        index: Arc::new(Folder::new()),
        ..lies.clone()
    }
}

/// A channel of a guild that this shard hears of.
fn in_shard(shard: u64) -> Place {
    let guild = ((1_000_000 + shard) << 22) | 7;
    assert_eq!(shard_of(guild, TOTAL), shard);
    Place::in_guild(guild, 8_400_000_000_000_000_000 + shard)
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
    let kept = Lies::new();
    let first = Bot::launch(keeps(&discord, "0..1/4"), kept.clone());
    let second = Bot::launch(keeps(&discord, "2..3/4"), beside(&kept));
    discord.hear_all(0..=TOTAL - 1).await;
    let too_soon = count(&discord, |line| matches!(line, GatewayLine::TooSoon(_)));
    assert_eq!(too_soon, 0);

    // Whatever the shard, a guild is answered.
    let ann = discord.person(1);
    discord.chatter(&in_shard(3));
    for shard in 0..TOTAL {
        let answer = discord.reply_to(ann.asks(&in_shard(shard), QUESTION)).await;
        assert_says(&answer, FISH);
        let answer = ann.slash_asks(&in_shard(shard), QUESTION).answer().await;
        assert_says(&answer, FISH);
    }

    // The next process goes on where the first one ended, and what was asked in between is answered.
    let (settings, lies) = first.end().await;
    let guild = |shard| in_shard(shard).guild.unwrap_or_default();
    assert_eq!(discord.heard_since(guild(1)), None);
    assert!(discord.heard_since(guild(2)).is_some());
    let question = ann.asks(&in_shard(1), QUESTION);
    let next = Bot::launch(settings, lies);
    assert_says(&discord.reply_to(question).await, FISH);
    let resumed = |line: &GatewayLine| matches!(line, GatewayLine::Resume(_));
    discord.sessions(6).await;
    let heard = discord.gateway_lines();
    assert_eq!(count(&discord, resumed), 2, "{heard:#?}");
    assert_eq!(count(&discord, identified(0)), 1);
    let to_asked = |request: &crate::double::Request| {
        request.body["message_reference"]["message_id"] == json!(question.to_string())
    };
    let answers = discord.requests();
    assert_eq!(
        answers.iter().filter(|request| to_asked(request)).count(),
        1
    );

    // Sessions that Discord has forgotten are begun anew.
    discord.forget_session();
    let (settings, lies) = next.end().await;
    let last = Bot::launch(settings, lies);
    discord.sessions(8).await;
    assert_eq!(count(&discord, identified(0)), 2);
    last.end().await;
    second.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_few_shards_are_an_error_where_others_keep_the_rest() {
    let discord = Discord::start("too-few-shards").await;
    discord.close_on_identify(4011);
    let bot = Bot::launch(keeps(&discord, "0..0/1"), Lies::new());
    let error = bot.running.await.unwrap().unwrap_err().to_string();
    assert!(error.contains("larger TOTAL in --shards"), "{error}");
}
