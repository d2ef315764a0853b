//! Finds the other side: a passage that the author says contradicts or qualifies the first one.

use super::{Disagreement, Quoted, quote_by_id};
use crate::Result;
use crate::article::LinkKind;
use crate::index::Generation;
use crate::passage::PassageId;
use crate::query::Query;

/// The other side of the first passage, if an author has linked the two sections. A contradiction is always worth
/// showing; a qualification only where the other section was found for the same question. On the other side that
/// sentence is put in bold which says what they disagree about: the one nearest to the question may be on another matter.
pub(super) fn find(
    generations: &[&Generation],
    passages: &[Quoted],
) -> Result<Option<Disagreement>> {
    let Some(first) = passages.first() else {
        return Ok(None);
    };
    let own = first.hit.passage.id.section();
    let mut links: Vec<(LinkKind, PassageId, &str)> = Vec::new();
    for article in generations.iter().flat_map(|one| one.articles()) {
        for link in &article.links {
            let one = PassageId::new(&article.id, &link.section, 1);
            let other = PassageId::new(&link.with_article, &link.with_section, 1);
            let far = if one.as_str() == own {
                other
            } else if other.as_str() == own {
                one
            } else {
                continue;
            };
            links.push((link.kind, far, &link.about));
        }
    }
    let position = |id: &PassageId| {
        passages
            .iter()
            .position(|quoted| quoted.hit.passage.id.section() == id.as_str())
    };
    let best = links
        .into_iter()
        .filter(|(kind, other, _)| *kind == LinkKind::Contradicts || position(other).is_some())
        .min_by_key(|(kind, other, _)| {
            (
                *kind != LinkKind::Contradicts,
                position(other).unwrap_or(usize::MAX),
            )
        });
    let Some((kind, other, about)) = best else {
        return Ok(None);
    };
    let mut found = quote_by_id(generations, &other, &Query::parse(about))?;
    if let (Some(quoted), Some(position)) = (&mut found, position(&other)) {
        quoted.hit.rank = passages[position].hit.rank;
        quoted.hit.score = passages[position].hit.score;
    }
    Ok(found.map(|other| Disagreement {
        kind,
        one: first.clone(),
        other,
        about: about.to_owned(),
    }))
}
