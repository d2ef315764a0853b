//! The environment: which variables are settings, and the secrets that are read from nowhere else.

use std::collections::HashMap;
use std::fs;

use secrecy::SecretString;

use super::keys::KEYS;
use crate::{Error, Result};

/// Each key is also an environment variable: `answer_at` is `ENGRAM_ANSWER_AT`.
pub(super) const PREFIX: &str = "ENGRAM";
const TOKEN: &str = "DISCORD_TOKEN";
const TOKEN_FILE: &str = "DISCORD_TOKEN_FILE";
pub(super) const DATABASE_URL: &str = "DATABASE_URL";
pub(super) const PUBLIC_KEY: &str = "DISCORD_PUBLIC_KEY";

/// Environment variables by name.
pub(super) type Variables = HashMap<String, String>;

/// The program's environment variables. One that is not Unicode is ignored.
pub(super) fn variables() -> Variables {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| {
            name.starts_with(PREFIX)
                || [TOKEN, TOKEN_FILE, PUBLIC_KEY, DATABASE_URL].contains(&name.as_str())
        })
        .collect()
}

/// The variables that are settings, and a warning for each other one with the prefix: an orchestrator makes such
/// variables by itself (Kubernetes makes `ENGRAM_PORT` for a service named engram), so they are no error.
pub(super) fn settings(variables: &Variables) -> (Variables, Vec<String>) {
    let is_known = |name: &str| match name.strip_prefix("ENGRAM_") {
        Some(key) => KEYS.contains(&key.to_lowercase().as_str()),
        None => !name.starts_with(PREFIX),
    };
    let (known, unknown): (Variables, Variables) = variables
        .clone()
        .into_iter()
        .partition(|(name, _)| is_known(name));
    let mut warnings: Vec<String> = unknown
        .keys()
        .map(|name| format!("the environment variable {name} is no setting and is ignored"))
        .collect();
    warnings.sort();
    (known, warnings)
}

/// A variable without the white space around it; `None` if it is empty.
pub(super) fn value<'a>(variables: &'a Variables, name: &str) -> Option<&'a str> {
    let value = variables.get(name)?.trim();
    (!value.is_empty()).then_some(value)
}

/// The token, which no error repeats.
pub(super) fn token(variables: &Variables) -> Result<Option<SecretString>> {
    let set = |name: &str| variables.get(name).filter(|value| !value.is_empty());
    let (name, token) = match (set(TOKEN), set(TOKEN_FILE)) {
        (Some(token), _) => (TOKEN, token.clone()),
        (None, Some(path)) => {
            let token = fs::read_to_string(path)
                .map_err(|error| Error::io("read the Discord token from", path, error))?;
            (TOKEN_FILE, token)
        }
        (None, None) => return Ok(None),
    };
    let token = token.trim();
    let token = token.strip_prefix("Bot ").unwrap_or(token);
    if token.is_empty() || token.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(Error::Setting {
            key: name.to_owned(),
            what: "this is no Discord token; copy it from the Bot page of your application"
                .to_owned(),
        });
    }
    Ok(Some(token.into()))
}
