//! The open guild libraries: opened on demand, closed when others need the memory.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;

use super::guild::{self, Guild};
use crate::article::{GuildId, Library};
use crate::index::Embedder;
use crate::{Error, Result};

/// Memory for all open guilds together, in bytes. A closed one is opened again in milliseconds.
const OPEN_BYTES: u64 = 128 << 20;

/// Number of locks for building; guilds share them, since a lock for each would have to be kept for ever.
const STRIPES: usize = 64;

/// The libraries of guilds.
pub(super) struct Guilds {
    /// The index folder; none if all libraries are in memory, where none is ever closed.
    folder: Option<PathBuf>,
    open: Mutex<Open>,
    /// Locked while a guild's folder is opened or a new library swapped in, so that an older one never replaces a newer.
    opening: [Mutex<()>; STRIPES],
    /// Locked while a guild's library is built.
    building: [Mutex<()>; STRIPES],
}

/// The open guilds in the order of use, and the memory that they take together.
struct Open {
    guilds: LruCache<GuildId, Entry>,
    bytes: u64,
}

struct Entry {
    guild: Arc<Guild>,
    bytes: u64,
}

impl Default for Open {
    fn default() -> Self {
        Self {
            guilds: LruCache::unbounded(),
            bytes: 0,
        }
    }
}

impl Guilds {
    pub(super) fn new(folder: Option<PathBuf>) -> Self {
        Self {
            folder,
            open: Mutex::default(),
            opening: std::array::from_fn(|_| Mutex::default()),
            building: std::array::from_fn(|_| Mutex::default()),
        }
    }

    /// The folder of a guild's index; none in memory.
    pub(super) fn folder(&self, guild: GuildId) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        Some(folder.join(Library::Guild(guild).folder_name()))
    }

    /// The guilds that have a folder, by id.
    ///
    /// # Errors
    /// If the folders cannot be listed.
    pub(super) fn all(&self) -> Result<Vec<GuildId>> {
        let Some(folder) = &self.folder else {
            return Ok(Vec::new());
        };
        let failed = |error| Error::io("read", folder, error);
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(error)),
        };
        let mut guilds = Vec::new();
        for entry in entries {
            let name = entry.map_err(failed)?.file_name();
            // Other folders belong to no guild, such as that of the shared library.
            guilds.extend(
                name.to_str()
                    .and_then(|name| name.parse().ok())
                    .map(GuildId),
            );
        }
        guilds.sort_unstable();
        Ok(guilds)
    }

    /// A guild's library; opens it if it is not open.
    pub(super) fn get(
        &self,
        id: GuildId,
        embedder: &Embedder,
        epoch: impl Fn() -> u64,
    ) -> Result<Arc<Guild>> {
        if let Some(guild) = self.open().get(id) {
            return Ok(guild);
        }
        let _opening = lock(stripe(&self.opening, id));
        if let Some(guild) = self.open().get(id) {
            return Ok(guild);
        }
        let opened = match self.folder(id) {
            Some(folder) => Guild::open(&folder, embedder, epoch)?,
            None => Guild::empty(),
        };
        let opened = Arc::new(opened);
        self.put_in(id, Arc::clone(&opened));
        Ok(opened)
    }

    /// Swaps in a guild's new library. Returns the one before, if it was open.
    pub(super) fn put(&self, id: GuildId, guild: Arc<Guild>) -> Option<Arc<Guild>> {
        let _opening = lock(stripe(&self.opening, id));
        self.put_in(id, guild)
    }

    /// Closes a guild. Returns it if it was open.
    pub(super) fn close(&self, id: GuildId) -> Option<Arc<Guild>> {
        let _opening = lock(stripe(&self.opening, id));
        self.open().remove(id)
    }

    /// Locks the building of a guild's library within this process.
    pub(super) fn build_alone(&self, id: GuildId) -> MutexGuard<'_, ()> {
        lock(stripe(&self.building, id))
    }

    /// The version that a guild's library holds, without opening it.
    pub(super) fn version(&self, id: GuildId, embedder: &Embedder) -> Option<u64> {
        match self.folder(id) {
            Some(folder) => guild::version(&folder, embedder),
            None => self.open().get(id)?.version,
        }
    }

    fn put_in(&self, id: GuildId, guild: Arc<Guild>) -> Option<Arc<Guild>> {
        let closes = self.folder.is_some();
        let mut open = self.open();
        let before = open.put(id, guild);
        if closes {
            // The guild that was just swapped in is the most recently used one.
            open.make_room(OPEN_BYTES);
        }
        before
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        lock(&self.open)
    }
}

impl Open {
    fn get(&mut self, id: GuildId) -> Option<Arc<Guild>> {
        let entry = self.guilds.get(&id)?;
        Some(Arc::clone(&entry.guild))
    }

    fn put(&mut self, id: GuildId, guild: Arc<Guild>) -> Option<Arc<Guild>> {
        let bytes = guild.bytes();
        self.bytes += bytes;
        let before = self.guilds.put(id, Entry { guild, bytes })?;
        self.bytes -= before.bytes;
        Some(before.guild)
    }

    fn remove(&mut self, id: GuildId) -> Option<Arc<Guild>> {
        let entry = self.guilds.pop(&id)?;
        self.bytes -= entry.bytes;
        Some(entry.guild)
    }

    /// Closes the least recently used guilds until the rest fits; the most recently used one stays open.
    fn make_room(&mut self, limit: u64) {
        while self.bytes > limit && self.guilds.len() > 1 {
            if let Some((_, entry)) = self.guilds.pop_lru() {
                self.bytes -= entry.bytes;
            }
        }
    }
}

fn stripe(locks: &[Mutex<()>; STRIPES], id: GuildId) -> &Mutex<()> {
    // The low bits of Discord's ids count what was made within one millisecond; the higher ones are the time.
    let index = (id.0 ^ (id.0 >> 22)) % STRIPES as u64;
    &locks[usize::try_from(index).unwrap_or(0)]
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_recently_used_guild_is_closed() {
        let mut open = Open::default();
        for id in 1..=3 {
            open.put(GuildId(id), Arc::new(Guild::empty()));
        }
        let one = open.bytes / 3;
        assert!(open.get(GuildId(1)).is_some());
        open.make_room(2 * one);
        assert!(open.get(GuildId(2)).is_none());
        assert!(open.get(GuildId(1)).is_some());
        open.make_room(0);
        assert!(open.get(GuildId(1)).is_some(), "the last one stays");
        assert_eq!(open.bytes, one);
    }
}
