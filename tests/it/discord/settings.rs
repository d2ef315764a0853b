//! `/settings` as an admin uses it: one panel; each setting takes effect where it should, is checked, and stands in the
//! log.

use serde_json::{Value, json};

use super::{Bot, FISH, QUESTION, assert_says, both_ways, is_private};
use crate::fake_discord::{Channel, Discord, GUILD, Transport, User, button, page_of, parts};

both_ways!(settings_take_effect_and_are_written_down,);

/// Opens the panel.
pub(super) async fn panel(who: &User) -> Value {
    who.slash(&Channel::default(), "settings", &json!([]))
        .answer()
        .await
}

/// The labels of the options that are picked, of every menu from top to bottom.
pub(super) fn picked(panel: &Value) -> Vec<&str> {
    let options = parts(panel).flat_map(|part| part["options"].as_array().into_iter().flatten());
    let picked = options.filter(|option| option["default"] == true);
    picked
        .filter_map(|option| option["label"].as_str())
        .collect()
}

/// The ids that are picked in the menu with this placeholder.
fn ids(panel: &Value, placeholder: &str) -> Vec<u64> {
    let menu = parts(panel).find(|part| part["placeholder"] == placeholder);
    let values = menu.unwrap()["default_values"].as_array().unwrap().clone();
    let ids = values.iter().map(|value| value["id"].as_str().unwrap());
    ids.map(|id| id.parse().unwrap()).collect()
}

#[expect(clippy::too_many_lines, reason = "one story, told in order")]
async fn settings_take_effect_and_are_written_down(transport: Transport) {
    let discord = Discord::start_as("settings", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, boss, place) = (discord.user(1), discord.manager(2), Channel::default());
    let first = panel(&boss).await;
    assert!(is_private(&first));
    assert_eq!(
        picked(&first),
        // The cooldown of these tests is shorter than a tenth of a second.
        [
            "For everyone in the channel",
            "Balanced",
            "0 seconds (default)"
        ]
    );
    assert!(ids(&first, "All channels").is_empty());
    assert_says(&panel(&ann).await, "Manage Server");
    let switch = async |value: &str| {
        let changed = boss.switches(&place, &first, value).answer().await;
        assert_eq!(changed["id"], first["id"], "the panel itself changes");
        changed
    };

    // Private by default, unless the asker says otherwise.
    assert_eq!(picked(&switch("private").await)[0], "Only for the asker");
    assert!(is_private(&ann.slash_asks(&place, QUESTION).answer().await));
    let open = json!([
        {"name": "question", "type": 3, "value": QUESTION}, {"name": "private", "type": 5, "value": false},
    ]);
    assert!(!is_private(&ann.slash(&place, "ask", &open).answer().await));
    assert!(!is_private(
        &ann.slash_asks(&Channel::in_guild(5_000_000_000_000_000_002, 9), QUESTION)
            .answer()
            .await
    ));
    switch("public").await;

    // Channels: elsewhere it answers privately; threads go with their channel.
    let thread = Channel::thread(8_000_000_000_000_000_077, "otters");
    let allowed = thread.parent.unwrap();
    let select = async |placeholder: &str, picked: &[u64]| {
        boss.selects(&place, &first, placeholder, picked)
            .answer()
            .await
    };
    let changed = select("All channels", &[allowed]).await;
    assert_eq!(ids(&changed, "All channels"), [allowed]);
    assert!(is_private(&ann.slash_asks(&place, QUESTION).answer().await));
    assert!(!is_private(
        &ann.slash_asks(&thread, QUESTION).answer().await
    ));
    let bot = bot.restart(&discord).await;
    assert!(is_private(&ann.slash_asks(&place, QUESTION).answer().await));
    assert!(ids(&select("All channels", &[]).await, "All channels").is_empty());
    assert!(!is_private(
        &ann.slash_asks(&place, QUESTION).answer().await
    ));

    // Sureness: of these tests' library little is certain.
    assert_eq!(picked(&switch("careful").await)[1], "Careful");
    let unsure = ann
        .slash_asks(&place, "how many teeth has an otter")
        .answer()
        .await;
    assert_eq!(page_of(&unsure), None, "{unsure:#}");
    assert_eq!(picked(&switch("balanced").await)[1], "Balanced");

    // A cooldown of one's own.
    assert_eq!(picked(&switch("3600").await)[2], "60 minutes");
    let bob = discord.user(9);
    assert_says(&bob.slash_asks(&place, QUESTION).answer().await, FISH);
    let hasty = bob.slash_asks(&place, QUESTION).answer().await;
    assert_says(&hasty, "60 minutes");
    switch("default").await;
    assert_says(&bob.slash_asks(&place, QUESTION).answer().await, FISH);

    // A role that manages, and does not spread itself.
    let only = "Only members with Manage Server";
    let changed = select(only, &[700]).await;
    assert_eq!(ids(&changed, only), [700]);
    let helper = ann.with_role(700);
    let list = json!([]);
    assert_says(
        &helper.sub(&place, "content", "list", &list).answer().await,
        "no articles of its own",
    );
    let own = panel(&helper).await;
    let menu = parts(&own)
        .find(|part| part["placeholder"] == only)
        .unwrap();
    assert_eq!(menu["disabled"], true);
    let forged = (6, menu["custom_id"].as_str().unwrap());
    assert_says(
        &helper
            .selects_in(&place, &own, forged, &[701])
            .answer()
            .await,
        "You need the Manage Server permission for that.",
    );
    let everyone = boss.selects_in(&place, &first, forged, &[GUILD]);
    assert_says(&everyone.answer().await, "can't let everyone manage me");
    let elsewhere = Channel::in_guild(5_000_000_000_000_000_002, 9);
    assert_says(
        &helper
            .sub(&elsewhere, "content", "list", &list)
            .answer()
            .await,
        "Manage Server",
    );
    assert!(ids(&select(only, &[]).await, only).is_empty());
    assert_says(
        &helper.sub(&place, "content", "list", &list).answer().await,
        "Manage Server",
    );

    // A value that the panel does not offer.
    let menu = parts(&first).find(|part| part["options"][1]["value"] == "private");
    let menu = menu.unwrap()["custom_id"].as_str().unwrap();
    let forged = boss.picks_value(&place, &first, menu, "secret");
    assert_says(&forged.answer().await, "can't be used");
    // All of it in the log, newest first, ten on a page.
    let audit = boss.presses(&place, &first, "Audit log").answer().await;
    assert!(is_private(&audit) && audit["id"] != first["id"]);
    assert_says(&audit, "changed a setting: manager_roles = []");
    assert_says(&audit, "<t:");
    assert_says(&audit, "visibility = \"private\"");
    switch("private").await;
    let audit = boss.presses(&place, &first, "Audit log").answer().await;
    let older = boss.presses(&place, &audit, "Next").answer().await;
    assert_says(&older, "visibility = \"private\"");
    assert!(button(&older, "Previous").is_some());
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mention_in_another_channel_is_not_answered() {
    let discord = Discord::start("settings-mentions").await;
    let bot = Bot::start(&discord).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    let other = Channel::text(8_000_000_000_000_000_005);
    let panel = panel(&boss).await;
    boss.selects(&Channel::default(), &panel, "All channels", &[other.id])
        .answer()
        .await;
    let here = ann.asks(&Channel::default(), QUESTION);
    assert_says(&discord.reply_to(ann.asks(&other, QUESTION)).await, FISH);
    bot.end().await;
    assert!(discord.replies_to(here).is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_panel_is_in_the_language_of_its_reader() {
    let discord = Discord::start("settings-languages").await;
    let bot = Bot::start(&discord).await;
    let boss = discord.manager(2);
    for (locale, words) in [
        ("de", "Kanäle, in denen ich antworte"),
        ("es-ES", "Canales en los que respondo"),
        ("fr", "Salons où je réponds"),
        ("pt-BR", "Canais em que eu respondo"),
        ("nl", "Kanalen waarin ik antwoord"),
        ("it", "Canali in cui rispondo"),
        ("pl", "Kanały, na których odpowiadam"),
    ] {
        assert_says(&panel(&boss.speaking(locale)).await, words);
    }
    bot.end().await;
}
