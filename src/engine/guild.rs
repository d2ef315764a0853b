//! A guild's own library: an index of its articles, and what its admins taught.
//!
//! ```text
//! index/<guild id>/guild.json   the version it was made of, what was taught and its vectors; first line: checksum
//! index/<guild id>/current, g…  the index of its own articles, if it has any (see `index`)
//! ```
//!
//! The file is written after the index: if it names other content than the index was built from, the process ended in
//! between, and the guild has no version until it is built again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Serving;
use crate::article::Teaching;
use crate::index::{self, Embedder, Generation, Overlay, QuantizedVector, Status};
use crate::{Error, Result};

/// Name of the file that says what the guild's folder holds.
const FILE: &str = "guild.json";

/// Name of the file that is locked while what the folder holds is changed.
const LOCK: &str = "guild.lock";

/// Version of the file format.
const FORMAT: u32 = 1;

/// Approximate memory of a guild without a library of its own, in bytes.
const EMPTY_BYTES: u64 = 512;

/// Approximate ratio of an index's memory to its size on disk; `benches/guilds.rs` measures it.
const MEMORY_PER_DISK_BYTE: u64 = 2;

/// A guild's own library, opened.
pub(super) struct Guild {
    /// Unique in this process; 0 if the guild has nothing of its own.
    pub(super) epoch: u64,
    /// The version of the content that it holds; none if it has to be built again.
    pub(super) version: Option<u64>,
    /// Its own articles, if it has any.
    pub(super) own: Option<Arc<Serving>>,
    /// What its admins taught, if they did.
    pub(super) taught: Option<Overlay>,
}

/// The content of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    format: u32,
    version: u64,
    /// Fingerprint of its own articles; none if it has none.
    fingerprint: Option<String>,
    taught: Vec<Teaching>,
    /// The encoder that made the vectors.
    encoder: Option<String>,
    vectors: BTreeMap<String, QuantizedVector>,
}

impl Guild {
    /// A guild without a library of its own.
    pub(super) fn empty() -> Self {
        Self {
            epoch: 0,
            version: None,
            own: None,
            taught: None,
        }
    }

    /// Opens a guild's folder; one without a finished build counts as a guild without a library of its own.
    ///
    /// # Errors
    /// [`Error::IndexBroken`] and [`Error::IndexForeign`] if it must be built again before it can answer.
    pub(super) fn open(
        folder: &Path,
        embedder: &Embedder,
        epoch: impl Fn() -> u64,
    ) -> Result<Self> {
        let Some(state) = State::read(folder)? else {
            return match Generation::open(folder) {
                Err(Error::IndexMissing { .. }) => Ok(Self::empty()),
                _ => Err(missing(folder)),
            };
        };
        let own = match &state.fingerprint {
            Some(_) => Some(Serving::new(Generation::open(folder)?, epoch())),
            None => None,
        };
        let version = own
            .as_ref()
            .and_then(|own| own.generation.manifest())
            .is_none_or(|manifest| {
                Some(&manifest.fingerprint) == state.fingerprint.as_ref()
                    && manifest.encoder.as_deref() == embedder.version()
            })
            .then_some(state.version);
        let same_encoder = state.encoder.as_deref() == embedder.version();
        let kept = if same_encoder {
            state.vectors
        } else {
            BTreeMap::new()
        };
        let taught = Overlay::with_vectors(&state.taught, &kept, embedder);
        Ok(Self::new(version, own, taught, epoch))
    }

    pub(super) fn new(
        version: Option<u64>,
        own: Option<Arc<Serving>>,
        taught: Overlay,
        epoch: impl Fn() -> u64,
    ) -> Self {
        let taught = Some(taught).filter(|taught| !taught.taught().is_empty());
        let nothing = own.is_none() && taught.is_none();
        Self {
            epoch: if nothing { 0 } else { epoch() },
            version,
            own,
            taught,
        }
    }

    /// Writes the file for the current content. The index must be built already.
    pub(super) fn write(&self, folder: &Path, embedder: &Embedder) -> Result<()> {
        let own = self.own.as_ref().and_then(|own| own.generation.manifest());
        let state = State {
            format: FORMAT,
            version: self.version.unwrap_or(0),
            fingerprint: own.map(|manifest| manifest.fingerprint.clone()),
            taught: self
                .taught
                .as_ref()
                .map_or_else(Vec::new, |taught| taught.taught().to_vec()),
            encoder: embedder.version().map(str::to_owned),
            vectors: self
                .taught
                .as_ref()
                .map(Overlay::vectors)
                .unwrap_or_default(),
        };
        state.write(folder)
    }

    /// Approximate memory while it is open, in bytes: its index is mapped, and a question reads nearly all of it.
    pub(super) fn bytes(&self) -> u64 {
        let own = self.own.as_ref().and_then(|own| own.generation.manifest());
        let files = own.map_or(0, |manifest| {
            manifest.files.values().map(|digest| digest.bytes).sum()
        });
        EMPTY_BYTES + MEMORY_PER_DISK_BYTE * files
    }
}

/// Locks a guild's folder against other processes until the handle is dropped or the process ends. Waits for the lock.
pub(super) fn lock(folder: &Path) -> Result<File> {
    fs::create_dir_all(folder).map_err(|error| Error::io("create", folder, error))?;
    let path = folder.join(LOCK);
    let file = File::create(&path).map_err(|error| Error::io("create", &path, error))?;
    file.lock()
        .map_err(|error| Error::io("lock", &path, error))?;
    Ok(file)
}

/// The version that a guild's folder holds, without opening it; none if it has to be built again, or never was.
pub(super) fn version(folder: &Path, embedder: &Embedder) -> Option<u64> {
    let state = State::read(folder).ok()??;
    let fresh = state.fingerprint.is_none_or(|fingerprint| {
        matches!(
            index::status(folder, &fingerprint, embedder),
            Status::Fresh(_)
        )
    });
    fresh.then_some(state.version)
}

/// Checks every byte of a guild's folder.
///
/// # Errors
/// What is damaged.
pub(super) fn verify(folder: &Path) -> Result<()> {
    match State::read(folder)? {
        None => Err(missing(folder)),
        Some(State {
            fingerprint: None, ..
        }) => Ok(()),
        Some(_) => index::verify(folder).map(|_| ()),
    }
}

/// Removes the content of a damaged folder, and leaves a mark that it had some, so that it is not opened before it is
/// rebuilt.
pub(super) fn quarantine(folder: &Path) -> Result<()> {
    index::replace_file(folder, FILE, b"damaged\n")?;
    index::remove(folder)
}

fn missing(folder: &Path) -> Error {
    Error::IndexBroken {
        path: folder.join(FILE),
        what: "it is missing".to_owned(),
    }
}

impl State {
    /// None if the folder has none.
    fn read(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(FILE);
        let broken = |what: String| Error::IndexBroken {
            path: path.clone(),
            what,
        };
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io("read", &path, error)),
        };
        let split = bytes.iter().position(|byte| *byte == b'\n');
        let (checksum, state) = bytes.split_at(split.map_or(0, |at| at + 1));
        if checksum != checksum_line(state).as_bytes() {
            return Err(broken("its content has changed".to_owned()));
        }
        let state: Self = serde_json::from_slice(state)
            .map_err(|error| broken(format!("it cannot be understood: {error}")))?;
        if state.format == FORMAT {
            Ok(Some(state))
        } else {
            Err(Error::IndexForeign {
                path,
                what: format!("its format is {}, this program's is {FORMAT}", state.format),
            })
        }
    }

    fn write(&self, folder: &Path) -> Result<()> {
        let json = serde_json::to_vec(self)
            .map_err(|error| Error::internal("writing what a guild's folder holds", error))?;
        let mut bytes = checksum_line(&json).into_bytes();
        bytes.extend(json);
        index::replace_file(folder, FILE, &bytes)
    }
}

fn checksum_line(bytes: &[u8]) -> String {
    format!("{}\n", blake3::hash(bytes).to_hex())
}
