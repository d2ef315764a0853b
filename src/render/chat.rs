//! What the chat in the terminal says besides answers.

use super::sentences::about_subject;
use super::talk::counted;
use crate::content::LibraryProfile;
use crate::text::strip_controls;

/// Stands before the line that is being typed.
pub const PROMPT: &str = "> ";

/// Every command of the chat, as it is completed.
pub const COMMANDS: &[&str] = &[":more", ":source", ":context", ":related", ":help", ":quit"];

/// Explains the chat.
pub const HELP: &str = "\
Ask in your own words. The answer is what an article says, word for word.

  a number   asks the question with that number
  :more      shows the next passage found
  :source    tells where the passage comes from and what it rests on
  :context   shows what stands around it in its article
  :related   shows the numbered questions again
  :quit      leaves (so does Ctrl-D)

Tab completes a question, the arrow keys bring back earlier ones.";

/// Said when Ctrl-C was pressed.
pub const HOW_TO_LEAVE: &str = "Ctrl-D or :quit leaves.";
/// Said to a command about a passage when none is shown.
pub const NOTHING_SHOWN: &str = "There is no passage yet: ask something first.";
/// Said when every passage found was shown.
pub const NO_MORE: &str = "That is all I found.";
/// Said when there are no numbered questions.
pub const NOTHING_RELATED: &str = "There are no related questions here.";
/// Said when a passage is no longer there.
pub const PASSAGE_GONE: &str = "That passage is gone: the articles have changed. Ask again.";

/// Opens a chat.
pub fn welcome(profile: &LibraryProfile, articles: usize) -> String {
    let mut lines = vec![format!(
        "Ask{}. I quote from {}, word for word.",
        match about_subject(profile).as_str() {
            "" => " in your own words",
            about => about,
        },
        counted(articles, "article")
    )];
    if let Some(example) = profile.examples.first() {
        lines.push(format!("For example: {example}"));
    }
    lines.extend(profile.disclaimer.clone());
    lines.push("Tab completes, :help lists the rest, Ctrl-D leaves.".to_owned());
    strip_controls(&lines.join("\n")) + "\n"
}

/// Repeats a question that came through a pipe.
pub fn echo(line: &str) -> String {
    format!("{PROMPT}{}", strip_controls(line).trim())
}

/// Answers a command that there is not.
pub fn unknown_command(name: &str) -> String {
    format!(
        "There is no :{}. :help lists what there is.",
        strip_controls(name)
    )
}

/// Answers a number that no question has.
pub fn no_such_choice(number: usize) -> String {
    format!("There is no number {number} to pick.")
}

/// A suggestion that was not typed.
pub fn dim(hint: &str) -> String {
    format!("\x1b[2m{}\x1b[0m", strip_controls(hint))
}
