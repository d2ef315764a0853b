//! Which of the bot's shards a process runs.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Which of the bot's shards a process runs: a shard is a gateway connection with the events of its share of the guilds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShardRange {
    /// All, as many as Discord recommends.
    #[default]
    Auto,
    /// Those from `first` to `last`, both included, of `total`; other processes run the rest.
    Of {
        /// The first one, counted from 0.
        first: u32,
        /// The last one.
        last: u32,
        /// Number of shards over all processes.
        total: u32,
    },
}

impl ShardRange {
    /// The shard numbers and the total, given the number that Discord recommends.
    pub(crate) fn of(self, recommended: u32) -> (RangeInclusive<u32>, u32) {
        match self {
            Self::Auto => (0..=recommended.max(1) - 1, recommended.max(1)),
            Self::Of { first, last, total } => (first..=last, total),
        }
    }
}

impl FromStr for ShardRange {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        if text == "auto" {
            return Ok(Self::Auto);
        }
        let form = "it has the form FIRST..LAST/TOTAL, as 0..3/8, or is auto";
        let (range, total) = text.split_once('/').ok_or(form)?;
        let (first, last) = range.split_once("..").ok_or(form)?;
        let number = |text: &str| text.parse::<u32>().map_err(|_| form);
        let (first, last, total) = (number(first)?, number(last)?, number(total)?);
        if first > last {
            return Err("the first shard comes after the last");
        }
        if last >= total {
            return Err("shards are counted from 0, so that the last of 8 is 7");
        }
        Ok(Self::Of { first, last, total })
    }
}

impl fmt::Display for ShardRange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => formatter.write_str("auto"),
            Self::Of { first, last, total } => write!(formatter, "{first}..{last}/{total}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_as_it_is_shown() {
        for text in ["auto", "0..0/1", "0..3/8", "4..7/8"] {
            assert_eq!(text.parse::<ShardRange>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "0",
            "0..3",
            "3/8",
            "0..8/8",
            "3..2/8",
            "-1..2/8",
            "0...3/8",
            "0..3/99999999999",
        ] {
            assert!(text.parse::<ShardRange>().is_err(), "{text}");
        }
        assert_eq!(ShardRange::Auto.of(2), (0..=1, 2));
        assert_eq!("4..7/8".parse::<ShardRange>().unwrap().of(1), (4..=7, 8));
    }
}
