//! `/help`, `/privacy` and `/about`.

use std::collections::BTreeSet;

use crate::Result;
use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::inbound::invocation::Invocation;
use crate::index::Status;
use crate::render::discord::{
    About, about as say_about, forgotten as say_forgotten, help as say_help, privacy as say_privacy,
};

/// `/help`
pub(crate) fn help(app: &App) -> Reply {
    Reply::Say(say_help(&app.engine.profile()))
}

/// `/privacy`
pub(crate) async fn privacy(app: &App, invocation: &Invocation) -> Result<Reply> {
    let kept = app.store.personal_data(invocation.actor.user_id()).await?;
    Ok(Reply::Say(say_privacy(&kept)))
}

/// Deletes what is kept about the one who wants it.
pub(crate) async fn forget(app: &App, invocation: &Invocation) -> Result<Reply> {
    let user = invocation.actor.user_id();
    app.reply_index.forget(&app.store.pseudonym(user));
    // What waits to be written is theirs too.
    app.gap_recorder.flush().await?;
    let forgotten = app.store.delete_personal_data(user).await?;
    tracing::info!(
        questions = forgotten.questions,
        votes = forgotten.votes,
        "what was kept about someone was deleted"
    );
    Ok(Reply::Update(say_forgotten()))
}

/// `/about`
pub(crate) fn about(app: &App) -> Reply {
    let articles = app.engine.articles(None);
    let licenses: BTreeSet<String> = articles
        .iter()
        .filter_map(|article| article.source.license.clone())
        .collect();
    // Without content to compare with, nothing is said of its age.
    let built_at = match app.engine.status() {
        Ok(Status::Fresh(manifest) | Status::Stale(manifest)) => Some(manifest.built_at),
        _ => None,
    };
    Reply::Say(say_about(&About {
        profile: &app.engine.profile(),
        version: env!("CARGO_PKG_VERSION"),
        articles: articles.iter().count(),
        built_at,
        licenses: &licenses.into_iter().collect::<Vec<_>>(),
    }))
}
