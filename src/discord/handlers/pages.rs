//! What the components of the bot's messages do.

use super::super::command::{Incoming, Used, Visibility};
use super::super::desk::{Desk, Reply};
use super::ask::{View, open};
use super::{articles, record};
use crate::Result;
use crate::answer::Outcome;
use crate::config::PageTurners;
use crate::render::discord::{
    Around, Audience, Button, Message, Note, PassageKey, Shown, Spot, answer, fingerprint,
    forgotten, sources, stale, thanks_for_vote,
};

/// A component was used.
pub(in crate::discord) fn used(
    desk: &Desk,
    incoming: &Incoming,
    button: Button,
    picked: Option<PassageKey>,
    on: &Used,
) -> Result<Reply> {
    match button {
        Button::Previous(spot) | Button::Next(spot) | Button::Less(spot) => {
            page(desk, incoming, spot, on, Surroundings::Hidden)
        }
        Button::More(spot) => page(desk, incoming, spot, on, Surroundings::Shown),
        Button::Sources(spot) => at_passage(desk, spot, on, |found| Reply::Say(sources(found))),
        Button::Helpful(spot) => vote(desk, incoming, spot, on, true),
        Button::NotHelpful(spot) => vote(desk, incoming, spot, on, false),
        Button::Share(spot) => share(desk, incoming, spot, on),
        Button::Related { asker, passage } => {
            let own = asker == incoming.actor.user;
            let audience = match on.visibility {
                Visibility::Open if own && desk.speaks_in(incoming) => Audience::Everyone,
                _ => Audience::Asker,
            };
            Ok(Reply::Say(
                open(desk, incoming, passage, audience)?.unwrap_or_else(stale),
            ))
        }
        Button::Choose { asker } => {
            let Some(key) = picked else {
                return Ok(Reply::Say(stale()));
            };
            let own = may_turn(desk, incoming, asker, on);
            let audience = if own { on.audience() } else { Audience::Asker };
            Ok(match open(desk, incoming, key, audience)? {
                Some(message) if own => Reply::Update(message),
                Some(message) => Reply::Say(message),
                None => Reply::Say(stale()),
            })
        }
        Button::Articles { page } => Ok(Reply::Update(articles::list(desk, page))),
        Button::OpenArticle { page } => Ok(articles::open(desk, picked, page)),
        Button::Read { passage } => articles::read(desk, picked.unwrap_or(passage)),
        Button::Forget => {
            desk.answered.forget(incoming.actor.user);
            Ok(Reply::Update(forgotten()))
        }
    }
}

enum Surroundings {
    Shown,
    Hidden,
}

impl Used {
    fn view(&self, spot: Spot) -> Option<View<'_>> {
        Some(View {
            question: self.question.as_deref()?,
            previous: self.previous.as_deref(),
            first: spot.first,
        })
    }

    fn audience(&self) -> Audience {
        match self.visibility {
            Visibility::Open => Audience::Everyone,
            Visibility::Private => Audience::Asker,
        }
    }
}

fn may_turn(desk: &Desk, incoming: &Incoming, asker: u64, on: &Used) -> bool {
    asker == incoming.actor.user
        || on.visibility == Visibility::Private
        || desk.policy.page_turners == PageTurners::Everyone
}

/// Shows a page of an answer. After a reindex that changed the list it shows the new answer and says so.
fn page(
    desk: &Desk,
    incoming: &Incoming,
    spot: Spot,
    on: &Used,
    around: Surroundings,
) -> Result<Reply> {
    let Some(view) = on.view(spot) else {
        return Ok(Reply::Say(stale()));
    };
    let Some(found) = view.answer(&desk.engine)? else {
        return Ok(Reply::Say(stale()));
    };
    let changed = fingerprint(&found) != spot.fingerprint;
    let own = may_turn(desk, incoming, spot.asker, on);
    let page = if changed { 0 } else { spot.page };
    let shown_passage = found
        .passages
        .get(page)
        .filter(|_| found.outcome == Outcome::Answer);
    let context = match (around, shown_passage) {
        (Surroundings::Shown, Some(quoted)) if !changed => {
            desk.engine.context(None, &quoted.hit.passage.id)?
        }
        _ => None,
    };
    let message = answer(
        &found,
        &Shown {
            // Whoever gets a copy turns its pages.
            asker: if own { spot.asker } else { incoming.actor.user },
            page,
            previous: view.previous,
            around: context.as_ref().map(|context| Around {
                before: context.before.as_deref(),
                after: context.after.as_deref(),
            }),
            audience: if own { on.audience() } else { Audience::Asker },
            first: spot.first,
            note: match (changed, own) {
                (true, _) => Some(Note::Changed),
                (false, false) => Some(Note::Copy),
                (false, true) => None,
            },
        },
    );
    Ok(if own {
        Reply::Update(message)
    } else {
        Reply::Say(message)
    })
}

/// Does something with the passage that is shown; after a reindex that changed the list it is not known any more.
fn at_passage(
    desk: &Desk,
    spot: Spot,
    on: &Used,
    reply: impl FnOnce(&crate::answer::Quoted) -> Reply,
) -> Result<Reply> {
    let Some(view) = on.view(spot) else {
        return Ok(Reply::Say(stale()));
    };
    let found = view.answer(&desk.engine)?;
    let quoted = found
        .as_ref()
        .filter(|found| fingerprint(found) == spot.fingerprint)
        .and_then(|found| found.passages.get(spot.page));
    Ok(quoted.map_or_else(|| Reply::Say(stale()), reply))
}

fn vote(desk: &Desk, incoming: &Incoming, spot: Spot, on: &Used, helpful: bool) -> Result<Reply> {
    at_passage(desk, spot, on, |quoted| {
        record::voted(incoming, &quoted.hit.passage.id, helpful);
        Reply::Say(thanks_for_vote(helpful))
    })
}

fn share(desk: &Desk, incoming: &Incoming, spot: Spot, on: &Used) -> Result<Reply> {
    let Some(view) = on.view(spot) else {
        return Ok(Reply::Say(stale()));
    };
    let found = view.answer(&desk.engine)?;
    let same = found.filter(|found| fingerprint(found) == spot.fingerprint);
    let shared = |found| -> Message {
        answer(
            &found,
            &Shown {
                asker: incoming.actor.user,
                page: spot.page,
                previous: view.previous,
                around: None,
                audience: Audience::Everyone,
                first: spot.first,
                note: None,
            },
        )
    };
    Ok(Reply::Say(same.map_or_else(stale, shared)))
}
