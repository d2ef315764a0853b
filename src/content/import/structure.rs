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
        // A list that starts over at 1, or changes from bullets to numbers or back, is another list.
        let starts_over = match line.shape {
            Shape::Item(Some(1)) => true,
            Shape::Item(number) => number.is_some() != last_number.is_some(),
            _ => false,
        };
        if !line.is_item() || starts_over {
            push_list(&mut pieces, items_line, &mut items);
            last_number = None;
        }
        match line.shape {
            Shape::Item(item) => {
                if items.is_empty() {
                    items_line = number;
                }
                last_number = item.or(last_number);
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
