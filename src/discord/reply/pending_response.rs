//! Answers interactions: the first response in time, deferred where the work takes longer, and what follows it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;
use serenity::all::{CreateAttachment, Interaction, InteractionId};
use tokio::sync::{oneshot, watch};

use crate::discord::app::{Reply, fault_id, too_busy};
use crate::discord::inbound::event_filter::Unread;
use crate::discord::inbound::invocation::{Command, Incoming};
use crate::discord::inbound::parse;
use crate::discord::jobs::reindex::Job;
use crate::discord::policy::admission::{Work, reply_or_silence};
use crate::discord::reply::payload::{
    Callback, Changed, Choices, EPHEMERAL, Flags, Posted, callback,
};
use crate::discord::reply::retry::{again, describe};
use crate::discord::transport::in_flight::Debt;
use crate::metric;
use crate::render::discord::{Attached, Message, fault};

/// Discord wants a first response within 3 s; this leaves time for it to travel.
const DEFER_AFTER: Duration = Duration::from_millis(1_500);
/// Progress is shown at most this often.
const PROGRESS_EVERY: Duration = Duration::from_secs(2);

/// What answers interactions, whichever way they come.
pub(crate) struct Responder {
    work: Arc<Work>,
}

impl Responder {
    pub(crate) fn new(work: Arc<Work>) -> Self {
        Self { work }
    }

    /// Answers an interaction.
    pub(crate) async fn interaction(&self, interaction: &Interaction, first: FirstResponse) {
        let Some(incoming) = parse::interaction(interaction) else {
            tracing::warn!(kind = ?interaction.kind(), "an interaction that is not known");
            return;
        };
        let private = self.work.desk.is_private(&incoming).await;
        let mut slip = Slip::of(interaction, &incoming, private, first);
        if slip.first.is_told_again() {
            return self.answer_told_again(slip, incoming).await;
        }
        let may_wait = incoming.may_wait();
        let mut work = self.work.handle(incoming);
        let sent = tokio::select! {
            reply = &mut work => self.respond(&mut slip, reply_or_silence(reply)).await,
            () = tokio::time::sleep(DEFER_AFTER), if may_wait => match self.defer(&mut slip).await {
                Ok(()) => self.respond_late(&mut slip, reply_or_silence(work.await)).await,
                Err(error) => Err(error),
            },
        };
        report(slip.id, sent);
    }

    /// Answers what the process before may have answered, without doing anything twice: Discord takes a deferral only of
    /// what was not.
    async fn answer_told_again(&self, mut slip: Slip<'_>, incoming: Incoming) {
        let deferred = if incoming.may_wait() {
            self.defer(&mut slip).await.map(|()| true)
        } else {
            Ok(false)
        };
        let sent = match deferred {
            Ok(deferred) => {
                let reply = reply_or_silence(self.work.handle(incoming).await);
                if deferred {
                    self.respond_late(&mut slip, reply).await
                } else {
                    self.respond(&mut slip, reply).await
                }
            }
            Err(error) => Err(error),
        };
        if let Err(error) = sent {
            let error = describe(&error);
            tracing::info!(error, "answered before, or too late to be answered");
        }
    }

    /// Says that there is no room, at once and without any work.
    pub(crate) async fn turn_away(&self, interaction: &Interaction, first: FirstResponse) {
        if let Some(incoming) = parse::interaction(interaction) {
            let mut slip = Slip::of(interaction, &incoming, true, first);
            let sent = self
                .respond(
                    &mut slip,
                    too_busy(matches!(incoming.command, Command::Suggest { .. })),
                )
                .await;
            report(slip.id, sent);
        }
    }

    /// Answers an interaction that could not be read.
    pub(crate) async fn apologize(&self, unread: &Unread, first: FirstResponse) {
        let mut slip = Slip {
            id: unread.id,
            token: &unread.token,
            of_component: unread.of_component,
            private: true,
            first,
            begun: Instant::now(),
        };
        let apology = Reply::Say(fault(&fault_id(unread.id.get())));
        let sent = self.respond(&mut slip, apology).await;
        report(slip.id, sent);
    }

    async fn respond(&self, slip: &mut Slip<'_>, reply: Reply) -> serenity::Result<()> {
        // Files are no JSON, and what goes on changing must not overtake its own first response.
        let by_rest = match &reply {
            Reply::Say(message) | Reply::Update(message) => !message.files.is_empty(),
            Reply::Work { .. } => true,
            Reply::Choices(_) | Reply::Window(_) | Reply::Silence => false,
        };
        if by_rest {
            slip.respond_by_rest();
        }
        match reply {
            Reply::Say(message) => {
                let posted = Posted::new(&message);
                self.callback(slip, callback::MESSAGE, Some(&posted), &message.files)
                    .await
            }
            Reply::Update(message) => {
                let changed = Changed::new(&message);
                self.callback(slip, callback::UPDATE, Some(&changed), &message.files)
                    .await
            }
            Reply::Choices(choices) => {
                self.callback(slip, callback::CHOICES, Some(&Choices { choices }), &[])
                    .await
            }
            Reply::Window(window) => {
                self.callback(slip, callback::WINDOW, Some(&window), &[])
                    .await
            }
            Reply::Work { now, job } => {
                let shown = if slip.of_component {
                    let changed = Changed::new(&now);
                    self.callback(slip, callback::UPDATE, Some(&changed), &[])
                        .await
                } else {
                    let posted = Posted::new(&now);
                    self.callback(slip, callback::MESSAGE, Some(&posted), &[])
                        .await
                };
                self.work_on(slip, now, job).await?;
                shown
            }
            Reply::Silence => Ok(()),
        }
    }

    async fn defer(&self, slip: &mut Slip<'_>) -> serenity::Result<()> {
        slip.respond_by_rest();
        if slip.of_component {
            return self
                .callback(slip, callback::DEFERRED_UPDATE, None::<&Flags>, &[])
                .await;
        }
        let flags = Flags {
            flags: if slip.private { EPHEMERAL } else { 0 },
        };
        self.callback(slip, callback::DEFERRED_MESSAGE, Some(&flags), &[])
            .await
    }

    /// After a deferral: a component's message is edited by an update, and anything else it has to say follows; what
    /// a command has to say replaces its placeholder.
    async fn respond_late(&self, slip: &mut Slip<'_>, reply: Reply) -> serenity::Result<()> {
        match reply {
            Reply::Say(message) if slip.of_component => {
                let posted = Posted::new(&message);
                again(|| {
                    self.work.http.create_followup_message(
                        slip.token,
                        &posted,
                        attachments(&message.files),
                    )
                })
                .await?;
            }
            Reply::Say(message) | Reply::Update(message) => {
                self.edit_original(slip, &message).await?;
            }
            Reply::Work { now, job } => {
                let shown = self.edit_original(slip, &now).await;
                self.work_on(slip, now, job).await?;
                shown?;
            }
            // A window opens at once or never.
            Reply::Choices(_) | Reply::Window(_) | Reply::Silence => {}
        }
        Ok(())
    }

    async fn edit_original(&self, slip: &Slip<'_>, message: &Message) -> serenity::Result<()> {
        let changed = Changed::new(message);
        again(|| {
            self.work.http.edit_original_interaction_response(
                slip.token,
                &changed,
                attachments(&message.files),
            )
        })
        .await?;
        Ok(())
    }

    async fn callback(
        &self,
        slip: &mut Slip<'_>,
        kind: u8,
        data: Option<&impl Serialize>,
        files: &[Attached],
    ) -> serenity::Result<()> {
        let body = Callback { kind, data };
        let _debt = match std::mem::replace(&mut slip.first, FirstResponse::Callback(None)) {
            FirstResponse::Callback(debt) => debt,
            FirstResponse::Body(sender) => {
                let body = serde_json::to_vec(&body)?;
                metric::record_stage(metric::Stage::Whole, slip.begun.elapsed());
                return sender
                    .send(HttpAnswer::Body(body))
                    .map_err(|_| serenity::Error::Other("Discord has hung up"));
            }
        };
        let begun = Instant::now();
        // If the first try arrived all the same, Discord refuses the second one and nothing is lost.
        let sent = again(|| {
            self.work.http.create_interaction_response(
                slip.id,
                slip.token,
                &body,
                attachments(files),
            )
        })
        .await;
        metric::record_stage(metric::Stage::Send, begun.elapsed());
        metric::record_stage(metric::Stage::Whole, slip.begun.elapsed());
        sent
    }

    /// Does a job, shows how it goes in the response, and puts its end there.
    async fn work_on(&self, slip: &Slip<'_>, now: Message, job: Job) -> serenity::Result<()> {
        let (show, mut progress) = watch::channel(now);
        let desk = Arc::clone(&self.work.desk);
        let mut work = tokio::spawn(async move { desk.work(job, show).await });
        let report = loop {
            let pause = tokio::time::sleep(PROGRESS_EVERY);
            tokio::select! {
                report = &mut work => break report,
                () = pause => {
                    if progress.has_changed().unwrap_or(false) {
                        let message = progress.borrow_and_update().clone();
                        if let Err(error) = self.edit_original(slip, &message).await {
                            tracing::warn!(error = describe(&error), "progress could not be shown");
                        }
                    }
                }
            }
        };
        let report = report.unwrap_or_else(|error| {
            tracing::error!(%error, "a job broke");
            fault(&fault_id(slip.id.get()))
        });
        self.edit_original(slip, &report).await
    }
}

/// Files as serenity sends them.
fn attachments(files: &[Attached]) -> Vec<CreateAttachment> {
    files
        .iter()
        .map(|file| CreateAttachment::bytes(file.bytes.clone(), file.name.clone()))
        .collect()
}

/// How the first response to an interaction is sent. All that follow are REST calls.
pub(crate) enum FirstResponse {
    /// As a REST call. At the gateway that pays what is owed for the event.
    Callback(Option<Debt>),
    /// In answer to the HTTP request that brought the interaction.
    Body(oneshot::Sender<HttpAnswer>),
}

impl FirstResponse {
    /// Whether the process before may have sent one.
    fn is_told_again(&self) -> bool {
        matches!(self, Self::Callback(Some(debt)) if debt.is_told_again())
    }
}

/// The answer to the HTTP request that brought an interaction.
pub(crate) enum HttpAnswer {
    /// The first response, as JSON.
    Body(Vec<u8>),
    /// None: the first response is a REST call. Discord takes both:
    /// <https://discord.com/developers/docs/interactions/receiving-and-responding#responding-to-an-interaction>
    ByRest,
}

/// What it takes to answer an interaction.
struct Slip<'a> {
    id: InteractionId,
    token: &'a str,
    of_component: bool,
    private: bool,
    first: FirstResponse,
    /// When the event came.
    begun: Instant,
}

impl<'a> Slip<'a> {
    fn of(
        interaction: &'a Interaction,
        incoming: &Incoming,
        private: bool,
        first: FirstResponse,
    ) -> Self {
        Self {
            first,
            id: interaction.id(),
            token: interaction.token(),
            of_component: matches!(
                incoming.command,
                Command::Use { .. } | Command::Manage { .. }
            ),
            private,
            begun: Instant::now(),
        }
    }

    /// Has the first response sent as a REST call, where the HTTP request could still be answered with it. What follows
    /// a body may arrive before Discord has read that; what follows a REST call comes after it.
    fn respond_by_rest(&mut self) {
        match std::mem::replace(&mut self.first, FirstResponse::Callback(None)) {
            FirstResponse::Body(sender) => {
                // Whether or not the request is still waited for, the REST call may be in time.
                let _ = sender.send(HttpAnswer::ByRest);
            }
            by_rest @ FirstResponse::Callback(_) => self.first = by_rest,
        }
    }
}

fn report(interaction: InteractionId, sent: serenity::Result<()>) {
    if let Err(error) = sent {
        let fault = fault_id(interaction.get());
        metric::reply_lost();
        tracing::error!(%fault, error = describe(&error), "a reply could not be sent");
    }
}
