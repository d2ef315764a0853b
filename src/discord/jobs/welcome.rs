//! One friendly message to a server that the bot was added to, in its system channel. Once for each server, by whichever
//! process; where there is no such channel, or the bot may not write there, none.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serenity::all::ChannelId;

use crate::article::GuildId;
use crate::config::WelcomeMessage;
use crate::discord::inbound::event_filter::JoinedGuild;
use crate::discord::rest::RestClient;
use crate::engine::Engine;
use crate::render::discord::welcome;
use crate::store::Store;

/// A server is new to the bot for this long: it may have been added while no process was connected.
const NEW_FOR: Duration = Duration::from_hours(1);

/// Welcomes new servers.
pub(crate) struct Welcome {
    pub(crate) store: Store,
    pub(crate) rest: Arc<RestClient>,
    pub(crate) engine: Engine,
    pub(crate) message: WelcomeMessage,
}

impl Welcome {
    /// Greets a guild if the bot was added to it a moment ago and it was not greeted before.
    pub(crate) async fn greet(&self, guild: &JoinedGuild) {
        let Some(channel) = guild.system_channel else {
            return;
        };
        if self.message == WelcomeMessage::Off || !is_new(guild.joined_at, Timestamp::now()) {
            return;
        }
        match self.store.welcome(GuildId(guild.id)).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                tracing::warn!(guild.id = guild.id, %error, "a new server is not greeted");
                return;
            }
        }
        let message = welcome(guild.locale, &self.engine.profile());
        let sent = self.rest.send_message(ChannelId::new(channel), &message);
        if let Err(error) = sent.await {
            tracing::info!(guild.id = guild.id, %error, "a new server could not be greeted");
        }
    }
}

fn is_new(joined_at: Option<Timestamp>, now: Timestamp) -> bool {
    joined_at.is_some_and(|joined_at| joined_at + NEW_FOR > now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_new_for_an_hour() {
        let joined_at = Timestamp::UNIX_EPOCH;
        let minute = Duration::from_mins(1);
        assert!(is_new(Some(joined_at), joined_at));
        assert!(is_new(Some(joined_at), joined_at + NEW_FOR - minute));
        assert!(!is_new(Some(joined_at), joined_at + NEW_FOR));
        assert!(!is_new(None, joined_at));
    }
}
