//! Answers interactions: the first response in time, deferred where the work takes longer, and what follows it.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde::Serialize;
use serenity::all::{Interaction, InteractionId};
use serenity::http::StatusCode;
use tokio::sync::{oneshot, watch};

use super::command::Command;
use super::desk::{Reply, fault_id};
use super::handlers::reindex;
use super::parse;
use super::send::{again, describe};
use super::wire::{Callback, Choices, EPHEMERAL, Flags, Posted, callback};
use super::work::{Work, reply_or_silence};
use crate::render::discord::{Message, fault, rebuilding, rebuilding_already};

/// Discord wants a first response within 3 s; this leaves time for it to travel.
const DEFER_AFTER: Duration = Duration::from_millis(1_500);
/// Where the first response is the body of an HTTP response, Discord may not have read it yet when what follows
/// arrives: it is sent again after these, in milliseconds.
const UNTIL_READ: [u64; 4] = [100, 300, 700, 1_500];
/// Progress is shown at most this often.
const PROGRESS_EVERY: Duration = Duration::from_secs(2);

/// What answers interactions, whichever way they come.
pub(super) struct Responder {
    work: Arc<Work>,
    rebuilding: AtomicBool,
}

impl Responder {
    pub(super) fn new(work: Arc<Work>) -> Self {
        Self {
            work,
            rebuilding: AtomicBool::new(false),
        }
    }

    /// Answers an interaction.
    pub(super) async fn interaction(&self, interaction: &Interaction, first: FirstResponse) {
        let Some(incoming) = parse::interaction(interaction) else {
            tracing::warn!(kind = ?interaction.kind(), "an interaction that is not known");
            return;
        };
        let mut slip = Slip {
            by_body: matches!(first, FirstResponse::Body(_)),
            first,
            id: interaction.id(),
            token: interaction.token(),
            of_component: matches!(incoming.command, Command::Use { .. }),
            private: incoming.is_private(),
        };
        let hurried = matches!(incoming.command, Command::Suggest { .. });
        let mut work = self.work.handle(incoming);
        let sent = tokio::select! {
            reply = &mut work => self.respond(&mut slip, reply_or_silence(reply)).await,
            // Autocomplete cannot be deferred.
            () = tokio::time::sleep(DEFER_AFTER), if !hurried => match self.defer(&mut slip).await {
                Ok(()) => self.respond_late(&mut slip, reply_or_silence(work.await)).await,
                Err(error) => Err(error),
            },
        };
        if let Err(error) = sent {
            let fault = fault_id(slip.id.get());
            tracing::error!(%fault, error = describe(&error), "a reply could not be sent");
        }
    }

    async fn respond(&self, slip: &mut Slip<'_>, reply: Reply) -> serenity::Result<()> {
        match reply {
            Reply::Say(message) => {
                self.callback(slip, callback::MESSAGE, Some(&Posted::new(&message)))
                    .await
            }
            Reply::Update(message) => self.callback(slip, callback::UPDATE, Some(&message)).await,
            Reply::Choices(choices) => {
                self.callback(slip, callback::CHOICES, Some(&Choices { choices }))
                    .await
            }
            Reply::Rebuild => self.rebuild(slip, Stage::Fresh).await,
            Reply::Silence => Ok(()),
        }
    }

    async fn defer(&self, slip: &mut Slip<'_>) -> serenity::Result<()> {
        if slip.of_component {
            return self
                .callback(slip, callback::DEFERRED_UPDATE, None::<&Flags>)
                .await;
        }
        let flags = Flags {
            flags: if slip.private { EPHEMERAL } else { 0 },
        };
        self.callback(slip, callback::DEFERRED_MESSAGE, Some(&flags))
            .await
    }

    /// After a deferral: a component's message is edited by an update, and anything else it has to say follows; what
    /// a command has to say replaces its placeholder.
    async fn respond_late(&self, slip: &mut Slip<'_>, reply: Reply) -> serenity::Result<()> {
        match reply {
            Reply::Say(message) if slip.of_component => {
                let posted = Posted::new(&message);
                slip.after_the_first(|| {
                    self.work
                        .http
                        .create_followup_message(slip.token, &posted, Vec::new())
                })
                .await?;
            }
            Reply::Say(message) | Reply::Update(message) => {
                self.edit_original(slip, &message).await?;
            }
            Reply::Rebuild => self.rebuild(slip, Stage::Deferred).await?,
            Reply::Choices(_) | Reply::Silence => {}
        }
        Ok(())
    }

    async fn edit_original(&self, slip: &Slip<'_>, message: &Message) -> serenity::Result<()> {
        slip.after_the_first(|| {
            self.work
                .http
                .edit_original_interaction_response(slip.token, message, Vec::new())
        })
        .await?;
        Ok(())
    }

    async fn callback(
        &self,
        slip: &mut Slip<'_>,
        kind: u8,
        data: Option<&impl Serialize>,
    ) -> serenity::Result<()> {
        let body = Callback { kind, data };
        if let FirstResponse::Body(sender) =
            std::mem::replace(&mut slip.first, FirstResponse::Callback)
        {
            return sender
                .send(serde_json::to_vec(&body)?)
                .map_err(|_| serenity::Error::Other("Discord has hung up"));
        }
        // If the first try arrived all the same, Discord refuses the second one and nothing is lost.
        again(|| {
            self.work
                .http
                .create_interaction_response(slip.id, slip.token, &body, Vec::new())
        })
        .await
    }

    /// Reads the articles anew and shows how it goes in the response.
    async fn rebuild(&self, slip: &mut Slip<'_>, stage: Stage) -> serenity::Result<()> {
        if self.rebuilding.swap(true, Ordering::AcqRel) {
            return self.say_first(slip, stage, &rebuilding_already()).await;
        }
        let shown = self.say_first(slip, stage, &rebuilding(None)).await;
        let (show, mut progress) = watch::channel(rebuilding(None));
        let engine = self.work.desk.engine.clone();
        let mut work = tokio::task::spawn_blocking(move || {
            reindex::run(&engine, &|message| {
                show.send_replace(message);
            })
        });
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
        self.rebuilding.store(false, Ordering::Release);
        let report = report.unwrap_or_else(|error| {
            tracing::error!(%error, "the rebuild broke");
            fault(&fault_id(slip.id.get()))
        });
        shown?;
        self.edit_original(slip, &report).await
    }

    async fn say_first(
        &self,
        slip: &mut Slip<'_>,
        stage: Stage,
        message: &Message,
    ) -> serenity::Result<()> {
        match stage {
            Stage::Fresh => {
                self.callback(slip, callback::MESSAGE, Some(&Posted::new(message)))
                    .await
            }
            Stage::Deferred => self.edit_original(slip, message).await,
        }
    }
}

/// How far the response to an interaction is.
#[derive(Clone, Copy)]
enum Stage {
    /// Nothing was sent yet.
    Fresh,
    /// A placeholder stands where the response goes.
    Deferred,
}

/// How the first response to an interaction is sent. All that follow are REST calls.
pub(super) enum FirstResponse {
    /// As a REST call.
    Callback,
    /// As the body of the response to the HTTP request that brought the interaction.
    Body(oneshot::Sender<Vec<u8>>),
}

/// What it takes to answer an interaction.
struct Slip<'a> {
    id: InteractionId,
    token: &'a str,
    of_component: bool,
    private: bool,
    first: FirstResponse,
    by_body: bool,
}

impl Slip<'_> {
    /// Sends what follows the first response.
    async fn after_the_first<T, F>(&self, send: impl Fn() -> F) -> serenity::Result<T>
    where
        F: Future<Output = serenity::Result<T>>,
    {
        let mut waits = UNTIL_READ.iter();
        loop {
            match again(&send).await {
                Err(error) if self.by_body && is_unknown(&error) => match waits.next() {
                    Some(wait) => tokio::time::sleep(Duration::from_millis(*wait)).await,
                    None => return Err(error),
                },
                done => return done,
            }
        }
    }
}

/// Whether Discord does not know the interaction, or not yet.
fn is_unknown(error: &serenity::Error) -> bool {
    matches!(error, serenity::Error::Http(error) if error.status_code() == Some(StatusCode::NOT_FOUND))
}
