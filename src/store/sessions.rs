//! Gateway sessions that a process leaves for the next one to resume, so that neither a restart nor a crash misses
//! anything.

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
    /// The last event before the first one that is not answered.
    pub sequence: u64,
    /// The messages and interactions after that which are answered, by their ids. `None` if the process ended in order:
    /// it heard nothing after that.
    pub answered: Option<Vec<u64>>,
}

impl Store {
    /// Leaves sessions of shards, each with its shard's number of `total`: all of them, or none.
    pub async fn leave_sessions(
        &self,
        total: u32,
        sessions: &[(u32, GatewaySession)],
    ) -> Result<()> {
        self.within("leaving gateway sessions", async {
            let mut writing = self.writing().await?;
            for (shard, session) in sessions {
                let answered = session.answered.as_deref().map(list);
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
                .execute(writing.on())
                .await?;
            }
            writing.commit().await
        })
        .await
    }

    /// Takes the session that was left of a shard, if there is one that Discord may still know: nobody else
    /// gets it.
    pub async fn take_session(&self, index: u32, total: u32) -> Result<Option<GatewaySession>> {
        self.within("taking a gateway session", async {
            let mut writing = self.writing().await?;
            let left: Option<(String, String, i64, Option<String>, i64)> = sqlx::query_as(
                "DELETE FROM sessions WHERE shard = $1 AND total = $2
                 RETURNING session, url, sequence, answered, at",
            )
            .bind(i64::from(index))
            .bind(i64::from(total))
            .fetch_optional(writing.on())
            .await?;
            writing.commit().await?;
            let oldest = (now() - RESUMABLE).as_millisecond();
            let left = left.filter(|(.., at)| *at >= oldest);
            let Some((id, url, sequence, answered, _)) = left else {
                return Ok(None);
            };
            Ok(Some(GatewaySession {
                id,
                url,
                sequence: sequence.cast_unsigned(),
                answered: answered.as_deref().map(listed).transpose()?,
            }))
        })
        .await
    }
}

/// Ids as the column holds them.
fn list(ids: &[u64]) -> String {
    let ids: Vec<String> = ids.iter().map(u64::to_string).collect();
    ids.join(" ")
}

/// The ids of a column.
fn listed(ids: &str) -> sqlx::Result<Vec<u64>> {
    let number = |id: &str| {
        let number = id.parse();
        number.map_err(|_| row::unreadable(format!("the id {id:?} is no number")))
    };
    ids.split_whitespace().map(number).collect()
}
