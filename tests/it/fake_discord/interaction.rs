//! One interaction, and the components of the bot's messages.

use serde_json::Value;

use super::Discord;
use super::state::{RecordedInteraction, State};

/// An interaction that was sent.
#[derive(Clone)]
pub(crate) struct Interaction {
    pub(super) discord: Discord,
    pub(crate) token: String,
}

impl Interaction {
    pub(super) fn played<T>(
        &self,
        state: &State,
        found: impl Fn(&RecordedInteraction) -> Option<T>,
    ) -> Option<T> {
        found(&state.interactions[&self.token])
    }

    pub(crate) fn id(&self) -> u64 {
        let id = self.played(&self.discord.state(), |played| Some(played.id));
        id.unwrap_or_default()
    }

    /// The first response.
    pub(crate) async fn callback(&self) -> Value {
        self.discord
            .wait("a first response", |state| {
                self.played(state, |played| played.callback.clone())
            })
            .await
    }

    /// The message that answers: of the first response, or what its deferral became, or the one that was updated.
    pub(crate) async fn answer(&self) -> Value {
        self.discord
            .wait("an answer", |state| {
                let message = self.played(state, |played| {
                    played.message.filter(|_| played.complete.is_some())
                })?;
                state.messages.get(&message).cloned()
            })
            .await
    }

    /// The answer once `found` is true of it, for messages that are edited.
    pub(crate) async fn answer_when(&self, what: &str, found: impl Fn(&Value) -> bool) -> Value {
        self.discord
            .wait(what, |state| {
                let message = self.played(state, |played| {
                    played.message.filter(|_| played.complete.is_some())
                })?;
                state
                    .messages
                    .get(&message)
                    .filter(|message| found(message))
                    .cloned()
            })
            .await
    }

    /// The choices of autocomplete.
    pub(crate) async fn choices(&self) -> Vec<Value> {
        self.callback().await["data"]["choices"]
            .as_array()
            .cloned()
            .unwrap_or_default()
    }
}

/// All components of a message or of another component, from top to bottom, those within others too.
fn components(of: &Value) -> Vec<&Value> {
    let own = of["components"].as_array().into_iter().flatten();
    own.flat_map(|one| [vec![one], components(one)].concat())
        .collect()
}

/// The components of a message that can be used.
pub(crate) fn parts(message: &Value) -> impl Iterator<Item = &Value> {
    let all = components(message).into_iter();
    all.filter(|part| part["custom_id"].is_string())
}

/// What a message shows: its content, its embeds, and the texts of its card.
pub(crate) fn shown_texts(message: &Value) -> Vec<&str> {
    let mut shown = vec![&message["content"]];
    for embed in message["embeds"].as_array().into_iter().flatten() {
        shown.extend([
            &embed["author"]["name"],
            &embed["description"],
            &embed["footer"]["text"],
        ]);
    }
    let texts = components(message).into_iter();
    shown.extend(texts.map(|part| &part["content"]));
    shown.into_iter().filter_map(Value::as_str).collect()
}

/// Which page of how many an answer shows, as it says: "2/5".
pub(crate) fn page_of(message: &Value) -> Option<&str> {
    let mut labels = parts(message).filter_map(|part| part["label"].as_str());
    let is_count = |label: &&str| {
        let numbers = label.split_once('/');
        numbers.is_some_and(|(page, count)| {
            page.parse::<usize>().is_ok() && count.parse::<usize>().is_ok()
        })
    };
    labels.find(is_count)
}

/// The button whose label is this, or begins with it.
pub(crate) fn button<'a>(message: &'a Value, label: &str) -> Option<&'a Value> {
    let starts = |part: &&Value| {
        part["label"]
            .as_str()
            .is_some_and(|text| text.starts_with(label))
    };
    parts(message)
        .find(|part| part["label"] == label)
        .or_else(|| parts(message).find(starts))
}
