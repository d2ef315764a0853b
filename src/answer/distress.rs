//! Messages of people who may be about to harm themselves: they get help, never a passage.
//!
//! A message that is taken for one too many costs its writer a kind word; one too few may cost more. So everyday
//! exaggeration is left in, and only what is plainly training talk ("suicide sprints", "10 kms") is left out.

use crate::text::words;

/// Words one after the other that say it, folded, without apostrophes.
const SAID: &[&str] = &[
    "kill myself",
    "kill me now",
    "kill himself",
    "kill herself",
    "kill themselves",
    "kill themself",
    "kill yourself",
    "kys",
    "suicidal",
    "commit suicide",
    "committing suicide",
    "take my life",
    "take my own life",
    "taking my own life",
    "end my life",
    "ending my life",
    "end it all",
    "ending it all",
    "end things for good",
    "unalive",
    "unaliving",
    "self harm",
    "self harming",
    "selfharm",
    "harm myself",
    "harming myself",
    "hurt myself on purpose",
    "hurting myself on purpose",
    "want to hurt myself",
    "wanna hurt myself",
    "cut myself when",
    "cut myself if",
    "cut myself again",
    "cut myself because",
    "cut myself on purpose",
    "cut myself to feel",
    "cutting myself again",
    "cutting myself on purpose",
    "cutting myself because",
    "want to die",
    "wanna die",
    "wanting to die",
    "wish i was dead",
    "wish i were dead",
    "wish i wasnt alive",
    "wish i was never born",
    "better off dead",
    "better off without me",
    "no reason to live",
    "nothing to live for",
    "no point in living",
    "no point living",
    "no will to live",
    "tired of living",
    "tired of being alive",
    "cant go on anymore",
    "cant go on living",
    "dont want to live",
    "dont wanna live",
    "do not want to live",
    "dont want to be alive",
    "dont wanna be alive",
    "do not want to be alive",
    "dont want to exist",
    "dont want to be here anymore",
    "dont wanna be here anymore",
    "dont want to wake up",
    "overdose on purpose",
    "quiero morir",
    "quiero morirme",
    "quiero matarme",
    "suicidarme",
    "quiero suicidarme",
    "ich will sterben",
    "will nicht mehr leben",
    "mich umbringen",
    "bring mich um",
    "suizid",
    "selbstmord",
    "wil dood",
    "wil niet meer leven",
    "zelfmoord",
    "envie de mourir",
    "veux mourir",
    "me suicider",
    "quero morrer",
    "me matar",
];

/// Said alone, as the whole message.
const WHOLE: &[&str] = &[
    "im sad",
    "im so sad",
    "i am sad",
    "i feel sad",
    "im depressed",
    "im so depressed",
    "i am depressed",
    "i feel empty",
    "i feel hopeless",
    "im hopeless",
    "i feel worthless",
    "im worthless",
    "i hate myself",
    "i hate my life",
    "i cant go on",
    "i give up on life",
    "im lonely",
    "i want to disappear",
    "nobody would miss me",
];

/// What makes a wish the contrary, right before it.
const NEGATIONS: &[&str] = &["dont", "didnt", "not", "never", "doesnt"];
/// Wishes that a negation turns into their contrary.
const WISHES: &[&str] = &["want to die", "wanna die"];
/// What "suicide" is in a gym, a game or a cinema, by the word after it.
const HARMLESS_SUICIDES: &[&str] = &[
    "sprint",
    "sprints",
    "drill",
    "drills",
    "run",
    "runs",
    "running",
    "grip",
    "squad",
    "press",
    "bench",
    "shuttle",
    "shuttles",
    "inversion",
    "push",
    "pushups",
    "line",
    "lines",
];
/// Before "kms" it is no distance.
const BEFORE_KMS: &[&str] = &[
    "gonna", "wanna", "ima", "imma", "to", "just", "should", "will", "might", "id", "ill",
    "rather", "lol", "and",
];

/// Whether the writer of this, or somebody they write about, may be about to harm themselves.
pub(super) fn is_heard(question: &str) -> bool {
    let words: Vec<String> = words(question).map(|word| word.replace('\'', "")).collect();
    let said = words.join(" ");
    let stands = |phrase: &str| {
        let parts: Vec<&str> = phrase.split(' ').collect();
        words.windows(parts.len()).enumerate().any(|(at, run)| {
            let same = run.iter().zip(&parts).all(|(word, part)| word == part);
            let negated =
                WISHES.contains(&phrase) && at > 0 && NEGATIONS.contains(&words[at - 1].as_str());
            same && !negated
        })
    };
    let by_neighbour = words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).map(|before| words[before].as_str());
        let after = words.get(at + 1).map(String::as_str);
        match word.as_str() {
            "suicide" => !after.is_some_and(|after| HARMLESS_SUICIDES.contains(&after)),
            "kms" => words.len() == 1 || before.is_some_and(|before| BEFORE_KMS.contains(&before)),
            _ => false,
        }
    });
    WHOLE.contains(&said.as_str()) || by_neighbour || SAID.iter().any(|phrase| stands(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distress_is_told_from_training_talk() {
        for said in [
            "i want to kill myself",
            "I WANT TO KILL MYSELF!!!",
            "i feel like ending it all",
            "want to end it all",
            "there's no reason to live",
            "kms",
            "gonna kms",
            "i want to die",
            "I don't want to live anymore",
            "coming off steroids and feel suicidal",
            "thinking about suicide since my injury",
            "my friend wants to kill himself",
            "i cut myself when i miss a workout",
            "quiero morir",
            "I can’t, I just wanna die",
        ] {
            assert!(is_heard(said), "{said}");
        }
        for said in [
            "coach makes us do suicides",
            "do suicide sprints keep my speed",
            "how do i do suicide runs",
            "is the suicide grip bad",
            "ran 10 kms a week before, how fast does it come back",
            "how many kms keep my fitness",
            "i dont want to die of a heart attack, when should i stop",
            "cut myself down to 80 kg, will the muscle come back",
            "leg day kills me",
            "end of my season, what now",
            "does muscle memory die",
        ] {
            assert!(!is_heard(said), "{said}");
        }
    }
}
