//! Persistent state: guild settings, guild articles with their history, drafts, audit log, gaps, votes, counts. Rows in
//! an `SQLite` file by default, or in `PostgreSQL`, through the same statements. The only module that uses sqlx.
//!
//! Invariants: an acknowledged write is on disk; a change and its audit entry are one transaction; guild data is only
//! reachable through its [`GuildId`](crate::article::GuildId); no group of statements takes longer than
//! [`CALL_TIMEOUT`], except in backup, restore and verification; the user id of an asker is never stored (see
//! [`AskerPseudonym`]).

mod answers;
mod articles;
mod audit;
mod backup;
mod change;
mod change_feed;
mod circuit_breaker;
mod counts;
mod drafts;
mod expire;
mod fault;
mod gaps;
mod guilds;
mod health;
mod leases;
mod open;
mod privacy;
mod restore;
mod row;
mod schema;
mod sessions;
mod settings;
mod taught;
mod transaction;
mod usage;
mod verify;
mod versions;
mod votes;
mod write_tx;

use std::fs::File;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use secrecy::SecretString;
use sqlx::AnyPool;

use crate::Result;
use crate::article::UserId;
use crate::config::Config;

pub use answers::{ANSWER_RETENTION, AnsweredMessage};
pub use articles::{AppliedChange, Conflict};
pub use audit::{AuditAction, AuditEntry, AuditPage};
pub use backup::BackupReport;
pub use change::Change;
pub use change_feed::Changes;
pub use counts::{CountedQuestion, DayCount, MAX_STATS_DAYS, Stats};
pub use drafts::{DRAFT_RETENTION, Draft, DraftId, NewDraft};
pub use expire::{AUDIT_RETENTION, COUNT_RETENTION, Expired, VOTE_RETENTION};
pub use gaps::{GAP_RETENTION, Gap, GapChoice, GapId, GapReason, NewGap, Solution};
pub use guilds::LEFT_GUILD_RETENTION;
pub use leases::Lease;
pub use privacy::{DeletedPersonalData, PersonalData};
pub use restore::Replace;
pub use sessions::GatewaySession;
pub use settings::{GuildSettings, SettingChange, Visibility};
pub use taught::{Taught, TaughtId};
pub use usage::ProcessLock;
pub use versions::{ArticleVersion, GuildLibrary, LibrarySize, VersionChange, VersionEntry};
pub use votes::{NewVote, Vote};

use change_feed::ChangeFeed;
use circuit_breaker::CircuitBreaker;
use counts::PendingCounts;
use health::Health;
use settings::SettingsCache;
use transaction::Transaction;
use write_tx::WriteTx;

/// Timeout of one call to the store, except backup, restore and [`Store::verify`]; [`Store::expire`] and
/// [`Store::stats`] make several.
pub const CALL_TIMEOUT: Duration = Duration::from_secs(5);

/// Name of the `SQLite` file within the data folder.
const FILE_NAME: &str = "engram.db";

/// Where the state is stored.
#[derive(Debug, Clone)]
pub enum StoreSettings {
    /// In an `SQLite` file, created if missing.
    File(PathBuf),
    /// In a `PostgreSQL` database, in a schema `engram`. The URL holds a password and is never shown.
    Postgres(SecretString),
}

impl StoreSettings {
    /// The database of `DATABASE_URL` if set, else the file `engram.db` in the data folder.
    pub fn from_config(config: &Config) -> Self {
        match &config.database_url {
            Some(url) => Self::Postgres(url.clone()),
            None => Self::in_folder(&config.data),
        }
    }

    /// The file `engram.db` in a folder.
    pub fn in_folder(folder: &Path) -> Self {
        Self::File(folder.join(FILE_NAME))
    }
}

/// A handle to the store, cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    pool: AnyPool,
    dialect: Dialect,
    /// For messages: a path, or host and database name. No secret.
    location: String,
    /// Key of the keyed hash behind [`AskerPseudonym`]. Leaves the store only in a backup.
    asker_key: [u8; 32],
    /// `SQLite` allows one writer at a time: writers of this process queue here, in order, instead of polling the file lock.
    write_lock: Arc<tokio::sync::Mutex<()>>,
    feed: ChangeFeed,
    pending_counts: PendingCounts,
    settings_cache: Arc<SettingsCache>,
    breaker: Arc<CircuitBreaker>,
    health: Health,
    /// Shows other processes that an `SQLite` file is in use.
    lock: Option<File>,
}

/// The database behind the store, where statements differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Sqlite,
    Postgres,
}

/// Pseudonym of an asker: a keyed hash of their user id, so that their data can be found and deleted on request. The
/// operator holds the key (it is in the store), so this is a pseudonym, not anonymity.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(test, derive(Default))]
pub struct AskerPseudonym(String);

impl Store {
    /// Where the state is stored, without any secret: a path, or host and name of a database.
    pub fn location(&self) -> &str {
        &self.inner.location
    }

    /// The pseudonym of an asker.
    pub fn pseudonym(&self, user: UserId) -> AskerPseudonym {
        let hash = blake3::keyed_hash(&self.inner.asker_key, &user.0.to_le_bytes());
        AskerPseudonym(hash.to_hex()[..32].to_owned())
    }

    /// Writes the pending counts and closes the connections. Later calls fail.
    pub async fn close(&self) -> Result<()> {
        let written = self.write_counts().await;
        self.inner.pool.close().await;
        written
    }

    /// Runs a database operation with [`CALL_TIMEOUT`]; fails at once while the circuit breaker is open.
    async fn call<T>(
        &self,
        operation: &'static str,
        work: impl Future<Output = sqlx::Result<T>>,
    ) -> Result<T> {
        self.inner.breaker.check(operation, &self.inner.location)?;
        self.call_even_if_open(operation, work).await
    }

    /// The same without asking the circuit breaker: for the caller that probes.
    async fn call_even_if_open<T>(
        &self,
        operation: &'static str,
        work: impl Future<Output = sqlx::Result<T>>,
    ) -> Result<T> {
        let inner = &self.inner;
        let started = Instant::now();
        let (done, is_unavailable) = match tokio::time::timeout(CALL_TIMEOUT, work).await {
            Ok(Ok(done)) => {
                inner.health.call_succeeded();
                (Ok(done), false)
            }
            Ok(Err(error)) => {
                if let Some(fault) = fault::of_store(&error) {
                    inner.health.set(fault);
                }
                let is_unavailable = fault::is_unavailable(&error);
                (
                    Err(fault::named(operation, &inner.location, error)),
                    is_unavailable,
                )
            }
            Err(_) => {
                inner.health.set(fault::no_answer());
                (Err(fault::timed_out(operation, &inner.location)), true)
            }
        };
        // The breaker is for a remote database; a local file fails fast by itself.
        let is_unavailable = is_unavailable && inner.dialect == Dialect::Postgres;
        inner.breaker.record(is_unavailable, started);
        done
    }

    /// Begins a write transaction.
    async fn begin_write(&self) -> sqlx::Result<WriteTx> {
        WriteTx::begin(self.inner.clone()).await
    }

    /// Begins a read transaction with a consistent snapshot.
    async fn begin_read(&self) -> sqlx::Result<Transaction> {
        let begin = match self.inner.dialect {
            Dialect::Sqlite => "BEGIN DEFERRED",
            Dialect::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        Transaction::begin(&self.inner.pool, begin, None).await
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("Store")
            .field(&self.location())
            .finish()
    }
}

/// Now, truncated to the milliseconds that columns hold.
fn now() -> Timestamp {
    let milliseconds = Timestamp::now().as_millisecond();
    Timestamp::from_millisecond(milliseconds).expect("it came from a timestamp")
}
