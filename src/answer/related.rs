//! Headings beside an answer: the sections that came nearest, and what a person would ask next.

use super::scope::MergedHit;
use super::{Disagreement, Quoted, Related};
use crate::index::SectionHead;

/// Related questions, at most.
const MAX_RELATED: usize = 3;

/// The sections of what was ranked, each once.
pub(super) fn nearest(merged: &[MergedHit<'_>]) -> Vec<Related> {
    let mut nearest: Vec<Related> = Vec::with_capacity(merged.len());
    for merged in merged {
        let ordinal = merged.ranked.candidate.ordinal;
        let Some(section) = merged.section() else {
            continue;
        };
        if nearest.iter().all(|other| other.passage != section.id) {
            let articles = merged.generation.articles();
            let article = merged.generation.article_of(ordinal);
            let title = article.and_then(|position| Some(articles.get(position)?.title.as_str()));
            let heading = section.heading().or(title).unwrap_or_default();
            nearest.push(Related {
                passage: section.id.clone(),
                heading: heading.to_owned(),
            });
        }
    }
    nearest
}

/// What a person would ask next: the headings after the shown passages in the ranking, and the next section of the
/// first passage's article.
pub(super) fn related(
    merged: &[MergedHit<'_>],
    shown: &[Quoted],
    disagreement: Option<&Disagreement>,
) -> Vec<Related> {
    let (Some(first), Some(best)) = (shown.first(), merged.first()) else {
        return Vec::new();
    };
    let next = best
        .generation
        .head(&first.hit.passage.id)
        .and_then(|(article, section)| {
            let position = article
                .sections
                .iter()
                .position(|other| other.id == section.id)?;
            article.sections.get(position + 1)
        });
    let ranked = merged.iter().skip(1).filter_map(MergedHit::section);
    let mut related: Vec<Related> = Vec::new();
    let other = disagreement.map(|both| both.other.hit.passage.id.section());
    for section in ranked
        .filter(|section| other != Some(section.id.section()))
        .take(MAX_RELATED - 1)
        .chain(next)
        .filter(|section: &&SectionHead| section.heading().is_some())
    {
        let known = section.id.section() == first.hit.passage.id.section()
            || other == Some(section.id.section())
            || related.iter().any(|other| other.passage == section.id);
        if !known {
            related.push(Related {
                passage: section.id.clone(),
                heading: section.heading().unwrap_or_default().to_owned(),
            });
        }
    }
    related.truncate(MAX_RELATED);
    related
}
