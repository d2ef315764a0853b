//! A content folder → all problems that should be fixed before it is published.

mod measure;
mod wordings;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::file::ReadFile;
use super::folder::{Folder, read_folder};
use super::problem::{Problem, ProblemKind, line_of};
use super::sidecar::{self, UncoveredGroup};
use super::walk::stem;
use crate::Result;
use crate::article::{Article, Section};
use crate::text;

pub use measure::reading_grade;

/// Fewest words of a section.
pub const MIN_SECTION_WORDS: usize = 60;
/// Most words of a section.
pub const MAX_SECTION_WORDS: usize = 180;
/// Fewest words of a heading.
pub const MIN_HEADING_WORDS: usize = 4;
/// Most words of a heading.
pub const MAX_HEADING_WORDS: usize = 12;
/// Fewest wordings of a section.
pub const MIN_WORDINGS: usize = 20;
/// Most words of an article's summary.
pub const MAX_SUMMARY_WORDS: usize = 25;
/// Reading grades (years of school) that the sections aim at; others are reported, not refused.
pub const READING_GRADES: std::ops::RangeInclusive<f64> = 5.0..=11.0;

/// What checking found, and how much there is.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckReport {
    /// What must be fixed, sorted by file and line.
    pub problems: Vec<Problem>,
    /// What should be reviewed, sorted by file and line: reading level, wordings close to their section.
    pub remarks: Vec<Problem>,
    /// How much there is.
    pub counts: Counts,
}

/// How much a content folder holds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Counts {
    /// Articles that can be used.
    pub articles: usize,
    /// Their sections.
    pub sections: usize,
    /// Claims of `claims.toml` that an article discusses.
    pub claims_covered: usize,
    /// Claims of `claims.toml`.
    pub claims: usize,
    /// Works in `references.toml`.
    pub references: usize,
    /// Wordings of all sections.
    pub wordings: usize,
    /// Groups of questions that are not covered.
    pub groups: usize,
    /// Their questions.
    pub not_covered: usize,
    /// Words of all sections.
    pub words: usize,
    /// Mean reading grade of the sections.
    pub reading_grade: f64,
}

/// Checks a content folder against the rules for articles.
///
/// # Errors
/// Only if the folder itself cannot be read.
pub fn check(dir: &Path) -> Result<CheckReport> {
    let folder = read_folder(dir)?;
    let mut report = Report {
        problems: folder.corpus.problems.clone(),
        remarks: Vec::new(),
    };
    let mut counts = Counts {
        articles: folder.corpus.articles.len(),
        references: folder.references.len(),
        ..Counts::default()
    };
    let mut grades = Vec::new();
    for (article, file) in folder.corpus.articles.iter().zip(&folder.files) {
        check_article(article, file, &mut report);
        // The rules are for articles with our front matter; imported pages follow none.
        if file.front.is_some() {
            for (section, line) in article.sections.iter().zip(lines(file)) {
                check_section(article, section, file, line, &mut report, &mut grades);
            }
        }
        counts.sections += article.sections.len();
        counts.words += text::count_words(&article.text);
        counts.wordings += article
            .sections
            .iter()
            .map(|section| section.wordings.len())
            .sum::<usize>();
    }
    check_links(&folder, &mut report);
    check_references(&folder, &mut report);
    (counts.claims, counts.claims_covered) = check_claims(&folder, &mut report);
    check_groups(&folder, &mut report);
    wordings::check(&folder, &mut report);
    counts.groups = folder.corpus.not_covered.len();
    counts.not_covered = folder
        .corpus
        .not_covered
        .iter()
        .map(|group| group.questions.len())
        .sum();
    counts.reading_grade = measure::mean(&grades);
    report.problems.sort();
    report.problems.dedup();
    report.remarks.sort();
    Ok(CheckReport {
        problems: report.problems,
        remarks: report.remarks,
        counts,
    })
}

struct Report {
    problems: Vec<Problem>,
    remarks: Vec<Problem>,
}

impl Report {
    fn problem(&mut self, path: &str, line: Option<usize>, message: impl Into<String>) {
        let rule = ProblemKind::Rule(message.into());
        self.problems.push(Problem::error(path, line, rule));
    }

    fn remark(&mut self, path: &str, line: Option<usize>, message: impl Into<String>) {
        let rule = ProblemKind::Rule(message.into());
        self.remarks.push(Problem::warning(path, line, rule));
    }
}

/// Lines on which the sections start, as far as they are known.
fn lines(file: &ReadFile) -> impl Iterator<Item = Option<usize>> + '_ {
    file.section_lines
        .iter()
        .copied()
        .map(Some)
        .chain(std::iter::repeat(None))
}

fn check_article(article: &Article, file: &ReadFile, report: &mut Report) {
    let path = &file.path;
    let Some(front) = &file.front else {
        report.problem(
            path,
            Some(1),
            "no front matter, so that authors and licence are not known and nobody can be credited: begin the file with \
             `+++`, then lines such as title = \"…\", authors = [\"…\"], license = \"CC-BY-4.0\", then `+++`",
        );
        return;
    };
    let line = |key: &str| {
        line_of(&file.text, &format!("\n{key} ="))
            .map(|line| line + 1)
            .or(Some(1))
    };
    match &front.slug {
        None => report.problem(path, Some(1), "front matter has no slug"),
        Some(slug) if article.id.as_str() != slug || stem(path) != slug => {
            report.problem(
                path,
                line("slug"),
                format!("slug `{slug}` and the file's name differ"),
            );
        }
        Some(_) => {}
    }
    match front.summary.as_deref().map(str::trim) {
        None | Some("") => report.problem(path, Some(1), "front matter has no summary"),
        Some(summary) => {
            let words = text::count_words(summary);
            if words > MAX_SUMMARY_WORDS {
                let what =
                    format!("the summary has {words} words, {MAX_SUMMARY_WORDS} are the most");
                report.problem(path, line("summary"), what);
            }
        }
    }
    if front.authors.is_empty() {
        report.problem(path, Some(1), "front matter has no authors");
    }
    if front.license.is_none() {
        report.problem(path, Some(1), "front matter has no license");
    }
    match front
        .updated
        .as_ref()
        .map(super::front_matter::Day::to_text)
    {
        None => report.problem(
            path,
            Some(1),
            "front matter has no day of the last change (`updated`)",
        ),
        Some(day) if !measure::is_day(&day) => {
            report.problem(
                path,
                line("updated"),
                format!("`{day}` is not a day: expected YYYY-MM-DD"),
            );
        }
        Some(_) => {}
    }
    if front.tags.iter().any(|tag| tag.trim().is_empty()) {
        report.problem(path, line("tags"), "an empty tag");
    }
    let used: BTreeSet<&str> = article
        .sections
        .iter()
        .flat_map(|section| section.references.iter().map(String::as_str))
        .collect();
    let mut listed = BTreeSet::new();
    for key in &front.references {
        if !listed.insert(key.as_str()) {
            report.problem(
                path,
                line("references"),
                format!("reference `{key}` is listed twice"),
            );
        }
        if !used.contains(key.as_str()) {
            report.problem(
                path,
                line("references"),
                format!("reference `{key}` is used by no section"),
            );
        }
    }
}

fn check_section(
    article: &Article,
    section: &Section,
    file: &ReadFile,
    line: Option<usize>,
    report: &mut Report,
    grades: &mut Vec<f64>,
) {
    let path = &file.path;
    let Some(heading) = section.heading() else {
        report.problem(path, line, "text before the first heading");
        return;
    };
    let words = text::count_words(heading);
    if !heading.trim_end().ends_with('?') {
        report.problem(path, line, format!("heading `{heading}` is not a question"));
    }
    if !(MIN_HEADING_WORDS..=MAX_HEADING_WORDS).contains(&words) {
        let what = format!(
            "heading `{heading}` has {words} words: {MIN_HEADING_WORDS} to {MAX_HEADING_WORDS} are expected"
        );
        report.problem(path, line, what);
    }
    let body = &article.text[section.range.clone()];
    let words = text::count_words(body);
    if !(MIN_SECTION_WORDS..=MAX_SECTION_WORDS).contains(&words) {
        let what = format!(
            "section `{heading}` has {words} words: {MIN_SECTION_WORDS} to {MAX_SECTION_WORDS} are expected"
        );
        report.problem(path, line, what);
    }
    if section.grade.is_none() {
        report.problem(path, line, format!("section `{heading}` has no grade"));
    }
    if let Some(front) = &file.front {
        for key in &section.references {
            if !front.references.contains(key) {
                let what = format!(
                    "section `{heading}` cites `{key}`, which the front matter does not list"
                );
                report.problem(path, line, what);
            }
        }
    }
    if body.contains("http://") || body.contains("https://") {
        report.problem(
            path,
            line,
            format!("section `{heading}` has a link in its text"),
        );
    }
    let grade = reading_grade(body);
    if !READING_GRADES.contains(&grade) {
        report.remark(
            path,
            line,
            format!("section `{heading}` reads at grade {grade:.1}"),
        );
    }
    grades.push(grade);
}

fn check_links(folder: &Folder, report: &mut Report) {
    let sections: BTreeSet<(&str, &str)> = folder
        .corpus
        .articles
        .iter()
        .flat_map(|article| {
            let anchors = article.sections.iter();
            anchors.map(|section| (article.id.as_str(), section.anchor.as_str()))
        })
        .collect();
    let slugs: BTreeSet<&str> = sections.iter().map(|(article, _)| *article).collect();
    for (article, file) in folder.corpus.articles.iter().zip(&folder.files) {
        for related in &article.related {
            if !slugs.contains(related.as_str()) {
                let line = line_of(&file.text, "related =");
                let what = format!("related article `{related}` does not exist");
                report.problem(&file.path, line, what);
            }
        }
        for link in &article.links {
            let line = line_of(&file.text, &format!("section = \"{}\"", link.section));
            if !sections.contains(&(article.id.as_str(), link.section.as_str())) {
                let what = format!("linked section `{}` is not in this article", link.section);
                report.problem(&file.path, line, what);
            }
            let other = (link.with_article.as_str(), link.with_section.as_str());
            if !sections.contains(&other) {
                let line = line_of(&file.text, &format!("{}#{}", other.0, other.1)).or(line);
                let what = format!("linked section `{}#{}` does not exist", other.0, other.1);
                report.problem(&file.path, line, what);
            }
            if other == (article.id.as_str(), link.section.as_str()) {
                report.problem(
                    &file.path,
                    line,
                    format!("section `{}` is linked with itself", link.section),
                );
            }
            if link.about.trim().is_empty() || link.about.contains('\n') {
                report.problem(&file.path, line, "a link says in one line what it is about");
            }
        }
    }
}

fn check_references(folder: &Folder, report: &mut Report) {
    const PATH: &str = "references.toml";
    let text = folder.texts.get(PATH).map_or("", String::as_str);
    let cited: BTreeSet<&str> = folder
        .files
        .iter()
        .filter_map(|file| file.front.as_ref())
        .flat_map(|front| front.references.iter().map(String::as_str))
        .collect();
    for (key, entry) in &folder.references {
        let line = line_of(text, &format!("[{key}]"));
        if !cited.contains(key.as_str()) {
            report.problem(
                PATH,
                line,
                format!("reference `{key}` is cited by no article"),
            );
        }
        if entry.authors.trim().is_empty() && entry.title.is_none() && entry.journal.is_none() {
            report.problem(
                PATH,
                line,
                format!("reference `{key}` has neither authors nor a title nor a journal"),
            );
        }
        if let Some(doi) = &entry.doi
            && !measure::is_doi(doi)
        {
            let line = line_of(text, doi).or(line);
            report.problem(
                PATH,
                line,
                format!("`{doi}` is not a bare DOI: expected 10.NNNN/…"),
            );
        }
        if let Some(url) = &entry.url
            && !url.starts_with("https://")
            && !url.starts_with("http://")
        {
            let line = line_of(text, url).or(line);
            report.problem(PATH, line, format!("`{url}` is not a web address"));
        }
        if let Some(status) = &entry.status
            && !matches!(status.as_str(), "seen" | "partly" | "memory")
        {
            report.problem(
                PATH,
                line,
                format!("status `{status}` is not known: expected seen, partly or memory"),
            );
        }
    }
}

/// Checks that each claim is in exactly one article. Returns the number of claims and of those with an article.
fn check_claims(folder: &Folder, report: &mut Report) -> (usize, usize) {
    const PATH: &str = "claims.toml";
    let mut homes: BTreeMap<&str, Vec<&ReadFile>> = BTreeMap::new();
    for file in &folder.files {
        for claim in file.front.iter().flat_map(|front| &front.claims) {
            homes.entry(claim).or_default().push(file);
        }
    }
    let Some(text) = folder.texts.get(PATH) else {
        return (0, 0);
    };
    let claims: BTreeMap<String, toml::Table> =
        sidecar::read(PATH, text, &mut report.problems).unwrap_or_default();
    for claim in claims.keys() {
        match homes.get(claim.as_str()).map_or(&[][..], Vec::as_slice) {
            [] => report.problem(
                PATH,
                line_of(text, &format!("[{claim}]")),
                format!("claim {claim} has no article"),
            ),
            [_] => {}
            [first, others @ ..] => {
                for other in others {
                    let what = format!("claim {claim} is also in {}", first.path);
                    report.problem(
                        &other.path,
                        line_of(&other.text, &format!("\"{claim}\"")),
                        what,
                    );
                }
            }
        }
    }
    for (claim, files) in &homes {
        if !claims.contains_key(*claim) {
            let line = line_of(&files[0].text, &format!("\"{claim}\""));
            report.problem(
                &files[0].path,
                line,
                format!("claim {claim} is not in {PATH}"),
            );
        }
    }
    let covered = claims
        .keys()
        .filter(|claim| homes.contains_key(claim.as_str()))
        .count();
    (claims.len(), covered)
}

fn check_groups(folder: &Folder, report: &mut Report) {
    const PATH: &str = "not-covered.toml";
    let text = folder.texts.get(PATH).map_or("", String::as_str);
    let mut labels = BTreeSet::new();
    for UncoveredGroup {
        label,
        reason,
        questions,
    } in &folder.corpus.not_covered
    {
        let line = line_of(text, &format!("\"{label}\""));
        if label.trim().is_empty() {
            report.problem(PATH, line, "a group without a label");
        }
        if reason.trim().is_empty() {
            report.problem(PATH, line, format!("group `{label}` has no reason"));
        }
        if questions.len() < 2 {
            report.problem(
                PATH,
                line,
                format!(
                    "group `{label}` has {} questions: at least 2 make a group",
                    questions.len()
                ),
            );
        }
        if !labels.insert(label) {
            report.problem(PATH, line, format!("two groups have the label `{label}`"));
        }
    }
}
