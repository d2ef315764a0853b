//! What stands in `deploy/` fits the program.

use std::collections::BTreeSet;
use std::fs;
#[cfg(target_os = "linux")]
use std::process::Command;

use engram::config::Config;
use engram::content::MAX_PDF_MEMORY_BYTES;

#[cfg(feature = "discord")]
use crate::program::run;
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
fn the_image_gets_every_file_that_it_copies_and_every_member_of_the_workspace() {
    let given = read("Dockerfile.dockerignore");
    let given: BTreeSet<&str> = given
        .lines()
        .filter_map(|line| line.strip_prefix('!'))
        .collect();
    let dockerfile = read("Dockerfile");
    let copied: BTreeSet<&str> = dockerfile
        .lines()
        .filter_map(|line| line.strip_prefix("COPY "))
        .filter(|line| !line.starts_with("--from"))
        .flat_map(|line| line.split(' ').rev().skip(1))
        .collect();
    assert_eq!(copied, given);
    let manifest = fs::read_to_string(repository("Cargo.toml")).unwrap();
    let manifest: toml::Table = toml::from_str(&manifest).unwrap();
    for member in manifest["workspace"]["members"].as_array().unwrap() {
        assert!(copied.contains(member.as_str().unwrap()), "{member}");
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
        "deploy",
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

/// It runs on the libraries that were gathered for it alone, as the image's user, who may write into the volume.
#[cfg(target_os = "linux")]
#[test]
fn the_program_runs_on_what_the_image_holds() {
    if !rustix::process::geteuid().is_root() {
        #[expect(clippy::print_stderr, reason = "a skipped test says so")]
        {
            eprintln!("skipped: only root may change the root folder of a process");
        }
        return;
    }
    let folder = Folder::new();
    let root = folder.path().join("root");
    let gathered = Command::new(repository("deploy").join("make_image_root"))
        .arg(env!("CARGO_BIN_EXE_engram"))
        .arg(&root)
        .status()
        .unwrap();
    assert!(gathered.success());
    let in_image = |arguments: &str| {
        let output = Command::new("chroot")
            .arg("--userspec=10001:10001")
            .arg(&root)
            .arg("/usr/local/bin/engram")
            .args(arguments.split(' '))
            .env_clear()
            .env("PATH", "/usr/sbin:/usr/bin")
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments}: {stderr}");
        String::from_utf8(output.stdout).unwrap()
    };
    in_image("init /state/library");
    let question = "how do I write my first article";
    let folders = "--content /state/library --index /state/index";
    let answer = in_image(&format!("ask {folders} {question}"));
    assert!(
        answer.contains("Put a Markdown file into the folder"),
        "{answer}"
    );
}

/// The process that reads a PDF counts in the same limit as the bot: half a GiB must be left for that.
#[test]
fn the_memory_limits_leave_room_for_a_pdf_beside_the_bot() {
    for (name, setting) in [
        ("engram.service", "MemoryMax="),
        ("compose.yaml", "mem_limit: "),
    ] {
        let text = read(name);
        let limit = text
            .lines()
            .find_map(|line| line.trim().strip_prefix(setting))
            .unwrap();
        let gib: u64 = limit
            .to_ascii_lowercase()
            .strip_suffix('g')
            .unwrap()
            .parse()
            .unwrap();
        assert!(
            gib << 30 >= MAX_PDF_MEMORY_BYTES + (512 << 20),
            "{name}: {limit}"
        );
    }
}

/// A secret of compose is the file itself, with its own mode and owner: the guides make it readable by the image's user.
#[test]
fn the_image_can_read_the_token() {
    let image = read("Dockerfile");
    let (_, user) = image.split_once("USER ").unwrap();
    let (user, _) = user.split_once(':').unwrap();
    let makes_it = format!("sudo install -D -m 400 -o {user} /dev/stdin /etc/engram/token");
    for name in ["compose.yaml", "README.md"] {
        assert!(read(name).contains(&makes_it), "{name}");
    }
}

/// 2 is final and 75 may pass: for the program, and for what starts it again.
#[cfg(feature = "discord")]
#[test]
fn all_agree_on_the_exit_codes() {
    let folder = Folder::new()
        .with("file", "")
        .with("damaged/engram.db", "a shopping list\n".repeat(400))
        .with("content/otters.md", "# Otters\n\nOtters eat fish.\n");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (content, index) = (path("content"), path("index"));
    let code = |name: &str, value: &str| {
        let token = "MTAwMDAwMDAwMDAwMDAwMDAw.GTeStT.abcdefghijklmnopqrstuvwxyzABCDEFG-_012";
        let environment = [
            ("DISCORD_TOKEN", token),
            ("ENGRAM_OPS_ADDRESS", "off"),
            ("ENGRAM_CONTENT", content.as_str()),
            ("ENGRAM_INDEX", index.as_str()),
            (name, value),
        ];
        let environment = environment.map(|(name, value)| (name.to_owned(), value.to_owned()));
        run(&["serve".to_owned()], &environment).code
    };
    assert_eq!(code("DISCORD_TOKEN", "no-token"), 2);
    assert_eq!(code("ENGRAM_API_URL", "no-address"), 2);
    assert_eq!(code("ENGRAM_DATA", &path("damaged")), 2);
    assert_eq!(code("ENGRAM_DATA", &path("file/data")), 75);

    let unit = read("engram.service");
    for line in ["Restart=on-failure", "RestartPreventExitStatus=2"] {
        assert!(unit.lines().any(|other| other == line), "{line}");
    }
    assert!(unit.contains("# 2: ") && unit.contains("75: a reason that may pass"));
    let compose = read("compose.yaml");
    // The bot and PostgreSQL: no limit that counts both codes together.
    assert_eq!(compose.matches("restart: unless-stopped").count(), 2);
    assert!(compose.contains("(exit code 2)") && compose.contains("(exit code 75)"));
    let operators = fs::read_to_string(repository("docs/operators.md")).unwrap();
    assert!(operators.contains("Code 75: the reason may pass"));
    assert!(operators.contains("Code 2: a wrong setting"));
}
