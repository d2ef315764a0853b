//! The tables, and the migrations from each schema version to the next, embedded in the binary.

use sqlx::{AnyConnection, AssertSqlSafe};

use super::{Dialect, row};
use Kind::{Number, Text};

/// Column types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Text,
}

/// A table in a backup, with its columns in order.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: &'static [(&'static str, Kind)],
    /// Whether `id` is an identity column.
    pub(super) numbered: bool,
}

/// All tables with state: the content of a backup.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "guilds",
        columns: &[
            ("guild", Number),
            ("library_version", Number),
            ("last_draft", Number),
            ("left_at", Number),
            ("welcomed_at", Number),
            ("commands_at", Number),
        ],
        numbered: false,
    },
    Table {
        name: "drafts",
        columns: &[
            ("guild", Number),
            ("draft", Number),
            ("slug", Text),
            ("title", Text),
            ("markdown", Text),
            ("base_version", Number),
            ("by_user", Number),
            ("at", Number),
        ],
        numbered: false,
    },
    Table {
        name: "articles",
        columns: &[
            ("guild", Number),
            ("slug", Text),
            ("version", Number),
            ("change", Text),
            ("from_version", Number),
            ("title", Text),
            ("markdown", Text),
            ("by_user", Number),
            ("at", Number),
            ("seal", Text),
        ],
        numbered: false,
    },
    Table {
        name: "taught",
        columns: &[
            ("id", Number),
            ("guild", Number),
            ("teaching", Text),
            ("by_user", Number),
            ("at", Number),
            ("seal", Text),
        ],
        numbered: true,
    },
    Table {
        name: "settings",
        columns: &[
            ("guild", Number),
            ("name", Text),
            ("value", Text),
            ("seal", Text),
        ],
        numbered: false,
    },
    Table {
        name: "audit",
        columns: &[
            ("id", Number),
            ("guild", Number),
            ("at", Number),
            ("by_user", Number),
            ("act", Text),
            ("target", Text),
        ],
        numbered: true,
    },
    Table {
        name: "gaps",
        columns: &[
            ("id", Number),
            ("guild", Number),
            ("asker", Text),
            ("question", Text),
            ("why", Text),
            ("nearest", Text),
            ("at", Number),
            ("solved_at", Number),
            ("solution", Text),
            ("missing", Text),
        ],
        numbered: true,
    },
    Table {
        name: "votes",
        columns: &[
            ("guild", Number),
            ("asker", Text),
            ("passage", Text),
            ("vote", Text),
            ("at", Number),
        ],
        numbered: false,
    },
    Table {
        name: "counts",
        columns: &[
            ("guild", Number),
            ("day", Number),
            ("outcome", Text),
            ("section", Text),
            ("questions", Number),
        ],
        numbered: false,
    },
];

/// The migrations: the first creates version 1 in an empty database, and so on. Append only.
///
/// `{numbered}` stands for an identity column whose numbers are never reused.
const MIGRATIONS: &[Migration] = &[FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH];

const FIRST: Migration = Migration {
    both: "
    CREATE TABLE guilds (
        guild BIGINT PRIMARY KEY,
        library_version BIGINT NOT NULL,
        last_draft BIGINT NOT NULL,
        left_at BIGINT
    );
    CREATE TABLE drafts (
        guild BIGINT NOT NULL,
        draft BIGINT NOT NULL,
        slug TEXT NOT NULL,
        title TEXT NOT NULL,
        markdown TEXT NOT NULL,
        base_version BIGINT NOT NULL,
        by_user BIGINT NOT NULL,
        at BIGINT NOT NULL,
        PRIMARY KEY (guild, draft)
    );
    CREATE TABLE articles (
        guild BIGINT NOT NULL,
        slug TEXT NOT NULL,
        version BIGINT NOT NULL,
        change TEXT NOT NULL,
        from_version BIGINT,
        title TEXT NOT NULL,
        markdown TEXT NOT NULL,
        by_user BIGINT NOT NULL,
        at BIGINT NOT NULL,
        seal TEXT NOT NULL,
        PRIMARY KEY (guild, slug, version)
    );
    CREATE TABLE taught (
        id {numbered},
        guild BIGINT NOT NULL,
        teaching TEXT NOT NULL,
        by_user BIGINT NOT NULL,
        at BIGINT NOT NULL,
        seal TEXT NOT NULL
    );
    CREATE INDEX taught_of_guild ON taught (guild);
    CREATE TABLE settings (
        guild BIGINT NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        seal TEXT NOT NULL,
        PRIMARY KEY (guild, name)
    );
    CREATE TABLE audit (
        id {numbered},
        guild BIGINT NOT NULL,
        at BIGINT NOT NULL,
        by_user BIGINT NOT NULL,
        act TEXT NOT NULL,
        target TEXT NOT NULL
    );
    CREATE INDEX audit_of_guild ON audit (guild, id);
    CREATE INDEX audit_of_user ON audit (by_user);
    CREATE TABLE gaps (
        id {numbered},
        guild BIGINT NOT NULL,
        asker TEXT NOT NULL,
        question TEXT NOT NULL,
        why TEXT NOT NULL,
        nearest TEXT NOT NULL,
        at BIGINT NOT NULL,
        solved_at BIGINT,
        solution TEXT
    );
    CREATE INDEX gaps_of_guild ON gaps (guild, id);
    CREATE INDEX gaps_of_asker ON gaps (asker);
    CREATE INDEX gaps_by_age ON gaps (at);
    CREATE TABLE votes (
        guild BIGINT NOT NULL,
        asker TEXT NOT NULL,
        passage TEXT NOT NULL,
        vote TEXT NOT NULL,
        at BIGINT NOT NULL,
        PRIMARY KEY (guild, asker, passage)
    );
    CREATE INDEX votes_of_asker ON votes (asker);
    CREATE TABLE counts (
        guild BIGINT NOT NULL,
        day BIGINT NOT NULL,
        outcome TEXT NOT NULL,
        section TEXT NOT NULL,
        questions BIGINT NOT NULL,
        PRIMARY KEY (guild, day, outcome, section)
    );
    ",
    // Append-only; rows are deleted only with the guild.
    sqlite: "
    CREATE TRIGGER audit_is_not_rewritten BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
    CREATE TRIGGER history_is_not_rewritten BEFORE UPDATE ON articles
        BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
    CREATE TRIGGER audit_stays BEFORE DELETE ON audit
        WHEN NOT EXISTS (SELECT 1 FROM guilds WHERE guild = OLD.guild AND left_at IS NOT NULL)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
    CREATE TRIGGER history_stays BEFORE DELETE ON articles
        WHEN NOT EXISTS (SELECT 1 FROM guilds WHERE guild = OLD.guild AND left_at IS NOT NULL)
        BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
    ",
    postgres: "
    CREATE FUNCTION stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND EXISTS (
            SELECT 1 FROM engram.guilds WHERE guild = OLD.guild AND left_at IS NOT NULL
        ) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME;
    END $$;
    CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION stays();
    CREATE TRIGGER history_stays BEFORE UPDATE OR DELETE ON articles FOR EACH ROW EXECUTE FUNCTION stays();
    ",
};

/// Leases and gateway sessions, shared by running processes.
const SECOND: Migration = Migration {
    both: "
    CREATE TABLE turns (
        name TEXT PRIMARY KEY,
        over BIGINT NOT NULL
    );
    CREATE TABLE sessions (
        shard BIGINT NOT NULL,
        total BIGINT NOT NULL,
        session TEXT NOT NULL,
        url TEXT NOT NULL,
        sequence BIGINT NOT NULL,
        at BIGINT NOT NULL,
        PRIMARY KEY (shard, total)
    );
    ",
    sqlite: "",
    postgres: "",
};

/// Replies to messages.
const THIRD: Migration = Migration {
    both: "
    CREATE TABLE answers (
        question BIGINT PRIMARY KEY,
        channel BIGINT NOT NULL,
        answer BIGINT NOT NULL,
        asker TEXT NOT NULL,
        fingerprint BIGINT NOT NULL,
        at BIGINT NOT NULL
    );
    CREATE INDEX answers_of_asker ON answers (asker);
    CREATE INDEX answers_by_age ON answers (at);
    ",
    sqlite: "",
    postgres: "",
};

/// What a killed process had answered.
const FOURTH: Migration = Migration {
    both: "ALTER TABLE sessions ADD COLUMN answered TEXT;",
    sqlite: "",
    postgres: "",
};

/// Entries of the audit log can expire: `meta` holds the time before which they may be deleted.
const FIFTH: Migration = Migration {
    both: "CREATE INDEX audit_by_age ON audit (at);
    CREATE INDEX votes_by_age ON votes (at);
    ",
    sqlite: "
    DROP TRIGGER audit_stays;
    CREATE TRIGGER audit_stays BEFORE DELETE ON audit
        WHEN NOT EXISTS (SELECT 1 FROM guilds WHERE guild = OLD.guild AND left_at IS NOT NULL)
        AND OLD.at >= COALESCE((SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'audit_expires_before'), 0)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
    ",
    postgres: "
    CREATE OR REPLACE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND (
            EXISTS (SELECT 1 FROM engram.guilds WHERE guild = OLD.guild AND left_at IS NOT NULL)
            OR OLD.at < COALESCE(
                (SELECT value::bigint FROM engram.meta WHERE name = 'audit_expires_before'), 0)
        ) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'the table % is append-only', TG_TABLE_NAME;
    END $$;
    DROP TRIGGER audit_stays ON audit;
    CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_stays();
    ",
};

/// What a killed process had answered is not kept any more: Discord refuses a second answer.
const SIXTH: Migration = Migration {
    both: "ALTER TABLE sessions DROP COLUMN answered;",
    sqlite: "",
    postgres: "",
};

/// What an asker says was missing.
const SEVENTH: Migration = Migration {
    both: "ALTER TABLE gaps ADD COLUMN missing TEXT;",
    sqlite: "",
    postgres: "",
};

/// When a guild was welcomed, and when commands were registered in it alone.
const EIGHTH: Migration = Migration {
    both: "ALTER TABLE guilds ADD COLUMN welcomed_at BIGINT;
    ALTER TABLE guilds ADD COLUMN commands_at BIGINT;
    ",
    sqlite: "",
    postgres: "",
};

/// The tables that are not backed up: their rows are valid for minutes or days.
pub(super) const EPHEMERAL_TABLES: [&str; 3] = ["turns", "sessions", "answers"];

struct Migration {
    both: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

/// The schema version of this program.
pub(super) fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).expect("there are few steps")
}

/// The schema version of the database, 0 if empty. Creates the table `meta` that holds it.
pub(super) async fn version(connection: &mut AnyConnection) -> sqlx::Result<i64> {
    sqlx::raw_sql("CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        .execute(&mut *connection)
        .await?;
    let version: Option<String> =
        sqlx::query_scalar("SELECT value FROM meta WHERE name = 'schema'")
            .fetch_optional(connection)
            .await?;
    match version {
        None => Ok(0),
        Some(version) => version
            .parse()
            .map_err(|_| row::decode_error(format!("its version is {version:?}"))),
    }
}

/// Runs the migrations between two versions, within the caller's transaction.
pub(super) async fn migrate(
    connection: &mut AnyConnection,
    dialect: Dialect,
    from: i64,
    to: i64,
) -> sqlx::Result<()> {
    let steps = row::integer_from(from)?..row::integer_from(to)?;
    for step in MIGRATIONS.get(steps).unwrap_or_default() {
        let (numbered, own) = match dialect {
            Dialect::Sqlite => ("INTEGER PRIMARY KEY AUTOINCREMENT", step.sqlite),
            Dialect::Postgres => (
                "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
                step.postgres,
            ),
        };
        for statements in [step.both.replace("{numbered}", numbered), own.to_owned()] {
            sqlx::raw_sql(AssertSqlSafe(statements))
                .execute(&mut *connection)
                .await?;
        }
    }
    sqlx::query(
        "INSERT INTO meta (name, value) VALUES ('schema', $1)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(to.to_string())
    .execute(connection)
    .await?;
    Ok(())
}
