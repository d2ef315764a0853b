//! Who may do what. Discord is asked to hide what is not allowed; what counts is decided here.

use super::command::Incoming;
use crate::render::discord::MayNot;

/// <https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags>
const ADMINISTRATOR: u64 = 1 << 3;
/// Named Manage Server in Discord's own window.
pub(super) const MANAGE_GUILD: u64 = 1 << 5;

/// Whether someone may manage the articles for all: with Manage Server, and in the home guild.
pub(super) fn may_manage_articles(
    incoming: &Incoming,
    home_guild: Option<u64>,
) -> Result<(), MayNot> {
    if home_guild.is_none() || incoming.place.guild != home_guild {
        return Err(MayNot::Elsewhere);
    }
    if incoming.actor.permissions & (MANAGE_GUILD | ADMINISTRATOR) == 0 {
        return Err(MayNot::NotManager);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::command::{Actor, Command, Place, Way};
    use super::*;

    fn reindex(guild: Option<u64>, permissions: u64) -> Incoming {
        Incoming {
            id: 1,
            actor: Actor {
                user: 2,
                permissions,
            },
            place: Place {
                guild,
                channel: 3,
                parent: None,
                way: Way::Interaction,
            },
            command: Command::Reindex,
        }
    }

    #[test]
    fn only_managers_of_the_home_guild_may() {
        let home = Some(10);
        for (guild, permissions, home, expected) in [
            (Some(10), MANAGE_GUILD, home, Ok(())),
            (Some(10), ADMINISTRATOR, home, Ok(())),
            (Some(10), 1 << 4, home, Err(MayNot::NotManager)),
            (Some(11), MANAGE_GUILD, home, Err(MayNot::Elsewhere)),
            (None, MANAGE_GUILD, home, Err(MayNot::Elsewhere)),
            (None, MANAGE_GUILD, None, Err(MayNot::Elsewhere)),
            (Some(10), MANAGE_GUILD, None, Err(MayNot::Elsewhere)),
        ] {
            assert_eq!(
                may_manage_articles(&reindex(guild, permissions), home),
                expected
            );
        }
    }
}
