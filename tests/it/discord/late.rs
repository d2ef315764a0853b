//! What takes longer than Discord waits: deferred in time, and followed up.

use serde_json::json;
use sqlx::{Connection as _, SqliteConnection};

use super::content::BEAVERS;
use super::{Bot, Lies, assert_says, both_ways, said};
use crate::double::{Discord, Handed, Place, Way};

both_ways!(what_takes_long_is_deferred_and_followed_up);

const DEFERRED_MESSAGE: u8 = 5;
const DEFERRED_UPDATE: u8 = 6;

/// Somebody else who writes to the store: as long as this lasts, nothing can be changed.
async fn writes_to(lies: &Lies) -> SqliteConnection {
    let file = lies.data.path().join("engram.db");
    let url = format!("sqlite://{}?mode=rw", file.display());
    let mut writer = SqliteConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("BEGIN IMMEDIATE")
        .execute(&mut writer)
        .await
        .unwrap();
    writer
}

async fn what_takes_long_is_deferred_and_followed_up(way: Way) {
    let discord = Discord::start_as("deferred", way).await;
    let bot = Bot::start(&discord).await;
    let boss = discord.manager(2);
    let file = Handed::new("beavers.md", BEAVERS);
    let preview = boss
        .hands(&Place::lounge(), "content", "add", &file)
        .answer()
        .await;

    let writer = writes_to(&bot.lies).await;
    let quiet = json!([{"name": "by-default", "type": 5, "value": true}]);
    let setting = boss.sub(&Place::lounge(), "settings", "private", &quiet);
    let approving = boss.presses(&Place::lounge(), &preview, "Approve");
    assert_eq!(setting.callback().await["type"], DEFERRED_MESSAGE);
    assert_eq!(approving.callback().await["type"], DEFERRED_UPDATE);
    writer.close().await.unwrap();

    assert_says(&setting.answer().await, "for the asker alone");
    approving
        .answer_when("an index", |message| said(message).contains("Done in"))
        .await;
    bot.end().await;
}
