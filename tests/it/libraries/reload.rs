//! Content that changes while its index serves: what must not take answers away does not.

use std::fs;
use std::path::Path;

use engram::Error;
use engram::article::Library;
use engram::engine::{Engine, RepairOutcome};

use super::{BREAD, OTTER, OTTERS, answered, bread, holds, open, rebuild};
use crate::support::Folder;

const QUESTION: &str = "why does dough rise";
const ANSWER: &str = "bread#why-does-dough-rise";

fn library() -> Folder {
    Folder::new()
        .with("content/articles/bread.txt", BREAD)
        .with("content/guide.md", OTTER)
}

fn refusal(engine: &Engine) -> String {
    match engine.needs_reload() {
        Err(Error::ReloadRefused { what, .. }) => what,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_typing_error_in_the_fit_is_told_with_its_line_and_stops_no_start() {
    let folder = bread();
    let engine = open(&folder);
    let path = folder.path().join("content/calibration.toml");
    fs::write(&path, "[words]\nbias = -1.0\nscore = nine\n").unwrap();
    // Twice: the second reload deletes the generation that was built before.
    for _ in 0..2 {
        let report = engine.rebuild(&|_| {}).unwrap();
        let problem = &report.problems[0];
        assert_eq!(
            (problem.path.as_str(), problem.line),
            ("calibration.toml", Some(3))
        );
    }
    let reopened = open(&folder);
    assert_eq!(answered(&reopened, None, QUESTION).as_deref(), Some(ANSWER));
}

#[cfg(unix)]
#[test]
fn an_article_that_cannot_be_read_is_not_dropped_by_a_reload_that_nobody_asked_for() {
    let folder = library();
    let engine = open(&folder);
    assert!(!engine.needs_reload().unwrap());
    // A link that leads nowhere cannot be read by anybody, whatever their rights.
    let article = folder.path().join("content/articles/bread.txt");
    fs::rename(&article, folder.path().join("away.txt")).unwrap();
    std::os::unix::fs::symlink("nowhere.txt", &article).unwrap();
    fs::write(folder.path().join("content/articles/otters.txt"), OTTER).unwrap();
    assert!(refusal(&engine).contains("articles/bread.txt"));
    let reopened = open(&folder);
    for engine in [&engine, &reopened] {
        assert_eq!(answered(engine, None, QUESTION).as_deref(), Some(ANSWER));
    }
    fs::remove_file(&article).unwrap();
    fs::rename(folder.path().join("away.txt"), &article).unwrap();
    assert!(engine.needs_reload().unwrap());
}

#[test]
fn files_beside_the_articles_are_not_read_because_the_articles_are_gone() {
    let folder = library();
    let engine = open(&folder);
    fs::rename(
        folder.path().join("content/articles"),
        folder.path().join("away"),
    )
    .unwrap();
    assert!(refusal(&engine).contains("`articles` is gone"));
    let reopened = open(&folder);
    for engine in [&engine, &reopened] {
        assert_eq!(answered(engine, None, QUESTION).as_deref(), Some(ANSWER));
        assert_eq!(answered(engine, None, "what do otters eat"), None);
    }
}

#[test]
fn a_guild_that_cannot_be_locked_is_neither_checked_nor_changed() {
    let folder = bread();
    let engine = open(&folder);
    rebuild(&engine, OTTERS, &holds(1, &[("otters", OTTER)]));
    let lock = folder.path().join("index/7/guild.lock");
    fs::remove_file(&lock).unwrap();
    fs::create_dir(&lock).unwrap();
    damage(&folder.path().join("index/7/guild.json"));
    let before = fs::read(folder.path().join("index/7/guild.json")).unwrap();
    let outcomes = engine.verify_and_repair().unwrap();
    let (library, outcome) = &outcomes[1];
    assert_eq!(*library, Library::Guild(OTTERS));
    assert!(
        matches!(outcome, RepairOutcome::NotChecked { .. }),
        "{outcome:?}"
    );
    let after = fs::read(folder.path().join("index/7/guild.json")).unwrap();
    assert_eq!(before, after);
}

fn damage(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}
