//! Two versions of a text → their differences, word by word, as Discord's Markdown: added words are bold, removed ones
//! are struck through, with a few words around.

use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use super::escape::escape_markdown;
use crate::text::{strip_controls, utf16_len};

/// Words shown before and after a change.
const AROUND: usize = 6;
/// Timeout of the search for the shortest diff; long texts with little in common then get a longer one.
const DIFF_TIMEOUT: Duration = Duration::from_millis(300);
/// Most words shown of one added or removed piece; a longer one loses its middle.
const PIECE_WORDS: usize = 60;

/// What changed between two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WordDiff {
    /// The changes in Discord's Markdown, within the limit; empty if only white space differs.
    pub(super) text: String,
    /// Words added.
    pub(super) added: usize,
    /// Words removed.
    pub(super) removed: usize,
    /// Whether there is more than could be shown.
    pub(super) cut: bool,
}

/// Compares two texts by their words; what is shown keeps within `max_chars`.
pub(super) fn word_diff(old: &str, new: &str, max_chars: usize) -> WordDiff {
    let (old, new): (Vec<&str>, Vec<&str>) = (
        old.split_whitespace().collect(),
        new.split_whitespace().collect(),
    );
    let deadline = Some(Instant::now() + DIFF_TIMEOUT);
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, deadline);
    let mut changed = WordDiff {
        text: String::new(),
        added: 0,
        removed: 0,
        cut: false,
    };
    let mut room = max_chars.saturating_sub(2);
    let last = ops.len().saturating_sub(1);
    for (place, op) in ops.iter().enumerate() {
        let mut pieces = Vec::new();
        match *op {
            DiffOp::Equal { old_index, len, .. } => {
                let words = &old[old_index..old_index + len];
                pieces.push(around(words, place == 0, place == last));
            }
            DiffOp::Delete {
                old_index, old_len, ..
            } => pieces.push(piece(&old[old_index..old_index + old_len], "~~")),
            DiffOp::Insert {
                new_index, new_len, ..
            } => pieces.push(piece(&new[new_index..new_index + new_len], "**")),
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } => {
                pieces.push(piece(&old[old_index..old_index + old_len], "~~"));
                pieces.push(piece(&new[new_index..new_index + new_len], "**"));
            }
        }
        let (added, removed) = counts(op);
        changed.added += added;
        changed.removed += removed;
        for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
            let chars = utf16_len(&piece) + 1;
            if changed.cut || chars > room {
                changed.cut = true;
                continue;
            }
            room -= chars;
            if !changed.text.is_empty() {
                changed.text.push(' ');
            }
            changed.text.push_str(&piece);
        }
    }
    if changed.added + changed.removed == 0 {
        changed.text.clear();
    } else if changed.cut {
        changed.text.push_str(" …");
    }
    changed
}

fn counts(op: &DiffOp) -> (usize, usize) {
    match *op {
        DiffOp::Equal { .. } => (0, 0),
        DiffOp::Delete { old_len, .. } => (0, old_len),
        DiffOp::Insert { new_len, .. } => (new_len, 0),
        DiffOp::Replace {
            old_len, new_len, ..
        } => (new_len, old_len),
    }
}

/// Unchanged words: those next to a change, and a mark where others are left out.
fn around(words: &[&str], first: bool, last: bool) -> String {
    let (after, before) = (
        if first { 0 } else { AROUND },
        if last { 0 } else { AROUND },
    );
    if words.len() <= after + before {
        return shown(words);
    }
    let head = shown(&words[..after]);
    let tail = shown(&words[words.len() - before..]);
    match (head.is_empty(), tail.is_empty()) {
        (true, _) => format!("… {tail}"),
        (false, true) => format!("{head} …"),
        // A new line separates the changes.
        (false, false) => format!("{head} …\n… {tail}"),
    }
}

/// Added or removed words between two marks of emphasis.
fn piece(words: &[&str], mark: &str) -> String {
    let text = if words.len() > PIECE_WORDS {
        let half = PIECE_WORDS / 2;
        format!(
            "{} … {}",
            shown(&words[..half]),
            shown(&words[words.len() - half..])
        )
    } else {
        shown(words)
    };
    format!("{mark}{text}{mark}")
}

fn shown(words: &[&str]) -> String {
    escape_markdown(&strip_controls(&words.join(" ")))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: &Expect) {
        let changed = word_diff(old, new, 400);
        expected.assert_eq(&format!(
            "+{} -{}: {}",
            changed.added, changed.removed, changed.text
        ));
    }

    #[test]
    fn changes_are_shown_with_a_few_words_around() {
        let old = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
        check(old, old, &expect!["+0 -0: "]);
        check(
            old,
            &old.replace("eight", "8"),
            &expect![
                "+1 -1: … two three four five six seven ~~eight~~ **8** nine ten eleven twelve thirteen fourteen …"
            ],
        );
        check(
            &format!("start {old} end"),
            &format!("begin {old} stop"),
            &expect![[r#"
                +2 -2: ~~start~~ **begin** one two three four five six …
                … ten eleven twelve thirteen fourteen fifteen ~~end~~ **stop**"#]],
        );
        check("", "*new* words", &expect![[r"+2 -0: **\*new\* words**"]]);
        check("old words", "", &expect!["+0 -2: ~~old words~~"]);
    }

    proptest! {
        #[test]
        fn it_keeps_within_its_limit(old in "[a-c* \n]{0,400}", new in "[a-c* \n]{0,400}", max in 20_usize..300) {
            let changed = word_diff(&old, &new, max);
            prop_assert!(utf16_len(&changed.text) <= max);
            let same = old.split_whitespace().eq(new.split_whitespace());
            prop_assert_eq!(same, changed.added + changed.removed == 0);
        }
    }
}
