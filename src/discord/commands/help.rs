//! `/help`, `/privacy` and `/about`.

use crate::Result;
use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::index::Status;
use crate::render::discord::{
    forgotten as say_forgotten, help as say_help, privacy as say_privacy,
};

/// `/help`
pub(crate) fn help(app: &App, context: &CommandContext) -> Reply {
    Reply::Say(say_help(
        context.locale(),
        &app.engine.profile(),
        &app.command_mentions(),
    ))
}

/// `/privacy`
pub(crate) async fn privacy(app: &App, context: &CommandContext) -> Result<Reply> {
    let user = context.invocation.actor.user_id();
    let kept = app.store.personal_data(user).await?;
    Ok(Reply::Say(say_privacy(context.locale(), &kept)))
}

/// Deletes what is kept about the one who wants it.
pub(crate) async fn forget(app: &App, context: &CommandContext) -> Result<Reply> {
    let user = context.invocation.actor.user_id();
    app.reply_index.forget(&app.store.pseudonym(user));
    // What waits to be written is theirs too.
    app.gap_recorder.flush().await?;
    let forgotten = app.store.delete_personal_data(user).await?;
    tracing::info!(
        questions = forgotten.questions,
        votes = forgotten.votes,
        "personal data deleted"
    );
    Ok(Reply::Update(say_forgotten(context.locale())))
}

/// `/about`
pub(crate) fn about(app: &App, context: &CommandContext) -> Reply {
    // Without content to compare with, nothing is said of its age.
    let built_at = match app.engine.status() {
        Ok(Status::Fresh(manifest) | Status::Stale(manifest)) => Some(manifest.built_at),
        _ => None,
    };
    Reply::Say(app.responder(context).about(built_at))
}
