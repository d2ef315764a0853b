//! Answers interactions: the first response in time, deferred where the work takes longer, and what follows it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serenity::all::Interaction;
use tokio::sync::watch;

use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::discord::dispatch::{fault_id, reply_or_silence, too_busy};
use crate::discord::inbound::decode::Event;
use crate::discord::inbound::event_filter::Unread;
use crate::discord::inbound::invocation::{Command, Invocation};
use crate::discord::inbound::parse;
use crate::discord::jobs::reindex::Job;
use crate::discord::reply::pending_response::{FirstResponse, PendingResponse};
use crate::discord::rest::{self, RestClient};
use crate::render::Locale;
use crate::render::discord::{Message, fault};

/// Progress is shown at most this often.
const PROGRESS_INTERVAL: Duration = Duration::from_secs(2);

/// Answers interactions, whichever transport they arrive by.
pub(crate) struct InteractionResponder {
    app: Arc<App>,
    rest: Arc<RestClient>,
}

impl InteractionResponder {
    pub(crate) fn new(app: Arc<App>, rest: Arc<RestClient>) -> Self {
        Self { app, rest }
    }

    /// Answers an interaction.
    pub(crate) async fn interaction(
        &self,
        interaction: &Event<Interaction>,
        first: FirstResponse,
        received: Instant,
    ) {
        let Some(invocation) = parse::interaction(interaction) else {
            tracing::warn!(kind = ?interaction.value.kind(), "an interaction of an unknown kind");
            return;
        };
        let context = self.app.context(invocation, received).await;
        let private = context.is_private(&self.app.policy);
        let mut pending = self.pending(interaction, &context.invocation, private, first, received);
        let sent = self.answer(&mut pending, context).await;
        pending.report(sent);
    }

    /// Replies "busy", at once and without any work.
    pub(crate) async fn reject(&self, interaction: &Event<Interaction>, first: FirstResponse) {
        if let Some(invocation) = parse::interaction(interaction) {
            let mut pending = self.pending(interaction, &invocation, true, first, Instant::now());
            let suggests = matches!(invocation.command, Command::Autocomplete { .. });
            let sent = pending
                .send(too_busy(invocation.locales.user, suggests))
                .await;
            pending.report(sent);
        }
    }

    /// Answers an interaction that could not be read.
    pub(crate) async fn apologize(&self, unread: &Unread, first: FirstResponse) {
        let mut pending = PendingResponse::new(&self.rest, unread.id, &unread.token, first);
        pending.of_component = unread.of_component;
        let id = fault_id(unread.id.get());
        tracing::error!(fault = %id, "an interaction could not be read");
        let apology = Reply::Say(fault(unread.locale, &id));
        let sent = pending.send(apology).await;
        pending.report(sent);
    }

    fn pending<'a>(
        &'a self,
        interaction: &'a Event<Interaction>,
        invocation: &Invocation,
        private: bool,
        first: FirstResponse,
        received: Instant,
    ) -> PendingResponse<'a> {
        let of_component = matches!(
            invocation.command,
            Command::AnswerButton { .. } | Command::ManagerButton { .. } | Command::StaleButton
        );
        let interaction = &interaction.value;
        let mut pending =
            PendingResponse::new(&self.rest, interaction.id(), interaction.token(), first);
        pending.of_component = of_component;
        pending.private = private;
        pending.received = received;
        pending
    }

    async fn answer(
        &self,
        pending: &mut PendingResponse<'_>,
        context: CommandContext,
    ) -> rest::Result<()> {
        let may_wait = context.invocation.may_wait();
        let locale = context.locale();
        if may_wait && pending.is_replayed() {
            // The process before may have answered it. If so, Discord refuses the deferral, and the command does not run again.
            pending.defer().await?;
        }
        let defer_at = context.defer_at().into();
        let mut work = self.app.spawn(context);
        let reply = tokio::select! {
            reply = &mut work => reply,
            () = tokio::time::sleep_until(defer_at), if may_wait && pending.is_fresh() => {
                pending.defer().await?;
                work.await
            }
        };
        match reply_or_silence(reply) {
            Reply::Work { now, job } => self.work(pending, locale, now, job).await,
            reply => pending.send(reply).await,
        }
    }

    /// Does a job, shows its progress in the response, and its report at the end.
    async fn work(
        &self,
        pending: &mut PendingResponse<'_>,
        locale: Locale,
        now: Message,
        job: Job,
    ) -> rest::Result<()> {
        // The edits that follow must not overtake the first response.
        pending.respond_by_rest();
        let begun = if pending.of_component {
            Reply::Update(now.clone())
        } else {
            Reply::Say(now.clone())
        };
        match pending.send(begun).await {
            Err(error) if error.is_already_acknowledged() => return Err(error),
            Err(error) => {
                tracing::warn!(%error, "the start of a job could not be shown");
            }
            Ok(()) => {}
        }
        let (show, mut progress) = watch::channel(now);
        let app = Arc::clone(&self.app);
        // Whether or not it can be shown: the change that the index has to follow is saved.
        let mut work = tokio::spawn(async move { app.reindexer.run(job, locale, show).await });
        let report = loop {
            tokio::select! {
                report = &mut work => break report,
                () = tokio::time::sleep(PROGRESS_INTERVAL) => {
                    if progress.has_changed().unwrap_or(false) {
                        let message = progress.borrow_and_update().clone();
                        if let Err(error) = pending.edit(&message).await {
                            tracing::warn!(%error, "progress could not be shown");
                        }
                    }
                }
            }
        };
        let report = report.unwrap_or_else(|error| {
            tracing::error!(%error, "a job panicked");
            fault(locale, &fault_id(pending.id.get()))
        });
        pending.edit(&report).await
    }
}
