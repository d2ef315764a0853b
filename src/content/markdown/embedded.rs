//! HTML and comments within Markdown: tags in a line, blocks that are read as parts of a page, and notes on sections.

use super::{Reader, lines::ends_line};
use crate::article::BlockKind;
use crate::article::Grade;
use crate::content::draft::{LocatedPiece, Piece};
use crate::content::html;
use crate::content::problem::ProblemKind;

impl Reader<'_> {
    pub(super) fn inline_html(&mut self, html: &str, at: usize) {
        let name = html
            .trim_start_matches(['<', '/'])
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or("")
            .to_ascii_lowercase();
        match name.as_str() {
            "br" => {
                // Within a sentence it is only a line break.
                let ends = self.in_cell || ends_line(&self.buffer);
                self.buffer.push(if ends { '\n' } else { ' ' });
            }
            "p" | "div" | "li" | "hr" => {
                self.buffer.push(if self.in_cell { '\n' } else { ' ' });
            }
            "iframe" | "video" | "audio" | "object" | "embed" => self.cannot_show(&name, at),
            _ if html.starts_with("<!--") => {
                self.comments(html, at);
            }
            _ => {}
        }
    }

    fn cannot_show(&mut self, name: &str, at: usize) {
        let line = self.line_at(at);
        let name = name.to_owned();
        let problem = (line, ProblemKind::Element { name });
        if !self.parsed.problems.contains(&problem) {
            self.parsed.problems.push(problem);
        }
    }

    /// Reads a block of HTML: its comments first, then what is left as a part of a page.
    pub(super) fn html_block(&mut self, html: &str, at: usize) {
        let rest = self.comments(html, at);
        let lower = rest.to_ascii_lowercase();
        for name in ["iframe", "video", "audio", "object", "embed"] {
            if lower.contains(&format!("<{name}")) {
                self.cannot_show(name, at);
            }
        }
        if rest.trim().is_empty() || self.within_html {
            return;
        }
        let line = self.line_at(at);
        let body = html::fragment(&rest);
        let numbers = [line];
        let mut inner = Reader::new(&body, &numbers);
        inner.within_html = true;
        inner.read();
        let inner = inner.finish();
        self.parsed.problems.extend(inner.problems);
        self.parsed.links.extend(inner.links);
        if inner.pieces.is_empty() {
            return;
        }
        self.flush_list(at);
        for located in inner.pieces {
            match located.piece {
                Piece::Block { kind, text } => self.block(at, kind, text),
                piece => self.push(at, piece),
            }
        }
    }

    /// Reads the comments of a piece of HTML, and gives the rest. One that is never closed hides all that follows.
    fn comments(&mut self, html: &str, at: usize) -> String {
        let mut rest = String::new();
        let mut left = html;
        let mut passed = 0;
        while let Some(open) = left.find("<!--") {
            rest.push_str(&left[..open]);
            let inner = &left[open + 4..];
            let Some(close) = inner.find("-->") else {
                let line = self.line_at(at + passed + open);
                let problem = (line, ProblemKind::CommentUnclosed);
                self.parsed.problems.push(problem);
                return rest;
            };
            self.comment(inner[..close].trim(), at + passed + open);
            passed += open + 4 + close + 3;
            left = &inner[close + 3..];
        }
        rest.push_str(left);
        rest
    }

    /// `grade: strong; refs: a, b` for a section; `row` and `faq` name the next block.
    fn comment(&mut self, comment: &str, at: usize) {
        match comment {
            "row" => self.kind = BlockKind::TableRow,
            "faq" => self.kind = BlockKind::Faq,
            _ if comment.starts_with("grade") || comment.starts_with("refs") => {
                self.note(comment, at);
            }
            _ => {}
        }
    }

    fn note(&mut self, comment: &str, at: usize) {
        let line = self.line_at(at);
        let mut grade = None;
        let mut references = Vec::new();
        for part in comment
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            match part
                .split_once(':')
                .map(|(key, value)| (key.trim(), value.trim()))
            {
                Some(("grade", word)) => {
                    if let Some(known) = parse_grade(word) {
                        grade = Some(known);
                    } else {
                        let grade = word.to_owned();
                        let problem = (line, ProblemKind::UnknownGrade { grade });
                        self.parsed.problems.push(problem);
                    }
                }
                Some(("refs", keys)) => references.extend(
                    keys.split(',')
                        .map(str::trim)
                        .filter(|key| !key.is_empty())
                        .map(str::to_owned),
                ),
                _ => {
                    let note = part.to_owned();
                    let problem = (line, ProblemKind::UnknownNote { note });
                    self.parsed.problems.push(problem);
                }
            }
        }
        self.parsed.pieces.push(LocatedPiece {
            line,
            piece: Piece::Note { grade, references },
        });
    }
}

fn parse_grade(word: &str) -> Option<Grade> {
    [
        Grade::Strong,
        Grade::Moderate,
        Grade::Contested,
        Grade::Practical,
    ]
    .into_iter()
    .find(|grade| grade.as_str() == word)
}
