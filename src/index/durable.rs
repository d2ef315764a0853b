//! Atomic writes: after any interruption a file is complete or absent.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use crate::{Error, Result};

/// Replaces a file by one rename: whatever happens, it is the old or the new one, never half.
pub(crate) fn replace_file(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let aside = folder.join(format!("{name}.new"));
    write_durably(&aside, bytes)?;
    fail::fail_point!("replacement-written");
    let path = folder.join(name);
    fs::rename(&aside, &path).map_err(|error| Error::io("replace", &path, error))?;
    fail::fail_point!("replacement-in-place");
    sync_folder(folder)
}

/// Writes a file and waits until the disk has it.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = File::create(path).map_err(|error| Error::io("create", path, error))?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(|error| Error::io("write", path, error))
}

/// Waits until the disk knows the names in a folder.
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder)
        .and_then(|handle| handle.sync_all())
        .map_err(|error| Error::io("sync", folder, error))
}
