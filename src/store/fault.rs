//! What a database says → the words of failure; and a short memory of the store being away, so that callers do not
//! each wait for it.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::error::DatabaseError;

use crate::Error;

/// After the store was found away, calls fail at once for so long.
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

/// When the store was last found away.
#[derive(Default)]
pub(super) struct Away(Mutex<Option<Instant>>);

impl Away {
    /// Fails at once while the store was found away a moment ago.
    pub(super) fn check(&self, operation: &'static str, place: &str) -> crate::Result<()> {
        let found = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match found {
            Some(found) if found.elapsed() < PAUSE => Err(away(
                operation,
                place.to_owned(),
                "it was not there a moment ago",
            )),
            _ => Ok(()),
        }
    }

    /// Remembers that the store is away.
    pub(super) fn note(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }
}
