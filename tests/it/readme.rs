//! The README shows what the program really prints. `UPDATE_EXPECT=1 cargo test readme` rewrites it.

use std::fs;

use crate::program::engram;
use crate::support::repository;

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

/// The text with the output of each `$ engram …` line in a console block put anew.
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
