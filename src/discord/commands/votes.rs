//! Whether an answer helped, and what it lacked.

use std::sync::Arc;
use std::time::Duration;

use crate::Result;
use crate::answer::Answer;
use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::discord::inbound::invocation::ComponentMessage;
use crate::discord::jobs::gap_recorder;
use crate::messages::Wanted;
use crate::render::discord::{PageState, missing_modal, stale, thanks_for_vote};
use crate::store::{NewVote, Vote};

/// A modal has to be the first response, within 3 s. A vote that takes longer to record than this is recorded when the
/// modal is submitted.
const RECORD_TIMEOUT: Duration = Duration::from_secs(1);

/// An answer helped. The vote is kept before the voter is thanked.
pub(crate) async fn helped(
    app: &Arc<App>,
    context: &CommandContext,
    state: PageState,
    on: ComponentMessage,
) -> Result<Reply> {
    let voted = record(app, context, state, Vote::Helpful, on).await?;
    Ok(Reply::Say(match voted {
        Some(_) => thanks_for_vote(context.locale(), true),
        None => stale(context.locale()),
    }))
}

/// An answer did not help: asks what was missing. Where the question is the text of another message nothing of that would
/// be kept, so nothing is asked.
pub(crate) async fn did_not_help(
    app: &Arc<App>,
    context: &CommandContext,
    state: PageState,
    on: ComponentMessage,
) -> Result<Reply> {
    let is_quoted = on.quoted;
    let recording = record(app, context, state, Vote::NotHelpful, on);
    if is_quoted {
        return Ok(Reply::Say(match recording.await? {
            Some(_) => thanks_for_vote(context.locale(), false),
            None => stale(context.locale()),
        }));
    }
    Ok(
        match tokio::time::timeout(RECORD_TIMEOUT, recording).await {
            Ok(recorded) => match recorded? {
                Some(_) => Reply::Modal(missing_modal(context.locale(), state)),
                None => Reply::Say(stale(context.locale())),
            },
            Err(_) => Reply::Modal(missing_modal(context.locale(), state)),
        },
    )
}

/// Someone said what was missing, or sent the modal off as it was.
pub(crate) async fn missing(
    app: &Arc<App>,
    context: &CommandContext,
    state: PageState,
    what: &str,
    on: ComponentMessage,
) -> Result<Reply> {
    let is_quoted = on.quoted;
    let Some(found) = record(app, context, state, Vote::NotHelpful, on).await? else {
        return Ok(Reply::Say(stale(context.locale())));
    };
    let what = what.trim();
    if !what.is_empty() && !is_quoted {
        let recorder = &app.gap_recorder;
        recorder.missed(&context.invocation, &found, what).await?;
    }
    Ok(Reply::Say(thanks_for_vote(context.locale(), false)))
}

/// Records a vote; one against an answer is also a gap, unless the question is the text of another message. Returns the
/// answer that was voted on; none if it is not what the articles say now.
async fn record(
    app: &Arc<App>,
    context: &CommandContext,
    state: PageState,
    vote: Vote,
    on: ComponentMessage,
) -> Result<Option<Answer>> {
    let keeps_question = !on.quoted;
    let found = {
        let context = context.clone();
        app.blocking(move |app| match on.view(state) {
            Some(view) => view.page(app.responder(&context), state, Wanted::Folded),
            None => Ok(None),
        })
        .await?
    };
    let Some(found) = found else {
        return Ok(None);
    };
    let Some(quoted) = found.quoted() else {
        return Ok(None);
    };
    let invocation = &context.invocation;
    let passage = &quoted.hit.passage.id;
    let given = NewVote {
        guild: context.guild(),
        asker: app.store.pseudonym(invocation.actor.user_id()),
        passage: passage.as_str(),
        vote,
    };
    let before = app.store.record_vote(&given).await?;
    gap_recorder::log_vote(invocation, passage, vote == Vote::Helpful);
    match (before, vote) {
        (None | Some(Vote::Helpful), Vote::NotHelpful) if keeps_question => {
            app.gap_recorder.did_not_help(invocation, &found.answer);
        }
        (Some(Vote::NotHelpful), Vote::Helpful) => {
            app.gap_recorder.did_help(invocation, &found.answer).await?;
        }
        _ => {}
    }
    Ok(Some(found.answer))
}
