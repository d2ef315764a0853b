//! Sentences in which a page speaks for its own site or of itself, out of text that is worth keeping.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::lines::{Line, regex};
use super::{DropReason, DroppedLine};
use crate::text;

static DOMAIN: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i)\b(?:www\.)?((?:[a-z0-9][a-z0-9-]{0,62}\.){1,3}",
        r"(?:com|org|net|edu|gov|info|biz|io|co|app|dev|blog|shop|store|online|site|me|tv|fm|club|",
        r"at|au|be|br|ca|ch|cn|de|dk|es|eu|fi|fr|ie|in|it|jp|kr|mx|nl|no|nz|pl|pt|ru|se|uk|us|vn|za))\b",
    ))
});
static INVITES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:visit|check out|head (?:over )?to|shop at|order (?:from|at|on)|go to|sign up (?:at|on)|join|browse|available (?:at|on|from))\b",
    )
});
static IMPERATIVE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:discover|explore|learn|find out|join|visit|try|start|get|sign up|check|browse|contact|call|ask|shop|order) ",
    )
});
static SALES_TALK: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\b(?:we|our|ours|us|you|your|you're|we're|we've)\b"));
static TEASER: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"^(?:read on\b|keep reading\b|stay tuned\b|scroll (?:down|on)\b|thanks? (?:you )?for (?:reading|visiting|stopping)\b",
        r"|(?:so,? )?let'?s (?:dive|delve|get started|jump|dig|take a (?:closer )?look|find out)\b",
        r"|in this (?:blog|article|post|guide|video|page)(?: post)?,? (?:we|i|you)(?:'ll|'re| will| are| explain| explore| discuss| look| cover| dive| share| show| want)\b",
        r"|below,? (?:we|you will|you'll) (?:explain|find|have (?:listed|worked)|show|list)\b)",
    ))
});

/// Domains that the page names at least twice: its own, or one that it is paid to name.
fn own_domains(lines: &[Line], dropped: &[DroppedLine]) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let kept = lines.iter().map(|line| &line.text);
    for text in kept.chain(dropped.iter().map(|line| &line.text)) {
        for found in DOMAIN.captures_iter(text) {
            *seen.entry(found[1].to_lowercase()).or_default() += 1;
        }
    }
    seen.into_iter()
        .filter(|(_, times)| *times >= 2)
        .map(|(domain, _)| domain)
        .collect()
}

/// Drops sentences, lines and whole sections of self-promotion, and sentences about the page itself.
pub(super) fn drop_promotion(lines: Vec<Line>, dropped: &mut Vec<DroppedLine>) -> Vec<Line> {
    let own = own_domains(&lines, dropped);
    let names_own = |text: &str| {
        !own.is_empty()
            && DOMAIN
                .captures_iter(text)
                .any(|found| own.binary_search(&found[1].to_lowercase()).is_ok())
    };
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut in_zone = false;
    for mut line in lines {
        let mut drop_line = |line: &Line, reason| {
            dropped.push(DroppedLine {
                line: line.number,
                text: line.text.clone(),
                reason,
            });
        };
        let folded = text::fold(&line.text);
        if line.is_heading() {
            in_zone = names_own(&line.text);
            if in_zone {
                drop_line(&line, DropReason::Promotion);
            } else {
                kept.push(line);
            }
            continue;
        }
        if !line.is_text() && !line.is_item() {
            in_zone = false;
            kept.push(line);
            continue;
        }
        if in_zone && (SALES_TALK.is_match(&folded) || names_own(&line.text) || line.words() <= 8) {
            drop_line(&line, DropReason::Promotion);
            continue;
        }
        in_zone = false;
        let sentences = text::sentences(&line.text);
        let mut reasons = Vec::with_capacity(sentences.len());
        let mut after_own = false;
        let mut sales = 0;
        for range in &sentences {
            let sentence = &line.text[range.clone()];
            let folded = text::fold(sentence);
            let own_here = names_own(sentence);
            let reason = if own_here
                || after_own && IMPERATIVE.is_match(&folded)
                || INVITES.is_match(&folded) && DOMAIN.is_match(sentence)
            {
                Some(DropReason::Promotion)
            } else if TEASER.is_match(&folded) {
                Some(DropReason::Teaser)
            } else {
                None
            };
            sales += usize::from(own_here || SALES_TALK.is_match(&folded));
            after_own = reason == Some(DropReason::Promotion);
            reasons.push(reason);
        }
        // Where the page talks to its reader throughout and names itself, nothing else is said.
        let promotes = reasons.contains(&Some(DropReason::Promotion));
        let speaks_as_we = promotes
            && text::words(&folded).any(|word| matches!(word.as_str(), "we" | "our" | "us"));
        if speaks_as_we && sales * 2 > sentences.len() {
            drop_line(&line, DropReason::Promotion);
            continue;
        }
        // Questions that only lead up to "read on" go with it.
        let teases = reasons.contains(&Some(DropReason::Teaser));
        let rest_asks = sentences
            .iter()
            .zip(&reasons)
            .all(|(range, reason)| reason.is_some() || line.text[range.clone()].ends_with('?'));
        if teases && rest_asks {
            drop_line(&line, DropReason::Teaser);
            continue;
        }
        if reasons.iter().all(Option::is_none) {
            kept.push(line);
            continue;
        }
        let mut rest: Vec<&str> = Vec::new();
        for (range, reason) in sentences.iter().zip(&reasons) {
            let sentence = &line.text[range.clone()];
            match reason {
                Some(reason) => dropped.push(DroppedLine {
                    line: line.number,
                    text: sentence.to_owned(),
                    reason: *reason,
                }),
                None => rest.push(sentence),
            }
        }
        let rest = rest.join(" ");
        if !rest.is_empty() {
            line.text = rest;
            kept.push(line);
        }
    }
    kept
}
