//! Permissions, rate limits, bounds on concurrent work, and timeouts.

pub(crate) mod admission;
pub(crate) mod cooldown;
pub(crate) mod permission;
pub(crate) mod timeouts;
