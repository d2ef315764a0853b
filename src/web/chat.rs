//! What is asked and pressed on the page → the messages that Discord would get.

use std::future::{Ready, ready};

use axum::extract::State;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Failure, Page, blocking};
use crate::Result;
use crate::content::LibraryProfile;
use crate::messages::{AnswerPage, Responder, View, Wanted, heading};
use crate::render::Locale;
use crate::render::discord::{
    AskedQuestion, Audience, Button, Choice, CommandMentions, CustomId, Message, Note, PageState,
    PassageKey, Picked, SeenBy, Shown, answer, as_asked, as_previous, example_question, help,
    sources, stale, thanks_for_vote,
};

/// The one who asks on the page: there is nobody else.
const ASKER: u64 = 1;

/// A message, and where it goes.
#[derive(Serialize)]
pub(super) struct Reply {
    /// Whether it takes the place of the message that was pressed.
    update: bool,
    /// Whether only the asker would see it in Discord.
    private: bool,
    message: Message,
}

impl Reply {
    fn say(message: Message) -> Self {
        Self {
            update: false,
            private: message.audience == Audience::Asker,
            message,
        }
    }

    fn update(message: Message) -> Self {
        Self {
            update: true,
            ..Self::say(message)
        }
    }
}

type Response = std::result::Result<Json<Reply>, Failure>;

/// What the library says of itself.
pub(super) fn profile(State(page): State<Page>) -> Ready<Json<LibraryProfile>> {
    ready(Json(page.engine.profile().as_ref().clone()))
}

/// What is being typed.
#[derive(Deserialize)]
pub(super) struct Typed {
    typed: String,
}

/// Questions that it may become.
pub(super) async fn suggest(
    State(page): State<Page>,
    Json(typed): Json<Typed>,
) -> std::result::Result<Json<Vec<Choice>>, Failure> {
    let suggested = blocking(page, move |page| {
        Ok(Responder::new(&page.engine, None).suggest(&typed.typed))
    });
    Ok(Json(suggested.await?))
}

/// A question.
#[derive(Deserialize)]
pub(super) struct Question {
    question: String,
    /// The question before.
    previous: Option<String>,
}

/// Answers a question, or opens the section of a choice.
pub(super) async fn ask(State(page): State<Page>, Json(asked): Json<Question>) -> Response {
    let message = blocking(page, move |page| {
        let responder = Responder::new(&page.engine, None);
        match Picked::of(&asked.question) {
            Picked::Passage(key) => open(responder, key),
            Picked::Stale => Ok(stale(Locale::English)),
            Picked::Typed => {
                let question = as_asked(&asked.question);
                let previous = asked.previous.as_deref().map(as_previous);
                let view = View {
                    question: &question,
                    previous: previous.as_deref(),
                    first: None,
                };
                first_page(responder, &view)
            }
        }
    });
    Ok(Json(Reply::say(message.await?)))
}

/// A command without options.
#[derive(Deserialize)]
#[serde(tag = "name", rename_all = "lowercase")]
pub(super) enum Command {
    Articles,
    Help,
    About,
}

/// Answers `/articles`, `/help` or `/about`.
pub(super) async fn command(State(page): State<Page>, Json(command): Json<Command>) -> Response {
    let message = blocking(page, move |page| {
        let engine = &page.engine;
        Ok(match command {
            Command::Articles => Responder::new(engine, None).article_list(0),
            Command::Help => help(
                Locale::English,
                &engine.profile(),
                &CommandMentions::default(),
            ),
            Command::About => Responder::new(engine, None)
                .about(engine.manifest().map(|manifest| manifest.built_at)),
        })
    });
    Ok(Json(Reply::say(message.await?)))
}

/// A component that was used, with all of its message.
#[derive(Deserialize)]
pub(super) struct Pressed {
    custom_id: String,
    /// The option that was picked, if it is a menu.
    value: Option<String>,
    /// The components of its message.
    components: Vec<Value>,
}

/// Does what a component does.
pub(super) async fn press(State(page): State<Page>, Json(pressed): Json<Pressed>) -> Response {
    let reply = blocking(page, move |page| {
        pressed.reply(Responder::new(&page.engine, None))
    });
    Ok(Json(reply.await?))
}

impl Pressed {
    fn reply(&self, responder: Responder<'_>) -> Result<Reply> {
        let picked = self.value.as_deref().and_then(PassageKey::from_text);
        let Ok(CustomId::Answer(button)) = CustomId::from_text(&self.custom_id) else {
            return Ok(Reply::say(stale(Locale::English)));
        };
        let updated = match button {
            Button::Previous(state) | Button::Next(state) | Button::Less(state) => {
                self.turn(responder, state, Wanted::Folded)?
            }
            Button::ReadOn(state) => self.turn(responder, state, Wanted::Whole)?,
            Button::More(state) => self.turn(responder, state, Wanted::Around)?,
            Button::Sources(state) => return self.sources(responder, state).map(Reply::say),
            // Nothing is kept of votes here.
            Button::Helpful(_) => return Ok(Reply::say(thanks_for_vote(Locale::English, true))),
            Button::NotHelpful(_) => {
                return Ok(Reply::say(thanks_for_vote(Locale::English, false)));
            }
            Button::Related { passage, .. } => return open(responder, passage).map(Reply::say),
            Button::Example { number } => {
                let profile = responder.engine.profile();
                let question = example_question(Locale::English, &profile, number);
                let Some(question) = question else {
                    return Ok(Reply::say(stale(Locale::English)));
                };
                let view = View {
                    question: &question,
                    previous: None,
                    first: None,
                };
                return first_page(responder, &view).map(Reply::say);
            }
            Button::Ask { .. } => {
                return picked
                    .map_or_else(|| Ok(stale(Locale::English)), |key| open(responder, key))
                    .map(Reply::say);
            }
            Button::Open { passage } => {
                let read = responder.read(passage)?;
                return Ok(Reply::say(read.unwrap_or_else(|| stale(Locale::English))));
            }
            Button::Choose { .. } => picked.map(|key| open(responder, key)).transpose()?,
            Button::Articles { page } => Some(responder.article_list(page)),
            Button::OpenArticle { page } => {
                picked.and_then(|article| responder.article(article, page, 0))
            }
            Button::Sections {
                article,
                list,
                page,
            } => responder.article(article, list, page),
            Button::Read { passage } => responder.read(picked.unwrap_or(passage))?,
            // Offered in Discord alone: there is nobody to share with, and nothing is kept.
            Button::Share(_)
            | Button::Forget
            | Button::PageCount
            | Button::Missing(_)
            | Button::Remove { .. } => None,
        };
        Ok(updated.map_or_else(|| Reply::say(stale(Locale::English)), Reply::update))
    }

    /// Shows a page of an answer; none if its message does not say what was asked.
    fn turn(
        &self,
        responder: Responder<'_>,
        state: PageState,
        wanted: Wanted,
    ) -> Result<Option<Message>> {
        let Some(asked) = AskedQuestion::from_components(&self.components) else {
            return Ok(None);
        };
        let view = View {
            question: &asked.question,
            previous: asked.previous.as_deref(),
            first: state.first,
        };
        let Some(found) = view.page(responder, state, wanted)? else {
            return Ok(None);
        };
        Ok(Some(answer(
            &found.answer,
            &Shown {
                page: found.page,
                excerpt: found.excerpt(),
                note: found.changed.then_some(Note::Changed),
                ..shown(&view)
            },
        )))
    }

    /// Lists what a passage rests on, if the list that it stands in is still the same.
    fn sources(&self, responder: Responder<'_>, state: PageState) -> Result<Message> {
        let Some(asked) = AskedQuestion::from_components(&self.components) else {
            return Ok(stale(Locale::English));
        };
        let view = View {
            question: &asked.question,
            previous: asked.previous.as_deref(),
            first: state.first,
        };
        let found = view.page(responder, state, Wanted::Folded)?;
        let quoted = found.as_ref().and_then(AnswerPage::quoted);
        Ok(quoted.map_or_else(
            || stale(Locale::English),
            |quoted| sources(Locale::English, quoted),
        ))
    }
}

/// Answers with a section that was picked.
fn open(responder: Responder<'_>, key: PassageKey) -> Result<Message> {
    let Some(quoted) = responder.passage(key)? else {
        return Ok(stale(Locale::English));
    };
    let view = View {
        question: &heading(&quoted),
        previous: None,
        first: Some(key),
    };
    first_page(responder, &view)
}

fn first_page(responder: Responder<'_>, view: &View<'_>) -> Result<Message> {
    let found = view.answer(responder)?;
    Ok(found.map_or_else(
        || stale(Locale::English),
        |found| answer(&found, &shown(view)),
    ))
}

fn shown<'a>(view: &View<'a>) -> Shown<'a> {
    // There is nobody to share with, and nothing is kept that could be removed.
    let seen_by = SeenBy::Everyone { removable: false };
    Shown {
        previous: view.previous,
        first: view.first,
        ..Shown::first_page(ASKER, seen_by, Locale::English)
    }
}
