//! Changes to a guild's articles. The history is append-only: removal and rollback add a version too, so both can be
//! undone.

use sqlx::AnyConnection;

use super::audit::{self, AuditAction};
use super::drafts::{self, DraftId};
use super::versions::{VersionChange, VersionEntry, checksum, newest, version};
use super::write_tx::WriteTx;
use super::{Store, now, row};
use crate::Result;
use crate::article::{ArticleId, GuildId, UserId};

/// A change that was committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedChange {
    /// The version it added.
    pub entry: VersionEntry,
    /// The library version after it.
    pub library_version: u64,
}

/// Why a change was refused: the state is not what the caller expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// The draft was approved or discarded, or it expired.
    NoDraft,
    /// The article does not exist, or it is removed already.
    NoArticle,
    /// The article has no such version, or that version is a removal.
    NoVersion,
    /// Somebody changed the article first; this is their version.
    Overtaken(VersionEntry),
}

impl Store {
    /// Makes a draft of this guild the next version of its article. If two admins approve drafts of one article, the
    /// second gets [`Conflict::Overtaken`] and the draft stays.
    pub async fn approve(
        &self,
        guild: GuildId,
        draft: DraftId,
        by: UserId,
    ) -> Result<std::result::Result<AppliedChange, Conflict>> {
        self.call("approving a draft", async {
            let mut tx = self.begin_write().await?;
            let library_version = tx.library_changed(guild).await?;
            let Some(draft) = drafts::read(tx.connection(), guild, draft).await? else {
                return Ok(Err(Conflict::NoDraft));
            };
            let newest = newest(tx.connection(), guild, &draft.slug).await?;
            if let Some(newest) = &newest
                && newest.version != draft.base_version
            {
                return Ok(Err(Conflict::Overtaken(newest.clone())));
            }
            drafts::delete(tx.connection(), guild, draft.id).await?;
            let change = match newest {
                Some(newest) if newest.change != VersionChange::Removed => VersionChange::Changed,
                _ => VersionChange::Added,
            };
            let entry = VersionEntry {
                slug: draft.slug,
                version: draft.base_version + 1,
                change,
                title: draft.title,
                by,
                at: now(),
            };
            add(tx, guild, entry, &draft.markdown, library_version).await
        })
        .await
    }

    /// Removes an article of this guild if its newest version is `expected`. Its history stays.
    pub async fn remove(
        &self,
        guild: GuildId,
        slug: &ArticleId,
        expected: u32,
        by: UserId,
    ) -> Result<std::result::Result<AppliedChange, Conflict>> {
        self.call("removing an article", async {
            let mut tx = self.begin_write().await?;
            let library_version = tx.library_changed(guild).await?;
            let newest = match expect(tx.connection(), guild, slug, expected).await? {
                Ok(newest) => newest,
                Err(conflict) => return Ok(Err(conflict)),
            };
            if newest.change == VersionChange::Removed {
                return Ok(Err(Conflict::NoArticle));
            }
            let entry = VersionEntry {
                version: expected + 1,
                change: VersionChange::Removed,
                by,
                at: now(),
                ..newest
            };
            add(tx, guild, entry, "", library_version).await
        })
        .await
    }

    /// Restores version `to` of an article of this guild if its newest version is `expected`. Also restores a removed
    /// article.
    pub async fn roll_back(
        &self,
        guild: GuildId,
        slug: &ArticleId,
        to: u32,
        expected: u32,
        by: UserId,
    ) -> Result<std::result::Result<AppliedChange, Conflict>> {
        self.call("rolling an article back", async {
            let mut tx = self.begin_write().await?;
            let library_version = tx.library_changed(guild).await?;
            if let Err(conflict) = expect(tx.connection(), guild, slug, expected).await? {
                return Ok(Err(conflict));
            }
            let Some(then) = version(tx.connection(), guild, slug, to)
                .await?
                .filter(|then| then.entry.change != VersionChange::Removed)
            else {
                return Ok(Err(Conflict::NoVersion));
            };
            let entry = VersionEntry {
                version: expected + 1,
                change: VersionChange::RolledBack(to),
                by,
                at: now(),
                ..then.entry
            };
            add(tx, guild, entry, &then.markdown, library_version).await
        })
        .await
    }
}

/// Inserts a version and its audit entry, and commits.
async fn add(
    mut tx: WriteTx,
    guild: GuildId,
    entry: VersionEntry,
    markdown: &str,
    library_version: u64,
) -> sqlx::Result<std::result::Result<AppliedChange, Conflict>> {
    let (change, from_version) = entry.change.columns();
    let slug = row::text(entry.slug.as_str());
    let title = row::text(&entry.title);
    let markdown = row::text(markdown);
    sqlx::query(
        "INSERT INTO articles
             (guild, slug, version, change, from_version, title, markdown, by_user, at, seal)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(row::guild(guild))
    .bind(&slug)
    .bind(i64::from(entry.version))
    .bind(change)
    .bind(from_version)
    .bind(&title)
    .bind(&markdown)
    .bind(row::user(entry.by))
    .bind(entry.at.as_millisecond())
    .bind(checksum(
        row::guild(guild),
        &slug,
        entry.version.into(),
        change,
        from_version,
        &title,
        &markdown,
    ))
    .execute(tx.connection())
    .await?;
    let act = match entry.change {
        VersionChange::Added => AuditAction::AddedArticle,
        VersionChange::Changed => AuditAction::ChangedArticle,
        VersionChange::Removed => AuditAction::RemovedArticle,
        VersionChange::RolledBack(_) => AuditAction::RolledBackArticle,
    };
    let target = format!("{} v{}", entry.slug, entry.version);
    audit::write(tx.connection(), guild, entry.by, act, &target).await?;
    tx.commit().await?;
    Ok(Ok(AppliedChange {
        entry,
        library_version,
    }))
}

/// The newest version of an article, or a conflict if it is not `expected`.
async fn expect(
    connection: &mut AnyConnection,
    guild: GuildId,
    slug: &ArticleId,
    expected: u32,
) -> sqlx::Result<std::result::Result<VersionEntry, Conflict>> {
    Ok(match newest(connection, guild, slug).await? {
        None => Err(Conflict::NoArticle),
        Some(newest) if newest.version != expected => Err(Conflict::Overtaken(newest)),
        Some(newest) => Ok(newest),
    })
}
