//! What stands in `deploy/` fits the program.

use std::collections::BTreeSet;
use std::fs;

use engram::config::Config;

use crate::support::{Folder, repository};

fn read(name: &str) -> String {
    fs::read_to_string(repository("deploy").join(name)).unwrap()
}

/// The keys of a settings file, those that are commented out included.
fn keys(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| line.trim_start_matches("# ").split_once(" = "))
        .map(|(key, _)| key.to_owned())
        .filter(|key| key.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        .collect()
}

/// The keys that the program knows: its error to an unknown one lists them.
fn known() -> BTreeSet<String> {
    let folder = Folder::new().with("engram.toml", "none = 1");
    let error = Config::load(Some(&folder.path().join("engram.toml")))
        .unwrap_err()
        .to_string();
    error
        .split('`')
        .skip(3)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_example_holds_every_setting() {
    let text = read("engram.example.toml");
    assert_eq!(keys(&text), known());
    let all: String = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(setting) if keys(setting).len() == 1 => format!("{setting}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    for text in [text, all] {
        let folder = Folder::new().with("engram.toml", &text);
        Config::load(Some(&folder.path().join("engram.toml"))).unwrap();
    }
}

#[test]
fn every_variable_in_the_files_is_known() {
    let known = known();
    for name in ["Dockerfile", "compose.yaml", "engram.service", "README.md"] {
        let text = read(name);
        for (at, _) in text.match_indices("ENGRAM_") {
            let key: String = text[at + "ENGRAM_".len()..]
                .chars()
                .take_while(|c| c.is_ascii_uppercase() || *c == '_')
                .collect();
            assert!(known.contains(&key.to_lowercase()), "{name}: {key}");
        }
    }
}

/// Every folder that the build needs is copied into the image, and let through to it.
#[test]
fn the_image_is_built_from_what_the_build_needs() {
    let dockerfile = read("Dockerfile");
    let let_through = read("Dockerfile.dockerignore");
    for name in [
        "Cargo.toml",
        "Cargo.lock",
        "benches",
        "content",
        "examples",
        "model",
        "src",
        "tests",
    ] {
        assert!(let_through.contains(&format!("\n!{name}\n")), "{name}");
        let copied = dockerfile
            .lines()
            .any(|line| line.starts_with("COPY ") && line.split(' ').any(|word| word == name));
        assert!(copied, "{name}");
    }
}
