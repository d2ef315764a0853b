//! An attachment → its bytes: from Discord's own hosts only, without redirects, and never more bytes than the limit.

use std::time::Duration;

use reqwest::{Client, StatusCode, Url};

use crate::content::{MAX_UPLOAD_BYTES, has_upload_ending};
use crate::discord::inbound::manager_command::UploadedFile;

/// Hosts of attachments. <https://discord.com/developers/docs/reference#signed-attachment-cdn-urls>
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];
/// Timeout of the whole download. Discord would wait 15 minutes; a person would not.
const DOWNLOAD_TIMEOUT: Duration = Duration::from_secs(20);

/// Why a file could not be downloaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DownloadError {
    /// Its extension is not one of [`UPLOAD_EXTENSIONS`](crate::content::UPLOAD_EXTENSIONS).
    Ending,
    /// It is larger than the limit, by Discord's word or in fact.
    TooLarge,
    /// Its URL is not on a host of attachments.
    Elsewhere,
    /// Discord has deleted it.
    Gone,
    /// The request failed.
    Failed,
}

/// Downloads attachments.
pub(crate) struct Downloads {
    client: Client,
    /// The base address of REST calls, if not Discord's own: an allowed host of attachments too.
    stand_in: Option<Url>,
}

impl Downloads {
    /// `client` must not follow redirects; `api_url` as in [`crate::config::DiscordSettings`].
    pub(crate) fn new(client: Client, api_url: Option<&str>) -> Self {
        Self {
            client,
            stand_in: api_url.and_then(|url| Url::parse(url).ok()),
        }
    }

    /// The bytes of a file, at most [`MAX_UPLOAD_BYTES`].
    pub(crate) async fn fetch(&self, file: &UploadedFile) -> Result<Vec<u8>, DownloadError> {
        if !has_upload_ending(&file.name) {
            return Err(DownloadError::Ending);
        }
        if file.size_bytes > MAX_UPLOAD_BYTES as u64 {
            return Err(DownloadError::TooLarge);
        }
        let url = Url::parse(&file.url).map_err(|_| DownloadError::Elsewhere)?;
        if !self.is_allowed(&url) {
            return Err(DownloadError::Elsewhere);
        }
        let request = self.client.get(url).timeout(DOWNLOAD_TIMEOUT);
        let mut response = request.send().await.map_err(failed)?;
        match response.status() {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND | StatusCode::GONE | StatusCode::FORBIDDEN => {
                return Err(DownloadError::Gone);
            }
            status if status.is_redirection() => return Err(DownloadError::Elsewhere),
            status => {
                tracing::warn!(status = status.as_u16(), "a file could not be fetched");
                return Err(DownloadError::Failed);
            }
        }
        let too_large = |bytes: u64| bytes > MAX_UPLOAD_BYTES as u64;
        if response.content_length().is_some_and(too_large) {
            return Err(DownloadError::TooLarge);
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            if bytes.len() + chunk.len() > MAX_UPLOAD_BYTES {
                return Err(DownloadError::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    fn is_allowed(&self, url: &Url) -> bool {
        let plain = url.username().is_empty() && url.password().is_none();
        let discords = url.scheme() == "https"
            && url.port().is_none()
            && url.host_str().is_some_and(|host| HOSTS.contains(&host));
        let stand_in = self
            .stand_in
            .as_ref()
            .is_some_and(|stand_in| stand_in.origin() == url.origin());
        plain && (discords || stand_in)
    }
}

/// The URL holds a signature, so it is never logged.
fn failed(error: reqwest::Error) -> DownloadError {
    tracing::warn!(error = %error.without_url(), "a file could not be fetched");
    DownloadError::Failed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_from_discord_alone() {
        let discord = Downloads::new(Client::new(), None);
        let stand_in = Downloads::new(Client::new(), Some("http://127.0.0.1:8080"));
        for (url, of_discord, of_stand_in) in [
            (
                "https://cdn.discordapp.com/attachments/1/2/a.md?ex=1",
                true,
                true,
            ),
            (
                "https://media.discordapp.net/attachments/1/2/a.md",
                true,
                true,
            ),
            ("https://CDN.discordapp.com/a.md", true, true),
            ("http://cdn.discordapp.com/a.md", false, false),
            ("https://cdn.discordapp.com:8443/a.md", false, false),
            ("https://cdn.discordapp.com@evil.example/a.md", false, false),
            ("https://me:pw@cdn.discordapp.com/a.md", false, false),
            ("https://cdn.discordapp.com.evil.example/a.md", false, false),
            ("https://evil.example/cdn.discordapp.com/a.md", false, false),
            ("https://169.254.169.254/latest/meta-data", false, false),
            ("http://127.0.0.1:8080/a.md", false, true),
            ("http://127.0.0.1:8081/a.md", false, false),
            ("http://localhost:8080/a.md", false, false),
            ("file:///etc/passwd", false, false),
            ("ftp://cdn.discordapp.com/a.md", false, false),
        ] {
            let url = Url::parse(url).unwrap();
            assert_eq!(
                (discord.is_allowed(&url), stand_in.is_allowed(&url)),
                (of_discord, of_stand_in),
                "{url}"
            );
        }
    }
}
