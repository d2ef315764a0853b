//! Questions without a good answer, grouped by meaning, and how they can be taught.

use std::fmt::Write as _;

use jiff::Timestamp;

use super::manage_button::ManageButton;
use super::message::{
    ButtonStyle, Component, Message, OPTION_CHARS, Row, SelectOption, escaped, plain, timestamp,
};
use super::passage_key::PassageKey;
use super::versions::{embed, footer, menu, paged, turning};
use crate::article::Teaching;
use crate::locale::args;
use crate::render::{Locale, section_name};
use crate::store::{Gap, GapReason, Taught};

/// Questions of a group that are shown.
const SHOWN: usize = 12;

/// The group for questions that are not covered and fit no other.
pub const OTHER_QUESTIONS: &str = "other questions";

/// Gaps that mean the same; never empty.
#[derive(Debug, Clone, PartialEq)]
pub struct GapGroup {
    /// The questions, newest first.
    pub gaps: Vec<Gap>,
}

impl GapGroup {
    /// The question that stands for the group: its newest.
    pub fn question(&self) -> &str {
        self.gaps.first().map_or("", |gap| gap.question.as_str())
    }

    fn newest(&self) -> Option<Timestamp> {
        self.gaps.iter().map(|gap| gap.at).max()
    }

    /// Why they are gaps: "3 without an answer, 1 not sure".
    fn why(&self, locale: Locale) -> String {
        let kinds = [
            (GapReason::Nothing, "gaps-why-nothing"),
            (GapReason::Closest, "gaps-why-closest"),
            (GapReason::NotHelpful, "gaps-why-not-helpful"),
        ];
        let parts: Vec<String> = kinds
            .iter()
            .filter_map(|(why, key)| {
                let times = self.gaps.iter().filter(|gap| gap.reason == *why).count();
                (times > 0).then(|| counted(locale, key, times))
            })
            .collect();
        parts.join(", ")
    }
}

/// A section that may answer a group.
#[derive(Debug, Clone, PartialEq)]
pub struct NearSection {
    /// Its key.
    pub key: PassageKey,
    /// Its heading.
    pub heading: String,
    /// Title of its article.
    pub article: String,
}

/// A page of the groups.
pub fn gaps_list(locale: Locale, groups: &[GapGroup], page: usize) -> Message {
    let (page, pages, listed) = paged(groups, page);
    let total: usize = groups.iter().map(|group| group.gaps.len()).sum();
    let mut text = match total {
        0 => locale.message("gaps-none"),
        total => {
            let kinds = counted(locale, "count-kinds", groups.len());
            let questions = counted(locale, "count-questions", total);
            let summary = args!["kinds" => kinds, "questions" => questions];
            locale.format("gaps-summary", &summary) + "\n"
        }
    };
    for group in listed {
        let _ = write!(
            text,
            "\n**{}**\n-# {}",
            escaped(&plain(group.question(), 150), 180),
            group.why(locale)
        );
        if let Some(newest) = group.newest() {
            let when = timestamp(newest);
            let last = locale.format("gaps-last", &args!["when" => when]);
            let _ = write!(text, "; {last}");
        }
    }
    let mut rows = Vec::new();
    menu(
        &mut rows,
        &locale.message("menu-gap"),
        ManageButton::OpenGap,
        listed.iter().filter_map(|group| {
            Some(SelectOption {
                label: plain(group.question(), OPTION_CHARS),
                value: group.gaps.first()?.id.to_string(),
                description: Some(plain(&group.why(locale), OPTION_CHARS)),
            })
        }),
    );
    turning(locale, &mut rows, page, pages, |page| ManageButton::Gaps {
        page,
    });
    embed(&text, footer(locale, page, pages), rows)
}

/// One group with what can be done about it.
pub fn gap_group(
    locale: Locale,
    group: &GapGroup,
    near: &[NearSection],
    labels: &[String],
) -> Message {
    let Some(gap) = group.gaps.first().map(|gap| gap.id.0) else {
        return gap_gone(locale);
    };
    let mut rows = Vec::new();
    menu(
        &mut rows,
        &locale.message("menu-teach-section"),
        ManageButton::TeachWording { gap },
        near.iter().map(|section| SelectOption {
            label: plain(&section.heading, OPTION_CHARS),
            value: section.key.to_text(),
            description: (!section.article.trim().is_empty())
                .then(|| plain(&section.article, OPTION_CHARS)),
        }),
    );
    menu(
        &mut rows,
        &locale.message("menu-teach-not-covered"),
        ManageButton::TeachNotCovered { gap },
        labels.iter().map(|label| SelectOption {
            label: plain(&label_name(locale, label), OPTION_CHARS),
            value: label_value(label),
            description: None,
        }),
    );
    let solve = Component::button(
        ButtonStyle::Secondary,
        &locale.message("button-mark-solved"),
        ManageButton::Solve { gap }.to_custom_id(),
    );
    rows.push(Row::of(vec![solve, all_questions(locale)]));
    embed(&group_text(locale, group, near), None, rows)
}

/// The questions of a group, and the sections nearest to them.
fn group_text(locale: Locale, group: &GapGroup, near: &[NearSection]) -> String {
    let mut text = format!(
        "**{}**\n-# {}\n",
        escaped(&plain(group.question(), 200), 240),
        group.why(locale)
    );
    for gap in group.gaps.iter().take(SHOWN) {
        let _ = write!(
            text,
            "\n- {} ({})",
            escaped(&plain(&gap.question, 150), 180),
            timestamp(gap.at)
        );
        if let Some(missing) = &gap.missing {
            let what = escaped(&plain(missing, 120), 150);
            let missing = locale.format("gaps-missing", &args!["what" => what]);
            let _ = write!(text, ", {missing}");
        }
    }
    if group.gaps.len() > SHOWN {
        let more = counted(locale, "count-more", group.gaps.len() - SHOWN);
        let _ = write!(text, "\n- {more}");
    }
    text.push_str("\n\n");
    text.push_str(&if near.is_empty() {
        locale.message("gaps-no-section")
    } else {
        locale.message("gaps-near-sections")
    });
    for section in near.iter().take(5) {
        let _ = write!(
            text,
            "\n- {}",
            section_name(
                &escaped(&plain(&section.article, 80), 100),
                Some(&escaped(&plain(&section.heading, 120), 150))
            )
        );
    }
    text
}

fn counted(locale: Locale, key: &str, count: usize) -> String {
    locale.format(key, &args!["count" => count])
}

fn all_questions(locale: Locale) -> Component {
    Component::button(
        ButtonStyle::Secondary,
        &locale.message("button-all-questions"),
        ManageButton::Gaps { page: 0 }.to_custom_id(),
    )
}

/// The section to teach does not exist.
pub fn no_such_section(locale: Locale) -> Message {
    Message::private(locale.message("gaps-no-such-section"))
}

/// A label as it is shown: the one that the bot has made up itself is in the reader's language.
fn label_name(locale: Locale, label: &str) -> String {
    if label == OTHER_QUESTIONS {
        locale.message("gaps-other-questions")
    } else {
        label.to_owned()
    }
}

/// The option's value for a label, which may be longer than a value can be.
pub fn label_value(label: &str) -> String {
    blake3::hash(label.as_bytes()).to_hex()[..16].to_owned()
}

/// A group does not exist any more.
pub fn gap_gone(locale: Locale) -> Message {
    Message::private(locale.message("gap-gone"))
}

/// Gaps were marked as solved; `left` similar ones stay open.
pub fn gaps_solved(locale: Locale, closed: usize, left: usize) -> Message {
    let mut sentences = vec![counted(locale, "gaps-solved", closed)];
    sentences.extend(stay_open(locale, left));
    done(locale, &sentences.join(" "))
}

fn stay_open(locale: Locale, left: usize) -> Option<String> {
    (left > 0).then(|| counted(locale, "gaps-left", left))
}

/// What was taught just now.
#[derive(Debug, Clone, Copy)]
pub struct TeachResult<'a> {
    /// One of it.
    pub sample: &'a Teaching,
    /// Different questions.
    pub questions: usize,
    /// Gaps that were closed with it.
    pub closed: usize,
    /// Gaps of the same kind that stay open.
    pub left: usize,
    /// Whether it holds already.
    pub in_effect: bool,
}

/// Something was taught.
pub fn taught(locale: Locale, learned: &TeachResult<'_>) -> Message {
    let question = |question: &str| args!["question" => escaped(&plain(question, 150), 180)];
    let mut sentences = vec![match learned.sample {
        Teaching::Wording { question: what, .. } => {
            locale.format("taught-wording", &question(what))
        }
        Teaching::NotCovered { question: what, .. } => {
            locale.format("taught-not-covered", &question(what))
        }
    }];
    if learned.questions > 1 {
        sentences.push(counted(locale, "taught-like", learned.questions - 1));
    }
    sentences.push(if learned.in_effect {
        locale.message("taught-in-effect")
    } else {
        locale.message("taught-later")
    });
    sentences.push(counted(locale, "taught-closed", learned.closed));
    sentences.extend(stay_open(locale, learned.left));
    let undo = locale.message("taught-undo");
    done(locale, &format!("{}\n-# {undo}", sentences.join(" ")))
}

/// What was taught was taken back.
pub fn untaught(locale: Locale, in_effect: bool) -> Message {
    let text = if in_effect {
        locale.message("untaught")
    } else {
        locale.message("untaught-later")
    };
    done(locale, &text)
}

fn done(locale: Locale, text: &str) -> Message {
    embed(text, None, vec![Row::of(vec![all_questions(locale)])])
}

/// A page of what was taught.
pub fn taught_list(locale: Locale, taught: &[Taught], page: usize) -> Message {
    let newest: Vec<&Taught> = taught.iter().rev().collect();
    let (page, pages, listed) = paged(&newest, page);
    let mut text = String::new();
    for taught in listed {
        let (question, to) = parts(locale, &taught.teaching);
        let entry = args![
            "what" => escaped(&plain(&to, 160), 200),
            "when" => timestamp(taught.at),
            "who" => format!("<@{}>", taught.by),
        ];
        let _ = writeln!(
            text,
            "**{}**\n-# {}",
            escaped(&plain(question, 150), 180),
            locale.format("taught-entry", &entry)
        );
    }
    if taught.is_empty() {
        text.push_str(&locale.message("taught-none"));
    }
    let mut rows = Vec::new();
    menu(
        &mut rows,
        &locale.message("menu-undo"),
        ManageButton::Unteach,
        listed.iter().map(|taught| {
            let (question, to) = parts(locale, &taught.teaching);
            SelectOption {
                label: plain(question, OPTION_CHARS),
                value: taught.id.to_string(),
                description: Some(plain(&to, OPTION_CHARS)),
            }
        }),
    );
    turning(locale, &mut rows, page, pages, |page| {
        ManageButton::Taught { page }
    });
    embed(&text, footer(locale, page, pages), rows)
}

/// What was taught, and to what.
fn parts(locale: Locale, teaching: &Teaching) -> (&str, String) {
    match teaching {
        Teaching::Wording { section, question } => {
            let section = args!["section" => section.as_str()];
            (question, locale.format("taught-answered-by", &section))
        }
        Teaching::NotCovered { group, question } => {
            let label = args!["label" => label_name(locale, group)];
            (question, locale.format("taught-under", &label))
        }
    }
}

/// All gaps as a table that spreadsheets open.
///
/// # Errors
/// Only faults of the writer.
pub fn gaps_csv(groups: &[GapGroup]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["group", "question", "asked_at", "why", "nearest", "missing"])?;
    for (number, group) in groups.iter().enumerate() {
        for gap in &group.gaps {
            let why = match gap.reason {
                GapReason::Closest => "closest",
                GapReason::Nothing => "nothing",
                GapReason::NotHelpful => "not helpful",
            };
            writer.write_record([
                (number + 1).to_string(),
                cell(&gap.question),
                gap.at.to_string(),
                why.to_owned(),
                cell(&gap.nearest.join(" ")),
                cell(gap.missing.as_deref().unwrap_or_default()),
            ])?;
        }
    }
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}

/// Text of people in a cell: a spreadsheet would compute what begins like a formula.
/// <https://owasp.org/www-community/attacks/CSV_Injection>
fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The table comes along as a file.
pub fn gaps_exported(locale: Locale, gaps: usize) -> Message {
    Message::private(match gaps {
        0 => locale.message("gaps-nothing-to-export"),
        gaps => counted(locale, "gaps-exported", gaps),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::GapId;

    #[test]
    fn a_table_holds_no_formula() {
        let gap = Gap {
            id: GapId(1),
            at: "2026-01-02T03:04:05Z".parse().unwrap(),
            question: "=HYPERLINK(\"https://evil.example\",\"a,b\")".to_owned(),
            reason: GapReason::Nothing,
            nearest: vec!["otters#diet".to_owned()],
            missing: Some("+1 for prices".to_owned()),
        };
        let csv = gaps_csv(&[GapGroup { gaps: vec![gap] }]).unwrap();
        assert_eq!(
            String::from_utf8(csv).unwrap(),
            "group,question,asked_at,why,nearest,missing\n\
             1,\"'=HYPERLINK(\"\"https://evil.example\"\",\"\"a,b\"\")\",2026-01-02T03:04:05Z,nothing,otters#diet,'+1 for prices\n"
        );
    }
}
