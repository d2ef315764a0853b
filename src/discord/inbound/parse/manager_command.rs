//! Commands and modals for managers.

use serenity::all::{
    ActionRowComponent, CommandData, CommandDataOption, CommandDataOptionValue,
    ModalInteractionData,
};

use crate::discord::inbound::invocation::{Command, ReindexTarget};
use crate::discord::inbound::manager_command::{
    ContentCommand, GapsCommand, ModalSubmission, SettingsCommand, UploadedFile,
};
use crate::discord::inbound::parse::own_options;
use crate::render::discord::form;
use crate::store::{SettingChange, Visibility};

/// Days that `/stats` looks back if none are named.
const STATS_DAYS: i64 = 30;

/// Days that it looks back at most.
const MAX_DAYS: i64 = 365;

/// Reads a command; none if there is no such one.
pub(crate) fn command(data: &CommandData) -> Option<Command> {
    let (subcommand, options) = own_options(data);
    let options = Options(options);
    Some(match (data.name.as_str(), subcommand) {
        ("content", Some("add")) => Command::ContentAdd {
            file: options.file("file", data),
        },
        ("content", Some(subcommand)) => Command::Content(versions(subcommand, &options)?),
        ("reindex", None) => Command::Reindex {
            library: match options.text("library").as_deref() {
                Some("shared") => ReindexTarget::Shared,
                _ => ReindexTarget::Own,
            },
        },
        ("gaps", Some("list")) => Command::Gaps(GapsCommand::List),
        ("gaps", Some("teach")) => Command::Gaps(GapsCommand::Teach {
            question: options.text("question")?,
            section: options.text("section")?,
        }),
        ("gaps", Some("taught")) => Command::Gaps(GapsCommand::Taught),
        ("gaps", Some("export")) => Command::Gaps(GapsCommand::Export),
        ("stats", None) => Command::Stats {
            days: u16::try_from(
                options
                    .number("days")
                    .unwrap_or(STATS_DAYS)
                    .clamp(1, MAX_DAYS),
            )
            .unwrap_or(1),
        },
        ("settings", Some(subcommand)) => Command::Settings(setting(subcommand, &options)?),
        _ => return None,
    })
}

fn versions(subcommand: &str, options: &Options<'_>) -> Option<ContentCommand> {
    let article = || options.text("article").unwrap_or_default();
    let version = || {
        let version = options.number("version")?;
        u32::try_from(version).ok()
    };
    Some(match subcommand {
        "list" => ContentCommand::List,
        "show" => ContentCommand::Show {
            article: article(),
            version: version(),
        },
        "history" => ContentCommand::History { article: article() },
        "remove" => ContentCommand::Remove { article: article() },
        "rollback" => ContentCommand::RollBack {
            article: article(),
            version: version().unwrap_or_default(),
        },
        "export" => ContentCommand::Export {
            article: options.text("article"),
        },
        _ => return None,
    })
}

fn setting(subcommand: &str, options: &Options<'_>) -> Option<SettingsCommand> {
    let small = |name: &str| {
        let number = options.number(name)?;
        u32::try_from(number).ok()
    };
    Some(match subcommand {
        "show" => SettingsCommand::Show,
        "channel" => match options.id("channel") {
            Some(channel) => SettingsCommand::Channel {
                channel,
                allow: options.yes("answer").unwrap_or(true),
            },
            None => SettingsCommand::Change(SettingChange::AnswerChannels(Vec::new())),
        },
        "private" => {
            SettingsCommand::Change(SettingChange::Visibility(if options.yes("by-default")? {
                Visibility::Private
            } else {
                Visibility::Public
            }))
        }
        "sure" => SettingsCommand::Change(SettingChange::AnswerAt(
            small("percent").map(|percent| percent as f32 / 100.0),
        )),
        "cooldown" => SettingsCommand::Change(SettingChange::CooldownSeconds(small("seconds"))),
        "role" => SettingsCommand::Role {
            role: options.id("role")?,
            manages: options.yes("manages").unwrap_or(true),
        },
        "audit" => SettingsCommand::Audit,
        _ => return None,
    })
}

/// Reads a submitted modal.
pub(crate) fn form(data: &ModalInteractionData) -> ModalSubmission {
    match data.custom_id.as_str() {
        form::ARTICLE => ModalSubmission::Article {
            title: field(data, form::TITLE).unwrap_or_default(),
            text: field(data, form::TEXT).unwrap_or_default(),
        },
        _ => ModalSubmission::Stale,
    }
}

/// What was filled in, if the modal has that field.
pub(crate) fn field(data: &ModalInteractionData, id: &str) -> Option<String> {
    let fields = data.components.iter().flat_map(|row| &row.components);
    let mut texts = fields.filter_map(|field| match field {
        ActionRowComponent::InputText(input) if input.custom_id == id => input.value.clone(),
        _ => None,
    });
    texts.next()
}

/// The options of a command or subcommand, as they were given: of any kind and with any value.
struct Options<'a>(&'a [CommandDataOption]);

impl Options<'_> {
    fn value(&self, name: &str) -> Option<&CommandDataOptionValue> {
        let option = self.0.iter().find(|option| option.name == name)?;
        Some(&option.value)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.value(name)?.as_str().map(str::to_owned)
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.value(name)?.as_i64()
    }

    fn yes(&self, name: &str) -> Option<bool> {
        self.value(name)?.as_bool()
    }

    fn id(&self, name: &str) -> Option<u64> {
        match self.value(name)? {
            CommandDataOptionValue::Channel(id) => Some(id.get()),
            CommandDataOptionValue::Role(id) => Some(id.get()),
            _ => None,
        }
    }

    fn file(&self, name: &str, data: &CommandData) -> Option<UploadedFile> {
        let CommandDataOptionValue::Attachment(id) = self.value(name)? else {
            return None;
        };
        let attachment = data.resolved.attachments.get(id)?;
        Some(UploadedFile {
            name: attachment.filename.clone(),
            size_bytes: attachment.size.into(),
            url: attachment.url.clone(),
        })
    }
}
