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
        let mut lines = Vec::with_capacity(items.len());
        let line = items[0].line;
        let mut above = 0;
        for item in items {
            // No item is more than one level below the one before it.
            let depth = (item.depth - least).min(above);
            above = depth + 1;
            lines.push(format!(
                "{}{} {}",
                "  ".repeat(depth),
                item.marker,
                item.text
            ));
        }
        let text = lines.join("\n");
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
