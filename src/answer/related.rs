//! Headings beside an answer: the sections that came nearest, and what a person would ask next.

use super::scope::MergedHit;
use super::{Disagreement, Quoted, Related};
use crate::index::{ArticleHead, SectionHead};

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

/// What a person would ask next: the next headings in the ranking, the next section of the first passage's article, and
/// the first article that this one leads to by a link.
pub(super) fn related(
    merged: &[MergedHit<'_>],
    passages: &[Quoted],
    disagreement: Option<&Disagreement>,
) -> Vec<Related> {
    let (Some(first), Some(best)) = (passages.first(), merged.first()) else {
        return Vec::new();
    };
    let head = best.generation.head(&first.hit.passage.id);
    let next = head.and_then(|(article, section)| {
        let position = article
            .sections
            .iter()
            .position(|other| other.id == section.id)?;
        article.sections.get(position + 1)
    });
    let linked = head.and_then(|(article, _)| linked(best.generation.articles(), article));
    let shown = first.hit.passage.id.section();
    let other = disagreement.map(|both| both.other.hit.passage.id.section());
    let mut related: Vec<Related> = Vec::with_capacity(MAX_RELATED);
    let mut offer = |(section, heading): (&SectionHead, &str), at_most: usize| {
        let is_known = section.id.section() == shown
            || other == Some(section.id.section())
            || related.iter().any(|other| other.passage == section.id);
        if !is_known && related.len() < at_most {
            related.push(Related {
                passage: section.id.clone(),
                heading: heading.to_owned(),
            });
        }
    };
    let from_ranking = MAX_RELATED - 1 - usize::from(linked.is_some());
    let ranked = merged.iter().skip(1).filter_map(MergedHit::section);
    for next_best in ranked.filter_map(with_heading) {
        offer(next_best, from_ranking);
    }
    for further in next.and_then(with_heading).into_iter().chain(linked) {
        offer(further, MAX_RELATED);
    }
    related
}

fn with_heading(section: &SectionHead) -> Option<(&SectionHead, &str)> {
    Some((section, section.heading()?))
}

/// The first section of the first article that an article leads to, with its heading, or else that article's title.
fn linked<'a>(
    articles: &'a [ArticleHead],
    from: &ArticleHead,
) -> Option<(&'a SectionHead, &'a str)> {
    let to = from
        .related
        .iter()
        .find_map(|id| articles.iter().find(|article| article.id == *id))?;
    let section = to.sections.first()?;
    Some((section, section.heading().unwrap_or(&to.title)))
}
