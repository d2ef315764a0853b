//! An article → the Markdown file that a person goes on to edit. Read back, it gives the same text.

use std::fmt::Write as _;

use super::super::escape::escape;
use crate::article::{Article, BlockKind, Section};

/// Writes an article as Markdown with front matter.
pub fn to_markdown(article: &Article) -> String {
    let mut file = String::from("+++\n");
    let quoted = |text: &str| toml::Value::String(text.replace('\n', " ")).to_string();
    let mut line = |key: &str, value: &str| {
        let _ = writeln!(file, "{key} = {}", quoted(value));
    };
    line("title", &article.title);
    line("slug", article.id.as_str());
    if let Some(summary) = &article.summary {
        line("summary", summary);
    }
    if let Some(updated) = &article.updated {
        line("updated", updated);
    }
    if let Some(license) = &article.source.license {
        line("license", license);
    }
    if article.source.name != article.title {
        line("source", &article.source.name);
    }
    if let Some(url) = &article.source.url {
        line("url", url);
    }
    if !article.source.authors.is_empty() {
        let authors: Vec<String> = article
            .source
            .authors
            .iter()
            .map(|author| quoted(author))
            .collect();
        let _ = writeln!(file, "authors = [{}]", authors.join(", "));
    }
    if !article.related.is_empty() {
        let related: Vec<String> = article.related.iter().map(|id| quoted(id.slug())).collect();
        let _ = writeln!(file, "related = [{}]", related.join(", "));
    }
    file.push_str("+++\n");
    let mut written: Vec<String> = Vec::new();
    for section in &article.sections {
        write_headings(&mut file, &written, &section.heading_path);
        written.clone_from(&section.heading_path);
        write_blocks(&mut file, article, section);
    }
    file
}

/// Headings of the path that are not written yet; always that of the section.
fn write_headings(file: &mut String, written: &[String], path: &[String]) {
    let shared = written
        .iter()
        .zip(path)
        .take_while(|(one, other)| one == other)
        .count()
        .min(path.len().saturating_sub(1));
    for (depth, heading) in path.iter().enumerate().skip(shared) {
        let marks = "#".repeat((depth + 2).min(6));
        let _ = write!(file, "\n{marks} {}\n", escape(heading));
    }
}

fn write_blocks(file: &mut String, article: &Article, section: &Section) {
    let mut after_list = false;
    for block in &section.blocks {
        let text = &article.text[block.range.clone()];
        file.push('\n');
        match block.kind {
            BlockKind::TableRow => file.push_str("<!-- row -->\n\n"),
            BlockKind::Faq => file.push_str("<!-- faq -->\n\n"),
            BlockKind::List if after_list => file.push_str("<!-- another list -->\n\n"),
            _ => {}
        }
        after_list = block.kind == BlockKind::List;
        match block.kind {
            BlockKind::List => write_list(file, text),
            BlockKind::Code => write_code(file, text),
            _ => {
                let lines: Vec<String> = text.lines().map(escape).collect();
                file.push_str(&lines.join("\\\n"));
                file.push('\n');
            }
        }
    }
}

fn write_code(file: &mut String, text: &str) {
    let longest = text
        .lines()
        .map(|line| {
            line.trim_start()
                .bytes()
                .take_while(|&byte| byte == b'`')
                .count()
        })
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let _ = writeln!(file, "{fence}\n{text}\n{fence}");
}

/// Lines of a list; two spaces before an item stand for a level.
fn write_list(file: &mut String, text: &str) {
    let mut introduced = false;
    let mut above = usize::MAX;
    for line in text.lines() {
        let item = line.trim_start_matches(' ');
        let depth = (line.len() - item.len()) / 2;
        if let Some((marker, rest)) = split_marker(item) {
            // Right below text, only a bullet or a 1 begins a list.
            let begins_below_text = depth > above && !matches!(marker, "-" | "1.");
            if introduced || begins_below_text {
                file.push('\n');
                introduced = false;
            }
            above = depth;
            // Four columns a level: within any parent's text, and less than what makes code of it.
            let _ = writeln!(file, "{}{marker} {}", "    ".repeat(depth), escape(rest));
        } else {
            let _ = writeln!(file, "{}", escape(line));
            introduced = true;
        }
    }
}

/// The mark of an item, and its text.
fn split_marker(item: &str) -> Option<(&str, &str)> {
    let (marker, rest) = item.split_once(' ')?;
    let number = marker.strip_suffix('.').unwrap_or("");
    let numbered =
        (1..=9).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    (marker == "-" || numbered).then_some((marker, rest))
}
