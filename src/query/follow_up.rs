//! What people say to an answer instead of asking something new: "tell me more", "source?".

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::text::simplified;

/// What a message asks of the answer before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowUp {
    /// The next passage.
    More,
    /// Where it comes from, and how sure it is.
    Source,
}

/// The lists of `content/follow-ups.toml`, which says what each holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    more: HashSet<String>,
    source: HashSet<String>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    toml::from_str(include_str!("../../content/follow-ups.toml"))
        .expect("the built-in phrases are parsed by a test")
});

/// What a message of these folded words asks of the answer before it, if that is all it does.
pub(super) fn recognise(words: &[String]) -> Option<FollowUp> {
    let message = simplified(&words.join(" "));
    let is = |list: &HashSet<String>| list.contains(&message);
    if is(&PHRASES.more) {
        Some(FollowUp::More)
    } else if is(&PHRASES.source) {
        Some(FollowUp::Source)
    } else {
        None
    }
}
