//! Looks for damage that a database does not notice by itself.

use futures_util::TryStreamExt as _;

use super::{Dialect, Store, fault, row};
use crate::Result;

const VERIFYING: &str = "checking the store";

impl Store {
    /// Checks the structure of the file, and every text that answers or settings come from against its seal. Reads
    /// everything, so it takes as long as that takes.
    ///
    /// # Errors
    /// [`StoreBroken`](crate::Error::StoreBroken) with the first damage found.
    pub async fn verify(&self) -> Result<()> {
        let checked = async {
            if self.inner.dialect == Dialect::Sqlite {
                let found: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
                    .fetch_one(&self.inner.pool)
                    .await?;
                if found != "ok" {
                    return Err(row::unreadable(found));
                }
            }
            let mut articles = sqlx::query_as::<_, (String, i64, String, String, String)>(
                "SELECT slug, version, title, markdown, seal FROM articles",
            )
            .fetch(&self.inner.pool);
            while let Some((slug, version, title, markdown, seal)) = articles.try_next().await? {
                let what = format!("the text of {slug:?}, version {version},");
                row::check_seal(&seal, &[&slug, &title, &markdown], &what)?;
            }
            let taught: Vec<(String, String)> = sqlx::query_as("SELECT teaching, seal FROM taught")
                .fetch_all(&self.inner.pool)
                .await?;
            for (teaching, seal) in taught {
                row::check_seal(&seal, &[&teaching], "something taught")?;
            }
            let settings: Vec<(String, String, String)> =
                sqlx::query_as("SELECT name, value, seal FROM settings")
                    .fetch_all(&self.inner.pool)
                    .await?;
            for (name, value, seal) in settings {
                row::check_seal(&seal, &[&name, &value], &format!("the setting {name:?}"))?;
            }
            Ok(())
        };
        checked
            .await
            .map_err(|error| fault::named(VERIFYING, &self.inner.place, error))
    }
}
