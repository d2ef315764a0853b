//! What people read in Discord stands in `src/locales`, so that it is there in every language.

use regex::Regex;

use super::rust_files;

/// Literals of words that are no sentence of the bot: lines of a form that is only read, data, names.
const ALLOWED: [&str; 8] = [
    "In full: ",
    "Following up on: ",
    "Looked up from a message, whose text I don't keep",
    "{first} et al.",
    "other questions",
    "not helpful",
    "all articles",
    "Find an answer",
];

/// The code of a file without comments, its tests, and what is written to the log.
fn told(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let other = Regex::new(
        r#"(?m)^\s*//.*$|(?s:tracing::\w+!\(.*?\);)|(?:Error::internal|expect)\("[^"]*"|reason = "[^"]*""#,
    )
    .unwrap();
    other.replace_all(code, "").into_owned()
}

#[test]
fn no_sentence_of_the_bot_is_a_literal() {
    let literal = Regex::new(r#""((?:[^"\\]|\\.)*)""#).unwrap();
    let words = Regex::new("[A-Za-z]{2,} [a-z]{2,}").unwrap();
    let mut found = 0;
    for folder in ["src/render/discord", "src/discord/commands"] {
        for (path, text) in rust_files(folder) {
            let name = path.file_name().unwrap().to_str().unwrap();
            if ["hostile.rs", "languages.rs", "limits.rs", "tests.rs"].contains(&name) {
                continue;
            }
            for literal in literal.captures_iter(&told(&text)) {
                let literal = literal.get(1).unwrap().as_str();
                if ALLOWED.contains(&literal) {
                    found += 1;
                    continue;
                }
                assert!(
                    !words.is_match(literal),
                    "{} says {literal:?}: move it to src/locales",
                    path.display()
                );
            }
        }
    }
    assert!(found >= ALLOWED.len(), "only {found} literals were read");
}
