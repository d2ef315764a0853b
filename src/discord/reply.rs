//! A reply → requests to Discord: callbacks of interactions, messages, retries.

pub(crate) mod interaction_responder;
pub(crate) mod message_sender;
pub(crate) mod payload;
pub(crate) mod pending_response;
pub(crate) mod retry;
pub(crate) mod thread_parents;
