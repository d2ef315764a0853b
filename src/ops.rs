//! The operations port: liveness (`/healthz`), readiness (`/readyz`) and Prometheus metrics (`/metrics`). Nothing here
//! is secret or names a guild or user; still the default is loopback.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Json};
use axum::routing::get;
use axum::{Router, serve as serve_http};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use serde::Serialize;
use tokio::net::TcpListener;

use crate::config::OpsAddress;
use crate::discord::{ConnectionState, Connections};
use crate::engine::Engine;
use crate::metric;
use crate::store::Store;
use crate::{Error, Result};

/// The default address.
pub const DEFAULT_ADDRESS: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 9464);
/// Histogram buckets in seconds: an answer takes milliseconds, Discord waits 3 s.
const BOUNDS: [f64; 13] = [
    0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
];
/// How often samples are moved to buckets, so that they do not accumulate without a scraper.
const UPKEEP_EVERY: Duration = Duration::from_secs(5);
/// Content type of Prometheus' text format.
const PROMETHEUS_TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What the endpoints report on. A cheap handle: clones share state.
#[derive(Debug, Clone, Default)]
pub struct HealthState {
    engine: Arc<OnceLock<Engine>>,
    store: Arc<OnceLock<Store>>,
    /// `None` in HTTP mode, which has no gateway connection.
    connections: Option<Connections>,
}

impl HealthState {
    /// Not ready yet.
    pub fn new(connections: Option<Connections>) -> Self {
        Self {
            engine: Arc::default(),
            store: Arc::default(),
            connections,
        }
    }

    fn states(&self) -> BTreeMap<u32, ConnectionState> {
        self.connections
            .as_ref()
            .map(Connections::states)
            .unwrap_or_default()
    }

    /// Index and store are open: questions can be answered.
    pub fn opened(&self, engine: Engine, store: Store) {
        let _ = self.store.set(store);
        let _ = self.engine.set(engine);
    }
}

/// Opens the port; none if it is off, or if the default one is taken, which is logged: a second bot on the same machine
/// is no fault.
///
/// # Errors
/// [`Error::Setting`] if an address that was asked for cannot be listened on.
pub async fn listen(address: OpsAddress) -> Result<Option<TcpListener>> {
    let (address, asked_for) = match address {
        OpsAddress::Off => return Ok(None),
        OpsAddress::Default => (DEFAULT_ADDRESS, false),
        OpsAddress::At(address) => (address, true),
    };
    match TcpListener::bind(address).await {
        Ok(listener) => {
            tracing::info!(address = %listener.local_addr().unwrap_or(address), "health and metrics are served");
            Ok(Some(listener))
        }
        Err(error) if asked_for => Err(Error::Setting {
            key: "ops_address".to_owned(),
            what: format!(
                "could not listen on {address}: {error}\nhint: name a free port, or \"off\""
            ),
        }),
        Err(error) => {
            tracing::warn!(%address, %error, "no health and metrics: set ops_address to a free port");
            Ok(None)
        }
    }
}

/// Serves the port and installs the metrics recorder; runs until the process ends.
///
/// # Errors
/// If a recorder is already installed in this process.
pub async fn serve(listener: TcpListener, state: HealthState) -> Result<()> {
    let prometheus = install_recorder()?;
    let upkeep = prometheus.clone();
    let router = Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(render_metrics))
        .with_state((state, prometheus));
    let upkeep = async {
        loop {
            tokio::time::sleep(UPKEEP_EVERY).await;
            upkeep.run_upkeep();
        }
    };
    tokio::select! {
        served = async { serve_http(listener, router).await } => {
            served.map_err(|error| Error::internal("serving health and metrics", error))
        }
        () = upkeep => Ok(()),
    }
}

fn install_recorder() -> Result<PrometheusHandle> {
    let prometheus = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BOUNDS)
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(|error| Error::internal("installing the metrics recorder", error))?;
    metric::describe();
    Ok(prometheus)
}

/// The body of `/readyz`.
#[derive(Serialize)]
struct Readiness {
    ready: bool,
    /// Whether the index is open.
    index: bool,
    /// Why the store cannot be used or written; absent if it can.
    #[serde(skip_serializing_if = "Option::is_none")]
    store_fault: Option<String>,
    shards: Vec<Connection>,
}

#[derive(Serialize)]
struct Connection {
    id: u32,
    connected: bool,
    latency_ms: Option<u128>,
}

async fn ready(State((state, _)): State<(HealthState, PrometheusHandle)>) -> impl IntoResponse {
    let index = state.engine.get().is_some();
    let shards = state.states();
    let connected = shards.values().all(|shard| shard.connected);
    let store_fault = match state.store.get() {
        Some(store) => store.fault().await,
        None => None,
    };
    let ready = index
        && store_fault.is_none()
        && connected
        && (state.connections.is_none() || !shards.is_empty());
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let shards = shards
        .iter()
        .map(|(shard, state)| Connection {
            id: *shard,
            connected: state.connected,
            latency_ms: state.latency.map(|latency| latency.as_millis()),
        })
        .collect();
    let body = Readiness {
        ready,
        index,
        store_fault,
        shards,
    };
    (status, Json(body))
}

async fn render_metrics(
    State((state, prometheus)): State<(HealthState, PrometheusHandle)>,
) -> impl IntoResponse {
    update_gauges(&state);
    ([(CONTENT_TYPE, PROMETHEUS_TEXT)], prometheus.render())
}

/// Sets the gauges that are read on demand.
fn update_gauges(state: &HealthState) {
    if let Some(manifest) = state.engine.get().and_then(Engine::manifest) {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        // A build time in the future (a wrong clock) counts as age 0.
        let age = now
            .unwrap_or_default()
            .saturating_sub(Duration::from_secs(manifest.built_at));
        let bytes: u64 = manifest.files.values().map(|digest| digest.bytes).sum();
        metric::index(age, bytes, manifest.articles, manifest.passages);
    }
    for (shard, state) in state.states() {
        metric::shard(shard, state.connected, state.latency);
    }
    if let Some(bytes) = resident_bytes() {
        metric::resident(bytes);
    }
}

/// Resident memory of this process, where `/proc` exists.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
