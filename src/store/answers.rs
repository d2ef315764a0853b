//! Which message of the bot answers which of someone's, so that after a restart too an edited question changes its
//! answer and a deleted one takes it along. Ids alone, and a keyed hash of the question: no text.

use std::time::Duration;

use super::{AskerTag, Store, now};
use crate::Result;

/// How long it is kept: questions are edited and deleted soon or never.
pub const ANSWER_RETENTION: Duration = Duration::from_hours(7 * 24);

/// A message that was answered with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweredMessage {
    /// The message that asks.
    pub question: u64,
    /// Where both are.
    pub channel: u64,
    /// The message that answers it.
    pub answer: u64,
    /// Who asked ([`Store::asker`]).
    pub asker: AskerTag,
    /// [`Store::fingerprint`] of what was asked.
    pub fingerprint: u64,
}

impl Store {
    /// Tells whether a text is another one than before, without its being kept: a hash under a secret of the store's
    /// own.
    pub fn fingerprint(&self, text: &str) -> u64 {
        let hash = blake3::keyed_hash(&self.inner.asker_key, text.as_bytes());
        let (first, _) = hash.as_bytes().split_at(size_of::<u64>());
        first
            .iter()
            .fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// Keeps which message answers a question, in place of what was kept of that question before.
    pub async fn keep_answer(&self, answered: &AnsweredMessage) -> Result<()> {
        self.within("keeping which message answers a question", async {
            let mut writing = self.writing().await?;
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
            .execute(writing.on())
            .await?;
            writing.commit().await
        })
        .await
    }

    /// Forgets which message answers a question, if it is kept.
    pub async fn drop_answer(&self, question: u64) -> Result<()> {
        self.within("forgetting which message answers a question", async {
            let mut writing = self.writing().await?;
            sqlx::query("DELETE FROM answers WHERE question = $1")
                .bind(question.cast_signed())
                .execute(writing.on())
                .await?;
            writing.commit().await
        })
        .await
    }

    /// The questions answered last, at most so many, the oldest of them first.
    pub async fn last_answers(&self, most: u32) -> Result<Vec<AnsweredMessage>> {
        self.within("reading which messages answer which", async {
            let mut reading = self.reading().await?;
            let rows: Vec<(i64, i64, i64, String, i64)> = sqlx::query_as(
                "SELECT question, channel, answer, asker, fingerprint FROM answers ORDER BY at DESC LIMIT $1",
            )
            .bind(i64::from(most))
            .fetch_all(&mut *reading)
            .await?;
            reading.commit().await?;
            let answers = rows.into_iter().rev();
            let answers = answers.map(|(question, channel, answer, asker, fingerprint)| {
                AnsweredMessage {
                    question: question.cast_unsigned(),
                    channel: channel.cast_unsigned(),
                    answer: answer.cast_unsigned(),
                    asker: AskerTag(asker),
                    fingerprint: fingerprint.cast_unsigned(),
                }
            });
            Ok(answers.collect())
        })
        .await
    }
}
