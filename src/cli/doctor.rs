//! `engram doctor`: checks all that the bot needs, and says what to do.

use std::path::Path;

use super::output::Output;
use super::{Exit, block_on, hint, settings, state};
use crate::Error;
use crate::answer::Calibration;
use crate::config::Config;
use crate::content;
use crate::discord::{
    Application, DiagnosticsRequest, TokenStatus, diagnose, invite_permissions, is_token,
};
use crate::index::{self, Embedder, Status};
use crate::render::doctor::{self as say, Finding, Level};

pub(super) fn run(config: &Config, output: &mut Output<'_>) -> anyhow::Result<Exit> {
    let mut worst = Level::Ok;
    let mut application = None;
    let mut report = |finding: Finding| -> anyhow::Result<()> {
        worst = worst.max(finding.level);
        output.line(&say::line(&finding))?;
        // Asking Discord and reading the whole index take a while, so each finding is shown at once.
        output.data.flush()?;
        Ok(())
    };
    for finding in with_discord(config, &mut application)? {
        report(finding)?;
    }
    for finding in articles_and_index(config)? {
        report(finding)?;
    }
    report(store(config))?;
    for folder in [&config.index, &config.data] {
        report(disk(folder))?;
    }
    if let Some(application) = application {
        output.line(&format!(
            "\n{}",
            say::invite(application, invite_permissions())
        ))?;
    }
    Ok(match worst {
        Level::Fail => Exit::Nothing,
        Level::Ok | Level::Warn => Exit::Done,
    })
}

/// The checks that need the token. Sets the application's id.
fn with_discord(config: &Config, id: &mut Option<u64>) -> anyhow::Result<Vec<Finding>> {
    let Some(token) = &config.discord_token else {
        return Ok(vec![say::no_token()]);
    };
    if !is_token(token) {
        return Ok(vec![say::not_a_token()]);
    }
    let examination = block_on(diagnose(&DiagnosticsRequest {
        token,
        api_url: config.discord.api_url.as_deref(),
        guild: config.discord.guild,
        home_guild: config.discord.home_guild,
    }))?;
    let mut findings = match examination.token {
        TokenStatus::Unreachable { why, hint } => vec![say::unreachable(&why, hint)],
        TokenStatus::Refused => vec![say::token_refused()],
        TokenStatus::Known(application) => {
            *id = Some(application.id);
            standing(&application, config.discord_public_key.is_some())
        }
    };
    findings.extend(examination.clock_ahead_s.map(say::clock));
    Ok(findings)
}

fn standing(application: &Application, has_key: bool) -> Vec<Finding> {
    let mut findings = vec![
        say::token(&application.name, application.id),
        say::intents(&application.privileged),
        say::permissions(application.guilds, &application.missing_permissions),
        say::commands(application.commands, &application.missing_commands),
    ];
    let (installs, listing) = (application.installs, application.listing);
    findings.push(say::installation(installs.guild, installs.user));
    findings.push(say::listing(listing.description, listing.tags));
    findings.push(say::links(listing.terms, listing.privacy));
    findings.extend(say::duplicate_commands(&application.duplicate_commands));
    findings.extend(say::endpoint(application.has_endpoint, has_key));
    findings.extend(application.sessions_left.map(say::sessions));
    findings
}

fn articles_and_index(config: &Config) -> anyhow::Result<Vec<Finding>> {
    let folder = settings(config).library();
    let damage = |status: &Status| match status {
        Status::Fresh(_) | Status::Stale(_) => {
            index::verify(&folder).err().map(|error| match error {
                Error::IndexBroken { what, .. } => what,
                other => other.to_string(),
            })
        }
        Status::Missing | Status::Foreign(_) | Status::Broken(_) => None,
    };
    let (articles, fingerprint) = match content::load(&config.content) {
        Ok(corpus) => {
            let calibration = Calibration::problem_in(&config.content)?;
            let problems = content::check(&config.content)?.problems.len()
                + usize::from(calibration.is_some());
            (
                say::articles(corpus.articles.len(), problems),
                Some(corpus.fingerprint),
            )
        }
        Err(error) => (say::no_articles(&hint::message(&error)), None),
    };
    let known = fingerprint.as_deref().unwrap_or_default();
    let status = index::status(&folder, known, &Embedder::load()?);
    let damage = damage(&status);
    let mut findings = vec![articles];
    // Whether a sound index is stale cannot be told without the articles.
    let is_sound = damage.is_none() && matches!(status, Status::Fresh(_) | Status::Stale(_));
    if fingerprint.is_some() || !is_sound {
        findings.push(say::index(&status, damage.as_deref()));
    }
    Ok(findings)
}

/// Whether the store can be opened, and every checksum in it is right. A missing file is not created.
fn store(config: &Config) -> Finding {
    if let Ok(Some(path)) = state::missing(config) {
        return say::no_store_yet(&path);
    }
    let checked = state::with(config, async |store| {
        store.verify().await?;
        Ok(store.location().to_owned())
    });
    match checked {
        Ok(place) => say::store(&place),
        Err(error) => say::store_fault(&hint::message(&error)),
    }
}

/// Whether a folder can be written to, and how much room there is; for a missing folder, in its nearest existing
/// ancestor.
fn disk(folder: &Path) -> Finding {
    let there = folder
        .ancestors()
        .map(|ancestor| match ancestor {
            empty if empty.as_os_str().is_empty() => Path::new("."),
            ancestor => ancestor,
        })
        .find(|ancestor| ancestor.is_dir())
        .unwrap_or(Path::new("."));
    if let Err(error) = tempfile::tempfile_in(there) {
        return say::not_writable(folder, &error.to_string());
    }
    say::disk(folder, free_bytes(there))
}

/// Free bytes on the disk of a folder; none if the system does not say.
#[cfg(unix)]
fn free_bytes(folder: &Path) -> Option<u64> {
    let room = rustix::fs::statvfs(folder).ok()?;
    Some(room.f_bavail.saturating_mul(room.f_frsize))
}

#[cfg(not(unix))]
fn free_bytes(_: &Path) -> Option<u64> {
    None
}
