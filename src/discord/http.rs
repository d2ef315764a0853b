//! Takes interactions that Discord sends over HTTP: signed requests, whose response is the first response to the
//! interaction. Any process can take any of them.
//! <https://discord.com/developers/docs/interactions/receiving-and-responding#receiving-an-interaction>

mod signature;

use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serenity::all::Interaction;
use tokio::sync::oneshot;

use super::responder::{FirstResponse, HttpAnswer, Responder};
use super::work::Work;
use crate::{Error, Result};
use signature::{Guard, Refusal};

pub use signature::PublicKey;

/// The largest body that is read. Discord's largest interactions, a message menu on a message with ten embeds, stay
/// far below.
const BODY_BYTES: usize = 512 * 1024;
/// How long a body may take to arrive.
const BODY_PATIENCE: Duration = Duration::from_secs(3);
const PONG: &str = r#"{"type":1}"#;

/// Where Discord's requests arrive, and the key that they are signed with.
#[derive(Debug, Clone)]
pub struct Endpoint {
    listener: Arc<TcpListener>,
    key: PublicKey,
}

impl Endpoint {
    /// Listens at an address for requests that are signed with the application's key.
    ///
    /// # Errors
    /// [`Error::Setting`] if the address cannot be had.
    pub fn bind(address: SocketAddr, key: PublicKey) -> Result<Self> {
        let listener = TcpListener::bind(address).and_then(|listener| {
            listener.set_nonblocking(true)?;
            Ok(listener)
        });
        let listener = listener.map_err(|error| Error::Setting {
            key: "--http".to_owned(),
            what: format!("cannot listen at {address}: {error}\nhint: name an address that is free, as 127.0.0.1:8080"),
        })?;
        Ok(Self {
            listener: Arc::new(listener),
            key,
        })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// [`Error::Internal`] if the operating system does not say.
    pub fn address(&self) -> Result<SocketAddr> {
        self.listener
            .local_addr()
            .map_err(|error| Error::internal("listening for Discord", error))
    }
}

/// What a request needs.
struct Reception {
    work: Arc<Work>,
    responder: Responder,
    guard: Mutex<Guard>,
}

/// Takes interactions until `shutdown` is done and those that have come are answered.
pub(super) async fn listen(
    endpoint: &Endpoint,
    work: Arc<Work>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let broken = |error: std::io::Error| Error::internal("listening for Discord", error);
    let listener = endpoint.listener.try_clone().map_err(broken)?;
    let listener = tokio::net::TcpListener::from_std(listener).map_err(broken)?;
    let reception = Arc::new(Reception {
        responder: Responder::new(Arc::clone(&work)),
        work,
        guard: Mutex::new(Guard::new(&endpoint.key)),
    });
    // Whatever path the address has that Discord was given: a proxy may have changed it on the way.
    let router = Router::new()
        .route("/", post(interaction))
        .route("/{*path}", post(interaction))
        .with_state(reception);
    tracing::info!(address = %endpoint.address()?, "waiting for interactions");
    axum::serve(listener, router)
        .with_graceful_shutdown(shutdown)
        .await
        .map_err(broken)
}

async fn interaction(State(reception): State<Arc<Reception>>, request: Request<Body>) -> Response {
    match reception.receive(request).await {
        Ok(response) => response,
        Err((status, what)) => {
            tracing::warn!(status = status.as_u16(), what, "a request was refused");
            (status, what).into_response()
        }
    }
}

impl Reception {
    async fn receive(
        self: Arc<Self>,
        request: Request<Body>,
    ) -> std::result::Result<Response, (StatusCode, &'static str)> {
        let (parts, body) = request.into_parts();
        let body = tokio::time::timeout(BODY_PATIENCE, to_bytes(body, BODY_BYTES))
            .await
            .map_err(|_| (StatusCode::REQUEST_TIMEOUT, "the body took too long"))?
            .map_err(|_| {
                (
                    StatusCode::PAYLOAD_TOO_LARGE,
                    "the body is too large or was cut",
                )
            })?;
        self.check(&parts.headers, &body)?;
        if !is_json(&parts.headers) {
            return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "JSON is expected"));
        }
        let interaction: Interaction = serde_json::from_slice(&body)
            .map_err(|_| (StatusCode::BAD_REQUEST, "this is no interaction"))?;
        if matches!(interaction, Interaction::Ping(_)) {
            return Ok(json(PONG.as_bytes().to_vec()));
        }
        let (first, response) = oneshot::channel();
        // A task of its own: what follows a deferral outlives this request.
        tokio::spawn(async move {
            let first = FirstResponse::Body(first);
            match self.work.begin() {
                Some(_room) => self.responder.interaction(&interaction, first).await,
                None => self.responder.turn_away(&interaction, first).await,
            }
        });
        match response.await {
            Ok(HttpAnswer::Body(body)) => Ok(json(body)),
            Ok(HttpAnswer::ByRest) => Ok(StatusCode::ACCEPTED.into_response()),
            Err(_) => Err((StatusCode::BAD_REQUEST, "there is no response to this")),
        }
    }

    fn check(
        &self,
        headers: &HeaderMap,
        body: &[u8],
    ) -> std::result::Result<(), (StatusCode, &'static str)> {
        let text = |name: &str| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
        };
        let now = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        let mut guard = self.guard.lock().unwrap_or_else(PoisonError::into_inner);
        guard
            .check(
                text("x-signature-ed25519"),
                text("x-signature-timestamp"),
                body,
                now,
            )
            .map_err(|refusal| {
                let what = match refusal {
                    Refusal::Signature => "invalid request signature",
                    Refusal::Time => "the timestamp is too far from this clock",
                    Refusal::Repeated => "this request was here before",
                };
                (StatusCode::UNAUTHORIZED, what)
            })
    }
}

/// Whether a request would be taken at a time since 1970.
#[cfg(any(test, fuzzing))]
pub(super) fn is_taken(
    key: &PublicKey,
    signature: &str,
    timestamp: &str,
    body: &[u8],
    now: Duration,
) -> bool {
    Guard::new(key)
        .check(signature, timestamp, body, now)
        .is_ok()
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            value.split(';').next().unwrap_or_default().trim() == "application/json"
        })
}

fn json(body: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}
