//! Changes a guild's articles: versions that are only ever added. Removing and rolling back are versions too, so that
//! both can be undone.

use sqlx::AnyConnection;

use super::audit::{self, Act};
use super::drafts::{self, DraftId};
use super::versions::{VersionChange, VersionEntry, newest, seal, version};
use super::writing::Writing;
use super::{Store, now, row};
use crate::Result;
use crate::article::{ArticleId, GuildId, UserId};

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
