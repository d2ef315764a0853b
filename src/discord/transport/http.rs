//! Takes interactions that Discord sends over HTTP: signed requests, whose response is the first response to the
//! interaction. Any process can take any of them.
//! <https://discord.com/developers/docs/interactions/receiving-and-responding#receiving-an-interaction>

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Router};
use futures_util::TryStreamExt as _;
use serenity::all::Interaction;
use socket2::{Domain, Socket, Type};
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::discord::inbound::decode::{self, Event};
use crate::discord::inbound::event_filter;
use crate::discord::policy::admission::Admission;
use crate::discord::reply::interaction_responder::InteractionResponder;
use crate::discord::reply::pending_response::{FirstResponse, HttpAnswer};
use crate::discord::transport::http_server::{self, Connection};
use crate::discord::transport::signature::{Rejection, RequestVerifier};
use crate::metric;
use crate::{Error, Result};

use crate::discord::transport::signature::PublicKey;

/// Largest body that is read. Discord's largest interactions, a message menu on a message with ten embeds, are far
/// smaller.
const BODY_BYTES: usize = 512 * 1024;
/// A body above this size takes one of [`LARGE_BODIES`]; Discord's interactions are mostly below.
const SMALL_BODY_BYTES: usize = 16 * 1024;
/// Most large bodies in memory at a time, 24 MiB in all; further ones are refused.
const LARGE_BODIES: usize = 48;
/// Forged and malformed requests are logged at most this often, with their number.
const REFUSAL_LOG_INTERVAL: Duration = Duration::from_secs(1);
/// Timeout of reading a body: Discord wants the whole response within 3 s.
const BODY_TIMEOUT: Duration = Duration::from_secs(3);
/// Backlog of the listener: connections not accepted yet.
const BACKLOG: i32 = 1024;
const PONG: &str = r#"{"type":1}"#;

/// Where Discord's requests arrive, and the key that they are signed with.
#[derive(Debug, Clone)]
pub struct Endpoint {
    address: SocketAddr,
    /// Bound, until it is listened at.
    socket: Arc<Mutex<Option<Socket>>>,
    key: Box<PublicKey>,
}

impl Endpoint {
    /// Binds an address for requests that are signed with the application's key. The process listens there only once it
    /// can answer: until then a balancer sends requests to another process.
    ///
    /// # Errors
    /// [`Error::Setting`] if the address cannot be bound.
    pub fn bind(address: SocketAddr, key: PublicKey) -> Result<Self> {
        let bound = bound(address).and_then(|socket| Ok((address_of(&socket)?, socket)));
        let (address, socket) = bound.map_err(|error| Error::Setting {
            key: "--http".to_owned(),
            what: format!("cannot listen at {address}: {error}\nhint: name an address that is free, as 127.0.0.1:8080"),
        })?;
        Ok(Self {
            address,
            socket: Arc::new(Mutex::new(Some(socket))),
            key: Box::new(key),
        })
    }

    /// The bound address.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Starts to listen. Can be called again once the listener is dropped.
    fn listen(&self) -> io::Result<TcpListener> {
        let mut socket = self.socket.lock().unwrap_or_else(PoisonError::into_inner);
        let socket = match socket.take() {
            Some(socket) => socket,
            None => bound(self.address)?,
        };
        socket.listen(BACKLOG)?;
        TcpListener::from_std(socket.into())
    }
}

/// A socket that is bound and does not listen yet.
fn bound(address: SocketAddr) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    // As the standard library does for a listener: the address of a process that has just ended can be bound again.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    Ok(socket)
}

fn address_of(socket: &Socket) -> io::Result<SocketAddr> {
    let address = socket.local_addr()?.as_socket();
    address.ok_or_else(|| io::Error::other("it has no address"))
}

/// Logs refused requests at most once per [`REFUSAL_LOG_INTERVAL`].
#[derive(Default)]
struct RefusalLog(Mutex<Refused>);

#[derive(Default)]
struct Refused {
    /// Refusals that are not logged yet.
    count: u64,
    last: Option<Instant>,
    is_scheduled: bool,
}

impl RefusalLog {
    /// Logs a refusal now, or with the others of its interval at the end of that.
    fn log(self: &Arc<Self>, status: StatusCode, what: &'static str) {
        let mut refused = self.lock();
        refused.count += 1;
        if refused.is_scheduled {
            return;
        }
        let wait = refused.last.map_or(Duration::ZERO, |last| {
            REFUSAL_LOG_INTERVAL.saturating_sub(last.elapsed())
        });
        if wait.is_zero() {
            refused.write(status, what);
            return;
        }
        refused.is_scheduled = true;
        let log = Arc::clone(self);
        tokio::spawn(async move {
            tokio::time::sleep(wait).await;
            let mut refused = log.lock();
            refused.is_scheduled = false;
            refused.write(status, what);
        });
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Refused> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Refused {
    fn write(&mut self, status: StatusCode, what: &'static str) {
        let requests = std::mem::take(&mut self.count);
        self.last = Some(Instant::now());
        tracing::warn!(
            status = status.as_u16(),
            what,
            requests,
            "requests were refused"
        );
    }
}

/// What a request needs.
struct InteractionServer {
    admission: Arc<Admission>,
    responder: InteractionResponder,
    verifier: Mutex<RequestVerifier>,
    large_bodies: Arc<Semaphore>,
    refused: Arc<RefusalLog>,
}

/// Serves interactions until `shutdown` completes and those that have arrived are answered.
pub(crate) async fn listen(
    endpoint: &Endpoint,
    admission: Arc<Admission>,
    responder: InteractionResponder,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let broken = |error: io::Error| Error::internal("listening for Discord", error);
    let listener = endpoint.listen().map_err(broken)?;
    let server = Arc::new(InteractionServer {
        responder,
        admission,
        verifier: Mutex::new(RequestVerifier::new(&endpoint.key)),
        large_bodies: Arc::new(Semaphore::new(LARGE_BODIES)),
        refused: Arc::default(),
    });
    // Any path: a proxy may have changed the one of the endpoint URL.
    let router = Router::new()
        .route("/", post(interaction))
        .route("/{*path}", post(interaction))
        .with_state(server);
    tracing::info!(address = %endpoint.address(), "waiting for interactions");
    http_server::serve(listener, router, shutdown).await;
    Ok(())
}

async fn interaction(
    State(server): State<Arc<InteractionServer>>,
    Extension(connection): Extension<Arc<Connection>>,
    request: Request<Body>,
) -> Response {
    match Arc::clone(&server).receive(request, &connection).await {
        Ok(response) => response,
        Err((status, what)) => {
            server.refused.log(status, what);
            (status, what).into_response()
        }
    }
}

impl InteractionServer {
    /// Reads a body within the bounds on its size and on all bodies together. The permit must be held while it is used.
    async fn read_body(
        &self,
        body: Body,
    ) -> std::result::Result<(Vec<u8>, Option<OwnedSemaphorePermit>), (StatusCode, &'static str)>
    {
        let mut chunks = body.into_data_stream();
        let mut bytes = Vec::new();
        let mut large = None;
        loop {
            let chunk = chunks
                .try_next()
                .await
                .map_err(|_| (StatusCode::BAD_REQUEST, "the body was cut"))?;
            let Some(chunk) = chunk else {
                return Ok((bytes, large));
            };
            let length = bytes.len() + chunk.len();
            if length > BODY_BYTES {
                return Err((StatusCode::PAYLOAD_TOO_LARGE, "the body is too large"));
            }
            if length > SMALL_BODY_BYTES && large.is_none() {
                let permit = Arc::clone(&self.large_bodies).try_acquire_owned();
                large = Some(permit.map_err(|_| {
                    (
                        StatusCode::SERVICE_UNAVAILABLE,
                        "there are too many large bodies",
                    )
                })?);
            }
            bytes.extend_from_slice(&chunk);
        }
    }

    async fn receive(
        self: Arc<Self>,
        request: Request<Body>,
        connection: &Arc<Connection>,
    ) -> std::result::Result<Response, (StatusCode, &'static str)> {
        let received = Instant::now();
        let (parts, body) = request.into_parts();
        let (body, _large) = tokio::time::timeout(BODY_TIMEOUT, self.read_body(body))
            .await
            .map_err(|_| (StatusCode::REQUEST_TIMEOUT, "the body took too long"))??;
        self.check(&parts.headers, &body)?;
        let _busy = connection.busy();
        if !is_json(&parts.headers) {
            return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "JSON is expected"));
        }
        let (first, response) = oneshot::channel();
        let first = FirstResponse::Body(first);
        // In a task of its own: after a deferral, the work takes longer than this request.
        match decode::read::<Interaction>(&body) {
            Some(Event {
                value: Interaction::Ping(_),
                ..
            }) => return Ok(json(PONG.as_bytes().to_vec())),
            Some(interaction) => {
                if !self.admission.is_first(interaction.value.id().get()) {
                    return Err((StatusCode::CONFLICT, "this interaction was here before"));
                }
                tokio::spawn(async move {
                    match self.admission.begin() {
                        Some(_room) => {
                            self.responder
                                .interaction(&interaction, first, received)
                                .await;
                        }
                        None => {
                            if let Some(_room) = self.admission.reject() {
                                self.responder.reject(&interaction, first).await;
                            }
                        }
                    }
                });
            }
            None => {
                metric::unreadable();
                let unread = std::str::from_utf8(&body)
                    .ok()
                    .and_then(event_filter::unread);
                let unread = unread.ok_or((StatusCode::BAD_REQUEST, "this is no interaction"))?;
                tokio::spawn(async move { self.responder.apologize(&unread, first).await });
            }
        }
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
        let mut verifier = self.verifier.lock().unwrap_or_else(PoisonError::into_inner);
        verifier
            .check(
                text("x-signature-ed25519"),
                text("x-signature-timestamp"),
                body,
                now,
            )
            .map_err(|refusal| {
                let what = match refusal {
                    Rejection::Signature => "invalid request signature",
                    Rejection::Time => "the timestamp is too far from this clock",
                    Rejection::Repeated => "this request was here before",
                };
                (StatusCode::UNAUTHORIZED, what)
            })
    }
}

/// Whether a request would be accepted at a time since 1970.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) fn is_accepted(
    key: &PublicKey,
    signature: &str,
    timestamp: &str,
    body: &[u8],
    now: Duration,
) -> bool {
    RequestVerifier::new(key)
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

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;

    fn endpoint(address: &str) -> Result<Endpoint> {
        // The public key of RFC 8032's first test.
        let key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        Endpoint::bind(address.parse().unwrap(), key.parse().unwrap())
    }

    #[tokio::test]
    async fn nobody_listens_before_the_process_is_ready_or_after_it_ends() {
        let endpoint = endpoint("127.0.0.1:0").unwrap();
        let is_open = || TcpStream::connect(endpoint.address()).is_ok();
        assert!(!is_open());
        let listener = endpoint.listen().unwrap();
        assert!(is_open());
        drop(listener);
        assert!(!is_open());
        let _again = endpoint.listen().unwrap();
        assert!(is_open());
    }

    #[tokio::test]
    async fn an_address_in_use_cannot_be_had() {
        let one = endpoint("127.0.0.1:0").unwrap();
        let _listener = one.listen().unwrap();
        let other = endpoint(&one.address().to_string());
        assert!(other.unwrap_err().to_string().contains("--http"));
    }
}
