//! `docs/privacy.md` and `docs/terms.md` say what the program does.

use std::fs;
use std::time::Duration;

use engram::store::{
    ANSWER_RETENTION, AUDIT_RETENTION, COUNT_RETENTION, DRAFT_RETENTION, GAP_RETENTION,
    LEFT_GUILD_RETENTION, VOTE_RETENTION,
};

use crate::support::repository;

fn document(name: &str) -> String {
    fs::read_to_string(repository(&format!("docs/{name}"))).unwrap()
}

fn days(duration: Duration) -> String {
    match duration.as_secs() / (24 * 60 * 60) {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

/// The rows of the table: what is kept, and for how long.
fn rows(text: &str) -> Vec<(&str, &str)> {
    let rows = text.lines().filter_map(|line| {
        let row = line.strip_prefix("| ")?.strip_suffix(" |")?;
        row.split_once(" | ")
    });
    rows.skip(2).collect()
}

#[test]
fn the_privacy_policy_states_how_long_everything_is_kept() {
    let text = document("privacy.md");
    let rows = rows(&text);
    let kept = [
        (
            "questions that the articles had no good answer",
            GAP_RETENTION,
        ),
        ("votes on answers", VOTE_RETENTION),
        ("which of its messages answers", ANSWER_RETENTION),
        ("daily counts", COUNT_RETENTION),
        ("drafts of articles", DRAFT_RETENTION),
        ("who changed which article", AUDIT_RETENTION),
        ("after the bot was removed", LEFT_GUILD_RETENTION),
    ];
    for (what, duration) in kept {
        let row = rows.iter().find(|(kept, _)| kept.contains(what));
        let (_, stated) = row.unwrap_or_else(|| panic!("no row about {what:?} in {rows:?}"));
        assert_eq!(*stated, days(duration), "{what}");
    }
    // And the articles and settings, which have no end.
    assert_eq!(rows.len(), kept.len() + 1, "{rows:?}");
}

#[test]
fn the_terms_name_the_same_grace_period() {
    let grace = days(LEFT_GUILD_RETENTION);
    let unwrapped = document("terms.md").replace('\n', " ");
    assert!(unwrapped.contains(&format!("deleted {grace} after the bot was removed")));
    assert!(document("privacy.md").contains(&format!("starts the {grace} above")));
}

#[test]
fn the_documents_name_commands_that_exist_and_link_to_files_that_exist() {
    let commands = [
        "about", "articles", "ask", "content", "gaps", "help", "privacy", "reindex", "settings",
        "stats",
    ];
    for name in ["privacy.md", "terms.md", "publishing.md"] {
        let text = document(name);
        for command in text.split("`/").skip(1) {
            let command = command.split(['`', ' ']).next().unwrap();
            assert!(commands.contains(&command), "{name}: /{command}");
        }
        for target in text.split("](").skip(1) {
            let target = target.split(')').next().unwrap();
            let path = repository(&format!("docs/{target}"));
            assert!(path.try_exists().unwrap(), "{name}: {target}");
        }
    }
}
