//! Items → a list as one block, with its levels.

use super::Reader;
use crate::article::BlockKind;
use crate::content::draft::{LocatedPiece, Piece};

/// Lists nested deeper are shown at this level.
const MAX_LIST_DEPTH: usize = 40;

/// An item of a list that is being read.
pub(super) struct Item {
    line: usize,
    depth: usize,
    marker: String,
    pub(super) text: String,
}

impl Reader<'_> {
    pub(super) fn item(&mut self, at: usize, marker: String, text: String) {
        let line = self.line_at(at);
        self.items.push(Item {
            line,
            depth: self.lists.len().clamp(1, MAX_LIST_DEPTH),
            marker,
            text,
        });
    }

    /// A term without a definition is text.
    pub(super) fn flush_term(&mut self, at: usize) {
        if let Some(term) = self.term.take() {
            self.flush_list(at);
            self.block(at, BlockKind::Paragraph, term);
        }
    }

    /// Ends the list that was read so far.
    pub(super) fn flush_list(&mut self, at: usize) {
        let items = std::mem::take(&mut self.items);
        let Some(least) = items.iter().map(|item| item.depth).min() else {
            return;
        };
        let mut lines: Vec<String> = Vec::with_capacity(items.len());
        let mut line = items[0].line;
        // The last marker of each level.
        let mut markers: Vec<String> = Vec::new();
        for mut item in items {
            // No item is more than one level below the one before it.
            let depth = (item.depth - least).min(markers.len());
            markers.truncate(depth + 1);
            if let Some(before) = markers.get(depth)
                && !continues(before, &item.marker)
            {
                // Items of several lists come together where the one above them has no text.
                if depth == 0 {
                    self.push_list(at, line, lines.join("\n"));
                    lines.clear();
                    line = item.line;
                } else if let (Some(before), Some(_)) = (number(before), number(&item.marker)) {
                    item.marker = format!("{}.", before.saturating_add(1));
                }
            }
            markers.truncate(depth);
            markers.push(item.marker.clone());
            lines.push(format!(
                "{}{} {}",
                "  ".repeat(depth),
                item.marker,
                item.text
            ));
        }
        self.push_list(at, line, lines.join("\n"));
    }

    fn push_list(&mut self, at: usize, line: usize, text: String) {
        if self.footnote.is_some() {
            self.block(at, BlockKind::List, text);
        } else {
            let piece = Piece::Block {
                kind: BlockKind::List,
                text,
            };
            self.parsed.pieces.push(LocatedPiece { line, piece });
        }
    }
}

/// The number of a marker; none for a bullet.
fn number(marker: &str) -> Option<u64> {
    marker.trim_end_matches('.').parse().ok()
}

/// Whether an item belongs to the list of the one before it on its level.
fn continues(before: &str, marker: &str) -> bool {
    match (number(before), number(marker)) {
        (Some(before), Some(number)) => number > before,
        (before, number) => before == number,
    }
}
