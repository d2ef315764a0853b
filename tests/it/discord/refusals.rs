//! What Discord refuses, and what the people see of it.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Bot, FISH, QUESTION, assert_says, is_private, settings, text_of};
use crate::fake_discord::{
    ALL_THAT_IT_NEEDS, APPLICATION, Channel, Discord, GatewayLine, TOKEN, at_bot, shown_texts,
};

const EMBED_LINKS: u64 = 1 << 14;
const READ_MESSAGE_HISTORY: u64 = 1 << 16;
const SEND_MESSAGES: u64 = 1 << 11;
const VIEW_CHANNEL: u64 = 1 << 10;

/// A message that the reply to is for its author alone.
pub(super) const DISTRESS: &str = "I want to kill myself";

/// The request that posted to a channel and was refused with a code.
async fn refused_post(discord: &Discord, channel: &Channel, code: u32) {
    let path = format!("/channels/{}/messages", channel.id);
    discord
        .request("a refused message", |request| {
            request.path.ends_with(&path) && request.code == code
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_permissions_it_says_what_it_may_and_slash_commands_work() {
    let discord = Discord::start("missing-permissions").await;
    let bot = Bot::start(&discord).await;
    let (ann, place) = (discord.user(1), Channel::default());
    // Answers are cards, which take no permission to embed.
    discord.permit(ALL_THAT_IT_NEEDS & !EMBED_LINKS);
    assert_says(&discord.reply_to(ann.asks(&place, QUESTION)).await, FISH);
    // Replying takes the history; an answer does not.
    discord.permit(ALL_THAT_IT_NEEDS & !READ_MESSAGE_HISTORY);
    ann.asks(&place, QUESTION);
    refused_post(&discord, &place, 160_002).await;
    let path = format!("/channels/{}/messages", place.id);
    let answer = discord.request("an answer that replies to nothing", |request| {
        let is_posted = request.path.ends_with(&path) && request.status == 200;
        is_posted && request.body["message_reference"].is_null()
    });
    assert_says(&answer.await.body, FISH);
    for (missing, code) in [(SEND_MESSAGES, 50_013), (VIEW_CHANNEL, 50_001)] {
        discord.permit(ALL_THAT_IT_NEEDS & !missing);
        ann.asks(&place, QUESTION);
        refused_post(&discord, &place, code).await;
        let slash = ann.slash_asks(&place, QUESTION).answer().await;
        assert_says(&slash, FISH);
    }
    discord.permit(ALL_THAT_IT_NEEDS);
    assert_says(&discord.reply_to(ann.asks(&place, QUESTION)).await, FISH);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reply_to_distress_is_for_its_asker_alone() {
    let discord = Discord::start("closed-dms").await;
    let bot = Bot::start(&discord).await;
    let (ann, bob, place) = (discord.user(1), discord.user(2), Channel::default());
    let message = ann.asks(&place, DISTRESS);
    let told = discord.dm_to(&ann).await;
    assert!(discord.replies_to(message).is_empty(), "{told:#}");
    let slash = ann.slash_asks(&place, DISTRESS).answer().await;
    assert!(is_private(&slash));
    assert_eq!(text_of(&slash), text_of(&told));
    // Who takes no direct messages is told how to read it, without a word of what it is about.
    discord.close_dms(&bob);
    let message = bob.asks(&place, DISTRESS);
    let public = discord.reply_to(message).await;
    assert_says(&public, "Use `/ask` here");
    assert!(!text_of(&public).contains(&text_of(&told)));
    assert!(is_private(&bob.slash_asks(&place, DISTRESS).answer().await));
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_to_help_gets_help_and_no_answer() {
    let discord = Discord::start("reply-to-help").await;
    let bot = Bot::start(&discord).await;
    let (ann, place) = (discord.user(1), Channel::dm());
    let help = discord.reply_to(ann.says(&place, DISTRESS)).await;
    let id = help["id"].as_str().unwrap().parse().unwrap();
    let again = discord
        .reply_to(ann.replies(&place, id, QUESTION, true))
        .await;
    assert_says(&again, "findahelpline.com");
    assert!(!text_of(&again).contains(FISH), "{again:#}");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_is_edited_into_distress_gets_the_same_reply() {
    let discord = Discord::start("edited-distress").await;
    let bot = Bot::start(&discord).await;
    let (ann, bob, place, dm) = (
        discord.user(1),
        discord.user(2),
        Channel::default(),
        Channel::dm(),
    );
    let help = text_of(&ann.slash_asks(&place, DISTRESS).answer().await);
    let question = ann.says(&dm, QUESTION);
    let answer = discord.reply_to(question).await;
    ann.edits(&dm, question, DISTRESS);
    let id = answer["id"].as_str().unwrap().parse().unwrap();
    discord
        .message_when("help in place of the answer", id, |message| {
            (text_of(message?) == help).then_some(())
        })
        .await;
    // In a server it comes as a direct message, and the answer stays.
    let question = ann.asks(&place, QUESTION);
    let answer = discord.reply_to(question).await;
    ann.edits(&place, question, &at_bot(DISTRESS));
    assert_eq!(text_of(&discord.dm_to(&ann).await), help);
    let id = answer["id"].as_str().unwrap().parse().unwrap();
    assert_says(&discord.message(id).unwrap(), FISH);
    // Who takes none is told how to read it.
    discord.close_dms(&bob);
    let question = bob.asks(&place, QUESTION);
    discord.reply_to(question).await;
    bob.edits(&place, question, &at_bot(DISTRESS));
    let path = format!("/channels/{}/messages", place.id);
    discord
        .request("how to read it", |request| {
            request.path.ends_with(&path) && text_of(&request.body).contains("Use `/ask` here")
        })
        .await;
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_is_not_its_own_stays_as_it_is() {
    let discord = Discord::start("not-its-own").await;
    let bot = Bot::start(&discord).await;
    let (ann, place) = (discord.user(1), Channel::default());
    let question = ann.asks(&place, QUESTION);
    let answer = discord.reply_to(question).await;
    let id = answer["id"].as_str().unwrap().parse().unwrap();
    discord.disown(id);
    ann.edits(&place, question, &at_bot("how long do otters sleep"));
    discord
        .request("a refused edit", |request| request.code == 50_005)
        .await;
    assert_says(&discord.message(id).unwrap(), FISH);
    ann.deletes(&place, question);
    discord
        .request("a refused deletion", |request| request.code == 50_013)
        .await;
    assert_says(&discord.reply_to(ann.asks(&place, QUESTION)).await, FISH);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_fifteen_minutes_the_last_word_stays() {
    let discord = Discord::start("expired-token").await;
    let bot = Bot::start(&discord).await;
    let (boss, place) = (discord.manager(2), Channel::default());
    let shared = json!([{"name": "library", "type": 3, "value": "shared"}]);
    discord.expire_tokens(true);
    let running = boss.slash(&place, "reindex", &shared);
    discord
        .request("a refused edit", |request| request.code == 50_027)
        .await;
    assert_says(&running.answer().await, "Rebuilding the index");
    discord.expire_tokens(false);
    let slash = boss.slash_asks(&place, QUESTION).answer().await;
    assert_says(&slash, FISH);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_it_has_no_intent_for_it_is_not_told() {
    let discord = Discord::start("intents-kept").await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let sequence = discord.sequence();
    discord.typing(&ann, &Channel::default());
    assert_eq!(discord.sequence(), sequence);
    // What a mention says comes without the intent for the content of messages; other messages come without their text.
    let place = Channel::default();
    assert_says(&discord.reply_to(ann.asks(&place, QUESTION)).await, FISH);
    let asked = ann.says(&place, QUESTION);
    let empty = ann.replies(&place, asked, &at_bot(""), true);
    assert_says(&discord.reply_to(empty).await, "Ask me something");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_that_is_gone_says_so() {
    for transport in [
        crate::fake_discord::Transport::Gateway,
        crate::fake_discord::Transport::Http,
    ] {
        let discord = Discord::start_as("gone-command", transport).await;
        let bot = Bot::start(&discord).await;
        let (ann, place) = (discord.user(1), Channel::default());
        let gone = ann.sends_unknown(&place, 2).answer().await;
        assert!(is_private(&gone));
        assert_says(&gone, "I don't have that command any more");
        assert!(ann.sends_unknown(&place, 4).choices().await.is_empty());
        // One that cannot be read at all gets a code that stands in the log.
        let odd = ann.sends_oddly(&place);
        let word = odd.answer().await;
        assert_says(&word, &format!("`{:x}`", odd.id()));
        bot.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_of_a_channel_is_kept_to() {
    let discord = Discord::start("buckets").await;
    let bot = Bot::start(&discord).await;
    discord.limit_buckets(2, Duration::from_millis(400));
    let (ann, place) = (discord.user(1), Channel::default());
    let asked: Vec<u64> = (0..6).map(|_| ann.asks(&place, QUESTION)).collect();
    for question in asked {
        assert_says(&discord.reply_to(question).await, FISH);
    }
    let refused = discord
        .requests()
        .into_iter()
        .filter(|request| request.status == 429);
    assert_eq!(refused.count(), 0, "it knows the limit from the headers");
    bot.end().await;
}

/// Sends what the bot never sends.
async fn send(
    discord: &Discord,
    method: reqwest::Method,
    path: &str,
    body: &Value,
) -> (u16, Value) {
    let url = format!("{}/api/v10{path}", discord.api_url());
    let sent = reqwest::Client::new()
        .request(method, url)
        .header("authorization", format!("Bot {TOKEN}"))
        .header("content-type", "application/json")
        .body(body.to_string())
        .send()
        .await
        .unwrap();
    let status = sent.status().as_u16();
    let body = sent.text().await.unwrap();
    (status, serde_json::from_str(&body).unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_fake_discord_refuses_commands_and_follow_ups_beyond_the_limits() {
    let discord = Discord::start("refused/fake-limits").await;
    let put = async |commands: Value| {
        let path = format!("/applications/{APPLICATION}/commands");
        let (status, _) = send(&discord, reqwest::Method::PUT, &path, &commands).await;
        status
    };
    let command = |name: &str| json!({"name": name, "description": "Asks."});
    assert_eq!(put(json!([command("ask"), command("help")])).await, 200);
    assert_eq!(put(json!([command("ask"), command("ask")])).await, 400);
    let mut large = command("ask");
    let choices = |count: usize| -> Value {
        (0..count)
            .map(|number| json!({"name": format!("{number:04}{}", "n".repeat(96)), "value": "v".repeat(100)}))
            .collect()
    };
    // 2 × (1 + 99 + 25 × 200) characters beside those of the command: 2,208 too many.
    large["options"] = (0..2)
        .map(|_| json!({"type": 3, "name": "a", "description": "d".repeat(99), "choices": choices(25)}))
        .collect();
    assert_eq!(put(json!([large])).await, 400);
    large["options"].as_array_mut().unwrap().pop();
    assert_eq!(put(json!([large])).await, 200);

    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let slash = ann.slash_asks(&Channel::elsewhere(), QUESTION);
    slash.answer().await;
    let path = format!("/webhooks/{APPLICATION}/{}", slash.token);
    let message = json!({"content": "  more  ", "allowed_mentions": {"parse": []}, "embeds": [
        {"description": "  spaced \n", "footer": {"text": " "}},
    ]});
    for _ in 0..5 {
        let (status, posted) = send(&discord, reqwest::Method::POST, &path, &message).await;
        assert_eq!(status, 200);
        // White space around texts goes, and what is empty with it.
        assert_eq!(posted["embeds"][0]["description"], "spaced");
        assert_eq!(posted["embeds"][0]["footer"], json!({}));
    }
    let (status, refusal) = send(&discord, reqwest::Method::POST, &path, &message).await;
    assert_eq!((status, &refusal["code"]), (400, &json!(40_094)));
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_in_odd_white_space_keeps_its_pages() {
    let discord = Discord::start("odd-space").await;
    let bot = Bot::start(&discord).await;
    let (ann, place) = (discord.user(1), Channel::default());
    let question = format!("\u{2003} \n {QUESTION}\t\n\n please \u{200b} ");
    let first = ann.slash_asks(&place, &question).answer().await;
    assert_says(&first, FISH);
    let next = ann.presses(&place, &first, "Next").answer().await;
    assert!(!text_of(&next).contains("have changed"), "{next:#}");
    // 950 emoji: Discord counts 1,900.
    let emoji = format!("{QUESTION} {}", "🦦".repeat(950));
    let answer = ann.slash_asks(&place, &emoji).answer().await;
    let shown = shown_texts(&answer);
    let question = shown.iter().find(|text| text.contains("🦦")).unwrap();
    assert!(question.starts_with("-# "), "{question}");
    assert!(question.encode_utf16().count() <= 3 + 700);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_session_is_begun_again_at_once() {
    let discord = Discord::start("refused-resume").await;
    let mut patient = settings(&discord);
    let hour = Duration::from_hours(1);
    patient.timeouts.first_retry = hour;
    patient.timeouts.last_retry = hour;
    patient.timeouts.refused_session = Duration::from_millis(5);
    patient.transport = engram::discord::Transport::Gateway("0..0/1".parse().unwrap());
    let bot = Bot::start_with(&discord, patient.clone()).await;
    let is_identify = |line: &GatewayLine| matches!(line, GatewayLine::Identify(_));
    let identified = || {
        let lines = discord.gateway_lines();
        lines.iter().filter(|line| is_identify(line)).count()
    };
    // On a connection that stood.
    discord.invalidate_session(false);
    discord.sessions(2).await;
    assert_eq!(identified(), 2);
    // When another process wants to resume.
    let (settings, folders) = bot.end().await;
    discord.forget_session();
    let bot = Bot::launch(settings, folders);
    discord.sessions(3).await;
    assert_eq!(identified(), 3);
    let question = discord.user(1).asks(&Channel::default(), QUESTION);
    assert_says(&discord.reply_to(question).await, FISH);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_whose_receipt_is_garbled_is_followed() {
    let discord = Discord::start("garbled-receipt").await;
    let bot = Bot::start(&discord).await;
    let (ann, place) = (discord.user(1), Channel::default());
    discord.fault("POST", "/messages", crate::fake_discord::Fault::Garbage);
    let question = ann.asks(&place, QUESTION);
    let answer = discord.reply_to(question).await;
    let id = answer["id"].as_str().unwrap().parse().unwrap();
    ann.edits(&place, question, &at_bot("how long do otters sleep"));
    discord
        .message_when("a changed answer", id, |message| {
            text_of(message?).contains("eleven hours").then_some(())
        })
        .await;
    assert_eq!(discord.replies_to(question).len(), 1);
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_fake_discord_refuses_cards_beyond_the_limits() {
    let discord = Discord::start("refused/fake-cards").await;
    let path = format!("/channels/{}/messages", Channel::default().id);
    let text = |content: &str| json!({"type": 10, "content": content});
    let of = |components: Value| json!({"flags": 32768, "allowed_mentions": {"parse": []}, "components": components});
    let container = |parts: Vec<Value>| of(json!([{"type": 17, "components": parts}]));
    let posts = async |message: &Value| send(&discord, reqwest::Method::POST, &path, message).await;
    let fits = container(vec![text("hi"); 39]);
    let (status, posted) = posts(&fits).await;
    assert_eq!(status, 200, "{posted}");
    let with = |member: &str, value: Value| {
        let mut message = fits.clone();
        message[member] = value;
        message
    };
    let numbered = json!({"type": 10, "id": 7, "content": "hi"});
    let button = json!({"type": 2, "style": 2, "label": "hi", "custom_id": "a"});
    for (why, refused) in [
        ("content", with("content", json!(""))),
        ("embeds", with("embeds", json!([]))),
        ("no flag", with("flags", json!(0))),
        ("41 components", container(vec![text("hi"); 40])),
        (
            "4,001 characters",
            container(vec![text(&"a".repeat(2_001)), text(&"a".repeat(2_000))]),
        ),
        ("the same id", container(vec![numbered.clone(), numbered])),
        (
            "the same custom_id",
            container(vec![
                json!({"type": 1, "components": [button]}),
                json!({"type": 1, "components": [button]}),
            ]),
        ),
        ("a button without a row", container(vec![button.clone()])),
        ("an empty text", container(vec![text(" ")])),
        ("an empty container", container(Vec::new())),
        ("an empty message", of(json!([]))),
    ] {
        let (status, answer) = posts(&refused).await;
        assert_eq!(status, 400, "{why}: {answer}");
    }
    // A card stays one, and an older message becomes one if all that it had goes.
    let edit = async |id: &Value, change: Value| {
        let path = format!("{path}/{}", id.as_str().unwrap());
        send(&discord, reqwest::Method::PATCH, &path, &change)
            .await
            .0
    };
    let classic = json!({"content": "hi", "allowed_mentions": {"parse": []}});
    assert_eq!(edit(&posted["id"], classic.clone()).await, 400);
    let (_, older) = posts(&classic).await;
    let card = container(vec![text("hi")]);
    assert_eq!(edit(&older["id"], card.clone()).await, 400);
    let mut change = card;
    change["content"] = Value::Null;
    assert_eq!(edit(&older["id"], change).await, 200);
    let id = older["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(discord.message(id).unwrap()["content"], "");
}
