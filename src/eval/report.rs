//! Figures as text for a person.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::figures::Outcomes;
use super::{Figures, Graded, Kind, Ranks, Share, plot};

/// Characters of a question that are shown in a comparison.
const SHOWN_CHARS: usize = 100;

/// Writes all figures of a run. `threshold`: from which probability on it was answered.
pub fn report(run: &[Graded], threshold: f32) -> String {
    let figures = Figures::of(run);
    let mut text = String::new();
    let ranks = figures.ranks;
    let _ = writeln!(
        text,
        "{} questions, {} answerable. Ranks refuse nothing; \"refused\" is any outcome but an answer.\n",
        run.len(),
        ranks.questions
    );
    let _ = writeln!(text, "hit@1               {}", share(ranks.first()));
    let _ = writeln!(text, "hit@3               {}", share(ranks.first_three()));
    let _ = writeln!(text, "MRR                 {:.3}", ranks.mrr);
    let _ = writeln!(text, "right, of answers   {}", share(figures.right));
    let _ = writeln!(text, "near topic refused  {}", share(figures.near_refused));
    let _ = writeln!(
        text,
        "off topic refused   {}",
        share(figures.off_topic_refused)
    );
    let _ = writeln!(text, "calibration error   {:.3}", figures.calibration_error);
    if figures.leaks > 0 {
        let _ = writeln!(text, "forbidden words     {}", figures.leaks);
    }
    let _ = writeln!(
        text,
        "question to answer  p50 {:.1} ms, p99 {:.1} ms\n",
        figures.took_p50_ms, figures.took_p99_ms
    );
    let _ = writeln!(
        text,
        "{:<14} {:>5} {:>8} {:>8} {:>8}",
        "kind", "n", "answer", "closest", "nothing"
    );
    for (kind, own) in &figures.outcomes {
        let of = |part| {
            percent(Share {
                part,
                whole: own.questions,
            })
        };
        let _ = writeln!(
            text,
            "{kind:<14} {:>5} {} {} {}",
            own.questions,
            of(own.answer),
            of(own.closest),
            of(own.nothing)
        );
    }
    let _ = writeln!(
        text,
        "\n{:<14} {:>5} {:>8} {:>8} {:>6}   {:>7} {:>8}",
        "style", "n", "hit@1", "hit@3", "MRR", "unansw.", "refused"
    );
    let mut styles: BTreeMap<&str, (Ranks, Outcomes)> = BTreeMap::new();
    for (style, ranks) in &figures.styles {
        styles.entry(style).or_default().0 = *ranks;
    }
    for (style, outcomes) in &figures.unanswerable_styles {
        styles.entry(style).or_default().1 = *outcomes;
    }
    for (style, (ranks, unanswerable)) in styles {
        let refused = Share {
            part: unanswerable.closest + unanswerable.nothing,
            whole: unanswerable.questions,
        };
        let _ = writeln!(
            text,
            "{style:<14} {:>5} {} {} {:>6.3}   {:>7} {}",
            ranks.questions,
            percent(ranks.first()),
            percent(ranks.first_three()),
            ranks.mrr,
            unanswerable.questions,
            percent(refused)
        );
    }
    if !figures.risk_coverage.is_empty() {
        let _ = write!(
            text,
            "\nWrong answers, of answers given (upwards), when so many questions are answered, surest first.\n\
             Dots: where the program stops answering.\n\n{}\n",
            plot::in_characters(&figures.risk_coverage, threshold)
        );
    }
    text
}

/// Tells what differs between two runs, question by question: lost ones first, won ones last.
pub fn compare(before: &[Graded], after: &[Graded]) -> String {
    let known: BTreeMap<&str, &Graded> = before.iter().map(|one| (one.id.as_str(), one)).collect();
    let pairs: Vec<(&Graded, &Graded)> = after
        .iter()
        .filter_map(|after| Some((*known.get(after.id.as_str())?, after)))
        .collect();
    let mut text = String::new();
    let gain = |name: &str, of: &dyn Fn(&Graded) -> bool, text: &mut String| {
        let won = pairs.iter().filter(|(a, b)| !of(a) && of(b)).count();
        let lost = pairs.iter().filter(|(a, b)| of(a) && !of(b)).count();
        let _ = writeln!(text, "{name:<20} +{won} −{lost}");
    };
    let _ = writeln!(text, "{} questions are in both runs", pairs.len());
    gain("hit@1", &Graded::first_is_right, &mut text);
    gain(
        "hit@3",
        &|one| one.rank.is_some_and(|rank| rank <= 3),
        &mut text,
    );
    gain("answered", &Graded::answered, &mut text);
    let refused = |one: &Graded| one.kind != Kind::Answerable && !one.answered();
    gain("rightly refused", &refused, &mut text);
    let good = |one: &Graded| match one.kind {
        Kind::Answerable => one.first_is_right(),
        _ => !one.answered(),
    };
    let order = |before: &Graded, after: &Graded| match (good(before), good(after)) {
        (true, false) => 0,
        (false, true) => 2,
        _ => 1,
    };
    let mut lines: Vec<(u8, String)> = pairs
        .iter()
        .filter(|(before, after)| before.rank != after.rank || before.outcome != after.outcome)
        .map(|(before, after)| {
            let state = |one: &Graded| {
                let rank = one.rank.map_or("–".to_owned(), |rank| rank.to_string());
                format!("{rank} {}", one.outcome.as_str())
            };
            let asked: String = after.question.chars().take(SHOWN_CHARS).collect();
            let line = format!("{} {} → {}: {asked}", after.id, state(before), state(after));
            (order(before, after), line)
        })
        .collect();
    lines.sort();
    for (_, line) in lines {
        let _ = writeln!(text, "{line}");
    }
    text
}

fn share(share: Share) -> String {
    format!(
        "{:>5.1} %  ({}/{})",
        share.percent(),
        share.part,
        share.whole
    )
}

fn percent(share: Share) -> String {
    if share.whole == 0 {
        format!("{:>8}", "–")
    } else {
        format!("{:>6.1} %", share.percent())
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::answer::Outcome;

    fn graded(id: &str, rank: usize, outcome: Outcome) -> Graded {
        Graded {
            id: id.to_owned(),
            ..Graded::of(Kind::Answerable, Some(rank), outcome)
        }
    }

    #[test]
    fn what_was_lost_comes_first_and_what_was_won_last() {
        let before = [
            graded("a", 2, Outcome::Closest),
            graded("b", 2, Outcome::Answer),
            graded("c", 1, Outcome::Answer),
            graded("d", 1, Outcome::Answer),
        ];
        let after = [
            graded("a", 1, Outcome::Answer),
            graded("b", 3, Outcome::Answer),
            graded("c", 2, Outcome::Answer),
            graded("d", 1, Outcome::Answer),
        ];
        expect![[r"
            4 questions are in both runs
            hit@1                +1 −1
            hit@3                +0 −0
            answered             +1 −0
            rightly refused      +0 −0
            c 1 answer → 2 answer: ?
            b 2 answer → 3 answer: ?
            a 2 closest → 1 answer: ?
        "]]
        .assert_eq(&compare(&before, &after));
    }
}
