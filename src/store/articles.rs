//! A guild's articles: versions that are only ever added to. Removing and rolling back are versions too, so that both
//! can be undone.

use jiff::Timestamp;
use sqlx::AnyConnection;

use super::audit::{self, Act};
use super::drafts::{self, DraftId};
use super::taught::{self, Taught};
use super::writing::Writing;
use super::{Store, now, row};
use crate::Result;
use crate::article::{ArticleId, GuildId, UserId};

/// What a version did to its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionChange {
    /// It is new, or there again after it was removed.
    Added,
    /// Its text was replaced.
    Changed,
    /// It was taken away.
    Removed,
    /// It is again as it was in this version.
    RolledBack(u32),
}

impl VersionChange {
    fn columns(self) -> (&'static str, Option<i64>) {
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
            ("rolled_back", Some(to)) => Self::RolledBack(row::number_from(to)?),
            _ => {
                return Err(row::unreadable(format!(
                    "{change:?} is no change of an article"
                )));
            }
        })
    }
}

/// One line of an article's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionEntry {
    /// The article.
    pub slug: ArticleId,
    /// Counted from 1 within the article.
    pub version: u32,
    /// What it did.
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
    /// Its line in the history.
    pub entry: VersionEntry,
    /// Its text, as it was approved; empty where the article was removed.
    pub markdown: String,
}

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The version that it added.
    pub entry: VersionEntry,
    /// The version of the library from now on.
    pub library_version: u64,
}

/// Why a change was not made: nothing is as the one who wanted it thought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// The draft was approved or discarded already, or it expired.
    NoDraft,
    /// The article does not exist, or it is removed already.
    NoArticle,
    /// The article has no such version, or nothing stood in it.
    NoVersion,
    /// Someone was quicker; this is what they made of the article.
    Overtaken(VersionEntry),
}

/// All that a guild's index is built from, as it stood at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuildLibrary {
    /// The version of the library.
    pub version: u64,
    /// The articles that are there, by slug.
    pub articles: Vec<ArticleVersion>,
    /// What its admins taught, in that order.
    pub taught: Vec<Taught>,
}

/// The newest version of each article, removed ones included.
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
    /// Makes a draft of this guild the next version of its article. Of two admins who approve drafts of one article,
    /// the second is told what the first made of it; the draft stays for another look.
    pub async fn approve(
        &self,
        guild: GuildId,
        draft: DraftId,
        by: UserId,
    ) -> Result<std::result::Result<Changed, Conflict>> {
        self.within("approving a draft", async {
            let mut writing = self.writing().await?;
            let library_version = writing.library_changed(guild).await?;
            let Some(draft) = drafts::read(writing.on(), guild, draft).await? else {
                return Ok(Err(Conflict::NoDraft));
            };
            let newest = newest(writing.on(), guild, &draft.slug).await?;
            if let Some(newest) = &newest
                && newest.version != draft.base_version
            {
                return Ok(Err(Conflict::Overtaken(newest.clone())));
            }
            drafts::delete(writing.on(), guild, draft.id).await?;
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
            add(writing, guild, entry, &draft.markdown, library_version).await
        })
        .await
    }

    /// Takes an article of this guild away, if `expected` is still its version. Its history stays.
    pub async fn remove(
        &self,
        guild: GuildId,
        slug: &ArticleId,
        expected: u32,
        by: UserId,
    ) -> Result<std::result::Result<Changed, Conflict>> {
        self.within("removing an article", async {
            let mut writing = self.writing().await?;
            let library_version = writing.library_changed(guild).await?;
            let newest = match expect(writing.on(), guild, slug, expected).await? {
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
            add(writing, guild, entry, "", library_version).await
        })
        .await
    }

    /// Makes an article of this guild what it was in version `to`, if `expected` is still its version. This also
    /// brings a removed article back.
    pub async fn roll_back(
        &self,
        guild: GuildId,
        slug: &ArticleId,
        to: u32,
        expected: u32,
        by: UserId,
    ) -> Result<std::result::Result<Changed, Conflict>> {
        self.within("rolling an article back", async {
            let mut writing = self.writing().await?;
            let library_version = writing.library_changed(guild).await?;
            if let Err(conflict) = expect(writing.on(), guild, slug, expected).await? {
                return Ok(Err(conflict));
            }
            let Some(then) = version(writing.on(), guild, slug, to)
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
            add(writing, guild, entry, &then.markdown, library_version).await
        })
        .await
    }

    /// The articles of this guild that are there, by slug, without their texts.
    pub async fn article_list(&self, guild: GuildId) -> Result<Vec<VersionEntry>> {
        let mut entries = self.newest_versions(guild).await?;
        entries.retain(|entry| entry.change != VersionChange::Removed);
        Ok(entries)
    }

    /// The newest version of every article that this guild ever had, by slug, removed ones included.
    pub async fn newest_versions(&self, guild: GuildId) -> Result<Vec<VersionEntry>> {
        self.within("listing articles", async {
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

    /// The articles of this guild that are there, by slug, with their texts.
    pub async fn articles(&self, guild: GuildId) -> Result<Vec<ArticleVersion>> {
        Ok(self.library(guild).await?.articles)
    }

    /// All that this guild's index is built from, as it stands at one moment.
    pub async fn library(&self, guild: GuildId) -> Result<GuildLibrary> {
        self.within("reading a library", async {
            let mut reading = self.reading().await?;
            let version: Option<i64> =
                sqlx::query_scalar("SELECT library_version FROM guilds WHERE guild = $1")
                    .bind(row::guild(guild))
                    .fetch_optional(&mut *reading)
                    .await?;
            let rows: Vec<VersionColumns> = sqlx::query_as(NEWEST_WITH_TEXT)
                .bind(row::guild(guild))
                .fetch_all(&mut *reading)
                .await?;
            let mut articles = rows
                .into_iter()
                .map(|columns| with_text(row::guild(guild), columns))
                .collect::<sqlx::Result<Vec<_>>>()?;
            articles.retain(|article| article.entry.change != VersionChange::Removed);
            articles.sort_by(|one, other| one.entry.slug.cmp(&other.entry.slug));
            let taught = taught::read(&mut reading, guild).await?;
            reading.commit().await?;
            Ok(GuildLibrary {
                version: row::number_from(version.unwrap_or(0))?,
                articles,
                taught,
            })
        })
        .await
    }

    /// The history of an article of this guild, newest first; empty if there never was one.
    pub async fn history(&self, guild: GuildId, slug: &ArticleId) -> Result<Vec<VersionEntry>> {
        self.within("reading a history", async {
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
        self.within("reading a version", async {
            let mut connection = self.inner.pool.acquire().await?;
            self::version(&mut connection, guild, slug, version).await
        })
        .await
    }
}

/// Adds a version with its audit entry, and makes both stand.
async fn add(
    mut writing: Writing<'_>,
    guild: GuildId,
    entry: VersionEntry,
    markdown: &str,
    library_version: u64,
) -> sqlx::Result<std::result::Result<Changed, Conflict>> {
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
    .bind(seal(
        row::guild(guild),
        &slug,
        entry.version.into(),
        change,
        from_version,
        &title,
        &markdown,
    ))
    .execute(writing.on())
    .await?;
    let act = match entry.change {
        VersionChange::Added => Act::AddedArticle,
        VersionChange::Changed => Act::ChangedArticle,
        VersionChange::Removed => Act::RemovedArticle,
        VersionChange::RolledBack(_) => Act::RolledBackArticle,
    };
    let target = format!("{} v{}", entry.slug, entry.version);
    audit::write(writing.on(), guild, entry.by, act, &target).await?;
    writing.commit().await?;
    Ok(Ok(Changed {
        entry,
        library_version,
    }))
}

/// The newest version of an article, if it is the one that is expected.
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

async fn newest(
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

async fn version(
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
        version: row::number_from(version)?,
        change: VersionChange::from_columns(&change, from)?,
        title,
        by: row::user_from(by),
        at: row::moment_from(at)?,
    })
}

pub(super) fn with_text(
    guild: i64,
    (slug, version, change, from, title, by, at, markdown, seal): VersionColumns,
) -> sqlx::Result<ArticleVersion> {
    if self::seal(guild, &slug, version, &change, from, &title, &markdown) != seal {
        return Err(row::unreadable(format!(
            "version {version} of the article {slug:?} is not as it was written"
        )));
    }
    Ok(ArticleVersion {
        entry: entry((slug, version, change, from, title, by, at))?,
        markdown,
    })
}

fn seal(
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
    row::seal(guild, &[slug, &version, change, &from, title, markdown])
}
