//! `engram doctor` against a Discord on loopback.

use expect_test::{Expect, expect};
use serde_json::json;

use crate::fake_discord::{Discord, TOKEN};
use crate::program::{Output, run};
use crate::support::Folder;

const OTTERS: &str = "+++\ntitle = \"Otters\"\nauthors = [\"A. Diver\"]\nlicense = \"CC0-1.0\"\n+++\n\
                      ## What do otters eat?\nOtters eat fish, crabs and sea urchins.\n";

/// A place for the bot, with articles and no index yet.
struct Channel(Folder);

impl Channel {
    fn new() -> Self {
        Self(Folder::new().with("content/articles/otters.md", OTTERS))
    }

    /// Runs the program there.
    async fn run(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let path = |name: &str| self.0.path().join(name).display().to_string();
        let mut environment: Vec<(String, String)> = environment
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        for (name, folder) in [
            ("ENGRAM_CONTENT", "content"),
            ("ENGRAM_INDEX", "index"),
            ("ENGRAM_DATA", "data"),
        ] {
            environment.push((name.to_owned(), path(folder)));
        }
        let arguments: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
        tokio::task::spawn_blocking(move || run(&arguments, &environment))
            .await
            .unwrap()
    }

    async fn examined(&self, discord: &Discord, code: i32, expected: Expect) {
        let url = discord.api_url();
        let ran = self
            .run(
                &["doctor"],
                &[("DISCORD_TOKEN", TOKEN), ("ENGRAM_API_URL", &url)],
            )
            .await;
        assert!(!ran.stderr.contains(TOKEN));
        let said = self.said(&ran.ends_with(code));
        expected.assert_eq(&said);
    }

    /// What was printed, without what differs from machine to machine.
    fn said(&self, printed: &str) -> String {
        let printed = printed.replace(&self.0.path().display().to_string(), "…");
        let mut said = String::new();
        for line in printed.lines() {
            match (line.contains(" GB free"), line.contains("clock ")) {
                (true, _) => said += "      disk         (so much) free\n",
                (_, true) => said += "      clock        (so far off)\n",
                _ => {
                    said += line;
                    said.push('\n');
                }
            }
        }
        said
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_bot_is_told_what_is_missing_and_what_comes_by_itself() {
    let discord = Discord::start("doctor-new").await;
    let place = Channel::new();
    place.examined(&discord, 0, expect![[r#"
        ok    token        it belongs to Engram (4000000000000000001)
        ok    intents      none is privileged, and none is needed
        ok    permissions  it has all that it needs in 1 guild
        warn  commands     not registered: ask, Find an answer, articles, help, privacy, about, content, reindex, gaps, stats, settings
              hint: engram serve registers them when it starts
        ok    installation in servers and to people's accounts
        warn  listing      the application has no description and no tags
              hint: fill them in on the page General Information: the App Directory and the bot's profile show them
        warn  links        none to the terms of service and the privacy policy
              hint: publish docs/terms.md and docs/privacy.md and set their addresses on the page General Information
        ok    connections  999 more are allowed today
              clock        (so far off)
        warn  articles     1 article, 6 problems
              hint: engram check lists them with file and line
        warn  index        there is none yet
              hint: the first start builds it, and so does engram index build
        ok    store        none yet; the first start makes …/data/engram.db
              disk         (so much) free
              disk         (so much) free

        Invite it with https://discord.com/oauth2/authorize?client_id=4000000000000000001&scope=bot+applications.commands&permissions=274878024768
    "#]]).await;
    place.run(&["index", "build"], &[]).await.ends_with(0);
    discord.permit(1 << 10);
    discord.set_application("flags", json!(1 << 19));
    discord.set_application("integration_types_config", json!({"0": {}}));
    discord.set_application("description", json!("Exact quotes."));
    discord.set_application("tags", json!(["education", "training"]));
    discord.set_application("terms_of_service_url", json!("https://example.org/terms"));
    discord.set_application("interactions_endpoint_url", json!("https://example.org/"));
    place.examined(&discord, 1, expect![[r#"
        ok    token        it belongs to Engram (4000000000000000001)
        warn  intents      switched on and not needed: Message Content
              hint: switch them off on the page Bot: a large bot has to ask Discord's leave for them every year
        warn  permissions  of 1 guild, 5000000000000000001 lacks Send Messages, Embed Links, Attach Files, Read Message History, Send Messages in Threads, Add Reactions
              hint: open the link below and choose that guild again
        warn  commands     not registered: ask, Find an answer, articles, help, privacy, about, content, reindex, gaps, stats, settings
              hint: engram serve registers them when it starts
        warn  installation in servers only: people can't add it to their account and use its commands everywhere
              hint: choose both installation contexts on the page Installation of your application
        ok    listing      a description and 2 tags
        warn  links        none to the privacy policy
              hint: publish docs/terms.md and docs/privacy.md and set their addresses on the page General Information
        FAIL  interactions Discord sends them to an Interactions Endpoint URL, so that no command comes over the gateway
              hint: empty that field on the page General Information of your application, or run engram serve --http
        ok    connections  999 more are allowed today
              clock        (so far off)
        warn  articles     1 article, 6 problems
              hint: engram check lists them with file and line
        ok    index        fits the articles: 1 article, 1 passage, every checksum is right
        ok    store        none yet; the first start makes …/data/engram.db
              disk         (so much) free
              disk         (so much) free

        Invite it with https://discord.com/oauth2/authorize?client_id=4000000000000000001&scope=bot+applications.commands&permissions=274878024768
    "#]]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_broken_is_told_and_no_token_is_shown() {
    let place = Channel::new();
    let said = async |token: &str, url: &str| {
        let environment = [("DISCORD_TOKEN", token), ("ENGRAM_API_URL", url)];
        let ran = place.run(&["doctor"], &environment).await;
        assert!(
            !ran.stdout.contains("SeCrEt") && !ran.stderr.contains("SeCrEt"),
            "{}{}",
            ran.stdout,
            ran.stderr
        );
        assert_eq!(ran.code, 1, "{}", ran.stdout);
        let lines: Vec<&str> = ran.stdout.lines().take(2).collect();
        lines.join("\n").replace(url, "(its address)")
    };
    let discord = Discord::start("doctor-broken").await;
    let url = discord.api_url();
    let mut first_lines = vec![
        said("", &url).await,
        said("SeCrEt", &url).await,
        said("SeCrEt.SeCrEt.SeCrEt", &url).await,
        said("SeCrEt.SeCrEt.SeCrEt", "http://127.0.0.1:1").await,
    ];
    discord.refuse("GET", "/users/@me", 503);
    first_lines.push(said(TOKEN, &url).await);
    expect![[r#"
        FAIL  token        DISCORD_TOKEN is not set
              hint: copy it from the page Bot of your application at https://discord.com/developers/applications
        FAIL  token        this is no bot token: one has three parts between dots
              hint: copy it again from the page Bot of your application at https://discord.com/developers/applications, not the client secret or public key
        FAIL  token        Discord refuses it
              hint: copy it again from the page Bot of your application at https://discord.com/developers/applications
        FAIL  discord      GET (its address)/api/v10/users/@me: the connection is refused
              hint: check api_url, and whether a firewall or a proxy is in between
        FAIL  discord      GET (its address)/api/v10/users/@me: the server has a fault (status 503: refused by the test)
              hint: Discord or the proxy has a fault: see https://discordstatus.com"#]]
    .assert_eq(&first_lines.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn articles_that_cannot_be_read_are_one_finding_among_the_others() {
    let place = Channel::new();
    place.run(&["index", "build"], &[]).await.ends_with(0);
    let content = place.0.path().join("content");
    std::fs::rename(&content, place.0.path().join("elsewhere")).unwrap();
    let named = ["doctor", "--content", content.to_str().unwrap()];
    for arguments in [&named[..1], &named] {
        let ran = place.run(arguments, &[]).await;
        let printed = place.said(&ran.ends_with(1));
        let parts: Vec<&str> = (printed.lines().filter(|line| !line.contains("hint: ")))
            .filter_map(|line| line[6..].split(' ').next())
            .collect();
        assert_eq!(
            parts,
            ["token", "articles", "store", "disk", "disk"],
            "{printed}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_index_is_a_failure() {
    let place = Channel::new();
    place.run(&["index", "build"], &[]).await.ends_with(0);
    let library = place.0.path().join("index/shared");
    let current = std::fs::read_to_string(library.join("current")).unwrap();
    let path = library.join(current.trim()).join("catalogue.json");
    let mut bytes = std::fs::read(&path).unwrap();
    let last = bytes.len() - 2;
    bytes[last] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let ran = place.run(&["doctor"], &[]).await;
    let printed = place.said(&ran.ends_with(1));
    assert!(
        printed.contains("FAIL  index        it is damaged: catalogue.json: its content has changed\n      hint: engram index build"),
        "{printed}"
    );
}
