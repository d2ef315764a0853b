//! How a search's signals become the probability that its first passage answers the question.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::content::{Problem, ProblemKind, line_at};
use crate::index::NearestThree;
use crate::search::Found;
use crate::{Error, Result};

/// A number that the probability is made of, by the name that it has in [`Calibration::FILE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// Always 1: its weight is the constant of a fit.
    Bias,
    /// Score of the first passage.
    Score,
    /// Its lead over the next passage.
    ScoreGap,
    /// Nearest wordings less nearest questions that are not covered, each the mean of three cosines. Only of a library
    /// with both lists.
    Margin,
    /// The same with the nearest wordings of the first passage's section alone.
    SectionMargin,
    /// How much better the question fits among those of the first passage's section than among those of any group that
    /// is not covered, in log odds. Only of a library with wordings enough.
    LogOddsVsUncovered,
    /// Log of how densely the wordings lie around the question over how densely those questions do that are not covered.
    /// Only of a library with both lists.
    DensityRatio,
    /// Mean cosine of the three nearest wordings of any section.
    Wordings,
    /// Cosine of the first passage.
    Passage,
    /// Cosine of its best sentence.
    Sentence,
    /// Share of the question's terms that the texts hold, or that the wordings hold, whichever is greater; 0 to 1.
    Coverage,
}

/// The signals of one search.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Signals {
    /// Whether the passages were compared by meaning, or by words alone.
    pub by_meaning: bool,
    /// Those that the library has.
    pub values: BTreeMap<Signal, f32>,
}

/// A logistic fit of one set of signals: `1 / (1 + exp(-Σ weight · signal))`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LogisticFit {
    /// A signal without a weight does not count.
    pub weights: BTreeMap<Signal, f32>,
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
        use Signal::{
            Bias, Coverage, DensityRatio, LogOddsVsUncovered, Margin, Score, ScoreGap,
            SectionMargin, Wordings,
        };
        Self {
            lists: LogisticFit::new(&[
                (Bias, 1.95),
                (Score, 0.46),
                (Margin, 10.8),
                (SectionMargin, 10.7),
                (LogOddsVsUncovered, 0.03),
                (DensityRatio, 3.48),
                (Wordings, -14.1),
                (Coverage, -1.28),
            ]),
            // Fitted to the questions of twelve libraries, each also asked the others' questions and those of two sets of
            // other fields: the three examples with and without their few wordings and, without any, five casual web pages,
            // the shipped articles, a sample of SQuAD 2.0 and the pages of an aquarium forum, a climbing club and a German
            // allotment club. The German ones and the clubs were asked everyday questions in their language too. Rounded,
            // with a constant 1.5 higher than fitted: of 100 questions that they can answer these libraries answer 31 to
            // 100, 58 to 100 of 100 answers are right (of the allotment club 42; of SQuAD 38, half of whose
            // questions were written to look answerable), and at least 97 of 100 questions from another field are
            // refused. German pages do worst: their texts are similar to any German question. Tried without gain: the
            // cosine of the first passage less the mean of all, and how far it stands out from those of everyday lines.
            // `engram eval --fit` makes a better fit for one library.
            meaning: LogisticFit::new(&[
                (Bias, -4.7),
                (Score, 3.6),
                (ScoreGap, 3.0),
                (Margin, 10.0),
                (Wordings, -8.4),
                (Coverage, 2.1),
            ]),
            words: LogisticFit::new(&[(Bias, -1.34), (Score, 4.0), (ScoreGap, 4.0)]),
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
            "# How sure to be, fitted by `engram eval --fit`: 1 / (1 + exp(-(the sum of each weight x its signal))); bias is always 1.\n\n{fits}"
        ))
    }

    /// Reads what `engram eval --fit` wrote. Sets that are not in it have the fit shipped with the program.
    ///
    /// # Errors
    /// A problem of [`Self::FILE`], with its line, where it is not such a file.
    pub fn from_toml(text: &str) -> std::result::Result<Self, Problem> {
        toml::from_str(text).map_err(|error: toml::de::Error| {
            let line = error.span().map(|span| line_at(text, span.start));
            let error = error.message().to_owned();
            Problem::error(Self::FILE, line, ProblemKind::Calibration { error })
        })
    }

    /// What is wrong with the library's own fit, if it has one.
    ///
    /// # Errors
    /// [`Error::Io`] if it cannot be read.
    pub fn problem_in(folder: &Path) -> Result<Option<Problem>> {
        let path = folder.join(Self::FILE);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Self::from_toml(&text).err()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            // It is no text: reading the folder has told that already.
            Err(error) if error.kind() == ErrorKind::InvalidData => Ok(None),
            Err(error) => Err(Error::io("read", &path, error)),
        }
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
    /// A fit with these weights.
    pub fn new(weights: &[(Signal, f32)]) -> Self {
        Self {
            weights: weights.iter().copied().collect(),
        }
    }

    /// The probability for these signals, 0 to 1. A signal that the search lacks counts as 0.
    pub fn probability(&self, signals: &Signals) -> f32 {
        let terms = self.weights.iter();
        let terms = terms.map(|(signal, weight)| weight * signals.get(*signal).unwrap_or(0.0));
        1.0 / (1.0 + (-terms.sum::<f32>()).exp())
    }
}

impl SignalSet {
    /// The signals that its fit is made of, if nothing else is asked for.
    pub fn signals(self) -> &'static [Signal] {
        use Signal::{
            Coverage, DensityRatio, LogOddsVsUncovered, Margin, Score, ScoreGap, SectionMargin,
            Wordings,
        };
        match self {
            Self::Lists => &[
                Score,
                Margin,
                SectionMargin,
                LogOddsVsUncovered,
                DensityRatio,
                Wordings,
                Coverage,
            ],
            Self::Meaning => &[Score, ScoreGap, Coverage],
            Self::Words => &[Score, ScoreGap],
        }
    }
}

impl Signals {
    /// Which set these are.
    pub fn set(&self) -> SignalSet {
        let has = |signal| self.get(signal).is_some();
        match self.by_meaning {
            true if has(Signal::Margin) && has(Signal::LogOddsVsUncovered) => SignalSet::Lists,
            true => SignalSet::Meaning,
            false => SignalSet::Words,
        }
    }

    /// The value of a signal; none if the library lacks it.
    pub fn get(&self, signal: Signal) -> Option<f32> {
        match signal {
            Signal::Bias => Some(1.0),
            _ => self.values.get(&signal).copied(),
        }
    }

    /// The signals of the passage at an index as if it were answered with; none if there is no such passage.
    pub(crate) fn of(found: &Found, index: usize) -> Option<Self> {
        let ranked = found.ranked.get(index)?;
        let rival = found
            .ranked
            .get(usize::from(index == 0))
            .map_or(0.0, |rival| rival.score);
        let semantic = ranked.candidate.semantic;
        let not_covered = found.not_covered;
        let wordings = found
            .ranked
            .iter()
            .filter_map(|ranked| ranked.candidate.semantic)
            .map(|scores| scores.wordings)
            .fold(NearestThree::default(), NearestThree::merge);
        let margin = not_covered
            .filter(|_| wordings.first() > 0.0)
            .map(|not_covered| wordings.mean() - not_covered.nearest.mean());
        let section_margin = semantic
            .zip(not_covered)
            .filter(|(scores, _)| scores.wordings.first() > 0.0)
            .map(|(scores, not_covered)| scores.wordings.mean() - not_covered.nearest.mean());
        let log_odds = semantic
            .and_then(|scores| scores.log_posterior)
            .zip(not_covered.and_then(|not_covered| not_covered.log_posterior))
            .map(|(section, group)| section - group);
        let values = [
            (Signal::Score, Some(ranked.score)),
            (Signal::ScoreGap, Some(ranked.score - rival)),
            (Signal::Margin, margin),
            (Signal::SectionMargin, section_margin),
            (Signal::LogOddsVsUncovered, log_odds),
            (
                Signal::DensityRatio,
                not_covered.and_then(|not_covered| not_covered.log_density_ratio),
            ),
            (
                Signal::Wordings,
                (wordings.first() > 0.0).then(|| wordings.mean()),
            ),
            (Signal::Passage, semantic.map(|scores| scores.passage)),
            (Signal::Sentence, semantic.map(|scores| scores.sentence)),
            (Signal::Coverage, Some(found.coverage)),
        ];
        Some(Self {
            by_meaning: semantic.is_some(),
            values: values
                .into_iter()
                .filter_map(|(signal, value)| Some((signal, value?)))
                .collect(),
        })
    }
}
