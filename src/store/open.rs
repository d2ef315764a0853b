//! Opens the store: creates it if missing, migrates its schema, refuses foreign and newer ones.

use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, Connection as _};

use super::backup::ASKER_KEY;
use super::change_feed::ChangeFeed;
use super::circuit_breaker::CircuitBreaker;
use super::counts::PendingCounts;
use super::health::Health;
use super::settings::SettingsCache;
use super::transaction::Transaction;
use super::{Dialect, Inner, Store, StoreSettings, fault, schema, usage};
use crate::{Error, Result};

/// Longest wait for a free connection, or for another process's write lock.
const ACQUIRE_TIMEOUT: Duration = Duration::from_millis(2500);
/// Timeout for opening: the database may be remote or just starting.
const OPEN_TIMEOUT: Duration = Duration::from_secs(10);
/// `SQLite` has one writer; the other connections read.
const FILE_CONNECTIONS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 8;
/// `PRAGMA application_id` of our files: "Engr".
const APPLICATION_ID: i64 = 0x456e_6772;
/// Advisory lock: one process migrates at a time.
const SCHEMA_LOCK: i64 = 0x456e_6772_0001;

/// Tells the sessions of this process from those of others.
static PROCESS: LazyLock<u64> = LazyLock::new(|| {
    let random = std::hash::RandomState::new();
    std::hash::BuildHasher::hash_one(&random, std::process::id())
});

const OPENING: &str = "opening the store";

impl Store {
    /// Opens the store, creating it if missing.
    ///
    /// # Errors
    /// [`Error::StoreUnavailable`] if the database cannot be reached, [`Error::StoreIncompatible`] if it belongs to
    /// another program or a newer version, [`Error::StoreCorrupt`] if it is damaged, [`Error::Setting`] if the address is
    /// none or the database refuses the login.
    pub async fn open(settings: &StoreSettings) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let opening = async {
            match settings {
                StoreSettings::File(path) => open_file(path).await,
                StoreSettings::Postgres(url) => open_postgres(url).await,
            }
        };
        let location = match settings {
            StoreSettings::File(path) => path.display().to_string(),
            StoreSettings::Postgres(_) => "PostgreSQL".to_owned(),
        };
        match tokio::time::timeout(OPEN_TIMEOUT, opening).await {
            Ok(opened) => opened,
            Err(_) => Err(fault::timed_out(OPENING, &location)),
        }
    }
}

async fn open_file(path: &Path) -> Result<Store> {
    let location = path.display().to_string();
    let corrupt = |what: &str| Error::StoreCorrupt {
        location: location.clone(),
        what: what.to_owned(),
    };
    let named = |error| fault::named(OPENING, &location, error);
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => return Err(corrupt("it is a folder")),
        Ok(there) if there.len() == 0 => return Err(corrupt("it is empty")),
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => create_file(path).await?,
        Err(error) => return Err(Error::io("read", path, error)),
    }
    let options = AnyConnectOptions::from_str(&file_url(path)?).map_err(named)?;
    // The pool retries until its timeout and drops the cause; a single connection reports it.
    let looked_at = async {
        let mut connection = AnyConnection::connect_with(&options).await?;
        let id: i64 = sqlx::query_scalar("PRAGMA application_id")
            .fetch_one(&mut connection)
            .await?;
        configure_file(&mut connection).await?;
        connection.close().await?;
        Ok(id)
    };
    let id = looked_at
        .await
        .map_err(|error| prefer_io_error(named(error), path))?;
    if id != APPLICATION_ID {
        return Err(Error::StoreIncompatible {
            location,
            what: "it belongs to another program".to_owned(),
        });
    }
    let pool = AnyPoolOptions::new()
        .max_connections(FILE_CONNECTIONS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .after_connect(|connection, _| Box::pin(configure_file(connection)))
        .connect_with(options)
        .await
        .map_err(named)?;
    migrate(&pool, Dialect::Sqlite, &location).await?;
    let asker_key = asker_key(&pool, Dialect::Sqlite).await.map_err(named)?;
    Ok(Store::new(
        pool,
        Dialect::Sqlite,
        location,
        asker_key,
        ChangeFeed::in_process(),
        Arc::default(),
        Arc::default(),
        usage::share(path),
    ))
}

/// Prefers the operating system's error, which is more precise than the database's.
fn prefer_io_error(error: Error, path: &Path) -> Error {
    match fs::OpenOptions::new().read(true).write(true).open(path) {
        Err(refused) => Error::io("open", path, refused),
        Ok(_) => error,
    }
}

async fn configure_file(connection: &mut AnyConnection) -> sqlx::Result<()> {
    // FULL: a commit is on disk before it is acknowledged, even after a power cut.
    let pragmas = format!(
        "PRAGMA busy_timeout = {}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
        ACQUIRE_TIMEOUT.as_millis()
    );
    sqlx::raw_sql(AssertSqlSafe(pragmas))
        .execute(connection)
        .await?;
    Ok(())
}

/// Creates the file aside and renames it when complete, so that an empty or partial file under that name is always
/// damage. Mode 600.
async fn create_file(path: &Path) -> Result<()> {
    let folder = folder_of(path);
    fs::create_dir_all(&folder).map_err(|error| Error::io("create", &folder, error))?;
    let aside = tempfile::Builder::new()
        .prefix(".engram-new-")
        .tempfile_in(&folder)
        .map_err(|error| Error::io("create a file in", &folder, error))?;
    let location = path.display().to_string();
    let named = |error| fault::named("creating the store", &location, error);
    let options = AnyConnectOptions::from_str(&file_url(aside.path())?).map_err(named)?;
    let mut connection = AnyConnection::connect_with(&options).await.map_err(named)?;
    let made = async {
        let pragma = format!("PRAGMA application_id = {APPLICATION_ID}");
        sqlx::raw_sql(AssertSqlSafe(pragma))
            .execute(&mut connection)
            .await?;
        let mut transaction = connection.begin().await?;
        let version = schema::version(&mut transaction).await?;
        schema::migrate(&mut transaction, Dialect::Sqlite, version, schema::newest()).await?;
        transaction.commit().await
    };
    made.await.map_err(named)?;
    connection.close().await.map_err(named)?;
    aside
        .as_file()
        .sync_all()
        .map_err(|error| Error::io("write", aside.path(), error))?;
    match aside.persist_noclobber(path) {
        Ok(_) => {}
        // Another process has just created it.
        Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => {}
        Err(refused) => return Err(Error::io("create", path, refused.error)),
    }
    fs::File::open(&folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| Error::io("write", &folder, error))
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// The URL of a file: absolute path, percent-encoded.
fn file_url(path: &Path) -> Result<String> {
    let unusable = |what: String| Error::Setting {
        key: "data".to_owned(),
        what,
    };
    let whole = std::path::absolute(path).map_err(|error| Error::io("find", path, error))?;
    let name = whole
        .to_str()
        .ok_or_else(|| unusable(format!("{} is not Unicode", path.display())))?;
    let mut url = String::from("sqlite://");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url.push_str("?mode=rw");
    Ok(url)
}

async fn open_postgres(url: &SecretString) -> Result<Store> {
    let unusable = || {
        Error::Setting {
        key: "DATABASE_URL".to_owned(),
        what: "this is no address of a PostgreSQL database\n\
               hint: it has the form postgres://USER:PASSWORD@HOST/DATABASE; without it a file is used"
            .to_owned(),
    }
    };
    let url = url.expose_secret();
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(unusable());
    }
    let address = PgConnectOptions::from_str(url).map_err(|_| unusable())?;
    let location = format!(
        "PostgreSQL database {} at {}",
        address.get_database().unwrap_or(address.get_username()),
        address.get_host()
    );
    let named = |error| fault::named(OPENING, &location, error);
    let options = AnyConnectOptions::from_str(url).map_err(|_| unusable())?;
    // The pool retries until its timeout and drops the cause; a single connection reports it.
    AnyConnection::connect_with(&options)
        .await
        .map_err(|error| fault::refused_login(&error).unwrap_or_else(|| named(error)))?
        .close()
        .await
        .map_err(named)?;
    let pool = AnyPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .after_connect(|connection, _| Box::pin(configure_postgres(connection)))
        .connect_with(options)
        .await
        .map_err(named)?;
    migrate(&pool, Dialect::Postgres, &location).await?;
    let asker_key = asker_key(&pool, Dialect::Postgres).await.map_err(named)?;
    let settings_cache = Arc::default();
    let breaker = Arc::default();
    let feed = ChangeFeed::of_postgres(url, Arc::clone(&settings_cache), Arc::clone(&breaker))
        .await
        .map_err(named)?;
    Ok(Store::new(
        pool,
        Dialect::Postgres,
        location,
        asker_key,
        feed,
        settings_cache,
        breaker,
        None,
    ))
}

async fn configure_postgres(connection: &mut AnyConnection) -> sqlx::Result<()> {
    let settings = format!(
        "SET application_name TO '{}{:x}'; SET search_path TO engram; SET synchronous_commit TO on; SET statement_timeout TO {}; SET lock_timeout TO {};",
        usage::APPLICATION_NAME,
        *PROCESS,
        super::CALL_TIMEOUT.as_millis(),
        ACQUIRE_TIMEOUT.as_millis()
    );
    sqlx::raw_sql(AssertSqlSafe(settings))
        .execute(connection)
        .await?;
    Ok(())
}

/// Migrates the schema to this program's version; safe when several processes do so at once.
async fn migrate(pool: &AnyPool, dialect: Dialect, location: &str) -> Result<()> {
    let work = async {
        let begin = match dialect {
            Dialect::Sqlite => "BEGIN IMMEDIATE",
            Dialect::Postgres => "BEGIN",
        };
        let mut transaction = Transaction::begin(pool, begin, None).await?;
        if dialect == Dialect::Postgres {
            create_schema(&mut transaction).await?;
        }
        let version = schema::version(&mut transaction).await?;
        if version < schema::newest() {
            schema::migrate(&mut transaction, dialect, version, schema::newest()).await?;
        }
        transaction.commit().await?;
        Ok(version)
    };
    let version = work
        .await
        .map_err(|error| fault::named(OPENING, location, error))?;
    if version > schema::newest() {
        return Err(Error::StoreIncompatible {
            location: location.to_owned(),
            what: format!(
                "a newer version of the program made it (schema {version}, this one knows {})",
                schema::newest()
            ),
        });
    }
    Ok(())
}

/// Creates the schema `engram` if missing: a role without CREATE may use an existing one.
pub(super) async fn create_schema(connection: &mut AnyConnection) -> sqlx::Result<()> {
    sqlx::query("SELECT pg_advisory_xact_lock($1)")
        .bind(SCHEMA_LOCK)
        .execute(&mut *connection)
        .await?;
    let there: i64 =
        sqlx::query_scalar("SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = 'engram'")
            .fetch_one(&mut *connection)
            .await?;
    if there == 0 {
        sqlx::raw_sql("CREATE SCHEMA engram")
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// The key of the pseudonyms, generated once by the database's cryptographic random source.
async fn asker_key(pool: &AnyPool, dialect: Dialect) -> sqlx::Result<[u8; 32]> {
    sqlx::query(match dialect {
        Dialect::Sqlite => {
            "INSERT INTO meta (name, value) VALUES ($1, hex(randomblob(32)))
             ON CONFLICT (name) DO NOTHING"
        }
        Dialect::Postgres => {
            "INSERT INTO meta (name, value)
             VALUES ($1, gen_random_uuid()::text || gen_random_uuid()::text)
             ON CONFLICT (name) DO NOTHING"
        }
    })
    .bind(ASKER_KEY)
    .execute(pool)
    .await?;
    let key: String = sqlx::query_scalar("SELECT value FROM meta WHERE name = $1")
        .bind(ASKER_KEY)
        .fetch_one(pool)
        .await?;
    Ok(blake3::derive_key("engram asker tags", key.as_bytes()))
}

impl Store {
    #[expect(
        clippy::too_many_arguments,
        reason = "its parts, put together in one place"
    )]
    fn new(
        pool: AnyPool,
        dialect: Dialect,
        location: String,
        asker_key: [u8; 32],
        feed: ChangeFeed,
        settings_cache: Arc<SettingsCache>,
        breaker: Arc<CircuitBreaker>,
        lock: Option<fs::File>,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                pool,
                dialect,
                location,
                asker_key,
                write_lock: Arc::default(),
                feed,
                pending_counts: PendingCounts::default(),
                settings_cache,
                breaker,
                health: Health::default(),
                lock,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_url_is_absolute_and_percent_encoded() {
        assert_eq!(
            file_url(Path::new("/da ta/ä?#%.db")).unwrap(),
            "sqlite:///da%20ta/%C3%A4%3F%23%25.db?mode=rw"
        );
    }
}
