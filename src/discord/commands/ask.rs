//! A question → its answer, whichever way it was asked.

use crate::Result;
use crate::answer::{Answer, Outcome, Quoted, Reason};
use crate::article::GuildId;
use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::discord::inbound::invocation::{AskRequest, Source};
use crate::engine::Ask;
use crate::metric::{Stage, timed};
use crate::passage::PassageId;
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
                return Ok(Reply::Say(message.unwrap_or_else(stale)));
            }
            Picked::Stale => return Ok(Reply::Say(stale())),
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

/// The message menu: an answer to someone's message, for the one who used it.
pub(crate) fn find(app: &App, context: &CommandContext, text: &str) -> Result<Reply> {
    if text.trim().is_empty() {
        return Ok(Reply::Say(no_text()));
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
    let answer = view.answer(app, context)?;
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
        None => stale(),
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
        asker: context.invocation.actor.user,
        page: 0,
        previous: view.previous,
        quoted: context.invocation.asks_quoted_text(),
        around: None,
        audience,
        may_share: context.speaks_openly(&app.policy),
        first: view.first,
        note: None,
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
    let Some(quoted) = passage(app, context.guild(), key)? else {
        return Ok(None);
    };
    let heading = heading(&quoted);
    let view = View {
        question: &heading,
        previous: None,
        first: Some(key),
    };
    let found = view.answer(app, context)?;
    if let Some(found) = found.as_ref().filter(|_| kind == PickKind::NewQuestion) {
        app.gap_recorder.answered(&context.invocation, found);
    }
    Ok(found.map(|found| answer_page(app, &found, context, &view, audience)))
}

/// A question as a message of the bot holds it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) question: &'a str,
    pub(crate) previous: Option<&'a str>,
    /// A passage that was picked: it stands first.
    pub(crate) first: Option<PassageKey>,
}

impl View<'_> {
    /// Answers it as the articles stand now; `None` if the picked passage is gone.
    pub(crate) fn answer(&self, app: &App, context: &CommandContext) -> Result<Option<Answer>> {
        let guild = context.guild();
        let picked = match self.first {
            Some(key) => match passage(app, guild, key)? {
                Some(quoted) => Some(quoted),
                None => return Ok(None),
            },
            None => None,
        };
        let mut answer = app.engine.ask(&Ask {
            question: self.question,
            previous: self.previous,
            guild,
            thresholds: context.thresholds(&app.policy),
        })?;
        if let Some(quoted) = picked {
            put_first(&mut answer, quoted);
        }
        Ok(Some(answer))
    }
}

/// Puts a passage that was picked before the ones that were found.
fn put_first(answer: &mut Answer, quoted: Quoted) {
    let id = &quoted.hit.passage.id;
    let found = answer
        .passages
        .iter()
        .position(|other| other.hit.passage.id == *id);
    let quoted = match found {
        Some(at) => answer.passages.remove(at),
        None => quoted,
    };
    answer.passages.insert(0, quoted);
    answer.outcome = Outcome::Answer;
    answer.did_you_mean = None;
}

/// The passage with a key that a guild can reach, if there is one (still).
pub(crate) fn passage(
    app: &App,
    guild: Option<GuildId>,
    key: PassageKey,
) -> Result<Option<Quoted>> {
    match find_id(app, guild, key) {
        Some(id) => app.engine.passage(guild, &id),
        None => Ok(None),
    }
}

/// The id with a key that a guild can reach, if its section is there (still).
pub(crate) fn find_id(app: &App, guild: Option<GuildId>, key: PassageKey) -> Option<PassageId> {
    let articles = app.engine.articles(guild);
    let mut sections = articles.iter().flat_map(|article| &article.sections);
    sections.find_map(|section| key.within(&section.id))
}

/// What a passage is asked for as.
fn heading(quoted: &Quoted) -> String {
    let citation = &quoted.citation;
    citation
        .heading_path
        .last()
        .unwrap_or(&citation.title)
        .clone()
}
