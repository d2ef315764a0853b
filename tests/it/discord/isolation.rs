//! What is one guild's is out of every other one's reach, on every way in.

use engram::render::discord::{ArticleKey, ManageButton};
use serde_json::{Value, json};

use super::content::{BEAVERS, adds, article, other_guild};
use super::{Bot, assert_says, text_of};
use crate::fake_discord::{Channel, Discord, Upload, parts};

#[expect(clippy::too_many_lines, reason = "one story, told in order")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_guild_is_out_of_reach() {
    let discord = Discord::start("content-isolation").await;
    let bot = Bot::start(&discord).await;
    let (boss, mallory) = (discord.manager(2), discord.manager(3));
    let preview = boss
        .hands(
            &Channel::default(),
            "content",
            "add",
            &Upload::new(
                "plans.md",
                "## What is our secret plan?\nThe secret plan is marmalade.",
            ),
        )
        .answer()
        .await;
    adds(
        &boss,
        &Channel::default(),
        &Upload::new("beavers.md", BEAVERS),
    )
    .await;
    let answer = boss
        .slash_asks(&Channel::default(), "what do beavers gnaw on")
        .answer()
        .await;
    let there = other_guild();
    let ids: Vec<&str> = parts(&answer)
        .filter_map(|part| part["custom_id"].as_str())
        .collect();
    assert!(ids.len() > 5, "{answer:#}");
    let hidden = |message: &Value| {
        let text = text_of(message);
        assert!(
            !text.contains("willow") && !text.contains("marmalade"),
            "{message:#}"
        );
        assert!(message["attachments"].as_array().is_none_or(Vec::is_empty));
    };
    // Buttons of answers, with the message of the other guild made up in this one.
    for id in &ids {
        let mut forged = answer.clone();
        let said = forged["components"][0]["components"]
            .as_array_mut()
            .unwrap();
        for text in said
            .iter_mut()
            .filter(|part| part["type"] == 10 && part["id"].is_null())
        {
            text["content"] = json!("…");
        }
        hidden(&mallory.presses_id(&there, &forged, id).answer().await);
    }
    // Components for managers, by every id, on a message of this guild's own.
    let made_up = mallory
        .sub(&there, "content", "list", &json!([]))
        .answer()
        .await;
    let draft = preview["components"][0]["components"][0]["custom_id"]
        .as_str()
        .unwrap();
    let beavers = ArticleKey::of("beavers");
    let (version, expected, page) = (1, 1, 0);
    let buttons = [
        ManageButton::Discard { draft: 1 },
        ManageButton::History {
            article: beavers,
            page,
        },
        ManageButton::RollBack {
            article: beavers,
            to: version,
            expected,
        },
        ManageButton::Remove {
            article: beavers,
            expected,
        },
        ManageButton::Gaps { page },
        ManageButton::Audit { page },
        ManageButton::Taught { page },
        ManageButton::Solve { gap: 1 },
    ];
    let ids = buttons.map(ManageButton::to_custom_id);
    for id in ids.iter().map(String::as_str).chain([draft]) {
        hidden(&mallory.presses_id(&there, &made_up, id).answer().await);
    }
    for (menu, value) in [
        (ManageButton::OpenDraft, "1"),
        (ManageButton::OpenArticle, "beavers"),
        (ManageButton::OpenVersion { article: beavers }, "1"),
        (ManageButton::OpenGap, "1"),
        (ManageButton::Unteach, "1"),
        (ManageButton::TeachWording { gap: 1 }, "1"),
        (ManageButton::TeachNotCovered { gap: 1 }, "1"),
    ] {
        let id = menu.to_custom_id();
        hidden(
            &mallory
                .picks_value(&there, &made_up, &id, value)
                .answer()
                .await,
        );
    }
    // Options of commands.
    for subcommand in ["show", "history", "remove", "export"] {
        hidden(
            &mallory
                .sub(&there, "content", subcommand, &article("beavers"))
                .answer()
                .await,
        );
    }
    hidden(&mallory.sub(&there, "content", "rollback", &json!([
        {"name": "article", "type": 3, "value": "beavers"}, {"name": "version", "type": 4, "value": 1},
    ])).answer().await);
    for place in [&there, &Channel::dm(), &Channel::elsewhere()] {
        hidden(
            &mallory
                .slash_asks(place, "what do beavers gnaw on")
                .answer()
                .await,
        );
        let typed = mallory
            .types(place, "ask", "question", "beavers gnaw")
            .choices()
            .await;
        assert!(!json!(typed).to_string().contains("beaver"), "{typed:?}");
        let typed = mallory
            .types(place, "articles", "article", "beav")
            .choices()
            .await;
        assert!(typed.is_empty(), "{typed:?}");
        let typed = mallory
            .types_sub(place, "content", "show", "article", "")
            .choices()
            .await;
        assert!(typed.is_empty(), "{typed:?}");
    }
    // The value that autocomplete gives in the one guild, typed in the other.
    let own = boss
        .types(&Channel::default(), "ask", "question", "beavers gnaw")
        .choices()
        .await;
    hidden(
        &mallory
            .slash_asks(&there, own[0]["value"].as_str().unwrap())
            .answer()
            .await,
    );
    let opened = json!([{"name": "article", "type": 3,
        "value": boss.types(&Channel::default(), "articles", "article", "beav").choices().await[0]["value"]}]);
    hidden(&mallory.slash(&there, "articles", &opened).answer().await);
    for command in ["gaps", "stats", "settings"] {
        let interaction = match command {
            "gaps" => mallory.sub(&there, "gaps", "list", &json!([])),
            "stats" => mallory.slash(&there, "stats", &json!([])),
            _ => mallory.slash(&there, "settings", &json!([])),
        };
        let message = interaction.answer().await;
        assert!(!text_of(&message).contains("eaver"), "{message:#}");
    }
    // All of it is there still, where it belongs.
    let listed = boss
        .sub(&Channel::default(), "content", "list", &json!([]))
        .answer()
        .await;
    assert_says(&listed, "beavers");
    assert_says(&listed, "1 draft is waiting for approval.");
    bot.end().await;
}
