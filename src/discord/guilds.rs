//! Guilds that the bot is taken into or removed from, and what is to be deleted when its time is over.

use std::time::Duration;

use jiff::Timestamp;

use super::desk::Desk;
use crate::article::GuildId;
use crate::store::Turn;

/// What is too old is looked for this often.
const RETIRE_EVERY: Duration = Duration::from_hours(1);
/// The least time between two looks.
const TRY_AGAIN: Duration = Duration::from_mins(1);

impl Desk {
    /// The bot was removed from a guild: all that belongs to it is deleted after a grace period.
    pub(super) async fn guild_left(&self, guild: u64) {
        match self.store.guild_left(GuildId(guild)).await {
            Ok(()) => tracing::info!(guild.id = guild, "left a guild"),
            Err(error) => {
                tracing::error!(guild.id = guild, %error, "a guild that was left was not noted");
            }
        }
    }

    /// The bot is in a guild: nothing of it is to be deleted.
    pub(super) async fn guild_joined(&self, guild: u64) {
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
