//! Guilds that the bot is taken into or removed from, and what is to be deleted when its time is over.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::mpsc::UnboundedReceiver;
use twilight_gateway::ShardId;

use super::desk::Desk;
use crate::article::GuildId;
use crate::store::Turn;

/// What is too old is looked for this often.
const RETIRE_EVERY: Duration = Duration::from_hours(1);
/// The least time between two looks.
const TRY_AGAIN: Duration = Duration::from_mins(1);

/// What is heard of guilds.
#[derive(Debug)]
pub(super) enum GuildNews {
    /// The bot came into one.
    Joined(u64),
    /// It was removed from one.
    Left(u64),
    /// A shard is in these, and in no others.
    All(ShardId, HashSet<u64>),
}

impl Desk {
    /// Takes in what is heard of guilds in the order in which it happened, until nothing more can come.
    pub(super) async fn follow_guilds(self: Arc<Self>, mut news: UnboundedReceiver<GuildNews>) {
        while let Some(news) = news.recv().await {
            match news {
                GuildNews::Joined(guild) => self.guild_joined(guild).await,
                GuildNews::Left(guild) => self.guild_left(guild).await,
                GuildNews::All(shard, guilds) => {
                    let number = u64::from(shard.number());
                    let elsewhere = |guild: u64| (guild >> 22) % u64::from(shard.total()) != number;
                    self.note_those_left(|guild| elsewhere(guild) || guilds.contains(&guild))
                        .await;
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

    /// The bot is in a guild: nothing of it is to be deleted.
    async fn guild_joined(&self, guild: u64) {
        match self.store.guild_joined(GuildId(guild)).await {
            Ok(true) => tracing::info!(
                guild.id = guild,
                "back in a guild before its grace was over"
            ),
            Ok(false) => {}
            Err(error) => {
                tracing::error!(guild.id = guild, %error, "a guild that was joined was not noted");
            }
        }
    }

    /// Deletes what is too old, now and each hour; of several processes, one does it each hour.
    pub(super) async fn retire_now_and_then(&self) {
        loop {
            let again = match self.store.take_turn("retire", RETIRE_EVERY).await {
                Ok(Turn::Ours) => {
                    self.retire(Timestamp::now()).await;
                    RETIRE_EVERY
                }
                Ok(Turn::Taken(wait)) => wait,
                Err(error) => {
                    tracing::warn!(%error, "what is too old was not looked for; it is tried again");
                    TRY_AGAIN
                }
            };
            tokio::time::sleep(again.max(TRY_AGAIN)).await;
        }
    }

    async fn retire(&self, now: Timestamp) {
        let retired = match self.store.retire(now).await {
            Ok(retired) => retired,
            Err(error) => {
                tracing::warn!(%error, "what is too old was not deleted; it is tried again");
                return;
            }
        };
        for guild in &retired.guilds {
            if let Err(error) = self.libraries.forget(*guild).await {
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
