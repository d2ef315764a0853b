//! Lines that head a section by their place and shape alone: short, no full stop, prose after them.

use super::lines::{Line, Shape, is_heading_text};

/// Level of headings that nothing but their shape tells.
const BARE_LEVEL: u8 = 2;

/// Turns bare lines that head a section into headings.
pub(super) fn promote(lines: &mut [Line]) {
    let places: Vec<usize> = (0..lines.len())
        .filter(|&place| heads(lines, place))
        .collect();
    let capitals = places.iter().any(|&place| starts_high(&lines[place].text));
    for place in places {
        if starts_high(&lines[place].text) || lines[place].text.ends_with('?') || !capitals {
            lines[place].shape = Shape::Heading(BARE_LEVEL);
        }
    }
}

/// The page's title: a heading that stands before everything else. It is taken out of the lines.
pub(super) fn take_title(lines: &mut Vec<Line>) -> Option<String> {
    if !lines.first()?.is_heading() {
        return None;
    }
    Some(lines.remove(0).text)
}

fn heads(lines: &[Line], place: usize) -> bool {
    let line = &lines[place];
    if !line.is_text() || !is_heading_text(&line.text) {
        return false;
    }
    let Some(next) = lines.get(place + 1) else {
        return false;
    };
    if line.gap {
        return is_prose(next, 3)
            || (place == 0 && next.gap && is_heading_line(next))
            || next.is_heading();
    }
    let before_ends = place
        .checked_sub(1)
        .is_none_or(|before| !lines[before].is_text() || lines[before].ends_sentence());
    before_ends
        && is_prose(next, 12)
        && (line.text.ends_with('?') || title_case_share(&line.text) >= 0.6)
}

fn is_heading_line(line: &Line) -> bool {
    line.is_heading() || line.is_text() && is_heading_text(&line.text)
}

fn is_prose(line: &Line, least_words: usize) -> bool {
    match &line.shape {
        Shape::Text => {
            let words = line.words();
            words >= least_words
                && (line.ends_sentence() || line.text.ends_with(':') || words >= 20)
        }
        Shape::Item(_) | Shape::Table(_) | Shape::Faq { .. } => true,
        Shape::Heading(_) => false,
    }
}

fn starts_high(text: &str) -> bool {
    text.chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|first| !first.is_lowercase())
}

/// Share of the longer words that start with a capital or a digit.
pub(super) fn title_case_share(text: &str) -> f64 {
    let (mut high, mut all) = (0_u32, 0_u32);
    for word in text
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
    {
        all += 1;
        high += u32::from(starts_high(word));
    }
    if all == 0 {
        1.0
    } else {
        f64::from(high) / f64::from(all)
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::from_text;
    use super::*;

    fn check(page: &str, expected: &[&str]) {
        let mut lines = from_text(page).lines;
        promote(&mut lines);
        let found: Vec<&str> = lines
            .iter()
            .filter(|line| line.is_heading())
            .map(|line| line.text.as_str())
            .collect();
        assert_eq!(found, expected, "{page}");
    }

    #[test]
    fn short_lines_before_prose_are_headings() {
        check(
            "All about rye\n\nWhy rye?\n\nIt tastes of earth.\n\nloaf of rye\n\nIt keeps for a week.",
            &["All about rye", "Why rye?"],
        );
        check(
            "why rye\n\nIt tastes of earth.\n\nhow much\n\nHalf of it.",
            &["why rye", "how much"],
        );
    }

    #[test]
    fn headings_without_blank_lines_need_more() {
        let prose = "This is a sentence of prose that goes on for a good while, as prose does.";
        check(
            &format!("{prose}\nHow To Feed A Starter\n{prose}\nwith a spoon\n{prose}"),
            &["How To Feed A Starter"],
        );
    }

    #[test]
    fn sentences_and_last_lines_are_not() {
        check("It rises well.\n\nIt rests for an hour.\n\nThe End", &[]);
    }
}
