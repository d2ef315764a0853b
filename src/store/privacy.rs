//! Personal data of a user, and its deletion on request.

use jiff::Timestamp;

use super::change::Change;
use super::{AskerPseudonym, Store, row};
use crate::Result;
use crate::article::UserId;

/// Most questions returned; deletion covers all.
const MAX_SHOWN: i64 = 100;

/// Personal data stored about a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalData {
    /// Their gaps with text, newest first, at most 100.
    pub questions: Vec<(Timestamp, String)>,
    /// Number of all their gaps.
    pub question_count: u64,
    /// Votes on answers.
    pub votes: u64,
    /// Their messages with a known reply.
    pub answers: u64,
    /// Their admin actions, which stay in the audit logs and histories of the guilds.
    pub acts: u64,
}

/// What was deleted of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeletedPersonalData {
    /// Questions.
    pub questions: u64,
    /// Votes on answers.
    pub votes: u64,
}

impl Store {
    /// Personal data stored about a user, in all guilds.
    pub async fn personal_data(&self, user: UserId) -> Result<PersonalData> {
        let asker = self.pseudonym(user).0;
        self.call("reading personal data", async {
            let mut tx = self.begin_read().await?;
            let questions: Vec<(i64, String)> = sqlx::query_as(
                "SELECT at, question FROM gaps WHERE asker = $1 ORDER BY id DESC LIMIT $2",
            )
            .bind(&asker)
            .bind(MAX_SHOWN)
            .fetch_all(&mut *tx)
            .await?;
            let question_count: i64 =
                sqlx::query_scalar("SELECT count(*) FROM gaps WHERE asker = $1")
                    .bind(&asker)
                    .fetch_one(&mut *tx)
                    .await?;
            let votes: i64 = sqlx::query_scalar("SELECT count(*) FROM votes WHERE asker = $1")
                .bind(&asker)
                .fetch_one(&mut *tx)
                .await?;
            let answers: i64 = sqlx::query_scalar("SELECT count(*) FROM answers WHERE asker = $1")
                .bind(&asker)
                .fetch_one(&mut *tx)
                .await?;
            let acts: i64 = sqlx::query_scalar("SELECT count(*) FROM audit WHERE by_user = $1")
                .bind(row::user(user))
                .fetch_one(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(PersonalData {
                questions: questions
                    .into_iter()
                    .map(|(at, question)| Ok((row::timestamp_from(at)?, question)))
                    .collect::<sqlx::Result<_>>()?,
                question_count: row::integer_from(question_count)?,
                votes: row::integer_from(votes)?,
                answers: row::integer_from(answers)?,
                acts: row::integer_from(acts)?,
            })
        })
        .await
    }

    /// Deletes a user's data as an asker, in all guilds: gaps, votes, and message mappings. All processes are notified.
    pub async fn delete_personal_data(&self, user: UserId) -> Result<DeletedPersonalData> {
        let asker = self.pseudonym(user).0;
        self.call("deleting personal data", async {
            let mut tx = self.begin_write().await?;
            let questions = sqlx::query("DELETE FROM gaps WHERE asker = $1")
                .bind(&asker)
                .execute(tx.connection())
                .await?
                .rows_affected();
            let votes = sqlx::query("DELETE FROM votes WHERE asker = $1")
                .bind(&asker)
                .execute(tx.connection())
                .await?
                .rows_affected();
            sqlx::query("DELETE FROM answers WHERE asker = $1")
                .bind(&asker)
                .execute(tx.connection())
                .await?;
            tx.notify(Change::PersonalData(AskerPseudonym(asker.clone())))
                .await?;
            tx.commit().await?;
            Ok(DeletedPersonalData { questions, votes })
        })
        .await
    }
}
