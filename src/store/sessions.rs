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
    /// Ids of answered messages and interactions after `sequence`. `None` after an orderly shutdown: there are none.
    pub answered: Option<Vec<u64>>,
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
                let answered = session.answered.as_deref().map(join_ids);
                sqlx::query(
                    "INSERT INTO sessions (shard, total, session, url, sequence, answered, at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7)
                     ON CONFLICT (shard, total) DO UPDATE SET
                         session = excluded.session, url = excluded.url, sequence = excluded.sequence,
                         answered = excluded.answered, at = excluded.at",
                )
                .bind(i64::from(*shard))
                .bind(i64::from(total))
                .bind(row::text(&session.id))
                .bind(row::text(&session.url))
                .bind(session.sequence.cast_signed())
                .bind(answered)
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
            let left: Option<(String, String, i64, Option<String>, i64)> = sqlx::query_as(
                "DELETE FROM sessions WHERE shard = $1 AND total = $2
                 RETURNING session, url, sequence, answered, at",
            )
            .bind(i64::from(index))
            .bind(i64::from(total))
            .fetch_optional(tx.connection())
            .await?;
            tx.commit().await?;
            let oldest = (now() - RESUMABLE).as_millisecond();
            let left = left.filter(|(.., at)| *at >= oldest);
            let Some((id, url, sequence, answered, _)) = left else {
                return Ok(None);
            };
            Ok(Some(GatewaySession {
                id,
                url,
                sequence: sequence.cast_unsigned(),
                answered: answered.as_deref().map(split_ids).transpose()?,
            }))
        })
        .await
    }
}

/// Ids → column.
fn join_ids(ids: &[u64]) -> String {
    let ids: Vec<String> = ids.iter().map(u64::to_string).collect();
    ids.join(" ")
}

/// Column → ids.
fn split_ids(ids: &str) -> sqlx::Result<Vec<u64>> {
    let number = |id: &str| {
        let number = id.parse();
        number.map_err(|_| row::decode_error(format!("the id {id:?} is no number")))
    };
    ids.split_whitespace().map(number).collect()
}
