//! Which channel a thread belongs to. A message does not say, so it is requested, once for each channel: the parent of a
//! thread never changes.

use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

use lru::LruCache;
use serenity::all::{ChannelId, ChannelType};

use crate::discord::rest::{ChannelInfo, RestClient};

/// Most channels that are remembered; the least recently used are removed first.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(10_000).unwrap();

/// Remembers which channel a thread belongs to.
pub(crate) struct ThreadParents(Mutex<LruCache<u64, Option<u64>>>);

impl Default for ThreadParents {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(REMEMBERED)))
    }
}

impl ThreadParents {
    /// The channel of a thread; none for a channel that is no thread, or if the request fails.
    pub(crate) async fn parent(&self, rest: &RestClient, channel: u64) -> Option<u64> {
        if let Some(known) = self.known().get(&channel) {
            return *known;
        }
        match rest.channel(ChannelId::new(channel)).await {
            Ok(told) => {
                let parent = parent_of(&told);
                self.known().put(channel, parent);
                parent
            }
            Err(error) => {
                tracing::warn!(
                    channel.id = channel,
                    %error,
                    "a channel could not be looked up"
                );
                None
            }
        }
    }

    /// The channel of a thread, if it was looked up already.
    pub(crate) fn known_parent(&self, channel: u64) -> Option<u64> {
        self.known().get(&channel).copied().flatten()
    }

    /// The lock is held for a look-up, never while something waits.
    fn known(&self) -> MutexGuard<'_, LruCache<u64, Option<u64>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn parent_of(channel: &ChannelInfo) -> Option<u64> {
    let is_thread = matches!(
        ChannelType::from(channel.kind),
        ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread
    );
    channel.parent_id.filter(|_| is_thread).map(ChannelId::get)
}
