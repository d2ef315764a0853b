//! What a line is for, told by its words and shape alone: the rules for furniture that pages of any topic carry.

use std::sync::LazyLock;

use regex::Regex;

use super::DropReason::{
    self, Byline, Comments, Contact, Cookies, Credit, Legal, Navigation, Newsletter, Sharing, Shop,
};
use super::lines::{ends_sentence, regex};
use crate::text;

/// A pattern over a folded line, for lines of at most so many words.
struct Rule {
    reason: DropReason,
    max_words: usize,
    pattern: Regex,
}

/// Lines longer than this are prose to every rule.
pub(super) const LONGEST_FURNITURE_WORDS: usize = 60;

const SITES: &str = "facebook|twitter|instagram|pinterest|linkedin|whatsapp|reddit|youtube|tiktok|telegram|tumblr|threads|x";
const PICTURE_SITES: &str = r"unsplash|pexels|pixabay|shutterstock|getty ?images?|istock(?:photo)?|flickr|adobe stock|depositphotos|freepik|dreamstime|alamy|wikimedia commons";
const MONTHS: &str = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?";

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
            r#"^["<>←→‹›|\s-]*(?:prev(?:ious)?|next|older|newer)(?: (?:posts?|articles?|entr(?:y|ies)|pages?|stor(?:y|ies)|chapter))?["<>←→‹›|:\s-]*$"#,
        ),
        rule(
            Navigation,
            20,
            r"^(?:prev(?:ious)?|next) (?:post|article|page|story|entry|chapter) ?[:>-]",
        ),
        rule(
            Navigation,
            8,
            r"^(?:skip to|jump to) (?:the )?(?:main |recipe|content|navigation|section|search)",
        ),
        rule(
            Navigation,
            6,
            r"^(?:back|return) to (?:the )?(?:top|home|blog|shop|overview|start|all\b)",
        ),
        rule(Navigation, 6, r"^page \d+ (?:of|/) \d+"),
        rule(Navigation, 14, r#"^(?:home|start) ?[>/›"|].*"#),
        rule(
            Navigation,
            6,
            r"^(?:read|show|view|see|load|click|tap) (?:more|all|less|here|full|the full)\b[^.]*$",
        ),
        rule(
            Comments,
            10,
            r"^(?:leave|post|write|add|submit|join)(?: us)? (?:a |your |the )?(?:first )?(?:reply|comments?|conversation|discussion|review)\b",
        ),
        rule(
            Comments,
            30,
            r"e-?mail address will not be (?:published|shared)|required fields are marked|save my name,? e-?mail|notify me (?:of|when|by) ",
        ),
        rule(
            Comments,
            12,
            r"^(?:no|\d+|one) (?:comments?|replies|responses)\b|be the first to (?:comment|review)|comments? (?:are|is) (?:now )?closed|^(?:log|sign) ?in to (?:leave|post|reply|comment)",
        ),
        rule(
            Comments,
            3,
            r"^(?:reply|name|e-?mail|website|comment|submit|send|cancel reply|comments?|post comment)(?: ?\*)?$",
        ),
        rule(
            Newsletter,
            35,
            r"^(?:please )?(?:subscribe|sign up|join|get|enter|receive)\b.*\b(?:newsletter|mailing list|inbox|e-?mails?|e-?mail address)\b",
        ),
        rule(
            Newsletter,
            30,
            r"\b(?:our|free|weekly|monthly) newsletter\b|\bunsubscribe (?:at )?any ?time",
        ),
        rule(
            Newsletter,
            8,
            r"^(?:subscribe|sign up)(?: (?:now|here|today|to|for)\b.*)?[.!]?$",
        ),
        rule(
            Sharing,
            3,
            &format!(
                r"^(?:{SITES}|share|tweet|pin(?: it)?|print|e-?mail|copy link|save|like)(?: this)?[:!.]?$"
            ),
        ),
        rule(
            Sharing,
            12,
            &format!(
                r"^(?:share|tweet|pin|like|follow|print|save|send)(?: (?:this|us|it|me|on|via|with|by|the|your|link|article|post|recipe|page|story|to|friends?|family|and|love|{SITES}))+[:!.]?$"
            ),
        ),
        rule(
            Sharing,
            14,
            &format!(
                r"^(?:(?:share|tweet|pin|e-?mail|print|copy link|link|on|to|follow|us|{SITES}|[|,/·•+-]|\d+) ?){{2,}}$"
            ),
        ),
        rule(
            Sharing,
            20,
            r"\b(?:follow|find|like|join) us on\b|^(?:please )?(?:share|tag) (?:this|it|your|us)\b.*\b(?:friends?|facebook|instagram|below|social)\b",
        ),
        rule(
            Credit,
            14,
            &format!(
                r"^(?:photo|image|picture|photograph|illustration|video|graphic|foto|cover|header|featured)s?(?: (?:photo|image|picture))?(?: (?:credits?|source|courtesy))? ?(?::|by\b|courtesy\b|©|via\b|(?:from|on) (?:{PICTURE_SITES}))"
            ),
        ),
        rule(
            Credit,
            12,
            &format!(
                r"\b(?:on|via|from|/|:|©|by) (?:{PICTURE_SITES})\b[^.]*$|^(?:{PICTURE_SITES})\b[^.]*$"
            ),
        ),
        rule(
            Cookies,
            60,
            r"\baccept (?:all )?cookies\b|\bcookie (?:policy|settings|preferences|consent|notice)\b|\b(?:we|site|website|continuing|browsing)\b.*\bcookies\b.*\b(?:experience|browser|traffic|analytics|consent|agree|accept|policy|preferences|personali[sz]e)\b",
        ),
        rule(
            Legal,
            40,
            r"^(?:©|\(c\) ?\d{4}|copyright\b)|\ball rights reserved\b|\baffiliate (?:links?|commissions?|program)\b",
        ),
        rule(
            Legal,
            8,
            r"^(?:privacy policy|terms (?:of|and|&) \w+|imprint|impressum|(?:affiliate )?disclosure)\b[^.?]*$|^(?:advertisement|advertising|sponsored(?: content| post)?|ads?|promoted|paid partnership)$",
        ),
        rule(
            Shop,
            10,
            r"^(?:add to (?:cart|basket|bag|wish ?list)|buy (?:it )?now|shop (?:now|all|the|our)|order (?:now|today|online)|in stock|out of stock|sold out|free (?:shipping|delivery)|view (?:product|cart|basket)|checkout|quick view)\b[^?]*$",
        ),
        rule(
            Shop,
            20,
            r"\buse (?:the |our )?(?:discount )?code [a-z0-9]{3,}|\b\d{1,2} ?% off\b|\bfree shipping\b",
        ),
        rule(
            Shop,
            6,
            r"^(?:from |now |only |sale )?(?:[$€£] ?\d+(?:[.,]\d\d)?|\d+[.,]\d\d ?[€$£])(?: .{0,20})?$",
        ),
        rule(
            Byline,
            12,
            r"^(?:written|posted|published|reviewed|edited|medically reviewed|fact[- ]checked) (?:by|on|in)\b[^.?]*$|^(?:last )?(?:updated|modified)(?: on)? ?:?.*\d{4}$|^(?:author|filed under|tagged(?: with)?|tags|categor(?:y|ies)) ?: .*$",
        ),
        rule(
            Byline,
            6,
            r"^\d+ ?-?min(?:ute)?s? read\b|^(?:reading|read) time\b",
        ),
        rule(
            Byline,
            6,
            &format!(
                r"^(?:[a-z]+day,? )?(?:\d{{1,2}}(?:st|nd|rd|th)? {MONTHS}|{MONTHS} \d{{1,2}}(?:st|nd|rd|th)?),? ?\d{{4}}$|^\d{{4}}-\d\d-\d\d$|^\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}$"
            ),
        ),
    ]
});

static BYLINE_NAME: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:By|BY) (?:\p{Lu}[\p{L}.'’-]+ ?){2,4}(?:[,|·–-].*)?$"));

static CONTACT_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:(?:our |office |street |postal |mailing )?address|(?:tele)?phone|tel|fax|mobile|cell|whatsapp|e-?mail|mail|web(?:site)?|url|contact(?: us)?|call us|opening hours|facebook|instagram|twitter|linkedin|youtube|telegram|skype) ?[:.]",
    )
});
static REACH: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?:\+|\b00|\()?\d[\d ()/.-]{6,}\d|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|info|biz|io|co|app|dev|shop|blog|[a-z]{2})\b(?:/\S*)?",
    )
});
static STREET: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:[\w' &-]{1,40}, )?\d+[a-z]? .*\b(?:street|st|avenue|ave|road|rd|plaza|boulevard|blvd|lane|drive|suite|square)\b.*\b\d{4,6}\b",
    )
});

static RELATED: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"^(?:you (?:may|might|will|'ll) (?:also )?(?:like|love|enjoy|want to (?:see|read)|be interested in)(?: also| this| these)?",
        r"|you'll (?:also )?(?:like|love|enjoy)(?: these| this)?",
        r"|related(?: (?:posts?|articles?|products?|stories|content|reading|topics?|links?|items?|recipes?|videos?|searches|questions|pages?))?",
        r"|explore (?:related|more|other|our)\b.*|see also|also (?:read|see|like)|read (?:also|next)|what to read next|keep reading",
        r"|more (?:from|like this|stories|posts|articles|recipes|reading)\b.*",
        r"|recommended(?: (?:for you|reading|posts?|articles?|products?))?|further reading",
        r"|(?:other )?customers (?:also|who)\b.*|people also (?:ask|read|bought|liked?|search)\b.*",
        r"|don't miss|up next|trending(?: now)?|popular (?:posts?|articles?|products?|recipes?|now|this week)|most (?:read|popular|viewed)",
        r"|(?:latest|recent|featured|similar|other) (?:posts?|articles?|news|recipes?|products?|stories|comments?)",
        r"|editor'?s'? picks?|from (?:the|our) (?:web|blog|shop)|best ?sellers?|our (?:products?|best ?sellers?))[:!.]*$",
    ))
});
static RELATED_INLINE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:read more|see also|related|also read|read also|read next|you may also like) ?[:>»-] ?\S",
    )
});
static CONTENTS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:what you(?:'ll| will) (?:learn|find)|(?:table of )?contents|in this (?:article|post|guide|recipe)|on this page|jump to|quick links)(?: (?:here|below|in this \w+))?[:.!]?$",
    )
});

/// What a line is for, if it is furniture. `None` for text worth keeping.
pub(super) fn furniture(line: &str) -> Option<DropReason> {
    let words = text::count_words(line);
    if words > LONGEST_FURNITURE_WORDS {
        return None;
    }
    let folded = text::fold(line.trim());
    if let Some(rule) = RULES
        .iter()
        .find(|rule| words <= rule.max_words && rule.pattern.is_match(&folded))
    {
        return Some(rule.reason);
    }
    if words <= 12 && BYLINE_NAME.is_match(line.trim()) {
        return Some(Byline);
    }
    if words <= 25 && is_contact(&folded) {
        return Some(Contact);
    }
    (words <= 8 && is_menu(&folded)).then_some(Navigation)
}

fn is_contact(folded: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = folded.chars().filter(char::is_ascii_digit).count();
    if CONTACT_LABEL.is_match(folded) && (digits >= 4 || REACH.is_match(folded)) {
        return true;
    }
    if STREET.is_match(folded) && !ends_sentence(folded) {
        return true;
    }
    let phone_or_address = REACH
        .find_iter(folded)
        .any(|found| found.as_str().contains(['@', '/', '+', '(']) || letters(found.as_str()) > 0);
    phone_or_address && letters(&REACH.replace_all(folded, "")) * 10 < folded.chars().count() * 3
}

/// Whether a line announces titles of other pages.
pub(super) fn announces_related(line: &str) -> bool {
    text::count_words(line) <= 10 && RELATED.is_match(text::fold(line.trim()).as_str())
}

/// Whether a line is itself a pointer to another page.
pub(super) fn points_elsewhere(line: &str) -> bool {
    text::count_words(line) <= 20 && RELATED_INLINE.is_match(&text::fold(line.trim()))
}

/// Whether a line announces the list of the page's own headings.
pub(super) fn announces_contents(line: &str) -> bool {
    text::count_words(line) <= 8 && CONTENTS.is_match(&text::fold(line.trim()))
}

/// A line of nothing but menu words.
fn is_menu(folded: &str) -> bool {
    const STRONG: &[&str] = &[
        "archives",
        "breadcrumbs",
        "cart",
        "checkout",
        "footer",
        "homepage",
        "login",
        "logout",
        "menu",
        "navigation",
        "register",
        "sidebar",
        "sitemap",
        "toggle",
        "widget",
    ];
    const WEAK: &[&str] = &[
        "about",
        "account",
        "all",
        "and",
        "blog",
        "categories",
        "close",
        "contact",
        "content",
        "faq",
        "header",
        "help",
        "home",
        "in",
        "log",
        "main",
        "my",
        "news",
        "of",
        "open",
        "our",
        "page",
        "pages",
        "post",
        "posts",
        "privacy",
        "recent",
        "search",
        "shop",
        "sign",
        "site",
        "tags",
        "the",
        "to",
        "up",
        "us",
    ];
    let words: Vec<String> = text::words(folded).collect();
    let strong = words
        .iter()
        .filter(|word| STRONG.contains(&word.as_str()))
        .count();
    let weak = words
        .iter()
        .filter(|word| WEAK.contains(&word.as_str()))
        .count();
    !words.is_empty()
        && strong + weak == words.len()
        && (strong > 0
            || words.len() >= 3
            || matches!(
                folded.trim(),
                "home"
                    | "search"
                    | "blog"
                    | "contact"
                    | "contact us"
                    | "about us"
                    | "shop"
                    | "close"
                    | "sign up"
                    | "log in"
                    | "sign in"
            ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_of_many_pages_is_known() {
        for (line, reason) in [
            ("« Older posts", Navigation),
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
            ("Facebook Twitter Pinterest", Sharing),
            ("Photo by Ann Miller on Unsplash", Credit),
            ("Image credit: The Mill", Credit),
            (
                "We use cookies to give you the best experience. Accept",
                Cookies,
            ),
            ("© 2024 The Rye House. All rights reserved.", Legal),
            ("This post contains affiliate links.", Legal),
            ("Add to cart", Shop),
            ("€ 4,95", Shop),
            ("By Ann Miller", Byline),
            ("Posted on May 3, 2021", Byline),
            ("5 min read", Byline),
            ("Phone: +49 30 123 456 78", Contact),
            ("www.example.com/bread", Contact),
            ("12 Mill Road, Oxford, 40210", Contact),
            ("baker@example.com", Contact),
        ] {
            assert_eq!(furniture(line), Some(reason), "{line}");
        }
    }

    #[test]
    fn prose_is_not_furniture() {
        for line in [
            "Chocolate chip cookies spread because the butter melts before the flour sets.",
            "By hand or by machine?",
            "Next, fold the dough twice.",
            "Share the starter with a friend after two weeks.",
            "Follow the recipe closely.",
            "Email was sent in 1971.",
            "Address the dough gently.",
            "The loaf weighs 1 200 grams and serves 8 to 10 people.",
            "In 1999, 2000 and 2001 the harvest failed.",
            "Save the water.",
            "Contents of a good flour",
            "Photographs of crumb show large holes.",
            "Print was made of dough once.",
            "Home bakers use less water.",
        ] {
            assert_eq!(furniture(line), None, "{line}");
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
        assert!(points_elsewhere("Read more: How to Shape a Loaf"));
    }
}
