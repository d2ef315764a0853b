//! A folder with articles and an index, the processes that build in it, and the checks after each fault.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use engram::answer::Thresholds;
use engram::engine::{Ask, Engine, EngineSettings};
use engram::index;
use tempfile::TempDir;

/// The prefix of the version in every article.
const VERSION: &str = "otter number ";
/// Articles of the fixture; each says its version, so that a mixture would be seen.
const ARTICLES: [&str; 3] = ["food", "sleep", "fur"];

/// A library that is built over and over: version 1, 2, 3 … of the same articles.
pub(crate) struct IndexFixture {
    root: PathBuf,
    _kept: Option<TempDir>,
}

impl IndexFixture {
    /// Builds version 1.
    pub(crate) fn new() -> Self {
        let kept = tempfile::tempdir().unwrap();
        let fixture = Self {
            root: kept.path().to_path_buf(),
            _kept: Some(kept),
        };
        fixture.build(1).unwrap();
        assert_eq!(fixture.sound(), 1);
        fixture
    }

    /// A fixture in an existing folder.
    pub(crate) fn at(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            _kept: None,
        }
    }

    pub(crate) fn settings(&self, content: PathBuf) -> EngineSettings {
        EngineSettings {
            content,
            index: self.root.join("index"),
            thresholds: Thresholds {
                answer_at: 0.0,
                closest_at: 0.0,
            },
        }
    }

    pub(crate) fn library(&self) -> PathBuf {
        self.settings(PathBuf::new()).library()
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.settings(PathBuf::new()).index
    }

    /// Builds a version in this process.
    pub(crate) fn build(&self, version: u64) -> engram::Result<()> {
        super::child::build(&self.root, version, &super::child::meaning())
    }

    /// A process that builds this version and every later one, until it is stopped.
    pub(crate) fn builder(&self, version: u64, point: Option<&str>) -> Builder {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["child", "build"])
            .arg(&self.root)
            .arg(version.to_string())
            .args(point);
        Builder::spawn(command)
    }

    /// Builds a version where no file may grow past this many blocks of 512 bytes; gives the error if it came to one.
    pub(crate) fn limited(&self, version: u64, blocks: u32) -> Option<String> {
        write_articles(&self.root, version);
        let output = Command::new("sh")
            .arg("-c")
            .arg(format!(
                "trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" child once \"$@\""
            ))
            .arg(std::env::current_exe().unwrap())
            .arg(&self.root)
            .arg(version.to_string())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.strip_prefix("error: ").map(str::to_owned)
    }

    /// The version that answers now.
    pub(crate) fn serving(&self) -> u64 {
        self.sound()
    }

    /// Every checksum is right and every article of the same version, which is given back.
    pub(crate) fn sound(&self) -> u64 {
        index::verify(&self.library()).unwrap();
        // The articles cannot be read, so the last good index serves and no new one is built.
        let nowhere = self.root.join("nowhere");
        let engine = Engine::open(self.settings(nowhere), &|_| {}).unwrap();
        let mut versions: Vec<u64> = ARTICLES
            .iter()
            .map(|article| {
                let question = question(article);
                let ask = Ask {
                    question: &question,
                    ..Ask::default()
                };
                let answer = engine.ask(&ask).unwrap();
                version_in(&answer.passages[0].hit.passage.text)
            })
            .collect();
        versions.dedup();
        assert_eq!(versions.len(), 1, "a mixture of versions answers");
        versions[0]
    }

    /// As [`IndexFixture::sound`]; and no acknowledged version is lost.
    pub(crate) fn sound_and_at_least(&self, acknowledged: u64) -> u64 {
        let serving = self.sound();
        assert!(
            serving >= acknowledged,
            "{acknowledged} was acknowledged and {serving} serves"
        );
        serving
    }

    /// Without any repair the next build succeeds, serves, and removes what earlier builds left.
    pub(crate) fn builds_once_more(&self) {
        let next = self.serving() + 1;
        self.build(next).unwrap();
        assert_eq!(self.sound(), next);
        let generations = fs::read_dir(self.library())
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().path().is_dir())
            .count();
        assert!(generations <= 2, "{generations} generations are left");
    }
}

/// The folder of a version of the articles.
pub(crate) fn articles_of(folder: &Path, version: u64) -> PathBuf {
    folder.join(format!("content-{version}"))
}

/// Writes a version of the articles into a folder of its own.
pub(crate) fn write_articles(folder: &Path, version: u64) -> PathBuf {
    let content = articles_of(folder, version);
    let articles = content.join("articles");
    fs::create_dir_all(&articles).unwrap();
    for article in ARTICLES {
        let text = format!(
            "+++\ntitle = \"On {article}\"\n+++\n## {}\n{VERSION}{version} is the one whose {article} is meant here, \
             and it is told of in this article alone.\n",
            question(article)
        );
        fs::write(articles.join(format!("{article}.md")), text).unwrap();
    }
    content
}

fn question(article: &str) -> String {
    format!("What is known of the {article} of otters?")
}

fn version_in(text: &str) -> u64 {
    let (_, rest) = text.split_once(VERSION).unwrap();
    rest.split(' ').next().unwrap().parse().unwrap()
}

/// A process that prints each version that it has built.
pub(crate) struct Builder {
    child: Child,
    built: Receiver<u64>,
}

impl Builder {
    /// Starts it; it prints `built 3.` once version 3 is built.
    pub(crate) fn spawn(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = child.stdout.take().unwrap();
        let (told, built) = mpsc::channel();
        std::thread::spawn(move || tell(lines, &told));
        Self { child, built }
    }

    /// Kills it after a while; returns the last version that it printed.
    pub(crate) fn kill_after(&mut self, while_: Duration) -> Option<u64> {
        // The moment is random on purpose.
        let mut last = None;
        let end = std::time::Instant::now() + while_;
        while let Some(left) = end.checked_duration_since(std::time::Instant::now()) {
            match self.built.recv_timeout(left) {
                Ok(version) => last = Some(version),
                Err(mpsc::RecvTimeoutError::Timeout) => break,
                Err(mpsc::RecvTimeoutError::Disconnected) => {
                    panic!("it ended by itself: {:?}", self.child.wait())
                }
            }
        }
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.built.iter().last().or(last)
    }

    /// Waits until it has failed by itself; returns the last version that it printed.
    pub(crate) fn wait_for_death(mut self) -> Option<u64> {
        let last = self.built.iter().last();
        assert!(!self.child.wait().unwrap().success());
        last
    }
}

fn tell(lines: ChildStdout, told: &mpsc::Sender<u64>) {
    for line in BufReader::new(lines).lines() {
        let Ok(line) = line else { return };
        // A line that was cut short by the kill acknowledges nothing.
        if let Some(version) = line.strip_prefix("built ")
            && let Some(version) = version.strip_suffix('.')
        {
            let _ = told.send(version.parse().unwrap());
        }
    }
}

/// Runs a fixture in a process with file systems of its own; none where that is not possible.
pub(crate) fn alone(fault: &str) -> Option<()> {
    let folder = tempfile::tempdir().unwrap();
    let prepare = match fault {
        "full-disk" => "mount -t tmpfs -o size=4m none \"$3\"",
        "read-only" => "mount -t tmpfs none \"$3\"",
        _ => "true",
    };
    let drop_privileges = match fault {
        "forbidden" => "setpriv --bounding-set=-dac_override,-dac_read_search",
        _ => "",
    };
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c"])
        .arg(format!(
            "{prepare} || exit 77; exec {drop_privileges} \"$0\" \"$@\""
        ))
        .arg(std::env::current_exe().unwrap())
        .args(["child", fault])
        .arg(folder.path())
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => Some(()),
        Some(77 | 127) => None,
        _ if said.contains("unshare") || said.contains("setpriv") => None,
        _ => panic!("{fault}: {said}"),
    }
}

/// A seeded random number generator.
pub(crate) struct Random {
    seed: u64,
    state: u64,
}

impl Random {
    pub(crate) fn new(seed: Option<u64>) -> Self {
        let seed = seed.unwrap_or_else(|| u64::from(std::process::id()));
        Self {
            seed,
            state: seed | 1,
        }
    }

    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }

    pub(crate) fn up_to(&mut self, most: Duration) -> Duration {
        // splitmix64
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        most * u32::try_from(mixed % 1_000).unwrap() / 1_000
    }
}
