//! `/reindex`: reads articles anew and reports what changed. The old index answers meanwhile.

use std::sync::Arc;

use crate::Result;
use crate::discord::app::{Desk, Reply, Scene};
use crate::discord::inbound::invocation::Rebuilt;
use crate::discord::jobs::reindex::Job;
use crate::discord::policy::permission::{may_manage, may_manage_shared};
use crate::render::discord::{Done, library_changing, may_not, rebuilding, rebuilding_already};
use crate::store::AuditAction;

/// `/reindex`
pub(crate) async fn reindex(desk: &Arc<Desk>, scene: &Scene, library: Rebuilt) -> Result<Reply> {
    let by = scene.incoming.actor.user_id();
    match library {
        Rebuilt::Own => {
            let guild = match may_manage(scene) {
                Ok(guild) => guild,
                Err(why) => return Ok(Reply::Say(may_not(why))),
            };
            desk.store
                .record_audit(guild, by, AuditAction::Reindexed, "own")
                .await?;
            let done = Done::Nothing;
            Ok(Reply::Work {
                now: library_changing(&done),
                job: Job::Guild {
                    guild,
                    version: None,
                    done,
                },
            })
        }
        Rebuilt::Shared => {
            if let Err(why) = may_manage_shared(scene, desk.policy.home_guild) {
                return Ok(Reply::Say(may_not(why)));
            }
            if desk.rebuilding_shared.try_lock().is_err() {
                return Ok(Reply::Say(rebuilding_already()));
            }
            if let Some(guild) = scene.guild() {
                desk.store
                    .record_audit(guild, by, AuditAction::Reindexed, "shared")
                    .await?;
            }
            Ok(Reply::Work {
                now: rebuilding(None),
                job: Job::Shared,
            })
        }
    }
}
