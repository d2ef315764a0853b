//! Whether answers helped: one vote of each asker on each passage, the last one counts.

use super::{AskerTag, Store, now, row};
use crate::Result;
use crate::article::GuildId;

/// What someone thought of an answer.
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
            .ok_or_else(|| row::unreadable(format!("{column:?} is no vote")))
    }
}

/// A vote to be kept.
#[derive(Debug, Clone)]
pub struct NewVote<'a> {
    /// Where; none for a direct message.
    pub guild: Option<GuildId>,
    /// Who ([`Store::asker`]).
    pub asker: AskerTag,
    /// Id of the passage, library included.
    pub passage: &'a str,
    /// What they thought.
    pub vote: Vote,
}

impl Store {
    /// Keeps a vote, in place of the one that the same asker gave on the same passage before; gives that one.
    pub async fn record_vote(&self, vote: &NewVote<'_>) -> Result<Option<Vote>> {
        self.within("keeping a vote", async {
            let mut writing = self.writing().await?;
            let before: Option<String> = sqlx::query_scalar(
                "SELECT vote FROM votes WHERE guild = $1 AND asker = $2 AND passage = $3",
            )
            .bind(row::guild_or_none(vote.guild))
            .bind(&vote.asker.0)
            .bind(row::text(vote.passage))
            .fetch_optional(writing.on())
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
            .execute(writing.on())
            .await?;
            writing.commit().await?;
            before.as_deref().map(Vote::from_column).transpose()
        })
        .await
    }
}
