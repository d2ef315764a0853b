//! The gateway: HELLO, IDENTIFY, READY, `GUILD_CREATE`, heartbeats, RESUME with replay, and the faults a test asks for.

use std::time::Instant;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::state::{ToBot, Wire, control};
use super::{Discord, GatewayLine, TOKEN, shape, shard_of};

pub(super) async fn serve(discord: Discord, mut socket: WebSocket) {
    discord.note(GatewayLine::Connected);
    let (heartbeat_ms, speechless) = {
        let state = discord.state();
        (state.heartbeat_ms, state.speechless)
    };
    if speechless {
        while let Some(Ok(_)) = socket.recv().await {}
        return;
    }
    let (to_bot, mut frames) = mpsc::unbounded_channel();
    let hello = json!({"heartbeat_interval": heartbeat_ms, "_trace": []});
    let _ = to_bot.send(control(10, &hello));
    loop {
        tokio::select! {
            received = socket.recv() => match received {
                Some(Ok(Message::Text(text))) => {
                    let frame: Value = serde_json::from_str(text.as_str()).unwrap();
                    if let Some(code) = receive(&discord, &to_bot, &frame) {
                        close(&mut socket, Some(code)).await;
                        discord.note(GatewayLine::Closed(Some(code)));
                        return;
                    }
                }
                Some(Ok(Message::Close(frame))) => {
                    gone(&discord, &to_bot);
                    discord.note(GatewayLine::Closed(frame.map(|frame| frame.code)));
                    return;
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => {
                    gone(&discord, &to_bot);
                    discord.note(GatewayLine::Closed(None));
                    return;
                }
            },
            frame = frames.recv() => match frame.expect("this task holds a sender") {
                // A bot that is gone takes nothing any more, but its goodbye may still be unread.
                ToBot::Text(text) => {
                    let _ = socket.send(Message::Text(text)).await;
                }
                ToBot::Drop => {
                    gone(&discord, &to_bot);
                    return;
                }
                ToBot::Close(code) => {
                    gone(&discord, &to_bot);
                    close(&mut socket, code).await;
                    return;
                }
            },
        }
    }
}

/// Handles a frame of the bot; gives the code to close with when it may not stay.
fn receive(discord: &Discord, to_bot: &mpsc::UnboundedSender<ToBot>, frame: &Value) -> Option<u16> {
    let reply = |frame: ToBot| {
        let _ = to_bot.send(frame);
    };
    match frame["op"].as_u64() {
        Some(1) => {
            if !discord.state().deaf {
                reply(control(11, &Value::Null));
            }
            discord.note(GatewayLine::Heartbeat);
        }
        Some(2) => {
            let mut identify = frame["d"].clone();
            if identify["token"] != TOKEN && identify["token"] != format!("Bot {TOKEN}") {
                return Some(4004);
            }
            identify["token"] = json!("***");
            discord.state().intents = identify["intents"].as_u64();
            let place = place(&identify);
            let Some((shard, total)) = place else {
                return Some(4010);
            };
            let fatal = discord.state().close_on_identify;
            if let Some(code) = fatal {
                discord.note(GatewayLine::Identify(identify));
                return Some(code);
            }
            if is_too_soon(discord) {
                discord.note(GatewayLine::TooSoon(identify));
                reply(control(9, &json!(false)));
                return None;
            }
            let of_shard: Vec<u64> = {
                let state = discord.state();
                let guilds = state.guilds.iter().copied();
                guilds
                    .filter(|guild| shard_of(*guild, total) == shard)
                    .collect()
            };
            // Made while others may go on: they are many.
            let created: Vec<Value> = of_shard.iter().map(|guild| discord.guild(*guild)).collect();
            {
                let gateway_url = discord.gateway_url();
                let mut state = discord.state();
                state.total = total;
                let resume_at = state.resume_at.map_or(gateway_url, str::to_owned);
                let session = format!("session-{}-{shard}", state.session);
                let mut ready = shape::ready(&identify["shard"], &session, &resume_at);
                ready["guilds"] = of_shard
                    .iter()
                    .map(|guild| json!({"id": guild.to_string(), "unavailable": true}))
                    .collect();
                let wire = state.wires.entry(shard).or_default();
                *wire = Wire {
                    connection: Some(to_bot.clone()),
                    identified: Some(Instant::now()),
                    since: Some(Instant::now()),
                    ..Wire::default()
                };
                wire.dispatch("READY", &ready);
                for guild in &created {
                    wire.dispatch("GUILD_CREATE", guild);
                }
            }
            discord.note(GatewayLine::Identify(identify));
        }
        Some(6) => {
            let mut resume = frame["d"].clone();
            let seen = resume["seq"].as_u64().unwrap_or(0);
            {
                let mut state = discord.state();
                let known = format!("session-{}-", state.session);
                let wire = resume["session_id"]
                    .as_str()
                    .and_then(|session| session.strip_prefix(&known)?.parse().ok())
                    .and_then(|shard: u64| state.wires.get_mut(&shard));
                let Some(wire) = wire else {
                    reply(control(9, &json!(false)));
                    return None;
                };
                let missed = wire.dispatched.iter();
                for (_, frame) in missed.filter(|(sequence, _)| *sequence > seen) {
                    reply(ToBot::Text(frame.clone()));
                }
                wire.connection = Some(to_bot.clone());
                wire.since = Some(Instant::now());
                wire.dispatch("RESUMED", &json!({"_trace": []}));
            }
            resume["token"] = json!("***");
            discord.note(GatewayLine::Resume(resume));
        }
        Some(3 | 4 | 8) => {}
        _ => return Some(4001),
    }
    None
}

/// Which shard of how many this is.
fn place(identify: &Value) -> Option<(u64, u64)> {
    let shard = &identify["shard"];
    if shard.is_null() {
        return Some((0, 1));
    }
    let (number, total) = (shard[0].as_u64()?, shard[1].as_u64()?);
    (number < total).then_some((number, total))
}

/// Whether some shard has identified itself so recently that no other one may.
fn is_too_soon(discord: &Discord) -> bool {
    let state = discord.state();
    let times = state.wires.values().filter_map(|wire| wire.identified);
    match (state.pace, times.max()) {
        (Some(pace), Some(last)) => last.elapsed() < pace,
        _ => false,
    }
}

fn gone(discord: &Discord, to_bot: &mpsc::UnboundedSender<ToBot>) {
    for wire in discord.state().wires.values_mut() {
        let current = wire.connection.as_ref();
        if current.is_some_and(|current| current.same_channel(to_bot)) {
            wire.connection = None;
            wire.since = None;
        }
    }
}

async fn close(socket: &mut WebSocket, code: Option<u16>) {
    let frame = code.map(|code| CloseFrame {
        code,
        reason: "".into(),
    });
    let _ = socket.send(Message::Close(frame)).await;
    // The other side answers with its own close frame; leaving before that would look like a dropped socket.
    while let Some(Ok(_)) = socket.recv().await {}
}
