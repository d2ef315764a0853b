//! How the serving generation relates to the content, and whether its files are what was written.

use std::path::Path;

use super::embedder::Embedder;
use super::manifest::{Manifest, serving};
use crate::{Error, Result};

/// Whether a library's index serves, and whether it fits the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Built from the content as it is.
    Fresh(Manifest),
    /// Sound, but the content or the way of making vectors has changed since.
    Stale(Manifest),
    /// Nothing was ever built.
    Missing,
    /// Made by another version: what differs.
    Foreign(String),
    /// Damaged: what is wrong.
    Broken(String),
}

/// Compares the index in a library's folder with the fingerprint of the content, without opening it.
pub fn status(folder: &Path, fingerprint: &str, embedder: &Embedder) -> Status {
    let read = || -> Result<Manifest> {
        let generation = serving(folder)?;
        let manifest = Manifest::read(&generation)?;
        manifest.check_sizes(&generation)?;
        Ok(manifest)
    };
    match read() {
        Ok(manifest)
            if manifest.fingerprint == fingerprint
                && manifest.encoder.as_deref() == embedder.version() =>
        {
            Status::Fresh(manifest)
        }
        Ok(manifest) => Status::Stale(manifest),
        Err(Error::IndexMissing { .. }) => Status::Missing,
        Err(Error::IndexForeign { what, .. }) => Status::Foreign(what),
        Err(Error::IndexBroken { path, what }) => {
            Status::Broken(format!("{}: {what}", path.display()))
        }
        Err(error) => Status::Broken(error.to_string()),
    }
}

/// Reads every file of the serving generation and compares its checksum with the manifest's.
///
/// # Errors
/// As [`super::Generation::open`]; and [`Error::IndexBroken`] with all that was found damaged.
pub fn verify(folder: &Path) -> Result<Manifest> {
    let generation = serving(folder)?;
    let manifest = Manifest::read(&generation)?;
    let damage = manifest.damage(&generation);
    if damage.is_empty() {
        Ok(manifest)
    } else {
        Err(Error::IndexBroken {
            path: generation,
            what: damage.join("; "),
        })
    }
}
