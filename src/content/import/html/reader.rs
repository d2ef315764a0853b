//! Elements → lines, one after the other, and what is dropped on the way.

use std::collections::HashMap;

use scraper::{ElementRef, Node};

use super::super::lines::{Line, Page, Shape};
use super::super::{DropReason, DroppedLine};
use super::element::{BLOCKS, SILENT, below, furniture, readable};
use super::tree::Handle;
use crate::content::table::Table;
use crate::text::{cut_at_word, single_spaced};

/// Longest piece of a dropped element that is listed.
const MAX_LISTED_CHARS: usize = 160;

pub(super) struct Reader {
    page: Page,
    text: String,
    linked_chars: usize,
    in_link: usize,
    number: usize,
    /// The items of each numbered list so far.
    items: HashMap<Handle, u64>,
    gap: bool,
    shape: Shape,
}

impl Reader {
    /// Lines and what is dropped are added to this page.
    pub(super) fn new(page: Page) -> Self {
        Self {
            page,
            text: String::new(),
            linked_chars: 0,
            in_link: 0,
            number: 0,
            items: HashMap::new(),
            gap: true,
            shape: Shape::Text,
        }
    }

    /// Reads what is in an element to its end.
    pub(super) fn read(mut self, element: ElementRef<'_>) -> Page {
        self.children(element);
        self.flush();
        self.page
    }

    fn children(&mut self, element: ElementRef<'_>) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => {
                    if self.in_link > 0 {
                        self.linked_chars += text.trim().chars().count();
                    }
                    self.text.push_str(text);
                }
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child);
                    }
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        if SILENT.contains(&name) {
            return;
        }
        let number = (name == "li").then(|| self.item_number(element)).flatten();
        if let Some(reason) = furniture(element) {
            self.flush();
            self.drop_element(element, reason);
            return;
        }
        match name {
            "br" => self.break_line(),
            "a" => {
                self.in_link += 1;
                self.children(element);
                self.in_link -= 1;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.shape = Shape::Heading(name.as_bytes()[1] - b'0');
                self.children(element);
                self.flush();
            }
            "li" => {
                self.flush();
                self.shape = Shape::Item(number);
                self.children(element);
                self.flush();
                // The marker of an empty item waits no longer.
                self.shape = Shape::Text;
            }
            "table" => {
                self.flush();
                self.table(element);
            }
            "dl" | "details" => {
                self.flush();
                self.questions(element);
            }
            name if BLOCKS.contains(&name) => {
                let shape = self.shape.clone();
                // A paragraph in an item belongs to the item.
                if !self.text.trim().is_empty() || !matches!(shape, Shape::Item(_)) {
                    self.flush();
                }
                self.children(element);
                self.flush();
            }
            _ => self.children(element),
        }
    }

    /// The number of the next item of a numbered list. Each is counted as it comes: looking back takes the square of their
    /// number.
    fn item_number(&mut self, element: ElementRef<'_>) -> Option<u64> {
        let list = element.parent().and_then(ElementRef::wrap)?;
        if list.value().name() != "ol" {
            return None;
        }
        let number = self.items.entry(list.id()).or_default();
        *number += 1;
        Some(*number)
    }

    /// A line break in running text: two lines, not two blocks.
    fn break_line(&mut self) {
        let shape = self.shape.clone();
        self.flush();
        if matches!(shape, Shape::Text) {
            self.gap = false;
        } else {
            self.shape = shape;
        }
    }

    fn flush(&mut self) {
        let text = single_spaced(&std::mem::take(&mut self.text));
        let linked_chars = std::mem::take(&mut self.linked_chars);
        let shape = std::mem::replace(&mut self.shape, Shape::Text);
        if text.is_empty() {
            // An item's marker waits for its text.
            if matches!(shape, Shape::Item(_)) {
                self.shape = shape;
            }
            return;
        }
        self.push(text, shape, linked_chars);
    }

    fn push(&mut self, text: String, shape: Shape, linked_chars: usize) {
        self.number += 1;
        self.page.lines.push(Line {
            number: self.number,
            text,
            gap: self.gap,
            shape,
            linked_chars,
        });
        self.gap = true;
    }

    fn drop_element(&mut self, element: ElementRef<'_>, reason: DropReason) {
        let text = single_spaced(&readable(element));
        if !text.is_empty() {
            self.number += 1;
            self.page.dropped.push(DroppedLine {
                line: self.number,
                text: cut_at_word(&text, MAX_LISTED_CHARS).into_owned(),
                reason,
            });
        }
        self.gap = true;
    }

    /// A table with more than one column is one; else it only lays the page out.
    fn table(&mut self, element: ElementRef<'_>) {
        let mut rows: Vec<(bool, Vec<String>)> = Vec::new();
        for row in below(element, &["tr"]) {
            let cells = below(row, &["td", "th"]);
            let is_header =
                !cells.is_empty() && cells.iter().all(|cell| cell.value().name() == "th");
            rows.push((
                is_header,
                cells
                    .into_iter()
                    .map(|cell| single_spaced(&readable(cell)))
                    .collect(),
            ));
        }
        let holds_blocks = below(element, &["table", "h1", "h2", "h3", "p", "ul"])
            .iter()
            .any(|inner| inner.value().name() != "p" || inner.text().count() > 6);
        if rows.iter().all(|(_, cells)| cells.len() < 2) || holds_blocks {
            self.children(element);
            self.flush();
            return;
        }
        let header = match rows.first() {
            Some((true, _)) => rows.remove(0).1,
            _ => Vec::new(),
        };
        let table = Table {
            header,
            rows: rows.into_iter().map(|(_, cells)| cells).collect(),
        };
        self.push(String::new(), Shape::Table(table), 0);
    }

    /// Terms and what is said of them; a summary and what it opens.
    fn questions(&mut self, element: ElementRef<'_>) {
        let mut asked: Option<String> = None;
        let mut answer = String::new();
        let mut pairs = Vec::new();
        for child in element.children() {
            let inner = ElementRef::wrap(child);
            let name = inner.map_or("", |inner| inner.value().name());
            let told = match (inner, child.value()) {
                (Some(inner), _) => readable(inner),
                (None, Node::Text(text)) => text.to_string(),
                _ => String::new(),
            };
            if matches!(name, "dt" | "summary") {
                pairs.extend(
                    asked
                        .take()
                        .map(|question| (question, single_spaced(&std::mem::take(&mut answer)))),
                );
                asked = Some(single_spaced(&told));
            } else {
                answer.push(' ');
                answer.push_str(&told);
            }
        }
        let rest = single_spaced(&answer);
        match asked {
            Some(question) => pairs.push((question, rest)),
            None if !rest.is_empty() => self.push(rest, Shape::Text, 0),
            None => {}
        }
        for (question, answer) in pairs {
            if question.ends_with('?') && !answer.is_empty() {
                self.push(question.clone(), Shape::Faq { question, answer }, 0);
                continue;
            }
            let text = [question, answer].join(": ");
            let text = text.trim_matches([':', ' ']);
            if !text.is_empty() {
                self.push(text.to_owned(), Shape::Item(None), 0);
            }
        }
    }
}
