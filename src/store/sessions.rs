//! Gateway sessions that a process leaves for the next one to resume, so that a restart misses nothing.

use std::time::Duration;

use super::{Store, now, row};
use crate::Result;

/// Discord forgets a session that nobody resumes within minutes; asking for one later only costs time.
const RESUMABLE: Duration = Duration::from_mins(5);

/// A gateway session at rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewaySession {
    /// Discord's name for it.
    pub id: String,
    /// Where it is resumed.
    pub url: String,
    /// The last event that was seen.
    pub sequence: u64,
}

impl Store {
    /// Leaves the session of shard `index` of `total`.
    pub async fn leave_session(
        &self,
        index: u32,
        total: u32,
        session: &GatewaySession,
    ) -> Result<()> {
        self.within("leaving a gateway session", async {
            let mut writing = self.writing().await?;
            sqlx::query(
                "INSERT INTO sessions (shard, total, session, url, sequence, at) VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (shard, total) DO UPDATE SET
                     session = excluded.session, url = excluded.url, sequence = excluded.sequence, at = excluded.at",
            )
            .bind(i64::from(index))
            .bind(i64::from(total))
            .bind(row::text(&session.id))
            .bind(row::text(&session.url))
            .bind(session.sequence.cast_signed())
            .bind(now().as_millisecond())
            .execute(writing.on())
            .await?;
            writing.commit().await
        })
        .await
    }

    /// Takes the session that was left of a shard, if there is one that Discord may still know: nobody else
    /// gets it.
    pub async fn take_session(&self, index: u32, total: u32) -> Result<Option<GatewaySession>> {
        self.within("taking a gateway session", async {
            let mut writing = self.writing().await?;
            let left: Option<(String, String, i64, i64)> = sqlx::query_as(
                "DELETE FROM sessions WHERE shard = $1 AND total = $2 RETURNING session, url, sequence, at",
            )
            .bind(i64::from(index))
            .bind(i64::from(total))
            .fetch_optional(writing.on())
            .await?;
            writing.commit().await?;
            let oldest = (now() - RESUMABLE).as_millisecond();
            let left = left.filter(|(.., at)| *at >= oldest);
            Ok(left.map(|(id, url, sequence, _)| GatewaySession {
                id,
                url,
                sequence: sequence.cast_unsigned(),
            }))
        })
        .await
    }
}
