//! Errors → what to do about them at the command line.

use crate::Error;

/// An error's message, with a `hint:` line if there is something to do.
pub(super) fn message(error: &Error) -> String {
    match hint(error) {
        Some(hint) => format!("{error}\nhint: {hint}"),
        None => error.to_string(),
    }
}

/// What to do about an error. Errors of settings bring their own hint, since it depends on the setting.
fn hint(error: &Error) -> Option<&'static str> {
    Some(match error {
        Error::ContentUnreadable { .. } => {
            "without --content the articles are looked for in the folder `content` where the program is started; name \
             the folder that they are in, or make one with `engram init DIR`"
        }
        Error::NoArticles { .. } => {
            "put .md, .txt or .html files there, or name another folder with --content"
        }
        Error::IndexMissing { .. } | Error::IndexForeign { .. } => {
            "rebuild it with `engram index build`"
        }
        Error::IndexBroken { .. } => {
            "rebuild it with `engram index build`; the articles are not touched"
        }
        Error::StoreMissing { .. } => {
            "the bot creates it when it runs for the first time; if its state is elsewhere, name the folder with \
             ENGRAM_DATA, or the database with DATABASE_URL"
        }
        Error::StoreUnavailable { .. } => {
            "check that it can be reached and that its disk has room, then try again"
        }
        Error::StoreIncompatible { .. } => {
            "use the version of the program that created it, or name another folder or database for the state"
        }
        Error::StoreCorrupt { .. } => {
            "move it away and restore the last backup with `engram restore FILE`"
        }
        Error::Busy => "try again in a minute",
        _ => return None,
    })
}
