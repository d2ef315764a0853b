//! The manifest of a generation, and the pointer to the serving one.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::durable::{replace_file, sync_folder, write_durably};
use super::schema::{ANALYZER_VERSION, FORMAT_VERSION};
use crate::{Error, Result};

/// Name of the manifest within a generation. It is written last: a generation without one is half-built.
const MANIFEST: &str = "manifest.json";

/// Name of the file that holds the name of the serving generation.
const POINTER: &str = "current";

/// What a generation was built from, and the files it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of the form of the files.
    pub format: u32,
    /// Version of the analyzer that made the terms.
    pub analyzer: String,
    /// Version of the encoder that made the vectors; none if it was built on words only.
    pub encoder: Option<String>,
    /// Fingerprint of the content it was built from.
    pub fingerprint: String,
    /// When it was built, in seconds since 1970.
    pub built_at: u64,
    /// How many articles it holds.
    pub articles: usize,
    /// How many passages it holds.
    pub passages: usize,
    /// Every file but the manifest and tantivy's hidden ones (locks, its list of files): name → size and checksum.
    pub files: BTreeMap<String, FileDigest>,
    /// BLAKE3 of the manifest as it is with this left empty, in hex.
    pub checksum: String,
}

/// Size and checksum of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDigest {
    /// Size in bytes.
    pub bytes: u64,
    /// BLAKE3 of its content, in hex.
    pub blake3: String,
}

impl Manifest {
    /// Reads the manifest of a generation and refuses one that this program cannot serve from.
    ///
    /// # Errors
    /// [`Error::IndexBroken`] where it is missing or unreadable, [`Error::IndexForeign`] where it is of another version.
    pub fn read(generation: &Path) -> Result<Self> {
        let path = generation.join(MANIFEST);
        let text = fs::read_to_string(&path)
            .map_err(|error| broken(&path, format!("the manifest cannot be read: {error}")))?;
        let format = serde_json::from_str::<Format>(&text)
            .map_err(|error| broken(&path, format!("the manifest cannot be parsed: {error}")))?
            .format;
        if format != FORMAT_VERSION {
            return Err(Error::IndexForeign {
                path: generation.to_path_buf(),
                what: format!("its format is {format}, this program's is {FORMAT_VERSION}"),
            });
        }
        let manifest: Self = serde_json::from_str(&text)
            .map_err(|error| broken(&path, format!("the manifest cannot be parsed: {error}")))?;
        if manifest.checksum != manifest.own_checksum()? {
            return Err(broken(&path, "the manifest has changed".to_owned()));
        }
        if manifest.analyzer != ANALYZER_VERSION {
            return Err(Error::IndexForeign {
                path: generation.to_path_buf(),
                what: format!(
                    "its analyzer is {}, this program's is {ANALYZER_VERSION}",
                    manifest.analyzer
                ),
            });
        }
        Ok(manifest)
    }

    /// Compares the sizes of all files with what was written: what can be seen without reading them.
    pub(crate) fn check_sizes(&self, generation: &Path) -> Result<()> {
        for (name, digest) in &self.files {
            let path = generation.join(name);
            let bytes = fs::metadata(&path)
                .map_err(|error| broken(&path, format!("a file is missing: {error}")))?
                .len();
            if bytes != digest.bytes {
                return Err(broken(
                    &path,
                    format!("it has {bytes} bytes instead of {}", digest.bytes),
                ));
            }
        }
        Ok(())
    }

    /// Reads every file and compares its checksum. Returns the damage found, one line a file.
    pub fn damage(&self, generation: &Path) -> Vec<String> {
        let mut damage = Vec::new();
        for (name, digest) in &self.files {
            match digest_of(&generation.join(name)) {
                Ok(found) if found == *digest => {}
                Ok(found) if found.bytes != digest.bytes => damage.push(format!(
                    "{name}: {} bytes instead of {}",
                    found.bytes, digest.bytes
                )),
                Ok(_) => damage.push(format!("{name}: its content has changed")),
                Err(error) => damage.push(format!("{name}: {error}")),
            }
        }
        damage
    }

    /// Computes the digests of the files in these folders of a finished generation, and writes the manifest.
    pub(crate) fn write_with_digests(mut self, generation: &Path, folders: &[&str]) -> Result<()> {
        for folder in folders {
            let path = generation.join(folder);
            let entries = fs::read_dir(&path).map_err(|error| Error::io("read", &path, error))?;
            for entry in entries {
                let entry = entry.map_err(|error| Error::io("read", &path, error))?;
                let name = entry.file_name().to_string_lossy().into_owned();
                // tantivy's locks and its list of files change or go when the index is opened.
                if name.starts_with('.') || entry.path().is_dir() {
                    continue;
                }
                let name = if folder.is_empty() {
                    name
                } else {
                    format!("{folder}/{name}")
                };
                let digest = digest_of(&entry.path())?;
                self.files.insert(name, digest);
            }
        }
        self.checksum = self.own_checksum()?;
        let text = self.to_json()?;
        write_durably(&generation.join(MANIFEST), text.as_bytes())
    }

    fn own_checksum(&self) -> Result<String> {
        let without_checksum = Self {
            checksum: String::new(),
            ..self.clone()
        };
        Ok(blake3::hash(without_checksum.to_json()?.as_bytes())
            .to_hex()
            .to_string())
    }

    fn to_json(&self) -> Result<String> {
        serde_json::to_string_pretty(self)
            .map_err(|error| Error::internal("writing the manifest", error))
    }
}

/// The one key that every version of the manifest has.
#[derive(Deserialize)]
struct Format {
    format: u32,
}

/// Reads which generation serves; none if nothing was ever built.
pub(crate) fn read_pointer(folder: &Path) -> Result<Option<PathBuf>> {
    let path = folder.join(POINTER);
    match fs::read_to_string(&path) {
        Ok(name) => {
            let name = name.trim();
            let plain = !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            if plain {
                Ok(Some(folder.join(name)))
            } else {
                Err(broken(&path, "it names no generation".to_owned()))
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(broken(&path, format!("it cannot be read: {error}"))),
    }
}

/// The folder of the serving generation.
///
/// # Errors
/// [`Error::IndexMissing`] if nothing was ever built.
pub(super) fn serving(folder: &Path) -> Result<PathBuf> {
    read_pointer(folder)?.ok_or_else(|| Error::IndexMissing {
        path: folder.to_path_buf(),
    })
}

/// Makes a generation the serving one: one rename, so that a reader sees the old or the new one, never half.
pub(crate) fn write_pointer(folder: &Path, generation: &str) -> Result<()> {
    replace_file(folder, POINTER, generation.as_bytes())
}

/// Makes no generation the serving one.
pub(super) fn remove_pointer(folder: &Path) -> Result<()> {
    let path = folder.join(POINTER);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::io("remove", &path, error))
        }
        _ => sync_folder(folder),
    }
}

fn digest_of(path: &Path) -> Result<FileDigest> {
    let mut file = File::open(path).map_err(|error| Error::io("open", path, error))?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut bytes = 0;
    loop {
        let read = file
            .read(&mut buffer)
            .map_err(|error| Error::io("read", path, error))?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
        bytes += read as u64;
    }
    Ok(FileDigest {
        bytes,
        blake3: hasher.finalize().to_hex().to_string(),
    })
}

fn broken(path: &Path, what: String) -> Error {
    Error::IndexBroken {
        path: path.to_path_buf(),
        what,
    }
}
