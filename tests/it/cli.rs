//! The program's subcommands: exit codes, streams, what stands in its help.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use expect_test::expect;

use crate::program::{Output, engram, program};
use crate::support::Folder;

/// Articles on otters with an index; built once for all tests, so that none waits for another's build.
static OTTERS: LazyLock<Folder> = LazyLock::new(|| {
    let otters = Folder::new()
        .with(
            "content/articles/food.md",
            "+++\ntitle = \"What otters live on\"\nauthors = [\"A. Diver\"]\nlicense = \"CC0-1.0\"\n+++\n\
             ## What do otters eat?\n<!-- grade: strong -->\n\
             Otters eat fish, crabs and sea urchins. They hunt at night, when eels are slow.\n\n\
             ## How much does an otter eat a day?\n<!-- grade: moderate -->\n\
             A sea otter eats a quarter of its own weight a day, because it has no fat to keep it warm.\n",
        )
        .with(
            "content/articles/sleep.md",
            "+++\ntitle = \"How otters sleep\"\nauthors = [\"A. Diver\"]\nlicense = \"CC0-1.0\"\n+++\n\
             ## Where do otters sleep?\n\
             Sea otters sleep afloat on their backs, wrapped in kelp so that they do not drift away.\n",
        );
    let built = ask_of(&otters, &["index", "build"], "");
    assert_eq!(built.code, 0, "{}", built.stderr);
    otters
});

fn ask_of(folder: &Folder, arguments: &[&str], stdin: &str) -> Output {
    let content = folder.path().join("content");
    let index = folder.path().join("index");
    let mut all = arguments.to_vec();
    all.extend([
        "--content",
        content.to_str().unwrap(),
        "--index",
        index.to_str().unwrap(),
    ]);
    engram(&all, stdin)
}

pub(crate) fn otters(arguments: &[&str], stdin: &str) -> Output {
    ask_of(&OTTERS, arguments, stdin)
}

#[test]
fn an_answer_is_quoted_with_its_place_and_ends_with_0() {
    let answer = otters(&["ask", "what", "do", "otters", "eat?"], "");
    expect![[r#"
        Otters eat fish, crabs and sea urchins. They hunt at night, when eels are slow.

        — What otters live on: What do otters eat?
          Strong evidence: several good studies in people agree

        Related questions:
          1  How much does an otter eat a day?
          2  Where do otters sleep?
    "#]]
    .assert_eq(&answer.ends_with(0));
}

#[test]
fn no_answer_ends_with_1() {
    let nothing = otters(&["ask", "qwxzv blorfnik"], "");
    expect![[r#"
        I couldn't find any of those words. Try rephrasing.
    "#]]
    .assert_eq(&nothing.ends_with(1));
}

#[test]
fn an_error_ends_with_2_and_says_what_to_do() {
    let empty = Folder::new();
    let path = empty.path().join("none");
    let failed = engram(
        &["ask", "--content", path.to_str().unwrap(), "anything"],
        "",
    );
    assert_eq!((failed.code, failed.stdout.as_str()), (2, ""));
    let message = failed.stderr.replace(&path.display().to_string(), "DIR");
    expect![[r#"
        error: could not read the articles in DIR: No such file or directory (os error 2)
        hint: without --content the articles are looked for in the folder `content` where the program is started; name the folder that they are in, or make one with `engram init DIR`
    "#]]
    .assert_eq(&message);
}

#[test]
fn a_batch_is_answered_line_by_line_and_a_broken_line_is_reported() {
    let questions = "{\"id\": \"a\", \"question\": \"where do otters sleep\"}\n\
                     \n\
                     what?\n\
                     {\"id\": 7, \"question\": \"what do otters eat\", \"style\": \"plain\"}\n";
    let answered = otters(&["ask", "--batch", "-"], questions);
    assert_eq!(answered.code, 2);
    expect![[r#"
        -:3: not of the form {"id": …, "question": "…"}: expected value at line 1 column 1
    "#]]
    .assert_eq(&answered.stderr);
    let ids: Vec<serde_json::Value> = answered
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].take())
        .collect();
    assert_eq!(ids, [serde_json::json!("a"), serde_json::json!(7)]);
}

#[test]
fn without_a_token_piped_questions_are_answered() {
    let chat = otters(&[], "where do otters sleep\n\nthanks\n");
    expect![[r#"
        No DISCORD_TOKEN is set, so this is a chat in the terminal.
    "#]]
    .assert_eq(&chat.stderr);
    expect![[r#"
        > where do otters sleep

        Sea otters sleep afloat on their backs, wrapped in kelp so that they do not
        drift away.

        — How otters sleep: Where do otters sleep?

        Related questions:
          1  What do otters eat?
          2  How much does an otter eat a day?

        > thanks

        You're welcome.
    "#]]
    .assert_eq(&chat.ends_with(0));
}

#[test]
fn the_chat_goes_deeper_into_an_answer() {
    let chat = otters(
        &["chat"],
        ":source\nwhat do otters eat\n:source\n:context\n:more\nthanks\n1\n:nonsense\n:quit\nnever read\n",
    );
    expect![[r#"
        > :source

        There is no passage yet: ask something first.

        > what do otters eat

        Otters eat fish, crabs and sea urchins. They hunt at night, when eels are slow.

        — What otters live on: What do otters eat?
          Strong evidence: several good studies in people agree

        Related questions:
          1  How much does an otter eat a day?
          2  Where do otters sleep?

        > :source

        What otters live on: What do otters eat?
        A. Diver · CC0-1.0 · articles/food.md
        Strong evidence: several good studies in people agree

        > :context

        Otters eat fish, crabs and sea urchins. They hunt at night, when eels are slow.

        A sea otter eats a quarter of its own weight a day, because it has no fat to
        keep it warm.

        > :more

        A sea otter eats a quarter of its own weight a day, because it has no fat to
        keep it warm.

        — What otters live on: How much does an otter eat a day?
          Moderate evidence: few, small or indirect studies

        > thanks

        You're welcome.

        > 1

        A sea otter eats a quarter of its own weight a day, because it has no fat to
        keep it warm.

        — What otters live on: How much does an otter eat a day?
          Moderate evidence: few, small or indirect studies

        Related questions:
          1  What do otters eat?
          2  Where do otters sleep?

        > :nonsense

        There is no :nonsense. :help lists what there is.
    "#]]
    .assert_eq(&chat.ends_with(0));
}

#[test]
fn help_is_said_again_to_what_follows_a_danger() {
    let chat = otters(
        &["chat"],
        "chest pain when I swim\nok thanks\nwhat do otters eat\nwhat do otters eat\n\
         chest pain when I swim\nit is gone now\nhm\ncan I swim tomorrow?\ni want to kill myself\n",
    );
    let said = chat.ends_with(0);
    let replies: Vec<&str> = said.split("> ").skip(1).collect();
    let on_one_line = |reply: &str| reply.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_help = |reply: &&str| on_one_line(reply).contains("112, 911 or 999");
    let helped: Vec<bool> = replies.iter().map(is_help).collect();
    let expected = [true, false, true, false, true, true, true, true, true];
    assert_eq!(helped, expected, "{said}");
    // Another danger gets its own help.
    assert!(replies[8].contains("findahelpline.com"), "{said}");
}

#[test]
fn a_refusal_does_not_take_away_the_passage_that_was_shown() {
    let chat = otters(
        &["chat"],
        "what do otters eat\nwho won the world cup\nare you sure?\n",
    );
    let said = chat.ends_with(0);
    let (_, last) = said.rsplit_once("> are you sure?").unwrap();
    assert!(last.contains("articles/food.md"), "{said}");
}

#[test]
fn a_closed_pipe_is_a_quiet_end() {
    let content = OTTERS.path().join("content");
    let index = OTTERS.path().join("index");
    let mut child = program(&["chat"])
        .args([
            "--content",
            content.to_str().unwrap(),
            "--index",
            index.to_str().unwrap(),
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    writeln!(stdin, "what do otters eat").unwrap();
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    drop(stdout);
    // The answers to these have nowhere to go.
    for _ in 0..3 {
        let _ = writeln!(stdin, "where do otters sleep");
    }
    drop(stdin);
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[test]
fn the_index_is_built_looked_at_and_verified() {
    let folder = Folder::new().with(
        "content/bread.txt",
        "Why salt?\n\nSalt slows the yeast down a little.\n",
    );
    let status = ask_of(&folder, &["index", "status"], "");
    expect![[r#"
        There is no index yet. `engram index build` builds it; asking does, too.
    "#]]
    .assert_eq(&status.ends_with(1));
    let built = ask_of(&folder, &["index", "build"], "");
    expect![[r#"
        Index built: 1 article and 1 passage. 2 texts encoded, 0 reused.
    "#]]
    .assert_eq(&built.ends_with(0));
    let status = ask_of(&folder, &["index", "status"], "");
    expect![[r#"
        The index fits the articles: 1 article, 1 passage.
    "#]]
    .assert_eq(&status.ends_with(0));
    assert_eq!(ask_of(&folder, &["index", "verify"], "").code, 0);

    let folder = folder.with(
        "content/tea.txt",
        "Why is tea bitter?\n\nTannins make tea bitter when it steeps for long.\n",
    );
    let status = ask_of(&folder, &["index", "status"], "");
    expect![[r#"
        The index is stale (1 article, 1 passage): the articles have changed since. `engram index build` builds it; asking does, too.
    "#]].assert_eq(&status.ends_with(1));
    // Asking rebuilds what is stale.
    assert_eq!(ask_of(&folder, &["ask", "why is tea bitter"], "").code, 0);
    assert_eq!(ask_of(&folder, &["index", "status"], "").code, 0);
}

#[test]
fn a_damaged_index_is_found_and_does_not_stop_answers() {
    let folder = Folder::new().with(
        "content/bread.txt",
        "Why salt?\n\nSalt slows the yeast down a little.\n",
    );
    ask_of(&folder, &["index", "build"], "").ends_with(0);
    let shared = folder.path().join("index/shared");
    let generation = fs::read_to_string(shared.join("current")).unwrap();
    let catalogue = shared.join(generation.trim()).join("catalogue.json");
    let mut bytes = fs::read(&catalogue).unwrap();
    bytes.truncate(bytes.len() / 2);
    fs::write(&catalogue, bytes).unwrap();
    assert_eq!(ask_of(&folder, &["index", "verify"], "").code, 2);
    assert_eq!(ask_of(&folder, &["index", "status"], "").code, 1);
    assert_eq!(ask_of(&folder, &["ask", "why salt"], "").code, 0);
    assert_eq!(ask_of(&folder, &["index", "verify"], "").code, 0);
}

#[test]
fn a_messy_page_becomes_a_draft_and_what_was_left_out_is_printed() {
    let folder = Folder::new().with(
        "page.txt",
        "Why salt?\n\nSalt slows the yeast down a little.\n\nShare this on Facebook\n",
    );
    let page = folder.path().join("page.txt");
    let out = folder.path().join("drafts");
    let arguments = [
        "import",
        page.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ];
    let imported = engram(&arguments, "").ends_with(0);
    let imported = imported.replace(&folder.path().display().to_string(), "DIR");
    expect![[r#"
        DIR/page.txt:5: share and follow buttons: Share this on Facebook
    "#]]
    .assert_eq(&imported);
    let draft = fs::read_to_string(out.join("why-salt.md")).unwrap();
    assert!(
        draft.contains("Salt slows the yeast down a little."),
        "{draft}"
    );
    let again = engram(&arguments, "");
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("--force"), "{}", again.stderr);
}

#[test]
fn problems_of_the_articles_are_listed_and_end_with_1() {
    let folder = Folder::new()
        .with(
            "content/articles/bread.md",
            "+++\ntitle = \"Bread\"\n+++\n## Why salt?\n",
        )
        .with("content/articles/tea.md", "+++\ntitle = \"Tea\"\n");
    let checked = ask_of(&folder, &["check"], "");
    expect![[r#"
        articles/bread.md:4: error: no text follows the front matter
        articles/bread.md:4: warning: there is no text under the heading `Why salt?`; the file may not be complete
        articles/tea.md:1: error: front matter is opened with `+++` and never closed; the file is not complete
        0 articles with 0 sections and 0 words
        0 references, 0 wordings; 0 questions not covered, in 0 groups
        3 problems, 0 remarks
    "#]].assert_eq(&checked.ends_with(1));
}

#[test]
fn a_folder_without_articles_is_a_problem() {
    let empty = Folder::new();
    let content = empty.path().to_str().unwrap();
    let checked = engram(&["check", "--content", content], "");
    expect![[r#"
        0 articles with 0 sections and 0 words
        0 references, 0 wordings; 0 questions not covered, in 0 groups
        no article: put .md, .txt or .html files there, or name another folder with --content
    "#]]
    .assert_eq(&checked.ends_with(1));
}

#[test]
fn questions_for_eval_have_ids_of_their_own_and_json_stands_alone() {
    let question = "{\"id\": \"a\", \"question\": \"otters?\", \"kind\": \"chitchat\"}\n";
    let folder = Folder::new()
        .with("one.jsonl", question)
        .with("two.jsonl", question);
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (one, two) = (path("one.jsonl"), path("two.jsonl"));
    let twice = otters(&["eval", &one, &two], "");
    assert_eq!((twice.code, twice.stdout.as_str()), (2, ""));
    expect![[r#"
        error: setting FILES: two questions have the id "a"
        hint: give each an id of its own
    "#]]
    .assert_eq(&twice.stderr);
    for beside in [&["--fit"][..], &["--compare", two.as_str()]] {
        let both = otters(
            &[&["eval", one.as_str(), "--json"][..], beside].concat(),
            "",
        );
        assert_eq!((both.code, both.stdout.as_str()), (2, ""));
        assert!(
            both.stderr.contains("cannot be used with"),
            "{}",
            both.stderr
        );
    }
}

#[test]
fn a_question_without_a_subcommand_is_told_how_to_ask() {
    let hint = "hint: to ask that: engram ask \"how long does it last\"\n";
    for typed in [
        &["how", "long", "does", "it", "last"][..],
        &["how long does it last"],
    ] {
        let mut bare = Command::new(env!("CARGO_BIN_EXE_engram"));
        let ended = bare.args(typed).output().unwrap();
        assert_eq!(ended.status.code(), Some(2));
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(said.ends_with(hint), "{said}");
    }
    let mut mistyped = Command::new(env!("CARGO_BIN_EXE_engram"));
    let ended = mistyped.arg("chek").output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(
        said.contains("'check'") && !said.contains("engram ask"),
        "{said}"
    );
}

#[test]
fn a_mistyped_setting_or_flag_ends_with_2() {
    let folder = Folder::new().with("engram.toml", "contents = \"x\"\n");
    let file = folder.path().join("engram.toml");
    let file = file.to_str().unwrap();
    let mut wrong = Command::new(env!("CARGO_BIN_EXE_engram"));
    let ended = wrong.args(["check", "--config", file]).output().unwrap();
    assert_eq!(ended.status.code(), Some(2));
    let said = String::from_utf8_lossy(&ended.stderr);
    let start = format!("error: settings file {file}: unknown field `contents`");
    assert!(said.starts_with(&start), "{said}");
    assert_eq!(engram(&["ask"], "").code, 2);
    assert_eq!(engram(&["--version"], "").code, 0);
}

/// Said as it is, and once: not as a log line before it, and not as the index that is missing.
#[cfg(unix)]
#[test]
fn an_index_that_cannot_be_built_is_one_error() {
    let folder = Folder::new()
        .with(
            "content/bread.txt",
            "Why salt?\n\nSalt slows the yeast down a little.\n",
        )
        .with("index", "a file where the folder should be");
    let failed = ask_of(&folder, &["ask", "why salt"], "");
    assert_eq!(failed.code, 2);
    let said = failed
        .stderr
        .replace(&folder.path().display().to_string(), "DIR");
    expect![[r#"
        error: could not create DIR/index/shared: Not a directory (os error 20)
    "#]]
    .assert_eq(&said);
}
