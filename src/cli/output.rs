//! Where a subcommand writes, and how what it writes is laid out.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};

use crate::render::terminal::{Ink, Style};

/// Columns where nobody tells how many there are: a pipe, a file.
const DEFAULT_COLUMNS: usize = 80;
/// Lines longer than this are hard to read, however wide the terminal is.
const MAX_COLUMNS: usize = 100;

/// Standard output: data alone.
pub(super) struct Output<'a> {
    /// Takes the data.
    pub(super) data: &'a mut dyn Write,
    /// What the taker can show.
    pub(super) style: Style,
}

impl<'a> Output<'a> {
    /// Lays out for standard output, which `data` must lead to.
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

/// Tells the person at the terminal something that is no data. If even that fails, nobody is there to be told.
pub(super) fn talk(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
