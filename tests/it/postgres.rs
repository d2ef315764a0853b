//! A throw-away `PostgreSQL` on loopback, which `tests/postgres` makes. It goes when this does, or with this process,
//! however that ends.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::support::repository;

pub(crate) struct Postgres {
    url: String,
    child: Child,
    /// Taken when it is to end.
    words: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Postgres {
    /// Starts one. Where there is no server to start, it says that what needs one is skipped.
    pub(crate) fn start() -> Option<Self> {
        let mut child = Command::new(repository("tests/postgres"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let words = child.stdin.take();
        let mut answers = BufReader::new(child.stdout.take().unwrap());
        let mut url = String::new();
        answers.read_line(&mut url).unwrap();
        if url.is_empty() {
            let code = child.wait().unwrap().code();
            assert_eq!(code, Some(3), "PostgreSQL did not start");
            // Not by a macro: what a test prints is shown only if it fails.
            let _ = writeln!(
                std::io::stderr(),
                "skipped: what needs PostgreSQL, as there is no server to start (apt-get install postgresql)"
            );
            return None;
        }
        Some(Self {
            url: url.trim().to_owned(),
            child,
            words,
            answers,
        })
    }

    /// Its address, without a database.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Ends it at once, as a crash would; what was committed stays.
    pub(crate) fn crash(&mut self) {
        self.tell("stop");
    }

    /// Starts it again, and waits until it takes connections.
    pub(crate) fn go_on(&mut self) {
        self.tell("start");
    }

    fn tell(&mut self, word: &str) {
        let words = self.words.as_mut().unwrap();
        writeln!(words, "{word}").unwrap();
        words.flush().unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        assert_eq!(answer.trim(), word);
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.words = None;
        let _ = self.child.wait();
    }
}
