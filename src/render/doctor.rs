//! What `engram doctor` found, in words: one line a part, and what to do where something is wrong.

use std::fmt::Write as _;
use std::path::Path;

use super::talk::counted;
use crate::index::Status;
use crate::text::strip_controls;

/// A clock may be this far off before it is worth a word, in seconds.
const CLOCK_OFF_S: i64 = 10;
/// Further off than this, in seconds, certificates and signatures fail.
const CLOCK_WRONG_S: i64 = 300;
/// With less than this left, in bytes, the next index may not fit.
const DISK_LOW_BYTES: u64 = 1 << 30;
/// With less than this left, in bytes, it does not.
const DISK_FULL_BYTES: u64 = 100 << 20;
/// Names that a line lists at most.
const LISTED: usize = 5;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Ok,
    /// It works, but someone should know.
    Warn,
    /// It does not work.
    Fail,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub level: Level,
    /// What was looked at, in one word.
    pub part: &'static str,
    /// What was found.
    pub what: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Finding {
    fn ok(part: &'static str, what: impl Into<String>) -> Self {
        Self {
            level: Level::Ok,
            part,
            what: what.into(),
            hint: None,
        }
    }

    fn warn(part: &'static str, what: impl Into<String>, hint: &str) -> Self {
        Self {
            level: Level::Warn,
            part,
            what: what.into(),
            hint: Some(hint.to_owned()),
        }
    }

    fn fail(part: &'static str, what: impl Into<String>, hint: &str) -> Self {
        Self {
            level: Level::Fail,
            part,
            what: what.into(),
            hint: Some(hint.to_owned()),
        }
    }
}

/// A finding as it is printed, without the last line's end.
pub fn line(finding: &Finding) -> String {
    let level = match finding.level {
        Level::Ok => "ok",
        Level::Warn => "warn",
        Level::Fail => "FAIL",
    };
    let mut text = format!("{level:<5} {:<12} {}", finding.part, finding.what);
    if let Some(hint) = &finding.hint {
        let _ = write!(text, "\n      hint: {hint}");
    }
    strip_controls(&text)
}

const PORTAL: &str = "https://discord.com/developers/applications";

/// No token is set.
pub fn no_token() -> Finding {
    Finding::fail(
        "token",
        "DISCORD_TOKEN is not set",
        &format!("copy it from the page Bot of your application at {PORTAL}"),
    )
}

/// The token cannot be one.
pub fn not_a_token() -> Finding {
    Finding::fail(
        "token",
        "this is no bot token: one has three parts between dots",
        &format!(
            "copy it again from the page Bot of your application at {PORTAL}, not the client secret or public key"
        ),
    )
}

/// Discord does not know the token.
pub fn token_refused() -> Finding {
    Finding::fail(
        "token",
        "Discord refuses it",
        &format!("copy it again from the page Bot of your application at {PORTAL}"),
    )
}

/// The token is good.
pub fn token(name: &str, application: u64) -> Finding {
    Finding::ok("token", format!("it belongs to {name} ({application})"))
}

/// Discord cannot be asked.
pub fn unreachable(why: &str, hint: &str) -> Finding {
    Finding::fail("discord", why, hint)
}

/// Privileged intents that are switched on.
pub fn intents(privileged: &[&str]) -> Finding {
    if privileged.is_empty() {
        return Finding::ok("intents", "none is privileged, and none is needed");
    }
    Finding::warn(
        "intents",
        format!("switched on and not needed: {}", privileged.join(", ")),
        "switch them off on the page Bot: a large bot has to ask Discord's leave for them every year",
    )
}

/// Where interactions go, where that is worth a word: whether an Interactions Endpoint URL is set, and the key that the
/// requests to it are checked with.
pub fn endpoint(is_set: bool, has_key: bool) -> Option<Finding> {
    match (is_set, has_key) {
        (false, false) => None,
        (true, true) => Some(Finding::ok(
            "interactions",
            "Discord sends them to an Interactions Endpoint URL: for engram serve --http",
        )),
        (true, false) => Some(Finding::fail(
            "interactions",
            "Discord sends them to an Interactions Endpoint URL, so that no command comes over the gateway",
            "empty that field on the page General Information of your application, or run engram serve --http",
        )),
        (false, true) => Some(Finding::warn(
            "interactions",
            "they come over the gateway, though DISCORD_PUBLIC_KEY is set",
            "for engram serve --http set the Interactions Endpoint URL on the page General Information",
        )),
    }
}

/// Permissions that are lacking, by guild.
pub fn permissions(guilds: usize, lacking: &[(u64, Vec<&'static str>)]) -> Finding {
    if guilds == 0 {
        return Finding::warn(
            "permissions",
            "it is in no guild yet",
            "open the link below",
        );
    }
    if lacking.is_empty() {
        return Finding::ok(
            "permissions",
            format!("it has all that it needs in {}", counted(guilds, "guild")),
        );
    }
    let some: Vec<String> = lacking
        .iter()
        .take(LISTED)
        .map(|(guild, missing)| format!("{guild} lacks {}", missing.join(", ")))
        .collect();
    let more = match lacking.len() - some.len() {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    Finding::warn(
        "permissions",
        format!("of {}, {}{more}", counted(guilds, "guild"), some.join("; ")),
        "open the link below and choose that guild again",
    )
}

/// Commands that are registered or not.
pub fn commands(registered: usize, missing: &[String]) -> Finding {
    if missing.is_empty() {
        return Finding::ok("commands", format!("{registered} are registered"));
    }
    Finding::warn(
        "commands",
        format!("not registered: {}", missing.join(", ")),
        "engram serve registers them when it starts",
    )
}

/// Where it can be added: to servers, to people's accounts.
pub fn installation(guild: bool, user: bool) -> Finding {
    const HINT: &str =
        "choose both installation contexts on the page Installation of your application";
    match (guild, user) {
        (true, true) => Finding::ok("installation", "in servers and to people's accounts"),
        (true, false) => Finding::warn(
            "installation",
            "in servers only: people can't add it to their account and use its commands everywhere",
            HINT,
        ),
        (false, _) => Finding::fail("installation", "it can't be added to a server", HINT),
    }
}

/// What the App Directory shows of it.
pub fn listing(description: bool, tags: usize) -> Finding {
    const HINT: &str = "fill them in on the page General Information: the App Directory and the bot's profile show them";
    match (description, tags) {
        (true, 1..) => Finding::ok(
            "listing",
            format!("a description and {}", counted(tags, "tag")),
        ),
        (true, 0) => Finding::warn("listing", "the application has no tags", HINT),
        (false, 1..) => Finding::warn("listing", "the application has no description", HINT),
        (false, 0) => Finding::warn(
            "listing",
            "the application has no description and no tags",
            HINT,
        ),
    }
}

/// The links to its terms and its privacy policy, which verification and the App Directory ask for.
pub fn links(terms: bool, privacy: bool) -> Finding {
    let what = match (terms, privacy) {
        (true, true) => {
            return Finding::ok("links", "to the terms of service and the privacy policy");
        }
        (true, false) => "none to the privacy policy",
        (false, true) => "none to the terms of service",
        (false, false) => "none to the terms of service and the privacy policy",
    };
    Finding::warn(
        "links",
        what,
        "publish docs/terms.md and docs/privacy.md and set their addresses on the page General Information",
    )
}

/// Guilds in which commands are shown twice, if there are any.
pub fn duplicate_commands(guilds: &[u64]) -> Option<Finding> {
    if guilds.is_empty() {
        return None;
    }
    let ids: Vec<String> = guilds.iter().map(ToString::to_string).collect();
    Some(Finding::warn(
        "commands",
        format!(
            "shown twice in guild {}: they are registered there and for all",
            ids.join(", ")
        ),
        "start engram serve once, with --guild or without as it is to be: it removes the others",
    ))
}

/// How often it may connect today.
pub fn sessions(left: u64) -> Finding {
    if left > 50 {
        return Finding::ok("connections", format!("{left} more are allowed today"));
    }
    Finding::warn(
        "connections",
        format!("only {left} more are allowed today"),
        "something starts the bot over and over: look at its log before Discord resets the token",
    )
}

/// How far the clock is off, in seconds.
pub fn clock(ahead_s: i64) -> Finding {
    let way = if ahead_s > 0 { "ahead of" } else { "behind" };
    let what = format!("{} s {way} Discord's", ahead_s.abs());
    match ahead_s.abs() {
        0 => Finding::ok("clock", "as Discord's"),
        off if off <= CLOCK_OFF_S => Finding::ok("clock", what),
        off if off <= CLOCK_WRONG_S => {
            Finding::warn("clock", what, "let the machine set its clock (NTP)")
        }
        _ => Finding::fail("clock", what, "let the machine set its clock (NTP)"),
    }
}

/// How the index stands, after every checksum was compared.
pub fn index(status: &Status, damage: Option<&str>) -> Finding {
    const BUILD: &str = "engram index build rebuilds it; the articles are not touched";
    if let Some(damage) = damage {
        return Finding::fail("index", format!("it is damaged: {damage}"), BUILD);
    }
    match status {
        Status::Fresh(manifest) => Finding::ok(
            "index",
            format!(
                "fits the articles: {}, {}, every checksum is right",
                counted(manifest.articles, "article"),
                counted(manifest.passages, "passage")
            ),
        ),
        Status::Stale(_) => Finding::warn(
            "index",
            "sound, but the articles have changed since",
            "the next start brings it up to date, and so does engram index build",
        ),
        Status::Missing => Finding::warn(
            "index",
            "there is none yet",
            "the first start builds it, and so does engram index build",
        ),
        Status::Foreign(what) => Finding::warn(
            "index",
            format!("made by another version: {what}"),
            "the next start rebuilds it, and so does engram index build",
        ),
        Status::Broken(what) => Finding::fail("index", format!("it is damaged: {what}"), BUILD),
    }
}

/// The articles cannot be read.
pub fn no_articles(why: &str) -> Finding {
    let (what, hint) = why.split_once("\nhint: ").unwrap_or((
        why,
        "name the folder of the articles with --content or the setting content",
    ));
    Finding::fail("articles", what, hint)
}

/// What is wrong with the articles.
pub fn articles(articles: usize, problems: usize) -> Finding {
    let what = counted(articles, "article");
    if problems == 0 {
        return Finding::ok("articles", format!("{what}, no problems"));
    }
    Finding::warn(
        "articles",
        format!("{what}, {}", counted(problems, "problem")),
        "engram check lists them with file and line",
    )
}

/// The state's file is not there yet.
pub fn no_store_yet(path: &Path) -> Finding {
    Finding::ok(
        "store",
        format!("none yet; the first start makes {}", path.display()),
    )
}

/// The state is open and sound.
pub fn store(place: &str) -> Finding {
    Finding::ok("store", format!("{place} is sound"))
}

/// The state cannot be opened or is damaged: the error with its hint.
pub fn store_fault(error: &str) -> Finding {
    let (what, hint) = error
        .split_once("\nhint: ")
        .unwrap_or((error, "engram restore brings back what engram backup kept"));
    Finding::fail("store", what, hint)
}

/// Room in a folder that is written to, as far as the system tells.
pub fn disk(folder: &Path, free_bytes: Option<u64>) -> Finding {
    const HINT: &str = "make room: an index is built beside the one that serves";
    let Some(free_bytes) = free_bytes else {
        return Finding::ok("disk", format!("{} can be written to", folder.display()));
    };
    let what = format!(
        "{:.1} GB free for {}",
        free_bytes as f64 / 1e9,
        folder.display()
    );
    if free_bytes < DISK_FULL_BYTES {
        Finding::fail("disk", what, HINT)
    } else if free_bytes < DISK_LOW_BYTES {
        Finding::warn("disk", what, HINT)
    } else {
        Finding::ok("disk", what)
    }
}

/// A folder that cannot be written to.
pub fn not_writable(folder: &Path, why: &str) -> Finding {
    Finding::fail(
        "disk",
        format!("{} cannot be written to: {why}", folder.display()),
        "give the folder to the user that runs engram, or name another one in the settings",
    )
}

/// How to bring the bot into a server.
pub fn invite(application: u64, permissions: u64) -> String {
    format!(
        "Invite it with https://discord.com/oauth2/authorize?client_id={application}\
         &scope=bot+applications.commands&permissions={permissions}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_judged_by_how_far_it_is_off() {
        for (ahead_s, level) in [
            (0, Level::Ok),
            (-10, Level::Ok),
            (11, Level::Warn),
            (-301, Level::Fail),
        ] {
            assert_eq!(clock(ahead_s).level, level, "{ahead_s}");
        }
        assert_eq!(clock(-20).what, "20 s behind Discord's");
    }

    #[test]
    fn little_room_is_told_before_it_is_gone() {
        for (free, level) in [
            (0, Level::Fail),
            (DISK_FULL_BYTES, Level::Warn),
            (DISK_LOW_BYTES, Level::Ok),
        ] {
            assert_eq!(disk(Path::new("index"), Some(free)).level, level);
        }
    }

    #[test]
    fn guilds_without_permissions_are_named_but_not_all() {
        let lacking: Vec<_> = (1..=7).map(|guild| (guild, vec!["Embed Links"])).collect();
        let finding = permissions(9, &lacking);
        assert!(finding.what.contains("5 lacks Embed Links; and 2 more"));
        assert!(!finding.what.contains("6 lacks"));
    }
}
