//! Where a passage stands and what it rests on: the line under a quote, and the list of its sources.

use super::message::{Audience, DESCRIPTION_CHARS, Embed, Message, escaped, plain};
use crate::answer::{Citation, Quoted};
use crate::article::{Grade, Reference};
use crate::locale::args;
use crate::render::{Locale, section_name, sentences};
use crate::text::utf16_len;

/// Works that the line under a quote names; the rest is counted.
const WORKS: usize = 3;
/// Characters of the line under a quote, links included; works that do not fit are counted.
pub(super) const SOURCE_LINE_CHARS: usize = 900;
/// Stands between the parts of the line.
const BETWEEN: &str = " · ";
const UNGRADED_COLOR: u32 = 0x0058_65F2;

/// The colour of a card's edge. What it means stands in the card in words, too.
pub(super) fn color(grade: Option<Grade>) -> u32 {
    match grade {
        Some(Grade::Strong) => 0x0023_A55A,
        Some(Grade::Moderate) => 0x0000_A8FC,
        Some(Grade::Contested) => 0x00F0_B232,
        Some(Grade::Practical) => 0x009B_59B6,
        None => UNGRADED_COLOR,
    }
}

/// Article › section · the works that it rests on · how sure they are; with links where there are any.
pub(super) fn source_line(locale: Locale, citation: &Citation) -> String {
    let mut line = format!("-# {}", place(citation));
    let grade = citation.grade;
    let evidence = grade.map(|grade| sentences::evidence(grade, locale));
    let evidence_chars = evidence
        .as_ref()
        .map_or(0, |evidence| utf16_len(BETWEEN) + utf16_len(evidence));
    let left_for_works = SOURCE_LINE_CHARS - utf16_len(&line) - evidence_chars;
    let works = works(&citation.references, left_for_works);
    for part in works.into_iter().chain(evidence) {
        line.push_str(BETWEEN);
        line.push_str(&part);
    }
    line
}

/// The first works, with links; in at most `max_chars` characters with what separates them from the rest of the line.
fn works(references: &[Reference], max_chars: usize) -> Option<String> {
    let mut works = String::new();
    let mut named = 0;
    // "+99 more" and what stands before it.
    let room = max_chars.saturating_sub(utf16_len(BETWEEN) + 12);
    for reference in references.iter().take(WORKS) {
        let name = escaped(&plain(&short_name(reference), 60), 80);
        let link = reference.link();
        let work = match link.as_deref().and_then(safe_url) {
            Some(url) => format!("[{name}](<{url}>)"),
            None => name,
        };
        let separator = if works.is_empty() { "" } else { ", " };
        if utf16_len(&works) + utf16_len(separator) + utf16_len(&work) > room {
            break;
        }
        works.push_str(separator);
        works.push_str(&work);
        named += 1;
    }
    match (named, references.len() - named) {
        (0, _) => None,
        (_, 0) => Some(works),
        (_, more) => Some(format!("{works}, +{more}")),
    }
}

/// A work by its first author: `Tatel 2025`, `Otter & Diver 2020`, `Hart et al. 2018`.
fn short_name(reference: &Reference) -> String {
    let authors: Vec<&str> = reference.authors.split(", ").collect();
    let authors = match authors.as_slice() {
        [first, second] => format!("{first} & {second}"),
        [first, _, ..] => format!("{first} et al."),
        _ => reference.authors.clone(),
    };
    match reference.year {
        Some(year) => format!("{authors} {year}"),
        None => authors,
    }
}

/// Article › section, as a link if there is one.
pub(super) fn place(citation: &Citation) -> String {
    let title = escaped(&plain(&citation.title, 120), 140);
    let name = match citation.heading_path.last() {
        Some(heading) if !heading.trim().is_empty() && *heading != citation.title => {
            section_name(&title, Some(&escaped(&plain(heading, 160), 190)))
        }
        _ => title,
    };
    match citation.source.url.as_deref().and_then(safe_url) {
        Some(url) => format!("[{name}](<{url}>)"),
        None => format!("*{name}*"),
    }
}

/// A URL that cannot break out of a masked link.
pub(super) fn safe_url(url: &str) -> Option<&str> {
    let good = |c: char| {
        c.is_ascii_graphic() && !matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '\\' | '`' | '@')
    };
    let web = url.starts_with("https://") || url.starts_with("http://");
    (web && url.len() <= 400 && url.chars().all(good)).then_some(url)
}

/// Lists the references of a passage, for the user who pressed the button.
pub fn sources(locale: Locale, quoted: &Quoted) -> Message {
    let citation = &quoted.citation;
    let mut lines = vec![place(citation)];
    if let Some(grade) = citation.grade {
        lines.push(sentences::grade(grade, locale));
    }
    let source = &citation.source;
    let mut from = Vec::new();
    if !source.authors.is_empty() {
        let authors = source.authors.join(", ");
        from.push(locale.format("articles-by", &args!["authors" => authors]));
    }
    if let Some(license) = &source.license {
        from.push(license.clone());
    }
    if !from.is_empty() {
        lines.push(format!(
            "-# {}",
            escaped(&plain(&from.join(BETWEEN), 300), 360)
        ));
    }
    lines.push(String::new());
    lines.push(if citation.references.is_empty() {
        locale.message("sources-none")
    } else {
        locale.message("sources-works")
    });
    let mut description = lines.join("\n");
    for reference in &citation.references {
        let mut named = reference.clone();
        named.doi = None;
        named.url = None;
        let work = escaped(&plain(&sentences::reference_full(&named), 400), 480);
        let line = match reference.link().as_deref().and_then(safe_url) {
            Some(url) => format!("\n- {work} [{}](<{url}>)", link_name(locale, url)),
            None => format!("\n- {work}"),
        };
        if utf16_len(&description) + utf16_len(&line) + 4 > DESCRIPTION_CHARS {
            description.push_str("\n- …");
            break;
        }
        description.push_str(&line);
    }
    Message {
        embeds: vec![Embed {
            description,
            color: Some(color(citation.grade)),
            ..Embed::default()
        }],
        ..Message::default()
    }
    .seen_by(Audience::Asker)
}

fn link_name(locale: Locale, url: &str) -> String {
    if url.starts_with("https://doi.org/") {
        "doi".to_owned()
    } else {
        locale.message("sources-link")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn work(authors: &str, year: u16) -> Reference {
        Reference {
            authors: authors.to_owned(),
            year: Some(year),
            doi: None,
            ..sample::reference()
        }
    }

    #[test]
    fn a_line_says_where_a_quote_stands_and_what_it_rests_on() {
        let mut citation = sample::otters().passages[0].citation.clone();
        assert_eq!(
            source_line(Locale::English, &citation),
            "-# *Otters › What do otters eat?* · [Otter et al. 2020](<https://doi.org/10.1/otter>) · moderate evidence"
        );
        citation.source.url = Some("https://otters.example/food".to_owned());
        citation.references = vec![
            work("Tatel", 2025),
            work("Otter, Diver", 2024),
            work("Hart, Hertel, Ingersoll", 2018),
            work("Park", 2013),
        ];
        citation.grade = None;
        assert_eq!(
            source_line(Locale::English, &citation),
            "-# [Otters › What do otters eat?](<https://otters.example/food>) · \
             Tatel 2025, Otter & Diver 2024, Hart et al. 2018, +1"
        );
        citation.references.clear();
        citation.heading_path.clear();
        assert_eq!(
            source_line(Locale::English, &citation),
            "-# [Otters](<https://otters.example/food>)"
        );
    }

    #[test]
    fn works_that_do_not_fit_are_counted() {
        let mut long = work("Tatel", 2025);
        long.url = Some(format!("https://a.example/{}", "x".repeat(370)));
        let citation = Citation {
            references: vec![long.clone(), long.clone(), long],
            ..sample::otters().passages[0].citation.clone()
        };
        let line = source_line(Locale::English, &citation);
        assert!(utf16_len(&line) <= SOURCE_LINE_CHARS, "{line}");
        assert!(line.ends_with(">), +1 · moderate evidence"), "{line}");
    }
}
