//! `/articles`: the list, an article's sections, and one section to read.

use crate::Result;
use crate::discord::app::{Desk, Reply, Scene};
use crate::discord::commands::ask::{find_id, passage};
use crate::index::{ArticleHead, SectionHead};
use crate::passage::PassageId;
use crate::render::discord::{
    Message, OpenedArticle, PassageKey, Picked, ReadPiece, article, article_list, reading, stale,
};
use crate::text::fold;

/// `/articles`, with or without one: a choice, or a title as typed.
pub(crate) fn articles(desk: &Desk, scene: &Scene, wanted: Option<&str>) -> Reply {
    let Some(wanted) = wanted else {
        return Reply::Say(list(desk, scene, 0));
    };
    let heads = desk.engine.articles(scene.guild());
    let picked = Picked::of(wanted);
    let typed = fold(wanted);
    let found = heads.iter().find(|head| match picked {
        Picked::Passage(key) => key == key_of(head),
        Picked::Typed | Picked::Stale => fold(&head.title).contains(typed.trim()),
    });
    Reply::Say(match found {
        Some(head) => sections(head, 0, 0),
        None => list(desk, scene, 0),
    })
}

/// A page of the list.
pub(crate) fn list(desk: &Desk, scene: &Scene, page: usize) -> Message {
    let heads = desk.engine.articles(scene.guild());
    let opened: Vec<OpenedArticle<'_>> = heads.iter().map(opened).collect();
    article_list(&opened, page)
}

/// An article that was picked from a page of the list.
pub(crate) fn open(desk: &Desk, scene: &Scene, picked: Option<PassageKey>, page: usize) -> Reply {
    let heads = desk.engine.articles(scene.guild());
    match heads.iter().find(|head| picked == Some(key_of(head))) {
        Some(head) => Reply::Update(sections(head, page, 0)),
        None => Reply::Say(stale()),
    }
}

/// A page of the sections of an article that was opened from a page of the list.
pub(crate) fn turn(
    desk: &Desk,
    scene: &Scene,
    article: PassageKey,
    list: usize,
    page: usize,
) -> Reply {
    let heads = desk.engine.articles(scene.guild());
    match heads.iter().find(|head| article == key_of(head)) {
        Some(head) => Reply::Update(sections(head, list, page)),
        None => Reply::Say(stale()),
    }
}

/// A piece of a section, with the ones before and after it in the article.
pub(crate) fn read(desk: &Desk, scene: &Scene, key: PassageKey) -> Result<Reply> {
    let heads = desk.engine.articles(scene.guild());
    let guild = scene.guild();
    let Some((id, quoted)) = find_id(desk, guild, key).zip(passage(desk, guild, key)?) else {
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
    Ok(Reply::Update(reading(&ReadPiece {
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
