//! A guild's settings with their present values, and the log of who changed what.

use std::fmt::Write as _;
use std::time::Duration;

use super::manage_button::ManageButton;
use super::message::{Message, escaped, plain, timestamp};
use super::versions::{embed, footer, turning};
use crate::render::Locale;
use crate::render::locale::args;
use crate::store::{AuditAction, AuditPage, GuildSettings, SettingChange, Visibility};

/// Longest cooldown that a guild can set.
pub const MAX_COOLDOWN_SECONDS: u32 = 3_600;
/// Channels or roles that are named; the rest is counted.
const NAMED: usize = 20;

/// What holds where a guild has said nothing.
#[derive(Debug, Clone, Copy)]
pub struct Defaults<'a> {
    /// The channels it answers in; all if empty.
    pub channels: &'a [u64],
    /// How sure to be.
    pub answer_at: f32,
    /// Time after which one person may ask once more.
    pub cooldown: Duration,
}

/// `/settings show`
pub fn settings(locale: Locale, settings: &GuildSettings, defaults: &Defaults<'_>) -> Message {
    let mut text = String::new();
    for name in Name::ALL {
        let _ = write!(
            text,
            "**{}**: {}\n-# {}\n",
            name.title(locale),
            name.value(locale, settings, defaults),
            name.how(locale)
        );
    }
    embed(&text, None, Vec::new())
}

/// A setting was changed.
pub fn setting_changed(
    locale: Locale,
    change: &SettingChange,
    settings: &GuildSettings,
    defaults: &Defaults<'_>,
) -> Message {
    let name = Name::of(change);
    let mut text = locale.format(
        "setting-changed",
        &args![
            "setting" => name.title(locale),
            "value" => name.value(locale, settings, defaults),
        ],
    );
    if name == Name::Roles && !settings.manager_roles.is_empty() {
        text.push_str("\n-# ");
        text.push_str(&locale.message("setting-roles-shown"));
    }
    Message::private(text)
}

/// A list can hold no more.
pub fn list_is_full(locale: Locale, most: usize) -> Message {
    Message::private(locale.format("setting-list-full", &args!["most" => most]))
}

/// The last channel of a list cannot be taken from it: an empty list means every channel. `listed` is that list.
pub fn no_channel_left(locale: Locale, listed: &[u64]) -> Message {
    Message::private(match listed.first() {
        Some(last) => {
            let channel = format!("<#{last}>");
            locale.format("setting-last-channel", &args!["channel" => channel])
        }
        None => locale.message("setting-no-channels"),
    })
}

/// Everyone's role cannot manage.
pub fn everyone_manages(locale: Locale) -> Message {
    Message::private(locale.message("setting-everyone"))
}

/// A value that no setting can have.
pub fn unusable_setting(locale: Locale) -> Message {
    Message::private(locale.message("setting-unusable"))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    Channels,
    Private,
    Sure,
    Cooldown,
    Roles,
}

impl Name {
    const ALL: [Self; 5] = [
        Self::Channels,
        Self::Private,
        Self::Sure,
        Self::Cooldown,
        Self::Roles,
    ];

    fn of(change: &SettingChange) -> Self {
        match change {
            SettingChange::AnswerChannels(_) => Self::Channels,
            SettingChange::Visibility(_) => Self::Private,
            SettingChange::AnswerAt(_) => Self::Sure,
            SettingChange::CooldownSeconds(_) => Self::Cooldown,
            SettingChange::ManagerRoles(_) => Self::Roles,
        }
    }

    fn title(self, locale: Locale) -> String {
        match self {
            Self::Channels => locale.message("setting-channels"),
            Self::Private => locale.message("setting-private"),
            Self::Sure => locale.message("setting-sure"),
            Self::Cooldown => locale.message("setting-cooldown"),
            Self::Roles => locale.message("setting-roles"),
        }
    }

    fn how(self, locale: Locale) -> String {
        match self {
            Self::Channels => locale.message("setting-channels-how"),
            Self::Private => locale.message("setting-private-how"),
            Self::Sure => locale.message("setting-sure-how"),
            Self::Cooldown => "`/settings cooldown`".to_owned(),
            Self::Roles => "`/settings role`".to_owned(),
        }
    }

    fn value(self, locale: Locale, settings: &GuildSettings, defaults: &Defaults<'_>) -> String {
        let by_default = |value: String| locale.format("setting-default", &args!["value" => value]);
        match self {
            Self::Channels => {
                let channels = if settings.answer_channels.is_empty() {
                    defaults.channels
                } else {
                    &settings.answer_channels
                };
                let named = named(locale, channels, "<#");
                named.unwrap_or_else(|| locale.message("setting-channels-all"))
            }
            Self::Private => match settings.visibility {
                Visibility::Public => locale.message("setting-private-public"),
                Visibility::Private => locale.message("setting-private-private"),
            },
            Self::Sure => match settings.answer_at {
                Some(at) => format!("{:.0} %", at * 100.0),
                None => by_default(format!("{:.0} %", defaults.answer_at * 100.0)),
            },
            Self::Cooldown => {
                let own = settings
                    .cooldown_seconds
                    .map(u64::from)
                    .map(Duration::from_secs);
                match own {
                    Some(own) if own < defaults.cooldown => {
                        let (least, own) =
                            (seconds(locale, defaults.cooldown), seconds(locale, own));
                        locale.format(
                            "setting-cooldown-least",
                            &args!["least" => least, "own" => own],
                        )
                    }
                    Some(own) => seconds(locale, own),
                    None => by_default(seconds(locale, defaults.cooldown)),
                }
            }
            Self::Roles => match named(locale, &settings.manager_roles, "<@&") {
                Some(roles) => locale.format("setting-roles-and", &args!["roles" => roles]),
                None => locale.message("setting-roles-server"),
            },
        }
    }
}

/// Seconds, with tenths where there are some.
fn seconds(locale: Locale, duration: Duration) -> String {
    let tenths = u32::try_from(duration.as_millis() / 100).unwrap_or(u32::MAX);
    locale.format("count-seconds", &args!["count" => f64::from(tenths) / 10.0])
}

/// Channels or roles by name: Discord shows the name for the id, and nobody is pinged.
fn named(locale: Locale, ids: &[u64], opening: &str) -> Option<String> {
    if ids.is_empty() {
        return None;
    }
    let mut names: Vec<String> = ids
        .iter()
        .take(NAMED)
        .map(|id| format!("{opening}{id}>"))
        .collect();
    if ids.len() > NAMED {
        names.push(locale.format("count-more", &args!["count" => ids.len() - NAMED]));
    }
    Some(names.join(", "))
}

/// `/settings audit`
pub fn audit_page(locale: Locale, page: &AuditPage) -> Message {
    let mut text = String::new();
    for entry in &page.entries {
        let _ = write!(
            text,
            "{} <@{}> {}",
            timestamp(entry.at),
            entry.by,
            act(locale, entry.action)
        );
        if !entry.target.is_empty() {
            let _ = write!(text, ": {}", escaped(&plain(&entry.target, 160), 200));
        }
        text.push('\n');
    }
    if page.entries.is_empty() {
        text.push_str(&locale.message("audit-none"));
    }
    let mut rows = Vec::new();
    let (page, pages) = (
        usize::try_from(page.page.saturating_sub(1)).unwrap_or(0),
        usize::try_from(page.pages).unwrap_or(1),
    );
    turning(locale, &mut rows, page, pages, |page| ManageButton::Audit {
        page,
    });
    embed(&text, footer(locale, page, pages), rows)
}

fn act(locale: Locale, act: AuditAction) -> String {
    match act {
        AuditAction::AddedArticle => locale.message("audit-added"),
        AuditAction::ChangedArticle => locale.message("audit-changed"),
        AuditAction::RemovedArticle => locale.message("audit-removed"),
        AuditAction::RolledBackArticle => locale.message("audit-rolled-back"),
        AuditAction::Exported => locale.message("audit-exported"),
        AuditAction::Reindexed => locale.message("audit-reindexed"),
        AuditAction::Taught => locale.message("audit-taught"),
        AuditAction::Untaught => locale.message("audit-untaught"),
        AuditAction::SolvedGaps => locale.message("audit-solved"),
        AuditAction::ChangedSetting => locale.message("audit-setting"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cooldown_below_ones_own_says_so() {
        let told = |locale: Locale, own: u32| {
            let kept = GuildSettings {
                cooldown_seconds: Some(own),
                ..GuildSettings::default()
            };
            let defaults = Defaults {
                channels: &[],
                answer_at: 0.5,
                cooldown: Duration::from_secs(10),
            };
            Name::Cooldown.value(locale, &kept, &defaults)
        };
        assert_eq!(told(Locale::English, 60), "60 seconds");
        assert_eq!(told(Locale::Polish, 62), "62 sekundy");
        assert_eq!(
            told(Locale::English, 5),
            "at least 10 seconds, my minimum (set here: 5 seconds)"
        );
    }
}
