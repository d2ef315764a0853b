//! `/content add`: a file or a submitted modal → a draft with its preview. Nothing is indexed before it is approved.

use std::sync::Arc;

use crate::Result;
use crate::article::{ArticleId, GuildId};
use crate::content::{self, Extent, Problem, Raw, Refusal, UploadText};
use crate::discord::app::App;
use crate::discord::commands::guild_article::file_stem;
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::discord::download::DownloadError;
use crate::discord::inbound::manager_command::UploadedFile;
use crate::discord::policy::permission::may_manage;
use crate::engine::Preview;
use crate::render::Locale;
use crate::render::discord::{
    DraftPreview, DuplicatePassage, MAX_FILES, Message, Overtaken, RejectedFile, SLUG_CHARS,
    UploadRejection, article_modal, denied, draft_gone, drafts_list, nothing_to_add, preview,
    upload_rejected,
};
use crate::store::{Draft, DraftId, NewDraft, VersionChange, VersionEntry};
use crate::text::{cut_at_word, single_spaced};

/// Passages an article may have: more are a book.
const MAX_PASSAGES: usize = 400;
/// Articles a guild may have.
const MAX_ARTICLES: usize = 500;
/// Bytes that a guild's articles may have together: an export carries them in one message, of which Discord takes
/// 10 MiB.
const MAX_LIBRARY_BYTES: usize = 8 * 1024 * 1024;
/// Drafts of a guild that wait at a time.
const MAX_DRAFTS: usize = 25;
/// Characters of a title that are kept.
const TITLE_CHARS: usize = 160;

/// `/content add`
pub(crate) async fn add(
    app: &Arc<App>,
    context: &CommandContext,
    file: Option<UploadedFile>,
) -> Result<Reply> {
    let guild = match may_manage(context) {
        Ok(guild) => guild,
        Err(why) => return Ok(Reply::Say(denied(context.locale(), why))),
    };
    let locale = context.locale();
    let Some(file) = file else {
        return Ok(Reply::Modal(article_modal(locale)));
    };
    let kept = match read_file(app, locale, file).await? {
        Ok(read) => keep(app, context, guild, read, None).await?,
        Err(why) => Err(why),
    };
    Ok(Reply::Say(match kept {
        Ok(draft) => draft.shown(locale),
        Err(why) => why,
    }))
}

/// Keeps an article that was typed, and those in files: one draft is shown whole, several as a list.
pub(crate) async fn add_all(
    app: &Arc<App>,
    context: &CommandContext,
    guild: GuildId,
    (title, text): (String, String),
    files: Vec<UploadedFile>,
) -> Result<Reply> {
    let locale = context.locale();
    let (mut kept, mut rejected) = (Vec::new(), Vec::new());
    let mut note = |name: &str, draft: std::result::Result<KeptDraft, Message>| match draft {
        Ok(draft) => kept.push(draft),
        Err(why) => rejected.push((name.to_owned(), why)),
    };
    if !text.trim().is_empty() {
        let typed = read_typed(app, &title, text).await?;
        note(&title, keep(app, context, guild, typed, None).await?);
    }
    for file in files.into_iter().take(usize::from(MAX_FILES)) {
        let name = file.name.clone();
        let draft = match read_file(app, locale, file).await? {
            Ok(read) => keep(app, context, guild, read, None).await?,
            Err(why) => Err(why),
        };
        note(&name, draft);
    }
    Ok(Reply::Say(match (&mut kept[..], &mut rejected[..]) {
        ([], []) => nothing_to_add(locale),
        ([draft], []) => draft.shown(locale),
        ([], [(_, why)]) => std::mem::take(why),
        _ => {
            let rejected: Vec<RejectedFile> = rejected
                .into_iter()
                .map(|(name, why)| RejectedFile {
                    name,
                    why: why.content,
                })
                .collect();
            let waiting = app.store.drafts(guild).await?;
            drafts_list(locale, &waiting, &rejected)
        }
    }))
}

/// What was read of a file, or why it could not be.
async fn read_file(
    app: &Arc<App>,
    locale: Locale,
    file: UploadedFile,
) -> Result<std::result::Result<Read, Message>> {
    let bytes = match app.downloads.fetch(&file).await {
        Ok(bytes) => bytes,
        Err(why) => return Ok(Err(download_failed(locale, why))),
    };
    let name = file.name;
    let read = app
        .blocking(move |_| {
            Ok(
                content::upload_text(&name, &bytes).map(|UploadText { name, text, note }| {
                    let mut raw = content::from_raw(&name, text.as_bytes(), Extent::Main);
                    if let Some(note) = note {
                        raw.problems.insert(0, Problem::warning(&name, None, note));
                    }
                    Read::new(raw, text)
                }),
            )
        })
        .await?;
    Ok(read.map_err(|refusal| upload_rejected(locale, UploadRejection::Refused(&refusal))))
}

/// An article that was typed; without a title it is called by its first heading or line.
async fn read_typed(app: &Arc<App>, title: &str, text: String) -> Result<Read> {
    let mut title = single_spaced(title);
    app.blocking(move |_| {
        if title.is_empty() {
            let first = text.lines().map(|line| line.trim_start_matches(['#', ' ']));
            let first = first.map(str::trim).find(|line| !line.is_empty());
            title = cut_at_word(first.unwrap_or_default(), TITLE_CHARS).into_owned();
        }
        let page = format!("# {title}\n\n{text}");
        let mut raw = content::from_raw(
            &format!("{}.md", slug_of(&title)),
            page.as_bytes(),
            Extent::Main,
        );
        if let Some(article) = &mut raw.article {
            article.title = title;
        }
        Ok(Read::new(raw, page))
    })
    .await
}

/// What was read of a file.
pub(crate) struct Read {
    raw: Raw,
    /// The text as it was handed over.
    text: String,
}

impl Read {
    /// The changed text of an article, which stays that article whatever the text calls itself.
    pub(crate) fn of_edit(mut raw: Raw, text: String, slug: &ArticleId) -> Self {
        if let Some(article) = raw
            .article
            .as_mut()
            .filter(|article| article.id.as_str() != slug.as_str())
        {
            article.id = slug.clone();
            raw.written = false;
        }
        Self::new(raw, text)
    }

    fn new(mut raw: Raw, text: String) -> Self {
        if let Some(article) = &mut raw.article {
            article.id = ArticleId::from_text(&slug_of(article.id.as_str()));
            article.title = cut_at_word(&article.title, TITLE_CHARS).into_owned();
        }
        Self { raw, text }
    }

    /// What is kept: the file itself if its author wrote it for this, else what the importer made of it.
    fn draft(&self) -> Option<NewDraft> {
        let article = self.raw.article.as_ref()?;
        let markdown = if self.raw.written {
            self.text.clone()
        } else {
            content::to_markdown(article)
        };
        Some(NewDraft {
            slug: article.id.clone(),
            title: article.title.clone(),
            markdown,
        })
    }
}

/// A name that fits into a `custom_id`.
fn slug_of(text: &str) -> String {
    let slug: String = crate::article::anchor(text)
        .chars()
        .take(SLUG_CHARS)
        .collect();
    slug.trim_matches('-').to_owned()
}

/// A draft that is kept now, with what its preview shows.
pub(crate) struct KeptDraft {
    draft: Draft,
    replaces: Option<u32>,
    /// The version that came in its way, if one has.
    overtaken: Option<VersionEntry>,
    seen: Preview,
}

impl KeptDraft {
    /// Its preview.
    pub(crate) fn shown(&self, locale: Locale) -> Message {
        shown(
            locale,
            &self.draft,
            self.replaces,
            self.overtaken.as_ref(),
            &self.seen,
        )
    }
}

/// Keeps a draft, or says why it cannot be. `base` is the version of its article that it was made from, if that was
/// shown to its author.
pub(crate) async fn keep(
    app: &Arc<App>,
    context: &CommandContext,
    guild: GuildId,
    read: Read,
    base: Option<u32>,
) -> Result<std::result::Result<KeptDraft, Message>> {
    let locale = context.locale();
    let Some(new) = read.draft() else {
        return Ok(Err(upload_rejected(
            locale,
            UploadRejection::NoArticle(&read.raw.problems),
        )));
    };
    let raw = read.raw;
    let seen = app
        .blocking(move |app| app.engine.preview(Some(guild), raw))
        .await?;
    if seen.passages > MAX_PASSAGES {
        return Ok(Err(upload_rejected(
            locale,
            UploadRejection::TooLong {
                passages: seen.passages,
                most: MAX_PASSAGES,
            },
        )));
    }
    if let Some(full) = no_room(app, locale, guild, &new.slug, new.markdown.len()).await? {
        return Ok(Err(full));
    }
    if app.store.drafts(guild).await?.len() >= MAX_DRAFTS {
        return Ok(Err(upload_rejected(
            locale,
            UploadRejection::TooManyDrafts { most: MAX_DRAFTS },
        )));
    }
    let by = context.invocation.actor.user_id();
    let id = app.store.put_draft(guild, by, &new).await?;
    let Some(draft) = app.store.draft(guild, id).await? else {
        return Ok(Err(draft_gone(locale)));
    };
    tracing::info!(
        guild.id = guild.0,
        draft = id.0,
        bytes = new.markdown.len(),
        "a draft is kept"
    );
    let is_overtaken = base.is_some_and(|base| base != draft.base_version);
    let overtaken = if is_overtaken {
        let history = app.store.history(guild, &draft.slug).await?;
        history.into_iter().next()
    } else {
        None
    };
    Ok(Ok(KeptDraft {
        replaces: replaced(app, &draft, guild).await?,
        draft,
        overtaken,
        seen,
    }))
}

/// What to say if a guild has no room for an article of this name and length, which takes the place of the one that has
/// that name now.
pub(crate) async fn no_room(
    app: &App,
    locale: Locale,
    guild: GuildId,
    slug: &ArticleId,
    bytes: usize,
) -> Result<Option<Message>> {
    let others = app.store.library_size(guild, slug).await?;
    if others.articles >= MAX_ARTICLES {
        return Ok(Some(upload_rejected(
            locale,
            UploadRejection::TooMany { most: MAX_ARTICLES },
        )));
    }
    Ok((others.bytes + bytes > MAX_LIBRARY_BYTES).then(|| {
        upload_rejected(
            locale,
            UploadRejection::TooMuch {
                most_bytes: MAX_LIBRARY_BYTES,
            },
        )
    }))
}

/// The version that a draft would replace, if its article is there.
async fn replaced(app: &App, draft: &Draft, guild: GuildId) -> Result<Option<u32>> {
    let articles = app.store.article_list(guild).await?;
    let there = articles.iter().any(|entry| entry.slug == draft.slug);
    Ok(there.then_some(draft.base_version))
}

/// A draft that waits for approval, shown again; `overtaken` is the version that came in its way, if one has.
pub(crate) async fn open(
    app: &Arc<App>,
    locale: Locale,
    guild: GuildId,
    draft: DraftId,
    overtaken: Option<&VersionEntry>,
) -> Result<Reply> {
    let Some(draft) = app.store.draft(guild, draft).await? else {
        return Ok(Reply::Say(draft_gone(locale)));
    };
    let name = format!("{}.md", draft.slug);
    let text = draft.markdown.clone();
    let seen = app
        .blocking(move |app| {
            let raw = content::from_raw(&name, text.as_bytes(), Extent::Main);
            app.engine.preview(Some(guild), raw)
        })
        .await?;
    let replaces = replaced(app, &draft, guild).await?;
    Ok(Reply::Update(shown(
        locale, &draft, replaces, overtaken, &seen,
    )))
}

fn shown(
    locale: Locale,
    draft: &Draft,
    replaces: Option<u32>,
    overtaken: Option<&VersionEntry>,
    seen: &Preview,
) -> Message {
    let repeats: Vec<DuplicatePassage<'_>> = seen
        .repeats
        .iter()
        .map(|repeat| DuplicatePassage {
            heading: repeat.heading.as_deref(),
            title: &repeat.title,
            share: repeat.share,
        })
        .collect();
    let draft_preview = DraftPreview {
        draft: draft.id.0,
        base: draft.base_version,
        slug: draft.slug.as_str(),
        title: &draft.title,
        replaces,
        overtaken: overtaken.map(|entry| Overtaken {
            version: entry.version,
            removed: entry.change == VersionChange::Removed,
            by: entry.by.0,
        }),
        sections: &seen.sections,
        passages: seen.passages,
        dropped: &seen.dropped,
        problems: &seen.problems,
        repeats: &repeats,
    };
    preview(locale, &draft_preview).with_file(
        format!("{}.md", file_stem(draft.slug.as_str())),
        draft.markdown.clone(),
    )
}

fn download_failed(locale: Locale, why: DownloadError) -> Message {
    let why = match why {
        DownloadError::Ending => UploadRejection::Refused(&Refusal::Ending),
        DownloadError::TooLarge => UploadRejection::Refused(&Refusal::TooLarge),
        DownloadError::Elsewhere => UploadRejection::Elsewhere,
        DownloadError::Gone => UploadRejection::Gone,
        DownloadError::Failed => UploadRejection::Unreachable,
    };
    upload_rejected(locale, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_safe() {
        assert_eq!(slug_of("../../etc/passwd"), "etcpasswd");
        assert_eq!(slug_of(&"a ".repeat(100)).chars().count(), SLUG_CHARS - 1);
        assert_eq!(file_stem("übung-1"), "-bung-1");
        assert_eq!(file_stem("筋肉"), "article");
    }
}
