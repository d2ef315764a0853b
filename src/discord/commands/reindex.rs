//! `/reindex`: rebuilds an index and reports what changed. The old index answers meanwhile.

use std::sync::Arc;

use crate::Result;
use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::discord::inbound::invocation::ReindexTarget;
use crate::discord::jobs::reindex::Job;
use crate::discord::policy::permission::{may_manage, may_manage_shared};
use crate::render::discord::{LibraryChange, denied, library_changing, rebuilding};
use crate::store::AuditAction;

/// `/reindex`
pub(crate) async fn reindex(
    app: &Arc<App>,
    context: &CommandContext,
    library: ReindexTarget,
) -> Result<Reply> {
    let by = context.invocation.actor.user_id();
    match library {
        ReindexTarget::Own => {
            let guild = match may_manage(context) {
                Ok(guild) => guild,
                Err(why) => return Ok(Reply::Say(denied(context.locale(), why))),
            };
            app.store
                .record_audit(guild, by, AuditAction::Reindexed, "own")
                .await?;
            let done = LibraryChange::Nothing;
            Ok(Reply::Work {
                now: library_changing(context.locale(), &done),
                job: Job::Guild {
                    guild,
                    version: None,
                    done,
                },
            })
        }
        ReindexTarget::Shared => {
            if let Err(why) = may_manage_shared(context, app.policy.home_guild) {
                return Ok(Reply::Say(denied(context.locale(), why)));
            }
            if let Some(guild) = context.guild() {
                app.store
                    .record_audit(guild, by, AuditAction::Reindexed, "shared")
                    .await?;
            }
            Ok(Reply::Work {
                now: rebuilding(context.locale(), None),
                job: Job::Shared,
            })
        }
    }
}
