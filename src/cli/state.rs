//! The store for a subcommand: opens it, runs the work, closes it.

use std::path::PathBuf;

use crate::config::Config;
use crate::store::{Store, StoreSettings};
use crate::{Error, Result};

/// The path of the store file if it does not exist yet: opening would create it.
///
/// # Errors
/// If the path cannot be read.
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

/// Runs `work` on an existing store.
///
/// # Errors
/// [`Error::StoreMissing`] if it does not exist, else those of the work.
pub(super) fn with_existing<T>(
    config: &Config,
    work: impl AsyncFnOnce(&Store) -> Result<T>,
) -> Result<T> {
    match missing(config)? {
        Some(path) => Err(Error::StoreMissing { path }),
        None => with(config, work),
    }
}

/// Runs `work` on the store, creating it if missing.
///
/// # Errors
/// Those of the work; and if the store cannot be opened or closed.
pub(super) fn with<T>(config: &Config, work: impl AsyncFnOnce(&Store) -> Result<T>) -> Result<T> {
    super::block_on(async {
        let store = Store::open(&StoreSettings::from_config(config)).await?;
        let done = work(&store).await;
        let closed = store.close().await;
        let done = done?;
        closed.map(|()| done)
    })
}
