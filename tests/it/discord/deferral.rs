//! What takes longer than Discord waits: deferred in time, and followed up.

use serde_json::json;
use sqlx::{Connection as _, SqliteConnection};

use super::content::BEAVERS;
use super::settings::{panel, picked};
use super::{Bot, Folders, both_ways, text_of};
use crate::fake_discord::{Channel, Discord, Transport, Upload};

both_ways!(what_takes_long_is_deferred_and_followed_up);

const DEFERRED_MESSAGE: u8 = 5;
const DEFERRED_UPDATE: u8 = 6;

/// Somebody else who writes to the store: as long as this lasts, nothing can be changed.
async fn writes_to(folders: &Folders) -> SqliteConnection {
    let file = folders.data.path().join("engram.db");
    let url = format!("sqlite://{}?mode=rw", file.display());
    let mut writer = SqliteConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("BEGIN IMMEDIATE")
        .execute(&mut writer)
        .await
        .unwrap();
    writer
}

async fn what_takes_long_is_deferred_and_followed_up(transport: Transport) {
    let discord = Discord::start_as("deferred", transport).await;
    let bot = Bot::start(&discord).await;
    let boss = discord.manager(2);
    let file = Upload::new("beavers.md", BEAVERS);
    let preview = boss
        .hands(&Channel::default(), "content", "add", &file)
        .answer()
        .await;

    let panel = panel(&boss).await;
    let writer = writes_to(&bot.folders).await;
    let rebuilding = boss.slash(&Channel::default(), "reindex", &json!([]));
    let setting = boss.switches(&Channel::default(), &panel, "private");
    let approving = boss.presses(&Channel::default(), &preview, "Approve");
    assert_eq!(rebuilding.callback().await["type"], DEFERRED_MESSAGE);
    assert_eq!(setting.callback().await["type"], DEFERRED_UPDATE);
    assert_eq!(approving.callback().await["type"], DEFERRED_UPDATE);
    writer.close().await.unwrap();

    assert_eq!(picked(&setting.answer().await)[0], "Only for the asker");
    for work in [rebuilding, approving] {
        work.answer_when("an index", |message| text_of(message).contains("Done in"))
            .await;
    }
    bot.end().await;
}
