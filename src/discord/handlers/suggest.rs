//! What is being typed → what autocomplete offers. Anything else that is typed is taken all the same.

use std::collections::HashSet;

use super::super::command::Suggest;
use super::super::desk::{Desk, Reply};
use crate::passage::PassageId;
use crate::render::discord::{Choice, MAX_OPTIONS, OPTION_CHARS, PassageKey, plain};
use crate::text::fold;

/// Offers questions or articles.
pub(in crate::discord) fn suggest(desk: &Desk, option: Suggest, typed: &str) -> Reply {
    let choices = match option {
        Suggest::Questions => desk
            .engine
            .suggest(None, typed, MAX_OPTIONS)
            .into_iter()
            .map(|suggestion| choice(&suggestion.text, &suggestion.id))
            .collect(),
        Suggest::Articles => articles(desk, typed),
    };
    Reply::Choices(each_once(choices))
}

fn articles(desk: &Desk, typed: &str) -> Vec<Choice> {
    let typed = fold(typed);
    let mut found: Vec<(bool, Choice)> = desk
        .engine
        .articles(None)
        .iter()
        .filter_map(|article| {
            let title = fold(&article.title);
            let at = title.find(typed.trim())?;
            let id = PassageId::new(&article.id, "", 1);
            Some((at > 0, choice(&article.title, &id)))
        })
        .collect();
    found.sort_by_key(|(later, _)| *later);
    found
        .into_iter()
        .map(|(_, choice)| choice)
        .take(MAX_OPTIONS)
        .collect()
}

fn choice(text: &str, id: &PassageId) -> Choice {
    Choice {
        name: plain(text, OPTION_CHARS),
        value: PassageKey::of(id).to_choice(),
    }
}

/// Discord shows no two choices of one name well.
fn each_once(choices: Vec<Choice>) -> Vec<Choice> {
    let mut seen = HashSet::new();
    choices
        .into_iter()
        .filter(|choice| seen.insert(choice.name.clone()))
        .collect()
}
