//! Interactions as signed requests to the bot's address, whose response is the first response.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use ed25519_dalek::{Signer as _, SigningKey};
use serde_json::{Value, json};

use super::files::Sent;
use super::{Discord, Request};

/// How Discord delivers interactions to the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Transport {
    #[default]
    Gateway,
    Http,
}

/// The key that the fake Discord signs with.
fn key() -> SigningKey {
    SigningKey::from_bytes(&[42; 32])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Making one reads the system's certificates, which takes a while. Tests have a runtime each, so no connection outlives
/// its request.
static CLIENT: LazyLock<reqwest::Client> = LazyLock::new(|| {
    reqwest::Client::builder()
        .no_proxy()
        .pool_max_idle_per_host(0)
        .timeout(Duration::from_secs(3))
        .build()
        .unwrap()
});

/// A request to the bot's address.
#[derive(Debug, Clone)]
pub(crate) struct Signed {
    pub(crate) timestamp: String,
    pub(crate) signature: String,
    pub(crate) content_type: &'static str,
    pub(crate) body: Vec<u8>,
}

impl Signed {
    /// A request with the current time.
    pub(crate) fn now(body: impl Into<Vec<u8>>) -> Self {
        let now = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap();
        Self::at(now.as_secs(), body)
    }

    /// A request with another time, in seconds since 1970.
    pub(crate) fn at(seconds: u64, body: impl Into<Vec<u8>>) -> Self {
        let (timestamp, body) = (seconds.to_string(), body.into());
        let signature = key().sign(&[timestamp.as_bytes(), &body].concat());
        Self {
            signature: hex(&signature.to_bytes()),
            timestamp,
            content_type: "application/json",
            body,
        }
    }

    /// Sends it; gives the status and the body of the response.
    pub(crate) async fn send(&self, to: SocketAddr) -> Option<(u16, Vec<u8>)> {
        let sent = CLIENT
            .post(format!("http://{to}/"))
            .header("x-signature-ed25519", &self.signature)
            .header("x-signature-timestamp", &self.timestamp)
            .header("content-type", self.content_type)
            .body(self.body.clone())
            .send()
            .await
            .ok()?;
        Some((sent.status().as_u16(), sent.bytes().await.ok()?.to_vec()))
    }
}

/// The key that the fake Discord's requests are verified with.
pub(crate) fn public_key() -> String {
    hex(key().verifying_key().as_bytes())
}

impl Discord {
    /// How interactions are delivered.
    pub(crate) fn transport(&self) -> Transport {
        self.state().transport
    }

    /// Delivers an interaction to the bot; the response is its first response.
    pub(super) fn deliver(&self, id: u64, token: String, interaction: &Value) {
        let discord = self.clone();
        let request = Signed::now(interaction.to_string());
        tokio::spawn(async move {
            let Some((status, body)) = discord.balance(&token, &request).await else {
                return;
            };
            // The first response comes as a REST call.
            if status == 202 {
                return;
            }
            let path = format!("/api/v10/interactions/{id}/{token}/callback");
            let sent = Sent {
                json: serde_json::from_slice(&body).unwrap_or(Value::Null),
                files: Vec::new(),
            };
            let (status, code) = match status {
                200 => discord
                    .callback(id, &token, &sent)
                    .map_or_else(|(status, code, _)| (status, code), |_| (204, 0)),
                status => (status, 0),
            };
            let body = sent.json;
            {
                let mut state = discord.state();
                let line = json!({"method": "POST", "path": path, "body": body, "status": status});
                discord.record(&mut state, line);
                state.requests.push(Request {
                    method: "POST".to_owned(),
                    path,
                    body,
                    status,
                    code,
                });
            }
            discord.touch();
        });
    }
}
