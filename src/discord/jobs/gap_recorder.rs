//! Outcomes of questions → the store: counts, gaps of the articles, and which message answers which. They go through a
//! queue, so that no answer waits for the store; the log has ids and lengths only, no text.

use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use crate::Result;
use crate::answer::{Answer, Outcome, Reason};
use crate::article::{GuildId, UserId};
use crate::discord::inbound::invocation::Invocation;
use crate::metric;
use crate::passage::PassageId;
use crate::render::discord::MISSING_CHARS;
use crate::store::{AnsweredMessage, AskerPseudonym, CountedQuestion, GapReason, NewGap, Store};

/// Most records that wait to be written; further ones are dropped, though their questions are counted.
const QUEUE_CAPACITY: usize = 1_000;
/// Characters of a question that are kept.
const QUESTION_CHARS: usize = 500;
/// Sections that are kept with a gap.
const NEAREST: usize = 5;
/// Interval of writing counts.
const COUNTS_EVERY: Duration = Duration::from_secs(20);

/// A question that was not answered well.
#[derive(Debug)]
struct Missed {
    guild: Option<GuildId>,
    user: UserId,
    question: String,
    reason: GapReason,
    nearest: Vec<String>,
}

enum Record {
    Missed(Missed),
    /// A message was answered with another.
    Replied(AnsweredMessage),
    /// The answer to this message was deleted.
    TakenBack(u64),
    /// Write everything before it now.
    Flush(oneshot::Sender<()>),
}

/// Sends outcomes of questions to the store.
pub(crate) struct GapRecorder {
    store: Store,
    queue: mpsc::Sender<Record>,
}

impl GapRecorder {
    /// Starts the writer.
    pub(crate) fn new(store: Store) -> Self {
        let (queue, records) = mpsc::channel(QUEUE_CAPACITY);
        // It ends when the queue does.
        tokio::spawn(write(store.clone(), records));
        Self { store, queue }
    }

    /// Records the outcome of a question; without an answer it is a gap of the articles, unless it was small talk.
    pub(crate) fn answered(&self, invocation: &Invocation, answer: &Answer) {
        metric::question(answer.outcome.as_str());
        let first = answer.passages.first();
        tracing::info!(
            command = invocation.name(),
            guild.id = invocation.place.guild,
            outcome = answer.outcome.as_str(),
            confidence = answer.confidence,
            passage.id = first.map(|quoted| quoted.hit.passage.id.as_str()),
            question.chars = answer.question.chars().count(),
            "a question"
        );
        if matches!(
            answer.reason,
            Reason::SmallTalk(_) | Reason::EmptyQuestion | Reason::Urgent
        ) {
            return;
        }
        let guild = invocation.place.guild_id();
        let section = first
            .filter(|_| answer.outcome == Outcome::Answer)
            .map(|quoted| quoted.hit.passage.id.section().to_owned());
        // A question that was edited was counted when it was asked.
        if !invocation.is_edit() {
            self.store.count(CountedQuestion {
                guild,
                outcome: answer.outcome,
                section,
            });
        }
        let why = match answer.outcome {
            Outcome::Answer => return,
            Outcome::Closest => GapReason::Closest,
            Outcome::Nothing => GapReason::Nothing,
        };
        self.miss(invocation, answer, why);
    }

    /// Records a vote that an answer did not help.
    pub(crate) fn did_not_help(&self, invocation: &Invocation, answer: &Answer) {
        self.miss(invocation, answer, GapReason::NotHelpful);
    }

    /// Takes back [`GapRecorder::did_not_help`] by the same user.
    ///
    /// # Errors
    /// If the store cannot be reached.
    pub(crate) async fn did_help(&self, invocation: &Invocation, answer: &Answer) -> Result<()> {
        // An earlier vote may still be in the queue.
        self.flush().await?;
        let asker = self.store.pseudonym(invocation.actor.user_id());
        let guild = invocation.place.guild_id();
        let question = question(answer);
        self.store.withdraw_gap(guild, &asker, &question).await
    }

    /// Adds what was missing to the gap of [`GapRecorder::did_not_help`] by the same user, which is recorded once more if
    /// it was closed meanwhile.
    ///
    /// # Errors
    /// If the store cannot be reached.
    pub(crate) async fn missed(
        &self,
        invocation: &Invocation,
        answer: &Answer,
        what: &str,
    ) -> Result<()> {
        // The gap may be on its way still.
        self.flush().await?;
        let missed = missed(invocation, answer, GapReason::NotHelpful);
        let missing = crate::text::cut_at_word(what, usize::from(MISSING_CHARS));
        let asker = self.store.pseudonym(missed.user);
        let gap = missed.gap(asker, Some(&missing));
        self.store.add_missing(&gap).await
    }

    fn miss(&self, invocation: &Invocation, answer: &Answer, reason: GapReason) {
        // The author of that text has not asked the bot, and could not delete it.
        if invocation.asks_quoted_text() {
            return;
        }
        self.put(Record::Missed(missed(invocation, answer, reason)));
    }

    /// A message was answered with another, or its answer changed.
    pub(crate) fn replied(&self, answered: AnsweredMessage) {
        self.put(Record::Replied(answered));
    }

    /// Records that the answer to a message was deleted.
    pub(crate) fn taken_back(&self, question: u64) {
        self.put(Record::TakenBack(question));
    }

    fn put(&self, record: Record) {
        if self.queue.try_send(record).is_err() {
            tracing::warn!("the outcome of a question was not recorded: the store is behind");
        }
    }

    /// Writes all records in the queue.
    pub(crate) async fn flush(&self) -> Result<()> {
        let (done, written) = oneshot::channel();
        if self.queue.send(Record::Flush(done)).await.is_ok() {
            // The writer runs until the queue is dropped.
            let _ = written.await;
        }
        self.store.write_counts().await
    }
}

fn missed(invocation: &Invocation, answer: &Answer, reason: GapReason) -> Missed {
    let mut nearest: Vec<String> = Vec::new();
    for quoted in &answer.passages {
        let section = quoted.hit.passage.id.section().to_owned();
        if !nearest.contains(&section) && nearest.len() < NEAREST {
            nearest.push(section);
        }
    }
    Missed {
        guild: invocation.place.guild_id(),
        user: invocation.actor.user_id(),
        question: question(answer),
        reason,
        nearest,
    }
}

impl Missed {
    fn gap<'a>(&'a self, asker: AskerPseudonym, missing: Option<&'a str>) -> NewGap<'a> {
        NewGap {
            guild: self.guild,
            asker,
            question: &self.question,
            reason: self.reason,
            nearest: &self.nearest,
            missing,
        }
    }
}

/// A question as it is kept: with the one before it where it makes no sense alone.
fn question(answer: &Answer) -> String {
    let whole = answer.in_context.as_ref().unwrap_or(&answer.question);
    crate::text::cut_at_word(whole, QUESTION_CHARS).into_owned()
}

/// A vote for the log.
pub(crate) fn log_vote(invocation: &Invocation, passage: &PassageId, helpful: bool) {
    tracing::info!(
        guild.id = invocation.place.guild,
        passage.id = passage.as_str(),
        helpful,
        "a vote"
    );
}

async fn write(store: Store, mut records: mpsc::Receiver<Record>) {
    let mut counts = tokio::time::interval(COUNTS_EVERY);
    counts.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            record = records.recv() => match record {
                Some(Record::Missed(missed)) => keep(&store, missed).await,
                Some(Record::Replied(answered)) => note(store.save_answer(&answered).await),
                Some(Record::TakenBack(question)) => note(store.delete_answer(question).await),
                Some(Record::Flush(done)) => {
                    let _ = done.send(());
                }
                None => return,
            },
            _ = counts.tick() => {
                if let Err(error) = store.write_counts().await {
                    tracing::warn!(%error, "counts could not be written; they stay pending");
                }
            }
        }
    }
}

async fn keep(store: &Store, missed: Missed) {
    let gap = missed.gap(store.pseudonym(missed.user), None);
    if let Err(error) = store.record_gap(&gap).await {
        tracing::warn!(%error, "a gap was not saved");
    }
}

/// If it is lost, a question that is edited or deleted after a restart keeps its answer as it is.
fn note(written: Result<()>) {
    if let Err(error) = written {
        tracing::warn!(%error, "a reply mapping was not saved");
    }
}
