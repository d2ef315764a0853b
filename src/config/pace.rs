//! How often one may ask, as people write it: `6 per 30 s`.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;

/// No pace counts over a longer time.
const LONGEST: Duration = Duration::from_hours(24);

/// A pace: so many questions at once, and again as many over this time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Pace {
    questions: NonZeroU32,
    per: Duration,
}

impl Pace {
    /// A pace. No questions count as one, and no time as a moment.
    pub fn new(questions: u32, per: Duration) -> Self {
        Self {
            questions: NonZeroU32::new(questions).unwrap_or(NonZeroU32::MIN),
            per: per.max(Duration::from_micros(1)),
        }
    }

    /// Questions at once.
    pub fn questions(self) -> NonZeroU32 {
        self.questions
    }

    /// The time after which one more is allowed.
    pub fn refill(self) -> Duration {
        (self.per / self.questions.get()).max(Duration::from_nanos(1))
    }
}

impl fmt::Display for Pace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.per.as_secs();
        let (time, unit) = match seconds {
            _ if seconds >= 3_600 && seconds.is_multiple_of(3_600) => (seconds / 3_600, "h"),
            _ if seconds >= 60 && seconds.is_multiple_of(60) => (seconds / 60, "min"),
            _ => (seconds, "s"),
        };
        write!(formatter, "{} per {time} {unit}", self.questions)
    }
}

impl FromStr for Pace {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        read(text).ok_or_else(|| {
            format!("a number of questions per time is expected, such as \"6 per 30 s\" (units: s, min, h; at most 24 h), not {text:?}")
        })
    }
}

impl TryFrom<String> for Pace {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

fn read(text: &str) -> Option<Pace> {
    let (questions, per) = text.split_once("per")?;
    let questions: NonZeroU32 = questions.trim().parse().ok()?;
    let per = per.trim();
    let unit = per.trim_start_matches(|c: char| c.is_ascii_digit());
    let time: u64 = per[..per.len() - unit.len()].parse().ok()?;
    let seconds = match unit.trim() {
        "s" => time,
        "min" => time.checked_mul(60)?,
        "h" => time.checked_mul(3_600)?,
        _ => return None,
    };
    let per = Duration::from_secs(seconds);
    (seconds > 0 && per <= LONGEST).then_some(Pace { questions, per })
}

/// How often one may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cooldowns {
    /// One person, anywhere.
    pub person: Pace,
    /// All in one channel together.
    pub channel: Pace,
    /// All in one guild together.
    pub guild: Pace,
}

impl Default for Cooldowns {
    fn default() -> Self {
        Self {
            person: Pace::new(6, Duration::from_secs(30)),
            channel: Pace::new(30, Duration::from_secs(30)),
            guild: Pace::new(100, Duration::from_secs(20)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_is_read_and_written() {
        for (text, written) in [
            ("6 per 30 s", "6 per 30 s"),
            ("1per1h", "1 per 1 h"),
            (" 40 per 120s ", "40 per 2 min"),
            ("4294967295 per 24 h", "4294967295 per 24 h"),
        ] {
            let pace: Pace = text.parse().unwrap();
            assert_eq!(pace.to_string(), written);
            assert_eq!(written.parse(), Ok(pace));
        }
        assert_eq!(
            Pace::new(6, Duration::from_secs(30)).refill(),
            Duration::from_secs(5)
        );
    }

    #[test]
    fn what_is_no_pace_is_refused() {
        for text in [
            "",
            "6",
            "0 per 5 s",
            "6 per 0 s",
            "6 per s",
            "-1 per 5 s",
            "6 per 5",
            "6 per 5 d",
            "6 per 25 h",
            "6 per 99999999999999999999 s",
            "six per 5 s",
            "6 per 1.5 s",
        ] {
            assert!(text.parse::<Pace>().is_err(), "{text}");
        }
    }
}
