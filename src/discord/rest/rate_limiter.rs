//! Keeps Discord's rate limits: those of a bucket as the headers of its responses tell them, and the global one.
//! <https://discord.com/developers/docs/topics/rate-limits>

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderMap;
use serenity::http::{LightMethod, RatelimitingBucket};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};
use tokio::time::{Instant, sleep};

/// Requests of a bot within [`GLOBAL_WINDOW`].
const GLOBAL_REQUESTS: usize = 50;
/// Discord counts 50 requests a second; the rest is for differences in latency.
const GLOBAL_WINDOW: Duration = Duration::from_millis(1_100);
/// Number of buckets at which those without a limit in force are removed.
const SWEEP_AT: usize = 1_000;

/// What a rate limit counts: a method and a route with its major parameter.
pub(super) type Bucket = (LightMethod, RatelimitingBucket);

/// The limits of one bot. Several processes of a bot do not count each other's requests; where they exceed the global
/// limit together, Discord answers 429.
#[derive(Default)]
pub(super) struct RateLimiter {
    buckets: Mutex<Buckets>,
    /// Locked while a request waits, so that they are sent in order.
    global: AsyncMutex<GlobalWindow>,
    paused_until: Mutex<Option<Instant>>,
}

#[derive(Default)]
struct Buckets {
    windows: HashMap<Bucket, Arc<AsyncMutex<Window>>>,
    /// How many there may be before the next sweep.
    sweep_at: usize,
}

/// A bucket's window.
#[derive(Debug, Default)]
struct Window {
    remaining: u32,
    /// None before the first response.
    resets: Option<Instant>,
}

/// The requests of the last [`GLOBAL_WINDOW`].
#[derive(Debug, Default)]
struct GlobalWindow(VecDeque<Instant>);

/// Permit to send one request. Requests of a bucket are sent one after the other, so that each knows how many the one
/// before has left; Discord's limits are below one request in the time that a request takes.
pub(super) struct SendPermit(OwnedMutexGuard<Window>);

impl RateLimiter {
    /// Waits until a request of a bucket may be sent.
    pub(super) async fn acquire(&self, bucket: Bucket) -> SendPermit {
        let window = self.buckets().window(bucket);
        let mut window = window.lock_owned().await;
        sleep(window.wait(Instant::now())).await;
        window.remaining = window.remaining.saturating_sub(1);
        self.acquire_global().await;
        SendPermit(window)
    }

    async fn acquire_global(&self) {
        let mut global = self.global.lock().await;
        loop {
            let now = Instant::now();
            let paused = self.paused_until().map(|until| until - now);
            let wait = global.wait(now).max(paused.unwrap_or_default());
            if wait.is_zero() {
                global.0.push_back(now);
                return;
            }
            sleep(wait).await;
        }
    }

    /// Sends nothing for this long.
    pub(super) fn pause(&self, time: Duration) {
        let until = Instant::now() + time;
        let mut paused = self.paused_until();
        *paused = paused.max(Some(until));
    }

    fn paused_until(&self) -> MutexGuard<'_, Option<Instant>> {
        self.paused_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn buckets(&self) -> MutexGuard<'_, Buckets> {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Buckets that are kept.
    #[cfg(test)]
    pub(super) fn kept(&self) -> usize {
        self.buckets().windows.len()
    }
}

impl Buckets {
    fn window(&mut self, bucket: Bucket) -> Arc<AsyncMutex<Window>> {
        if self.windows.len() >= self.sweep_at.max(SWEEP_AT) {
            let now = Instant::now();
            self.windows.retain(|_, window| {
                // A locked one has a request in flight.
                window
                    .try_lock()
                    .map_or(true, |window| !window.wait(now).is_zero())
            });
            self.sweep_at = 2 * self.windows.len();
        }
        Arc::clone(self.windows.entry(bucket).or_default())
    }
}

impl Window {
    /// How long the next request has to wait.
    fn wait(&self, now: Instant) -> Duration {
        match self.resets {
            Some(resets) if self.remaining == 0 => resets.saturating_duration_since(now),
            _ => Duration::ZERO,
        }
    }

    fn update(&mut self, headers: &HeaderMap, now: Instant) {
        let number = |name: &str| -> Option<f64> { headers.get(name)?.to_str().ok()?.parse().ok() };
        let remaining = headers
            .get("x-ratelimit-remaining")
            .and_then(|value| value.to_str().ok()?.parse().ok());
        let after = number("x-ratelimit-reset-after")
            .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        if let (Some(remaining), Some(after)) = (remaining, after) {
            self.remaining = remaining;
            self.resets = Some(now + after);
        }
    }
}

impl GlobalWindow {
    /// How long the next request has to wait.
    fn wait(&mut self, now: Instant) -> Duration {
        while let Some(sent) = self.0.front()
            && *sent + GLOBAL_WINDOW <= now
        {
            self.0.pop_front();
        }
        match self.0.front() {
            Some(oldest) if self.0.len() >= GLOBAL_REQUESTS => *oldest + GLOBAL_WINDOW - now,
            _ => Duration::ZERO,
        }
    }
}

impl SendPermit {
    /// Updates the bucket from the headers of a response.
    pub(super) fn update(&mut self, headers: &HeaderMap) {
        self.0.update(headers, Instant::now());
    }

    /// Sends no request of the bucket for this long.
    pub(super) fn block(&mut self, time: Duration) {
        self.0.remaining = 0;
        self.0.resets = Some(Instant::now() + time);
    }
}

#[cfg(test)]
mod tests {
    use serenity::all::ChannelId;
    use serenity::http::Route;

    use super::*;

    fn bucket(channel: u64) -> Bucket {
        let route = Route::ChannelMessages {
            channel_id: ChannelId::new(channel),
        };
        (LightMethod::Post, route.ratelimiting_bucket())
    }

    fn headers(remaining: &str, reset_after: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-ratelimit-remaining", remaining.parse().unwrap());
        headers.insert("x-ratelimit-reset-after", reset_after.parse().unwrap());
        headers
    }

    #[test]
    fn an_empty_bucket_waits_for_its_reset() {
        let now = Instant::now();
        let mut window = Window::default();
        assert_eq!(window.wait(now), Duration::ZERO);
        window.update(&headers("1", "2.5"), now);
        assert_eq!(window.wait(now), Duration::ZERO);
        window.update(&headers("0", "2.5"), now);
        assert_eq!(window.wait(now), Duration::from_millis(2_500));
        assert_eq!(window.wait(now + Duration::from_secs(3)), Duration::ZERO);
        // Unreadable headers change nothing.
        for (remaining, after) in [("many", "1"), ("5", "soon"), ("5", "-1")] {
            window.update(&headers(remaining, after), now);
            assert_eq!(window.wait(now), Duration::from_millis(2_500));
        }
    }

    #[test]
    fn fifty_requests_go_out_in_a_second_and_no_more() {
        let start = Instant::now();
        let mut global = GlobalWindow::default();
        for _ in 0..GLOBAL_REQUESTS {
            assert_eq!(global.wait(start), Duration::ZERO);
            global.0.push_back(start);
        }
        assert_eq!(global.wait(start), GLOBAL_WINDOW);
        assert_eq!(global.wait(start + GLOBAL_WINDOW), Duration::ZERO);
        assert!(global.0.is_empty());
    }

    #[tokio::test]
    async fn a_blocked_bucket_holds_up_no_other() {
        let limiter = RateLimiter::default();
        let hour = Duration::from_hours(1);
        limiter.acquire(bucket(1)).await.block(hour);
        let _other = limiter.acquire(bucket(2)).await;
        let blocked = limiter.buckets().window(bucket(1));
        assert!(!blocked.try_lock().unwrap().wait(Instant::now()).is_zero());
    }

    #[tokio::test]
    async fn buckets_without_a_limit_in_force_are_not_kept() {
        let limiter = RateLimiter::default();
        limiter
            .acquire(bucket(1))
            .await
            .block(Duration::from_hours(1));
        for channel in 2..100_000 {
            let _ = limiter.buckets().window(bucket(channel));
        }
        assert!(limiter.kept() <= SWEEP_AT, "{}", limiter.kept());
        let blocked = limiter.buckets().window(bucket(1));
        assert!(!blocked.try_lock().unwrap().wait(Instant::now()).is_zero());
    }
}
