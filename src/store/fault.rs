//! Database errors → the crate's errors.

use sqlx::error::DatabaseError;

use super::health::Fault;
use crate::Error;

const DISK_FULL: &str = "the disk is full";
const READ_ONLY: &str = "it may not be written";
const NO_ANSWER: &str = "no answer in time";

/// Length of an error code of `PostgreSQL`.
const SQLSTATE_CHARS: usize = 5;

/// Adds operation and location to a database's error, and classifies it.
pub(super) fn named(operation: &'static str, location: &str, error: sqlx::Error) -> Error {
    let location = location.to_owned();
    match &error {
        sqlx::Error::PoolTimedOut => unavailable(operation, location, "no connection in time"),
        sqlx::Error::PoolClosed => unavailable(operation, location, "it was closed"),
        sqlx::Error::WorkerCrashed => unavailable(operation, location, "its thread ended"),
        sqlx::Error::Io(what) => unavailable(operation, location, what),
        sqlx::Error::Tls(what) => unavailable(operation, location, what),
        // A server that is shutting down, or a connection that was cut.
        sqlx::Error::Protocol(what) => unavailable(operation, location, what),
        sqlx::Error::Database(what) => match kind(what.as_ref()) {
            Kind::Unavailable => unavailable(operation, location, what.message()),
            Kind::Busy => unavailable(operation, location, "it is busy with other changes"),
            Kind::Full => unavailable(operation, location, DISK_FULL),
            Kind::ReadOnly => unavailable(operation, location, READ_ONLY),
            Kind::Corrupt => corrupt(location, what.message()),
            Kind::Internal => Error::internal(operation, error),
        },
        sqlx::Error::Decode(what) => corrupt(location, what),
        sqlx::Error::ColumnDecode { source, .. } => corrupt(location, source),
        _ => Error::internal(operation, error),
    }
}

/// The error of a login that the database refuses for good, when the program starts: a wrong name or password, or a
/// database that does not exist. Later it is one that may pass, as while a password is changed.
pub(super) fn refused_login(error: &sqlx::Error) -> Option<Error> {
    let what = error.as_database_error()?;
    matches!(what.code()?.get(..2)?, "28" | "3D").then(|| Error::Setting {
        key: "DATABASE_URL".to_owned(),
        what: format!(
            "{}\nhint: it has the form postgres://USER:PASSWORD@HOST/DATABASE",
            what.message()
        ),
    })
}

/// Whether the next call would fail as well.
pub(super) fn is_unavailable(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_) => true,
        sqlx::Error::Database(what) => matches!(kind(what.as_ref()), Kind::Unavailable),
        _ => false,
    }
}

/// What an error says about the store as a whole; `None` if it concerns one call only.
pub(super) fn of_store(error: &sqlx::Error) -> Option<Fault> {
    let fault = |what: &dyn ToString, only_writes| {
        Some(Fault {
            what: what.to_string(),
            only_writes,
        })
    };
    match error {
        sqlx::Error::PoolTimedOut => fault(&"no connection in time", false),
        sqlx::Error::WorkerCrashed => fault(&"its thread ended", false),
        sqlx::Error::Io(what) => fault(what, false),
        sqlx::Error::Tls(what) => fault(what, false),
        sqlx::Error::Protocol(what) => fault(what, false),
        sqlx::Error::Database(error) => match kind(error.as_ref()) {
            Kind::Full => fault(&DISK_FULL, true),
            Kind::ReadOnly => fault(&READ_ONLY, true),
            // A file whose writes fail can often still be read.
            Kind::Unavailable => fault(&error.message(), is_sqlite(error.as_ref())),
            Kind::Busy | Kind::Corrupt | Kind::Internal => None,
        },
        _ => None,
    }
}

/// The fault of a store that did not answer in time.
pub(super) fn no_answer() -> Fault {
    Fault {
        what: NO_ANSWER.to_owned(),
        only_writes: false,
    }
}

/// The error for a call that exceeded its timeout.
pub(super) fn timed_out(operation: &'static str, location: &str) -> Error {
    unavailable(operation, location.to_owned(), NO_ANSWER)
}

/// The error while the circuit breaker is open.
pub(super) fn circuit_open(operation: &'static str, location: &str) -> Error {
    let what = "it was unavailable a moment ago";
    unavailable(operation, location.to_owned(), what)
}

fn unavailable(
    operation: &'static str,
    location: String,
    what: &(impl ToString + ?Sized),
) -> Error {
    Error::StoreUnavailable {
        operation,
        location,
        what: what.to_string(),
    }
}

fn corrupt(location: String, what: &(impl ToString + ?Sized)) -> Error {
    Error::StoreCorrupt {
        location,
        what: what.to_string(),
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Unavailable,
    Busy,
    Full,
    ReadOnly,
    Corrupt,
    Internal,
}

fn kind(error: &dyn DatabaseError) -> Kind {
    kind_of_code(&error.code().unwrap_or_default())
}

/// Classifies a database's error by its code: a number with `SQLite`, five characters (SQLSTATE) with `PostgreSQL`.
fn kind_of_code(code: &str) -> Kind {
    if code.len() == SQLSTATE_CHARS {
        return match (code.get(..2).unwrap_or_default(), code) {
            ("40", _) | (_, "55P03" | "57014") => Kind::Busy,
            (_, "53100") => Kind::Full,
            ("08" | "28" | "3D" | "53" | "57", _) | (_, "42501") => Kind::Unavailable,
            // A transaction that may not write, as on a standby after a failover.
            (_, "25006") => Kind::ReadOnly,
            // `XX000` is any internal error, of a pooler too; these two say that data is damaged.
            (_, "XX001" | "XX002") => Kind::Corrupt,
            _ => Kind::Internal,
        };
    }
    // The lower byte is the primary result code: https://www.sqlite.org/rescode.html
    match code.parse::<u32>().map(|code| code & 0xff) {
        Ok(5 | 6) => Kind::Busy,
        Ok(8) => Kind::ReadOnly,
        Ok(3 | 10 | 14 | 23) => Kind::Unavailable,
        Ok(13) => Kind::Full,
        Ok(11 | 26) => Kind::Corrupt,
        _ => Kind::Internal,
    }
}

/// Whether an error is `SQLite`'s: its codes are shorter than those of `PostgreSQL`.
fn is_sqlite(error: &dyn DatabaseError) -> bool {
    error.code().unwrap_or_default().len() != SQLSTATE_CHARS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_postgresql_are_told_apart() {
        for (code, kind) in [
            ("25006", Kind::ReadOnly),
            ("42501", Kind::Unavailable),
            ("28P01", Kind::Unavailable),
            ("53100", Kind::Full),
            ("40001", Kind::Busy),
            ("XX000", Kind::Internal),
            ("XX001", Kind::Corrupt),
            ("XX002", Kind::Corrupt),
            ("23505", Kind::Internal),
        ] {
            assert_eq!(kind_of_code(code), kind, "{code}");
        }
    }
}
