//! `/content edit`: the text of a short article in a modal, that of a long one as a file. What is submitted becomes a draft
//! like any other; if the article has another version by then, its preview says so.

use std::sync::Arc;

use crate::Result;
use crate::article::{ArticleId, GuildId};
use crate::content::{self, Extent};
use crate::discord::app::App;
use crate::discord::commands::guild_article::{find, slug_with_key, with_text};
use crate::discord::commands::reply::Reply;
use crate::discord::commands::upload::{Read, keep};
use crate::discord::context::CommandContext;
use crate::render::discord::{
    ArticleKey, edit_modal, edit_without_change, no_such_article, too_long_to_edit,
};

/// Opens an article, named by its slug or title.
pub(crate) async fn open(
    app: &App,
    context: &CommandContext,
    guild: GuildId,
    wanted: &str,
) -> Result<Reply> {
    let listed = app.store.article_list(guild).await?;
    let Some(entry) = find(&listed, wanted) else {
        return Ok(Reply::Say(no_such_article(context.locale())));
    };
    let version = app.store.version(guild, &entry.slug, entry.version).await?;
    let Some(version) = version else {
        return Ok(Reply::Say(no_such_article(context.locale())));
    };
    let key = ArticleKey::of(entry.slug.as_str());
    let modal = edit_modal(context.locale(), key, entry.version, &version.markdown);
    if let Some(modal) = modal {
        return Ok(Reply::Modal(modal));
    }
    let message = too_long_to_edit(context.locale(), &entry.title);
    Ok(Reply::Say(with_text(message, &version)))
}

/// The changed text was submitted; `base` is the version that it was made from.
pub(crate) async fn save(
    app: &Arc<App>,
    context: &CommandContext,
    guild: GuildId,
    article: ArticleKey,
    base: u32,
    text: String,
) -> Result<Reply> {
    let locale = context.locale();
    let Some(slug) = slug_with_key(app, guild, article).await? else {
        return Ok(Reply::Say(no_such_article(locale)));
    };
    let before = app.store.version(guild, &slug, base).await?;
    if before.is_some_and(|before| before.markdown.trim() == text.trim()) {
        return Ok(Reply::Say(edit_without_change(locale)));
    }
    let read = app
        .blocking(move |_| {
            let raw = content::from_raw(&file_name(&slug), text.as_bytes(), Extent::Main);
            Ok(Read::of_edit(raw, text, &slug))
        })
        .await?;
    Ok(Reply::Say(
        match keep(app, context, guild, read, Some(base)).await? {
            Ok(draft) => draft.shown(locale),
            Err(why) => why,
        },
    ))
}

fn file_name(slug: &ArticleId) -> String {
    format!("{}.md", slug.as_str())
}
