//! The connections to Discord, by gateway shards or signed HTTP requests; start and shutdown of the process.

pub(crate) mod connections;
pub(crate) mod gateway;
pub(crate) mod http;
mod http_server;
pub(crate) mod identify_queue;
pub(crate) mod serve;
pub(crate) mod session_store;
pub(crate) mod shard;
pub(crate) mod shard_range;
pub(crate) mod signature;
