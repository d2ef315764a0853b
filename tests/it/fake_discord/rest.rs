//! REST: one handler that reads the path, answers as Discord would, and records the request.

use std::convert::Infallible;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::DefaultBodyLimit;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::any;
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};

use super::files::{self, Sent};
use super::rate_limits::Exceeded;
use super::responses::already_acknowledged;
use super::{Discord, Fault, Request, TOKEN, Transport, gateway, limits, refusal, shape};

pub(super) type Answer = Result<Option<Value>, (u16, u32, String)>;

pub(super) fn router(discord: Discord) -> Router {
    let for_socket = discord.clone();
    Router::new()
        .route(
            "/",
            any(move |upgrade: WebSocketUpgrade| async move {
                if for_socket.state().down {
                    return StatusCode::SERVICE_UNAVAILABLE.into_response();
                }
                upgrade.on_upgrade(move |socket| gateway::serve(for_socket, socket))
            }),
        )
        .fallback(
            move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| {
                let discord = discord.clone();
                async move {
                    if uri.path().starts_with("/attachments/") {
                        return files::serve(&discord, uri.path());
                    }
                    let sent = files::parts(&headers, body).await;
                    let fault = discord.planned(method.as_str(), &uri.to_string());
                    let answer = discord.respond(&method, &uri, &headers, &sent, fault);
                    match fault {
                        Some(Fault::Silence | Fault::Lost) => std::future::pending().await,
                        Some(Fault::Garbage) => "{\"id\": ".into_response(),
                        Some(Fault::SlowBody) => {
                            let begun = stream::iter([Ok::<_, Infallible>("{\"id\": \"")]);
                            Body::from_stream(begun.chain(stream::pending())).into_response()
                        }
                        _ => answer,
                    }
                }
            },
        )
        .layer(DefaultBodyLimit::disable())
}

pub(super) fn refuse(status: u16, code: u32, message: impl Into<String>) -> Answer {
    Err((status, code, message.into()))
}

pub(super) fn checked(check: Result<(), String>) -> Result<(), (u16, u32, String)> {
    check.map_err(|what| (400, 50_035, format!("Invalid Form Body: {what}")))
}

fn number(text: &str) -> u64 {
    text.parse().unwrap_or(0)
}

/// The response to a request, with the headers of its rate limit.
fn answered(
    answer: Answer,
    rate_headers: HeaderMap,
    fault: Option<Fault>,
    after: f64,
    global: bool,
) -> Response {
    match answer {
        Ok(Some(value)) => (rate_headers, Json(value)).into_response(),
        Ok(None) => (StatusCode::NO_CONTENT, rate_headers).into_response(),
        Err((status, code, message)) => {
            let mut body = json!({"code": code, "message": message});
            if let Some(Fault::WrongMember(path)) = fault {
                let wrong = json!({"_errors": [{"code": "BASE_TYPE_BAD_LENGTH", "message": "Must be shorter."}]});
                let nested = |inner: Value, member: &str| json!({member: inner});
                body["errors"] = path.rsplit('.').fold(wrong, nested);
            }
            let mut headers = rate_headers;
            if status == 429 {
                body["retry_after"] = json!(after);
                body["global"] = json!(global);
                // The header counts whole seconds, the body tells it exactly.
                let seconds = format!("{}", after.ceil());
                headers.insert("retry-after", seconds.parse().unwrap());
                if global {
                    headers.insert("x-ratelimit-global", "true".parse().unwrap());
                }
            }
            (StatusCode::from_u16(status).unwrap(), headers, Json(body)).into_response()
        }
    }
}

impl Discord {
    fn respond(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        sent: &Sent,
        fault: Option<Fault>,
    ) -> Response {
        let header = |name: &str| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        let parsed = sent.json.clone();
        let path = uri
            .path_and_query()
            .map_or_else(|| uri.path().to_owned(), ToString::to_string);
        let authorization = header("authorization");
        let (rate_headers, exceeded) = self.state().rate_limits.count(method.as_str(), &path);
        let fault =
            fault.or(exceeded.map(|Exceeded { after, global }| Fault::Limited { after, global }));
        let answer = if uri.path().strip_prefix("/api/v10/").is_none() {
            refuse(404, 0, "404: Not Found")
        } else if authorization != format!("Bot {TOKEN}") && !uri.path().contains("/interactions/")
        {
            refuse(401, 0, "401: Unauthorized")
        } else {
            match fault {
                Some(Fault::Status(status)) => refuse(status, 0, "refused by the test"),
                Some(Fault::WrongMember(_)) => refuse(400, 50_035, "Invalid Form Body"),
                Some(Fault::Limited { .. }) => refuse(429, 0, "You are being rate limited."),
                Some(Fault::AlreadyAcknowledged) => already_acknowledged(),
                // What stays away may have been carried out or not: here it was not, and nobody sees this status.
                Some(Fault::Silence) => refuse(504, 0, "never sent"),
                _ => {
                    let segments: Vec<&str> = uri.path()["/api/v10/".len()..].split('/').collect();
                    let query = uri.query().unwrap_or_default();
                    self.route(method.as_str(), &segments, query, sent)
                }
            }
        };
        let status = match &answer {
            Ok(Some(_)) => 200,
            Ok(None) => 204,
            Err((status, _, _)) => *status,
        };
        let mut recorded = json!({
            "method": method.as_str(), "path": path, "body": parsed, "status": status,
            "headers": {
                "Authorization": if authorization.is_empty() { Value::Null } else { json!(authorization.replace(TOKEN, "***")) },
                "User-Agent": header("user-agent"), "Content-Type": header("content-type"),
            },
        });
        if recorded["headers"]["Authorization"].is_null() {
            recorded["headers"]
                .as_object_mut()
                .unwrap()
                .remove("Authorization");
        }
        if !sent.files.is_empty() {
            recorded["files"] = sent
                .files
                .iter()
                .map(|file| json!({"field": file.field, "name": file.name, "size": file.bytes.len()}))
                .collect();
        }
        let (after, global) = match fault {
            Some(Fault::Limited { after, global }) => (after, global),
            _ => (0.2, false),
        };
        if status == 429 {
            recorded["retry_after"] = json!(after);
        }
        {
            let mut state = self.state();
            self.record(&mut state, recorded);
            state.requests.push(Request {
                method: method.to_string(),
                path,
                body: parsed,
                status,
                code: answer.as_ref().err().map_or(0, |(_, code, _)| *code),
            });
        }
        self.touch();
        answered(answer, rate_headers, fault, after, global)
    }

    fn planned(&self, method: &str, path: &str) -> Option<Fault> {
        let mut state = self.state();
        if state.down {
            return Some(Fault::Status(503));
        }
        let at = state
            .faults
            .iter()
            .position(|(verb, part, _)| *verb == method && path.contains(part))?;
        Some(state.faults.remove(at).2)
    }

    fn route(&self, method: &str, path: &[&str], query: &str, sent: &Sent) -> Answer {
        let body = &sent.json;
        match (method, path) {
            ("GET", ["gateway", "bot"]) => Ok(Some(json!({
                "url": self.gateway_url(), "shards": self.wanted_shards(),
                "session_start_limit": {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1},
            }))),
            ("GET", ["users", "@me"]) => Ok(Some(shape::bot())),
            ("POST", ["users", "@me", "channels"]) => {
                let person = body["recipient_id"].as_str().map_or(0, number);
                Ok(Some(
                    json!({"id": refusal::dm_of(person).to_string(), "type": 1, "flags": 0, "last_message_id": null,
                    "recipients": [{"id": person.to_string(), "username": "someone", "discriminator": "0",
                        "global_name": null, "avatar": null, "public_flags": 0}]}),
                ))
            }
            ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => {
                let mut application = shape::application(self.transport() == Transport::Http);
                for (member, value) in &self.state().application {
                    application[member] = value.clone();
                }
                Ok(Some(application))
            }
            ("GET", ["users", "@me", "guilds"]) => Ok(Some(self.guilds_after(query))),
            ("GET", ["applications", _, "guilds", guild, "commands"]) => {
                let commands = self.guild_commands(number(guild));
                Ok(Some(shape::commands(&commands, query)))
            }
            ("PUT", ["applications", _, "commands"]) => self.set_commands(None, body),
            ("PUT", ["applications", _, "guilds", guild, "commands"]) => {
                self.set_commands(Some(number(guild)), body)
            }
            ("GET", ["applications", _, "commands"]) => {
                Ok(Some(shape::commands(&self.global_commands(), query)))
            }
            ("GET", ["channels", id]) => match self.state().channels.get(&number(id)) {
                Some(channel) => Ok(Some(channel.clone())),
                None => refuse(404, 10_003, "Unknown Channel"),
            },
            ("POST", ["channels", channel, "typing"]) => {
                self.state().typing.push(number(channel));
                Ok(None)
            }
            ("POST", ["channels", channel, "messages"]) => {
                self.create_message(number(channel), body)
            }
            ("GET", ["channels", channel, "messages", id]) => {
                self.read_message(channel, number(id))
            }
            ("DELETE", ["channels", _, "messages", id]) => {
                if let Some(message) = self.message(number(id)) {
                    refusal::may_delete(&message)?;
                }
                self.delete_message(number(id))
            }
            (
                "PUT",
                [
                    "channels",
                    channel,
                    "messages",
                    id,
                    "reactions",
                    emoji,
                    "@me",
                ],
            ) => self.add_reaction(number(channel), number(id), emoji),
            ("POST", ["interactions", id, token, "callback"]) => {
                self.callback(number(id), token, sent)
            }
            ("POST", ["webhooks", _, token]) => self.followup(token, sent),
            ("PATCH", ["webhooks", _, token, "messages", "@original"]) => {
                self.edit_original(token, sent)
            }
            ("GET", ["webhooks", _, token, "messages", "@original"]) => self.read_original(token),
            ("DELETE", ["webhooks", _, token, "messages", "@original"]) => {
                let message = self
                    .state()
                    .interactions
                    .get(*token)
                    .and_then(|played| played.message);
                message.map_or_else(
                    || refuse(404, 10_008, "Unknown Message"),
                    |id| self.delete_message(id),
                )
            }
            ("PATCH", ["channels", _, "messages", id] | ["webhooks", _, _, "messages", id]) => {
                self.edit_message(number(id), body)
            }
            _ => refuse(404, 0, "404: Not Found"),
        }
    }

    fn read_message(&self, channel: &str, id: u64) -> Answer {
        let found = self.message(id);
        let found = found.filter(|message| message["channel_id"] == channel);
        match found {
            Some(message) => Ok(Some(refusal::as_read(&self.state(), message))),
            None => refuse(404, 10_008, "Unknown Message"),
        }
    }

    fn wanted_shards(&self) -> u32 {
        self.state().shards
    }

    fn set_commands(&self, guild: Option<u64>, body: &Value) -> Answer {
        let Some(commands) = body.as_array() else {
            return refuse(400, 50_035, "not a list");
        };
        checked(limits::commands(commands, guild.is_some()))?;
        let stored: Vec<Value> = commands
            .iter()
            .map(|command| shape::command(self.id(), guild, command))
            .collect();
        let mut state = self.state();
        match guild {
            Some(guild) => state.guild_commands.insert(guild, stored.clone()),
            None => Some(std::mem::replace(
                &mut state.global_commands,
                stored.clone(),
            )),
        };
        Ok(Some(json!(stored)))
    }

    fn create_message(&self, channel: u64, body: &Value) -> Answer {
        checked(limits::message(body))?;
        let id = self.id();
        let mut state = self.state();
        refusal::may_post(&state, channel, body)?;
        let nonce = body["nonce"]
            .as_str()
            .filter(|_| body["enforce_nonce"] == true);
        let nonce = nonce.map(|nonce| (channel, nonce.to_owned()));
        let posted = nonce.as_ref().and_then(|nonce| state.nonces.get(nonce));
        if let Some(posted) = posted.and_then(|posted| state.messages.get(posted)) {
            return Ok(Some(posted.clone()));
        }
        let mut message = shape::message(id, channel, &shape::bot(), "");
        shape::apply(&mut message, body);
        if let Some(to) = body["message_reference"]["message_id"].as_str() {
            let asked = state.messages.get(&number(to));
            if asked.is_none() && body["message_reference"]["fail_if_not_exists"] != false {
                return refuse(400, 50_035, "Invalid Form Body: Unknown message");
            }
            message["type"] = json!(if asked.is_some() { 19 } else { 0 });
            message["referenced_message"] = asked.cloned().unwrap_or(Value::Null);
            message["message_reference"] =
                json!({"type": 0, "channel_id": channel.to_string(), "message_id": to});
        }
        state.messages.insert(id, message.clone());
        state.nonces.extend(nonce.map(|nonce| (nonce, id)));
        Ok(Some(message))
    }

    pub(super) fn edit_message(&self, id: u64, body: &Value) -> Answer {
        let mut state = self.state();
        let Some(message) = state.messages.get_mut(&id) else {
            return refuse(404, 10_008, "Unknown Message");
        };
        refusal::may_edit(message)?;
        checked(limits::edit(message, body))?;
        shape::apply(message, body);
        message["edited_timestamp"] = json!("2026-01-01T00:00:01.000000+00:00");
        Ok(Some(message.clone()))
    }

    fn delete_message(&self, id: u64) -> Answer {
        match self.state().messages.remove(&id) {
            Some(_) => Ok(None),
            None => refuse(404, 10_008, "Unknown Message"),
        }
    }

    /// At most 200 of the bot's guilds, those with ids above the one that the query names.
    fn guilds_after(&self, query: &str) -> Value {
        let after = query
            .split('&')
            .find_map(|part| part.strip_prefix("after="));
        let after = after.map_or(0, number);
        let state = self.state();
        let mut guilds = state.guilds.clone();
        guilds.retain(|guild| *guild > after);
        guilds.sort_unstable();
        guilds.truncate(200);
        guilds
            .iter()
            .map(|guild| {
                json!({
                    "id": guild.to_string(), "name": "Practice hall", "icon": null, "banner": null, "owner": false,
                    "permissions": state.permissions.to_string(), "features": [],
                })
            })
            .collect()
    }
}
