//! Greetings, thanks and questions about the bot: things people say to a bot that no article is asked for.

use super::SmallTalk;
use crate::text::words;

/// Words that may stand around small talk without making it a question.
const FILLERS: &[&str] = &[
    "bot", "engram", "there", "all", "everyone", "guys", "mate", "dude", "bro", "man", "buddy",
    "friend", "please", "pls", "so", "very", "much", "a", "lot", "again", "oh", "well", "really",
    "just", "u", "you", "the", "for", "that", "this", "help", "answer", "today", "now", "my",
    "good", "one", "too", "and", "to", "it", "is", "was", "schön", "sehr", "vielmals", "muchas",
    "mil", "i", "wel", "je", "channel", "chat", "wrong", "done", "person",
];

const GREETINGS: &[&str] = &[
    "hi",
    "hello",
    "hey",
    "heya",
    "hiya",
    "yo",
    "sup",
    "howdy",
    "morning",
    "evening",
    "afternoon",
    "greetings",
    "hola",
    "hallo",
    "moin",
    "hoi",
    "gm",
    "gday",
];
const THANKS: &[&str] = &[
    "thanks",
    "thank",
    "thx",
    "ty",
    "tysm",
    "cheers",
    "appreciated",
    "gracias",
    "danke",
    "bedankt",
    "merci",
    "dank",
    "dankje",
];
/// Whole sentences of somebody who is not content, folded and without apostrophes.
const UNHAPPY: &[&str] = &[
    "wtf",
    "wth",
    "what the hell",
    "what the fuck",
    "bruh what",
    "you suck",
    "u suck",
    "this sucks",
    "you are dumb",
    "ur dumb",
    "youre dumb",
    "you are stupid",
    "youre stupid",
    "ur stupid",
    "you are useless",
    "youre useless",
    "ur useless",
    "you are bad",
    "useless",
    "useless bot",
    "stupid bot",
    "dumb bot",
    "bad bot",
    "trash bot",
    "shut up",
    "stfu",
    "fuck you",
    "fuck off",
    "screw you",
    "wrong",
    "wrong answer",
    "thats wrong",
    "that is wrong",
    "nope wrong",
    "that didnt answer my question",
    "that did not answer my question",
    "you didnt answer my question",
    "that doesnt answer my question",
    "that does not answer my question",
    "not what i asked",
    "thats not what i asked",
    "that is not what i asked",
    "i didnt ask that",
    "that didnt help",
    "that was no help",
    "not helpful",
    "that wasnt helpful",
    "that makes no sense",
    "i dont get it",
    "i dont understand",
    "you dont understand",
    "you dont get it",
    "you are no help",
    "youre no help",
    "i hate you",
    "terrible answer",
    "bad answer",
];
const FAREWELLS: &[&str] = &["bye", "goodbye", "cya", "later", "goodnight", "gn", "night"];
const REACTIONS: &[&str] = &[
    "lol",
    "lmao",
    "haha",
    "hahaha",
    "ok",
    "okay",
    "k",
    "nice",
    "cool",
    "great",
    "awesome",
    "wow",
    "yes",
    "no",
    "yep",
    "nope",
    "sure",
    "test",
    "testing",
    "ping",
    "hmm",
    "interesting",
    "love",
    "amazing",
    "perfect",
    "sorry",
    "oops",
    "nvm",
    "nevermind",
    "bravo",
    "brb",
    "kk",
    "lmfao",
    "rofl",
    "xd",
    "omg",
    "damn",
    "bet",
    "word",
];

/// Whole sentences about the bot, folded.
const ABOUT: &[&str] = &[
    "who are you",
    "who r u",
    "what r u",
    "r u a bot",
    "are you there",
    "you there",
    "what are you",
    "what is this",
    "what is this bot",
    "what can you do",
    "what do you do",
    "how do you work",
    "how does this work",
    "how does this bot work",
    "are you a bot",
    "are you human",
    "are you an ai",
    "are you ai",
    "are you chatgpt",
    "are you real",
    "are you a robot",
    "who made you",
    "who built you",
    "who created you",
    "what is your name",
    "whats your name",
    "help",
    "help me",
    "how are you",
    "how are you doing",
    "how r u",
    "whats up",
    "what s up",
    "what is up",
    "can you help me",
    "what can i ask you",
    "what can i ask",
    "what do you know",
    "who is engram",
    "what is engram",
];

/// Recognises small talk. Anything that might be a question to the articles is none.
pub(super) fn recognise(question: &str) -> Option<SmallTalk> {
    let words: Vec<String> = words(question).collect();
    let said = words.join(" ");
    let bare = said
        .strip_prefix("hey ")
        .or(said.strip_prefix("hi "))
        .unwrap_or(&said);
    if UNHAPPY.contains(&said.replace('\'', "").as_str()) {
        return Some(SmallTalk::Unhappy);
    }
    if ABOUT.contains(&bare) || ABOUT.contains(&said.as_str()) {
        return Some(SmallTalk::AboutTheBot);
    }
    let kinds = [
        (THANKS, SmallTalk::Thanks),
        (FAREWELLS, SmallTalk::Farewell),
        (GREETINGS, SmallTalk::Greeting),
        (REACTIONS, SmallTalk::Reaction),
    ];
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    let all_small = words
        .iter()
        .all(|word| is(FILLERS, word) || kinds.iter().any(|(list, _)| is(list, word)));
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
        let check = |said: &str, expected| assert_eq!(recognise(said), expected, "{said}");
        check("hi!", Some(SmallTalk::Greeting));
        check("hey there", Some(SmallTalk::Greeting));
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
