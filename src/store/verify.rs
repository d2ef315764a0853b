//! Finds damage that the database does not notice by itself.

use futures_util::TryStreamExt as _;

use super::settings::GuildSettings;
use super::versions::with_text;
use super::{Dialect, Store, fault, row, taught};
use crate::Result;

const VERIFYING: &str = "checking the store";

const EVERY_VERSION: &str = "
    SELECT slug, version, change, from_version, title, by_user, at, markdown, seal FROM articles
    WHERE guild = $1";

impl Store {
    /// Checks the structure of the file, and the checksum of every article version, teaching and setting. Reads
    /// everything; no timeout.
    ///
    /// # Errors
    /// [`StoreCorrupt`](crate::Error::StoreCorrupt) with the first damage found.
    pub async fn verify(&self) -> Result<()> {
        let checked = async {
            if self.inner.dialect == Dialect::Sqlite {
                let found: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
                    .fetch_one(&self.inner.pool)
                    .await?;
                if found != "ok" {
                    return Err(row::decode_error(found));
                }
            }
            let mut tx = self.begin_read().await?;
            let guilds: Vec<(i64,)> = sqlx::query_as(
                "SELECT guild FROM articles UNION SELECT guild FROM taught UNION SELECT guild FROM settings",
            )
            .fetch_all(&mut *tx)
            .await?;
            for (guild,) in guilds {
                let mut versions = sqlx::query_as(EVERY_VERSION).bind(guild).fetch(&mut *tx);
                while let Some(columns) = versions.try_next().await? {
                    with_text(guild, columns)?;
                }
                drop(versions);
                taught::read(&mut tx, row::guild_from(guild)).await?;
                let settings =
                    sqlx::query_as("SELECT name, value, seal FROM settings WHERE guild = $1")
                        .bind(guild)
                        .fetch_all(&mut *tx)
                        .await?;
                GuildSettings::from_rows(guild, settings)?;
            }
            tx.commit().await?;
            Ok(())
        };
        checked
            .await
            .map_err(|error| fault::named(VERIFYING, &self.inner.location, error))
    }
}
