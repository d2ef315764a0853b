//! An article → the Markdown file that a person goes on to edit. Read back, it gives the same text.

use std::fmt::Write as _;

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
    file.push_str("+++\n");
    let mut written: Vec<String> = Vec::new();
    for section in &article.sections {
        write_headings(&mut file, &written, &section.heading_path);
        written.clone_from(&section.heading_path);
        write_blocks(&mut file, article, section);
    }
    file
}

/// Headings of the path that do not stand above this section yet; its own always.
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
        if after_list {
            write_list(file, text);
        } else {
            let lines: Vec<String> = text.lines().map(escape).collect();
            file.push_str(&lines.join("\\\n"));
            file.push('\n');
        }
    }
}

fn write_list(file: &mut String, text: &str) {
    let mut introduced = false;
    for line in text.lines() {
        let item = line
            .strip_prefix("- ")
            .map(|rest| ("- ".to_owned(), rest))
            .or_else(|| {
                let (number, rest) = line.split_once(". ")?;
                (!number.is_empty()
                    && number.len() <= 9
                    && number.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| (format!("{number}. "), rest))
            });
        if let Some((marker, rest)) = item {
            if introduced {
                file.push('\n');
                introduced = false;
            }
            let _ = writeln!(file, "{marker}{}", escape(rest));
        } else {
            let _ = writeln!(file, "{}", escape(line));
            introduced = true;
        }
    }
}

/// Keeps plain text from being read as markup.
fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, character) in line.char_indices() {
        let special = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '|' | '~' | '!' => true,
            '#' | '>' | '-' | '+' | '=' => at == 0,
            '.' | ')' => digits > 0 && at == digits,
            _ => false,
        };
        // A run of `#` at the end of a heading would be taken for its closing.
        if special || (character == '#' && line[at..].bytes().all(|byte| byte == b'#')) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
