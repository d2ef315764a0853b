//! Interactions over HTTP: what is no request of Discord is refused.

use std::net::SocketAddr;

use engram::discord::{Endpoint, ServeSettings, ShardRange, Transport as DiscordTransport};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{
    Bot, FISH, Folders, QUESTION, assert_page, assert_says, settings, within_five_seconds,
};
use crate::fake_discord::{Channel, Discord, Signed, Transport, public_key};

const PING: &str = r#"{"id":"1","application_id":"2","type":1,"token":"t","version":1}"#;

fn now_s() -> u64 {
    Signed::now("").timestamp.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ping_is_answered_once_and_anything_else_refused() {
    let discord = Discord::start_as("signed", Transport::Http).await;
    let bot = Bot::start(&discord).await;
    let DiscordTransport::Http(endpoint) = &bot.settings.transport else {
        panic!("it takes interactions over HTTP");
    };
    let to = endpoint.address();
    let status = async |request: &Signed| request.send(to).await.unwrap().0;

    let ping = Signed::now(PING);
    assert_eq!(
        ping.send(to).await.unwrap(),
        (200, br#"{"type":1}"#.to_vec())
    );
    assert_eq!(status(&ping).await, 401, "a request may not come again");

    let unsigned = Signed {
        signature: String::new(),
        ..Signed::now(PING)
    };
    assert_eq!(status(&unsigned).await, 401);
    let forged = Signed {
        signature: "0".repeat(128),
        ..Signed::now(PING)
    };
    assert_eq!(status(&forged).await, 401);
    let mut changed = Signed::now(PING);
    changed.body.push(b' ');
    assert_eq!(status(&changed).await, 401);
    assert_eq!(status(&Signed::at(now_s() - 120, PING)).await, 401);
    assert_eq!(status(&Signed::at(now_s() + 120, PING)).await, 401);

    // Of other bytes than the first, or it would be taken for the same request come again.
    let plain = Signed {
        content_type: "text/plain",
        ..Signed::now(format!("{PING} "))
    };
    assert_eq!(status(&plain).await, 415);
    assert_eq!(status(&Signed::now("{")).await, 400);
    assert_eq!(status(&Signed::now(r#"{"type":77}"#)).await, 400);
    // What is too large is not read to its end, so that the answer may be lost with the connection.
    let large = Signed::now(vec![b' '; 600 * 1024]).send(to).await;
    assert!(matches!(large, None | Some((413, _))), "{large:?}");

    // None of this harms those who ask.
    let ann = discord.user(1);
    let answer = ann.slash_asks(&Channel::default(), QUESTION).answer().await;
    assert_says(&answer, FISH);
    bot.end().await;
}

/// Bytes that look like an interaction as far as chance allows: a real one with parts of it lost, doubled or changed.
fn maimed(interaction: &str, seed: u64) -> Vec<u8> {
    let mut bytes = interaction.as_bytes().to_vec();
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap()
    };
    for _ in 0..=next(4) {
        let from = next(bytes.len());
        let to = (from + next(40)).min(bytes.len());
        match next(4) {
            0 => drop(bytes.drain(from..to)),
            1 => bytes.extend_from_within(from..to),
            2 => bytes.truncate(to),
            _ => bytes
                .iter_mut()
                .take(to)
                .skip(from)
                .for_each(|byte| *byte ^= 0x21),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_is_signed_and_odd_brings_it_down() {
    let discord = Discord::start_as("signed-odd", Transport::Http).await;
    let bot = Bot::start(&discord).await;
    let DiscordTransport::Http(endpoint) = &bot.settings.transport else {
        panic!("it takes interactions over HTTP");
    };
    let to = endpoint.address();
    let interaction = json!({
        "id": "77", "application_id": "2", "type": 2, "token": "t", "version": 1, "channel_id": "5", "locale": "en-US",
        "app_permissions": "0", "entitlements": [], "attachment_size_limit": 1, "user": {
            "id": "3", "username": "ann", "discriminator": "0", "global_name": null, "avatar": null, "public_flags": 0},
        "data": {"id": "9", "name": "ask", "type": 1, "options": [{"name": "question", "type": 3, "value": QUESTION}]},
    });
    let interaction = interaction.to_string();
    let whole = Signed::now(interaction.clone()).send(to).await.unwrap();
    assert_eq!(whole.0, 200);
    assert!(String::from_utf8_lossy(&whole.1).contains("sea urchins"));
    let mut answered = 0;
    for seed in 0..200 {
        let (status, body) = Signed::now(maimed(&interaction, seed))
            .send(to)
            .await
            .unwrap();
        // 409: its id is that of the whole one, which was answered.
        assert!(
            matches!(status, 200 | 400 | 401 | 409),
            "seed {seed}: {status}"
        );
        if status == 200 {
            answered += 1;
            assert!(
                serde_json::from_slice::<serde_json::Value>(&body).is_ok(),
                "seed {seed}"
            );
        }
    }
    assert!((1..200).contains(&answered), "{answered}");
    bot.end().await;
}

/// Opens a connection and sends a part of a large body, which a signature would follow only at its end.
async fn half_sent(to: SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(to).await.unwrap();
    let head = "POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500000\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&vec![b' '; 20 * 1024]).await.unwrap();
    stream
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_sent_bodies_take_bounded_memory_and_keep_nobody_out() {
    let discord = Discord::start_as("half-sent", Transport::Http).await;
    let bot = Bot::start(&discord).await;
    let DiscordTransport::Http(endpoint) = &bot.settings.transport else {
        panic!("it takes interactions over HTTP");
    };
    let to = endpoint.address();
    let mut open = Vec::new();
    for _ in 0..60 {
        open.push(half_sent(to).await);
    }
    let small = Signed::now(PING).send(to).await.unwrap();
    assert_eq!(small.0, 200);
    // 48 large bodies are held at a time. The others were refused at once, and the rest is after 3 s.
    let mut refused = 0;
    for mut stream in open {
        let mut status = [0; 12];
        within_five_seconds(stream.read_exact(&mut status))
            .await
            .unwrap();
        match &status {
            b"HTTP/1.1 503" => refused += 1,
            b"HTTP/1.1 408" => {}
            other => panic!("{}", String::from_utf8_lossy(other)),
        }
    }
    assert_eq!(refused, 60 - 48);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_process_answers_any_click() {
    let discord = Discord::start_as("signed-fleet", Transport::Http).await;
    let first = Bot::start(&discord).await;
    let ann = discord.user(1);
    let place = Channel::default();
    let answer = ann.slash_asks(&place, QUESTION).answer().await;
    // The second process is where everything goes from here on.
    let second = Bot::start(&discord).await;
    let next = ann.presses(&place, &answer, "Next").answer().await;
    assert_page(&next, "2");
    first.end().await;
    second.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gateway_that_would_hear_no_interaction_is_refused() {
    let discord = Discord::start_as("mixed", Transport::Http).await;
    let mixed = ServeSettings {
        transport: DiscordTransport::Gateway(ShardRange::Auto),
        ..settings(&discord)
    };
    let bot = Bot::launch(mixed, Folders::new());
    let error = bot.running.await.unwrap().unwrap_err().to_string();
    assert!(error.contains("start with --http"), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endpoint_that_nobody_knows_yet_answers_the_ping_that_sets_it() {
    let discord = Discord::start("unset").await;
    let key = public_key().parse().unwrap();
    let endpoint = Endpoint::bind("127.0.0.1:0".parse().unwrap(), key).unwrap();
    let to = endpoint.address();
    let settings = ServeSettings {
        transport: DiscordTransport::Http(endpoint),
        ..settings(&discord)
    };
    let bot = Bot::launch(settings, Folders::new());
    bot.connected(&discord, 0).await;
    assert_eq!(Signed::now(PING).send(to).await.unwrap().0, 200);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_is_taken_is_an_error_that_says_so() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let key = public_key().parse().unwrap();
    let error = Endpoint::bind(taken.local_addr().unwrap(), key)
        .unwrap_err()
        .to_string();
    assert!(error.contains("cannot listen at 127.0.0.1:"), "{error}");
    assert!(json!(error).to_string().contains("hint"), "{error}");
}
