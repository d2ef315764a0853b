//! What all requests to Discord have in common: a second try where the first one failed for no fault of its own, and
//! errors that can stand in a log.

use std::future::Future;
use std::time::Duration;

use serenity::http::{HttpError, StatusCode};

/// A request that failed for no fault of its own is sent once more after this.
const AGAIN_AFTER: Duration = Duration::from_millis(250);

/// Sends a request, and once more if Discord or the line was to blame.
pub(super) async fn again<T, F>(send: impl Fn() -> F) -> serenity::Result<T>
where
    F: Future<Output = serenity::Result<T>>,
{
    match send().await {
        Err(error) if is_passing(&error) => {
            tokio::time::sleep(AGAIN_AFTER).await;
            send().await
        }
        done => done,
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

/// An error for the log: without addresses, since those of interactions hold their tokens.
pub(super) fn describe(error: &serenity::Error) -> String {
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
        serenity::Error::Gateway(error) => format!("gateway: {error}"),
        serenity::Error::Other(what) => (*what).to_owned(),
        _ => "the connection failed".to_owned(),
    }
}

/// Waits that double up to a limit.
#[derive(Debug)]
pub(super) struct Backoff {
    next: Duration,
    most: Duration,
}

impl Backoff {
    pub(super) fn new(first: Duration, most: Duration) -> Self {
        Self { next: first, most }
    }

    /// The next wait.
    pub(super) fn next(&mut self) -> Duration {
        let wait = self.next;
        self.next = (wait * 2).min(self.most);
        wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_limit() {
        let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(3));
        assert_eq!(
            [backoff.next(), backoff.next(), backoff.next()].map(|wait| wait.as_secs()),
            [1, 2, 3]
        );
    }
}
