//! Name and description of each command and option, as Discord shows them.

use crate::content::LibraryProfile;

/// `/ask`. At most 100 characters, which Discord allows: the subject has at most 50.
pub fn ask(profile: &LibraryProfile) -> String {
    match &profile.subject {
        Some(subject) => format!("Ask about {subject} and get exact quotes from the articles"),
        None => "Ask a question and get exact quotes from the articles".to_owned(),
    }
}

/// Its question.
pub const ASK_QUESTION: &str = "Your question, in your own words";
/// Its audience.
pub const ASK_PRIVATE: &str = "Show the answer only to you";
/// The message menu.
pub const FIND: &str = "Find an answer";
/// `/articles`
pub const ARTICLES: &str = "Browse and read the articles";
/// Its article.
pub const ARTICLES_TITLE: &str = "An article to open";
/// `/help`
pub const HELP: &str = "What I can do and how to ask";
/// `/privacy`
pub const PRIVACY: &str = "What I keep about you; show it or delete it";
/// `/about`
pub const ABOUT: &str = "Version, age of the index, licences of the sources";

/// `/content`
pub const CONTENT: &str = "Keep this server's own articles";
/// `/content add`
pub const CONTENT_ADD: &str = "Add or replace an article: upload a file or type it in";
/// Its file.
pub const CONTENT_FILE: &str = "A .md, .txt or .html file; leave it out to type the article";
/// `/content list`
pub const CONTENT_LIST: &str = "This server's articles, and drafts waiting for approval";
/// `/content show`
pub const CONTENT_SHOW: &str = "Read a saved article, or an older version of it";
/// `/content history`
pub const CONTENT_HISTORY: &str = "The versions of an article: who, when, and what changed";
/// `/content remove`
pub const CONTENT_REMOVE: &str = "Remove an article; it can be restored";
/// `/content rollback`
pub const CONTENT_ROLLBACK: &str = "Go back to an older version of an article";
/// `/content export`
pub const CONTENT_EXPORT: &str = "Get an article, or all of them, as Markdown files";
/// The article that a subcommand is about.
pub const CONTENT_ARTICLE: &str = "The article";
/// Its version.
pub const CONTENT_VERSION: &str = "The number of the version";

/// `/reindex`
pub const REINDEX: &str = "Rebuild the index; I keep answering from the old one meanwhile";
/// Its library.
pub const REINDEX_LIBRARY: &str = "Which articles; this server's own by default";
/// The guild's own library.
pub const LIBRARY_OWN: &str = "this server's own";
/// The library for all.
pub const LIBRARY_SHARED: &str = "shared by all servers (in the home server)";

/// `/gaps`
pub const GAPS: &str = "Questions the articles had no good answer to";
/// `/gaps list`
pub const GAPS_LIST: &str = "Go through them, similar ones grouped, and teach me";
/// `/gaps teach`
pub const GAPS_TEACH: &str = "Name the section that answers a question";
/// Its question.
pub const GAPS_TEACH_QUESTION: &str = "One of the questions waiting for an answer";
/// Its section.
pub const GAPS_TEACH_SECTION: &str = "The section with the answer, by its heading";
/// `/gaps taught`
pub const GAPS_TAUGHT: &str = "What I was taught here, and how to undo it";
/// `/gaps export`
pub const GAPS_EXPORT: &str = "All of them as a CSV file";

/// `/stats`
pub const STATS: &str = "How much was asked here and how well it was answered";
/// Its days.
pub const STATS_DAYS: &str = "How many days to look back; 30 by default";

/// `/settings`
pub const SETTINGS: &str = "How I behave in this server";
/// `/settings show`
pub const SETTINGS_SHOW: &str = "Each setting with its current value";
/// `/settings channel`
pub const SETTINGS_CHANNEL: &str =
    "Choose the channels I answer in; without a channel: in all of them";
/// Its channel.
pub const SETTINGS_CHANNEL_WHICH: &str = "A channel; its threads and posts go with it";
/// Whether to answer there.
pub const SETTINGS_CHANNEL_ANSWER: &str = "Answer there (yes by default)";
/// `/settings private`
pub const SETTINGS_PRIVATE: &str = "Whether /ask answers privately unless the asker says otherwise";
/// Its value.
pub const SETTINGS_PRIVATE_DEFAULT: &str = "Private by default";
/// `/settings sure`
pub const SETTINGS_SURE: &str = "How sure I must be to answer; leave it out for the default";
/// Its value.
pub const SETTINGS_SURE_PERCENT: &str = "From 1 (answer nearly always) to 99 (only when certain)";
/// `/settings cooldown`
pub const SETTINGS_COOLDOWN: &str = "How often one person may ask; leave it out for the default";
/// Its value.
pub const SETTINGS_COOLDOWN_SECONDS: &str = "Seconds after which one person may ask again";
/// `/settings role`
pub const SETTINGS_ROLE: &str = "Let members with a role manage the articles and settings";
/// Its role.
pub const SETTINGS_ROLE_WHICH: &str = "The role";
/// Whether the role manages.
pub const SETTINGS_ROLE_MANAGES: &str = "May manage (yes by default)";
/// `/settings audit`
pub const SETTINGS_AUDIT: &str = "Who changed what, and when";
