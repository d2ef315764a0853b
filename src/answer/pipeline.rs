//! A question → an [`Answer`], in one direction: danger by phrases → gate → prepare → danger by meaning → search → apply
//! overrides → decide → compose. A crisis is not searched for. An emergency is, so that `engram eval` can judge its ranking:
//! nothing of what is found is shown.

use super::related::{nearest, related};
use super::scope::{MergedHit, OVERRIDE_CONFIDENCE, SearchScope, Searched, merge};
use super::urgent::{self, Danger};
use super::{
    Answer, Examined, Help, HelpLevel, Outcome, Quoted, Reason, SmallTalk, Thresholds,
    disagreement, quote, small_talk,
};
use crate::Result;
use crate::content::UncoveredGroup;
use crate::index::{Override, QueryEmbedding};
use crate::passage::PassageId;
use crate::query::{self, Query};
use crate::search::{self, Hit, PreparedQuery};

/// Passages of an answer, at most.
pub(crate) const MAX_PASSAGES: usize = 5;
/// Passages that are put in order: those shown, and those whose headings may be worth asking next.
const MAX_RANKED: usize = 1 + 2 * MAX_PASSAGES;
/// How near a group that is not covered must be for its reason to be given, if no wording is nearer. Below that a
/// refusal is plain: of judged questions, those that come this near fit the group's reason.
const NEAR_NOT_COVERED: NearGroup = NearGroup {
    first: 0.6,
    mean: 0.45,
};
/// The same where there is no answer anyway.
const FAIRLY_NEAR_NOT_COVERED: NearGroup = NearGroup {
    first: 0.5,
    mean: 0.4,
};

/// Cosine to one question from which on the others of its group need not be near: it may have no others.
const SURELY_NOT_COVERED: f32 = 0.75;

/// Least cosines to the questions of a group: one near question alone may be near by accident.
struct NearGroup {
    /// To the nearest.
    first: f32,
    /// To the three nearest, on average.
    mean: f32,
}

/// What is to be said, before the passages are read.
struct Decision {
    outcome: Outcome,
    reason: Reason,
    /// Probability that the first passage answers.
    confidence: f32,
    /// The section that comes first whatever the ranking says.
    pinned: Option<PassageId>,
}

/// Answers a question from all the libraries that the asker reaches.
pub(crate) fn examine(
    scope: &SearchScope<'_>,
    query: &Query,
    thresholds: Thresholds,
) -> Result<Examined> {
    if query.is_empty() {
        return Ok(Examined::unsearched(
            scope,
            query,
            Reason::EmptyQuestion,
            None,
        ));
    }
    // Help overrides small talk and whatever was taught.
    let typed_danger = danger_by_phrases(scope, query);
    let is_urgent = typed_danger.is_some_and(|danger| danger.level().is_urgent());
    if let Some(kind) = gate(scope, query).filter(|_| !is_urgent) {
        return Ok(Examined::unsearched(
            scope,
            query,
            Reason::SmallTalk(kind),
            None,
        ));
    }
    let prepared = search::prepare(&scope.generations(), scope.embedder, query);
    let danger = danger(scope, &prepared, typed_danger);
    let help = danger.map(|danger| danger.help(prepared.embedding.as_ref()));
    if help
        .as_ref()
        .is_some_and(|help| help.level == HelpLevel::Crisis)
    {
        return Ok(Examined::unsearched(scope, query, Reason::Urgent, help));
    }
    let searched = scope.search(&prepared)?;
    if help.as_ref().is_some_and(|help| help.level.is_urgent()) {
        let decision = Decision::urgent(&searched);
        return Ok(compose(scope, &prepared, &searched, decision, help)?.offering_nothing());
    }
    let decision = apply_overrides(scope, &prepared, &searched)
        .unwrap_or_else(|| decide(scope, &prepared, &searched, thresholds));
    compose(scope, &prepared, &searched, decision, help)
}

impl Decision {
    /// Help alone is said. The passages stay in the result, as with every refusal, so that the ranking can be judged.
    fn urgent(searched: &[Searched<'_>]) -> Self {
        Self {
            outcome: Outcome::Nothing,
            reason: Reason::Urgent,
            confidence: searched[0].confidence,
            pinned: None,
        }
    }
}

/// The most urgent danger that a message tells of: by its phrases and by its meaning, each as typed and as corrected, since a
/// correction may hide a danger and a typing error too. `typed` is what the phrases found in the text as typed.
fn danger(
    scope: &SearchScope<'_>,
    prepared: &PreparedQuery,
    typed: Option<Danger>,
) -> Option<Danger> {
    let mut found: Vec<Danger> = typed.into_iter().collect();
    if prepared.query.text() != prepared.typed.text() {
        found.extend(danger_by_phrases(scope, &prepared.query));
    }
    if let Some(embedding) = &prepared.embedding {
        found.extend(danger_by_meaning(scope, prepared, embedding));
    }
    found.into_iter().min_by_key(|danger| danger.level())
}

/// The danger that a message tells of by the words in it.
fn danger_by_phrases(scope: &SearchScope<'_>, query: &Query) -> Option<Danger> {
    let generations = scope.generations();
    urgent::by_phrases(query, |word| {
        search::is_known(word, &generations, scope.embedder)
    })
}

/// The danger that a message tells of by what it means, as it was encoded and as it was typed. The heading of a section,
/// word for word, asks for that section.
fn danger_by_meaning(
    scope: &SearchScope<'_>,
    prepared: &PreparedQuery,
    encoded: &QueryEmbedding,
) -> Option<Danger> {
    let typed = &prepared.typed;
    let is_changed = prepared.encoded.text() != typed.text();
    let as_typed = is_changed
        .then(|| scope.embedder.embed_query(typed.text()))
        .flatten();
    let whole = [
        (&prepared.encoded, Some(encoded)),
        (typed, as_typed.as_ref()),
    ]
    .into_iter()
    .filter(|(query, _)| scope.section_with_heading(query).is_none())
    .filter_map(|(_, embedding)| urgent::by_meaning(embedding?))
    .min_by_key(|danger| danger.level());
    // The turns of a question in context were compared by themselves.
    let skips_clauses = scope.section_with_heading(typed).is_some() || typed.last_turn().is_some();
    if skips_clauses || whole.is_some_and(|danger| danger.level().is_urgent()) {
        return whole;
    }
    urgent::in_a_clause(typed.text(), encoded, |clauses| {
        scope.embedder.embed_queries(clauses)
    })
    .or(whole)
}

/// The small talk that a message is, unless an admin taught an answer to it.
fn gate(scope: &SearchScope<'_>, query: &Query) -> Option<SmallTalk> {
    small_talk::recognise(query, &scope.profile().name)
        .filter(|_| scope.override_for(query).is_none())
}

/// What an admin decided for exactly these words, as typed or as corrected; else the section whose heading they are.
fn apply_overrides(
    scope: &SearchScope<'_>,
    prepared: &PreparedQuery,
    searched: &[Searched<'_>],
) -> Option<Decision> {
    let forms = [&prepared.typed, &prepared.query];
    let by_heading = || {
        forms
            .iter()
            .find_map(|form| scope.section_with_heading(form))
    };
    let found = forms
        .iter()
        .find_map(|form| scope.override_for(form))
        .or_else(|| by_heading().map(Override::Section))?;
    match found {
        Override::Section(section) => {
            let library = searched.iter().find(|one| one.holds(&section))?;
            Some(Decision {
                outcome: Outcome::Answer,
                reason: Reason::Score,
                confidence: library.confidence.max(OVERRIDE_CONFIDENCE),
                pinned: Some(section),
            })
        }
        Override::NotCovered(label) => Some(Decision {
            outcome: Outcome::Nothing,
            reason: scope.reason(label),
            confidence: searched[0].confidence.min(1.0 - OVERRIDE_CONFIDENCE),
            pinned: None,
        }),
    }
}

/// Picks the outcome from the probability, and the reason that is worth saying.
fn decide(
    scope: &SearchScope<'_>,
    prepared: &PreparedQuery,
    searched: &[Searched<'_>],
    thresholds: Thresholds,
) -> Decision {
    let confidence = match searched {
        // A guild's own passages may answer what the shared library does not cover.
        [one] if one.repeats_not_covered() => one.confidence.min(1.0 - OVERRIDE_CONFIDENCE),
        _ => searched[0].confidence,
    };
    let decision = |outcome, reason| Decision {
        outcome,
        reason,
        confidence,
        pinned: None,
    };
    if searched.iter().all(|one| one.signals.is_none()) {
        return decision(Outcome::Nothing, Reason::UnknownWords);
    }
    let outcome = thresholds.outcome(confidence);
    let has_known_word =
        prepared.has_known_word || searched.iter().any(|one| one.found.known_terms > 0);
    if !has_known_word {
        // The encoder finds something near any string of letters, which is no ground to answer on.
        let outcome = match outcome {
            Outcome::Answer => Outcome::Closest,
            unsure => unsure,
        };
        return decision(outcome, Reason::UnknownWords);
    }
    decision(outcome, reason(scope, searched, outcome))
}

/// The group that the question is near to and that is not covered; where there is none, the score decided.
fn reason(scope: &SearchScope<'_>, searched: &[Searched<'_>], outcome: Outcome) -> Reason {
    let wordings = searched.iter().map(Searched::nearest_wording);
    let wording = wordings.fold(0.0, f32::max);
    // What the shared library does not cover says nothing about passages of the guild's own that are surer.
    let considered = match outcome {
        Outcome::Answer => 0,
        Outcome::Closest => 1,
        Outcome::Nothing => searched.len(),
    };
    let enough = match outcome {
        Outcome::Nothing => FAIRLY_NEAR_NOT_COVERED,
        _ => NEAR_NOT_COVERED,
    };
    searched[..considered]
        .iter()
        .filter_map(|one| Some((one, one.found.not_covered?)))
        .filter(|(_, near)| {
            let first = near.nearest.first();
            let is_near = near.nearest.mean() >= enough.mean || first >= SURELY_NOT_COVERED;
            is_near && first >= enough.first && first > wording
        })
        .max_by(|(_, one), (_, other)| one.nearest.first().total_cmp(&other.nearest.first()))
        .and_then(|(one, near)| {
            let own = one.library.generation.not_covered();
            if let Some(group) = own.get(near.group) {
                return Some(not_covered(group));
            }
            let label = scope.taught?.label(near.group - own.len())?;
            Some(scope.reason(label))
        })
        .unwrap_or(Reason::Score)
}

fn not_covered(group: &UncoveredGroup) -> Reason {
    Reason::NotCovered {
        label: group.label.clone(),
        reason: Some(group.reason.clone()),
    }
}

/// Reads the passages and puts the answer together.
fn compose(
    scope: &SearchScope<'_>,
    prepared: &PreparedQuery,
    searched: &[Searched<'_>],
    decision: Decision,
    help: Option<Help>,
) -> Result<Examined> {
    let merged = merge(searched, decision.pinned.as_ref(), MAX_RANKED);
    let mut passages = Vec::with_capacity(MAX_PASSAGES);
    for (hit, rank) in merged.iter().take(MAX_PASSAGES).zip(1..) {
        passages.extend(read(hit, rank, searched.len() > 1, prepared)?);
    }
    let disagreement = if decision.outcome == Outcome::Answer {
        disagreement::find(&scope.generations(), &passages)?
    } else {
        None
    };
    let is_understood_otherwise = prepared.corrected && decision.pinned.is_none();
    let answer = Answer {
        question: prepared.typed.text().to_owned(),
        in_context: None,
        outcome: decision.outcome,
        confidence: decision.confidence,
        reason: decision.reason,
        help,
        is_near: searched.iter().any(Searched::is_near),
        related: related(&merged, &passages, disagreement.as_ref()),
        disagreement,
        passages,
        did_you_mean: is_understood_otherwise.then(|| prepared.query.text().to_owned()),
        profile: scope.profile(),
    };
    Ok(Examined {
        answer,
        signals: searched[0].signals.clone(),
        nearest: nearest(&merged),
    })
}

/// Reads a passage with its citation. Scores compare within one library only, so with several libraries the
/// probability stands in place of the score.
fn read(
    merged: &MergedHit<'_>,
    rank: usize,
    several: bool,
    prepared: &PreparedQuery,
) -> Result<Option<Quoted>> {
    let hit = search::hit(merged.generation, prepared, &merged.ranked)?;
    Ok(hit.and_then(|hit| {
        let score = if several {
            merged.probability
        } else {
            hit.score
        };
        quote(merged.generation, Hit { rank, score, ..hit })
    }))
}

impl Examined {
    /// The same without headings, related questions and corrections to go on with.
    fn offering_nothing(self) -> Self {
        let answer = Answer {
            is_near: false,
            related: Vec::new(),
            did_you_mean: None,
            ..self.answer
        };
        Self {
            answer,
            nearest: Vec::new(),
            ..self
        }
    }

    /// The help of this answer as the answer to the next question, for which nothing was searched. That keeps this one
    /// as its context, so that the danger is not forgotten.
    pub(crate) fn help_for(self, query: &Query) -> Self {
        Self {
            answer: Answer {
                in_context: Some(query::joined(&self.answer.question, query.text())),
                question: query.text().to_owned(),
                confidence: 0.0,
                passages: Vec::new(),
                did_you_mean: None,
                ..self.answer
            },
            signals: None,
            nearest: Vec::new(),
        }
    }

    fn unsearched(
        scope: &SearchScope<'_>,
        query: &Query,
        reason: Reason,
        help: Option<Help>,
    ) -> Self {
        Self {
            answer: Answer {
                question: query.text().to_owned(),
                in_context: None,
                outcome: Outcome::Nothing,
                confidence: 0.0,
                reason,
                help,
                is_near: false,
                passages: Vec::new(),
                related: Vec::new(),
                disagreement: None,
                did_you_mean: None,
                profile: scope.profile(),
            },
            signals: None,
            nearest: Vec::new(),
        }
    }
}
