//! A question → its answer, whichever way it was asked.

use crate::Result;
use crate::answer::{Answer, Outcome, Reason};
use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::discord::inbound::invocation::{AskRequest, Source};
use crate::messages::{View, heading};
use crate::metric::{Stage, timed};
use crate::render::discord::{
    Audience, Message, PassageKey, Picked, Shown, answer, as_asked, as_previous, no_text, stale,
};

/// `/ask`, a mention, a reply or a DM.
pub(crate) fn ask(app: &App, context: &CommandContext, request: &AskRequest) -> Result<Reply> {
    let audience = if context.is_open(request.visibility, &app.policy) {
        Audience::Everyone
    } else {
        Audience::Asker
    };
    // Only Discord's own autocomplete sends a choice; in a message it is text like any other.
    if context.invocation.place.source == Source::Interaction {
        match Picked::of(&request.question) {
            Picked::Passage(key) => {
                let message = open(app, context, key, audience, PickKind::NewQuestion)?;
                return Ok(Reply::Say(
                    message.unwrap_or_else(|| stale(context.locale())),
                ));
            }
            Picked::Stale => return Ok(Reply::Say(stale(context.locale()))),
            Picked::Typed => {}
        }
    }
    let question = as_asked(&request.question);
    let previous = request.previous.as_deref().map(as_previous);
    let view = View {
        question: &question,
        previous: previous.as_deref(),
        first: None,
    };
    first_page(app, context, &view, audience)
}

/// A new post in a forum, which nobody has asked the bot about: answered where the answer is sure, and else not at all.
pub(crate) fn post(app: &App, context: &CommandContext, request: &AskRequest) -> Result<Reply> {
    let question = as_asked(&request.question);
    let view = View {
        question: &question,
        previous: None,
        first: None,
    };
    let found = view.answer(app.responder(context))?;
    let Some(found) = found.filter(|found| found.outcome == Outcome::Answer) else {
        return Ok(Reply::Silence);
    };
    app.gap_recorder.answered(&context.invocation, &found);
    let audience = Audience::Everyone;
    Ok(Reply::Say(answer_page(
        app, &found, context, &view, audience,
    )))
}

/// The message menu: an answer to someone's message, for the one who used it.
pub(crate) fn find(app: &App, context: &CommandContext, text: &str) -> Result<Reply> {
    if text.trim().is_empty() {
        return Ok(Reply::Say(no_text(context.locale())));
    }
    let question = as_asked(text);
    let view = View {
        question: &question,
        previous: None,
        first: None,
    };
    first_page(app, context, &view, Audience::Asker)
}

fn first_page(
    app: &App,
    context: &CommandContext,
    view: &View<'_>,
    audience: Audience,
) -> Result<Reply> {
    let answer = view.answer(app.responder(context))?;
    if let Some(answer) = &answer {
        app.gap_recorder.answered(&context.invocation, answer);
    }
    Ok(Reply::Say(match answer {
        Some(found) => {
            // Only the asker sees the reply to an emergency or a crisis.
            let audience = if found.reason == Reason::Urgent {
                Audience::Asker
            } else {
                audience
            };
            answer_page(app, &found, context, view, audience)
        }
        None => stale(context.locale()),
    }))
}

fn answer_page(
    app: &App,
    found: &Answer,
    context: &CommandContext,
    view: &View<'_>,
    audience: Audience,
) -> Message {
    let shown = Shown {
        previous: view.previous,
        quoted: context.invocation.asks_quoted_text(),
        first: view.first,
        ..context.shown(audience, &app.policy)
    };
    timed(Stage::Render, || answer(found, &shown))
}

/// Whether picking a section is a question of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PickKind {
    NewQuestion,
    /// It was offered in answer to a question that is counted already.
    FollowUp,
}

/// Answers with a section that was picked; `None` if it is gone.
pub(crate) fn open(
    app: &App,
    context: &CommandContext,
    key: PassageKey,
    audience: Audience,
    kind: PickKind,
) -> Result<Option<Message>> {
    let Some(quoted) = app.responder(context).passage(key)? else {
        return Ok(None);
    };
    let heading = heading(&quoted);
    let view = View {
        question: &heading,
        previous: None,
        first: Some(key),
    };
    let found = view.answer(app.responder(context))?;
    if let Some(found) = found.as_ref().filter(|_| kind == PickKind::NewQuestion) {
        app.gap_recorder.answered(&context.invocation, found);
    }
    Ok(found.map(|found| answer_page(app, &found, context, &view, audience)))
}
