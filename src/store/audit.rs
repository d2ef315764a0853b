//! The audit log of a guild: who did what, and when. An entry is written in the same transaction as the action and never
//! changed (triggers refuse it); it is deleted after [`AUDIT_RETENTION`](super::AUDIT_RETENTION), or with the guild.

use jiff::Timestamp;
use sqlx::AnyConnection;

use super::{Store, now, row};
use crate::Result;
use crate::article::{GuildId, UserId};

/// Entries per page.
const PAGE: i64 = 10;

/// An admin's action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuditAction {
    /// A new article was approved. Target: article and version.
    AddedArticle,
    /// A new version of an article was approved. Target: article and version.
    ChangedArticle,
    /// An article was removed. Target: article and version.
    RemovedArticle,
    /// An article was rolled back. Target: article and version.
    RolledBackArticle,
    /// The articles were exported. Target: empty.
    Exported,
    /// The index was rebuilt on request. Target: its name.
    Reindexed,
    /// A wording or a question that is not covered was taught. Target: section or group.
    Taught,
    /// Something taught was removed. Target: section or group.
    Untaught,
    /// Gaps were marked as solved. Target: how many.
    SolvedGaps,
    /// A setting was changed. Target: its name and new value.
    ChangedSetting,
}

impl AuditAction {
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

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Time of the action.
    pub at: Timestamp,
    /// The guild.
    pub guild: GuildId,
    /// The admin.
    pub by: UserId,
    /// The action.
    pub action: AuditAction,
    /// What it was applied to.
    pub target: String,
}

/// A page of the log, newest entry first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// At most 10.
    pub entries: Vec<AuditEntry>,
    /// 1-based.
    pub page: u32,
    /// Number of pages, at least 1.
    pub pages: u32,
}

impl Store {
    /// A page of this guild's log, 1-based and clamped to the last one.
    pub async fn audit(&self, guild: GuildId, page: u32) -> Result<AuditPage> {
        self.call("reading the audit log", async {
            let mut tx = self.begin_read().await?;
            let count: i64 = sqlx::query_scalar("SELECT count(*) FROM audit WHERE guild = $1")
                .bind(row::guild(guild))
                .fetch_one(&mut *tx)
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
            .fetch_all(&mut *tx)
            .await?;
            tx.commit().await?;
            let entries = rows
                .into_iter()
                .filter_map(|(at, by, action, target)| {
                    let known = AuditAction::ALL
                        .into_iter()
                        .find(|known| known.as_str() == action);
                    if known.is_none() {
                        row::warn_unknown("audit action", &action);
                    }
                    let action = known?;
                    Some(row::timestamp_from(at).map(|at| AuditEntry {
                        at,
                        guild,
                        by: row::user_from(by),
                        action,
                        target,
                    }))
                })
                .collect::<sqlx::Result<_>>()?;
            Ok(AuditPage {
                entries,
                page: row::integer_from(page)?,
                pages: row::integer_from(pages)?,
            })
        })
        .await
    }

    /// Logs an action that changes nothing else in the store: an export, a rebuild.
    pub async fn record_audit(
        &self,
        guild: GuildId,
        by: UserId,
        action: AuditAction,
        target: &str,
    ) -> Result<()> {
        self.call("writing the audit log", async {
            let mut tx = self.begin_write().await?;
            write(tx.connection(), guild, by, action, target).await?;
            tx.commit().await
        })
        .await
    }
}

pub(super) async fn write(
    connection: &mut AnyConnection,
    guild: GuildId,
    by: UserId,
    action: AuditAction,
    target: &str,
) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO audit (guild, at, by_user, act, target) VALUES ($1, $2, $3, $4, $5)")
        .bind(row::guild(guild))
        .bind(now().as_millisecond())
        .bind(row::user(by))
        .bind(action.as_str())
        .bind(row::text(target))
        .execute(connection)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_action_has_its_own_name() {
        let words: std::collections::HashSet<_> = AuditAction::ALL
            .map(AuditAction::as_str)
            .into_iter()
            .collect();
        assert_eq!(words.len(), AuditAction::ALL.len());
    }
}
