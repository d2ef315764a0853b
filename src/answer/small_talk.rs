//! Greetings, thanks and questions about the bot: things people say to a bot that no article is asked for.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::SmallTalk;
use crate::query::Query;
use crate::text::{self, simplified};

/// A part of a message with more words than this is no small talk.
const MAX_WORDS: usize = 12;

/// The lists of `content/small-talk.toml`, which says what each holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    greetings: Vec<String>,
    thanks: Vec<String>,
    farewells: Vec<String>,
    reactions: Vec<String>,
    fillers: Vec<String>,
    greeting_messages: Vec<String>,
    thanks_messages: Vec<String>,
    farewell_messages: Vec<String>,
    reaction_messages: Vec<String>,
    unhappy: Vec<String>,
    about_the_bot: Vec<String>,
}

struct Phrases {
    /// Words that make small talk of what is around them, if that is fillers.
    words: HashMap<String, SmallTalk>,
    fillers: HashSet<String>,
    /// What is small talk as a whole.
    messages: HashMap<String, SmallTalk>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let data: Data = toml::from_str(include_str!("../../content/small-talk.toml"))
        .expect("the built-in phrases are parsed by a test");
    Phrases::of(data)
});

/// Recognises small talk with a bot of this name: each part of the message, between its full stops and commas, must be
/// some. Anything that might be a question to the articles is none.
pub(super) fn recognise(query: &Query, bot: &str) -> Option<SmallTalk> {
    let bot: Vec<String> = text::words(bot).map(|word| simplified(&word)).collect();
    let parts = query.folded().split_inclusive(['.', ',', ';', '!', '?']);
    let kinds = parts
        .filter(|part| part.contains(char::is_alphanumeric))
        .map(|part| PHRASES.kind_of(part, &bot))
        .collect::<Option<Vec<_>>>()?;
    kinds.into_iter().flatten().min()
}

/// The kind of each phrase; where two lists hold the same one, that of the first.
fn kinds<const LISTS: usize>(
    lists: [(Vec<String>, SmallTalk); LISTS],
) -> HashMap<String, SmallTalk> {
    let mut kinds = HashMap::new();
    for (list, kind) in lists {
        for phrase in list {
            kinds.entry(phrase).or_insert(kind);
        }
    }
    kinds
}

impl Phrases {
    fn of(data: Data) -> Self {
        Self {
            words: kinds([
                (data.thanks, SmallTalk::Thanks),
                (data.farewells, SmallTalk::Farewell),
                (data.greetings, SmallTalk::Greeting),
                (data.reactions, SmallTalk::Reaction),
            ]),
            fillers: data.fillers.into_iter().collect(),
            messages: kinds([
                (data.unhappy, SmallTalk::Unhappy),
                (data.about_the_bot, SmallTalk::AboutTheBot),
                (data.thanks_messages, SmallTalk::Thanks),
                (data.farewell_messages, SmallTalk::Farewell),
                (data.greeting_messages, SmallTalk::Greeting),
                (data.reaction_messages, SmallTalk::Reaction),
            ]),
        }
    }

    /// What small talk a part of a message is: one of the messages, with nothing but small words around it, or small
    /// words alone. None if it may ask something; `Some(None)` for fillers and the bot's name, which decide nothing.
    #[expect(
        clippy::option_option,
        reason = "what may ask something ends the search, a filler does not"
    )]
    fn kind_of(&self, part: &str, bot: &[String]) -> Option<Option<SmallTalk>> {
        let words: Vec<String> = text::words(part).map(|word| simplified(&word)).collect();
        if words.is_empty() || words.len() > MAX_WORDS {
            return None;
        }
        let is_small = |word: &String| {
            self.words.contains_key(word) || self.fillers.contains(word) || bot.contains(word)
        };
        let before = words.iter().take_while(|word| is_small(word)).count();
        let after = words.iter().rev().take_while(|word| is_small(word)).count();
        let longest_first = (1..=words.len()).rev();
        let message = longest_first
            .flat_map(|length| (0..=words.len() - length).map(move |start| start..start + length))
            .filter(|range| range.start <= before && words.len() - range.end <= after)
            .find_map(|range| Some((self.messages.get(&words[range.clone()].join(" "))?, range)));
        let kind_of_word = |word| self.words.get(word).copied();
        if let Some((kind, range)) = message {
            let around = words[..range.start].iter().chain(&words[range.end..]);
            return Some(around.filter_map(kind_of_word).chain([*kind]).min());
        }
        // "is it ok?" asks something.
        let asks = part.ends_with('?') && words.len() > 2;
        if asks || before < words.len() {
            return None;
        }
        Some(words.iter().filter_map(kind_of_word).min())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(said: &str, expected: impl Into<Option<SmallTalk>>) {
        let found = recognise(&Query::parse(said), "Crumb");
        assert_eq!(found, expected.into(), "{said}");
    }

    #[test]
    fn small_talk_is_told_from_questions() {
        check("hi!", SmallTalk::Greeting);
        check("hey there", SmallTalk::Greeting);
        check("thanks crumb", SmallTalk::Thanks);
        check("Thanks, Crumb!", SmallTalk::Thanks);
        check("Crumb, hi", SmallTalk::Greeting);
        check("Crumb, man", None);
        check("thanks, otter", None);
        check("thanks otter", None);
        check("Thank you so much", SmallTalk::Thanks);
        check("who are you?", SmallTalk::AboutTheBot);
        check("hey, what can you do", SmallTalk::AboutTheBot);
        check("oops, wrong chat, sorry", SmallTalk::Reaction);
        check("you suck", SmallTalk::Unhappy);
        check("That didn't answer my question", SmallTalk::Unhappy);
        check("gm", SmallTalk::Greeting);
        check("i love you", SmallTalk::Reaction);
        check("why do i suck at golf", None);
        check("wrong form", None);
        check("good night", SmallTalk::Farewell);
        check("lol ok", SmallTalk::Reaction);
        check("hi, does sleep help?", None);
        check("help with my squat", None);
        check("is it ok?", None);
        check("", None);
        check("good", None);
    }

    #[test]
    fn each_part_of_a_message_must_be_small_talk() {
        check("hello crumb! who are you?", SmallTalk::AboutTheBot);
        check("ok, got it, thanks a lot", SmallTalk::Thanks);
        check("thanks, how long does it last", None);
    }

    #[test]
    fn small_talk_is_understood_in_the_languages_of_the_bot() {
        for thanks in [
            "Danke schön!",
            "vielen Dank",
            "muchas gracias",
            "merci beaucoup",
            "obrigado",
            "dank je wel",
            "grazie mille",
            "dziękuję",
            "dziekuje",
        ] {
            check(thanks, SmallTalk::Thanks);
        }
        for goodbye in [
            "tschüss",
            "adiós",
            "au revoir",
            "tchau",
            "doei",
            "a domani",
            "do widzenia",
        ] {
            check(goodbye, SmallTalk::Farewell);
        }
        for unhappy in [
            "das ist falsch",
            "eso está mal",
            "c'est faux",
            "isso está errado",
            "to nieprawda",
        ] {
            check(unhappy, SmallTalk::Unhappy);
        }
        check("kim jesteś?", SmallTalk::AboutTheBot);
        check("¿hablas español?", SmallTalk::AboutTheBot);
    }

    #[test]
    fn the_lists_hold_words_as_they_are_compared() {
        let phrases = &*PHRASES;
        let all = phrases
            .words
            .keys()
            .chain(&phrases.fillers)
            .chain(phrases.messages.keys());
        for phrase in all {
            let words: Vec<String> = text::words(phrase).map(|word| simplified(&word)).collect();
            assert_eq!(&words.join(" "), phrase);
        }
    }
}
