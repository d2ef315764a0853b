//! The text of a block → its lines as they are shown, and what links and pictures are called.

use crate::text;

/// One line a line, single spaces, no controls.
fn tidy(text: &str) -> String {
    text.lines()
        .map(text::single_spaced)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

pub(super) fn one_line(text: &str) -> String {
    tidy(text).replace('\n', " ")
}

/// Whether a line break here may be intended.
pub(super) fn ends_line(text: &str) -> bool {
    text.trim_end()
        .trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '*', '_'])
        .ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '：'])
}

/// The lines of a paragraph; lines that break within a sentence are joined.
pub(super) fn paragraph(text: &str) -> String {
    let mut joined = String::new();
    for line in tidy(text).lines() {
        if !joined.is_empty() {
            let goes_on = !ends_line(&joined) && line.starts_with(char::is_lowercase);
            joined.push(if goes_on { ' ' } else { '\n' });
        }
        joined.push_str(line);
    }
    joined
}

/// The text of a cell on one line; the items of a list in it are separated by semicolons.
pub(super) fn cell(text: &str) -> String {
    let mut told = String::new();
    for line in tidy(text).lines() {
        let item = ["+ ", "- ", "• "]
            .iter()
            .find_map(|mark| line.strip_prefix(mark));
        if !told.is_empty() {
            let parted = item.is_some() && !told.ends_with([':', ';', '.', ',']);
            told.push_str(if parted { "; " } else { " " });
        }
        told.push_str(item.unwrap_or(line));
    }
    told
}

/// The name of a note that `[[Note#Part]]` shows.
pub(super) fn wiki_name(target: &str) -> String {
    let target = target.trim_end_matches(".md");
    match target.split_once('#') {
        Some(("", part)) => part.trim_start_matches('^').to_owned(),
        Some((note, part)) if !part.starts_with('^') => format!("{note} ({part})"),
        Some((note, _)) => note.to_owned(),
        None => target.to_owned(),
    }
}

pub(super) fn picture_name(source: &str) -> Option<String> {
    let alt = source.strip_prefix("![")?.split(']').next()?;
    let name = text::single_spaced(alt);
    (!name.is_empty()).then_some(name)
}
