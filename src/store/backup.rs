//! The whole state → one file of JSON lines that restores into either database. The first line is the header; the last
//! one holds the number of rows and the BLAKE3 of all lines before it.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::path::Path;

use futures_util::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use super::schema::{self, Kind, TABLES};
use super::{Dialect, Store, fault, now, open};
use crate::{Error, Result};

/// Version of the file format. Incremented when older programs cannot read it.
const FORMAT: u32 = 1;
/// The one row of `meta` in a backup: without the key, pseudonyms could not be matched to users after a restore.
pub(super) const ASKER_KEY: &str = "asker_key";

const BACKING_UP: &str = "making a backup";

/// Summary of a backup or a restore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// Rows of all tables.
    pub rows: u64,
    /// When the backup was made, to the second, in UTC.
    pub at: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    engram_backup: u32,
    pub(super) schema: i64,
    pub(super) at: String,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(super) enum Record {
    AskerKey { asker_key: String },
    Table { table: String, columns: Vec<String> },
    Row(Vec<Value>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Trailer {
    rows: u64,
    blake3: String,
}

impl Store {
    /// Writes a consistent snapshot of the whole state to a file with mode 600. The file is written aside and renamed
    /// when complete, so an existing file is replaced only then.
    pub async fn backup(&self, path: &Path) -> Result<BackupReport> {
        self.write_counts().await?;
        let io = |error| Error::io("write", path, error);
        let folder = open::folder_of(path);
        // The rename would replace a device, a pipe or a link by a file.
        match fs::symlink_metadata(path) {
            Ok(existing) if !existing.is_file() => {
                return Err(Error::Backup {
                    path: path.to_path_buf(),
                    what: "it is not a regular file\nhint: name a file, or - for standard output"
                        .to_owned(),
                });
            }
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(Error::io("read", path, error)),
        }
        let mut aside = tempfile::Builder::new()
            .prefix(".engram-backup-")
            .tempfile_in(&folder)
            .map_err(|error| Error::io("create a file in", &folder, error))?;
        let report = self.write_state(aside.as_file_mut(), path).await?;
        aside.as_file().sync_all().map_err(io)?;
        aside.persist(path).map_err(|error| io(error.error))?;
        File::open(&folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| Error::io("write", &folder, error))?;
        Ok(report)
    }

    /// Writes the same backup to a stream: whether it was written whole is told by its last line.
    pub async fn backup_to(&self, output: &mut dyn Write) -> Result<BackupReport> {
        self.write_counts().await?;
        self.write_state(output, Path::new("standard output")).await
    }

    async fn write_state(&self, file: &mut dyn Write, path: &Path) -> Result<BackupReport> {
        let io = |error| Error::io("write", path, error);
        let named = |error| fault::named(BACKING_UP, self.location(), error);
        let mut lines = HashingWriter::new(BufWriter::new(file));
        let mut tx = self.begin_read().await.map_err(named)?;
        lift_time_limit(&mut tx, self.inner.dialect)
            .await
            .map_err(named)?;
        let header = Header {
            engram_backup: FORMAT,
            schema: schema::newest(),
            at: format!("{:.0}", now()),
        };
        lines.write(&header).map_err(io)?;
        let asker_key = sqlx::query_scalar("SELECT value FROM meta WHERE name = $1")
            .bind(ASKER_KEY)
            .fetch_one(&mut *tx)
            .await
            .map_err(named)?;
        lines.write(&Record::AskerKey { asker_key }).map_err(io)?;
        let mut rows = 0;
        for table in TABLES {
            let columns: Vec<_> = table.columns.iter().map(|(name, _)| *name).collect();
            let statement = format!("SELECT {} FROM {}", columns.join(", "), table.name);
            let head = Record::Table {
                table: table.name.to_owned(),
                columns: columns.iter().map(|&name| name.to_owned()).collect(),
            };
            lines.write(&head).map_err(io)?;
            let mut found = sqlx::query(AssertSqlSafe(statement)).fetch(&mut *tx);
            while let Some(found) = found.try_next().await.map_err(named)? {
                let values = table
                    .columns
                    .iter()
                    .map(|(name, kind)| {
                        Ok(match kind {
                            Kind::Number => Value::from(found.try_get::<Option<i64>, _>(*name)?),
                            Kind::Text => Value::from(found.try_get::<Option<String>, _>(*name)?),
                        })
                    })
                    .collect::<sqlx::Result<_>>()
                    .map_err(named)?;
                lines.write(&Record::Row(values)).map_err(io)?;
                rows += 1;
            }
        }
        tx.commit().await.map_err(named)?;
        lines.finish(rows).map_err(io)?;
        Ok(BackupReport {
            rows,
            at: header.at,
        })
    }
}

/// Writes lines and hashes what it writes.
struct HashingWriter<W> {
    hasher: blake3::Hasher,
    writer: W,
}

impl<W: Write> HashingWriter<W> {
    fn new(writer: W) -> Self {
        Self {
            hasher: blake3::Hasher::new(),
            writer,
        }
    }

    fn write(&mut self, line: &impl Serialize) -> std::io::Result<()> {
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        self.hasher.update(&bytes);
        self.writer.write_all(&bytes)
    }

    fn finish(mut self, rows: u64) -> std::io::Result<()> {
        let blake3 = self.hasher.finalize().to_hex().to_string();
        self.write(&Trailer { rows, blake3 })?;
        self.writer.flush()
    }
}

/// Reads the whole file and verifies header, row count and checksum.
pub(super) fn check(path: &Path) -> Result<Header> {
    let unusable = |what: String| Error::Backup {
        path: path.to_path_buf(),
        what,
    };
    let file = File::open(path).map_err(|error| Error::io("read", path, error))?;
    let mut reader = BufReader::new(file);
    let mut hasher = blake3::Hasher::new();
    let mut line = Vec::new();
    let mut first = None;
    let mut rows: u64 = 0;
    loop {
        let mut next = Vec::new();
        reader
            .read_until(b'\n', &mut next)
            .map_err(|error| Error::io("read", path, error))?;
        if next.is_empty() {
            break;
        }
        if first.is_none() {
            let read: Header = serde_json::from_slice(&next)
                .map_err(|_| unusable("it is not an Engram backup".to_owned()))?;
            if read.engram_backup > FORMAT || read.schema > schema::newest() {
                return Err(unusable(
                    "a newer version of the program made it\nhint: restore it with that version"
                        .to_owned(),
                ));
            }
            first = Some(read);
        } else {
            hasher.update(&line);
            rows += u64::from(line.starts_with(b"["));
        }
        line = next;
    }
    let Some(first) = first else {
        return Err(unusable("it is empty".to_owned()));
    };
    let last: Trailer = serde_json::from_slice(&line)
        .map_err(|_| unusable("it is truncated\nhint: use another backup".to_owned()))?;
    if last.rows != rows || last.blake3 != hasher.finalize().to_hex().as_str() {
        return Err(unusable(
            "its checksum or row count does not match\nhint: use another backup".to_owned(),
        ));
    }
    Ok(first)
}

/// The records between header and trailer of a file that [`check`] accepted.
pub(super) fn lines(
    path: &Path,
) -> Result<impl Iterator<Item = std::result::Result<Record, String>>> {
    let file = File::open(path).map_err(|error| Error::io("read", path, error))?;
    let lines = BufReader::new(file).lines().skip(1);
    Ok(lines
        .map(|line| line.map_err(|error| error.to_string()))
        .take_while(|line| {
            !line
                .as_ref()
                .is_ok_and(|line| line.starts_with("{\"rows\":"))
        })
        .map(|line| serde_json::from_str(&line?).map_err(|error| error.to_string())))
}

/// Lifts the statement timeout: a backup and a restore may take longer.
pub(super) async fn lift_time_limit(
    connection: &mut AnyConnection,
    dialect: Dialect,
) -> sqlx::Result<()> {
    if dialect == Dialect::Postgres {
        sqlx::raw_sql("SET LOCAL statement_timeout TO 0")
            .execute(connection)
            .await?;
    }
    Ok(())
}
