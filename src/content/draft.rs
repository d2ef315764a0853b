//! Headings and blocks in reading order → the text and the sections of an article.

use std::collections::BTreeSet;

use crate::article::{Block, BlockKind, Grade, Section, anchor};

/// A heading, a block or a note on the section, with the line of the file it stands on (from 1).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LocatedPiece {
    pub(super) line: usize,
    pub(super) piece: Piece,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// Level 1 is the outermost.
    Heading { level: u8, text: String },
    /// Text of one block, as it will stand in the article.
    Block { kind: BlockKind, text: String },
    /// The grade and references that the author gives the section.
    Note {
        grade: Option<Grade>,
        references: Vec<String>,
    },
}

/// An article's text with its sections, and the line on which each section starts.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) sections: Vec<Section>,
    pub(super) lines: Vec<usize>,
    /// Headings that have neither text nor headings of their own below them.
    pub(super) bare_headings: Vec<(usize, String)>,
}

/// Assembles the pieces. A list joins the paragraph before it when that introduces it (ends with a colon).
pub(super) fn assemble(pieces: impl IntoIterator<Item = LocatedPiece>) -> Draft {
    let mut draft = Draft::default();
    let mut anchors = BTreeSet::new();
    let mut path: Vec<(u8, String)> = Vec::new();
    let mut open: Option<Section> = None;
    let mut heading: Option<(usize, bool)> = None;
    let mut pending: Option<(Option<Grade>, Vec<String>)> = None;
    for LocatedPiece { line, piece } in pieces {
        match piece {
            Piece::Heading { level, text } => {
                if let (Some((at, false)), Some((parent, name))) = (heading, path.last())
                    && *parent >= level
                {
                    draft.bare_headings.push((at, name.clone()));
                }
                draft.sections.extend(open.take());
                while path.last().is_some_and(|(above, _)| *above >= level) {
                    path.pop();
                }
                path.push((level, text));
                heading = Some((line, false));
                pending = None;
            }
            Piece::Note { grade, references } => match &mut open {
                Some(section) => {
                    section.grade = grade;
                    section.references = references;
                }
                None => pending = Some((grade, references)),
            },
            Piece::Block { kind, text } => {
                if text.trim().is_empty() {
                    continue;
                }
                let section = open.get_or_insert_with(|| {
                    let (grade, references) = pending.take().unwrap_or_default();
                    let start = heading.map_or(line, |(at, _)| at);
                    draft.lines.push(start);
                    Section {
                        heading_path: path.iter().map(|(_, text)| text.clone()).collect(),
                        anchor: unique_anchor(
                            path.last().map(|(_, text)| text.as_str()),
                            &mut anchors,
                        ),
                        range: draft.text.len()..draft.text.len(),
                        blocks: Vec::new(),
                        grade,
                        references,
                        wordings: Vec::new(),
                    }
                });
                if let Some((_, has_text)) = &mut heading {
                    *has_text = true;
                }
                push_block(&mut draft.text, section, kind, text.trim());
            }
        }
    }
    if let (Some((at, false)), Some((_, name))) = (heading, path.last()) {
        draft.bare_headings.push((at, name.clone()));
    }
    draft.sections.extend(open);
    draft
}

fn push_block(text: &mut String, section: &mut Section, kind: BlockKind, block: &str) {
    let introduced = kind == BlockKind::List
        && section.blocks.last().is_some_and(|before| {
            before.kind == BlockKind::Paragraph && text[before.range.clone()].ends_with(':')
        });
    if introduced && let Some(before) = section.blocks.last_mut() {
        text.push('\n');
        text.push_str(block);
        before.kind = BlockKind::List;
        before.range.end = text.len();
    } else {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(block);
        section.blocks.push(Block {
            kind,
            range: start..text.len(),
        });
        if section.blocks.len() == 1 {
            section.range.start = start;
        }
    }
    section.range.end = text.len();
}

fn unique_anchor(heading: Option<&str>, taken: &mut BTreeSet<String>) -> String {
    let Some(heading) = heading else {
        taken.insert(String::new());
        return String::new();
    };
    let wished = match anchor(heading) {
        empty if empty.is_empty() => "section".to_owned(),
        wished => wished,
    };
    let mut unique = wished.clone();
    let mut number = 1;
    while taken.contains(&unique) {
        number += 1;
        unique = format!("{wished}-{number}");
    }
    taken.insert(unique.clone());
    unique
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: u8, text: &str) -> LocatedPiece {
        LocatedPiece {
            line: 1,
            piece: Piece::Heading {
                level,
                text: text.to_owned(),
            },
        }
    }

    fn block(kind: BlockKind, text: &str) -> LocatedPiece {
        LocatedPiece {
            line: 1,
            piece: Piece::Block {
                kind,
                text: text.to_owned(),
            },
        }
    }

    #[test]
    fn a_list_stays_with_its_introduction() {
        let draft = assemble([
            heading(1, "Flour"),
            block(BlockKind::Paragraph, "Three kinds are common:"),
            block(BlockKind::List, "- rye\n- wheat"),
            block(BlockKind::List, "- spelt"),
            heading(2, "Flour"),
            heading(1, "Empty"),
            heading(1, "Water"),
            block(BlockKind::Paragraph, "Wet."),
        ]);
        assert_eq!(
            draft.text,
            "Three kinds are common:\n- rye\n- wheat\n\n- spelt\n\nWet."
        );
        let anchors: Vec<&str> = draft.sections.iter().map(|s| s.anchor.as_str()).collect();
        assert_eq!(anchors, ["flour", "water"]);
        assert_eq!(draft.sections[0].blocks.len(), 2);
        let bare: Vec<&str> = draft
            .bare_headings
            .iter()
            .map(|(_, h)| h.as_str())
            .collect();
        assert_eq!(bare, ["Flour", "Empty"]);
    }
}
