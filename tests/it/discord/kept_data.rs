//! What is kept of what people ask and think: shown as figures, never of somebody else, and deleted on request.

use engram::article::GuildId;
use engram::discord::ServeSettings;
use engram::store::{Store, StoreSettings};
use serde_json::{Value, json};

use super::{Bot, Folders, QUESTION, assert_says, dislikes, is_private, settings, text_of};
use crate::fake_discord::{Channel, Discord, GUILD, User, at_bot};
use crate::store::backend::Backend;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_and_votes_are_shown_and_what_is_kept_is_deleted_on_request() {
    let discord = Discord::start("stats").await;
    let bot = Bot::start(&discord).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    let answer = ann.slash_asks(&Channel::default(), QUESTION).answer().await;
    assert_says(
        &ann.presses(&Channel::default(), &answer, "Helpful")
            .answer()
            .await,
        "Glad",
    );
    let other = ann
        .slash_asks(&Channel::default(), "how long do otters sleep")
        .answer()
        .await;
    // However often it is pressed, it counts once; a second thought takes it back.
    for helpful in [false, false, true, false] {
        if helpful {
            let thanked = ann.presses(&Channel::default(), &other, "Helpful");
            assert_says(&thanked.answer().await, "Glad");
        } else {
            let thanked = dislikes(&ann, &Channel::default(), &other, "").await;
            assert_says(&thanked, "fall short");
        }
    }
    ann.slash_asks(&Channel::in_guild(5_000_000_000_000_000_002, 9), QUESTION)
        .answer()
        .await;

    let stats = boss
        .slash(&Channel::default(), "stats", &json!([]))
        .answer()
        .await;
    assert!(is_private(&stats));
    for words in [
        "2 questions in 30 days",
        "answered: 2 (100 %)",
        "2 votes: 1 helpful (50 %), 1 not",
        "Otters › What do otters eat? (1)",
    ] {
        assert_says(&stats, words);
    }
    assert_says(&stats, "█ answered");
    let days = json!([{"name": "days", "type": 4, "value": 100_000}]);
    assert_says(
        &boss
            .slash(&Channel::default(), "stats", &days)
            .answer()
            .await,
        "365 days",
    );
    assert_says(
        &ann.slash(&Channel::default(), "stats", &json!([]))
            .answer()
            .await,
        "Manage Server",
    );

    // A vote against an answer is a gap, and its asker's to delete.
    let kept = ann
        .slash(&Channel::default(), "privacy", &json!([]))
        .answer()
        .await;
    assert_says(&kept, "1 question, 2 votes");
    assert_says(&kept, "how long do otters sleep");
    assert_says(&kept, "30 days after I'm removed from a server");
    let bot = bot.restart(&discord).await;
    assert_says(
        &ann.presses(&Channel::default(), &kept, "Delete mine")
            .answer()
            .await,
        "Deleted",
    );
    let nothing = ann
        .slash(&Channel::default(), "privacy", &json!([]))
        .answer()
        .await;
    assert_says(&nothing, "keep nothing about you");
    assert_says(
        &boss
            .sub(&Channel::default(), "gaps", "list", &json!([]))
            .answer()
            .await,
        "every question",
    );
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_text_of_somebody_elses_message_is_never_kept() {
    let discord = Discord::start("quoted-text").await;
    let bot = Bot::start(&discord).await;
    let (ann, bob, place) = (discord.user(1), discord.user(2), Channel::default());
    let message = bob.says(&place, "what do otters eat in the pond of xylophonia?");
    let found = ann
        .uses_menu(&place, "Find an answer", message)
        .answer()
        .await;
    assert_says(&found, "whose text I don't keep");
    // Where nothing of it would be kept, nothing is asked.
    let disliked = async |user: &User, message: &Value| {
        let thanks = user.presses(&place, message, "Not helpful").answer().await;
        assert_says(&thanks, "fall short");
    };
    disliked(&ann, &found).await;
    let next = ann.presses(&place, &found, "Next").answer().await;
    disliked(&ann, &next).await;
    // The text is part of what a reply to the shared answer follows.
    let shared = ann.presses(&place, &found, "Share").answer().await;
    let id = shared["id"].as_str().unwrap().parse().unwrap();
    let follow_up = ann.replies(&place, id, &at_bot("and in zoos?"), true);
    disliked(&ann, &discord.reply_to(follow_up).await).await;
    // A question of their own is kept.
    let own = discord.reply_to(bob.asks(&place, QUESTION)).await;
    assert_says(&dislikes(&bob, &place, &own, "").await, "fall short");
    let (_, folders) = bot.end().await;
    // Open until the files are read: SQLite deletes some of them when the last connection closes.
    let store = folders.store().await;
    let gaps = store.open_gaps(Some(GuildId(GUILD))).await.unwrap();
    let kept: Vec<&str> = gaps.iter().map(|gap| gap.question.as_str()).collect();
    assert_eq!(kept, [QUESTION]);
    for file in std::fs::read_dir(folders.data.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("xylophonia"));
    }
    drop(store);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deleting_ones_data_reaches_every_process() {
    let Some(Backend::Postgres(url)) = Backend::database().await else {
        return;
    };
    let discord = Discord::start("deletion-everywhere").await;
    let kept = StoreSettings::Postgres(url.into());
    let range = |range: &str| ServeSettings {
        transport: engram::discord::Transport::Gateway(range.parse().unwrap()),
        ..settings(&discord)
    };
    let places: Vec<Channel> = (0..2)
        .map(|shard| {
            Channel::in_guild(
                ((1_000_000 + shard) << 22) | 7,
                8_400_000_000_000_000_000 + shard,
            )
        })
        .collect();
    let bots = ["0..0/2", "1..1/2"]
        .map(|shards| Bot::launch_on(range(shards), Folders::new(), super::SURE, kept.clone()));
    discord.wait_connected(0..=1).await;
    let ann = discord.user(1);
    let question = ann.asks(&places[0], QUESTION);
    let answer = discord.reply_to(question).await;
    // The other process deletes what the first has written down.
    let mine = loop {
        let mine = ann.slash(&places[1], "privacy", &json!([])).answer().await;
        if text_of(&mine).contains("1 answered message") {
            break mine;
        }
    };
    ann.presses(&places[1], &mine, "Delete mine").answer().await;
    let store = Store::open(&kept).await.unwrap();
    assert!(store.askers_with_answers().await.unwrap().is_empty());
    // The first does not know any more which message answers the question: the answer stays when that goes.
    let marker = ann.asks(&places[0], "why do otters hold hands");
    discord.reply_to(marker).await;
    ann.deletes(&places[0], question);
    ann.deletes(&places[0], marker);
    let id = answer["id"].as_str().unwrap().parse().unwrap();
    discord
        .request("the marker's deletion", |request| {
            request.method == "DELETE"
        })
        .await;
    assert!(discord.message(id).is_some());
    for bot in bots {
        bot.stop.notify_one();
        let _ = bot.running.await.unwrap();
    }
}
