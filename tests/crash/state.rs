//! The store, while the process that changes it is killed: versions of an article, each drafted and approved, with a
//! backup after each.

use std::path::{Path, PathBuf};
use std::process::Command;

use engram::article::{ArticleId, GuildId, UserId};
use engram::store::{NewDraft, Replace, Store, StoreSettings};
use tempfile::TempDir;

use super::index_fixture::Builder;

const GUILD: GuildId = GuildId(7);
const ADMIN: UserId = UserId(9);

/// A folder with a store and its last backup.
pub(crate) struct State(TempDir);

impl State {
    pub(crate) fn new() -> Self {
        let state = Self(tempfile::tempdir().unwrap());
        on(async {
            let store = open(state.0.path()).await;
            approve(&store, 1).await;
            store.close().await.unwrap();
        });
        assert_eq!(state.sound(), 1);
        state
    }

    /// A process that approves this version and every later one, until it is stopped.
    pub(crate) fn changer(&self, version: u64) -> Builder {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["child", "state"])
            .arg(self.0.path())
            .arg(version.to_string());
        Builder::spawn(command)
    }

    /// The store and its backup are whole, and each holds one article with all its versions; gives the store's last.
    pub(crate) fn sound(&self) -> u64 {
        on(async {
            let store = open(self.0.path()).await;
            let last = newest(&store).await;
            store.close().await.unwrap();
            let backup = backup_in(self.0.path());
            if backup.try_exists().unwrap() {
                let elsewhere = tempfile::tempdir().unwrap();
                let restored = open(elsewhere.path()).await;
                restored.restore(&backup, Replace::Nothing).await.unwrap();
                let backed_up = newest(&restored).await;
                assert!(backed_up <= last, "{backed_up} of {last}");
                restored.close().await.unwrap();
            }
            last
        })
    }
}

/// What the process does that is killed.
pub(crate) fn change(folder: &Path, first: u64, say: impl Fn(&str)) {
    on(async {
        let store = open(folder).await;
        for version in first.. {
            approve(&store, version).await;
            say(&format!("built {version}."));
            store.backup(&backup_in(folder)).await.unwrap();
        }
    });
}

fn on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}

async fn open(folder: &Path) -> Store {
    Store::open(&StoreSettings::in_folder(folder))
        .await
        .unwrap()
}

fn backup_in(folder: &Path) -> PathBuf {
    folder.join("state.backup")
}

fn text_of(version: u64) -> String {
    format!("## Otters\nThis is version {version}. ").repeat(200)
}

async fn approve(store: &Store, version: u64) {
    let draft = NewDraft {
        slug: ArticleId::from_text("otters"),
        title: "Otters".to_owned(),
        markdown: text_of(version),
    };
    let draft = store.put_draft(GUILD, ADMIN, &draft).await.unwrap();
    let changed = store.approve(GUILD, draft, ADMIN).await.unwrap();
    assert!(changed.is_ok(), "nobody else changes it");
}

async fn newest(store: &Store) -> u64 {
    store.verify().await.unwrap();
    let articles = store.articles(GUILD).await.unwrap();
    let [article] = articles.as_slice() else {
        panic!("{} articles", articles.len());
    };
    let version = u64::from(article.entry.version);
    assert_eq!(article.markdown, text_of(version));
    let history = store.history(GUILD, &article.entry.slug).await.unwrap();
    assert_eq!(history.len() as u64, version);
    version
}
