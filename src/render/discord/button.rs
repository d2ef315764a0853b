//! What a component does when it is used ↔ its `custom_id`. All state of a message stands there and in its embeds,
//! so that buttons outlive a restart and a reindex. The first character is the version of the form.

use crate::answer::Answer;
use crate::passage::PassageId;

const VERSION: char = '1';
/// Marks a choice of autocomplete, so that it is not taken for text that a person typed.
const CHOICE_MARK: &str = "§";

/// A passage's id in at most 19 characters: a hash of its section and its piece. It stays the same as long as the
/// id does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PassageKey {
    section: u64,
    /// From 1.
    piece: u32,
}

impl PassageKey {
    /// The key of a passage.
    pub fn of(id: &PassageId) -> Self {
        let section = id.section();
        let piece = id.as_str()[section.len()..]
            .trim_start_matches('/')
            .parse()
            .unwrap_or(1)
            .max(1);
        Self {
            section: hash(section),
            piece,
        }
    }

    /// The id that bears the key, if it is of the section with the id `section`.
    pub fn within(self, section: &PassageId) -> Option<PassageId> {
        if hash(section.section()) != self.section {
            return None;
        }
        let section = section.section();
        Some(PassageId::from_text(if self.piece == 1 {
            section.to_owned()
        } else {
            format!("{section}/{}", self.piece)
        }))
    }

    /// Which piece of its section it is, from 1.
    pub fn piece(self) -> u32 {
        self.piece
    }

    /// The key as text: letters, digits and a hyphen.
    pub fn to_text(self) -> String {
        if self.piece == 1 {
            base36(self.section)
        } else {
            format!("{}-{}", base36(self.section), base36(self.piece.into()))
        }
    }

    /// Reads [`PassageKey::to_text`].
    pub fn from_text(text: &str) -> Option<Self> {
        let (section, piece) = text.split_once('-').unwrap_or((text, "1"));
        let piece = u32::try_from(from_base36(piece)?).ok()?;
        (piece > 0).then_some(Self {
            section: from_base36(section)?,
            piece,
        })
    }

    /// The value of a choice of autocomplete.
    pub fn to_choice(self) -> String {
        format!("{CHOICE_MARK}{VERSION}{}", self.to_text())
    }
}

/// What came of an option with autocomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picked {
    /// Text that a person typed.
    Typed,
    /// A choice that was offered.
    Passage(PassageKey),
    /// A choice that is not understood (any more).
    Stale,
}

impl Picked {
    /// Reads an option: what a person typed, or [`PassageKey::to_choice`].
    pub fn of(text: &str) -> Self {
        let marked = text.strip_prefix(CHOICE_MARK);
        match marked.and_then(|rest| rest.strip_prefix(VERSION)) {
            None => Self::Typed,
            Some(key) => PassageKey::from_text(key).map_or(Self::Stale, Self::Passage),
        }
    }
}

/// Which answer a component belongs to, and where in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageState {
    /// Who asked.
    pub asker: u64,
    /// Page, from 0.
    pub page: usize,
    /// [`fingerprint`] of the passages it was made from.
    pub fingerprint: u32,
    /// A passage that was asked for by itself and stands first.
    pub first: Option<PassageKey>,
}

/// What a component does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// Shows this page: the one before.
    Previous(PageState),
    /// Shows this page: the next one.
    Next(PageState),
    /// Shows the text around the quote.
    More(PageState),
    /// Shows the quote alone again.
    Less(PageState),
    /// Lists the works that the passage rests on.
    Sources(PageState),
    /// Posts a private answer for all.
    Share(PageState),
    /// It helped.
    Helpful(PageState),
    /// It did not help.
    NotHelpful(PageState),
    /// Asks a related question.
    Related {
        /// Who was answered.
        asker: u64,
        /// The section that answers it.
        passage: PassageKey,
    },
    /// Picks a heading: the passage is the option's value.
    Choose {
        /// Who was answered.
        asker: u64,
    },
    /// Shows this page of the list of articles.
    Articles {
        /// Page, from 0.
        page: usize,
    },
    /// Opens an article: it is the option's value.
    OpenArticle {
        /// Page of the list it stands on.
        page: usize,
    },
    /// Shows this page of the sections of an article.
    Sections {
        /// The article.
        article: PassageKey,
        /// Page of the list it stands on.
        list: usize,
        /// Page, from 0.
        page: usize,
    },
    /// Reads a section of an article.
    Read {
        /// Its passage.
        passage: PassageKey,
    },
    /// Deletes what is kept about the person who presses it.
    Forget,
}

/// A `custom_id` that this version does not understand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stale;

impl Button {
    /// Its `custom_id`.
    pub fn to_custom_id(self) -> String {
        let (letter, rest) = match self {
            Self::Previous(state) => ('b', state.to_text()),
            Self::Next(state) => ('n', state.to_text()),
            Self::More(state) => ('m', state.to_text()),
            Self::Less(state) => ('l', state.to_text()),
            Self::Sources(state) => ('s', state.to_text()),
            Self::Share(state) => ('h', state.to_text()),
            Self::Helpful(state) => ('u', state.to_text()),
            Self::NotHelpful(state) => ('d', state.to_text()),
            Self::Related { asker, passage } => {
                ('r', format!("{}.{}", base36(asker), passage.to_text()))
            }
            Self::Choose { asker } => ('c', base36(asker)),
            Self::Articles { page } => ('a', base36(page as u64)),
            Self::OpenArticle { page } => ('o', base36(page as u64)),
            Self::Sections {
                article,
                list,
                page,
            } => (
                'e',
                format!(
                    "{}.{}.{}",
                    base36(page as u64),
                    base36(list as u64),
                    article.to_text()
                ),
            ),
            Self::Read { passage } => ('t', passage.to_text()),
            Self::Forget => ('x', String::new()),
        };
        format!("{VERSION}{letter}{rest}")
    }

    /// Reads a `custom_id`.
    ///
    /// # Errors
    /// [`Stale`] for what another version has written, or someone else.
    pub fn from_custom_id(text: &str) -> Result<Self, Stale> {
        Self::read(text).ok_or(Stale)
    }

    fn read(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(VERSION)?;
        let letter = rest.chars().next()?;
        let rest = &rest[letter.len_utf8()..];
        let page = |text: &str| usize::try_from(from_base36(text)?).ok();
        Some(match letter {
            'b' => Self::Previous(PageState::from_text(rest)?),
            'n' => Self::Next(PageState::from_text(rest)?),
            'm' => Self::More(PageState::from_text(rest)?),
            'l' => Self::Less(PageState::from_text(rest)?),
            's' => Self::Sources(PageState::from_text(rest)?),
            'h' => Self::Share(PageState::from_text(rest)?),
            'u' => Self::Helpful(PageState::from_text(rest)?),
            'd' => Self::NotHelpful(PageState::from_text(rest)?),
            'r' => {
                let (asker, passage) = rest.split_once('.')?;
                Self::Related {
                    asker: from_base36(asker)?,
                    passage: PassageKey::from_text(passage)?,
                }
            }
            'c' => Self::Choose {
                asker: from_base36(rest)?,
            },
            'a' => Self::Articles { page: page(rest)? },
            'o' => Self::OpenArticle { page: page(rest)? },
            'e' => {
                let mut parts = rest.splitn(3, '.');
                Self::Sections {
                    page: page(parts.next()?)?,
                    list: page(parts.next()?)?,
                    article: PassageKey::from_text(parts.next()?)?,
                }
            }
            't' => Self::Read {
                passage: PassageKey::from_text(rest)?,
            },
            'x' if rest.is_empty() => Self::Forget,
            _ => return None,
        })
    }
}

impl PageState {
    fn to_text(self) -> String {
        let mut text = format!(
            "{}.{}.{}",
            base36(self.asker),
            base36(self.page as u64),
            base36(self.fingerprint.into())
        );
        if let Some(first) = self.first {
            text.push('.');
            text.push_str(&first.to_text());
        }
        text
    }

    fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let state = Self {
            asker: from_base36(parts.next()?)?,
            page: usize::try_from(from_base36(parts.next()?)?).ok()?,
            fingerprint: u32::try_from(from_base36(parts.next()?)?).ok()?,
            first: match parts.next() {
                Some(key) => Some(PassageKey::from_text(key)?),
                None => None,
            },
        };
        parts.next().is_none().then_some(state)
    }
}

/// Tells whether the passages of an answer are still the ones that a message was made from.
pub fn fingerprint(answer: &Answer) -> u32 {
    let mut ids = String::new();
    for quoted in &answer.passages {
        ids.push_str(quoted.hit.passage.id.as_str());
        ids.push('\n');
    }
    // The upper half is as good a hash as any.
    u32::try_from(hash(&ids) >> 32).unwrap_or(u32::MAX)
}

fn hash(text: &str) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..8]);
    u64::from_be_bytes(first)
}

pub(super) fn base36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(number % 36).unwrap_or(0);
        digits.push(char::from_digit(digit, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

pub(super) fn from_base36(text: &str) -> Option<u64> {
    if text.starts_with('+') {
        return None;
    }
    u64::from_str_radix(text, 36).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::message::CUSTOM_ID_CHARS;
    use super::*;

    fn spots() -> impl Strategy<Value = PageState> {
        (
            any::<u64>(),
            any::<usize>(),
            any::<u32>(),
            any::<Option<(u64, u32)>>(),
        )
            .prop_map(|(asker, page, fingerprint, first)| PageState {
                asker,
                page,
                fingerprint,
                first: first.map(|(section, piece)| PassageKey {
                    section,
                    piece: piece.max(1),
                }),
            })
    }

    proptest! {
        #[test]
        fn a_custom_id_is_short_and_comes_back(state in spots()) {
            let article = state.first.unwrap_or(PassageKey { section: state.asker, piece: 1 });
            let sections = Button::Sections { article, list: state.page, page: state.page };
            for button in [Button::Previous(state), Button::Share(state), Button::Choose { asker: state.asker }, sections] {
                let id = button.to_custom_id();
                prop_assert!(id.chars().count() <= CUSTOM_ID_CHARS);
                prop_assert_eq!(Button::from_custom_id(&id), Ok(button));
            }
        }

        #[test]
        fn any_text_is_read(text in any::<String>()) {
            let _ = Button::from_custom_id(&text);
            let _ = Button::from_custom_id(&format!("1n{text}"));
        }
    }

    #[test]
    fn a_key_names_its_passage() {
        let id = PassageId::from_text("otters#diet/3");
        let key = PassageKey::of(&id);
        assert_eq!(PassageKey::from_text(&key.to_text()), Some(key));
        assert_eq!(key.within(&PassageId::from_text("otters#diet")), Some(id));
        assert_eq!(key.within(&PassageId::from_text("otters#sleep")), None);
        assert_eq!(Picked::of(&key.to_choice()), Picked::Passage(key));
        assert_eq!(Picked::of("what do otters eat"), Picked::Typed);
        assert_eq!(Picked::of("§1?"), Picked::Stale);
    }

    #[test]
    fn the_forms_are_fixed() {
        let state = PageState {
            asker: 7_000_000_000_000_000_001,
            page: 2,
            fingerprint: 42,
            first: None,
        };
        assert_eq!(Button::Next(state).to_custom_id(), "1n1h6kswlzfw2kh.2.16");
    }
}
