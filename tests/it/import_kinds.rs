//! Small pages of the kinds that lost something once, with what is right for each: `tests/content/kinds`.

use std::fs;

use engram::article::Article;
use engram::content::{Extent, Format, import};
use serde::Deserialize;

use crate::support::repository;

/// What must come out of a page. White space is folded, except in `lines`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    file: String,
    /// What the case is about.
    what: String,
    title: Option<String>,
    /// Texts that stand in the article.
    #[serde(default)]
    must: Vec<String>,
    /// Texts that stand there once.
    #[serde(default)]
    once: Vec<String>,
    /// Texts that do not.
    #[serde(default)]
    must_not: Vec<String>,
    /// Texts that follow one another in the article with its headings.
    #[serde(default)]
    order: Vec<Vec<String>>,
    /// Lines of the text.
    #[serde(default)]
    lines: Vec<String>,
    #[serde(default)]
    headings: Vec<String>,
    /// Texts that no heading holds.
    #[serde(default)]
    not_headings: Vec<String>,
    /// Whole heading paths of sections.
    #[serde(default)]
    paths: Vec<Vec<String>>,
    /// A heading, or the title for the text before the first one, and texts of its section.
    #[serde(default)]
    under: Vec<Vec<String>>,
}

/// A text as one line.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The article with its headings, as one line.
fn in_order(article: &Article) -> String {
    let mut lines = vec![article.title.clone()];
    let mut before: &[String] = &[];
    for section in &article.sections {
        let path = &section.heading_path;
        let shared = path.iter().zip(before).take_while(|(a, b)| a == b).count();
        let new = path.iter().skip(shared.min(path.len().saturating_sub(1)));
        lines.extend(new.cloned());
        lines.push(article.text[section.range.clone()].to_owned());
        before = path;
    }
    folded(&lines.join("\n"))
}

/// The first expectation of a case that does not hold.
fn fault(case: &Case, article: &Article) -> Option<String> {
    let all = in_order(article);
    let headings: Vec<&String> = article
        .sections
        .iter()
        .flat_map(|section| &section.heading_path)
        .collect();
    if let Some(title) = &case.title
        && *title != article.title
    {
        return Some(format!("the title is {}", article.title));
    }
    let lost = case.must.iter().find(|text| !all.contains(*text));
    let again = case
        .once
        .iter()
        .find(|text| all.matches(*text).count() != 1);
    let kept = case.must_not.iter().find(|text| all.contains(*text));
    let line = |line: &&String| article.text.lines().any(|other| other == line.as_str());
    let heading = |text: &&String| headings.contains(text);
    let holds = |text: &&String| headings.iter().any(|other| other.contains(text.as_str()));
    let path = |path: &&Vec<String>| {
        let sections = &article.sections;
        sections
            .iter()
            .any(|section| section.heading_path == **path)
    };
    let ordered = |texts: &&Vec<String>| {
        let mut rest = all.as_str();
        texts.iter().all(|text| {
            let found = rest.split_once(text.as_str()).map(|(_, after)| after);
            rest = found.unwrap_or("");
            found.is_some()
        })
    };
    let under = |texts: &&Vec<String>| {
        let (heading, texts) = texts.split_first().unwrap();
        let sections = article.sections.iter().filter(|section| {
            section.heading_path.contains(heading)
                || section.heading_path.is_empty() && article.title == *heading
        });
        let text: Vec<&str> = sections
            .map(|section| &article.text[section.range.clone()])
            .collect();
        let text = folded(&text.join("\n"));
        texts.iter().all(|each| text.contains(each.as_str()))
    };
    lost.map(|text| format!("{text} is lost"))
        .or_else(|| kept.map(|text| format!("{text} is kept")))
        .or_else(|| again.map(|text| format!("{text} does not stand there once")))
        .or_else(|| {
            let missing = case.lines.iter().find(|text| !line(text));
            missing.map(|text| format!("no line {text}"))
        })
        .or_else(|| {
            let missing = case.headings.iter().find(|text| !heading(text));
            missing.map(|text| format!("no heading {text}"))
        })
        .or_else(|| {
            let found = case.not_headings.iter().find(holds);
            found.map(|text| format!("{text} is a heading"))
        })
        .or_else(|| {
            let missing = case.paths.iter().find(|each| !path(each));
            missing.map(|each| format!("no section {each:?}"))
        })
        .or_else(|| {
            let wrong = case.order.iter().find(|each| !ordered(each));
            wrong.map(|each| format!("not in this order: {each:?}"))
        })
        .or_else(|| {
            let wrong = case.under.iter().find(|each| !under(each));
            wrong.map(|each| format!("not in its section: {each:?}"))
        })
}

#[test]
fn pages_of_every_kind_that_lost_something_keep_it() {
    let folder = repository("tests/content/kinds");
    let expected = fs::read_to_string(folder.join("expected.json")).unwrap();
    let cases: Vec<Case> = serde_json::from_str(&expected).unwrap();
    let files = fs::read_dir(&folder).unwrap().count();
    assert_eq!(cases.len() + 1, files, "a page without its expectation");
    let mut wrong = Vec::new();
    for case in &cases {
        let page = fs::read_to_string(folder.join(&case.file)).unwrap();
        let imported = import(&case.file, &page, Format::of(&case.file), Extent::Main);
        if let Some(fault) = fault(case, &imported.article) {
            wrong.push(format!("{} ({}): {fault}", case.file, case.what));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
