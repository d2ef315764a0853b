//! Gaps: questions that were not answered, or not well. The text has a retention; the asker is a pseudonym.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use sqlx::AnyConnection;

use super::audit::{self, AuditAction};
use super::{AskerPseudonym, Store, now, row};
use crate::Result;
use crate::article::{GuildId, UserId};
use crate::text::fold;

/// The text of a gap is deleted after this.
pub const GAP_RETENTION: Duration = Duration::from_hours(90 * 24);

/// Most open gaps returned at once, newest first.
const MAX_OPEN: i64 = 5_000;
/// Questions that are compared with what is being typed, at most: the newest that may hold it.
const MAX_SEARCHED: i64 = 500;

/// Number of a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct GapId(pub u64);

impl fmt::Display for GapId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Why a question is a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GapReason {
    /// The outcome was `closest`: only headings were offered.
    Closest,
    /// The outcome was `nothing`.
    Nothing,
    /// The asker voted that the answer did not help.
    NotHelpful,
}

impl GapReason {
    fn as_str(self) -> &'static str {
        match self {
            Self::Closest => "closest",
            Self::Nothing => "nothing",
            Self::NotHelpful => "not_helpful",
        }
    }

    fn from_column(column: &str) -> sqlx::Result<Self> {
        [Self::Closest, Self::Nothing, Self::NotHelpful]
            .into_iter()
            .find(|why| why.as_str() == column)
            .ok_or_else(|| row::decode_error(format!("{column:?} is no reason for a gap")))
    }
}

/// A gap to be recorded.
#[derive(Debug, Clone)]
pub struct NewGap<'a> {
    /// The guild; `None` for a direct message.
    pub guild: Option<GuildId>,
    /// The asker ([`Store::pseudonym`]).
    pub asker: AskerPseudonym,
    /// The question as typed.
    pub question: &'a str,
    /// Why it is a gap.
    pub reason: GapReason,
    /// Ids of the nearest sections, best first.
    pub nearest: &'a [String],
    /// What the asker says was missing.
    pub missing: Option<&'a str>,
}

/// An open gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Its number.
    pub id: GapId,
    /// When it was asked.
    pub at: Timestamp,
    /// The question as typed.
    pub question: String,
    /// Why it is a gap.
    pub reason: GapReason,
    /// Ids of the nearest sections when it was asked.
    pub nearest: Vec<String>,
    /// What the asker says was missing.
    pub missing: Option<String>,
}

/// An open gap to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapChoice {
    /// Its number.
    pub id: GapId,
    /// The question as typed.
    pub question: String,
}

/// How a gap was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Solution {
    /// An admin marked it as solved.
    Marked(UserId),
    /// An admin taught it.
    Taught(UserId),
    /// Changed articles answer it now.
    Answered,
}

impl Store {
    /// Records a gap.
    pub async fn record_gap(&self, gap: &NewGap<'_>) -> Result<GapId> {
        self.call("recording a gap", async {
            let mut tx = self.begin_write().await?;
            let id = insert(tx.connection(), gap).await?;
            tx.commit().await?;
            row::integer_from(id).map(GapId)
        })
        .await
    }

    /// Adds what was missing to the newest open gap of the same asker, question and reason; records the gap if there is
    /// none.
    pub async fn add_missing(&self, gap: &NewGap<'_>) -> Result<()> {
        self.call("adding what was missing to a gap", async {
            let mut tx = self.begin_write().await?;
            let updated = sqlx::query(
                "UPDATE gaps SET missing = $1 WHERE id = (
                     SELECT max(id) FROM gaps
                     WHERE guild = $2 AND asker = $3 AND question = $4 AND why = $5 AND solved_at IS NULL)",
            )
            .bind(gap.missing.map(row::text))
            .bind(row::guild_or_none(gap.guild))
            .bind(&gap.asker.0)
            .bind(row::text(gap.question))
            .bind(gap.reason.as_str())
            .execute(tx.connection())
            .await?;
            if updated.rows_affected() == 0 {
                insert(tx.connection(), gap).await?;
            }
            tx.commit().await
        })
        .await
    }

    /// Deletes an asker's open not-helpful gaps of a question: they changed their vote.
    pub async fn withdraw_gap(
        &self,
        guild: Option<GuildId>,
        asker: &AskerPseudonym,
        question: &str,
    ) -> Result<()> {
        self.call("withdrawing a gap", async {
            let mut tx = self.begin_write().await?;
            sqlx::query(
                "DELETE FROM gaps WHERE guild = $1 AND asker = $2 AND question = $3 AND why = $4
                 AND solved_at IS NULL",
            )
            .bind(row::guild_or_none(guild))
            .bind(&asker.0)
            .bind(row::text(question))
            .bind(GapReason::NotHelpful.as_str())
            .execute(tx.connection())
            .await?;
            tx.commit().await
        })
        .await
    }

    /// The open gaps of this guild, newest first and at most 5,000; with `None`, those of direct messages.
    pub async fn open_gaps(&self, guild: Option<GuildId>) -> Result<Vec<Gap>> {
        self.call("reading the gaps", async {
            let rows: Vec<(i64, i64, String, String, String, Option<String>)> = sqlx::query_as(
                "SELECT id, at, question, why, nearest, missing FROM gaps
                 WHERE guild = $1 AND solved_at IS NULL ORDER BY id DESC LIMIT $2",
            )
            .bind(row::guild_or_none(guild))
            .bind(MAX_OPEN)
            .fetch_all(&self.inner.pool)
            .await?;
            rows.into_iter()
                .map(|(id, at, question, why, nearest, missing)| {
                    Ok(Gap {
                        id: GapId(row::integer_from(id)?),
                        at: row::timestamp_from(at)?,
                        question,
                        reason: GapReason::from_column(&why)?,
                        nearest: serde_json::from_str(&nearest)
                            .map_err(|error| row::decode_error(format!("a gap: {error}")))?,
                        missing,
                    })
                })
                .collect()
        })
        .await
    }

    /// Questions of open gaps of this guild that contain `typed`, newest first, each once, at most `limit`.
    pub async fn search_open_gaps(
        &self,
        guild: GuildId,
        typed: &str,
        limit: u32,
    ) -> Result<Vec<GapChoice>> {
        let typed = fold(typed.trim());
        // `lower` and `LIKE` of SQLite fold ASCII letters only: any character may stand for another one.
        let letters = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let pattern = format!(
            "%{}%",
            row::text(&typed).chars().map(letters).collect::<String>()
        );
        self.call("searching the gaps", async {
            let rows: Vec<(i64, String)> = sqlx::query_as(
                "SELECT max(id) AS id, question FROM gaps
                 WHERE guild = $1 AND solved_at IS NULL AND lower(question) LIKE $2
                 GROUP BY question ORDER BY 1 DESC LIMIT $3",
            )
            .bind(row::guild(guild))
            .bind(pattern)
            .bind(MAX_SEARCHED)
            .fetch_all(&self.inner.pool)
            .await?;
            rows.into_iter()
                .filter(|(_, question)| fold(question).contains(&typed))
                .take(usize::try_from(limit).unwrap_or(usize::MAX))
                .map(|(id, question)| {
                    Ok(GapChoice {
                        id: GapId(row::integer_from(id)?),
                        question,
                    })
                })
                .collect()
        })
        .await
    }

    /// Guilds with open gaps, most recent gap first; `None` stands for direct messages.
    pub async fn guilds_with_gaps(&self) -> Result<Vec<Option<GuildId>>> {
        self.call("listing the guilds with gaps", async {
            let guilds: Vec<i64> = sqlx::query_scalar(
                "SELECT guild FROM gaps WHERE solved_at IS NULL GROUP BY guild ORDER BY max(id) DESC",
            )
            .fetch_all(&self.inner.pool)
            .await?;
            Ok(guilds.into_iter().map(row::guild_or_none_from).collect())
        })
        .await
    }

    /// Closes gaps of this guild; ids of other guilds and of closed gaps are ignored. Returns how many were closed.
    pub async fn solve(
        &self,
        guild: Option<GuildId>,
        ids: &[GapId],
        solution: Solution,
    ) -> Result<usize> {
        self.call("closing gaps", async {
            let (word, by) = match solution {
                Solution::Marked(by) => ("marked", Some(by)),
                Solution::Taught(by) => ("taught", Some(by)),
                Solution::Answered => ("answered", None),
            };
            let mut tx = self.begin_write().await?;
            let mut closed = 0;
            for id in ids {
                let updated = sqlx::query(
                    "UPDATE gaps SET solved_at = $1, solution = $2
                     WHERE guild = $3 AND id = $4 AND solved_at IS NULL",
                )
                .bind(now().as_millisecond())
                .bind(word)
                .bind(row::guild_or_none(guild))
                .bind(id.0.cast_signed())
                .execute(tx.connection())
                .await?;
                closed += usize::try_from(updated.rows_affected()).unwrap_or(0);
            }
            if let (Some(guild), Some(by), 1..) = (guild, by, closed) {
                let target = closed.to_string();
                audit::write(tx.connection(), guild, by, AuditAction::SolvedGaps, &target).await?;
            }
            tx.commit().await?;
            Ok(closed)
        })
        .await
    }
}

/// Inserts a gap; gives its number.
async fn insert(connection: &mut AnyConnection, gap: &NewGap<'_>) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "INSERT INTO gaps (guild, asker, question, why, nearest, at, missing)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
    )
    .bind(row::guild_or_none(gap.guild))
    .bind(&gap.asker.0)
    .bind(row::text(gap.question))
    .bind(gap.reason.as_str())
    .bind(row::text(&serde_json::json!(gap.nearest).to_string()))
    .bind(now().as_millisecond())
    .bind(gap.missing.map(row::text))
    .fetch_one(connection)
    .await
}
