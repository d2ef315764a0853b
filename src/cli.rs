//! Command-line arguments and subcommands. Data goes to standard output, messages to standard error.

mod ask;
#[cfg(feature = "discord")]
mod backup;
mod chat;
mod check;
#[cfg(feature = "discord")]
mod doctor;
mod eval;
mod hint;
mod import;
mod index;
mod init;
mod output;
mod progress;
#[cfg(feature = "discord")]
mod serve;
#[cfg(feature = "discord")]
mod state;
#[cfg(feature = "discord")]
mod stats;
#[cfg(feature = "discord")]
mod web;

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use clap::{Args, Parser, Subcommand};
use tracing_subscriber::filter::{EnvFilter, FilterExt as _, filter_fn};
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::Error;
use crate::article::ArticleId;
use crate::config::{Config, LogFormat, LogSettings};
use crate::content;
use crate::engine::{Engine, EngineSettings};
use crate::render::talk;

use output::Output;
use progress::ProgressBar;

/// Exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Answered, or done.
    Done,
    /// No answer found, or problems found.
    Nothing,
    /// Failed; the reason was printed. For the bot: trying again does not help.
    Error,
    /// The bot failed for a reason that may pass: a supervisor should start it again.
    #[cfg(feature = "discord")]
    Retry,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Nothing => 1,
            Exit::Error => 2,
            // EX_TEMPFAIL of sysexits.h.
            #[cfg(feature = "discord")]
            Exit::Retry => 75,
        })
    }
}

/// Answers questions with passages of a set of articles, word for word.
///
/// Without a subcommand: the Discord bot if there is a token, else a chat in the terminal.
#[derive(Debug, Parser)]
#[command(name = "engram", version, max_term_width = 100, after_help = EXAMPLES)]
struct Arguments {
    #[command(flatten)]
    shared: SharedArguments,
    #[command(subcommand)]
    subcommand: Option<Subcommands>,
}

const EXAMPLES: &str = "\
Examples:
  engram                                     chat, or run the bot if DISCORD_TOKEN is set
  engram web                                 a page in the browser
  engram ask how long does it last
  engram ask --json \"does sleep help\" | jq .passages[0].quote
  engram index build
  engram check

Exit codes: 0 answered or done, 1 nothing or problems found, 2 error, 75 (serve only) an error that
may pass.";

#[derive(Debug, Args)]
struct SharedArguments {
    /// Settings file [default: engram.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder of the articles [default: content]
    #[arg(long, global = true, value_name = "DIR")]
    content: Option<PathBuf>,
    /// Folder of the index, which is built when it is missing or stale [default: index; for another --content a
    /// folder of its own below that]
    #[arg(long, global = true, value_name = "DIR")]
    index: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Subcommands {
    /// Ask in the terminal, one question after the other
    Chat,
    Ask(ask::Arguments),
    #[cfg(feature = "discord")]
    Web(web::Arguments),
    #[cfg(feature = "discord")]
    Serve(serve::Arguments),
    Index(index::Arguments),
    /// Check the articles: every problem with file and line
    Check,
    /// Check all that the bot needs, and say what to do: token, permissions, index, articles, disk, clock
    #[cfg(feature = "discord")]
    Doctor,
    Init(init::Arguments),
    Import(import::Arguments),
    Eval(eval::Arguments),
    #[cfg(feature = "discord")]
    Stats(stats::Arguments),
    #[cfg(feature = "discord")]
    Backup(backup::BackupArguments),
    #[cfg(feature = "discord")]
    Restore(backup::RestoreArguments),
}

impl Subcommands {
    /// Default log level: only the bot logs; the other subcommands print messages.
    fn log_level(&self) -> &'static str {
        match self {
            #[cfg(feature = "discord")]
            Self::Serve(_) => "info",
            _ => "error",
        }
    }
}

/// Runs the program on its command line.
#[doc(hidden)]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let typed: Vec<OsString> = arguments.into_iter().collect();
    // Hidden from the help: the program starts itself with this subcommand to read a PDF.
    if typed
        .get(1)
        .is_some_and(|first| first == content::PDF_SUBCOMMAND)
    {
        return content::read_pdf_within_limits().into();
    }
    if let Ok(program) = std::env::current_exe() {
        content::set_pdf_program(program);
    }
    let arguments = match Arguments::try_parse_from(&typed) {
        Ok(arguments) => arguments,
        Err(message) => {
            // A closed pipe while printing help is no failure.
            let _ = message.print();
            if let Some(question) = question(&message, &typed) {
                output::talk(&talk::ask_like_this(&question));
            }
            let failed = message.use_stderr();
            return if failed { Exit::Error } else { Exit::Done }.into();
        }
    };
    let mut stdout = anstream::stdout().lock();
    let mut output = Output::to_stdout(&mut stdout);
    let exit = execute(arguments, &mut output).and_then(|exit| {
        output.data.flush()?;
        Ok(exit)
    });
    match exit {
        Ok(exit) => exit.into(),
        Err(error) if is_broken_pipe(&error) => Exit::Done.into(),
        Err(error) => {
            output::talk(&talk::failure(&message(&error)));
            Exit::Error.into()
        }
    }
}

/// The question that was typed in place of a subcommand; `None` for a single word, which is rather a mistyped
/// subcommand.
fn question(message: &clap::Error, typed: &[OsString]) -> Option<String> {
    let ContextValue::String(first) = message.get(ContextKind::InvalidSubcommand)? else {
        return None;
    };
    let words: Vec<&str> = typed
        .iter()
        .filter_map(|word| word.to_str())
        .skip_while(|word| word != first)
        .collect();
    let question = words.join(" ");
    question.contains(' ').then_some(question)
}

fn execute(arguments: Arguments, output: &mut Output<'_>) -> anyhow::Result<Exit> {
    let config = arguments.shared.config()?;
    let subcommand = match arguments.subcommand {
        Some(subcommand) => subcommand,
        #[cfg(feature = "discord")]
        None if config.discord_token.is_some() => Subcommands::Serve(serve::Arguments::default()),
        None => {
            output::talk(talk::NO_TOKEN);
            Subcommands::Chat
        }
    };
    start_log(&config.log, subcommand.log_level())?;
    for warning in &config.warnings {
        output::talk(&format!("warning: {warning}"));
    }
    match subcommand {
        Subcommands::Chat => chat::run(&config, output),
        Subcommands::Ask(arguments) => ask::run(&arguments, &config, output),
        #[cfg(feature = "discord")]
        Subcommands::Web(arguments) => web::run(&arguments, &config, output),
        #[cfg(feature = "discord")]
        Subcommands::Serve(arguments) => match serve::run(arguments, &config) {
            Err(error) if serve::may_pass(&error) => {
                output::talk(&talk::failure(&message(&error)));
                Ok(Exit::Retry)
            }
            ended => ended,
        },
        Subcommands::Index(arguments) => index::run(&arguments, &config, output),
        Subcommands::Check => check::run(&config, output),
        #[cfg(feature = "discord")]
        Subcommands::Doctor => doctor::run(&config, output),
        Subcommands::Init(arguments) => init::run(&arguments, output),
        Subcommands::Import(arguments) => import::run(&arguments, output),
        Subcommands::Eval(arguments) => eval::run(&arguments, &config, output),
        #[cfg(feature = "discord")]
        Subcommands::Stats(arguments) => stats::run(&arguments, &config, output),
        #[cfg(feature = "discord")]
        Subcommands::Backup(arguments) => backup::backup(&arguments, &config, output),
        #[cfg(feature = "discord")]
        Subcommands::Restore(arguments) => backup::restore(&arguments, &config, output),
    }
}

impl SharedArguments {
    /// The settings, with command-line flags over file and environment.
    ///
    /// # Errors
    /// As [`Config::load`].
    fn config(self) -> crate::Result<Config> {
        let mut config = Config::load(self.config.as_deref())?;
        if let Some(content) = self.content {
            if content != config.content {
                // Another content folder gets an index folder of its own.
                let own =
                    ArticleId::from_text(&content.to_string_lossy().replace(['/', '\\'], " "));
                config.index = config.index.join(own.as_str());
            }
            config.content = content;
        }
        config.index = self.index.unwrap_or(config.index);
        Ok(config)
    }
}

/// Opens the library, with a progress bar if the index must be built.
fn open_engine(config: &Config) -> crate::Result<Engine> {
    let bar = ProgressBar::new();
    // Otherwise an existing index would answer without its articles, and no change of them would be noticed.
    fs::read_dir(&config.content).map_err(|source| Error::ContentUnreadable {
        path: config.content.clone(),
        source,
    })?;
    Engine::open(settings(config), &|progress| bar.report(progress))
}

fn settings(config: &Config) -> EngineSettings {
    EngineSettings {
        content: config.content.clone(),
        index: config.index.clone(),
        thresholds: config.thresholds,
    }
}

/// Log targets of libraries that log secrets: the bot's token, interaction tokens, questions and answers. They do so
/// below level info, and in request spans, which prefix every line logged within them.
const SECRET_LOGGING_TARGETS: [&str; 3] = ["tungstenite", "hyper", "serenity::http"];

/// Starts the log on standard error.
fn start_log(settings: &LogSettings, default_level: &str) -> crate::Result<()> {
    let level = settings.level.as_deref().unwrap_or(default_level);
    let filter = EnvFilter::try_new(level).map_err(|error| Error::Setting {
        key: "log_level".to_owned(),
        what: format!(
            "{level:?} is no level (error, warn, info, debug, trace) and no filter: {error}"
        ),
    })?;
    let no_secrets = filter_fn(|about| {
        let safe = about.is_event() && *about.level() <= tracing::Level::INFO;
        let may_log_secrets = SECRET_LOGGING_TARGETS
            .iter()
            .any(|name| about.target().starts_with(name));
        safe || !may_log_secrets
    });
    let log = tracing_subscriber::fmt::layer()
        .with_ansi(anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never)
        .with_writer(io::stderr);
    let log = match settings.format {
        LogFormat::Text => log.boxed(),
        LogFormat::Json => log.json().boxed(),
    };
    // Fails if a subscriber is already set, which then stays.
    let _ = tracing_subscriber::registry()
        .with(log.with_filter(filter.and(no_secrets)))
        .try_init();
    Ok(())
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// An error's message, with a hint for the library's own errors.
fn message(error: &anyhow::Error) -> String {
    match error.downcast_ref::<Error>() {
        Some(error) => hint::message(error),
        None => error.to_string(),
    }
}

/// Parses an id of Discord.
#[cfg(feature = "discord")]
fn id(text: &str) -> Result<u64, String> {
    crate::config::discord_id(text).ok_or_else(|| {
        "it is no id such as 123456789012345678: Copy Server ID in Discord gives it".to_owned()
    })
}

/// Runs a future to completion.
#[cfg(feature = "discord")]
fn block_on<T>(work: impl Future<Output = crate::Result<T>>) -> crate::Result<T> {
    tokio::runtime::Runtime::new()
        .map_err(|error| Error::internal("starting", error))?
        .block_on(work)
}
