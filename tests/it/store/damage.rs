//! A store that is damaged, foreign or newer is noticed, and said so.

use std::fs;

use engram::Error;
use engram::store::{Store, StoreSettings};
use expect_test::expect;

use super::{Backend, GUILD, approved};
use crate::support::Folder;

pub(super) async fn a_newer_store_is_refused(backend: Backend) {
    let store = backend.open().await;
    approved(&store, GUILD, "Otters", "one").await;
    store.close().await.unwrap();
    let meta = backend.table("meta");
    backend
        .execute(&format!(
            "UPDATE {meta} SET value = '99' WHERE name = 'schema'"
        ))
        .await;
    let error = Store::open(&backend.settings()).await.unwrap_err();
    let Error::StoreIncompatible { what, .. } = &error else {
        panic!("{error}");
    };
    expect!["a newer version of the program made it (schema 99, this one knows 8)"].assert_eq(what);
}

pub(super) async fn a_changed_text_is_noticed(backend: Backend) {
    let store = backend.open().await;
    approved(&store, GUILD, "Otters", "They eat fish.").await;
    store.verify().await.unwrap();
    let articles = backend.table("articles");
    let triggers = match &backend {
        Backend::File(_) => "DROP TRIGGER history_is_not_rewritten".to_owned(),
        Backend::Postgres(_) => format!("DROP TRIGGER history_stays ON {articles}"),
    };
    backend.execute(&triggers).await;
    backend
        .execute(&format!(
            "UPDATE {articles} SET markdown = 'They eat wish.'"
        ))
        .await;
    for error in [
        store.verify().await.unwrap_err(),
        store.library(GUILD).await.unwrap_err(),
    ] {
        let Error::StoreCorrupt { what, .. } = &error else {
            panic!("{error}");
        };
        assert_eq!(
            what,
            "the checksum of version 1 of the article \"otters\" does not match"
        );
    }
}

/// What opening and checking a store says whose file was replaced by these bytes.
async fn text_of(damage: impl FnOnce(Vec<u8>) -> Vec<u8>) -> String {
    let backend = Backend::file();
    let store = backend.open().await;
    for number in 0..20 {
        approved(
            &store,
            GUILD,
            &format!("Otters {number}"),
            &"They eat fish. ".repeat(400),
        )
        .await;
    }
    store.close().await.unwrap();
    let path = backend.path().unwrap();
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, damage(bytes)).unwrap();
    let opened = match Store::open(&backend.settings()).await {
        Ok(store) => store.verify().await,
        Err(error) => Err(error),
    };
    match opened {
        Ok(()) => "nothing".to_owned(),
        Err(error) => error
            .to_string()
            .replace(&path.display().to_string(), "FILE"),
    }
}

#[test]
fn every_damage_to_the_file_is_said() {
    super::backend::runtime().block_on(async {
        let half = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
        let report = [
            ("untouched", text_of(|bytes| bytes).await),
            ("emptied", text_of(|_| Vec::new()).await),
            ("other", text_of(|_| b"a shopping list\n".repeat(400)).await),
            ("cut short", text_of(half).await),
        ]
        .map(|(damage, said)| format!("{damage}: {said}\n"))
        .concat();
        expect![[r#"
            untouched: nothing
            emptied: the store (FILE) is damaged: it is empty
            other: the store (FILE) is damaged: file is not a database
            cut short: the store (FILE) is damaged: database disk image is malformed
        "#]]
        .assert_eq(&report);
    });
}

#[test]
fn a_flipped_bit_is_never_read_as_a_text() {
    super::backend::runtime().block_on(async {
        // One in each page, at different places in it.
        let mut noticed = 0;
        for page in 0..30 {
            let backend = Backend::file();
            let store = backend.open().await;
            for number in 0..20 {
                approved(
                    &store,
                    GUILD,
                    &format!("Otters {number}"),
                    "They eat fish. ",
                )
                .await;
            }
            let whole = store.articles(GUILD).await.unwrap();
            store.close().await.unwrap();
            let path = backend.path().unwrap();
            let mut bytes = fs::read(&path).unwrap();
            let at = (page * 4096 + page * 613 % 4096) % bytes.len();
            bytes[at] ^= 0x10;
            fs::write(&path, bytes).unwrap();
            let read = match Store::open(&backend.settings()).await {
                Ok(store) => store.articles(GUILD).await,
                Err(error) => Err(error),
            };
            match read {
                Ok(articles) => assert_eq!(articles, whole, "a flipped bit at {at}"),
                Err(_) => noticed += 1,
            }
        }
        assert!(noticed > 0, "no bit was flipped that matters");
    });
}

#[test]
fn a_file_of_another_program_is_left_alone() {
    super::backend::runtime().block_on(async {
        let backend = Backend::file();
        backend.open().await.close().await.unwrap();
        backend.execute("PRAGMA application_id = 1").await;
        let before = fs::read(backend.path().unwrap()).unwrap();
        let error = Store::open(&backend.settings()).await.unwrap_err();
        assert!(matches!(error, Error::StoreIncompatible { .. }), "{error}");
        assert_eq!(fs::read(backend.path().unwrap()).unwrap(), before);
    });
}

#[test]
fn a_place_that_cannot_be_used_is_named() {
    super::backend::runtime().block_on(async {
        let folder = Folder::new().with("file", "");
        let mut report = String::new();
        for settings in [
            StoreSettings::File(folder.path().join("file/engram.db")),
            StoreSettings::File(folder.path().to_path_buf()),
            StoreSettings::Postgres("mysql://root:pass@localhost/x".to_owned().into()),
            StoreSettings::Postgres("postgres://ada:pass@127.0.0.1:1/x".to_owned().into()),
        ] {
            let error = Store::open(&settings).await.unwrap_err().to_string();
            assert!(!error.contains("pass@"), "{error}");
            report += &error.replace(&folder.path().display().to_string(), "FOLDER");
            report += "\n";
        }
        expect![[r#"
            could not read FOLDER/file/engram.db: Not a directory (os error 20)
            the store (FOLDER) is damaged: it is a folder
            setting DATABASE_URL: this is no address of a PostgreSQL database
            hint: it has the form postgres://USER:PASSWORD@HOST/DATABASE; without it a file is used
            opening the store failed: the store (PostgreSQL database x at 127.0.0.1) is not available: Connection refused (os error 111)
        "#]].assert_eq(&report);
    });
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    super::backend::runtime().block_on(async {
        let backend = Backend::file();
        let store = backend.open().await;
        approved(&store, GUILD, "Otters", "one").await;
        for name in ["engram.db", "engram.db-wal"] {
            let file = backend.path().unwrap().with_file_name(name);
            let mode = fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    });
}
