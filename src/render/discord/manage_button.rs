//! What a component of a message for those who manage a guild does ↔ its `custom_id`. An id names things within the
//! guild it is used in, never a guild: forged ones reach nothing else.

use super::button::{Stale, base36, from_base36};
use super::message::CUSTOM_ID_CHARS;

/// No other `custom_id` begins with it.
const MARK: char = 'm';
/// Longest slug of a guild's article, in characters: it must stand in a `custom_id` with two versions.
pub const SLUG_CHARS: usize = 60;

/// What a component does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManageButton {
    /// Approves a draft.
    Approve {
        /// The draft.
        draft: u64,
        /// The version of its article that it was shown to replace; 0 for none.
        base: u32,
    },
    /// Throws a draft away.
    Discard {
        /// The draft.
        draft: u64,
    },
    /// Opens the draft that is the option's value.
    OpenDraft,
    /// Shows this page of the list of the guild's articles.
    List {
        /// Page, from 0.
        page: usize,
    },
    /// Shows the article that is the option's value.
    OpenArticle,
    /// Shows the versions of an article.
    History {
        /// The article.
        slug: String,
        /// Page, from 0.
        page: usize,
    },
    /// Shows what the version that is the option's value has changed.
    OpenVersion {
        /// The article.
        slug: String,
    },
    /// Makes an older version the current one, if the current one is still the one that was shown.
    RollBack {
        /// The article.
        slug: String,
        /// The version to go back to.
        to: u32,
        /// The version that was current when this was shown.
        expected: u32,
    },
    /// Removes an article, if its current version is still the one that was shown.
    Remove {
        /// The article.
        slug: String,
        /// The version that was current when this was shown.
        expected: u32,
    },
    /// Shows this page of the gaps.
    Gaps {
        /// Page, from 0.
        page: usize,
    },
    /// Shows the group of gaps whose first one is the option's value.
    OpenGap,
    /// Marks a group of gaps as solved.
    Solve {
        /// One of the group.
        gap: u64,
    },
    /// Teaches a group of gaps as wordings of the section that is the option's value.
    TeachWording {
        /// One of the group.
        gap: u64,
    },
    /// Teaches a group of gaps as not covered, with the label that is the option's value.
    TeachNotCovered {
        /// One of the group.
        gap: u64,
    },
    /// Shows this page of what was taught.
    Taught {
        /// Page, from 0.
        page: usize,
    },
    /// Takes back the teaching that is the option's value.
    Unteach,
    /// Shows this page of the audit log.
    Audit {
        /// Page, from 0.
        page: usize,
    },
}

impl ManageButton {
    /// Its `custom_id`.
    pub fn to_custom_id(&self) -> String {
        let page = |page: usize| base36(page as u64);
        let version = |version: u32| base36(version.into());
        let (letter, rest) = match self {
            Self::Approve { draft, base } => {
                ('a', format!("{}.{}", base36(*draft), version(*base)))
            }
            Self::Discard { draft } => ('d', base36(*draft)),
            Self::OpenDraft => ('p', String::new()),
            Self::List { page: at } => ('l', page(*at)),
            Self::OpenArticle => ('o', String::new()),
            Self::History { slug, page: at } => ('h', format!("{}.{slug}", page(*at))),
            Self::OpenVersion { slug } => ('v', format!(".{slug}")),
            Self::RollBack { slug, to, expected } => (
                'b',
                format!("{}.{}.{slug}", version(*to), version(*expected)),
            ),
            Self::Remove { slug, expected } => ('r', format!("{}.{slug}", version(*expected))),
            Self::Gaps { page: at } => ('g', page(*at)),
            Self::OpenGap => ('q', String::new()),
            Self::Solve { gap } => ('s', base36(*gap)),
            Self::TeachWording { gap } => ('w', base36(*gap)),
            Self::TeachNotCovered { gap } => ('n', base36(*gap)),
            Self::Taught { page: at } => ('e', page(*at)),
            Self::Unteach => ('u', String::new()),
            Self::Audit { page: at } => ('t', page(*at)),
        };
        let id = format!("{MARK}{letter}{rest}");
        debug_assert!(id.chars().count() <= CUSTOM_ID_CHARS);
        id
    }

    /// Reads a `custom_id`: none if it is none of these components', whatever the version.
    pub fn from_custom_id(text: &str) -> Option<Result<Self, Stale>> {
        let rest = text.strip_prefix(MARK)?;
        Some(Self::read(rest).ok_or(Stale))
    }

    fn read(text: &str) -> Option<Self> {
        let letter = text.chars().next()?;
        let rest = &text[letter.len_utf8()..];
        let page = |text: &str| usize::try_from(from_base36(text)?).ok();
        let version = |text: &str| u32::try_from(from_base36(text)?).ok();
        let slug = |text: &str| {
            let fits = !text.is_empty() && text.chars().count() <= SLUG_CHARS;
            fits.then(|| text.to_owned())
        };
        Some(match letter {
            'a' => {
                // An earlier version did not say what was shown to be replaced.
                let (draft, base) = rest.split_once('.').unwrap_or((rest, "0"));
                Self::Approve {
                    draft: from_base36(draft)?,
                    base: version(base)?,
                }
            }
            'd' => Self::Discard {
                draft: from_base36(rest)?,
            },
            'p' if rest.is_empty() => Self::OpenDraft,
            'l' => Self::List { page: page(rest)? },
            'o' if rest.is_empty() => Self::OpenArticle,
            'h' => {
                let (at, name) = rest.split_once('.')?;
                Self::History {
                    slug: slug(name)?,
                    page: page(at)?,
                }
            }
            'v' => Self::OpenVersion {
                slug: slug(rest.strip_prefix('.')?)?,
            },
            'b' => {
                let mut parts = rest.splitn(3, '.');
                Self::RollBack {
                    to: version(parts.next()?)?,
                    expected: version(parts.next()?)?,
                    slug: slug(parts.next()?)?,
                }
            }
            'r' => {
                let (expected, name) = rest.split_once('.')?;
                Self::Remove {
                    slug: slug(name)?,
                    expected: version(expected)?,
                }
            }
            'g' => Self::Gaps { page: page(rest)? },
            'q' if rest.is_empty() => Self::OpenGap,
            's' => Self::Solve {
                gap: from_base36(rest)?,
            },
            'w' => Self::TeachWording {
                gap: from_base36(rest)?,
            },
            'n' => Self::TeachNotCovered {
                gap: from_base36(rest)?,
            },
            'e' => Self::Taught { page: page(rest)? },
            'u' if rest.is_empty() => Self::Unteach,
            't' => Self::Audit { page: page(rest)? },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_custom_id_is_short_and_comes_back() {
        let slug = "ü".repeat(SLUG_CHARS);
        for button in [
            ManageButton::Approve {
                draft: u64::MAX,
                base: u32::MAX,
            },
            ManageButton::Discard { draft: 0 },
            ManageButton::OpenDraft,
            ManageButton::List { page: usize::MAX },
            ManageButton::OpenArticle,
            ManageButton::History {
                slug: slug.clone(),
                page: usize::MAX,
            },
            ManageButton::OpenVersion { slug: slug.clone() },
            ManageButton::RollBack {
                slug: slug.clone(),
                to: u32::MAX,
                expected: u32::MAX,
            },
            ManageButton::Remove {
                slug,
                expected: u32::MAX,
            },
            ManageButton::Gaps { page: 3 },
            ManageButton::OpenGap,
            ManageButton::Solve { gap: u64::MAX },
            ManageButton::TeachWording { gap: 7 },
            ManageButton::TeachNotCovered { gap: 7 },
            ManageButton::Taught { page: 7 },
            ManageButton::Unteach,
            ManageButton::Audit { page: 1 },
        ] {
            let id = button.to_custom_id();
            assert!(id.chars().count() <= CUSTOM_ID_CHARS, "{id}");
            assert_eq!(ManageButton::from_custom_id(&id), Some(Ok(button)));
        }
        assert_eq!(ManageButton::from_custom_id("1x"), None);
        assert_eq!(ManageButton::from_custom_id("mz1"), Some(Err(Stale)));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>()) {
            for letter in "apdlohvbrgqswneut".chars() {
                let _ = ManageButton::from_custom_id(&format!("m{letter}{text}"));
            }
        }
    }
}
