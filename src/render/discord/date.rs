//! Moments → dates as a guild wants them: in each reader's own language, which Discord itself writes, or in one that
//! the guild chose.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A language that dates can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateLanguage {
    /// January 31, 2026
    AmericanEnglish,
    /// 31 January 2026
    BritishEnglish,
    /// 31. Januar 2026
    German,
    /// 31 de enero de 2026
    Spanish,
    /// 31 janvier 2026
    French,
    /// 31 januari 2026
    Dutch,
    /// 31 de janeiro de 2026
    Portuguese,
}

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const SPANISH: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const DUTCH: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
const PORTUGUESE: [&str; 12] = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
];

impl DateLanguage {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 7] = [
        Self::AmericanEnglish,
        Self::BritishEnglish,
        Self::German,
        Self::Spanish,
        Self::French,
        Self::Dutch,
        Self::Portuguese,
    ];

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::AmericanEnglish => "English (US)",
            Self::BritishEnglish => "English (UK)",
            Self::German => "Deutsch",
            Self::Spanish => "Español",
            Self::French => "Français",
            Self::Dutch => "Nederlands",
            Self::Portuguese => "Português",
        }
    }

    /// Its code, as Discord names languages.
    pub fn locale(self) -> &'static str {
        match self {
            Self::AmericanEnglish => "en-US",
            Self::BritishEnglish => "en-GB",
            Self::German => "de",
            Self::Spanish => "es-ES",
            Self::French => "fr",
            Self::Dutch => "nl",
            Self::Portuguese => "pt-BR",
        }
    }

    /// The language of a code; none if dates are not written in it.
    pub fn of(locale: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.locale() == locale)
    }

    /// A day in words.
    pub fn day(self, date: Date) -> String {
        let (day, year) = (date.day(), date.year());
        let month = |names: [&'static str; 12]| {
            let month = usize::try_from(date.month()).unwrap_or(1);
            names[month - 1]
        };
        match self {
            Self::AmericanEnglish => format!("{} {day}, {year}", month(ENGLISH)),
            Self::BritishEnglish => format!("{day} {} {year}", month(ENGLISH)),
            Self::German => format!("{day}. {} {year}", month(GERMAN)),
            Self::Spanish => format!("{day} de {} de {year}", month(SPANISH)),
            Self::French => format!("{day} {} {year}", month(FRENCH)),
            Self::Dutch => format!("{day} {} {year}", month(DUTCH)),
            Self::Portuguese => format!("{day} de {} de {year}", month(PORTUGUESE)),
        }
    }
}

/// A moment in a message: Discord writes it for each reader, unless the guild has chosen a language.
pub(super) fn moment(at: Timestamp, language: Option<DateLanguage>) -> String {
    match language {
        None => format!("<t:{}:f>", at.as_second()),
        Some(language) => {
            let at = TimeZone::UTC.to_datetime(at);
            format!(
                "{}, {:02}:{:02} UTC",
                language.day(at.date()),
                at.hour(),
                at.minute()
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_written_as_each_language_does() {
        let days: Vec<String> = DateLanguage::ALL
            .iter()
            .map(|language| language.day(date(2026, 3, 1)))
            .collect();
        assert_eq!(
            days,
            [
                "March 1, 2026",
                "1 March 2026",
                "1. März 2026",
                "1 de marzo de 2026",
                "1 mars 2026",
                "1 maart 2026",
                "1 de março de 2026",
            ]
        );
        for language in DateLanguage::ALL {
            assert_eq!(DateLanguage::of(language.locale()), Some(language));
        }
        assert_eq!(DateLanguage::of("xx"), None);
    }

    #[test]
    fn a_moment_is_left_to_discord_unless_a_language_was_chosen() {
        let at: Timestamp = "2026-03-01T08:05:00Z".parse().unwrap();
        assert_eq!(moment(at, None), "<t:1772352300:f>");
        assert_eq!(
            moment(at, Some(DateLanguage::German)),
            "1. März 2026, 08:05 UTC"
        );
    }
}
