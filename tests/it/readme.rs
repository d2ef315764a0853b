//! The README shows what the program really prints. `UPDATE_EXPECT=1 cargo test readme` rewrites it.

use std::fs;

use crate::program::engram;
use crate::support::{Folder, repository};

const FENCE: &str = "```";

#[test]
fn every_command_shown_prints_what_is_shown() {
    let path = repository("README.md");
    let shown = fs::read_to_string(&path).unwrap();
    let real = with_real_output(&shown);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &real).unwrap();
    }
    assert!(
        shown == real,
        "the README shows old output; UPDATE_EXPECT=1 cargo test readme rewrites it"
    );
}

#[test]
fn every_file_named_is_there() {
    let text = fs::read_to_string(repository("README.md")).unwrap();
    for link in text.split("](").skip(1) {
        let target = link.split(')').next().unwrap();
        let is_there = match target.strip_prefix('#') {
            Some(heading) => text.lines().any(|line| anchor(line) == heading),
            None => target.contains("://") || repository(target).try_exists().unwrap(),
        };
        assert!(is_there, "{target}");
    }
}

/// The name of a heading in a link: lower case, with hyphens for spaces.
fn anchor(line: &str) -> String {
    let heading = line.trim_start_matches('#').trim();
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || *c == ' ');
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// Each row of the table of settings: key, variable, default.
fn rows(text: &str) -> Vec<[String; 3]> {
    text.lines()
        .filter_map(|line| {
            let cells: Vec<String> = line
                .split('|')
                .map(|cell| cell.trim().trim_matches('`').to_owned())
                .collect();
            let cells: [String; 6] = cells.try_into().ok()?;
            let [_, key, variable, default, ..] = cells;
            variable
                .starts_with("ENGRAM_")
                .then_some([key, variable, default])
        })
        .collect()
}

#[test]
fn every_setting_in_the_table_is_understood() {
    let text = fs::read_to_string(repository("README.md")).unwrap();
    let rows = rows(&text);
    assert!(rows.len() > 5);
    let mut file = String::new();
    for [key, variable, default] in &rows {
        assert_eq!(*variable, format!("ENGRAM_{}", key.to_uppercase()));
        let value = match default.as_str() {
            "" => "1",
            default => default,
        };
        // The address is the one setting without a default that is no number.
        let value = if key == "api_url" {
            "\"http://localhost\""
        } else {
            value
        };
        file += &[key, " = ", value, "\n"].concat();
    }
    let folder = Folder::new().with("engram.toml", &file);
    let path = folder.path().join("engram.toml");
    engram::config::Config::load(Some(&path)).unwrap();
    // And no key is left out: the error to an unknown one lists them all.
    let folder = Folder::new().with("engram.toml", "none = 1");
    let error = engram::config::Config::load(Some(&folder.path().join("engram.toml")))
        .unwrap_err()
        .to_string();
    let known = error.matches('`').count() / 2 - 1;
    assert_eq!(known, rows.len(), "{error}");
}

/// The text with the output of each `$ engram …` line in a console block replaced.
fn with_real_output(text: &str) -> String {
    let mut real = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        real += line;
        real += "\n";
        if line != "```console" {
            continue;
        }
        for line in lines.by_ref() {
            if line == FENCE {
                real += FENCE;
                real += "\n";
                break;
            }
            if let Some(command) = line.strip_prefix("$ engram ") {
                real += line;
                real += "\n";
                real += &output(command);
            }
        }
    }
    real
}

fn output(command: &str) -> String {
    let index = format!("{}/readme-index", env!("CARGO_TARGET_TMPDIR"));
    let mut arguments: Vec<&str> = command.split_whitespace().collect();
    arguments.extend(["--index", &index]);
    let ran = engram(&arguments, "");
    assert!(ran.code < 2, "{}", ran.stderr);
    let lines: Vec<&str> = ran.stdout.lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}
