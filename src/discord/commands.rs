//! One file for each group of commands: from a command's values to a [`Reply`](reply::Reply).

pub(crate) mod answer_buttons;
pub(crate) mod articles;
pub(crate) mod ask;
pub(crate) mod autocomplete;
pub(crate) mod content;
pub(crate) mod edit;
pub(crate) mod gaps;
pub(crate) mod guild_article;
pub(crate) mod help;
pub(crate) mod manager_buttons;
pub(crate) mod reindex;
pub(crate) mod reply;
pub(crate) mod settings;
pub(crate) mod stats;
pub(crate) mod upload;
pub(crate) mod votes;
