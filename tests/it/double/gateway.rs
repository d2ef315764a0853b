//! The gateway: HELLO, IDENTIFY, READY, `GUILD_CREATE`, heartbeats, RESUME with replay, and the faults a test asks for.

use std::time::Instant;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::state::{State, ToBot, Wire};
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
    let hello = json!({"op": 10, "d": {"heartbeat_interval": heartbeat_ms, "_trace": []}, "s": null, "t": null});
    if send(&mut socket, &hello).await.is_err() {
        return;
    }
    let (to_bot, mut frames) = mpsc::unbounded_channel();
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
                ToBot::Frame(frame) => {
                    let _ = send(&mut socket, &frame).await;
                }
                ToBot::Raw(text) => {
                    let _ = socket.send(Message::Text(text.into())).await;
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
    let reply = |frame: Value| {
        let _ = to_bot.send(ToBot::Frame(frame));
    };
    match frame["op"].as_u64() {
        Some(1) => {
            if !discord.state().deaf {
                reply(json!({"op": 11, "d": null, "s": null, "t": null}));
            }
            discord.note(GatewayLine::Heartbeat);
        }
        Some(2) => {
            let mut identify = frame["d"].clone();
            if identify["token"] != TOKEN && identify["token"] != format!("Bot {TOKEN}") {
                return Some(4004);
            }
            identify["token"] = json!("***");
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
                reply(json!({"op": 9, "d": false, "s": null, "t": null}));
                return None;
            }
            let url = discord.gateway_url();
            {
                let mut state = discord.state();
                state.total = total;
                let resume_at = state.resume_at.map_or(url, str::to_owned);
                let session = format!("session-{}-{shard}", state.session);
                let mut ready = shape::ready(&identify["shard"], &session, &resume_at);
                let State { wires, guilds, .. } = &mut *state;
                let of_shard = guilds
                    .iter()
                    .filter(|guild| shard_of(**guild, total) == shard);
                let of_shard: Vec<u64> = of_shard.copied().collect();
                ready["guilds"] = of_shard
                    .iter()
                    .map(|guild| json!({"id": guild.to_string(), "unavailable": true}))
                    .collect();
                let wire = wires.entry(shard).or_default();
                *wire = Wire {
                    connection: Some(to_bot.clone()),
                    identified: Some(Instant::now()),
                    since: Some(Instant::now()),
                    ..Wire::default()
                };
                wire.dispatch("READY", &ready);
                for guild in of_shard {
                    wire.dispatch("GUILD_CREATE", &shape::guild(guild));
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
                    reply(json!({"op": 9, "d": false, "s": null, "t": null}));
                    return None;
                };
                let missed = wire.dispatched.iter();
                for (_, frame) in missed.filter(|(sequence, _)| *sequence > seen) {
                    reply(frame.clone());
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

async fn send(socket: &mut WebSocket, frame: &Value) -> Result<(), axum::Error> {
    // In Discord's order of members, which twilight counts on.
    let text = format!(
        r#"{{"t":{},"s":{},"op":{},"d":{}}}"#,
        frame["t"], frame["s"], frame["op"], frame["d"]
    );
    socket.send(Message::Text(text.into())).await
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
