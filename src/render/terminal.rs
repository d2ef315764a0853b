//! `&Answer` → text for a person at a terminal: the quote with its best sentence in bold, under it where it stands
//! and how sure it is, then what to ask next. No control character of an article or a question reaches the terminal.

use std::fmt::Write as _;
use std::ops::Range;

use crate::answer::{Answer, Outcome, Quoted, Surroundings};
use crate::render::Locale;
use crate::render::wrap::wrap;
use crate::render::{Choice, choices, section, sentences};
use crate::text::{single_spaced, strip_controls};

/// A terminal narrower than this gets lines that run over its edge rather than one word a line.
const MIN_COLUMNS: usize = 20;

/// How the text is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns to wrap at; none leaves each paragraph on one line.
    pub width: Option<usize>,
    /// Whether bold and dim are shown.
    pub ink: Ink,
}

/// Whether the output can show bold and dim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Plain text alone.
    None,
    /// ANSI bold and dim.
    Ansi,
}

impl Style {
    /// Neither wrapped nor styled: for the `reply` of the wire form.
    pub const PLAIN: Self = Self {
        width: None,
        ink: Ink::None,
    };
}

#[derive(Clone, Copy)]
enum Weight {
    Bold,
    Dim,
}

/// Renders an answer, without a line end at its end.
pub fn answer(answer: &Answer, style: &Style) -> String {
    let mut blocks = Vec::new();
    if let Some(understood) = &answer.did_you_mean {
        blocks.push(style.paragraph(
            &sentences::understood_as(understood, Locale::English),
            Some(Weight::Dim),
        ));
    }
    if let Some(opening) = sentences::opening(answer, Locale::English) {
        let paragraphs = opening.split("\n\n");
        blocks.extend(paragraphs.map(|paragraph| style.paragraph(paragraph, None)));
    }
    if answer.outcome == Outcome::Answer
        && let Some(first) = answer.passages.first()
    {
        blocks.push(passage(first, style));
        if let Some(disagreement) = &answer.disagreement {
            blocks.push(style.paragraph(
                &sentences::disagreement(disagreement, Locale::English),
                None,
            ));
            blocks.push(passage(&disagreement.other, style));
        }
    }
    let choices = choices(answer);
    if !choices.is_empty() {
        let mut block = String::new();
        if let Some(heading) = sentences::choices_heading(answer, Locale::English) {
            block.push_str(&style.paragraph(&heading, Some(Weight::Dim)));
            block.push('\n');
        }
        block.push_str(&numbered(&choices, style));
        blocks.push(block);
    }
    blocks.join("\n\n")
}

/// Renders one passage: what it says, where it stands, how sure it is and what it rests on.
pub fn passage(quoted: &Quoted, style: &Style) -> String {
    let hit = &quoted.hit;
    let mut out = style.quote(hit.quoted(), &hit.highlight);
    out.push_str("\n\n");
    out.push_str(&style.item("— ", &place(quoted), Some(Weight::Dim)));
    let references: Vec<String> = quoted
        .citation
        .references
        .iter()
        .map(sentences::reference_short)
        .collect();
    let mut ground: Vec<String> = Vec::new();
    ground.extend(
        quoted
            .citation
            .grade
            .map(|grade| sentences::grade(grade, Locale::English)),
    );
    if !references.is_empty() {
        ground.push(references.join("; "));
    }
    if !ground.is_empty() {
        out.push('\n');
        out.push_str(&style.item("  ", &ground.join(" · "), Some(Weight::Dim)));
    }
    out
}

/// Renders all that is known of where a passage comes from.
pub fn source(quoted: &Quoted, style: &Style) -> String {
    let citation = &quoted.citation;
    let source = &citation.source;
    let mut lines = vec![style.paragraph(&place(quoted), Some(Weight::Bold))];
    let mut origin = Vec::new();
    if !source.authors.is_empty() {
        origin.push(source.authors.join(", "));
    }
    origin.extend(source.license.clone());
    origin.push(source.url.clone().unwrap_or_else(|| source.path.clone()));
    lines.push(style.paragraph(&origin.join(" · "), None));
    if let Some(grade) = citation.grade {
        lines.push(style.paragraph(&sentences::grade(grade, Locale::English), None));
    }
    for reference in &citation.references {
        lines.push(style.item("- ", &sentences::reference_full(reference), None));
    }
    lines.join("\n")
}

/// Renders a passage in its surroundings, itself in bold.
pub fn surroundings(around: &Surroundings, style: &Style) -> String {
    let mut texts = Vec::new();
    texts.extend(
        around
            .before
            .as_deref()
            .map(|before| style.quote(before, &(0..0))),
    );
    texts.push(style.quote(&around.text, &(0..around.text.len())));
    texts.extend(
        around
            .after
            .as_deref()
            .map(|after| style.quote(after, &(0..0))),
    );
    texts.join("\n\n")
}

/// Renders choices with the numbers that pick them, from 1.
pub fn numbered(choices: &[Choice<'_>], style: &Style) -> String {
    let mut lines = Vec::new();
    for (number, choice) in (1..).zip(choices) {
        lines.push(style.item(&format!("{number:>3}  "), &choice.label, None));
        lines.extend(
            choice
                .preview
                .as_ref()
                .map(|preview| style.item("     ", preview, Some(Weight::Dim))),
        );
    }
    lines.join("\n")
}

/// Article and section, in one line.
fn place(quoted: &Quoted) -> String {
    let section = section(quoted);
    if section.is_empty() || section == quoted.citation.title {
        quoted.citation.title.clone()
    } else {
        format!("{}: {section}", quoted.citation.title)
    }
}

impl Style {
    /// A paragraph in one weight.
    fn paragraph(&self, text: &str, weight: Option<Weight>) -> String {
        let text = single_spaced(text);
        wrap(&text, self.columns(0))
            .into_iter()
            .map(|line| self.inked(&text[line], weight))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// A text behind a mark, its further lines below its first.
    fn item(&self, mark: &str, text: &str, weight: Option<Weight>) -> String {
        let text = single_spaced(text);
        let indent = " ".repeat(mark.chars().count());
        let mut out = String::new();
        for (nth, line) in wrap(&text, self.columns(indent.len()))
            .into_iter()
            .enumerate()
        {
            let lead = if nth == 0 { mark } else { &indent };
            let newline = if nth == 0 { "" } else { "\n" };
            let _ = write!(out, "{newline}{lead}{}", self.inked(&text[line], weight));
        }
        out
    }

    /// Words of an article, line by line as they stand there, a range of bytes in bold.
    fn quote(&self, text: &str, bold: &Range<usize>) -> String {
        let mut lines = Vec::new();
        let mut start = 0;
        for source_line in text.trim_end().split_inclusive('\n') {
            let line = source_line.trim_end();
            let hang = if line.starts_with("- ") { "  " } else { "" };
            let ranges = wrap(line, self.columns(hang.len()));
            if ranges.is_empty() {
                lines.push(String::new());
            }
            for (nth, range) in ranges.into_iter().enumerate() {
                let range = start + range.start..start + range.end;
                let mut out = String::new();
                if nth > 0 {
                    out.push_str(hang);
                }
                self.push_partly_bold(&mut out, text, &range, bold);
                lines.push(out);
            }
            start += source_line.len();
        }
        lines.join("\n")
    }

    fn push_partly_bold(
        &self,
        out: &mut String,
        text: &str,
        range: &Range<usize>,
        bold: &Range<usize>,
    ) {
        let from = bold.start.clamp(range.start, range.end);
        let to = bold.end.clamp(from, range.end);
        out.push_str(&strip_controls(&text[range.start..from]));
        out.push_str(&self.inked(&strip_controls(&text[from..to]), Some(Weight::Bold)));
        out.push_str(&strip_controls(&text[to..range.end]));
    }

    fn inked(&self, text: &str, weight: Option<Weight>) -> String {
        match (self.ink, weight) {
            (Ink::Ansi, Some(Weight::Bold)) if !text.is_empty() => format!("\x1b[1m{text}\x1b[0m"),
            (Ink::Ansi, Some(Weight::Dim)) if !text.is_empty() => format!("\x1b[2m{text}\x1b[0m"),
            _ => text.to_owned(),
        }
    }

    fn columns(&self, taken: usize) -> usize {
        self.width.map_or(usize::MAX, |width| {
            width.saturating_sub(taken).max(MIN_COLUMNS)
        })
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::answer::{Disagreement, Reason, SmallTalk};
    use crate::article::{Grade, LinkKind};
    use crate::render::sample::{answer_with, otters, quoted};

    const NARROW: Style = Style {
        width: Some(40),
        ink: Ink::None,
    };

    fn check(rendered: &str, expected: &Expect) {
        expected.assert_eq(&format!("{rendered}\n"));
    }

    #[test]
    fn an_answer_is_quote_place_ground_and_related_questions() {
        check(
            &answer(&otters(), &NARROW),
            &expect![[r#"
                Otters hunt at night. They eat fish,
                crabs and sea urchins.

                - A sea otter eats a quarter of its
                  weight a day.

                — Otters: What do otters eat?
                  Moderate evidence: few, small or
                  indirect studies · Otter et al. 2020

                Related questions:
                  1  Where do otters sleep?
            "#]],
        );
    }

    #[test]
    fn the_best_sentence_is_bold_on_every_line_it_runs_over() {
        let style = Style {
            width: Some(40),
            ink: Ink::Ansi,
        };
        let shown = answer(&otters(), &style).replace('\x1b', "ESC");
        check(
            &shown,
            &expect![[r#"
                Otters hunt at night. ESC[1mThey eat fish,ESC[0m
                ESC[1mcrabs and sea urchins.ESC[0m

                - A sea otter eats a quarter of its
                  weight a day.

                — ESC[2mOtters: What do otters eat?ESC[0m
                  ESC[2mModerate evidence: few, small orESC[0m
                  ESC[2mindirect studies · Otter et al. 2020ESC[0m

                ESC[2mRelated questions:ESC[0m
                  1  Where do otters sleep?
            "#]],
        );
    }

    #[test]
    fn the_other_side_of_a_disagreement_follows() {
        let mut answer_ = otters();
        let mut other = quoted(
            "Do otters eat birds?",
            "Otters take ducklings now and then.",
        );
        other.citation.grade = Some(Grade::Contested);
        answer_.disagreement = Some(Disagreement {
            kind: LinkKind::Qualifies,
            one: answer_.passages[0].clone(),
            other,
            about: "Most studies looked at the coast alone.".to_owned(),
        });
        answer_.related.clear();
        check(
            &answer(&answer_, &NARROW),
            &expect![[r#"
                Otters hunt at night. They eat fish,
                crabs and sea urchins.

                - A sea otter eats a quarter of its
                  weight a day.

                — Otters: What do otters eat?
                  Moderate evidence: few, small or
                  indirect studies · Otter et al. 2020

                There is a limit to this. Most studies
                looked at the coast alone.

                Otters take ducklings now and then.

                — Otters: Do otters eat birds?
                  Contested evidence: studies or experts
                  disagree
            "#]],
        );
    }

    #[test]
    fn without_an_answer_it_says_so_and_offers_headings() {
        let mut unsure = answer_with(vec![
            quoted("Where do otters sleep?", "In kelp."),
            quoted("Do otters eat birds?", "Rarely."),
        ]);
        unsure.outcome = Outcome::Closest;
        for quoted in &mut unsure.passages {
            quoted.hit.highlight = quoted.hit.quote.clone();
        }
        check(
            &answer(&unsure, &NARROW),
            &expect![[r#"
                Not sure I have this one. Closest
                topics:

                  1  Where do otters sleep?
                     In kelp.
                  2  Do otters eat birds?
                     Rarely.
            "#]],
        );

        unsure.outcome = Outcome::Nothing;
        unsure.reason = Reason::NotCovered {
            label: "keeping otters".to_owned(),
            reason: Some("The articles don't cover keeping otters; a zoo can help.".to_owned()),
        };
        check(
            &answer(&unsure, &NARROW),
            &expect![[r#"
            The articles don't cover keeping otters;
            a zoo can help.

            Closest topics:
              1  Where do otters sleep?
              2  Do otters eat birds?
        "#]],
        );

        unsure.reason = Reason::SmallTalk(SmallTalk::Thanks);
        check(
            &answer(&unsure, &NARROW),
            &expect![[r#"
            You're welcome.
        "#]],
        );
    }

    #[test]
    fn a_source_names_all_that_is_known() {
        let otters = otters();
        check(
            &source(&otters.passages[0], &NARROW),
            &expect![[r#"
            Otters: What do otters eat?
            A. Diver · CC-BY-4.0 ·
            articles/otters.md
            Moderate evidence: few, small or
            indirect studies
            - Otter et al. (2020). What do otters
              eat? J Otters.
              https://doi.org/10.1/otter
        "#]],
        );
    }

    #[test]
    fn a_passage_stands_in_its_surroundings() {
        let around = Surroundings {
            before: Some("Otters swim.".to_owned()),
            text: "Otters eat.".to_owned(),
            after: None,
        };
        let style = Style {
            width: None,
            ink: Ink::Ansi,
        };
        let shown = surroundings(&around, &style).replace('\x1b', "ESC");
        check(
            &shown,
            &expect![[r#"
            Otters swim.

            ESC[1mOtters eat.ESC[0m
        "#]],
        );
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let mut hostile = answer_with(vec![quoted(
            "A\u{1b}[2Jheading\u{7}",
            "Text\u{1b}]0;title\u{7} \u{202e}reversed\u{9b}31m",
        )]);
        hostile.passages[0].citation.title = "\u{1b}[31mred".to_owned();
        let shown = answer(&hostile, &Style::PLAIN);
        assert!(
            !shown.contains(|c: char| c != '\n' && c.is_control()) && !shown.contains('\u{202e}'),
            "{shown:?}"
        );
    }
}
