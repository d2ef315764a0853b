use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_bundle::FluentValue;
use fluent_syntax::ast;
use regex::Regex;

use super::*;
use crate::text::utf16_len;

/// The keys of a language, each with the names of its arguments and whether plurals are chosen by them.
fn keys(locale: Locale) -> BTreeMap<String, BTreeMap<String, Argument>> {
    let resource = FluentResource::try_new(locale.source().to_owned()).unwrap();
    let messages = resource.entries().filter_map(|entry| match entry {
        ast::Entry::Message(message) => Some(message),
        _ => None,
    });
    messages
        .map(|message| {
            let mut arguments = BTreeMap::new();
            let value = message.value.as_ref().unwrap();
            collect(value, &mut arguments);
            (message.id.name.to_owned(), arguments)
        })
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Argument {
    Shown,
    Selects,
}

fn collect(pattern: &ast::Pattern<&str>, found: &mut BTreeMap<String, Argument>) {
    for element in &pattern.elements {
        let ast::PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            ast::Expression::Inline(ast::InlineExpression::VariableReference { id }) => {
                found.entry(id.name.to_owned()).or_insert(Argument::Shown);
            }
            ast::Expression::Select {
                selector: ast::InlineExpression::VariableReference { id },
                variants,
            } => {
                found.insert(id.name.to_owned(), Argument::Selects);
                for variant in variants {
                    collect(&variant.value, found);
                }
            }
            other => panic!("an expression that no message needs: {other:?}"),
        }
    }
}

#[test]
fn every_language_has_the_same_messages() {
    let english = keys(Locale::English);
    assert!(english.len() > 100, "{} keys were read", english.len());
    for locale in Locale::ALL {
        let code = locale.code();
        let own = keys(locale);
        let (expected, found): (BTreeSet<_>, BTreeSet<_>) =
            (english.keys().collect(), own.keys().collect());
        let missing: Vec<_> = expected.difference(&found).collect();
        let spare: Vec<_> = found.difference(&expected).collect();
        assert!(
            missing.is_empty() && spare.is_empty(),
            "{code}.ftl lacks {missing:?} and has {spare:?} too many"
        );
        for (key, arguments) in &english {
            assert_eq!(own[key], *arguments, "{code}.ftl: {key}");
        }
    }
}

/// A message with the longest arguments that it may have, once for each plural form.
fn formatted(locale: Locale, key: &str, arguments: &BTreeMap<String, Argument>) -> Vec<String> {
    let counts = [0, 1, 2, 5, 11, 22, 101, 1_000_000];
    counts
        .iter()
        .map(|count| {
            let mut args = FluentArgs::new();
            for (name, argument) in arguments {
                args.set(
                    name.as_str(),
                    match (argument, name.as_str()) {
                        (_, "language") => FluentValue::from("xx"),
                        (Argument::Selects, _) => FluentValue::from(*count),
                        (_, "subject") => FluentValue::from("é".repeat(50)),
                        (Argument::Shown, _) => FluentValue::from("12345"),
                    },
                );
            }
            locale.format(key, &args)
        })
        .collect()
}

#[test]
fn every_message_formats_within_its_limit_in_every_language() {
    let limits = [
        ("command-", 100),
        ("choice-", 100),
        ("field-", 100),
        ("button-", 80),
        ("menu-", 150),
        ("modal-", 45),
        ("placeholder-", 100),
        ("", 2_000),
    ];
    for locale in Locale::ALL {
        for (key, arguments) in keys(locale) {
            let (_, limit) = limits
                .iter()
                .find(|(prefix, _)| key.starts_with(prefix))
                .unwrap();
            for text in formatted(locale, &key, &arguments) {
                let length = utf16_len(&text);
                let code = locale.code();
                assert!(
                    (1..=*limit).contains(&length),
                    "{code}: {key} has {length} characters: {text}"
                );
                assert!(!text.contains(['{', '}', '\u{2068}']), "{code}: {text}");
            }
        }
    }
}

#[test]
fn plurals_follow_the_rules_of_the_language() {
    let questions = |locale: Locale, count: u64| {
        let args = args!["count" => count];
        locale.format("count-questions", &args)
    };
    assert_eq!(questions(Locale::English, 1), "1 question");
    assert_eq!(questions(Locale::English, 0), "0 questions");
    assert_eq!(questions(Locale::French, 0), "0 question");
    assert_eq!(questions(Locale::German, 2), "2 Fragen");
    for (count, expected) in [
        (1, "1 pytanie"),
        (3, "3 pytania"),
        (12, "12 pytań"),
        (23, "23 pytania"),
    ] {
        assert_eq!(questions(Locale::Polish, count), expected);
    }
}

#[test]
fn discords_codes_are_known() {
    for (code, locale) in [
        ("en-US", Locale::English),
        ("en-GB", Locale::English),
        ("de", Locale::German),
        ("es-ES", Locale::Spanish),
        ("es-419", Locale::Spanish),
        ("fr", Locale::French),
        ("pt-BR", Locale::Portuguese),
        ("nl", Locale::Dutch),
        ("it", Locale::Italian),
        ("pl", Locale::Polish),
        ("zh-CN", Locale::English),
        ("", Locale::English),
        ("\u{feff}", Locale::English),
    ] {
        assert_eq!(Locale::from_code(code), locale, "{code}");
    }
    assert_eq!(Locale::of_language("fi"), None);
    for locale in Locale::ALL {
        assert_eq!(Locale::from_code(locale.code()), locale);
        for code in locale.discord_codes() {
            assert_eq!(Locale::from_code(code), locale);
        }
    }
}

/// All source files but this one.
fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && !path.ends_with("locale/tests.rs")
        {
            text.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn the_program_uses_every_key_and_no_other() {
    let mut source = String::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut source,
    );
    let known = keys(Locale::English);
    let used = Regex::new(r#"\.(?:message|format)\(\s*"([a-z0-9-]+)""#).unwrap();
    let mut count = 0;
    for found in used.captures_iter(&source) {
        assert!(
            known.contains_key(&found[1]),
            "en.ftl has no `{}`",
            &found[1]
        );
        count += 1;
    }
    assert!(count > 40, "only {count} uses were found");
    for key in known.keys() {
        assert!(
            source.contains(&format!("\"{key}\"")),
            "nothing says `{key}`"
        );
    }
}
