//! What is measured while the bot runs, under the names that `/metrics` shows. Counts and times alone: no text and no
//! id of anyone. Where nothing listens, as in the terminal, measuring costs next to nothing.

use std::time::{Duration, Instant};

use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};

const QUESTIONS: &str = "engram_questions_total";
const STAGE: &str = "engram_stage_seconds";
const CACHE: &str = "engram_cache_lookups_total";
const IN_WORK: &str = "engram_queue_depth";
const TURNED_AWAY: &str = "engram_turned_away_total";
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

/// A stage on the way from a question to its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Waiting for a turn.
    Queue,
    /// The question becomes vectors.
    Encode,
    /// Candidates are found and ranked.
    Search,
    /// The answer becomes a message.
    Render,
    /// A request to Discord, until it is answered.
    Send,
    /// From the event to the end of the first response: all of the above.
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

/// What became of someone for whom there was no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TurnedAway {
    /// They were told so.
    Told,
    /// They heard nothing.
    Silent,
    /// They were told so after having waited.
    Waited,
}

impl TurnedAway {
    fn as_str(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Silent => "silent",
            Self::Waited => "waited",
        }
    }
}

/// Does some work and notes how long it took.
pub fn timed<T>(stage: Stage, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = work();
    took(stage, begun.elapsed());
    done
}

/// Notes how long a stage took.
pub fn took(stage: Stage, time: Duration) {
    histogram!(STAGE, "stage" => stage.as_str()).record(time.as_secs_f64());
}

/// Counts a question by what came of it (the word of the wire form).
pub fn question(outcome: &'static str) {
    counter!(QUESTIONS, "outcome" => outcome).increment(1);
}

/// Counts a look into the cache of answers.
pub fn cache_lookup(found: bool) {
    counter!(CACHE, "found" => if found { "yes" } else { "no" }).increment(1);
}

/// Counts someone for whom there was no room.
pub fn turned_away(how: TurnedAway) {
    counter!(TURNED_AWAY, "how" => how.as_str()).increment(1);
}

/// Counts a connection to the gateway that was closed.
pub fn gateway_closed() {
    counter!(CLOSED).increment(1);
}

/// Counts something that Discord sent and that could not be read.
pub fn unreadable() {
    counter!(UNREADABLE).increment(1);
}

/// Counts a reply that could not be sent.
pub fn reply_lost() {
    counter!(LOST).increment(1);
}

/// Counts a request that Discord wants to be asked later.
pub fn limited() {
    counter!(LIMITED).increment(1);
}

/// Notes what the shared index is.
pub fn index(age: Duration, bytes: u64, articles: usize, passages: usize) {
    gauge!(INDEX_AGE).set(age.as_secs_f64());
    gauge!(INDEX_BYTES).set(bytes as f64);
    gauge!(INDEX_ARTICLES).set(articles as f64);
    gauge!(INDEX_PASSAGES).set(passages as f64);
}

/// Notes how a shard's connection is, and how long a heartbeat took on it, if one came back.
pub fn shard(number: u32, connected: bool, latency: Option<Duration>) {
    let number = number.to_string();
    gauge!(SHARD_CONNECTED, "shard" => number.clone()).set(f64::from(connected));
    if let Some(latency) = latency {
        gauge!(SHARD_LATENCY, "shard" => number).set(latency.as_secs_f64());
    }
}

/// Notes how much memory the process takes.
pub fn resident(bytes: u64) {
    gauge!(RESIDENT).set(bytes as f64);
}

/// An event that waits or is in work, for as long as this lives.
#[derive(Debug)]
pub struct InWork(());

impl InWork {
    /// One more.
    pub fn begin() -> Self {
        gauge!(IN_WORK).increment(1.0);
        Self(())
    }
}

impl Drop for InWork {
    fn drop(&mut self) {
        gauge!(IN_WORK).decrement(1.0);
    }
}

/// Tells the recorder what each name means.
pub fn describe() {
    describe_counter!(
        QUESTIONS,
        "Questions by outcome: answer, closest or nothing."
    );
    describe_histogram!(
        STAGE,
        "Seconds by stage: queue, encode, search, render, send; whole is from the event to the first response."
    );
    describe_counter!(CACHE, "Looks into the cache of answers.");
    describe_gauge!(IN_WORK, "Events that wait or are in work.");
    describe_counter!(TURNED_AWAY, "People for whom there was no room.");
    describe_counter!(LOST, "Replies that could not be sent.");
    describe_counter!(LIMITED, "Requests that Discord wanted later.");
    describe_counter!(CLOSED, "Connections to the gateway that were closed.");
    describe_counter!(UNREADABLE, "What Discord sent and could not be read.");
    describe_gauge!(INDEX_AGE, "Seconds since the shared index was built.");
    describe_gauge!(INDEX_BYTES, "Bytes of the shared index on disk.");
    describe_gauge!(INDEX_ARTICLES, "Articles in the shared index.");
    describe_gauge!(INDEX_PASSAGES, "Passages in the shared index.");
    describe_gauge!(SHARD_CONNECTED, "Whether a shard is connected: 1 or 0.");
    describe_gauge!(
        SHARD_LATENCY,
        "Seconds from a shard's last heartbeat to its acknowledgement."
    );
    describe_gauge!(RESIDENT, "Bytes of memory that the process takes.");
}
