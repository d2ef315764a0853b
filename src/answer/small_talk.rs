//! Greetings, thanks and questions about the bot: things people say to a bot that no article is asked for.

use std::sync::LazyLock;

use serde::Deserialize;

use super::SmallTalk;
use crate::query::Query;
use crate::text;

/// The lists of `content/small-talk.toml`, which says what each holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    greetings: Vec<String>,
    thanks: Vec<String>,
    farewells: Vec<String>,
    reactions: Vec<String>,
    fillers: Vec<String>,
    unhappy: Vec<String>,
    about_the_bot: Vec<String>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    toml::from_str(include_str!("../../content/small-talk.toml"))
        .expect("the built-in phrases are parsed by a test")
});

/// Recognises small talk with a bot of this name. Anything that might be a question to the articles is none.
pub(super) fn recognise(query: &Query, bot: &str) -> Option<SmallTalk> {
    let phrases = &*PHRASES;
    let name: Vec<String> = text::words(bot).collect();
    let words = query.words();
    let message = words.join(" ");
    let without_greeting = message
        .strip_prefix("hey ")
        .or(message.strip_prefix("hi "))
        .unwrap_or(&message);
    let is = |list: &[String], phrase: &str| list.iter().any(|other| other == phrase);
    if is(&phrases.unhappy, &message.replace('\'', "")) {
        return Some(SmallTalk::Unhappy);
    }
    if is(&phrases.about_the_bot, without_greeting) || is(&phrases.about_the_bot, &message) {
        return Some(SmallTalk::AboutTheBot);
    }
    let kinds = [
        (&phrases.thanks, SmallTalk::Thanks),
        (&phrases.farewells, SmallTalk::Farewell),
        (&phrases.greetings, SmallTalk::Greeting),
        (&phrases.reactions, SmallTalk::Reaction),
    ];
    let all_small = words.iter().all(|word| {
        is(&phrases.fillers, word)
            || is(&name, word)
            || kinds.iter().any(|(list, _)| is(list, word))
    });
    if !all_small {
        return None;
    }
    kinds
        .into_iter()
        .find(|(list, _)| words.iter().any(|word| is(list, word)))
        .map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_talk_is_told_from_questions() {
        let check = |said: &str, expected| {
            assert_eq!(recognise(&Query::parse(said), "Crumb"), expected, "{said}");
        };
        check("hi!", Some(SmallTalk::Greeting));
        check("hey there", Some(SmallTalk::Greeting));
        check("thanks crumb", Some(SmallTalk::Thanks));
        check("thanks otter", None);
        check("Thank you so much", Some(SmallTalk::Thanks));
        check("who are you?", Some(SmallTalk::AboutTheBot));
        check("hey, what can you do", Some(SmallTalk::AboutTheBot));
        check("Danke schön!", Some(SmallTalk::Thanks));
        check("oops, wrong chat, sorry", Some(SmallTalk::Reaction));
        check("you suck", Some(SmallTalk::Unhappy));
        check("That didn't answer my question", Some(SmallTalk::Unhappy));
        check("gm", Some(SmallTalk::Greeting));
        check("i love you", Some(SmallTalk::Reaction));
        check("why do i suck at golf", None);
        check("wrong form", None);
        check("good night", Some(SmallTalk::Farewell));
        check("lol ok", Some(SmallTalk::Reaction));
        check("hi, does sleep help?", None);
        check("help with my squat", None);
        check("", None);
        check("good", None);
    }
}
