//! Reads only as much of an event as tells whether the bot needs it: most events are dropped before full
//! deserialization.

use jiff::Timestamp;
use serde::Deserialize;
use serenity::all::{ChannelId, GuildId, InteractionId, MessageId, UserId};

use crate::render::Locale;

/// Whether a new message may be addressed to the bot: it mentions the bot, or it is a DM.
pub(crate) fn may_address(data: &str, bot: u64) -> bool {
    #[derive(Deserialize)]
    struct Message {
        guild_id: Option<GuildId>,
        #[serde(default)]
        mentions: Vec<User>,
        author: User,
    }
    #[derive(Deserialize)]
    struct User {
        id: UserId,
        #[serde(default)]
        bot: bool,
    }
    // What cannot be parsed here is parsed in full later, where failures are reported.
    serde_json::from_str::<Message>(data).map_or(true, |message| {
        let mentioned = message.mentions.iter().any(|user| user.id.get() == bot);
        !message.author.bot && (mentioned || message.guild_id.is_none())
    })
}

/// The ids of the messages that an event is about.
pub(crate) fn messages(data: &str) -> Vec<u64> {
    #[derive(Deserialize)]
    struct Messages {
        id: Option<MessageId>,
        #[serde(default)]
        ids: Vec<MessageId>,
    }
    serde_json::from_str::<Messages>(data).map_or_else(
        |_| Vec::new(),
        |told| {
            told.id
                .into_iter()
                .chain(told.ids)
                .map(MessageId::get)
                .collect()
        },
    )
}

/// A guild and its language; English where the event tells none, as that of its removal.
pub(crate) fn guild_locale(data: &str) -> Option<(u64, Locale)> {
    #[derive(Deserialize)]
    struct Guild {
        id: GuildId,
        #[serde(default)]
        preferred_locale: String,
    }
    let guild: Guild = serde_json::from_str(data).ok()?;
    Some((guild.id.get(), Locale::from_code(&guild.preferred_locale)))
}

/// A guild that the bot is in: as it connects, after an outage, or because it was added now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct JoinedGuild {
    pub(crate) id: u64,
    pub(crate) locale: Locale,
    /// When the bot was added.
    pub(crate) joined_at: Option<Timestamp>,
    /// Where Discord welcomes new members, if the guild has such a channel.
    pub(crate) system_channel: Option<u64>,
}

/// Reads as much of a guild as is needed of one that the bot is in.
pub(crate) fn joined_guild(data: &str) -> Option<JoinedGuild> {
    #[derive(Deserialize)]
    struct Guild {
        id: GuildId,
        #[serde(default)]
        preferred_locale: String,
        joined_at: Option<String>,
        system_channel_id: Option<ChannelId>,
    }
    let guild: Guild = serde_json::from_str(data).ok()?;
    Some(JoinedGuild {
        id: guild.id.get(),
        locale: Locale::from_code(&guild.preferred_locale),
        joined_at: guild.joined_at.and_then(|at| at.parse().ok()),
        system_channel: guild.system_channel_id.map(ChannelId::get),
    })
}

/// What it takes to answer an interaction that cannot be read.
#[derive(Debug)]
pub(crate) struct Unread {
    pub(crate) id: InteractionId,
    pub(crate) token: String,
    pub(crate) of_component: bool,
    pub(crate) locale: Locale,
}

/// Reads as much of an interaction as an apology needs; none where an apology is no valid response.
pub(crate) fn unread(data: &str) -> Option<Unread> {
    #[derive(Deserialize)]
    struct Interaction {
        id: InteractionId,
        token: String,
        #[serde(rename = "type")]
        kind: u8,
        #[serde(default)]
        locale: String,
    }
    let Interaction {
        id,
        token,
        kind,
        locale,
    } = serde_json::from_str(data).ok()?;
    // Commands, components and modals.
    matches!(kind, 2 | 3 | 5).then_some(Unread {
        id,
        token,
        of_component: kind == 3,
        locale: Locale::from_code(&locale),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_messages_to_the_bot_are_read() {
        let cases = [
            (
                r#"{"guild_id":"1","author":{"id":"3"},"mentions":[{"id":"9"}],"content":""}"#,
                true,
            ),
            (
                r#"{"guild_id":"1","author":{"id":"3"},"mentions":[{"id":"8"}],"content":"9"}"#,
                false,
            ),
            (
                r#"{"guild_id":"1","author":{"id":"3"},"mentions":[],"content":"\"guild_id\":"}"#,
                false,
            ),
            (
                r#"{"author":{"id":"3"},"mentions":[],"content":"hi"}"#,
                true,
            ),
            (
                r#"{"author":{"id":"3","bot":true},"mentions":[],"content":"hi"}"#,
                false,
            ),
            (r#"{"author":7}"#, true),
        ];
        for (data, expected) in cases {
            assert_eq!(may_address(data, 9), expected, "{data}");
        }
    }

    #[test]
    fn ids_are_found() {
        assert_eq!(messages(r#"{"id":"5","channel_id":"6"}"#), [5]);
        assert_eq!(messages(r#"{"ids":["5","6"],"channel_id":"7"}"#), [5, 6]);
        assert!(messages("null").is_empty());
        let guild = guild_locale(r#"{"id":"5","preferred_locale":"pt-BR","name":"x"}"#);
        assert_eq!(guild, Some((5, Locale::Portuguese)));
        assert_eq!(guild_locale(r#"{"id":"5"}"#), Some((5, Locale::English)));
        assert_eq!(guild_locale("null"), None);
        let joined = joined_guild(
            r#"{"id":"5","joined_at":"2026-01-01T00:00:00.000000+00:00","system_channel_id":"7"}"#,
        );
        let joined = joined.unwrap();
        assert_eq!((joined.id, joined.system_channel), (5, Some(7)));
        assert_eq!(joined.joined_at.unwrap().as_second(), 1_767_225_600);
        let bare = joined_guild(r#"{"id":"5","system_channel_id":null,"joined_at":"?"}"#).unwrap();
        assert_eq!((bare.joined_at, bare.system_channel), (None, None));
        assert!(unread(r#"{"id":"5","token":"t","type":2,"data":[]}"#).is_some());
        let german = unread(r#"{"id":"5","token":"t","type":2,"data":[],"locale":"de"}"#);
        assert_eq!(german.unwrap().locale, Locale::German);
        assert!(unread(r#"{"id":"5","type":2}"#).is_none());
    }
}
