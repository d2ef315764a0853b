//! Checks of values that are of the right type and may be unusable all the same.

use crate::answer::Thresholds;
use crate::{Error, Result};

/// A level, or a filter of targets and levels. A word that is no level would be a target, and nothing would be logged.
pub(super) fn log_level(level: String) -> Result<String> {
    let is_level = |word: &str| {
        ["off", "error", "warn", "info", "debug", "trace"].contains(&word.to_lowercase().as_str())
    };
    let wrong = level.split(',').map(str::trim).find(|directive| {
        let level = match directive.rsplit_once('=') {
            Some((_, level)) => level,
            None if directive.ends_with(']') => return false,
            None => directive,
        };
        !is_level(level)
    });
    match wrong {
        None => Ok(level),
        Some(word) => Err(Error::Setting {
            key: "log_level".to_owned(),
            what: format!(
                "{word:?} is no level (off, error, warn, info, debug, trace) and no filter such as engram=debug,warn"
            ),
        }),
    }
}

/// Reads an id of Discord; none if it is none. 0 is the id of nothing.
pub fn discord_id(text: &str) -> Option<u64> {
    text.trim().parse().ok().filter(|id| *id > 0)
}

/// The id of a server.
pub(super) fn guild(key: &str, id: Option<u64>) -> Result<Option<u64>> {
    if id == Some(0) {
        return Err(Error::Setting {
            key: key.to_owned(),
            what: "0 is no id of a server\nhint: turn on Developer Mode in Discord, right-click the server, Copy Server ID"
                .to_owned(),
        });
    }
    Ok(id)
}

pub(super) fn api_url(url: String) -> Result<String> {
    check_url("api_url", &url)?;
    Ok(url)
}

/// Checks that a value is the address of a server.
///
/// # Errors
/// [`Error::Setting`] with this key if it is none.
pub fn check_url(key: &str, url: &str) -> Result<()> {
    let host = ["http://", "https://"]
        .iter()
        .find_map(|scheme| url.strip_prefix(scheme));
    let is_url = host.is_some_and(|host| {
        host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[')
            && !host.contains(|c: char| c.is_whitespace() || c.is_control())
    });
    if is_url {
        return Ok(());
    }
    Err(Error::Setting {
        key: key.to_owned(),
        what: format!("an address such as http://127.0.0.1:8080 is expected, not {url:?}"),
    })
}

/// The thresholds, where `None` is the default.
pub(super) fn thresholds(answer_at: Option<f32>, closest_at: Option<f32>) -> Result<Thresholds> {
    let defaults = Thresholds::default();
    let thresholds = Thresholds {
        answer_at: probability("answer_at", answer_at.unwrap_or(defaults.answer_at))?,
        closest_at: probability("closest_at", closest_at.unwrap_or(defaults.closest_at))?,
    };
    if thresholds.closest_at > thresholds.answer_at {
        return Err(Error::Setting {
            key: "closest_at".to_owned(),
            what: format!(
                "{} is above answer_at ({}); it must not be",
                thresholds.closest_at, thresholds.answer_at
            ),
        });
    }
    Ok(thresholds)
}

fn probability(key: &str, value: f32) -> Result<f32> {
    if (0.0..=1.0).contains(&value) {
        return Ok(value);
    }
    Err(Error::Setting {
        key: key.to_owned(),
        what: format!("{value} is not between 0 and 1"),
    })
}
