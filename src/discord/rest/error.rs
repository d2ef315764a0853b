//! Why a REST request failed, with a hint for the operator.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::time::Duration;

use reqwest::{Response, StatusCode, Url, header};
use serde::Deserialize;
use serde_json::Value;
use serenity::http::DiscordJsonError;

/// Discord's codes for what the bot reacts to.
/// <https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes>
pub(crate) mod code {
    /// An interaction has its first response already.
    pub(crate) const ALREADY_ACKNOWLEDGED: i64 = 40_060;
    /// Replying takes the permission to read the message history.
    pub(crate) const CANNOT_REPLY: i64 = 160_002;
}

/// Wait after a 429 that does not tell one.
const DEFAULT_WAIT: Duration = Duration::from_secs(1);

/// Why a REST request failed. No variant holds a token.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum RestError {
    /// The request could not be made.
    Unsendable(String),
    /// No whole response came.
    NoResponse { url: String, fault: ConnectFault },
    /// Status 429.
    RateLimited {
        url: String,
        wait: Duration,
        /// Whether the limit is that of the whole bot.
        global: bool,
    },
    /// Another status that is no success.
    Refused(Refusal),
    /// A success whose body is not the JSON that is expected.
    Unreadable { url: String },
}

/// A response that refuses a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    url: String,
    pub(crate) status: u16,
    /// Discord's own code, or 0.
    pub(crate) code: i64,
    message: String,
    /// The members of the request that are wrong, as a path with what is wrong there.
    pub(crate) fields: Vec<(String, String)>,
}

/// Why there is no response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ConnectFault {
    /// The name of the host is not known.
    Dns,
    /// Nobody listens at the address.
    Refused,
    /// The connection cannot be encrypted, or the certificate is not trusted.
    Tls(String),
    /// It took too long.
    TimedOut,
    /// Any other fault of the line.
    Broken(String),
}

impl RestError {
    pub(super) fn no_response(url: String, error: &reqwest::Error) -> Self {
        Self::NoResponse {
            url,
            fault: ConnectFault::of(error),
        }
    }

    /// Reads a response that is no success.
    pub(super) async fn from_response(url: String, response: Response) -> Self {
        #[derive(Deserialize, Default)]
        #[serde(default)]
        struct Body {
            code: i64,
            message: String,
            retry_after: Option<f64>,
            global: bool,
        }
        let status = response.status();
        let header = response.headers().get(header::RETRY_AFTER);
        let header_wait = header.and_then(|wait| wait.to_str().ok()?.parse::<f64>().ok());
        let bytes = response.bytes().await.unwrap_or_default();
        let json: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let body = Body::deserialize(&json).unwrap_or_default();
        if status == StatusCode::TOO_MANY_REQUESTS {
            let seconds = body.retry_after.or(header_wait);
            let wait = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            return Self::RateLimited {
                url,
                wait: wait.unwrap_or(DEFAULT_WAIT),
                global: body.global,
            };
        }
        let details = DiscordJsonError::deserialize(&json);
        let fields = details.map_or_else(
            |_| Vec::new(),
            |details| {
                let errors = details.errors.into_iter();
                errors.map(|error| (error.path, error.message)).collect()
            },
        );
        Self::Refused(Refusal {
            url,
            status: status.as_u16(),
            code: body.code,
            message: body.message,
            fields,
        })
    }

    /// Whether the same request may succeed soon.
    pub(crate) fn is_transient(&self) -> bool {
        match self {
            Self::Unsendable(_) => false,
            Self::NoResponse { .. } | Self::RateLimited { .. } | Self::Unreadable { .. } => true,
            Self::Refused(refusal) => refusal.status >= 500,
        }
    }

    /// Whether the token is refused.
    pub(crate) fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// Whether an interaction has its first response already.
    pub(crate) fn is_already_acknowledged(&self) -> bool {
        self.code() == Some(code::ALREADY_ACKNOWLEDGED)
    }

    /// Discord's own code, if it refuses the request with one.
    pub(crate) fn code(&self) -> Option<i64> {
        match self {
            Self::Refused(refusal) => Some(refusal.code),
            _ => None,
        }
    }

    fn has_status(&self, status: StatusCode) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.status == status.as_u16())
    }

    /// What the operator can do about it.
    pub(crate) fn hint(&self) -> &'static str {
        match self {
            Self::Unsendable(_) => "check DISCORD_TOKEN and api_url",
            Self::NoResponse { fault, .. } => match fault {
                ConnectFault::Dns => {
                    "check the DNS and the network of this machine, and the host in api_url"
                }
                ConnectFault::Refused => {
                    "check api_url, and whether a firewall or a proxy is in between"
                }
                ConnectFault::Tls(_) => {
                    "check the clock and the CA certificates of this machine (SSL_CERT_FILE names others), and api_url"
                }
                ConnectFault::TimedOut | ConnectFault::Broken(_) => {
                    "check the network of this machine, and https://discordstatus.com"
                }
            },
            Self::RateLimited { .. } => {
                "wait that long; if it comes again, look for other programs that use the same token"
            }
            Self::Refused(refusal) => match refusal.status {
                401 => {
                    "copy the token again from the page Bot of your application at \
                     https://discord.com/developers/applications"
                }
                403 => {
                    "look whether Discord blocks this address, whether a proxy refuses it, and whether the bot has the \
                     permissions of its invite link"
                }
                404 => "check api_url: the API is at /api/v10 below it",
                500.. => "Discord or the proxy has a fault: see https://discordstatus.com",
                _ => "a newer version of this program may be needed",
            },
            Self::Unreadable { .. } => {
                "check api_url and the network: another server than Discord's seems to answer, as a login page does"
            }
        }
    }
}

impl fmt::Display for RestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsendable(what) => write!(formatter, "a request cannot be sent: {what}"),
            Self::NoResponse { url, fault } => write!(formatter, "{url}: {fault}"),
            Self::RateLimited { url, wait, global } => {
                let what = if *global {
                    "the whole bot is"
                } else {
                    "this is"
                };
                let seconds = wait.as_secs_f64();
                write!(
                    formatter,
                    "{url}: {what} rate limited (status 429), for {seconds} s"
                )
            }
            Self::Refused(refusal) => refusal.fmt(formatter),
            Self::Unreadable { url } => write!(
                formatter,
                "{url}: the response is not what Discord sends (no JSON, or \
                 without the members that are needed)"
            ),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            url,
            status,
            code,
            message,
            fields,
        } = self;
        let what = match status {
            401 => "the token is refused",
            403 => "access is refused",
            500.. => "the server has a fault",
            _ => "the request is refused",
        };
        write!(formatter, "{url}: {what} (status {status}")?;
        if *code != 0 {
            write!(formatter, ", code {code}")?;
        }
        if !message.is_empty() {
            write!(formatter, ": {message}")?;
        }
        formatter.write_str(")")?;
        for (path, what) in fields {
            write!(formatter, "; {path}: {what}")?;
        }
        Ok(())
    }
}

impl ConnectFault {
    fn of(error: &reqwest::Error) -> Self {
        let causes = || std::iter::successors(error.source(), |&cause| cause.source());
        let says = |words: &str| causes().any(|cause| cause.to_string().contains(words));
        let innermost = || {
            causes()
                .last()
                .map_or_else(String::new, ToString::to_string)
        };
        let is_refused = |cause: &(dyn StdError + 'static)| {
            let io = cause.downcast_ref::<io::Error>();
            io.is_some_and(|io| io.kind() == io::ErrorKind::ConnectionRefused)
        };
        // hyper tells these two apart by their text alone.
        if says("dns error") {
            Self::Dns
        } else if causes().any(is_refused) {
            Self::Refused
        } else if error.is_timeout() {
            Self::TimedOut
        } else if error.is_connect() && !says("tcp connect error") {
            // Name and TCP connection were had: what is left of connecting is TLS.
            Self::Tls(innermost())
        } else {
            Self::Broken(innermost())
        }
    }
}

impl fmt::Display for ConnectFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dns => formatter.write_str("the name of the host cannot be resolved (DNS)"),
            Self::Refused => formatter.write_str("the connection is refused"),
            Self::Tls(what) => write!(formatter, "no TLS connection ({what})"),
            Self::TimedOut => formatter.write_str("no response in time"),
            Self::Broken(what) => write!(formatter, "the connection broke ({what})"),
        }
    }
}

/// An address without the name and password that it may hold.
pub(super) fn without_credentials(address: &str) -> String {
    let Ok(mut url) = Url::parse(address) else {
        return "(a malformed address)".to_owned();
    };
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.as_str().trim_end_matches('/').to_owned()
}
