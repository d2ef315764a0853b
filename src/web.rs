//! A page that shows in a browser what Discord would show, and to writers how their articles are found. It reads the
//! articles and never writes them. Its files are part of the program; it asks nothing of the network.
//!
//! | file | what it is |
//! | --- | --- |
//! | `live` | rereads the articles when their files change |
//! | `chat` | asking, suggestions, pressed buttons |
//! | `writers` | the articles with their problems, and why a question gets its answer |
//! | `access` | who may use the page: hosts, token, headers of every response |
//! | `page.html`, `page.css`, `page.js` | the page |

mod access;
mod chat;
mod live;
mod writers;

use std::future::Future;
use std::net::SocketAddr;

use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use axum::{Router, middleware, serve as serve_http};
use secrecy::SecretString;
use serde_json::json;
use tokio::net::TcpListener;

use crate::engine::Engine;
use crate::{Error, Result};

use access::Access;
use live::Live;

/// The default address.
pub const DEFAULT_ADDRESS: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8642);
/// Fewest characters of a token.
pub const MIN_TOKEN_CHARS: usize = 16;
/// Largest body of a request: a question of 2,000 characters with what its message holds fits several times.
const MAX_BODY_BYTES: usize = 64 * 1024;

const HTML: &str = include_str!("web/page.html");
const CSS: &str = include_str!("web/page.css");
const JS: &str = include_str!("web/page.js");

/// What the handlers share.
#[derive(Clone)]
struct Page {
    engine: Engine,
    live: Live,
}

/// Serves the page until `shutdown` completes. With a token every request for content must carry it; without one only
/// requests to a loopback name are answered.
///
/// # Errors
/// [`Error::Internal`] if the listener fails.
pub async fn serve(
    listener: TcpListener,
    engine: Engine,
    token: Option<SecretString>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let (live, state) = live::new();
    let rereading = tokio::spawn(live::keep_reading(engine.clone(), state));
    let router = router(Page { engine, live }, Access::new(token));
    let served = tokio::select! {
        served = async { serve_http(listener, router).await } => served,
        () = shutdown => Ok(()),
    };
    rereading.abort();
    served.map_err(|error| Error::internal("serving the page", error))
}

fn router(page: Page, access: Access) -> Router {
    let api = Router::new()
        .route("/api/profile", post(chat::profile))
        .route("/api/ask", post(chat::ask))
        .route("/api/press", post(chat::press))
        .route("/api/suggest", post(chat::suggest))
        .route("/api/command", post(chat::command))
        .route("/api/library", post(writers::library))
        .route("/api/why", post(writers::why))
        .route("/api/changes", post(live::changes))
        .layer(middleware::from_fn_with_state(
            access.clone(),
            access::require_token,
        ))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(page);
    let file = |kind: &'static str, text: &'static str| {
        get(move || async move { ([(CONTENT_TYPE, kind)], text) })
    };
    Router::new()
        .route("/", file("text/html; charset=utf-8", HTML))
        .route("/page.css", file("text/css; charset=utf-8", CSS))
        .route("/page.js", file("text/javascript; charset=utf-8", JS))
        // Browsers ask for it by themselves.
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .merge(api)
        .layer(middleware::from_fn_with_state(access, access::require_host))
        .layer(middleware::map_response(|response: Response| async move {
            access::with_headers(response)
        }))
}

/// A request that could not be answered.
struct Failure(StatusCode, String);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.0, Json(json!({"error": self.1}))).into_response()
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        tracing::error!(%error, "a request of the page failed");
        Self(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
    }
}

/// Runs blocking work on a blocking thread.
async fn blocking<T: Send + 'static>(
    page: Page,
    work: impl FnOnce(&Page) -> Result<T> + Send + 'static,
) -> std::result::Result<T, Failure> {
    let done = tokio::task::spawn_blocking(move || work(&page)).await;
    let done = done.map_err(|error| Error::internal("answering a request of the page", error))?;
    Ok(done?)
}
