//! Removes boilerplate from lines of Markdown: such lines become blank, and are listed with the reason. Whole lines are
//! removed by rules of high precision; sentences only from plain text, where it names its own address or thanks its reader:
//! on 990 pages of HTML, what names the page's address was text as often as not.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::rules::{self, regex};
use super::view::{Shape, View, ends_sentence, title_case_share, views};
use super::{DropReason, DroppedLine};
use crate::content::markdown::Line;
use crate::text;
use crate::text::count_words;

/// Blanks boilerplate. In `plain` text each line is a paragraph, and links are not marked.
pub(super) fn clean(
    mut lines: Vec<Line>,
    plain: bool,
    dropped: &mut Vec<DroppedLine>,
) -> Vec<Line> {
    let views = views(&lines);
    let mut marks: Vec<Option<DropReason>> = vec![None; lines.len()];
    mark_boilerplate(&views, plain, &mut marks);
    mark_captions(&views, &mut marks);
    mark_contents(&views, &mut marks);
    mark_related(&views, plain, &mut marks);
    let own = plain.then(|| own_domains(&views, &marks));
    let own = own.unwrap_or_default();
    mark_promotion(&views, &own, &mut marks);
    mark_contacts(&views, &mut marks);
    keep_headings_of_text(&views, &mut marks);
    drop_emptied_headings(&views, &mut marks);
    for (at, line) in lines.iter_mut().enumerate() {
        if let Some(reason) = marks[at] {
            dropped.push(DroppedLine::new(line.number, &views[at].text, reason));
            line.text.clear();
        } else if plain && matches!(views[at].shape, Shape::Text | Shape::Item) {
            drop_sentences(line, &own, dropped);
        }
    }
    lines
}

/// Fewest links of a list of links.
const LEAST_LINKS: usize = 3;
/// A list of links has at most one word outside of links for this many within them.
const LINKED_TO_ONE: usize = 10;

/// Whether lines are nearly only links, as of a menu.
pub(super) fn is_list_of_links(lines: &[Line]) -> bool {
    let (mut entries, mut words_in_links, mut others) = (0, 0, 0);
    for (line, view) in lines.iter().zip(views(lines)) {
        match view.shape {
            Shape::Blank | Shape::Heading(_) => {}
            Shape::Item | Shape::Text if view.linked => {
                entries += 1;
                words_in_links += view.words();
            }
            Shape::Item | Shape::Text => others += view.words(),
            Shape::Other => others += count_words(&line.text),
        }
    }
    entries >= LEAST_LINKS && others * LINKED_TO_ONE < words_in_links
}

fn mark_boilerplate(views: &[View], plain: bool, marks: &mut [Option<DropReason>]) {
    for at in 0..views.len() {
        // A line within a paragraph is a piece of a sentence.
        let alone = plain
            || views[at].shape != Shape::Text
            || at == 0
            || views[at - 1].shape != Shape::Text
            || ends_sentence(&views[at - 1].text)
            || marks[at - 1].is_some();
        if views[at].has_words() && alone {
            marks[at] = rules::boilerplate(&views[at].text);
        }
    }
}

/// The line right above a picture's credit is its caption.
fn mark_captions(views: &[View], marks: &mut [Option<DropReason>]) {
    for at in 1..views.len() {
        let above = &views[at - 1];
        if marks[at] == Some(DropReason::Credit)
            && marks[at - 1].is_none()
            && above.shape == Shape::Text
            && above.words() <= 8
            && !above.text.ends_with(['.', '!', '?', ':', ';', ','])
        {
            marks[at - 1] = Some(DropReason::Caption);
        }
    }
}

/// The lines from `start` on that are items, with the blank ones between them.
fn items_from(views: &[View], start: usize) -> usize {
    let mut end = start;
    for (at, view) in views.iter().enumerate().skip(start) {
        match view.shape {
            Shape::Item => end = at + 1,
            Shape::Blank => {}
            _ => break,
        }
    }
    end
}

/// A table of contents: an announced list of the page's headings, or a list of links to its parts.
fn mark_contents(views: &[View], marks: &mut [Option<DropReason>]) {
    let heads: BTreeSet<String> = views
        .iter()
        .filter(|view| matches!(view.shape, Shape::Heading(_) | Shape::Text) && view.words() <= 20)
        .map(|view| text::fold(&view.text))
        .collect();
    let mut at = 0;
    while at < views.len() {
        let announced = views[at].has_words() && rules::announces_contents(&views[at].text);
        if !announced && views[at].shape != Shape::Item {
            at += 1;
            continue;
        }
        let start = at + usize::from(announced);
        let end = items_from(views, start);
        let items: Vec<&View> = views[start.min(end)..end]
            .iter()
            .filter(|view| view.shape == Shape::Item)
            .collect();
        let heading = |item: &&&View| heads.contains(&text::fold(&item.text));
        let is_contents = if announced {
            items.iter().filter(heading).count() * 2 > items.len()
                || !items.is_empty() && items.iter().all(|item| item.linked)
        } else {
            items.len() >= 2 && items.iter().all(|item| item.linked && item.to_own_places)
        };
        if is_contents {
            for (mark, view) in marks[at..end].iter_mut().zip(&views[at..end]) {
                if view.has_words() {
                    *mark = Some(DropReason::Contents);
                }
            }
        }
        at = end.max(at + 1);
    }
}

/// "You may also like" with the links below it; in plain text, where links are not marked, with the titles right around
/// it.
fn mark_related(views: &[View], plain: bool, marks: &mut [Option<DropReason>]) {
    for at in 0..views.len() {
        let view = &views[at];
        if !view.has_words() || marks[at].is_some() || !rules::announces_related(&view.text) {
            continue;
        }
        let mut below = Vec::new();
        let mut next = None;
        for place in at + 1..views.len() {
            let title = &views[place];
            let adjacent = place == at + 1 + below.len();
            match title.shape {
                Shape::Blank => {}
                _ if marks[place].is_some() => {}
                Shape::Item | Shape::Text if title.linked => below.push(place),
                Shape::Text if plain && adjacent && is_title(title) => below.push(place),
                _ => {
                    next = Some(place);
                    break;
                }
            }
        }
        let ends_here = next.is_none_or(|next| {
            matches!(views[next].shape, Shape::Heading(_))
                || rules::announces_related(&views[next].text)
        });
        let is_heading = matches!(view.shape, Shape::Heading(_));
        if below.is_empty() && (is_heading || !plain) && !ends_here {
            continue;
        }
        marks[at] = Some(DropReason::Related);
        for place in below {
            marks[place] = Some(DropReason::Related);
        }
        if let Some(above) = at.checked_sub(1)
            && plain
            && marks[above].is_none()
            && views[above].shape == Shape::Text
            && is_title(&views[above])
        {
            marks[above] = Some(DropReason::Related);
        }
    }
}

/// Whether a line looks like a title: short, in title case, and no sentence, though perhaps a question.
fn is_title(view: &View) -> bool {
    view.words() <= 14
        && !view.text.ends_with(['.', '!', ':', ';', ','])
        && title_case_share(&view.text) >= 0.6
}

static DOMAIN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:www\.)?((?:[a-z0-9][a-z0-9-]{0,62}\.){1,3}(?:com|org|net|edu|info|biz|io|co|app|dev|blog|shop|store|[a-z]{2}))\b",
    )
});
/// Words of promotion: the page speaks about itself to its reader.
static SALES_TALK: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\b(?:we|our|ours|us|you|your|you're|we're|we've)\b"));
static IMPERATIVE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:discover|explore|learn|find out|join|visit|try|start|get|sign up|check|browse|contact|call|ask|order) ",
    )
});
static THANKS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:thanks? (?:you )?(?:so much )?for reading|read on (?:for|to) |keep reading (?:for|to) |stay tuned)",
    )
});

/// The page's own addresses: those in a block of contacts (beside a postal address or a phone number), and those whose
/// owner a copyright line names. A single `Website: …` may name a source.
fn own_domains(views: &[View], marks: &[Option<DropReason>]) -> BTreeSet<String> {
    let mut owners = String::new();
    let mut own = BTreeSet::new();
    let mut block: Vec<&View> = Vec::new();
    for (view, mark) in views.iter().zip(marks) {
        if *mark == Some(DropReason::Legal) {
            owners.push_str(&text::fold(&view.text));
        }
        if view.has_words() && rules::is_contact(&view.text) {
            block.push(view);
            if block.len() >= 2 {
                own.extend(block.iter().flat_map(|view| domains(&view.text)));
            }
        } else if view.shape != Shape::Blank {
            block.clear();
        }
    }
    let named = views.iter().flat_map(|view| domains(&view.text));
    own.extend(named.filter(|domain| {
        let name = domain.split('.').next().unwrap_or("");
        name.len() >= 4 && owners.contains(name)
    }));
    own
}

fn domains(text: &str) -> Vec<String> {
    if !text.contains('.') {
        return Vec::new();
    }
    DOMAIN
        .captures_iter(text)
        .map(|found| found[1].to_lowercase())
        .collect()
}

fn names_own(text: &str, own: &BTreeSet<String>) -> bool {
    !own.is_empty() && domains(text).iter().any(|domain| own.contains(domain))
}

/// Parts under a heading that names the page's own address, and paragraphs that mostly promote it.
fn mark_promotion(views: &[View], own: &BTreeSet<String>, marks: &mut [Option<DropReason>]) {
    let mut in_zone = false;
    for at in 0..views.len() {
        let view = &views[at];
        if !view.has_words() || marks[at].is_some() {
            continue;
        }
        let folded = text::fold(&view.text);
        let heads = matches!(view.shape, Shape::Heading(_))
            || view.words() <= 10 && !ends_sentence(&view.text)
            || view.words() <= 8 && view.text.ends_with('?');
        let own_here = names_own(&view.text, own);
        let promotes = if own_here && heads {
            in_zone = true;
            true
        } else if in_zone && !matches!(view.shape, Shape::Heading(_)) {
            SALES_TALK.is_match(&folded) || own_here
        } else {
            in_zone = false;
            own_here && speaks_for_itself(&view.text, own)
        };
        if promotes {
            marks[at] = Some(DropReason::Promotion);
        } else {
            in_zone = false;
        }
    }
}

/// Whether a text that names the page's own address says `we`, and most of its sentences talk to the reader.
fn speaks_for_itself(text: &str, own: &BTreeSet<String>) -> bool {
    let folded = text::fold(text);
    let says_we = text::words(&folded).any(|word| matches!(word.as_str(), "we" | "our" | "us"));
    let sentences = text::sentences(text);
    let sells =
        |sentence: &str| names_own(sentence, own) || SALES_TALK.is_match(&text::fold(sentence));
    let sales = sentences
        .iter()
        .filter(|range| sells(&text[(*range).clone()]))
        .count();
    says_we && sales * 2 > sentences.len()
        || sentences.len() == 1 && (SALES_TALK.is_match(&folded) || IMPERATIVE.is_match(&folded))
}

/// Lines of contact beside other boilerplate are boilerplate as well.
fn mark_contacts(views: &[View], marks: &mut [Option<DropReason>]) {
    let contact = |at: usize| views[at].has_words() && rules::is_contact(&views[at].text);
    let order = (0..views.len()).chain((0..views.len()).rev());
    let mut beside = false;
    for at in order {
        if views[at].shape == Shape::Blank {
            continue;
        }
        if beside && marks[at].is_none() && contact(at) {
            marks[at] = Some(DropReason::Contact);
        }
        beside = matches!(
            marks[at],
            Some(DropReason::Promotion | DropReason::Legal | DropReason::Contact)
        );
    }
}

/// The lines from one heading to the next one of its level or above.
fn part_of(views: &[View], at: usize, level: usize) -> std::ops::Range<usize> {
    let end = views
        .iter()
        .skip(at + 1)
        .position(|view| matches!(view.shape, Shape::Heading(other) if other <= level))
        .map_or(views.len(), |offset| at + 1 + offset);
    at + 1..end
}

/// A heading with text below it that is kept is kept, whatever it says.
fn keep_headings_of_text(views: &[View], marks: &mut [Option<DropReason>]) {
    for at in 0..views.len() {
        if let (Shape::Heading(level), true) = (views[at].shape, marks[at].is_some())
            && part_of(views, at, level).any(|below| {
                marks[below].is_none()
                    && !matches!(views[below].shape, Shape::Blank | Shape::Heading(_))
            })
            && marks[at] != Some(DropReason::Promotion)
        {
            marks[at] = None;
        }
    }
}

/// A heading is removed if everything below it was.
fn drop_emptied_headings(views: &[View], marks: &mut [Option<DropReason>]) {
    for at in (0..views.len()).rev() {
        let Shape::Heading(level) = views[at].shape else {
            continue;
        };
        if marks[at].is_some() {
            continue;
        }
        let mut lost = None;
        let mut kept = false;
        for below in part_of(views, at, level) {
            match marks[below] {
                Some(reason) => lost = lost.or(Some(reason)),
                None => kept |= views[below].shape != Shape::Blank,
            }
        }
        if !kept {
            marks[at] = lost;
        }
    }
}

/// Removes sentences that name the page's own address or thank the reader. Sentences with markup are kept.
fn drop_sentences(line: &mut Line, own: &BTreeSet<String>, dropped: &mut Vec<DroppedLine>) {
    let mut kept = String::new();
    let mut after_own = false;
    let mut changed = false;
    for range in text::sentences(&line.text) {
        let sentence = &line.text[range];
        let folded = text::fold(sentence);
        let marked = sentence.contains(['*', '[', '`', '<', '|']);
        let own_here = names_own(sentence, own);
        let reason = if marked {
            None
        } else if own_here && SALES_TALK.is_match(&folded)
            || (own_here || after_own) && IMPERATIVE.is_match(&folded)
        {
            Some(DropReason::Promotion)
        } else if THANKS.is_match(&folded) {
            Some(DropReason::Teaser)
        } else {
            None
        };
        after_own = reason == Some(DropReason::Promotion);
        if let Some(reason) = reason {
            changed = true;
            dropped.push(DroppedLine::new(line.number, sentence, reason));
        } else {
            kept.push_str(if kept.is_empty() { "" } else { " " });
            kept.push_str(sentence);
        }
    }
    if changed {
        let indent = line.text.len() - line.text.trim_start().len();
        line.text = format!("{}{kept}", " ".repeat(indent));
    }
}
