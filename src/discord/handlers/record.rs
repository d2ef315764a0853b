//! What came of questions and what people thought of the answers, handed over in one place. Ids and lengths alone:
//! no text of anyone.

use super::super::command::Incoming;
use crate::answer::Answer;
use crate::passage::PassageId;

/// A question was answered, or not: the latter are the gaps of the articles.
pub(in crate::discord) fn answered(incoming: &Incoming, answer: &Answer) {
    tracing::info!(
        command = incoming.name(),
        guild.id = incoming.place.guild,
        outcome = answer.outcome.as_str(),
        confidence = answer.confidence,
        passage.id = answer
            .passages
            .first()
            .map(|quoted| quoted.hit.passage.id.as_str()),
        question.chars = answer.question.chars().count(),
        "a question"
    );
}

/// Someone said whether a passage helped.
pub(in crate::discord) fn voted(incoming: &Incoming, passage: &PassageId, helpful: bool) {
    tracing::info!(
        guild.id = incoming.place.guild,
        passage.id = passage.as_str(),
        helpful,
        "a vote"
    );
}
