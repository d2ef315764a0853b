//! What the components of the bot's messages do.

use std::sync::Arc;

use crate::Result;
use crate::answer::Outcome;
use crate::config::PageTurners;
use crate::discord::app::App;
use crate::discord::commands::articles;
use crate::discord::commands::ask::{PickKind, ask, open};
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::discord::inbound::invocation::{AskRequest, ComponentMessage, RequestedVisibility};
use crate::discord::jobs::gap_recorder;
use crate::messages::View;
use crate::render::discord::{
    Audience, Button, Message, Note, PageState, PassageKey, Shown, answer, example_question,
    fingerprint, share_elsewhere, sources, stale, thanks_for_vote,
};
use crate::store::{NewVote, Vote};

/// A component was used.
pub(crate) fn used(
    app: &App,
    context: &CommandContext,
    button: Button,
    picked: Option<PassageKey>,
    on: &ComponentMessage,
) -> Result<Reply> {
    match button {
        Button::Previous(state) | Button::Next(state) | Button::Less(state) => {
            page(app, context, state, on, Surroundings::Hidden)
        }
        Button::More(state) => page(app, context, state, on, Surroundings::Shown),
        Button::Sources(state) => {
            at_passage(app, context, state, on, |found| Reply::Say(sources(found)))
        }
        Button::Share(state) => share(app, context, state, on),
        Button::Related { asker, passage } => {
            let own = asker == context.invocation.actor.user;
            let audience = match on.visibility {
                RequestedVisibility::Public if own && context.speaks_openly(&app.policy) => {
                    Audience::Everyone
                }
                _ => Audience::Asker,
            };
            Ok(Reply::Say(
                open(app, context, passage, audience, PickKind::NewQuestion)?
                    .unwrap_or_else(|| stale(context.locale())),
            ))
        }
        Button::Choose { asker } => {
            let Some(key) = picked else {
                return Ok(Reply::Say(stale(context.locale())));
            };
            let own = may_turn(app, context, asker, on);
            let audience = if own { on.audience() } else { Audience::Asker };
            Ok(
                match open(app, context, key, audience, PickKind::FollowUp)? {
                    Some(message) if own => Reply::Update(message),
                    Some(message) => Reply::Say(message),
                    None => Reply::Say(stale(context.locale())),
                },
            )
        }
        Button::Articles { page } => Ok(Reply::Update(articles::list(app, context, page))),
        Button::OpenArticle { page } => Ok(articles::open(app, context, picked, page)),
        Button::Sections {
            article,
            list,
            page,
        } => Ok(articles::turn(app, context, article, list, page)),
        Button::Read { passage } => articles::read(app, context, picked.unwrap_or(passage)),
        Button::Example { number } => {
            let question = example_question(context.locale(), &app.engine.profile(), number);
            let Some(question) = question else {
                return Ok(Reply::Say(stale(context.locale())));
            };
            let request = AskRequest {
                question,
                previous: None,
                visibility: RequestedVisibility::Private,
                quoted: false,
                edited: false,
            };
            ask(app, context, &request)
        }
        // These await what is kept.
        Button::Helpful(_) | Button::NotHelpful(_) | Button::Forget => Ok(Reply::Silence),
    }
}

enum Surroundings {
    Shown,
    Hidden,
}

impl ComponentMessage {
    fn view(&self, state: PageState) -> Option<View<'_>> {
        Some(View {
            question: self.question.as_deref()?,
            previous: self.previous.as_deref(),
            first: state.first,
        })
    }

    fn audience(&self) -> Audience {
        match self.visibility {
            RequestedVisibility::Public => Audience::Everyone,
            RequestedVisibility::Private | RequestedVisibility::Default => Audience::Asker,
        }
    }
}

fn may_turn(app: &App, context: &CommandContext, asker: u64, on: &ComponentMessage) -> bool {
    asker == context.invocation.actor.user
        || on.visibility == RequestedVisibility::Private
        || app.policy.page_turners == PageTurners::Everyone
}

/// Shows a page of an answer. After a reindex that changed the list it shows the new answer and says so.
fn page(
    app: &App,
    context: &CommandContext,
    state: PageState,
    on: &ComponentMessage,
    around: Surroundings,
) -> Result<Reply> {
    let Some(view) = on.view(state) else {
        return Ok(Reply::Say(stale(context.locale())));
    };
    let Some(found) = view.answer(app.responder(context))? else {
        return Ok(Reply::Say(stale(context.locale())));
    };
    let changed = fingerprint(&found) != state.fingerprint;
    let own = may_turn(app, context, state.asker, on);
    let page = if changed { 0 } else { state.page };
    let shown_passage = found
        .passages
        .get(page)
        .filter(|_| found.outcome == Outcome::Answer);
    let surroundings = match (around, shown_passage) {
        (Surroundings::Shown, Some(quoted)) if !changed => app
            .engine
            .context(context.guild(), &quoted.hit.passage.id)?,
        _ => None,
    };
    let message = answer(
        &found,
        &Shown {
            // The user who gets a copy turns its pages.
            asker: if own {
                state.asker
            } else {
                context.invocation.actor.user
            },
            page,
            previous: view.previous,
            quoted: on.quoted,
            around: surroundings.as_ref(),
            audience: if own { on.audience() } else { Audience::Asker },
            may_share: context.speaks_openly(&app.policy),
            first: state.first,
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
    app: &App,
    context: &CommandContext,
    state: PageState,
    on: &ComponentMessage,
    reply: impl FnOnce(&crate::answer::Quoted) -> Reply,
) -> Result<Reply> {
    let Some(view) = on.view(state) else {
        return Ok(Reply::Say(stale(context.locale())));
    };
    let found = view.answer(app.responder(context))?;
    let quoted = found
        .as_ref()
        .filter(|found| fingerprint(found) == state.fingerprint)
        .and_then(|found| found.passages.get(state.page));
    Ok(quoted.map_or_else(|| Reply::Say(stale(context.locale())), reply))
}

/// Someone says whether an answer helped. It is kept before they are thanked; a vote against it is also a gap.
pub(crate) async fn vote(
    app: &Arc<App>,
    context: &CommandContext,
    button: Button,
    on: ComponentMessage,
) -> Result<Reply> {
    let (state, vote) = match button {
        Button::Helpful(state) => (state, Vote::Helpful),
        Button::NotHelpful(state) => (state, Vote::NotHelpful),
        _ => return Ok(Reply::Say(stale(context.locale()))),
    };
    // A vote on an answer to somebody's message keeps the passage alone.
    let keeps_question = !on.quoted;
    let found = {
        let context = context.clone();
        app.blocking(move |app| match on.view(state) {
            Some(view) => view.answer(app.responder(&context)),
            None => Ok(None),
        })
        .await?
    };
    let found = found.filter(|found| fingerprint(found) == state.fingerprint);
    let passage = found
        .as_ref()
        .and_then(|found| found.passages.get(state.page));
    let Some((found, quoted)) = found.as_ref().zip(passage) else {
        return Ok(Reply::Say(stale(context.locale())));
    };
    let invocation = &context.invocation;
    let passage = &quoted.hit.passage.id;
    let given = NewVote {
        guild: context.guild(),
        asker: app.store.pseudonym(invocation.actor.user_id()),
        passage: passage.as_str(),
        vote,
    };
    let before = app.store.record_vote(&given).await?;
    gap_recorder::log_vote(invocation, passage, vote == Vote::Helpful);
    match (before, vote) {
        (None | Some(Vote::Helpful), Vote::NotHelpful) if keeps_question => {
            app.gap_recorder.did_not_help(invocation, found);
        }
        (Some(Vote::NotHelpful), Vote::Helpful) => {
            app.gap_recorder.did_help(invocation, found).await?;
        }
        _ => {}
    }
    Ok(Reply::Say(thanks_for_vote(
        context.locale(),
        vote == Vote::Helpful,
    )))
}

fn share(
    app: &App,
    context: &CommandContext,
    state: PageState,
    on: &ComponentMessage,
) -> Result<Reply> {
    if !context.speaks_openly(&app.policy) {
        return Ok(Reply::Say(share_elsewhere(context.locale())));
    }
    let Some(view) = on.view(state) else {
        return Ok(Reply::Say(stale(context.locale())));
    };
    let found = view.answer(app.responder(context))?;
    let same = found.filter(|found| fingerprint(found) == state.fingerprint);
    let shared = |found| -> Message {
        answer(
            &found,
            &Shown {
                asker: context.invocation.actor.user,
                page: state.page,
                previous: view.previous,
                quoted: on.quoted,
                around: None,
                audience: Audience::Everyone,
                may_share: true,
                first: state.first,
                note: None,
            },
        )
    };
    Ok(Reply::Say(
        same.map_or_else(|| stale(context.locale()), shared),
    ))
}
