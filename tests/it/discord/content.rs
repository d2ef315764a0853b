//! `/content` as an admin uses it: drafts and their approval, versions and what changed.

use serde_json::{Value, json};

use super::{Bot, assert_says, both_ways, is_private, text_of};
use crate::fake_discord::{Channel, Discord, Transport, Upload, User};
use crate::support::repository;

both_ways!(
    a_file_is_previewed_and_indexed_once_it_is_approved,
    an_article_is_typed_into_a_window,
    versions_are_compared_rolled_back_removed_and_brought_back,
);

pub(super) const BEAVERS: &str = "# Beavers\n\n## What do beavers gnaw on all day?\nBeavers gnaw on willow and poplar.\n\n\
    ## How thick is the lodge of a beaver?\nThe walls of a beaver's lodge are a metre thick.\n";

/// A second server with the bot in it.
pub(super) fn other_guild() -> Channel {
    Channel::in_guild(5_000_000_000_000_000_002, 8_000_000_000_000_000_002)
}

/// Hands a file over, approves it, and waits until it is indexed.
pub(super) async fn adds(boss: &User, channel: &Channel, file: &Upload) -> Value {
    let preview = boss.hands(channel, "content", "add", file).answer().await;
    assert!(is_private(&preview), "{preview:#}");
    let approving = boss.presses(channel, &preview, "Approve");
    approving
        .answer_when("an index", |message| text_of(message).contains("Done in"))
        .await
}

pub(super) fn article(slug: &str) -> Value {
    json!([{"name": "article", "type": 3, "value": slug}])
}

async fn a_file_is_previewed_and_indexed_once_it_is_approved(transport: Transport) {
    let discord = Discord::start_as("content-add", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    let file = Upload::new("Beavers.md", BEAVERS);

    let refused = ann
        .hands(&Channel::default(), "content", "add", &file)
        .answer()
        .await;
    assert!(is_private(&refused));
    assert_says(&refused, "Manage Server");
    assert_eq!(discord.fetched(), 0);

    let preview = boss
        .hands(&Channel::default(), "content", "add", &file)
        .answer()
        .await;
    assert!(is_private(&preview));
    assert_says(&preview, "a new article, 2 sections and 2 passages");
    assert_says(&preview, "What do beavers gnaw on all day?");
    let kept = discord.attached(&preview, "beavers.md").unwrap();
    assert!(
        String::from_utf8(kept)
            .unwrap()
            .contains("willow and poplar")
    );
    // A draft outlives a restart and is in no answer.
    let bot = bot.restart(&discord).await;
    let before = ann
        .slash_asks(&Channel::default(), "what do beavers gnaw on")
        .answer()
        .await;
    assert!(!text_of(&before).contains("willow"), "{before:#}");
    let listed = boss
        .sub(&Channel::default(), "content", "list", &json!([]))
        .answer()
        .await;
    assert_says(&listed, "1 draft is waiting for approval.");
    let again = boss
        .chooses(&Channel::default(), &listed, "Open a draft", 0)
        .answer()
        .await;
    assert_says(&again, "What do beavers gnaw on all day?");

    // Others can't press an admin's button.
    let forged = ann
        .presses(&Channel::default(), &preview, "Approve")
        .answer()
        .await;
    assert_says(&forged, "Manage Server");
    let approving = boss.presses(&Channel::default(), &preview, "Approve");
    let done = approving
        .answer_when("an index", |message| text_of(message).contains("Done in"))
        .await;
    assert_says(&done, "Approved");
    assert_says(&done, "New: beavers");
    let after = ann
        .slash_asks(&Channel::default(), "what do beavers gnaw on")
        .answer()
        .await;
    assert_says(&after, "willow and poplar");
    // A stale button is told kindly.
    assert_says(
        &boss
            .presses(&Channel::default(), &preview, "Approve")
            .answer()
            .await,
        "draft is gone",
    );
    assert_says(
        &boss
            .presses(&Channel::default(), &preview, "Cancel")
            .answer()
            .await,
        "draft is gone",
    );

    // It is the guild's alone.
    let elsewhere = ann
        .slash_asks(&other_guild(), "what do beavers gnaw on")
        .answer()
        .await;
    assert!(!text_of(&elsewhere).contains("willow"), "{elsewhere:#}");
    // And outlives a restart.
    let bot = bot.restart(&discord).await;
    let after = ann
        .slash_asks(&Channel::default(), "what do beavers gnaw on")
        .answer()
        .await;
    assert_says(&after, "willow and poplar");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn documents_are_previewed_approved_and_quoted() {
    engram::content::set_pdf_program(env!("CARGO_BIN_EXE_engram").into());
    let discord = Discord::start("content-documents").await;
    let bot = Bot::start(&discord).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    for (name, kept, question, quote) in [
        (
            "rye.docx",
            "## What goes into it?",
            "how much flour and water go into rye bread",
            "Water: 85 percent",
        ),
        (
            "Loaf.pdf",
            "## How long does it keep?",
            "how long does a loaf of rye keep",
            "keeps for a week, for the acid in it holds mould back",
        ),
    ] {
        let source = if name == "rye.docx" { name } else { "rye.pdf" };
        let bytes = std::fs::read(repository("tests/content/documents").join(source)).unwrap();
        let file = Upload::new(name, bytes);
        let preview = boss
            .hands(&Channel::default(), "content", "add", &file)
            .answer()
            .await;
        assert!(is_private(&preview), "{preview:#}");
        assert_says(&preview, "Rye bread");
        let draft = format!("{}.md", name.split('.').next().unwrap().to_lowercase());
        let draft = discord.attached(&preview, &draft).unwrap();
        let draft = String::from_utf8(draft).unwrap();
        assert!(draft.contains(kept), "{draft}");
        let approving = boss.presses(&Channel::default(), &preview, "Approve");
        approving
            .answer_when("an index", |message| text_of(message).contains("Done in"))
            .await;
        let answer = ann.slash_asks(&Channel::default(), question).answer().await;
        assert_says(&answer, quote);
    }
    // What gives no text gets its reason, and leaves no draft.
    let bytes = std::fs::read(repository("tests/content/documents/empty.pdf")).unwrap();
    let refused = boss
        .hands(
            &Channel::default(),
            "content",
            "add",
            &Upload::new("scan.pdf", bytes),
        )
        .answer()
        .await;
    assert_says(&refused, "a PDF without text in it");
    bot.end().await;
}

async fn an_article_is_typed_into_a_window(transport: Transport) {
    let discord = Discord::start_as("content-window", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    let opened = boss.sub(&Channel::default(), "content", "add", &json!([]));
    let fields = [
        ("title", "Weasel facts"),
        (
            "text",
            "## Where do weasels nest?\nWeasels nest in old burrows.",
        ),
    ];
    let preview = boss
        .submits(&Channel::default(), &opened, &fields)
        .await
        .answer()
        .await;
    assert_says(&preview, "Weasel facts");
    assert_says(&preview, "Where do weasels nest?");
    let cancelled = boss
        .presses(&Channel::default(), &preview, "Cancel")
        .answer()
        .await;
    assert_says(&cancelled, "Nothing was changed");
    let listed = boss
        .sub(&Channel::default(), "content", "list", &json!([]))
        .answer()
        .await;
    assert_says(&listed, "no articles of its own yet");
    // Windows that were never opened are checked as commands are.
    assert_says(
        &ann.submits_id(&Channel::default(), "w1a", &fields)
            .answer()
            .await,
        "Manage Server",
    );
    assert_says(
        &boss
            .submits_id(&Channel::dm(), "w1a", &fields)
            .answer()
            .await,
        "only works in a server",
    );
    assert_says(
        &boss
            .submits_id(&Channel::default(), "w0z", &fields)
            .answer()
            .await,
        "ask again",
    );
    bot.end().await;
}

#[expect(clippy::too_many_lines, reason = "one story, told in order")]
async fn versions_are_compared_rolled_back_removed_and_brought_back(transport: Transport) {
    let discord = Discord::start_as("content-versions", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    adds(
        &boss,
        &Channel::default(),
        &Upload::new("beavers.md", BEAVERS),
    )
    .await;
    let second = BEAVERS.replace("willow and poplar", "birch and willow");
    let done = adds(
        &boss,
        &Channel::default(),
        &Upload::new("beavers.md", second),
    )
    .await;
    assert_says(&done, "as version 2");
    assert_says(
        &ann.slash_asks(&Channel::default(), "what do beavers gnaw on")
            .answer()
            .await,
        "birch",
    );

    let history = boss
        .sub(
            &Channel::default(),
            "content",
            "history",
            &article("beavers"),
        )
        .answer()
        .await;
    assert_says(&history, "2 changed");
    assert_says(&history, "1 added");
    let compared = boss
        .chooses(
            &Channel::default(),
            &history,
            "See what a version changed",
            0,
        )
        .answer()
        .await;
    let text = compared["embeds"][0]["description"].as_str().unwrap();
    assert!(
        text.contains("**birch**") && text.contains("~~poplar.~~"),
        "{text}"
    );

    let shown = boss
        .sub(&Channel::default(), "content", "show", &json!([
            {"name": "article", "type": 3, "value": "beavers"}, {"name": "version", "type": 4, "value": 1},
        ]))
        .answer()
        .await;
    assert_says(&shown, "version 1 of 2");
    assert!(discord.attached(&shown, "beavers.md").is_some());
    let back = boss.presses(&Channel::default(), &shown, "Go back to version 1");
    let back = back
        .answer_when("an index", |message| text_of(message).contains("Done in"))
        .await;
    assert_says(&back, "is back to version 1");
    assert_says(
        &ann.slash_asks(&Channel::default(), "what do beavers gnaw on")
            .answer()
            .await,
        "poplar",
    );
    // The button is for the version that was shown.
    assert_says(
        &boss
            .presses(&Channel::default(), &shown, "Go back to version 1")
            .answer()
            .await,
        "Someone else changed that article in the meantime",
    );

    let removed = boss.sub(
        &Channel::default(),
        "content",
        "remove",
        &article("beavers"),
    );
    let removed = removed
        .answer_when("an index", |message| text_of(message).contains("Done in"))
        .await;
    assert_says(&removed, "Removed");
    let gone = ann
        .slash_asks(&Channel::default(), "what do beavers gnaw on")
        .answer()
        .await;
    assert!(!text_of(&gone).contains("poplar"), "{gone:#}");
    let bot = bot.restart(&discord).await;
    let undone = boss.presses(&Channel::default(), &removed, "Bring it back");
    undone
        .answer_when("an index", |message| text_of(message).contains("Done in"))
        .await;
    assert_says(
        &ann.slash_asks(&Channel::default(), "what do beavers gnaw on")
            .answer()
            .await,
        "poplar",
    );

    let roll = json!([
        {"name": "article", "type": 3, "value": "Beavers"}, {"name": "version", "type": 4, "value": 2},
    ]);
    let rolled = boss.sub(&Channel::default(), "content", "rollback", &roll);
    rolled
        .answer_when("an index", |message| text_of(message).contains("version 2"))
        .await;
    assert_says(
        &boss.sub(&Channel::default(), "content", "rollback", &json!([
            {"name": "article", "type": 3, "value": "beavers"}, {"name": "version", "type": 4, "value": 99},
        ])).answer().await,
        "no such version",
    );
    let choices = boss
        .types_sub(&Channel::default(), "content", "show", "article", "bea")
        .choices()
        .await;
    assert_eq!(choices[0]["value"], "beavers");
    assert!(
        ann.types_sub(&Channel::default(), "content", "show", "article", "bea")
            .choices()
            .await
            .is_empty()
    );

    let one = boss
        .sub(
            &Channel::default(),
            "content",
            "export",
            &article("beavers"),
        )
        .answer()
        .await;
    assert!(discord.attached(&one, "beavers.md").is_some());
    let all = boss
        .sub(&Channel::default(), "content", "export", &json!([]))
        .answer()
        .await;
    assert!(
        discord
            .attached(&all, "articles.zip")
            .unwrap()
            .starts_with(b"PK")
    );
    let reindexed = boss.slash(&Channel::default(), "reindex", &json!([]));
    let reindexed = reindexed
        .answer_when("an index", |message| text_of(message).contains("Done in"))
        .await;
    assert_says(&reindexed, "1 article");
    let panel = super::settings::panel(&boss).await;
    let audit = boss
        .presses(&Channel::default(), &panel, "Audit log")
        .answer()
        .await;
    for act in [
        "exported: all articles",
        "restored an older version",
        "removed an article",
        "rebuilt the index",
    ] {
        assert_says(&audit, act);
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_admins_the_second_looks_again_and_then_approves() {
    let discord = Discord::start("content-two-admins").await;
    let bot = Bot::start(&discord).await;
    let (ada, bob) = (discord.manager(2), discord.manager(3));
    let hands = async |who: &User, text: &str| {
        let text = format!("## What do beavers gnaw on all day?\nBeavers gnaw on {text}.");
        let file = Upload::new("beavers.md", text);
        who.hands(&Channel::default(), "content", "add", &file)
            .answer()
            .await
    };
    let (willow, poplar) = (hands(&ada, "willow").await, hands(&bob, "poplar").await);
    let is_done = |message: &Value| text_of(message).contains("Done in");
    let approves = async |who: &User, preview: &Value| {
        let approving = who.presses(&Channel::default(), preview, "Approve");
        approving.answer_when("an index", is_done).await
    };
    assert_says(&approves(&ada, &willow).await, "Approved");
    let again = bob
        .presses(&Channel::default(), &poplar, "Approve")
        .answer()
        .await;
    assert_eq!(again["id"], poplar["id"]);
    assert_says(&again, "changed that article in the meantime");
    assert_says(&again, "replaces version 1");
    // Who has not seen that is shown it too, whatever others have looked at.
    let unseen = bob
        .presses(&Channel::default(), &poplar, "Approve")
        .answer()
        .await;
    assert_says(&unseen, "replaces version 1");
    assert_says(&approves(&bob, &again).await, "as version 2");
    let ann = discord.user(1);
    let answer = ann
        .slash_asks(&Channel::default(), "what do beavers gnaw on")
        .answer()
        .await;
    assert_says(&answer, "poplar");

    // An article that was removed meanwhile comes back the same way.
    let oak = hands(&ada, "oak").await;
    let removing = bob.sub(
        &Channel::default(),
        "content",
        "remove",
        &article("beavers"),
    );
    removing.answer_when("an index", is_done).await;
    let again = ada
        .presses(&Channel::default(), &oak, "Approve")
        .answer()
        .await;
    assert_says(&again, "removed that article in the meantime");
    assert_says(&again, "a new article");
    assert_says(&approves(&ada, &again).await, "Approved");
    bot.end().await;
}
