//! What was asked and what came of it, in figures.

use std::fmt::Write as _;

use super::message::{Audience, DESCRIPTION_CHARS, Embed, Image, Message, escaped, plain};
use crate::render::figures::{Shares, percent};
use crate::store::Stats;
use crate::text::cut_at_word;

/// What the colours of the chart mean.
pub mod chart_words {
    /// ReplyIndex.
    pub const ANSWERED: &str = "answered";
    /// Not sure: headings to choose from.
    pub const CLOSEST: &str = "not sure";
    /// No answer.
    pub const NOTHING: &str = "no answer";
}

/// `/stats`; `chart` is the name of the picture that comes along.
pub fn stats(stats: &Stats, sections: &[(String, u64)], chart: &str) -> Message {
    let shares = Shares::of(stats);
    let mut text = format!(
        "**{}** in {}\n",
        super::content::count(size(shares.asked), "question"),
        super::content::count(stats.days.len(), "day")
    );
    if shares.asked > 0 {
        for (word, part) in [
            (chart_words::ANSWERED, shares.answered),
            (chart_words::CLOSEST, shares.closest),
            (chart_words::NOTHING, shares.nothing),
        ] {
            let _ = write!(text, "\n{word}: {part} ({})", percent(part, shares.asked));
        }
    }
    let votes = stats.helpful + stats.not_helpful;
    if votes > 0 {
        let _ = write!(
            text,
            "\n\n**{}**: {} helpful ({}), {} not",
            super::content::count(size(votes), "vote"),
            stats.helpful,
            percent(stats.helpful, votes),
            stats.not_helpful
        );
    }
    if !sections.is_empty() {
        text.push_str("\n\n**Sections that answered most**");
        for (name, asked) in sections {
            let _ = write!(text, "\n- {} ({asked})", escaped(&plain(name, 160), 200));
        }
    }
    Message {
        embeds: vec![Embed {
            description: cut_at_word(&text, DESCRIPTION_CHARS).into_owned(),
            image: Some(Image::attached(chart)),
            ..Embed::default()
        }],
        ..Message::default()
    }
    .seen_by(Audience::Asker)
}

fn size(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
