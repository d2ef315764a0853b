//! Interactions over HTTP: what is no request of Discord is refused.

use engram::discord::{Endpoint, Reception, ServeSettings};
use serde_json::json;

use super::{Bot, FISH, QUESTION, assert_says, otters, settings};
use crate::double::{Discord, Place, Signed, Way, public_key};
use crate::support::Folder;

const PING: &str = r#"{"id":"1","application_id":"2","type":1,"token":"t","version":1}"#;

fn now_s() -> u64 {
    Signed::now("").timestamp.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ping_is_answered_once_and_anything_else_refused() {
    let discord = Discord::start_as("signed", Way::Http).await;
    let bot = Bot::start(&discord).await;
    let Reception::Http(endpoint) = &bot.settings.reception else {
        panic!("it takes interactions over HTTP");
    };
    let to = endpoint.address().unwrap();
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

    assert_eq!(
        status(&Signed {
            content_type: "text/plain",
            ..Signed::at(now_s() - 1, PING)
        })
        .await,
        415
    );
    assert_eq!(status(&Signed::now("{")).await, 400);
    assert_eq!(status(&Signed::now(r#"{"type":77}"#)).await, 400);
    assert_eq!(status(&Signed::now(vec![b' '; 600 * 1024])).await, 413);

    // None of this harms those who ask.
    let ann = discord.person(1);
    let answer = ann
        .slash_asks(&Place::channel(8_000_000_000_000_000_001), QUESTION)
        .answer()
        .await;
    assert_says(&answer, FISH);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_process_answers_any_click() {
    let discord = Discord::start_as("signed-fleet", Way::Http).await;
    let first = Bot::start(&discord).await;
    let ann = discord.person(1);
    let place = Place::channel(8_000_000_000_000_000_001);
    let answer = ann.slash_asks(&place, QUESTION).answer().await;
    // The second process is where everything goes from here on.
    let second = Bot::start(&discord).await;
    let next = ann.presses(&place, &answer, "Next").answer().await;
    assert_says(&next, "2 of ");
    first.end().await;
    second.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gateway_that_would_hear_no_interaction_is_refused() {
    let discord = Discord::start_as("mixed", Way::Http).await;
    let mixed = ServeSettings {
        reception: Reception::Gateway,
        ..settings(&discord)
    };
    let bot = Bot::launch(mixed, otters().into(), Folder::new().into());
    let error = bot.running.await.unwrap().unwrap_err().to_string();
    assert!(error.contains("start with --http"), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endpoint_that_nobody_knows_yet_answers_the_ping_that_sets_it() {
    let discord = Discord::start("unset").await;
    let key = public_key().parse().unwrap();
    let endpoint = Endpoint::bind("127.0.0.1:0".parse().unwrap(), key).unwrap();
    let to = endpoint.address().unwrap();
    let settings = ServeSettings {
        reception: Reception::Http(endpoint),
        ..settings(&discord)
    };
    let bot = Bot::launch(settings, otters().into(), Folder::new().into());
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
