//! Who may do what, how often, and how much at a time.

pub(crate) mod admission;
pub(crate) mod cooldown;
pub(crate) mod permission;
