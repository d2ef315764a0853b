//! The same questions put to plain BM25: what a search box without wordings and meaning would show.

use std::fmt::Write as _;

use super::figures::{Share, ranks_of};
use super::{Graded, Kind, Question};
use crate::Result;
use crate::answer::MAX_PASSAGES;
use crate::engine::Engine;

/// What plain BM25 finds for a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Baseline {
    /// Rank of the first passage that answers; none if no passage does.
    pub rank: Option<usize>,
    /// Whether anything was found: BM25 refuses nothing that shares a word with the articles.
    pub found: bool,
}

/// Asks every question of plain BM25 over titles, headings and texts.
///
/// # Errors
/// As [`Engine::ask`].
pub fn baseline(engine: &Engine, questions: &[Question]) -> Result<Vec<Baseline>> {
    questions
        .iter()
        .map(|question| {
            let passages = engine.by_bm25(&question.text, MAX_PASSAGES)?;
            Ok(Baseline {
                rank: question.gold.rank(&passages),
                found: !passages.is_empty(),
            })
        })
        .collect()
}

/// Sets a run beside plain BM25 on the same questions.
pub fn beside_baseline(run: &[Graded], baseline: &[Baseline]) -> String {
    let is_answerable = |graded: &&Graded| graded.kind == Kind::Answerable;
    let own = ranks_of(run.iter().filter(is_answerable).map(|graded| graded.rank));
    let pairs = || run.iter().zip(baseline);
    let other = ranks_of(
        pairs()
            .filter(|(graded, _)| is_answerable(graded))
            .map(|(_, baseline)| baseline.rank),
    );
    let refused = |is_refused: &dyn Fn(&Graded, &Baseline) -> bool| {
        let without = || pairs().filter(|(graded, _)| graded.kind == Kind::Unanswerable);
        Share {
            part: without()
                .filter(|(graded, baseline)| is_refused(graded, baseline))
                .count(),
            whole: without().count(),
        }
    };
    let mut text = format!("{:<28} {:>8} {:>11}\n", "", "engram", "plain BM25");
    let shares: [(&str, Share, Share); 3] = [
        ("hit@1", own.first(), other.first()),
        ("hit@3", own.first_three(), other.first_three()),
        (
            "refused, of unanswerable",
            refused(&|graded, _| !graded.answered()),
            refused(&|_, baseline| !baseline.found),
        ),
    ];
    for (name, own, other) in shares {
        let _ = writeln!(
            text,
            "{name:<28} {:>6.1} % {:>9.1} %",
            own.percent(),
            other.percent()
        );
    }
    let _ = write!(text, "{:<28} {:>8.3} {:>11.3}", "MRR", own.mrr, other.mrr);
    text
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::answer::Outcome;

    #[test]
    fn both_are_judged_by_the_same_questions() {
        let run = [
            Graded::of(Kind::Answerable, Some(1), Outcome::Answer),
            Graded::of(Kind::Answerable, Some(2), Outcome::Closest),
            Graded::of(Kind::Unanswerable, None, Outcome::Nothing),
            Graded::of(Kind::Unanswerable, None, Outcome::Answer),
            Graded::of(Kind::Chitchat, None, Outcome::Nothing),
        ];
        let found = |rank| Baseline { rank, found: true };
        let baseline = [
            found(Some(4)),
            found(Some(1)),
            found(None),
            Baseline {
                rank: None,
                found: false,
            },
            found(None),
        ];
        expect![[r#"
                                           engram  plain BM25
            hit@1                          50.0 %      50.0 %
            hit@3                         100.0 %      50.0 %
            refused, of unanswerable       50.0 %      50.0 %
            MRR                             0.750       0.625"#]]
        .assert_eq(&beside_baseline(&run, &baseline));
    }
}
