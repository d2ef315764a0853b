//! One file for each group of commands: from a command's values to a [`Reply`](super::desk::Reply).

pub(super) mod about;
pub(super) mod add;
pub(super) mod articles;
pub(super) mod ask;
pub(super) mod gaps;
pub(super) mod manage;
pub(super) mod pages;
pub(super) mod reindex;
pub(super) mod settings;
pub(super) mod stats;
pub(super) mod suggest;
pub(super) mod versions;
