//! A PDF → plain text, by pdf-extract in a process of its own. A PDF of half a megabyte can ask for gigabytes of memory
//! or minutes of time, and no library bounds that: so the program starts itself again with limits, and reads what comes
//! out of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

/// The subcommand by which the program reads a PDF from standard input.
pub const PDF_SUBCOMMAND: &str = "read-pdf";

/// The program itself, once it has told where it is.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Tells which program reads PDFs: the one that has the subcommand [`PDF_SUBCOMMAND`]. Until it is told, PDFs are
/// refused. The first call counts.
pub fn set_pdf_program(program: PathBuf) {
    let _ = PROGRAM.set(program);
}

/// Between the pages of the text that the process gives.
const PAGE_BREAK: char = '\u{c}';

/// Exit codes of the process.
mod code {
    pub(super) const DONE: u8 = 0;
    pub(super) const ENCRYPTED: u8 = 3;
    pub(super) const DAMAGED: u8 = 4;
}

/// The text of a PDF, page after page, or why there is none: lower case, no full stop.
pub(super) fn text(bytes: &[u8]) -> Result<String, String> {
    let Some(program) = PROGRAM.get() else {
        return Err("a PDF, which only the program `engram` itself can read".to_owned());
    };
    let pages = parent::run(program, bytes)?;
    if !pages.contains(char::is_alphanumeric) {
        return Err(
            "a PDF without text in it, such as scanned pages; run text recognition on it first"
                .to_owned(),
        );
    }
    Ok(join_pages(&pages))
}

#[cfg(unix)]
mod parent {
    use std::io::{Read as _, Write as _};
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::sync::Mutex;
    use std::thread;
    use std::time::{Duration, Instant};

    use super::{PDF_SUBCOMMAND, code};

    /// For all of a PDF.
    const DONE_WITHIN: Duration = Duration::from_secs(30);
    /// How often the process is looked at.
    const LOOK_EVERY: Duration = Duration::from_millis(10);
    /// Most text that is taken of it, in bytes.
    const MAX_TEXT_BYTES: u64 = 8 * 1024 * 1024;

    /// One at a time, so that many PDFs at once take no more memory than one.
    static TURN: Mutex<()> = Mutex::new(());

    /// Has a process read a PDF, and gives what it wrote.
    pub(super) fn run(program: &Path, bytes: &[u8]) -> Result<String, String> {
        let failed = |what: &str| format!("a PDF that could not be read: {what}");
        let _turn = TURN
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut child = Command::new(program)
            .arg(PDF_SUBCOMMAND)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| failed(&format!("no process for it: {error}")))?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let (status, text) = thread::scope(|scope| {
            scope.spawn(move || {
                // A process that ends early reads no more of it.
                let _ = stdin.map(|mut stdin| stdin.write_all(bytes));
            });
            let reader = scope.spawn(move || {
                let mut text = Vec::new();
                let read = stdout.map(|out| out.take(MAX_TEXT_BYTES).read_to_end(&mut text));
                (read, text)
            });
            let status = wait(&mut child);
            (
                status,
                reader.join().map(|(_, text)| text).unwrap_or_default(),
            )
        });
        match status.map(|status| status.code()) {
            Ok(Some(exit)) if exit == i32::from(code::DONE) => {
                Ok(String::from_utf8_lossy(&text).into_owned())
            }
            Ok(Some(exit)) if exit == i32::from(code::ENCRYPTED) => {
                Err("a PDF with a password; save it without one".to_owned())
            }
            Ok(Some(exit)) if exit == i32::from(code::DAMAGED) => {
                Err("a damaged PDF; open it and save it again".to_owned())
            }
            Ok(_) => Err("a PDF that takes more memory or time than one may".to_owned()),
            Err(error) => Err(failed(&error.to_string())),
        }
    }

    /// Waits for the end of a process, and ends it if that takes too long.
    fn wait(child: &mut Child) -> std::io::Result<std::process::ExitStatus> {
        let start = Instant::now();
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            if start.elapsed() > DONE_WITHIN {
                child.kill()?;
                return child.wait();
            }
            thread::sleep(LOOK_EVERY);
        }
    }
}

#[cfg(not(unix))]
mod parent {
    /// Without limits for a process no PDF is read.
    pub(super) fn run(_program: &std::path::Path, _bytes: &[u8]) -> Result<String, String> {
        Err("a PDF, which is read on Unix alone".to_owned())
    }
}

/// What the process itself does: sets its limits, reads a PDF from standard input, writes its text to standard output.
/// Gives its exit code.
#[cfg(unix)]
pub fn read_pdf_within_limits() -> u8 {
    use std::io::{Read as _, Write as _};

    use rustix::process::{Resource, Rlimit, setrlimit};

    /// Memory of the process, in bytes: ten times what the largest sound documents took.
    const MAX_MEMORY: u64 = 1024 * 1024 * 1024;
    /// Time on a processor, in seconds.
    const MAX_SECONDS: u64 = 20;
    /// Files that it may hold open: the three that it begins with, and one to spare.
    const MAX_FILES: u64 = 4;

    let limits = [
        (Resource::As, MAX_MEMORY),
        (Resource::Cpu, MAX_SECONDS),
        (Resource::Nofile, MAX_FILES),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        if setrlimit(resource, limit).is_err() {
            return code::DAMAGED;
        }
    }
    let mut bytes = Vec::new();
    if std::io::stdin().read_to_end(&mut bytes).is_err() {
        return code::DAMAGED;
    }
    match extract(&bytes) {
        Ok(text) => match std::io::stdout().write_all(text.as_bytes()) {
            Ok(()) => code::DONE,
            Err(_) => code::DAMAGED,
        },
        Err(code) => code,
    }
}

/// Without limits no PDF is read.
#[cfg(not(unix))]
pub fn read_pdf_within_limits() -> u8 {
    code::DAMAGED
}

/// Reads a PDF in this process, without limits of memory and time: for fuzzing.
#[doc(hidden)]
pub fn extract_pdf(bytes: &[u8]) {
    let _ = extract(bytes);
}

/// The text of all pages, or the exit code that says why not.
fn extract(bytes: &[u8]) -> Result<String, u8> {
    let read = std::panic::catch_unwind(|| pdf_extract::extract_text_from_mem_by_pages(bytes));
    let pages = read.map_err(|_| code::DAMAGED)?.map_err(|error| {
        let what = format!("{error:?}").to_ascii_lowercase();
        if what.contains("password") || what.contains("decrypt") || what.contains("encrypt") {
            code::ENCRYPTED
        } else {
            code::DAMAGED
        }
    })?;
    Ok(pages.join(&PAGE_BREAK.to_string()))
}

/// Lines at a page's head and foot that may be furniture.
const EDGE_LINES: usize = 2;
/// A line at the edge of pages is furniture if it stands on so many of them, whatever numbers are in it.
const LEAST_REPEATS: usize = 3;

/// One text of several pages: numbers of pages go, and what heads or ends many pages stands once; a paragraph that goes
/// over the end of a page is one.
fn join_pages(text: &str) -> String {
    let pages: Vec<Vec<&str>> = text
        .split(PAGE_BREAK)
        .map(|page| page.lines().map(str::trim_end).collect())
        .collect();
    let edges = |page: &[&str]| -> Vec<usize> {
        let filled: Vec<usize> = (0..page.len())
            .filter(|&at| !page[at].trim().is_empty())
            .collect();
        let head = filled.iter().take(EDGE_LINES);
        let foot = filled.iter().rev().take(EDGE_LINES);
        head.chain(foot).copied().collect()
    };
    let mut repeats: BTreeMap<String, usize> = BTreeMap::new();
    for page in &pages {
        for at in edges(page) {
            *repeats.entry(without_numbers(page[at])).or_default() += 1;
        }
    }
    let mut told: BTreeSet<String> = BTreeSet::new();
    let mut joined = String::new();
    for page in &pages {
        let edges = edges(page);
        let mut lines: Vec<&str> = Vec::new();
        for (at, line) in page.iter().enumerate() {
            let pattern = without_numbers(line);
            let furniture = edges.contains(&at)
                && (matches!(
                    pattern.as_str(),
                    "#" | "- # -" | "page #" | "# / #" | "page # of #"
                ) || repeats[&pattern] >= LEAST_REPEATS && !told.insert(pattern));
            if !furniture {
                lines.push(line);
            }
        }
        let first = lines.iter().position(|line| !line.trim().is_empty());
        let last = lines.iter().rposition(|line| !line.trim().is_empty());
        let (Some(first), Some(last)) = (first, last) else {
            continue;
        };
        let goes_on = joined
            .trim_end()
            .ends_with(|c: char| c.is_lowercase() || c == ',' || c == '-')
            && lines[first].trim_start().starts_with(char::is_lowercase);
        joined.push_str(if joined.is_empty() || goes_on {
            ""
        } else {
            "\n"
        });
        for line in &lines[first..=last] {
            joined.push_str(line);
            joined.push('\n');
        }
    }
    joined
}

/// A line with `#` for each number in it.
fn without_numbers(line: &str) -> String {
    let mut pattern = String::with_capacity(line.len());
    for character in line.trim().chars() {
        if !character.is_ascii_digit() {
            pattern.extend(character.to_lowercase());
        } else if !pattern.ends_with('#') {
            pattern.push('#');
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_heads_and_ends_pages_stands_once() {
        let page = |number: usize, text: &str| format!("\nBread for all\n\n{text}\n\n{number}\n");
        let pages = [
            page(1, "Dough rests.\nIt rises while it"),
            page(2, "rests in a warm place."),
            page(3, "Then it is baked."),
        ]
        .join("\u{c}");
        assert_eq!(
            join_pages(&pages),
            "Bread for all\n\nDough rests.\nIt rises while it\nrests in a warm place.\n\nThen it is baked.\n"
        );
    }
}
