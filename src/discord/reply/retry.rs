//! One retry of requests that failed for a transient reason.

use std::future::Future;
use std::time::Duration;

use crate::discord::rest::{RestError, Result};

/// A request that failed for no fault of its own is sent once more after this.
const AGAIN_AFTER: Duration = Duration::from_millis(250);

/// Sends a request, and once more if Discord or the line was to blame. Rate limits were waited for already.
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
