//! Work that no single reply waits for: rebuilding indexes, following the store and the files, counting, cleaning up.

pub(crate) mod content_watcher;
pub(crate) mod gap_recorder;
pub(crate) mod guild_lifecycle;
pub(crate) mod index_sync;
pub(crate) mod reindex;
