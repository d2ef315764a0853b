//! `/articles`: the list, an article's sections, and one section to read.

use super::super::desk::{Desk, Reply, Scene};
use super::ask::{find_id, passage};
use crate::Result;
use crate::index::ArticleHead;
use crate::passage::PassageId;
use crate::render::discord::{
    Message, OpenedArticle, PassageKey, article, article_list, reading, stale,
};
use crate::text::fold;

/// `/articles`, with or without one: a choice, or a title as typed.
pub(in crate::discord) fn articles(desk: &Desk, scene: &Scene, wanted: Option<&str>) -> Reply {
    let Some(wanted) = wanted else {
        return Reply::Say(list(desk, scene, 0));
    };
    let heads = desk.engine.articles(scene.guild());
    let key = PassageKey::from_choice(wanted).flatten();
    let typed = fold(wanted);
    let found = heads.iter().find(|head| match key {
        Some(key) => key == key_of(head),
        None => fold(&head.title).contains(typed.trim()),
    });
    Reply::Say(match found {
        Some(head) => sections(head, 0),
        None => list(desk, scene, 0),
    })
}

/// A page of the list.
pub(in crate::discord) fn list(desk: &Desk, scene: &Scene, page: usize) -> Message {
    let heads = desk.engine.articles(scene.guild());
    let opened: Vec<OpenedArticle<'_>> = heads.iter().map(opened).collect();
    article_list(&opened, page)
}

/// An article that was picked from a page of the list.
pub(in crate::discord) fn open(
    desk: &Desk,
    scene: &Scene,
    picked: Option<PassageKey>,
    page: usize,
) -> Reply {
    let heads = desk.engine.articles(scene.guild());
    match heads.iter().find(|head| picked == Some(key_of(head))) {
        Some(head) => Reply::Update(sections(head, page)),
        None => Reply::Say(stale()),
    }
}

/// One section, with the ones before and after it in the article.
pub(in crate::discord) fn read(desk: &Desk, scene: &Scene, key: PassageKey) -> Result<Reply> {
    let heads = desk.engine.articles(scene.guild());
    let guild = scene.guild();
    let Some((id, quoted)) = find_id(desk, guild, key).zip(passage(desk, guild, key)?) else {
        return Ok(Reply::Say(stale()));
    };
    let neighbours = heads.iter().find_map(|head| {
        let at = head
            .sections
            .iter()
            .position(|section| section.id.section() == id.section())?;
        let before = at.checked_sub(1).map(|before| &head.sections[before].id);
        Some((before, head.sections.get(at + 1).map(|section| &section.id)))
    });
    let (before, after) = neighbours.unwrap_or((None, None));
    Ok(Reply::Update(reading(&quoted, before, after)))
}

fn sections(head: &ArticleHead, page: usize) -> Message {
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
    article(&opened(head), &sections, page)
}

fn opened(head: &ArticleHead) -> OpenedArticle<'_> {
    OpenedArticle {
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
