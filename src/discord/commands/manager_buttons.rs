//! Handles the components and modals of messages for managers.

use std::sync::Arc;

use crate::Result;
use crate::article::GuildId;
use crate::discord::app::App;
use crate::discord::commands::guild_article::slug_with_key;
use crate::discord::commands::reply::Reply;
use crate::discord::commands::{content, edit, gaps, settings, upload};
use crate::discord::context::CommandContext;
use crate::discord::inbound::manager_command::ModalSubmission;
use crate::discord::policy::permission::may_manage;
use crate::render::discord::{
    ManageButton, denied, draft_discarded, draft_gone, no_such_article, no_such_version, stale,
};
use crate::store::{Conflict, DraftId};

/// A component was used. Its id may be anyone's: everything is looked up within the guild it was used in.
pub(crate) async fn used(
    app: &Arc<App>,
    context: &CommandContext,
    button: ManageButton,
    values: &[String],
) -> Result<Reply> {
    let guild = match may_manage(context) {
        Ok(guild) => guild,
        Err(why) => return Ok(Reply::Say(denied(context.locale(), why))),
    };
    let by = context.invocation.actor.user_id();
    let (picked, locale) = (values.first().map(String::as_str), context.locale());
    match button {
        ManageButton::Approve { draft, base } => {
            approve(app, context, guild, DraftId(draft), base).await
        }
        ManageButton::Discard { draft } => {
            let was_there = app.store.discard_draft(guild, DraftId(draft)).await?;
            Ok(if was_there {
                Reply::Update(draft_discarded(locale))
            } else {
                Reply::Say(draft_gone(locale))
            })
        }
        ManageButton::OpenDraft => match picked.and_then(|draft| draft.parse().ok()) {
            Some(draft) => upload::open(app, locale, guild, DraftId(draft), None).await,
            None => Ok(Reply::Say(draft_gone(locale))),
        },
        ManageButton::List { page } => Ok(Reply::Update(
            content::list(app, locale, guild, page).await?,
        )),
        ManageButton::OpenArticle => {
            let wanted = picked.unwrap_or_default();
            content::show(app, locale, guild, wanted, None)
                .await
                .map(updating)
        }
        ManageButton::History { article, page } => {
            match slug_with_key(app, guild, article).await? {
                Some(slug) => content::history(app, locale, guild, &slug, page)
                    .await
                    .map(updating),
                None => Ok(Reply::Say(no_such_article(locale))),
            }
        }
        ManageButton::OpenVersion { article } => {
            let version = picked.and_then(|version| version.parse().ok());
            match (slug_with_key(app, guild, article).await?, version) {
                (Some(slug), Some(version)) => content::compare(app, locale, guild, &slug, version)
                    .await
                    .map(updating),
                (None, _) => Ok(Reply::Say(no_such_article(locale))),
                (_, None) => Ok(Reply::Say(no_such_version(locale))),
            }
        }
        ManageButton::RollBack {
            article,
            to,
            expected,
        } => match slug_with_key(app, guild, article).await? {
            Some(slug) => content::roll_back(app, locale, guild, &slug, to, expected, by).await,
            None => Ok(Reply::Say(no_such_article(locale))),
        },
        ManageButton::Remove { article, expected } => {
            match slug_with_key(app, guild, article).await? {
                Some(slug) => {
                    let done = app.store.remove(guild, &slug, expected, by).await?;
                    Ok(content::follow(locale, guild, done))
                }
                None => Ok(Reply::Say(no_such_article(locale))),
            }
        }
        ManageButton::Gaps { page } => {
            Ok(Reply::Update(gaps::list(app, locale, guild, page).await?))
        }
        ManageButton::OpenGap => gaps::open(app, locale, guild, picked).await,
        ManageButton::Solve { gap } => gaps::solve(app, context, guild, gap).await,
        ManageButton::TeachWording { gap } => {
            gaps::teach_wording(app, context, guild, gap, picked).await
        }
        ManageButton::TeachNotCovered { gap } => {
            gaps::teach_not_covered(app, context, guild, gap, picked).await
        }
        ManageButton::Taught { page } => {
            Ok(Reply::Update(gaps::taught(app, locale, guild, page).await?))
        }
        ManageButton::Unteach => gaps::unteach(app, context, guild, picked).await,
        ManageButton::Audit { page } => Ok(Reply::Update(
            settings::audit(app, locale, guild, page).await?,
        )),
        ManageButton::OpenAudit => Ok(Reply::Say(settings::audit(app, locale, guild, 0).await?)),
        ManageButton::SetChannels
        | ManageButton::SetVisibility
        | ManageButton::SetSureness
        | ManageButton::SetCooldown
        | ManageButton::SetForums
        | ManageButton::SetManagers => settings::change(app, context, guild, button, values).await,
        ManageButton::Edit { article } => match slug_with_key(app, guild, article).await? {
            Some(slug) => edit::open(app, context, guild, slug.as_str()).await,
            None => Ok(Reply::Say(no_such_article(locale))),
        },
        // The modal comes back as a submission.
        ManageButton::SaveEdit { .. } => Ok(Reply::Say(stale(locale))),
        ManageButton::Drafts => Ok(Reply::Update(content::drafts(app, locale, guild).await?)),
    }
}

/// A modal was submitted.
pub(crate) async fn submitted(
    app: &Arc<App>,
    context: &CommandContext,
    form: ModalSubmission,
) -> Result<Reply> {
    let guild = match may_manage(context) {
        Ok(guild) => guild,
        Err(why) => return Ok(Reply::Say(denied(context.locale(), why))),
    };
    match form {
        ModalSubmission::Articles { title, text, files } => {
            upload::add_all(app, context, guild, (title, text), files).await
        }
        ModalSubmission::Edit {
            article,
            base,
            text,
        } => edit::save(app, context, guild, article, base, text).await,
        ModalSubmission::Stale => Ok(Reply::Say(stale(context.locale()))),
    }
}

/// What a component leads to replaces its own message.
fn updating(reply: Reply) -> Reply {
    match reply {
        Reply::Say(message) if !message.embeds.is_empty() => Reply::Update(message),
        reply => reply,
    }
}

/// Approves a draft that was shown to replace the version `base`. If another one stands there now, it is shown again
/// with that, and follows it from then on: the one who approves has seen what goes.
async fn approve(
    app: &Arc<App>,
    context: &CommandContext,
    guild: GuildId,
    id: DraftId,
    base: u32,
) -> Result<Reply> {
    let (locale, by) = (context.locale(), context.invocation.actor.user_id());
    let Some(draft) = app.store.draft(guild, id).await? else {
        return Ok(Reply::Say(draft_gone(locale)));
    };
    if let Some(full) =
        upload::no_room(app, locale, guild, &draft.slug, draft.markdown.len()).await?
    {
        return Ok(Reply::Say(full));
    }
    if draft.base_version != base {
        let newest = app.store.history(guild, &draft.slug).await?;
        return upload::open(app, locale, guild, id, newest.first()).await;
    }
    match app.store.approve(guild, id, by).await? {
        Err(Conflict::Overtaken(newest)) => {
            app.store.rebase_draft(guild, id, newest.version).await?;
            upload::open(app, locale, guild, id, Some(&newest)).await
        }
        done => Ok(content::follow(locale, guild, done)),
    }
}
