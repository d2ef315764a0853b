//! Health, readiness and metrics of the real program at work.

use serde_json::Value;

use crate::fake_discord::{Channel, Discord};
use crate::program::{BotProcess, OPS_ADDRESS};
use crate::support::Folder;

const ANY_PORT: (&str, &str) = (OPS_ADDRESS, "127.0.0.1:0");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_it_did_is_measured() {
    let discord = Discord::start("ops").await;
    let folder = Folder::new();
    let mut bot = BotProcess::start(&discord, folder.path(), &[ANY_PORT]);
    discord.sessions(1).await;
    let channel = Channel::default();
    for _ in 0..2 {
        let asked = discord
            .user(1)
            .slash_asks(&channel, "what makes dough rise");
        asked.answer().await;
    }
    assert_eq!(bot.get("/healthz").await, (200, "ok\n".to_owned()));

    // It is told a moment after the connection stands.
    let (mut status, mut body) = bot.get("/readyz").await;
    while status == 503 {
        (status, body) = bot.get("/readyz").await;
    }
    let ready: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (status, &ready["ready"]),
        (200, &Value::Bool(true)),
        "{body}"
    );
    assert_eq!(ready["shards"][0]["connected"], true);

    let (_, metrics) = bot.get("/metrics").await;
    for line in [
        "engram_questions_total{outcome=\"answer\"} 2",
        "engram_cache_lookups_total{found=\"yes\"} 1",
        "engram_cache_lookups_total{found=\"no\"} 1",
        "engram_stage_seconds_count{stage=\"whole\"} 2",
        "engram_stage_seconds_count{stage=\"send\"} 2",
        "engram_stage_seconds_count{stage=\"queue\"} 2",
        "engram_stage_seconds_count{stage=\"render\"} 2",
        "engram_stage_seconds_bucket{stage=\"search\",le=\"+Inf\"}",
        "engram_shard_connected{shard=\"0\"} 1",
        "engram_index_articles 1",
        "engram_index_bytes ",
        "engram_index_age_seconds ",
        "engram_events_in_flight 0",
        "# HELP engram_events_in_flight Events in flight: queued or being handled.",
    ] {
        assert!(metrics.contains(line), "{line} is not in\n{metrics}");
    }
    assert_eq!(bot.get("/elsewhere").await.0, 404);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_taken_port_is_an_error_if_it_was_asked_for() {
    let discord = Discord::start("ops-taken").await;
    let folder = Folder::new();
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let bot = BotProcess::start(&discord, folder.path(), &[(OPS_ADDRESS, &address)]);
    let (code, said) = bot.ended().await;
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("setting ops_address: could not listen on"),
        "{said}"
    );
    assert!(said.contains("hint:"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_lives_and_is_not_ready_while_its_database_is_away() {
    let discord = Discord::start("ops-away").await;
    let folder = Folder::new();
    let nobody = (
        "DATABASE_URL",
        "postgres://engram:SeCrEt@127.0.0.1:1/engram",
    );
    let mut bot = BotProcess::start(&discord, folder.path(), &[ANY_PORT, nobody]);
    bot.logs("the store is not available yet").await;
    assert_eq!(bot.get("/healthz").await.0, 200);
    let (status, body) = bot.get("/readyz").await;
    assert_eq!(status, 503);
    assert_eq!(body, r#"{"ready":false,"index":false,"shards":[]}"#);
    let log = bot.end().await;
    assert!(
        log.contains("PostgreSQL database engram at 127.0.0.1"),
        "{log}"
    );
    assert!(!log.contains("SeCrEt"), "{log}");
}

/// The log as JSON: one object a line, for the whole life of the process.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_json_where_it_should_be() {
    let discord = Discord::start("ops-json").await;
    let folder = Folder::new();
    let bot = BotProcess::start(&discord, folder.path(), &[("ENGRAM_LOG_FORMAT", "json")]);
    discord.sessions(1).await;
    let said = bot.end().await;
    let mut messages = Vec::new();
    for line in said.lines().filter(|line| line.starts_with('{')) {
        let event: Value = serde_json::from_str(line).unwrap();
        assert!(event["timestamp"].is_string() && event["level"].is_string());
        messages.push(event["fields"]["message"].as_str().unwrap().to_owned());
    }
    assert!(
        messages.iter().any(|message| message == "shutting down"),
        "{said}"
    );
}
