//! `/settings`: how a guild wants the bot to behave, shown with present values, changed one at a time.

use std::sync::Arc;

use crate::Result;
use crate::article::GuildId;
use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::discord::inbound::manager_command::SettingsCommand;
use crate::discord::policy::permission::{may_choose_managers, may_manage};
use crate::render::Locale;
use crate::render::discord::{
    Defaults, MAX_COOLDOWN_SECONDS, Message, audit_page, denied, everyone_manages, list_is_full,
    no_channel_left, setting_changed, settings as say_settings, unusable_setting,
};
use crate::store::SettingChange;

/// Channels or roles that a list may hold.
const MAX_LISTED: usize = 50;

/// `/settings`
pub(crate) async fn settings(
    app: &Arc<App>,
    context: &CommandContext,
    setting: SettingsCommand,
) -> Result<Reply> {
    let allowed = match &setting {
        SettingsCommand::Role { .. } | SettingsCommand::Change(SettingChange::ManagerRoles(_)) => {
            may_choose_managers(context)
        }
        _ => may_manage(context),
    };
    let guild = match allowed {
        Ok(guild) => guild,
        Err(why) => return Ok(Reply::Say(denied(context.locale(), why))),
    };
    let change = match setting {
        SettingsCommand::Show => {
            // As they are kept, not as they were known a moment ago.
            let settings = app.store.settings(guild).await?;
            return Ok(Reply::Say(say_settings(
                context.locale(),
                &settings,
                &defaults(app),
            )));
        }
        SettingsCommand::Audit => {
            return Ok(Reply::Say(audit(app, context.locale(), guild, 0).await?));
        }
        SettingsCommand::Channel { channel, allow } => {
            let settings = app.store.settings(guild).await?;
            if !allow
                && settings
                    .answer_channels
                    .iter()
                    .all(|other| *other == channel)
            {
                // Without it the list would be empty, which means every channel.
                return Ok(Reply::Say(no_channel_left(
                    context.locale(),
                    &settings.answer_channels,
                )));
            }
            SettingChange::AnswerChannels(toggled(&settings.answer_channels, channel, allow))
        }
        // The role of everyone bears the id of the guild, and nobody's list of roles names it.
        SettingsCommand::Role { role, .. } if role == guild.0 => {
            return Ok(Reply::Say(everyone_manages(context.locale())));
        }
        SettingsCommand::Role { role, manages } => {
            let settings = app.store.settings(guild).await?;
            SettingChange::ManagerRoles(toggled(&settings.manager_roles, role, manages))
        }
        SettingsCommand::Change(change) => change,
    };
    if let SettingChange::AnswerChannels(ids) | SettingChange::ManagerRoles(ids) = &change
        && ids.len() > MAX_LISTED
    {
        return Ok(Reply::Say(list_is_full(context.locale(), MAX_LISTED)));
    }
    if !is_usable(&change) {
        return Ok(Reply::Say(unusable_setting(context.locale())));
    }
    app.store
        .set(guild, &change, context.invocation.actor.user_id())
        .await?;
    let settings = app.store.settings(guild).await?;
    Ok(Reply::Say(setting_changed(
        context.locale(),
        &change,
        &settings,
        &defaults(app),
    )))
}

/// A page of the audit log, counted from 0.
pub(crate) async fn audit(
    app: &App,
    locale: Locale,
    guild: GuildId,
    page: usize,
) -> Result<Message> {
    let page = u32::try_from(page).unwrap_or(u32::MAX).saturating_add(1);
    let page = app.store.audit(guild, page).await?;
    Ok(audit_page(locale, &page))
}

/// What holds where a guild has said nothing.
fn defaults(app: &App) -> Defaults<'_> {
    Defaults {
        channels: &app.policy.channels,
        answer_at: app.policy.thresholds.answer_at,
        cooldown: app.policy.cooldown,
    }
}

/// The list with or without an id; an empty list of channels means all of them.
fn toggled(list: &[u64], id: u64, wanted: bool) -> Vec<u64> {
    let mut list: Vec<u64> = list.iter().copied().filter(|other| *other != id).collect();
    if wanted {
        list.push(id);
    }
    list
}

/// Discord checks what people type; a forged command is checked here.
fn is_usable(change: &SettingChange) -> bool {
    match change {
        SettingChange::AnswerAt(Some(at)) => (0.01..=0.99).contains(at),
        SettingChange::CooldownSeconds(Some(seconds)) => {
            (1..=MAX_COOLDOWN_SECONDS).contains(seconds)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forged_values_are_told_apart() {
        for (change, usable) in [
            (SettingChange::AnswerAt(Some(0.5)), true),
            (SettingChange::AnswerAt(Some(0.0)), false),
            (SettingChange::AnswerAt(Some(7.0)), false),
            (SettingChange::AnswerAt(None), true),
            (SettingChange::CooldownSeconds(Some(0)), false),
            (SettingChange::CooldownSeconds(Some(u32::MAX)), false),
            (SettingChange::CooldownSeconds(Some(30)), true),
        ] {
            assert_eq!(is_usable(&change), usable, "{change:?}");
        }
        assert_eq!(toggled(&[1, 2], 2, false), [1]);
        assert_eq!(toggled(&[1, 2], 1, true), [2, 1]);
    }
}
