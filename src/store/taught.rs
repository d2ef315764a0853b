//! What a guild's admins taught: wordings of sections, and questions that are not covered. Changes the library version.

use std::fmt;

use jiff::Timestamp;
use sqlx::AnyConnection;

use super::audit::{self, AuditAction};
use super::{Store, now, row};
use crate::Result;
use crate::article::{GuildId, Teaching, UserId};

/// Number of something taught.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TaughtId(pub u64);

impl fmt::Display for TaughtId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Something taught.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taught {
    /// Its number.
    pub id: TaughtId,
    /// What.
    pub teaching: Teaching,
    /// Who taught it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// Teaches a guild's library. Returns the number of the entry and the new library version.
    pub async fn teach(
        &self,
        guild: GuildId,
        teaching: &Teaching,
        by: UserId,
    ) -> Result<(TaughtId, u64)> {
        self.call("teaching", async {
            let column = row::text(&serde_json::to_string(teaching).map_err(encoding)?);
            let mut tx = self.begin_write().await?;
            let version = tx.library_changed(guild).await?;
            let id: i64 = sqlx::query_scalar(
                "INSERT INTO taught (guild, teaching, by_user, at, seal) VALUES ($1, $2, $3, $4, $5)
                 RETURNING id",
            )
            .bind(row::guild(guild))
            .bind(&column)
            .bind(row::user(by))
            .bind(now().as_millisecond())
            .bind(row::checksum(row::guild(guild), &[&column]))
            .fetch_one(tx.connection())
            .await?;
            audit::write(
                tx.connection(),
                guild,
                by,
                AuditAction::Taught,
                target(teaching),
            )
            .await?;
            tx.commit().await?;
            Ok((TaughtId(row::integer_from(id)?), version))
        })
        .await
    }

    /// What this guild's admins taught, in order.
    pub async fn taught(&self, guild: GuildId) -> Result<Vec<Taught>> {
        self.call("reading what was taught", async {
            let mut connection = self.inner.pool.acquire().await?;
            read(&mut connection, guild).await
        })
        .await
    }

    /// Deletes something taught in this guild. Returns the new library version; `None` if it did not exist.
    pub async fn unteach(&self, guild: GuildId, id: TaughtId, by: UserId) -> Result<Option<u64>> {
        self.call("deleting what was taught", async {
            let mut tx = self.begin_write().await?;
            let version = tx.library_changed(guild).await?;
            let column: Option<String> = sqlx::query_scalar(
                "DELETE FROM taught WHERE guild = $1 AND id = $2 RETURNING teaching",
            )
            .bind(row::guild(guild))
            .bind(id.0.cast_signed())
            .fetch_optional(tx.connection())
            .await?;
            let Some(column) = column else {
                return Ok(None);
            };
            let teaching = teaching_from(&column)?;
            audit::write(
                tx.connection(),
                guild,
                by,
                AuditAction::Untaught,
                target(&teaching),
            )
            .await?;
            tx.commit().await?;
            Ok(Some(version))
        })
        .await
    }
}

/// Target for the audit log: section or group, never the question, which a user may ask to have deleted.
fn target(teaching: &Teaching) -> &str {
    match teaching {
        Teaching::Wording { section, .. } => section,
        Teaching::NotCovered { group, .. } => group,
    }
}

pub(super) async fn read(
    connection: &mut AnyConnection,
    guild: GuildId,
) -> sqlx::Result<Vec<Taught>> {
    let rows: Vec<(i64, String, i64, i64, String)> = sqlx::query_as(
        "SELECT id, teaching, by_user, at, seal FROM taught WHERE guild = $1 ORDER BY id",
    )
    .bind(row::guild(guild))
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|(id, teaching, by, at, checksum)| {
            row::verify_checksum(
                &checksum,
                row::guild(guild),
                &[&teaching],
                "something taught",
            )?;
            Ok(Taught {
                id: TaughtId(row::integer_from(id)?),
                teaching: teaching_from(&teaching)?,
                by: row::user_from(by),
                at: row::timestamp_from(at)?,
            })
        })
        .collect()
}

fn teaching_from(column: &str) -> sqlx::Result<Teaching> {
    serde_json::from_str(column)
        .map_err(|error| row::decode_error(format!("something taught: {error}")))
}

fn encoding(error: serde_json::Error) -> sqlx::Error {
    sqlx::Error::Encode(error.into())
}
