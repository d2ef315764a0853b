//! Turns that all processes share: at most one of them has a thing for so long.

use std::time::Duration;

use super::{Store, row};
use crate::Result;

/// A turn that is to last longer than anyone takes it for, by so much, was taken before the clock was set back, and is
/// nobody's any more.
const SET_BACK_MS: i64 = 60_000;

/// Whether a turn was had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is the caller's, and nobody else has one until it is over.
    Ours,
    /// Somebody has it, for so long still.
    Taken(Duration),
}

impl Store {
    /// Takes the turn of this name for so long, if nobody has it. Of several processes at once, one gets it. All take a
    /// turn of one name for the same time. The clock is the database's.
    pub async fn take_turn(&self, name: &str, lasts: Duration) -> Result<Turn> {
        self.within("taking a turn", async {
            let lasts = i64::try_from(lasts.as_millis()).unwrap_or(i64::MAX / 2);
            let mut writing = self.writing().await?;
            let now = writing.now().await?;
            let taken = sqlx::query(
                "INSERT INTO turns (name, over) VALUES ($1, $2)
                 ON CONFLICT (name) DO UPDATE SET over = excluded.over WHERE turns.over <= $3 OR turns.over > $4",
            )
            .bind(name)
            .bind(now.saturating_add(lasts))
            .bind(now)
            .bind(now.saturating_add(lasts).saturating_add(SET_BACK_MS))
            .execute(writing.on())
            .await?;
            if taken.rows_affected() > 0 {
                writing.commit().await?;
                return Ok(Turn::Ours);
            }
            let over: i64 = sqlx::query_scalar("SELECT over FROM turns WHERE name = $1")
                .bind(name)
                .fetch_one(writing.on())
                .await?;
            // Whoever has the turn may have taken it after the time above was told.
            let now = writing.now().await?;
            Ok(Turn::Taken(Duration::from_millis(row::number_from(
                over.saturating_sub(now).max(0),
            )?)))
        })
        .await
    }
}
