//! Guilds that the bot joins or leaves, and the deletion of what has expired.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::mpsc::UnboundedReceiver;
use twilight_gateway::ShardId;

use crate::article::GuildId;
use crate::discord::inbound::event_filter::JoinedGuild;
use crate::discord::jobs::welcome::Welcome;
use crate::discord::rest::{self, RestClient};
use crate::store::{Lease, Store};

/// Interval of the work that one of all processes does.
const INTERVAL: Duration = Duration::from_hours(1);
/// Shortest wait between two tries.
const RETRY_AFTER: Duration = Duration::from_mins(1);
/// Most guilds that Discord lists in one page.
/// <https://discord.com/developers/docs/resources/user#get-current-user-guilds>
const GUILDS_A_PAGE: u64 = 200;

/// A change of the guilds that the bot is in.
#[derive(Debug)]
pub(crate) enum GuildEvent {
    /// The bot is in one: it joined it, or connects.
    Joined(JoinedGuild),
    /// It was removed from one.
    Left(u64),
    /// The complete list of a shard's guilds.
    All(ShardId, HashSet<u64>),
}

/// Keeps the store in step with the guilds that the bot is in, and deletes what is due.
pub(crate) struct GuildLifecycle {
    store: Store,
}

impl GuildLifecycle {
    pub(crate) fn new(store: Store) -> Self {
        Self { store }
    }

    /// Handles guild events in order, until their sender is dropped.
    pub(crate) async fn follow_guilds(
        self: Arc<Self>,
        mut events: UnboundedReceiver<GuildEvent>,
        welcome: Welcome,
    ) {
        // A shard that connects is sent an event for each of its guilds; the store is asked once about each.
        let mut known = HashSet::new();
        while let Some(event) = events.recv().await {
            match event {
                GuildEvent::Joined(guild) => {
                    if !known.contains(&guild.id) && self.guild_joined(guild.id).await {
                        known.insert(guild.id);
                    }
                    welcome.greet(&guild).await;
                }
                GuildEvent::Left(guild) => {
                    known.remove(&guild);
                    self.guild_left(guild).await;
                }
                GuildEvent::All(shard, guilds) => {
                    let (number, total) = (u64::from(shard.number()), u64::from(shard.total()));
                    let is_of_shard = |guild: u64| (guild >> 22) % total == number;
                    known.retain(|guild| !is_of_shard(*guild));
                    self.note_those_left(|guild| !is_of_shard(guild) || guilds.contains(&guild))
                        .await;
                    if self.note_those_back(&guilds).await {
                        known.extend(guilds);
                    }
                }
            }
        }
    }

    /// The bot was removed from a guild: all that belongs to it is deleted after a grace period.
    async fn guild_left(&self, guild: u64) {
        match self.store.guild_left(GuildId(guild)).await {
            Ok(()) => tracing::info!(guild.id = guild, "left a guild"),
            Err(error) => {
                tracing::error!(guild.id = guild, %error, "a guild that was left was not noted");
            }
        }
    }

    /// Marks the stored guilds that the bot is not in as left: it may have been removed while no process was connected.
    async fn note_those_left(&self, is_in: impl Fn(u64) -> bool) {
        match self.store.guilds_not_left().await {
            Ok(guilds) => {
                for guild in guilds.into_iter().filter(|guild| !is_in(guild.0)) {
                    self.guild_left(guild.0).await;
                }
            }
            Err(error) => {
                tracing::warn!(%error, "guilds that were left meanwhile were not looked for");
            }
        }
    }

    /// The bot is in these guilds: cancels the deletion of their data. Returns whether the store took all of it.
    async fn note_those_back(&self, guilds: &HashSet<u64>) -> bool {
        let leaving = match self.store.leaving().await {
            Ok(leaving) => leaving,
            Err(error) => {
                tracing::warn!(%error, "guilds that came back were not looked for");
                return false;
            }
        };
        let mut all = true;
        for (guild, _) in leaving {
            if guilds.contains(&guild.0) {
                all &= self.guild_joined(guild.0).await;
            }
        }
        all
    }

    /// The bot is in a guild: cancels the deletion of its data. Returns whether the store took it.
    async fn guild_joined(&self, guild: u64) -> bool {
        match self.store.guild_joined(GuildId(guild)).await {
            Ok(had_left) => {
                if had_left {
                    tracing::info!(guild.id = guild, "rejoined a guild within its grace period");
                }
                true
            }
            Err(error) => {
                tracing::error!(guild.id = guild, %error, "a guild that was joined was not noted");
                false
            }
        }
    }

    /// Deletes what has expired, now and each hour.
    pub(crate) async fn expire_hourly(&self) {
        self.each_hour("expire", || self.expire(Timestamp::now()))
            .await;
    }

    /// Asks Discord which guilds the bot is in, now and each hour: over HTTP there is no event for a removal.
    pub(crate) async fn compare_guilds_hourly(&self, rest: &RestClient) {
        self.each_hour("guilds", || self.compare_guilds(rest)).await;
    }

    /// Runs `work` now and each hour, in one of all processes.
    async fn each_hour<F: Future<Output = ()>>(&self, name: &str, work: impl Fn() -> F) {
        loop {
            let again = match self.store.try_lease(name, INTERVAL).await {
                Ok(Lease::Acquired) => {
                    work().await;
                    INTERVAL
                }
                Ok(Lease::Held(wait)) => wait,
                Err(error) => {
                    tracing::warn!(name, %error, "hourly work waits for the database");
                    RETRY_AFTER
                }
            };
            tokio::time::sleep(again.max(RETRY_AFTER)).await;
        }
    }

    async fn compare_guilds(&self, rest: &RestClient) {
        let guilds = match guilds_of(rest).await {
            Ok(guilds) => guilds,
            Err(error) => {
                tracing::warn!(%error, "Discord did not tell which guilds the bot is in; it is asked again in an hour");
                return;
            }
        };
        self.note_those_left(|guild| guilds.contains(&guild)).await;
        self.note_those_back(&guilds).await;
    }

    async fn expire(&self, now: Timestamp) {
        let expired = match self.store.expire(now).await {
            Ok(expired) => expired,
            Err(error) => {
                tracing::warn!(%error, "expired data was not deleted; trying again in an hour");
                return;
            }
        };
        // The raised library version of a deleted guild makes every process rebuild its index from nothing.
        if expired.drafts + expired.gaps > 0 || !expired.guilds.is_empty() {
            tracing::info!(
                drafts = expired.drafts,
                gaps = expired.gaps,
                guilds = expired.guilds.len(),
                "deleted what was kept long enough"
            );
        }
    }
}

/// The guilds that the bot is in.
async fn guilds_of(rest: &RestClient) -> rest::Result<HashSet<u64>> {
    let mut guilds = HashSet::new();
    let mut after = None;
    loop {
        let page = rest.guilds(after, GUILDS_A_PAGE).await?;
        guilds.extend(page.iter().map(|guild| guild.get()));
        after = page.iter().max().copied();
        if (page.len() as u64) < GUILDS_A_PAGE {
            return Ok(guilds);
        }
    }
}
