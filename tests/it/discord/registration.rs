//! Registration, `/reindex`, and the commands that tell about the bot.

use std::fs;

use engram::discord::ServeSettings;
use serde_json::{Value, json};

use super::{Bot, FISH, Folders, QUESTION, assert_says, both_ways, is_private, settings, text_of};
use crate::fake_discord::{Channel, Discord, Fault, GUILD, Request, Transport};
use crate::program::BotProcess;

both_ways!(articles_are_browsed_and_read,);

fn names(commands: &[Value]) -> Vec<&str> {
    let mut names: Vec<&str> = commands
        .iter()
        .map(|command| command["name"].as_str().unwrap())
        .collect();
    names.sort_unstable();
    names
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_are_registered_for_all_or_in_one_guild() {
    let discord = Discord::start("registration").await;
    let bot = Bot::start(&discord).await;
    commands_are(&discord, 11, 0).await;
    let all = [
        "Find an answer",
        "about",
        "articles",
        "ask",
        "content",
        "gaps",
        "help",
        "privacy",
        "reindex",
        "settings",
        "stats",
    ];
    assert_eq!(names(&discord.global_commands()), all);
    // What an earlier version had registered there is gone.
    assert_eq!(discord.guild_commands(GUILD), Vec::<Value>::new());
    let named = |name: &str| {
        let commands = discord.global_commands();
        let mut named = commands
            .into_iter()
            .filter(|command| command["name"] == name);
        named.next().unwrap()
    };
    assert_eq!(
        (
            &named("ask")["contexts"],
            &named("ask")["integration_types"]
        ),
        (&json!([0, 1, 2]), &json!([0, 1]))
    );
    assert_eq!(
        (
            &named("content")["contexts"],
            &named("content")["integration_types"],
            &named("content")["default_member_permissions"]
        ),
        (&json!([0]), &json!([0]), &json!("32"))
    );
    // A second start finds them, and registers nothing.
    let (settings, folders) = bot.end().await;
    let before = looks(&discord);
    let bot = Bot::launch(settings, folders);
    super::within_five_seconds(async {
        // The guild comes after those for all.
        while looks(&discord) == before {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let registrations = |discord: &Discord| {
        let requests = discord.requests().into_iter();
        requests.filter(|request| request.method == "PUT").count()
    };
    assert_eq!(registrations(&discord), 1);
    let (mut settings, folders) = bot.end().await;

    // With --guild they stand there and nowhere else, and without it for all and nowhere else.
    settings.discord.guild = Some(GUILD);
    let bot = Bot::launch(settings, folders);
    commands_are(&discord, 0, all.len()).await;
    let (mut settings, folders) = bot.end().await;
    settings.discord.guild = None;
    settings.discord.home_guild = None;
    let bot = Bot::launch(settings, folders);
    commands_are(&discord, all.len(), 0).await;
    // A request is recorded a moment after its effect can be seen.
    super::within_five_seconds(async {
        while registrations(&discord) < 5 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    bot.end().await;
    assert_eq!(registrations(&discord), 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_guilds_that_had_commands_of_their_own_are_asked_for_them() {
    let discord = Discord::start("registration-guilds").await;
    discord.has_guilds((1_000..1_300).chain([GUILD]).collect());
    let (settings, folders) = registered_in_the_guild(&discord).await;
    let bot = Bot::launch(settings, folders);
    commands_are(&discord, 11, 0).await;
    let store = bot.folders.store().await;
    super::within_five_seconds(async {
        while !store.guilds_with_commands().await.unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let (settings, folders) = bot.end().await;
    let before = looks(&discord);
    // The next start asks none.
    let sessions = discord.begun_sessions();
    let bot = Bot::launch(settings, folders);
    bot.connected(&discord, sessions + 1).await;
    discord
        .user(1)
        .slash_asks(&Channel::default(), QUESTION)
        .answer()
        .await;
    bot.end().await;
    assert_eq!(looks(&discord), before);
    let requests = discord.requests();
    let of_others = requests.iter().find(|request| {
        let is_of_own = request.path.contains(&format!("/guilds/{GUILD}/"));
        request.path.contains("/guilds") && !is_of_own
    });
    assert!(of_others.is_none(), "{of_others:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_home_server_that_the_bot_is_not_in_keeps_no_command_where_it_was() {
    let discord = Discord::start("registration-home").await;
    let (mut settings, folders) = registered_in_the_guild(&discord).await;
    settings.discord.home_guild = Some(77);
    discord.refuse("GET", "/guilds/77/commands", 403);
    let bot = Bot::launch(settings, folders);
    commands_are(&discord, 11, 0).await;
    bot.end().await;
}

/// Registers the commands in the guild alone, as `--guild` does, and ends the bot. The settings are for a start without.
async fn registered_in_the_guild(discord: &Discord) -> (ServeSettings, Folders) {
    let mut settings = settings(discord);
    settings.discord.home_guild = None;
    settings.discord.guild = Some(GUILD);
    let bot = Bot::launch(settings, Folders::new());
    commands_are(discord, 0, 11).await;
    let (mut settings, folders) = bot.end().await;
    settings.discord.guild = None;
    (settings, folders)
}

/// How often the bot has looked at the commands of the guild.
fn looks(discord: &Discord) -> usize {
    let path = format!("/guilds/{GUILD}/commands");
    let requests = discord.requests().into_iter();
    let is_look = |request: &Request| request.method == "GET" && request.path.contains(&path);
    requests.filter(is_look).count()
}

/// Waits until so many commands are registered for all, and so many in the guild.
async fn commands_are(discord: &Discord, for_all: usize, in_guild: usize) {
    let count = || {
        (
            discord.global_commands().len(),
            discord.guild_commands(GUILD).len(),
        )
    };
    super::within_five_seconds(async {
        while count() != (for_all, in_guild) {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_that_discord_refuses_is_named_once() {
    let discord = Discord::start("refused-command").await;
    let folder = crate::support::Folder::new();
    discord.fault("PUT", "/commands", Fault::WrongMember("2.description"));
    let mut bot = BotProcess::start(&discord, folder.path(), &[]);
    bot.logs("commands could not be registered").await;
    discord.sessions(1).await;
    discord
        .user(1)
        .slash_asks(&Channel::default(), "what makes dough rise")
        .answer()
        .await;
    let log = bot.end().await;
    let told: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("could not be registered"))
        .collect();
    assert_eq!(told.len(), 1, "{log}");
    assert!(
        told[0].contains("articles description: Must be shorter."),
        "{log}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn managers_who_rebuild_at_the_same_time_all_get_a_report() {
    let discord = Discord::start("reindex-together").await;
    let bot = Bot::start(&discord).await;
    let boss = discord.manager(2);
    let shared = json!([{"name": "library", "type": 3, "value": "shared"}]);
    let path = bot.folders.content.path().join("articles/beavers.md");
    fs::write(path, "# Beavers\n\n## What do beavers gnaw on?\nWillow.\n").unwrap();
    let rebuilds: Vec<_> = (0..4)
        .map(|_| boss.slash(&Channel::default(), "reindex", &shared))
        .collect();
    for rebuild in rebuilds {
        rebuild.answer_when("a report", reports).await;
    }
    bot.end().await;
}

fn reports(message: &Value) -> bool {
    text_of(message).contains("Done in")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn managers_of_the_home_guild_reindex() {
    let discord = Discord::start("reindex").await;
    let bot = Bot::start(&discord).await;
    let (ann, boss) = (discord.user(1), discord.manager(2));
    let shared = json!([{"name": "library", "type": 3, "value": "shared"}]);

    let refused = ann
        .slash(&Channel::default(), "reindex", &shared)
        .answer()
        .await;
    assert!(is_private(&refused));
    assert_says(&refused, "Manage Server");
    assert_says(
        &boss
            .slash(&Channel::elsewhere(), "reindex", &shared)
            .answer()
            .await,
        "home server",
    );
    assert_says(
        &boss
            .slash(&Channel::dm(), "reindex", &shared)
            .answer()
            .await,
        "home server",
    );

    // The watcher rereads changed files too. If it is faster, `/reindex` finds nothing new, and another file is added.
    let mut names = (1..).map(|number| format!("beavers-{number}"));
    loop {
        let name = names.next().unwrap();
        let path = bot
            .folders
            .content
            .path()
            .join(format!("articles/{name}.md"));
        fs::write(path, "+++\ntitle = \"Beavers\"\n+++\n## What do beavers gnaw on all day?\nBeavers gnaw on willow and poplar.\n").unwrap();
        let running = boss.slash(&Channel::default(), "reindex", &shared);
        assert_says(&running.callback().await["data"], "Rebuilding the index");
        // The old index answers meanwhile.
        assert_says(
            &discord
                .reply_to(ann.asks(&Channel::default(), QUESTION))
                .await,
            FISH,
        );
        let done = running.answer_when("a report", reports).await;
        assert!(is_private(&done));
        if text_of(&done).contains(&format!("New: {name}")) {
            break;
        }
        assert_says(&done, "Nothing has changed");
    }
    assert_says(
        &discord
            .reply_to(ann.asks(&Channel::default(), "what do beavers gnaw on"))
            .await,
        "willow and poplar",
    );

    // Broken content leaves the last good index.
    fs::remove_dir_all(bot.folders.content.path().join("articles")).unwrap();
    let failing = boss.slash(&Channel::default(), "reindex", &shared);
    failing
        .answer_when("a failure", |message| {
            text_of(message).contains("didn't work")
        })
        .await;
    assert_says(
        &discord
            .reply_to(ann.asks(&Channel::default(), QUESTION))
            .await,
        FISH,
    );
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn help_names_commands_to_press_and_questions_to_try() {
    let discord = Discord::start("help").await;
    let folders = Folders::new();
    let example = format!("examples = [\"{QUESTION}?\"]");
    fs::write(folders.content.path().join("library.toml"), example).unwrap();
    let bot = Bot::launch(settings(&discord), folders);
    bot.connected(&discord, 1).await;
    let (ann, place) = (discord.user(1).speaking("de"), Channel::default());
    let help = super::within_five_seconds(async {
        loop {
            let help = ann.slash(&place, "help", &json!([])).answer().await;
            if text_of(&help).contains("</ask:") {
                return help;
            }
        }
    })
    .await;
    for name in ["ask", "articles", "privacy", "about"] {
        let commands = discord.global_commands();
        let command = commands.iter().find(|command| command["name"] == name);
        let id = command.unwrap()["id"].as_str().unwrap();
        assert_says(&help, &format!("</{name}:{id}>"));
    }
    assert_says(&help, "Probier eine davon aus");
    let answer = ann.presses(&place, &help, QUESTION).answer().await;
    assert!(is_private(&answer));
    assert_says(&answer, FISH);
    // One that was taken out of the library meanwhile.
    let stale = ann.presses_id(&place, &help, "2AA8F").answer().await;
    assert_says(&stale, "Dieser Button ist veraltet");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_tells_about_itself() {
    let discord = Discord::start("about").await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    assert_says(
        &ann.slash(&Channel::default(), "help", &json!([]))
            .answer()
            .await,
        "exact quotes",
    );
    let about = ann
        .slash(&Channel::default(), "about", &json!([]))
        .answer()
        .await;
    assert_says(&about, env!("CARGO_PKG_VERSION"));
    assert_says(&about, "CC-BY-4.0, CC0-1.0");
    assert_says(&about, "last read <t:");
    let nothing = ann
        .slash(&Channel::default(), "privacy", &json!([]))
        .answer()
        .await;
    assert_says(&nothing, "keep nothing about you");
    for word in [
        "with Find an answer, or when you mention me without a question in a reply, that one message. I never keep its text",
        "for 365 days",
        "counts go after 400 days",
        "for 730 days a log",
        "under a pseudonym",
    ] {
        assert_says(&nothing, word);
    }

    discord
        .reply_to(ann.asks(&Channel::default(), QUESTION))
        .await;
    // By the end it has written down which message answers which.
    let bot = bot.restart(&discord).await;
    let kept = ann
        .slash(&Channel::default(), "privacy", &json!([]))
        .answer()
        .await;
    assert_says(&kept, "1 answered message");
    assert_says(
        &ann.presses(&Channel::default(), &kept, "Delete mine")
            .answer()
            .await,
        "Deleted",
    );
    assert_says(
        &ann.slash(&Channel::default(), "privacy", &json!([]))
            .answer()
            .await,
        "keep nothing about you",
    );
    bot.end().await;
}

async fn articles_are_browsed_and_read(transport: Transport) {
    let discord = Discord::start_as("articles", transport).await;
    let bot = Bot::start(&discord).await;
    let ann = discord.user(1);
    let list = ann
        .slash(&Channel::default(), "articles", &json!([]))
        .answer()
        .await;
    assert!(is_private(&list));
    assert_says(&list, "Otters in zoos");
    let article = ann.picks(&Channel::default(), &list, 0).answer().await;
    assert_says(&article, "What do otters eat?");
    let section = ann.picks(&Channel::default(), &article, 1).answer().await;
    assert_says(&section, "densest fur");
    let before = ann
        .presses(&Channel::default(), &section, "Previous")
        .answer()
        .await;
    assert_says(&before, FISH);
    assert_says(
        &ann.presses(&Channel::default(), &before, "All articles")
            .answer()
            .await,
        "Otters in zoos",
    );

    let choices = ann
        .types(&Channel::default(), "articles", "article", "zoo")
        .choices()
        .await;
    assert_eq!(choices[0]["name"], "Otters in zoos");
    let chosen = json!([{"name": "article", "type": 3, "value": choices[0]["value"]}]);
    assert_says(
        &ann.slash(&Channel::default(), "articles", &chosen)
            .answer()
            .await,
        "How long do zoo otters sleep?",
    );
    bot.end().await;
}
