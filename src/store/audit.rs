//! Who did what in a guild, and when: written in the same transaction as the act, never rewritten (the database
//! refuses it), gone only with the guild.

use jiff::Timestamp;
use sqlx::AnyConnection;

use super::{Store, now, row};
use crate::Result;
use crate::article::{GuildId, UserId};

/// Entries on one page.
const PAGE: i64 = 10;

/// What an admin did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// An article was approved that was not there. Target: article and version.
    AddedArticle,
    /// Another version of an article was approved. Target: article and version.
    ChangedArticle,
    /// An article was removed. Target: article and version.
    RemovedArticle,
    /// An article was made what it had been. Target: article and version.
    RolledBackArticle,
    /// The articles were exported. Target: empty.
    Exported,
    /// The library was built anew by hand. Target: its name.
    Reindexed,
    /// A wording or a question that is not covered was taught. Target: what it was taught for.
    Taught,
    /// What was taught was taken back. Target: what it was taught for.
    Untaught,
    /// Gaps were marked as solved. Target: how many.
    SolvedGaps,
    /// A setting was changed. Target: its name and new value.
    ChangedSetting,
}

impl Act {
    const ALL: [Self; 10] = [
        Self::AddedArticle,
        Self::ChangedArticle,
        Self::RemovedArticle,
        Self::RolledBackArticle,
        Self::Exported,
        Self::Reindexed,
        Self::Taught,
        Self::Untaught,
        Self::SolvedGaps,
        Self::ChangedSetting,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::AddedArticle => "added_article",
            Self::ChangedArticle => "changed_article",
            Self::RemovedArticle => "removed_article",
            Self::RolledBackArticle => "rolled_back_article",
            Self::Exported => "exported",
            Self::Reindexed => "reindexed",
            Self::Taught => "taught",
            Self::Untaught => "untaught",
            Self::SolvedGaps => "solved_gaps",
            Self::ChangedSetting => "changed_setting",
        }
    }
}

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Where.
    pub guild: GuildId,
    /// Who.
    pub by: UserId,
    /// What.
    pub act: Act,
    /// To what.
    pub target: String,
}

/// A page of the log, newest entries first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// At most ten.
    pub entries: Vec<AuditEntry>,
    /// Counted from 1.
    pub page: u32,
    /// How many there are; 1 if there are no entries.
    pub pages: u32,
}

impl Store {
    /// A page of this guild's log, counted from 1; the last one if there are not so many.
    pub async fn audit(&self, guild: GuildId, page: u32) -> Result<AuditPage> {
        self.within("reading the audit log", async {
            let mut reading = self.reading().await?;
            let count: i64 = sqlx::query_scalar("SELECT count(*) FROM audit WHERE guild = $1")
                .bind(row::guild(guild))
                .fetch_one(&mut *reading)
                .await?;
            let pages = ((count + PAGE - 1) / PAGE).max(1);
            let page = i64::from(page).clamp(1, pages);
            let rows: Vec<(i64, i64, String, String)> = sqlx::query_as(
                "SELECT at, by_user, act, target FROM audit WHERE guild = $1
                 ORDER BY id DESC LIMIT $2 OFFSET $3",
            )
            .bind(row::guild(guild))
            .bind(PAGE)
            .bind((page - 1) * PAGE)
            .fetch_all(&mut *reading)
            .await?;
            reading.commit().await?;
            let entries = rows
                .into_iter()
                .map(|(at, by, act, target)| {
                    Ok(AuditEntry {
                        at: row::moment_from(at)?,
                        guild,
                        by: row::user_from(by),
                        act: Act::ALL
                            .into_iter()
                            .find(|known| known.as_str() == act)
                            .ok_or_else(|| row::unreadable(format!("{act:?} is no act")))?,
                        target,
                    })
                })
                .collect::<sqlx::Result<_>>()?;
            Ok(AuditPage {
                entries,
                page: row::number_from(page)?,
                pages: row::number_from(pages)?,
            })
        })
        .await
    }

    /// Writes an act into the log that changed nothing else in the store: an export, a reindex.
    pub async fn record_act(
        &self,
        guild: GuildId,
        by: UserId,
        act: Act,
        target: &str,
    ) -> Result<()> {
        self.within("writing the audit log", async {
            let mut writing = self.writing().await?;
            write(writing.on(), guild, by, act, target).await?;
            writing.commit().await
        })
        .await
    }
}

pub(super) async fn write(
    connection: &mut AnyConnection,
    guild: GuildId,
    by: UserId,
    act: Act,
    target: &str,
) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO audit (guild, at, by_user, act, target) VALUES ($1, $2, $3, $4, $5)")
        .bind(row::guild(guild))
        .bind(now().as_millisecond())
        .bind(row::user(by))
        .bind(act.as_str())
        .bind(row::text(target))
        .execute(connection)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_act_has_a_word_of_its_own() {
        let words: std::collections::HashSet<_> = Act::ALL.map(Act::as_str).into_iter().collect();
        assert_eq!(words.len(), Act::ALL.len());
    }
}
