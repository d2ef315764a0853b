//! Serves HTTP connections within bounds, so that a client cannot use up memory or file descriptors: at most
//! [`MAX_CONNECTIONS`], each with a time limit for headers and for being idle. When all are taken, the oldest one
//! without a verified request is closed for a new one.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};

/// Most connections: below the usual limit of 1,024 file descriptors, with room for the store, Discord and the index.
const MAX_CONNECTIONS: usize = 512;
/// Timeout for the headers of a request, and between two requests.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
/// Buffer of a connection, and so the largest headers.
const BUFFER_BYTES: usize = 16 * 1024;
/// Wait after a failed accept: without free file descriptors it fails at once, again and again.
const ACCEPT_RETRY: Duration = Duration::from_millis(100);
/// A repeated fault is logged at most this often.
const LOG_INTERVAL: Duration = Duration::from_secs(10);

/// State of a connection that its requests share with the server.
#[derive(Default)]
pub(crate) struct Connection {
    is_busy: AtomicBool,
    evict: Notify,
}

impl Connection {
    /// Marks the connection as serving a verified request until the guard is dropped: it is not evicted meanwhile.
    pub(crate) fn busy(self: &Arc<Self>) -> Busy {
        self.is_busy.store(true, Ordering::Relaxed);
        Busy(Arc::clone(self))
    }
}

/// See [`Connection::busy`].
pub(crate) struct Busy(Arc<Connection>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.is_busy.store(false, Ordering::Relaxed);
    }
}

/// All open connections, oldest first.
struct Connections {
    open: Mutex<BTreeMap<u64, Arc<Connection>>>,
    most: usize,
}

impl Connections {
    fn open(&self, number: u64) -> Option<(Arc<Connection>, bool)> {
        let mut open = self.lock();
        let mut evicted = false;
        if open.len() >= self.most {
            let idle = open
                .iter()
                .find(|(_, connection)| !connection.is_busy.load(Ordering::Relaxed))
                .map(|(number, _)| *number)?;
            if let Some(connection) = open.remove(&idle) {
                connection.evict.notify_one();
                evicted = true;
            }
        }
        let connection = Arc::<Connection>::default();
        open.insert(number, Arc::clone(&connection));
        Some((connection, evicted))
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<Connection>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves connections until `shutdown` completes and the open ones have ended.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()>,
) {
    serve_at_most(MAX_CONNECTIONS, HEADER_TIMEOUT, listener, router, shutdown).await;
}

async fn serve_at_most(
    most: usize,
    header_timeout: Duration,
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()>,
) {
    let mut shutdown = pin!(shutdown);
    let connections = Arc::new(Connections {
        open: Mutex::default(),
        most,
    });
    let (stop, stopped) = watch::channel(false);
    let mut logged: Option<Instant> = None;
    let mut may_log = || {
        let is_due = logged.is_none_or(|last| last.elapsed() >= LOG_INTERVAL);
        if is_due {
            logged = Some(Instant::now());
        }
        is_due
    };
    for number in 0.. {
        let accepted = tokio::select! {
            () = &mut shutdown => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                let opened = connections.open(number);
                if opened.as_ref().is_none_or(|(_, evicted)| *evicted) && may_log() {
                    let closed = if opened.is_some() {
                        "the oldest idle one"
                    } else {
                        "the new one: all others are busy"
                    };
                    tracing::warn!(most, closed, "too many connections");
                }
                if let Some((connection, _)) = opened {
                    let (connections, stopped) = (Arc::clone(&connections), stopped.clone());
                    let router = router.clone();
                    tokio::spawn(async move {
                        run(stream, header_timeout, router, connection, stopped).await;
                        connections.lock().remove(&number);
                    });
                }
            }
            Err(error) => {
                if may_log() {
                    tracing::warn!(%error, "no connection can be accepted");
                }
                tokio::time::sleep(ACCEPT_RETRY).await;
            }
        }
    }
    drop(listener);
    drop(stopped);
    stop.send_replace(true);
    stop.closed().await;
}

async fn run(
    stream: TcpStream,
    header_timeout: Duration,
    router: Router,
    connection: Arc<Connection>,
    mut stopped: watch::Receiver<bool>,
) {
    let service = TowerToHyperService::new(router.layer(Extension(Arc::clone(&connection))));
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(header_timeout)
        .max_buf_size(BUFFER_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let mut serving = pin!(serving);
    let mut is_stopping = false;
    loop {
        tokio::select! {
            // A connection that was cut is no fault of the server.
            _ = &mut serving => return,
            () = connection.evict.notified() => return,
            _ = stopped.wait_for(|stop| *stop), if !is_stopping => {
                is_stopping = true;
                serving.as_mut().graceful_shutdown();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n";

    async fn served(most: usize, header_timeout: Duration) -> std::net::SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", get(|| async { "ok" }));
        let never = std::future::pending();
        tokio::spawn(serve_at_most(most, header_timeout, listener, router, never));
        address
    }

    /// Whether a request on the connection is answered.
    async fn answers(stream: &mut TcpStream) -> bool {
        let mut answer = [0; 12];
        stream.write_all(REQUEST).await.is_ok()
            && stream.read_exact(&mut answer).await.is_ok()
            && answer == *b"HTTP/1.1 200"
    }

    #[tokio::test]
    async fn half_open_connections_keep_nobody_out() {
        let address = served(4, HEADER_TIMEOUT).await;
        let mut half_open = Vec::new();
        for _ in 0..20 {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(b"POST / HTTP/1.1\r\n").await.unwrap();
            half_open.push(stream);
        }
        assert!(answers(&mut TcpStream::connect(address).await.unwrap()).await);
        // The oldest one was closed to make room.
        let mut rest = Vec::new();
        let oldest = half_open.first_mut().unwrap();
        assert!(matches!(
            oldest.read_to_end(&mut rest).await,
            Ok(0) | Err(_)
        ));
    }

    #[tokio::test]
    async fn idle_and_slow_connections_are_closed() {
        let address = served(4, Duration::from_millis(50)).await;
        let mut idle = TcpStream::connect(address).await.unwrap();
        assert!(answers(&mut idle).await);
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"POST / HTTP/1.1\r\n").await.unwrap();
        for stream in [&mut idle, &mut slow] {
            let mut rest = Vec::new();
            let _ = stream.read_to_end(&mut rest).await;
        }
        assert!(answers(&mut TcpStream::connect(address).await.unwrap()).await);
    }
}
