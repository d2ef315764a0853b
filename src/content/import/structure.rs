//! Cleaned lines → headings and blocks.

use super::super::draft::{Piece, Placed};
use super::super::table;
use super::lines::{Line, Shape};
use crate::article::BlockKind;

/// Puts lines together: items to lists, tables to rows, questions to their answers.
pub(super) fn pieces(lines: Vec<Line>) -> Vec<Placed> {
    let mut pieces = Vec::with_capacity(lines.len());
    let mut items: Vec<String> = Vec::new();
    let mut items_line = 0;
    let mut last_number = None;
    for line in lines {
        let number = line.number;
        // Where the numbers do not go on one by one, or bullets change to numbers or back, another list begins: Markdown
        // would count on.
        let goes_on = match line.shape {
            Shape::Item(number) => number == last_number.map(|last: u64| last.saturating_add(1)),
            _ => false,
        };
        if !goes_on {
            push_list(&mut pieces, items_line, &mut items);
            last_number = None;
        }
        match line.shape {
            Shape::Item(item) => {
                if items.is_empty() {
                    items_line = number;
                }
                last_number = item;
                items.push(match item {
                    Some(item) => format!("{item}. {}", line.text),
                    None => format!("- {}", line.text),
                });
            }
            Shape::Text => push(&mut pieces, number, BlockKind::Paragraph, line.text),
            Shape::Heading(level) => pieces.push(Placed {
                line: number,
                piece: Piece::Heading {
                    level,
                    text: line.text,
                },
            }),
            Shape::Table(table) => {
                for (kind, text) in table::blocks(&table) {
                    push(&mut pieces, number, kind, text);
                }
            }
            Shape::Faq { question, answer } => {
                push(
                    &mut pieces,
                    number,
                    BlockKind::Faq,
                    format!("{question}\n{answer}"),
                );
            }
        }
    }
    push_list(&mut pieces, items_line, &mut items);
    pieces
}

fn push(pieces: &mut Vec<Placed>, line: usize, kind: BlockKind, text: String) {
    pieces.push(Placed {
        line,
        piece: Piece::Block { kind, text },
    });
}

fn push_list(pieces: &mut Vec<Placed>, line: usize, items: &mut Vec<String>) {
    if !items.is_empty() {
        push(
            pieces,
            line,
            BlockKind::List,
            std::mem::take(items).join("\n"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::from_text;
    use super::*;

    #[test]
    fn a_list_is_as_long_as_its_numbers_go_on() {
        let page = "- rye\n- wheat\n\n2. mix\n3. fold\n\n5. rest\n5. bake\n6. cool\n";
        let lists: Vec<String> = pieces(from_text(page).lines)
            .into_iter()
            .filter_map(|placed| match placed.piece {
                Piece::Block {
                    kind: BlockKind::List,
                    text,
                } => Some(text),
                _ => None,
            })
            .collect();
        assert_eq!(
            lists,
            [
                "- rye\n- wheat",
                "2. mix\n3. fold",
                "5. rest",
                "5. bake\n6. cool"
            ]
        );
    }
}
