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

/// Counts someone for whom there was no room, and how that went: `told` so, left `silent`, or after having `waited`.
pub fn turned_away(how: &'static str) {
    counter!(TURNED_AWAY, "how" => how).increment(1);
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
}
