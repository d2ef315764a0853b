//! One retry of requests that failed for a transient reason, and errors without secrets for the log.

use std::future::Future;
use std::time::Duration;

use serenity::http::{HttpError, StatusCode};

/// A request that failed for no fault of its own is sent once more after this.
const AGAIN_AFTER: Duration = Duration::from_millis(250);

/// As long as this where Discord asks for patience: serenity does not tell how long, and waits itself where Discord is
/// asked without a proxy between.
const LIMITED: Duration = Duration::from_secs(1);

/// Sends a request, and once more if Discord or the line was to blame.
pub(crate) async fn again<T, F>(send: impl Fn() -> F) -> serenity::Result<T>
where
    F: Future<Output = serenity::Result<T>>,
{
    match send().await {
        Err(error) if is_passing(&error) => {
            tokio::time::sleep(pause(&error)).await;
            send().await
        }
        done => done,
    }
}

fn pause(error: &serenity::Error) -> Duration {
    match error {
        serenity::Error::Http(error)
            if error.status_code() == Some(StatusCode::TOO_MANY_REQUESTS) =>
        {
            crate::metric::rate_limited();
            LIMITED
        }
        _ => AGAIN_AFTER,
    }
}

fn is_passing(error: &serenity::Error) -> bool {
    match error {
        serenity::Error::Http(error) => match error.status_code() {
            Some(status) => status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS,
            None => matches!(error, HttpError::Request(_)),
        },
        _ => false,
    }
}

/// "Interaction has already been acknowledged".
/// <https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes>
const ALREADY_ACKNOWLEDGED: isize = 40_060;

/// Whether Discord refused the first response to an interaction because it has one already.
pub(crate) fn is_acknowledged(error: &serenity::Error) -> bool {
    matches!(
        error,
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response))
            if response.error.code == ALREADY_ACKNOWLEDGED
    )
}

/// An error for the log: without addresses, since those of interactions hold their tokens.
pub(crate) fn describe(error: &serenity::Error) -> String {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => format!(
            "Discord answered {} ({}: {})",
            response.status_code.as_u16(),
            response.error.code,
            response.error.message
        ),
        serenity::Error::Http(HttpError::Request(request)) => {
            let what = if request.is_timeout() {
                "a request took too long"
            } else if request.is_connect() {
                "no connection"
            } else {
                "a request failed"
            };
            what.to_owned()
        }
        serenity::Error::Http(_) => "a request failed".to_owned(),
        serenity::Error::Json(_) => "an answer of Discord could not be read".to_owned(),
        serenity::Error::Other(what) => (*what).to_owned(),
        _ => "the connection failed".to_owned(),
    }
}
