//! Discord's rate limits: a bucket for each route with its major parameter, with headers, and 50 requests a second in
//! all. Interactions are exempt.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use axum::http::HeaderMap;

use super::Discord;

const GLOBAL_REQUESTS: usize = 50;
const GLOBAL_WINDOW: Duration = Duration::from_secs(1);

/// The requests so far, as the limits count them.
pub(super) struct RateLimits {
    /// Requests of a bucket within a window.
    pub(super) limit: u32,
    pub(super) window: Duration,
    buckets: HashMap<String, Bucket>,
    sent: VecDeque<Instant>,
}

struct Bucket {
    begun: Instant,
    count: u32,
}

/// A request beyond a limit.
#[derive(Clone, Copy)]
pub(super) struct Exceeded {
    pub(super) after: f64,
    pub(super) global: bool,
}

/// A limit that is never reached.
impl Default for RateLimits {
    fn default() -> Self {
        Self {
            limit: 1_000,
            window: Duration::from_secs(1),
            buckets: HashMap::new(),
            sent: VecDeque::new(),
        }
    }
}

impl Discord {
    /// Allows this many requests of each bucket within a window.
    pub(crate) fn limit_buckets(&self, limit: u32, window: Duration) {
        let mut state = self.state();
        state.rate_limits.limit = limit;
        state.rate_limits.window = window;
    }
}

impl RateLimits {
    /// Counts a request; returns the headers of its bucket.
    pub(super) fn count(&mut self, method: &str, path: &str) -> (HeaderMap, Option<Exceeded>) {
        let mut headers = HeaderMap::new();
        if path.contains("/interactions/") || path.contains("/webhooks/") {
            return (headers, None);
        }
        let now = Instant::now();
        let window = self.window;
        let bucket = self.buckets.entry(route(method, path)).or_insert(Bucket {
            begun: now,
            count: 0,
        });
        if now - bucket.begun >= window {
            *bucket = Bucket {
                begun: now,
                count: 0,
            };
        }
        let after = window.saturating_sub(now - bucket.begun).as_secs_f64();
        let mut exceeded = None;
        if bucket.count >= self.limit {
            exceeded = Some(Exceeded {
                after,
                global: false,
            });
        } else {
            bucket.count += 1;
        }
        let remaining = self.limit - bucket.count;
        for (name, value) in [
            ("x-ratelimit-limit", self.limit.to_string()),
            ("x-ratelimit-remaining", remaining.to_string()),
            ("x-ratelimit-reset-after", format!("{after:.3}")),
            ("x-ratelimit-bucket", "a-bucket".to_owned()),
        ] {
            headers.insert(name, value.parse().unwrap());
        }
        while self
            .sent
            .front()
            .is_some_and(|sent| now - *sent >= GLOBAL_WINDOW)
        {
            self.sent.pop_front();
        }
        if self.sent.len() >= GLOBAL_REQUESTS {
            let oldest = self.sent[self.sent.len() - GLOBAL_REQUESTS];
            exceeded = Some(Exceeded {
                after: GLOBAL_WINDOW.saturating_sub(now - oldest).as_secs_f64(),
                global: true,
            });
        } else {
            self.sent.push_back(now);
        }
        (headers, exceeded)
    }
}

/// The route with its major parameter: the first id counts, later ones do not.
fn route(method: &str, path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let segments = path.trim_start_matches("/api/v10/").split('/').enumerate();
    let shown = segments.map(|(at, segment)| {
        let is_id = segment.parse::<u64>().is_ok();
        if is_id && at > 1 { "*" } else { segment }
    });
    format!("{method} {}", shown.collect::<Vec<_>>().join("/"))
}
