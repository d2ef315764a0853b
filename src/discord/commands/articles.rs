//! `/articles`: the list, an article's sections, and one section to read.

use crate::Result;
use crate::discord::app::App;
use crate::discord::commands::ask::{find_id, passage};
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::index::{ArticleHead, SectionHead};
use crate::passage::PassageId;
use crate::render::discord::{
    ArticleSummary, Message, PassageKey, Picked, SectionPart, article, article_list, reading, stale,
};
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
        Picked::Passage(key) => key == key_of(head),
        Picked::Typed | Picked::Stale => fold(&head.title).contains(typed.trim()),
    });
    Reply::Say(match found {
        Some(head) => sections(head, 0, 0),
        None => list(app, context, 0),
    })
}

/// A page of the list.
pub(crate) fn list(app: &App, context: &CommandContext, page: usize) -> Message {
    let heads = app.engine.articles(context.guild());
    let opened: Vec<ArticleSummary<'_>> = heads.iter().map(opened).collect();
    article_list(&opened, page)
}

/// An article that was picked from a page of the list.
pub(crate) fn open(
    app: &App,
    context: &CommandContext,
    picked: Option<PassageKey>,
    page: usize,
) -> Reply {
    let heads = app.engine.articles(context.guild());
    match heads.iter().find(|head| picked == Some(key_of(head))) {
        Some(head) => Reply::Update(sections(head, page, 0)),
        None => Reply::Say(stale()),
    }
}

/// A page of the sections of an article that was opened from a page of the list.
pub(crate) fn turn(
    app: &App,
    context: &CommandContext,
    article: PassageKey,
    list: usize,
    page: usize,
) -> Reply {
    let heads = app.engine.articles(context.guild());
    match heads.iter().find(|head| article == key_of(head)) {
        Some(head) => Reply::Update(sections(head, list, page)),
        None => Reply::Say(stale()),
    }
}

/// A piece of a section, with the ones before and after it in the article.
pub(crate) fn read(app: &App, context: &CommandContext, key: PassageKey) -> Result<Reply> {
    let heads = app.engine.articles(context.guild());
    let guild = context.guild();
    let Some((id, quoted)) = find_id(app, guild, key).zip(passage(app, guild, key)?) else {
        return Ok(Reply::Say(stale()));
    };
    let place = heads.iter().find_map(|head| {
        let mut sections = head.sections.iter();
        let at = sections.position(|section| section.id.section() == id.section())?;
        Some((head, at))
    });
    let Some((head, at)) = place else {
        return Ok(Reply::Say(stale()));
    };
    let (section, piece) = (&head.sections[at], key.piece());
    let before = match at.checked_sub(1).map(|before| &head.sections[before]) {
        _ if piece > 1 => Some(piece_of(section, piece - 1)),
        before => before.map(|before| piece_of(before, before.passages())),
    };
    let after = if piece < section.passages() {
        Some(piece_of(section, piece + 1))
    } else {
        let after = head.sections.get(at + 1);
        after.map(|after| piece_of(after, 1))
    };
    Ok(Reply::Update(reading(&SectionPart {
        quoted: &quoted,
        piece,
        pieces: section.passages(),
        before: before.as_ref(),
        after: after.as_ref(),
    })))
}

/// The passage that is a piece of a section, counted from 1.
fn piece_of(section: &SectionHead, piece: u32) -> PassageId {
    if piece <= 1 {
        section.id.clone()
    } else {
        PassageId::from_text(format!("{}/{piece}", section.id.section()))
    }
}

fn sections(head: &ArticleHead, list: usize, page: usize) -> Message {
    let sections: Vec<(&PassageId, &str)> = head
        .sections
        .iter()
        .map(|section| {
            (
                &section.id,
                section.heading().unwrap_or(head.title.as_str()),
            )
        })
        .collect();
    article(&opened(head), &sections, list, page)
}

fn opened(head: &ArticleHead) -> ArticleSummary<'_> {
    ArticleSummary {
        id: &head.id,
        title: &head.title,
        summary: head.summary.as_deref(),
        source: &head.source,
        updated: head.updated.as_deref(),
    }
}

fn key_of(head: &ArticleHead) -> PassageKey {
    PassageKey::of(&PassageId::new(&head.id, "", 1))
}
