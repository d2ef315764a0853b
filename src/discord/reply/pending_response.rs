//! The response to one interaction. The first response is due within 3 s and is either the reply or a deferral; later
//! ones edit it or are follow-ups.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use serde::Serialize;
use serenity::all::{CreateAttachment, InteractionId};
use tokio::sync::oneshot;

use crate::discord::commands::reply::Reply;
use crate::discord::dispatch::fault_id;
use crate::discord::inbound::in_flight::Delivery;
use crate::discord::reply::payload::{
    Callback, Choices, EPHEMERAL, EditPayload, Flags, Posted, callback,
};
use crate::discord::reply::retry::again;
use crate::discord::rest::{self, RestClient, RestError};
use crate::metric;
use crate::render::discord::{Attached, Audience, Message};

/// The response to an interaction, until the reply is sent.
pub(crate) struct PendingResponse<'a> {
    pub(crate) id: InteractionId,
    /// Whether it responds to a component, whose message it can change.
    pub(crate) of_component: bool,
    /// Whether a deferral is for the asker only.
    pub(crate) private: bool,
    /// When the interaction arrived.
    pub(crate) received: Instant,
    rest: &'a RestClient,
    token: &'a str,
    replayed: bool,
    state: State,
}

enum State {
    /// Nothing was sent.
    Fresh(FirstResponse),
    /// The first response was sent.
    Deferred,
}

/// How the first response to an interaction is sent. All that follow are REST calls.
pub(crate) enum FirstResponse {
    /// As a REST call. Over the gateway, the event is in flight until then.
    Callback(Option<Delivery>),
    /// In answer to the HTTP request that brought the interaction.
    Body(oneshot::Sender<HttpAnswer>),
}

/// The answer to the HTTP request that brought an interaction.
pub(crate) enum HttpAnswer {
    /// The first response, as JSON.
    Body(Vec<u8>),
    /// None: the first response is a REST call. Discord takes both:
    /// <https://discord.com/developers/docs/interactions/receiving-and-responding#responding-to-an-interaction>
    ByRest,
}

impl FirstResponse {
    /// Changes a response in the HTTP body to one by a REST call: Discord may handle a later REST call before the body,
    /// but never before an earlier REST call.
    fn by_rest(self) -> Self {
        match self {
            Self::Body(request) => {
                // If the request has timed out, the REST call may still be in time.
                let _ = request.send(HttpAnswer::ByRest);
                Self::Callback(None)
            }
            by_rest @ Self::Callback(_) => by_rest,
        }
    }
}

impl<'a> PendingResponse<'a> {
    /// A private response to something other than a component that arrived now.
    pub(crate) fn new(
        rest: &'a RestClient,
        id: InteractionId,
        token: &'a str,
        first: FirstResponse,
    ) -> Self {
        Self {
            id,
            of_component: false,
            private: true,
            received: Instant::now(),
            rest,
            token,
            replayed: matches!(&first, FirstResponse::Callback(Some(delivery)) if delivery.is_replayed()),
            state: State::Fresh(first),
        }
    }

    /// Whether the process before may have answered it.
    pub(crate) fn is_replayed(&self) -> bool {
        self.replayed
    }

    pub(crate) fn is_fresh(&self) -> bool {
        matches!(self.state, State::Fresh(_))
    }

    /// Makes the first response a REST call.
    pub(crate) fn respond_by_rest(&mut self) {
        if let State::Fresh(first) = std::mem::replace(&mut self.state, State::Deferred) {
            self.state = State::Fresh(first.by_rest());
        }
    }

    /// Acknowledges the interaction, so that the reply may take longer.
    pub(crate) async fn defer(&mut self) -> rest::Result<()> {
        let State::Fresh(first) = std::mem::replace(&mut self.state, State::Deferred) else {
            return Ok(());
        };
        let first = first.by_rest();
        if self.of_component {
            return self
                .callback(first, callback::DEFERRED_UPDATE, None::<&Flags>, &[])
                .await;
        }
        let flags = Flags {
            flags: if self.private { EPHEMERAL } else { 0 },
        };
        self.callback(first, callback::DEFERRED_MESSAGE, Some(&flags), &[])
            .await
    }

    /// Sends the reply: as the first response, or in the place of its deferral.
    pub(crate) async fn send(&mut self, reply: Reply) -> rest::Result<()> {
        match std::mem::replace(&mut self.state, State::Deferred) {
            State::Fresh(first) => self.send_first(first, reply).await,
            State::Deferred => self.send_late(reply).await,
        }
    }

    async fn send_first(&self, first: FirstResponse, reply: Reply) -> rest::Result<()> {
        match reply {
            Reply::Say(message) | Reply::NotNow(message) => {
                let posted = Posted::new(&message);
                self.callback(first, callback::MESSAGE, Some(&posted), &message.files)
                    .await
            }
            Reply::Update(message) => {
                let changed = EditPayload::new(&message);
                self.callback(first, callback::UPDATE, Some(&changed), &message.files)
                    .await
            }
            Reply::Choices(choices) => {
                self.callback(first, callback::CHOICES, Some(&Choices { choices }), &[])
                    .await
            }
            Reply::Modal(modal) => {
                self.callback(first, callback::MODAL, Some(&modal), &[])
                    .await
            }
            Reply::Remove => {
                let first = first.by_rest();
                self.callback(first, callback::DEFERRED_UPDATE, None::<&Flags>, &[])
                    .await?;
                again(|| self.rest.delete_response(self.token)).await
            }
            Reply::Work { .. } | Reply::Silence => Ok(()),
        }
    }

    /// After a deferral: an update edits the component's message, any other reply to a component is a follow-up, and the
    /// reply to a command replaces its placeholder.
    async fn send_late(&self, reply: Reply) -> rest::Result<()> {
        match reply {
            Reply::Say(message) | Reply::NotNow(message) if self.of_component => {
                self.follow_up(&message).await
            }
            Reply::Say(message) | Reply::NotNow(message)
                if message.audience == Audience::Asker && !self.private =>
            {
                // An edit of the public placeholder would be public too, and so would a follow-up that replaces it.
                again(|| self.rest.delete_response(self.token)).await?;
                self.follow_up(&message).await
            }
            Reply::Say(message) | Reply::NotNow(message) | Reply::Update(message) => {
                self.edit(&message).await
            }
            Reply::Remove => again(|| self.rest.delete_response(self.token)).await,
            // Choices and modals are never deferred.
            Reply::Choices(_) | Reply::Modal(_) | Reply::Work { .. } | Reply::Silence => Ok(()),
        }
    }

    async fn follow_up(&self, message: &Message) -> rest::Result<()> {
        let posted = Posted::new(message);
        again(|| {
            self.rest
                .create_followup(self.token, &posted, attachments(&message.files))
        })
        .await
    }

    /// Edits the first response.
    pub(crate) async fn edit(&self, message: &Message) -> rest::Result<()> {
        let changed = EditPayload::new(message);
        again(|| {
            self.rest
                .edit_response(self.token, &changed, attachments(&message.files))
        })
        .await
    }

    async fn callback(
        &self,
        first: FirstResponse,
        kind: u8,
        data: Option<&impl Serialize>,
        files: &[Attached],
    ) -> rest::Result<()> {
        let body = Callback { kind, data };
        // The body of an HTTP response is JSON, which holds no files.
        let first = if files.is_empty() {
            first
        } else {
            first.by_rest()
        };
        // In flight until this has been sent.
        let _delivery = match first {
            FirstResponse::Callback(delivery) => delivery,
            FirstResponse::Body(request) => {
                let body = serde_json::to_vec(&body)
                    .map_err(|error| RestError::Unsendable(error.to_string()))?;
                metric::record_stage(metric::Stage::Whole, self.received.elapsed());
                return request
                    .send(HttpAnswer::Body(body))
                    .map_err(|_| RestError::Unsendable("Discord has hung up".to_owned()));
            }
        };
        let begun = Instant::now();
        let tries = AtomicU32::new(0);
        let sent = again(|| {
            tries.fetch_add(1, Ordering::Relaxed);
            self.rest
                .create_response(self.id, self.token, &body, attachments(files))
        })
        .await;
        metric::record_stage(metric::Stage::Send, begun.elapsed());
        metric::record_stage(metric::Stage::Whole, self.received.elapsed());
        match sent {
            // The first try arrived, though its response was lost.
            Err(error) if tries.into_inner() > 1 && error.is_already_acknowledged() => Ok(()),
            sent => sent,
        }
    }

    /// Logs a response that could not be sent.
    pub(crate) fn report(&self, sent: rest::Result<()>) {
        let Err(error) = sent else {
            return;
        };
        if error.is_already_acknowledged() || self.replayed {
            tracing::info!(%error, "an interaction was answered before, or is too old to be answered");
            return;
        }
        let fault = fault_id(self.id.get());
        metric::reply_lost();
        tracing::error!(%fault, %error, "a reply could not be sent");
    }
}

/// Files as serenity sends them.
fn attachments(files: &[Attached]) -> Vec<CreateAttachment> {
    files
        .iter()
        .map(|file| CreateAttachment::bytes(file.bytes.clone(), file.name.clone()))
        .collect()
}
