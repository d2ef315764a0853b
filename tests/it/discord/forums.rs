//! Forums that a server has chosen: a new post is answered once, by itself, and only where the answer is sure.

use engram::answer::Thresholds;

use super::settings::panel;
use super::{Bot, FISH, Folders, QUESTION, assert_says, is_private, settings, text_of};
use crate::fake_discord::{Channel, Discord, User, at_bot, button};

/// Only a heading word for word is surely answered.
const CAREFUL: Thresholds = Thresholds {
    answer_at: 2.0,
    closest_at: 2.0,
};

/// The parent of the threads in these tests.
fn forum() -> u64 {
    Channel::thread(1, "").parent.unwrap()
}

async fn choose_forum(boss: &User) {
    let panel = panel(boss).await;
    let changed = boss.selects(&Channel::default(), &panel, "No forum", &[forum()]);
    changed.answer().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_post_is_answered_from_its_title_where_that_was_chosen() {
    let discord = Discord::start("forums").await;
    let bot = Bot::start_sure(&discord, CAREFUL).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    let (_, before) = ann.opens_post(QUESTION, "nobody has chosen this forum");
    // In other channels than these only the forum's posts are answered.
    let shown = panel(&boss).await;
    let other = Channel::text(8_000_000_000_000_000_005);
    boss.selects(&Channel::default(), &shown, "All channels", &[other.id])
        .answer()
        .await;
    choose_forum(&boss).await;
    let (post, first) = ann.opens_post(QUESTION, "a text that Discord keeps to itself");
    let answer = discord.reply_to(first).await;
    assert_says(&answer, FISH);
    assert_eq!(answer["channel_id"], post.id.to_string().as_str());
    assert!(!text_of(&answer).contains("keeps to itself"));
    assert!(!is_private(&answer));
    // What is not covered, and what nobody could answer, get no word.
    let (_, pet) = ann.opens_post("can i keep an otter as a pet", "");
    let (_, unknown) = ann.opens_post("qqqq zzzz", "");
    let (_, distress) = ann.opens_post(super::refusals::DISTRESS, "");
    let (_, of_bot) = discord.other_bot(8).opens_post(QUESTION, "");
    let (_, last) = ann.opens_post(QUESTION, "");
    discord.reply_to(last).await;
    assert!(button(&answer, "Helpful").is_some());
    bot.end().await;
    for silent in [before, pet, unknown, distress, of_bot] {
        assert!(discord.replies_to(silent).is_empty(), "{silent}");
    }
    assert_eq!(discord.replies_to(first).len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_text_of_a_post_counts_where_it_may_be_read() {
    let discord = Discord::start("forums-text").await;
    let bot = Bot::start_sure(&discord, CAREFUL).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    choose_forum(&boss).await;
    discord.allow_content();
    let (_, first) = ann.opens_post("how long do otters", "sleep each day?");
    assert_says(&discord.reply_to(first).await, "eleven hours");
    // A mention in the first message is a question to the bot: it gets one answer, whatever it is.
    let (_, asked) = ann.opens_post("Pets", &at_bot("can i keep an otter as a pet"));
    discord.reply_to(asked).await;
    bot.end().await;
    assert_eq!(discord.replies_to(asked).len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_is_answered_once_by_all_processes_together() {
    let discord = Discord::start("forums-once").await;
    let bot = Bot::start_sure(&discord, CAREFUL).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    choose_forum(&boss).await;
    let (post, first) = ann.opens_post(QUESTION, "");
    discord.reply_to(first).await;
    ann.tells_of_post(&post);
    let bot = bot.restart(&discord).await;
    ann.tells_of_post(&post);
    // Events are handled in turn: once this one is answered, the one before was looked at.
    let (_, second) = ann.opens_post(QUESTION, "");
    discord.reply_to(second).await;
    let (_, folders) = bot.kill().await;
    let posts = |asked: u64| discord.replies_to(asked).len();
    assert_eq!((posts(first), posts(second)), (1, 1));

    // A process that remembers nothing of it, as one beside the first would: Discord takes the second for the same.
    let other = Folders::new();
    let sessions = discord.begun_sessions();
    let bot = Bot::launch(settings(&discord), other);
    bot.connected(&discord, sessions + 1).await;
    choose_forum(&boss).await;
    ann.tells_of_post(&post);
    let is_answer = |request: &&crate::fake_discord::Request| {
        let path = format!("/channels/{}/messages", post.id);
        request.method == "POST" && request.path.ends_with(&path)
    };
    super::within_five_seconds(async {
        while discord.requests().iter().filter(is_answer).count() < 2 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    bot.end().await;
    drop(folders);
    assert_eq!(posts(first), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_post_is_kept() {
    let discord = Discord::start("forums-kept").await;
    let bot = Bot::start_sure(&discord, CAREFUL).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    choose_forum(&boss).await;
    ann.opens_post("can i keep an otter as a pet", "");
    let (post, first) = ann.opens_post(QUESTION, "");
    let answer = discord.reply_to(first).await;
    // A vote on an answer to somebody else's text is taken without asking what was missing.
    let vote = ann.presses(&post, &answer, "Not helpful").answer().await;
    assert_says(&vote, "Thanks for telling me");
    let store = bot.folders.store().await;
    bot.end().await;
    let gaps = store
        .open_gaps(Some(engram::article::GuildId(crate::fake_discord::GUILD)))
        .await
        .unwrap();
    assert!(gaps.is_empty(), "{gaps:?}");
}
