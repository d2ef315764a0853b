//! `/settings` as an admin uses it: each takes effect where it should, is checked, and stands in the log.

use serde_json::{Value, json};

use super::{Bot, FISH, QUESTION, assert_says, is_private};
use crate::fake_discord::{Channel, Discord, page_of};

fn option(kind: u8, name: &str, value: &Value) -> Value {
    json!([{"name": name, "type": kind, "value": value}])
}

#[expect(clippy::too_many_lines, reason = "one story, told in order")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settings_take_effect_and_are_written_down() {
    let discord = Discord::start("settings").await;
    let bot = Bot::start(&discord).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    let set = |name: &str, options: Value| {
        let (boss, name) = (boss.clone(), name.to_owned());
        async move {
            boss.sub(&Channel::default(), "settings", &name, &options)
                .answer()
                .await
        }
    };
    let shown = set("show", json!([])).await;
    assert!(is_private(&shown));
    for words in [
        "Channels I answer in: all",
        "for everyone in the channel",
        "(default)",
    ] {
        assert_says(&shown, words);
    }
    assert_says(
        &ann.sub(&Channel::default(), "settings", "show", &json!([]))
            .answer()
            .await,
        "Manage Server",
    );

    // Private by default, unless the asker says otherwise.
    set("private", option(5, "by-default", &json!(true))).await;
    assert!(is_private(
        &ann.slash_asks(&Channel::default(), QUESTION).answer().await
    ));
    let open = json!([
        {"name": "question", "type": 3, "value": QUESTION}, {"name": "private", "type": 5, "value": false},
    ]);
    assert!(!is_private(
        &ann.slash(&Channel::default(), "ask", &open).answer().await
    ));
    assert!(!is_private(
        &ann.slash_asks(&Channel::in_guild(5_000_000_000_000_000_002, 9), QUESTION)
            .answer()
            .await
    ));
    set("private", option(5, "by-default", &json!(false))).await;

    // Channels: elsewhere it answers privately, and a mention not at all; threads go with their channel.
    let thread = Channel::thread(8_000_000_000_000_000_077, "otters");
    let allowed = thread.parent.unwrap();
    let told = set("channel", option(7, "channel", &json!(allowed.to_string()))).await;
    assert_says(&told, &format!("<#{allowed}>"));
    assert!(is_private(
        &ann.slash_asks(&Channel::default(), QUESTION).answer().await
    ));
    ann.asks(&Channel::default(), QUESTION);
    assert!(!is_private(
        &ann.slash_asks(&thread, QUESTION).answer().await
    ));
    let bot = bot.restart(&discord).await;
    assert!(is_private(
        &ann.slash_asks(&Channel::default(), QUESTION).answer().await
    ));
    assert_says(&set("channel", json!([])).await, "now: all");
    assert_says(
        &discord
            .reply_to(ann.asks(&Channel::default(), QUESTION))
            .await,
        FISH,
    );
    let mentions = discord.requests();
    let answers = mentions
        .iter()
        .filter(|request| request.path.ends_with("/messages"));
    assert_eq!(
        answers.count(),
        1,
        "a mention in another channel was answered"
    );

    // Sureness: of these tests' library nothing is certain.
    assert_says(&set("sure", option(4, "percent", &json!(99))).await, "99 %");
    let unsure = ann
        .slash_asks(&Channel::default(), "how many teeth has an otter")
        .answer()
        .await;
    assert_eq!(page_of(&unsure), None, "{unsure:#}");
    assert_says(&set("sure", json!([])).await, "(default)");
    assert_says(
        &set("sure", option(4, "percent", &json!(500))).await,
        "can't be used",
    );

    // A cooldown of one's own.
    assert_says(
        &set("cooldown", option(4, "seconds", &json!(3_600))).await,
        "3600 seconds",
    );
    let bob = discord.user(9);
    assert_says(
        &bob.slash_asks(&Channel::default(), QUESTION).answer().await,
        FISH,
    );
    let hasty = bob.slash_asks(&Channel::default(), QUESTION).answer().await;
    assert_says(&hasty, "60 minutes");
    set("cooldown", json!([])).await;
    assert_says(
        &bob.slash_asks(&Channel::default(), QUESTION).answer().await,
        FISH,
    );

    // A role that manages, and does not spread itself.
    let told = set("role", option(8, "role", &json!("700"))).await;
    assert_says(&told, "<@&700>");
    let helper = ann.with_role(700);
    assert_says(
        &helper
            .sub(&Channel::default(), "content", "list", &json!([]))
            .answer()
            .await,
        "no articles of its own",
    );
    let spread = helper.sub(
        &Channel::default(),
        "settings",
        "role",
        &option(8, "role", &json!("701")),
    );
    assert_says(
        &spread.answer().await,
        "You need the Manage Server permission for that.",
    );
    let elsewhere = Channel::in_guild(5_000_000_000_000_000_002, 9);
    assert_says(
        &helper
            .sub(&elsewhere, "content", "list", &json!([]))
            .answer()
            .await,
        "Manage Server",
    );
    let off = json!([
        {"name": "role", "type": 8, "value": "700"}, {"name": "manages", "type": 5, "value": false},
    ]);
    set("role", off).await;
    assert_says(
        &helper
            .sub(&Channel::default(), "content", "list", &json!([]))
            .answer()
            .await,
        "Manage Server",
    );

    // All of it in the log, newest first, ten on a page.
    set("sure", option(4, "percent", &json!(60))).await;
    let audit = set("audit", json!([])).await;
    assert_says(&audit, "changed a setting: manager_roles = []");
    assert_says(&audit, "<t:");
    let older = boss
        .presses(&Channel::default(), &audit, "Next")
        .answer()
        .await;
    assert_says(&older, "visibility = \"private\"");
    bot.end().await;
}
