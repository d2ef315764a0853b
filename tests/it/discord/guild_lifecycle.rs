//! Guilds that the bot joins or leaves.

use engram::article::{GuildId, UserId};
use engram::config::WelcomeMessage;
use engram::store::{GapReason, NewGap};

use super::{Bot, Folders, QUESTION, both_ways, dislikes, settings};
use crate::fake_discord::{Channel, Discord, GUILD, Transport};

both_ways!(a_guild_that_was_left_or_joined_while_the_bot_was_away_is_noted,);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guild_that_is_left_is_noted_and_one_with_an_outage_is_not() {
    let discord = Discord::start("guild-left").await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let store = bot.folders.store().await;
    let leaving = |store: engram::store::Store| async move {
        let leaving = store.leaving().await.unwrap();
        leaving
            .into_iter()
            .map(|(guild, _)| guild.0)
            .collect::<Vec<u64>>()
    };
    discord.guild_gone(11, true);
    discord.guild_gone(12, false);
    // Until the store has it: each look is an answer that the bot gives meanwhile.
    loop {
        ann.slash_asks(&Channel::default(), QUESTION).answer().await;
        if leaving(store.clone()).await.contains(&12) {
            break;
        }
    }
    assert_eq!(leaving(store.clone()).await, [12]);
    // Back before the grace is over.
    discord.guild_joined(12);
    loop {
        ann.slash_asks(&Channel::default(), QUESTION).answer().await;
        if leaving(store.clone()).await.is_empty() {
            break;
        }
    }
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_is_greeted_once_where_the_bot_may_write() {
    let discord = Discord::start("welcome").await;
    let bot = Bot::start(&discord).await;
    let posts = |discord: &Discord, channel: u64| {
        let path = format!("/channels/{channel}/messages");
        let requests = discord.requests().into_iter();
        requests
            .filter(|request| request.method == "POST" && request.path.ends_with(&path))
            .collect::<Vec<_>>()
    };
    discord.guild_speaks(20, "de");
    discord.bot_is_added(20, Some(90));
    // Guilds are handled in turn: an outage of one, the guild again, and one that has no such channel.
    discord.bot_is_added(20, Some(90));
    discord.bot_is_added(21, None);
    discord.guild_joined(22);
    discord.bot_is_added(23, Some(93));
    super::within_five_seconds(async {
        while posts(&discord, 93).is_empty() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let greeted = posts(&discord, 90);
    assert_eq!(greeted.len(), 1);
    let text = greeted[0].body["content"].as_str().unwrap();
    assert!(
        text.starts_with("Hi, danke, dass ihr mich geholt habt!"),
        "{text}"
    );
    let bot = bot.restart(&discord).await;
    discord.bot_is_added(20, Some(90));
    discord.bot_is_added(24, Some(94));
    super::within_five_seconds(async {
        while posts(&discord, 94).is_empty() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(posts(&discord, 90).len(), 1);
    // Switched off by the operator.
    let (mut settings, folders) = bot.end().await;
    settings.discord.welcome_message = WelcomeMessage::Off;
    let sessions = discord.begun_sessions();
    let bot = Bot::launch(settings, folders);
    bot.connected(&discord, sessions + 1).await;
    discord.bot_is_added(25, Some(95));
    discord.guild_gone(25, false);
    let store = bot.folders.store().await;
    while store.leaving().await.unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    bot.end().await;
    assert!(posts(&discord, 95).is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_whose_channel_is_closed_to_the_bot_is_left_in_peace() {
    let discord = Discord::start("refused/welcome").await;
    let bot = Bot::start(&discord).await;
    discord.permit(0);
    discord.bot_is_added(20, Some(90));
    let refused = discord
        .request("a refused message", |request| request.status == 403)
        .await;
    assert!(refused.path.ends_with("/channels/90/messages"));
    discord.permit(crate::fake_discord::ALL_THAT_IT_NEEDS);
    discord.bot_is_added(20, Some(90));
    discord.bot_is_added(21, Some(91));
    discord
        .request("the next one", |request| {
            request.path.ends_with("/channels/91/messages")
        })
        .await;
    bot.end().await;
    let requests = discord.requests();
    let tries = requests
        .iter()
        .filter(|request| request.path.ends_with("/channels/90/messages"));
    assert_eq!(tries.count(), 1);
}

async fn a_guild_that_was_left_or_joined_while_the_bot_was_away_is_noted(transport: Transport) {
    let discord = Discord::start_as("guild-left-meanwhile", transport).await;
    // More than Discord tells at a time.
    discord.has_guilds((1_000..1_300).chain([GUILD]).collect());
    let folders = Folders::new();
    let store = folders.store().await;
    for guild in [GuildId(12), GuildId(1_299)] {
        let gap = NewGap {
            guild: Some(guild),
            asker: store.pseudonym(UserId(1)),
            question: QUESTION,
            reason: GapReason::Nothing,
            nearest: &[],
            missing: None,
        };
        store.record_gap(&gap).await.unwrap();
    }
    store.guild_left(GuildId(1_298)).await.unwrap();
    let bot = Bot::launch(settings(&discord), folders);
    bot.connected(&discord, 1).await;
    let boss = discord.manager(1);
    // It is back in one that it had left before.
    while !matches!(&store.leaving().await.unwrap()[..], [(GuildId(12), _)]) {
        boss.slash_asks(&Channel::default(), QUESTION)
            .answer()
            .await;
    }
    // Nothing is kept of a guild that the bot is not in; no matter who sends it.
    let elsewhere = Channel::elsewhere();
    let answer = boss.slash_asks(&elsewhere, QUESTION).answer().await;
    dislikes(&boss, &elsewhere, &answer, "prices").await;
    bot.end().await;
    assert_eq!(store.leaving().await.unwrap()[0].0, GuildId(12));
    let kept = store.guilds_not_left().await.unwrap();
    assert_eq!(kept, [GuildId(1_299), GuildId(GUILD)]);
}
