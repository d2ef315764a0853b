//! The child processes: they are killed, or run where the disk is full or read-only.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use engram::content;
use engram::engine::{Engine, EngineSettings};
use engram::index::{self, Embedder};

use super::index_fixture::{IndexFixture, articles_of, write_articles};

pub(crate) fn run(arguments: &[String]) {
    let folder = Path::new(&arguments[1]);
    let version = |at: usize| arguments[at].parse::<u64>().unwrap();
    match arguments[0].as_str() {
        "build" => {
            if let Some(point) = arguments.get(3) {
                fail::cfg_callback(point.as_str(), || std::process::abort()).unwrap();
            }
            let meaning = meaning();
            for version in version(2).. {
                match build(folder, version, &meaning) {
                    Ok(()) => say(&format!("built {version}.")),
                    Err(error) => panic!("{error}"),
                }
            }
        }
        "once" => match build_from(folder, &articles_of(folder, version(2)), &meaning()) {
            Ok(()) => say(&format!("built {}.", version(2))),
            Err(error) => say(&format!("error: {error}")),
        },
        #[cfg(feature = "discord")]
        "state" => super::state::change(folder, version(2), say),
        "full-disk" => full_disk(folder),
        "read-only" => {
            without_writing(folder, |index| {
                run_on(index, &["mount", "-o", "bind"], &[index]);
                run_on(index, &["mount", "-o", "remount,ro,bind"], &[]);
            });
        }
        "forbidden" => without_writing(folder, |index| {
            run_on(index, &["chmod", "-R", "a-w"], &[]);
        }),
        other => panic!("no such child: {other}"),
    }
}

fn say(line: &str) {
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "{line}").unwrap();
    stdout.flush().unwrap();
}

pub(crate) fn meaning() -> Embedder {
    #[cfg(feature = "semantic")]
    return Embedder::load().unwrap();
    #[cfg(not(feature = "semantic"))]
    Embedder::none()
}

/// Builds a version of the articles and makes it the serving one.
pub(crate) fn build(folder: &Path, version: u64, meaning: &Embedder) -> engram::Result<()> {
    build_from(folder, &write_articles(folder, version), meaning)
}

fn build_from(folder: &Path, content: &Path, meaning: &Embedder) -> engram::Result<()> {
    let corpus = content::load(content)?;
    let library = folder.join("index/shared");
    index::build(&library, None, &corpus, meaning, &|_| {}).map(drop)
}

/// On a disk with almost no room left the old index serves; with room again the new one is built.
fn full_disk(folder: &Path) {
    let fixture = IndexFixture::at(folder);
    let meaning = meaning();
    build(folder, 1, &meaning).unwrap();
    let content = tempfile::tempdir().unwrap();
    let corpus = content::load(&write_articles(content.path(), 2)).unwrap();
    let ballast = folder.join("ballast");
    let mut file = fs::File::create(&ballast).unwrap();
    while file.write_all(&[1; 4_096]).is_ok() {}
    let size = file.metadata().unwrap().len();
    let mut refused = 0;
    for room_kb in [0, 4, 8, 16, 32, 64, 128] {
        file.set_len(size.saturating_sub(room_kb << 10)).unwrap();
        let built = index::build(&fixture.library(), None, &corpus, &meaning, &|_| {});
        if let Err(error) = &built {
            refused += 1;
            let told = error.to_string();
            assert!(told.contains("No space left"), "{told}");
        }
        let expected = if built.is_ok() { 2 } else { 1 };
        assert_eq!(fixture.sound(), expected);
    }
    assert!(refused > 0, "there was always room");
    drop(file);
    fs::remove_file(&ballast).unwrap();
    index::build(&fixture.library(), None, &corpus, &meaning, &|_| {}).unwrap();
    assert_eq!(fixture.sound(), 2);
}

/// Where the index may be read and not written, a stale one answers; where there is none, the error says where.
fn without_writing(folder: &Path, seal: impl Fn(&Path)) {
    let fixture = IndexFixture::at(folder);
    build(folder, 1, &meaning()).unwrap();
    let newer = write_articles(folder, 2);
    fs::create_dir(folder.join("empty")).unwrap();
    seal(&fixture.index());
    assert_eq!(fixture.sound(), 1);
    let engine = Engine::open(fixture.settings(newer.clone()), &|_| {}).unwrap();
    assert!(engine.rebuild(&|_| {}).is_err());
    assert_eq!(fixture.sound(), 1);
    let nothing_yet = EngineSettings {
        index: fixture.index().join("other"),
        ..fixture.settings(newer)
    };
    let error = Engine::open(nothing_yet, &|_| {}).unwrap_err().to_string();
    assert!(error.contains("could not create"), "{error}");
}

/// Runs a program on a folder, and on others before it.
fn run_on(folder: &Path, program: &[&str], before: &[&Path]) {
    let status = Command::new(program[0])
        .args(&program[1..])
        .args(before)
        .arg(folder)
        .status()
        .unwrap();
    assert!(status.success(), "{program:?}");
}
