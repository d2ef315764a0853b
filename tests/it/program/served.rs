//! The real program as a bot: a process of its own, at a Discord on loopback, with the articles on bread.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use tokio::sync::watch;

use super::program;
use crate::double::{Discord, TOKEN};

/// A running bot. Its log is read all the time, so that it never waits for a full pipe.
pub(crate) struct Served {
    child: Child,
    log: Arc<Mutex<String>>,
    grown: watch::Receiver<()>,
}

/// The variable that says where health and metrics are served.
pub(crate) const OPS_ADDRESS: &str = "ENGRAM_OPS_ADDRESS";

impl Served {
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

    /// Waits until this stands in its log.
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

    /// Waits until it has ended by itself: the exit code, and all that it logged.
    pub(crate) async fn ended(mut self) -> (Option<i32>, String) {
        while self.grown.changed().await.is_ok() {}
        let code = self.child.wait().unwrap().code();
        (code, self.log())
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it at once, whatever it does.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Tells it to end, which must go well; gives all that it logged.
    pub(crate) async fn end(self) -> String {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        assert!(told.success());
        let (code, log) = self.ended().await;
        assert_eq!(code, Some(0), "{log}");
        log
    }

    fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // A test that failed leaves no process behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
