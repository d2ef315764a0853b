//! A new post in a forum: a thread that was created now, and its first message as far as Discord tells it.

use serde::Deserialize;
use serde_json::Value;
use serenity::all::{ChannelId, GuildId, UserId};

use crate::discord::inbound::invocation::{
    Actor, AskRequest, Command, Invocation, Locales, Place, RequestedVisibility, Source,
};
use crate::discord::inbound::message_text::message_text;
use crate::discord::inbound::parse::with_title;
use crate::render::Locale;

/// A thread of a guild that was created now. In a forum its first message bears its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewPost {
    pub(crate) id: u64,
    pub(crate) guild: u64,
    /// The channel that it belongs to; only a setting tells whether that is a forum.
    pub(crate) forum: u64,
    pub(crate) author: u64,
    title: String,
}

/// The first message of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FirstMessage {
    /// It mentions the bot, so it is answered as a question to it; or no person has written it.
    NotForPosts,
    /// Its text, empty where Discord does not tell it: without the message content intent.
    Text(String),
}

impl NewPost {
    /// Reads the event of a thread; none if it was not created now.
    pub(crate) fn from_event(data: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Thread {
            id: ChannelId,
            guild_id: GuildId,
            parent_id: ChannelId,
            owner_id: UserId,
            name: String,
            #[serde(default)]
            newly_created: bool,
        }
        let thread: Thread = serde_json::from_str(data).ok()?;
        thread.newly_created.then(|| Self {
            id: thread.id.get(),
            guild: thread.guild_id.get(),
            forum: thread.parent_id.get(),
            author: thread.owner_id.get(),
            title: thread.name,
        })
    }

    /// What is asked with it. Nobody has asked the bot, so its text counts as somebody else's.
    pub(crate) fn into_invocation(self, text: &str, locale: Locale) -> Invocation {
        Invocation {
            id: self.id,
            actor: Actor {
                user: self.author,
                permissions: 0,
                roles: Vec::new(),
            },
            place: Place {
                guild: Some(self.guild),
                channel: self.id,
                parent: Some(self.forum),
                source: Source::Message,
            },
            locales: Locales::both(locale),
            command: Command::Post(AskRequest {
                question: with_title(Some(&self.title), text),
                previous: None,
                visibility: RequestedVisibility::Public,
                quoted: true,
                edited: false,
            }),
        }
    }
}

impl FirstMessage {
    /// Reads a message as Discord's REST gives it.
    pub(crate) fn of(message: &Value, bot: u64) -> Self {
        let bot = bot.to_string();
        let mentions = message["mentions"].as_array().into_iter().flatten();
        let mentions_bot = mentions.into_iter().any(|user| user["id"] == bot.as_str());
        let by_person = message["author"]["bot"] != true && message["webhook_id"].is_null();
        if mentions_bot || !by_person {
            Self::NotForPosts
        } else {
            Self::Text(message_text(message))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_threads_that_were_created_now_are_new_posts() {
        let thread = |newly: Value, parent: Value| {
            json!({"id": "5", "guild_id": "6", "parent_id": parent, "owner_id": "8", "name": "why?", "type": 11,
                "newly_created": newly})
            .to_string()
        };
        let post = NewPost::from_event(&thread(json!(true), json!("7"))).unwrap();
        assert_eq!((post.id, post.forum, post.author), (5, 7, 8));
        let invocation = post.into_invocation("I wonder", Locale::German);
        assert!(invocation.asks_quoted_text());
        let Command::Post(asked) = invocation.command else {
            panic!("{:?}", invocation.command);
        };
        assert_eq!(asked.question, "why?\nI wonder");
        // Opened again, or joined by the bot.
        assert_eq!(NewPost::from_event(&thread(json!(false), json!("7"))), None);
        assert_eq!(NewPost::from_event(&thread(json!(true), json!(null))), None);
        assert_eq!(NewPost::from_event("null"), None);
    }

    #[test]
    fn messages_to_the_bot_and_of_bots_are_left_to_others() {
        let of = |message: Value| FirstMessage::of(&message, 9);
        let text = json!({"content": "", "mentions": [{"id": "8"}], "author": {"id": "1"}});
        assert_eq!(of(text), FirstMessage::Text(String::new()));
        for other in [
            json!({"content": "x", "mentions": [{"id": "9"}], "author": {"id": "1"}}),
            json!({"content": "x", "mentions": [], "author": {"id": "1", "bot": true}}),
            json!({"content": "x", "mentions": [], "author": {"id": "1"}, "webhook_id": "2"}),
        ] {
            assert_eq!(of(other), FirstMessage::NotForPosts);
        }
    }
}
