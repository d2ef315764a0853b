//! Each way of asking.

use engram::answer::Thresholds;
use serde_json::json;

use super::{Bot, FISH, QUESTION, assert_page, assert_says, both_ways, is_private, text_of};
use crate::fake_discord::{Channel, Discord, Transport};

both_ways!(
    a_question_is_answered_wherever_it_is_asked,
    autocomplete_offers_questions_and_a_choice_is_answered,
    an_unsure_bot_offers_headings_and_one_is_picked,
);

async fn a_question_is_answered_wherever_it_is_asked(transport: Transport) {
    let discord = Discord::start_as("ways", transport).await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);

    let slash = ann.slash_asks(&Channel::default(), QUESTION).answer().await;
    assert_says(&slash, FISH);
    assert_says(&slash, QUESTION);
    assert!(!is_private(&slash));

    let options = json!([
        {"name": "question", "type": 3, "value": QUESTION}, {"name": "private", "type": 5, "value": true},
    ]);
    let private = ann
        .slash(&Channel::default(), "ask", &options)
        .answer()
        .await;
    assert_says(&private, FISH);
    assert!(is_private(&private));

    let message = ann.says(&Channel::default(), "does anyone know what otters eat?");
    let found = ann
        .uses_menu(&Channel::default(), "Find an answer", message)
        .answer()
        .await;
    assert_says(&found, FISH);
    assert!(is_private(&found));

    for place in [
        Channel::group_dm(),
        Channel::elsewhere(),
        Channel::thread(8_000_000_000_000_000_002, "otters"),
    ] {
        assert_says(&ann.slash_asks(&place, QUESTION).answer().await, FISH);
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mentions_and_direct_messages_are_answered() {
    let discord = Discord::start("messages").await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let mention = discord
        .reply_to(ann.asks(&Channel::default(), QUESTION))
        .await;
    assert_says(&mention, FISH);
    let dm = discord.reply_to(ann.says(&Channel::dm(), QUESTION)).await;
    assert_says(&dm, FISH);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_to_the_bot_is_asked_in_the_light_of_the_earlier_question() {
    let discord = Discord::start("reply").await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let first = discord
        .reply_to(ann.asks(&Channel::default(), "how long do otters sleep"))
        .await;
    assert_says(&first, "eleven hours");
    let id = first["id"].as_str().unwrap().parse().unwrap();
    let second = discord
        .reply_to(ann.replies(&Channel::default(), id, "and in zoos?", true))
        .await;
    assert_says(&second, "fourteen hours");
    assert_says(&second, "-# Following up on\n-# how long do otters sleep");
    // The answer to a slash command is the bot's own message too.
    let slash = ann
        .slash_asks(&Channel::default(), "how long do otters sleep")
        .answer()
        .await;
    let id = slash["id"].as_str().unwrap().parse().unwrap();
    let third = discord
        .reply_to(ann.replies(&Channel::default(), id, "and in zoos?", true))
        .await;
    assert_says(&third, "fourteen hours");
    bot.end().await;
}

async fn autocomplete_offers_questions_and_a_choice_is_answered(transport: Transport) {
    let discord = Discord::start_as("autocomplete", transport).await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let choices = ann
        .types(&Channel::default(), "ask", "question", "what do ott")
        .choices()
        .await;
    assert!((1..=25).contains(&choices.len()), "{choices:?}");
    let diet = choices
        .iter()
        .find(|choice| choice["name"] == "What do otters eat?")
        .unwrap();
    let value = diet["value"].as_str().unwrap();
    let answer = ann.slash_asks(&Channel::default(), value).answer().await;
    assert_says(&answer, FISH);
    assert_says(&answer, "What do otters eat?");
    assert!(!text_of(&answer).contains(value));

    assert!(
        !ann.types(&Channel::default(), "ask", "question", "")
            .choices()
            .await
            .is_empty()
    );
    let gone = ann.slash_asks(&Channel::default(), "§1zzzz").answer().await;
    assert!(is_private(&gone));
    assert_says(&gone, "Please ask again");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_title_of_a_forum_post_is_part_of_its_first_question() {
    let discord = Discord::start("forum").await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let (post, first) = ann.opens_post(
        "What do otters eat?",
        &crate::fake_discord::at_bot("please tell me"),
    );
    assert_says(&discord.reply_to(first).await, FISH);
    let (other, message) = ann.opens_post("What do otters eat?", "I wonder");
    let found = ann
        .uses_menu(&other, "Find an answer", message)
        .answer()
        .await;
    assert_says(&found, FISH);
    // Later messages of the post speak for themselves.
    let later = discord
        .reply_to(ann.asks(&post, "how long do otters sleep"))
        .await;
    assert_says(&later, "eleven hours");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn odd_questions_get_friendly_words() {
    let discord = Discord::start("odd").await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let empty = discord.reply_to(ann.asks(&Channel::default(), "")).await;
    assert_says(&empty, "Ask me something");
    for text in [
        "🦦🦦🦦",
        "@everyone <@&1> **what** ||do|| `otters` eat\n# now",
        "title:\"otters",
        &"otters ".repeat(280),
    ] {
        let answer = discord.reply_to(ann.asks(&Channel::default(), text)).await;
        assert!(!text_of(&answer).trim().is_empty());
    }
    bot.end().await;
}

async fn an_unsure_bot_offers_headings_and_one_is_picked(transport: Transport) {
    let discord = Discord::start_as("closest", transport).await;
    let unsure = Thresholds {
        answer_at: 2.0,
        closest_at: 0.0,
    };
    let bot = Bot::start_sure(&discord, unsure).await;
    let (ann, bob) = (discord.user(1), discord.user(2));
    // A heading word for word is answered however sure it is to be.
    let closest = ann
        .slash_asks(&Channel::default(), "what would otters eat")
        .answer()
        .await;
    assert_says(&closest, "Not sure");
    assert_says(&closest, "What do otters eat?");
    assert!(!text_of(&closest).contains(FISH));
    let copy = bob.picks(&Channel::default(), &closest, 0).answer().await;
    assert!(is_private(&copy));
    let picked = ann.picks(&Channel::default(), &closest, 0).answer().await;
    assert_eq!(picked["id"], closest["id"]);
    assert_says(&picked, FISH);
    // The picked passage stays the first one of its pages.
    let next = ann
        .presses(&Channel::default(), &picked, "Next")
        .answer()
        .await;
    assert_page(&next, "2");
    assert_says(
        &ann.presses(&Channel::default(), &next, "◀ Back")
            .answer()
            .await,
        FISH,
    );
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bot_without_an_answer_says_so_and_why() {
    let discord = Discord::start("nothing").await;
    let bot = Bot::start_sure(
        &discord,
        Thresholds {
            answer_at: 2.0,
            closest_at: 2.0,
        },
    )
    .await;
    let ann = discord.user(1);
    let nothing = ann
        .slash_asks(&Channel::default(), "do otters dream")
        .answer()
        .await;
    assert_says(&nothing, "no answer");
    let why = ann
        .slash_asks(&Channel::default(), "can i keep an otter as a pet")
        .answer()
        .await;
    assert_says(&why, "a vet can help");
    bot.end().await;
}
