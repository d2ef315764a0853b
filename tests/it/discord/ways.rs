//! Each way of asking.

use engram::answer::Thresholds;
use serde_json::json;

use super::{Bot, FISH, QUESTION, assert_says, both_ways, is_private, said};
use crate::double::{Discord, Place, Way};

both_ways!(
    a_question_is_answered_wherever_it_is_asked,
    autocomplete_offers_questions_and_a_choice_is_answered,
    an_unsure_bot_offers_headings_and_one_is_picked,
);

async fn a_question_is_answered_wherever_it_is_asked(way: Way) {
    let discord = Discord::start_as("ways", way).await;
    let bot = Bot::start(&discord).await;
    let ann = discord.person(1);

    let slash = ann.slash_asks(&Place::lounge(), QUESTION).answer().await;
    assert_says(&slash, FISH);
    assert_says(&slash, QUESTION);
    assert!(!is_private(&slash));

    let options = json!([
        {"name": "question", "type": 3, "value": QUESTION}, {"name": "private", "type": 5, "value": true},
    ]);
    let private = ann.slash(&Place::lounge(), "ask", &options).answer().await;
    assert_says(&private, FISH);
    assert!(is_private(&private));

    let message = ann.says(&Place::lounge(), "does anyone know what otters eat?");
    let found = ann
        .uses_menu(&Place::lounge(), "Find an answer", message)
        .answer()
        .await;
    assert_says(&found, FISH);
    assert!(is_private(&found));

    for place in [
        Place::group_dm(),
        Place::elsewhere(),
        Place::thread(8_000_000_000_000_000_002, "otters"),
    ] {
        assert_says(&ann.slash_asks(&place, QUESTION).answer().await, FISH);
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mentions_and_direct_messages_are_answered() {
    let discord = Discord::start("messages").await;
    let bot = Bot::start(&discord).await;
    let ann = discord.person(1);
    let mention = discord.reply_to(ann.asks(&Place::lounge(), QUESTION)).await;
    assert_says(&mention, FISH);
    let dm = discord.reply_to(ann.says(&Place::dm(), QUESTION)).await;
    assert_says(&dm, FISH);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_to_the_bot_is_asked_in_the_light_of_the_earlier_question() {
    let discord = Discord::start("reply").await;
    let bot = Bot::start(&discord).await;
    let ann = discord.person(1);
    let first = discord
        .reply_to(ann.asks(&Place::lounge(), "how long do otters sleep"))
        .await;
    assert_says(&first, "eleven hours");
    let id = first["id"].as_str().unwrap().parse().unwrap();
    let second = discord
        .reply_to(ann.replies(&Place::lounge(), id, "and in zoos?", true))
        .await;
    assert_says(&second, "fourteen hours");
    assert_says(&second, "Following up on: how long do otters sleep");
    // The answer to a slash command is the bot's own message too.
    let slash = ann
        .slash_asks(&Place::lounge(), "how long do otters sleep")
        .answer()
        .await;
    let id = slash["id"].as_str().unwrap().parse().unwrap();
    let third = discord
        .reply_to(ann.replies(&Place::lounge(), id, "and in zoos?", true))
        .await;
    assert_says(&third, "fourteen hours");
    bot.end().await;
}

async fn autocomplete_offers_questions_and_a_choice_is_answered(way: Way) {
    let discord = Discord::start_as("autocomplete", way).await;
    let bot = Bot::start(&discord).await;
    let ann = discord.person(1);
    let choices = ann
        .types(&Place::lounge(), "ask", "question", "what do ott")
        .choices()
        .await;
    assert!((1..=25).contains(&choices.len()), "{choices:?}");
    let diet = choices
        .iter()
        .find(|choice| choice["name"] == "What do otters eat?")
        .unwrap();
    let value = diet["value"].as_str().unwrap();
    let answer = ann.slash_asks(&Place::lounge(), value).answer().await;
    assert_says(&answer, FISH);
    assert_says(&answer, "What do otters eat?");
    assert!(!said(&answer).contains(value));

    assert!(
        !ann.types(&Place::lounge(), "ask", "question", "")
            .choices()
            .await
            .is_empty()
    );
    let gone = ann.slash_asks(&Place::lounge(), "§1zzzz").answer().await;
    assert!(is_private(&gone));
    assert_says(&gone, "Please ask again");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_title_of_a_forum_post_is_part_of_its_first_question() {
    let discord = Discord::start("forum").await;
    let bot = Bot::start(&discord).await;
    let ann = discord.person(1);
    let (post, first) = ann.opens_post(
        "What do otters eat?",
        &crate::double::at_bot("please tell me"),
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
    let ann = discord.person(1);
    let empty = discord.reply_to(ann.asks(&Place::lounge(), "")).await;
    assert_says(&empty, "Ask me something");
    for text in [
        "🦦🦦🦦",
        "@everyone <@&1> **what** ||do|| `otters` eat\n# now",
        "title:\"otters",
        &"otters ".repeat(280),
    ] {
        let answer = discord.reply_to(ann.asks(&Place::lounge(), text)).await;
        assert!(!said(&answer).trim().is_empty());
    }
    bot.end().await;
}

async fn an_unsure_bot_offers_headings_and_one_is_picked(way: Way) {
    let discord = Discord::start_as("closest", way).await;
    let unsure = Thresholds {
        answer_at: 2.0,
        closest_at: 0.0,
    };
    let bot = Bot::start_sure(&discord, unsure).await;
    let (ann, bob) = (discord.person(1), discord.person(2));
    // A heading word for word is answered however sure it is to be.
    let closest = ann
        .slash_asks(&Place::lounge(), "what would otters eat")
        .answer()
        .await;
    assert_says(&closest, "not sure");
    assert_says(&closest, "What do otters eat?");
    assert!(!said(&closest).contains(FISH));
    let copy = bob.picks(&Place::lounge(), &closest, 0).answer().await;
    assert!(is_private(&copy));
    let picked = ann.picks(&Place::lounge(), &closest, 0).answer().await;
    assert_eq!(picked["id"], closest["id"]);
    assert_says(&picked, FISH);
    // The picked passage stays the first one of its pages.
    let next = ann
        .presses(&Place::lounge(), &picked, "Next")
        .answer()
        .await;
    assert_says(&next, "2 of ");
    assert_says(
        &ann.presses(&Place::lounge(), &next, "Previous")
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
    let ann = discord.person(1);
    let nothing = ann
        .slash_asks(&Place::lounge(), "do otters dream")
        .answer()
        .await;
    assert_says(&nothing, "no answer");
    let why = ann
        .slash_asks(&Place::lounge(), "can i keep an otter as a pet")
        .answer()
        .await;
    assert_says(&why, "a vet can help");
    bot.end().await;
}
