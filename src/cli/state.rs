//! The state, for a subcommand: opened, worked with, closed.

use std::path::PathBuf;

use crate::config::Config;
use crate::store::{Store, StoreSettings};
use crate::{Error, Result};

/// Where the file of the state would be, if there is none yet: opening would make one.
///
/// # Errors
/// If that cannot be told.
pub(super) fn missing(config: &Config) -> Result<Option<PathBuf>> {
    match StoreSettings::from_config(config) {
        StoreSettings::File(path) => match path.try_exists() {
            Ok(true) => Ok(None),
            Ok(false) => Ok(Some(path)),
            Err(error) => Err(Error::io("read", path, error)),
        },
        StoreSettings::Postgres(_) => Ok(None),
    }
}

/// Works with the state that there is.
///
/// # Errors
/// [`Error::StateMissing`] if there is none yet, else those of the work.
pub(super) fn with_known<T>(
    config: &Config,
    work: impl AsyncFnOnce(&Store) -> Result<T>,
) -> Result<T> {
    match missing(config)? {
        Some(path) => Err(Error::StateMissing { path }),
        None => with(config, work),
    }
}

/// Works with the state, which is made if there is none yet.
///
/// # Errors
/// Those of the work; and if the state cannot be opened or closed.
pub(super) fn with<T>(config: &Config, work: impl AsyncFnOnce(&Store) -> Result<T>) -> Result<T> {
    super::wait(async {
        let store = Store::open(&StoreSettings::from_config(config)).await?;
        let done = work(&store).await;
        let closed = store.close().await;
        let done = done?;
        closed.map(|()| done)
    })
}
