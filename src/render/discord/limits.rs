//! Discord's limits on a message, as tests and fuzzing check them.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use serde_json::json;

use super::{Card, CardPart, Component, Message, Row};
use crate::text::utf16_len;

type Checked = std::result::Result<(), String>;

/// Checks a message: it is within every limit, mentions nobody, and no quoted text of it acts as Markdown.
///
/// # Errors
/// What Discord would refuse or act upon.
pub(crate) fn check(message: &Message) -> Checked {
    let sent = serde_json::to_value(message).map_err(|error| error.to_string())?;
    ensure(
        sent["allowed_mentions"] == json!({"parse": []}),
        "it may mention somebody",
    )?;
    let Some(card) = &message.card else {
        check_embeds(message)?;
        within("rows", message.components.len(), 0..=5)?;
        return check_rows(message.components.iter());
    };
    ensure(
        sent["content"].is_null() && sent["embeds"].is_null(),
        "a card has content or embeds beside it",
    )?;
    check_card(card)?;
    check_rows(card.components.iter().filter_map(|part| match part {
        CardPart::Row(row) => Some(row),
        CardPart::Text(_) | CardPart::Separator(_) => None,
    }))
}

fn ensure(holds: bool, otherwise: &str) -> Checked {
    if holds {
        Ok(())
    } else {
        Err(otherwise.to_owned())
    }
}

fn within(what: &str, count: usize, limits: RangeInclusive<usize>) -> Checked {
    if limits.contains(&count) {
        Ok(())
    } else {
        Err(format!("{what}: {count}, not {limits:?}"))
    }
}

fn check_card(card: &Card) -> Checked {
    let (mut total, mut count) = (0, 1);
    let mut numbers = HashSet::new();
    for part in &card.components {
        count += 1;
        match part {
            CardPart::Text(text) => {
                total += utf16_len(&text.content);
                ensure(!text.content.trim().is_empty(), "an empty text")?;
                let is_new = text.id.is_none_or(|id| numbers.insert(id));
                ensure(is_new, "two texts with one id")?;
                check_text(&text.content)?;
            }
            CardPart::Row(row) => count += row.components.len(),
            CardPart::Separator(_) => {}
        }
    }
    within("characters of a card", total, 1..=4_000)?;
    within("components", count, 2..=40)
}

fn check_embeds(message: &Message) -> Checked {
    within("content", utf16_len(&message.content), 0..=2_000)?;
    within("embeds", message.embeds.len(), 0..=10)?;
    let mut total = 0;
    for embed in &message.embeds {
        let footer = embed.footer.as_ref();
        let footer = footer.map_or(0, |footer| utf16_len(&footer.text));
        let description = utf16_len(&embed.description);
        within("footer", footer, 0..=2_048)?;
        within("description", description, 1..=4_096)?;
        total += footer + description;
        check_text(&embed.description)?;
    }
    within("characters of all embeds", total, 0..=6_000)
}

fn check_rows<'a>(rows: impl Iterator<Item = &'a Row>) -> Checked {
    let mut ids = HashSet::new();
    for row in rows {
        within("components of a row", row.components.len(), 1..=5)?;
        for component in &row.components {
            let is_menu = !matches!(component, Component::Button(_));
            ensure(
                !is_menu || row.components.len() == 1,
                "a menu with something beside it",
            )?;
            let id = check_component(component)?;
            within("custom_id", utf16_len(id), 1..=100)?;
            ensure(ids.insert(id), "two components with one custom_id")?;
        }
    }
    Ok(())
}

/// Gives its custom id.
fn check_component(component: &Component) -> std::result::Result<&str, String> {
    Ok(match component {
        Component::Button(button) => {
            within("label", utf16_len(&button.label), 1..=80)?;
            &button.custom_id
        }
        Component::Select(select) => {
            within("placeholder", utf16_len(&select.placeholder), 1..=150)?;
            within("options", select.options.len(), 1..=25)?;
            for option in &select.options {
                let description = option.description.as_deref();
                within("label of an option", utf16_len(&option.label), 1..=100)?;
                within("value of an option", utf16_len(&option.value), 1..=100)?;
                let description = description.map_or(1, utf16_len);
                within("description of an option", description, 1..=100)?;
            }
            &select.custom_id
        }
        Component::Switch(select) => {
            within("options", select.options.len(), 2..=25)?;
            &select.custom_id
        }
        Component::Entities(select) => {
            within("default values", select.default_values.len(), 0..=25)?;
            &select.custom_id
        }
    })
}

fn check_text(text: &str) -> Checked {
    let live = without_own_links(&live(text));
    for forged in [
        "@", "<", "](", "`", "||", "~~", "\n# ", "\n> ", "\n- # ", "\n- > ",
    ] {
        if live.contains(forged) {
            return Err(format!("{forged:?} in {live}"));
        }
    }
    Ok(())
}

/// Markdown that Discord would act upon: what is left once everything that is escaped is gone.
fn live(markdown: &str) -> String {
    let mut live = String::new();
    let mut characters = markdown.chars();
    while let Some(character) = characters.next() {
        if character == '\\' {
            characters.next();
            live.push('·');
        } else {
            live.push(character);
        }
    }
    live
}

/// The links that the bot makes itself: `[name](<https://…>)`.
fn without_own_links(live: &str) -> String {
    let mut rest = live;
    let mut out = String::new();
    while let Some(at) = rest.find("](<http") {
        let Some(end) = rest[at..].find(">)") else {
            break;
        };
        out.push_str(&rest[..at].replacen('[', "", 1));
        rest = &rest[at + end + 2..];
    }
    out + rest
}
