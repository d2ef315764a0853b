//! What a component does ↔ its `custom_id`: one enum in its compact form, behind the version of the form. All state of a
//! message is there and in the texts of its card, so components outlive a restart and a reindex.

use serde::{Deserialize, Serialize};

use super::button::Button;
use super::compact::{decode, encode};
use super::manage_button::ManageButton;

/// Earlier forms, written by hand in base 36, begin with `1` or `m`.
const VERSION: char = '2';

/// What a component does. The order of the variants, here and in the enums inside, is part of the form: new ones go
/// last, and any other change needs a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CustomId {
    /// A component of an answer or of the article list.
    Answer(Button),
    /// A component of a message for managers.
    Manage(ManageButton),
}

/// A `custom_id` that this version does not understand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stale;

impl CustomId {
    /// The text of the `custom_id`.
    pub fn to_text(&self) -> String {
        format!("{VERSION}{}", encode(self))
    }

    /// Reads a `custom_id`.
    ///
    /// # Errors
    /// [`Stale`] for what another version has written, or someone else.
    pub fn from_text(text: &str) -> Result<Self, Stale> {
        let encoded = text.strip_prefix(VERSION).ok_or(Stale)?;
        decode(encoded).ok_or(Stale)
    }
}

impl Button {
    /// Its `custom_id`.
    pub fn to_custom_id(self) -> String {
        CustomId::Answer(self).to_text()
    }
}

impl ManageButton {
    /// Its `custom_id`.
    pub fn to_custom_id(self) -> String {
        CustomId::Manage(self).to_text()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use proptest::prelude::*;

    use super::super::manage_button::ArticleKey;
    use super::super::message::CUSTOM_ID_CHARS;
    use super::super::passage_key::PassageKey;
    use super::super::{Button, PageState};
    use super::*;

    /// Every component, with the largest values that it can have.
    fn largest() -> Vec<CustomId> {
        let passage = PassageKey::largest();
        let state = PageState {
            asker: u64::MAX,
            page: usize::MAX,
            fingerprint: u32::MAX,
            first: Some(passage),
        };
        let (page, gap, article) = (usize::MAX, u64::MAX, ArticleKey::largest());
        let answer = [
            Button::Previous(state),
            Button::Next(state),
            Button::More(state),
            Button::Less(state),
            Button::Sources(state),
            Button::Share(state),
            Button::Helpful(state),
            Button::NotHelpful(state),
            Button::Related {
                asker: u64::MAX,
                passage,
            },
            Button::Choose { asker: u64::MAX },
            Button::Articles { page },
            Button::OpenArticle { page },
            Button::Sections {
                article: passage,
                list: page,
                page,
            },
            Button::Read { passage },
            Button::Forget,
            Button::Example { number: u8::MAX },
            Button::ReadOn(state),
            Button::PageCount,
            Button::Ask { asker: u64::MAX },
            Button::Open { passage },
            Button::Missing(state),
            Button::Remove { asker: u64::MAX },
        ];
        let manage = [
            ManageButton::Approve {
                draft: u64::MAX,
                base: u32::MAX,
            },
            ManageButton::Discard { draft: u64::MAX },
            ManageButton::OpenDraft,
            ManageButton::List { page },
            ManageButton::OpenArticle,
            ManageButton::History { article, page },
            ManageButton::OpenVersion { article },
            ManageButton::RollBack {
                article,
                to: u32::MAX,
                expected: u32::MAX,
            },
            ManageButton::Remove {
                article,
                expected: u32::MAX,
            },
            ManageButton::Gaps { page },
            ManageButton::OpenGap,
            ManageButton::Solve { gap },
            ManageButton::TeachWording { gap },
            ManageButton::TeachNotCovered { gap },
            ManageButton::Taught { page },
            ManageButton::Unteach,
            ManageButton::Audit { page },
            ManageButton::OpenAudit,
            ManageButton::SetChannels,
            ManageButton::SetVisibility,
            ManageButton::SetSureness,
            ManageButton::SetCooldown,
            ManageButton::SetForums,
            ManageButton::SetManagers,
            ManageButton::Edit { article },
            ManageButton::SaveEdit {
                article,
                base: u32::MAX,
            },
            ManageButton::Drafts,
        ];
        let answer = answer.into_iter().map(CustomId::Answer);
        answer
            .chain(manage.into_iter().map(CustomId::Manage))
            .collect()
    }

    #[test]
    fn every_custom_id_fits_and_is_read_back() {
        let mut lengths = Vec::new();
        for id in largest() {
            let text = id.to_text();
            assert!(text.len() <= CUSTOM_ID_CHARS, "{id:?}: {text}");
            assert_eq!(CustomId::from_text(&text).as_ref(), Ok(&id));
            lengths.push(text.len());
        }
        // The longest one: two enums, an asker, a page, a fingerprint, and a passage with its presence.
        assert_eq!(lengths.into_iter().max(), Some(59));
    }

    #[test]
    fn the_largest_values_are_listed_for_every_variant() {
        for outer in 0..2 {
            let listed: BTreeSet<u8> = largest()
                .iter()
                .map(|id| postcard::to_allocvec(id).unwrap())
                .filter(|bytes| bytes[0] == outer)
                .map(|bytes| bytes[1])
                .collect();
            let ones = [1; 64];
            let exists = |inner: u8| {
                let bytes = [&[outer, inner], ones.as_slice()].concat();
                postcard::take_from_bytes::<CustomId>(&bytes).is_ok()
            };
            let next = u8::try_from(listed.len()).unwrap();
            assert!((0..next).all(|inner| listed.contains(&inner)));
            assert!(!exists(next), "a variant is not listed");
        }
    }

    #[test]
    fn earlier_forms_and_forged_ones_are_stale() {
        assert_eq!(Button::Forget.to_custom_id(), "2AA4");
        for text in [
            "1n1h6kswlzfw2kh.2.16",
            "mb1.1.beavers",
            "",
            "2",
            "2A",
            "2____",
            "2AA4A",
            "AA4",
        ] {
            assert_eq!(CustomId::from_text(text), Err(Stale), "{text}");
        }
    }

    #[test]
    fn the_form_is_fixed() {
        let state = PageState {
            asker: 7_000_000_000_000_000_001,
            page: 2,
            fingerprint: 42,
            first: None,
        };
        assert_eq!(Button::Next(state).to_custom_id(), "2AAGBgPCdmd2_kmECKgA");
        let undo = ManageButton::Unteach.to_custom_id();
        assert_eq!(undo, "2AQ8");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>(), bytes in any::<Vec<u8>>()) {
            let _ = CustomId::from_text(&text);
            let _ = CustomId::from_text(&format!("{VERSION}{}", URL_SAFE_NO_PAD.encode(bytes)));
        }
    }
}
