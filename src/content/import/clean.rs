//! Lines of a page → the lines worth keeping. What goes is listed with its reason.

use std::collections::{BTreeMap, BTreeSet};

use super::headings::{self, title_case_share};
use super::lines::{Line, Shape};
use super::{DropReason, DroppedLine, promotion, rules};
use crate::text;

/// Pages with fewer lines of prose than this keep their loose short lines: they may be all there is.
const LEAST_PROSE_LINES: usize = 3;

/// Takes furniture out of the lines and turns bare heading lines into headings.
pub(super) fn clean(lines: Vec<Line>, dropped: &mut Vec<DroppedLine>) -> Vec<Line> {
    let mut marks = vec![None; lines.len()];
    mark_furniture(&lines, &mut marks);
    mark_credits(&lines, &mut marks);
    mark_contents(&lines, &mut marks);
    mark_related(&lines, &mut marks);
    mark_repeated(&lines, &mut marks);
    mark_link_lists(&lines, &mut marks);
    let mut lines = sweep(lines, &marks, dropped);
    headings::promote(&mut lines);
    let lines = promotion::drop_promotion(lines, dropped);
    let mut marks = vec![None; lines.len()];
    let lists = mark_loose(&lines, &mut marks);
    let mut lines = sweep(lines, &marks, dropped);
    for line in &mut lines {
        if lists.contains(&line.number) {
            line.shape = Shape::Item(None);
        }
    }
    lines
}

/// Drops the marked lines. What follows a dropped line stands apart from what was before it.
pub(super) fn sweep(
    lines: Vec<Line>,
    marks: &[Option<DropReason>],
    dropped: &mut Vec<DroppedLine>,
) -> Vec<Line> {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut gap = false;
    for (mut line, mark) in lines.into_iter().zip(marks) {
        if let Some(reason) = mark {
            dropped.push(DroppedLine {
                line: line.number,
                text: line.text,
                reason: *reason,
            });
            gap = true;
        } else {
            line.gap |= std::mem::take(&mut gap);
            kept.push(line);
        }
    }
    kept
}

fn has_words(line: &Line) -> bool {
    line.is_text() || line.is_item() || line.is_heading()
}

fn mark_furniture(lines: &[Line], marks: &mut [Option<DropReason>]) {
    for (line, mark) in lines.iter().zip(marks) {
        if has_words(line) {
            *mark = rules::furniture(&line.text);
        }
    }
}

/// What stands right above a picture's credit is its caption.
fn mark_credits(lines: &[Line], marks: &mut [Option<DropReason>]) {
    for place in 1..lines.len() {
        let above = &lines[place - 1];
        if marks[place] == Some(DropReason::Credit)
            && !lines[place].gap
            && marks[place - 1].is_none()
            && is_title_like(above)
        {
            marks[place - 1] = Some(DropReason::Caption);
        }
    }
}

/// A list of lines that stand elsewhere on the page is its table of contents.
fn mark_contents(lines: &[Line], marks: &mut [Option<DropReason>]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.words() <= 20) {
        *seen.entry(text::fold(&line.text)).or_default() += 1;
    }
    let mut place = 0;
    while place < lines.len() {
        let announced = has_words(&lines[place]) && rules::announces_contents(&lines[place].text);
        let start = place + usize::from(announced);
        let end = start
            + lines[start.min(lines.len())..]
                .iter()
                .take_while(|line| line.is_item())
                .count();
        if start < end {
            let items = &lines[start..end];
            let again = items
                .iter()
                .filter(|item| {
                    seen.get(&text::fold(&item.text))
                        .is_some_and(|&times| times > 1)
                })
                .count();
            let linked = items.iter().all(is_linked);
            let is_contents = if announced {
                again * 2 >= items.len() || linked
            } else {
                again == items.len() && items.len() >= 2
            };
            if is_contents {
                marks[place..end].fill(Some(DropReason::Contents));
            }
        }
        place = end.max(place + 1);
    }
}

/// "You may also like", the title that may stand right above it, and the titles below it.
fn mark_related(lines: &[Line], marks: &mut [Option<DropReason>]) {
    for place in 0..lines.len() {
        let line = &lines[place];
        if !has_words(line) || marks[place].is_some() {
            continue;
        }
        if rules::points_elsewhere(&line.text) && !line.ends_sentence() {
            marks[place] = Some(DropReason::Related);
            continue;
        }
        if !rules::announces_related(&line.text) {
            continue;
        }
        marks[place] = Some(DropReason::Related);
        if let Some(above) = place.checked_sub(1)
            && !line.gap
            && marks[above].is_none()
            && lines[above].is_text()
            && is_title_like(&lines[above])
            && title_case_share(&lines[above].text) >= 0.6
        {
            marks[above] = Some(DropReason::Related);
        }
        for below in place + 1..lines.len() {
            let title = &lines[below];
            if marks[below].is_some() {
                continue;
            }
            let opens_prose = lines
                .get(below + 1)
                .is_some_and(|next| next.is_text() && next.words() >= 12);
            let is_title = is_title_like(title)
                && (title.is_item()
                    || title.is_text()
                        && !opens_prose
                        && (title_case_share(&title.text) >= 0.6 || is_linked(title)));
            if !is_title
                || rules::announces_related(&title.text)
                || rules::announces_contents(&title.text)
            {
                break;
            }
            marks[below] = Some(DropReason::Related);
        }
    }
}

fn mark_repeated(lines: &[Line], marks: &mut [Option<DropReason>]) {
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, line) in lines.iter().enumerate() {
        if marks[place].is_none() && (line.is_text() || line.is_item()) {
            seen.entry(text::fold(&line.text)).or_default().push(place);
        }
    }
    for places in seen.into_values().filter(|places| places.len() > 1) {
        let line = &lines[places[0]];
        let words = line.words();
        if words <= 12 && places.len() >= 3 && !line.ends_sentence() {
            for place in places {
                marks[place] = Some(DropReason::Repeated);
            }
        } else if words >= 8 {
            for &place in &places[1..] {
                marks[place] = Some(DropReason::Repeated);
            }
        }
    }
}

/// Two or more lines in a row that are links and no sentences.
fn mark_link_lists(lines: &[Line], marks: &mut [Option<DropReason>]) {
    let mut start = 0;
    while start < lines.len() {
        let end = start
            + lines[start..]
                .iter()
                .take_while(|line| has_words(line) && is_linked(line))
                .count();
        if end >= start + 2 {
            for mark in marks[start..end].iter_mut().filter(|mark| mark.is_none()) {
                *mark = Some(DropReason::Navigation);
            }
        }
        start = end.max(start + 1);
    }
}

fn is_linked(line: &Line) -> bool {
    let chars = line.text.chars().count();
    line.linked_chars * 10 >= chars * 7 && line.words() <= 14 && !line.text.ends_with('.')
}

/// Short, and no sentence but perhaps a question.
fn is_title_like(line: &Line) -> bool {
    has_words(line) && line.words() <= 14 && !line.text.ends_with(['.', '!', ':', ';', ','])
}

/// Marks short lines that neither head anything nor say anything. Three or more in a row are a list without marks:
/// their numbers are returned.
fn mark_loose(lines: &[Line], marks: &mut [Option<DropReason>]) -> BTreeSet<usize> {
    let mut lists = BTreeSet::new();
    let prose = lines
        .iter()
        .filter(|line| line.is_text() && line.words() >= 8 && line.ends_sentence())
        .count();
    if prose < LEAST_PROSE_LINES {
        return lists;
    }
    let is_loose = |line: &Line| {
        line.is_text() && line.words() <= 8 && !line.ends_sentence() && !line.text.ends_with(':')
    };
    let mut start = 0;
    while start < lines.len() {
        let end = start
            + lines[start..]
                .iter()
                .take_while(|line| is_loose(line))
                .count();
        if end >= start + 3 {
            lists.extend(lines[start..end].iter().map(|line| line.number));
        } else {
            for place in start..end {
                if !lines[place].text.contains(|c: char| c.is_ascii_digit()) {
                    marks[place] = Some(DropReason::Caption);
                }
            }
        }
        start = end.max(start + 1);
    }
    lists
}
