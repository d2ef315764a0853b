//! What people asked, in figures: the same in Discord and in the terminal.

use std::fmt::Write as _;

use super::talk::counted;
use crate::store::Stats;

/// All questions of a time, by what came of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shares {
    /// All of them.
    pub asked: u64,
    /// Those that were answered.
    pub answered: u64,
    /// Those whose closest headings were offered.
    pub closest: u64,
    /// Those that the articles do not answer.
    pub nothing: u64,
}

impl Shares {
    /// Adds the days up.
    pub fn of(stats: &Stats) -> Self {
        let sum = |part: fn(&crate::store::DayCount) -> u64| stats.days.iter().map(part).sum();
        let (answered, closest, nothing): (u64, u64, u64) = (
            sum(|day| day.answered),
            sum(|day| day.closest),
            sum(|day| day.nothing),
        );
        Self {
            asked: answered + closest + nothing,
            answered,
            closest,
            nothing,
        }
    }
}

/// A part of a whole, in percent without decimals.
pub fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    format!("{:.0} %", part as f64 * 100.0 / whole as f64)
}

/// The figures for a terminal. `sections` are named.
pub fn table(stats: &Stats, sections: &[(String, u64)]) -> String {
    let shares = Shares::of(stats);
    let times = |count: u64, noun| counted(usize::try_from(count).unwrap_or(usize::MAX), noun);
    let mut text = format!(
        "{} in {}\n",
        times(shares.asked, "question"),
        counted(stats.days.len(), "day")
    );
    for (word, part) in [
        ("answered", shares.answered),
        ("not sure", shares.closest),
        ("no answer", shares.nothing),
    ] {
        let _ = writeln!(
            text,
            "  {word:<10}{part:>7}  {}",
            percent(part, shares.asked)
        );
    }
    let votes = stats.helpful + stats.not_helpful;
    let _ = writeln!(
        text,
        "{}\n  helpful   {:>7}  {}\n  not       {:>7}  {}",
        times(votes, "vote"),
        stats.helpful,
        percent(stats.helpful, votes),
        stats.not_helpful,
        percent(stats.not_helpful, votes)
    );
    if !sections.is_empty() {
        text.push_str("sections that answered most\n");
        for (name, asked) in sections {
            let _ = writeln!(text, "  {asked:>7}  {}", crate::text::strip_controls(name));
        }
    }
    let days: Vec<_> = stats
        .days
        .iter()
        .filter(|day| day.answered + day.closest + day.nothing > 0)
        .collect();
    if !days.is_empty() {
        text.push_str("day          answered  not sure  no answer\n");
        for day in days {
            let _ = writeln!(
                text,
                "{}  {:>9}  {:>8}  {:>9}",
                day.day, day.answered, day.closest, day.nothing
            );
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use jiff::civil::date;

    use super::*;
    use crate::store::DayCount;

    #[test]
    fn figures_are_added_up() {
        let day = |day, answered, closest, nothing| DayCount {
            day: date(2026, 1, day),
            answered,
            closest,
            nothing,
        };
        let stats = Stats {
            days: vec![day(1, 6, 1, 1), day(2, 0, 0, 0), day(3, 1, 0, 1)],
            sections: Vec::new(),
            helpful: 3,
            not_helpful: 1,
        };
        expect![[r#"
            10 questions in 3 days
              answered        7  70 %
              not sure        1  10 %
              no answer       2  20 %
            4 votes
              helpful         3  75 %
              not             1  25 %
            sections that answered most
                    5  Otters › What do otters eat?
            day          answered  not sure  no answer
            2026-01-01          6         1          1
            2026-01-03          1         0          1
        "#]]
        .assert_eq(&table(
            &stats,
            &[("Otters › What do otters eat?".to_owned(), 5)],
        ));
        assert_eq!(percent(0, 0), "–");
        let one = Stats {
            days: vec![day(1, 1, 0, 0)],
            sections: Vec::new(),
            helpful: 1,
            not_helpful: 0,
        };
        let text = table(&one, &[]);
        assert!(text.starts_with("1 question in 1 day\n"), "{text}");
        assert!(text.contains("\n1 vote\n"), "{text}");
    }
}
