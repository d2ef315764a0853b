//! Background work: rebuilding indexes, following the store and the files, counting, deleting what has expired.

pub(crate) mod content_watcher;
pub(crate) mod gap_recorder;
pub(crate) mod guild_lifecycle;
pub(crate) mod index_sync;
pub(crate) mod reindex;
pub(crate) mod welcome;
