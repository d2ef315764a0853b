//! Discord's events → [`Invocation`]. `None` for what is not meant for the bot.

mod manager_command;

use serenity::all::{
    AuthorizingIntegrationOwner, AuthorizingIntegrationOwners, CommandData, CommandDataOption,
    CommandDataOptionValue, CommandInteraction, CommandType, ComponentInteraction,
    ComponentInteractionDataKind, GuildId, Interaction, Member, Message, MessageFlags, MessageType,
    MessageUpdateEvent, ModalInteraction, PartialChannel, User,
};

use crate::discord::inbound::decode::{Event, RawParts};
use crate::discord::inbound::invocation::{
    Actor, AskRequest, AutocompleteOption, Command, ComponentMessage, Invocation, Locales, Place,
    RequestedVisibility, Source,
};
use crate::discord::inbound::manager_command::ModalSubmission;
use crate::render::Locale;
use crate::render::discord::{
    AskedQuestion, Button, CustomId, ManageButton, PassageKey, Stale, form,
};

/// Reads an interaction.
pub(crate) fn interaction(event: &Event<Interaction>) -> Option<Invocation> {
    let raw = &event.raw;
    match &event.value {
        Interaction::Command(command) => {
            let wanted = slash_or_menu(command, raw).unwrap_or(Command::Unknown);
            Some(from_command(command, wanted))
        }
        Interaction::Autocomplete(command) => {
            let wanted = suggest(&command.data).unwrap_or(Command::Autocomplete {
                option: AutocompleteOption::Unknown,
                typed: String::new(),
            });
            Some(from_command(command, wanted))
        }
        Interaction::Component(component) => Some(from_component(component, raw)),
        Interaction::Modal(modal) => Some(Invocation {
            id: modal.id.get(),
            actor: actor(&modal.user, modal.member.as_ref()),
            place: place(
                joined(modal.guild_id, &raw.owners),
                modal.channel_id.get(),
                modal.channel.as_ref(),
            ),
            locales: Locales::of_interaction(&modal.locale, modal.guild_locale.as_deref()),
            command: submitted(modal, raw),
        }),
        _ => None,
    }
}

/// A modal: what an answer lacked, or one of the managers'.
fn submitted(modal: &ModalInteraction, raw: &RawParts) -> Command {
    match (CustomId::from_text(&modal.data.custom_id), &modal.message) {
        (Ok(CustomId::Answer(Button::Missing(state))), Some(message)) => Command::Missing {
            state,
            what: raw.fields.text(form::MISSING).to_owned(),
            on: component_message(message, raw),
        },
        (Ok(CustomId::Manage(ManageButton::SaveEdit { article, base })), _) => {
            Command::ModalSubmit(ModalSubmission::Edit {
                article,
                base,
                text: raw.fields.text(form::TEXT).to_owned(),
            })
        }
        _ if modal.data.custom_id == form::ARTICLE => {
            Command::ModalSubmit(ModalSubmission::Articles {
                title: raw.fields.text(form::TITLE).to_owned(),
                text: raw.fields.text(form::TEXT).to_owned(),
                files: raw.fields.files(form::FILES).to_vec(),
            })
        }
        _ => Command::ModalSubmit(ModalSubmission::Stale),
    }
}

fn from_command(interaction: &CommandInteraction, command: Command) -> Invocation {
    Invocation {
        id: interaction.id.get(),
        actor: actor(&interaction.user, interaction.member.as_deref()),
        place: place(
            joined(
                interaction.guild_id,
                &interaction.authorizing_integration_owners,
            ),
            interaction.channel_id.get(),
            interaction.channel.as_ref(),
        ),
        locales: Locales::of_interaction(&interaction.locale, interaction.guild_locale.as_deref()),
        command,
    }
}

fn actor(user: &User, member: Option<&Member>) -> Actor {
    Actor {
        user: user.id.get(),
        permissions: member
            .and_then(|member| member.permissions)
            .map_or(0, |permissions| permissions.bits()),
        roles: member.map_or_else(Vec::new, |member| {
            member.roles.iter().map(|role| role.get()).collect()
        }),
    }
}

/// The guild, if the bot is a member of it. With a user installation alone it is not: nothing of such a guild may be
/// stored, since no event would tell the bot to delete it.
fn joined(guild: Option<GuildId>, owners: &AuthorizingIntegrationOwners) -> Option<u64> {
    let by_user = |owner: &AuthorizingIntegrationOwner| {
        matches!(owner, AuthorizingIntegrationOwner::UserInstall(_))
    };
    let by_guild = |owner: &AuthorizingIntegrationOwner| {
        matches!(owner, AuthorizingIntegrationOwner::GuildInstall(_))
    };
    let brought_along = owners.0.iter().any(by_user) && !owners.0.iter().any(by_guild);
    guild.filter(|_| !brought_along).map(GuildId::get)
}

fn place(guild: Option<u64>, id: u64, channel: Option<&PartialChannel>) -> Place {
    Place {
        guild,
        channel: id,
        parent: channel
            .and_then(|channel| channel.parent_id)
            .map(Into::into),
        source: Source::Interaction,
    }
}

/// The command; none for one that this version does not have.
fn slash_or_menu(interaction: &CommandInteraction, raw: &RawParts) -> Option<Command> {
    let data = &interaction.data;
    if data.kind == CommandType::Message {
        let target = data.resolved.messages.values().next()?;
        return Some(Command::Find {
            text: text_to_find(target, interaction.channel.as_ref(), raw),
        });
    }
    let text = |name: &str| {
        let option = data.options.iter().find(|option| option.name == name)?;
        option.value.as_str().map(str::to_owned)
    };
    let private = data
        .options
        .iter()
        .find(|option| option.name == "private")
        .and_then(|option| option.value.as_bool());
    Some(match data.name.as_str() {
        "ask" => Command::Ask(AskRequest {
            quoted: false,
            question: text("question").unwrap_or_default(),
            previous: None,
            visibility: match private {
                Some(true) => RequestedVisibility::Private,
                Some(false) => RequestedVisibility::Public,
                None => RequestedVisibility::Default,
            },
            edited: false,
        }),
        "articles" => Command::Articles {
            article: text("article"),
        },
        "help" => Command::Help,
        "privacy" => Command::Privacy,
        "about" => Command::About,
        _ => return manager_command::command(data),
    })
}

/// A message's text; the first one of a forum post has the post's title before it, and an answer of a bot stands
/// for the question it answers.
fn text_to_find(target: &Message, channel: Option<&PartialChannel>, raw: &RawParts) -> String {
    if let Some(asked) = asked_of(target, raw) {
        return asked.question;
    }
    let title = channel
        .filter(|channel| channel.id.get() == target.id.get())
        .and_then(|channel| channel.name.as_deref());
    with_title(title, raw.text(target.id.get()))
}

/// A forum post's first message with the post's title.
pub(crate) fn with_title(title: Option<&str>, text: &str) -> String {
    match title {
        Some(title) if text.trim().is_empty() => title.to_owned(),
        Some(title) => format!("{title}\n{text}"),
        None => text.to_owned(),
    }
}

fn suggest(data: &CommandData) -> Option<Command> {
    let (subcommand, options) = own_options(data);
    let (name, typed) = options.iter().find_map(|option| match &option.value {
        CommandDataOptionValue::Autocomplete { value, .. } => {
            Some((option.name.as_str(), value.clone()))
        }
        _ => None,
    })?;
    let option = match (data.name.as_str(), subcommand) {
        ("ask", None) => AutocompleteOption::Questions,
        ("articles", None) => AutocompleteOption::Articles,
        ("content", Some("history" | "rollback")) => AutocompleteOption::OwnHistory,
        ("content", Some(_)) => AutocompleteOption::OwnArticles,
        ("gaps", Some(_)) if name == "question" => AutocompleteOption::Gaps,
        ("gaps", Some(_)) => AutocompleteOption::Sections,
        _ => return None,
    };
    Some(Command::Autocomplete { option, typed })
}

/// The subcommand, if there is one, and the options that were given.
fn own_options(data: &CommandData) -> (Option<&str>, &[CommandDataOption]) {
    match data.options.first() {
        Some(CommandDataOption {
            name,
            value: CommandDataOptionValue::SubCommand(options),
            ..
        }) => (Some(name), options),
        _ => (None, &data.options),
    }
}

fn from_component(component: &ComponentInteraction, raw: &RawParts) -> Invocation {
    Invocation {
        id: component.id.get(),
        actor: actor(&component.user, component.member.as_ref()),
        place: place(
            joined(
                component.guild_id,
                &component.authorizing_integration_owners,
            ),
            component.channel_id.get(),
            component.channel.as_ref(),
        ),
        locales: Locales::of_interaction(&component.locale, component.guild_locale.as_deref()),
        command: used(component, raw),
    }
}

fn used(component: &ComponentInteraction, raw: &RawParts) -> Command {
    let picked: Vec<String> = match &component.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.clone(),
        ComponentInteractionDataKind::RoleSelect { values } => {
            values.iter().map(ToString::to_string).collect()
        }
        ComponentInteractionDataKind::ChannelSelect { values } => {
            values.iter().map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    };
    let button = match CustomId::from_text(&component.data.custom_id) {
        Ok(CustomId::Answer(button)) => button,
        Ok(CustomId::Manage(button)) => return Command::ManagerButton { button, picked },
        Err(Stale) => return Command::StaleButton,
    };
    Command::AnswerButton {
        button,
        picked: picked
            .first()
            .and_then(|value| PassageKey::from_text(value)),
        on: component_message(&component.message, raw),
    }
}

fn component_message(message: &Message, raw: &RawParts) -> ComponentMessage {
    let asked = asked_of(message, raw);
    let private = message
        .flags
        .is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL));
    let replies_to = message.message_reference.as_ref();
    ComponentMessage {
        question: asked.as_ref().map(|asked| asked.question.clone()),
        quoted: asked.as_ref().is_some_and(|asked| asked.quoted),
        previous: asked.and_then(|asked| asked.previous),
        visibility: if private {
            RequestedVisibility::Private
        } else {
            RequestedVisibility::Public
        },
        replies_to: replies_to.and_then(|to| to.message_id).map(Into::into),
    }
}

/// What an answer of this bot was asked; only messages of applications are cards or have such embeds.
fn asked_of(message: &Message, raw: &RawParts) -> Option<AskedQuestion> {
    if !message.author.bot {
        return None;
    }
    if let Some(asked) = raw.asked(message.id.get()) {
        return Some(asked.clone());
    }
    let embed = message.embeds.first()?;
    AskedQuestion::from_embed(
        embed.author.as_ref().map(|author| author.name.as_str()),
        embed.footer.as_ref().map(|footer| footer.text.as_str()),
    )
}

/// A new or edited message, as far as the bot reads it.
#[derive(Debug, Clone)]
pub(crate) struct AddressedMessage {
    pub(crate) id: u64,
    pub(crate) channel: u64,
    pub(crate) guild: Option<u64>,
    author: u64,
    content: String,
    /// The one it replies to, if that is the bot's own answer.
    replies_to: Option<AskedQuestion>,
    /// The text it replies to, if Discord tells it.
    quotes: Option<String>,
    edited: bool,
}

impl AddressedMessage {
    /// The first message of a forum post bears the post's own id.
    pub(crate) fn opens_post(&self) -> bool {
        self.id == self.channel
    }

    pub(crate) fn author(&self) -> u64 {
        self.author
    }

    pub(crate) fn content(&self) -> &str {
        &self.content
    }

    /// Its channel and guild, as far as a message names them.
    pub(crate) fn place(&self) -> Place {
        Place {
            guild: self.guild,
            channel: self.channel,
            parent: None,
            source: Source::Message,
        }
    }

    /// What is asked with it; `title` is the forum post's, `locale` the language to answer in.
    pub(crate) fn into_invocation(
        self,
        bot: u64,
        title: Option<&str>,
        locale: Locale,
    ) -> Invocation {
        let text = without_mention(&self.content, bot);
        let place = self.place();
        let mut question = with_title(title, &text);
        let mut quoted = self.replies_to.as_ref().is_some_and(|to| to.quoted);
        if question.trim().is_empty()
            && let Some(quotes) = self.quotes
        {
            question = quotes;
            quoted = true;
        }
        Invocation {
            id: self.id,
            place,
            locales: Locales::both(locale),
            actor: Actor {
                user: self.author,
                permissions: 0,
                roles: Vec::new(),
            },
            command: Command::Ask(AskRequest {
                quoted,
                question,
                previous: self.replies_to.map(AskedQuestion::whole),
                visibility: RequestedVisibility::Public,
                edited: self.edited,
            }),
        }
    }
}

/// A new message, if it is addressed to the bot: by a mention, a reply with its ping, or a DM. Messages of bots and
/// of the system never are.
pub(crate) fn message(event: &Event<Message>, bot: u64) -> Option<AddressedMessage> {
    let Event {
        value: message,
        raw,
    } = event;
    let mentioned = message.mentions.iter().any(|user| user.id.get() == bot);
    let by_person = !message.author.bot && message.webhook_id.is_none();
    let ordinary = matches!(
        message.kind,
        MessageType::Regular | MessageType::InlineReply
    );
    if !by_person || !ordinary || !(mentioned || message.guild_id.is_none()) {
        return None;
    }
    Some(AddressedMessage {
        id: message.id.get(),
        channel: message.channel_id.get(),
        guild: message.guild_id.map(Into::into),
        author: message.author.id.get(),
        content: message.content.clone(),
        replies_to: message
            .referenced_message
            .as_deref()
            .and_then(|to| own(to, bot, raw)),
        quotes: message
            .referenced_message
            .as_deref()
            .map(|to| raw.text(to.id.get()).to_owned())
            .filter(|text| !text.trim().is_empty()),
        edited: false,
    })
}

/// An edited message, if Discord tells its text and its author is a person.
pub(crate) fn edited(event: &Event<MessageUpdateEvent>, bot: u64) -> Option<AddressedMessage> {
    let Event { value: event, raw } = event;
    let author = event.author.as_ref().filter(|author| !author.bot)?;
    let content = event
        .content
        .clone()
        .filter(|content| !content.trim().is_empty())?;
    event.edited_timestamp?;
    let to = event
        .referenced_message
        .as_ref()
        .and_then(|to| to.as_deref());
    Some(AddressedMessage {
        id: event.id.get(),
        channel: event.channel_id.get(),
        guild: event.guild_id.map(Into::into),
        author: author.id.get(),
        content,
        replies_to: to.and_then(|to| own(to, bot, raw)),
        quotes: None,
        edited: true,
    })
}

fn own(message: &Message, bot: u64, raw: &RawParts) -> Option<AskedQuestion> {
    (message.author.id.get() == bot)
        .then(|| asked_of(message, raw))
        .flatten()
}

fn without_mention(content: &str, bot: u64) -> String {
    content
        .replace(&format!("<@{bot}>"), " ")
        .replace(&format!("<@!{bot}>"), " ")
        .trim()
        .to_owned()
}
