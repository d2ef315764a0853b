//! Maps messages that asked to the bot's replies, so that edits and deletions are followed after a restart too. Ids and
//! a keyed hash of the question only; no text.

use std::collections::HashSet;
use std::time::Duration;

use super::{AskerPseudonym, Store, now};
use crate::Result;

/// How long the mapping is kept: questions are edited or deleted soon or never.
pub const ANSWER_RETENTION: Duration = Duration::from_hours(7 * 24);

/// A message and the reply to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweredMessage {
    /// Id of the message that asked.
    pub question: u64,
    /// Id of the channel of both.
    pub channel: u64,
    /// Id of the reply.
    pub answer: u64,
    /// Who asked ([`Store::pseudonym`]).
    pub asker: AskerPseudonym,
    /// [`Store::fingerprint`] of the question.
    pub fingerprint: u64,
}

impl Store {
    /// Keyed hash of a text: detects an edit without storing the text.
    pub fn fingerprint(&self, text: &str) -> u64 {
        let hash = blake3::keyed_hash(&self.inner.asker_key, text.as_bytes());
        let (first, _) = hash.as_bytes().split_at(size_of::<u64>());
        first
            .iter()
            .fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// Inserts or replaces the reply to a question.
    pub async fn save_answer(&self, answered: &AnsweredMessage) -> Result<()> {
        self.call("saving which message answers a question", async {
            let mut tx = self.begin_write().await?;
            sqlx::query(
                "INSERT INTO answers (question, channel, answer, asker, fingerprint, at) VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (question) DO UPDATE SET
                     channel = excluded.channel, answer = excluded.answer, asker = excluded.asker,
                     fingerprint = excluded.fingerprint, at = excluded.at",
            )
            .bind(answered.question.cast_signed())
            .bind(answered.channel.cast_signed())
            .bind(answered.answer.cast_signed())
            .bind(&answered.asker.0)
            .bind(answered.fingerprint.cast_signed())
            .bind(now().as_millisecond())
            .execute(tx.connection())
            .await?;
            tx.commit().await
        })
        .await
    }

    /// Deletes the reply of a question, if there is one.
    pub async fn delete_answer(&self, question: u64) -> Result<()> {
        self.call("deleting which message answers a question", async {
            let mut tx = self.begin_write().await?;
            sqlx::query("DELETE FROM answers WHERE question = $1")
                .bind(question.cast_signed())
                .execute(tx.connection())
                .await?;
            tx.commit().await
        })
        .await
    }

    /// Who has a mapping.
    pub async fn askers_with_answers(&self) -> Result<HashSet<AskerPseudonym>> {
        self.call("reading whose questions have answers", async {
            let askers: Vec<String> = sqlx::query_scalar("SELECT DISTINCT asker FROM answers")
                .fetch_all(&self.inner.pool)
                .await?;
            Ok(askers.into_iter().map(AskerPseudonym).collect())
        })
        .await
    }

    /// The `most` newest mappings, oldest first.
    pub async fn recent_answers(&self, most: u32) -> Result<Vec<AnsweredMessage>> {
        self.call("reading which messages answer which", async {
            let mut tx = self.begin_read().await?;
            let rows: Vec<(i64, i64, i64, String, i64)> = sqlx::query_as(
                "SELECT question, channel, answer, asker, fingerprint FROM answers ORDER BY at DESC LIMIT $1",
            )
            .bind(i64::from(most))
            .fetch_all(&mut *tx)
            .await?;
            tx.commit().await?;
            let answers = rows.into_iter().rev();
            let answers = answers.map(|(question, channel, answer, asker, fingerprint)| {
                AnsweredMessage {
                    question: question.cast_unsigned(),
                    channel: channel.cast_unsigned(),
                    answer: answer.cast_unsigned(),
                    asker: AskerPseudonym(asker),
                    fingerprint: fingerprint.cast_unsigned(),
                }
            });
            Ok(answers.collect())
        })
        .await
    }
}
