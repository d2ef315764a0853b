//! Questions without a good answer, from the asking to the teaching.

use engram::answer::Thresholds;
use engram::article::{GuildId, UserId};
use engram::render::discord::{CustomId, ManageButton};
use engram::store::{GapReason, NewGap};
use serde_json::{Value, json};

use super::{
    Bot, Folders, QUESTION, assert_says, both_ways, dislikes, is_private, settings, text_of,
};
use crate::fake_discord::{Channel, Discord, GUILD, Transport};

both_ways!(gaps_are_grouped_taught_and_closed,);

/// Nothing is sure enough to be an answer.
pub(super) const UNSURE: Thresholds = Thresholds {
    answer_at: 1.0,
    closest_at: 1.0,
};

async fn gaps_are_grouped_taught_and_closed(transport: Transport) {
    let discord = Discord::start_as("gaps", transport).await;
    let bot = Bot::start_sure(&discord, UNSURE).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    let gaps = |subcommand: &str| {
        let (boss, subcommand) = (boss.clone(), subcommand.to_owned());
        async move {
            boss.sub(&Channel::default(), "gaps", &subcommand, &json!([]))
                .answer()
                .await
        }
    };
    assert_says(&gaps("list").await, "every question here had an answer");
    for question in [
        "=cmd how do otters play chess",
        "=cmd how do otters play chess",
        "@everyone who painted the otter",
    ] {
        ann.slash_asks(&Channel::default(), question).answer().await;
    }
    assert_says(
        &ann.sub(&Channel::default(), "gaps", "list", &json!([]))
            .answer()
            .await,
        "Manage Server",
    );
    let list = gaps("list").await;
    assert!(is_private(&list));
    assert_says(&list, "3 questions in all");
    assert_says(&list, "2 without an answer");
    let table = gaps("export").await;
    let csv = String::from_utf8(discord.attached(&table, "gaps.csv").unwrap()).unwrap();
    assert!(csv.contains("'=cmd how do otters play chess"), "{csv}");
    assert!(csv.contains("'@everyone"), "{csv}");

    // The largest group first; a section answers it.
    let group = boss
        .chooses(&Channel::default(), &list, "Look at one", 0)
        .answer()
        .await;
    assert_says(&group, "play chess");
    let taught = boss
        .chooses(&Channel::default(), &group, "This section answers it", 0)
        .answer()
        .await;
    assert_says(&taught, "is answered by the section you chose");
    assert_says(&taught, "2 questions closed");
    let list = boss
        .presses(&Channel::default(), &taught, "All questions")
        .answer()
        .await;
    assert_says(&list, "1 question in all");
    // A stale component is told kindly.
    let stale = boss
        .presses(&Channel::default(), &group, "Mark as solved")
        .answer()
        .await;
    assert_says(&stale, "already closed");
    let group = boss
        .chooses(&Channel::default(), &list, "Look at one", 0)
        .answer()
        .await;
    let not_covered = boss
        .chooses(
            &Channel::default(),
            &group,
            "The articles don't cover it",
            0,
        )
        .answer()
        .await;
    assert_says(&not_covered, "is not covered by the articles");

    // What was taught outlives a restart, stands in the log, and can be taken back.
    let bot = bot.restart(&discord).await;
    let known = gaps("taught").await;
    assert_says(&known, "not covered:");
    assert_says(&known, "answered by otters#");
    let back = boss
        .chooses(&Channel::default(), &known, "Undo one", 0)
        .answer()
        .await;
    assert_says(&back, "Undone");
    let audit = boss
        .presses(
            &Channel::default(),
            &super::settings::panel(&boss).await,
            "Audit log",
        )
        .answer()
        .await;
    for act in [
        "taught me: otters#",
        "undid something I was taught",
        "exported: gaps",
    ] {
        assert_says(&audit, act);
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_taught_counts_at_once_and_in_its_guild_alone() {
    let discord = Discord::start("taught").await;
    let half = Thresholds {
        answer_at: 0.5,
        closest_at: 0.5,
    };
    let bot = Bot::start_sure(&discord, half).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    let question = "zzyzx quux of the lutrine";
    let before = ann.slash_asks(&Channel::default(), question).answer().await;
    assert!(!text_of(&before).contains("forty metres"), "{before:#}");
    let list = boss
        .sub(&Channel::default(), "gaps", "list", &json!([]))
        .answer()
        .await;
    let group = boss
        .chooses(&Channel::default(), &list, "Look at one", 0)
        .answer()
        .await;
    // The section with the answer may stand anywhere in the menu, or be none of the nearest.
    let choice = boss
        .types(
            &Channel::default(),
            "ask",
            "question",
            "how deep do otters dive",
        )
        .choices()
        .await;
    let key = choice[0]["value"]
        .as_str()
        .unwrap()
        .trim_start_matches("§2")
        .to_owned();
    let menu = group["components"][0]["components"][0]["custom_id"]
        .as_str()
        .unwrap();
    let menu = match CustomId::from_text(menu) {
        Ok(CustomId::Manage(ManageButton::TeachNotCovered { gap })) => {
            ManageButton::TeachWording { gap }.to_custom_id()
        }
        _ => menu.to_owned(),
    };
    let taught = boss
        .picks_value(&Channel::default(), &group, &menu, &key)
        .answer()
        .await;
    assert_says(&taught, "It's in effect now");
    let after = ann.slash_asks(&Channel::default(), question).answer().await;
    assert_says(&after, "forty metres");
    let elsewhere = Channel::in_guild(5_000_000_000_000_000_002, 9);
    let there = ann.slash_asks(&elsewhere, question).answer().await;
    assert!(!text_of(&there).contains("forty metres"), "{there:#}");
    bot.end().await;
}

/// In a small library anything is an answer; a gap is put there by hand.
async fn keep_gap(folders: &Folders, guild: Option<GuildId>, question: &str) {
    let store = folders.store().await;
    let gap = NewGap {
        guild,
        asker: store.pseudonym(UserId(1)),
        question,
        reason: GapReason::Nothing,
        nearest: &[],
        missing: None,
    };
    store.record_gap(&gap).await.unwrap();
    store.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn articles_for_all_close_the_gaps_they_answer_everywhere() {
    let discord = Discord::start("gaps-closed-everywhere").await;
    let boss = discord.manager(2);
    let folders = Folders::new();
    let elsewhere = Some(GuildId(5_000_000_000_000_000_002));
    keep_gap(&folders, elsewhere, "how deep do otters dive").await;
    keep_gap(&folders, None, "what do otters eat").await;
    let bot = Bot::launch(settings(&discord), folders.clone());
    bot.connected(&discord, 1).await;
    let shared = json!([{"name": "library", "type": 3, "value": "shared"}]);
    let done = boss
        .slash(&Channel::default(), "reindex", &shared)
        .answer_when("a report", |message| text_of(message).contains("Done in"))
        .await;
    assert_says(&done, "2 questions that had no answer now have one");
    bot.end().await;
    assert_eq!(folders.store().await.guilds_with_gaps().await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_content_closes_the_gaps_it_answers() {
    let discord = Discord::start("gaps-closed").await;
    let bot = Bot::start(&discord).await;
    let boss = discord.manager(2);
    let (settings, folders) = bot.end().await;
    keep_gap(&folders, Some(GuildId(GUILD)), "what do capybaras munch").await;
    let bot = Bot::launch(settings, folders);
    discord.sessions(2).await;
    let file = crate::fake_discord::Upload::new(
        "capybaras.md",
        "## What do capybaras munch?\nCapybaras munch on grass and water plants.\n",
    );
    let preview = boss
        .hands(&Channel::default(), "content", "add", &file)
        .answer()
        .await;
    let done = boss.presses(&Channel::default(), &preview, "Approve");
    let done = done
        .answer_when("an index", |message| text_of(message).contains("Done in"))
        .await;
    assert_says(&done, "now has one; I closed its gap");
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
async fn any_section_can_be_taught_and_only_what_was_shown_is_closed() {
    let discord = Discord::start("gaps-teach").await;
    let bot = Bot::start_sure(&discord, UNSURE).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    let asks = async |question: &str| ann.slash_asks(&Channel::default(), question).answer().await;
    for question in ["zzyzx quux of the lutrine", "who painted the otter"] {
        asks(question).await;
    }
    let offered = async |option: &str, typed: &str| {
        boss.types_sub(&Channel::default(), "gaps", "teach", option, typed)
            .choices()
            .await
    };
    let teaches = async |question: &Value, section: &Value| {
        let options = json!([
            {"name": "question", "type": 3, "value": question},
            {"name": "section", "type": 3, "value": section},
        ]);
        boss.sub(&Channel::default(), "gaps", "teach", &options)
            .answer()
            .await
    };
    let list = async || {
        boss.sub(&Channel::default(), "gaps", "list", &json!([]))
            .answer()
            .await
    };
    // The questions are written behind the answers; the list waits for them.
    let listed = list().await;
    assert_says(&listed, "2 questions in all");
    let question = &offered("question", "zzy").await[0];
    assert_eq!(question["name"], "zzyzx quux of the lutrine");
    let section = &offered("section", "how deep").await[0];
    assert_eq!(
        section["name"],
        "Otters › How deep do otters dive for food?"
    );
    let nobody = ann.types_sub(&Channel::default(), "gaps", "teach", "question", "zzy");
    assert!(nobody.choices().await.is_empty());
    assert_says(
        &teaches(&question["value"], &json!("no such heading")).await,
        "I don't know that section",
    );
    let taught = teaches(&question["value"], &section["value"]).await;
    assert!(is_private(&taught));
    assert_says(&taught, "1 question closed");
    assert_says(&asks("zzyzx quux of the lutrine").await, "forty metres");
    assert_says(
        &teaches(&json!("nobody asked that"), &section["value"]).await,
        "already closed",
    );

    // What comes after a group was shown was neither seen nor taught.
    let group = boss
        .chooses(&Channel::default(), &list().await, "Look at one", 0)
        .answer()
        .await;
    asks("who painted the otter!").await;
    list().await;
    let taught = boss
        .chooses(
            &Channel::default(),
            &group,
            "The articles don't cover it",
            0,
        )
        .answer()
        .await;
    assert_says(&taught, "1 question closed. 1 like it stays open");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gap_is_closed_by_what_the_server_takes_for_an_answer() {
    let discord = Discord::start("gaps-sure").await;
    let folders = super::Folders::new();
    let store = folders.store().await;
    let sure = engram::store::SettingChange::AnswerAt(Some(0.99));
    let (guild, by) = (GuildId(GUILD), UserId(2));
    store.set(guild, &sure, by).await.unwrap();
    let bot = Bot::launch(super::settings(&discord), folders);
    bot.connected(&discord, 1).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    ann.slash_asks(&Channel::default(), "what about the zoo")
        .answer()
        .await;
    let done = boss.slash(&Channel::default(), "reindex", &json!([]));
    let done = done
        .answer_when("an index", |message| text_of(message).contains("Done in"))
        .await;
    assert!(!text_of(&done).contains("an answer now"), "{done:#}");
    let list = boss
        .sub(&Channel::default(), "gaps", "list", &json!([]))
        .answer()
        .await;
    assert_says(&list, "1 question in all");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_missing_goes_to_the_gap() {
    let discord = Discord::start("missing").await;
    let bot = Bot::start(&discord).await;
    let (ann, boss, place) = (discord.user(1), discord.manager(2), Channel::default());
    let answer = ann.slash_asks(&place, QUESTION).answer().await;
    // The vote counts once the window is open, whether or not it is sent off.
    ann.presses(&place, &answer, "Not helpful").callback().await;
    let stats = boss.slash(&place, "stats", &json!([])).answer().await;
    assert_says(&stats, "1 vote: 0 helpful (0 %), 1 not");
    let thanks = dislikes(&ann, &place, &answer, "  how *much* they eat ").await;
    assert!(is_private(&thanks));
    assert_says(&thanks, "fall short");
    let list = async || boss.sub(&place, "gaps", "list", &json!([])).answer().await;
    let group = boss.chooses(&place, &list().await, "Look at one", 0);
    let group = group.answer().await;
    assert_says(&group, "1 answered, and not helpful");
    assert_says(&group, "missing: how *much* they eat");
    // Someone else's is a gap of its own; what is said later takes the place of what was said before.
    dislikes(&discord.user(3), &place, &answer, "the source").await;
    dislikes(&discord.user(3), &place, &answer, "a picture").await;
    let group = boss.chooses(&place, &list().await, "Look at one", 0);
    let group = group.answer().await;
    assert_says(&group, "missing: a picture");
    assert_says(&group, "missing: how *much* they eat");
    assert!(!text_of(&group).contains("the source"));
    // Once the answer has changed, there is nothing to say of it.
    let opened = ann.presses(&place, &answer, "Not helpful");
    opened.callback().await;
    std::fs::remove_file(bot.folders.content.path().join("articles/otters.md")).unwrap();
    let shared = json!([{"name": "library", "type": 3, "value": "shared"}]);
    let reindex = boss.slash(&place, "reindex", &shared);
    reindex
        .answer_when("a report", |message| {
            let text = text_of(message);
            text.contains("Removed: otters") || text.contains("Nothing has changed")
        })
        .await;
    let late = ann.submits_on(&place, &answer, &opened, &[("missing", "it")]);
    assert_says(&late.await.answer().await, "out of date");
    let press = ann.presses(&place, &answer, "Not helpful").answer().await;
    assert_says(&press, "out of date");
    bot.end().await;
}
