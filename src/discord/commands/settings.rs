//! `/settings`: how a guild wants the bot to behave, as one panel that shows and changes it.

use std::sync::Arc;

use crate::Result;
use crate::article::GuildId;
use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::discord::policy::permission::{may_choose_managers, may_manage};
use crate::render::Locale;
use crate::render::discord::{
    DEFAULT_COOLDOWN, Defaults, MAX_COOLDOWN_SECONDS, MAX_LISTED, ManageButton, Message, PanelUser,
    Sureness, audit_page, denied, everyone_manages, settings as say_settings, unusable_setting,
    visibility,
};
use crate::store::{SettingChange, Visibility};

/// `/settings`
pub(crate) async fn settings(app: &Arc<App>, context: &CommandContext) -> Result<Reply> {
    match may_manage(context) {
        Ok(guild) => Ok(Reply::Say(panel(app, context, guild).await?)),
        Err(why) => Ok(Reply::Say(denied(context.locale(), why))),
    }
}

/// The panel. Reads the settings again: those of the context are from before the change.
async fn panel(app: &App, context: &CommandContext, guild: GuildId) -> Result<Message> {
    let settings = app.store.settings(guild).await?;
    let defaults = Defaults {
        channels: &app.policy.channels,
        answer_at: app.policy.thresholds.answer_at,
        cooldown: app.policy.cooldown,
    };
    let user = match may_choose_managers(context) {
        Ok(_) => PanelUser::ServerManager,
        Err(_) => PanelUser::RoleManager,
    };
    Ok(say_settings(context.locale(), &settings, &defaults, user))
}

/// Something was picked on the panel, which shows it from then on.
pub(crate) async fn change(
    app: &Arc<App>,
    context: &CommandContext,
    guild: GuildId,
    menu: ManageButton,
    picked: &[String],
) -> Result<Reply> {
    let locale = context.locale();
    if menu == ManageButton::SetManagers {
        if let Err(why) = may_choose_managers(context) {
            return Ok(Reply::Say(denied(locale, why)));
        }
        // The role of everyone bears the id of the guild, and nobody's list of roles names it.
        if picked.contains(&guild.0.to_string()) {
            return Ok(Reply::Say(everyone_manages(locale)));
        }
    }
    let Some(change) = picked_change(menu, picked, app.policy.thresholds.answer_at) else {
        return Ok(Reply::Say(unusable_setting(locale)));
    };
    let by = context.invocation.actor.user_id();
    app.store.set(guild, &change, by).await?;
    Ok(Reply::Update(panel(app, context, guild).await?))
}

/// What a menu of the panel sets; none for values that it does not offer: forged ones change nothing.
fn picked_change(
    menu: ManageButton,
    picked: &[String],
    default_answer_at: f32,
) -> Option<SettingChange> {
    let only = || match picked {
        [value] => Some(value.as_str()),
        _ => None,
    };
    match menu {
        ManageButton::SetChannels => ids(picked).map(SettingChange::AnswerChannels),
        ManageButton::SetForums => ids(picked).map(SettingChange::Forums),
        ManageButton::SetManagers => ids(picked).map(SettingChange::ManagerRoles),
        ManageButton::SetVisibility => match only()? {
            visibility::PUBLIC => Some(SettingChange::Visibility(Visibility::Public)),
            visibility::PRIVATE => Some(SettingChange::Visibility(Visibility::Private)),
            _ => None,
        },
        ManageButton::SetSureness => {
            let word = Sureness::from_value(only()?)?;
            Some(SettingChange::AnswerAt(word.threshold(default_answer_at)))
        }
        ManageButton::SetCooldown => match only()? {
            DEFAULT_COOLDOWN => Some(SettingChange::CooldownSeconds(None)),
            seconds => {
                let seconds = seconds.parse().ok();
                let seconds = seconds.filter(|own| (1..=MAX_COOLDOWN_SECONDS).contains(own))?;
                Some(SettingChange::CooldownSeconds(Some(seconds)))
            }
        },
        _ => None,
    }
}

fn ids(picked: &[String]) -> Option<Vec<u64>> {
    if picked.len() > MAX_LISTED {
        return None;
    }
    picked.iter().map(|id| id.parse().ok()).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn change(menu: ManageButton, picked: &[&str]) -> Option<SettingChange> {
        let picked: Vec<String> = picked.iter().map(|value| (*value).to_owned()).collect();
        picked_change(menu, &picked, 0.5)
    }

    #[test]
    fn forged_values_change_nothing() {
        let many: Vec<String> = (1..=26).map(|id: u32| id.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for (menu, picked, usable) in [
            (ManageButton::SetChannels, &["1", "2"][..], true),
            (ManageButton::SetChannels, &[], true),
            (ManageButton::SetChannels, &many[1..], true),
            (ManageButton::SetChannels, &many, false),
            (ManageButton::SetForums, &["general"], false),
            (ManageButton::SetManagers, &["-1"], false),
            (ManageButton::SetVisibility, &["private"], true),
            (ManageButton::SetVisibility, &["secret"], false),
            (ManageButton::SetVisibility, &[], false),
            (ManageButton::SetSureness, &["careful"], true),
            (ManageButton::SetSureness, &["7.0"], false),
            (ManageButton::SetCooldown, &["default"], true),
            (ManageButton::SetCooldown, &["3600"], true),
            (ManageButton::SetCooldown, &["3601"], false),
            (ManageButton::SetCooldown, &["0"], false),
            (ManageButton::SetCooldown, &["30", "60"], false),
            (ManageButton::OpenAudit, &["1"], false),
        ] {
            assert_eq!(
                change(menu, picked).is_some(),
                usable,
                "{menu:?} {picked:?}"
            );
        }
        assert_eq!(
            change(ManageButton::SetSureness, &["careful"]),
            Some(SettingChange::AnswerAt(Some(0.75)))
        );
    }
}
