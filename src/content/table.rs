//! Tables → blocks that are understood alone: each row with the names of its columns, or a question with its answer.

use crate::article::BlockKind;
use crate::text;
use crate::text::count_words;

/// A table; the header may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Table {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

/// Column names that say nothing about the column.
const EMPTY_NAMES: &[&str] = &[
    "",
    "answer",
    "characteristic",
    "characteristics",
    "description",
    "detail",
    "details",
    "explanation",
    "feature",
    "features",
    "item",
    "meaning",
    "name",
    "note",
    "notes",
    "topic",
    "value",
    "values",
    "what it means",
    "#",
];

/// Turns a table into blocks, in order.
pub(super) fn blocks(table: &Table) -> Vec<(BlockKind, String)> {
    if is_questions(table) {
        table.rows.iter().filter_map(|row| question(row)).collect()
    } else {
        table
            .rows
            .iter()
            .filter_map(|row| Some((BlockKind::TableRow, row_text(&table.header, row)?)))
            .collect()
    }
}

fn is_questions(table: &Table) -> bool {
    let asked = table
        .rows
        .iter()
        .filter(|row| {
            row.first()
                .is_some_and(|cell| cell.trim_end().ends_with('?'))
        })
        .count();
    let named = table.header.first().is_some_and(|name| {
        matches!(
            text::fold(name.trim()).as_str(),
            "question" | "questions" | "q" | "faq"
        )
    });
    table.rows.iter().all(|row| row.len() <= 2)
        && asked > 0
        && (asked * 2 > table.rows.len() || named)
}

fn question(row: &[String]) -> Option<(BlockKind, String)> {
    let cells: Vec<&str> = row
        .iter()
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    match cells.as_slice() {
        [] => None,
        [only] => Some((BlockKind::Paragraph, (*only).to_owned())),
        [question, answer @ ..] => {
            Some((BlockKind::Faq, format!("{question}\n{}", answer.join(" "))))
        }
    }
}

fn row_text(header: &[String], row: &[String]) -> Option<String> {
    let name = |column: usize| {
        let name = header.get(column).map_or("", |name| name.trim());
        (!EMPTY_NAMES.contains(&text::fold(name).as_str())).then_some(name)
    };
    let (label, values) = row.split_first()?;
    let label = label.trim().trim_end_matches(':');
    let values: Vec<(Option<&str>, &str)> = values
        .iter()
        .enumerate()
        .map(|(column, value)| (name(column + 1), value.trim()))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let says_itself = |value: &str| count_words(value) >= 6 && value.ends_with(['.', '!', '?']);
    let told = match values.as_slice() {
        [(_, value)] if says_itself(value) => (*value).to_owned(),
        several => several
            .iter()
            .map(|(name, value)| match name {
                Some(name) => format!("{name}: {value}"),
                None => (*value).to_owned(),
            })
            .collect::<Vec<_>>()
            .join("; "),
    };
    let subject = match name(0) {
        Some(name) if !(label.is_empty() || values.len() == 1 && says_itself(values[0].1)) => {
            format!("{name}: {label}")
        }
        _ => label.to_owned(),
    };
    match (subject.is_empty(), told.is_empty()) {
        (true, true) => None,
        (true, false) => Some(told),
        (false, true) => Some(subject),
        (false, false) if name(0).is_some() && subject != label => {
            Some(format!("{subject}; {told}"))
        }
        (false, false) => Some(format!("{subject}: {told}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(lines: &[&str]) -> Table {
        let mut rows = lines
            .iter()
            .map(|line| line.split('|').map(str::to_owned).collect::<Vec<_>>());
        Table {
            header: rows.next().unwrap_or_default(),
            rows: rows.collect(),
        }
    }

    fn check(lines: &[&str], expected: &[&str]) {
        let found: Vec<String> = blocks(&table(lines))
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn rows_read_alone() {
        check(
            &[
                "Flour|Water|Rest",
                "Rye|85 %|4 h",
                "Wheat||2 h",
                "|",
                "Spelt|60 %",
            ],
            &[
                "Flour: Rye; Water: 85 %; Rest: 4 h",
                "Flour: Wheat; Rest: 2 h",
                "Flour: Spelt; Water: 60 %",
            ],
        );
        check(
            &[
                "Characteristics|Values",
                "Crust|It browns because sugars react in the heat.",
            ],
            &["Crust: It browns because sugars react in the heat."],
        );
    }

    #[test]
    fn questions_keep_their_answers() {
        let rows = table(&[
            "Question|Answer",
            "Why salt?|It slows the yeast.",
            "How warm?|24 degrees.",
        ]);
        assert_eq!(
            blocks(&rows),
            [
                (BlockKind::Faq, "Why salt?\nIt slows the yeast.".to_owned()),
                (BlockKind::Faq, "How warm?\n24 degrees.".to_owned()),
            ]
        );
    }
}
