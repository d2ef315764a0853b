//! Files: uploads of users, which the bot downloads, and attachments of the bot's messages.

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::Discord;
use super::state::State;

/// A file that a user uploads.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) name: String,
    /// Its size, as Discord states it.
    pub(crate) declared_bytes: u64,
    pub(crate) bytes: Vec<u8>,
    /// Its URL, if not on the fake Discord.
    pub(crate) url: Option<String>,
    /// How the fake Discord serves it.
    pub(crate) manner: DownloadMode,
}

/// How the fake Discord serves a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DownloadMode {
    Plain,
    /// Without a length, as a stream.
    Chunked,
    /// Redirects to another address.
    Redirect,
    /// With status 404.
    Gone,
    /// Without an end.
    Endless,
}

impl Upload {
    pub(crate) fn new(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self {
            name: name.to_owned(),
            declared_bytes: bytes.len() as u64,
            bytes,
            url: None,
            manner: DownloadMode::Plain,
        }
    }
}

impl Discord {
    /// Stores a file and returns its attachment object for an interaction.
    pub(super) fn take_in(&self, file: &Upload) -> (u64, Value) {
        let id = self.id();
        let url = file
            .url
            .clone()
            .unwrap_or_else(|| format!("{}/attachments/1/{id}/file", self.api_url()));
        self.state().handed.insert(id, file.clone());
        let attachment = json!({
            "id": id.to_string(), "filename": file.name, "size": file.declared_bytes, "url": url, "proxy_url": url,
            "content_type": "text/plain; charset=utf-8", "ephemeral": true,
        });
        (id, attachment)
    }

    /// The bytes of a file that the bot has attached to a message.
    pub(crate) fn attached(&self, message: &Value, name: &str) -> Option<Vec<u8>> {
        let id: u64 = message["id"].as_str()?.parse().ok()?;
        let state = self.state();
        let files = state.attached.get(&id)?;
        files
            .iter()
            .find(|file| file.name == name)
            .map(|file| file.bytes.clone())
    }

    /// How many downloads there were.
    pub(crate) fn fetched(&self) -> usize {
        self.state().fetched
    }
}

/// Serves `/attachments/1/<id>/file`.
pub(super) fn serve(discord: &Discord, path: &str) -> Response {
    let id = path.split('/').nth(3).and_then(|id| id.parse().ok());
    let file = {
        let mut state = discord.state();
        state.fetched += 1;
        id.and_then(|id: u64| state.handed.get(&id).cloned())
    };
    let Some(file) = file else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let chunks = |bytes: Vec<u8>| {
        let chunks: Vec<Result<Vec<u8>, std::io::Error>> = bytes
            .chunks(64 * 1024)
            .map(|chunk| Ok(chunk.to_vec()))
            .collect();
        Body::from_stream(futures_util::stream::iter(chunks))
    };
    match file.manner {
        DownloadMode::Plain => file.bytes.into_response(),
        DownloadMode::Chunked => chunks(file.bytes).into_response(),
        DownloadMode::Redirect => (
            StatusCode::FOUND,
            [(
                header::LOCATION,
                format!("{}/api/v10/gateway", discord.api_url()),
            )],
        )
            .into_response(),
        DownloadMode::Gone => StatusCode::NOT_FOUND.into_response(),
        DownloadMode::Endless => {
            let block: Result<Vec<u8>, std::io::Error> = Ok(vec![b'a'; 64 * 1024]);
            let blocks = std::iter::repeat_with(move || {
                Ok::<_, std::io::Error>(block.as_ref().unwrap().clone())
            });
            Body::from_stream(futures_util::stream::iter(blocks)).into_response()
        }
    }
}

/// A request's JSON, and the files that came with it.
#[derive(Debug, Default)]
pub(super) struct Sent {
    pub(super) json: Value,
    pub(super) files: Vec<Attached>,
}

/// A file that the bot attaches.
#[derive(Debug, Clone)]
pub(super) struct Attached {
    pub(super) field: String,
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Parses a body, multipart or JSON.
pub(super) async fn parts(headers: &HeaderMap, body: Bytes) -> Sent {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        return Sent {
            json: serde_json::from_slice(&body).unwrap_or(Value::Null),
            files: Vec::new(),
        };
    }
    let mut request = Request::builder()
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body))
        .unwrap();
    DefaultBodyLimit::disable().apply(&mut request);
    let mut multipart = Multipart::from_request(request, &()).await.unwrap();
    let mut sent = Sent::default();
    while let Some(field) = multipart.next_field().await.unwrap() {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.unwrap();
        match file_name {
            Some(file_name) => sent.files.push(Attached {
                field: name,
                name: file_name,
                bytes: bytes.to_vec(),
            }),
            None if name == "payload_json" => sent.json = serde_json::from_slice(&bytes).unwrap(),
            None => {}
        }
    }
    sent
}

/// Puts the files of a request at its message, as Discord would show them: beside those that it had, unless the
/// request lists what is to stay.
pub(super) fn attach(state: &mut State, message: u64, sent: &Sent) {
    let data = match &sent.json["data"] {
        Value::Null => &sent.json,
        data => data,
    };
    let kept = state.attached.entry(message).or_default();
    if data["attachments"].is_array() {
        kept.clear();
    }
    kept.extend(sent.files.iter().cloned());
    let listed: Value = kept
        .iter()
        .enumerate()
        .map(|(place, file)| {
            let url = format!("https://cdn.discordapp.com/attachments/1/2/{}", file.name);
            json!({"id": (900 + place).to_string(), "filename": file.name, "size": file.bytes.len(), "url": url,
                "proxy_url": url})
        })
        .collect();
    if let Some(shown) = state.messages.get_mut(&message) {
        shown["attachments"] = listed;
    }
}
