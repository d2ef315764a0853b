//! Where a test's store lies: a file in a folder of its own, or a database of its own on a server that is started once
//! for all tests and goes with them.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use engram::store::{Store, StoreSettings};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};
use tempfile::TempDir;

use crate::postgres::Postgres;

/// The address of a server to use, instead of one that is started.
const SERVER: &str = "TEST_POSTGRES_URL";

pub(crate) enum Backend {
    File(TempDir),
    Postgres(String),
}

impl Backend {
    pub(crate) fn file() -> Self {
        Self::File(tempfile::tempdir().unwrap())
    }

    /// A database of its own; none where there is no server to be had.
    pub(crate) async fn database() -> Option<Self> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let server = server()?;
        let name = format!(
            "test_{}_{}",
            std::process::id(),
            MADE.fetch_add(1, Ordering::Relaxed)
        );
        let backend = Self::Postgres(format!("{server}/postgres"));
        backend.execute(&format!("CREATE DATABASE {name}")).await;
        Some(Self::Postgres(format!("{server}/{name}")))
    }

    pub(crate) fn on_sqlite(test: impl AsyncFnOnce(Backend)) {
        runtime().block_on(test(Self::file()));
    }

    pub(crate) fn on_postgres(test: impl AsyncFnOnce(Backend)) {
        runtime().block_on(async {
            if let Some(backend) = Self::database().await {
                test(backend).await;
            }
        });
    }

    pub(crate) fn settings(&self) -> StoreSettings {
        match self {
            Self::File(folder) => StoreSettings::in_folder(folder.path()),
            Self::Postgres(url) => StoreSettings::Postgres(url.clone().into()),
        }
    }

    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.settings()).await.unwrap()
    }

    /// The file itself.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        match self {
            Self::File(folder) => Some(folder.path().join("engram.db")),
            Self::Postgres(_) => None,
        }
    }

    /// Does to the store what no method of it does.
    pub(crate) async fn try_execute(&self, statement: &str) -> sqlx::Result<()> {
        sqlx::any::install_default_drivers();
        let url = match self {
            Self::File(folder) => format!("sqlite://{}/engram.db?mode=rw", folder.path().display()),
            Self::Postgres(url) => url.clone(),
        };
        let mut connection = AnyConnection::connect(&url).await?;
        let done = sqlx::raw_sql(AssertSqlSafe(statement.to_owned()))
            .execute(&mut connection)
            .await;
        connection.close().await?;
        done.map(drop)
    }

    pub(crate) async fn execute(&self, statement: &str) {
        self.try_execute(statement).await.unwrap();
    }

    /// The name of a table, as a statement outside the program must say it.
    pub(crate) fn table(&self, name: &str) -> String {
        match self {
            Self::File(_) => name.to_owned(),
            Self::Postgres(_) => format!("engram.{name}"),
        }
    }
}

pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

enum Server {
    Given(String),
    Started(Postgres),
}

/// The address of the server, which is started by the first test that wants it and ends with this process.
fn server() -> Option<&'static str> {
    static SERVER_OF_ALL: OnceLock<Option<Server>> = OnceLock::new();
    let server = SERVER_OF_ALL.get_or_init(|| match std::env::var_os(SERVER) {
        Some(url) => Some(Server::Given(url.into_string().unwrap())),
        None => Postgres::start().map(Server::Started),
    });
    server.as_ref().map(|server| match server {
        Server::Given(url) => url.as_str(),
        Server::Started(postgres) => postgres.url(),
    })
}
