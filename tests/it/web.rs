//! `engram web`, as a browser meets it over HTTP.

mod browser;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};

use crate::fake_discord::{page_of, parts, shown_texts};
use crate::program::{engram, program};
use crate::support::{Folder, copy, repository};

/// A library to start from, with its index, built once for all tests.
static LIBRARY: LazyLock<Folder> = LazyLock::new(|| {
    let folder = Folder::new();
    let (content, index) = (folder.path().join("content"), folder.path().join("index"));
    let (content, index) = (content.to_str().unwrap(), index.to_str().unwrap());
    engram(&["init", content], "").ends_with(0);
    let build = ["index", "build", "--content", content, "--index", index];
    engram(&build, "").ends_with(0);
    folder
});

/// A page that is served by a process of its own.
pub(crate) struct WebProcess {
    child: Child,
    url: String,
    client: Client,
    folder: Folder,
}

impl WebProcess {
    /// Serves a copy of the library, with more arguments.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let folder = Folder::new();
        copy(LIBRARY.path(), folder.path());
        let mut child = program(&["web", "--address", "127.0.0.1:0"])
            .args(arguments)
            .arg("--content")
            .arg(folder.path().join("content"))
            .arg("--index")
            .arg(folder.path().join("index"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let url = line.trim().trim_end_matches('/').to_owned();
        assert!(url.starts_with("http://127.0.0.1:"), "{url}");
        Self {
            child,
            url,
            client: Client::new(),
            folder,
        }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The folder of its articles.
    fn content(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join("content").join(name)
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(format!("{}{path}", self.url))
    }

    fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.client
            .post(format!("{}/api/{path}", self.url))
            .header("content-type", "application/json")
            .body(body.to_string())
    }

    async fn json(&self, path: &str, body: &Value) -> Value {
        let response = self.post(path, body).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path} {body}");
        read(response).await
    }

    async fn ask(&self, question: &str) -> Value {
        self.json("ask", &json!({"question": question})).await
    }

    /// Presses a component of a message.
    async fn press(&self, message: &Value, custom_id: &Value, value: &Value) -> Value {
        let components = &message["components"];
        let pressed = json!({"custom_id": custom_id, "value": value, "components": components});
        self.json("press", &pressed).await
    }
}

impl Drop for WebProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn read(response: Response) -> Value {
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}

/// The component of a message with this label; `menu` is one that has none.
fn component<'a>(message: &'a Value, label: &str) -> &'a Value {
    let found = parts(message).find(|part| part["label"].as_str().unwrap_or("menu") == label);
    found.unwrap_or_else(|| panic!("no {label} in {message}"))
}

fn described(reply: &Value) -> String {
    shown_texts(&reply["message"]).join("\n")
}

const QUESTION: &str = "how do i write my first article";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_button_of_an_answer_does_what_it_does_in_discord() {
    let page = WebProcess::start(&[]);
    let answer = page.ask(QUESTION).await;
    let message = &answer["message"];
    assert!(
        described(&answer).starts_with(&format!(
            "### {QUESTION}\n**Put a Markdown file into the folder"
        )),
        "{answer}"
    );
    let press = async |label: &str| {
        let id = &component(message, label)["custom_id"];
        page.press(message, id, &Value::Null).await
    };

    let next = press("Next ▶").await;
    assert_eq!(next["update"], true);
    assert!(page_of(&next["message"]).unwrap().starts_with("2/"));
    assert_ne!(described(&next), described(&answer));
    let back = &component(&next["message"], "◀ Back")["custom_id"];
    let back = page.press(&next["message"], back, &Value::Null).await;
    assert_eq!(back["message"], *message);

    let more = press("Context").await;
    assert!(described(&more).len() > described(&answer).len());
    let less = &component(&more["message"], "Less context")["custom_id"];
    let less = page.press(&more["message"], less, &Value::Null).await;
    assert_eq!(less["message"], *message);

    let sources = press("Sources").await;
    assert_eq!(
        (&sources["update"], &sources["private"]),
        (&json!(false), &json!(true))
    );
    assert!(described(&sources).contains("First steps"), "{sources}");
    assert_eq!(
        press("Helpful").await["message"]["content"],
        "Glad it helped."
    );
    assert_eq!(press("Not helpful").await["update"], false);

    let article = press("Read article").await;
    assert_eq!(article["update"], false);
    assert!(described(&article).contains("Put a Markdown file into the folder"));
    let menu = component(message, "menu");
    let question = &menu["options"][0];
    let related = page.press(message, &menu["custom_id"], &question["value"]);
    let heading = format!("### {}\n", question["label"].as_str().unwrap());
    assert!(described(&related.await).starts_with(&heading), "{heading}");

    let old = page.press(message, &json!("1?"), &Value::Null).await;
    assert_eq!(
        old["message"]["content"],
        "That button is out of date. Please ask again."
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_gives_its_reason_and_a_menu_leads_to_a_section() {
    let page = WebProcess::start(&[]);
    let refused = page.ask("which server do i need").await;
    assert!(
        described(&refused).contains("\nThese articles are about writing"),
        "{refused}"
    );

    let list = page.json("command", &json!({"name": "articles"})).await;
    let menu = component(&list["message"], "menu");
    let opened = page.press(
        &list["message"],
        &menu["custom_id"],
        &menu["options"][0]["value"],
    );
    let opened = opened.await;
    assert_eq!(opened["update"], true);
    let menu = component(&opened["message"], "menu");
    let section = page.press(
        &opened["message"],
        &menu["custom_id"],
        &menu["options"][1]["value"],
    );
    assert!(described(&section.await).contains("people rarely use the words of your headings"));
    for (command, says) in [
        ("help", "this library"),
        ("about", "Librarian"),
        ("about", "Licence of the articles"),
    ] {
        let said = page.json("command", &json!({"name": command})).await;
        assert!(described(&said).contains(says), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_is_completed_and_a_choice_opens_its_section() {
    let page = WebProcess::start(&[]);
    let choices = page.json("suggest", &json!({"typed": "why should"})).await;
    assert_eq!(
        choices[0]["name"],
        "Why should I write down how people ask?"
    );
    let opened = page.ask(choices[0]["value"].as_str().unwrap()).await;
    assert!(described(&opened).contains("people rarely use the words of your headings"));
    let profile = page.json("profile", &json!({})).await;
    assert_eq!(profile["name"], "Librarian");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_saved_article_is_reread_and_a_problem_has_its_file_and_line() {
    let page = WebProcess::start(&[]);
    let before = page.json("library", &json!({})).await;
    assert_eq!(before["problems"], json!([]));
    assert_eq!(before["articles"][0]["sections"][0]["wordings"], 20);
    let article = "# Otters\n\n## What do otters eat?\n\nOtters eat fish, crabs and sea urchins.\n";
    fs::write(page.content("articles/otters.md"), article).unwrap();
    let mut version = 0;
    // The folder may be seen in the middle of a change, so the next one is waited for too.
    let answer = loop {
        let state = page.json("changes", &json!({"version": version})).await;
        assert_eq!(state["fault"], Value::Null);
        version = state["version"].as_u64().unwrap();
        let answer = page.ask("What do otters eat?").await;
        if described(&answer).contains("sea urchins") {
            break answer;
        }
    };
    assert!(described(&answer).contains("Otters › What do otters eat?"));
    let after = page.json("library", &json!({})).await;
    let problem = &after["problems"][0];
    assert_eq!(problem["path"], "articles/otters.md");
    assert_eq!(problem["line"], 1);
    assert_eq!(after["articles"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn why_names_the_nearest_sections_wording_and_group() {
    let page = WebProcess::start(&[]);
    let why = page
        .json("why", &json!({"question": "which folder is for texts"}))
        .await;
    let sections = why["sections"].as_array().unwrap();
    assert_eq!(sections.len(), 3, "{why}");
    assert_eq!(
        sections[0]["id"],
        "first-steps#how-do-i-write-my-first-article"
    );
    assert!(
        why["decided"].as_str().unwrap().contains("from 56 % on"),
        "{why}"
    );
    if cfg!(feature = "semantic") {
        let nearest = &sections[0]["nearest_wording"];
        assert_eq!(nearest["text"], "which folder is for the texts");
        assert!(nearest["cosine"].as_f64().unwrap() > 0.9);
        assert_eq!(why["not_covered"]["label"], "Hosting and prices");
    }
    let heading = json!({"question": "How do I write my first article?"});
    let heading = page.json("why", &heading).await;
    assert_eq!(
        heading["decided"],
        "It is the heading of a section, word for word."
    );
    let hi = page.json("why", &json!({"question": "hi"})).await;
    assert_eq!(
        hi["decided"],
        "It is small talk, so nothing was searched for."
    );
    assert_eq!(hi["sections"], json!([]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_response_forbids_foreign_scripts_and_frames() {
    let page = WebProcess::start(&[]);
    let answers = [
        page.get("/"),
        page.get("/page.css"),
        page.get("/page.js"),
        page.get("/elsewhere"),
        page.post("profile", &json!({})),
    ];
    for request in answers {
        let answer = request.send().await.unwrap();
        let policy = answer.headers()["content-security-policy"]
            .to_str()
            .unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"));
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"));
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
        assert!(
            answer
                .headers()
                .get("access-control-allow-origin")
                .is_none()
        );
    }
    let foreign = page
        .post("profile", &json!({}))
        .header("host", "evil.example");
    assert_eq!(foreign.send().await.unwrap().status(), 403);
    let long = json!({"question": "a".repeat(64 * 1024)});
    assert_eq!(page.post("ask", &long).send().await.unwrap().status(), 413);
    let malformed = page.post("ask", &json!({"q": 1})).send().await.unwrap();
    assert!(malformed.status().is_client_error());
}

#[test]
fn the_page_holds_no_inline_script_and_names_no_other_site() {
    for (name, forbidden) in [
        (
            "page.html",
            &["://", "style=", "onclick", "<style", "javascript:"][..],
        ),
        ("page.css", &["://", "@import", "url("]),
        (
            "page.js",
            &[
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "eval(",
                "://",
            ],
        ),
    ] {
        let text = fs::read_to_string(repository("src/web").join(name)).unwrap();
        for word in forbidden {
            assert!(!text.contains(word), "{name} has {word}");
        }
    }
    let html = fs::read_to_string(repository("src/web/page.html")).unwrap();
    assert_eq!(html.matches("<script").count(), 1);
    assert!(html.contains("<script src=\"page.js\" defer></script>"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_token_nothing_is_told_without_it() {
    let folder = Folder::new().with("token", "0123456789abcdef\n");
    let token = folder.path().join("token");
    let page = WebProcess::start(&["--token-file", token.to_str().unwrap()]);
    assert_eq!(page.get("/").send().await.unwrap().status(), 200);
    let refused = page.post("library", &json!({})).send().await.unwrap();
    assert_eq!(refused.status(), 401);
    assert_eq!(refused.headers()["www-authenticate"], "Bearer");
    let with = |token: &str| page.post("profile", &json!({})).bearer_auth(token);
    assert_eq!(with("0123456789abcdeg").send().await.unwrap().status(), 401);
    assert_eq!(with("0123456789abcdef").send().await.unwrap().status(), 200);
}

#[test]
fn an_address_that_others_reach_needs_a_token() {
    let folder = Folder::new()
        .with("short", "0123456789abcde")
        .with("spaced", "0123456789 abcdef");
    let open = engram(&["web", "--address", "0.0.0.0:0"], "");
    assert_eq!(open.code, 2);
    assert!(
        open.stderr.contains("so the page needs a token\nhint:"),
        "{}",
        open.stderr
    );
    for name in ["short", "spaced"] {
        let file = folder.path().join(name);
        let refused = engram(&["web", "--token-file", file.to_str().unwrap()], "");
        assert_eq!(refused.code, 2);
        assert!(
            refused
                .stderr
                .contains("holds no usable token: at least 16"),
            "{}",
            refused.stderr
        );
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ctrl_c_ends_it_and_a_taken_port_is_told() {
    let mut page = WebProcess::start(&[]);
    let address = page.url().trim_start_matches("http://").to_owned();
    let content = page.content("");
    let index = page.folder.path().join("index");
    let taken = engram(
        &[
            "web",
            "--address",
            &address,
            "--content",
            content.to_str().unwrap(),
            "--index",
            index.to_str().unwrap(),
        ],
        "",
    );
    assert_eq!(taken.code, 2);
    assert!(
        taken.stderr.contains("could not listen on"),
        "{}",
        taken.stderr
    );
    let told = Command::new("kill")
        .args(["-s", "INT", &page.child.id().to_string()])
        .status();
    assert!(told.unwrap().success());
    assert_eq!(page.child.wait().unwrap().code(), Some(0));
}

/// Whether a program of this name can be run.
fn is_installed(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}
