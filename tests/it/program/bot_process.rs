//! The real program as a bot: a process of its own, at a Discord on loopback, with the articles on bread.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use tokio::sync::watch;

use super::program;
use crate::fake_discord::{Discord, TOKEN};

/// A running bot. Its log is read continuously, so that the pipe is never full.
pub(crate) struct BotProcess {
    child: Child,
    log: Arc<Mutex<String>>,
    grown: watch::Receiver<()>,
}

/// How much of the machine's memory a program takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Memory {
    pub(crate) resident_kib: u64,
    pub(crate) peak_kib: u64,
}

/// The variable that says where health and metrics are served.
pub(crate) const OPS_ADDRESS: &str = "ENGRAM_OPS_ADDRESS";

impl BotProcess {
    /// Starts it with its index and data in `folder`, and these variables of the environment.
    pub(crate) fn start(discord: &Discord, folder: &Path, environment: &[(&str, &str)]) -> Self {
        Self::start_as(discord, folder, environment, &[])
    }

    /// Starts it with more arguments.
    pub(crate) fn start_as(
        discord: &Discord,
        folder: &Path,
        environment: &[(&str, &str)],
        arguments: &[&str],
    ) -> Self {
        let mut child = program(&["serve"])
            .args(arguments)
            .env("ENGRAM_CONTENT", "tests/content/bakery")
            .env("DISCORD_TOKEN", TOKEN)
            .env("ENGRAM_API_URL", discord.api_url())
            .env("ENGRAM_DATA", folder.join("data"))
            .env(OPS_ADDRESS, "off")
            .arg("--index")
            .arg(folder.join("index"))
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (grow, grown) = watch::channel(());
        let stderr = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn({
            let log = Arc::clone(&log);
            move || {
                for line in stderr.lines().map_while(Result::ok) {
                    *log.lock().unwrap() += &(line + "\n");
                    grow.send_replace(());
                }
            }
        });
        Self { child, log, grown }
    }

    /// Waits until its log holds this text.
    pub(crate) async fn logs(&mut self, text: &str) {
        while !self.log().contains(text) {
            let more = self.grown.changed().await;
            assert!(more.is_ok(), "it ended without it: {}", self.log());
        }
    }

    /// Asks it for a page of health or metrics: status and body. It must serve them on a port of its choice.
    pub(crate) async fn get(&mut self, path: &str) -> (u16, String) {
        self.logs("health and metrics are served").await;
        let log = self.log();
        let line = log.lines().find(|line| line.contains("are served"));
        let (_, after) = line.unwrap().split_once("127.0.0.1:").unwrap();
        let port: String = after.chars().take_while(char::is_ascii_digit).collect();
        let answer = reqwest::get(format!("http://127.0.0.1:{port}{path}"))
            .await
            .unwrap();
        let status = answer.status().as_u16();
        (status, answer.text().await.unwrap())
    }

    /// Waits until it has ended by itself; returns the exit code and the log.
    pub(crate) async fn ended(mut self) -> (Option<i32>, String) {
        while self.grown.changed().await.is_ok() {}
        let code = self.child.wait().unwrap().code();
        (code, self.log())
    }

    /// What it takes of the memory now, and has taken at most since it started or this was last called.
    pub(crate) fn memory(&self) -> Memory {
        let process = Path::new("/proc").join(self.id().to_string());
        let status = std::fs::read_to_string(process.join("status")).unwrap();
        let kib = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            let number = line.split_whitespace().nth(1).unwrap();
            number.parse().unwrap()
        };
        let memory = Memory {
            resident_kib: kib("VmRSS:"),
            peak_kib: kib("VmHWM:"),
        };
        // Where this may not be written, the peak is that since the start.
        let _ = std::fs::write(process.join("clear_refs"), "5");
        memory
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Kills it.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, name: &str) {
        let mut kill = Command::new("kill");
        let told = kill.args(["-s", name, &self.id().to_string()]).status();
        assert!(told.unwrap().success());
    }

    /// Stops it by SIGTERM, which must succeed; returns the log.
    pub(crate) async fn end(self) -> String {
        self.signal("TERM");
        let (code, log) = self.ended().await;
        assert_eq!(code, Some(0), "{log}");
        log
    }

    fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }
}

impl Drop for BotProcess {
    fn drop(&mut self) {
        // A test that failed leaves no process behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
