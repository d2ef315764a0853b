//! How a search's signals become the probability that its first passage answers the question.

use serde::{Deserialize, Serialize};

use crate::index::nearest_of_both;
use crate::search::Found;
use crate::{Error, Result};

/// The numbers that the probability is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Signals {
    /// Score of the first passage.
    pub score: f32,
    /// Its lead over the best passage of another section.
    pub lead: f32,
    /// Nearest wordings less nearest questions that are not covered, each the mean of three cosines; none for a
    /// library that lacks either list.
    pub margin: Option<f32>,
}

/// A logistic fit of one kind of signals: `1 / (1 + exp(-(bias + Σ weight · signal)))`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fit {
    /// The constant.
    pub bias: f32,
    /// Weight of [`Signals::score`].
    pub score: f32,
    /// Weight of [`Signals::lead`].
    pub lead: f32,
    /// Weight of [`Signals::margin`].
    #[serde(default)]
    pub margin: f32,
}

/// The fits of a library, one for each set of signals that it may have to do with.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// With wordings, a list of what is not covered, and vectors.
    pub lists: Fit,
    /// With vectors alone.
    pub meaning: Fit,
    /// With words alone.
    pub words: Fit,
}

impl Default for Calibration {
    /// The fit shipped with the program, for libraries that have none of their own.
    fn default() -> Self {
        Self {
            lists: Fit {
                bias: -6.0,
                score: 1.2,
                lead: 1.0,
                margin: 10.0,
            },
            meaning: Fit {
                bias: -4.0,
                score: 1.8,
                lead: 3.0,
                margin: 0.0,
            },
            words: Fit {
                bias: -1.5,
                score: 4.0,
                lead: 4.0,
                margin: 0.0,
            },
        }
    }
}

impl Calibration {
    /// Reads what `engram eval --fit` wrote.
    ///
    /// # Errors
    /// [`Error::Setting`] where it is not such a file.
    pub fn from_toml(text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|error| Error::Setting {
            key: "calibration.toml".to_owned(),
            what: format!("{}; fit it anew with `engram eval --fit`", error.message()),
        })
    }

    /// The probability that the first passage answers, 0 to 1.
    pub(crate) fn probability(&self, found: &Found) -> f32 {
        let Some(signals) = Signals::of(found) else {
            return 0.0;
        };
        let by_meaning = found
            .ranked
            .first()
            .is_some_and(|first| first.candidate.meaning.is_some());
        let fit = match (by_meaning, signals.margin) {
            (true, Some(_)) => &self.lists,
            (true, None) => &self.meaning,
            (false, _) => &self.words,
        };
        fit.probability(&signals)
    }
}

impl Fit {
    /// The probability for these signals, 0 to 1.
    pub fn probability(&self, signals: &Signals) -> f32 {
        let sum = self.bias
            + self.score * signals.score
            + self.lead * signals.lead
            + self.margin * signals.margin.unwrap_or(0.0);
        1.0 / (1.0 + (-sum).exp())
    }
}

impl Signals {
    /// Reads the signals off what was found; none if nothing was.
    pub(crate) fn of(found: &Found) -> Option<Self> {
        let first = found.ranked.first()?;
        let second = found.ranked.get(1).map_or(0.0, |second| second.score);
        let mean = |nearest: [f32; 3]| nearest.iter().sum::<f32>() / 3.0;
        let wordings = found
            .ranked
            .iter()
            .filter_map(|ranked| ranked.candidate.meaning)
            .map(|scores| scores.wordings)
            .fold([0.0; 3], nearest_of_both);
        let margin = found
            .not_covered
            .filter(|_| wordings[0] > 0.0)
            .map(|not_covered| mean(wordings) - mean(not_covered.nearest));
        Some(Self {
            score: first.score,
            lead: first.score - second,
            margin,
        })
    }
}
