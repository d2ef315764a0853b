//! Metrics, under the names that `/metrics` exposes. Counts and durations only: no text, no user or guild id. Without
//! a recorder, as in the terminal, a metric costs next to nothing.

use std::time::{Duration, Instant};

use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};

const QUESTIONS: &str = "engram_questions_total";
const STAGE: &str = "engram_stage_seconds";
const CACHE: &str = "engram_cache_lookups_total";
const IN_FLIGHT: &str = "engram_events_in_flight";
const REJECTED: &str = "engram_rejected_total";
const CLOSED: &str = "engram_gateway_closed_total";
const LOST: &str = "engram_replies_lost_total";
const LIMITED: &str = "engram_discord_limited_total";
const UNREADABLE: &str = "engram_gateway_unreadable_total";
const INDEX_AGE: &str = "engram_index_age_seconds";
const INDEX_BYTES: &str = "engram_index_bytes";
const INDEX_ARTICLES: &str = "engram_index_articles";
const INDEX_PASSAGES: &str = "engram_index_passages";
const SHARD_CONNECTED: &str = "engram_shard_connected";
const SHARD_LATENCY: &str = "engram_shard_latency_seconds";
const RESIDENT: &str = "process_resident_memory_bytes";

/// A stage of answering a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Waiting for a free search slot.
    Queue,
    /// Encoding the question.
    Encode,
    /// Retrieval and ranking.
    Search,
    /// Rendering the answer as a message.
    Render,
    /// A REST request to Discord, until its response.
    Send,
    /// From the event to the end of the first response.
    Whole,
}

impl Stage {
    fn as_str(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Encode => "encode",
            Self::Search => "search",
            Self::Render => "render",
            Self::Send => "send",
            Self::Whole => "whole",
        }
    }
}

/// How an event was rejected under load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rejection {
    /// At once, with a reply.
    Replied,
    /// Without a reply.
    Dropped,
    /// With a reply, after the queue timeout.
    TimedOut,
}

impl Rejection {
    fn as_str(self) -> &'static str {
        match self {
            Self::Replied => "replied",
            Self::Dropped => "dropped",
            Self::TimedOut => "timed_out",
        }
    }
}

/// Runs `work` and records its duration.
pub fn timed<T>(stage: Stage, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = work();
    record_stage(stage, begun.elapsed());
    done
}

/// Records the duration of a stage.
pub fn record_stage(stage: Stage, time: Duration) {
    histogram!(STAGE, "stage" => stage.as_str()).record(time.as_secs_f64());
}

/// Counts a question by outcome (its name in JSON).
pub fn question(outcome: &'static str) {
    counter!(QUESTIONS, "outcome" => outcome).increment(1);
}

/// Counts a lookup in the answer cache.
pub fn cache_lookup(found: bool) {
    counter!(CACHE, "found" => if found { "yes" } else { "no" }).increment(1);
}

/// Counts an event rejected under load.
pub fn rejected(how: Rejection) {
    counter!(REJECTED, "how" => how.as_str()).increment(1);
}

/// Counts a closed gateway connection.
pub fn gateway_closed() {
    counter!(CLOSED).increment(1);
}

/// Counts a payload from Discord that could not be parsed.
pub fn unreadable() {
    counter!(UNREADABLE).increment(1);
}

/// Counts a reply that could not be sent.
pub fn reply_lost() {
    counter!(LOST).increment(1);
}

/// Counts a request that Discord rate limited (status 429).
pub fn rate_limited() {
    counter!(LIMITED).increment(1);
}

/// Sets the gauges of the shared index.
pub fn index(age: Duration, bytes: u64, articles: usize, passages: usize) {
    gauge!(INDEX_AGE).set(age.as_secs_f64());
    gauge!(INDEX_BYTES).set(bytes as f64);
    gauge!(INDEX_ARTICLES).set(articles as f64);
    gauge!(INDEX_PASSAGES).set(passages as f64);
}

/// Sets the gauges of a shard: connection state, and heartbeat latency if known.
pub fn shard(number: u32, connected: bool, latency: Option<Duration>) {
    let number = number.to_string();
    gauge!(SHARD_CONNECTED, "shard" => number.clone()).set(f64::from(connected));
    if let Some(latency) = latency {
        gauge!(SHARD_LATENCY, "shard" => number).set(latency.as_secs_f64());
    }
}

/// Sets the resident memory gauge.
pub fn resident(bytes: u64) {
    gauge!(RESIDENT).set(bytes as f64);
}

/// Guard: an event counts as in flight until this is dropped.
#[derive(Debug)]
pub struct InFlight(());

impl InFlight {
    /// Counts one event more.
    pub fn begin() -> Self {
        gauge!(IN_FLIGHT).increment(1.0);
        Self(())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        gauge!(IN_FLIGHT).decrement(1.0);
    }
}

/// Registers the help text of each metric.
pub fn describe() {
    describe_counter!(
        QUESTIONS,
        "Questions by outcome: answer, closest or nothing."
    );
    describe_histogram!(
        STAGE,
        "Duration by stage in seconds: queue, encode, search, render, send; whole is from the event to the first response."
    );
    describe_counter!(
        CACHE,
        "Lookups in the answer cache, by whether the answer was found."
    );
    describe_gauge!(IN_FLIGHT, "Events in flight: queued or being handled.");
    describe_counter!(
        REJECTED,
        "Events rejected under load: replied, dropped or timed_out."
    );
    describe_counter!(LOST, "Replies that could not be sent.");
    describe_counter!(
        LIMITED,
        "Requests that Discord rate limited with status 429."
    );
    describe_counter!(CLOSED, "Closed gateway connections.");
    describe_counter!(
        UNREADABLE,
        "Payloads from Discord that could not be parsed."
    );
    describe_gauge!(INDEX_AGE, "Age of the shared index in seconds.");
    describe_gauge!(INDEX_BYTES, "Size of the shared index on disk in bytes.");
    describe_gauge!(INDEX_ARTICLES, "Articles in the shared index.");
    describe_gauge!(INDEX_PASSAGES, "Passages in the shared index.");
    describe_gauge!(SHARD_CONNECTED, "1 if the shard is connected, else 0.");
    describe_gauge!(
        SHARD_LATENCY,
        "Latency of a shard's last heartbeat in seconds."
    );
    describe_gauge!(RESIDENT, "Resident memory in bytes.");
}
