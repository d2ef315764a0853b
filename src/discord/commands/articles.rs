//! `/articles`: the list, an article's sections, and one section to read.

use crate::Result;
use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::messages::{article_key, sections};
use crate::render::discord::{Message, PassageKey, Picked, stale};
use crate::text::fold;

/// `/articles`, with or without one: a choice, or a title as typed.
pub(crate) fn articles(app: &App, context: &CommandContext, wanted: Option<&str>) -> Reply {
    let Some(wanted) = wanted else {
        return Reply::Say(list(app, context, 0));
    };
    let heads = app.engine.articles(context.guild());
    let picked = Picked::of(wanted);
    let typed = fold(wanted);
    let found = heads.iter().find(|head| match picked {
        Picked::Passage(key) => key == article_key(head),
        Picked::Typed | Picked::Stale => fold(&head.title).contains(typed.trim()),
    });
    Reply::Say(match found {
        Some(head) => sections(context.locale(), head, 0, 0),
        None => list(app, context, 0),
    })
}

/// A page of the list.
pub(crate) fn list(app: &App, context: &CommandContext, page: usize) -> Message {
    app.responder(context).article_list(page)
}

/// An article that was picked from a page of the list.
pub(crate) fn open(
    app: &App,
    context: &CommandContext,
    picked: Option<PassageKey>,
    page: usize,
) -> Reply {
    let responder = app.responder(context);
    let opened = picked.and_then(|article| responder.article(article, page, 0));
    opened.map_or_else(|| Reply::Say(stale(context.locale())), Reply::Update)
}

/// A page of the sections of an article that was opened from a page of the list.
pub(crate) fn turn(
    app: &App,
    context: &CommandContext,
    article: PassageKey,
    list: usize,
    page: usize,
) -> Reply {
    let turned = app.responder(context).article(article, list, page);
    turned.map_or_else(|| Reply::Say(stale(context.locale())), Reply::Update)
}

/// A piece of a section, with the ones before and after it in the article.
pub(crate) fn read(app: &App, context: &CommandContext, key: PassageKey) -> Result<Reply> {
    let read = app.responder(context).read(key)?;
    Ok(read.map_or_else(|| Reply::Say(stale(context.locale())), Reply::Update))
}

/// A passage in its article, as a message of its own for the one who opens it.
pub(crate) fn open_section(app: &App, context: &CommandContext, key: PassageKey) -> Result<Reply> {
    let read = app.responder(context).read(key)?;
    Ok(Reply::Say(read.unwrap_or_else(|| stale(context.locale()))))
}
