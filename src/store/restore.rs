//! Backup file → the whole state, replacing the current one in a single transaction.

use std::path::Path;

use serde_json::Value;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::backup::{ASKER_KEY, BackupReport, Record, check, lift_time_limit, lines};
use super::change::Change;
use super::schema::{self, TABLES};
use super::{Dialect, Store, fault, open, row};
use crate::{Error, Result};

const RESTORING: &str = "restoring a backup";

/// What a restore does with existing rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replace {
    /// Refuses if there are any.
    Nothing,
    /// Deletes them.
    Everything,
}

impl Store {
    /// Replaces the state by that of a backup, in one transaction. A bot that runs on this store must be restarted.
    ///
    /// # Errors
    /// [`Error::Backup`] if the file is truncated, changed, newer, or no backup at all, or if there are rows that may
    /// not be replaced. Nothing is changed then.
    pub async fn restore(&self, path: &Path, replace: Replace) -> Result<BackupReport> {
        let first = check(path)?;
        let unusable = |what: String| Error::Backup {
            path: path.to_path_buf(),
            what,
        };
        let named = |error| fault::named(RESTORING, self.location(), error);
        let mut tx = self.begin_write().await.map_err(named)?;
        let dialect = self.inner.dialect;
        lift_time_limit(tx.connection(), dialect)
            .await
            .map_err(named)?;
        let before: Vec<(i64, i64)> =
            sqlx::query_as("SELECT guild, library_version FROM guilds ORDER BY guild")
                .fetch_all(tx.connection())
                .await
                .map_err(named)?;
        if replace == Replace::Nothing && !is_empty(tx.connection()).await.map_err(named)? {
            return Err(unusable(format!(
                "the store ({}) is not empty\nhint: --replace deletes what is there",
                self.location()
            )));
        }
        drop_all(tx.connection(), dialect).await.map_err(named)?;
        schema::version(tx.connection()).await.map_err(named)?;
        schema::migrate(tx.connection(), dialect, 0, first.schema)
            .await
            .map_err(named)?;
        let mut rows = 0;
        let mut into = None;
        for line in lines(path)? {
            match line.map_err(unusable)? {
                Record::AskerKey { asker_key } => {
                    sqlx::query("INSERT INTO meta (name, value) VALUES ($1, $2)")
                        .bind(ASKER_KEY)
                        .bind(asker_key)
                        .execute(tx.connection())
                        .await
                        .map_err(named)?;
                }
                Record::Table { table, columns } => {
                    into = Some(insertion(&table, &columns).map_err(unusable)?);
                }
                Record::Row(values) => {
                    let Some(into) = &into else {
                        return Err(unusable("it has a row without a table".to_owned()));
                    };
                    insert(tx.connection(), into, values)
                        .await
                        .map_err(|error| match error {
                            sqlx::Error::Decode(what) => unusable(what.to_string()),
                            error => named(error),
                        })?;
                    rows += 1;
                }
            }
        }
        let finish = async {
            schema::migrate(tx.connection(), dialect, first.schema, schema::newest()).await?;
            if dialect == Dialect::Postgres {
                reset_sequences(tx.connection()).await?;
            }
            // Every index built from one of these libraries must count as stale, whatever its version was.
            let mut guilds: Vec<(i64, i64)> =
                sqlx::query_as("SELECT guild, library_version FROM guilds")
                    .fetch_all(tx.connection())
                    .await?;
            guilds.extend(before);
            for (guild, version) in guilds {
                sqlx::query(
                    "INSERT INTO guilds (guild, library_version, last_draft) VALUES ($1, $2, 0)
                     ON CONFLICT (guild) DO UPDATE SET library_version =
                         CASE WHEN guilds.library_version < excluded.library_version
                         THEN excluded.library_version ELSE guilds.library_version END",
                )
                .bind(guild)
                .bind(version + 1)
                .execute(tx.connection())
                .await?;
                let guild = row::guild_from(guild);
                tx.notify(Change::Library(guild)).await?;
                tx.notify(Change::Settings(guild)).await?;
            }
            tx.commit().await
        };
        finish.await.map_err(named)?;
        Ok(BackupReport { rows, at: first.at })
    }
}

/// The INSERT statement of a table, up to its values.
fn insertion(table: &str, columns: &[String]) -> std::result::Result<String, String> {
    let is_name = |name: &String| {
        name.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    if !TABLES.iter().any(|known| known.name == table) || !columns.iter().all(is_name) {
        return Err(format!("it has a table {table:?} that is not known"));
    }
    Ok(format!("INSERT INTO {table} ({})", columns.join(", ")))
}

async fn insert(
    connection: &mut AnyConnection,
    into: &str,
    values: Vec<Value>,
) -> sqlx::Result<()> {
    // A bound NULL has no type that both databases accept for every column, so NULLs are literals.
    let mut places = Vec::with_capacity(values.len());
    let mut bound = 0;
    for value in &values {
        if value.is_null() {
            places.push("NULL".to_owned());
        } else {
            bound += 1;
            places.push(format!("${bound}"));
        }
    }
    let statement = format!("{into} VALUES ({})", places.join(", "));
    let mut query = sqlx::query(AssertSqlSafe(statement));
    for value in values {
        query = match value {
            Value::Null => query,
            Value::String(text) => query.bind(text),
            Value::Number(number) if number.is_i64() => query.bind(number.as_i64()),
            other => return Err(row::decode_error(format!("{other} is no value"))),
        };
    }
    query.execute(connection).await?;
    Ok(())
}

async fn is_empty(connection: &mut AnyConnection) -> sqlx::Result<bool> {
    for table in TABLES {
        let statement = format!("SELECT count(*) FROM {}", table.name);
        let rows: i64 = sqlx::query_scalar(AssertSqlSafe(statement))
            .fetch_one(&mut *connection)
            .await?;
        if rows > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn drop_all(connection: &mut AnyConnection, dialect: Dialect) -> sqlx::Result<()> {
    match dialect {
        Dialect::Sqlite => {
            let kept = TABLES.iter().map(|table| table.name);
            for name in kept.chain(schema::EPHEMERAL_TABLES).chain(["meta"]) {
                sqlx::raw_sql(AssertSqlSafe(format!("DROP TABLE {name}")))
                    .execute(&mut *connection)
                    .await?;
            }
        }
        Dialect::Postgres => {
            sqlx::raw_sql("DROP SCHEMA engram CASCADE")
                .execute(&mut *connection)
                .await?;
            open::create_schema(connection).await?;
        }
    }
    Ok(())
}

/// Sets the identity sequences past the restored rows.
async fn reset_sequences(connection: &mut AnyConnection) -> sqlx::Result<()> {
    for table in TABLES.iter().filter(|table| table.numbered) {
        let statement = format!(
            "SELECT setval(pg_get_serial_sequence('engram.{0}', 'id'), (SELECT COALESCE(MAX(id), 1) FROM {0}))",
            table.name
        );
        sqlx::query(AssertSqlSafe(statement))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
