//! One page of an answer: a passage with its citation and grade, and the buttons.

use super::asked_question::{author, footer};
use super::button::{Button, PageState, fingerprint};
use super::message::{
    Audience, ButtonStyle, Component, DESCRIPTION_CHARS, EMBEDS_CHARS, Embed, Message,
    OPTION_CHARS, ROW_BUTTONS, Row, SelectOption, escaped, plain, within,
};
use super::passage_key::PassageKey;
use super::quote;
use crate::answer::{Answer, Outcome, Quoted, Surroundings};
use crate::article::Grade;
use crate::passage::PassageId;
use crate::render::{choices, section_name, sentences};
use crate::text::utf16_len;

/// Escaped characters of a quote that stands alone; longer ones are cut.
const QUOTE_CHARS: usize = 3_000;
/// Escaped characters of a quote that shares its message.
const SHARED_QUOTE_CHARS: usize = 1_800;
/// Escaped characters of the text before and after.
const AROUND_CHARS: usize = 700;
const RELATED: usize = 3;
const NOTHING_COLOR: u32 = 0x0080_848E;
const UNGRADED_COLOR: u32 = 0x0058_65F2;

/// How an answer is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown<'a> {
    /// Who asked.
    pub asker: u64,
    /// Which passage, from 0; beyond the last one, the last is shown.
    pub page: usize,
    /// The question before, if it was taken as context.
    pub previous: Option<&'a str>,
    /// Whether the question, or the one before, is the text of another message.
    pub quoted: bool,
    /// The text around the passage, if it is shown.
    pub around: Option<&'a Surroundings>,
    /// Who sees it.
    pub audience: Audience,
    /// Whether a private answer may be shown to everyone where it is.
    pub may_share: bool,
    /// A passage that was picked, which comes first.
    pub first: Option<PassageKey>,
    /// A note above it.
    pub note: Option<Note>,
}

/// A note above an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// The passages have changed since the message was sent.
    Changed,
    /// Someone else's public answer: this is a copy.
    Copy,
}

impl Note {
    fn text(self) -> &'static str {
        match self {
            Self::Changed => {
                "-# The articles have changed since this was posted. Here's what they say now."
            }
            Self::Copy => "-# Only the asker can page that answer, so here's your own copy.",
        }
    }
}

/// Renders a page of an answer with its buttons.
pub fn answer(answer: &Answer, shown: &Shown<'_>) -> Message {
    let mut message = match answer.outcome {
        Outcome::Answer if !answer.passages.is_empty() => passages(answer, shown),
        // Without a passage to quote there is no answer, whatever the outcome says.
        Outcome::Answer => {
            let outcome = Outcome::Nothing;
            headings(
                &Answer {
                    outcome,
                    ..answer.clone()
                },
                shown,
            )
        }
        _ => headings(answer, shown),
    };
    if let Some(note) = shown.note {
        note.text().clone_into(&mut message.content);
    }
    message.audience = shown.audience;
    message
}

/// Renders one passage that was picked, without pages.
pub fn answer_once(quoted: &Quoted) -> Embed {
    let description = described(quoted, None, QUOTE_CHARS, false);
    Embed {
        description,
        color: Some(color(quoted.citation.grade)),
        ..Embed::default()
    }
}

fn passages(answer: &Answer, shown: &Shown<'_>) -> Message {
    let page = shown.page.min(answer.passages.len() - 1);
    let quoted = &answer.passages[page];
    let disagreement = answer.disagreement.as_ref().filter(|sides| {
        shown.around.is_none() && sides.one.hit.passage.id == quoted.hit.passage.id
    });
    let room = if disagreement.is_some() || shown.around.is_some() {
        SHARED_QUOTE_CHARS
    } else {
        QUOTE_CHARS
    };
    let mut description = String::new();
    if let Some(help) = &answer.help {
        description.push_str(&escaped(&plain(&help.text, 900), 1_000));
        description.push_str("\n\n");
    }
    description.push_str(&understood_as(answer));
    description.push_str(&described(
        quoted,
        shown.around,
        room,
        disagreement.is_some(),
    ));
    let mut embeds = vec![Embed {
        author: author(&answer.question),
        description: within(description, DESCRIPTION_CHARS),
        color: Some(color(quoted.citation.grade)),
        footer: footer(
            Some((page, answer.passages.len())),
            &answer.question,
            followed(answer, shown),
            shown.quoted,
        ),
    }];
    if let Some(sides) = disagreement {
        let lead = escaped(&plain(&sentences::disagreement(sides), 400), 480);
        let other = described(&sides.other, None, SHARED_QUOTE_CHARS, true);
        embeds.push(Embed {
            description: within(format!("**{lead}**\n\n{other}"), DESCRIPTION_CHARS),
            color: Some(color(sides.other.citation.grade)),
            ..Embed::default()
        });
    }
    debug_assert!(total(&embeds) <= EMBEDS_CHARS);
    Message {
        embeds,
        components: buttons(answer, shown, page),
        ..Message::default()
    }
}

/// How a misspelt question was understood, on a line of its own; empty for one that was taken as typed.
fn understood_as(answer: &Answer) -> String {
    match &answer.did_you_mean {
        Some(understood) => {
            let said = sentences::understood_as(&plain(understood, 200));
            format!("-# {}\n", escaped(&said, 240))
        }
        None => String::new(),
    }
}

/// The quote, then its citation, then its grade.
fn described(quoted: &Quoted, around: Option<&Surroundings>, room: usize, works: bool) -> String {
    let hit = &quoted.hit;
    let mut text = String::new();
    if let Some(before) = around.and_then(|around| around.before.as_deref()) {
        text.push_str(&quote::ending(before.trim(), AROUND_CHARS));
        text.push_str("\n\n");
    }
    text.push_str(&quote::quote(hit.quoted(), &hit.highlight, room));
    if let Some(after) = around.and_then(|around| around.after.as_deref()) {
        text.push_str("\n\n");
        text.push_str(&quote::beginning(after.trim(), AROUND_CHARS));
    }
    text.push_str("\n\n");
    text.push_str(&place(quoted));
    if let Some(grade) = quoted.citation.grade {
        text.push_str("\n-# ");
        text.push_str(sentences::grade(grade));
    }
    if works && !quoted.citation.references.is_empty() {
        let works: Vec<String> = quoted
            .citation
            .references
            .iter()
            .take(4)
            .map(sentences::reference_short)
            .collect();
        text.push_str("\n-# Based on ");
        text.push_str(&escaped(&plain(&works.join("; "), 200), 240));
    }
    text
}

/// Article › section, as a link if there is one.
fn place(quoted: &Quoted) -> String {
    let citation = &quoted.citation;
    let title = escaped(&plain(&citation.title, 120), 140);
    let name = match citation.heading_path.last() {
        Some(heading) if !heading.trim().is_empty() && *heading != citation.title => {
            section_name(&title, Some(&escaped(&plain(heading, 160), 190)))
        }
        _ => title,
    };
    match citation.source.url.as_deref().and_then(safe_url) {
        Some(url) => format!("[{name}](<{url}>)"),
        None => format!("*{name}*"),
    }
}

/// A URL that cannot break out of a masked link.
pub(super) fn safe_url(url: &str) -> Option<&str> {
    let good = |c: char| {
        c.is_ascii_graphic() && !matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '\\' | '`' | '@')
    };
    let web = url.starts_with("https://") || url.starts_with("http://");
    (web && url.len() <= 400 && url.chars().all(good)).then_some(url)
}

/// The question before, if it was needed.
fn followed<'a>(answer: &Answer, shown: &Shown<'a>) -> Option<&'a str> {
    shown.previous.filter(|_| answer.in_context.is_some())
}

pub(super) fn color(grade: Option<Grade>) -> u32 {
    match grade {
        Some(Grade::Strong) => 0x0023_A55A,
        Some(Grade::Moderate) => 0x0000_A8FC,
        Some(Grade::Contested) => 0x00F0_B232,
        Some(Grade::Practical) => 0x009B_59B6,
        None => UNGRADED_COLOR,
    }
}

fn buttons(answer: &Answer, shown: &Shown<'_>, page: usize) -> Vec<Row> {
    let quoted = &answer.passages[page];
    let state = |page| PageState {
        asker: shown.asker,
        page,
        fingerprint: fingerprint(answer),
        first: shown.first,
    };
    let button =
        |look, label: &str, button: Button| Component::button(look, label, button.to_custom_id());
    let mut first = Vec::new();
    if answer.passages.len() > 1 {
        let last = answer.passages.len() - 1;
        first.push(
            button(
                ButtonStyle::Secondary,
                "Previous",
                Button::Previous(state(page.saturating_sub(1))),
            )
            .enabled_if(page > 0),
        );
        first.push(
            button(
                ButtonStyle::Primary,
                "Next",
                Button::Next(state((page + 1).min(last))),
            )
            .enabled_if(page < last),
        );
    }
    first.push(match shown.around {
        None => button(
            ButtonStyle::Secondary,
            "More context",
            Button::More(state(page)),
        ),
        Some(_) => button(
            ButtonStyle::Secondary,
            "Less context",
            Button::Less(state(page)),
        ),
    });
    let sources = button(
        ButtonStyle::Secondary,
        "Sources",
        Button::Sources(state(page)),
    );
    first.push(sources.enabled_if(!quoted.citation.references.is_empty() || has_source(quoted)));
    if shown.audience == Audience::Asker && shown.may_share {
        first.push(button(
            ButtonStyle::Secondary,
            "Share",
            Button::Share(state(page)),
        ));
    }
    debug_assert!(first.len() <= ROW_BUTTONS);
    let votes = vec![
        button(
            ButtonStyle::Secondary,
            "Helpful",
            Button::Helpful(state(page)),
        ),
        button(
            ButtonStyle::Secondary,
            "Not helpful",
            Button::NotHelpful(state(page)),
        ),
    ];
    let mut rows = vec![Row::of(first), Row::of(votes)];
    let related: Vec<Component> = related(answer, shown.asker)
        .into_iter()
        .map(|(heading, related)| button(ButtonStyle::Secondary, heading, related))
        .collect();
    if !related.is_empty() {
        rows.push(Row::of(related));
    }
    rows
}

fn has_source(quoted: &Quoted) -> bool {
    !quoted.citation.source.name.trim().is_empty()
}

fn related(answer: &Answer, asker: u64) -> Vec<(&str, Button)> {
    let mut seen = Vec::new();
    let mut found = Vec::new();
    for related in &answer.related {
        let passage = PassageKey::of(&related.passage);
        if !seen.contains(&passage) && !related.heading.trim().is_empty() {
            seen.push(passage);
            found.push((related.heading.as_str(), Button::Related { asker, passage }));
        }
    }
    found.truncate(RELATED);
    found
}

/// The message when there is no answer, with the nearest headings to pick from.
fn headings(answer: &Answer, shown: &Shown<'_>) -> Message {
    let opening = sentences::opening(answer).unwrap_or_default();
    let mut description = understood_as(answer);
    // A group that is not covered may come without a reason.
    description.push_str(&escaped(&plain(&opening, 1_800), 2_000));
    let choices = choices(answer);
    if !choices.is_empty() {
        description.push('\n');
        if let Some(heading) = sentences::choices_heading(answer) {
            description.push('\n');
            description.push_str(heading);
        }
        for choice in &choices {
            description.push_str("\n- ");
            description.push_str(&escaped(&plain(&choice.label, 160), 200));
            if let Some(preview) = &choice.preview {
                description.push_str("\n-# ");
                description.push_str(&escaped(&plain(preview, 200), 260));
            }
        }
    }
    let options: Vec<SelectOption> = choices
        .iter()
        .map(|choice| SelectOption {
            label: plain(&choice.label, OPTION_CHARS),
            value: PassageKey::of(choice.passage).to_text(),
            description: title_of(answer, choice.passage),
        })
        .collect();
    let mut components = Vec::new();
    if !options.is_empty() {
        let asker = shown.asker;
        let id = Button::Choose { asker }.to_custom_id();
        components.push(Row::of(vec![Component::select(
            "Read one of these",
            id,
            options,
        )]));
    }
    Message {
        embeds: vec![Embed {
            author: author(&answer.question),
            description: within(description, DESCRIPTION_CHARS),
            color: Some(NOTHING_COLOR),
            footer: footer(
                None,
                &answer.question,
                followed(answer, shown),
                shown.quoted,
            ),
        }],
        components,
        ..Message::default()
    }
}

fn title_of(answer: &Answer, passage: &PassageId) -> Option<String> {
    let quoted = answer
        .passages
        .iter()
        .find(|quoted| quoted.hit.passage.id == *passage)?;
    let title = &quoted.citation.title;
    (!title.trim().is_empty()).then(|| plain(title, OPTION_CHARS))
}

/// Lists the references of a passage, for the user who pressed the button.
pub fn sources(quoted: &Quoted) -> Message {
    let citation = &quoted.citation;
    let mut lines = vec![place(quoted)];
    let source = &citation.source;
    let mut from = Vec::new();
    if !source.authors.is_empty() {
        from.push(format!("by {}", source.authors.join(", ")));
    }
    if let Some(license) = &source.license {
        from.push(license.clone());
    }
    if !from.is_empty() {
        lines.push(format!(
            "-# {}",
            escaped(&plain(&from.join(" · "), 300), 360)
        ));
    }
    if citation.references.is_empty() {
        lines.push("\nThis section cites no sources.".to_owned());
    } else {
        lines.push("\nWhat this section is based on:".to_owned());
    }
    let mut description = lines.join("\n");
    for reference in &citation.references {
        let mut named = reference.clone();
        named.doi = None;
        named.url = None;
        let work = escaped(&plain(&sentences::reference_full(&named), 400), 480);
        let line = match reference.link().as_deref().and_then(safe_url) {
            Some(url) => format!("\n- {work} [{}](<{url}>)", link_name(url)),
            None => format!("\n- {work}"),
        };
        if utf16_len(&description) + utf16_len(&line) + 4 > DESCRIPTION_CHARS {
            description.push_str("\n- …");
            break;
        }
        description.push_str(&line);
    }
    Message {
        embeds: vec![Embed {
            description,
            color: Some(color(citation.grade)),
            ..Embed::default()
        }],
        ..Message::default()
    }
    .seen_by(Audience::Asker)
}

fn link_name(url: &str) -> &'static str {
    if url.starts_with("https://doi.org/") {
        "doi"
    } else {
        "link"
    }
}

fn total(embeds: &[Embed]) -> usize {
    embeds
        .iter()
        .map(|embed| {
            utf16_len(&embed.description)
                + embed
                    .author
                    .as_ref()
                    .map_or(0, |author| utf16_len(&author.name))
                + embed
                    .footer
                    .as_ref()
                    .map_or(0, |footer| utf16_len(&footer.text))
        })
        .sum()
}
