//! The gateway: HELLO, IDENTIFY, READY, `GUILD_CREATE`, heartbeats, RESUME with replay, and the faults a test asks for.

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::{Discord, GUILD, GatewayLine, TOKEN, ToBot, shape};

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
                ToBot::Frame(frame) => {
                    if send(&mut socket, &frame).await.is_err() {
                        gone(&discord, &to_bot);
                        return;
                    }
                }
                ToBot::Raw(text) => {
                    if socket.send(Message::Text(text.into())).await.is_err() {
                        gone(&discord, &to_bot);
                        return;
                    }
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
            let fatal = {
                let mut state = discord.state();
                state.sequence = 0;
                state.dispatched.clear();
                state.close_on_identify
            };
            if let Some(code) = fatal {
                discord.note(GatewayLine::Identify(identify));
                return Some(code);
            }
            discord.state().connection = Some(to_bot.clone());
            let shard = identify["shard"].clone();
            let resume_at = discord.state().resume_at.map(str::to_owned);
            let resume_at = resume_at.unwrap_or_else(|| discord.gateway_url());
            let session = format!("session-{}", discord.state().session);
            discord.dispatch("READY", &shape::ready(&shard, &session, &resume_at));
            discord.dispatch("GUILD_CREATE", &shape::guild(GUILD));
            discord.note(GatewayLine::Identify(identify));
        }
        Some(6) => {
            let mut resume = frame["d"].clone();
            if resume["session_id"] != format!("session-{}", discord.state().session) {
                reply(json!({"op": 9, "d": false, "s": null, "t": null}));
                return None;
            }
            resume["token"] = json!("***");
            let seen = resume["seq"].as_u64().unwrap_or(0);
            {
                let mut state = discord.state();
                for (_, frame) in state
                    .dispatched
                    .iter()
                    .filter(|(sequence, _)| *sequence > seen)
                {
                    reply(frame.clone());
                }
                state.connection = Some(to_bot.clone());
            }
            discord.dispatch("RESUMED", &json!({"_trace": []}));
            discord.note(GatewayLine::Resume(resume));
        }
        Some(3 | 4 | 8) => {}
        _ => return Some(4001),
    }
    None
}

fn gone(discord: &Discord, to_bot: &mpsc::UnboundedSender<ToBot>) {
    let mut state = discord.state();
    if state
        .connection
        .as_ref()
        .is_some_and(|current| current.same_channel(to_bot))
    {
        state.connection = None;
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
