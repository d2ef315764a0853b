//! A guild's settings as one private panel, and the log of who changed what.

use std::fmt::Write as _;
use std::time::Duration;

use super::card::Card;
use super::manage_button::ManageButton;
use super::message::{
    Audience, ButtonStyle, Component, MAX_OPTIONS, Message, SelectOption, escaped, plain, timestamp,
};
use super::versions::{embed, footer, turning};
use crate::locale::args;
use crate::render::Locale;
use crate::store::{AuditAction, AuditPage, GuildSettings, Visibility};

/// Channels or roles that a setting can hold: as many as a menu can pick.
pub const MAX_LISTED: usize = MAX_OPTIONS;
/// Longest cooldown that a guild can set.
pub const MAX_COOLDOWN_SECONDS: u32 = 3_600;
/// The cooldowns that are offered, in seconds.
const COOLDOWNS: [u32; 5] = [10, 30, 60, 300, MAX_COOLDOWN_SECONDS];
/// Channels that are named in a text; the rest is counted.
const NAMED: usize = 20;
const COLOR: u32 = 0x0058_65F2;
/// Types of channels that questions can be asked in: text, voice, announcements, stage, forum. Media channels are unknown
/// to the published specification.
const CHANNELS: [u8; 5] = [0, 2, 5, 13, 15];
/// Forums.
const FORUMS: [u8; 1] = [15];

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

/// How sure to be, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sureness {
    /// Half as unsure as by default.
    Careful,
    /// As by default.
    Balanced,
    /// Half as sure as by default.
    Generous,
}

impl Sureness {
    const ALL: [Self; 3] = [Self::Careful, Self::Balanced, Self::Generous];

    /// The word of a threshold; one between the words is the word in its direction.
    pub fn of(answer_at: Option<f32>, default: f32) -> Self {
        match answer_at {
            Some(at) if at > default => Self::Careful,
            Some(at) if at < default => Self::Generous,
            _ => Self::Balanced,
        }
    }

    /// The word that is the value of an option.
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.value() == value)
    }

    /// The threshold that it sets; none for the default.
    pub fn threshold(self, default: f32) -> Option<f32> {
        match self {
            Self::Careful => Some(f32::midpoint(default, 1.0)),
            Self::Balanced => None,
            Self::Generous => Some(default / 2.0),
        }
    }

    fn value(self) -> &'static str {
        match self {
            Self::Careful => "careful",
            Self::Balanced => "balanced",
            Self::Generous => "generous",
        }
    }

    fn label(self, locale: Locale) -> String {
        match self {
            Self::Careful => locale.message("choice-careful"),
            Self::Balanced => locale.message("choice-balanced"),
            Self::Generous => locale.message("choice-generous"),
        }
    }

    fn meaning(self, locale: Locale, answer_at: f32) -> String {
        let args = args!["percent" => format!("{:.0}", answer_at * 100.0)];
        match self {
            Self::Careful => locale.format("choice-careful-means", &args),
            Self::Balanced => locale.format("choice-balanced-means", &args),
            Self::Generous => locale.format("choice-generous-means", &args),
        }
    }
}

/// Values of the menu of visibilities.
pub mod visibility {
    /// For everyone in the channel.
    pub const PUBLIC: &str = "public";
    /// For the asker alone.
    pub const PRIVATE: &str = "private";
}

/// Value of the option of the default cooldown.
pub const DEFAULT_COOLDOWN: &str = "default";

/// Who looks at the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanelUser {
    /// Someone with Manage Server.
    ServerManager,
    /// Someone with a role that manages, who cannot choose such roles.
    RoleManager,
}

/// `/settings`: each setting with its present value, which can be changed.
pub fn settings(
    locale: Locale,
    settings: &GuildSettings,
    defaults: &Defaults<'_>,
    user: PanelUser,
) -> Message {
    let mut card = Card::new(COLOR);
    card.push_text(format!("### {}", locale.message("settings-title")));
    let mut part = |title: String, how: String, component: Component| {
        card.push_text(format!("**{title}**\n-# {how}"));
        card.push_row(vec![component]);
    };
    part(
        locale.message("setting-channels"),
        channels_how(locale, defaults),
        Component::channel_select(
            &locale.message("menu-all-channels"),
            ManageButton::SetChannels.to_custom_id(),
            &CHANNELS,
            &settings.answer_channels,
        ),
    );
    part(
        locale.message("setting-private"),
        locale.message("setting-private-how"),
        visibilities(locale, settings.visibility),
    );
    part(
        locale.message("setting-sure"),
        locale.message("setting-sure-how"),
        surenesses(locale, settings.answer_at, defaults.answer_at),
    );
    part(
        locale.message("setting-cooldown"),
        locale.message("setting-cooldown-how"),
        cooldowns(locale, settings.cooldown_seconds, defaults.cooldown),
    );
    part(
        locale.message("setting-forums"),
        locale.message("setting-forums-how"),
        Component::channel_select(
            &locale.message("menu-no-forum"),
            ManageButton::SetForums.to_custom_id(),
            &FORUMS,
            &settings.forums,
        ),
    );
    part(
        locale.message("setting-roles"),
        match user {
            PanelUser::ServerManager => locale.message("setting-roles-shown"),
            PanelUser::RoleManager => locale.message("setting-roles-locked"),
        },
        Component::role_select(
            &locale.message("menu-no-role"),
            ManageButton::SetManagers.to_custom_id(),
            &settings.manager_roles,
        )
        .enabled_if(user == PanelUser::ServerManager),
    );
    card.push_separator();
    card.push_row(vec![Component::button(
        ButtonStyle::Secondary,
        &locale.message("button-audit"),
        ManageButton::OpenAudit.to_custom_id(),
    )]);
    Message::of_card(card).seen_by(Audience::Asker)
}

/// What holds where no channel is picked.
fn channels_how(locale: Locale, defaults: &Defaults<'_>) -> String {
    match named(locale, defaults.channels) {
        Some(channels) => locale.format(
            "setting-channels-how-chosen",
            &args!["channels" => channels],
        ),
        None => locale.message("setting-channels-how"),
    }
}

fn option(label: &str, value: &str, description: Option<String>) -> SelectOption {
    SelectOption {
        label: label.to_owned(),
        value: value.to_owned(),
        description,
    }
}

fn visibilities(locale: Locale, picked: Visibility) -> Component {
    let options = vec![
        option(
            &locale.message("choice-for-everyone"),
            visibility::PUBLIC,
            None,
        ),
        option(
            &locale.message("choice-for-asker"),
            visibility::PRIVATE,
            None,
        ),
    ];
    let picked = match picked {
        Visibility::Public => visibility::PUBLIC,
        Visibility::Private => visibility::PRIVATE,
    };
    Component::switch(ManageButton::SetVisibility.to_custom_id(), options, picked)
}

fn surenesses(locale: Locale, answer_at: Option<f32>, default: f32) -> Component {
    let picked = Sureness::of(answer_at, default);
    let options = Sureness::ALL.map(|word| {
        let own = answer_at.filter(|_| word == picked);
        let at = own.or(word.threshold(default)).unwrap_or(default);
        option(
            &word.label(locale),
            word.value(),
            Some(word.meaning(locale, at)),
        )
    });
    Component::switch(
        ManageButton::SetSureness.to_custom_id(),
        options.into(),
        picked.value(),
    )
}

/// The default, and the cooldowns that are longer; `own` too if it is another one.
fn cooldowns(locale: Locale, own: Option<u32>, default: Duration) -> Component {
    let is_longer = |seconds: &u32| Duration::from_secs(u64::from(*seconds)) > default;
    // The operator's own one is the least.
    let own = own.filter(is_longer);
    let mut offered: Vec<u32> = COOLDOWNS.into_iter().filter(is_longer).collect();
    if let Some(own) = own.filter(|own| !offered.contains(own)) {
        offered.push(own);
        offered.sort_unstable();
    }
    let by_default = locale.format(
        "setting-default",
        &args!["value" => duration(locale, default)],
    );
    let mut options = vec![option(&by_default, DEFAULT_COOLDOWN, None)];
    options.extend(offered.iter().map(|seconds| {
        let label = duration(locale, Duration::from_secs(u64::from(*seconds)));
        option(&label, &seconds.to_string(), None)
    }));
    let picked = own.map_or(DEFAULT_COOLDOWN.to_owned(), |own| own.to_string());
    Component::switch(ManageButton::SetCooldown.to_custom_id(), options, &picked)
}

/// Everyone's role cannot manage.
pub fn everyone_manages(locale: Locale) -> Message {
    Message::private(locale.message("setting-everyone"))
}

/// A value that no setting can have.
pub fn unusable_setting(locale: Locale) -> Message {
    Message::private(locale.message("setting-unusable"))
}

/// Whole minutes, or seconds, with tenths where there are some.
fn duration(locale: Locale, duration: Duration) -> String {
    let seconds = duration.as_secs();
    if duration.subsec_millis() == 0 && seconds > 60 && seconds.is_multiple_of(60) {
        return locale.format("count-minutes", &args!["count" => seconds / 60]);
    }
    let tenths = u32::try_from(duration.as_millis() / 100).unwrap_or(u32::MAX);
    locale.format("count-seconds", &args!["count" => f64::from(tenths) / 10.0])
}

/// Channels by name: Discord shows the name for the id.
fn named(locale: Locale, channels: &[u64]) -> Option<String> {
    if channels.is_empty() {
        return None;
    }
    let mut names: Vec<String> = channels
        .iter()
        .take(NAMED)
        .map(|id| format!("<#{id}>"))
        .collect();
    if channels.len() > NAMED {
        names.push(locale.format("count-more", &args!["count" => channels.len() - NAMED]));
    }
    Some(names.join(", "))
}

/// A page of the audit log.
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
        let target = target(locale, entry.action, &entry.target);
        if !target.is_empty() {
            let _ = write!(text, ": {}", escaped(&plain(&target, 160), 200));
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

/// What was acted upon: the names that the log has for what the bot does to its own things are said in the reader's
/// language.
fn target(locale: Locale, action: AuditAction, target: &str) -> String {
    match (action, target) {
        (AuditAction::Exported, "gaps") => locale.message("audit-target-gaps"),
        (AuditAction::Exported, "all articles") => locale.message("audit-target-all"),
        (AuditAction::Reindexed, "own") => locale.message("audit-target-own"),
        (AuditAction::Reindexed, "shared") => locale.message("audit-target-shared"),
        _ => target.to_owned(),
    }
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

    const DEFAULTS: Defaults<'_> = Defaults {
        channels: &[],
        answer_at: 0.56,
        cooldown: Duration::from_secs(10),
    };

    /// The labels of a menu, the picked one in brackets.
    fn labels(menu: &Component) -> Vec<String> {
        let Component::Switch(switch) = menu else {
            panic!("no menu with a picked option: {menu:?}");
        };
        let shown = switch.options.iter().map(|option| {
            let label = &option.option.label;
            if option.default {
                format!("[{label}]")
            } else {
                label.clone()
            }
        });
        shown.collect()
    }

    #[test]
    fn cooldowns_below_the_operators_are_not_offered() {
        let offered =
            |locale, own, default| labels(&cooldowns(locale, own, Duration::from_secs(default)));
        assert_eq!(
            offered(Locale::English, None, 10),
            [
                "[10 seconds (default)]",
                "30 seconds",
                "60 seconds",
                "5 minutes",
                "60 minutes"
            ]
        );
        assert_eq!(
            offered(Locale::Polish, Some(62), 30),
            [
                "30 sekund (domyślnie)",
                "60 sekund",
                "[62 sekundy]",
                "5 minut",
                "60 minut"
            ]
        );
        // The least that the operator allows holds in place of a shorter one.
        assert_eq!(
            offered(Locale::English, Some(5), 60),
            ["[60 seconds (default)]", "5 minutes", "60 minutes"]
        );
    }

    #[test]
    fn a_threshold_is_a_word() {
        for word in Sureness::ALL {
            let at = word.threshold(DEFAULTS.answer_at);
            assert_eq!(Sureness::of(at, DEFAULTS.answer_at), word);
            assert_eq!(Sureness::from_value(word.value()), Some(word));
        }
        assert_eq!(Sureness::from_value("sure"), None);
        let shown = |answer_at| labels(&surenesses(Locale::English, answer_at, 0.56));
        assert_eq!(shown(None), ["Careful", "[Balanced]", "Generous"]);
        assert_eq!(shown(Some(0.99)), ["[Careful]", "Balanced", "Generous"]);
    }

    #[test]
    fn the_panel_keeps_within_its_limits_in_every_language() {
        let full: Vec<u64> = (1..=40).map(|id| u64::MAX - id).collect();
        let kept = GuildSettings {
            answer_channels: full.clone(),
            forums: full.clone(),
            manager_roles: full.clone(),
            ..GuildSettings::default()
        };
        let defaults = Defaults {
            channels: &full,
            ..DEFAULTS
        };
        for locale in Locale::ALL {
            let panel = settings(locale, &kept, &defaults, PanelUser::RoleManager);
            let panel = serde_json::to_value(panel).unwrap();
            let parts = panel["components"][0]["components"].as_array().unwrap();
            let inner =
                |part: &serde_json::Value| part["components"].as_array().map_or(0, Vec::len);
            let count: usize = parts.iter().map(|part| 1 + inner(part)).sum();
            assert!(count < 40, "{count} components");
            let texts: usize = parts
                .iter()
                .filter_map(|part| part["content"].as_str())
                .map(crate::text::utf16_len)
                .sum();
            assert!(texts <= 4_000, "{texts} characters in {}", locale.code());
            let menu = &parts[2]["components"][0];
            assert_eq!(menu["default_values"].as_array().unwrap().len(), MAX_LISTED);
            let roles = parts.iter().map(|part| &part["components"][0]);
            let roles = roles.clone().find(|part| part["type"] == 6).unwrap();
            assert_eq!(roles["disabled"], true);
        }
    }
}
