//! The real program as a bot: what it writes, how it ends, and what it does with a damaged index.

use std::fs;
use std::path::Path;

use crate::fake_discord::{Channel, Discord, Fault, TOKEN, page_of};
use crate::program::{BotProcess, OPS_ADDRESS, program};
use crate::support::Folder;

/// A part of every token of an interaction: with one, anyone may answer in the bot's name for 15 minutes.
const INTERACTION: &str = "-a-token-of-some-length";
const PASSWORD: &str = "pAsSwOrD-of-the-database";
const QUESTION: &str = "what makes dough rise";

/// Every file below a folder, as text.
fn files(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            let bytes = fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            found.push((path.display().to_string(), text));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bot_that_logs_everything_tells_no_secret_and_ends_when_told() {
    for format in ["text", "json"] {
        let discord = Discord::start(&format!("secrets-{format}")).await;
        discord.refuse("PUT", "/commands", 500);
        let folder = Folder::new();
        // More than the bounds allow is asked for by name, too.
        let level = "trace,tungstenite::protocol=trace,hyper::proto=trace,serenity::http=trace";
        let environment = [
            ("ENGRAM_LOG_LEVEL", level),
            ("ENGRAM_LOG_FORMAT", format),
            ("RUST_BACKTRACE", "1"),
            (OPS_ADDRESS, "127.0.0.1:0"),
        ];
        let mut bot = BotProcess::start(&discord, folder.path(), &environment);
        discord.sessions(1).await;
        let ann = discord.user(1);
        ann.slash_asks(&Channel::default(), QUESTION).answer().await;
        discord.drop_socket();
        discord.sessions(2).await;
        discord
            .reply_to(ann.asks(&Channel::default(), QUESTION))
            .await;

        let mut written = Vec::new();
        for page in ["/metrics", "/readyz"] {
            written.push((page.to_owned(), bot.get(page).await.1));
        }
        let log = bot.end().await;
        assert!(log.contains("TRACE"), "nothing was traced");
        written.push(("the log".to_owned(), log));
        files(folder.path(), &mut written);
        assert_silent(written);
    }
}

#[track_caller]
fn assert_silent(written: Vec<(String, String)>) {
    let parts: Vec<&str> = TOKEN.split('.').collect();
    for (name, text) in written {
        for secret in [TOKEN, parts[1], parts[2], INTERACTION, QUESTION, PASSWORD] {
            let line = text.lines().find(|line| line.contains(secret));
            assert_eq!(line, None, "{name} holds what it must not");
        }
    }
}

/// The ends that go wrong: a token that is refused, an address that is not to be had, a database that is not there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_error_tells_a_secret() {
    let discord = Discord::start("secrets-errors").await;
    let trace = ("ENGRAM_LOG_LEVEL", "trace");
    let refused = TOKEN.replace("MTAw", "MTAx");
    for wrong in [
        ("DISCORD_TOKEN", refused.as_str()),
        (OPS_ADDRESS, "192.0.2.1:9464"),
        (
            "DATABASE_URL",
            "mysql://engram:pAsSwOrD-of-the-database@127.0.0.1:1/engram",
        ),
    ] {
        let folder = Folder::new();
        let bot = BotProcess::start(&discord, folder.path(), &[trace, wrong]);
        let (code, log) = bot.ended().await;
        assert_eq!(code, Some(2), "{log}");
        let mut written = vec![("the log".to_owned(), log)];
        files(folder.path(), &mut written);
        assert_silent(written);
    }
    let folder = Folder::new();
    let mut doctor = program(&["doctor", "--content", "tests/content/bakery"]);
    doctor
        .env("DISCORD_TOKEN", TOKEN)
        .env("ENGRAM_API_URL", discord.api_url())
        .env("ENGRAM_DATA", folder.path().join("data"))
        .env("ENGRAM_INDEX", folder.path().join("index"))
        .env(
            "DATABASE_URL",
            "postgres://engram:pAsSwOrD-of-the-database@127.0.0.1:1/engram",
        )
        .envs([trace]);
    let output = tokio::task::spawn_blocking(move || doctor.output().unwrap())
        .await
        .unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(said.contains("FAIL  store"), "{said}");
    assert_silent(vec![("doctor".to_owned(), said)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changed_bytes_in_the_index_are_found_after_the_start_and_mended() {
    let folder = Folder::new();
    let index = folder.path().join("index");
    let built = program(&["index", "build", "--content", "tests/content/bakery"])
        .arg("--index")
        .arg(&index)
        .output()
        .unwrap();
    assert!(built.status.success(), "{built:?}");
    let path = index.join("shared/g00000001/terms");
    let lengths = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|kind| kind == "fieldnorm"))
        .unwrap();
    // The end of the file is read when it is opened, its start is not.
    let mut bytes = fs::read(&lengths).unwrap();
    bytes[0] ^= 1;
    fs::write(&lengths, bytes).unwrap();

    let discord = Discord::start("damaged").await;
    let mut bot = BotProcess::start(&discord, folder.path(), &[]);
    bot.logs("the index was damaged and was rebuilt").await;
    discord.sessions(1).await;
    let asked = discord.user(1).slash_asks(&Channel::default(), QUESTION);
    let answer = asked.answer().await;
    assert!(page_of(&answer).is_some(), "{answer}");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_on_the_same_store_is_told_at_once() {
    let discord = Discord::start("second-process").await;
    let folder = Folder::new();
    let first = BotProcess::start(&discord, folder.path(), &[]);
    discord.sessions(1).await;
    let mut second = BotProcess::start(&discord, folder.path(), &[]);
    second
        .logs("another process runs with this token on this store")
        .await;
    let (code, said) = second.ended().await;
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("another process runs the bot with this token on the store in"),
        "{said}"
    );
    assert_eq!(discord.begun_sessions(), 1);
    first.end().await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_tls_it_answers_keeps_the_limits_and_trusts_no_stranger() {
    let discord = Discord::start("tls").await;
    let folder = Folder::new();
    let certificate = folder.path().join("certificate.pem");
    discord.serve_tls(&certificate).await;
    let mut stranger = BotProcess::start(&discord, &folder.path().join("stranger"), &[]);
    stranger.logs("no TLS connection").await;
    stranger
        .logs("check the clock and the CA certificates")
        .await;
    stranger.kill();

    let environment = [
        ("SSL_CERT_FILE", certificate.to_str().unwrap()),
        (OPS_ADDRESS, "127.0.0.1:0"),
    ];
    let mut bot = BotProcess::start(&discord, folder.path(), &environment);
    discord.sessions(1).await;
    let (ann, place) = (discord.user(1), Channel::default());
    ann.slash_asks(&place, QUESTION).answer().await;
    let limited = Fault::Limited {
        after: 0.3,
        global: false,
    };
    discord.fault("POST", "/messages", limited);
    discord.reply_to(ann.asks(&place, QUESTION)).await;
    let (_, metrics) = bot.get("/metrics").await;
    let counted = "engram_discord_limited_total 1\n";
    assert!(metrics.contains(counted), "{metrics}");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_for_good_ends_it_with_2_and_one_clear_line() {
    for (code, word) in [
        (4004, "setting DISCORD_TOKEN or DISCORD_TOKEN_FILE: "),
        (4014, "the intents"),
    ] {
        let discord = Discord::start(&format!("process-{code}")).await;
        discord.close_on_identify(code);
        let folder = Folder::new();
        let bot = BotProcess::start(&discord, folder.path(), &[]);
        let (ended, log) = bot.ended().await;
        assert_eq!(ended, Some(2), "{log}");
        let said = log.lines().filter(|line| line.contains(word)).count();
        assert_eq!(said, 1, "{log}");
        assert!(log.contains("hint: ") && !log.contains(TOKEN), "{log}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn articles_are_read_anew_when_a_file_changes_and_when_it_is_told_to() {
    let discord = Discord::start("watched").await;
    let folder = Folder::new().with(
        "content/bread.md",
        "# Bread\n\n## What makes dough rise?\nYeast does.\n",
    );
    let content = folder.path().join("content");
    let mut bot = BotProcess::start(
        &discord,
        folder.path(),
        &[("ENGRAM_CONTENT", content.to_str().unwrap())],
    );
    discord.sessions(1).await;
    bot.logs("watched for changes").await;

    let article = "# Otters\n\n## What do otters eat?\nOtters eat trout and eels.\n";
    fs::write(content.join("otters.md"), article).unwrap();
    let ann = discord.user(1);
    bot.logs("their files have changed").await;
    loop {
        let answer = ann
            .slash_asks(&Channel::default(), "what do otters eat?")
            .answer()
            .await;
        if answer.to_string().contains("trout and eels") {
            break;
        }
    }
    bot.signal("HUP");
    bot.logs("SIGHUP").await;
    bot.end().await;

    let stats = program(&["stats", "--content", content.to_str().unwrap()])
        .env("ENGRAM_DATA", folder.path().join("data"))
        .output()
        .unwrap();
    let said = String::from_utf8(stats.stdout).unwrap();
    assert!(said.contains("Otters › What do otters eat?"), "{said}");
}
