//! Rate limits of questions, written as `6 per 30 s`.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;

/// Longest period of a rate limit.
const LONGEST: Duration = Duration::from_hours(24);

/// A token bucket: a burst of `questions`, refilled over `per`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct RateLimit {
    questions: NonZeroU32,
    per: Duration,
}

impl RateLimit {
    /// A rate limit. 0 questions count as 1, a zero period as 1 µs.
    pub fn new(questions: u32, per: Duration) -> Self {
        Self {
            questions: NonZeroU32::new(questions).unwrap_or(NonZeroU32::MIN),
            per: per.max(Duration::from_micros(1)),
        }
    }

    /// The burst.
    pub fn questions(self) -> NonZeroU32 {
        self.questions
    }

    /// Time to refill one question.
    pub fn refill(self) -> Duration {
        (self.per / self.questions.get()).max(Duration::from_nanos(1))
    }
}

impl fmt::Display for RateLimit {
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

impl FromStr for RateLimit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        parse(text).ok_or_else(|| {
            format!("a number of questions per time is expected, such as \"6 per 30 s\" (units: s, min, h; at most 24 h), not {text:?}")
        })
    }
}

impl TryFrom<String> for RateLimit {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

fn parse(text: &str) -> Option<RateLimit> {
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
    (seconds > 0 && per <= LONGEST).then_some(RateLimit { questions, per })
}

/// Rate limits of questions, by scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cooldowns {
    /// Per user, in all places.
    pub person: RateLimit,
    /// Per channel.
    pub channel: RateLimit,
    /// Per guild.
    pub guild: RateLimit,
}

impl Default for Cooldowns {
    fn default() -> Self {
        Self {
            person: RateLimit::new(6, Duration::from_secs(30)),
            channel: RateLimit::new(30, Duration::from_secs(30)),
            guild: RateLimit::new(100, Duration::from_secs(20)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_limit_is_parsed_and_displayed() {
        for (text, written) in [
            ("6 per 30 s", "6 per 30 s"),
            ("1per1h", "1 per 1 h"),
            (" 40 per 120s ", "40 per 2 min"),
            ("4294967295 per 24 h", "4294967295 per 24 h"),
        ] {
            let limit: RateLimit = text.parse().unwrap();
            assert_eq!(limit.to_string(), written);
            assert_eq!(written.parse(), Ok(limit));
        }
        assert_eq!(
            RateLimit::new(6, Duration::from_secs(30)).refill(),
            Duration::from_secs(5)
        );
    }

    #[test]
    fn what_is_no_rate_limit_is_refused() {
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
            assert!(text.parse::<RateLimit>().is_err(), "{text}");
        }
    }
}
