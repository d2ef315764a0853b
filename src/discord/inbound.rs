//! What Discord sends → an invocation: filtered before it is deserialized, decoded, parsed.

pub(crate) mod decode;
pub(crate) mod event_filter;
pub(crate) mod in_flight;
pub(crate) mod invocation;
pub(crate) mod manager_command;
pub(crate) mod message_text;
pub(crate) mod new_post;
pub(crate) mod parse;
pub(crate) mod submitted_fields;
