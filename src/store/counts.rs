//! Questions per day by outcome: counts only, no text, no user id. Counted in memory and flushed periodically, so that
//! a question costs no write.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use jiff::civil::{Date, date};
use jiff::{Span, Timestamp};

use super::votes::Vote;
use super::{Store, now, row};
use crate::Result;
use crate::answer::Outcome;
use crate::article::GuildId;

pub(super) const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Most distinct keys held in memory; while the store is unavailable for long, further keys are dropped.
const MAX_PENDING: usize = 100_000;
/// Days that the statistics look back at most.
pub const MAX_STATS_DAYS: u16 = 365;
/// Sections listed in the statistics.
const TOP_SECTIONS: i64 = 10;

/// A question to be counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CountedQuestion {
    /// The guild; `None` for a direct message.
    pub guild: Option<GuildId>,
    /// Its outcome.
    pub outcome: Outcome,
    /// Id of the top section, library included, if it was answered.
    pub section: Option<String>,
}

/// The questions of one day, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    /// The day.
    pub day: Date,
    /// Questions answered.
    pub answered: u64,
    /// Questions for which closest headings were offered.
    pub closest: u64,
    /// Questions without an answer.
    pub nothing: u64,
}

/// Usage statistics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stats {
    /// Every day of the period, oldest first, including days without questions.
    pub days: Vec<DayCount>,
    /// The sections shown most, with counts; at most 10.
    pub sections: Vec<(String, u64)>,
    /// Helpful votes.
    pub helpful: u64,
    /// Not-helpful votes.
    pub not_helpful: u64,
}

type Key = (Option<GuildId>, i64, &'static str, String);

/// Counts not yet written.
#[derive(Default)]
pub(super) struct PendingCounts(Mutex<HashMap<Key, u64>>);

impl PendingCounts {
    fn add(&self, counts: impl IntoIterator<Item = (Key, u64)>) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, count) in counts {
            if waiting.len() < MAX_PENDING || waiting.contains_key(&key) {
                *waiting.entry(key).or_default() += count;
            }
        }
    }

    fn take(&self) -> Unwritten<'_> {
        let counts = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        Unwritten {
            pending: self,
            counts: counts.into_iter().collect(),
        }
    }
}

/// Counts that are being written; what is left in it when it is dropped is pending again.
struct Unwritten<'a> {
    pending: &'a PendingCounts,
    /// Sorted, so that two processes lock rows in one order and never deadlock.
    counts: BTreeMap<Key, u64>,
}

impl Drop for Unwritten<'_> {
    fn drop(&mut self) {
        self.pending.add(std::mem::take(&mut self.counts));
    }
}

impl Store {
    /// Counts a question. Written by the next [`Store::write_counts`]; lost if the process is killed before.
    pub fn count(&self, counted: CountedQuestion) {
        self.count_at(counted, now());
    }

    /// Counts a question at a given time.
    fn count_at(&self, counted: CountedQuestion, at: Timestamp) {
        let CountedQuestion {
            guild,
            outcome,
            section,
        } = counted;
        let key = (
            guild,
            day_of(at),
            outcome.as_str(),
            section.unwrap_or_default(),
        );
        self.inner.pending_counts.add([(key, 1)]);
    }

    /// Writes the pending counts. On failure, or if cancelled before the commit, they stay pending; a commit goes on
    /// without its caller, so that they are not counted twice. Only if the connection is lost during a commit may they be.
    pub async fn write_counts(&self) -> Result<()> {
        let mut unwritten = self.inner.pending_counts.take();
        if unwritten.counts.is_empty() {
            return Ok(());
        }
        self.call("writing the counts", async {
            let mut tx = self.begin_write().await?;
            for ((guild, day, outcome, section), questions) in &unwritten.counts {
                sqlx::query(
                    "INSERT INTO counts (guild, day, outcome, section, questions)
                     VALUES ($1, $2, $3, $4, $5)
                     ON CONFLICT (guild, day, outcome, section)
                     DO UPDATE SET questions = counts.questions + excluded.questions",
                )
                .bind(row::guild_or_none(*guild))
                .bind(day)
                .bind(*outcome)
                .bind(row::text(section))
                .bind(i64::try_from(*questions).unwrap_or(i64::MAX))
                .execute(tx.connection())
                .await?;
            }
            let counts = std::mem::take(&mut unwritten.counts);
            tx.commit().await.inspect_err(|_| unwritten.counts = counts)
        })
        .await
    }

    /// Statistics of this guild for the last `days` days, today included; with `None`, of all guilds and direct messages.
    pub async fn stats(&self, guild: Option<GuildId>, days: u16) -> Result<Stats> {
        self.write_counts().await?;
        let today = day_of(now());
        let first = today - i64::from(days.max(1)) + 1;
        // One statement for both: `$2 = 1` matches any guild.
        let (only, any) = (row::guild_or_none(guild), i64::from(guild.is_none()));
        self.call("reading the statistics", async {
            let mut tx = self.begin_read().await?;
            let counted: Vec<(i64, String, i64)> = sqlx::query_as(
                "SELECT day, outcome, CAST(SUM(questions) AS BIGINT) FROM counts
                 WHERE (guild = $1 OR $2 = 1) AND day >= $3 GROUP BY day, outcome",
            )
            .bind(only)
            .bind(any)
            .bind(first)
            .fetch_all(&mut *tx)
            .await?;
            let sections: Vec<(String, i64)> = sqlx::query_as(
                "SELECT section, CAST(SUM(questions) AS BIGINT) AS asked FROM counts
                 WHERE (guild = $1 OR $2 = 1) AND day >= $3 AND section <> ''
                 GROUP BY section ORDER BY asked DESC, section LIMIT $4",
            )
            .bind(only)
            .bind(any)
            .bind(first)
            .bind(TOP_SECTIONS)
            .fetch_all(&mut *tx)
            .await?;
            let votes: Vec<(String, i64)> = sqlx::query_as(
                "SELECT vote, count(*) FROM votes
                 WHERE (guild = $1 OR $2 = 1) AND at >= $3 GROUP BY vote",
            )
            .bind(only)
            .bind(any)
            .bind(first.saturating_mul(DAY_MS))
            .fetch_all(&mut *tx)
            .await?;
            tx.commit().await?;
            let votes_for = |vote: Vote| {
                let found = votes.iter().find(|(word, _)| word == vote.as_str());
                row::integer_from(found.map_or(0, |(_, count)| *count))
            };
            Ok(Stats {
                days: by_day(first, today, &counted)?,
                sections: sections
                    .into_iter()
                    .map(|(section, asked)| Ok((section, row::integer_from(asked)?)))
                    .collect::<sqlx::Result<_>>()?,
                helpful: votes_for(Vote::Helpful)?,
                not_helpful: votes_for(Vote::NotHelpful)?,
            })
        })
        .await
    }
}

fn by_day(first: i64, last: i64, counted: &[(i64, String, i64)]) -> sqlx::Result<Vec<DayCount>> {
    (first..=last)
        .map(|day| {
            let of = |outcome: Outcome| {
                let found = counted
                    .iter()
                    .find(|(on, word, _)| *on == day && word == outcome.as_str());
                row::integer_from(found.map_or(0, |(_, _, questions)| *questions))
            };
            Ok(DayCount {
                day: date_of(day)?,
                answered: of(Outcome::Answer)?,
                closest: of(Outcome::Closest)?,
                nothing: of(Outcome::Nothing)?,
            })
        })
        .collect()
}

/// Days since 1970, in UTC.
fn day_of(at: Timestamp) -> i64 {
    at.as_millisecond().div_euclid(DAY_MS)
}

fn date_of(day: i64) -> sqlx::Result<Date> {
    Span::new()
        .try_days(day)
        .and_then(|days| date(1970, 1, 1).checked_add(days))
        .map_err(|error| row::decode_error(format!("a day: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_utc() {
        let at = |text: &str| day_of(text.parse().unwrap());
        assert_eq!(at("1970-01-01T23:59:59Z"), 0);
        assert_eq!(at("1969-12-31T23:59:59Z"), -1);
        let day = at("2026-02-28T12:00:00Z");
        assert_eq!(date_of(day).unwrap(), date(2026, 2, 28));
        assert_eq!(date_of(day + 1).unwrap(), date(2026, 3, 1));
    }

    #[test]
    fn days_without_a_question_are_there_too() {
        let counted = [(1, "answer".to_owned(), 3), (1, "nothing".to_owned(), 1)];
        let days = by_day(0, 1, &counted).unwrap();
        assert_eq!(days[0].answered + days[0].closest + days[0].nothing, 0);
        assert_eq!(
            (days[1].answered, days[1].closest, days[1].nothing),
            (3, 0, 1)
        );
    }
}
