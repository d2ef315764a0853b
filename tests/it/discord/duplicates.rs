//! Events that Discord delivers twice.

use std::time::Duration;

use engram::article::GuildId;
use engram::config::{Cooldowns, RateLimit};
use serde_json::json;

use super::gaps::UNSURE;
use super::{Bot, Folders, assert_says, settings, settings_with, text_of};
use crate::fake_discord::{ALREADY_ACKNOWLEDGED, Channel, Discord, Fault, GUILD, Request};

const MISSED: &str = "how do otters play chess";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_arrives_twice_is_answered_recorded_counted_and_charged_once() {
    let discord = Discord::start("duplicates").await;
    let hour = Duration::from_hours(1);
    let plenty = RateLimit::new(1_000, hour);
    // Just enough, if each question is charged once.
    let cooldowns = Cooldowns {
        person: RateLimit::new(2, 2 * hour),
        channel: plenty,
        guild: plenty,
    };
    let settings = settings_with(&discord, |settings| settings.cooldowns = cooldowns);
    let bot = Bot::launch_sure(settings, Folders::new(), UNSURE);
    bot.connected(&discord, 1).await;
    let store = bot.folders.store().await;
    let (ann, boss, channel) = (discord.user(1), discord.manager(2), Channel::default());
    discord.repeat_events();

    let by_message = ann.asks(&channel, MISSED);
    discord.reply_to(by_message).await;
    let by_command = ann.slash_asks(&channel, MISSED);
    let answer = by_command.answer().await;
    assert!(!answer.to_string().contains("Slow down"), "{answer}");
    let stats = boss.slash(&channel, "stats", &json!([])).answer().await;
    assert_says(&stats, "2 questions in 30 days");
    bot.end().await;

    assert_eq!(discord.replies_to(by_message).len(), 1);
    let requests = discord.requests();
    let posted = |part: &str| {
        let sent = requests.iter().filter(|request| request.method == "POST");
        sent.filter(|request| request.path.contains(part)).count()
    };
    assert_eq!(posted("/messages"), 1);
    assert_eq!(posted("/callback"), 2, "the question and the figures");
    let gaps = store.open_gaps(Some(GuildId(GUILD))).await.unwrap();
    assert_eq!(gaps.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_response_that_arrived_though_its_answer_was_lost_is_followed_up() {
    let discord = Discord::start("refused/lost-answer").await;
    let mut settings = settings(&discord);
    settings.timeouts.answer = Duration::from_millis(500);
    let bot = Bot::start_with(&discord, settings).await;
    discord.fault("POST", "/callback", Fault::Lost);
    let shared = json!([{"name": "library", "type": 3, "value": "shared"}]);
    discord
        .manager(2)
        .slash(&Channel::default(), "reindex", &shared)
        .answer_when("a report", |message| text_of(message).contains("Done in"))
        .await;
    bot.end().await;
    let requests = discord.requests();
    let refused = |request: &&Request| request.code == ALREADY_ACKNOWLEDGED;
    assert_eq!(requests.iter().filter(refused).count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_follows_where_another_process_has_answered() {
    let discord = Discord::start("refused/answered-elsewhere").await;
    let bot = Bot::start(&discord).await;
    discord.fault("POST", "/callback", Fault::AlreadyAcknowledged);
    let shared = json!([{"name": "library", "type": 3, "value": "shared"}]);
    discord
        .manager(2)
        .slash(&Channel::default(), "reindex", &shared);
    discord
        .request("a refused response", |request| {
            request.code == ALREADY_ACKNOWLEDGED
        })
        .await;
    bot.end().await;
    let follows = |request: &Request| request.path.contains("/webhooks/");
    assert!(!discord.requests().iter().any(follows));
}
