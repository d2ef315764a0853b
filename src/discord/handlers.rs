//! One file for each group of commands: from a command's values to a [`Reply`](super::desk::Reply).

pub(super) mod about;
pub(super) mod articles;
pub(super) mod ask;
pub(super) mod pages;
pub(super) mod record;
pub(super) mod reindex;
pub(super) mod suggest;
