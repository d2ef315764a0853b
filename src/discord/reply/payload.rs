//! The bodies that are sent beside a rendered message: callbacks of interactions, and what a new message has on top.

use serde::Serialize;

use crate::render::discord::{Audience, Choice, Message};

/// The flag of a message that only the asker sees.
pub(crate) const EPHEMERAL: u32 = 1 << 6;
/// The flag of a card, which its edits need too. A message that has it keeps it.
/// <https://discord.com/developers/docs/components/using-message-components>
const IS_COMPONENTS_V2: u32 = 1 << 15;

/// The flags of a message, without those of its audience.
fn flags(message: &Message) -> u32 {
    match message.card {
        Some(_) => IS_COMPONENTS_V2,
        None => 0,
    }
}

fn unless_zero(flags: u32) -> Option<u32> {
    (flags != 0).then_some(flags)
}

/// Callback types of interactions.
/// <https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type>
pub(crate) mod callback {
    pub(crate) const MESSAGE: u8 = 4;
    pub(crate) const DEFERRED_MESSAGE: u8 = 5;
    pub(crate) const DEFERRED_UPDATE: u8 = 6;
    pub(crate) const UPDATE: u8 = 7;
    pub(crate) const CHOICES: u8 = 8;
    pub(crate) const MODAL: u8 = 9;
}

/// A response to an interaction.
#[derive(Serialize)]
pub(crate) struct Callback<'a, T> {
    #[serde(rename = "type")]
    pub(crate) kind: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) data: Option<&'a T>,
}

/// The only data of a deferral.
#[derive(Serialize)]
pub(crate) struct Flags {
    pub(crate) flags: u32,
}

/// The choices of autocomplete.
#[derive(Serialize)]
pub(crate) struct Choices {
    pub(crate) choices: Vec<Choice>,
}

/// A new message.
#[derive(Serialize)]
pub(crate) struct Posted<'a> {
    #[serde(flatten)]
    message: &'a Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    flags: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_reference: Option<Reference>,
    /// With `enforce_nonce`, sending twice posts once.
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enforce_nonce: Option<bool>,
}

/// The new content of an edited message: with its new files, and none of the old ones.
#[derive(Serialize)]
pub(crate) struct EditPayload<'a> {
    #[serde(flatten)]
    message: &'a Message,
    attachments: Vec<AttachedPart<'a>>,
    #[serde(flatten)]
    becomes_card: Option<BecomesCard>,
}

/// What an edit into a card needs: its flag, and that content and embeds go, which the message may have had.
#[derive(Serialize)]
struct BecomesCard {
    flags: u32,
    content: (),
    embeds: (),
}

/// A file of a request, by its place in it.
#[derive(Serialize)]
struct AttachedPart<'a> {
    id: usize,
    filename: &'a str,
}

impl<'a> EditPayload<'a> {
    pub(crate) fn new(message: &'a Message) -> Self {
        let files = message.files.iter().enumerate();
        Self {
            message,
            attachments: files
                .map(|(id, file)| AttachedPart {
                    id,
                    filename: &file.name,
                })
                .collect(),
            becomes_card: message.card.as_ref().map(|_| BecomesCard {
                flags: IS_COMPONENTS_V2,
                content: (),
                embeds: (),
            }),
        }
    }
}

/// The message that is replied to.
#[derive(Serialize)]
pub(crate) struct Reference {
    pub(crate) message_id: String,
    pub(crate) fail_if_not_exists: bool,
}

impl<'a> Posted<'a> {
    pub(crate) fn new(message: &'a Message) -> Self {
        Self {
            message,
            flags: unless_zero(match message.audience {
                Audience::Asker => flags(message) | EPHEMERAL,
                Audience::Everyone => flags(message),
            }),
            message_reference: None,
            nonce: None,
            enforce_nonce: None,
        }
    }

    /// A reply to the message `asked`; sent repeatedly, it is posted once.
    pub(crate) fn once(
        message: &'a Message,
        asked: u64,
        message_reference: Option<Reference>,
    ) -> Self {
        Self {
            message,
            flags: unless_zero(flags(message)),
            message_reference,
            nonce: Some(asked.to_string()),
            enforce_nonce: Some(true),
        }
    }
}
