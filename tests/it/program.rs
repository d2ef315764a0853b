//! Runs the program as a user does, with nothing of the developer's own settings.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::support::repository;

#[cfg(feature = "discord")]
mod bot_process;

#[cfg(feature = "discord")]
pub(crate) use bot_process::{BotProcess, Memory, OPS_ADDRESS};

/// What a run of the program left behind.
pub(crate) struct Output {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl Output {
    /// Standard output of a run that must end with this code.
    pub(crate) fn ends_with(self, code: i32) -> String {
        assert_eq!(self.code, code, "{}{}", self.stdout, self.stderr);
        self.stdout
    }
}

/// The program at the top of the repository, without settings from the environment or from a file there.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_engram"));
    for (name, _) in std::env::vars_os() {
        let named = name.to_string_lossy();
        if named.starts_with("ENGRAM_")
            || named.starts_with("DISCORD_TOKEN")
            || named == "DATABASE_URL"
        {
            program.env_remove(&name);
        }
    }
    program
        .current_dir(repository("."))
        .env("NO_COLOR", "1")
        .args(arguments)
        .args(["--config", "tests/empty.toml"]);
    program
}

/// Runs the program with variables of the environment and nothing to read.
#[cfg(feature = "discord")]
pub(crate) fn run(arguments: &[String], environment: &[(String, String)]) -> Output {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let output = program(&arguments)
        .envs(environment.iter().cloned())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Output {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

/// Runs the program on what comes through a pipe.
pub(crate) fn engram(arguments: &[&str], stdin: &str) -> Output {
    let mut child = program(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let stdin = stdin.to_owned();
    let writer = std::thread::spawn(move || {
        // A program that ends without reading all of it is no fault of the test.
        let _ = pipe.write_all(stdin.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Output {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}
