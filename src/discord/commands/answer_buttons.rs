//! What the components of the bot's messages do.

use crate::Result;
use crate::config::PageTurners;
use crate::discord::app::App;
use crate::discord::commands::articles;
use crate::discord::commands::ask::{PickKind, ask, open};
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::discord::inbound::invocation::{AskRequest, ComponentMessage, RequestedVisibility};
use crate::messages::{AnswerPage, View, Wanted};
use crate::render::discord::{
    Audience, Button, Message, Note, PageState, PassageKey, Shown, answer, example_question,
    not_yours, share_elsewhere, sources, stale,
};

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
            page(app, context, state, on, Wanted::Folded)
        }
        Button::ReadOn(state) => page(app, context, state, on, Wanted::Whole),
        Button::More(state) => page(app, context, state, on, Wanted::Around),
        Button::Sources(state) => at_passage(app, context, state, on, |found| {
            Reply::Say(sources(context.locale(), found))
        }),
        Button::Share(state) => share(app, context, state, on),
        Button::Related { passage, .. } => ask_related(app, context, passage),
        Button::Ask { .. } => match picked {
            Some(passage) => ask_related(app, context, passage),
            None => Ok(Reply::Say(stale(context.locale()))),
        },
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
        Button::Open { passage } => articles::open_section(app, context, passage),
        Button::Remove { asker } => Ok(remove(app, context, asker, on)),
        // Nobody can press these.
        Button::PageCount | Button::Missing(_) => Ok(Reply::Say(stale(context.locale()))),
        // These need the store: `App::dispatch` handles them before.
        Button::Helpful(_) | Button::NotHelpful(_) | Button::Forget => Ok(Reply::Silence),
    }
}

/// A related question: its answer is for the one who picked it, who may share it.
fn ask_related(app: &App, context: &CommandContext, passage: PassageKey) -> Result<Reply> {
    let answered = open(
        app,
        context,
        passage,
        Audience::Asker,
        PickKind::NewQuestion,
    )?;
    Ok(Reply::Say(
        answered.unwrap_or_else(|| stale(context.locale())),
    ))
}

/// Removes a public answer of the one who asked.
fn remove(app: &App, context: &CommandContext, asker: u64, on: &ComponentMessage) -> Reply {
    if asker != context.invocation.actor.user {
        return Reply::Say(not_yours(context.locale()));
    }
    if let Some(question) = on.replies_to
        && app.reply_index.take(question).is_some()
    {
        app.gap_recorder.taken_back(question);
    }
    Reply::Remove
}

impl ComponentMessage {
    /// The question that a component of this message is about.
    pub(crate) fn view(&self, state: PageState) -> Option<View<'_>> {
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
    wanted: Wanted,
) -> Result<Reply> {
    let Some(view) = on.view(state) else {
        return Ok(Reply::Say(stale(context.locale())));
    };
    let Some(found) = view.page(app.responder(context), state, wanted)? else {
        return Ok(Reply::Say(stale(context.locale())));
    };
    let own = may_turn(app, context, state.asker, on);
    let audience = if own { on.audience() } else { Audience::Asker };
    let message = answer(
        &found.answer,
        &Shown {
            page: found.page,
            previous: view.previous,
            quoted: on.quoted,
            excerpt: found.excerpt(),
            first: state.first,
            note: match (found.changed, own) {
                (true, _) => Some(Note::Changed),
                (false, false) => Some(Note::Copy),
                (false, true) => None,
            },
            // The user who gets a copy turns its pages.
            asker: if own {
                state.asker
            } else {
                context.invocation.actor.user
            },
            ..context.shown(audience, &app.policy)
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
    let found = view.page(app.responder(context), state, Wanted::Folded)?;
    let quoted = found.as_ref().and_then(AnswerPage::quoted);
    Ok(quoted.map_or_else(|| Reply::Say(stale(context.locale())), reply))
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
    let found = view.page(app.responder(context), state, Wanted::Folded)?;
    let same = found.filter(|found| !found.changed);
    let shared = |found: AnswerPage| -> Message {
        answer(
            &found.answer,
            &Shown {
                page: found.page,
                previous: view.previous,
                quoted: on.quoted,
                first: state.first,
                ..context.shown(Audience::Everyone, &app.policy)
            },
        )
    };
    Ok(Reply::Say(
        same.map_or_else(|| stale(context.locale()), shared),
    ))
}
