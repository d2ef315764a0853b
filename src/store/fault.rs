//! What a database says → the words of failure; and a memory of the store being away, so that callers do not each wait
//! for it.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sqlx::error::DatabaseError;

use crate::Error;

/// While the store is away it is tried this often; all other calls fail at once.
const PAUSE: Duration = Duration::from_secs(1);

/// Names what was tried, and where, for a database's error.
pub(super) fn named(operation: &'static str, place: &str, error: sqlx::Error) -> Error {
    let place = place.to_owned();
    match &error {
        sqlx::Error::PoolTimedOut => away(operation, place, "no connection in time"),
        sqlx::Error::PoolClosed => away(operation, place, "it was closed"),
        sqlx::Error::WorkerCrashed => away(operation, place, "its thread ended"),
        sqlx::Error::Io(what) => away(operation, place, what),
        sqlx::Error::Tls(what) => away(operation, place, what),
        // What a server says that is just ending, or a way that is cut.
        sqlx::Error::Protocol(what) => away(operation, place, what),
        sqlx::Error::Database(what) => match kind(what.as_ref()) {
            Kind::Away => away(operation, place, what.message()),
            Kind::Busy => away(operation, place, "it is busy with other changes"),
            Kind::Full => away(operation, place, "the disk is full"),
            Kind::ReadOnly => away(
                operation,
                place,
                "the file, or its folder, may not be written",
            ),
            Kind::Broken => broken(place, what.message()),
            Kind::Ours => Error::internal(operation, error),
        },
        sqlx::Error::Decode(what) => broken(place, what),
        sqlx::Error::ColumnDecode { source, .. } => broken(place, source),
        _ => Error::internal(operation, error),
    }
}

/// Whether an error means that the next call would fail as well.
pub(super) fn means_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_) => true,
        sqlx::Error::Database(what) => matches!(kind(what.as_ref()), Kind::Away),
        _ => false,
    }
}

/// The error for a store that did not answer in time.
pub(super) fn too_slow(operation: &'static str, place: &str) -> Error {
    away(operation, place.to_owned(), "no answer in time")
}

/// The error for a store that is known to be away.
pub(super) fn not_there(operation: &'static str, place: &str) -> Error {
    let what = "it was not there a moment ago";
    away(operation, place.to_owned(), what)
}

fn away(operation: &'static str, place: String, what: &(impl ToString + ?Sized)) -> Error {
    Error::StoreAway {
        operation,
        place,
        what: what.to_string(),
    }
}

fn broken(place: String, what: &(impl ToString + ?Sized)) -> Error {
    Error::StoreBroken {
        place,
        what: what.to_string(),
    }
}

enum Kind {
    Away,
    Busy,
    Full,
    ReadOnly,
    Broken,
    Ours,
}

/// Sorts a database's error by its code: a number with `SQLite`, five characters with `PostgreSQL`.
fn kind(error: &dyn DatabaseError) -> Kind {
    let code = error.code().unwrap_or_default();
    if code.len() == 5 {
        return match (&code[..2], code.as_ref()) {
            ("40", _) | (_, "55P03" | "57014") => Kind::Busy,
            (_, "53100") => Kind::Full,
            ("08" | "28" | "3D" | "53" | "57", _) | (_, "42501") => Kind::Away,
            ("XX", _) => Kind::Broken,
            _ => Kind::Ours,
        };
    }
    // The lower byte is the kind, the rest its flavour: https://www.sqlite.org/rescode.html
    match code.parse::<u32>().map(|code| code & 0xff) {
        Ok(5 | 6) => Kind::Busy,
        Ok(8) => Kind::ReadOnly,
        Ok(3 | 10 | 14 | 23) => Kind::Away,
        Ok(13) => Kind::Full,
        Ok(11 | 26) => Kind::Broken,
        _ => Kind::Ours,
    }
}

/// Whether the store is away.
#[derive(Default)]
pub(super) struct Away(Mutex<State>);

#[derive(Clone, Copy)]
enum State {
    There {
        /// When it answered last, if it ever did.
        answered: Option<Instant>,
    },
    Away {
        /// When someone last tried, if anybody has.
        tried: Option<Instant>,
    },
}

/// What a caller may expect of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    /// It was there when it was asked last.
    Answer,
    /// It is away, or was; this caller finds out for all.
    Try,
    /// It is away.
    Nothing,
}

impl Default for State {
    fn default() -> Self {
        Self::There { answered: None }
    }
}

impl Away {
    /// Fails at once while the store is away, but for one caller in each [`PAUSE`], who tries for all.
    pub(super) fn check(&self, operation: &'static str, place: &str) -> crate::Result<()> {
        match self.expect(Instant::now()) {
            Expect::Answer | Expect::Try => Ok(()),
            Expect::Nothing => Err(not_there(operation, place)),
        }
    }

    /// What the caller may expect now. Who is told to try has to.
    pub(super) fn expect(&self, now: Instant) -> Expect {
        let mut state = self.state();
        match *state {
            State::There { .. } => Expect::Answer,
            State::Away { tried: Some(last) } if now.saturating_duration_since(last) < PAUSE => {
                Expect::Nothing
            }
            State::Away { .. } => {
                *state = State::Away { tried: Some(now) };
                Expect::Try
            }
        }
    }

    /// Remembers what a call found that began at a moment: the store away, or there.
    pub(super) fn note(&self, is_away: bool, began: Instant) {
        let mut state = self.state();
        *state = match *state {
            // It has answered since: what failed had begun while it was away.
            State::There {
                answered: Some(answered),
            } if is_away && answered > began => return,
            _ if is_away => State::Away {
                tried: Some(Instant::now()),
            },
            _ => State::There {
                answered: Some(Instant::now()),
            },
        };
    }

    /// A connection was lost, and perhaps the store with it: the next caller tries, at once and for all.
    pub(super) fn suspect(&self) {
        let mut state = self.state();
        if matches!(*state, State::There { .. }) {
            *state = State::Away { tried: None };
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn while_the_store_is_away_one_caller_at_a_time_tries() {
        let store = Away::default();
        let now = Instant::now();
        assert_eq!(store.expect(now), Expect::Answer);
        store.note(true, now);
        assert!(store.check("reading", "here").is_err());
        let later = Instant::now() + PAUSE;
        assert_eq!(store.expect(later), Expect::Try);
        assert_eq!(store.expect(later + PAUSE / 2), Expect::Nothing);
        assert_eq!(store.expect(later + PAUSE), Expect::Try);
        store.note(false, later);
        assert_eq!(store.expect(later + PAUSE), Expect::Answer);
        assert!(store.check("reading", "here").is_ok());
    }

    #[test]
    fn where_it_may_be_away_one_caller_tries_at_once() {
        let store = Away::default();
        store.suspect();
        let now = Instant::now();
        assert_eq!(store.expect(now), Expect::Try, "nobody has tried");
        store.suspect();
        assert_eq!(store.expect(now), Expect::Nothing);
        store.note(false, now);
        assert_eq!(store.expect(now), Expect::Answer);
    }

    #[test]
    fn a_call_that_began_while_it_was_away_says_nothing_of_it_now() {
        let store = Away::default();
        let began = Instant::now();
        store.note(true, began);
        store.note(false, began);
        store.note(true, began);
        assert_eq!(store.expect(began), Expect::Answer);
        let later = Instant::now() + PAUSE;
        store.note(true, later);
        assert_eq!(store.expect(began), Expect::Nothing);
    }
}
