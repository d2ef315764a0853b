//! The buttons under an answer, restarts and reindexing in between.

use engram::config::PageTurners;
use engram::render::discord::{Button, PassageKey};
use serde_json::{Value, json};

use super::content::adds;
use super::{
    Bot, FISH, QUESTION, assert_page, assert_says, both_ways, dislikes, is_private, settings_with,
    text_of,
};
use crate::fake_discord::{Channel, Discord, Transport, Upload, at_bot, button, page_of, parts};

both_ways!(
    pages_turn_after_a_restart_too,
    pages_go_by_the_end_of_a_long_question_too,
    only_the_asker_turns_the_pages_of_a_public_answer,
    everyone_turns_pages_where_that_is_set,
    a_private_answer_is_shared_and_votes_are_thanked_for,
    buttons_outlive_a_reindex_and_old_ones_say_so,
    related_questions_are_answered_for_those_who_pick_them,
    sides_that_disagree_are_short_and_can_be_read_in_full,
    a_long_quote_is_read_on_and_its_article_opened,
    the_asker_removes_a_public_answer,
    messages_of_the_form_before_cards_work_once_more,
);

async fn pages_turn_after_a_restart_too(transport: Transport) {
    let discord = Discord::start_as("pages", transport).await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let first = ann.slash_asks(&Channel::default(), QUESTION).answer().await;
    assert_page(&first, "1");
    assert_eq!(button(&first, "◀ Back").unwrap()["disabled"], true);
    let bot = bot.restart(&discord).await;
    let second = ann
        .presses(&Channel::default(), &first, "Next")
        .answer()
        .await;
    assert_eq!(second["id"], first["id"]);
    assert_page(&second, "2");
    let back = ann
        .presses(&Channel::default(), &second, "◀ Back")
        .answer()
        .await;
    assert_says(&back, FISH);

    let more = ann
        .presses(&Channel::default(), &back, "Context")
        .answer()
        .await;
    assert_says(&more, FISH);
    assert_says(&more, "densest fur");
    let less = ann
        .presses(&Channel::default(), &more, "Less context")
        .answer()
        .await;
    assert!(!text_of(&less).contains("densest fur"));

    let sources = ann
        .presses(&Channel::default(), &less, "Sources")
        .answer()
        .await;
    assert!(is_private(&sources));
    assert_says(&sources, "https://doi.org/10.1000/otter");
    bot.end().await;
}

async fn pages_go_by_the_end_of_a_long_question_too(transport: Transport) {
    let discord = Discord::start_as("long-question", transport).await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let long = format!("{} {QUESTION}?", "well, hello there, dear bot,".repeat(12));
    let first = ann.slash_asks(&Channel::default(), &long).answer().await;
    assert_says(&first, FISH);
    let second = ann
        .presses(&Channel::default(), &first, "Next")
        .answer()
        .await;
    let back = ann
        .presses(&Channel::default(), &second, "◀ Back")
        .answer()
        .await;
    assert_says(&back, FISH);
    assert_says(&back, &format!("dear bot, {QUESTION}?"));
    bot.end().await;
}

async fn only_the_asker_turns_the_pages_of_a_public_answer(transport: Transport) {
    let discord = Discord::start_as("turners", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, bob) = (discord.user(1), discord.user(2));
    let answer = ann.slash_asks(&Channel::default(), QUESTION).answer().await;
    let copy = bob
        .presses(&Channel::default(), &answer, "Next")
        .answer()
        .await;
    assert_ne!(copy["id"], answer["id"]);
    assert!(is_private(&copy));
    assert_page(&copy, "2");
    let id = answer["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(discord.message(id).unwrap(), answer);
    // In the copy the other one turns pages.
    let turned = bob
        .presses(&Channel::default(), &copy, "◀ Back")
        .answer()
        .await;
    assert_eq!(turned["id"], copy["id"]);
    assert_page(&turned, "1");
    bot.end().await;
}

async fn everyone_turns_pages_where_that_is_set(transport: Transport) {
    let discord = Discord::start_as("everyone", transport).await;
    let bot = Bot::start_with(
        &discord,
        settings_with(&discord, |settings| {
            settings.page_turners = PageTurners::Everyone;
        }),
    )
    .await;
    let (ann, bob) = (discord.user(1), discord.user(2));
    let answer = ann.slash_asks(&Channel::default(), QUESTION).answer().await;
    let turned = bob
        .presses(&Channel::default(), &answer, "Next")
        .answer()
        .await;
    assert_eq!(turned["id"], answer["id"]);
    assert_page(&turned, "2");
    bot.end().await;
}

async fn a_private_answer_is_shared_and_votes_are_thanked_for(transport: Transport) {
    let discord = Discord::start_as("share", transport).await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let options = json!([
        {"name": "question", "type": 3, "value": QUESTION}, {"name": "private", "type": 5, "value": true},
    ]);
    let private = ann
        .slash(&Channel::default(), "ask", &options)
        .answer()
        .await;
    let shared = ann
        .presses(&Channel::default(), &private, "Share")
        .answer()
        .await;
    assert!(!is_private(&shared));
    assert_says(&shared, FISH);
    assert!(button(&shared, "Share").is_none());
    let place = Channel::default();
    let thanked = ann.presses(&place, &shared, "Helpful").answer().await;
    assert!(is_private(&thanked));
    assert_says(&thanked, "Glad");
    let thanked = dislikes(&ann, &place, &shared, "").await;
    assert!(is_private(&thanked));
    assert_says(&thanked, "Thanks");
    bot.end().await;
}

async fn buttons_outlive_a_reindex_and_old_ones_say_so(transport: Transport) {
    let discord = Discord::start_as("stale", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    let answer = ann.slash_asks(&Channel::default(), QUESTION).answer().await;

    let shared = json!([{"name": "library", "type": 3, "value": "shared"}]);
    let reindex = boss.slash(&Channel::default(), "reindex", &shared);
    reindex
        .answer_when("a report", |message| text_of(message).contains("Done in"))
        .await;
    assert_page(
        &ann.presses(&Channel::default(), &answer, "Next")
            .answer()
            .await,
        "2",
    );

    std::fs::remove_file(bot.folders.content.path().join("articles/otters.md")).unwrap();
    let reindex = boss.slash(&Channel::default(), "reindex", &shared);
    reindex
        .answer_when("a report", |message| {
            // The watcher may have reread the files first.
            let text = text_of(message);
            text.contains("Removed: otters") || text.contains("Nothing has changed")
        })
        .await;
    let stale = ann
        .presses(&Channel::default(), &answer, "Sources")
        .answer()
        .await;
    assert!(is_private(&stale));
    assert_says(&stale, "Please ask again");
    let changed = ann
        .presses(&Channel::default(), &answer, "Next")
        .answer()
        .await;
    assert_says(&changed, "articles have changed");

    // Forged ones, and those of earlier versions, which wrote them in base 36.
    for id in [
        "9zwhatever",
        "2",
        "x",
        "1n1h6kswlzfw2kh.2.16",
        "mb1.1.beavers",
        "md1",
    ] {
        let unknown = boss
            .presses_id(&Channel::default(), &answer, id)
            .answer()
            .await;
        assert!(is_private(&unknown));
        assert_says(&unknown, "That button is out of date. Please ask again.");
    }
    bot.end().await;
}

async fn related_questions_are_answered_for_those_who_pick_them(transport: Transport) {
    let discord = Discord::start_as("related", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, bob, place) = (discord.user(1), discord.user(2), Channel::default());
    let answer = ann.slash_asks(&place, QUESTION).answer().await;
    let bot = bot.restart(&discord).await;
    let menu = parts(&answer).find(|part| part["placeholder"] == "Related questions");
    let mut options = menu.unwrap()["options"].as_array().unwrap().iter();
    let warm = "How do otters keep warm in cold water?";
    let at = options.position(|option| option["label"] == warm);
    for person in [&ann, &bob] {
        let picked = person.chooses(&place, &answer, "Related questions", at.unwrap());
        let related = picked.answer().await;
        assert_ne!(related["id"], answer["id"]);
        assert!(is_private(&related));
        assert_says(&related, "densest fur");
        assert_says(&related, warm);
        let shared = person.presses(&place, &related, "Share").answer().await;
        assert!(!is_private(&shared));
        assert_says(&shared, "densest fur");
    }
    bot.end().await;
}

async fn sides_that_disagree_are_short_and_can_be_read_in_full(transport: Transport) {
    let discord = Discord::start_as("disagreement", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, place) = (discord.user(1), Channel::default());
    let question = "how long do otters sleep each day";
    let answer = ann.slash_asks(&place, question).answer().await;
    for words in [
        "eleven hours",
        "fourteen hours",
        "Another passage says otherwise",
        "watched by day alone",
        "[Otter et al. 2020](<https://doi.org/10.1000/otter>) · contested evidence",
        "[Otter et al. 2020](<https://doi.org/10.1000/otter>) · moderate evidence",
    ] {
        assert_says(&answer, words);
    }
    let open = parts(&answer).filter(|part| part["label"] == "Read in full");
    let ids: Vec<&str> = open.filter_map(|part| part["custom_id"].as_str()).collect();
    assert_eq!(ids.len(), 2);
    for (id, words) in ids
        .into_iter()
        .zip(["afloat on their backs", "nothing hunts them"])
    {
        let read = ann.presses_id(&place, &answer, id).answer().await;
        assert!(is_private(&read));
        assert_says(&read, words);
    }
    let id = answer["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(discord.message(id).unwrap(), answer);
    bot.end().await;
}

async fn a_long_quote_is_read_on_and_its_article_opened(transport: Transport) {
    let discord = Discord::start_as("read-on", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, boss, place) = (discord.user(1), discord.manager(2), Channel::default());
    let long = "They run through the tall grass beside the river until the sun is up. ".repeat(14);
    let text = format!(
        "# Weasels\n\n## When do weasels play?\nWeasels play at dawn. {long}\n\n## Where do weasels live?\nIn holes.\n"
    );
    adds(&boss, &place, &Upload::new("weasels.md", text)).await;
    let folded = ann
        .slash_asks(&place, "when do weasels play")
        .answer()
        .await;
    assert_says(&folded, "Weasels play at dawn.");
    let length = |message: &Value| text_of(message).len();
    assert!(length(&folded) < 700, "{folded:#}");
    assert!(button(&folded, "Context").is_none());
    let whole = ann.presses(&place, &folded, "Read on").answer().await;
    assert_eq!(whole["id"], folded["id"]);
    assert!(length(&whole) > 1_000, "{whole:#}");
    assert!(!text_of(&whole).contains("In holes"));
    let around = ann.presses(&place, &whole, "Context").answer().await;
    assert_says(&around, "In holes");
    let less = ann.presses(&place, &around, "Less context").answer().await;
    assert_eq!(text_of(&less), text_of(&folded));
    // The article opens beside the answer, which stays as it is.
    let opened = ann.presses(&place, &less, "Read article").answer().await;
    assert!(is_private(&opened) && opened["id"] != less["id"]);
    let next = ann.presses(&place, &opened, "Next").answer().await;
    assert_says(&next, "In holes");
    bot.end().await;
}

async fn the_asker_removes_a_public_answer(transport: Transport) {
    let discord = Discord::start_as("remove", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, bob, place) = (discord.user(1), discord.user(2), Channel::default());
    let gone = async |answer: &Value| {
        let id = answer["id"].as_str().unwrap().parse().unwrap();
        let what = "the answer gone";
        let is_gone = |message: Option<&Value>| message.is_none().then_some(());
        discord.message_when(what, id, is_gone).await;
    };
    let slash = ann.slash_asks(&place, QUESTION).answer().await;
    let word = bob.presses(&place, &slash, "Remove").answer().await;
    assert!(is_private(&word));
    assert_says(&word, "Only the person who asked");
    ann.presses(&place, &slash, "Remove");
    gone(&slash).await;
    // Where only the asker sees it, there is nothing to remove.
    let private = json!([
        {"name": "question", "type": 3, "value": QUESTION}, {"name": "private", "type": 5, "value": true},
    ]);
    let private = ann.slash(&place, "ask", &private).answer().await;
    assert!(button(&private, "Remove").is_none());
    if transport == Transport::Gateway {
        let question = ann.asks(&place, QUESTION);
        let reply = discord.reply_to(question).await;
        let turned = ann.presses(&place, &reply, "Next").answer().await;
        ann.presses(&place, &turned, "Remove");
        gone(&turned).await;
        // An edit of the question brings nothing back, and changes nothing that is not there.
        ann.edits(&place, question, &at_bot("how long do otters sleep"));
        discord.reply_to(ann.asks(&place, QUESTION)).await;
        let edits = discord.requests().into_iter();
        let edits = edits.filter(|request| request.method == "PATCH");
        assert_eq!(edits.count(), 0);
    }
    bot.end().await;
}

/// An answer as it was posted before cards: an embed, and buttons whose ids have not changed since.
fn before_cards(discord: &Discord, answer: &Value) -> Value {
    let all: Vec<&Value> = parts(answer).collect();
    let labelled = |label: &str| button(answer, label).unwrap()["custom_id"].clone();
    let related = all.iter().find(|part| part["type"] == 3).unwrap();
    let passage = PassageKey::from_text(related["options"][0]["value"].as_str().unwrap());
    let asker = 7_000_000_000_000_000_001;
    let related = Button::Related {
        asker,
        passage: passage.unwrap(),
    };
    let row = |buttons: &[(&str, Value)]| {
        let buttons = buttons.iter().map(|(label, id)| {
            json!({"type": 2, "style": 2, "label": label, "custom_id": id, "disabled": false})
        });
        json!({"type": 1, "components": buttons.collect::<Vec<_>>()})
    };
    let message = json!({
        "content": "",
        "embeds": [{
            "author": {"name": "and in zoos?"}, "description": "Zoo otters sleep.", "color": 1,
            "footer": {"text": "1 of 5\nFollowing up on: how long do otters sleep each day"},
        }],
        "components": [
            row(&[("Next", labelled("Next")), ("More context", labelled("Context")), ("Sources", labelled("Sources"))]),
            row(&[("Helpful", labelled("Helpful")), ("Not helpful", labelled("Not helpful"))]),
            row(&[("A related question", json!(related.to_custom_id()))]),
        ],
        "allowed_mentions": {"parse": []},
    });
    discord.posted_before(&Channel::default(), &message)
}

async fn messages_of_the_form_before_cards_work_once_more(transport: Transport) {
    let discord = Discord::start_as("before-cards", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, place) = (discord.user(1), Channel::default());
    let question = ann.slash_asks(&place, "how long do otters sleep each day");
    let first = question.answer().await;
    let id = first["id"].as_str().unwrap().parse().unwrap();
    let template = if transport == Transport::Gateway {
        discord
            .reply_to(ann.replies(&place, id, &at_bot("and in zoos?"), true))
            .await
    } else {
        first
    };
    let old = before_cards(&discord, &template);
    let related = ann
        .presses(&place, &old, "A related question")
        .answer()
        .await;
    assert!(is_private(&related));
    assert!(related["embeds"].as_array().unwrap().is_empty());
    let more = ann.presses(&place, &old, "Next").answer().await;
    assert_eq!(more["id"], old["id"]);
    assert!(more["embeds"].as_array().unwrap().is_empty(), "{more:#}");
    assert_says(&more, "### and in zoos?");
    assert_says(&more, "-# how long do otters sleep each day");
    let next = ann.presses(&place, &more, "Next").answer().await;
    assert!(page_of(&next).is_some());
    // With its embeds suppressed, nothing says any more what was asked.
    let mut old = before_cards(&discord, &template);
    old["embeds"] = json!([]);
    for label in ["Next", "Sources", "Helpful", "Not helpful"] {
        let word = ann.presses(&place, &old, label).answer().await;
        assert!(is_private(&word));
        assert_says(&word, "Please ask again");
    }
    bot.end().await;
}
