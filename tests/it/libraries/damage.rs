//! Each file of each library damaged in each way: it is noticed, said, and repaired, and no answer is wrong or empty in
//! silence.

use std::fs;
use std::path::{Path, PathBuf};

use engram::Error;
use engram::article::Library;
use engram::engine::{Engine, EngineSettings, RepairOutcome};

use super::{OTTER, OTTERS, answered, bread, holds, open, rebuild};
use crate::support::copy;

/// A way to damage a file.
type Damage = (&'static str, fn(&Path));

const DAMAGES: &[Damage] = &[
    ("cut short", |path| {
        let bytes = fs::read(path).unwrap();
        fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
    }),
    ("emptied", |path| fs::write(path, "").unwrap()),
    ("flipped", |path| {
        let mut bytes = fs::read(path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(path, bytes).unwrap();
    }),
    ("replaced", |path| {
        let length = fs::read(path).unwrap().len();
        fs::write(path, "x".repeat(length)).unwrap();
    }),
    ("removed", |path| fs::remove_file(path).unwrap()),
    ("of a newer version", |path| {
        let bytes = fs::read(path).unwrap();
        let mut newer = b"NEWER".to_vec();
        newer.extend(bytes);
        fs::write(path, newer).unwrap();
    }),
];

/// One of each kind of file in a library's folder. The files of a generation are sealed alike: that each of them is
/// covered, the tests of `index` look at.
fn files(folder: &Path) -> Vec<PathBuf> {
    let generation = fs::read_to_string(folder.join("current")).unwrap();
    let generation = PathBuf::from(generation.trim());
    let terms = folder.join(&generation).join("terms");
    let mut segment: Vec<PathBuf> = fs::read_dir(terms)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "store")
        })
        .collect();
    segment.sort();
    let store = segment[0].strip_prefix(folder).unwrap().to_path_buf();
    let mut files = vec![PathBuf::from("current"), store];
    let names = [
        "manifest.json",
        "catalogue.json",
        "vectors.safetensors",
        "terms/meta.json",
    ];
    files.extend(names.map(|name| generation.join(name)));
    files.push("guild.json".into());
    files.retain(|name| folder.join(name).is_file());
    files
}

/// Runs `check` for each damage of each file of the library in `index/<library>`, on a sound copy each time. The
/// engine is opened by `check`, after the damage.
fn each_damage(library: &str, check: impl Fn(&crate::support::Folder, &str)) {
    let sound = bread();
    rebuild(&open(&sound), OTTERS, &holds(1, &[("otters", OTTER)]));
    let index = sound.path().join("index").join(library);
    let names = files(&index);
    assert!(names.len() >= 5, "{names:?}");
    for name in names {
        for (what, damage) in DAMAGES {
            let folder = crate::support::Folder::new();
            copy(sound.path(), folder.path());
            damage(&folder.path().join("index").join(library).join(&name));
            check(&folder, &format!("{} {what}", name.display()));
        }
    }
}

#[test]
fn a_damaged_shared_library_is_mended_before_or_after_it_is_opened() {
    let question = "why does dough rise";
    each_damage("shared", |folder, case| {
        let engine = open(folder);
        engine.verify_and_repair().unwrap();
        let first = answered(&engine, None, question);
        assert_eq!(
            first.as_deref(),
            Some("bread#why-does-dough-rise"),
            "{case}"
        );
        let repaired = engine.verify_and_repair().unwrap();
        assert_eq!(
            repaired[0],
            (Library::Shared, RepairOutcome::Sound),
            "{case}"
        );
    });
}

#[test]
fn a_damaged_library_of_a_guild_answers_rightly_or_fails_until_it_is_built_again() {
    let question = "what do otters eat";
    let right = Some("own:otters#what-do-otters-eat");
    each_damage("7", |folder, case| {
        let engine = open(folder);
        let checked = engine.verify_and_repair().unwrap();
        let ask = engram::engine::Ask {
            question,
            guild: Some(OTTERS),
            ..engram::engine::Ask::default()
        };
        match (&checked[1].1, engine.ask(&ask)) {
            (RepairOutcome::Sound, Ok(_)) => {
                assert_eq!(
                    answered(&engine, Some(OTTERS), question).as_deref(),
                    right,
                    "{case}"
                );
            }
            (RepairOutcome::ToRebuild { damage }, Err(error)) => {
                assert!(!damage.is_empty());
                assert!(
                    matches!(
                        error,
                        Error::IndexBroken { .. }
                            | Error::IndexForeign { .. }
                            | Error::IndexMissing { .. }
                    ),
                    "{case}: {error}"
                );
                assert_eq!(engine.guild_version(OTTERS), None, "{case}");
            }
            other => panic!("{case}: {other:?}"),
        }
        rebuild(&engine, OTTERS, &holds(2, &[("otters", OTTER)]));
        assert_eq!(
            answered(&engine, Some(OTTERS), question).as_deref(),
            right,
            "{case}"
        );
        assert!(
            engine
                .verify_and_repair()
                .unwrap()
                .iter()
                .all(|(_, repaired)| *repaired == RepairOutcome::Sound),
            "{case}"
        );
    });
}

#[test]
fn without_the_articles_the_last_good_generation_serves() {
    let folder = bread();
    let engine = open(&folder);
    engine.rebuild(&|_| {}).unwrap();
    let shared = folder.path().join("index/shared");
    fs::rename(folder.path().join("content"), folder.path().join("away")).unwrap();
    let generation = fs::read_to_string(shared.join("current")).unwrap();
    let catalogue = shared.join(generation.trim()).join("catalogue.json");
    DAMAGES[2].1(&catalogue);
    let repaired = engine.verify_and_repair().unwrap();
    assert!(
        matches!(repaired[0].1, RepairOutcome::LastGood { .. }),
        "{repaired:?}"
    );
    assert!(answered(&engine, None, "why does dough rise").is_some());

    DAMAGES[0].1(&catalogue);
    let reopened = Engine::open(
        EngineSettings {
            content: folder.path().join("content"),
            index: folder.path().join("index"),
            thresholds: engram::answer::Thresholds::default(),
        },
        &|_| {},
    );
    assert!(answered(&reopened.unwrap(), None, "why does dough rise").is_some());
}
