//! Faults of the line: each time the bot must come back and answer.

use super::{Bot, FISH, QUESTION, assert_says, settings, within_five_seconds};
use crate::double::{Discord, GatewayLine, Place, TOKEN};

fn lounge() -> Place {
    Place::channel(8_000_000_000_000_000_001)
}

async fn answers(discord: &Discord) {
    let question = discord.person(1).asks(&lounge(), QUESTION);
    assert_says(&discord.reply_to(question).await, FISH);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_resumes_when_asked_to_reconnect() {
    let discord = Discord::start("reconnect").await;
    let bot = Bot::start(&discord).await;
    answers(&discord).await;
    discord.ask_to_reconnect();
    discord
        .gateway_line("a resume", |line| matches!(line, GatewayLine::Resume(_)))
        .await;
    answers(&discord).await;
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_resumes_after_a_dropped_socket_and_misses_nothing() {
    let discord = Discord::start("dropped").await;
    let bot = Bot::start(&discord).await;
    answers(&discord).await;
    discord.drop_socket();
    let meanwhile = discord.person(1).asks(&lounge(), QUESTION);
    discord
        .gateway_line("a resume", |line| matches!(line, GatewayLine::Resume(_)))
        .await;
    assert_says(&discord.reply_to(meanwhile).await, FISH);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_begins_anew_when_its_session_is_invalid() {
    let discord = Discord::start("invalid-session").await;
    let bot = Bot::start(&discord).await;
    discord.invalidate_session(false);
    discord.sessions(2).await;
    answers(&discord).await;
    discord.invalidate_session(true);
    discord.sessions(3).await;
    answers(&discord).await;
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_comes_back_after_close_codes() {
    let discord = Discord::start("close-codes").await;
    let bot = Bot::start(&discord).await;
    for (times, code) in [4000, 4009].into_iter().enumerate() {
        discord.close(code);
        discord.sessions(times + 2).await;
        answers(&discord).await;
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_keeps_its_heart_beating() {
    let discord = Discord::start("heartbeat").await;
    discord.set_heartbeat_ms(300);
    let bot = Bot::start(&discord).await;
    discord
        .gateway_line("a heartbeat", |line| *line == GatewayLine::Heartbeat)
        .await;
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_asks_for_no_privileged_intent_and_says_goodbye() {
    let discord = Discord::start("intents").await;
    let bot = Bot::start(&discord).await;
    let identify = discord
        .gateway_line("an identify", |line| {
            matches!(line, GatewayLine::Identify(_))
        })
        .await;
    let GatewayLine::Identify(identify) = identify else {
        unreachable!()
    };
    // GUILDS, GUILD_MESSAGES and DIRECT_MESSAGES.
    assert_eq!(identify["intents"], 1 | 1 << 9 | 1 << 12);
    bot.end().await;
    discord
        .gateway_line("a goodbye", |line| {
            matches!(line, GatewayLine::Closed(Some(_)))
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_token_is_an_error_that_does_not_show_it() {
    let discord = Discord::start("refused-token").await;
    let mut wrong = settings(&discord);
    wrong.token = TOKEN.replace("GTeStT", "WrOnGg").into();
    let bot = Bot::launch(wrong.clone(), super::Lies::new());
    let error = within_five_seconds(bot.running).await.unwrap().unwrap_err();
    for text in [
        error.to_string(),
        format!("{error:?}"),
        format!("{wrong:?}"),
    ] {
        assert!(!text.contains("WrOnGg"), "{text}");
    }
    assert!(error.to_string().contains("DISCORD_TOKEN"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refused_intents_are_an_error() {
    let discord = Discord::start("refused-intents").await;
    discord.close_on_identify(4014);
    let bot = Bot::launch(settings(&discord), super::Lies::new());
    let ended = bot.running.await.unwrap();
    assert!(ended.unwrap_err().to_string().contains("intents"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failing_requests_do_not_end_it() {
    let discord = Discord::start("failing-requests").await;
    discord.refuse("PUT", "/commands", 500);
    discord.refuse("GET", "/users/@me", 502);
    let bot = Bot::start(&discord).await;
    discord.refuse("POST", "/messages", 500);
    answers(&discord).await;
    discord.refuse("POST", "/callback", 503);
    let slash = discord.person(2).slash_asks(&lounge(), QUESTION);
    assert_says(&slash.answer().await, FISH);
    // What is refused twice is lost, and the next one is answered.
    discord.refuse("POST", "/messages", 500);
    discord.refuse("POST", "/messages", 500);
    discord.person(2).asks(&lounge(), QUESTION);
    answers(&discord).await;
    // The registration is tried again until it stands.
    discord
        .request("a second registration", |request| {
            request.method == "PUT" && request.status == 200
        })
        .await;
    bot.end().await;
}
