//! Looks through the files that serve, and mends what is damaged. Changed bytes in a file of the right size are found
//! by reading it alone, and that takes too long for the start.

use super::{Engine, Serving, guild};
use crate::article::{GuildId, Library};
use crate::index::{self, Generation};
use crate::{Error, Result};

/// What the check of a library's files found, and what was done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mended {
    /// Every checksum is right.
    Sound,
    /// It was damaged, and built anew.
    Rebuilt {
        /// The damage.
        damage: String,
    },
    /// It was damaged and could not be built anew: the last good generation serves.
    LastGood {
        /// The damage.
        damage: String,
        /// Why it could not be built.
        why: String,
    },
    /// A guild's own library is damaged and was closed. Its articles stand in the store:
    /// [`Engine::rebuild_guild`] mends it, and until then the guild's questions fail rather than go without them.
    ToRebuild {
        /// The damage.
        damage: String,
    },
}

impl Engine {
    /// Reads every file of the libraries that serve, the shared one first, and mends what is damaged. Long: for a
    /// thread of its own after the start.
    ///
    /// # Errors
    /// If the shared library is damaged and can neither be built anew nor replaced by an older generation, or if the
    /// guilds' folders cannot be listed; what is open goes on answering.
    pub fn verify_and_mend(&self) -> Result<Vec<(Library, Mended)>> {
        let mut mended = vec![(Library::Shared, self.mend_shared()?)];
        for guild in self.0.guilds.all()? {
            mended.push((Library::Guild(guild), self.check_guild(guild)));
        }
        for (library, mended) in &mended {
            let library = library.folder_name();
            match mended {
                Mended::Sound => {}
                Mended::Rebuilt { damage } => {
                    tracing::warn!(library, damage, "the index was damaged and was built anew");
                }
                Mended::LastGood { damage, why } => tracing::error!(
                    library,
                    damage,
                    why,
                    "the index is damaged and could not be built anew; the one before serves"
                ),
                Mended::ToRebuild { damage } => {
                    tracing::error!(library, damage, "the index is damaged and was closed");
                }
            }
        }
        Ok(mended)
    }

    fn mend_shared(&self) -> Result<Mended> {
        let Some(folder) = &self.0.library else {
            return Ok(Mended::Sound);
        };
        let damage = match index::verify(folder) {
            Ok(_) => return Ok(Mended::Sound),
            Err(error) => what(&error),
        };
        let Err(why) = self.rebuild(&|_| {}) else {
            return Ok(Mended::Rebuilt { damage });
        };
        let Ok(last_good) = Generation::open_last_good(folder) else {
            return Err(why);
        };
        self.swap(Serving::new(last_good, self.number())?);
        Ok(Mended::LastGood {
            damage,
            why: why.to_string(),
        })
    }

    fn check_guild(&self, guild: GuildId) -> Mended {
        let Some(folder) = self.0.guilds.folder(guild) else {
            return Mended::Sound;
        };
        // Nothing is built there meanwhile: what is read is one state.
        let _one_at_a_time = self.0.guilds.build_alone(guild);
        let _no_other_process = guild::lock(&folder);
        let Err(error) = guild::verify(&folder) else {
            return Mended::Sound;
        };
        if let Err(error) = guild::condemn(&folder) {
            tracing::error!(%error, "a damaged index cannot be removed");
        }
        let gone = self.0.guilds.close(guild);
        self.drop_answers(gone.as_deref());
        Mended::ToRebuild {
            damage: what(&error),
        }
    }
}

/// What is wrong, without the advice: it is mended here.
fn what(error: &Error) -> String {
    let text = error.to_string();
    text.lines().next().unwrap_or_default().to_owned()
}
