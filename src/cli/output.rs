//! The output of a subcommand, and its layout.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};

use crate::render::terminal::{Ink, Style};

/// Columns where the width is unknown: a pipe, a file.
const DEFAULT_COLUMNS: usize = 80;
/// Lines longer than this are hard to read, however wide the terminal is.
const MAX_COLUMNS: usize = 100;

/// Standard output: data only.
pub(super) struct Output<'a> {
    /// The writer of the data.
    pub(super) data: &'a mut dyn Write,
    /// Colours, width and links that the terminal supports.
    pub(super) style: Style,
}

impl<'a> Output<'a> {
    /// With the layout for standard output, which `data` must write to.
    pub(super) fn to_stdout(data: &'a mut dyn Write) -> Self {
        let columns = terminal_size::terminal_size_of(io::stdout())
            .map_or(DEFAULT_COLUMNS, |(width, _)| usize::from(width.0));
        let ink = match AutoStream::choice(&io::stdout()) {
            ColorChoice::Never => Ink::None,
            _ => Ink::Ansi,
        };
        Self {
            data,
            style: Style {
                width: Some(columns.min(MAX_COLUMNS)),
                ink,
            },
        }
    }

    /// Writes a text and ends its line.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.data, "{text}")
    }
}

/// Writes a message to standard error. Ignores errors: there is no other place to report them.
pub(super) fn talk(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
