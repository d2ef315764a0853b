//! What Discord shows of commands and options: their names in English, their descriptions in every language.

use std::collections::BTreeMap;

use crate::content::LibraryProfile;
use crate::locale::args;
use crate::render::{Locale, sentences};

/// The message menu.
pub const FIND: &str = "Find an answer";

/// A text in every language, as Discord takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized {
    /// For everyone whose language is not among the others.
    pub english: String,
    /// By Discord's codes of the languages.
    pub others: BTreeMap<&'static str, String>,
}

impl Localized {
    fn new(text: impl Fn(Locale) -> String) -> Self {
        let others = Locale::ALL.into_iter().flat_map(|locale| {
            let codes = locale.discord_codes().iter();
            codes.map(move |code| (*code, locale))
        });
        Self {
            english: text(Locale::English),
            others: others.map(|(code, locale)| (code, text(locale))).collect(),
        }
    }

    /// A message without arguments.
    pub fn of(key: &str) -> Self {
        Self::new(|locale| locale.message(key))
    }
}

/// The description of `/ask`. At most 100 characters, which Discord allows: the subject has at most 50.
pub fn ask(profile: &LibraryProfile) -> Localized {
    Localized::new(
        |locale| match sentences::in_locale(profile, locale).subject {
            Some(subject) => locale.format("command-ask-about", &args!["subject" => subject]),
            None => locale.message("command-ask"),
        },
    )
}
