//! Reads a guild's articles: current versions, history, and everything an index is built from.

use jiff::Timestamp;
use sqlx::AnyConnection;

use super::taught::{self, Taught};
use super::{Store, row};
use crate::Result;
use crate::article::{ArticleId, GuildId, UserId};

/// What a version changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionChange {
    /// The article is new, or added again after a removal.
    Added,
    /// Its text was replaced.
    Changed,
    /// The article was removed.
    Removed,
    /// The article was restored to this version.
    RolledBack(u32),
}

impl VersionChange {
    pub(super) fn columns(self) -> (&'static str, Option<i64>) {
        match self {
            Self::Added => ("added", None),
            Self::Changed => ("changed", None),
            Self::Removed => ("removed", None),
            Self::RolledBack(to) => ("rolled_back", Some(i64::from(to))),
        }
    }

    fn from_columns(change: &str, from: Option<i64>) -> sqlx::Result<Self> {
        Ok(match (change, from) {
            ("added", None) => Self::Added,
            ("changed", None) => Self::Changed,
            ("removed", None) => Self::Removed,
            ("rolled_back", Some(to)) => Self::RolledBack(row::integer_from(to)?),
            _ => {
                return Err(row::decode_error(format!(
                    "{change:?} is no change of an article"
                )));
            }
        })
    }
}

/// One entry of an article's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionEntry {
    /// The article.
    pub slug: ArticleId,
    /// Counted from 1 within the article.
    pub version: u32,
    /// What it changed.
    pub change: VersionChange,
    /// The title in this version; of a removed article, its last.
    pub title: String,
    /// Who did it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// A version with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleVersion {
    /// Its history entry.
    pub entry: VersionEntry,
    /// Its text, as it was approved; empty where the article was removed.
    pub markdown: String,
}

/// How large a guild's library is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LibrarySize {
    /// Number of articles.
    pub articles: usize,
    /// Bytes of their texts.
    pub bytes: usize,
}

/// Everything a guild's index is built from, as one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuildLibrary {
    /// The version of the library.
    pub version: u64,
    /// The current articles, by slug.
    pub articles: Vec<ArticleVersion>,
    /// What its admins taught, in order.
    pub taught: Vec<Taught>,
}

/// The newest version of each article, including removals.
const NEWEST: &str = "
    SELECT slug, version, change, from_version, title, by_user, at FROM articles AS newest
    WHERE guild = $1 AND version = (
        SELECT MAX(version) FROM articles WHERE guild = newest.guild AND slug = newest.slug)";

const NEWEST_WITH_TEXT: &str = "
    SELECT slug, version, change, from_version, title, by_user, at, markdown, seal FROM articles AS newest
    WHERE guild = $1 AND version = (
        SELECT MAX(version) FROM articles WHERE guild = newest.guild AND slug = newest.slug)";

type EntryColumns = (String, i64, String, Option<i64>, String, i64, i64);
pub(super) type VersionColumns = (
    String,
    i64,
    String,
    Option<i64>,
    String,
    i64,
    i64,
    String,
    String,
);

impl Store {
    /// The current articles of this guild, by slug, without text.
    pub async fn article_list(&self, guild: GuildId) -> Result<Vec<VersionEntry>> {
        let mut entries = self.newest_versions(guild).await?;
        entries.retain(|entry| entry.change != VersionChange::Removed);
        Ok(entries)
    }

    /// The newest version of every article of this guild, by slug, including removals.
    pub async fn newest_versions(&self, guild: GuildId) -> Result<Vec<VersionEntry>> {
        self.call("listing articles", async {
            let rows: Vec<EntryColumns> = sqlx::query_as(NEWEST)
                .bind(row::guild(guild))
                .fetch_all(&self.inner.pool)
                .await?;
            let mut entries = rows
                .into_iter()
                .map(entry)
                .collect::<sqlx::Result<Vec<_>>>()?;
            entries.sort_by(|one, other| one.slug.cmp(&other.slug));
            Ok(entries)
        })
        .await
    }

    /// The current articles of this guild, by slug, with text.
    pub async fn articles(&self, guild: GuildId) -> Result<Vec<ArticleVersion>> {
        Ok(self.library(guild).await?.articles)
    }

    /// Number and bytes of the current articles of this guild, without the one named `except`.
    pub async fn library_size(&self, guild: GuildId, except: &ArticleId) -> Result<LibrarySize> {
        self.call("reading the size of a library", async {
            let (articles, bytes): (i64, i64) = sqlx::query_as(
                "SELECT count(*), CAST(COALESCE(SUM(octet_length(markdown)), 0) AS BIGINT)
                 FROM articles AS newest
                 WHERE guild = $1 AND slug <> $2 AND change <> 'removed' AND version = (
                     SELECT MAX(version) FROM articles WHERE guild = newest.guild AND slug = newest.slug)",
            )
            .bind(row::guild(guild))
            .bind(row::text(except.as_str()))
            .fetch_one(&self.inner.pool)
            .await?;
            Ok(LibrarySize {
                articles: row::integer_from(articles)?,
                bytes: row::integer_from(bytes)?,
            })
        })
        .await
    }

    /// Everything this guild's index is built from, as one snapshot.
    pub async fn library(&self, guild: GuildId) -> Result<GuildLibrary> {
        self.call("reading a library", async {
            let mut tx = self.begin_read().await?;
            let version: Option<i64> =
                sqlx::query_scalar("SELECT library_version FROM guilds WHERE guild = $1")
                    .bind(row::guild(guild))
                    .fetch_optional(&mut *tx)
                    .await?;
            let rows: Vec<VersionColumns> = sqlx::query_as(NEWEST_WITH_TEXT)
                .bind(row::guild(guild))
                .fetch_all(&mut *tx)
                .await?;
            let mut articles = rows
                .into_iter()
                .map(|columns| with_text(row::guild(guild), columns))
                .collect::<sqlx::Result<Vec<_>>>()?;
            articles.retain(|article| article.entry.change != VersionChange::Removed);
            articles.sort_by(|one, other| one.entry.slug.cmp(&other.entry.slug));
            let taught = taught::read(&mut tx, guild).await?;
            tx.commit().await?;
            Ok(GuildLibrary {
                version: row::integer_from(version.unwrap_or(0))?,
                articles,
                taught,
            })
        })
        .await
    }

    /// The history of an article of this guild, newest first; empty for an unknown article.
    pub async fn history(&self, guild: GuildId, slug: &ArticleId) -> Result<Vec<VersionEntry>> {
        self.call("reading a history", async {
            let rows: Vec<EntryColumns> = sqlx::query_as(
                "SELECT slug, version, change, from_version, title, by_user, at FROM articles
                 WHERE guild = $1 AND slug = $2 ORDER BY version DESC",
            )
            .bind(row::guild(guild))
            .bind(row::text(slug.as_str()))
            .fetch_all(&self.inner.pool)
            .await?;
            rows.into_iter().map(entry).collect()
        })
        .await
    }

    /// One version of an article of this guild.
    pub async fn version(
        &self,
        guild: GuildId,
        slug: &ArticleId,
        version: u32,
    ) -> Result<Option<ArticleVersion>> {
        self.call("reading a version", async {
            let mut connection = self.inner.pool.acquire().await?;
            self::version(&mut connection, guild, slug, version).await
        })
        .await
    }
}

pub(super) async fn newest(
    connection: &mut AnyConnection,
    guild: GuildId,
    slug: &ArticleId,
) -> sqlx::Result<Option<VersionEntry>> {
    let columns: Option<EntryColumns> = sqlx::query_as(
        "SELECT slug, version, change, from_version, title, by_user, at FROM articles
         WHERE guild = $1 AND slug = $2 ORDER BY version DESC LIMIT 1",
    )
    .bind(row::guild(guild))
    .bind(row::text(slug.as_str()))
    .fetch_optional(connection)
    .await?;
    columns.map(entry).transpose()
}

pub(super) async fn version(
    connection: &mut AnyConnection,
    guild: GuildId,
    slug: &ArticleId,
    version: u32,
) -> sqlx::Result<Option<ArticleVersion>> {
    let columns: Option<VersionColumns> = sqlx::query_as(
        "SELECT slug, version, change, from_version, title, by_user, at, markdown, seal FROM articles
         WHERE guild = $1 AND slug = $2 AND version = $3",
    )
    .bind(row::guild(guild))
    .bind(row::text(slug.as_str()))
    .bind(i64::from(version))
    .fetch_optional(connection)
    .await?;
    columns
        .map(|columns| with_text(row::guild(guild), columns))
        .transpose()
}

fn entry((slug, version, change, from, title, by, at): EntryColumns) -> sqlx::Result<VersionEntry> {
    Ok(VersionEntry {
        slug: ArticleId::from_text(&slug),
        version: row::integer_from(version)?,
        change: VersionChange::from_columns(&change, from)?,
        title,
        by: row::user_from(by),
        at: row::timestamp_from(at)?,
    })
}

pub(super) fn with_text(
    guild: i64,
    (slug, version, change, from, title, by, at, markdown, checksum): VersionColumns,
) -> sqlx::Result<ArticleVersion> {
    if self::checksum(guild, &slug, version, &change, from, &title, &markdown) != checksum {
        return Err(row::decode_error(format!(
            "the checksum of version {version} of the article {slug:?} does not match"
        )));
    }
    Ok(ArticleVersion {
        entry: entry((slug, version, change, from, title, by, at))?,
        markdown,
    })
}

/// The checksum of a version.
pub(super) fn checksum(
    guild: i64,
    slug: &str,
    version: i64,
    change: &str,
    from: Option<i64>,
    title: &str,
    markdown: &str,
) -> String {
    let version = version.to_string();
    let from = from.map_or_else(String::new, |from| from.to_string());
    row::checksum(guild, &[slug, &version, change, &from, title, markdown])
}
