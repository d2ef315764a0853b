//! What the program tells the person who runs it: progress, reports, failures.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::article::Article;
use crate::content::{CheckReport, Counts, DroppedLine, Problem, Severity};
use crate::index::{BuildReport, Manifest, Progress, Status, VectorReport};
use crate::text::strip_controls;

/// Said when the program starts without a subcommand and a token.
pub const NO_TOKEN: &str = "No DISCORD_TOKEN is set, so this is a chat in the terminal.";

/// Said to someone who asks without a subcommand.
pub fn ask_like_this(question: &str) -> String {
    strip_controls(&format!("hint: to ask that: engram ask \"{question}\""))
}

/// Stands above how a fit does on questions that it has not seen.
pub const BY_FITS_TO_THE_OTHERS: &str =
    "Each fifth of the questions judged by a fit to the others:\n";

/// A file was written.
pub fn written(file: &Path) -> String {
    strip_controls(&format!("wrote {}", file.display()))
}

/// A failure, as it is printed once at the end.
pub fn failure(what: &str) -> String {
    format!("error: {}", strip_controls(what))
}

/// Reports a line of a batch that holds no question.
pub fn no_question(file: &Path, line: usize, what: &str) -> String {
    strip_controls(&format!(
        "{}:{line}: not of the form {{\"id\": …, \"question\": \"…\"}}: {what}",
        file.display()
    ))
}

/// What a build is doing.
pub fn phase(progress: Progress) -> &'static str {
    match progress {
        Progress::Splitting => "Reading articles",
        Progress::Encoding { .. } => "Encoding passages",
        Progress::Writing { .. } => "Writing the index",
    }
}

/// A phase begins, as a plain line.
pub fn begun(phase: &str) -> String {
    format!("{phase} …")
}

/// How far a phase has come, as a template of indicatif's.
pub const BAR: &str = "{msg:20} {bar:30} {pos}/{len}  {eta} left";

/// How far a phase has come, as a plain line.
pub fn step(phase: &str, done: usize, total: usize, remaining: Duration) -> String {
    format!(
        "{phase}: {done} of {total}, about {} s left",
        remaining.as_secs()
    )
}

/// What a build made.
pub fn built(report: &BuildReport) -> String {
    let BuildReport {
        articles,
        passages,
        encoded,
        reused,
        ..
    } = report;
    let mut text = format!(
        "Index built: {} and {}.",
        counted(*articles, "article"),
        counted(*passages, "passage")
    );
    if encoded + reused > 0 {
        let encoded = counted(*encoded, "text");
        let _ = write!(text, " {encoded} encoded, {reused} reused.");
    }
    text
}

/// What was stored beside the articles.
pub fn stored_vectors(report: &VectorReport) -> String {
    let VectorReport { encoded, reused } = report;
    let encoded = counted(*encoded, "text");
    format!("Vectors stored beside the articles: {encoded} encoded, {reused} reused.")
}

/// How the index stands to the articles.
pub fn status(status: &Status) -> String {
    match status {
        Status::Fresh(manifest) => format!("The index fits the articles: {}.", held(manifest)),
        Status::Stale(manifest) => format!(
            "The index is stale ({}): the articles have changed since. {BUILD}",
            held(manifest)
        ),
        Status::Missing => format!("There is no index yet. {BUILD}"),
        Status::Foreign(what) => {
            format!("The index was made by another version: {what}. {BUILD}")
        }
        Status::Broken(what) => format!("The index is broken: {what}. {BUILD}"),
    }
}

const BUILD: &str = "`engram index build` builds it; asking does, too.";

/// Every checksum was right.
pub fn verified(manifest: &Manifest) -> String {
    let bytes: u64 = manifest.files.values().map(|digest| digest.bytes).sum();
    format!(
        "The index is sound: {}, {}, {:.1} MB.",
        counted(manifest.files.len(), "file"),
        held(manifest),
        bytes as f64 / 1e6
    )
}

fn held(manifest: &Manifest) -> String {
    format!(
        "{}, {}",
        counted(manifest.articles, "article"),
        counted(manifest.passages, "passage")
    )
}

/// `1 article`, `2 articles`.
pub fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

/// A line that the importer left out.
pub fn dropped(file: &Path, dropped: &DroppedLine) -> String {
    strip_controls(&format!(
        "{}:{}: {}: {}",
        file.display(),
        dropped.line,
        dropped.reason,
        dropped.text
    ))
}

/// How many lines more the importer left out than were printed.
pub fn dropped_besides(file: &Path, count: usize) -> String {
    strip_controls(&format!(
        "{}: {} more left out, short ones and links; --all prints them, --whole keeps them",
        file.display(),
        counted(count, "line")
    ))
}

/// A page that became no draft.
pub fn not_imported(file: &Path, why: &str) -> String {
    strip_controls(&format!("{} was not imported: {why}", file.display()))
}

/// What became of a file that was imported.
#[derive(Debug)]
pub struct ImportRow {
    /// The file.
    pub file: PathBuf,
    /// Words of the draft.
    pub words: usize,
    /// Words of the file that are not in it.
    pub left_out: usize,
    /// The draft, or why there is none.
    pub outcome: std::result::Result<PathBuf, String>,
}

/// What became of the files of a folder: one a line, and the sum.
pub fn import_table(rows: &[ImportRow]) -> String {
    let mut lines = vec![format!("{:>8} {:>8}  file", "kept", "left out")];
    let (mut kept, mut left_out, mut done) = (0, 0, 0);
    for row in rows {
        let became = match &row.outcome {
            Ok(draft) => format!("→ {}", draft.display()),
            Err(why) => format!("not imported: {}", why.lines().next().unwrap_or_default()),
        };
        done += usize::from(row.outcome.is_ok());
        kept += row.words;
        left_out += row.left_out;
        lines.push(format!(
            "{:>8} {:>8}  {} {became}",
            row.words,
            row.left_out,
            row.file.display()
        ));
    }
    lines.push(format!(
        "{} read, {done} imported: {} kept, {left_out} left out",
        counted(rows.len(), "file"),
        counted(kept, "word"),
    ));
    let lines: Vec<String> = lines.iter().map(|line| strip_controls(line)).collect();
    lines.join("\n")
}

/// A page that became a draft.
pub fn imported(file: &Path, draft: &Path, article: &Article, dropped: usize) -> String {
    strip_controls(&format!(
        "{} → {}: {}, {} left out",
        file.display(),
        draft.display(),
        counted(article.sections.len(), "section"),
        counted(dropped, "line")
    ))
}

/// The page is there.
pub const PAGE_IS_SERVED: &str =
    "Open it in a browser. A saved article is reread at once. Ctrl-C ends it.";

/// A folder in which a library was made.
pub fn library_made(dir: &Path) -> String {
    let dir = dir.display();
    strip_controls(&format!(
        "Write your articles there. `engram check --content {dir}` tells what is wrong with them; README.md says more."
    ))
}

/// A folder in which no library is made, since there is something in it.
pub fn folder_is_taken(dir: &Path) -> String {
    format!(
        "there is something in {} already, and nothing is written over\nhint: name a folder that is empty or not there",
        strip_controls(&dir.display().to_string())
    )
}

/// A draft that would be written over.
pub fn draft_exists(draft: &Path) -> String {
    format!(
        "{} is there already\nhint: --force writes over it",
        draft.display()
    )
}

/// Something wrong in a file of the content folder.
pub fn problem(problem: &Problem) -> String {
    let kind = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place = match problem.line {
        Some(line) => format!("{}:{line}", problem.path),
        None => problem.path.clone(),
    };
    strip_controls(&format!("{place}: {kind}: {}", problem.kind))
}

/// The state was written into a file.
pub fn backed_up(file: &Path, rows: u64) -> String {
    strip_controls(&format!(
        "{}: the whole state, {}.",
        file.display(),
        counted(usize::try_from(rows).unwrap_or(usize::MAX), "row")
    ))
}

/// The state was brought back.
pub fn restored(place: &str, rows: u64, made_at: &str) -> String {
    strip_controls(&format!(
        "{place}: the state of {made_at}, {}.",
        counted(usize::try_from(rows).unwrap_or(usize::MAX), "row")
    ))
}

/// Said after a restore.
pub const RESTART_THE_BOT: &str = "If the bot is running on this store, restart it.";

/// What the articles amount to.
pub fn checked(report: &CheckReport) -> String {
    let Counts {
        articles,
        sections,
        words,
        references,
        wordings,
        groups,
        not_covered,
        claims,
        claims_covered,
        reading_grade,
    } = report.counts;
    // Measured on articles with front matter alone.
    let grade = if reading_grade > 0.0 {
        format!(", reading grade {reading_grade:.1}")
    } else {
        String::new()
    };
    let mut lines = vec![
        format!(
            "{} with {} and {}{grade}",
            counted(articles, "article"),
            counted(sections, "section"),
            counted(words, "word"),
        ),
        format!(
            "{}, {}; {} not covered, in {}",
            counted(references, "reference"),
            counted(wordings, "wording"),
            counted(not_covered, "question"),
            counted(groups, "group"),
        ),
    ];
    if claims > 0 {
        lines.push(format!(
            "{claims_covered} of {} covered",
            counted(claims, "claim")
        ));
    }
    lines.push(match (report.problems.len(), report.remarks.len()) {
        (0, 0) if articles == 0 => {
            "no article: put .md, .txt or .html files there, or name another folder with --content"
                .to_owned()
        }
        (0, 0) => "no problems".to_owned(),
        (problems, remarks) => format!(
            "{}, {}",
            counted(problems, "problem"),
            counted(remarks, "remark")
        ),
    });
    lines.join("\n")
}
