//! Questions without a good answer, grouped by meaning, and how they can be taught.

use std::fmt::Write as _;

use jiff::Timestamp;

use super::content::count;
use super::manage_button::ManageButton;
use super::message::{
    ButtonStyle, Component, Message, OPTION_CHARS, Row, SelectOption, escaped, plain, timestamp,
};
use super::passage_key::PassageKey;
use super::versions::{embed, footer, menu, paged, turning};
use crate::article::Teaching;
use crate::render::section_name;
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
    fn why(&self) -> String {
        let kinds = [
            (GapReason::Nothing, "without an answer"),
            (GapReason::Closest, "not sure"),
            (GapReason::NotHelpful, "answered, and not helpful"),
        ];
        let parts: Vec<String> = kinds
            .iter()
            .filter_map(|(why, words)| {
                let times = self.gaps.iter().filter(|gap| gap.reason == *why).count();
                (times > 0).then(|| format!("{times} {words}"))
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
pub fn gaps_list(groups: &[GapGroup], page: usize) -> Message {
    let (page, pages, listed) = paged(groups, page);
    let total: usize = groups.iter().map(|group| group.gaps.len()).sum();
    let mut text = match total {
        0 => "No open gaps: every question here had an answer, or nobody has asked yet.".to_owned(),
        total => format!(
            "{}, {} in all. Largest first.\n",
            count(groups.len(), "kind of question"),
            count(total, "question")
        ),
    };
    for group in listed {
        let _ = write!(
            text,
            "\n**{}**\n-# {}",
            escaped(&plain(group.question(), 150), 180),
            group.why()
        );
        if let Some(newest) = group.newest() {
            let _ = write!(text, "; last {}", timestamp(newest));
        }
    }
    let mut rows = Vec::new();
    menu(
        &mut rows,
        "Look at one",
        ManageButton::OpenGap,
        listed.iter().filter_map(|group| {
            Some(SelectOption {
                label: plain(group.question(), OPTION_CHARS),
                value: group.gaps.first()?.id.to_string(),
                description: Some(plain(&group.why(), OPTION_CHARS)),
            })
        }),
    );
    turning(&mut rows, page, pages, |page| ManageButton::Gaps { page });
    embed(&text, footer(page, pages), rows)
}

/// One group with what can be done about it.
pub fn gap_group(group: &GapGroup, near: &[NearSection], labels: &[String]) -> Message {
    let mut text = format!(
        "**{}**\n-# {}\n",
        escaped(&plain(group.question(), 200), 240),
        group.why()
    );
    for gap in group.gaps.iter().take(SHOWN) {
        let _ = write!(
            text,
            "\n- {} ({})",
            escaped(&plain(&gap.question, 150), 180),
            timestamp(gap.at)
        );
        if let Some(missing) = &gap.missing {
            let _ = write!(text, ", missing: {}", escaped(&plain(missing, 120), 150));
        }
    }
    if group.gaps.len() > SHOWN {
        let _ = write!(text, "\n- and {} more", group.gaps.len() - SHOWN);
    }
    text.push_str(if near.is_empty() {
        "\n\nNo section comes close."
    } else {
        "\n\nNearest sections:"
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
    let Some(gap) = group.gaps.first().map(|gap| gap.id.0) else {
        return gap_gone();
    };
    let mut rows = Vec::new();
    menu(
        &mut rows,
        "This section answers it",
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
        "The articles don't cover it",
        ManageButton::TeachNotCovered { gap },
        labels.iter().map(|label| SelectOption {
            label: plain(label, OPTION_CHARS),
            value: label_value(label),
            description: None,
        }),
    );
    rows.push(Row::of(vec![
        Component::button(
            ButtonStyle::Secondary,
            "Mark as solved",
            ManageButton::Solve { gap }.to_custom_id(),
        ),
        Component::button(
            ButtonStyle::Secondary,
            "All questions",
            ManageButton::Gaps { page: 0 }.to_custom_id(),
        ),
    ]));
    embed(&text, None, rows)
}

/// The section to teach does not exist.
pub fn no_such_section() -> Message {
    Message::private(
        "I don't know that section. Type part of its heading and pick one of the suggestions.",
    )
}

/// The option's value for a label, which may be longer than a value can be.
pub fn label_value(label: &str) -> String {
    blake3::hash(label.as_bytes()).to_hex()[..16].to_owned()
}

/// A group does not exist any more.
pub fn gap_gone() -> Message {
    Message::private("That question is already closed. `/gaps list` shows the open ones.")
}

/// Gaps were marked as solved; `left` similar ones stay open.
pub fn gaps_solved(closed: usize, left: usize) -> Message {
    done(&format!(
        "Marked {} as solved.{}",
        count(closed, "question"),
        stay_open(left)
    ))
}

fn stay_open(left: usize) -> String {
    match left {
        0 => String::new(),
        1 => " 1 like it stays open.".to_owned(),
        left => format!(" {left} like it stay open."),
    }
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
pub fn taught(learned: &TeachResult<'_>) -> Message {
    let (what, how) = match learned.sample {
        Teaching::Wording { question, .. } => (question, "is answered by the section you chose"),
        Teaching::NotCovered { question, .. } => (question, "is not covered by the articles"),
    };
    let more = match learned.questions {
        0 | 1 => String::new(),
        questions => format!(", and {} like it", questions - 1),
    };
    let when = if learned.in_effect {
        "It's in effect now."
    } else {
        "It's saved, and takes effect once the index is rebuilt."
    };
    done(&format!(
        "Learned: “{}”{more} {how}. {when} {} closed.{}\n-# `/gaps taught` can undo it.",
        escaped(&plain(what, 150), 180),
        count(learned.closed, "question"),
        stay_open(learned.left)
    ))
}

/// What was taught was taken back.
pub fn untaught(in_effect: bool) -> Message {
    done(if in_effect {
        "Undone."
    } else {
        "Undone. It takes effect once the index is rebuilt."
    })
}

fn done(text: &str) -> Message {
    let back = ManageButton::Gaps { page: 0 };
    let rows = vec![Row::of(vec![Component::button(
        ButtonStyle::Secondary,
        "All questions",
        back.to_custom_id(),
    )])];
    embed(text, None, rows)
}

/// A page of what was taught.
pub fn taught_list(taught: &[Taught], page: usize) -> Message {
    let newest: Vec<&Taught> = taught.iter().rev().collect();
    let (page, pages, listed) = paged(&newest, page);
    let mut text = String::new();
    for taught in listed {
        let (question, to) = parts(&taught.teaching);
        let _ = writeln!(
            text,
            "**{}**\n-# {} · {} by <@{}>",
            escaped(&plain(question, 150), 180),
            escaped(&plain(&to, 160), 200),
            timestamp(taught.at),
            taught.by
        );
    }
    if taught.is_empty() {
        text.push_str("I haven't been taught anything here yet. `/gaps list` shows what to teach.");
    }
    let mut rows = Vec::new();
    menu(
        &mut rows,
        "Undo one",
        ManageButton::Unteach,
        listed.iter().map(|taught| {
            let (question, to) = parts(&taught.teaching);
            SelectOption {
                label: plain(question, OPTION_CHARS),
                value: taught.id.to_string(),
                description: Some(plain(&to, OPTION_CHARS)),
            }
        }),
    );
    turning(&mut rows, page, pages, |page| ManageButton::Taught { page });
    embed(&text, footer(page, pages), rows)
}

fn parts(teaching: &Teaching) -> (&str, String) {
    match teaching {
        Teaching::Wording { section, question } => (question, format!("answered by {section}")),
        Teaching::NotCovered { group, question } => (question, format!("not covered: {group}")),
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
pub fn gaps_exported(gaps: usize) -> Message {
    Message::private(match gaps {
        0 => "Nothing to export: no question is waiting for an answer.".to_owned(),
        gaps => format!("Here are {}.", count(gaps, "question")),
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
