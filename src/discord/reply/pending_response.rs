//! Answers interactions: the first response in time, deferred where the work takes longer, and what follows it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;
use serenity::all::{CreateAttachment, Interaction, InteractionId};
use tokio::sync::{oneshot, watch};

use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::discord::dispatch::fault_id;
use crate::discord::dispatch::too_busy;
use crate::discord::inbound::event_filter::Unread;
use crate::discord::inbound::in_flight::Delivery;
use crate::discord::inbound::invocation::{Command, Invocation};
use crate::discord::inbound::parse;
use crate::discord::jobs::reindex::Job;
use crate::discord::policy::admission::{Admission, reply_or_silence};
use crate::discord::reply::payload::{
    Callback, Choices, EPHEMERAL, EditPayload, Flags, Posted, callback,
};
use crate::discord::reply::retry::{again, describe};
use crate::metric;
use crate::render::discord::{Attached, Audience, Message, fault};

/// Progress is shown at most this often.
const PROGRESS_EVERY: Duration = Duration::from_secs(2);

/// What answers interactions, whichever way they come.
pub(crate) struct InteractionResponder {
    admission: Arc<Admission>,
}

impl InteractionResponder {
    pub(crate) fn new(admission: Arc<Admission>) -> Self {
        Self { admission }
    }

    /// Answers an interaction.
    pub(crate) async fn interaction(
        &self,
        interaction: &Interaction,
        first: FirstResponse,
        received: Instant,
    ) {
        let Some(invocation) = parse::interaction(interaction) else {
            tracing::warn!(kind = ?interaction.kind(), "an interaction that is not known");
            return;
        };
        let context = self.admission.app.context(invocation, received).await;
        let private = context.is_private(&self.admission.app.policy);
        let mut pending =
            PendingResponse::of(interaction, &context.invocation, private, first, received);
        if pending.first.is_replayed() {
            return self.answer_replayed(pending, context).await;
        }
        let may_wait = context.invocation.may_wait();
        let defer_at = context.defer_at().into();
        let mut work = self.admission.handle(context);
        let sent = tokio::select! {
            reply = &mut work => self.respond(&mut pending, reply_or_silence(reply)).await,
            () = tokio::time::sleep_until(defer_at), if may_wait => match self.defer(&mut pending).await {
                Ok(()) => self.respond_late(&mut pending, reply_or_silence(work.await)).await,
                Err(error) => Err(error),
            },
        };
        report(pending.id, sent);
    }

    /// Answers what the process before may have answered, without doing anything twice: Discord takes a deferral only of
    /// what was not.
    async fn answer_replayed(&self, mut pending: PendingResponse<'_>, context: CommandContext) {
        let deferred = if context.invocation.may_wait() {
            self.defer(&mut pending).await.map(|()| true)
        } else {
            Ok(false)
        };
        let sent = match deferred {
            Ok(deferred) => {
                let reply = reply_or_silence(self.admission.handle(context).await);
                if deferred {
                    self.respond_late(&mut pending, reply).await
                } else {
                    self.respond(&mut pending, reply).await
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
    pub(crate) async fn reject(&self, interaction: &Interaction, first: FirstResponse) {
        if let Some(invocation) = parse::interaction(interaction) {
            let mut pending =
                PendingResponse::of(interaction, &invocation, true, first, Instant::now());
            let sent = self
                .respond(
                    &mut pending,
                    too_busy(matches!(invocation.command, Command::Autocomplete { .. })),
                )
                .await;
            report(pending.id, sent);
        }
    }

    /// Answers an interaction that could not be read.
    pub(crate) async fn apologize(&self, unread: &Unread, first: FirstResponse) {
        let mut pending = PendingResponse {
            id: unread.id,
            token: &unread.token,
            of_component: unread.of_component,
            private: true,
            first,
            begun: Instant::now(),
        };
        let apology = Reply::Say(fault(&fault_id(unread.id.get())));
        let sent = self.respond(&mut pending, apology).await;
        report(pending.id, sent);
    }

    async fn respond(
        &self,
        pending: &mut PendingResponse<'_>,
        reply: Reply,
    ) -> serenity::Result<()> {
        // Files are no JSON, and what goes on changing must not overtake its own first response.
        let by_rest = match &reply {
            Reply::Say(message) | Reply::Update(message) => !message.files.is_empty(),
            Reply::Work { .. } => true,
            Reply::Choices(_) | Reply::Modal(_) | Reply::Silence => false,
        };
        if by_rest {
            pending.respond_by_rest();
        }
        match reply {
            Reply::Say(message) => {
                let posted = Posted::new(&message);
                self.callback(pending, callback::MESSAGE, Some(&posted), &message.files)
                    .await
            }
            Reply::Update(message) => {
                let changed = EditPayload::new(&message);
                self.callback(pending, callback::UPDATE, Some(&changed), &message.files)
                    .await
            }
            Reply::Choices(choices) => {
                self.callback(pending, callback::CHOICES, Some(&Choices { choices }), &[])
                    .await
            }
            Reply::Modal(modal) => {
                self.callback(pending, callback::MODAL, Some(&modal), &[])
                    .await
            }
            Reply::Work { now, job } => {
                let shown = if pending.of_component {
                    let changed = EditPayload::new(&now);
                    self.callback(pending, callback::UPDATE, Some(&changed), &[])
                        .await
                } else {
                    let posted = Posted::new(&now);
                    self.callback(pending, callback::MESSAGE, Some(&posted), &[])
                        .await
                };
                self.work_on(pending, now, job).await?;
                shown
            }
            Reply::Silence => Ok(()),
        }
    }

    async fn defer(&self, pending: &mut PendingResponse<'_>) -> serenity::Result<()> {
        pending.respond_by_rest();
        if pending.of_component {
            return self
                .callback(pending, callback::DEFERRED_UPDATE, None::<&Flags>, &[])
                .await;
        }
        let flags = Flags {
            flags: if pending.private { EPHEMERAL } else { 0 },
        };
        self.callback(pending, callback::DEFERRED_MESSAGE, Some(&flags), &[])
            .await
    }

    /// After a deferral: a component's message is edited by an update, and anything else it has to say follows; what
    /// a command has to say replaces its placeholder.
    async fn respond_late(
        &self,
        pending: &mut PendingResponse<'_>,
        reply: Reply,
    ) -> serenity::Result<()> {
        match reply {
            Reply::Say(message) if pending.of_component => {
                self.follow_up(pending, &message).await?;
            }
            Reply::Say(message) if message.audience == Audience::Asker && !pending.private => {
                // An edit of the public placeholder would be public too, and so would a follow-up that replaces it.
                again(|| {
                    self.admission
                        .interaction_http
                        .delete_original_interaction_response(pending.token)
                })
                .await?;
                self.follow_up(pending, &message).await?;
            }
            Reply::Say(message) | Reply::Update(message) => {
                self.edit_original(pending, &message).await?;
            }
            Reply::Work { now, job } => {
                let shown = self.edit_original(pending, &now).await;
                self.work_on(pending, now, job).await?;
                shown?;
            }
            // A window opens at once or never.
            Reply::Choices(_) | Reply::Modal(_) | Reply::Silence => {}
        }
        Ok(())
    }

    async fn follow_up(
        &self,
        pending: &PendingResponse<'_>,
        message: &Message,
    ) -> serenity::Result<()> {
        let posted = Posted::new(message);
        again(|| {
            self.admission.interaction_http.create_followup_message(
                pending.token,
                &posted,
                attachments(&message.files),
            )
        })
        .await?;
        Ok(())
    }

    async fn edit_original(
        &self,
        pending: &PendingResponse<'_>,
        message: &Message,
    ) -> serenity::Result<()> {
        let changed = EditPayload::new(message);
        again(|| {
            self.admission
                .interaction_http
                .edit_original_interaction_response(
                    pending.token,
                    &changed,
                    attachments(&message.files),
                )
        })
        .await?;
        Ok(())
    }

    async fn callback(
        &self,
        pending: &mut PendingResponse<'_>,
        kind: u8,
        data: Option<&impl Serialize>,
        files: &[Attached],
    ) -> serenity::Result<()> {
        let body = Callback { kind, data };
        let _delivery = match std::mem::replace(&mut pending.first, FirstResponse::Callback(None)) {
            FirstResponse::Callback(delivery) => delivery,
            FirstResponse::Body(sender) => {
                let body = serde_json::to_vec(&body)?;
                metric::record_stage(metric::Stage::Whole, pending.begun.elapsed());
                return sender
                    .send(HttpAnswer::Body(body))
                    .map_err(|_| serenity::Error::Other("Discord has hung up"));
            }
        };
        let begun = Instant::now();
        // If the first try arrived all the same, Discord refuses the second one and nothing is lost.
        let sent = again(|| {
            self.admission.interaction_http.create_interaction_response(
                pending.id,
                pending.token,
                &body,
                attachments(files),
            )
        })
        .await;
        metric::record_stage(metric::Stage::Send, begun.elapsed());
        metric::record_stage(metric::Stage::Whole, pending.begun.elapsed());
        sent
    }

    /// Does a job, shows how it goes in the response, and puts its end there.
    async fn work_on(
        &self,
        pending: &PendingResponse<'_>,
        now: Message,
        job: Job,
    ) -> serenity::Result<()> {
        let (show, mut progress) = watch::channel(now);
        let app = Arc::clone(&self.admission.app);
        let mut work = tokio::spawn(async move { app.work(job, show).await });
        let report = loop {
            let pause = tokio::time::sleep(PROGRESS_EVERY);
            tokio::select! {
                report = &mut work => break report,
                () = pause => {
                    if progress.has_changed().unwrap_or(false) {
                        let message = progress.borrow_and_update().clone();
                        if let Err(error) = self.edit_original(pending, &message).await {
                            tracing::warn!(error = describe(&error), "progress could not be shown");
                        }
                    }
                }
            }
        };
        let report = report.unwrap_or_else(|error| {
            tracing::error!(%error, "a job broke");
            fault(&fault_id(pending.id.get()))
        });
        self.edit_original(pending, &report).await
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
    /// As a REST call. At the gateway that acknowledges the event.
    Callback(Option<Delivery>),
    /// In answer to the HTTP request that brought the interaction.
    Body(oneshot::Sender<HttpAnswer>),
}

impl FirstResponse {
    /// Whether the process before may have sent one.
    fn is_replayed(&self) -> bool {
        matches!(self, Self::Callback(Some(delivery)) if delivery.is_replayed())
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
struct PendingResponse<'a> {
    id: InteractionId,
    token: &'a str,
    of_component: bool,
    private: bool,
    first: FirstResponse,
    /// When the event came.
    begun: Instant,
}

impl<'a> PendingResponse<'a> {
    fn of(
        interaction: &'a Interaction,
        invocation: &Invocation,
        private: bool,
        first: FirstResponse,
        received: Instant,
    ) -> Self {
        Self {
            first,
            id: interaction.id(),
            token: interaction.token(),
            of_component: matches!(
                invocation.command,
                Command::AnswerButton { .. } | Command::ManagerButton { .. }
            ),
            private,
            begun: received,
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
