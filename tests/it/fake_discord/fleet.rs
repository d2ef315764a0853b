//! Several processes: behind a balancer, which sends each request to the next of them, and to another if that one does
//! not answer; or at the gateway, each with some of the shards.

use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::channel::Channel;
use super::interaction::Interaction;
use super::state::RecordedInteraction;
use super::{Discord, Signed, shape, shard_of};

#[derive(Default)]
pub(super) struct Balancer {
    addresses: Vec<SocketAddr>,
    turn: usize,
}

impl Discord {
    /// Sets the address to which interactions are delivered over HTTP.
    pub(crate) fn deliver_to(&self, address: SocketAddr) {
        self.deliver_to_each_of(vec![address]);
    }

    /// Delivers interactions to each of these addresses in turn.
    pub(crate) fn deliver_to_each_of(&self, addresses: Vec<SocketAddr>) {
        self.state().balancer.addresses = addresses;
    }

    /// The same Discord, which delivers to this address only.
    pub(crate) fn only_to(&self, address: SocketAddr) -> Self {
        Self {
            only: Some(address),
            ..self.clone()
        }
    }

    /// Makes the bot a member of these guilds.
    pub(crate) fn has_guilds(&self, guilds: Vec<u64>) {
        self.state().guilds = guilds;
    }

    /// Waits until all of these shards are connected.
    pub(crate) async fn wait_connected(&self, shards: RangeInclusive<u64>) {
        self.wait("shards", |state| {
            let connected = |shard: u64| state.wires.get(&shard)?.since;
            shards
                .clone()
                .all(|shard| connected(shard).is_some())
                .then_some(())
        })
        .await;
    }

    /// Since when the shard of a guild is connected, if it is.
    pub(crate) fn connected_since(&self, guild: u64) -> Option<Instant> {
        let state = self.state();
        state.wires.get(&shard_of(guild, state.total))?.since
    }

    /// A user posts a message that is not for the bot.
    pub(crate) fn chatter(&self, channel: &Channel) {
        let person = self.user(9);
        let mut message = shape::message(self.id(), channel.id, &shape::user(&person), "");
        message["guild_id"] = json!(channel.guild.map(|guild| guild.to_string()));
        message["member"] = shape::message_member();
        self.dispatch("MESSAGE_CREATE", &message);
    }

    /// Waits until all interactions are answered.
    pub(crate) async fn all_answered(&self) {
        let answered = |played: &RecordedInteraction| played.complete.is_some();
        self.wait("all answers", |state| {
            state.interactions.values().all(answered).then_some(())
        })
        .await;
    }

    /// Sends a request to the process that answers it.
    pub(super) async fn balance(&self, token: &str, request: &Signed) -> Option<(u16, Vec<u8>)> {
        let addresses = {
            let mut state = self.state();
            let balancer = &mut state.balancer;
            balancer.turn += 1;
            let mut addresses = balancer.addresses.clone();
            assert!(!addresses.is_empty(), "the bot has an address");
            let first = balancer.turn % addresses.len();
            addresses.rotate_left(first);
            self.only.map_or(addresses, |only| vec![only])
        };
        for address in addresses {
            if let Some(played) = self.state().interactions.get_mut(token) {
                played.brought.push(address);
            }
            let answer = request.send(address).await;
            if answer.is_some() {
                return answer;
            }
        }
        None
    }
}

impl Interaction {
    /// How long its first response took.
    pub(crate) fn took(&self) -> Option<Duration> {
        self.played(&self.discord.state(), |played| played.took)
    }

    /// The time until the answer, and the answer; none if there is none yet.
    pub(crate) fn answered(&self) -> Option<(Duration, Value)> {
        let state = self.discord.state();
        let (after, message) = self.played(&state, |played| played.complete.zip(played.message))?;
        Some((after, state.messages.get(&message)?.clone()))
    }

    /// The addresses to which it was delivered over HTTP, in order.
    pub(crate) fn brought(&self) -> Vec<SocketAddr> {
        let brought = self.played(&self.discord.state(), |played| Some(played.brought.clone()));
        brought.unwrap_or_default()
    }

    /// Removes it from the fake Discord, with its answer and all successful requests.
    pub(crate) fn forget(self) {
        let mut state = self.discord.state();
        let played = state.interactions.remove(&self.token);
        let was_answered = |played: &RecordedInteraction| played.callback.is_some();
        if played.as_ref().is_some_and(was_answered) {
            state.forgotten.insert(self.token);
        }
        if let Some(message) = played.and_then(|played| played.message) {
            state.messages.remove(&message);
        }
        state.requests.retain(|request| request.status >= 400);
    }
}
