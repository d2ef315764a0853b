//! Commands by name, as Discord lets people press them.

use std::collections::HashMap;

/// The ids of the registered commands by their names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CommandMentions {
    ids: HashMap<String, u64>,
}

impl CommandMentions {
    /// Of these ids.
    pub fn new(ids: impl IntoIterator<Item = (String, u64)>) -> Self {
        Self {
            ids: ids.into_iter().collect(),
        }
    }

    /// A command to press; to read and type, where its id is not known.
    /// <https://discord.com/developers/docs/reference#message-formatting>
    pub fn mention(&self, name: &str) -> String {
        match self.ids.get(name) {
            Some(id) => format!("</{name}:{id}>"),
            None => format!("`/{name}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_with_a_known_id_can_be_pressed() {
        let mentions = CommandMentions::new([("ask".to_owned(), 7)]);
        assert_eq!(mentions.mention("ask"), "</ask:7>");
        assert_eq!(mentions.mention("about"), "`/about`");
    }
}
