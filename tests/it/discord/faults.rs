//! Faults of the line: each time the bot must come back and answer.

use std::time::Duration;

use engram::discord::{ServeSettings, Timeouts};

use super::{Bot, FISH, QUESTION, assert_says, is_private, settings, within_five_seconds};
use crate::fake_discord::{Channel, Discord, Fault, GatewayLine, TOKEN};

async fn answers(discord: &Discord) {
    let question = discord.user(1).asks(&Channel::default(), QUESTION);
    assert_says(&discord.reply_to(question).await, FISH);
}

/// Sessions that were started again so far.
fn identified(discord: &Discord) -> usize {
    let identified = |line: &&GatewayLine| matches!(line, GatewayLine::Identify(_));
    discord.gateway_lines().iter().filter(identified).count()
}

/// Makes a fault, asks meanwhile, and sees the session gone on with and the question answered, once.
async fn it_resumes(discord: &Discord, fault: impl FnOnce(&Discord)) {
    let (sessions, before) = (discord.begun_sessions(), identified(discord));
    fault(discord);
    let meanwhile = discord.user(1).asks(&Channel::default(), QUESTION);
    discord.sessions(sessions + 1).await;
    assert_eq!(identified(discord), before, "it has started again");
    assert_says(&discord.reply_to(meanwhile).await, FISH);
    answers(discord).await;
    let id = meanwhile.to_string();
    let replies = discord.requests().into_iter().filter(|request| {
        request.method == "POST" && request.body["message_reference"]["message_id"] == id.as_str()
    });
    assert_eq!(replies.count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_goes_on_with_its_session_and_misses_nothing() {
    let discord = Discord::start("resume").await;
    let bot = Bot::start(&discord).await;
    answers(&discord).await;
    it_resumes(&discord, Discord::ask_to_reconnect).await;
    it_resumes(&discord, Discord::drop_socket).await;
    it_resumes(&discord, |discord| discord.invalidate_session(true)).await;
    for code in [
        None,
        Some(1000),
        Some(1001),
        Some(4000),
        Some(4002),
        Some(4008),
    ] {
        it_resumes(&discord, |discord| discord.close(code)).await;
    }
    // Where the address for resuming is dead, the ordinary one serves.
    discord.lose_address();
    let sessions = discord.begun_sessions();
    discord.invalidate_session(false);
    discord.sessions(sessions + 1).await;
    it_resumes(&discord, Discord::drop_socket).await;
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_heart_that_nobody_hears_is_a_dead_connection() {
    let discord = Discord::start("deaf").await;
    discord.set_heartbeat_ms(200);
    let bot = Bot::start(&discord).await;
    it_resumes(&discord, Discord::ignore_heartbeats).await;
    discord.come_back();
    answers(&discord).await;
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_begins_anew_when_its_session_is_gone() {
    let discord = Discord::start("new-session").await;
    let bot = Bot::start(&discord).await;
    // Discord says so, or it comes out when the session is to be gone on with.
    let faults: [&dyn Fn(); 2] = [&|| discord.invalidate_session(false), &|| {
        discord.forget_session();
        discord.close(Some(4009));
    }];
    for fault in faults {
        let (sessions, before) = (discord.begun_sessions(), identified(&discord));
        fault();
        discord.sessions(sessions + 1).await;
        assert_eq!(identified(&discord), before + 1);
        answers(&discord).await;
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_does_not_wait_for_a_gateway_that_says_nothing() {
    let discord = Discord::start("speechless").await;
    discord.withhold_hello();
    let timeouts = Timeouts {
        session: Duration::from_millis(100),
        ..settings(&discord).timeouts
    };
    let bot = Bot::launch(
        ServeSettings {
            timeouts,
            ..settings(&discord)
        },
        super::Folders::new(),
    );
    discord.connections(2).await;
    discord.come_back();
    discord.sessions(1).await;
    answers(&discord).await;
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_is_sat_out() {
    let discord = Discord::start("outage").await;
    // As near to each other as Discord's limit of 50 requests a second lets them be.
    let timeouts = Timeouts {
        first_retry: Duration::from_millis(50),
        last_retry: Duration::from_millis(50),
        ..settings(&discord).timeouts
    };
    let bot = Bot::start_with(
        &discord,
        ServeSettings {
            timeouts,
            ..settings(&discord)
        },
    )
    .await;
    answers(&discord).await;
    discord.go_down();
    // What an hour of real timeouts comes to: `an_outage_of_an_hour_costs_few_hundred_tries`.
    discord.refused(60).await;
    // The session keeps what was asked meanwhile, as Discord does for some minutes.
    let meanwhile = discord.user(1).asks(&Channel::default(), QUESTION);
    discord.come_back();
    assert_says(&discord.reply_to(meanwhile).await, FISH);
    // Also where the session is gone by then.
    discord.go_down();
    discord.refused(70).await;
    discord.forget_session();
    let sessions = discord.begun_sessions();
    discord.come_back();
    discord.sessions(sessions + 1).await;
    answers(&discord).await;
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_in_an_outage_succeeds_once_it_is_over() {
    let discord = Discord::start("outage-at-start").await;
    discord.go_down();
    let bot = Bot::launch(settings(&discord), super::Folders::new());
    discord.refused(10).await;
    discord.come_back();
    discord.sessions(1).await;
    answers(&discord).await;
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_it_cannot_read_does_not_disturb_it() {
    let discord = Discord::start("unreadable").await;
    let bot = Bot::start(&discord).await;
    let sessions = discord.begun_sessions();
    for text in [
        "",
        "{",
        "[]",
        "null",
        r#"{"op": "dispatch"}"#,
        r#"{"op": 99, "d": {}}"#,
        r#"{"op": 0, "t": "SOMETHING_NEW", "s": 2, "d": {"a": [1]}}"#,
        r#"{"op": 0, "t": "MESSAGE_CREATE", "s": 2, "d": {"id": "1", "author": 7}}"#,
        r#"{"op": 0, "t": "MESSAGE_DELETE_BULK", "s": 2, "d": "x"}"#,
        r#"{"op": 0, "t": "INTERACTION_CREATE", "s": 2, "d": null}"#,
    ] {
        discord.send_raw(text);
    }
    answers(&discord).await;
    assert_eq!(discord.begun_sessions(), sessions);
    // The user whose interaction cannot be read gets an apology.
    let odd = discord.user(1).sends_oddly(&Channel::default());
    let word = odd.answer().await;
    assert!(is_private(&word));
    assert_says(&word, "something went wrong");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_guilds_get_more_connections() {
    let discord = Discord::start("more-shards").await;
    discord.close_on_identify(4011);
    let bot = Bot::launch(settings(&discord), super::Folders::new());
    discord
        .gateway_line("a first try", |line| {
            matches!(line, GatewayLine::Identify(_))
        })
        .await;
    discord.want_shards(2);
    discord.come_back();
    for id in 0..2 {
        let wanted = serde_json::json!([id, 2]);
        discord
            .gateway_line("each shard", |line| {
                matches!(line, GatewayLine::Identify(identify) if identify["shard"] == wanted)
            })
            .await;
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
    let bot = Bot::launch(wrong.clone(), super::Folders::new());
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
async fn what_no_new_try_mends_ends_it_with_a_clear_word() {
    for (code, word) in [
        (4004, "DISCORD_TOKEN"),
        (4010, "code 4010"),
        (4012, "code 4012"),
        (4013, "intents"),
        (4014, "intents"),
    ] {
        let discord = Discord::start(&format!("final-{code}")).await;
        discord.close_on_identify(code);
        let bot = Bot::launch(settings(&discord), super::Folders::new());
        let error = bot.running.await.unwrap().unwrap_err().to_string();
        assert!(
            error.contains(word) && error.contains("hint: "),
            "{code}: {error}"
        );
    }
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
    let slash = discord.user(2).slash_asks(&Channel::default(), QUESTION);
    assert_says(&slash.answer().await, FISH);
    // What is refused again and again is lost, and the next one is answered.
    for _ in 0..2 {
        discord.refuse("POST", "/messages", 500);
    }
    discord.user(2).asks(&Channel::default(), QUESTION);
    answers(&discord).await;
    // The registration is tried again until it stands.
    discord
        .request("a second registration", |request| {
            request.method == "PUT" && request.status == 200
        })
        .await;
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn limits_are_kept_to() {
    let discord = Discord::start("limits").await;
    let bot = Bot::start(&discord).await;
    for global in [false, true] {
        // The check of the transcript sees that nothing is sent before the time is over.
        let after = 0.3;
        discord.fault("POST", "/messages", Fault::Limited { after, global });
        answers(&discord).await;
        discord.fault("POST", "/callback", Fault::Limited { after, global });
        let slash = discord.user(2).slash_asks(&Channel::default(), QUESTION);
        assert_says(&slash.answer().await, FISH);
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_end_in_time_whatever_comes_back() {
    let discord = Discord::start("silence").await;
    let timeouts = Timeouts {
        answer: Duration::from_millis(500),
        ..settings(&discord).timeouts
    };
    let bot = Bot::start_with(
        &discord,
        ServeSettings {
            timeouts,
            ..settings(&discord)
        },
    )
    .await;
    for fault in [Fault::Silence, Fault::SlowBody, Fault::Garbage] {
        discord.fault("POST", "/callback", fault);
        let slash = discord.user(1).slash_asks(&Channel::default(), QUESTION);
        assert_says(&slash.answer().await, FISH);
        discord.fault("POST", "/messages", fault);
        answers(&discord).await;
        answers(&discord).await;
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_answers_while_its_commands_cannot_be_registered() {
    let discord = Discord::start("registration").await;
    for _ in 0..9 {
        discord.refuse("PUT", "/commands", 500);
    }
    let bot = Bot::start(&discord).await;
    answers(&discord).await;
    discord
        .request("a registration", |request| {
            request.method == "PUT" && request.status == 200
        })
        .await;
    bot.end().await;
}
