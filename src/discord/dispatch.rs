//! A command in its context → the reply of its handler. An error becomes an apology with a code that is also in the log.

use std::sync::Arc;

use tokio::task::{JoinError, JoinHandle};

use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::commands::{
    answer_buttons, articles, ask, autocomplete, content, gaps, help, manager_buttons, reindex,
    settings, stats, upload, votes,
};
use crate::discord::context::CommandContext;
use crate::discord::inbound::invocation::{Command, Cost, Source};
use crate::discord::policy::cooldown::RateLimited;
use crate::render::Locale;
use crate::render::discord::{
    Button, Message, busy, fault, slow_down, stale, store_unavailable, unknown_command,
};
use crate::{Error, Result};

impl App {
    /// Handles a command in a task of its own. A panic in its handler becomes an apology.
    pub(crate) fn spawn(self: &Arc<Self>, context: CommandContext) -> JoinHandle<Reply> {
        let app = Arc::clone(self);
        tokio::spawn(async move {
            let (id, locale) = (context.invocation.id, context.locale());
            let handled = tokio::spawn(async move { app.handle(context).await });
            handled.await.unwrap_or_else(|error| {
                tracing::error!(fault = %fault_id(id), %error, "a handler panicked");
                Reply::NotNow(fault(locale, &fault_id(id)))
            })
        })
    }

    /// Handles a command. A fault becomes an apology with a code that is also in the log.
    async fn handle(self: &Arc<Self>, context: CommandContext) -> Reply {
        let invocation = &context.invocation;
        let (id, name) = (fault_id(invocation.id), invocation.name());
        let suggests = matches!(invocation.command, Command::Autocomplete { .. });
        match self.dispatch(&context).await {
            Ok(reply) => reply,
            Err(Error::Busy) => too_busy(context.locale(), suggests),
            Err(error) => {
                tracing::error!(fault = %id, command = name, %error, "a command failed");
                if suggests {
                    return Reply::Choices(Vec::new());
                }
                Reply::NotNow(apology(context.locale(), &error, &id))
            }
        }
    }

    async fn dispatch(self: &Arc<Self>, context: &CommandContext) -> Result<Reply> {
        let invocation = &context.invocation;
        if invocation.place.source == Source::Message && !context.speaks_openly(&self.policy) {
            return Ok(Reply::Silence);
        }
        let in_time = match invocation.costs() {
            Some(Cost::Question) => self.rate_limits.count(
                invocation.actor.user,
                invocation.place,
                context.settings.cooldown_seconds,
            ),
            Some(Cost::Post) => self.rate_limits.count_post(invocation.place),
            Some(Cost::Vote) => self.rate_limits.count_vote(invocation.actor.user),
            None => Ok(()),
        };
        if let Err(RateLimited { who, seconds }) = in_time {
            if invocation.place.source == Source::Message
                && !self.rate_limits.may_notify(invocation.actor.user)
            {
                return Ok(Reply::Silence);
            }
            return Ok(Reply::NotNow(slow_down(context.locale(), who, seconds)));
        }
        match invocation.command.clone() {
            Command::ContentAdd { file } => upload::add(self, context, file).await,
            Command::ModalSubmit(form) => manager_buttons::submitted(self, context, form).await,
            Command::Content(wanted) => content::versions(self, context, wanted).await,
            Command::Reindex { library } => reindex::reindex(self, context, library).await,
            Command::Gaps(wanted) => gaps::gaps(self, context, wanted).await,
            Command::Stats { days } => stats::stats(self, context, days).await,
            Command::Settings => settings::settings(self, context).await,
            Command::ManagerButton { button, picked } => {
                manager_buttons::used(self, context, button, &picked).await
            }
            Command::Privacy => help::privacy(self, context).await,
            Command::AnswerButton {
                button: Button::Forget,
                ..
            } => help::forget(self, context).await,
            Command::AnswerButton {
                button: Button::Helpful(state),
                on,
                ..
            } => votes::helped(self, context, state, on).await,
            Command::AnswerButton {
                button: Button::NotHelpful(state),
                on,
                ..
            } => votes::did_not_help(self, context, state, on).await,
            Command::Missing { state, what, on } => {
                votes::missing(self, context, state, &what, on).await
            }
            Command::Autocomplete { option, typed } => {
                autocomplete::suggest(self, context, option, typed).await
            }
            Command::StaleButton => Ok(Reply::Say(stale(context.locale()))),
            _ => {
                let context = context.clone();
                self.blocking(move |app| app.answer(&context)).await
            }
        }
    }

    /// Handles what is answered from the articles alone.
    fn answer(&self, context: &CommandContext) -> Result<Reply> {
        match &context.invocation.command {
            Command::Ask(request) => ask::ask(self, context, request),
            Command::Post(request) => ask::post(self, context, request),
            Command::Find { text } => ask::find(self, context, text),
            Command::AnswerButton { button, picked, on } => {
                answer_buttons::used(self, context, *button, *picked, on)
            }
            Command::Articles { article } => {
                Ok(articles::articles(self, context, article.as_deref()))
            }
            Command::Help => Ok(help::help(self, context)),
            Command::Unknown => Ok(Reply::Say(unknown_command(context.locale()))),
            Command::About => Ok(help::about(self, context)),
            _ => Ok(Reply::Silence),
        }
    }
}

/// The reply of a handler that [`App::spawn`] runs.
pub(crate) fn reply_or_silence(reply: std::result::Result<Reply, JoinError>) -> Reply {
    // A panic of the handler is caught within the task, so this one has none of its own.
    reply.unwrap_or(Reply::Silence)
}

/// There is no room for a command right now.
pub(crate) fn too_busy(locale: Locale, suggests: bool) -> Reply {
    if suggests {
        Reply::Choices(Vec::new())
    } else {
        Reply::NotNow(busy(locale))
    }
}

/// The message to the user about an error.
fn apology(locale: Locale, error: &Error, id: &str) -> Message {
    match error {
        Error::StoreUnavailable { .. } => store_unavailable(locale),
        _ => fault(locale, id),
    }
}

/// The code that is shown to a user and written to the log.
pub(crate) fn fault_id(invocation: u64) -> String {
    format!("{invocation:x}")
}
