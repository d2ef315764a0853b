//! `/content` except `add`: a guild's articles as they are and as they were.

use std::io::{Cursor, Write as _};
use std::sync::Arc;

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::article::{ArticleId, GuildId, UserId};
use crate::discord::app::App;
use crate::discord::commands::guild_article::{find, with_text};
use crate::discord::commands::reply::Reply;
use crate::discord::commands::{edit, upload};
use crate::discord::context::CommandContext;
use crate::discord::inbound::manager_command::ContentCommand;
use crate::discord::jobs::reindex::Job;
use crate::discord::policy::permission::may_manage;
use crate::render::Locale;
use crate::render::discord::{
    Compared, LibraryChange, Message, article_versions, changed_meanwhile, compared, content_found,
    content_list, denied, draft_gone, drafts_list, exported, library_changing, no_such_article,
    no_such_version, nothing_to_export, shown_article,
};
use crate::store::{
    AppliedChange, ArticleVersion, AuditAction, Conflict, VersionChange, VersionEntry,
};
use crate::text::fold;
use crate::{Error, Result};

/// `/content` but for `add`.
pub(crate) async fn versions(
    app: &Arc<App>,
    context: &CommandContext,
    wanted: ContentCommand,
) -> Result<Reply> {
    let guild = match may_manage(context) {
        Ok(guild) => guild,
        Err(why) => return Ok(Reply::Say(denied(context.locale(), why))),
    };
    let by = context.invocation.actor.user_id();
    let locale = context.locale();
    match wanted {
        ContentCommand::List { search: None } => Ok(Reply::Say(list(app, locale, guild, 0).await?)),
        ContentCommand::List {
            search: Some(words),
        } => Ok(Reply::Say(search(app, locale, guild, &words).await?)),
        ContentCommand::Drafts => Ok(Reply::Say(drafts(app, locale, guild).await?)),
        ContentCommand::Edit { article } => edit::open(app, context, guild, &article).await,
        ContentCommand::Show { article, version } => {
            show(app, locale, guild, &article, version).await
        }
        ContentCommand::History { article } => {
            let newest = app.store.newest_versions(guild).await?;
            match find(&newest, &article) {
                Some(entry) => history(app, locale, guild, &entry.slug, 0).await,
                None => Ok(Reply::Say(no_such_article(locale))),
            }
        }
        ContentCommand::Remove { article } => {
            let listed = app.store.article_list(guild).await?;
            let Some(entry) = find(&listed, &article) else {
                return Ok(Reply::Say(no_such_article(locale)));
            };
            let done = app
                .store
                .remove(guild, &entry.slug, entry.version, by)
                .await?;
            Ok(follow(locale, guild, done))
        }
        ContentCommand::RollBack { article, version } => {
            let newest = app.store.newest_versions(guild).await?;
            let Some(entry) = find(&newest, &article) else {
                return Ok(Reply::Say(no_such_article(locale)));
            };
            roll_back(app, locale, guild, &entry.slug, version, entry.version, by).await
        }
        ContentCommand::Export { article } => {
            let message = export(app, locale, guild, article.as_deref()).await?;
            if !message.files.is_empty() {
                let target = article.as_deref().unwrap_or("all articles");
                app.store
                    .record_audit(guild, by, AuditAction::Exported, target)
                    .await?;
            }
            Ok(Reply::Say(message))
        }
    }
}

/// A page of the guild's articles, with the drafts that wait.
pub(crate) async fn list(
    app: &App,
    locale: Locale,
    guild: GuildId,
    page: usize,
) -> Result<Message> {
    let articles = app.store.article_list(guild).await?;
    let drafts = app.store.drafts(guild).await?;
    Ok(content_list(locale, &articles, &drafts, page))
}

/// The drafts that wait for approval.
pub(crate) async fn drafts(app: &App, locale: Locale, guild: GuildId) -> Result<Message> {
    let waiting = app.store.drafts(guild).await?;
    Ok(drafts_list(locale, &waiting, &[]))
}

/// The guild's articles whose title or name has all these words.
async fn search(app: &App, locale: Locale, guild: GuildId, words: &str) -> Result<Message> {
    let words = fold(words);
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut articles = app.store.article_list(guild).await?;
    articles.retain(|entry| {
        let text = fold(&format!("{} {}", entry.title, entry.slug.as_str()));
        words.iter().all(|word| text.contains(word))
    });
    Ok(content_found(locale, &articles, &words.join(" ")))
}

/// An article, or an older version of it, as it is kept.
pub(crate) async fn show(
    app: &App,
    locale: Locale,
    guild: GuildId,
    wanted: &str,
    version: Option<u32>,
) -> Result<Reply> {
    let newest = app.store.newest_versions(guild).await?;
    let Some(entry) = find(&newest, wanted) else {
        return Ok(Reply::Say(no_such_article(locale)));
    };
    if entry.change == VersionChange::Removed && version.is_none() {
        return history(app, locale, guild, &entry.slug, 0).await;
    }
    let number = version.unwrap_or(entry.version);
    let Some(found) = app.store.version(guild, &entry.slug, number).await? else {
        return Ok(Reply::Say(no_such_version(locale)));
    };
    let message = shown_article(locale, &found, entry);
    Ok(Reply::Say(with_text(message, &found)))
}

/// A page of the versions of an article.
pub(crate) async fn history(
    app: &App,
    locale: Locale,
    guild: GuildId,
    slug: &ArticleId,
    page: usize,
) -> Result<Reply> {
    let entries = app.store.history(guild, slug).await?;
    Ok(Reply::Say(if entries.is_empty() {
        no_such_article(locale)
    } else {
        article_versions(locale, &entries, page)
    }))
}

/// What a version has changed against the one before it.
pub(crate) async fn compare(
    app: &App,
    locale: Locale,
    guild: GuildId,
    slug: &ArticleId,
    version: u32,
) -> Result<Reply> {
    let Some(found) = app.store.version(guild, slug, version).await? else {
        return Ok(Reply::Say(no_such_version(locale)));
    };
    let before = match version.checked_sub(1) {
        Some(before) => app.store.version(guild, slug, before).await?,
        None => None,
    };
    let newest = app.store.history(guild, slug).await?;
    let Some(newest) = newest.first() else {
        return Ok(Reply::Say(no_such_article(locale)));
    };
    let message = compared(
        locale,
        &Compared {
            version: &found,
            before: before.as_ref(),
            newest,
        },
    );
    Ok(Reply::Say(with_text(message, &found)))
}

/// The text of one article, or of all in one archive.
async fn export(
    app: &App,
    locale: Locale,
    guild: GuildId,
    wanted: Option<&str>,
) -> Result<Message> {
    let articles = app.store.articles(guild).await?;
    if let Some(wanted) = wanted {
        let entries: Vec<VersionEntry> = articles
            .iter()
            .map(|article| article.entry.clone())
            .collect();
        let found = find(&entries, wanted)
            .and_then(|entry| articles.iter().find(|article| article.entry == *entry));
        return Ok(match found {
            Some(article) => with_text(exported(locale, 1), article),
            None => no_such_article(locale),
        });
    }
    if articles.is_empty() {
        return Ok(nothing_to_export(locale));
    }
    let archive =
        zip_of(&articles).map_err(|error| Error::internal("writing a ZIP archive", error))?;
    Ok(exported(locale, articles.len()).with_file("articles.zip", archive))
}

/// Makes an older version the current one, if there is room for it.
pub(crate) async fn roll_back(
    app: &Arc<App>,
    locale: Locale,
    guild: GuildId,
    slug: &ArticleId,
    to: u32,
    expected: u32,
    by: UserId,
) -> Result<Reply> {
    if let Some(then) = app.store.version(guild, slug, to).await?
        && let Some(full) = upload::no_room(app, locale, guild, slug, then.markdown.len()).await?
    {
        return Ok(Reply::Say(full));
    }
    let done = app.store.roll_back(guild, slug, to, expected, by).await?;
    Ok(follow(locale, guild, done))
}

/// Lets the index follow a change that is kept.
pub(crate) fn follow(
    locale: Locale,
    guild: GuildId,
    done: std::result::Result<AppliedChange, Conflict>,
) -> Reply {
    let (entry, library_version) = match done {
        Ok(changed) => (changed.entry, changed.library_version),
        Err(conflict) => {
            return Reply::Say(match conflict {
                Conflict::NoDraft => draft_gone(locale),
                Conflict::NoArticle => no_such_article(locale),
                Conflict::NoVersion => no_such_version(locale),
                Conflict::Overtaken(_) => changed_meanwhile(locale),
            });
        }
    };
    let (title, version) = (entry.title, entry.version);
    let done = match entry.change {
        VersionChange::Added | VersionChange::Changed => LibraryChange::Approved { title, version },
        VersionChange::Removed => LibraryChange::Removed {
            title,
            slug: entry.slug.as_str().to_owned(),
            version,
        },
        VersionChange::RolledBack(to) => LibraryChange::RolledBack { title, to, version },
    };
    Reply::Work {
        now: library_changing(locale, &done),
        job: Job::Guild {
            guild,
            version: Some(library_version),
            done,
        },
    }
}

/// The articles as one archive, uncompressed and without dates: the same articles give the same bytes.
fn zip_of(articles: &[ArticleVersion]) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for article in articles {
        zip.start_file(format!("{}.md", article.entry.slug), options)?;
        zip.write_all(article.markdown.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
