//! Who may do what: checked here at each use. That Discord hides commands is only for convenience.

use crate::article::GuildId;
use crate::discord::context::CommandContext;
use crate::render::discord::Denied;

/// <https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags>
pub(crate) const ADMINISTRATOR: u64 = 1 << 3;
/// Named Manage Server in Discord's settings.
pub(crate) const MANAGE_GUILD: u64 = 1 << 5;

/// What the bot needs in a guild, by bit and by the name in Discord's settings.
pub(crate) const NEEDED: [(u64, &str); 7] = [
    (1 << 10, "View Channels"),
    (1 << 11, "Send Messages"),
    (1 << 14, "Embed Links"),
    (1 << 15, "Attach Files"),
    (1 << 16, "Read Message History"),
    (1 << 38, "Send Messages in Threads"),
    (1 << 6, "Add Reactions"),
];

/// The permissions that an invite link asks for: all that the bot needs.
pub fn invite_permissions() -> u64 {
    NEEDED.iter().map(|(bit, _)| bit).sum()
}

/// Whether someone may manage the guild's articles and settings: with Manage Server, or with a role that the guild has
/// chosen. Gives the guild.
pub(crate) fn may_manage(context: &CommandContext) -> Result<GuildId, Denied> {
    let guild = context.guild().ok_or(Denied::OutsideGuild)?;
    let roles = &context.settings.manager_roles;
    let by_role = || {
        let own = &context.invocation.actor.roles;
        own.iter().any(|role| roles.contains(role))
    };
    if manages_guild(context) || by_role() {
        Ok(guild)
    } else {
        Err(Denied::NotManager)
    }
}

/// Whether a user may reindex the shared articles: with Manage Server, and in the home guild.
pub(crate) fn may_manage_shared(
    context: &CommandContext,
    home_guild: Option<u64>,
) -> Result<(), Denied> {
    if home_guild.is_none() || context.invocation.place.guild != home_guild {
        return Err(Denied::Elsewhere);
    }
    if manages_guild(context) {
        Ok(())
    } else {
        Err(Denied::NotManager)
    }
}

/// Whether a user may choose the managers: with Manage Server only, so that a manager role cannot give itself to others.
pub(crate) fn may_choose_managers(context: &CommandContext) -> Result<GuildId, Denied> {
    let guild = context.guild().ok_or(Denied::OutsideGuild)?;
    if manages_guild(context) {
        Ok(guild)
    } else {
        Err(Denied::NotServerManager)
    }
}

fn manages_guild(context: &CommandContext) -> bool {
    context.invocation.actor.permissions & (MANAGE_GUILD | ADMINISTRATOR) != 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::inbound::invocation::{Actor, Command, Invocation, Locales, Place, Source};
    use crate::store::GuildSettings;

    fn context(guild: Option<u64>, permissions: u64, roles: &[u64]) -> CommandContext {
        CommandContext {
            invocation: Invocation {
                id: 1,
                actor: Actor {
                    user: 2,
                    permissions,
                    roles: roles.to_vec(),
                },
                place: Place {
                    guild,
                    channel: 3,
                    parent: None,
                    source: Source::Interaction,
                },
                locales: Locales::default(),
                command: Command::Help,
            },
            settings_known: true,
            received: std::time::Instant::now(),
            settings: GuildSettings {
                manager_roles: vec![70, 71],
                ..GuildSettings::default()
            },
        }
    }

    #[test]
    fn managers_and_their_roles_may() {
        let own = Ok(GuildId(10));
        for (guild, permissions, roles, manage, choose) in [
            (Some(10), MANAGE_GUILD, &[][..], own, own),
            (Some(10), ADMINISTRATOR, &[], own, own),
            (Some(10), 0, &[5, 71], own, Err(Denied::NotServerManager)),
            (
                Some(10),
                1 << 4,
                &[5],
                Err(Denied::NotManager),
                Err(Denied::NotServerManager),
            ),
            (
                None,
                MANAGE_GUILD,
                &[70],
                Err(Denied::OutsideGuild),
                Err(Denied::OutsideGuild),
            ),
        ] {
            let context = context(guild, permissions, roles);
            assert_eq!(may_manage(&context), manage);
            assert_eq!(may_choose_managers(&context), choose);
        }
    }

    #[test]
    fn only_managers_of_the_home_guild_manage_for_all() {
        let home = Some(10);
        for (guild, permissions, home, expected) in [
            (Some(10), MANAGE_GUILD, home, Ok(())),
            (Some(10), ADMINISTRATOR, home, Ok(())),
            (Some(10), 1 << 4, home, Err(Denied::NotManager)),
            (Some(11), MANAGE_GUILD, home, Err(Denied::Elsewhere)),
            (None, MANAGE_GUILD, home, Err(Denied::Elsewhere)),
            (None, MANAGE_GUILD, None, Err(Denied::Elsewhere)),
            (Some(10), MANAGE_GUILD, None, Err(Denied::Elsewhere)),
        ] {
            let context = context(guild, permissions, &[70]);
            assert_eq!(may_manage_shared(&context, home), expected);
        }
    }
}
