//! A passage named in a component or a choice, where its id would be too long.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::compact::{decode, encode};
use crate::passage::PassageId;

/// Marks a choice of autocomplete, so that it is not taken for text that a person typed.
const CHOICE_MARK: char = '§';
/// Versions of a choice's form: the first one was in base 36.
const EARLIER_VERSION: char = '1';
const VERSION: char = '2';

/// A passage: a hash of its section, and which piece of it. It stays the same as long as the passage's id does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PassageKey {
    section: u64,
    piece: NonZeroU32,
}

impl PassageKey {
    /// The key of a passage.
    pub fn of(id: &PassageId) -> Self {
        let section = id.section();
        let piece = id.as_str()[section.len()..]
            .trim_start_matches('/')
            .parse()
            .unwrap_or(NonZeroU32::MIN);
        Self {
            section: hash(section),
            piece,
        }
    }

    /// The id of the passage with this key, if it is of the section with the id `section`.
    pub fn within(self, section: &PassageId) -> Option<PassageId> {
        if hash(section.section()) != self.section {
            return None;
        }
        let section = section.section();
        Some(PassageId::from_text(if self.piece == NonZeroU32::MIN {
            section.to_owned()
        } else {
            format!("{section}/{}", self.piece)
        }))
    }

    /// Which piece of its section it is, from 1.
    pub fn piece(self) -> u32 {
        self.piece.get()
    }

    /// The key as the value of a menu's option, at most 20 characters.
    pub fn to_text(self) -> String {
        encode(&self)
    }

    /// Reads [`PassageKey::to_text`].
    pub fn from_text(text: &str) -> Option<Self> {
        decode(text)
    }

    /// The value of a choice of autocomplete.
    pub fn to_choice(self) -> String {
        format!("{CHOICE_MARK}{VERSION}{}", self.to_text())
    }

    /// The key with the largest values.
    #[cfg(test)]
    pub(super) fn largest() -> Self {
        Self {
            section: u64::MAX,
            piece: NonZeroU32::MAX,
        }
    }
}

/// What came of an option with autocomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picked {
    /// Text that a person typed.
    Typed,
    /// A choice that was offered.
    Passage(PassageKey),
    /// A choice that this version does not understand.
    Stale,
}

impl Picked {
    /// Reads an option: what a person typed, or [`PassageKey::to_choice`].
    pub fn of(text: &str) -> Self {
        let Some(choice) = text.strip_prefix(CHOICE_MARK) else {
            return Self::Typed;
        };
        match choice.strip_prefix(VERSION) {
            Some(key) => PassageKey::from_text(key).map_or(Self::Stale, Self::Passage),
            None if choice.starts_with(EARLIER_VERSION) => Self::Stale,
            None => Self::Typed,
        }
    }
}

/// The first 64 bits of a text's BLAKE3 hash.
pub(super) fn hash(text: &str) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..8]);
    u64::from_be_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_its_passage() {
        let id = PassageId::from_text("otters#diet/3");
        let key = PassageKey::of(&id);
        assert_eq!(PassageKey::from_text(&key.to_text()), Some(key));
        assert_eq!(key.within(&PassageId::from_text("otters#diet")), Some(id));
        assert_eq!(key.within(&PassageId::from_text("otters#sleep")), None);
        assert_eq!(PassageKey::largest().to_text().len(), 20);
    }

    #[test]
    fn a_choice_is_told_from_typed_text() {
        let key = PassageKey::of(&PassageId::from_text("otters#diet"));
        assert_eq!(Picked::of(&key.to_choice()), Picked::Passage(key));
        assert_eq!(Picked::of("what do otters eat"), Picked::Typed);
        assert_eq!(Picked::of("§ 5 of the rules"), Picked::Typed);
        assert_eq!(Picked::of("§2?"), Picked::Stale);
        assert_eq!(Picked::of("§1hgs7r2d0k3"), Picked::Stale);
    }
}
