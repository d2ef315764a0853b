//! What was asked and what came of it, in figures.

use std::fmt::Write as _;

use jiff::tz::TimeZone;

use super::message::{Audience, DESCRIPTION_CHARS, Embed, Message, escaped, plain};
use crate::render::figures::{Shares, percent};
use crate::store::{DayCount, Stats};
use crate::text::cut_at_word;

/// Rows of bars at most: a longer period is summed up in equal spans.
const ROWS: usize = 10;
/// Cells of the longest bar.
const CELLS: u64 = 20;

/// `/stats`
pub fn stats(stats: &Stats, sections: &[(String, u64)]) -> Message {
    let shares = Shares::of(stats);
    let mut text = format!(
        "**{}** in {}\n",
        super::content::count(size(shares.asked), "question"),
        super::content::count(stats.days.len(), "day")
    );
    if shares.asked > 0 {
        for (word, part) in [
            ("answered", shares.answered),
            ("not sure", shares.closest),
            ("no answer", shares.nothing),
        ] {
            let _ = write!(text, "\n{word}: {part} ({})", percent(part, shares.asked));
        }
        text.push('\n');
        text.push_str(&bars(&stats.days));
    }
    let votes = stats.helpful + stats.not_helpful;
    if votes > 0 {
        let _ = write!(
            text,
            "\n\n**{}**: {} helpful ({}), {} not",
            super::content::count(size(votes), "vote"),
            stats.helpful,
            percent(stats.helpful, votes),
            stats.not_helpful
        );
    }
    if !sections.is_empty() {
        text.push_str("\n\n**Sections that answered most**");
        for (name, asked) in sections {
            let _ = write!(text, "\n- {} ({asked})", escaped(&plain(name, 160), 200));
        }
    }
    Message {
        embeds: vec![Embed {
            description: cut_at_word(&text, DESCRIPTION_CHARS).into_owned(),
            ..Embed::default()
        }],
        ..Message::default()
    }
    .seen_by(Audience::Asker)
}

/// A bar for each span of days, oldest first: as long as the questions asked, full as far as they were answered.
fn bars(days: &[DayCount]) -> String {
    let span = days.len().div_ceil(ROWS).max(1);
    let spans: Vec<_> = days
        .chunks(span)
        .filter_map(|days| {
            let answered: u64 = days.iter().map(|day| day.answered).sum();
            let other: u64 = days.iter().map(|day| day.closest + day.nothing).sum();
            // Noon is on this day in nearly every reader's time zone.
            let noon = TimeZone::UTC.to_timestamp(days.first()?.day.at(12, 0, 0, 0));
            Some((noon.ok()?, answered, answered + other))
        })
        .collect();
    let most = spans.iter().map(|(_, _, asked)| *asked).max().unwrap_or(0);
    let mut text = String::new();
    for (day, answered, asked) in spans {
        let cells = |count: u64| {
            let cells = (count * CELLS).div_ceil(most.max(1));
            usize::try_from(cells).unwrap_or(0)
        };
        let full = "█".repeat(cells(answered));
        let empty = "░".repeat(cells(asked) - cells(answered));
        let _ = write!(text, "\n<t:{}:d> {full}{empty} {asked}", day.as_second());
    }
    text.push_str("\n-# █ answered, ░ not answered");
    text
}

fn size(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_year_is_ten_bars_whose_longest_is_the_busiest_span() {
        let days: Vec<DayCount> = (0..365)
            .map(|day: i64| DayCount {
                day: date(2026, 1, 1) + day.days(),
                answered: u64::from(day == 200),
                closest: u64::from(day == 200),
                nothing: u64::from(day == 3),
            })
            .collect();
        let text = bars(&days);
        let rows: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("<t:"))
            .collect();
        assert_eq!(rows.len(), 10);
        assert!(
            rows[0].ends_with(&format!(" {} 1", "░".repeat(10))),
            "{text}"
        );
        let longest = format!(" {}{} 2", "█".repeat(10), "░".repeat(10));
        assert!(rows[5].ends_with(&longest), "{text}");
        assert!(rows[9].ends_with(" 0"), "{text}");
    }
}
