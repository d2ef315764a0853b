//! What the components of the bot's messages do.

use std::sync::Arc;

use crate::Result;
use crate::answer::Outcome;
use crate::config::PageTurners;
use crate::discord::app::{Desk, Reply, Scene};
use crate::discord::commands::articles;
use crate::discord::commands::ask::{Asked, View, open};
use crate::discord::inbound::invocation::{Used, Visibility};
use crate::discord::jobs::gap_recorder;
use crate::render::discord::{
    Audience, Button, Message, Note, PassageKey, Shown, Spot, answer, fingerprint, share_elsewhere,
    sources, stale, thanks_for_vote,
};
use crate::store::{NewVote, Vote};

/// A component was used.
pub(crate) fn used(
    desk: &Desk,
    scene: &Scene,
    button: Button,
    picked: Option<PassageKey>,
    on: &Used,
) -> Result<Reply> {
    match button {
        Button::Previous(spot) | Button::Next(spot) | Button::Less(spot) => {
            page(desk, scene, spot, on, Surroundings::Hidden)
        }
        Button::More(spot) => page(desk, scene, spot, on, Surroundings::Shown),
        Button::Sources(spot) => {
            at_passage(desk, scene, spot, on, |found| Reply::Say(sources(found)))
        }
        Button::Share(spot) => share(desk, scene, spot, on),
        Button::Related { asker, passage } => {
            let own = asker == scene.incoming.actor.user;
            let audience = match on.visibility {
                Visibility::Open if own && scene.speaks_openly(&desk.policy) => Audience::Everyone,
                _ => Audience::Asker,
            };
            Ok(Reply::Say(
                open(desk, scene, passage, audience, Asked::Now)?.unwrap_or_else(stale),
            ))
        }
        Button::Choose { asker } => {
            let Some(key) = picked else {
                return Ok(Reply::Say(stale()));
            };
            let own = may_turn(desk, scene, asker, on);
            let audience = if own { on.audience() } else { Audience::Asker };
            Ok(match open(desk, scene, key, audience, Asked::Before)? {
                Some(message) if own => Reply::Update(message),
                Some(message) => Reply::Say(message),
                None => Reply::Say(stale()),
            })
        }
        Button::Articles { page } => Ok(Reply::Update(articles::list(desk, scene, page))),
        Button::OpenArticle { page } => Ok(articles::open(desk, scene, picked, page)),
        Button::Sections {
            article,
            list,
            page,
        } => Ok(articles::turn(desk, scene, article, list, page)),
        Button::Read { passage } => articles::read(desk, scene, picked.unwrap_or(passage)),
        // These await what is kept.
        Button::Helpful(_) | Button::NotHelpful(_) | Button::Forget => Ok(Reply::Silence),
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
            Visibility::Private | Visibility::Unsaid => Audience::Asker,
        }
    }
}

fn may_turn(desk: &Desk, scene: &Scene, asker: u64, on: &Used) -> bool {
    asker == scene.incoming.actor.user
        || on.visibility == Visibility::Private
        || desk.policy.page_turners == PageTurners::Everyone
}

/// Shows a page of an answer. After a reindex that changed the list it shows the new answer and says so.
fn page(desk: &Desk, scene: &Scene, spot: Spot, on: &Used, around: Surroundings) -> Result<Reply> {
    let Some(view) = on.view(spot) else {
        return Ok(Reply::Say(stale()));
    };
    let Some(found) = view.answer(desk, scene)? else {
        return Ok(Reply::Say(stale()));
    };
    let changed = fingerprint(&found) != spot.fingerprint;
    let own = may_turn(desk, scene, spot.asker, on);
    let page = if changed { 0 } else { spot.page };
    let shown_passage = found
        .passages
        .get(page)
        .filter(|_| found.outcome == Outcome::Answer);
    let context = match (around, shown_passage) {
        (Surroundings::Shown, Some(quoted)) if !changed => {
            desk.engine.context(scene.guild(), &quoted.hit.passage.id)?
        }
        _ => None,
    };
    let message = answer(
        &found,
        &Shown {
            // Whoever gets a copy turns its pages.
            asker: if own {
                spot.asker
            } else {
                scene.incoming.actor.user
            },
            page,
            previous: view.previous,
            around: context.as_ref(),
            audience: if own { on.audience() } else { Audience::Asker },
            may_share: scene.speaks_openly(&desk.policy),
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
    scene: &Scene,
    spot: Spot,
    on: &Used,
    reply: impl FnOnce(&crate::answer::Quoted) -> Reply,
) -> Result<Reply> {
    let Some(view) = on.view(spot) else {
        return Ok(Reply::Say(stale()));
    };
    let found = view.answer(desk, scene)?;
    let quoted = found
        .as_ref()
        .filter(|found| fingerprint(found) == spot.fingerprint)
        .and_then(|found| found.passages.get(spot.page));
    Ok(quoted.map_or_else(|| Reply::Say(stale()), reply))
}

/// Someone says whether an answer helped. It is kept before they are thanked; a vote against it is also a gap.
pub(crate) async fn vote(
    desk: &Arc<Desk>,
    scene: &Scene,
    button: Button,
    on: Used,
) -> Result<Reply> {
    let (spot, vote) = match button {
        Button::Helpful(spot) => (spot, Vote::Helpful),
        Button::NotHelpful(spot) => (spot, Vote::NotHelpful),
        _ => return Ok(Reply::Say(stale())),
    };
    let found = {
        let scene = scene.clone();
        desk.blocking(move |desk| match on.view(spot) {
            Some(view) => view.answer(desk, &scene),
            None => Ok(None),
        })
        .await?
    };
    let found = found.filter(|found| fingerprint(found) == spot.fingerprint);
    let passage = found
        .as_ref()
        .and_then(|found| found.passages.get(spot.page));
    let Some((found, quoted)) = found.as_ref().zip(passage) else {
        return Ok(Reply::Say(stale()));
    };
    let incoming = &scene.incoming;
    let passage = &quoted.hit.passage.id;
    let given = NewVote {
        guild: scene.guild(),
        asker: desk.store.pseudonym(incoming.actor.user_id()),
        passage: passage.as_str(),
        vote,
    };
    let before = desk.store.record_vote(&given).await?;
    gap_recorder::log_vote(incoming, passage, vote == Vote::Helpful);
    match (before, vote) {
        (None | Some(Vote::Helpful), Vote::NotHelpful) => {
            desk.recorder.did_not_help(incoming, found);
        }
        (Some(Vote::NotHelpful), Vote::Helpful) => {
            desk.recorder.did_help(incoming, found).await?;
        }
        _ => {}
    }
    Ok(Reply::Say(thanks_for_vote(vote == Vote::Helpful)))
}

fn share(desk: &Desk, scene: &Scene, spot: Spot, on: &Used) -> Result<Reply> {
    if !scene.speaks_openly(&desk.policy) {
        return Ok(Reply::Say(share_elsewhere()));
    }
    let Some(view) = on.view(spot) else {
        return Ok(Reply::Say(stale()));
    };
    let found = view.answer(desk, scene)?;
    let same = found.filter(|found| fingerprint(found) == spot.fingerprint);
    let shared = |found| -> Message {
        answer(
            &found,
            &Shown {
                asker: scene.incoming.actor.user,
                page: spot.page,
                previous: view.previous,
                around: None,
                audience: Audience::Everyone,
                may_share: true,
                first: spot.first,
                note: None,
            },
        )
    };
    Ok(Reply::Say(same.map_or_else(stale, shared)))
}
