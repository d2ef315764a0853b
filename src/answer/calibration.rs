//! How a search's signals become the probability that its first passage answers the question.

use serde::{Deserialize, Serialize};

use crate::content::{Problem, line_at};
use crate::index::NearestThree;
use crate::search::Found;
use crate::{Error, Result};

/// The numbers that the probability is made of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Signals {
    /// Score of the first passage.
    pub score: f32,
    /// Its `score_gap` over the next passage.
    pub score_gap: f32,
    /// Nearest wordings less nearest questions that are not covered, each the mean of three cosines; none for a
    /// library that lacks either list.
    pub margin: Option<f32>,
    /// How much better the question fits among those of the first passage's section than among those of any group that
    /// is not covered, in log odds; none where the wordings are too few.
    pub log_odds_vs_uncovered: Option<f32>,
    /// Whether the passages were compared by meaning, or by words alone.
    pub by_meaning: bool,
}

/// A logistic fit of one kind of signals: `1 / (1 + exp(-(bias + Σ weight · signal)))`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogisticFit {
    /// The constant.
    pub bias: f32,
    /// Weight of [`Signals::score`].
    pub score: f32,
    /// Weight of [`Signals::score_gap`].
    pub score_gap: f32,
    /// Weight of [`Signals::margin`].
    #[serde(default)]
    pub margin: f32,
    /// Weight of [`Signals::log_odds_vs_uncovered`].
    #[serde(default)]
    pub log_odds_vs_uncovered: f32,
}

/// Which signals a library has: each set has a fit of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignalSet {
    /// With wordings, a list of what is not covered, and vectors.
    Lists,
    /// With vectors alone.
    Meaning,
    /// With words alone.
    Words,
}

/// The fits of a library, one for each set of signals that it may have to do with.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Calibration {
    /// With wordings, a list of what is not covered, and vectors.
    pub lists: LogisticFit,
    /// With vectors alone.
    pub meaning: LogisticFit,
    /// With words alone.
    pub words: LogisticFit,
}

impl Default for Calibration {
    /// The fit shipped with the program, for libraries that have none of their own.
    fn default() -> Self {
        Self {
            lists: LogisticFit {
                bias: -2.8,
                score: 0.22,
                score_gap: 0.4,
                margin: 9.0,
                log_odds_vs_uncovered: 0.1,
            },
            // Fitted to near-topic questions of two libraries at once, one of five casual web pages and one of 1,200
            // encyclopedia paragraphs, each also asked the other's questions. Scores run higher where people ask in the
            // articles' words, so it is a compromise; `engram eval --fit` makes a better one for one library.
            meaning: LogisticFit {
                bias: -2.75,
                score: 1.1,
                score_gap: 0.4,
                ..LogisticFit::default()
            },
            words: LogisticFit {
                bias: -1.5,
                score: 4.0,
                score_gap: 4.0,
                ..LogisticFit::default()
            },
        }
    }
}

impl Calibration {
    /// Where a library's own fit stands, beside its articles.
    pub const FILE: &str = "calibration.toml";

    /// What `engram eval --fit` writes.
    ///
    /// # Errors
    /// None that a finite fit could give.
    pub fn to_toml(&self) -> Result<String> {
        let fits =
            toml::to_string(self).map_err(|error| Error::internal("writing a fit", error))?;
        Ok(format!(
            "# How sure to be, fitted by `engram eval --fit`: 1 / (1 + exp(-(bias + each weight x its signal))).\n\n{fits}"
        ))
    }

    /// Reads what `engram eval --fit` wrote. Sets that are not in it have the fit shipped with the program.
    ///
    /// # Errors
    /// A problem of [`Self::FILE`], with its line, where it is not such a file.
    pub fn from_toml(text: &str) -> std::result::Result<Self, Problem> {
        toml::from_str(text).map_err(|error: toml::de::Error| {
            let line = error.span().map(|span| line_at(text, span.start));
            let message = format!(
                "{}; the fit shipped with the program is used; fit it again with `engram eval --fit`",
                error.message()
            );
            Problem::error(Self::FILE, line, message)
        })
    }

    /// The probability that the first passage answers, 0 to 1.
    pub fn probability(&self, signals: &Signals) -> f32 {
        let fit = match signals.set() {
            SignalSet::Lists => &self.lists,
            SignalSet::Meaning => &self.meaning,
            SignalSet::Words => &self.words,
        };
        fit.probability(signals)
    }
}

impl LogisticFit {
    /// The probability for these signals, 0 to 1.
    pub fn probability(&self, signals: &Signals) -> f32 {
        let sum = self.bias
            + self.score * signals.score
            + self.score_gap * signals.score_gap
            + self.margin * signals.margin.unwrap_or(0.0)
            + self.log_odds_vs_uncovered * signals.log_odds_vs_uncovered.unwrap_or(0.0);
        1.0 / (1.0 + (-sum).exp())
    }
}

impl Signals {
    /// Which set these are.
    pub fn set(&self) -> SignalSet {
        match (self.by_meaning, self.margin, self.log_odds_vs_uncovered) {
            (true, Some(_), Some(_)) => SignalSet::Lists,
            (true, _, _) => SignalSet::Meaning,
            (false, _, _) => SignalSet::Words,
        }
    }

    /// Reads the signals off what was found; none if nothing was.
    pub(crate) fn of(found: &Found) -> Option<Self> {
        let first = found.ranked.first()?;
        let second = found.ranked.get(1).map_or(0.0, |second| second.score);
        let wordings = found
            .ranked
            .iter()
            .filter_map(|ranked| ranked.candidate.semantic)
            .map(|scores| scores.wordings)
            .fold(NearestThree::default(), NearestThree::merge);
        let fit = first
            .candidate
            .semantic
            .and_then(|scores| scores.log_posterior);
        let not_covered = found.not_covered;
        Some(Self {
            score: first.score,
            score_gap: first.score - second,
            margin: not_covered
                .filter(|_| wordings.first() > 0.0)
                .map(|not_covered| wordings.mean() - not_covered.nearest.mean()),
            log_odds_vs_uncovered: fit
                .zip(not_covered.and_then(|not_covered| not_covered.log_posterior))
                .map(|(fit, group)| fit - group),
            by_meaning: first.candidate.semantic.is_some(),
        })
    }
}
