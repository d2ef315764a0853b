//! What is kept of a person, and its deletion on request.

use jiff::Timestamp;

use super::{Store, row};
use crate::Result;
use crate::article::UserId;

/// So many questions are shown; all are deleted.
const MAX_SHOWN: i64 = 100;

/// What is kept of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Questions that were not answered, or not well, newest first; at most 100 of them.
    pub questions: Vec<(Timestamp, String)>,
    /// How many such questions there are in all.
    pub question_count: u64,
    /// Votes on answers.
    pub votes: u64,
    /// Messages of theirs whose answer is known.
    pub answers: u64,
    /// Acts as an admin: they stay in the logs and histories of the guilds where they were done.
    pub acts: u64,
}

/// What was deleted of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forgotten {
    /// Questions.
    pub questions: u64,
    /// Votes on answers.
    pub votes: u64,
}

impl Store {
    /// What is kept of a person, in all guilds.
    pub async fn kept(&self, user: UserId) -> Result<Kept> {
        let asker = self.asker(user).0;
        self.within("reading what is kept of someone", async {
            let mut reading = self.reading().await?;
            let questions: Vec<(i64, String)> = sqlx::query_as(
                "SELECT at, question FROM gaps WHERE asker = $1 ORDER BY id DESC LIMIT $2",
            )
            .bind(&asker)
            .bind(MAX_SHOWN)
            .fetch_all(&mut *reading)
            .await?;
            let question_count: i64 =
                sqlx::query_scalar("SELECT count(*) FROM gaps WHERE asker = $1")
                    .bind(&asker)
                    .fetch_one(&mut *reading)
                    .await?;
            let votes: i64 = sqlx::query_scalar("SELECT count(*) FROM votes WHERE asker = $1")
                .bind(&asker)
                .fetch_one(&mut *reading)
                .await?;
            let answers: i64 = sqlx::query_scalar("SELECT count(*) FROM answers WHERE asker = $1")
                .bind(&asker)
                .fetch_one(&mut *reading)
                .await?;
            let acts: i64 = sqlx::query_scalar("SELECT count(*) FROM audit WHERE by_user = $1")
                .bind(row::user(user))
                .fetch_one(&mut *reading)
                .await?;
            reading.commit().await?;
            Ok(Kept {
                questions: questions
                    .into_iter()
                    .map(|(at, question)| Ok((row::moment_from(at)?, question)))
                    .collect::<sqlx::Result<_>>()?,
                question_count: row::number_from(question_count)?,
                votes: row::number_from(votes)?,
                answers: row::number_from(answers)?,
                acts: row::number_from(acts)?,
            })
        })
        .await
    }

    /// Deletes what is kept of a person as one who asks, in all guilds: questions, votes, and which
    /// messages answer theirs.
    pub async fn forget(&self, user: UserId) -> Result<Forgotten> {
        let asker = self.asker(user).0;
        self.within("deleting what is kept of someone", async {
            let mut writing = self.writing().await?;
            let questions = sqlx::query("DELETE FROM gaps WHERE asker = $1")
                .bind(&asker)
                .execute(writing.on())
                .await?
                .rows_affected();
            let votes = sqlx::query("DELETE FROM votes WHERE asker = $1")
                .bind(&asker)
                .execute(writing.on())
                .await?
                .rows_affected();
            sqlx::query("DELETE FROM answers WHERE asker = $1")
                .bind(&asker)
                .execute(writing.on())
                .await?;
            writing.commit().await?;
            Ok(Forgotten { questions, votes })
        })
        .await
    }
}
