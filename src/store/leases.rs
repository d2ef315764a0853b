//! Named leases shared by all processes: at most one holder at a time, for a limited time.

use std::time::Duration;

use super::{Store, row};
use crate::Result;

/// A lease that ends this much later than any lease can was taken before the clock was set back, and is void.
const CLOCK_TOLERANCE_MS: i64 = 60_000;

/// The result of asking for a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lease {
    /// The caller holds it until it expires.
    Acquired,
    /// Somebody holds it, for this much longer.
    Held(Duration),
}

impl Store {
    /// Takes the lease of this name for `lasts` if nobody holds it. Atomic across processes, by the database's clock. All
    /// callers use the same duration for one name.
    pub async fn try_lease(&self, name: &str, lasts: Duration) -> Result<Lease> {
        self.call("taking a lease", async {
            let lasts = i64::try_from(lasts.as_millis()).unwrap_or(i64::MAX / 2);
            let mut tx = self.begin_write().await?;
            let now = tx.now().await?;
            let taken = sqlx::query(
                "INSERT INTO turns (name, over) VALUES ($1, $2)
                 ON CONFLICT (name) DO UPDATE SET over = excluded.over WHERE turns.over <= $3 OR turns.over > $4",
            )
            .bind(name)
            .bind(now.saturating_add(lasts))
            .bind(now)
            .bind(now.saturating_add(lasts).saturating_add(CLOCK_TOLERANCE_MS))
            .execute(tx.connection())
            .await?;
            if taken.rows_affected() > 0 {
                tx.commit().await?;
                return Ok(Lease::Acquired);
            }
            let over: i64 = sqlx::query_scalar("SELECT over FROM turns WHERE name = $1")
                .bind(name)
                .fetch_one(tx.connection())
                .await?;
            // The holder may have taken it after `now` was read.
            let now = tx.now().await?;
            Ok(Lease::Held(Duration::from_millis(row::integer_from(
                over.saturating_sub(now).max(0),
            )?)))
        })
        .await
    }
}
