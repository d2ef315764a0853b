//! Questions that the articles did not answer, or not well: the text for a set time, the asker as a tag.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;

use super::audit::{self, Act};
use super::{AskerTag, Store, now, row};
use crate::Result;
use crate::article::{GuildId, UserId};

/// The text of a gap is deleted after this.
pub const GAP_RETENTION: Duration = Duration::from_hours(90 * 24);

/// So many open gaps are given at once, the newest.
const MAX_OPEN: i64 = 5_000;

/// Numbers the gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct GapId(pub u64);

impl fmt::Display for GapId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Why a question is a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// It was not sure; it offered headings.
    Closest,
    /// The articles have no answer.
    Nothing,
    /// Someone said that the answer did not help.
    NotHelpful,
}

impl Why {
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
            .ok_or_else(|| row::unreadable(format!("{column:?} makes no gap")))
    }
}

/// A question to be kept.
#[derive(Debug, Clone)]
pub struct NewGap<'a> {
    /// Where it was asked; none for a direct message.
    pub guild: Option<GuildId>,
    /// Who asked ([`Store::asker`]).
    pub asker: AskerTag,
    /// The question as typed.
    pub question: &'a str,
    /// Why it is a gap.
    pub why: Why,
    /// Ids of the sections that came nearest, best first.
    pub nearest: &'a [String],
}

/// A question that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Its number.
    pub id: GapId,
    /// When it was asked.
    pub at: Timestamp,
    /// The question as typed.
    pub question: String,
    /// Why it is a gap.
    pub why: Why,
    /// Ids of the sections that came nearest when it was asked.
    pub nearest: Vec<String>,
}

/// How a gap was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Solution {
    /// An admin marked it as solved.
    Marked(UserId),
    /// An admin taught it.
    Taught(UserId),
    /// New content answers it.
    Answered,
}

impl Store {
    /// Keeps a gap.
    pub async fn record_gap(&self, gap: &NewGap<'_>) -> Result<GapId> {
        self.within("keeping a gap", async {
            let mut writing = self.writing().await?;
            let id: i64 = sqlx::query_scalar(
                "INSERT INTO gaps (guild, asker, question, why, nearest, at)
                 VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
            )
            .bind(row::guild_or_none(gap.guild))
            .bind(&gap.asker.0)
            .bind(row::text(gap.question))
            .bind(gap.why.as_str())
            .bind(row::text(&serde_json::json!(gap.nearest).to_string()))
            .bind(now().as_millisecond())
            .fetch_one(writing.on())
            .await?;
            writing.commit().await?;
            row::number_from(id).map(GapId)
        })
        .await
    }

    /// Takes back what an asker said of a question, that its answer did not help: those gaps that are open still.
    pub async fn withdraw_gap(
        &self,
        guild: Option<GuildId>,
        asker: &AskerTag,
        question: &str,
    ) -> Result<()> {
        self.within("taking a gap back", async {
            let mut writing = self.writing().await?;
            sqlx::query(
                "DELETE FROM gaps WHERE guild = $1 AND asker = $2 AND question = $3 AND why = $4
                 AND solved_at IS NULL",
            )
            .bind(row::guild_or_none(guild))
            .bind(&asker.0)
            .bind(row::text(question))
            .bind(Why::NotHelpful.as_str())
            .execute(writing.on())
            .await?;
            writing.commit().await
        })
        .await
    }

    /// The open gaps of this guild, newest first and at most 5,000; for none, those of direct messages.
    pub async fn open_gaps(&self, guild: Option<GuildId>) -> Result<Vec<Gap>> {
        self.within("reading the gaps", async {
            let rows: Vec<(i64, i64, String, String, String)> = sqlx::query_as(
                "SELECT id, at, question, why, nearest FROM gaps
                 WHERE guild = $1 AND solved_at IS NULL ORDER BY id DESC LIMIT $2",
            )
            .bind(row::guild_or_none(guild))
            .bind(MAX_OPEN)
            .fetch_all(&self.inner.pool)
            .await?;
            rows.into_iter()
                .map(|(id, at, question, why, nearest)| {
                    Ok(Gap {
                        id: GapId(row::number_from(id)?),
                        at: row::moment_from(at)?,
                        question,
                        why: Why::from_column(&why)?,
                        nearest: serde_json::from_str(&nearest)
                            .map_err(|error| row::unreadable(format!("a gap: {error}")))?,
                    })
                })
                .collect()
        })
        .await
    }

    /// Where there are open gaps, those with the newest first; none stands for direct messages.
    pub async fn places_with_gaps(&self) -> Result<Vec<Option<GuildId>>> {
        self.within("looking for gaps", async {
            let guilds: Vec<i64> = sqlx::query_scalar(
                "SELECT guild FROM gaps WHERE solved_at IS NULL GROUP BY guild ORDER BY max(id) DESC",
            )
            .fetch_all(&self.inner.pool)
            .await?;
            Ok(guilds.into_iter().map(row::guild_or_none_from).collect())
        })
        .await
    }

    /// Closes gaps of this guild; ids of others, and of gaps that are closed already, are passed over. Gives how many
    /// were closed.
    pub async fn solve(
        &self,
        guild: Option<GuildId>,
        ids: &[GapId],
        solution: Solution,
    ) -> Result<usize> {
        self.within("closing gaps", async {
            let (word, by) = match solution {
                Solution::Marked(by) => ("marked", Some(by)),
                Solution::Taught(by) => ("taught", Some(by)),
                Solution::Answered => ("answered", None),
            };
            let mut writing = self.writing().await?;
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
                .execute(writing.on())
                .await?;
                closed += usize::try_from(updated.rows_affected()).unwrap_or(0);
            }
            if let (Some(guild), Some(by), 1..) = (guild, by, closed) {
                let target = closed.to_string();
                audit::write(writing.on(), guild, by, Act::SolvedGaps, &target).await?;
            }
            writing.commit().await?;
            Ok(closed)
        })
        .await
    }
}
