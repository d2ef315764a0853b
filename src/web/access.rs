//! Who may use the page. A page of another site must not read it through the visitor's browser, so without a token only
//! requests to a loopback name are answered, and nothing may frame the page or read its responses.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, REFERRER_POLICY,
    WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::uri::Authority;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use secrecy::{ExposeSecret as _, SecretString};

use super::Failure;

/// No script or style but the page's own files, no request to elsewhere, no frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What a request needs.
#[derive(Clone)]
pub(super) struct Access {
    /// The hash of the token; none if none is needed.
    token: Option<blake3::Hash>,
}

impl Access {
    pub(super) fn new(token: Option<SecretString>) -> Self {
        Self {
            token: token.map(|token| blake3::hash(token.expose_secret().as_bytes())),
        }
    }

    /// Whether a request to this host is answered: by a name of this machine's own where there is no token.
    fn takes_host(&self, host: Option<&HeaderValue>) -> bool {
        let authority = host
            .and_then(|host| host.to_str().ok())
            .and_then(|host| host.parse::<Authority>().ok());
        self.token.is_some() || authority.is_some_and(|authority| is_loopback(authority.host()))
    }

    /// Hashes are compared in constant time.
    fn takes_token(&self, authorization: Option<&HeaderValue>) -> bool {
        let Some(expected) = self.token else {
            return true;
        };
        authorization
            .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "))
            .is_some_and(|token| blake3::hash(token.as_bytes()) == expected)
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// Refuses a request to a name that is not this machine's own.
pub(super) async fn require_host(
    State(access): State<Access>,
    request: Request,
    next: Next,
) -> Response {
    if access.takes_host(request.headers().get(HOST)) {
        return next.run(request).await;
    }
    let what = "this page answers to localhost, 127.0.0.1 and [::1] alone";
    Failure(StatusCode::FORBIDDEN, what.to_owned()).into_response()
}

/// Refuses a request without the token, if one is needed.
pub(super) async fn require_token(
    State(access): State<Access>,
    request: Request,
    next: Next,
) -> Response {
    if access.takes_token(request.headers().get(AUTHORIZATION)) {
        return next.run(request).await;
    }
    let what = "the token is missing or wrong".to_owned();
    let mut response = Failure(StatusCode::UNAUTHORIZED, what).into_response();
    let headers = response.headers_mut();
    headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    response
}

/// Adds what every response says to the browser.
pub(super) fn with_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_token_only_loopback_names_are_answered() {
        let open = Access::new(None);
        let takes = |host: &'static str| open.takes_host(Some(&HeaderValue::from_static(host)));
        for host in [
            "localhost",
            "LOCALHOST:8642",
            "127.0.0.1:1",
            "[::1]:8642",
            "127.9.9.9",
        ] {
            assert!(takes(host), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example:8642",
            "10.0.0.1",
            "[::2]",
            "",
        ] {
            assert!(!takes(host), "{host}");
        }
        assert!(!open.takes_host(None));
        assert!(open.takes_token(None));
    }

    #[test]
    fn a_token_must_be_given_whole() {
        let closed = Access::new(Some("0123456789abcdef".into()));
        let takes =
            |value: &'static str| closed.takes_token(Some(&HeaderValue::from_static(value)));
        assert!(takes("Bearer 0123456789abcdef"));
        for value in [
            "Bearer 0123456789abcde",
            "Bearer ",
            "0123456789abcdef",
            "Basic 0123456789abcdef",
        ] {
            assert!(!takes(value), "{value}");
        }
        assert!(!closed.takes_token(None));
        assert!(closed.takes_host(Some(&HeaderValue::from_static("bot.example"))));
    }
}
