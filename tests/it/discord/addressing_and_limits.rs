//! What the bot does not do, and what it does about haste, edits and deletions.

use std::time::{Duration, Instant};

use engram::config::{Cooldowns, RateLimit};
use serde_json::json;

use super::{Bot, FISH, QUESTION, assert_says, is_private, settings_with, text_of};
use crate::fake_discord::{Channel, Discord, at_bot, shown_texts};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_speaks_when_spoken_to_alone() {
    let discord = Discord::start("unaddressed").await;
    let bot = Bot::start(&discord).await;
    let (ann, robot) = (discord.user(1), discord.other_bot(9));
    let answer = discord
        .reply_to(ann.asks(&Channel::default(), QUESTION))
        .await;
    let id = answer["id"].as_str().unwrap().parse().unwrap();
    let unaddressed = [
        ann.says(&Channel::default(), "what do otters eat?"),
        ann.replies(&Channel::default(), id, "thanks", false),
        robot.asks(&Channel::default(), QUESTION),
        robot.replies(&Channel::default(), id, QUESTION, true),
        robot.says(&Channel::dm(), QUESTION),
    ];
    discord.echo_of_the_bot(&Channel::default(), &at_bot(QUESTION));
    // Events are taken in order: once the last is answered, the ones before it would have been.
    for _ in 0..3 {
        discord
            .reply_to(ann.asks(&Channel::default(), QUESTION))
            .await;
    }
    let replies = discord
        .requests()
        .iter()
        .filter(|request| request.path.ends_with("/messages"))
        .count();
    assert_eq!(replies, 4);
    for message in unaddressed {
        assert!(discord.message(message).is_some());
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn haste_gets_a_private_word_with_the_time_left() {
    let discord = Discord::start("cooldown").await;
    let hour = Duration::from_hours(1);
    let plenty = RateLimit::new(1_000, hour);
    let cooldowns = Cooldowns {
        person: RateLimit::new(2, 2 * hour),
        channel: plenty,
        guild: plenty,
    };
    let bot = Bot::start_with(
        &discord,
        settings_with(&discord, |settings| settings.cooldowns = cooldowns),
    )
    .await;
    let (ann, bob) = (discord.user(1), discord.user(2));
    for _ in 0..2 {
        assert_says(
            &ann.slash_asks(&Channel::default(), QUESTION).answer().await,
            FISH,
        );
    }
    let word = ann.slash_asks(&Channel::default(), QUESTION).answer().await;
    assert!(is_private(&word));
    assert_says(&word, "60 minutes");
    // A mention cannot be answered privately: it gets a reaction, once a minute, and no direct message.
    let mention = ann.asks(&Channel::default(), QUESTION);
    assert_eq!(discord.reaction_to(mention).await, "%E2%8F%B3");
    let again = ann.asks(&Channel::default(), QUESTION);
    let question = bob.asks(&Channel::default(), QUESTION);
    assert_says(&discord.reply_to(question).await, FISH);
    assert!(discord.reactions(again).is_empty());
    let opened = |path: &str| path.ends_with("/users/@me/channels");
    assert!(
        !discord
            .requests()
            .iter()
            .any(|request| opened(&request.path))
    );
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edited_question_changes_its_answer_and_a_deleted_one_takes_it_along() {
    let discord = Discord::start("edits").await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let question = ann.asks(&Channel::default(), QUESTION);
    let answer = discord.reply_to(question).await;
    let id = answer["id"].as_str().unwrap().parse().unwrap();
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
    // After a restart too.
    let bot = bot.restart(&discord).await;
    ann.edits(&Channel::default(), question, &at_bot(QUESTION));
    discord
        .message_when("the first answer again", id, |message| {
            text_of(message?).contains(FISH).then_some(())
        })
        .await;
    let bot = bot.restart(&discord).await;
    ann.deletes(&Channel::default(), question);
    discord
        .message_when("the answer gone", id, |message| {
            message.is_none().then_some(())
        })
        .await;
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_chooses_the_channels_it_answers_in() {
    let discord = Discord::start("channels").await;
    let elsewhere = Channel::text(8_000_000_000_000_000_005);
    let channels = vec![Channel::default().id];
    let bot = Bot::start_with(
        &discord,
        settings_with(&discord, |settings| settings.channels = channels),
    )
    .await;
    let ann = discord.user(1);
    ann.asks(&elsewhere, QUESTION);
    let answer = ann.slash_asks(&elsewhere, QUESTION).answer().await;
    assert!(is_private(&answer));
    assert!(!is_private(
        &ann.slash_asks(&Channel::default(), QUESTION).answer().await
    ));
    discord
        .reply_to(ann.asks(&Channel::default(), QUESTION))
        .await;
    // A thread counts as its channel, after a restart too.
    let thread = |channel, parent| Channel {
        parent: Some(parent),
        ..Channel::thread(channel, "a thread")
    };
    let inside = thread(8_000_000_000_000_000_006, Channel::default().id);
    let outside = thread(8_000_000_000_000_000_007, elsewhere.id);
    for place in [&inside, &outside] {
        discord.open_channel(place);
    }
    discord.reply_to(ann.asks(&inside, QUESTION)).await;
    let bot = bot.restart(&discord).await;
    ann.asks(&outside, QUESTION);
    for _ in 0..2 {
        discord.reply_to(ann.asks(&inside, QUESTION)).await;
    }
    let looked_up = format!("/channels/{}", inside.id);
    let looks = discord
        .requests()
        .iter()
        .filter(|request| request.path.ends_with(&looked_up))
        .count();
    assert_eq!(looks, 2, "once in each run");
    let loud = [&elsewhere, &outside].map(|place| format!("/channels/{}/messages", place.id));
    assert!(
        !discord
            .requests()
            .iter()
            .any(|request| loud.iter().any(|loud| request.path.contains(loud)))
    );
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_at_once_are_answered_in_time() {
    let discord = Discord::start("limit-scopes").await;
    let bot = Bot::start(&discord).await;
    // The first search reads what later ones find in memory.
    discord
        .user(99)
        .slash_asks(&Channel::default(), QUESTION)
        .answer()
        .await;
    let started = Instant::now();
    let asked: Vec<_> = (0..50)
        .map(|number| {
            discord
                .user(number)
                .slash_asks(&Channel::default(), QUESTION)
        })
        .collect();
    for interaction in asked {
        let callback = interaction.callback().await;
        assert!(matches!(callback["type"].as_u64(), Some(4 | 5)));
        assert_says(&interaction.answer().await, FISH);
    }
    assert!(
        started.elapsed() < Duration::from_secs(3),
        "{:?}",
        started.elapsed()
    );
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn text_of_articles_and_people_forges_nothing() {
    let discord = Discord::start("forgery").await;
    let bot = Bot::start(&discord).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    let hostile = "## What do weasels eat for their breakfast?\nWeasels eat @everyone and <@123>, [free](https://evil.example) ```code``` mice at dawn.\n";
    std::fs::write(
        bot.folders.content.path().join("articles/weasels.md"),
        hostile,
    )
    .unwrap();
    let shared = json!([{"name": "library", "type": 3, "value": "shared"}]);
    let reindex = boss.slash(&Channel::default(), "reindex", &shared);
    reindex
        .answer_when("a report", |message| text_of(message).contains("Done in"))
        .await;
    let answer = ann
        .slash_asks(
            &Channel::default(),
            "what do weasels eat for breakfast @here <@&1>",
        )
        .answer()
        .await;
    let said = shown_texts(&answer).join("\n");
    assert!(said.contains("mice at dawn"), "{said}");
    for live in ["@everyone", "<@", "](https", "```"] {
        assert!(
            !said
                .replace("\\@", "")
                .replace("\\<", "")
                .replace("\\]", "")
                .replace("\\`", "")
                .contains(live),
            "{said}"
        );
    }
    bot.end().await;
}
