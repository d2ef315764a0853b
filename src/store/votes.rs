//! Votes on answers: one per asker and passage; the last one counts.

use super::{AskerPseudonym, Store, now, row};
use crate::Result;
use crate::article::GuildId;

/// A vote on an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vote {
    /// It helped.
    Helpful,
    /// It did not.
    NotHelpful,
}

impl Vote {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Helpful => "helpful",
            Self::NotHelpful => "not_helpful",
        }
    }

    fn from_column(column: &str) -> sqlx::Result<Self> {
        [Self::Helpful, Self::NotHelpful]
            .into_iter()
            .find(|vote| vote.as_str() == column)
            .ok_or_else(|| row::decode_error(format!("{column:?} is no vote")))
    }
}

/// A vote to be recorded.
#[derive(Debug, Clone)]
pub struct NewVote<'a> {
    /// The guild; `None` for a direct message.
    pub guild: Option<GuildId>,
    /// The voter ([`Store::pseudonym`]).
    pub asker: AskerPseudonym,
    /// Id of the passage, library included.
    pub passage: &'a str,
    /// The vote.
    pub vote: Vote,
}

impl Store {
    /// Records a vote, replacing the asker's earlier one on that passage. Returns the earlier one.
    pub async fn record_vote(&self, vote: &NewVote<'_>) -> Result<Option<Vote>> {
        self.call("recording a vote", async {
            let mut tx = self.begin_write().await?;
            let before: Option<String> = sqlx::query_scalar(
                "SELECT vote FROM votes WHERE guild = $1 AND asker = $2 AND passage = $3",
            )
            .bind(row::guild_or_none(vote.guild))
            .bind(&vote.asker.0)
            .bind(row::text(vote.passage))
            .fetch_optional(tx.connection())
            .await?;
            sqlx::query(
                "INSERT INTO votes (guild, asker, passage, vote, at) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (guild, asker, passage) DO UPDATE SET vote = excluded.vote, at = excluded.at",
            )
            .bind(row::guild_or_none(vote.guild))
            .bind(&vote.asker.0)
            .bind(row::text(vote.passage))
            .bind(vote.vote.as_str())
            .bind(now().as_millisecond())
            .execute(tx.connection())
            .await?;
            tx.commit().await?;
            before.as_deref().map(Vote::from_column).transpose()
        })
        .await
    }
}
