//! `engram web`: a page in the browser that shows what Discord would show.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use secrecy::SecretString;
use tokio::net::TcpListener;

use super::output::{Output, talk};
use super::{Exit, open_engine};
use crate::Error;
use crate::config::Config;
use crate::render::talk as words;
use crate::web;

/// Ask in a browser, and see why a question gets its answer
///
/// The page shows the messages that Discord would get, with working buttons. Its second tab lists the articles with
/// their problems, rereads them when a file is saved, and tells why a question gets its answer. It never writes to the
/// articles. Ctrl-C ends it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Where to serve the page; one that other machines reach needs --token-file
    #[arg(long, value_name = "ADDRESS", default_value_t = web::DEFAULT_ADDRESS)]
    address: SocketAddr,
    /// A file with a token of at least 16 characters, which the page asks for
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  engram web
  engram web --content my-library
  engram web --address 0.0.0.0:8642 --token-file token.txt

Exit codes: 0 ended, 2 error.";

pub(super) fn run(
    arguments: &Arguments,
    config: &Config,
    output: &mut Output<'_>,
) -> anyhow::Result<Exit> {
    let token = arguments
        .token_file
        .as_deref()
        .map(read_token)
        .transpose()?;
    if token.is_none() && !arguments.address.ip().is_loopback() {
        return Err(Error::Setting {
            key: "--address".to_owned(),
            what: format!(
                "other machines reach {}, so the page needs a token\nhint: write one of at least {} characters into a \
                 file and name it with --token-file",
                arguments.address,
                web::MIN_TOKEN_CHARS
            ),
        }
        .into());
    }
    let engine = open_engine(config)?;
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Error::internal("starting the page", error))?;
    runtime.block_on(async {
        let listener = listen(arguments.address).await?;
        let address = listener
            .local_addr()
            .map_err(|error| Error::internal("starting the page", error))?;
        output.line(&format!("http://{address}/"))?;
        output.data.flush()?;
        talk(words::PAGE_IS_SERVED);
        let interrupted = async {
            let _ = tokio::signal::ctrl_c().await;
        };
        web::serve(listener, engine, token, interrupted).await?;
        Ok::<(), anyhow::Error>(())
    })?;
    // A running search is not waited for.
    runtime.shutdown_background();
    Ok(Exit::Done)
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Error> {
    TcpListener::bind(address)
        .await
        .map_err(|error| Error::Setting {
            key: "--address".to_owned(),
            what: format!(
                "could not listen on {address}: {error}\nhint: name a free port, or port 0 for any free one"
            ),
        })
}

fn read_token(path: &Path) -> Result<SecretString, Error> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Error::io("read the token from", path, error))?;
    let token = text.trim();
    let is_usable =
        token.len() >= web::MIN_TOKEN_CHARS && token.bytes().all(|byte| byte.is_ascii_graphic());
    if is_usable {
        return Ok(token.into());
    }
    Err(Error::Setting {
        key: "--token-file".to_owned(),
        what: format!(
            "{} holds no usable token: at least {} letters, digits and signs are expected, without spaces",
            path.display(),
            web::MIN_TOKEN_CHARS
        ),
    })
}
