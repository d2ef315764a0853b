//! Who may do what, how often, how much at a time, and how long to wait for Discord.

pub(crate) mod admission;
pub(crate) mod cooldown;
pub(crate) mod permission;
pub(crate) mod timeouts;
