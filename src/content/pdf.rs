//! PDF → plain text, by pdf-extract in a process of its own. A PDF of half a megabyte can need gigabytes of memory or
//! minutes of time, and no library bounds that: so the program starts itself with limits, and reads its output.

mod pages;

use std::path::PathBuf;
use std::sync::OnceLock;

use super::problem::ProblemKind;

/// The subcommand by which the program reads a PDF from standard input.
pub const PDF_SUBCOMMAND: &str = "read-pdf";

/// The path of the program, once it is set.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Sets the program that reads PDFs: the one with the subcommand [`PDF_SUBCOMMAND`]. Until then PDFs are refused. Later
/// calls are ignored.
pub fn set_pdf_program(program: PathBuf) {
    let _ = PROGRAM.set(program);
}

/// Memory of the process that reads a PDF, in bytes: ten times what the largest sound documents took.
pub const MAX_PDF_MEMORY_BYTES: u64 = 1024 * 1024 * 1024;

/// Separates the pages in the output of the process.
const PAGE_BREAK: char = '\u{c}';

/// Exit codes of the process.
mod code {
    pub(super) const DONE: u8 = 0;
    pub(super) const ENCRYPTED: u8 = 3;
    pub(super) const DAMAGED: u8 = 4;
}

/// The text of a PDF, page after page, or why there is none.
pub(super) fn text(bytes: &[u8]) -> Result<String, ProblemKind> {
    let Some(program) = PROGRAM.get() else {
        return Err(ProblemKind::PdfWithoutProgram);
    };
    let pages = parent::run(program, bytes)?;
    if !pages.contains(char::is_alphanumeric) {
        return Err(ProblemKind::PdfWithoutText);
    }
    Ok(pages::join_pages(&pages))
}

#[cfg(unix)]
mod parent {
    use std::io::{Read as _, Write as _};
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::sync::Mutex;
    use std::thread;
    use std::time::{Duration, Instant};

    use super::{PDF_SUBCOMMAND, ProblemKind, code};

    /// Timeout of reading a PDF.
    const DONE_WITHIN: Duration = Duration::from_secs(30);
    /// Interval of checking whether the process has ended.
    const LOOK_EVERY: Duration = Duration::from_millis(10);
    /// Most output that is read, in bytes.
    const MAX_TEXT_BYTES: u64 = 8 * 1024 * 1024;

    /// One at a time, so that many PDFs at once take no more memory than one.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

    /// Runs a process that reads a PDF, and returns its output.
    pub(super) fn run(program: &Path, bytes: &[u8]) -> Result<String, ProblemKind> {
        let _guard = ONE_AT_A_TIME
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut child = Command::new(program)
            .arg(PDF_SUBCOMMAND)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| ProblemKind::PdfWithoutProcess {
                error: error.to_string(),
            })?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let (status, text) = thread::scope(|scope| {
            scope.spawn(move || {
                // The process may end before it has read all.
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
            Ok(Some(exit)) if exit == i32::from(code::ENCRYPTED) => Err(ProblemKind::EncryptedPdf),
            Ok(Some(exit)) if exit == i32::from(code::DAMAGED) => Err(ProblemKind::DamagedPdf),
            Ok(_) => Err(ProblemKind::PdfTooCostly),
            Err(error) => Err(ProblemKind::PdfFailed {
                error: error.to_string(),
            }),
        }
    }

    /// Waits for the end of a process, and kills it after the timeout.
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
    use super::ProblemKind;

    /// Without limits for processes no PDF is read.
    pub(super) fn run(_program: &std::path::Path, _bytes: &[u8]) -> Result<String, ProblemKind> {
        Err(ProblemKind::PdfOutsideUnix)
    }
}

/// The work of the process: sets its limits, reads a PDF from standard input, writes its text to standard output.
/// Gives its exit code.
#[cfg(unix)]
pub fn read_pdf_within_limits() -> u8 {
    use std::io::{Read as _, Write as _};

    use rustix::process::{Resource, Rlimit, setrlimit};

    /// CPU time, in seconds.
    const MAX_SECONDS: u64 = 20;
    /// Open files: the three standard streams, and one more.
    const MAX_FILES: u64 = 4;

    let limits = [
        (Resource::As, MAX_PDF_MEMORY_BYTES),
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
