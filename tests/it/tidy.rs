//! What must hold of the tree itself.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::repository;

/// Layers, lowest first. A module may name modules of earlier layers only: those of one layer never name each other.
const LAYERS: &[&[&str]] = &[
    &["error", "metric"],
    &["article"],
    &["text"],
    &["content", "passage", "query", "encoder"],
    &["index"],
    &["search"],
    &["answer"],
    &["config"],
    &["store"],
    &["engine", "render"],
    &["eval"],
    &["discord"],
    &["ops", "hostile"],
    &["cli"],
    &["main"],
];

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The modules that a file names by `crate::…` (or, in the program, `engram::…`), with the line of each.
fn named_modules(source: &str) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for prefix in ["crate::", "engram::"] {
            for (at, _) in code.match_indices(prefix) {
                let joined = code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                let rest = &code[at + prefix.len()..];
                if joined {
                    continue;
                }
                let group = rest
                    .strip_prefix('{')
                    .map(|rest| rest.split('}').next().unwrap_or(rest));
                for path in group.unwrap_or(rest).split(',') {
                    let name: String = path
                        .trim_start()
                        .chars()
                        .take_while(|c| c.is_alphanumeric() || *c == '_')
                        .collect();
                    named.push((number + 1, name));
                    if group.is_none() {
                        break;
                    }
                }
            }
        }
    }
    named
}

/// Each path of `source` that a file of `module` must not name.
fn offences(module: &str, source: &str) -> Vec<String> {
    let Some(own) = layer_of(module) else {
        return vec![format!(
            "module `{module}` has no layer: give it one in tests/it/tidy.rs"
        )];
    };
    named_modules(source)
        .into_iter()
        .filter(|(_, named)| named != module)
        .filter(|(_, named)| layer_of(named).is_some_and(|layer| layer >= own))
        .map(|(line, named)| format!("{line}: `{module}` names `{named}`, which is not below it"))
        .collect()
}

#[test]
fn modules_import_only_from_lower_layers() {
    let root = repository("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    assert!(!files.is_empty());
    let mut found = Vec::new();
    for path in files {
        let relative = path.strip_prefix(&root).unwrap();
        let first = relative
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_str()
            .unwrap();
        let module = first.strip_suffix(".rs").unwrap_or(first);
        if module == "lib" {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        for offence in offences(module, &source) {
            found.push(format!("src/{}:{offence}", relative.display()));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn an_upward_or_sideways_import_is_caught() {
    assert!(
        offences(
            "index",
            "use crate::passage::Passage;\nuse crate::{Error, text};"
        )
        .is_empty()
    );
    assert!(offences("index", "// crate::engine is above\nuse mycrate::engine;").is_empty());
    assert_eq!(offences("index", "use crate::answer::Answer;").len(), 1);
    assert_eq!(
        offences("query", "fn f() { crate::passage::split(); }").len(),
        1
    );
    assert_eq!(
        offences("text", "use crate::{Error, content, store::Store};").len(),
        2
    );
    assert_eq!(offences("render", "use crate::engine::Engine;").len(), 1);
    assert_eq!(offences("muddle", "").len(), 1);
}
