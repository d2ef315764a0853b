//! Takes interactions that Discord sends over HTTP: signed requests, whose response is the first response to the
//! interaction. Any process can take any of them.
//! <https://discord.com/developers/docs/interactions/receiving-and-responding#receiving-an-interaction>

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serenity::all::Interaction;
use socket2::{Domain, Socket, Type};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::discord::inbound::decode;
use crate::discord::policy::admission::Admission;
use crate::discord::reply::pending_response::{FirstResponse, HttpAnswer, InteractionResponder};
use crate::discord::transport::signature::{Rejection, RequestVerifier};
use crate::{Error, Result};

use crate::discord::transport::signature::PublicKey;

/// The largest body that is read. Discord's largest interactions, a message menu on a message with ten embeds, stay
/// far below.
const BODY_BYTES: usize = 512 * 1024;
/// How long a body may take to arrive.
const BODY_PATIENCE: Duration = Duration::from_secs(3);
/// Connections that may wait to be taken.
const WAITING: i32 = 1024;
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
    /// Takes an address for requests that are signed with the application's key. Nobody listens there before they can be
    /// answered: until then a balancer takes them to another process.
    ///
    /// # Errors
    /// [`Error::Setting`] if the address cannot be had.
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

    /// Where it is.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Listens there. Once the listener is gone nobody does, and this can be called again.
    fn listen(&self) -> io::Result<TcpListener> {
        let mut socket = self.socket.lock().unwrap_or_else(PoisonError::into_inner);
        let socket = match socket.take() {
            Some(socket) => socket,
            None => bound(self.address)?,
        };
        socket.listen(WAITING)?;
        TcpListener::from_std(socket.into())
    }
}

/// A socket at an address, where nobody listens yet.
fn bound(address: SocketAddr) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    // As the standard library does for a listener: one that has just ended leaves its address behind.
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

/// What a request needs.
struct InteractionServer {
    admission: Arc<Admission>,
    responder: InteractionResponder,
    guard: Mutex<RequestVerifier>,
}

/// Takes interactions until `shutdown` is done and those that have come are answered.
pub(crate) async fn listen(
    endpoint: &Endpoint,
    admission: Arc<Admission>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let broken = |error: io::Error| Error::internal("listening for Discord", error);
    let listener = endpoint.listen().map_err(broken)?;
    let server = Arc::new(InteractionServer {
        responder: InteractionResponder::new(Arc::clone(&admission)),
        admission,
        guard: Mutex::new(RequestVerifier::new(&endpoint.key)),
    });
    // Whatever path the address has that Discord was given: a proxy may have changed it on the way.
    let router = Router::new()
        .route("/", post(interaction))
        .route("/{*path}", post(interaction))
        .with_state(server);
    tracing::info!(address = %endpoint.address(), "waiting for interactions");
    axum::serve(listener, router)
        .with_graceful_shutdown(shutdown)
        .await
        .map_err(broken)
}

async fn interaction(
    State(server): State<Arc<InteractionServer>>,
    request: Request<Body>,
) -> Response {
    match server.receive(request).await {
        Ok(response) => response,
        Err((status, what)) => {
            tracing::warn!(status = status.as_u16(), what, "a request was refused");
            (status, what).into_response()
        }
    }
}

impl InteractionServer {
    async fn receive(
        self: Arc<Self>,
        request: Request<Body>,
    ) -> std::result::Result<Response, (StatusCode, &'static str)> {
        let received = Instant::now();
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
        let interaction: Interaction =
            decode::read(&body).ok_or((StatusCode::BAD_REQUEST, "this is no interaction"))?;
        if matches!(interaction, Interaction::Ping(_)) {
            return Ok(json(PONG.as_bytes().to_vec()));
        }
        let (first, response) = oneshot::channel();
        // A task of its own: what follows a deferral outlives this request.
        tokio::spawn(async move {
            let first = FirstResponse::Body(first);
            match self.admission.begin() {
                Some(_room) => {
                    self.responder
                        .interaction(&interaction, first, received)
                        .await;
                }
                None => self.responder.reject(&interaction, first).await,
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
                    Rejection::Signature => "invalid request signature",
                    Rejection::Time => "the timestamp is too far from this clock",
                    Rejection::Repeated => "this request was here before",
                };
                (StatusCode::UNAUTHORIZED, what)
            })
    }
}

/// Whether a request would be taken at a time since 1970.
#[cfg(any(test, fuzzing))]
pub(crate) fn is_taken(
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
