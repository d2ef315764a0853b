//! Commands for managers.

use serenity::all::{CommandData, CommandDataOption, CommandDataOptionValue};

use crate::discord::inbound::invocation::{Command, ReindexTarget};
use crate::discord::inbound::manager_command::{ContentCommand, GapsCommand, UploadedFile};
use crate::discord::inbound::parse::own_options;
use crate::store::MAX_STATS_DAYS;

/// Days that `/stats` looks back if none are named.
const STATS_DAYS: i64 = 30;

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
                    .clamp(1, i64::from(MAX_STATS_DAYS)),
            )
            .unwrap_or(1),
        },
        ("settings", None) => Command::Settings,
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
        "list" => ContentCommand::List {
            search: options.text("search"),
        },
        "drafts" => ContentCommand::Drafts,
        "edit" => ContentCommand::Edit { article: article() },
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
