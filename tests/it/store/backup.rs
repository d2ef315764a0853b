use std::fs;

use engram::Error;
use engram::answer::Outcome;
use engram::article::Teaching;
use engram::store::{
    BackupReport, Change, CountedQuestion, DraftId, GapReason, NewGap, NewVote, Replace,
    SettingChange, Store, Vote,
};
use expect_test::expect;

use super::{ADA, BOB, Backend, GUILD, OTHER, approved, draft, slug};
use crate::program::{Output, program};
use crate::support::Folder;

/// Something in every table.
async fn fill(store: &Store) {
    approved(store, GUILD, "Otters", "one\n\"two\"\u{2028}🦦").await;
    approved(store, GUILD, "Otters", "two").await;
    store
        .roll_back(GUILD, &slug("Otters"), 1, 2, BOB)
        .await
        .unwrap()
        .unwrap();
    let teaching = Teaching::Wording {
        section: "own:otters#".to_owned(),
        question: "what".to_owned(),
    };
    store.teach(GUILD, &teaching, BOB).await.unwrap();
    let cooldown = SettingChange::CooldownSeconds(Some(30));
    store.set(GUILD, &cooldown, ADA).await.unwrap();
    store
        .put_draft(OTHER, ADA, &draft("Bread", "rises"))
        .await
        .unwrap();
    store.guild_left(OTHER).await.unwrap();
    let gap = NewGap {
        guild: Some(GUILD),
        asker: store.pseudonym(ADA),
        question: "why?",
        reason: GapReason::Closest,
        nearest: &["shared:a#b".to_owned()],
        missing: None,
    };
    store.record_gap(&gap).await.unwrap();
    let vote = NewVote {
        guild: None,
        asker: store.pseudonym(BOB),
        passage: "shared:a#b",
        vote: Vote::Helpful,
    };
    store.record_vote(&vote).await.unwrap();
    store.count(CountedQuestion {
        guild: Some(GUILD),
        outcome: Outcome::Answer,
        section: Some("shared:a#b".to_owned()),
    });
}

/// Everything that the store tells, to be compared.
async fn told(store: &Store) -> Vec<String> {
    let mut told = Vec::new();
    for guild in [GUILD, OTHER] {
        let library = store.library(guild).await.unwrap();
        told.extend([
            format!("{:?}", store.history(guild, &slug("Otters")).await.unwrap()),
            format!("{:?}", (library.articles, library.taught)),
            format!("{:?}", store.settings(guild).await.unwrap()),
            format!("{:?}", store.audit(guild, 1).await.unwrap()),
            format!("{:?}", store.open_gaps(Some(guild)).await.unwrap()),
            format!("{:?}", store.stats(Some(guild), 2).await.unwrap()),
        ]);
    }
    for user in [ADA, BOB] {
        told.push(format!("{:?}", store.personal_data(user).await.unwrap()));
    }
    let draft = store.draft(OTHER, DraftId(1)).await.unwrap();
    told.push(format!("{draft:?}"));
    told.push(format!("{:?}", store.leaving().await.unwrap()));
    told
}

pub(super) async fn a_backup_brings_everything_back(backend: Backend) {
    let store = backend.open().await;
    fill(&store).await;
    let folder = Folder::new();
    let file = folder.path().join("a.backup");
    let BackupReport { rows, .. } = store.backup(&file).await.unwrap();
    let before = told(&store).await;
    let mut into = vec![Backend::file()];
    into.extend(Backend::database().await);
    for into in into {
        let restored = into.open().await;
        let report = restored.restore(&file, Replace::Nothing).await.unwrap();
        assert_eq!(report.rows, rows);
        restored.close().await.unwrap();
        let restored = into.open().await;
        assert_eq!(told(&restored).await, before);
        restored.verify().await.unwrap();
        // And what was restored can be backed up and is the same again.
        let again = folder.path().join("again.backup");
        assert_eq!(restored.backup(&again).await.unwrap().rows, rows);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

pub(super) async fn a_store_that_is_not_empty_is_left_alone(backend: Backend) {
    let store = backend.open().await;
    fill(&store).await;
    let folder = Folder::new();
    let file = folder.path().join("a.backup");
    store.backup(&file).await.unwrap();
    approved(&store, GUILD, "Bread", "rises").await;
    let before = told(&store).await;
    let error = store.restore(&file, Replace::Nothing).await.unwrap_err();
    assert!(matches!(error, Error::Backup { .. }), "{error}");
    assert_eq!(told(&store).await, before);
    store.restore(&file, Replace::Everything).await.unwrap();
    assert_eq!(store.articles(GUILD).await.unwrap().len(), 1);
}

pub(super) async fn a_damaged_backup_changes_nothing(backend: Backend) {
    let store = backend.open().await;
    fill(&store).await;
    let folder = Folder::new();
    let file = folder.path().join("a.backup");
    store.backup(&file).await.unwrap();
    let whole = fs::read_to_string(&file).unwrap();
    let before = told(&store).await;
    let last_line = whole.trim_end().rfind('\n').unwrap();
    let damaged = [
        String::new(),
        "a shopping list\n".to_owned(),
        whole[..=last_line].to_owned(),
        whole[..whole.len() / 2].to_owned(),
        whole[..whole.len() - 9].to_owned(),
        whole.replace("why?", "wha?"),
        whole.replace("\"engram_backup\":1", "\"engram_backup\":2"),
        whole.replace("\"schema\":8", "\"schema\":9"),
        format!("{whole}[1]\n"),
    ];
    for text in damaged {
        fs::write(&file, &text).unwrap();
        let error = store.restore(&file, Replace::Everything).await.unwrap_err();
        assert!(matches!(error, Error::Backup { .. }), "{error}");
    }
    let missing = folder.path().join("b.backup");
    assert!(store.restore(&missing, Replace::Everything).await.is_err());
    assert_eq!(told(&store).await, before);
}

pub(super) async fn rows_are_numbered_on_after_a_restore(backend: Backend) {
    let store = backend.open().await;
    fill(&store).await;
    let folder = Folder::new();
    let file = folder.path().join("a.backup");
    store.backup(&file).await.unwrap();
    store.restore(&file, Replace::Everything).await.unwrap();
    let restored = store.open_gaps(Some(GUILD)).await.unwrap()[0].id;
    let gap = NewGap {
        guild: Some(GUILD),
        asker: store.pseudonym(ADA),
        question: "why not?",
        reason: GapReason::Nothing,
        nearest: &[],
        missing: None,
    };
    store.record_gap(&gap).await.unwrap();
    let next = store.open_gaps(Some(GUILD)).await.unwrap()[0].id;
    assert!(next.0 > restored.0);
    let id = store
        .put_draft(OTHER, ADA, &draft("Tea", "leaves"))
        .await
        .unwrap();
    assert_eq!(
        id.0, 2,
        "drafts of before the restore keep their numbers to themselves"
    );
}

pub(super) async fn an_index_of_before_a_restore_looks_old(backend: Backend) {
    let store = backend.open().await;
    approved(&store, GUILD, "Otters", "one").await;
    let folder = Folder::new();
    let file = folder.path().join("a.backup");
    store.backup(&file).await.unwrap();
    approved(&store, GUILD, "Otters", "two").await;
    approved(&store, OTHER, "Bread", "rises").await;
    let mut changes = store.changes();
    store.restore(&file, Replace::Everything).await.unwrap();
    // Neither 1, which is what the backup says, nor 2, which someone may have built of other texts.
    assert_eq!(store.library_version(GUILD).await.unwrap(), 3);
    assert_eq!(store.articles(GUILD).await.unwrap()[0].markdown, "one");
    assert_eq!(store.library_version(OTHER).await.unwrap(), 2);
    assert!(store.articles(OTHER).await.unwrap().is_empty());
    let mut told = [false; 2];
    while told != [true; 2] {
        match changes.next().await.unwrap() {
            Change::Library(GUILD) => told[0] = true,
            Change::Library(OTHER) => told[1] = true,
            _ => {}
        }
    }
}

fn engram(arguments: &[&str], data: &Folder) -> Output {
    let output = program(arguments)
        .env("ENGRAM_DATA", data.path())
        .output()
        .unwrap();
    Output {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

#[test]
fn the_program_backs_up_and_restores() {
    let data = Folder::new();
    let file = data.path().join("a.backup");
    let file = file.to_str().unwrap();
    for arguments in [&["backup", file][..], &["stats"]] {
        let ran = engram(arguments, &data);
        assert_eq!(ran.code, 2);
        let folder = data.path().display().to_string();
        expect![[r#"
            error: there is no state in DATA/engram.db yet
            hint: the bot creates it when it runs for the first time; if its state is elsewhere, name the folder with ENGRAM_DATA, or the database with DATABASE_URL
        "#]].assert_eq(&ran.stderr.replace(&folder, "DATA"));
    }
    let mistyped = engram(&["restore", file], &data);
    assert_eq!(mistyped.code, 2);
    assert!(
        mistyped.stderr.contains("could not read"),
        "{}",
        mistyped.stderr
    );
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);

    super::backend::runtime().block_on(async {
        let settings = engram::store::StoreSettings::in_folder(data.path());
        let store = Store::open(&settings).await.unwrap();
        approved(&store, GUILD, "Otters", "one").await;
        store.close().await.unwrap();
    });
    let written = engram(&["backup", file], &data).ends_with(0);
    assert_eq!(written, format!("{file}: the whole state, 3 rows.\n"));
    let refused = engram(&["restore", file], &data);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("--replace"), "{}", refused.stderr);
    let elsewhere = Folder::new();
    let restored = engram(&["restore", file], &elsewhere).ends_with(0);
    assert!(restored.ends_with(", 3 rows.\n"), "{restored}");
    engram(&["restore", "--replace", file], &data).ends_with(0);
}

#[cfg(unix)]
#[test]
fn a_backup_replaces_regular_files_alone() {
    let data = Folder::new();
    super::backend::runtime().block_on(async {
        let settings = engram::store::StoreSettings::in_folder(data.path());
        let store = Store::open(&settings).await.unwrap();
        store.close().await.unwrap();
    });
    let files = Folder::new();
    let (link, target) = (files.path().join("link"), files.path().join("target"));
    fs::write(&target, "kept").unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    for other in [files.path(), &link, "/dev/null".as_ref()] {
        let refused = engram(&["backup", other.to_str().unwrap()], &data);
        assert_eq!(refused.code, 2, "{}", other.display());
        let stderr = &refused.stderr;
        assert!(stderr.contains("not a regular file"), "{stderr}");
    }
    assert_eq!(fs::read_to_string(&target).unwrap(), "kept");
    assert!(link.is_symlink());
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    let piped = engram(&["backup", "-"], &data).ends_with(0);
    assert!(piped.starts_with('{'), "{piped}");
}

#[test]
fn a_store_in_use_is_replaced_only_where_that_is_said() {
    let (data, files) = (Folder::new(), Folder::new());
    let file = files.path().join("state");
    let file = file.to_str().unwrap();
    let replace = ["restore", "--replace", file];
    let replace_in_use = ["restore", "--replace", "--while-in-use", file];
    super::backend::runtime().block_on(async {
        let settings = engram::store::StoreSettings::in_folder(data.path());
        let store = Store::open(&settings).await.unwrap();
        approved(&store, GUILD, "Otters", "one").await;
        engram(&["backup", file], &data).ends_with(0);
        approved(&store, GUILD, "Otters", "two").await;
        let refused = engram(&replace, &data);
        assert_eq!(refused.code, 2);
        let stderr = &refused.stderr;
        assert!(
            stderr.contains("another process uses the store"),
            "{stderr}"
        );
        assert_eq!(store.article_list(GUILD).await.unwrap()[0].version, 2);
        engram(&replace_in_use, &data).ends_with(0);
        assert_eq!(store.article_list(GUILD).await.unwrap()[0].version, 1);
        store.close().await.unwrap();
    });
    engram(&replace, &data).ends_with(0);
}
