//! Gateway sessions that the next process resumes, so that no event is lost in a restart or a crash.

use std::time::Duration;

use super::{Store, now, row};
use crate::Result;

/// Discord drops a session that is not resumed within minutes; a later attempt only costs time.
const RESUMABLE: Duration = Duration::from_mins(5);

/// A resumable gateway session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewaySession {
    /// Session id.
    pub id: String,
    /// `resume_gateway_url`.
    pub url: String,
    /// Resume after this sequence number: all events up to it are answered.
    pub sequence: u64,
}

impl Store {
    /// Saves sessions with their shard numbers of `total`, in one transaction.
    pub async fn save_sessions(
        &self,
        total: u32,
        sessions: &[(u32, GatewaySession)],
    ) -> Result<()> {
        self.call("saving gateway sessions", async {
            let mut tx = self.begin_write().await?;
            for (shard, session) in sessions {
                sqlx::query(
                    "INSERT INTO sessions (shard, total, session, url, sequence, at)
                     VALUES ($1, $2, $3, $4, $5, $6)
                     ON CONFLICT (shard, total) DO UPDATE SET
                         session = excluded.session, url = excluded.url, sequence = excluded.sequence,
                         at = excluded.at",
                )
                .bind(i64::from(*shard))
                .bind(i64::from(total))
                .bind(row::text(&session.id))
                .bind(row::text(&session.url))
                .bind(session.sequence.cast_signed())
                .bind(now().as_millisecond())
                .execute(tx.connection())
                .await?;
            }
            tx.commit().await
        })
        .await
    }

    /// Takes the saved session of a shard if it is recent enough to resume. Deletes it, so only one caller gets it.
    pub async fn take_session(&self, index: u32, total: u32) -> Result<Option<GatewaySession>> {
        self.call("taking a gateway session", async {
            let mut tx = self.begin_write().await?;
            let left: Option<(String, String, i64, i64)> = sqlx::query_as(
                "DELETE FROM sessions WHERE shard = $1 AND total = $2
                 RETURNING session, url, sequence, at",
            )
            .bind(i64::from(index))
            .bind(i64::from(total))
            .fetch_optional(tx.connection())
            .await?;
            tx.commit().await?;
            let oldest = (now() - RESUMABLE).as_millisecond();
            let left = left.filter(|(.., at)| *at >= oldest);
            let Some((id, url, sequence, _)) = left else {
                return Ok(None);
            };
            Ok(Some(GatewaySession {
                id,
                url,
                sequence: sequence.cast_unsigned(),
            }))
        })
        .await
    }
}
