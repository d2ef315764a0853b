//! What a command's handler returns.

use crate::discord::jobs::reindex::Job;
use crate::render::discord::{Choice, Message, Modal};

/// What to do about a command.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reply {
    /// A new message.
    Say(Message),
    /// No answer now: too busy, too many questions, or a fault. Where only a public message could say so, a reaction
    /// stands for it.
    NotNow(Message),
    /// The message whose component was used changes into this.
    Update(Message),
    /// What autocomplete offers.
    Choices(Vec<Choice>),
    /// A modal to fill in.
    Modal(Modal),
    /// The message whose component was used goes.
    Remove,
    /// Work that takes longer than an answer may: `now` is said first, and its end takes the place of that.
    Work { now: Message, job: Job },
    /// Nothing.
    Silence,
}
