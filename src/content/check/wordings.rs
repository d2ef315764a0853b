//! Checks wordings and questions that are not covered: enough of them, each in one place only.

use std::collections::{BTreeMap, BTreeSet};

use super::super::folder::Folder;
use super::super::problem::line_of;
use super::{MIN_WORDINGS, Report};
use crate::text::{self, content_word};

/// A question with its file and line.
struct LocatedQuestion<'a> {
    question: &'a str,
    path: &'a str,
    line: Option<usize>,
    /// Section (`slug#anchor`) or group.
    home: String,
    words: BTreeSet<String>,
}

const NOT_COVERED: &str = "not-covered.toml";

/// Questions that share at least this much of their words (folded, shared by all) are near-duplicates.
const NEAR_SHARE: f64 = 0.85;
/// Shorter questions are only compared as wholes: two words out of three say little.
const NEAR_MIN_WORDS: usize = 5;

pub(super) fn check(folder: &Folder, report: &mut Report) {
    let mut asked = Vec::new();
    for (article, file) in folder.corpus.articles.iter().zip(&folder.files) {
        let Some((path, _)) = &file.wordings else {
            if file.front.is_none() {
                continue;
            }
            report.problem(
                &file.path,
                None,
                format!("wordings/{}.toml is missing", article.id),
            );
            continue;
        };
        let text = folder.texts.get(path).map_or("", String::as_str);
        let mut lines = Lines::new(text);
        for section in &article.sections {
            let home = format!("{}#{}", article.id, section.anchor);
            let heading_line = lines.key(&section.anchor);
            if section.wordings.len() < MIN_WORDINGS {
                let what = format!(
                    "`{home}` has {} wordings: at least {MIN_WORDINGS} are expected",
                    section.wordings.len()
                );
                report.problem(path, heading_line, what);
            }
            let own = content_words(&article.text[section.range.clone()], section.heading());
            let apart = section
                .wordings
                .iter()
                .filter(|wording| stems(wording).is_disjoint(&own))
                .count();
            if apart * 2 < section.wordings.len() {
                let what = format!(
                    "`{home}`: {apart} of {} wordings do without the section's own content words; half is the aim",
                    section.wordings.len()
                );
                report.remark(path, heading_line, what);
            }
            for wording in &section.wordings {
                let line = lines.string(wording);
                if wording.trim().is_empty() {
                    report.problem(path, heading_line, format!("`{home}` has an empty wording"));
                    continue;
                }
                asked.push(LocatedQuestion::new(wording, path, line, home.clone()));
            }
        }
    }
    let text = folder.texts.get(NOT_COVERED).map_or("", String::as_str);
    let mut lines = Lines::new(text);
    for group in &folder.corpus.not_covered {
        for question in &group.questions {
            let line = lines.string(question);
            if question.trim().is_empty() {
                report.problem(
                    NOT_COVERED,
                    line_of(text, &group.label),
                    format!("group `{}` has an empty question", group.label),
                );
                continue;
            }
            asked.push(LocatedQuestion::new(
                question,
                NOT_COVERED,
                line,
                format!("group `{}`", group.label),
            ));
        }
    }
    duplicates(&asked, report);
}

impl<'a> LocatedQuestion<'a> {
    fn new(question: &'a str, path: &'a str, line: Option<usize>, home: String) -> Self {
        Self {
            question,
            path,
            line,
            home,
            words: text::words(question).collect(),
        }
    }

    fn place(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.path),
            None => self.path.to_owned(),
        }
    }
}

/// The same question twice, or nearly. Questions are compared with those that share one of their rarest words, so
/// that a few thousand of them take no time.
fn duplicates(asked: &[LocatedQuestion<'_>], report: &mut Report) {
    let mut same: BTreeMap<String, usize> = BTreeMap::new();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, one) in asked.iter().enumerate() {
        for word in &one.words {
            holders.entry(word).or_default().push(place);
        }
    }
    let mut told = BTreeSet::new();
    for (place, one) in asked.iter().enumerate() {
        let whole = text::words(one.question).collect::<Vec<_>>().join(" ");
        if let Some(&first) = same.get(&whole) {
            told.insert((first, place));
            report.problem(
                one.path,
                one.line,
                format!(
                    "`{}` stands in {} and in {} ({})",
                    one.question,
                    one.home,
                    asked[first].home,
                    asked[first].place()
                ),
            );
        } else {
            same.insert(whole, place);
        }
    }
    for (place, one) in asked.iter().enumerate() {
        if one.words.len() < NEAR_MIN_WORDS {
            continue;
        }
        // Near-duplicates miss at most this many of the words, so one of that many plus one rarest words is shared.
        let mut rarest: Vec<&str> = one.words.iter().map(String::as_str).collect();
        rarest.sort_by_key(|word| (holders[word].len(), *word));
        let allowed = one.words.len() / 4 + 1;
        let mut near: BTreeSet<usize> = BTreeSet::new();
        for word in rarest.into_iter().take(allowed + 1) {
            near.extend(holders[word].iter().copied().filter(|&other| other < place));
        }
        for other in near {
            let with = &asked[other];
            if with.words.len() < NEAR_MIN_WORDS || told.contains(&(other, place)) {
                continue;
            }
            if overlap(&one.words, &with.words) >= NEAR_SHARE {
                report.problem(
                    one.path,
                    one.line,
                    format!(
                        "`{}` ({}) is nearly `{}` ({}, {})",
                        one.question,
                        one.home,
                        with.question,
                        with.home,
                        with.place()
                    ),
                );
            }
        }
    }
}

fn overlap(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    let shared = one.intersection(other).count();
    count(shared) / count(one.len() + other.len() - shared)
}

/// A section's own content words: those of its heading, and those it uses more than once.
fn content_words(body: &str, heading: Option<&str>) -> BTreeSet<String> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for sentence in text::sentences(body) {
        for stem in stems(&body[sentence]) {
            *times.entry(stem).or_default() += 1;
        }
    }
    let mut own: BTreeSet<String> = times
        .into_iter()
        .filter(|(_, times)| *times > 1)
        .map(|(stem, _)| stem)
        .collect();
    own.extend(stems(heading.unwrap_or_default()));
    own
}

/// Content words without the commonest endings: enough to see that `lifting` is the section's own `lift`.
fn stems(text: &str) -> BTreeSet<String> {
    text::words(text)
        .filter_map(|word| content_word(&word).map(str::to_owned))
        .map(|word| {
            let stem = ["ing", "ed", "es", "s"].iter().find_map(|ending| {
                word.strip_suffix(ending)
                    .filter(|stem| stem.chars().count() >= 3)
            });
            stem.unwrap_or(&word).to_owned()
        })
        .collect()
}

/// Finds the lines of strings that are asked for in the order of the file.
struct Lines<'a> {
    text: &'a str,
    split: Vec<&'a str>,
    next: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            split: text.lines().collect(),
            next: 0,
        }
    }

    fn key(&mut self, key: &str) -> Option<usize> {
        let at = self.split.iter().position(|line| {
            let line = line.trim_start().trim_start_matches('"');
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start_matches('"').trim_start().starts_with('='))
        })?;
        self.next = at;
        Some(at + 1)
    }

    fn string(&mut self, value: &str) -> Option<usize> {
        let holds =
            |line: &&str| line.contains(value) || line.contains(&value.replace('"', "\\\""));
        let ahead = self
            .split
            .get(self.next..)?
            .iter()
            .position(holds)
            .map(|at| self.next + at);
        match ahead {
            Some(at) => {
                self.next = at;
                Some(at + 1)
            }
            None => line_of(self.text, value),
        }
    }
}
