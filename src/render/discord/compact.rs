//! A small value ↔ text that fits into a `custom_id` or an option's value: postcard bytes in base64url.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value as text: ASCII letters, digits, `-` and `_`.
pub(super) fn encode(value: &impl Serialize) -> String {
    let bytes = postcard::to_allocvec(value).expect("the value holds numbers only");
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads [`encode`]; none for anything else.
pub(super) fn decode<T: DeserializeOwned>(text: &str) -> Option<T> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (value, rest) = postcard::take_from_bytes(&bytes).ok()?;
    rest.is_empty().then_some(value)
}
