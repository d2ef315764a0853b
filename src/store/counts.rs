//! How many questions a day came to what: counts alone, no text, nobody's id. Counted in memory and written now and
//! then, so that a question costs no write of its own.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use jiff::civil::{Date, date};
use jiff::{Span, Timestamp};

use super::votes::Vote;
use super::{Store, now, row};
use crate::Result;
use crate::answer::Outcome;
use crate::article::GuildId;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// So many different counts wait to be written; while the store is away for long, those of yet other kinds are lost.
const MAX_WAITING: usize = 100_000;
/// Sections that the statistics name.
const TOP_SECTIONS: i64 = 10;

/// A question that was dealt with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Counted {
    /// Where; none for a direct message.
    pub guild: Option<GuildId>,
    /// What came of it.
    pub outcome: Outcome,
    /// Id of the section that was shown first, library included, if it was an answer.
    pub section: Option<String>,
}

/// The questions of one day, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    /// The day.
    pub day: Date,
    /// Questions that were answered.
    pub answered: u64,
    /// Questions whose closest headings were offered.
    pub closest: u64,
    /// Questions that the articles do not answer.
    pub nothing: u64,
}

/// What people asked, in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stats {
    /// Every day of the time asked for, the oldest first; days without a question too.
    pub days: Vec<DayCount>,
    /// The sections that answered most, with how often; at most ten.
    pub sections: Vec<(String, u64)>,
    /// Votes that an answer helped.
    pub helpful: u64,
    /// Votes that it did not.
    pub not_helpful: u64,
}

type Key = (Option<GuildId>, i64, &'static str, String);

/// What was counted and not yet written.
#[derive(Default)]
pub(super) struct Counter(Mutex<HashMap<Key, u64>>);

impl Counter {
    fn add(&self, counts: impl IntoIterator<Item = (Key, u64)>) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, count) in counts {
            if waiting.len() < MAX_WAITING || waiting.contains_key(&key) {
                *waiting.entry(key).or_default() += count;
            }
        }
    }

    fn take(&self) -> HashMap<Key, u64> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Store {
    /// Counts a question. It is written by the next [`Store::write_counts`], and lost if the process is killed before.
    pub fn count(&self, counted: Counted) {
        self.count_at(counted, now());
    }

    /// Counts a question of a given moment.
    fn count_at(&self, counted: Counted, at: Timestamp) {
        let Counted {
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
        self.inner.counter.add([(key, 1)]);
    }

    /// Writes what was counted. Where that fails it is kept for the next time.
    pub async fn write_counts(&self) -> Result<()> {
        let counts = self.inner.counter.take();
        if counts.is_empty() {
            return Ok(());
        }
        // In order, so that two processes never wait for each other.
        let counts: BTreeMap<Key, u64> = counts.into_iter().collect();
        let written = self.within("writing the counts", async {
            let mut writing = self.writing().await?;
            for ((guild, day, outcome, section), questions) in &counts {
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
                .execute(writing.on())
                .await?;
            }
            writing.commit().await
        });
        let written = written.await;
        if written.is_err() {
            self.inner.counter.add(counts);
        }
        written
    }

    /// What people asked in this guild within so many days up to today; for none, everywhere, in direct messages too.
    pub async fn stats(&self, guild: Option<GuildId>, days: u16) -> Result<Stats> {
        self.write_counts().await?;
        let today = day_of(now());
        let first = today - i64::from(days.max(1)) + 1;
        // One statement for both: a guild of `$2 = 1` is any.
        let (only, any) = (row::guild_or_none(guild), i64::from(guild.is_none()));
        self.within("reading the statistics", async {
            let mut reading = self.reading().await?;
            let counted: Vec<(i64, String, i64)> = sqlx::query_as(
                "SELECT day, outcome, CAST(SUM(questions) AS BIGINT) FROM counts
                 WHERE (guild = $1 OR $2 = 1) AND day >= $3 GROUP BY day, outcome",
            )
            .bind(only)
            .bind(any)
            .bind(first)
            .fetch_all(&mut *reading)
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
            .fetch_all(&mut *reading)
            .await?;
            let votes: Vec<(String, i64)> = sqlx::query_as(
                "SELECT vote, count(*) FROM votes
                 WHERE (guild = $1 OR $2 = 1) AND at >= $3 GROUP BY vote",
            )
            .bind(only)
            .bind(any)
            .bind(first.saturating_mul(DAY_MS))
            .fetch_all(&mut *reading)
            .await?;
            reading.commit().await?;
            let votes_for = |vote: Vote| {
                let found = votes.iter().find(|(word, _)| word == vote.as_str());
                row::number_from(found.map_or(0, |(_, count)| *count))
            };
            Ok(Stats {
                days: by_day(first, today, &counted)?,
                sections: sections
                    .into_iter()
                    .map(|(section, asked)| Ok((section, row::number_from(asked)?)))
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
                row::number_from(found.map_or(0, |(_, _, questions)| *questions))
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
        .map_err(|error| row::unreadable(format!("a day: {error}")))
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
