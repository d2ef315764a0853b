//! A guild's settings with their present values, and the log of who changed what.

use std::fmt::Write as _;
use std::time::Duration;

use super::manage_button::ManageButton;
use super::message::{Message, escaped, plain, timestamp};
use super::versions::{embed, footer, turning};
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
pub fn settings(settings: &GuildSettings, defaults: &Defaults<'_>) -> Message {
    let mut text = String::new();
    for name in Name::ALL {
        let _ = write!(
            text,
            "**{}**: {}\n-# {}\n",
            name.title(),
            name.value(settings, defaults),
            name.how()
        );
    }
    embed(&text, None, Vec::new())
}

/// A setting was changed.
pub fn setting_changed(
    change: &SettingChange,
    settings: &GuildSettings,
    defaults: &Defaults<'_>,
) -> Message {
    let name = Name::of(change);
    let mut text = format!(
        "**{}** is now: {}",
        name.title(),
        name.value(settings, defaults)
    );
    if name == Name::Roles && !settings.manager_roles.is_empty() {
        text.push_str(
            "\n-# Discord shows my manager commands only to members with Manage Server. To show them to others too: \
             Server Settings › Integrations › my name.",
        );
    }
    Message::private(text)
}

/// A list can hold no more.
pub fn list_is_full(most: usize) -> Message {
    Message::private(format!("That list is full: it holds at most {most}."))
}

/// The last channel of a list cannot be taken from it: an empty list means every channel. `listed` is that list.
pub fn no_channel_left(listed: &[u64]) -> Message {
    Message::private(match listed.first() {
        Some(last) => format!(
            "<#{last}> is the only channel I answer in, so I kept it. Choose another one first with `/settings \
             channel`; the same command without a channel lets me answer in all of them."
        ),
        None => "No channels are chosen yet, so there is none to remove. Choose the ones I should answer in with \
                 `/settings channel`; I'll keep quiet elsewhere."
            .to_owned(),
    })
}

/// Everyone's role cannot manage.
pub fn everyone_manages() -> Message {
    Message::private(
        "I can't let everyone manage me. Choose a role that is given to the few who should, or give them Manage Server.",
    )
}

/// A value that no setting can have.
pub fn unusable_setting() -> Message {
    Message::private("That value can't be used. I changed nothing.")
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

    fn title(self) -> &'static str {
        match self {
            Self::Channels => "Channels I answer in",
            Self::Private => "Answers to `/ask`",
            Self::Sure => "How sure I must be to answer",
            Self::Cooldown => "One person may ask again after",
            Self::Roles => "Who manages me",
        }
    }

    fn how(self) -> &'static str {
        match self {
            Self::Channels => {
                "`/settings channel`. Elsewhere I answer privately, and mentions not at all."
            }
            Self::Private => "`/settings private`. Askers can say otherwise each time.",
            Self::Sure => {
                "`/settings sure`. Below it I offer headings, or say that there is no answer."
            }
            Self::Cooldown => "`/settings cooldown`",
            Self::Roles => "`/settings role`",
        }
    }

    fn value(self, settings: &GuildSettings, defaults: &Defaults<'_>) -> String {
        match self {
            Self::Channels => {
                let channels = if settings.answer_channels.is_empty() {
                    defaults.channels
                } else {
                    &settings.answer_channels
                };
                named(channels, "<#").unwrap_or_else(|| "all".to_owned())
            }
            Self::Private => match settings.visibility {
                Visibility::Public => "for everyone in the channel".to_owned(),
                Visibility::Private => "only for the asker".to_owned(),
            },
            Self::Sure => match settings.answer_at {
                Some(at) => format!("{:.0} %", at * 100.0),
                None => format!("{:.0} % (default)", defaults.answer_at * 100.0),
            },
            Self::Cooldown => match settings.cooldown_seconds {
                Some(own) if Duration::from_secs(own.into()) < defaults.cooldown => format!(
                    "at least {}, my minimum (set here: {})",
                    seconds(defaults.cooldown),
                    super::content::count(own as usize, "second")
                ),
                Some(own) => super::content::count(own as usize, "second"),
                None => format!("{} (default)", seconds(defaults.cooldown)),
            },
            Self::Roles => match named(&settings.manager_roles, "<@&") {
                Some(roles) => format!("members with Manage Server, and {roles}"),
                None => "members with Manage Server".to_owned(),
            },
        }
    }
}

fn seconds(duration: Duration) -> String {
    let tenths = duration.as_millis() / 100;
    if tenths.is_multiple_of(10) {
        super::content::count(usize::try_from(tenths / 10).unwrap_or(usize::MAX), "second")
    } else {
        format!("{}.{} seconds", tenths / 10, tenths % 10)
    }
}

/// Channels or roles by name: Discord shows the name for the id, and nobody is pinged.
fn named(ids: &[u64], opening: &str) -> Option<String> {
    if ids.is_empty() {
        return None;
    }
    let mut names: Vec<String> = ids
        .iter()
        .take(NAMED)
        .map(|id| format!("{opening}{id}>"))
        .collect();
    if ids.len() > NAMED {
        names.push(format!("{} more", ids.len() - NAMED));
    }
    Some(names.join(", "))
}

/// `/settings audit`
pub fn audit_page(page: &AuditPage) -> Message {
    let mut text = String::new();
    for entry in &page.entries {
        let _ = write!(
            text,
            "{} <@{}> {}",
            timestamp(entry.at),
            entry.by,
            act(entry.action)
        );
        if !entry.target.is_empty() {
            let _ = write!(text, ": {}", escaped(&plain(&entry.target, 160), 200));
        }
        text.push('\n');
    }
    if page.entries.is_empty() {
        text.push_str("Nobody has changed anything yet.");
    }
    let mut rows = Vec::new();
    let (page, pages) = (
        usize::try_from(page.page.saturating_sub(1)).unwrap_or(0),
        usize::try_from(page.pages).unwrap_or(1),
    );
    turning(&mut rows, page, pages, |page| ManageButton::Audit { page });
    embed(&text, footer(page, pages), rows)
}

fn act(act: AuditAction) -> &'static str {
    match act {
        AuditAction::AddedArticle => "added an article",
        AuditAction::ChangedArticle => "changed an article",
        AuditAction::RemovedArticle => "removed an article",
        AuditAction::RolledBackArticle => "brought an older version back",
        AuditAction::Exported => "exported",
        AuditAction::Reindexed => "rebuilt the index",
        AuditAction::Taught => "taught me",
        AuditAction::Untaught => "undid something I was taught",
        AuditAction::SolvedGaps => "marked questions as solved",
        AuditAction::ChangedSetting => "changed a setting",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cooldown_below_ones_own_says_so() {
        let told = |own: u32| {
            let kept = GuildSettings {
                cooldown_seconds: Some(own),
                ..GuildSettings::default()
            };
            let defaults = Defaults {
                channels: &[],
                answer_at: 0.5,
                cooldown: Duration::from_secs(10),
            };
            Name::Cooldown.value(&kept, &defaults)
        };
        assert_eq!(told(60), "60 seconds");
        assert_eq!(
            told(5),
            "at least 10 seconds, my minimum (set here: 5 seconds)"
        );
    }
}
