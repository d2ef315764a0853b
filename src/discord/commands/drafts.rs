//! `/content drafts`: what waits for approval.

use crate::Result;
use crate::article::GuildId;
use crate::discord::app::App;
use crate::render::Locale;
use crate::render::discord::{Message, drafts_list};

/// The drafts of a guild.
pub(crate) async fn list(app: &App, locale: Locale, guild: GuildId) -> Result<Message> {
    let waiting = app.store.drafts(guild).await?;
    Ok(drafts_list(locale, &waiting, &[]))
}
