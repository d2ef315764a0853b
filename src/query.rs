//! A question as typed → [`Query`]: made safe and normal. Total: any text gives a query, if an empty one.

mod follow_up;
mod glossary;
mod wrapping;

use std::collections::BTreeSet;

use crate::text;

pub use follow_up::FollowUp;

/// Characters of a question that are kept; the rest is cut off. Questions from Discord are shortened to 700 UTF-16 units
/// before.
pub const MAX_QUESTION_CHARS: usize = 5_000;

/// Distinct content words that are searched for; later ones are left out, which bounds the cost of a search.
pub const MAX_CONTENT_WORDS: usize = 64;

/// A question that begins as a continuation but has more content words than this stands alone all the same.
const MOST_CONTINUED_WORDS: usize = 4;

/// How the second half of a thought begins.
const CONTINUATIONS: &[&str] = &[
    "and",
    "but",
    "or",
    "also",
    "what about",
    "how about",
    "what of",
    "what if",
    "same for",
    "even if",
    "even for",
    "even with",
    "even on",
    "even after",
    "then",
    "so",
    "ok but",
    "ok and",
    "okay but",
    "what else",
    "any more",
    "more",
    "und",
    "aber",
    "y",
    "pero",
    "et",
    "e se",
    "e per",
    "e para",
    "e dopo",
    "e depois",
    "en voor",
    "en bij",
    "en na",
    "en als",
    "maar",
    "и",
    "а",
];

/// A question of [`MOST_WORDS_OF_AMOUNT`] words that begins like this leaves open what it is about.
const AMOUNTS: &[&str] = &[
    "how many",
    "how much",
    "how long",
    "how often",
    "how fast",
    "how soon",
    "since when",
];
const MOST_WORDS_OF_AMOUNT: usize = 3;

/// Where a question is parted from its context.
const SENTENCE_ENDS: [char; 3] = ['?', '!', '.'];

/// Words that point to something said before.
const POINTERS: &[&str] = &[
    "it", "that", "this", "those", "these", "they", "them", "there", "its", "one", "ones", "same",
    "instead", "else",
];

/// A question in the forms that searching needs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Query {
    text: String,
    folded: String,
    words: Vec<String>,
    content_words: Vec<String>,
    last_turn: Option<String>,
}

impl Query {
    /// Reads a question: drops controls, keeps [`MAX_QUESTION_CHARS`] characters, finds the content words.
    ///
    /// ```
    /// let query = engram::query::Query::parse("How long do otters sleep?");
    /// assert_eq!(query.content_words(), ["long", "otters", "sleep"]);
    /// ```
    pub fn parse(question: &str) -> Self {
        let kept = match question.char_indices().nth(MAX_QUESTION_CHARS) {
            Some((end, _)) => &question[..end],
            None => question,
        };
        let text = text::single_spaced(kept);
        let folded = text::fold(&text);
        let mut seen = BTreeSet::new();
        let words: Vec<String> = text::words(&folded).collect();
        let content_words = words
            .iter()
            .filter_map(|word| text::content_word(word).map(str::to_owned))
            .filter(|word| seen.insert(word.clone()))
            .take(MAX_CONTENT_WORDS)
            .collect();
        Self {
            text,
            folded,
            words,
            content_words,
            last_turn: None,
        }
    }

    /// The question as typed, controls dropped and white space made single.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The question folded for comparison (see [`text::fold`]).
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// Its folded words, in the order typed.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Its folded words without function words, each once, in the order typed; at most [`MAX_CONTENT_WORDS`].
    pub fn content_words(&self) -> &[String] {
        &self.content_words
    }

    /// The question with the one before it as context.
    ///
    /// ```
    /// use engram::query::Query;
    /// let before = Query::parse("How fast do you lose strength?");
    /// assert_eq!(
    ///     Query::parse("and for older people?").following(&before).text(),
    ///     "How fast do you lose strength? and for older people?"
    /// );
    /// ```
    #[must_use]
    pub fn following(self, before: &Self) -> Self {
        if before.is_empty() || self.is_empty() {
            return self;
        }
        let whole = joined(&before.without_continuations(), &self.text);
        let has_letter = |word: &String| word.contains(char::is_alphabetic);
        Self {
            last_turn: self
                .content_words
                .iter()
                .any(has_letter)
                .then_some(self.text),
            ..Self::parse(&whole)
        }
    }

    /// What was asked last, where the text begins with an earlier question as its context; none if that says nothing by
    /// itself ("why?", "35").
    pub(crate) fn last_turn(&self) -> Option<&str> {
        self.last_turn.as_deref()
    }

    /// The last sentence; the whole text if there is only one.
    pub(crate) fn last_sentence(&self) -> &str {
        let mut sentences = self.text.split_inclusive(SENTENCE_ENDS);
        let said = |sentence: &&str| sentence.contains(char::is_alphanumeric);
        sentences.rfind(said).unwrap_or_default().trim()
    }

    /// What the message asks of the answer before it, where it asks nothing new.
    ///
    /// ```
    /// use engram::query::{FollowUp, Query};
    /// assert_eq!(Query::parse("Tell me more!").follow_up(), Some(FollowUp::More));
    /// assert_eq!(Query::parse("more about sleep").follow_up(), None);
    /// ```
    pub fn follow_up(&self) -> Option<FollowUp> {
        follow_up::recognise(&self.words)
    }

    /// The question without the sentences behind its first one that ask for more or for the source, and how many of them
    /// asked for more.
    pub(crate) fn without_follow_ups(&self) -> (String, usize) {
        let mut kept = String::new();
        let mut asked_for_more = 0;
        for sentence in self.text.split_inclusive(SENTENCE_ENDS) {
            let alone = Self::parse(sentence);
            match alone.follow_up() {
                Some(FollowUp::More) if !kept.is_empty() => asked_for_more += 1,
                Some(FollowUp::Source) if !kept.is_empty() => {}
                _ => kept.push_str(sentence),
            }
        }
        (kept, asked_for_more)
    }

    /// The same without the sentences that only continue it: "how fast do you lose strength? and for older people?" is
    /// followed by "and cardio?" as "how fast do you lose strength?" is.
    fn without_continuations(&self) -> String {
        let mut kept = String::new();
        let (text, _) = self.without_follow_ups();
        for sentence in text.split_inclusive(SENTENCE_ENDS) {
            if kept.is_empty() || !Self::parse(sentence).continues() {
                kept.push_str(sentence);
            }
        }
        kept
    }

    /// Whether it begins as the second half of a thought and is short.
    fn continues(&self) -> bool {
        CONTINUATIONS.iter().any(|phrase| self.begins_with(phrase))
            && self.content_words.len() <= MOST_CONTINUED_WORDS
    }

    fn begins_with(&self, phrase: &str) -> bool {
        let mut words = self.words.iter();
        let mut phrase = phrase.split(' ');
        phrase.all(|part| words.next().is_some_and(|word| word == part))
    }

    /// Whether the words of a question leave open what it is about: it begins as the second half of a thought ("and …",
    /// "what about …"), or has next to no content of its own and points elsewhere ("why is that?").
    pub(crate) fn points_back(&self) -> bool {
        let words = &self.words;
        let is_an_amount = words.len() <= MOST_WORDS_OF_AMOUNT
            && AMOUNTS.iter().any(|phrase| self.begins_with(phrase));
        if self.continues() || is_an_amount {
            return true;
        }
        match self.content_words.len() {
            0 => true,
            1 | 2 => words.len() == 1 || words.iter().any(|word| POINTERS.contains(&word.as_str())),
            _ => false,
        }
    }

    /// The question followed by its words in English, if it is plainly in Spanish, German, Dutch or French; none
    /// otherwise. The question itself stays: a library may hold wordings, or articles, in its language.
    ///
    /// ```
    /// use engram::query::Query;
    /// let query = Query::parse("¿Cuánto dura la memoria muscular?").with_english().unwrap();
    /// assert_eq!(query.text(), "¿Cuánto dura la memoria muscular? how much last the memory muscular");
    /// assert_eq!(Query::parse("how long does it last?").with_english(), None);
    /// ```
    #[must_use]
    pub fn with_english(&self) -> Option<Self> {
        let english = glossary::in_english(&self.text)?;
        Some(Self::parse(&format!("{} {english}", self.text)))
    }

    /// The question without what is wrapped around it: links, markup, mentions, greetings, "asking for a friend"; none
    /// if there is nothing of the kind, or nothing but that.
    #[must_use]
    pub fn unwrapped(&self) -> Option<Self> {
        wrapping::unwrap(&self.text).map(|text| Self::parse(&text))
    }

    /// Whether these words stand in the question one after the other.
    pub fn has_phrase(&self, phrase: &str) -> bool {
        self.folded.match_indices(phrase).any(|(start, found)| {
            let before = self.folded[..start].chars().next_back();
            let after = self.folded[start + found.len()..].chars().next();
            let bound = |neighbour: Option<char>| !neighbour.is_some_and(char::is_alphanumeric);
            !found.is_empty() && bound(before) && bound(after)
        })
    }

    /// Whether there is nothing at all to look for: no letter, no digit.
    pub fn is_empty(&self) -> bool {
        !self.folded.contains(char::is_alphanumeric)
    }
}

/// A question after its context, with a mark between them: there [`Query::without_follow_ups`] parts them again.
pub(crate) fn joined(context: &str, question: &str) -> String {
    let context = context.trim_end();
    let mark = if context.is_empty() || context.ends_with(SENTENCE_ENDS) {
        ""
    } else {
        "."
    };
    format!("{context}{mark} {question}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(question: &str, expected: &[&str]) {
        assert_eq!(
            Query::parse(question).content_words(),
            expected,
            "{question}"
        );
    }

    #[test]
    fn function_words_are_left_out() {
        check("What’s the otter's diet?", &["otter", "diet"]);
        check("why doesn't it swim, and why don't i", &["swim"]);
        check("they'd've eaten", &["they'd've", "eaten"]);
        check("im gonna lose MY gains lose", &["lose", "gains"]);
        check("is it?", &[]);
        check(
            "title:\"x\" AND (y OR z)~2 ^3",
            &["title", "x", "y", "z", "2", "3"],
        );
        check("🦦🦦", &[]);
        check("hоw lоng do οtters", &["long", "otters"]);
    }

    #[test]
    fn emptiness_is_about_letters_and_digits() {
        assert!(Query::parse(" \u{202e}?! 🦦").is_empty());
        assert!(!Query::parse("is it").is_empty());
    }

    #[test]
    fn long_questions_are_cut() {
        let query = Query::parse(&"ä ".repeat(9_000));
        // The last one is a space.
        assert_eq!(query.text().chars().count(), MAX_QUESTION_CHARS - 1);
        let many = (0..500)
            .map(|number| format!("w{number}"))
            .collect::<Vec<_>>()
            .join(" ");
        assert_eq!(Query::parse(&many).content_words().len(), MAX_CONTENT_WORDS);
    }

    proptest! {
        #[test]
        fn any_text_is_a_query(question in any::<String>()) {
            let query = Query::parse(&question);
            prop_assert!(query.content_words().len() <= MAX_CONTENT_WORDS);
            prop_assert!(query.content_words().iter().all(|word| !word.is_empty()));
        }

        #[test]
        fn parsing_again_changes_nothing(question in "\\PC{0,80}") {
            let once = Query::parse(&question);
            let twice = Query::parse(once.text());
            prop_assert_eq!(once.text(), twice.text());
        }
    }
}
