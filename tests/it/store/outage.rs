//! `PostgreSQL` behind a way that can be cut: calls fail in time and in plain words, what was known goes on holding, and
//! all is well when it is back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use engram::Error;
use engram::store::{Change, SettingChange, Store, StoreSettings, Visibility};
use secrecy::ExposeSecret as _;
use sqlx::{AnyConnection, Connection as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use super::{ADA, Backend, GUILD, OTHER, approved};

/// Passes bytes on, until it is cut.
pub(crate) struct Proxy {
    address: String,
    is_cut: Arc<AtomicBool>,
    cut: Arc<Notify>,
}

impl Proxy {
    /// A way to a database, and the address of the database on it.
    pub(crate) async fn to_database(url: &str) -> (Self, String) {
        let (_, rest) = url.split_once('@').unwrap();
        let (server, database) = rest.split_once('/').unwrap();
        let proxy = Self::to(server.to_owned()).await;
        let through = format!("postgres://engram:secret@{}/{database}", proxy.address);
        (proxy, through)
    }

    async fn to(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (is_cut, cut) = (Arc::new(AtomicBool::new(false)), Arc::new(Notify::new()));
        let proxy = Self {
            address,
            is_cut: is_cut.clone(),
            cut: cut.clone(),
        };
        tokio::spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                if is_cut.load(Ordering::SeqCst) {
                    continue;
                }
                let (server, cut) = (server.clone(), cut.clone());
                tokio::spawn(async move {
                    let mut far = TcpStream::connect(server).await.unwrap();
                    tokio::select! {
                        () = cut.notified() => {}
                        _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                    }
                });
            }
        });
        proxy
    }

    pub(crate) fn cut(&self) {
        self.is_cut.store(true, Ordering::SeqCst);
        self.cut.notify_waiters();
    }

    fn restore(&self) {
        self.is_cut.store(false, Ordering::SeqCst);
    }
}

#[test]
fn while_the_database_is_away_nothing_hangs_and_nothing_is_lost() {
    super::backend::runtime().block_on(async {
        let Some(Backend::Postgres(url)) = Backend::database().await else {
            return;
        };
        let (proxy, through) = Proxy::to_database(&url).await;
        let store = Store::open(&StoreSettings::Postgres(through.into()))
            .await
            .unwrap();
        let elsewhere = Store::open(&StoreSettings::Postgres(url.clone().into()))
            .await
            .unwrap();
        let private = SettingChange::Visibility(Visibility::Private);
        store.set(GUILD, &private, ADA).await.unwrap();
        assert_eq!(
            store.settings(GUILD).await.unwrap().visibility,
            Visibility::Private
        );
        approved(&store, GUILD, "Otters", "one").await;
        let mut changes = store.changes();

        proxy.cut();
        approved(&elsewhere, OTHER, "Bread", "rises").await;
        let error = store.library_versions().await.unwrap_err();
        assert!(matches!(error, Error::StoreUnavailable { .. }), "{error}");
        let text = format!("{error} {error:?}");
        assert!(
            text.contains("reading the versions of the libraries"),
            "{text}"
        );
        assert!(!text.contains("secret"), "{text}");
        let error = store
            .remove(GUILD, &super::slug("Otters"), 1, ADA)
            .await
            .unwrap_err();
        assert!(matches!(error, Error::StoreUnavailable { .. }), "{error}");
        assert_eq!(
            store.settings(GUILD).await.unwrap().visibility,
            Visibility::Private
        );
        let last = store.cached_settings(GUILD).unwrap();
        assert_eq!(last.visibility, Visibility::Private);
        assert!(
            store.settings(OTHER).await.is_err() && store.cached_settings(OTHER).is_none(),
            "what is not known is not made up"
        );

        proxy.restore();
        // A question waits for nobody; whether the database is back is found out beside it.
        while store.settings(OTHER).await.is_err() {
            tokio::task::yield_now().await;
        }
        while changes.next().await.unwrap() != Change::Resync {}
        let versions = loop {
            // For a moment calls still fail at once.
            match store.library_versions().await {
                Ok(versions) => break versions,
                Err(Error::StoreUnavailable { .. }) => tokio::task::yield_now().await,
                Err(error) => panic!("{error}"),
            }
        };
        assert_eq!(versions, [(GUILD, 1), (OTHER, 1)]);
        assert_eq!(store.articles(GUILD).await.unwrap()[0].markdown, "one");
        approved(&elsewhere, OTHER, "Tea", "leaves").await;
        loop {
            match changes.next().await.unwrap() {
                Change::Library(OTHER) => break,
                Change::Resync => {}
                other => panic!("{other:?}"),
            }
        }
    });
}

#[test]
fn a_database_that_does_not_exist_is_a_wrong_setting() {
    Backend::on_postgres(async |backend| {
        let StoreSettings::Postgres(url) = backend.settings() else {
            unreachable!();
        };
        let other = format!("{}_missing", url.expose_secret());
        let refused = Store::open(&StoreSettings::Postgres(other.into())).await;
        let error = refused.err().unwrap();
        assert!(
            matches!(&error, Error::Setting { key, .. } if key == "DATABASE_URL"),
            "{error}"
        );
    });
}

#[test]
fn a_file_that_another_process_holds_is_said_to_be_busy() {
    super::backend::runtime().block_on(async {
        let backend = Backend::file();
        let store = backend.open().await;
        approved(&store, GUILD, "Otters", "one").await;
        let path = backend.path().unwrap();
        let mut holder = AnyConnection::connect(&format!("sqlite://{}", path.display()))
            .await
            .unwrap();
        sqlx::raw_sql("BEGIN IMMEDIATE")
            .execute(&mut holder)
            .await
            .unwrap();
        let error = store.guild_left(GUILD).await.unwrap_err().to_string();
        assert!(error.contains("it is busy with other changes"), "{error}");
        assert_eq!(store.articles(GUILD).await.unwrap().len(), 1);
        sqlx::raw_sql("COMMIT").execute(&mut holder).await.unwrap();
        store.guild_left(GUILD).await.unwrap();
    });
}
