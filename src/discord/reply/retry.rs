//! One retry of requests that failed for a transient reason.

use std::future::Future;
use std::time::Duration;

use crate::discord::rest::{RestError, Result};

/// Wait before the retry.
const AGAIN_AFTER: Duration = Duration::from_millis(250);

/// Sends a request, and retries once after a transient failure. Rate limits are handled by the client.
pub(crate) async fn again<T, F>(send: impl Fn() -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    match send().await {
        Err(error) if error.is_transient() && !matches!(error, RestError::RateLimited { .. }) => {
            tokio::time::sleep(AGAIN_AFTER).await;
            send().await
        }
        done => done,
    }
}
