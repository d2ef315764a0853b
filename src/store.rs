//! What is kept: guild settings, guild articles with their history, drafts, audit, gaps, votes, counts. Rows in an
//! `SQLite` file by default, or in `PostgreSQL`, by the same statements. The only place that names sqlx.
//!
//! Kept throughout: what was acknowledged is on disk; a change and its audit entry stand or fall together; whatever
//! belongs to a guild is reached through its [`GuildId`](crate::article::GuildId) alone; no call waits longer than [`LONGEST_WAIT`]; the id of
//! someone who asked is never written down (see [`AskerTag`]).

mod answers;
mod articles;
mod audit;
mod backup;
mod changes;
mod counts;
mod drafts;
mod fault;
mod gaps;
mod guilds;
mod open;
mod privacy;
mod restore;
mod retire;
mod row;
mod schema;
mod sessions;
mod settings;
mod taught;
mod turns;
mod verify;
mod versions;
mod votes;
mod writing;

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
pub use articles::{Changed, Conflict};
pub use audit::{Act, AuditEntry, AuditPage};
pub use backup::BackupReport;
pub use changes::{Change, Changes};
pub use counts::{Counted, DayCount, Stats};
pub use drafts::{DRAFT_LIFE, Draft, DraftId, NewDraft};
pub use gaps::{GAP_RETENTION, Gap, GapId, NewGap, Solution, Why};
pub use guilds::LEAVING_GRACE;
pub use privacy::{Forgotten, Kept};
pub use restore::Replace;
pub use retire::Retired;
pub use sessions::GatewaySession;
pub use settings::{GuildSettings, SettingChange, Visibility};
pub use taught::{Taught, TaughtId};
pub use turns::Turn;
pub use versions::{ArticleVersion, GuildLibrary, VersionChange, VersionEntry};
pub use votes::{NewVote, Vote};

use changes::Feed;
use counts::Counter;
use fault::Away;
use settings::KnownSettings;
use writing::Writing;

/// No call to the store takes longer; a backup and a restore do.
pub const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// The file within the folder of what is kept.
const FILE_NAME: &str = "engram.db";

/// Where the state lies.
#[derive(Debug, Clone)]
pub enum StoreSettings {
    /// In an `SQLite` file, made if it is not there.
    File(PathBuf),
    /// In a `PostgreSQL` database, in a schema `engram`. The URL holds a password and is never shown.
    Postgres(SecretString),
}

impl StoreSettings {
    /// The database of `DATABASE_URL`, or else the file `engram.db` in the folder of what is kept.
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

/// A handle to what is kept, cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    pool: AnyPool,
    dialect: Dialect,
    /// Where it lies, as people are told.
    place: String,
    /// Makes tags of ids; it never leaves the store but in a backup.
    asker_key: [u8; 32],
    /// `SQLite` takes one writer at a time: those of this process queue here, in order, rather than poll the file.
    turn: Arc<tokio::sync::Mutex<()>>,
    feed: Feed,
    counter: Counter,
    known_settings: Arc<KnownSettings>,
    away: Arc<Away>,
}

/// What the two databases do not share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Sqlite,
    Postgres,
}

/// Stands for someone who asked, so that what they left can be found when they want it deleted: a hash of their id
/// under a secret of the store's own. It cannot be turned back into the id without that secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(test, derive(Default))]
pub struct AskerTag(String);

impl Store {
    /// Where the state lies, without any secret: a path, or the host and the name of a database.
    pub fn place(&self) -> &str {
        &self.inner.place
    }

    /// The tag of someone who asked.
    pub fn asker(&self, user: UserId) -> AskerTag {
        let hash = blake3::keyed_hash(&self.inner.asker_key, &user.0.to_le_bytes());
        AskerTag(hash.to_hex()[..32].to_owned())
    }

    /// Ends the connections, after writing what was counted. Calls after this fail.
    pub async fn close(&self) -> Result<()> {
        let written = self.write_counts().await;
        self.inner.pool.close().await;
        written
    }

    /// Does a piece of work within the time that a caller may be kept waiting; fails at once while the store is away.
    async fn within<T>(
        &self,
        operation: &'static str,
        work: impl Future<Output = sqlx::Result<T>>,
    ) -> Result<T> {
        self.inner.away.check(operation, &self.inner.place)?;
        self.trying(operation, work).await
    }

    /// The same also while the store is away, for the one who tries for all.
    async fn trying<T>(
        &self,
        operation: &'static str,
        work: impl Future<Output = sqlx::Result<T>>,
    ) -> Result<T> {
        let inner = &self.inner;
        let began = Instant::now();
        let (done, is_away) = match tokio::time::timeout(LONGEST_WAIT, work).await {
            Ok(Ok(done)) => (Ok(done), false),
            Ok(Err(error)) => {
                let is_away = fault::means_away(&error);
                (Err(fault::named(operation, &inner.place, error)), is_away)
            }
            Err(_) => (Err(fault::too_slow(operation, &inner.place)), true),
        };
        // A file is never away: it is busy, or it fails.
        let is_away = is_away && inner.dialect == Dialect::Postgres;
        inner.away.note(is_away, began);
        done
    }

    /// Begins a change.
    async fn writing(&self) -> sqlx::Result<Writing<'_>> {
        Writing::begin(&self.inner).await
    }

    /// Begins to read several things as they stand at one moment.
    async fn reading(&self) -> sqlx::Result<sqlx::Transaction<'static, sqlx::Any>> {
        self.inner
            .pool
            .begin_with(match self.inner.dialect {
                Dialect::Sqlite => "BEGIN DEFERRED",
                Dialect::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            })
            .await
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Store").field(&self.place()).finish()
    }
}

/// Now, to the millisecond that the store keeps.
fn now() -> Timestamp {
    let milliseconds = Timestamp::now().as_millisecond();
    Timestamp::from_millisecond(milliseconds).expect("it came from a timestamp")
}
