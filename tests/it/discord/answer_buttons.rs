//! The buttons under an answer, restarts and reindexing in between.

use engram::config::PageTurners;
use serde_json::json;

use super::{Bot, FISH, QUESTION, assert_says, both_ways, is_private, settings_with, text_of};
use crate::fake_discord::{Channel, Discord, Transport, button};

both_ways!(
    pages_turn_after_a_restart_too,
    pages_go_by_the_end_of_a_long_question_too,
    only_the_asker_turns_the_pages_of_a_public_answer,
    everyone_turns_pages_where_that_is_set,
    a_private_answer_is_shared_and_votes_are_thanked_for,
    buttons_outlive_a_reindex_and_old_ones_say_so,
    related_questions_are_asked_anew_and_stay_with_those_who_press,
    sides_that_disagree_stand_side_by_side,
);

async fn pages_turn_after_a_restart_too(transport: Transport) {
    let discord = Discord::start_as("pages", transport).await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let first = ann.slash_asks(&Channel::default(), QUESTION).answer().await;
    assert_says(&first, "1 of ");
    assert_eq!(button(&first, "Previous").unwrap()["disabled"], true);
    let bot = bot.restart(&discord).await;
    let second = ann
        .presses(&Channel::default(), &first, "Next")
        .answer()
        .await;
    assert_eq!(second["id"], first["id"]);
    assert_says(&second, "2 of ");
    let back = ann
        .presses(&Channel::default(), &second, "Previous")
        .answer()
        .await;
    assert_says(&back, FISH);

    let more = ann
        .presses(&Channel::default(), &back, "More context")
        .answer()
        .await;
    assert_says(&more, FISH);
    assert_says(&more, "densest fur");
    let less = ann
        .presses(&Channel::default(), &more, "Less context")
        .answer()
        .await;
    assert!(!text_of(&less).contains("densest fur"));

    let sources = ann
        .presses(&Channel::default(), &less, "Sources")
        .answer()
        .await;
    assert!(is_private(&sources));
    assert_says(&sources, "https://doi.org/10.1000/otter");
    bot.end().await;
}

async fn pages_go_by_the_end_of_a_long_question_too(transport: Transport) {
    let discord = Discord::start_as("long-question", transport).await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let long = format!("{} {QUESTION}?", "well, hello there, dear bot,".repeat(12));
    let first = ann.slash_asks(&Channel::default(), &long).answer().await;
    assert_says(&first, FISH);
    let second = ann
        .presses(&Channel::default(), &first, "Next")
        .answer()
        .await;
    let back = ann
        .presses(&Channel::default(), &second, "Previous")
        .answer()
        .await;
    assert_says(&back, FISH);
    assert_says(&back, &format!("dear bot, {QUESTION}?"));
    bot.end().await;
}

async fn only_the_asker_turns_the_pages_of_a_public_answer(transport: Transport) {
    let discord = Discord::start_as("turners", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, bob) = (discord.user(1), discord.user(2));
    let answer = ann.slash_asks(&Channel::default(), QUESTION).answer().await;
    let copy = bob
        .presses(&Channel::default(), &answer, "Next")
        .answer()
        .await;
    assert_ne!(copy["id"], answer["id"]);
    assert!(is_private(&copy));
    assert_says(&copy, "2 of ");
    let id = answer["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(discord.message(id).unwrap(), answer);
    // In the copy the other one turns pages.
    let turned = bob
        .presses(&Channel::default(), &copy, "Previous")
        .answer()
        .await;
    assert_eq!(turned["id"], copy["id"]);
    assert_says(&turned, "1 of ");
    bot.end().await;
}

async fn everyone_turns_pages_where_that_is_set(transport: Transport) {
    let discord = Discord::start_as("everyone", transport).await;
    let bot = Bot::start_with(
        &discord,
        settings_with(&discord, |settings| {
            settings.page_turners = PageTurners::Everyone;
        }),
    )
    .await;
    let (ann, bob) = (discord.user(1), discord.user(2));
    let answer = ann.slash_asks(&Channel::default(), QUESTION).answer().await;
    let turned = bob
        .presses(&Channel::default(), &answer, "Next")
        .answer()
        .await;
    assert_eq!(turned["id"], answer["id"]);
    assert_says(&turned, "2 of ");
    bot.end().await;
}

async fn a_private_answer_is_shared_and_votes_are_thanked_for(transport: Transport) {
    let discord = Discord::start_as("share", transport).await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let options = json!([
        {"name": "question", "type": 3, "value": QUESTION}, {"name": "private", "type": 5, "value": true},
    ]);
    let private = ann
        .slash(&Channel::default(), "ask", &options)
        .answer()
        .await;
    let shared = ann
        .presses(&Channel::default(), &private, "Share")
        .answer()
        .await;
    assert!(!is_private(&shared));
    assert_says(&shared, FISH);
    assert!(button(&shared, "Share").is_none());
    for (label, thanks) in [("Helpful", "Glad"), ("Not helpful", "Thanks")] {
        let thanked = ann
            .presses(&Channel::default(), &shared, label)
            .answer()
            .await;
        assert!(is_private(&thanked));
        assert_says(&thanked, thanks);
    }
    bot.end().await;
}

async fn buttons_outlive_a_reindex_and_old_ones_say_so(transport: Transport) {
    let discord = Discord::start_as("stale", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    let answer = ann.slash_asks(&Channel::default(), QUESTION).answer().await;

    let shared = json!([{"name": "library", "type": 3, "value": "shared"}]);
    let reindex = boss.slash(&Channel::default(), "reindex", &shared);
    reindex
        .answer_when("a report", |message| text_of(message).contains("Done in"))
        .await;
    assert_says(
        &ann.presses(&Channel::default(), &answer, "Next")
            .answer()
            .await,
        "2 of ",
    );

    std::fs::remove_file(bot.folders.content.path().join("articles/otters.md")).unwrap();
    let reindex = boss.slash(&Channel::default(), "reindex", &shared);
    reindex
        .answer_when("a report", |message| {
            // The watcher may have reread the files first.
            let text = text_of(message);
            text.contains("Removed: otters") || text.contains("Nothing has changed")
        })
        .await;
    let stale = ann
        .presses(&Channel::default(), &answer, "Sources")
        .answer()
        .await;
    assert!(is_private(&stale));
    assert_says(&stale, "Please ask again");
    let changed = ann
        .presses(&Channel::default(), &answer, "Next")
        .answer()
        .await;
    assert_says(&changed, "articles have changed");

    // Forged ones, and those of earlier versions, which wrote them in base 36.
    for id in [
        "9zwhatever",
        "2",
        "x",
        "1n1h6kswlzfw2kh.2.16",
        "mb1.1.beavers",
        "md1",
    ] {
        let unknown = boss
            .presses_id(&Channel::default(), &answer, id)
            .answer()
            .await;
        assert!(is_private(&unknown));
        assert_says(&unknown, "That button is out of date. Please ask again.");
    }
    bot.end().await;
}

async fn related_questions_are_asked_anew_and_stay_with_those_who_press(transport: Transport) {
    let discord = Discord::start_as("related", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, bob) = (discord.user(1), discord.user(2));
    let answer = ann.slash_asks(&Channel::default(), QUESTION).answer().await;
    let bot = bot.restart(&discord).await;
    let related = ann
        .presses(&Channel::default(), &answer, "How do otters keep warm")
        .answer()
        .await;
    assert_ne!(related["id"], answer["id"]);
    assert!(!is_private(&related));
    assert_says(&related, "densest fur");
    assert_says(&related, "How do otters keep warm in cold water?");
    let for_bob = bob
        .presses(&Channel::default(), &answer, "How do otters keep warm")
        .answer()
        .await;
    assert!(is_private(&for_bob));
    bot.end().await;
}

async fn sides_that_disagree_stand_side_by_side(transport: Transport) {
    let discord = Discord::start_as("disagreement", transport).await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let answer = ann
        .slash_asks(&Channel::default(), "how long do otters sleep each day")
        .answer()
        .await;
    assert_eq!(answer["embeds"].as_array().unwrap().len(), 2, "{answer:#}");
    for words in [
        "eleven hours",
        "fourteen hours",
        "Another passage says otherwise",
        "watched by day alone",
        "Based on Otter et al. 2020",
    ] {
        assert_says(&answer, words);
    }
    bot.end().await;
}
