//! Guilds that the bot is taken into or removed from, and what is to be deleted when its time is over.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serenity::all::{GuildPagination, Http};
use tokio::sync::mpsc::UnboundedReceiver;
use twilight_gateway::ShardId;

use crate::article::GuildId;
use crate::discord::app::App;
use crate::store::Lease;

/// What one of all processes does now and then is done this often.
const EVERY: Duration = Duration::from_hours(1);
/// The least time between two tries.
const TRY_AGAIN: Duration = Duration::from_mins(1);
/// Discord tells of so many guilds at a time.
/// <https://discord.com/developers/docs/resources/user#get-current-user-guilds>
const GUILDS_A_PAGE: u64 = 200;

/// What is heard of guilds.
#[derive(Debug)]
pub(crate) enum GuildEvent {
    /// The bot came into one.
    Joined(u64),
    /// It was removed from one.
    Left(u64),
    /// A shard is in these, and in no others.
    All(ShardId, HashSet<u64>),
}

impl App {
    /// Takes in what is heard of guilds in the order in which it happened, until nothing more can come.
    pub(crate) async fn follow_guilds(self: Arc<Self>, mut news: UnboundedReceiver<GuildEvent>) {
        // A shard that connects hears of each of its guilds: those that the store knows it is in cost it nothing again.
        let mut known = HashSet::new();
        while let Some(news) = news.recv().await {
            match news {
                GuildEvent::Joined(guild) => {
                    if !known.contains(&guild) && self.guild_joined(guild).await {
                        known.insert(guild);
                    }
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

    /// Of all guilds that something is kept of, the bot has left those that it is not in. It may not have heard of it:
    /// nobody listened at the time.
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

    /// The bot is in these guilds: nothing of them is to be deleted. Tells whether the store knows it now of all.
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

    /// The bot is in a guild: nothing of it is to be deleted. Tells whether the store knows it now.
    async fn guild_joined(&self, guild: u64) -> bool {
        match self.store.guild_joined(GuildId(guild)).await {
            Ok(had_left) => {
                if had_left {
                    tracing::info!(
                        guild.id = guild,
                        "back in a guild before its grace was over"
                    );
                }
                true
            }
            Err(error) => {
                tracing::error!(guild.id = guild, %error, "a guild that was joined was not noted");
                false
            }
        }
    }

    /// Deletes what is too old, now and each hour.
    pub(crate) async fn retire_now_and_then(&self) {
        self.each_hour("retire", || self.retire(Timestamp::now()))
            .await;
    }

    /// Asks Discord which guilds the bot is in, now and each hour: over HTTP nothing else tells that it was removed.
    pub(crate) async fn compare_guilds_now_and_then(&self, http: &Http) {
        self.each_hour("guilds", || self.compare_guilds(http)).await;
    }

    /// Does something now and each hour; of several processes, one does it.
    async fn each_hour<LibraryChange: Future<Output = ()>>(
        &self,
        name: &str,
        work: impl Fn() -> LibraryChange,
    ) {
        loop {
            let again = match self.store.try_lease(name, EVERY).await {
                Ok(Lease::Acquired) => {
                    work().await;
                    EVERY
                }
                Ok(Lease::Held(wait)) => wait,
                Err(error) => {
                    tracing::warn!(name, %error, "what is due each hour timeouts for the database");
                    TRY_AGAIN
                }
            };
            tokio::time::sleep(again.max(TRY_AGAIN)).await;
        }
    }

    async fn compare_guilds(&self, http: &Http) {
        let guilds = match guilds_of(http).await {
            Ok(guilds) => guilds,
            Err(error) => {
                tracing::warn!(%error, "Discord did not tell which guilds the bot is in; it is asked again in an hour");
                return;
            }
        };
        self.note_those_left(|guild| guilds.contains(&guild)).await;
        self.note_those_back(&guilds).await;
    }

    async fn retire(&self, now: Timestamp) {
        let retired = match self.store.expire(now).await {
            Ok(retired) => retired,
            Err(error) => {
                tracing::warn!(%error, "what is too old was not deleted; it is tried again");
                return;
            }
        };
        for guild in &retired.guilds {
            if let Err(error) = self.index_sync.forget(*guild).await {
                tracing::error!(guild.id = guild.0, %error, "the index of a guild that was left was not deleted");
            }
        }
        if retired.drafts + retired.gaps > 0 || !retired.guilds.is_empty() {
            tracing::info!(
                drafts = retired.drafts,
                gaps = retired.gaps,
                guilds = retired.guilds.len(),
                "deleted what was kept long enough"
            );
        }
    }
}

/// The guilds that the bot is in.
async fn guilds_of(http: &Http) -> serenity::Result<HashSet<u64>> {
    let mut guilds = HashSet::new();
    let mut after = None;
    loop {
        let page = http
            .get_guilds(after.map(GuildPagination::After), Some(GUILDS_A_PAGE))
            .await?;
        guilds.extend(page.iter().map(|guild| guild.id.get()));
        after = page.iter().map(|guild| guild.id).max();
        if (page.len() as u64) < GUILDS_A_PAGE {
            return Ok(guilds);
        }
    }
}
