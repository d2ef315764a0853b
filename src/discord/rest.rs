//! REST requests to Discord: serenity's routes and request bodies, sent within Discord's rate limits.
//!
//! serenity's own client does not send them. With its rate limiter on it ignores `api_url` and keeps an entry for each
//! interaction for ever; with it off, no limit is kept. Either way it drops `Retry-After`, and fails over members of a
//! response that nobody needs (0.12 panics over some names of pictures).

mod error;
mod rate_limiter;

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Client, Response, redirect};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serenity::all::{
    ApplicationId, BotGateway, ChannelId, CreateAttachment, GuildId, InteractionId, MessageId,
    UserId,
};
use serenity::http::{LightMethod, Multipart, MultipartUpload, Request, Route};

use crate::metric;

pub(crate) use error::{RestError, code};
use rate_limiter::{Bucket, RateLimiter};

/// The address of Discord's API that serenity's routes begin with.
const DISCORD: &str = "https://discord.com";
/// Longest time to open a connection.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Times that a request is sent while Discord answers 429.
const RATE_LIMITED_TRIES: u32 = 4;
/// A request whose 429 asks for a longer wait than this fails.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// What a REST request gives.
pub(crate) type Result<T> = std::result::Result<T, RestError>;

/// The HTTP client that all requests share: a new one reads the system's certificates, which takes a tenth of a second.
pub(crate) fn http_client(timeout: Duration) -> reqwest::Result<Client> {
    Client::builder()
        // Discord does not redirect these requests; a file on another host is not downloaded.
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        // Without it, a request without a response would wait for ever.
        .timeout(timeout)
        .build()
}

/// Sends REST requests.
pub(crate) struct RestClient {
    client: Client,
    /// `Bot` and the token.
    authorization: SecretString,
    /// Base address, if not Discord's own.
    api_url: Option<String>,
    rate_limiter: RateLimiter,
    longest_wait: Duration,
    application: OnceLock<ApplicationId>,
}

/// The application that a token belongs to.
#[derive(Debug, Clone, serde::Deserialize)]
pub(crate) struct ApplicationInfo {
    pub(crate) id: ApplicationId,
    /// Where Discord sends interactions instead of the gateway.
    pub(crate) interactions_endpoint_url: Option<String>,
}

/// A channel, as far as the bot needs it.
#[derive(Debug, Clone, serde::Deserialize)]
pub(crate) struct ChannelInfo {
    #[serde(rename = "type")]
    pub(crate) kind: u8,
    pub(crate) name: Option<String>,
    pub(crate) parent_id: Option<ChannelId>,
}

/// An object; only its id is read.
#[derive(serde::Deserialize)]
struct Identified<Id> {
    id: Id,
}

impl RestClient {
    /// `api_url` is the base address, if not Discord's own.
    pub(crate) fn new(client: Client, token: &SecretString, api_url: Option<&str>) -> Self {
        Self {
            client,
            authorization: format!("Bot {}", token.expose_secret()).into(),
            api_url: api_url.map(|url| url.trim_end_matches('/').to_owned()),
            rate_limiter: RateLimiter::default(),
            longest_wait: LONGEST_WAIT,
            application: OnceLock::new(),
        }
    }

    /// The same client, which fails on a 429 instead of waiting.
    pub(crate) fn without_waiting(self) -> Self {
        Self {
            longest_wait: Duration::ZERO,
            ..self
        }
    }

    /// Sets the application, which commands and follow-ups belong to. The first one set stays.
    pub(crate) fn set_application(&self, application: ApplicationId) {
        let _ = self.application.set(application);
    }

    fn application(&self) -> Result<ApplicationId> {
        let known = self.application.get().copied();
        known.ok_or_else(|| RestError::Unsendable("the application is not known yet".to_owned()))
    }

    /// The bot's own user.
    pub(crate) async fn current_user(&self) -> Result<UserId> {
        let user: Identified<UserId> = self.get(Route::UserMe).await?;
        Ok(user.id)
    }

    /// The application of the token.
    pub(crate) async fn current_application(&self) -> Result<ApplicationInfo> {
        self.get(Route::Oauth2ApplicationCurrent).await
    }

    /// Where the gateway is, and how many sessions may begin.
    pub(crate) async fn bot_gateway(&self) -> Result<BotGateway> {
        self.get(Route::GatewayBot).await
    }

    /// At most `limit` guilds of the bot with ids above `after`.
    pub(crate) async fn guilds(&self, after: Option<GuildId>, limit: u64) -> Result<Vec<GuildId>> {
        let mut params = vec![("limit", limit.to_string())];
        params.extend(after.map(|after| ("after", after.to_string())));
        let request = Request::new(Route::UserMeGuilds, LightMethod::Get).params(Some(params));
        let guilds: Vec<Identified<GuildId>> = self.fetch(request).await?;
        Ok(guilds.into_iter().map(|guild| guild.id).collect())
    }

    /// The commands that are registered, in a guild or for all.
    pub(crate) async fn commands(&self, guild: Option<GuildId>) -> Result<Vec<Value>> {
        let route = self.commands_route(guild)?;
        // Without it, names and descriptions in other languages are left out.
        let params = vec![("with_localizations", "true".to_owned())];
        self.fetch(Request::new(route, LightMethod::Get).params(Some(params)))
            .await
    }

    /// Registers these commands in place of all others, in a guild or for all; gives them with their ids.
    pub(crate) async fn set_commands(
        &self,
        guild: Option<GuildId>,
        commands: &[Value],
    ) -> Result<Vec<Value>> {
        let route = self.commands_route(guild)?;
        let request = with_body(Request::new(route, LightMethod::Put), &commands, Vec::new())?;
        self.fetch(request).await
    }

    fn commands_route(&self, guild: Option<GuildId>) -> Result<Route<'static>> {
        let application_id = self.application()?;
        Ok(match guild {
            Some(guild_id) => Route::GuildCommands {
                application_id,
                guild_id,
            },
            None => Route::Commands { application_id },
        })
    }

    /// A channel or thread.
    pub(crate) async fn channel(&self, channel_id: ChannelId) -> Result<ChannelInfo> {
        self.get(Route::Channel { channel_id }).await
    }

    /// Opens the channel of direct messages with someone.
    pub(crate) async fn open_dm(&self, recipient: UserId) -> Result<ChannelId> {
        let to = serde_json::json!({"recipient_id": recipient.to_string()});
        let request = Request::new(Route::UserMeDmChannels, LightMethod::Post);
        let opened: Identified<ChannelId> =
            self.fetch(with_body(request, &to, Vec::new())?).await?;
        Ok(opened.id)
    }

    /// Shows that the bot is typing, for ten seconds.
    pub(crate) async fn show_typing(&self, channel_id: ChannelId) -> Result<()> {
        let route = Route::ChannelTyping { channel_id };
        self.send(Request::new(route, LightMethod::Post))
            .await
            .map(drop)
    }

    /// Posts a message; gives its id.
    pub(crate) async fn send_message(
        &self,
        channel_id: ChannelId,
        message: &impl Serialize,
    ) -> Result<MessageId> {
        let route = Route::ChannelMessages { channel_id };
        let request = with_body(Request::new(route, LightMethod::Post), message, Vec::new())?;
        let sent: Identified<MessageId> = self.fetch(request).await?;
        Ok(sent.id)
    }

    /// A message, as far as the bot may read it.
    pub(crate) async fn message(
        &self,
        channel_id: ChannelId,
        message_id: MessageId,
    ) -> Result<Value> {
        self.get(Route::ChannelMessage {
            channel_id,
            message_id,
        })
        .await
    }

    /// Changes a message of the bot.
    pub(crate) async fn edit_message(
        &self,
        channel_id: ChannelId,
        message_id: MessageId,
        message: &impl Serialize,
    ) -> Result<()> {
        let route = Route::ChannelMessage {
            channel_id,
            message_id,
        };
        let request = Request::new(route, LightMethod::Patch);
        self.send(with_body(request, message, Vec::new())?)
            .await
            .map(drop)
    }

    /// Deletes a message of the bot.
    pub(crate) async fn delete_message(
        &self,
        channel_id: ChannelId,
        message_id: MessageId,
    ) -> Result<()> {
        let route = Route::ChannelMessage {
            channel_id,
            message_id,
        };
        self.send(Request::new(route, LightMethod::Delete))
            .await
            .map(drop)
    }

    /// Adds a reaction to a message.
    pub(crate) async fn react(
        &self,
        channel_id: ChannelId,
        message_id: MessageId,
        emoji: &str,
    ) -> Result<()> {
        let route = Route::ChannelMessageReactionMe {
            channel_id,
            message_id,
            reaction: emoji,
        };
        self.send(Request::new(route, LightMethod::Put))
            .await
            .map(drop)
    }

    /// Sends the first response to an interaction.
    pub(crate) async fn create_response(
        &self,
        interaction_id: InteractionId,
        token: &str,
        response: &impl Serialize,
        files: Vec<CreateAttachment>,
    ) -> Result<()> {
        let route = Route::InteractionResponse {
            interaction_id,
            token,
        };
        let request = Request::new(route, LightMethod::Post);
        self.send(with_body(request, response, files)?)
            .await
            .map(drop)
    }

    /// Sends one more message in response to an interaction.
    pub(crate) async fn create_followup(
        &self,
        token: &str,
        message: &impl Serialize,
        files: Vec<CreateAttachment>,
    ) -> Result<()> {
        let route = Route::WebhookFollowupMessages {
            application_id: self.application()?,
            token,
        };
        let request = Request::new(route, LightMethod::Post);
        self.send(with_body(request, message, files)?)
            .await
            .map(drop)
    }

    /// Changes the first response to an interaction.
    pub(crate) async fn edit_response(
        &self,
        token: &str,
        message: &impl Serialize,
        files: Vec<CreateAttachment>,
    ) -> Result<()> {
        let request = Request::new(self.response_route(token)?, LightMethod::Patch);
        self.send(with_body(request, message, files)?)
            .await
            .map(drop)
    }

    /// Deletes the first response to an interaction.
    pub(crate) async fn delete_response(&self, token: &str) -> Result<()> {
        let route = self.response_route(token)?;
        self.send(Request::new(route, LightMethod::Delete))
            .await
            .map(drop)
    }

    fn response_route<'a>(&self, token: &'a str) -> Result<Route<'a>> {
        Ok(Route::WebhookOriginalInteractionResponse {
            application_id: self.application()?,
            token,
        })
    }

    /// Sends a GET request.
    pub(crate) async fn get<T: DeserializeOwned>(&self, route: Route<'_>) -> Result<T> {
        self.fetch(Request::new(route, LightMethod::Get)).await
    }

    async fn fetch<T: DeserializeOwned>(&self, request: Request<'_>) -> Result<T> {
        self.fetch_with_headers(request).await.map(|(_, body)| body)
    }

    /// Sends a request and reads the JSON of its response.
    ///
    /// # Errors
    /// See [`RestError`].
    pub(crate) async fn fetch_with_headers<T: DeserializeOwned>(
        &self,
        request: Request<'_>,
    ) -> Result<(HeaderMap, T)> {
        let url = self.shown_url(&request);
        let response = self.send(request).await?;
        let headers = response.headers().clone();
        let bytes = response.bytes().await;
        let bytes = bytes.map_err(|error| RestError::no_response(url.clone(), &error))?;
        match serde_json::from_slice(&bytes) {
            Ok(body) => Ok((headers, body)),
            Err(_) => Err(RestError::Unreadable { url }),
        }
    }

    /// Sends a request, and retries it when Discord rate limits it.
    async fn send(&self, request: Request<'_>) -> Result<Response> {
        let bucket = bucket(&request);
        let mut tries = 0;
        loop {
            let mut permit = match bucket {
                Some(bucket) => Some(self.rate_limiter.acquire(bucket).await),
                None => None,
            };
            let response = self.execute(&request).await?;
            if let Some(permit) = &mut permit {
                permit.update(response.headers());
            }
            if response.status().is_success() {
                return Ok(response);
            }
            let error = RestError::from_response(self.shown_url(&request), response).await;
            let RestError::RateLimited { wait, global, .. } = error else {
                return Err(error);
            };
            metric::rate_limited();
            tries += 1;
            let is_over = tries == RATE_LIMITED_TRIES || wait > self.longest_wait;
            match permit {
                Some(_) if global => self.rate_limiter.pause(wait),
                Some(mut permit) => permit.block(wait),
                None if is_over => {}
                None => tokio::time::sleep(wait).await,
            }
            if is_over {
                return Err(error);
            }
        }
    }

    async fn execute(&self, request: &Request<'_>) -> Result<Response> {
        let token = self.authorization.expose_secret();
        let built = request
            .clone()
            .build(&self.client, token, self.api_url.as_deref())
            .map_err(|_| {
                RestError::Unsendable("the token or the address is malformed".to_owned())
            })?;
        let sent = built.send().await;
        sent.map_err(|error| RestError::no_response(self.shown_url(request), &error))
    }

    /// A request's method and address for people, without the tokens of interactions.
    fn shown_url(&self, request: &Request<'_>) -> String {
        let path = request.route_ref().path();
        let path = path.strip_prefix(DISCORD).unwrap_or(&path);
        let path = match request.route_ref() {
            Route::InteractionResponse { .. } => "/api/v10/interactions/…",
            Route::WebhookFollowupMessages { .. }
            | Route::WebhookOriginalInteractionResponse { .. } => "/api/v10/webhooks/…",
            _ => path,
        };
        let base = self.api_url.as_deref().unwrap_or(DISCORD);
        format!(
            "{} {}{path}",
            request.method_ref().reqwest_method(),
            error::without_credentials(base)
        )
    }
}

/// The rate limit bucket of a request; none for responses to interactions, which Discord exempts from the global limit
/// and which have a bucket for each interaction.
/// <https://discord.com/developers/docs/topics/rate-limits#global-rate-limit>
fn bucket(request: &Request<'_>) -> Option<Bucket> {
    match request.route_ref() {
        Route::InteractionResponse { .. }
        | Route::WebhookFollowupMessages { .. }
        | Route::WebhookOriginalInteractionResponse { .. } => None,
        route => Some((*request.method_ref(), route.ratelimiting_bucket())),
    }
}

fn with_body<'a>(
    request: Request<'a>,
    body: &impl Serialize,
    files: Vec<CreateAttachment>,
) -> Result<Request<'a>> {
    let json = serde_json::to_string(body)
        .map_err(|error| RestError::Unsendable(format!("its body is no JSON: {error}")))?;
    if files.is_empty() {
        return Ok(request.body(Some(json.into_bytes())));
    }
    Ok(request.multipart(Some(Multipart {
        upload: MultipartUpload::Attachments(files),
        payload_json: Some(json),
        fields: Vec::new(),
    })))
}

#[cfg(test)]
mod tests;
