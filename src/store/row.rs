//! Values ↔ columns. Ids are stored bit for bit in signed columns; timestamps as milliseconds since 1970.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use crate::article::{GuildId, UserId};

/// Stored in place of a guild for direct messages; no guild has this id.
const NO_GUILD: i64 = 0;

pub(super) fn guild(guild: GuildId) -> i64 {
    guild.0.cast_signed()
}

pub(super) fn guild_or_none(guild: Option<GuildId>) -> i64 {
    guild.map_or(NO_GUILD, self::guild)
}

pub(super) fn guild_or_none_from(column: i64) -> Option<GuildId> {
    (column != NO_GUILD).then(|| guild_from(column))
}

pub(super) fn guild_from(column: i64) -> GuildId {
    GuildId(column.cast_unsigned())
}

pub(super) fn user(user: UserId) -> i64 {
    user.0.cast_signed()
}

pub(super) fn user_from(column: i64) -> UserId {
    UserId(column.cast_unsigned())
}

pub(super) fn timestamp_from(column: i64) -> sqlx::Result<Timestamp> {
    Timestamp::from_millisecond(column)
        .map_err(|error| decode_error(format!("a timestamp: {error}")))
}

/// Counts and version numbers; negative columns are errors.
pub(super) fn integer_from<T: TryFrom<i64>>(column: i64) -> sqlx::Result<T> {
    T::try_from(column).map_err(|_| decode_error(format!("{column} is no number of its kind")))
}

/// Text that both databases accept: `PostgreSQL` refuses the NUL character.
pub(super) fn text(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// Checksum over columns that must not change unnoticed: without page checksums, a flipped bit within a text passes
/// the integrity check of both databases.
pub(super) fn checksum(guild: i64, columns: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&guild.to_le_bytes());
    for column in columns {
        hasher.update(&(column.len() as u64).to_le_bytes());
        hasher.update(column.as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// Fails if a row does not match its checksum.
pub(super) fn verify_checksum(
    checksum: &str,
    guild: i64,
    columns: &[&str],
    what: &str,
) -> sqlx::Result<()> {
    if self::checksum(guild, columns) == checksum {
        return Ok(());
    }
    Err(decode_error(format!(
        "the checksum of {what} does not match"
    )))
}

/// Logs a value that only a newer version of the program writes, once per process: rows with it are ignored.
pub(super) fn warn_unknown(what: &'static str, value: &str) {
    static SEEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    if seen.insert(format!("{what} {value}")) {
        tracing::warn!(what, value, "a newer version wrote this; it is ignored");
    }
}

/// The error for a column that cannot be decoded.
pub(super) fn decode_error(what: String) -> sqlx::Error {
    sqlx::Error::Decode(what.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_back_whole() {
        for id in [0, 1, 1 << 62, u64::MAX] {
            assert_eq!(guild_from(guild(GuildId(id))), GuildId(id));
            assert_eq!(user_from(user(UserId(id))), UserId(id));
        }
    }

    #[test]
    fn a_checksum_separates_columns() {
        assert_ne!(checksum(1, &["ab", "c"]), checksum(1, &["a", "bc"]));
        assert!(verify_checksum(&checksum(1, &["a"]), 1, &["a"], "a row").is_ok());
        assert!(verify_checksum(&checksum(1, &["a"]), 1, &["b"], "a row").is_err());
        assert!(verify_checksum(&checksum(1, &["a"]), 2, &["a"], "a row").is_err());
    }

    #[test]
    fn only_what_no_database_takes_is_replaced() {
        assert_eq!(text("a\0b"), "a\u{fffd}b");
        assert_eq!(text("plain\n🦦"), "plain\n🦦");
    }
}
