//! What was asked and what came of it, in figures.

use std::fmt::Write as _;

use jiff::tz::TimeZone;

use super::message::{Audience, DESCRIPTION_CHARS, Embed, Message, escaped, plain};
use crate::locale::args;
use crate::render::Locale;
use crate::render::figures::{Shares, percent};
use crate::store::{DayCount, Stats};
use crate::text::cut_at_word;

/// Rows of bars at most: a longer period is summed up in equal spans.
const ROWS: usize = 10;
/// Cells of the longest bar.
const CELLS: u64 = 20;

/// `/stats`
pub fn stats(locale: Locale, stats: &Stats, sections: &[(String, u64)]) -> Message {
    let shares = Shares::of(stats);
    let mut text = format!(
        "{} {}\n",
        locale.format("stats-questions", &args!["count" => shares.asked]),
        locale.format("stats-days", &args!["count" => stats.days.len()])
    );
    if shares.asked > 0 {
        for (key, part) in [
            ("stats-answered", shares.answered),
            ("stats-not-sure", shares.closest),
            ("stats-no-answer", shares.nothing),
        ] {
            let percent = percent(part, shares.asked);
            text.push('\n');
            text.push_str(&locale.format(key, &args!["count" => part, "percent" => percent]));
        }
        text.push('\n');
        text.push_str(&bars(locale, &stats.days));
    }
    let votes = stats.helpful + stats.not_helpful;
    if votes > 0 {
        text.push_str("\n\n");
        text.push_str(&locale.format(
            "stats-votes",
            &args![
                "votes" => votes,
                "helpful" => stats.helpful,
                "percent" => percent(stats.helpful, votes),
                "other" => stats.not_helpful,
            ],
        ));
    }
    if !sections.is_empty() {
        let _ = write!(text, "\n\n**{}**", locale.message("stats-sections"));
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
fn bars(locale: Locale, days: &[DayCount]) -> String {
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
    let _ = write!(text, "\n-# {}", locale.message("stats-bars"));
    text
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
        let text = bars(Locale::English, &days);
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
