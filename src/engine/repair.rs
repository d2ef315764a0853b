//! Verifies the checksums of the serving files, and repairs damaged libraries. Changed bytes in a file of the right size
//! are found only by reading all of it, which takes too long for the start.

use super::{Engine, Serving, guild};
use crate::article::{GuildId, Library};
use crate::index::{self, Generation};
use crate::{Error, Result};

/// The result of checking a library's files, and of the repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RepairOutcome {
    /// Every checksum is right.
    Sound,
    /// It was damaged, and rebuilt.
    Rebuilt {
        /// The damage.
        damage: String,
    },
    /// It was damaged and could not be rebuilt: the last good generation serves.
    LastGood {
        /// The damage.
        damage: String,
        /// Why it could not be built.
        why: String,
    },
    /// A guild's own library is damaged and was closed. Its articles are in the store: [`Engine::rebuild_guild`]
    /// repairs it, and until then the guild's questions fail, rather than being answered without its articles.
    ToRebuild {
        /// The damage.
        damage: String,
    },
    /// A guild's own library could not be locked, so that nothing was read and nothing was changed.
    NotChecked {
        /// Why.
        why: String,
    },
}

impl Engine {
    /// Reads every file of the serving libraries, the shared one first, and repairs damaged ones. Takes long: to be run
    /// on a thread of its own after the start.
    ///
    /// # Errors
    /// If the shared library is damaged and can neither be rebuilt nor replaced by an older generation, or if the
    /// guilds' folders cannot be listed; open libraries still serve.
    pub fn verify_and_repair(&self) -> Result<Vec<(Library, RepairOutcome)>> {
        let mut outcomes = vec![(Library::Shared, self.repair_shared()?)];
        for guild in self.0.guilds.all()? {
            outcomes.push((Library::Guild(guild), self.check_guild(guild)));
        }
        for (library, outcome) in &outcomes {
            let library = library.folder_name();
            match outcome {
                RepairOutcome::Sound => {}
                RepairOutcome::Rebuilt { damage } => {
                    tracing::warn!(library, damage, "the index was damaged and was rebuilt");
                }
                RepairOutcome::LastGood { damage, why } => tracing::error!(
                    library,
                    damage,
                    why,
                    "the index is damaged and could not be rebuilt; the previous generation serves"
                ),
                RepairOutcome::ToRebuild { damage } => {
                    tracing::error!(library, damage, "the index is damaged and was closed");
                }
                RepairOutcome::NotChecked { why } => {
                    tracing::error!(library, why, "the index could not be checked");
                }
            }
        }
        Ok(outcomes)
    }

    fn repair_shared(&self) -> Result<RepairOutcome> {
        let Some(folder) = &self.0.library else {
            return Ok(RepairOutcome::Sound);
        };
        let damage = match index::verify(folder) {
            Ok(_) => return Ok(RepairOutcome::Sound),
            Err(error) => what(&error),
        };
        let Err(why) = self.rebuild(&|_| {}) else {
            return Ok(RepairOutcome::Rebuilt { damage });
        };
        let Ok(last_good) = Generation::open_last_good(folder) else {
            return Err(why);
        };
        self.swap(Serving::new(last_good, self.next_epoch()));
        Ok(RepairOutcome::LastGood {
            damage,
            why: why.to_string(),
        })
    }

    fn check_guild(&self, guild: GuildId) -> RepairOutcome {
        let Some(folder) = self.0.guilds.folder(guild) else {
            return RepairOutcome::Sound;
        };
        // Locked, so that nothing is built there while it is read.
        let _one_at_a_time = self.0.guilds.build_alone(guild);
        let _no_other_process = match guild::lock(&folder) {
            Ok(lock) => lock,
            Err(error) => return RepairOutcome::NotChecked { why: what(&error) },
        };
        let Err(error) = guild::verify(&folder) else {
            return RepairOutcome::Sound;
        };
        if let Err(error) = guild::quarantine(&folder) {
            tracing::error!(%error, "a damaged index cannot be removed");
        }
        let gone = self.0.guilds.close(guild);
        self.drop_answers(gone.as_deref());
        RepairOutcome::ToRebuild {
            damage: what(&error),
        }
    }
}

/// What is wrong, without the advice: it is repaired here.
fn what(error: &Error) -> String {
    let text = error.to_string();
    text.lines().next().unwrap_or_default().to_owned()
}
