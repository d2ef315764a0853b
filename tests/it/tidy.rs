//! Rules for the source tree itself: layers, names, and settings of the build.

mod layers;
mod names;
mod sentences;

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::repository;

/// Every Rust file below a folder of the repository, in order, with its text.
fn rust_files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut paths = Vec::new();
    collect(&repository(folder), &mut paths);
    assert!(!paths.is_empty());
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path, text)
        })
        .collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn release_builds_check_overflow_and_unsafe_code_is_forbidden() {
    let manifest: toml::Table = fs::read_to_string(repository("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let overflow_checks = &manifest["profile"]["release"]["overflow-checks"];
    assert_eq!(overflow_checks.as_bool(), Some(true));
    let unsafe_code = &manifest["lints"]["rust"]["unsafe_code"];
    assert_eq!(unsafe_code.as_str(), Some("forbid"));
}
