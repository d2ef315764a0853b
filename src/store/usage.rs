//! Which other processes use the store: by a file lock beside an `SQLite` file, by the sessions' names in `PostgreSQL`.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::{Dialect, Store};
use crate::Result;

/// Sessions of a process, in `PostgreSQL`: this and a random number.
pub(super) const APPLICATION_NAME: &str = "engram ";

/// Holds a shared lock on the file beside the store's, so that others see that it is in use. `None` where the file
/// system has no locks: then nobody sees it.
pub(super) fn share(store: &Path) -> Option<File> {
    let mut path = store.as_os_str().to_owned();
    path.push(".lock");
    let file = open_lock_file(&PathBuf::from(path)).ok()?;
    file.try_lock_shared().ok().map(|()| file)
}

/// Opens a file to lock, which is created if missing, for its owner alone.
fn open_lock_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

/// A lock that one process holds at a time, until it is dropped or the process ends.
#[derive(Debug)]
pub struct ProcessLock(#[expect(dead_code, reason = "held, never read")] File);

impl ProcessLock {
    /// Takes the lock of this name in a folder. `None` if another process holds it.
    ///
    /// # Errors
    /// If the file cannot be made.
    pub fn take(folder: &Path, name: &str) -> Result<Option<Self>> {
        let path = folder.join(name);
        let cannot = |error| crate::Error::io("lock", &path, error);
        std::fs::create_dir_all(folder).map_err(cannot)?;
        let file = open_lock_file(&path).map_err(cannot)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Ok(None),
            // On a file system without locks nothing can be told.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(Self(file))),
        }
    }
}

impl Store {
    /// Whether another process has this store open.
    ///
    /// # Errors
    /// If the database cannot be asked.
    pub async fn is_in_use_elsewhere(&self) -> Result<bool> {
        match (self.inner.dialect, &self.inner.lock) {
            (Dialect::Sqlite, Some(lock)) => {
                let alone = lock.try_lock().is_ok();
                // Shared again, whether or not it was had.
                let _ = lock.try_lock_shared();
                Ok(!alone)
            }
            (Dialect::Sqlite, None) => Ok(false),
            (Dialect::Postgres, _) => {
                self.call("checking which processes use the store", async {
                    let others: i64 = sqlx::query_scalar(
                        "SELECT count(*) FROM pg_stat_activity
                         WHERE datname = current_database() AND application_name LIKE $1
                         AND application_name <> current_setting('application_name')",
                    )
                    .bind(format!("{APPLICATION_NAME}%"))
                    .fetch_one(&self.inner.pool)
                    .await?;
                    Ok(others > 0)
                })
                .await
            }
        }
    }
}
