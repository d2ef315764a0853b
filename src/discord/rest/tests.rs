use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::time::Instant;

use reqwest::dns::{Name, Resolve, Resolving};

use super::*;

const TOKEN: &str = "MTAw.SeCrEt.SeCrEt";

fn rest(url: &str) -> RestClient {
    let client = http_client(Duration::from_millis(300)).unwrap();
    let rest = RestClient::new(client, &TOKEN.into(), Some(url));
    rest.set_application(ApplicationId::new(7));
    rest
}

/// Answers each connection with the next of these responses.
fn answers(responses: Vec<String>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for response in responses {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).unwrap();
            stream.write_all(response.as_bytes()).unwrap();
        }
    });
    address
}

fn response(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}connection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

/// What is told of a request that fails, with the address of the test replaced.
async fn told(url: &str) -> String {
    let error = rest(url)
        .without_waiting()
        .current_user()
        .await
        .unwrap_err();
    let told = format!("{error}\nhint: {}", error.hint());
    assert!(!told.contains("SeCrEt"), "{told}");
    told.replace(url, "http://discord.test")
}

async fn told_of(status: &str, headers: &str, body: &str) -> String {
    let address = answers(vec![response(status, headers, body)]);
    told(&format!("http://{address}")).await
}

struct NoNames;

impl Resolve for NoNames {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(async { Err("this name is not known".into()) })
    }
}

#[tokio::test]
async fn a_host_without_address_is_told() {
    let client = Client::builder()
        .no_proxy()
        .dns_resolver(NoNames)
        .build()
        .unwrap();
    let url = "http://discord.test";
    let rest = RestClient::new(client, &TOKEN.into(), Some(url));
    let error = rest.current_user().await.unwrap_err();
    assert_eq!(
        format!("{error}\nhint: {}", error.hint()),
        "GET http://discord.test/api/v10/users/@me: the name of the host cannot be resolved (DNS)\n\
         hint: check the DNS and the network of this machine, and the host in api_url"
    );
}

#[tokio::test]
async fn a_refused_connection_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(
        told(&url).await,
        "GET http://discord.test/api/v10/users/@me: the connection is refused\n\
         hint: check api_url, and whether a firewall or a proxy is in between"
    );
}

#[tokio::test]
async fn a_server_without_tls_is_told() {
    let address = answers(vec![response("400 Bad Request", "", "")]);
    let told = told(&format!("https://{address}")).await;
    assert!(told.contains("users/@me: no TLS connection ("), "{told}");
    assert!(told.contains("hint: check the clock"), "{told}");
}

#[tokio::test]
async fn a_server_that_says_nothing_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let told = told(&format!("http://{}", listener.local_addr().unwrap())).await;
    assert!(told.contains("users/@me: no response in time\n"), "{told}");
}

#[tokio::test]
async fn each_status_is_told_with_what_to_do() {
    let unauthorized = r#"{"message": "401: Unauthorized", "code": 0}"#;
    let forbidden = r#"{"message": "Missing Access", "code": 50001}"#;
    let limited =
        r#"{"message": "You are being rate limited.", "retry_after": 1.5, "global": true}"#;
    let by_header = "retry-after: 30\r\n";
    for (status, headers, body, expected) in [
        (
            "401 Unauthorized",
            "",
            unauthorized,
            "the token is refused (status 401: 401: Unauthorized)\nhint: copy the token again",
        ),
        (
            "403 Forbidden",
            "",
            forbidden,
            "access is refused (status 403, code 50001: Missing Access)\nhint: look whether Discord blocks",
        ),
        (
            "429 Too Many Requests",
            "",
            limited,
            "the whole bot is rate limited (status 429), for 1.5 s\nhint: wait that long",
        ),
        (
            "429 Too Many Requests",
            by_header,
            "<html>",
            "this is rate limited (status 429), for 30 s\nhint: wait that long",
        ),
        (
            "502 Bad Gateway",
            "",
            "<html>",
            "the server has a fault (status 502)\nhint: Discord or the proxy",
        ),
        (
            "200 OK",
            "",
            "<html>Please log in</html>",
            "the response is not what Discord sends",
        ),
    ] {
        let told = told_of(status, headers, body).await;
        let expected = format!("GET http://discord.test/api/v10/users/@me: {expected}");
        assert!(told.starts_with(&expected), "{told}");
    }
}

#[tokio::test]
async fn the_wrong_member_of_a_request_is_named() {
    let body = r#"{"message": "Invalid Form Body", "code": 50035, "errors":
        {"0": {"description": {"_errors": [{"code": "BASE_TYPE_BAD_LENGTH", "message": "Must be 100 or fewer."}]}}}}"#;
    let address = answers(vec![response("400 Bad Request", "", body)]);
    let error = rest(&format!("http://{address}"))
        .set_commands(None, &[])
        .await
        .unwrap_err();
    let told = error.to_string();
    assert!(
        told.ends_with(
            "(status 400, code 50035: Invalid Form Body); 0.description: Must be 100 or fewer."
        ),
        "{told}"
    );
    assert!(!error.is_transient());
}

#[tokio::test]
async fn no_token_of_an_interaction_is_told() {
    let rest = rest("http://name:SeCrEt@127.0.0.1:1");
    let files = Vec::new;
    for error in [
        rest.create_response(InteractionId::new(1), "SeCrEt", &(), files())
            .await,
        rest.create_followup("SeCrEt", &(), files()).await,
        rest.edit_response("SeCrEt", &(), files()).await,
        rest.delete_response("SeCrEt").await,
    ] {
        let told = format!("{0} {0:?}", error.unwrap_err());
        assert!(!told.contains("SeCrEt"), "{told}");
        assert!(told.contains("http://127.0.0.1:1/api/v10/"), "{told}");
    }
}

#[tokio::test]
async fn a_limit_is_waited_for_with_an_api_url_too() {
    let limited = |body: &str| response("429 Too Many Requests", "", body);
    let user = response(
        "200 OK",
        "",
        r#"{"id": "5", "avatar": "2022-01-01T00:00:Ў"}"#,
    );
    for body in [
        r#"{"retry_after": 0.2, "global": false}"#,
        r#"{"retry_after": 0.2, "global": true}"#,
    ] {
        let address = answers(vec![limited(body), user.clone()]);
        let begun = Instant::now();
        let found = rest(&format!("http://{address}")).current_user().await;
        assert_eq!(found.unwrap(), UserId::new(5));
        assert!(begun.elapsed() >= Duration::from_millis(200));
    }
    // An empty bucket is waited for before Discord has to refuse.
    let empty =
        "x-ratelimit-limit: 1\r\nx-ratelimit-remaining: 0\r\nx-ratelimit-reset-after: 0.2\r\n";
    let last = response("200 OK", empty, r#"{"id": "5"}"#);
    let address = answers(vec![last, user]);
    let rest = rest(&format!("http://{address}"));
    rest.current_user().await.unwrap();
    let begun = Instant::now();
    rest.current_user().await.unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(190));
}

#[tokio::test]
async fn a_limit_that_does_not_end_is_an_error() {
    let limited = response("429 Too Many Requests", "", r#"{"retry_after": 0.01}"#);
    let address = answers(vec![limited; RATE_LIMITED_TRIES as usize]);
    let error = rest(&format!("http://{address}")).current_user().await;
    assert!(matches!(error, Err(RestError::RateLimited { .. })));
    let long = response("429 Too Many Requests", "", r#"{"retry_after": 61}"#);
    let address = answers(vec![long]);
    let error = rest(&format!("http://{address}")).current_user().await;
    assert!(matches!(error, Err(RestError::RateLimited { .. })));
}

#[test]
fn interactions_count_in_no_bucket() {
    let (token, application_id) = ("token", ApplicationId::new(7));
    for route in [
        Route::InteractionResponse {
            interaction_id: InteractionId::new(1),
            token,
        },
        Route::WebhookFollowupMessages {
            application_id,
            token,
        },
        Route::WebhookOriginalInteractionResponse {
            application_id,
            token,
        },
    ] {
        assert_eq!(bucket(&Request::new(route, LightMethod::Post)), None);
    }
    assert!(bucket(&Request::new(Route::UserMe, LightMethod::Get)).is_some());
}

#[tokio::test]
async fn interactions_leave_nothing_in_the_rate_limiter() {
    let address = answers(vec![response("204 No Content", "", ""); 500]);
    let rest = rest(&format!("http://{address}"));
    for id in 1..=500 {
        let token = format!("token-{id}");
        rest.create_response(InteractionId::new(id), &token, &(), Vec::new())
            .await
            .unwrap();
    }
    assert_eq!(rest.rate_limiter.kept(), 0);
}
