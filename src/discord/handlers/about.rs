//! `/help`, `/privacy` and `/about`.

use std::collections::BTreeSet;

use super::super::command::Incoming;
use super::super::desk::{Desk, Reply};
use crate::index::Status;
use crate::render::discord::{
    About, Kept, about as say_about, help as say_help, privacy as say_privacy,
};

/// `/help`
pub(in crate::discord) fn help() -> Reply {
    Reply::Say(say_help())
}

/// `/privacy`
pub(in crate::discord) fn privacy(desk: &Desk, incoming: &Incoming) -> Reply {
    Reply::Say(say_privacy(Kept {
        answers: desk.answered.count(incoming.actor.user),
    }))
}

/// `/about`
pub(in crate::discord) fn about(desk: &Desk) -> Reply {
    let articles = desk.engine.articles(None);
    let licenses: BTreeSet<String> = articles
        .iter()
        .filter_map(|article| article.source.license.clone())
        .collect();
    // Without content to compare with, nothing is said of its age.
    let built_at = match desk.engine.status() {
        Ok(Status::Fresh(manifest) | Status::Stale(manifest)) => Some(manifest.built_at),
        _ => None,
    };
    Reply::Say(say_about(&About {
        version: env!("CARGO_PKG_VERSION"),
        articles: articles.len(),
        built_at,
        licenses: &licenses.into_iter().collect::<Vec<_>>(),
    }))
}
