//! `/content` as an admin changes it in windows: several files at once, editing, drafts, search.

use serde_json::{Value, json};

use super::content::{BEAVERS, adds, article};
use super::{Bot, assert_says, both_ways, is_private, text_of};
use crate::fake_discord::{Channel, Discord, Interaction, Transport, Upload, User, button, parts};

both_ways!(
    a_short_article_is_edited_in_a_window,
    several_files_are_handed_over_at_once,
);

fn is_done(message: &Value) -> bool {
    text_of(message).contains("Done in")
}

async fn a_short_article_is_edited_in_a_window(transport: Transport) {
    let discord = Discord::start_as("content-edit", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, ada, bob) = (discord.user(1), discord.manager(2), discord.manager(3));
    let place = Channel::default();
    adds(&ada, &place, &Upload::new("beavers.md", BEAVERS)).await;
    let edits = async |who: &User| {
        let opened = who.sub(&place, "content", "edit", &article("beavers"));
        let callback = opened.callback().await;
        assert_eq!(callback["type"], 9, "{callback:#}");
        let field = &callback["data"]["components"][0]["component"];
        (opened, field["value"].as_str().unwrap().to_owned())
    };
    assert_says(
        &ann.sub(&place, "content", "edit", &article("beavers"))
            .answer()
            .await,
        "Manage Server",
    );
    let (first, text) = edits(&ada).await;
    assert!(text.contains("willow and poplar"), "{text}");
    let (second, _) = edits(&bob).await;
    let submits = async |who: &User, opened: &Interaction, text: &str| {
        let sent = who.submits(&place, opened, &[("text", text)]).await;
        sent.answer().await
    };
    // Sent as it was, it changes nothing.
    assert_says(&submits(&ada, &first, &text).await, "still the same");
    let preview = submits(&ada, &first, &text.replace("poplar", "birch")).await;
    assert!(is_private(&preview));
    assert_says(&preview, "replaces version 1");
    let approving = ada.presses(&place, &preview, "Approve");
    assert_says(
        &approving.answer_when("an index", is_done).await,
        "as version 2",
    );
    // Someone who has opened the text before that is told, and sees what goes.
    let late = submits(&bob, &second, &text.replace("poplar", "oak")).await;
    assert_says(&late, "changed that article in the meantime");
    assert_says(&late, "replaces version 2");
    let answer = ann.slash_asks(&place, "what do beavers gnaw on");
    assert_says(&answer.answer().await, "birch");
    let approving = bob.presses(&place, &late, "Approve");
    approving.answer_when("an index", is_done).await;
    let answer = ann.slash_asks(&place, "what do beavers gnaw on");
    assert_says(&answer.answer().await, "oak");
    // The text may call itself something else: it stays the article that was opened.
    let (third, text) = edits(&ada).await;
    let renamed = text.replace("slug = \"beavers\"", "slug = \"otters\"");
    let renamed = format!("{renamed}\n\n## Where do beavers live?\nBeavers live in lodges.\n");
    let preview = submits(&ada, &third, &renamed).await;
    assert_says(&preview, "`beavers`, replaces version 3");
    // From the article's own message, and after it is gone.
    let shown = ada.sub(&place, "content", "show", &article("beavers"));
    let shown = shown.answer().await;
    let opened = ada.presses(&place, &shown, "Edit");
    assert_eq!(opened.callback().await["type"], 9);
    let removing = ada.sub(&place, "content", "remove", &article("beavers"));
    removing.answer_when("an index", is_done).await;
    assert_says(
        &ada.presses(&place, &shown, "Edit").answer().await,
        "no such article",
    );
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_article_is_handed_out_as_a_file() {
    let discord = Discord::start("content-edit-long").await;
    let bot = Bot::start(&discord).await;
    let boss = discord.manager(2);
    let place = Channel::default();
    let long = format!(
        "{BEAVERS}\n{}",
        "Beavers build dams of wood and mud. ".repeat(120)
    );
    adds(&boss, &place, &Upload::new("beavers.md", long)).await;
    let told = boss.sub(&place, "content", "edit", &article("beavers"));
    let told = told.answer().await;
    assert_says(&told, "is too long to edit here");
    let file = discord.attached(&told, "beavers.md").unwrap();
    assert!(String::from_utf8(file).unwrap().contains("wood and mud"));
    bot.end().await;
}

async fn several_files_are_handed_over_at_once(transport: Transport) {
    let discord = Discord::start_as("content-files", transport).await;
    let bot = Bot::start(&discord).await;
    let boss = discord.manager(2);
    let place = Channel::default();
    let opens = || boss.sub(&place, "content", "add", &json!([]));
    let file = |name: &str, text: &str| Upload::new(name, text.as_bytes());
    let opened = opens();
    let nothing = [("title", ""), ("text", " ")];
    let told = boss.submits_files(&place, &opened, &nothing, &[]).await;
    assert_says(&told.answer().await, "nothing to add");
    // One file alone is previewed.
    let one = [file("beavers.md", BEAVERS)];
    let preview = boss.submits_files(&place, &opened, &nothing, &one).await;
    let preview = preview.answer().await;
    assert_says(&preview, "a new article, 2 sections and 2 passages");
    boss.presses(&place, &preview, "Cancel").answer().await;
    // Of several and a typed text, each is a draft; what cannot be taken is named.
    let opened = opens();
    let typed = [
        ("title", ""),
        ("text", "## Where do weasels nest?\nIn old burrows."),
    ];
    let files = [
        file("beavers.md", BEAVERS),
        file(
            "badgers.txt",
            "Badgers\n\nBadgers dig setts with many rooms under the roots of trees.",
        ),
        file("otter.png", "no article"),
        file("empty.md", ""),
    ];
    let list = boss.submits_files(&place, &opened, &typed, &files).await;
    let list = list.answer().await;
    assert!(is_private(&list));
    for words in [
        "3 drafts are waiting for approval",
        "Where do weasels nest?",
        "Beavers",
        "otter.png: I can't take that.",
        "empty.md: I can't take that. There is nothing in it.",
    ] {
        assert_says(&list, words);
    }
    let preview = boss
        .chooses(&place, &list, "Open a draft", 0)
        .answer()
        .await;
    assert_eq!(preview["id"], list["id"]);
    let back = boss.presses(&place, &preview, "All drafts").answer().await;
    assert_says(&back, "3 drafts are waiting");
    let again = boss
        .sub(&place, "content", "drafts", &json!([]))
        .answer()
        .await;
    assert_says(&again, "3 drafts are waiting");
    for _ in 0..3 {
        let list = boss
            .sub(&place, "content", "drafts", &json!([]))
            .answer()
            .await;
        let preview = boss
            .chooses(&place, &list, "Open a draft", 0)
            .answer()
            .await;
        boss.presses(&place, &preview, "Cancel").answer().await;
    }
    let none = boss
        .sub(&place, "content", "drafts", &json!([]))
        .answer()
        .await;
    assert_says(&none, "No drafts are waiting");
    assert_eq!(parts(&none).count(), 0);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn duplicates_come_first_and_the_list_is_searched() {
    let discord = Discord::start("content-search").await;
    let bot = Bot::start(&discord).await;
    let boss = discord.manager(2);
    let place = Channel::default();
    adds(&boss, &place, &Upload::new("beavers.md", BEAVERS)).await;
    let twin = BEAVERS.replace("# Beavers\n", "# Beavers again\n");
    let preview = boss
        .hands(&place, "content", "add", &Upload::new("twins.md", twin))
        .answer()
        .await;
    let text = text_of(&preview);
    let at = |words: &str| {
        text.find(words)
            .unwrap_or_else(|| panic!("no {words:?} in {text}"))
    };
    assert!(at("Possible duplicates") < at("Sections"), "{text}");
    let approving = boss.presses(&place, &preview, "Approve");
    approving.answer_when("an index", is_done).await;
    let search = async |words: &str| {
        let options = json!([{"name": "search", "type": 3, "value": words}]);
        boss.sub(&place, "content", "list", &options).answer().await
    };
    assert_says(&search("AGAIN beav").await, "1 article matches");
    let both = search("beavers").await;
    assert_says(&both, "2 articles match “beavers”");
    let opened = boss
        .chooses(&place, &both, "Open an article", 0)
        .answer()
        .await;
    assert!(button(&opened, "History").is_some());
    let none = search("*wolves*").await;
    assert_says(&none, "0 articles match");
    assert_eq!(parts(&none).count(), 0);
    bot.end().await;
}
