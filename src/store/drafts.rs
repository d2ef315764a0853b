//! Drafts: articles uploaded and previewed, not yet part of the library. They survive a restart and expire after a day.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use sqlx::AnyConnection;

use super::{Store, now, row};
use crate::Result;
use crate::article::{ArticleId, GuildId, UserId};

/// An unapproved draft is deleted after this.
pub const DRAFT_RETENTION: Duration = Duration::from_hours(24);

/// Number of a draft within its guild, never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DraftId(pub u64);

impl fmt::Display for DraftId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// An article to be approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDraft {
    /// The article it adds, or whose next version it is.
    pub slug: ArticleId,
    /// Its title.
    pub title: String,
    /// Its text.
    pub markdown: String,
}

/// An article pending approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its number within the guild.
    pub id: DraftId,
    /// The article it adds, or whose next version it is.
    pub slug: ArticleId,
    /// Its title.
    pub title: String,
    /// Its text.
    pub markdown: String,
    /// The version of the article when the draft was made; 0 if there was none.
    pub base_version: u32,
    /// Who made it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

type Columns = (String, String, String, i64, i64, i64);

impl Store {
    /// Saves a draft until it is approved, discarded or expired.
    pub async fn put_draft(&self, guild: GuildId, by: UserId, draft: &NewDraft) -> Result<DraftId> {
        self.call("saving a draft", async {
            let mut tx = self.begin_write().await?;
            let id: i64 = sqlx::query_scalar(
                "INSERT INTO guilds (guild, library_version, last_draft) VALUES ($1, 0, 1)
                 ON CONFLICT (guild) DO UPDATE SET last_draft = guilds.last_draft + 1
                 RETURNING last_draft",
            )
            .bind(row::guild(guild))
            .fetch_one(tx.connection())
            .await?;
            sqlx::query(
                "INSERT INTO drafts (guild, draft, slug, title, markdown, base_version, by_user, at)
                 VALUES ($1, $2, $3, $4, $5,
                     (SELECT COALESCE(MAX(version), 0) FROM articles WHERE guild = $1 AND slug = $3), $6, $7)",
            )
            .bind(row::guild(guild))
            .bind(id)
            .bind(row::text(draft.slug.as_str()))
            .bind(row::text(&draft.title))
            .bind(row::text(&draft.markdown))
            .bind(row::user(by))
            .bind(now().as_millisecond())
            .execute(tx.connection())
            .await?;
            tx.commit().await?;
            row::integer_from(id).map(DraftId)
        })
        .await
    }

    /// A draft of this guild, if it exists.
    pub async fn draft(&self, guild: GuildId, id: DraftId) -> Result<Option<Draft>> {
        self.call("reading a draft", async {
            let mut connection = self.inner.pool.acquire().await?;
            read(&mut connection, guild, id).await
        })
        .await
    }

    /// The pending drafts of this guild, newest first.
    pub async fn drafts(&self, guild: GuildId) -> Result<Vec<Draft>> {
        self.call("listing drafts", async {
            let rows: Vec<(i64, String, String, String, i64, i64, i64)> = sqlx::query_as(
                "SELECT draft, slug, title, markdown, base_version, by_user, at FROM drafts
                 WHERE guild = $1 ORDER BY draft DESC",
            )
            .bind(row::guild(guild))
            .fetch_all(&self.inner.pool)
            .await?;
            rows.into_iter()
                .map(|(id, slug, title, markdown, base_version, by, at)| {
                    let id = row::integer_from(id).map(DraftId)?;
                    from_columns(id, (slug, title, markdown, base_version, by, at))
                })
                .collect()
        })
        .await
    }

    /// Rebases a draft of this guild on version `onto` of its article, which the approver has seen.
    pub async fn rebase_draft(&self, guild: GuildId, id: DraftId, onto: u32) -> Result<()> {
        self.call("rebasing a draft", async {
            let mut tx = self.begin_write().await?;
            sqlx::query("UPDATE drafts SET base_version = $1 WHERE guild = $2 AND draft = $3")
                .bind(i64::from(onto))
                .bind(row::guild(guild))
                .bind(id.0.cast_signed())
                .execute(tx.connection())
                .await?;
            tx.commit().await
        })
        .await
    }

    /// Deletes a draft of this guild. Returns whether it existed.
    pub async fn discard_draft(&self, guild: GuildId, id: DraftId) -> Result<bool> {
        self.call("discarding a draft", async {
            let mut tx = self.begin_write().await?;
            let was_there = delete(tx.connection(), guild, id).await?;
            tx.commit().await?;
            Ok(was_there)
        })
        .await
    }
}

pub(super) async fn read(
    connection: &mut AnyConnection,
    guild: GuildId,
    id: DraftId,
) -> sqlx::Result<Option<Draft>> {
    let columns: Option<Columns> = sqlx::query_as(
        "SELECT slug, title, markdown, base_version, by_user, at FROM drafts WHERE guild = $1 AND draft = $2",
    )
    .bind(row::guild(guild))
    .bind(id.0.cast_signed())
    .fetch_optional(connection)
    .await?;
    columns.map(|columns| from_columns(id, columns)).transpose()
}

fn from_columns(
    id: DraftId,
    (slug, title, markdown, base_version, by, at): Columns,
) -> sqlx::Result<Draft> {
    Ok(Draft {
        id,
        slug: ArticleId::from_text(&slug),
        title,
        markdown,
        base_version: row::integer_from(base_version)?,
        by: row::user_from(by),
        at: row::timestamp_from(at)?,
    })
}

pub(super) async fn delete(
    connection: &mut AnyConnection,
    guild: GuildId,
    id: DraftId,
) -> sqlx::Result<bool> {
    let deleted = sqlx::query("DELETE FROM drafts WHERE guild = $1 AND draft = $2")
        .bind(row::guild(guild))
        .bind(id.0.cast_signed())
        .execute(connection)
        .await?;
    Ok(deleted.rows_affected() > 0)
}
