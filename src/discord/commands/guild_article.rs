//! An article of a guild's own library: found by its slug, title or key, and handed over as a file.

use crate::Result;
use crate::article::{ArticleId, GuildId};
use crate::discord::app::App;
use crate::render::discord::{ArticleKey, Message};
use crate::store::{ArticleVersion, VersionEntry};
use crate::text::fold;

/// An article by its slug, or by its title as typed.
pub(crate) fn find<'a>(entries: &'a [VersionEntry], wanted: &str) -> Option<&'a VersionEntry> {
    let typed = fold(wanted);
    entries
        .iter()
        .find(|entry| entry.slug.as_str() == wanted.trim())
        .or_else(|| {
            entries
                .iter()
                .find(|entry| !typed.trim().is_empty() && fold(&entry.title) == typed)
        })
}

/// The guild's article with a key, removed ones included.
pub(crate) async fn slug_with_key(
    app: &App,
    guild: GuildId,
    article: ArticleKey,
) -> Result<Option<ArticleId>> {
    let newest = app.store.newest_versions(guild).await?;
    let mut slugs = newest.into_iter().map(|entry| entry.slug);
    Ok(slugs.find(|slug| ArticleKey::of(slug.as_str()) == article))
}

/// A message with the text of a version attached, if it has one.
pub(crate) fn with_text(message: Message, version: &ArticleVersion) -> Message {
    if version.markdown.is_empty() {
        return message;
    }
    let name = format!("{}.md", file_stem(version.entry.slug.as_str()));
    message.with_file(name, version.markdown.clone())
}

/// A file name that any system takes.
pub(crate) fn file_stem(slug: &str) -> String {
    let stem: String = slug
        .chars()
        .map(|character| {
            if character.is_ascii_alphanumeric() {
                character
            } else {
                '-'
            }
        })
        .collect();
    if stem.trim_matches('-').is_empty() {
        "article".to_owned()
    } else {
        stem
    }
}
