//! Opens the store: makes it if it is not there, brings its tables up to date, refuses what is not ours or newer.

use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, Connection as _};

use super::changes::Feed;
use super::counts::Counter;
use super::fault::Away;
use super::settings::KnownSettings;
use super::{Dialect, Inner, Store, StoreSettings, fault, schema};
use crate::{Error, Result};

/// So long a call waits for a free connection, or for another process to finish its change.
const LONGEST_TURN: Duration = Duration::from_millis(2500);
/// To open a database that is far away, or that is just starting.
const LONGEST_OPENING: Duration = Duration::from_secs(10);
/// `SQLite` has one writer; the others read.
const FILE_CONNECTIONS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 8;
/// Marks a file as ours: "Engr".
const APPLICATION_ID: i64 = 0x456e_6772;
/// Steps of the schema are gone by one process at a time.
const SCHEMA_LOCK: i64 = 0x456e_6772_0001;

const OPENING: &str = "opening the store";

impl Store {
    /// Opens the store, and makes it first if it is not there.
    ///
    /// # Errors
    /// [`Error::StoreAway`] if the database cannot be reached, [`Error::StoreForeign`] if it is not ours or was made by
    /// a newer program, [`Error::StoreBroken`] if it is damaged.
    pub async fn open(settings: &StoreSettings) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let opening = async {
            match settings {
                StoreSettings::File(path) => open_file(path).await,
                StoreSettings::Postgres(url) => open_postgres(url).await,
            }
        };
        let place = match settings {
            StoreSettings::File(path) => path.display().to_string(),
            StoreSettings::Postgres(_) => "PostgreSQL".to_owned(),
        };
        match tokio::time::timeout(LONGEST_OPENING, opening).await {
            Ok(opened) => opened,
            Err(_) => Err(fault::too_slow(OPENING, &place)),
        }
    }
}

async fn open_file(path: &Path) -> Result<Store> {
    let place = path.display().to_string();
    let broken = |what: &str| Error::StoreBroken {
        place: place.clone(),
        what: what.to_owned(),
    };
    let named = |error| fault::named(OPENING, &place, error);
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => return Err(broken("it is a folder")),
        Ok(there) if there.len() == 0 => return Err(broken("it is empty")),
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => make_file(path).await?,
        Err(error) => return Err(Error::io("read", path, error)),
    }
    let options = AnyConnectOptions::from_str(&file_url(path)?).map_err(named)?;
    // The pool goes on trying until its time is up and forgets why; this says why.
    let looked_at = async {
        let mut connection = AnyConnection::connect_with(&options).await?;
        let id: i64 = sqlx::query_scalar("PRAGMA application_id")
            .fetch_one(&mut connection)
            .await?;
        settle_file(&mut connection).await?;
        connection.close().await?;
        Ok(id)
    };
    let id = looked_at
        .await
        .map_err(|error| hold_up_to_light(named(error), path))?;
    if id != APPLICATION_ID {
        return Err(Error::StoreForeign {
            place,
            what: "it is another program's".to_owned(),
        });
    }
    let pool = AnyPoolOptions::new()
        .max_connections(FILE_CONNECTIONS)
        .acquire_timeout(LONGEST_TURN)
        .after_connect(|connection, _| Box::pin(settle_file(connection)))
        .connect_with(options)
        .await
        .map_err(named)?;
    bring_up_to_date(&pool, Dialect::Sqlite, &place).await?;
    let asker_key = asker_key(&pool, Dialect::Sqlite).await.map_err(named)?;
    Ok(Store::new(
        pool,
        Dialect::Sqlite,
        place,
        asker_key,
        Feed::in_process(),
        Arc::default(),
        Arc::default(),
    ))
}

/// The operating system says better than the database why a file cannot be used.
fn hold_up_to_light(error: Error, path: &Path) -> Error {
    match fs::OpenOptions::new().read(true).write(true).open(path) {
        Err(refused) => Error::io("open", path, refused),
        Ok(_) => error,
    }
}

async fn settle_file(connection: &mut AnyConnection) -> sqlx::Result<()> {
    // FULL: a commit is on disk before it is acknowledged, even if the power goes.
    let pragmas = format!(
        "PRAGMA busy_timeout = {}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
        LONGEST_TURN.as_millis()
    );
    sqlx::raw_sql(AssertSqlSafe(pragmas))
        .execute(connection)
        .await?;
    Ok(())
}

/// Makes the file aside and gives it its name when it is whole, so that an empty or half-made file under that name is
/// always damage. Only the owner may read it.
async fn make_file(path: &Path) -> Result<()> {
    let folder = folder_of(path);
    fs::create_dir_all(&folder).map_err(|error| Error::io("create", &folder, error))?;
    let aside = tempfile::Builder::new()
        .prefix(".engram-new-")
        .tempfile_in(&folder)
        .map_err(|error| Error::io("create a file in", &folder, error))?;
    let place = path.display().to_string();
    let named = |error| fault::named("making the store", &place, error);
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
        // Another process was quicker, and made the same.
        Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => {}
        Err(refused) => return Err(Error::io("create", path, refused.error)),
    }
    fs::File::open(&folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| Error::io("write", &folder, error))
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// The address of a file, by its whole path, so that nothing in its name is taken for something else.
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
    let place = format!(
        "PostgreSQL database {} at {}",
        address.get_database().unwrap_or(address.get_username()),
        address.get_host()
    );
    let named = |error| fault::named(OPENING, &place, error);
    let options = AnyConnectOptions::from_str(url).map_err(|_| unusable())?;
    // The pool goes on trying until its time is up and forgets why; this says why.
    AnyConnection::connect_with(&options)
        .await
        .map_err(named)?
        .close()
        .await
        .map_err(named)?;
    let pool = AnyPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(LONGEST_TURN)
        .after_connect(|connection, _| Box::pin(settle_postgres(connection)))
        .connect_with(options)
        .await
        .map_err(named)?;
    bring_up_to_date(&pool, Dialect::Postgres, &place).await?;
    let asker_key = asker_key(&pool, Dialect::Postgres).await.map_err(named)?;
    let known_settings = Arc::default();
    let away = Arc::default();
    let feed = Feed::of_postgres(url, Arc::clone(&known_settings), Arc::clone(&away))
        .await
        .map_err(named)?;
    Ok(Store::new(
        pool,
        Dialect::Postgres,
        place,
        asker_key,
        feed,
        known_settings,
        away,
    ))
}

async fn settle_postgres(connection: &mut AnyConnection) -> sqlx::Result<()> {
    let settings = format!(
        "SET search_path TO engram; SET synchronous_commit TO on; SET statement_timeout TO {}; SET lock_timeout TO {};",
        super::LONGEST_WAIT.as_millis(),
        LONGEST_TURN.as_millis()
    );
    sqlx::raw_sql(AssertSqlSafe(settings))
        .execute(connection)
        .await?;
    Ok(())
}

/// Brings the tables to this program's version, whoever else is doing the same.
async fn bring_up_to_date(pool: &AnyPool, dialect: Dialect, place: &str) -> Result<()> {
    let work = async {
        let mut transaction = pool
            .begin_with(match dialect {
                Dialect::Sqlite => "BEGIN IMMEDIATE",
                Dialect::Postgres => "BEGIN",
            })
            .await?;
        if dialect == Dialect::Postgres {
            make_schema(&mut transaction).await?;
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
        .map_err(|error| fault::named(OPENING, place, error))?;
    if version > schema::newest() {
        return Err(Error::StoreForeign {
            place: place.to_owned(),
            what: format!(
                "a newer version of the program made it (schema {version}, this one knows {})",
                schema::newest()
            ),
        });
    }
    Ok(())
}

/// Makes the schema `engram`, if it is not there: who may not make one may still use one that is.
pub(super) async fn make_schema(connection: &mut AnyConnection) -> sqlx::Result<()> {
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

/// The secret that tags are made with: drawn once, by the database, from its source of strong randomness.
async fn asker_key(pool: &AnyPool, dialect: Dialect) -> sqlx::Result<[u8; 32]> {
    sqlx::query(match dialect {
        Dialect::Sqlite => {
            "INSERT INTO meta (name, value) VALUES ('asker_key', hex(randomblob(32)))
             ON CONFLICT (name) DO NOTHING"
        }
        Dialect::Postgres => {
            "INSERT INTO meta (name, value)
             VALUES ('asker_key', gen_random_uuid()::text || gen_random_uuid()::text)
             ON CONFLICT (name) DO NOTHING"
        }
    })
    .execute(pool)
    .await?;
    let key: String = sqlx::query_scalar("SELECT value FROM meta WHERE name = 'asker_key'")
        .fetch_one(pool)
        .await?;
    Ok(blake3::derive_key("engram asker tags", key.as_bytes()))
}

impl Store {
    fn new(
        pool: AnyPool,
        dialect: Dialect,
        place: String,
        asker_key: [u8; 32],
        feed: Feed,
        known_settings: Arc<KnownSettings>,
        away: Arc<Away>,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                pool,
                dialect,
                place,
                asker_key,
                turn: Arc::default(),
                feed,
                counter: Counter::default(),
                known_settings,
                away,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_is_taken_for_something_else() {
        assert_eq!(
            file_url(Path::new("/da ta/ä?#%.db")).unwrap(),
            "sqlite:///da%20ta/%C3%A4%3F%23%25.db?mode=rw"
        );
    }
}
