//! Where the bot keeps quiet, and what it does when it cannot tell.

use std::fmt::Write as _;
use std::time::Duration;

use engram::config::{Cooldowns, RateLimit};
use engram::store::StoreSettings;
use serde_json::json;

use super::{
    Bot, FISH, Folders, QUESTION, SURE, assert_page, assert_says, is_private, settings,
    settings_with, text_of,
};
use crate::fake_discord::{Channel, Discord, Upload, at_bot, button};
use crate::store::backend::Backend;
use crate::store::outage::Proxy;

fn elsewhere() -> Channel {
    Channel::text(8_000_000_000_000_000_005)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_a_servers_wishes_are_not_known_nothing_is_said_openly() {
    let Some(Backend::Postgres(url)) = Backend::database().await else {
        return;
    };
    let (proxy, through) = Proxy::to_database(&url).await;
    let discord = Discord::start("wishes-unknown").await;
    let kept = StoreSettings::Postgres(through.into());
    let bot = Bot::launch_on(settings(&discord), Folders::new(), SURE, kept);
    bot.connected(&discord, 1).await;
    let ann = discord.user(1);
    let known = Channel::in_guild(5_000_000_000_000_000_002, 9);
    assert!(!is_private(
        &ann.slash_asks(&known, QUESTION).answer().await
    ));
    proxy.cut();
    // What was known last goes on holding.
    assert!(!is_private(
        &ann.slash_asks(&known, QUESTION).answer().await
    ));
    let mention = ann.asks(&Channel::default(), QUESTION);
    let answer = ann.slash_asks(&Channel::default(), QUESTION).answer().await;
    assert_says(&answer, FISH);
    assert!(is_private(&answer) && button(&answer, "Share").is_none());
    discord.reply_to(ann.asks(&known, QUESTION)).await;
    let loud = format!("/channels/{}/messages", Channel::default().id);
    assert!(
        !discord
            .requests()
            .iter()
            .any(|request| request.path.contains(&loud)),
        "{mention} is answered"
    );
    bot.stop.notify_one();
    let _ = bot.running.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_shared_where_the_bot_keeps_quiet() {
    let discord = Discord::start("share-elsewhere").await;
    let bot = Bot::start_with(
        &discord,
        settings_with(&discord, |settings| {
            settings.channels = vec![Channel::default().id];
        }),
    )
    .await;
    let ann = discord.user(1);
    let private = json!([
        {"name": "question", "type": 3, "value": QUESTION}, {"name": "private", "type": 5, "value": true},
    ]);
    let here = ann
        .slash(&Channel::default(), "ask", &private)
        .answer()
        .await;
    let share = button(&here, "Share").unwrap()["custom_id"].clone();
    let there = ann.slash_asks(&elsewhere(), QUESTION).answer().await;
    assert!(is_private(&there) && button(&there, "Share").is_none());
    let word = ann
        .presses_id(&elsewhere(), &there, share.as_str().unwrap())
        .answer()
        .await;
    assert!(is_private(&word));
    assert_says(&word, "can't share that here");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sharing_and_mending_a_question_are_no_questions_of_their_own() {
    let discord = Discord::start("share-and-edit").await;
    let hour = Duration::from_hours(1);
    let cooldowns = Cooldowns {
        person: RateLimit::new(3, hour),
        channel: RateLimit::new(1, Duration::from_secs(1)),
        guild: RateLimit::new(1_000, hour),
    };
    let bot = Bot::start_with(
        &discord,
        settings_with(&discord, |settings| settings.cooldowns = cooldowns),
    )
    .await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    let panel = super::settings::panel(&boss).await;
    boss.switches(&Channel::default(), &panel, "3600")
        .answer()
        .await;
    let question = ann.asks(&Channel::default(), QUESTION);
    let answer = discord.reply_to(question).await;
    let id = answer["id"].as_str().unwrap().parse().unwrap();
    // Too soon for the channel: it is followed all the same, the last edit alone.
    ann.edits(
        &Channel::default(),
        question,
        &at_bot("why do otters hold hands"),
    );
    ann.edits(
        &Channel::default(),
        question,
        &at_bot("how long do otters sleep"),
    );
    discord
        .message_when("a changed answer", id, |message| {
            text_of(message?).contains("eleven hours").then_some(())
        })
        .await;
    let bob = discord.user(3);
    let private = json!([
        {"name": "question", "type": 3, "value": QUESTION}, {"name": "private", "type": 5, "value": true},
    ]);
    let other = Channel::text(8_000_000_000_000_000_009);
    let answer = bob.slash(&other, "ask", &private).answer().await;
    let mut shared = bob
        .presses(&Channel::default(), &answer, "Share")
        .answer()
        .await;
    while text_of(&shared).contains("This channel is asking a lot") {
        shared = bob
            .presses(&Channel::default(), &answer, "Share")
            .answer()
            .await;
    }
    assert!(!is_private(&shared));
    assert_says(&shared, FISH);
    let hasty = bob.slash_asks(&Channel::default(), QUESTION).answer().await;
    assert_says(&hasty, "Slow down a little");

    // An edit is not counted once more.
    let stats = boss
        .slash(&Channel::default(), "stats", &json!([]))
        .answer()
        .await;
    assert_says(&stats, "2 questions in 30 days");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_asked_and_what_pages_ask_again_is_one_text() {
    let discord = Discord::start("long-post").await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let rambling = "Well, hello there, dear bot, it rained all day and I was thinking. ".repeat(22);
    assert!(rambling.len() > 1_400);
    for text in [
        format!("{rambling} So, {QUESTION}?"),
        format!("{QUESTION}? {rambling}"),
    ] {
        let (place, post) = ann.opens_post("A long story", &at_bot(&text));
        let first = discord.reply_to(post).await;
        assert_says(&first, FISH);
        let second = ann.presses(&place, &first, "Next").answer().await;
        assert_page(&second, "2");
        assert!(!text_of(&second).contains("have changed"), "{second:#}");
        let first = ann.presses(&place, &second, "◀ Back").answer().await;
        let sources = ann.presses(&place, &first, "Sources").answer().await;
        assert_says(&sources, "doi.org");
        let thanked = ann.presses(&place, &first, "Helpful").answer().await;
        assert_says(&thanked, "Glad");
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_part_of_every_section_can_be_read() {
    let discord = Discord::start("long-article").await;
    let bot = Bot::start(&discord).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    let mut text = String::from("# Newts\n");
    for number in 1..=30 {
        let _ = write!(
            text,
            "\n## What does newt {number} do?\nNewt {number} swims.\n"
        );
    }
    text.push_str("\n## How is the last newt?\n");
    for number in 1..=90 {
        let _ = write!(
            text,
            "On day {number} the last newt looked well and swam for an hour in the pond.\n\n"
        );
    }
    let preview = boss
        .hands(
            &Channel::default(),
            "content",
            "add",
            &Upload::new("newts.md", text),
        )
        .answer()
        .await;
    boss.presses(&Channel::default(), &preview, "Approve")
        .answer_when("an index", |message| text_of(message).contains("Done in"))
        .await;
    let named = json!([{"name": "article", "type": 3, "value": "Newts"}]);
    let first = ann
        .slash(&Channel::default(), "articles", &named)
        .answer()
        .await;
    assert_says(&first, "1 of 2");
    let second = ann
        .presses(&Channel::default(), &first, "Next")
        .answer()
        .await;
    assert_says(&second, "2 of 2");
    let mut part = ann
        .chooses(&Channel::default(), &second, "Read a section", 5)
        .answer()
        .await;
    assert_says(&part, "On day 1 the");
    assert_says(&part, "part 1 of ");
    let before = ann
        .presses(&Channel::default(), &part, "Previous")
        .answer()
        .await;
    assert_says(&before, "Newt 30 swims");
    part = ann
        .presses(&Channel::default(), &before, "Next")
        .answer()
        .await;
    while button(&part, "Next").is_some() {
        part = ann
            .presses(&Channel::default(), &part, "Next")
            .answer()
            .await;
    }
    assert_says(&part, "On day 90 the");
    let back = ann
        .presses(&Channel::default(), &part, "Previous")
        .answer()
        .await;
    assert!(!text_of(&back).contains("On day 90"), "{back:#}");
    assert_says(&back, "part ");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_question_before_is_named_where_it_was_needed() {
    let discord = Discord::start("follow-ups").await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let answer = discord
        .reply_to(ann.asks(&Channel::default(), "how long do otters sleep each day"))
        .await;
    let id = answer["id"].as_str().unwrap().parse().unwrap();
    let follow_up = discord
        .reply_to(ann.replies(&Channel::default(), id, &at_bot("and in zoos?"), true))
        .await;
    assert_says(
        &follow_up,
        "-# Following up on\n-# how long do otters sleep each day\n### and in zoos?",
    );
    let next = ann
        .presses(&Channel::default(), &follow_up, "Next")
        .answer()
        .await;
    assert!(!text_of(&next).contains("have changed"), "{next:#}");
    let id = follow_up["id"].as_str().unwrap().parse().unwrap();
    let alone = "what do sea otters eat at night";
    let again = discord
        .reply_to(ann.replies(&Channel::default(), id, &at_bot(alone), true))
        .await;
    assert!(!text_of(&again).contains("Following up"), "{again:#}");
    bot.end().await;
}
