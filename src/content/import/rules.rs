//! Rules that recognise whole lines of boilerplate by their words, on pages of any topic. They are for precision, not
//! recall: what a rule finds is removed from the article.

use std::sync::LazyLock;

use regex::Regex;

use super::DropReason::{
    self, Byline, Comments, Cookies, Credit, Legal, Navigation, Newsletter, Sharing,
};
use crate::text;
use crate::text::count_words;

/// Compiles a constant pattern.
pub(super) fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern compiles")
}

/// A pattern for folded lines of at most `max_words` words.
struct Rule {
    reason: DropReason,
    max_words: usize,
    pattern: Regex,
}

/// Longer lines are never boilerplate.
const LONGEST_WORDS: usize = 40;

const PICTURE_SITES: &str = r"unsplash|pexels|pixabay|shutterstock|getty ?images?|istock(?:photo)?|flickr|adobe stock|depositphotos|freepik|dreamstime|alamy|wikimedia commons";

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let rule = |reason, max_words, pattern: &str| Rule {
        reason,
        max_words,
        pattern: regex(pattern),
    };
    vec![
        rule(
            Navigation,
            8,
            r#"^["<>←→‹›|\s-]*(?:prev(?:ious)?|next|older|newer) (?:posts?|articles?|entr(?:y|ies)|pages?|stor(?:y|ies)|chapters?)["<>←→‹›|:\s-]*$|^["<>←→‹›]+ ?(?:prev(?:ious)?|next|older|newer)$|^(?:prev(?:ious)?|next|older|newer) ?["<>←→‹›]+$"#,
        ),
        rule(
            Navigation,
            6,
            r"^(?:skip|jump) to (?:the )?(?:main |page )?(?:content|navigation|menu|search|footer)$|^(?:back|return) to (?:the )?(?:top|home ?page|blog)$|^page \d+ of \d+$",
        ),
        rule(Navigation, 14, r#"^home ?[>/›"|] ?[^.?!]*$"#),
        rule(
            Comments,
            6,
            r"^(?:leave|post|write|add|submit) (?:a |your )?(?:reply|comments?)[.!]?$|^(?:no|\d+|one) (?:comments?|replies|responses)(?: yet)?$|^comments? (?:are|is) closed\.?$|^cancel reply$",
        ),
        rule(
            Comments,
            30,
            r"^your e-?mail address will not be (?:published|shared)|^required fields are marked|^save my name,? e-?mail|^notify me (?:of|by) ",
        ),
        rule(
            Newsletter,
            20,
            r"^(?:please )?(?:subscribe|sign up)\b.*\b(?:newsletter|mailing list)\b",
        ),
        rule(
            Credit,
            12,
            &format!(
                r"^(?:photo|image|picture|photograph|illustration)s? (?:credits?|by|courtesy|source)\b ?:?[^.]*$|^(?:photo|image|picture)s?:? .*\b(?:{PICTURE_SITES})$"
            ),
        ),
        rule(
            Cookies,
            40,
            r"\baccept (?:all )?cookies\b|^(?:we|this (?:web)?site|our (?:web)?site) uses? cookies\b",
        ),
        rule(
            Legal,
            25,
            r"^(?:©|\(c\) ?\d{4}|copyright (?:©|\(c\)|\d{4}))|\ball rights reserved\.?$",
        ),
        rule(
            Legal,
            4,
            r"^(?:privacy policy|terms (?:of use|of service|and conditions|& conditions)|impressum|advertisement|sponsored (?:content|post))$",
        ),
        rule(
            Byline,
            10,
            r"^(?:written|posted|published|reviewed|medically reviewed|fact[- ]checked) (?:by|on) [^.?]*$|^(?:last )?(?:updated|modified)(?: on)? ?:? ?[^.?]*\d{4}$|^\d+ ?-?min(?:ute)?s? read$",
        ),
    ]
});

static BYLINE_NAME: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:By|BY) (?:\p{Lu}[\p{L}.'’-]+ ?){2,4}$"));

static RELATED: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"^(?:you (?:may|might|will|'ll) (?:also )?(?:like|love|enjoy|want to (?:see|read)|be interested in)(?: also| this| these)?",
        r"|related (?:posts?|articles?|products?|stories|content|reading|links?|pages?)|related",
        r"|explore (?:related|our) (?:posts?|articles?|products?|topics?)|see also|read (?:also|next)|what to read next",
        r"|more (?:from|like this)\b.*|recommended (?:for you|reading|posts?|articles?)|further reading",
        r"|(?:latest|recent|popular|similar|featured) (?:posts?|articles?|stories|products?))[:!.]*$",
    ))
});
static CONTENTS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:what you(?:'ll| will) (?:learn|find)|(?:table of )?contents|in this (?:article|post|guide)|on this page|jump to|quick links)[:.!]?$",
    )
});
static REACH: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:(?:our |office |postal |mailing )?address|(?:tele)?phone|tel|fax|mobile|whatsapp|e-?mail|web(?:site)?|contact(?: us)?|call us) ?[:.] ?\S|^[\w' &-]{1,40}, \d+[a-z]? .*\b(?:street|st|avenue|ave|road|rd|plaza|boulevard|blvd|lane|drive|suite|square)\b.*\b\d{4,6}\b",
    )
});

/// The kind of boilerplate of a line; `None` for text.
pub(super) fn boilerplate(line: &str) -> Option<DropReason> {
    let words = count_words(line);
    if words > LONGEST_WORDS {
        return None;
    }
    let folded = text::fold(line.trim());
    if let Some(rule) = RULES
        .iter()
        .find(|rule| words <= rule.max_words && rule.pattern.is_match(&folded))
    {
        return Some(rule.reason);
    }
    if words <= 5 && BYLINE_NAME.is_match(line.trim()) {
        return Some(Byline);
    }
    if words <= 12 && is_sharing(&folded) {
        return Some(Sharing);
    }
    (words <= 8 && is_menu(&folded)).then_some(Navigation)
}

/// Whether a line is an address, phone number or the like: boilerplate only beside other boilerplate.
pub(super) fn is_contact(line: &str) -> bool {
    count_words(line) <= 25 && REACH.is_match(&text::fold(line.trim()))
}

/// Whether a line announces titles of other pages.
pub(super) fn announces_related(line: &str) -> bool {
    count_words(line) <= 8 && RELATED.is_match(&text::fold(line.trim()))
}

/// Whether a line announces the list of the page's own headings.
pub(super) fn announces_contents(line: &str) -> bool {
    count_words(line) <= 6 && CONTENTS.is_match(&text::fold(line.trim()))
}

/// Names of sites that pages are shared on.
const SHARING_SITES: &str =
    "facebook instagram linkedin pinterest reddit telegram tiktok tumblr twitter whatsapp youtube";
/// Other words of share buttons.
const SHARING_WORDS: &str = "a and article by copy e e-mail email follow friends it link mail on or page pin post print \
                             share the this to tweet us via with x your";
/// Words of menus that are rare in text.
const MENU_WORDS: &str =
    "archives breadcrumbs cart checkout homepage login logout menu sidebar sitemap";
/// Words of menus that are common in text too.
const COMMON_MENU_WORDS: &str = "about account blog contact faq home main my navigation news posts privacy recipes search \
                                 shop toggle us widget";

/// How many words of a line are among `telling`, if all are among those or `others` and there are at least two.
fn count_telling(words: &[String], telling: &str, others: &str) -> Option<usize> {
    let is_in = |list: &str, word: &String| list.split_whitespace().any(|other| other == word);
    let known = |word: &String| is_in(telling, word) || is_in(others, word);
    (words.len() >= 2 && words.iter().all(known))
        .then(|| words.iter().filter(|word| is_in(telling, word)).count())
}

/// Nothing but words of share buttons, and a site's name or the page itself among them.
fn is_sharing(folded: &str) -> bool {
    let words: Vec<String> = text::words(folded).collect();
    let has = |word: &str| words.iter().any(|found| found == word);
    let page = has("this") && (has("share") || has("tweet"));
    count_telling(&words, SHARING_SITES, SHARING_WORDS).is_some_and(|sites| sites > 0 || page)
}

/// A line of nothing but menu words, at least two.
fn is_menu(folded: &str) -> bool {
    let words: Vec<String> = text::words(folded).collect();
    let parted = folded.matches(['|', '·', '•', '>']).count() >= 2;
    count_telling(&words, MENU_WORDS, COMMON_MENU_WORDS).is_some_and(|menu| menu > 0 || parted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boilerplate_of_many_pages_is_known() {
        for (line, reason) in [
            ("« Older posts", Navigation),
            ("Next »", Navigation),
            ("Skip to main content", Navigation),
            ("Home > Recipes > Rye", Navigation),
            ("Home | About | Contact", Navigation),
            ("Main menu", Navigation),
            ("Leave a comment", Comments),
            (
                "Your email address will not be published. Required fields are marked *",
                Comments,
            ),
            ("3 Comments", Comments),
            ("Subscribe to our newsletter for fresh recipes", Newsletter),
            ("Share on Facebook", Sharing),
            ("Share this", Sharing),
            ("Facebook Twitter Pinterest", Sharing),
            ("Photo by Ann Miller on Unsplash", Credit),
            ("Image credit: The Mill", Credit),
            (
                "We use cookies to give you the best experience. Accept",
                Cookies,
            ),
            ("© 2024 The Rye House. All rights reserved.", Legal),
            ("By Ann Miller", Byline),
            ("Posted on May 3, 2021", Byline),
            ("5 min read", Byline),
        ] {
            assert_eq!(boilerplate(line), Some(reason), "{line}");
        }
    }

    #[test]
    fn what_a_page_tells_is_not_boilerplate() {
        for line in [
            "Chocolate chip cookies spread because the butter melts before the flour sets.",
            "By hand or by machine?",
            "Next, fold the dough twice.",
            "Next",
            "Share the starter with a friend after two weeks.",
            "Share the load between both hands",
            "Follow the recipe",
            "Email was sent in 1971.",
            "Address the dough gently.",
            "Phone: 030 123 456 78",
            "In 1999, 2000 and 2001 the harvest failed.",
            "2021-05-03",
            "Contents of a good flour",
            "Photographs of crumb show large holes.",
            "Home bakers use less water.",
            "4x4",
            "6-10",
            "2 x 15",
            "30% off the top set",
            "Load more",
            "Add to the bar",
            "Leave a comment on the crust in your log.",
            "Sold out",
            "€ 4,95",
            "Reply",
            "Print",
            "Menu",
        ] {
            assert_eq!(boilerplate(line), None, "{line}");
            assert!(
                !announces_related(line) && !announces_contents(line),
                "{line}"
            );
        }
    }

    #[test]
    fn announcements_are_known() {
        for line in [
            "You may also like",
            "Related products",
            "See also:",
            "More from this shop",
        ] {
            assert!(announces_related(line), "{line}");
        }
        assert!(announces_contents("In this article:"));
    }
}
