//! What the program is made of: licences, sources and bans of `.ci/deny.toml` over every package that is
//! compiled for us, dependencies of tests and of other systems included.

use std::collections::HashSet;
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::support::repository;

fn rules() -> toml::Table {
    fs::read_to_string(repository(".ci/deny.toml"))
        .unwrap()
        .parse()
        .unwrap()
}

fn texts(value: &toml::Value) -> Vec<&str> {
    let values = value.as_array().unwrap();
    values.iter().map(|text| text.as_str().unwrap()).collect()
}

/// What cargo prints, from what lies on this machine; none if something was never fetched.
fn cargo(arguments: &[&str]) -> Option<String> {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--locked", "--offline"])
        .current_dir(repository("."))
        .output()
        .unwrap();
    let failure = String::from_utf8_lossy(&output.stderr);
    if failure.contains("failed to download") {
        return None;
    }
    assert!(output.status.success(), "{failure}");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Every package that is compiled for us on some system, but our own. A build fetches those for its own system alone,
/// `cargo fetch` those for all.
#[expect(clippy::print_stderr, reason = "what is skipped is said")]
fn packages() -> Vec<Value> {
    let all = || {
        Some((
            cargo(&["metadata", "--format-version=1"])?,
            cargo(&["tree", "--target=all", "--prefix=none"])?,
        ))
    };
    let of_this_system = || {
        let metadata = [
            "metadata",
            "--format-version=1",
            "--filter-platform=host-tuple",
        ];
        Some((cargo(&metadata)?, cargo(&["tree", "--prefix=none"])?))
    };
    let (metadata, tree) = all().unwrap_or_else(|| {
        eprintln!("skipped: packages for other systems, which were never fetched (cargo fetch)");
        of_this_system().unwrap()
    });
    let metadata: Value = serde_json::from_str(&metadata).unwrap();
    let mut packages = metadata["packages"].as_array().unwrap().clone();
    // The former lists what features could switch on, the latter what they do.
    let compiled: HashSet<(&str, &str)> = tree
        .lines()
        .filter_map(|line| line.split_once(" v"))
        .map(|(name, rest)| (name, rest.split(' ').next().unwrap()))
        .collect();
    packages.retain(|package| {
        let (name, version) = (&package["name"], &package["version"]);
        name != "engram" && compiled.contains(&(name.as_str().unwrap(), version.as_str().unwrap()))
    });
    packages
}

/// Whether one can comply with an expression such as `(MIT OR Apache-2.0) AND Unicode-3.0` by allowed licences alone.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace(" WITH ", "+WITH+");
    let words: Vec<String> = spaced
        .split_whitespace()
        .map(|word| word.replace("+WITH+", " WITH "))
        .collect();
    let mut rest = words.as_slice();
    let fits = either(&mut rest, allowed);
    assert!(rest.is_empty(), "{expression} is not understood");
    fits
}

fn either(words: &mut &[String], allowed: &[&str]) -> bool {
    let mut fits = both(words, allowed);
    while let Some((_, rest)) = words.split_first().filter(|(word, _)| *word == "OR") {
        *words = rest;
        fits |= both(words, allowed);
    }
    fits
}

fn both(words: &mut &[String], allowed: &[&str]) -> bool {
    let mut fits = one(words, allowed);
    while let Some((_, rest)) = words.split_first().filter(|(word, _)| *word == "AND") {
        *words = rest;
        fits &= one(words, allowed);
    }
    fits
}

fn one(words: &mut &[String], allowed: &[&str]) -> bool {
    let (word, rest) = words.split_first().unwrap();
    *words = rest;
    if word != "(" {
        return allowed.contains(&word.as_str());
    }
    let fits = either(words, allowed);
    let (closing, rest) = words.split_first().unwrap();
    assert_eq!(closing, ")");
    *words = rest;
    fits
}

#[test]
fn every_licence_is_allowed_and_every_source_known() {
    let rules = rules();
    let allowed = texts(&rules["licenses"]["allow"]);
    let sources = texts(&rules["sources"]["allow-registry"]);
    let packages = packages();
    assert!(packages.len() > 100);
    for package in packages {
        let license = package["license"].as_str().unwrap_or("none");
        assert!(
            is_allowed(license, &allowed),
            "{}: {license}",
            package["name"]
        );
        let source = package["source"].as_str().unwrap_or("none");
        let known = sources
            .iter()
            .any(|known| source == format!("registry+{known}"));
        assert!(known, "{}: {source}", package["name"]);
    }
}

/// A version as numbers; what follows them is left out.
fn version(text: &str) -> Vec<u64> {
    text.split(['-', '+'])
        .next()
        .unwrap()
        .split('.')
        .map(|number| number.parse().unwrap())
        .collect()
}

/// Whether a version is within all bounds of a requirement such as `>=0.5.12, <0.5.15`.
fn is_within(found: &str, requirement: &str) -> bool {
    requirement.split(',').map(str::trim).all(|bound| {
        let at = bound.find(|c: char| c.is_ascii_digit()).unwrap();
        let (found, limit) = (version(found), version(&bound[at..]));
        match &bound[..at] {
            "<" => found < limit,
            ">=" => found >= limit,
            "=" => found == limit,
            other => panic!("{other:?} is not understood"),
        }
    })
}

#[test]
fn nothing_that_is_banned_is_there() {
    let rules = rules();
    let packages = packages();
    for ban in rules["bans"]["deny"].as_array().unwrap() {
        let reason = ban["reason"].as_str().unwrap();
        let (name, requirement) = match ban["crate"].as_str().unwrap().split_once('@') {
            Some((name, requirement)) => (name, Some(requirement)),
            None => (ban["crate"].as_str().unwrap(), None),
        };
        for package in packages.iter().filter(|package| package["name"] == name) {
            let found = package["version"].as_str().unwrap();
            let banned = requirement.is_none_or(|requirement| is_within(found, requirement));
            assert!(!banned, "{name} {found}: {reason}");
        }
    }
}

#[test]
fn expressions_and_bounds_are_understood() {
    let allowed = ["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"];
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("(GPL-3.0 OR MIT) AND Zlib", true),
        ("Apache-2.0 WITH LLVM-exception OR Apache-2.0", true),
        ("Apache-2.0", false),
    ] {
        assert_eq!(is_allowed(expression, &allowed), expected, "{expression}");
    }
    assert!(is_within("0.5.12", ">=0.5.12, <0.5.15"));
    assert!(!is_within("0.5.15", ">=0.5.12, <0.5.15"));
    assert!(!is_within("0.103.13", "<0.103.13"));
    assert!(is_within("1.54.0", "=1.54.0"));
}

/// What the settings of the build promise.
#[test]
fn release_counts_safely_and_nothing_is_unsafe() {
    let manifest: toml::Table = fs::read_to_string(repository("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let overflow_checks = &manifest["profile"]["release"]["overflow-checks"];
    assert_eq!(overflow_checks.as_bool(), Some(true));
    let unsafe_code = &manifest["lints"]["rust"]["unsafe_code"];
    assert_eq!(unsafe_code.as_str(), Some("forbid"));
}
