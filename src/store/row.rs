//! Values → columns and back. Ids are kept bit for bit in signed columns; moments as milliseconds since 1970.

use jiff::Timestamp;

use crate::article::{GuildId, UserId};

/// What stands where nobody's guild would: a direct message belongs to none, and Discord gives no guild this id.
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

pub(super) fn moment_from(column: i64) -> sqlx::Result<Timestamp> {
    Timestamp::from_millisecond(column).map_err(|error| unreadable(format!("a moment: {error}")))
}

/// Counts and numbers of versions, which no column holds below zero.
pub(super) fn number_from<T: TryFrom<i64>>(column: i64) -> sqlx::Result<T> {
    T::try_from(column).map_err(|_| unreadable(format!("{column} is no number of its kind")))
}

/// Text as both databases take it: `PostgreSQL` refuses the NUL character.
pub(super) fn text(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// A short hash over a guild's columns that must not change unnoticed: databases check their pages' shape, not what
/// stands in them.
pub(super) fn seal(guild: i64, columns: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&guild.to_le_bytes());
    for column in columns {
        hasher.update(&(column.len() as u64).to_le_bytes());
        hasher.update(column.as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// The error for a row that does not bear its seal.
pub(super) fn check_seal(seal: &str, guild: i64, columns: &[&str], what: &str) -> sqlx::Result<()> {
    if self::seal(guild, columns) == seal {
        return Ok(());
    }
    Err(unreadable(format!("{what} is not as it was written")))
}

/// The error for a column that does not hold what was put there.
pub(super) fn unreadable(what: String) -> sqlx::Error {
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
    fn a_seal_tells_columns_apart() {
        assert_ne!(seal(1, &["ab", "c"]), seal(1, &["a", "bc"]));
        assert!(check_seal(&seal(1, &["a"]), 1, &["a"], "a row").is_ok());
        assert!(check_seal(&seal(1, &["a"]), 1, &["b"], "a row").is_err());
        assert!(check_seal(&seal(1, &["a"]), 2, &["a"], "a row").is_err());
    }

    #[test]
    fn only_what_no_database_takes_is_replaced() {
        assert_eq!(text("a\0b"), "a\u{fffd}b");
        assert_eq!(text("plain\n🦦"), "plain\n🦦");
    }
}
