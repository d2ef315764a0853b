//! `/content` at its limits: drafts, articles and bytes that a server may have, and the largest export.

use engram::article::{ArticleId, GuildId, UserId};
use engram::store::NewDraft;
use serde_json::{Value, json};

use super::{Bot, Folders, assert_says, settings, text_of};
use crate::fake_discord::{Channel, Discord, GUILD, Upload};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn drafts_and_articles_are_no_more_than_a_server_may_have() {
    let discord = Discord::start("content-limits").await;
    let bot = Bot::start(&discord).await;
    let boss = discord.manager(2);
    let hands = async |number: usize| {
        let text = format!("## What is number {number}?\nNumber {number} is a number.");
        let file = Upload::new(&format!("number-{number}.md"), text);
        boss.hands(&Channel::default(), "content", "add", &file)
            .answer()
            .await
    };
    let first = hands(1).await;
    for number in 2..=25 {
        assert_says(&hands(number).await, "a new article");
    }
    assert_says(&hands(26).await, "25 drafts wait for approval already");
    let second = boss
        .sub(&Channel::default(), "content", "list", &json!([]))
        .answer()
        .await;
    let second = boss
        .chooses(&Channel::default(), &second, "Open a draft", 0)
        .answer()
        .await;
    boss.presses(&Channel::default(), &second, "Cancel")
        .answer()
        .await;
    let third = hands(26).await;
    assert_says(&third, "a new article");

    // The library fills up while they wait: six bytes are left, and then nothing.
    let store = bot.folders.store().await;
    let (guild, by) = (GuildId(GUILD), UserId(1));
    let put = async |slug: &str, bytes: usize| {
        let draft = NewDraft {
            slug: ArticleId::from_text(slug),
            title: slug.to_owned(),
            markdown: "\n".repeat(bytes),
        };
        let draft = store.put_draft(guild, by, &draft).await.unwrap();
        store.approve(guild, draft, by).await.unwrap().unwrap();
    };
    put("half", 4 * 1024 * 1024).await;
    put("other-half", 4 * 1024 * 1024).await;
    let full = boss
        .presses(&Channel::default(), &first, "Approve")
        .answer()
        .await;
    assert_says(&full, "more than 8 MiB together");
    let other = ArticleId::from_text("other-half");
    store.remove(guild, &other, 1, by).await.unwrap().unwrap();
    let is_done = |message: &Value| text_of(message).contains("Done in");
    let approving = boss.presses(&Channel::default(), &first, "Approve");
    approving.answer_when("an index", is_done).await;
    // What was removed does not fit any more.
    let back = json!([
        {"name": "article", "type": 3, "value": "other-half"},
        {"name": "version", "type": 4, "value": 1},
    ]);
    let back = boss.sub(&Channel::default(), "content", "rollback", &back);
    assert_says(&back.answer().await, "more than 8 MiB together");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_largest_library_is_exported_whole() {
    let discord = Discord::start("largest-export").await;
    let folders = Folders::new();
    let store = folders.store().await;
    let (guild, boss) = (GuildId(GUILD), UserId(2));
    for number in 0..16 {
        // What is not read takes no time to index.
        let unread = "not shown ".repeat(52_300);
        let markdown =
            format!("# Part {number}\n\n## What is in it?\nA word.\n\n<!-- {unread}-->\n");
        let draft = NewDraft {
            slug: ArticleId::from_text(&format!("part {number}")),
            title: format!("Part {number}"),
            markdown,
        };
        let draft = store.put_draft(guild, boss, &draft).await.unwrap();
        store.approve(guild, draft, boss).await.unwrap().unwrap();
    }
    let bot = Bot::launch(settings(&discord), folders);
    bot.connected(&discord, 1).await;
    let exported = discord
        .manager(2)
        .sub(&Channel::default(), "content", "export", &json!([]))
        .answer()
        .await;
    let archive = discord.attached(&exported, "articles.zip").unwrap();
    assert!(archive.len() > 8_300_000, "{}", archive.len());
    bot.end().await;
}
