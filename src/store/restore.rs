//! One file → the whole state, in place of what is there: all of it or nothing.

use std::path::Path;

use serde_json::Value;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::backup::{ASKER_KEY, BackupReport, Line, check, lift_time_limit, lines};
use super::changes::Change;
use super::schema::{self, TABLES};
use super::{Dialect, Store, fault, open, row};
use crate::{Error, Result};

const RESTORING: &str = "restoring a backup";

/// What a restore does with what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replace {
    /// Refuses if anything is there.
    Nothing,
    /// Deletes it.
    Everything,
}

impl Store {
    /// Puts the state of a backup in place of what is there: all of it, or nothing if anything fails. A bot that runs
    /// on this store is to be started anew.
    ///
    /// # Errors
    /// [`Error::Backup`] if the file is cut short, changed, newer, or no backup at all, or if something is there that
    /// may not be replaced. Then nothing was changed.
    pub async fn restore(&self, path: &Path, replace: Replace) -> Result<BackupReport> {
        let first = check(path)?;
        let unusable = |what: String| Error::Backup {
            path: path.to_path_buf(),
            what,
        };
        let named = |error| fault::named(RESTORING, self.place(), error);
        let mut writing = self.writing().await.map_err(named)?;
        let dialect = self.inner.dialect;
        lift_time_limit(writing.on(), dialect)
            .await
            .map_err(named)?;
        let before: Vec<(i64, i64)> =
            sqlx::query_as("SELECT guild, library_version FROM guilds ORDER BY guild")
                .fetch_all(writing.on())
                .await
                .map_err(named)?;
        if replace == Replace::Nothing && !is_empty(writing.on()).await.map_err(named)? {
            return Err(unusable(format!(
                "the store ({}) is not empty\nhint: --replace deletes what is there",
                self.place()
            )));
        }
        drop_all(writing.on(), dialect).await.map_err(named)?;
        schema::version(writing.on()).await.map_err(named)?;
        schema::migrate(writing.on(), dialect, 0, first.schema)
            .await
            .map_err(named)?;
        let mut rows = 0;
        let mut into = None;
        for line in lines(path)? {
            match line.map_err(unusable)? {
                Line::AskerKey { asker_key } => {
                    sqlx::query("INSERT INTO meta (name, value) VALUES ($1, $2)")
                        .bind(ASKER_KEY)
                        .bind(asker_key)
                        .execute(writing.on())
                        .await
                        .map_err(named)?;
                }
                Line::Table { table, columns } => {
                    into = Some(insertion(&table, &columns).map_err(unusable)?);
                }
                Line::Row(values) => {
                    let Some(into) = &into else {
                        return Err(unusable("it has a row without a table".to_owned()));
                    };
                    insert(writing.on(), into, values)
                        .await
                        .map_err(|error| match error {
                            sqlx::Error::Decode(what) => unusable(what.to_string()),
                            error => named(error),
                        })?;
                    rows += 1;
                }
            }
        }
        let settled = async {
            schema::migrate(writing.on(), dialect, first.schema, schema::newest()).await?;
            if dialect == Dialect::Postgres {
                go_on_numbering(writing.on()).await?;
            }
            // Whoever holds an index of one of these libraries must find it old, whatever version it was of.
            let mut guilds: Vec<(i64, i64)> =
                sqlx::query_as("SELECT guild, library_version FROM guilds")
                    .fetch_all(writing.on())
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
                .execute(writing.on())
                .await?;
                let guild = row::guild_from(guild);
                writing.tell(Change::Library(guild)).await?;
                writing.tell(Change::Settings(guild)).await?;
            }
            writing.commit().await
        };
        settled.await.map_err(named)?;
        Ok(BackupReport { rows, at: first.at })
    }
}

/// The statement that puts a row into a table, up to its values.
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
    // An absent value has no type that both databases would take for any column, so it stands in the statement.
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
            other => return Err(row::unreadable(format!("{other} is no value"))),
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
            for name in kept.chain(schema::OF_THE_MOMENT).chain(["meta"]) {
                sqlx::raw_sql(AssertSqlSafe(format!("DROP TABLE {name}")))
                    .execute(&mut *connection)
                    .await?;
            }
        }
        Dialect::Postgres => {
            sqlx::raw_sql("DROP SCHEMA engram CASCADE")
                .execute(&mut *connection)
                .await?;
            open::make_schema(connection).await?;
        }
    }
    Ok(())
}

/// Lets the database number rows from where the restored ones end.
async fn go_on_numbering(connection: &mut AnyConnection) -> sqlx::Result<()> {
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
