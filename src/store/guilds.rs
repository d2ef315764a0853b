//! Guilds that the bot has left: what was theirs is kept for a grace period, in case it is let in again, then deleted.

use std::time::Duration;

use jiff::Timestamp;

use super::schema::TABLES;
use super::{Store, now, row};
use crate::Result;
use crate::article::GuildId;

/// After the bot has left a guild, what was the guild's is deleted after this.
pub const LEAVING_GRACE: Duration = Duration::from_hours(30 * 24);

impl Store {
    /// The bot has left a guild: what is the guild's will be deleted after [`LEAVING_GRACE`]. A guild that has left
    /// already keeps its date.
    pub async fn guild_left(&self, guild: GuildId) -> Result<()> {
        self.within("noting that a guild was left", async {
            let mut writing = self.writing().await?;
            sqlx::query(
                "INSERT INTO guilds (guild, library_version, last_draft, left_at) VALUES ($1, 0, 0, $2)
                 ON CONFLICT (guild) DO UPDATE SET left_at = COALESCE(guilds.left_at, excluded.left_at)",
            )
            .bind(row::guild(guild))
            .bind(now().as_millisecond())
            .execute(writing.on())
            .await?;
            writing.commit().await
        })
        .await
    }

    /// The bot is in a guild: nothing of it is to be deleted. Tells whether it had left.
    pub async fn guild_joined(&self, guild: GuildId) -> Result<bool> {
        self.within("noting that a guild was joined", async {
            // Most guilds never left; they cost no write when the bot starts.
            let left: Option<Option<i64>> =
                sqlx::query_scalar("SELECT left_at FROM guilds WHERE guild = $1")
                    .bind(row::guild(guild))
                    .fetch_optional(&self.inner.pool)
                    .await?;
            if left.flatten().is_none() {
                return Ok(false);
            }
            let mut writing = self.writing().await?;
            let updated = sqlx::query(
                "UPDATE guilds SET left_at = NULL WHERE guild = $1 AND left_at IS NOT NULL",
            )
            .bind(row::guild(guild))
            .execute(writing.on())
            .await?;
            writing.commit().await?;
            Ok(updated.rows_affected() > 0)
        })
        .await
    }

    /// All guilds that something is kept of, without those that the bot is known to have left.
    pub async fn guilds_not_left(&self) -> Result<Vec<GuildId>> {
        // What stays in `guilds` of one that was deleted is no one's. Guild 0 stands for none.
        let kept: Vec<String> = TABLES
            .iter()
            .filter(|table| table.name != "guilds")
            .map(|table| format!("SELECT guild FROM {}", table.name))
            .collect();
        let statement = format!(
            "SELECT guild FROM ({}) AS kept
             WHERE guild <> 0 AND guild NOT IN (SELECT guild FROM guilds WHERE left_at IS NOT NULL) ORDER BY guild",
            kept.join(" UNION ")
        );
        self.within("reading the guilds that something is kept of", async {
            let guilds: Vec<i64> = sqlx::query_scalar(sqlx::AssertSqlSafe(statement))
                .fetch_all(&self.inner.pool)
                .await?;
            Ok(guilds.into_iter().map(row::guild_from).collect())
        })
        .await
    }

    /// The guilds that the bot has left and whose grace is not over, with the moment it left.
    pub async fn leaving(&self) -> Result<Vec<(GuildId, Timestamp)>> {
        self.within("reading the guilds that were left", async {
            let rows: Vec<(i64, i64)> = sqlx::query_as(
                "SELECT guild, left_at FROM guilds WHERE left_at IS NOT NULL ORDER BY guild",
            )
            .fetch_all(&self.inner.pool)
            .await?;
            rows.into_iter()
                .map(|(guild, left_at)| Ok((row::guild_from(guild), row::moment_from(left_at)?)))
                .collect()
        })
        .await
    }
}
